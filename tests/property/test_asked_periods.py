"""Years of any first month, windows, comparisons and a last business day: the same as plain loops over days find."""

from __future__ import annotations

import calendar
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried
from tests.small_runs import rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.calendars.periods import GRAINS, Grain
from gpj_kpi.errors import UsageError

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2018, 1, 1), dt.date(2022, 12, 31)
DAYS = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]
COLUMNS = {"r": 'type: date, format: "%Y-%m-%d"', "x": "type: text"}
MEASURE = "period_by: r, measure: {kind: share, of: {x: yes_}}"
Days = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Asked:
    """One question, and the cases to which it is put.

    Attributes:
        year_begins: month in which years begin.
        period: text of the whole period.
        by: kind of its parts.
        window: count and unit of the windows; None for the parts themselves.
        compare: `previous`, `year-before`, or nothing.
        cases: days of the cases, each with what the share counts.
    """

    year_begins: int
    period: str
    by: Grain
    window: tuple[int, str] | None
    compare: str | None
    cases: list[tuple[dt.date, bool]]


def name_of(day: dt.date, grain: Grain, year_begins: int) -> str:
    """Name the period that holds a day."""
    if grain == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if grain == "month":
        return f"{day:%Y-%m}"
    year = day.year if day.month >= year_begins else day.year - 1
    months = [(year_begins + n - 1) % 12 + 1 for n in range(12)]
    return f"{year}" if grain == "year" else f"{year}-Q{months.index(day.month) // 3 + 1}"


def days_of(name: str, year_begins: int) -> list[dt.date]:
    """List the days of a period by its name."""
    if "/" in name:
        first, last = map(dt.date.fromisoformat, name.split("/"))
        return [day for day in DAYS if first <= day <= last]
    return [day for day in DAYS if name in {name_of(day, grain, year_begins) for grain in GRAINS}]


def parts_of(days: list[dt.date], by: Grain, year_begins: int) -> list[tuple[str, list[dt.date]]]:
    """Sort days by the name of their part."""
    found: dict[str, list[dt.date]] = {}
    for day in days:
        found.setdefault(name_of(day, by, year_begins), []).append(day)
    return list(found.items())


