"""How long cases took, counted by hand on each clock."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.small_runs import AT, ON
from tests.unit.verdicts.small_frames import Judged, context_of, frame_of, in_force, moments, read, rules_of

from gpj_kpi.verdicts.durations import judge_duration, judge_elapsed_duration
from gpj_kpi.verdicts.outcomes import CaseFrame

HOUR = 3_600_000_000


def _judge(unit: str, spans: list[tuple[str, str]], *, declared: str = AT) -> Judged:
    """Judge cases, each a start and an end."""
    written = f"measure: {{kind: duration, from: a, to: b, statistic: mean, unit: {unit}}}"
    rules = rules_of({"a": declared, "b": declared}, written)
    starts, ends = zip(*spans, strict=True)
    context = context_of(rules)
    case_frame = CaseFrame(frame_of({**moments("a", starts), **moments("b", ends)}), context.engine)
    return read(judge_duration(in_force(rules), context, case_frame), case_frame)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("heures", 4 * 24 * HOUR + 90 * HOUR // 60),
        # Friday 14-18 is four hours less one; Monday 9-12 and 14-18; Tuesday 9-12 and 14-16:30.
        ("heures ouvrées", (3 + 7 + 3) * HOUR + 150 * HOUR // 60),
        # After Friday 7 March: Monday and Tuesday; with Saturday; with Sunday.
        ("jours ouvrés", 2),
        ("jours ouvrables", 3),
        ("jours calendaires", 4),
    ],
)
def test_a_duration_is_counted_in_its_unit(unit: str, expected: int) -> None:
    """From Friday 7 March 2008 at 15:00 to Tuesday the 11th at 16:30."""
    found = _judge(unit, [("2008-03-07 15:00", "2008-03-11 16:30")])
    assert (found.outcomes, found.values) == (["counted"], [expected])


@pytest.mark.parametrize("unit", ["heures", "heures ouvrées", "jours ouvrés"])
def test_what_has_no_length(unit: str) -> None:
    """Without an end a case is pending; without a start, or when it ends before it, it is invalid."""
    spans = [("2008-03-03 10:00", ""), ("", "2008-03-03 10:00"), ("2008-03-03 10:00", "2008-03-03 09:59"), ("", "")]
    found = _judge(unit, spans)
    assert found.outcomes == ["pending", "invalid", "invalid", "invalid"]
    assert found.due == ["", "", "", ""]


def test_dates_are_counted_in_days() -> None:
    """From Thursday 20 March 2008 over Easter to Tuesday the 25th: Friday and Tuesday are business days after it."""
    found = _judge("jours ouvrés", [("2008-03-20", "2008-03-25"), ("2008-03-20", "2008-03-20")], declared=ON)
    assert (found.outcomes, found.values) == (["counted", "counted"], [2, 0])


# ------------------------------------------------------------------------------------------------- a column of lengths

START = "2008-03-03 09:00:00"
HELD = {
    "r": 'type: datetime, format: "%d/%m/%Y %H:%M:%S"',
    "o": "type: text",
    "w": "type: integer, unit: secondes",
    "x": "type: number, unit: minutes",
}
Call = tuple[str, int | None]


def _judge_held(
    measure: str, calls: list[Call], *, start: str = START, as_of: dt.datetime | None = None
) -> tuple[list[str], list[int | None]]:
    """Judge calls that begin at nine by what their column holds."""
    rules = rules_of(HELD, f"period_by: r, measure: {{kind: duration, statistic: mean, {measure}}}")
    lengths = [length for _, length in calls]
    frame = frame_of(
        {**moments("r", [start] * len(calls)), "o": [outcome for outcome, _ in calls], "w": lengths, "x": lengths}
    )
    context = context_of(rules, latest=START, as_of=as_of)
    case_frame = CaseFrame(frame, context.engine)
    found = read(judge_elapsed_duration(in_force(rules), context, case_frame), case_frame)
    return found.outcomes, found.values


CALLS: list[Call] = [("answered", 0), ("answered", 7), ("HANG", 9), ("answered", None), ("HANG", None), ("HANG", -1)]


@pytest.mark.parametrize(
    ("done", "outcomes"),
    [
        ("", ["counted", "counted", "counted", "pending", "pending", "invalid"]),
        (", done: {o: answered}", ["counted", "counted", "excluded", "invalid", "pending", "invalid"]),
    ],
)
def test_what_is_done_counts(done: str, outcomes: list[str]) -> None:
    """Without `done` every length counts; with it, what is over otherwise is excluded."""
    assert _judge_held(f"elapsed: w{done}", CALLS)[0] == outcomes


def test_lengths_stay_as_their_column_holds_them() -> None:
    """Seconds of an integer column, millionths of a minute of a number column."""
    assert _judge_held("elapsed: w", [("answered", 7)])[1] == [7]
    assert _judge_held("elapsed: x", [("answered", 1_500_000)])[1] == [1_500_000]


@pytest.mark.parametrize(
    ("second", "outcomes"),
    [
        (6, ["pending", "pending", "pending"]),
        (7, ["counted", "pending", "pending"]),
        (9, ["counted", "excluded", "pending"]),
    ],
)
def test_a_length_that_ends_after_as_of_is_pending(second: int, outcomes: list[str]) -> None:
    """Nobody knew then how the case would end."""
    calls: list[Call] = [("answered", 7), ("HANG", 9), ("answered", 60)]
    as_of = dt.datetime(2008, 3, 3, 9, 0, second)
    assert _judge_held("elapsed: w, done: {o: answered}", calls, as_of=as_of)[0] == outcomes


def test_a_case_without_a_reference_or_with_no_length_of_time_is_invalid() -> None:
    """Nobody knows when the first began; 30 000 years are no wait, with `done` or without."""
    assert _judge_held("elapsed: w", [("answered", 7)], start="")[0] == ["invalid"]
    assert _judge_held("elapsed: w", [("answered", 10**12)])[0] == ["invalid"]
    assert _judge_held("elapsed: w, done: {o: answered}", [("answered", 10**12)])[0] == ["invalid"]
