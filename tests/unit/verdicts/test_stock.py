"""What is open at a moment, and how old it is, judged by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.small_runs import AT, ON
from tests.unit.verdicts.small_frames import PARIS, Judged, context_of, frame_of, in_force, moments, read, rules_of

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.verdicts.outcomes import CaseFrame
from gpj_kpi.verdicts.stock import judge_stock

FRIDAY = AsOf.given(dt.date(2008, 3, 7), PARIS)
"""24:00 of Friday 7 March 2008."""
NOON = AsOf.given(dt.datetime(2008, 3, 7, 12), PARIS)


def _judge(measure: str, spans: list[tuple[str, str]], moment: AsOf | None, *, end: str = AT) -> Judged:
    """Judge cases, each a start and an end, at a moment."""
    rules = rules_of({"a": AT, "b": end}, f"measure: {{{measure}}}")
    starts, ends = zip(*spans, strict=True)
    context = replace(context_of(rules), moment=moment)
    case_frame = CaseFrame(frame_of({**moments("a", starts), **moments("b", ends)}), context.engine)
    return read(judge_stock(in_force(rules), context, case_frame), case_frame)


OPEN = "kind: open, from: a, to: b"


@pytest.mark.parametrize(
    ("span", "at_the_end", "at_noon"),
    [
        (("2008-03-03 10:00", ""), "counted", "counted"),
        (("2008-03-07 12:00", ""), "counted", "counted"),
        (("2008-03-07 12:01", ""), "counted", "absent"),
        (("2008-03-08 00:00", ""), "absent", "absent"),
        (("2008-03-03 10:00", "2008-03-07 12:00"), "absent", "absent"),
        (("2008-03-03 10:00", "2008-03-07 23:59"), "absent", "counted"),
        (("2008-03-03 10:00", "2008-03-08 00:00"), "absent", "counted"),
        (("2008-03-03 10:00", "2008-03-08 00:01"), "counted", "counted"),
        (("2008-03-03 10:00", "2008-03-03 09:59"), "invalid", "invalid"),
        (("2008-03-09 10:00", "2008-03-03 09:59"), "absent", "absent"),
        (("", "2008-03-03 09:59"), "invalid", "invalid"),
    ],
)
def test_a_case_is_open_from_its_start_to_its_end(span: tuple[str, str], at_the_end: str, at_noon: str) -> None:
    """The instant of 24:00 ends a case, and begins none; as an as-of of that date has it."""
    assert _judge(OPEN, [span], FRIDAY).outcomes == [at_the_end]
    assert _judge(OPEN, [span], NOON).outcomes == [at_noon]


def test_an_end_on_a_date_comes_with_its_day() -> None:
    """Closed on the 7th is closed by its 24:00, and by noon; closed on the 8th is open."""
    spans = [("2008-03-03 10:00", "2008-03-07"), ("2008-03-03 10:00", "2008-03-08")]
    assert _judge(OPEN, spans, FRIDAY, end=ON).outcomes == ["absent", "counted"]
    assert _judge(OPEN, spans, NOON, end=ON).outcomes == ["absent", "counted"]


def test_at_no_moment_nothing_is_open() -> None:
    """A case without a start stays invalid: it belongs to no period."""
    assert _judge(OPEN, [("2008-03-03 10:00", ""), ("", "")], None).outcomes == ["absent", "invalid"]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        # From Wednesday 10:00 to Friday 24:00 there are 62 hours, and from 10:01 a minute less.
        ("62 heures", ["counted", "absent", "counted"]),
        ("2 jours ouvrés", ["counted", "counted", "counted"]),
        ("3 jours ouvrés", ["absent", "absent", "counted"]),
        # Wednesday 10-12 and 14-18, Thursday and Friday 7 hours each: 20 hours.
        ("20 heures ouvrées", ["counted", "absent", "counted"]),
    ],
)
def test_older_than_a_limit_that_is_used_up(limit: str, expected: list[str]) -> None:
    """At the instant at which a delay would be overdue."""
    spans = [("2008-03-05 10:00", ""), ("2008-03-05 10:01", ""), ("2008-02-05 10:01", "")]
    assert _judge(f"{OPEN}, older_than: {limit}", spans, FRIDAY).outcomes == expected


@pytest.mark.parametrize(
    ("unit", "at_the_end", "at_noon"),
    [
        ("heures", 62 * 3_600_000_000, 50 * 3_600_000_000),
        ("heures ouvrées", 20 * 3_600_000_000, 16 * 3_600_000_000),
        ("jours ouvrés", 2, 2),
        ("jours calendaires", 2, 2),
    ],
)
def test_an_age_runs_from_the_start_to_the_moment(unit: str, at_the_end: int, at_noon: int) -> None:
    """From Wednesday 5 March 2008 at 10:00, on the clock of the unit; days as a duration counts them."""
    measure = f"kind: age, from: a, to: b, statistic: mean, unit: {unit}"
    assert _judge(measure, [("2008-03-05 10:00", "")], FRIDAY).values == [at_the_end]
    assert _judge(measure, [("2008-03-05 10:00", "")], NOON).values == [at_noon]


def test_an_age_beyond_the_calendar_is_told() -> None:
    """The calendar of the test ends with 2008."""
    measure = "kind: age, from: a, to: b, statistic: mean, unit: jours ouvrés"
    later = AsOf.given(dt.date(2009, 3, 7), PARIS)
    assert _judge(measure, [("2008-03-05 10:00", "")], later).outcomes == ["beyond_calendar"]
