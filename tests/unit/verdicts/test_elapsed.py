"""Waits given in seconds: those that ended, were abandoned early or late, or did neither."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.unit.verdicts.small_frames import Judged, at, context_of, frame_of, in_force, moments, read, rules_of

from gpj_kpi.verdicts.elapsed import judge_elapsed, unit_notices
from gpj_kpi.verdicts.outcomes import CaseFrame

START = "2008-03-03 09:00:00"
SECOND = 1_000_000
COLUMNS = {
    "r": 'type: datetime, format: "%d/%m/%Y %H:%M:%S"',
    "o": "type: text",
    "w": "type: integer",
    "x": "type: number",
}
LIMIT = "elapsed: w, done: {o: answered}, limit: 10 secondes"
HANGS_UP = "abandoned: {when: {o: HANG}, counts: %s}"

Wait = tuple[str, int | None]


def _judge(
    measure: str,
    waits: list[Wait],
    *,
    start: str = START,
    latest: str | None = None,
    as_of: dt.datetime | None = None,
) -> Judged:
    """Judge calls that begin at nine; without an as-of, the latest event of their export is the latest beginning."""
    rules = rules_of(COLUMNS, f"period_by: r, measure: {{kind: delay, {measure}}}")
    frame = frame_of(
        {
            **moments("r", [start] * len(waits)),
            "o": [outcome for outcome, _ in waits],
            "w": [seconds for _, seconds in waits],
            "x": [None if seconds is None else seconds * 10**6 for _, seconds in waits],
        }
    )
    context = context_of(rules, latest=latest or START, as_of=as_of)
    case_frame = CaseFrame(frame, context.engine)
    return read(judge_elapsed(in_force(rules), context, case_frame), case_frame)


def _outcomes(measure: str, table: dict[Wait, str], **known: dt.datetime | str) -> None:
    """Check the outcome of each wait."""
    found = _judge(measure, list(table), **known).outcomes  # type: ignore[arg-type]
    assert dict(zip(table, found, strict=True)) == table


def test_a_wait_that_ended_is_met_or_late() -> None:
    """The limit is included, or excluded by `<`; what has no seconds, or fewer than none, cannot be judged."""
    table = {
        ("answered", 0): "met",
        ("answered", 9): "met",
        ("answered", 10): "met",
        ("answered", 11): "late",
        ("answered", -1): "invalid",
        ("answered", None): "invalid",
    }
    _outcomes(LIMIT, table)
    _outcomes(LIMIT.replace("10 secondes", '"< 10 secondes"'), {**table, ("answered", 10): "late"})


def test_a_wait_that_did_neither_is_missed_once_that_is_sure() -> None:
    """It is where its seconds exceed the limit, or where the export holds events after its due instant."""
    _outcomes(LIMIT, {("busy", 10): "pending", ("busy", 11): "overdue", ("busy", None): "pending"})
    later = {("busy", 10): "overdue", ("busy", 11): "overdue", ("busy", None): "overdue"}
    _outcomes(LIMIT, later, latest="2008-03-03 09:00:10")
    _outcomes(LIMIT, {("busy", 10): "pending", ("busy", -1): "invalid"}, latest="2008-03-03 09:00:09")


def test_what_comes_after_as_of_has_not_happened() -> None:
    """Asked five seconds after the beginning, only the first five are known; asked after ten, the limit has passed."""
    waits: list[Wait] = [("answered", 5), ("answered", 6), ("answered", 11), ("busy", 3), ("busy", 11)]
    five, ten = (dt.datetime(2008, 3, 3, 9, 0, second) for second in (5, 10))
    assert _judge(LIMIT, waits, as_of=five).outcomes == ["met", "pending", "pending", "pending", "pending"]
    assert _judge(LIMIT, waits, as_of=ten).outcomes == ["met", "met", "overdue", "overdue", "overdue"]


EARLY_AND_LATE = {
    # counts: what becomes of a wait given up after 20 s, after 21 s, and nobody knows when
    "missed": ("abandoned", "abandoned", "abandoned"),
    "excluded": ("excluded", "excluded", "excluded"),
    "excluded_if_within": ("excluded", "abandoned", "invalid"),
    "met_if_within": ("met", "abandoned", "invalid"),
}


@pytest.mark.parametrize("counts", EARLY_AND_LATE)
def test_a_wait_that_was_abandoned_counts_as_the_rules_say(counts: str) -> None:
    """Early or late is told by `within`, which is included; without it by the limit."""
    early, late, unknown = EARLY_AND_LATE[counts]
    depends = counts.endswith("_if_within")
    written = f"{LIMIT}, {HANGS_UP}" % (f"{counts}, within: 20 secondes" if depends else counts)
    _outcomes(written, {("HANG", 20): early, ("HANG", 21): late, ("HANG", None): unknown})
    _outcomes(f"{LIMIT}, {HANGS_UP}" % counts, {("HANG", 10): early, ("HANG", 11): late, ("HANG", None): unknown})


def test_where_waits_are_abandoned_any_other_end_is_missed() -> None:
    """The export says how each wait ended, so one that has come to its end and did neither is missed at once."""
    written = f"{LIMIT}, {HANGS_UP}" % "met_if_within, within: 20 secondes"
    table = {("busy", 4): "overdue", ("", None): "overdue", ("answered", 4): "met", ("HANG", 4): "met"}
    _outcomes(written, table)


def test_a_wait_may_still_be_abandoned_early_after_its_limit() -> None:
    """Limit 10 s, early up to 20 s: after 15 s nothing is said of a wait of 18 s, after 20 s it is over."""
    written = f"{LIMIT}, {HANGS_UP}" % "met_if_within, within: 20 secondes"
    waits: list[Wait] = [("HANG", 18), ("answered", 18), ("busy", 25)]
    found = [
        _judge(written, waits, as_of=dt.datetime(2008, 3, 3, 9, 0, second)).outcomes for second in (15, 17, 18, 20)
    ]
    pending = ["pending", "pending", "pending"]
    assert found == [pending, pending, ["met", "late", "pending"], ["met", "late", "overdue"]]


def test_a_wait_without_a_beginning_cannot_be_judged() -> None:
    """Whatever its seconds say, nobody knows when it began."""
    found = _judge(LIMIT, [("answered", 5), ("busy", 5)], start="")
    assert (found.outcomes, found.due) == (["invalid", "invalid"], ["", ""])


def test_seconds_are_exact_in_both_types() -> None:
    """Values stay as their column holds them; the due instant is the start and the limit."""
    waits: list[Wait] = [("answered", 7), ("answered", None)]
    whole, millionths = LIMIT.replace("10 secondes", "2 minutes"), LIMIT.replace("w,", "x,").replace("10 s", "120 s")
    for written, value in ((whole, 7), (millionths, 7 * 10**6)):
        found = _judge(written, waits)
        assert found.values == [value, None]
        assert found.due == ["2008-03-03 09:02"] * 2


MINUTES, MILLISECONDS = {"w": "type: integer, unit: minutes"}, {"x": "type: number, unit: millisecondes"}
HOURS = {"x": "type: number, unit: heures"}


@pytest.mark.parametrize(
    ("columns", "column", "limit", "cells"),
    [
        # the cell as it is held, the last that is met and the first that is late
        (MINUTES, "w", "120 secondes", (2, 3)),
        (MINUTES, "w", '"< 121 secondes"', (2, 3)),
        (MINUTES, "w", '"< 120 secondes"', (1, 2)),
        (MINUTES, "w", "119 secondes", (1, 2)),
        (MILLISECONDS, "x", "10 secondes", (10_000 * 10**6, 10_000 * 10**6 + 1)),
        (MILLISECONDS, "x", '"< 10 secondes"', (10_000 * 10**6 - 1, 10_000 * 10**6)),
        (HOURS, "x", "60 secondes", (16_666, 16_667)),  # 59.9976 s and 60.0012 s
    ],
)
def test_a_wait_is_held_against_the_limit_in_its_unit(
    columns: dict[str, str], column: str, limit: str, cells: tuple[int, int]
) -> None:
    """Exactly: also where the limit is no whole number of them, or they are shorter than a microsecond."""
    rules = rules_of(
        {**COLUMNS, **columns},
        f"period_by: r, measure: {{kind: delay, elapsed: {column}, done: {{o: answered}}, limit: {limit}}}",
    )
    frame = frame_of({**moments("r", [START] * 2), "o": ["answered"] * 2, "w": cells, "x": cells})
    context = context_of(rules, latest=START)
    case_frame = CaseFrame(frame, context.engine)
    found = read(judge_elapsed(in_force(rules), context, case_frame), case_frame)
    assert found.outcomes == ["met", "late"]


@pytest.mark.parametrize(
    ("second", "outcomes"),
    [(0, ["pending", "pending", "pending"]), (1, ["met", "pending", "pending"]), (2, ["met", "late", "late"])],
)
def test_the_end_of_a_wait_is_never_set_too_early(second: int, outcomes: list[str]) -> None:
    """A second has passed after 1000 ms, and not yet a millionth of a millisecond sooner than the cell says."""
    cells = [1_000 * 10**6, 1_000 * 10**6 + 1, 2_000 * 10**6]
    rules = rules_of(
        {**COLUMNS, **MILLISECONDS},
        "period_by: r, measure: {kind: delay, elapsed: x, done: {o: answered}, limit: 1 seconde}",
    )
    frame = frame_of({**moments("r", [START] * 3), "o": ["answered"] * 3, "w": cells, "x": cells})
    as_of = dt.datetime(2008, 3, 3, 9, 0, second)
    context = context_of(rules, as_of=as_of)
    case_frame = CaseFrame(frame, context.engine)
    found = read(judge_elapsed(in_force(rules), context, case_frame), case_frame).outcomes
    # at as-of 1 s the limit has passed: what has not ended is overdue
    assert [each.replace("overdue", "pending") for each in found] == outcomes


def test_a_number_of_minutes_that_is_no_wait_is_not_taken_for_one() -> None:
    """30 000 years again, in minutes: 10**12 seconds are 16 666 666 666 minutes and 40 seconds."""
    rules = rules_of({**COLUMNS, **MINUTES}, "period_by: r, measure: {kind: delay, " + LIMIT + "}")
    cells = [16_666_666_666, 16_666_666_665, 10**15 - 1]
    frame = frame_of({**moments("r", [START] * 3), "o": ["answered"] * 3, "w": cells, "x": cells})
    context = context_of(rules, latest=START)
    case_frame = CaseFrame(frame, context.engine)
    assert read(judge_elapsed(in_force(rules), context, case_frame), case_frame).outcomes == [
        "invalid",
        "late",
        "invalid",
    ]


def test_a_column_without_a_unit_is_noticed_once() -> None:
    """However many indicators read it; a declared unit is no news."""
    measure = "period_by: r, measure: {kind: delay, " + LIMIT + "}"
    rules = rules_of(COLUMNS, measure)
    notices = unit_notices([in_force(rules), in_force(rules)], rules.sources)
    assert [(notice.code, notice.source, notice.read, notice.count) for notice in notices] == [
        ("unit_assumed", "s", "w", 1)
    ]
    declared = rules_of({**COLUMNS, "w": "type: integer, unit: secondes"}, measure)
    assert unit_notices([in_force(declared)], declared.sources) == []


def test_a_number_that_is_no_wait_is_not_taken_for_one() -> None:
    """A trillion seconds are 30 000 years: the cell holds something else, and the case cannot be judged."""
    most = 10**12
    found = _judge(LIMIT, [("answered", most), ("answered", -most), ("answered", most - 1)])
    assert found.outcomes == ["invalid", "invalid", "late"]
    assert at(START) + (most - 1) * SECOND < 2**63
