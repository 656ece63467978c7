from __future__ import annotations

import hashlib
import subprocess
import sys

from tests.cli.conftest import RULES
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation
from gpj_kpi.outputs.report.compose import compose
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH


def test_the_title_names_who_when_and_by_which_rules(evaluation: Evaluation) -> None:
    """The digest of the rule file is shown by its first ten digits."""
    found = compose(evaluation, ENGLISH)
    digest = hashlib.sha256(RULES.encode()).hexdigest()
    assert (found.organisation, found.period, found.rules) == (
        "Assurance Témoin",
        "2024",
        f"commitments.yaml (sha256 {digest[:10]})",
    )
    assert (found.parts, found.whole) == (("Q1", "Q2", "Q3", "Q4"), "2024")


def test_a_part_of_a_year_is_named_in_the_language(evaluate_small: Evaluate) -> None:
    """A quarter has months for parts, and its whole is called so."""
    found = compose(evaluate_small(period="2024-Q1", by="month"), FRENCH)
    assert (found.period, found.parts, found.whole) == ("T1 2024", ("janv.", "févr.", "mars"), "ensemble")


def test_all_that_stands_underneath_is_there(evaluation: Evaluation) -> None:
    """Twenty results were verified, one row was rejected; nothing is set aside, changes, or is to be noted."""
    found = compose(evaluation, ENGLISH)
    assert found.verified.startswith("Verified, result by result (20): ")
    assert [len(found.sections), len(found.legend), len(found.sources.counts)] == [2, 7, 2]
    assert len(found.coverage) == 2
    assert found.rejected is not None
    assert (found.left_out, found.versions, found.notices) == ((), (), ())


def test_a_report_needs_no_terminal() -> None:
    """What is said is written without rich: a page or a workbook says the same."""
    script = "import sys, gpj_kpi.outputs.report.compose, gpj_kpi.outputs.report.check; print('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout == b"False\n"
