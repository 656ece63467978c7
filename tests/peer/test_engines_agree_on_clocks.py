"""Pandas on frames and DuckDB on files give the same of every measure and unit, and of delays what the walker gives."""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from pandas.testing import assert_frame_equal
from tests.property.clock_runs import (
    BY_DAY,
    DAY_FORMAT,
    WALL,
    Export,
    Rule,
    argument,
    differences,
    evaluated,
    found_verdicts,
    loaded,
    rule_text,
)
from tests.property.minute_walker import DAYS, Abandoned, AsOf, House, Limit

from gpj_kpi import Evaluation

PARIS = ZoneInfo("Europe/Paris")
OFFICE = ((540, 750), (810, 1080))  # 09:00-12:30 and 13:30-18:00
HOUSE = House(
    PARIS,
    hours={**dict.fromkeys(range(5), OFFICE), 5: ((540, 720),), 6: ((60, 240),)},
    dated={dt.date(2008, 12, 24): ((540, 750),)},
    closed=frozenset({dt.date(2008, 5, 2)}),
    worked=frozenset({dt.date(2008, 5, 12)}),
)
AS_OF = AsOf(dt.datetime(2008, 12, 30, 23, tzinfo=dt.UTC), is_end_of_day=True)

# ----------------------------------------------------------------------------------------------------------- indicators

COUNTS = {
    "minutes": 240,
    "hours": 24,
    "business minutes": 90,
    "business hours": 7,
    "business days": 3,
    "working days": 3,
    "calendar days": 4,
    "months": 1,
}
WAYS = ("missed", "excluded", "excluded_if_within", "met_if_within")


def _named(*parts: str) -> str:
    return "_".join(parts).replace(" ", "_")


