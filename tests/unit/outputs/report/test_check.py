from __future__ import annotations

from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation
from gpj_kpi.outputs.report.check import compose_check
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH


def test_the_worst_comes_first(evaluation: Evaluation) -> None:
    """Under 24 hours is missed, under 48 hours nearly met, one target is met, and one indicator has none."""
    found = compose_check(evaluation, ENGLISH)
    assert [row.indicator for row in found.rows] == ["opened_24h", "opened_48h"]
    assert found.summary == "2024: met 1, not kept, near 1, not kept 1, tracked 1."


def test_groups_are_not_counted(evaluate_small: Evaluate) -> None:
    """A group has no target: the three channels change nothing."""
    found = compose_check(evaluate_small(group_by="channel", indicators=["opened_48h"]), FRENCH)
    assert [row.label for row in found.rows] == ["Ouverts sous 48\u00a0heures"]
    assert found.summary == "2024\u00a0: non tenu, proche 1."


def test_nothing_missed_is_a_summary_alone(evaluate_small: Evaluate) -> None:
    """Two sheets were asked for, and two came."""
    found = compose_check(evaluate_small(indicators=["sheets"]), ENGLISH)
    assert (found.rows, found.summary) == ((), "2024: met 1.")
