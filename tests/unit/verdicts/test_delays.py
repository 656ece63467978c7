"""Delays by columns, judged on cases whose due instants are worked out by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.small_runs import AT, ON
from tests.unit.verdicts.small_frames import Judged, context_of, frame_of, in_force, moments, read, rules_of

from gpj_kpi.verdicts.delays import judge_delay
from gpj_kpi.verdicts.outcomes import CaseFrame
from gpj_kpi.verdicts.time.abandonment import is_undated, undated_column

HOUR = 3_600_000_000
COLUMNS = {"a": AT, "b": AT, "c": AT, "h": AT, "due": AT, "o": "type: text", "d": ON, "e": ON, "due_on": ON}
BY_HOURS = "from: a, to: b, limit: 2 heures"

Case = dict[str, str]


def _judge(
    measure: str, cases: list[Case], *, latest: str = "2008-12-31 00:00", as_of: dt.datetime | dt.date | None = None
) -> Judged:
    """Judge cases, each given by the local times that are filled in it."""
    rules = rules_of(COLUMNS, f"measure: {{kind: delay, {measure}}}")
    indicator = in_force(rules)
    columns = {"o": [case.get("o", "") for case in cases]}
    for name in COLUMNS:
        if name != "o":
            columns |= moments(name, [case.get(name, "") for case in cases])
    frame = frame_of(columns)
    abandoned, to = getattr(indicator.measure, "abandoned", None), getattr(indicator.measure, "to", None)
    if abandoned is not None and to is not None:
        frame = frame.with_columns(is_undated(to, abandoned).alias(undated_column(to, abandoned)))
    context = context_of(rules, latest=latest, as_of=as_of)
    case_frame = CaseFrame(frame, context.engine)
    return read(judge_delay(indicator, context, case_frame), case_frame)


def test_an_end_is_met_late_or_not_there_yet() -> None:
    """Two hours from nine: eleven is met, a minute more is late; the latest event says what is overdue."""
    starts = {"a": "2008-03-03 09:00"}
    cases = [{**starts, "b": "2008-03-03 11:00"}, {**starts, "b": "2008-03-03 11:01"}, starts]
    found = _judge(BY_HOURS, cases)
    assert found.outcomes == ["met", "late", "overdue"]
    assert found.due == ["2008-03-03 11:00"] * 3
    assert found.values == [2 * HOUR, 2 * HOUR + HOUR // 60, None]
    strict = BY_HOURS.replace("2 heures", '"< 2 heures"')
    assert _judge(strict, cases).outcomes == ["late", "late", "overdue"]
    assert _judge(BY_HOURS, cases, latest="2008-03-03 11:00").outcomes[2] == "overdue"
    assert _judge(BY_HOURS, cases, latest="2008-03-03 10:59").outcomes[2] == "pending"


def test_a_case_that_cannot_be_judged_is_invalid() -> None:
    """One without a start, and one that ends before it; known to the day only, it may end on the day it starts."""
    cases = [
        {"b": "2008-03-03 11:00"},
        {"a": "2008-03-03 09:00", "b": "2008-03-03 08:59"},
        {"d": "2008-03-03", "e": "2008-03-03"},
        {"d": "2008-03-03", "e": "2008-03-02"},
    ]
    assert _judge(BY_HOURS, cases[:2]).outcomes == ["invalid", "invalid"]
    found = _judge("from: d, to: e, limit: 1 jour ouvré", cases[2:])
    assert found.outcomes == ["met", "invalid"]
    assert found.values == [None, None]


def test_days_are_compared_where_one_of_both_is_a_day() -> None:
    """A case received at 17:00 and closed that day, whose date stands for its 0:00, is not backwards."""
    found = _judge("from: a, to: e, limit: 2 jours ouvrés", [{"a": "2008-03-03 17:00", "e": "2008-03-03"}])
    assert (found.outcomes, found.due) == (["met"], ["2008-03-06 00:00"])


@pytest.mark.parametrize(
    ("limit", "due", "outcomes"),
    [
        ("{column: due}", "2008-03-05 10:00", ["met", "met", "late"]),
        ("{before: due}", "2008-03-05 10:00", ["met", "late", "late"]),
        # All of the due day is in time, or none of it: it ends at its 24:00, or before its 0:00.
        ("{column: due_on}", "2008-03-06 00:00", ["met", "met", "met"]),
        ("{before: due_on}", "2008-03-05 00:00", ["late", "late", "late"]),
    ],
)
def test_due_dates_that_come_with_the_case(limit: str, due: str, outcomes: list[str]) -> None:
    """A due instant is compared as it is, a due date by its day; without one the case cannot be judged."""
    given = {"a": "2008-03-03 09:00", "due": "2008-03-05 10:00", "due_on": "2008-03-05"}
    cases = [{**given, "b": f"2008-03-05 {time}"} for time in ("09:59", "10:00", "10:01")]
    found = _judge(f"from: a, to: b, limit: {limit}", [*cases, {"a": "2008-03-03 09:00"}])
    assert found.outcomes == [*outcomes, "invalid"]
    assert found.due == [due, due, due, ""]


def test_limits_in_open_time_and_in_days() -> None:
    """Open from 9 to 12 and from 14 to 18, four hours from 10:00 end at 16:00; a last day that is closed moves."""
    case = {"a": "2008-03-03 10:00", "b": "2008-03-03 15:00"}
    found = _judge("from: a, to: b, limit: 4 heures ouvrées", [case])
    assert (found.due, found.values) == (["2008-03-03 16:00"], [3 * HOUR])
    # 1 month after 22 February is Saturday 22 March; Easter Monday is the 24th, so the next business day the 25th.
    month = "from: a, to: b, limit: 1 mois, rollover: next_business_day"
    assert _judge(month, [{"a": "2008-02-22 10:00"}]).due == ["2008-03-26 00:00"]


def test_a_due_date_beyond_the_calendar_is_told_apart() -> None:
    """The calendar ends with 2008: ten open days from 30 December are not used up in it, two hours are."""
    case = {"a": "2008-12-30 10:00"}
    for limit in ("10 jours ouvrés", "100 heures ouvrées"):
        assert _judge(f"from: a, to: b, limit: {limit}", [case]).outcomes == ["beyond_calendar"]
    assert _judge(BY_HOURS, [case]).outcomes == ["overdue"]


def test_all_ends_or_the_first_of_them() -> None:
    """With `all` the last one counts, once every one is there; with `first` the earliest."""
    case = {"a": "2008-03-03 09:00", "b": "2008-03-03 10:00", "c": "2008-03-03 12:00"}
    half = {key: case[key] for key in ("a", "b")}
    assert _judge("from: a, to: {all: [b, c]}, limit: 2 heures", [case, half]).outcomes == ["late", "overdue"]
    assert _judge("from: a, to: {first: [b, c]}, limit: 2 heures", [case, half]).outcomes == ["met", "met"]


@pytest.mark.parametrize(
    ("counts", "outcomes"),
    [
        ("missed", ["abandoned", "abandoned", "late"]),
        ("excluded", ["excluded", "excluded", "late"]),
        ("excluded_if_within", ["excluded", "abandoned", "late"]),
        ("met_if_within", ["met", "abandoned", "late"]),
    ],
)
@pytest.mark.parametrize("limit", ["2 heures", "2 heures ouvrées"])
def test_abandoned_cases(limit: str, counts: str, outcomes: list[str]) -> None:
    """Given up after two hours, or a minute later; what was given up after its end has ended."""
    starts = {"a": "2008-03-03 09:00", "o": "X"}
    cases = [
        {**starts, "h": "2008-03-03 11:00"},
        {**starts, "h": "2008-03-03 11:01"},
        {**starts, "b": "2008-03-03 11:30", "h": "2008-03-03 11:40"},
    ]
    abandoned = f"abandoned: {{when: {{o: X}}, at: h, counts: {counts}}}"
    assert _judge(f"from: a, to: b, limit: {limit}, {abandoned}", cases).outcomes == outcomes


def test_a_short_abandonment_may_have_a_longer_limit_than_the_end() -> None:
    """Due at eleven, short until twelve: at half past eleven a case may still be met by being given up."""
    written = f"{BY_HOURS}, abandoned: {{when: {{o: X}}, at: h, counts: met_if_within, within: 3 heures}}"
    case = {"a": "2008-03-03 09:00"}
    half_past = _judge(written, [case], latest="2008-03-03 11:30")
    noon = _judge(written, [case], latest="2008-03-03 12:00")
    assert (half_past.outcomes, noon.outcomes) == (["pending"], ["overdue"])
    assert half_past.due == ["2008-03-03 11:00"]


def test_nothing_is_overdue_where_nothing_is_known() -> None:
    """A source without any event has no as-of: a case that has not ended is pending."""
    rules = rules_of(COLUMNS, f"measure: {{kind: delay, {BY_HOURS}}}")
    context = context_of(rules)
    case_frame = CaseFrame(frame_of({**moments("a", ["2008-03-03 09:00"]), **moments("b", [""])}), context.engine)
    assert read(judge_delay(in_force(rules), context, case_frame), case_frame).outcomes == ["pending"]


def test_an_as_of_decides_what_is_overdue() -> None:
    """Due at 24:00 of 5 March: known to the 4th it is pending, known to the 5th, a date that ends there, overdue."""
    written, case = "from: a, to: b, limit: 2 jours ouvrés", {"a": "2008-03-03 09:00"}
    found = [_judge(written, [case], as_of=dt.date(2008, 3, day)).outcomes for day in (4, 5)]
    assert found == [["pending"], ["overdue"]]


# Open from nine to twelve and from two to six; 24 March 2008 is Easter Monday.
SHORT_IN_OPEN_TIME = {
    # began, given up, and what becomes of it where an hour of open time is short
    ("2008-03-03 11:30", "2008-03-03 12:00"): "short",
    ("2008-03-03 11:30", "2008-03-03 13:59"): "short",  # half an hour: lunch does not count
    ("2008-03-03 11:30", "2008-03-03 14:30"): "short",  # the hour itself
    ("2008-03-03 11:30", "2008-03-03 14:31"): "abandoned",
    ("2008-03-03 11:00", "2008-03-03 12:00"): "short",
    ("2008-03-03 11:00", "2008-03-03 12:01"): "abandoned",  # used up at noon, not at the next opening
    ("2008-03-03 17:00", "2008-03-03 18:00"): "short",
    ("2008-03-03 17:00", "2008-03-03 20:00"): "abandoned",
    ("2008-03-07 17:30", "2008-03-08 11:00"): "short",  # Friday to Saturday
    ("2008-03-07 17:30", "2008-03-10 09:30"): "short",
    ("2008-03-07 17:30", "2008-03-10 09:31"): "abandoned",
    ("2008-03-21 17:30", "2008-03-25 09:30"): "short",  # over Easter Monday
    ("2008-03-21 17:30", "2008-03-25 09:31"): "abandoned",
    ("2008-03-08 10:00", "2008-03-10 10:00"): "short",  # begun on a Saturday
    ("2008-03-08 10:00", "2008-03-10 10:01"): "abandoned",
}


@pytest.mark.parametrize(("counts", "short"), [("excluded_if_within", "excluded"), ("met_if_within", "met")])
@pytest.mark.parametrize("limit", ["4 heures ouvrées", "30 minutes ouvrées", "2 jours ouvrés", "5 minutes"])
def test_a_short_abandonment_in_open_time(counts: str, short: str, limit: str) -> None:
    """Only open time counts, whatever the clock of the limit; no pause is declared."""
    abandoned = f"abandoned: {{when: {{o: X}}, at: h, counts: {counts}, within: 1 heure ouvrée}}"
    cases = [{"a": began, "h": left, "o": "X"} for began, left in SHORT_IN_OPEN_TIME]
    found = _judge(f"from: a, to: b, limit: {limit}, {abandoned}", cases).outcomes
    expected = [short if outcome == "short" else outcome for outcome in SHORT_IN_OPEN_TIME.values()]
    assert found == expected


def test_less_than_an_hour_of_open_time_is_short() -> None:
    """With `<` the hour itself is none; without `within` the limit tells, and an end before the abandonment wins."""
    strict = 'abandoned: {when: {o: X}, at: h, counts: excluded_if_within, within: "< 1 heure ouvrée"}'
    starts = {"a": "2008-03-03 11:30", "o": "X"}
    cases = [
        {**starts, "h": "2008-03-03 14:29"},
        {**starts, "h": "2008-03-03 14:30"},
        {**starts, "h": "2008-03-03 14:29", "b": "2008-03-03 14:29"},
        {**starts, "h": "2008-03-03 14:29", "b": "2008-03-03 14:30"},
    ]
    found = _judge(f"from: a, to: b, limit: 4 heures ouvrées, {strict}", cases).outcomes
    assert found == ["excluded", "abandoned", "met", "excluded"]
    by_limit = "abandoned: {when: {o: X}, at: h, counts: excluded_if_within}"
    found = _judge(f"from: a, to: b, limit: 1 heure ouvrée, {by_limit}", cases).outcomes
    assert found == ["excluded", "excluded", "met", "excluded"]
