"""The figure of one indicator over that of another, by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest
from tests.small_runs import ON, frame_of
from tests.unit.results.made import figure

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.calendars.periods import Period, parse_period
from gpj_kpi.cases.coverage import Covered
from gpj_kpi.errors import UsageError
from gpj_kpi.results.figures import NO_END, Figure
from gpj_kpi.results.ratios import RatioFigures, cover_both
from gpj_kpi.rules import IndicatorRatio

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  p: {label: P, files: p.csv, key: id, columns: {id: {header: id, type: text, required: true}, d: {header: d, ON},
     g: {header: g, type: text}}}
  c: {label: C, files: c.csv, key: id, columns: {id: {header: id, type: text, required: true}, d: {header: d, ON},
     g: {header: g, type: text}, n: {header: n, type: NUMBERS}}}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: rate, label: r, source: p, measure: {kind: ratio, of: {indicator: above}, over: {indicator: below}}, MORE}
      - {id: above, label: a, source: p, period_by: d, where: {not: {g: out}}, measure: {kind: count}}
      - {id: below, label: b, source: c, period_by: d, measure: {kind: MEASURE}}
"""
ABOVE = "id;d;g\n1;01/01/2008;x\n2;15/02/2008;x\n3;15/02/2008;out\n4;31/03/2008;y\n"
BELOW = "id;d;g;n\n1;01/01/2008;x;2\n2;02/01/2008;x;3\n3;15/02/2008;;4\n4;31/03/2008;x;\n"


def _evaluated(
    folder: Path,
    more: str = "min_cases: 1",
    *,
    measure: str = "count",
    numbers: str = "integer",
    as_of: dt.date = dt.date(2008, 3, 31),
    group_by: str | None = None,
    indicators: tuple[str, ...] = ("rate",),
) -> Evaluation:
    path = folder / "rules.yaml"
    written = RULES.replace("ON", ON).replace("MORE", more).replace("MEASURE", measure).replace("NUMBERS", numbers)
    path.write_text(written, encoding="utf-8")
    frames = {"p": frame_of(ABOVE), "c": frame_of(BELOW)}
    return evaluate(
        load_rules(path),
        frames,
        period="2008-Q1",
        by="month",
        as_of=as_of,
        group_by=group_by,
        indicators=indicators,
    )


def test_figures_are_divided_in_each_period(tmp_path: Path) -> None:
    """The quarter pools; the two indicators are evaluated, and not reported."""
    found = _evaluated(tmp_path)
    assert [(each.indicator, each.period, each.value) for each in found.result_list] == [
        ("rate", "2008-01", Fraction(1, 2)),
        ("rate", "2008-02", 1),
        ("rate", "2008-03", 1),
        ("rate", "2008-Q1", Fraction(3, 4)),
    ]
    whole = found.result_list[-1]
    assert (whole.numerator, whole.denominator, whole.unit) == (Fraction(3), Fraction(4), "ratio")
    # Of the four rows above one is out of scope: three and four cases.
    assert [(each.in_scope, each.counted) for each in found.conservation] == [(7, 7)]
    with pytest.raises(UsageError, match="divides the figures of above, below"):
        found.verdicts("rate")


def test_a_sum_is_divided_as_well(tmp_path: Path) -> None:
    """Of whole numbers it is a share; where nothing was added up there is no data."""
    found = _evaluated(tmp_path, measure="sum, of: n")
    assert [each.value for each in found.result_list] == [Fraction(1, 5), Fraction(1, 4), None, Fraction(3, 9)]


def test_cases_are_divided_by_hours(tmp_path: Path) -> None:
    """A sum of hours divides as its cells show it: three cases over nine hours, in whichever unit of time."""
    for unit in ("hours", "milliseconds"):
        whole = _evaluated(tmp_path, measure="sum, of: n", numbers=f"number, unit: {unit}").result_list[-1]
        assert (whole.value, whole.unit) == (Fraction(1, 3), "points")
        assert (whole.numerator, whole.denominator) == (Fraction(3), Fraction(9))


