"""Whether the house was open at a moment: opening is in, closing is out."""

from __future__ import annotations

from pathlib import Path

from tests.small_runs import AT, Read, both_engines, rule_text
from tests.unit.verdicts.made import make_cases, make_context, make_rules

from gpj_kpi.cases.opening import Opening
from gpj_kpi.engines.interface import HOURS_COLUMN

CALENDAR = 'opening_hours: {mon-fri: ["09:00-12:00", "14:00-18:00"], sat: "22:00-02:00", 2008-12-24: "09:00-10:00"}'
COUNT = "period_by: r, where: {a: {during: opening_hours}}, measure: {kind: count}"
MOMENTS = {
    "28/03/2008 09:00": 1,
    "28/03/2008 12:00": 0,
    "28/03/2008 17:59": 1,
    "29/03/2008 22:00": 1,
    # The night from Saturday on, in which 2:00 never comes; it is read as 3:00.
    "30/03/2008 01:59": 1,
    "30/03/2008 02:00": 0,
    # A holiday.
    "01/05/2008 10:00": 0,
    "24/12/2008 09:59": 1,
    "24/12/2008 10:00": 0,
    "": None,
}


@both_engines
def test_each_moment_is_in_or_out(read: Read, tmp_path: Path) -> None:
    """And a cell that is empty is neither."""
    rules = rule_text({"r": AT, "a": AT}, {"i": COUNT}, calendar=CALENDAR)
    export = "id;r;a\n" + "".join(f"{n};01/02/2008 09:00;{moment}\n" for n, moment in enumerate(MOMENTS))
    with read(tmp_path, rules, export) as evaluation:
        assert evaluation.result_list[-1].numerator == 4 + 1
        cases = evaluation.cases["s"].frame.select("_row", HOURS_COLUMN.format("a")).sort("_row")
        found = cases.collect(backend="pandas").to_native()
    cells = found[HOURS_COLUMN.format("a")].astype("Int64")
    assert [None if missing else int(cell) for cell, missing in zip(cells.fillna(0), cells.isna(), strict=True)] == [
        *MOMENTS.values()
    ]


@both_engines
def test_nothing_is_worked_out_where_no_condition_asks(read: Read, tmp_path: Path) -> None:
    """Not even where the calendar has hours."""
    rules = rule_text({"r": AT, "a": AT}, {"i": "period_by: r, measure: {kind: count}"}, calendar=CALENDAR)
    with read(tmp_path, rules, "id;r;a\n1;01/02/2008 09:00;01/02/2008 09:00\n") as evaluation:
        assert HOURS_COLUMN.format("a") not in evaluation.cases["s"].frame.collect_schema().names()


def test_a_column_that_is_not_there_yet_waits(tmp_path: Path) -> None:
    """A made column has its turn when it is made; no table is laid out before."""
    rules = make_rules(tmp_path, {"r": AT}, {"i": "period_by: r, measure: {kind: count}"})
    context, cases = make_context(rules), make_cases({"r": ["2008-02-01 10:00"]})
    opening = Opening(("a",), context.calendar, context.engine)
    assert opening.add(cases, {"r"}).collect_schema().names() == cases.collect_schema().names()
