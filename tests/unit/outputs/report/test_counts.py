from __future__ import annotations

import datetime as dt

from tests.cli.conftest import CLAIMS, RULES, SCORES
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation
from gpj_kpi.outputs.report.counts import LeftOut, SourceCounts, count_left_out, count_sources
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH


def test_rows_are_counted_by_source(evaluation: Evaluation) -> None:
    """Seven claims, of which one is rejected and one a duplicate; each source has its own as-of."""
    found = count_sources(evaluation, ENGLISH)
    assert found.counts == (
        SourceCounts("Dossiers", "7", "5", "1", "1", "2024-12-30 12:00"),
        SourceCounts("Notes", "2", "2", "0", "0", "2024-05-01 00:00"),
    )
    assert found.as_of == ""


def test_a_day_that_was_asked_for_is_said_once(evaluate_small: Evaluate) -> None:
    """An as-of that is a date counts to its end: 24:00."""
    found = count_sources(evaluate_small(as_of=dt.date(2025, 1, 31)), FRENCH)
    assert found.as_of == "Données arrêtées au 31/01/2025 24:00"
    assert [each.as_of for each in found.counts] == ["", ""]


def test_two_moments_of_one_day_are_said_once(evaluate_small: Evaluate) -> None:
    """Claims are known up to noon of 30 December, scores up to its beginning."""
    found = count_sources(evaluate_small(scores=SCORES.replace("01/05/2024", "30/12/2024")), ENGLISH)
    assert found.as_of == "Data as of 2024-12-30 00:00–12:00"


def test_a_source_without_events_is_known_up_to_nothing(evaluate_small: Evaluate) -> None:
    """A dash stands where there is no instant: the day of the only sheet cannot be read."""
    rules = RULES.replace("    key: sheet_id\n", "    key: sheet_id\n    max_rejected: 100%\n")
    found = count_sources(evaluate_small(rules, scores="N° fiche;Donnée le;Note\nF1;32/01/2024;4\n"), ENGLISH)
    assert [each.as_of for each in found.counts] == ["2024-12-30 12:00", "–"]


def test_cases_that_no_figure_has_are_counted(evaluate_small: Evaluate) -> None:
    """A claim that was opened before it was received is invalid under both limits."""
    claims = CLAIMS + "A9;10/05/2024 09:00;09/05/2024 09:00;internet\n"
    assert count_left_out(evaluate_small(claims=claims), ENGLISH) == (
        LeftOut("Ouverts sous 48 heures", "invalid 1"),
        LeftOut("Ouverts sous 24 heures", "invalid 1"),
    )


def test_an_indicator_that_leaves_nothing_out_is_left_out(evaluation: Evaluation) -> None:
    """No case of 2024 is excluded or invalid."""
    assert count_left_out(evaluation, ENGLISH) == ()