def _rules() -> dict[str, Rule]:
    """Every unit, with `<=`, `<` and pauses; abandoned cases; days with each rollover, and by date."""
    found = {}
    for unit, count in COUNTS.items():
        found[_named(unit)] = Rule(Limit(count, unit))
        found[_named(unit, "strict")] = Rule(Limit(count, unit, strict=True))
        found[_named(unit, "p")] = Rule(Limit(count, unit), "p")
        if unit != "months":
            found[_named("took", unit)] = Rule(unit)
            found[_named("took", unit, "p")] = Rule(unit, "p")
    for unit, counts in product(("minutes", "business hours", "business days"), WAYS):
        within = Limit(COUNTS[unit] // 2, unit) if counts == "met_if_within" else None
        found[_named(unit, counts)] = Rule(Limit(COUNTS[unit], unit), "p", abandoned=Abandoned(counts, within))
    for unit in BY_DAY:
        for rollover in ("next_business_day", "next_working_day"):
            limit = Limit(COUNTS[unit], unit, rollover=rollover)
            found[_named(unit, "to_next", rollover.split("_")[1])] = Rule(limit, "q")
        found[_named(unit, "by_date")] = Rule(Limit(COUNTS[unit], unit), by_date=True)
        found[_named(unit, "by_date", "q")] = Rule(Limit(COUNTS[unit], unit), "q", by_date=True)
    for unit in DAYS:
        found[_named("took", unit, "by_date", "q")] = Rule(unit, "q", by_date=True)
    return found


RULES = _rules()
_ELAPSED = "period_by: r, measure: {{kind: delay, elapsed: w, done: {{o: done}}, limit: 10 secondes{}}}"
OTHERS = {
    "due_at": "measure: {kind: delay, from: r, to: e, limit: {column: u}}",
    "due_on": "measure: {kind: delay, from: r, to: e, limit: {column: ud}}",
    "first_of": "measure: {kind: delay, from: r, to: {first: [e, g]}, limit: 7 heures ouvrées}",
    "all_of": "measure: {kind: delay, from: r, to: {all: [e, g]}, limit: 7 heures ouvrées}",
    "waited": _ELAPSED.format(""),
    **{
        f"waited_{counts}": _ELAPSED.format(f", abandoned: {{when: {{o: gone}}, counts: {counts}{within}}}")
        for counts, within in zip(WAYS, ["", "", ", within: 20 secondes", ", within: 20 secondes"], strict=True)
    },
    "median": "measure: {kind: duration, from: r, to: e, statistic: median, unit: heures ouvrées}",
    "p95": "measure: {kind: duration, from: r, to: e, statistic: percentile 95, unit: minutes ouvrées}",
    "share": "period_by: r, measure: {kind: share, of: {n: '>= 4'}}",
    "mean": "period_by: r, measure: {kind: mean, value: n, scale: [1, 5]}",
    "weighted": "period_by: r, measure: {kind: mean, value: n, scale: [1, 5], weight: w}",
    "count": "period_by: r, measure: {kind: count}",
    "versions": RULES["business_days_p"].text
    + ", target: 90%, versions: [{from: 2008-05-01, limit: 9 heures ouvrées, ref: x}, "
    "{from: 2008-10-01, target: 95%, ref: x}]",
}
INDICATORS = {**{id_: rule.text for id_, rule in RULES.items()}, **OTHERS}
FURTHER = {
    "u": f'type: datetime, format: "{WALL}"',
    "ud": f'type: date, format: "{DAY_FORMAT}"',
    "w": "type: number",
    "n": "type: integer",
}

# Without an as-of these depend on the latest instant in the source: what is open, and until when.
BY_LATEST = (
    "hours_p",
    "business_hours_p",
    "business_days_p",
    "business_hours_met_if_within",
    "waited",
    "waited_missed",
)

# ---------------------------------------------------------------------------------------------------------------- cases

# A weekend's eve, a night without 02:30, eves of holidays and of a bridge, a day worked, a night with 02:30 twice,
# Christmas Eve, and a case begun after as-of.
STARTS = (
    "2008-03-29 10:15",
    "2008-03-30 01:30",
    "2008-04-30 17:40",
    "2008-05-07 00:00",
    "2008-05-10 11:00",
    "2008-10-25 17:30",
    "2008-10-26 02:30",
    "2008-12-24 11:30",
    "2008-12-31 09:00",
)
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
LENGTHS = (None, 90 * MINUTE, DAY, 3 * DAY + 4 * HOUR, 9 * DAY, 40 * DAY, -MINUTE)
# Pauses from the start: none; within a day; touching and overlapping; whole days; open; faulty.
STOPS = (
    (),
    ((HOUR, 5 * HOUR),),
    ((HOUR, 2 * HOUR), (2 * HOUR, 26 * HOUR), (25 * HOUR, 30 * HOUR)),
    ((-HOUR, 2 * DAY), (5 * DAY, 8 * DAY)),
    ((2 * DAY, None),),
)


def _export() -> Export:
    tables: dict[str, list[list[str]]] = {"s": [], "p": [], "q": []}
    for number, (start_text, length) in enumerate((start, length) for start in STARTS for length in LENGTHS):
        start = dt.datetime.fromisoformat(start_text)
        end = None if length is None else start + length
        stops = [
            (start + begun, None if resumed is None else start + resumed)
            for begun, resumed in STOPS[number % len(STOPS)]
        ]
        for source, form in (("p", WALL), ("q", DAY_FORMAT)):
            for begun, resumed in stops:
                cells = [
                    str(len(tables[source])),
                    f"c{number}",
                    f"{begun:{form}}",
                    f"{resumed:{form}}" if resumed else "",
                ]
                tables[source].append(cells)
        gone = start + (20 * MINUTE, 3 * HOUR, 2 * DAY)[number % 3] if number % 4 == 3 else None
        done = "gone" if gone else "done" if end else ""
        times = [f"{moment:{WALL}}" if moment else "" for moment in (start, end)]
        days = [f"{moment:{DAY_FORMAT}}" if moment else "" for moment in (start, end)]
        due = start + (number % 5) * DAY
        of_due = [f"{due:{WALL}}", f"{due:{DAY_FORMAT}}"] if number % 9 else ["", ""]
        numbers = [f"{number % 25}", f"{number % 7}" if number % 6 else ""]
        row = [f"c{number}", *times, *days, f"{gone:{WALL}}" if gone else "", done, *of_due, *numbers]
        tables["s"].append(row)
    first = tables["p"][0]
    tables["p"] += [["faulty", first[1], first[3], first[2]], ["strange", "no case", first[2], first[3]]]
    return Export(tables, WALL, tuple(FURTHER))


EXPORT = _export()


@cache
def _evaluation(*, on_files: bool, is_latest: bool) -> Evaluation:
    indicators = {id_: INDICATORS[id_] for id_ in BY_LATEST} if is_latest else INDICATORS
    rules = loaded(rule_text(HOUSE, indicators, further=FURTHER))
    return evaluated(rules, EXPORT, None if is_latest else argument(HOUSE, AS_OF), on_files=on_files)


# ---------------------------------------------------------------------------------------------------------------- tests


@pytest.mark.parametrize(
    ("indicator", "is_latest"),
    [*((each, False) for each in INDICATORS), *((each, True) for each in BY_LATEST)],
    ids=[*INDICATORS, *(f"{each}-latest" for each in BY_LATEST)],
)
def test_every_measure_and_unit_is_the_same(indicator: str, *, is_latest: bool) -> None:
    """Verdict by verdict and figure by figure, with an as-of; and some with the latest instant in the source."""
    by_pandas, by_duckdb = (_evaluation(on_files=on_files, is_latest=is_latest) for on_files in (False, True))
    assert_frame_equal(by_pandas.verdicts(indicator), by_duckdb.verdicts(indicator))
    results = [
        [row for row in evaluation.result_list if row.indicator == indicator] for evaluation in (by_pandas, by_duckdb)
    ]
    assert results[0] == results[1]


def test_sources_and_issues_are_the_same() -> None:
    """Rows, cases, rejected rows and their codes; among them the two faulty pauses."""
    by_pandas, by_duckdb = (_evaluation(on_files=on_files, is_latest=False) for on_files in (False, True))
    counts = ["source", "rows", "cases", "rejected", "duplicates", "as_of"]
    assert_frame_equal(by_pandas.sources[counts], by_duckdb.sources[counts])
    shown = ["severity", "code", "source", "column"]
    assert_frame_equal(by_pandas.issues[shown], by_duckdb.issues[shown])
    assert by_pandas.sources.set_index("source")["rejected"].to_dict() == {"s": 0, "p": 2, "q": 0}


@pytest.mark.parametrize("indicator", RULES)
def test_every_unit_is_that_of_a_walk(indicator: str) -> None:
    """Verdicts, due instants and values are those of a walk minute by minute and day by day."""
    found = found_verdicts(_evaluation(on_files=False, is_latest=False), indicator)
    assert differences(HOUSE, EXPORT, RULES[indicator], AS_OF, found) == []
