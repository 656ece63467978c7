"""What the rule file says of stock."""

from __future__ import annotations

from pathlib import Path

from tests.unit.results.made import indicator_of, rules_of

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.rules import Age, Open
from gpj_kpi.rules.models.measures import stock


def test_open_has_a_start_ends_and_perhaps_a_limit(tmp_path: Path) -> None:
    """Its start puts cases in periods for want of anything else; all of its columns hold events."""
    read = rules_of(tmp_path, "measure: {kind: open, from: r, to: {first: [e]}, older_than: 30 jours calendaires}")
    indicator, measure = read.indicator("i"), read.indicator("i").measure
    assert isinstance(measure, stock.Open)
    assert (measure.from_, measure.end_columns, indicator.reference_column) == ("r", ("e",), "r")
    assert indicator.limits == (Limit(30, Unit.CALENDAR_DAYS),)
    assert (measure.statistic_name, measure.unit_name, measure.is_stock) == ("open", "cases", True)
    assert read.dates_of("s").events == ("r", "e")


def test_an_age_is_in_seconds_unless_it_says_otherwise(tmp_path: Path) -> None:
    """Its unit is named as that of a duration."""
    units = {"": "seconds", ", unit: heures": "seconds", ", unit: jours ouvrés": "business_days"}
    for written, name in units.items():
        text = f"measure: {{kind: age, from: r, to: e, statistic: median{written}}}"
        measure = rules_of(tmp_path, text).indicator("i").measure
        assert isinstance(measure, Age)
        assert (measure.unit_name, measure.statistic_name, measure.summed) == (name, "median", ("value",))


def test_other_measures_are_no_stock(tmp_path: Path) -> None:
    """Their cases belong to the period of their reference date."""
    assert not indicator_of(tmp_path, "target: 95%").measure.is_stock
    assert not issubclass(Open, Age)
