"""What an indicator demands of its source."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, Fault, loaded, read_models, refusals, require_one_fault, subject_of

from gpj_kpi import rules
from gpj_kpi.rules.checks.indicators import check_indicator
from gpj_kpi.rules.text.faults import FaultList

FAULTS: dict[str, Fault] = {
    "period_by missing": (
        "period_by: closed_on\n        measure: {kind: count}",
        "measure: {kind: count}",
        ('"period_by" is missing', "closed_on"),
        (73, 9),
    ),
    "period_by missing, elapsed": (
        "        period_by: received_at\n",
        "",
        ('"period_by" is missing', "elapsed"),
        (52, 9),
    ),
    "different of no column": (
        "{kind: count}",
        "{kind: count, different: ‸insurd}",
        ('"insurd" is not a column of this source', 'Did you mean "insured"?'),
    ),
    "different of nothing": ("{kind: count}", "{kind: count, different: ‸}", ("nothing is written here",)),
    "different in another measure": (
        "{kind: share, of: {channel: internet}}",
        "{kind: share, of: {channel: internet}, ‸different: insured}",
        ('"different" is not a key here',),
    ),
}


@pytest.mark.parametrize("column", ["insured", "channel", "score", "received_at", "claim_id"])
def test_different_cells_of_any_column_may_be_counted(column: str, tmp_path: Path) -> None:
    """Texts, numbers, dates and keys pass, and a personal column, which is coded then; no other column is."""
    read = loaded(tmp_path, "{kind: count}", f"{{kind: count, different: {column}}}")
    coded = [id_ for id_, each in read.sources["claims"].columns.items() if each.coded]
    assert coded == (["insured"] if column == "insured" else [])
    assert (read.indicator("number").measure.unit_name, read.indicator("number").measure.statistic_name) == (
        "different",
        "count",
    )
    assert read.sources["claims"].columns["insured"].personal


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_an_indicator_is_returned_with_its_conditions_and_versions() -> None:
    """The values of its conditions have the type of their columns, and its tolerances the sense of their targets."""
    version = "versions: [{from: 2009-01-01, target: 90%, tolerance: 80%, ref: p}]"
    text = BASE.replace("min_cases: 30\n        per: quarter", version).replace(
        'where: {channel: internet, score: ">= 4"}', "where: {score: 4}"
    )
    document, data = read_models(text)
    raw = data["commitments"][0]["indicators"][0]
    found = FaultList(())
    checked = check_indicator(document.commitments[0].indicators[0], raw, subject_of(document, found))
    assert found.faults == []
    assert checked.where == rules.Compare("score", "=", Fraction(4))
    assert type(checked.measure) is rules.Delay
    assert checked.tolerance == rules.Target(">=", Fraction(95, 100), "%", "95%")
    assert [each.tolerance for each in checked.versions] == [rules.Target(">=", Fraction(80, 100), "%", "80%")]


@pytest.mark.parametrize(
    ("versions", "place"),
    [
        ("{from: 2009-01-01, ref: p}", "versions[0]"),
        ("{from: 2009-01-01, target: 99%, ref: p}, {from: 2009-01-01, target: 98%, ref: p}", "versions[1].from"),
        ("{from: 2009-01-02, target: 95%, ref: p}", "versions[0].from"),
        ("{from: 2009-01-01, limit: 2 heures ouvrées, rollover: none, ref: p}", "versions[0].rollover"),
    ],
)
def test_versions_are_checked_in_their_order(tmp_path: Path, versions: str, place: str) -> None:
    """A version changes something, comes after the one before, and begins with a period that is held as a whole."""
    issues = refusals(tmp_path, BASE.replace("per: quarter", f"per: quarter\n        versions: [{versions}]"))
    paths = [issue.path for issue in issues]
    assert paths == [f"commitments[0].indicators[0].{place}"]