def step_back(day: dt.date, months: int) -> dt.date:
    """Go back month by month, to the day of the same number or the last."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def window_to(last: dt.date, window: tuple[int, str]) -> Days:
    """Find the window that ends with a day."""
    count, unit = window
    if unit == "months":
        return step_back(last + DAY, count), last
    return last - (count * (7 if unit == "weeks" else 1) - 1) * DAY, last


def other_of(name: str, days: list[dt.date], asked: Asked) -> Days | None:
    """Find what a part or the whole is compared with, by its name and its days."""
    first, last, begins = days[0], days[-1], asked.year_begins
    grain = next((grain for grain in GRAINS if days_of(name_of(first, grain, begins), begins) == days), None)
    if asked.compare == "previous":
        if grain is None:
            return first - len(days) * DAY, first - DAY
        before = days_of(name_of(first - DAY, grain, begins), begins)
        return before[0], before[-1]
    if grain is None:
        return step_back(first, 12), step_back(last, 12)
    if "/" in name:
        name = name_of(first, grain, begins)
    before = days_of(f"{int(name[:4]) - 1}{name[4:]}", begins)
    return (before[0], before[-1]) if before else None


def share(days: Days | None, cases: list[tuple[dt.date, bool]]) -> Fraction | None:
    """Count the cases between two days."""
    found = [] if days is None else [is_met for day, is_met in cases if days[0] <= day <= days[1]]
    return Fraction(sum(found), len(found)) if found else None


def expected_rows(asked: Asked) -> Iterator[tuple[Days, Fraction | None, Fraction | None]]:
    """Give the days of each row, its figure and the one compared with."""
    whole = days_of(asked.period, asked.year_begins)
    for name, days in parts_of(whole, asked.by, asked.year_begins):
        shown: Days = (days[0], days[-1])
        other = other_of(name, days, asked) if asked.compare else None
        if asked.window is not None:
            shown = window_to(days[-1], asked.window)
            if asked.compare == "previous":
                other = window_to(shown[0] - DAY, asked.window)
            elif other is not None:
                other = window_to(other[1], asked.window)
        elif days == whole:
            continue
        if asked.window is None or asked.period != f"{shown[0]}/{shown[1]}":
            yield shown, share(shown, asked.cases), share(other, asked.cases)
    other = other_of(asked.period, whole, asked) if asked.compare else None
    yield (whole[0], whole[-1]), share((whole[0], whole[-1]), asked.cases), share(other, asked.cases)


dates = st.dates(dt.date(2020, 1, 1), dt.date(2021, 12, 31))


def _draw_cases(seed: int) -> list[tuple[dt.date, bool]]:
    """Draw cases on every other day or so, that a day too many or too few may be seen in a figure."""
    random = Random(seed)  # noqa: S311 - draws cases, no secrets
    return [(day, random.random() < random.random()) for day in DAYS if random.random() < random.random()]


lists_of_cases = st.integers(0, 2**32).map(_draw_cases)


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    """Draw a question whose days, and those compared with, lie in the years of the cases."""
    begins, day = draw(st.integers(1, 12)), draw(dates)
    grain = draw(st.sampled_from([*GRAINS, "days"]))
    period = f"{day}/{day + draw(st.integers(0, 90)) * DAY}"
    for each in GRAINS:
        period = name_of(dt.date(2020, 12, min(day.day, 27)), each, begins) if each == grain else period
    lengths = st.tuples(st.integers(1, 12), st.sampled_from(["months", "weeks", "days"]))
    compare = draw(st.sampled_from([None, "previous", "year-before"]))
    window = draw(st.none() | lengths)
    return Asked(begins, period, draw(st.sampled_from(GRAINS)), window, compare, draw(lists_of_cases))


def _rules(folder: Path, calendar: str) -> Path:
    path = folder / "rules.yaml"
    path.write_text(rule_text(COLUMNS, {"i": MEASURE}, calendar=calendar), encoding="utf-8")
    return path


def _frame(cases: list[tuple[dt.date, bool]]) -> pd.DataFrame:
    rows = [(f"{n}", day.isoformat(), "yes_" if is_met else "no_") for n, (day, is_met) in enumerate(cases)]
    return pd.DataFrame(rows, columns=["id", "r", "x"], dtype="str")


@given(asked=questions())
@tried(25)
def test_every_row_is_what_loops_over_days_find(asked: Asked) -> None:
    """Its days, its figure, the figure compared with and the exact difference."""
    with tempfile.TemporaryDirectory() as folder:
        rules = load_rules(_rules(Path(folder), f"year_begins: {asked.year_begins}"))
        window = None if asked.window is None else "{} {}".format(*asked.window)
        with evaluate(
            rules, {"s": _frame(asked.cases)}, period=asked.period, by=asked.by, window=window, compare=asked.compare
        ) as evaluation:
            found = evaluation.result_list
    rows = [((row.first_day, row.last_day), row.value, row.compared_value) for row in found]
    assert rows == list(expected_rows(asked))
    for row in found:
        is_known = row.value is not None and row.compared_value is not None
        assert row.difference == (row.value - row.compared_value if is_known else None)  # type: ignore[operator]
        if asked.window is not None and row is not found[-1]:
            assert row.period == f"{row.first_day}/{row.last_day}"


def _last_business_day(days: list[dt.date], number: int, closed: set[dt.date]) -> dt.date | None:
    """Walk from the first day to the business day of a number."""
    for day in days:
        if day.weekday() < 5 and day not in closed:
            number -= 1
        if not number:
            return day
    return None


@given(
    day=dates,
    grain=st.sampled_from(GRAINS),
    number=st.integers(1, 25),
    closed=st.sets(st.dates(dt.date(2019, 12, 1), dt.date(2021, 12, 31)), max_size=30),
    compare=st.sampled_from([None, "previous", "year-before", "2021-03"]),
    cases=lists_of_cases,
)
@tried(15)
def test_a_period_and_its_other_end_with_the_same_business_day(
    day: dt.date,
    grain: Grain,
    number: int,
    closed: set[dt.date],
    compare: str | None,
    cases: list[tuple[dt.date, bool]],
) -> None:
    """Counted one by one; refused where one of the two has not so many."""
    period = name_of(day, grain, 1)
    asked = Asked(1, period, "quarter", None, compare, cases)
    whole = days_of(period, 1)
    other = None if compare is None else (dt.date(2021, 3, 1), dt.date(2021, 3, 31))
    if compare in {"previous", "year-before"}:
        other = other_of(period, whole, asked)
    ends = [_last_business_day(whole, number, closed)]
    if other is not None:
        ends.append(_last_business_day([each for each in DAYS if other[0] <= each <= other[1]], number, closed))
    is_refused = None in ends or period == compare or (compare is not None and other is None)

    def run(folder: Path) -> list[tuple[dt.date, Fraction | None, Fraction | None, str | None]]:
        days = ", ".join(f"{each}: x" for each in sorted(closed))
        rules = load_rules(_rules(folder, f"country: none, closed: {{{days}}}"))
        data = {"s": _frame(cases)}
        with evaluate(rules, data, period=period, compare=compare, until_business_day=number) as evaluation:
            return [(row.last_day, row.value, row.compared_value, row.compared_with) for row in evaluation.result_list]

    with tempfile.TemporaryDirectory() as folder:
        if is_refused:
            _require_refused(lambda: run(Path(folder)))
            return
        (found,) = run(Path(folder))
    end, other_end = ends[0], ends[-1]
    assert end is not None
    assert other_end is not None
    before = None if other is None else (other[0], other_end)
    label = None if before is None else f"{before[0]}/{before[1]}"
    assert found == (end, share((whole[0], end), cases), share(before, cases), label)


def _require_refused(run: Callable[[], object]) -> None:
    with pytest.raises(UsageError):
        run()
