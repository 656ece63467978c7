"""What is open at the end of each period, and how old it is: the same as plain loops find."""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried
from tests.small_runs import AT, ON, frame_of, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.days import day_number
from gpj_kpi.calendars.periods import free_range, parse_period
from gpj_kpi.cases.coverage import Coverage
from gpj_kpi.cases.rhythm import WaitingDays
from gpj_kpi.engines import EngineName
from gpj_kpi.results.stock import moment_of

PARIS, DAY, MINUTE = ZoneInfo("Europe/Paris"), dt.timedelta(days=1), dt.timedelta(minutes=1)
FIRST = dt.datetime(2024, 3, 25)
WHOLE = parse_period("2024-03-25/2024-04-14")
"""The clocks go forward on Sunday 31 March, the last day of the first week."""

OPEN = "kind: open, from: a, to: {all: [b, c]}"
INDICATORS = {
    "open": f"measure: {{{OPEN}}}",
    "first": "measure: {kind: open, from: a, to: {first: [b, c]}}",
    "hours": f"measure: {{{OPEN}, older_than: 30 heures}}",
    "days": f"measure: {{{OPEN}, older_than: 2 jours ouvrés}}",
    "mean": "measure: {kind: age, from: a, to: {all: [b, c]}, unit: heures, statistic: mean}",
    "median": "measure: {kind: age, from: a, to: {all: [b, c]}, unit: jours ouvrés, statistic: median}",
    "opened": "measure: {kind: age, from: a, to: {all: [b, c]}, unit: heures ouvrées, statistic: mean}",
}
CALENDAR = 'country: none, opening_hours: {mon-fri: ["09:00-12:00"], sat: "22:00-02:00"}'


@dataclass(frozen=True)
class Case:
    """A start, an end by the minute and one by the day; each may be missing."""

    start: dt.datetime | None
    end: dt.datetime | None
    end_day: dt.date | None
    group: str


def _instant(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=PARIS).astimezone(dt.UTC)


def _day_end(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + DAY, dt.time())


MOMENTS = st.integers(0, 20 * 24 * 60).map(lambda minutes: FIRST + minutes * MINUTE)
ROUND = st.integers(0, 20 * 4).map(lambda quarters: FIRST + quarters * 6 * 60 * MINUTE)
TIMES = st.none() | MOMENTS | ROUND
CASES = st.lists(
    st.builds(Case, TIMES, TIMES, st.none() | ROUND.map(dt.datetime.date), st.sampled_from(["", "x", "y"])),
    min_size=1,
    max_size=8,
)
AS_OF = st.none() | ROUND | MOMENTS | ROUND.map(dt.datetime.date)


def _happened(event: dt.datetime, moment: dt.datetime, *, begins: bool, ends_day: bool) -> bool:
    """At 24:00 a time of that instant has happened, and what begins a day has not."""
    return _instant(event) < _instant(moment) if begins and ends_day else _instant(event) <= _instant(moment)


def _open_at(case: Case, moment: dt.datetime, *, ends_day: bool, needs: str) -> str:
    """Say what a case is at a moment: open, over, to come, or invalid."""
    if case.start is None or not _happened(case.start, moment, begins=True, ends_day=ends_day):
        return "to come"
    by_day = None if case.end_day is None else dt.datetime.combine(case.end_day, dt.time())
    ends = [
        None if end is None or not _happened(end, moment, begins=is_day, ends_day=ends_day) else end
        for end, is_day in ((case.end, False), (by_day, True))
    ]
    there = [end for end in ends if end is not None]
    if (len(there) < 2) if needs == "all" else not there:
        return "open"
    end = max(there) if needs == "all" else min(there)
    return "invalid" if end.date() < case.start.date() else "over"


def _business_days(start: dt.date, end: dt.date) -> int:
    return sum((start + number * DAY).weekday() < 5 for number in range(1, (end - start).days + 1))


def _open_minutes(start: dt.datetime, end: dt.datetime) -> int:
    found, minute = 0, start
    while minute < end:
        weekday, clock = minute.weekday(), minute.time()
        morning = weekday < 5 and dt.time(9) <= clock < dt.time(12)
        night = (weekday == 5 and clock >= dt.time(22)) or (weekday == 6 and clock < dt.time(2))
        found, minute = found + (morning or night), minute + MINUTE
    return found


def _is_used_up(start: dt.datetime, moment: dt.datetime) -> bool:
    """Say whether two business days after a start are over."""
    day, left = start.date(), 2
    while left:
        day += DAY
        left -= day.weekday() < 5
    return _instant(_day_end(day)) <= _instant(moment)


