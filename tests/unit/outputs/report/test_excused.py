"""What the report says of excused cases: the figure without them, and why they are excused."""

from __future__ import annotations

from tests.cli.conftest import RULES
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation
from gpj_kpi.outputs.report.excused import ExcusedCases, count_excused
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH


def _excusing(*entries: str) -> str:
    listed = "".join(f"  - {{{entry}}}\n" for entry in entries)
    return RULES.replace("sources:\n", f"excused:\n{listed}sources:\n", 1)


def test_where_nothing_is_excused_nothing_is_said(evaluation: Evaluation, evaluate_small: Evaluate) -> None:
    """Neither without such times, nor where no case lies in them."""
    assert count_excused(evaluation, FRENCH) == ExcusedCases()
    rules = _excusing("from: 2024-07-14, to: 2024-07-14, reason: Panne, ref: Note 1")
    assert count_excused(evaluate_small(rules), FRENCH) == ExcusedCases()


def test_a_time_is_told_once_with_its_record(evaluate_small: Evaluate) -> None:
    """One of two sheets, a 3, came on 1 May; the other is a 4. The flood of 2025 is not told."""
    rules = _excusing(
        "from: 2024-05-01, to: 2024-05-01, source: scores, reason: Panne, ref: Note 1",
        "from: 2025-05-01, to: 2025-05-02, reason: Crue, ref: Note 2",
    )
    found = count_excused(evaluate_small(rules), ENGLISH)
    assert found.figures == ("Note moyenne: excused 1; without them 4.00", "Fiches reçues: excused 1; without them 1")
    assert len(found.times) == 1
    assert found.times[0].replace("\u00a0", " ") == "2024-05-01 – 2024-05-01: Panne (Note 1)"
