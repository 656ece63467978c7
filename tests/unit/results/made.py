"""Indicators, verdicts, tallies and figures made by hand, with no export and no judge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import narwhals as nw
import numpy as np
import pandas as pd
from tests.small_runs import AT, ON, frame_of, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.periods import Grain
from gpj_kpi.cases.coverage import Coverage
from gpj_kpi.cases.rhythm import WaitingDays
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.results.figures import Figure
from gpj_kpi.results.rates import VERDICTS
from gpj_kpi.rules import Indicator, RuleFile
from gpj_kpi.verdicts.frame import Verdicts

PARIS = ZoneInfo("Europe/Paris")
COLUMNS = {"r": AT, "e": AT, "g": "type: text"}
MEASURES = {
    "%": "kind: share, of: {t: o}",
    "s": "kind: duration, from: a, to: b, statistic: mean",
    "": "kind: mean, value: v",
}


def indicator_of(folder: Path, rest: str, *, unit: str = "%") -> Indicator:
    """Read one indicator whose figure is a share (%), seconds (s) or points."""
    columns = {"r": ON, "a": AT, "b": AT, "t": "type: text", "v": "type: number"}
    path = folder / "rules.yaml"
    path.write_text(rule_text(columns, {"i": f"period_by: r, measure: {{{MEASURES[unit]}}}, {rest}"}), encoding="utf-8")
    return load_rules(path).indicator("i")


def unit_of(figure: str) -> str:
    """Tell which of the `MEASURES` a written figure is of."""
    return "%" if "%" in figure else "s" if "e" in figure else ""


def figure(value: Fraction | None, *, n: int = 100, may_grow: bool = False) -> Figure:
    """Give a figure with a value and a number of cases."""
    counts = dict.fromkeys((*VERDICTS, "overdue"), 0)
    return Figure(counts=counts, numerator=None, denominator=None, value=value, n=n, may_grow=may_grow)


def percent(share: int | None) -> Figure:
    """Give the figure of a share of so many percent; None without data."""
    return figure(None if share is None else Fraction(share, 100))


# By quarter: 2 of 2, 1 of 2, nothing, 1 of 1.
ANSWERS = "id;r;t\n1;02/01/2008;o\n2;31/03/2008;o\n3;01/04/2008;o\n4;30/06/2008;n\n5;30/09/2008;\n6;01/10/2008;o\n"


def evaluate_answers(
    folder: Path, rest: str, export: str, *, by: Grain = "quarter", measure: str = MEASURES["%"]
) -> Evaluation:
    """Evaluate one indicator on an export such as `ANSWERS`."""
    path = folder / "rules.yaml"
    indicator = f"period_by: r, measure: {{{measure}}}, {rest}"
    path.write_text(rule_text({"r": ON, "t": "type: text"}, {"i": indicator}), encoding="utf-8")
    return evaluate(load_rules(path), {"s": frame_of(export)}, period="2008", by=by)


def rules_of(folder: Path, indicator: str) -> RuleFile:
    """Load rules of one source `s` and one indicator `i`."""
    path = folder / "rules.yaml"
    path.write_text(rule_text(COLUMNS, {"i": indicator}), encoding="utf-8")
    return load_rules(path)


def verdicts_of(
    folder: Path,
    indicator: str,
    rows: pd.DataFrame | None = None,
    *,
    in_scope: int = 0,
) -> Verdicts:
    """Give the verdicts of one indicator; the rows are those that its judge would give."""
    rules = rules_of(folder, indicator)
    commitment, read = rules.indicators[0]
    return Verdicts(
        commitment=commitment,
        indicator=read,
        source=rules.sources["s"],
        judge=nw.from_native(pd.DataFrame() if rows is None else rows).lazy,
        engine=PandasEngine({}, rules),
        in_scope=in_scope,
        as_of=AsOf.latest(None, PARIS),
    )


def day_number(day: str) -> int:
    """Count an ISO day from 1970-01-01."""
    return (dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days


def tally_of(rows: Sequence[tuple[str | None, str | None, Mapping[str, int]]]) -> pd.DataFrame:
    """Make a tally from a day, a group and counts; what is not counted is 0, and cases are the sum of the verdicts."""
    counts = [
        {**dict.fromkeys((*VERDICTS, "overdue", "beyond_calendar", "absent"), 0), **given} for _, _, given in rows
    ]
    tallied = pd.DataFrame(counts).assign(cases=[sum(each[verdict] for verdict in VERDICTS) for each in counts])
    tallied["_reference_day"] = pd.array([None if day is None else day_number(day) for day, _, _ in rows], "Int64")
    tallied["_group"] = [group for _, group, _ in rows]
    return tallied


def coverage_of(*case_days: str, as_of_day: str | None = None, is_given: bool = False) -> Coverage:
    """Give the coverage of cases on some ISO days, known to an as-of, or to the last of these days."""
    days = np.array([day_number(day) for day in case_days], dtype=np.int64)
    end = as_of_day or (case_days[-1] if case_days else None)
    as_of = AsOf.latest(None if end is None else day_number(end) * 86_400_000_000, PARIS)
    if is_given and end is not None:
        as_of = AsOf.given(dt.date.fromisoformat(end), PARIS)
    return Coverage(days, np.ones_like(days), as_of, WaitingDays.of())


NOTHING_READ = coverage_of()