def _expected(cases: list[Case], moment: dt.datetime, last_day: dt.date, *, ends_day: bool) -> dict[str, Fraction]:
    """Count in plain loops what stands at a moment; a statistic of nothing is left out."""
    at = {
        needs: [_open_at(case, moment, ends_day=ends_day, needs=needs) for case in cases] for needs in ("all", "first")
    }
    starts = [case.start for case, what in zip(cases, at["all"], strict=True) if what == "open"]
    ages = [_instant(moment) - _instant(start) for start in starts if start]
    found = {
        "open": Fraction(len(starts)),
        "first": Fraction(at["first"].count("open")),
        "hours": Fraction(sum(age >= dt.timedelta(hours=30) for age in ages)),
        "days": Fraction(sum(_is_used_up(start, moment) for start in starts if start)),
    }
    if starts:
        days = [Fraction(_business_days(start.date(), last_day)) for start in starts if start]
        minutes = sum(_open_minutes(start, moment) for start in starts if start)
        found["mean"] = Fraction(sum(ages, dt.timedelta()) // dt.timedelta(seconds=1), len(ages))
        found["median"] = Fraction(statistics.median(days))
        found["opened"] = Fraction(60 * minutes, len(starts))
    return found


def _export(cases: list[Case]) -> str:
    lines = [
        f"{number};{case.start:%d/%m/%Y %H:%M};" if case.start else f"{number};;" for number, case in enumerate(cases)
    ]
    ends = [
        ";".join(
            [
                f"{case.end:%d/%m/%Y %H:%M}" if case.end else "",
                f"{case.end_day:%d/%m/%Y}" if case.end_day else "",
                case.group,
            ]
        )
        for case in cases
    ]
    return "id;a;b;c;g\n" + "".join(f"{line}{end}\n" for line, end in zip(lines, ends, strict=True))


def _evaluated(
    cases: list[Case], as_of: dt.datetime | dt.date | None, engine: str, *, group_by: str | None = None
) -> Evaluation:
    with tempfile.TemporaryDirectory() as folder:
        path, data = Path(folder, "rules.yaml"), Path(folder, "data")
        data.mkdir()
        columns = {"a": AT, "b": AT, "c": ON, "g": "type: text"}
        path.write_text(rule_text(columns, INDICATORS, calendar=CALENDAR), encoding="utf-8")
        (data / "a.csv").write_text(_export(cases), encoding="utf-8")
        reader: EngineName = "spark" if engine == "spark" else "duckdb"
        read = {"s": frame_of(_export(cases))} if engine == "pandas" else data
        return evaluate(load_rules(path), read, period=WHOLE, by="week", as_of=as_of, engine=reader, group_by=group_by)


def _moment(last_day: dt.date, as_of: dt.datetime | dt.date) -> tuple[dt.datetime, dt.date, bool]:
    """Give when a period is looked at: at its end or at as-of, the day of that, and whether it is 24:00."""
    end = _day_end(last_day)
    if not isinstance(as_of, dt.datetime):
        return min((end, last_day, True), (_day_end(as_of), as_of, True))
    return (end, last_day, True) if _instant(end) <= _instant(as_of) else (as_of, as_of.date(), False)


def _check(cases: list[Case], as_of: dt.datetime | dt.date | None, engine: str) -> None:
    """Hold every figure of a run against the loops."""
    with _evaluated(cases, as_of, engine) as found:
        known = found.as_of["s"].local_time if as_of is None else as_of
        for result in found.result_list:
            moment = None
            if known is not None:
                known = known.replace(tzinfo=None) if isinstance(known, dt.datetime) else known
                moment = _moment(result.last_day, known)
                if as_of is None:
                    # A silence as usual is known too; how long that is, is told elsewhere. It never moves back.
                    end = known.date() if isinstance(known, dt.datetime) else known
                    while end < result.last_day and found.coverage["s", "a"].is_over(free_range(end, end + DAY)):
                        end += DAY
                    moment = (_day_end(min(end, result.last_day)), min(end, result.last_day), True)
            last_known = known.date() if isinstance(known, dt.datetime) else known
            if moment is None or last_known is None or result.first_day > last_known:
                assert result.value is None
                continue
            expected = _expected(cases, moment[0], moment[1], ends_day=moment[2])
            if result.coverage == "none" and not expected[result.indicator if result.denominator is None else "open"]:
                assert result.value is None
            else:
                assert result.value == expected.get(result.indicator), (result.indicator, result.period)
        for each in found.conservation:
            assert each.in_scope == each.without_date + each.outside_period + each.counted + each.invalid


@tried(15)
@given(cases=CASES, as_of=AS_OF, engine=st.sampled_from(["duckdb", "pandas"]))
def test_each_period_has_what_loops_find(cases: list[Case], as_of: dt.datetime | dt.date | None, engine: str) -> None:
    """Open, older than a limit, and every age, with an as-of by the minute, by the day, or none."""
    _check(cases, as_of, engine)


@pytest.mark.usefixtures("spark_session")
def test_spark_finds_it_too() -> None:
    """One case is open over two ends, one ends at 24:00, one ends before it starts, one never starts."""
    cases = [
        Case(FIRST, None, None, "x"),
        Case(FIRST, FIRST + 7 * DAY, FIRST.date(), ""),
        Case(FIRST + 3 * DAY, FIRST, FIRST.date(), "x"),
        Case(None, FIRST, None, "y"),
    ]
    for as_of in (None, dt.datetime(2024, 4, 3, 11, 30), dt.date(2024, 4, 10)):
        _check(cases, as_of, "spark")


@tried(6)
@given(cases=CASES, as_of=ROUND, later=st.lists(st.integers(1, 3000), min_size=8, max_size=8))
def test_nothing_later_is_let_in(cases: list[Case], as_of: dt.datetime, later: list[int]) -> None:
    """What comes after as-of may be anything: each figure stays what it is."""
    after = [as_of + minutes * MINUTE for minutes in later]
    changed = [
        Case(
            moved if case.start and case.start > as_of else case.start,
            case.end if case.end and case.end <= as_of else moved,
            case.end_day,
            case.group,
        )
        for case, moved in zip(cases, after, strict=False)
    ]
    with _evaluated(cases, as_of, "pandas") as one, _evaluated(changed, as_of, "pandas") as other:
        # A later case of the same day says that the day is known: then nothing open is 0, where it was no data.
        assert [result.value or 0 for result in one.result_list] == [result.value or 0 for result in other.result_list]


@tried(6)
@given(cases=CASES, as_of=AS_OF, engine=st.sampled_from(["duckdb", "pandas"]))
def test_groups_add_up(cases: list[Case], as_of: dt.datetime | dt.date | None, engine: str) -> None:
    """Each group has what its cases alone have, and together they are all that is open."""
    with _evaluated(cases, as_of, engine, group_by="g") as found:
        for period in dict.fromkeys(result.period for result in found.result_list):
            rows = [each for each in found.result_list if (each.period, each.indicator) == (period, "open")]
            assert sum(each.numerator or 0 for each in rows if each.group is not None) == (rows[0].numerator or 0)


@tried(60)
@given(
    days=st.lists(st.integers(0, 200), max_size=30, unique=True),
    as_of=st.none() | st.integers(0, 250),
    quiet=st.sets(st.integers(1, 12), max_size=3),
    ends=st.lists(st.tuples(st.integers(0, 150), st.integers(0, 150)), min_size=2, max_size=10),
)
def test_a_period_that_ends_later_is_never_looked_at_earlier(
    days: list[int], as_of: int | None, quiet: set[int], ends: list[tuple[int, int]]
) -> None:
    """Whatever was given, and however long the source is usually silent; nor is it looked at after its end."""
    first = day_number(FIRST.date())
    lying = np.array(sorted(first + day for day in days if as_of is None or day <= as_of), dtype=np.int64)
    known = AsOf.latest(int(lying[-1]) * 86_400_000_000 + 1 if len(lying) else None, PARIS)
    if as_of is not None:
        known = AsOf.given(FIRST.date() + as_of * DAY, PARIS)
    coverage = Coverage(lying, np.ones_like(lying), known, WaitingDays.of(quiet))
    starts = [FIRST.date() + start * DAY for start, _ in ends]
    periods = [free_range(start, start + length * DAY) for start, (_, length) in zip(starts, ends, strict=True)]
    found = []
    for period in sorted(periods, key=lambda each: each.last_day):
        moment = moment_of(period, coverage)
        if moment is not None:
            assert moment.instant is not None
            assert known.instant is not None
            assert moment.instant <= (AsOf.given(period.last_day, PARIS).instant or 0)
            if as_of is not None:
                assert moment.instant <= known.instant
            found.append(moment.instant)
    assert found == sorted(found)