def test_groups_are_those_of_either_side(tmp_path: Path) -> None:
    """A group that only one side has is 0, or divided by nothing."""
    found = _evaluated(tmp_path, group_by="g")
    whole = [(each.group, each.value) for each in found.result_list if each.period == "2008-Q1"]
    assert whole == [(None, Fraction(3, 4)), ("(none)", 0), ("x", Fraction(2, 3)), ("y", None)]


@pytest.mark.parametrize(
    ("more", "as_of", "expected"),
    [
        ('target: "< 80%"', dt.date(2008, 3, 31), ("met", False)),
        ('target: "< 70%", tolerance: 75%', dt.date(2008, 3, 31), ("near", False)),
        ('target: "< 80%"', dt.date(2008, 3, 30), ("pending", True)),
        ('unit: per 100 cases, target: "< 80"', dt.date(2008, 3, 31), ("met", False)),
        ('target: "< 150%", per: month', dt.date(2008, 2, 29), ("pending", True)),  # of March nothing is known
        ('target: "< 150%", per: month', dt.date(2008, 3, 31), ("met", False)),
        ('target: "< 80%", min_cases: 5', dt.date(2008, 3, 31), ("too_few", False)),
    ],
)
def test_a_target_waits_for_both_sides(tmp_path: Path, more: str, as_of: dt.date, expected: tuple[str, bool]) -> None:
    """On the last day but one of the quarter either count may grow."""
    if more.startswith("unit"):
        unit, more = more.split(", ", 1)
        global_rules = RULES.replace("over: {indicator: below}}", f"over: {{indicator: below}}, {unit}}}")
    else:
        global_rules = RULES
    path = tmp_path / "r.yaml"
    written = global_rules.replace("ON", ON).replace("MORE", more).replace("MEASURE", "count")
    path.write_text(written.replace("NUMBERS", "integer"), encoding="utf-8")
    frames = {"p": frame_of(ABOVE), "c": frame_of(BELOW)}
    found = evaluate(load_rules(path), frames, period="2008-Q1", as_of=as_of)
    whole = next(each for each in found.result_list if each.indicator == "rate" and each.period == "2008-Q1")
    assert (whole.status, whole.provisional) == expected


@dataclass(frozen=True)
class _Fixed:
    """Figures that are one and the same."""

    figure: Figure

    def of(self, _: Period) -> Figure:
        return self.figure


def test_a_ratio_is_as_open_as_its_more_open_side(tmp_path: Path) -> None:
    """If either may grow, the ratio may become more or less; if either may be negative, less than nothing."""
    measure = _evaluated(tmp_path).rules.indicator("rate").measure
    assert isinstance(measure, IndicatorRatio)
    fixed = figure(Fraction(2))
    growing, shrinking = replace(fixed, may_grow=True), replace(fixed, may_grow=True, may_shrink=True)
    for upper, lower, expected in (
        (fixed, fixed, (False, False, None)),
        (growing, fixed, (True, True, 0)),
        (fixed, growing, (True, True, 0)),
        (fixed, shrinking, (True, True, -NO_END)),
    ):
        found = RatioFigures(measure, _Fixed(upper), _Fixed(lower)).of(parse_period("2008"))
        least = None if found.may_take is None else found.may_take[0]
        assert (found.may_grow, found.may_shrink, least) == expected


def test_coverage_is_that_of_both() -> None:
    """The worse kind, on the days that both cover; where these do not meet, none."""
    first, second = dt.date(2008, 1, 5), dt.date(2008, 2, 5)
    whole, partial = Covered("whole", first, second), Covered("partial", second, second)
    assert cover_both(whole, partial) == Covered("partial", second, second)
    assert cover_both(whole, Covered("none", None, None)) == Covered("none", None, None)
    assert cover_both(partial, Covered("whole", first, first)) == Covered("none", None, None)
