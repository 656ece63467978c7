"""What commitments.yaml expects of the exports of 2008 is there, by plain loops over the exports."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from tests.peer.recount import INDICATORS, SOURCES, Reading, is_business_day, local_day, needed, read_sources

from gpj_kpi import load_rules
from gpj_kpi.rules import Expectations

ROOT = Path(__file__).parents[2]
DATA = ROOT / "sample_data"
FIRST, LAST = dt.date(2007, 12, 1), dt.date(2008, 12, 31)
DAYS = [FIRST + dt.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
MONTHS = ["2007-12", *(f"2008-{month:02}" for month in range(1, 13))]
PARTS = {
    "month": [*MONTHS, "2009-01"],
    "quarter": ["2007-T4", "2008-T1", "2008-T2", "2008-T3", "2008-T4", "2009-T1"],
    "year": ["2007", "2008", "2009"],
}
REFERENCES = {source: column for source, column, _ in reversed(INDICATORS.values())}  # that of the first indicator


@cache
def _readings() -> dict[str, Reading]:
    return read_sources(DATA)


def _days(source: str) -> Counter[dt.date]:
    """Number of cases on each local day."""
    column = REFERENCES[source]
    return Counter(
        case.days.get(column) or local_day(needed(case.instants.get(column))) for case in _readings()[source].cases
    )


def _expected(source: str) -> tuple[Expectations, dt.date]:
    """What is expected of a source, and from when."""
    expects = load_rules(ROOT / "commitments.yaml").sources[source].expects
    assert expects.from_ is not None
    return expects, expects.from_


@pytest.mark.parametrize("source", SOURCES)
def test_there_is_a_file_for_each_part(source: str) -> None:
    """The files are those of the parts from the first one on, and no others."""
    expects, first = _expected(source)
    assert expects.file_per is not None
    stem = SOURCES[source].files.removesuffix("*.csv")
    parts = [part for part in PARTS[expects.file_per] if part >= str(first.year)]
    assert sorted(path.name for path in DATA.glob(f"{stem}*.csv")) == [f"{stem}{part}.csv" for part in parts]


@pytest.mark.parametrize("source", SOURCES)
def test_cases_come_as_often_as_is_said(source: str) -> None:
    """On each business day, or in each week."""
    expects, first = _expected(source)
    found = _days(source)
    if expects.case_on == "business_day":
        assert [day for day in DAYS if day >= first and is_business_day(day) and not found[day]] == []
        return
    assert expects.case_on == "week"
    weeks = {day.isocalendar()[:2] for day in found}
    # 1 and 2 December 2007 end a week that began before.
    assert [day for day in DAYS if day >= dt.date(2007, 12, 3) and day.isocalendar()[:2] not in weeks] == []


@pytest.mark.parametrize("source", SOURCES)
def test_months_bring_as_many_rows_as_is_said(source: str) -> None:
    """The least month of each source has the number that is declared, and not far more than twice as many."""
    expects, first = _expected(source)
    assert expects.rows is not None
    assert (expects.rows.op, expects.rows.per) == (">=", "month")
    months: Counter[str] = Counter()
    for day, count in _days(source).items():
        months[f"{day:%Y-%m}"] += count
    least = min(months[month] for month in MONTHS if month >= f"{first:%Y-%m}")
    assert expects.rows.count <= least <= 2 * expects.rows.count


@pytest.mark.parametrize("source", SOURCES)
def test_the_exports_end_a_week_after_the_year(source: str) -> None:
    """The last case lies on 7 or 8 January 2009: each period of 2008 is over, and its data fresh."""
    assert dt.date(2009, 1, 7) <= max(_days(source)) <= dt.date(2009, 1, 8)
    assert load_rules(ROOT / "commitments.yaml").sources[source].fresh is not None
