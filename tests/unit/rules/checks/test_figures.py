"""Targets, tolerances and printed figures must fit the measure."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, INDICATOR, Fault, loaded, paths_refused, read_models, require_one_fault

from gpj_kpi import rules
from gpj_kpi.calendars.limits import Unit
from gpj_kpi.rules.checks.figures import check_figures, directed_tolerance
from gpj_kpi.rules.text.faults import FaultList


def test_a_tolerance_takes_the_sense_of_its_target(tmp_path: Path) -> None:
    """Under a target to stay below, the tolerance lies above, its bound included."""
    read = loaded(tmp_path, 'target: "< 2 minutes"', 'target: "< 2 minutes"\n        tolerance: 150 secondes')
    assert read.indicator("mean_time").tolerance == rules.Target("<=", Fraction(150), Unit.SECONDS, "150 secondes")
    below = loaded(tmp_path, "target: 100%\n        tolerance: 95%", 'target: "< 3%"\n        tolerance: 5%')
    assert below.indicator("opening").tolerance == rules.Target("<=", Fraction(5, 100), "%", "5%")


FAULTS: dict[str, Fault] = {
    "target of share": ("target: 100%", "target: ‸100", ("percentage", '"95%"')),
    "target of duration": ('target: "< 2 minutes"', "target: ‸95%", ("length of time",)),
    "target in days": ('target: "< 2 minutes"', "target: ‸2 jours ouvrés", ("unit: jours ouvrés",)),
    "target elapsed, unit open": (
        "percentile 95}\n        target: ",
        "percentile 95, unit: heures ouvrées}\n        target: ‸",
        ("the measure counts heures ouvrées", 'Write "unit: secondes"'),
    ),
    "target open, unit elapsed": (
        'target: "< 2 minutes"',
        "target: ‸2 heures ouvrées",
        ("the measure counts secondes", 'Write "unit: heures ouvrées"'),
    ),
    "target of mean": ('target: ">= 4.0"', "target: ‸95%", ("plain number",)),
    "target off scale": ('target: ">= 4.0"', "target: ‸6", ("outside the scale",)),
    "tolerance stricter": (
        "target: 100%\n        tolerance: 95%",
        "target: 90%\n        tolerance: ‸95%",
        ("stricter", "lenient"),
    ),
    "tolerance unit": ("tolerance: 95%", "tolerance: ‸3", ("same unit",)),
    "tolerance sign": ("tolerance: 95%", 'tolerance: ‸"< 95%"', ("other way",)),
    "tolerance alone": (
        "        target: 100%\n        tolerance: 95%",
        "        ‸tolerance: 95%",
        ("without a target",),
    ),
    "published unit": ("{2008: 97%}", "{2008: ‸4.36}", ("percentage",)),
    "per too long": ("{2008: 97%}", "{2008-Q1: {per: ‸year, between: [1%, 2%]}}", ("shorter",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


@pytest.mark.parametrize(
    ("written", "instead", "place"),
    [
        ("target: 100%", "target: 100", "target"),
        ("published: {2008: 97%}", "published: {2008: 97}", "published.2008"),
        ("published: {2008: 97%}", "published: {2008: {per: year, between: [1%, 2%]}}", "published.2008.per"),
    ],
)
def test_a_figure_that_is_at_fault_already_is_not_compared(written: str, instead: str, place: str) -> None:
    """A share is compared with percentages, a range with shorter parts; what was refused before is left alone."""
    document, _ = read_models(BASE.replace(written, instead, 1))
    indicator = document.commitments[0].indicators[0]
    path = f"commitments[0].indicators[0].{place}"

    def check(found: FaultList) -> None:
        check_figures(indicator, INDICATOR, found)

    assert paths_refused(check) == [path]
    assert paths_refused(check, (*INDICATOR, *place.split("."))) == []


def test_a_tolerance_that_is_wrong_is_still_given_its_sense() -> None:
    """One that is stricter than its target is refused once, and none is asked for where the target is at fault."""
    document, _ = read_models(BASE.replace("tolerance: 95%", "tolerance: 100%").replace("target: 100%", "target: 90%"))
    indicator = document.commitments[0].indicators[0]
    found = FaultList(())
    tolerance = directed_tolerance(indicator, INDICATOR, found)
    assert tolerance is not None
    assert (tolerance.op, [fault.code for fault in found.faults]) == (">=", ["tolerance_does_not_fit"])
    assert paths_refused(lambda found: directed_tolerance(indicator, INDICATOR, found), (*INDICATOR, "target")) == []
