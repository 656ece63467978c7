from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.cli.conftest import CLAIMS
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation
from gpj_kpi.errors import Issue
from gpj_kpi.evaluation.decision import Strictness, decide
from gpj_kpi.outputs.report.check import Check, CheckRow, compose_check
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH
from gpj_kpi.outputs.words.wording import Wording

IN_24H = "Ouverture des dossiers – Ouverts sous 24\u00a0heures"
IN_48H = "Ouverture des dossiers – Ouverts sous 48\u00a0heures"


def _check(evaluation: Evaluation, wording: Wording = ENGLISH, **strictness: bool) -> Check:
    return compose_check(evaluation, decide(evaluation, Strictness(**strictness)), wording)


def test_the_worst_comes_first(evaluation: Evaluation) -> None:
    """Under 24 hours is missed, by the quarters of A2 and A3; under 48 hours is near, one is met, one has no target."""
    found = _check(evaluation)
    assert found.rows == (
        CheckRow(IN_24H, "~50.0%", "target 90%", "missed", "parts missed: Q1, Q2"),
        CheckRow(IN_48H, "~75.0%", "target 100%", "near", ""),
    )
    assert found.summary == "2024, indicators: met 1; not kept, near 1; not kept 1; tracked 1."


def test_groups_are_named_behind_their_indicator(evaluate_small: Evaluate) -> None:
    """A2 is late, and alone in its channel. Groups are not counted."""
    evaluation = evaluate_small(group_by="channel", indicators=["opened_48h"])
    found = _check(evaluation, FRENCH)
    assert [row.name for row in found.rows] == [f"{IN_48H} – =1+1", IN_48H]
    assert found.summary == "2024, indicateurs\u00a0: non tenu, proche 1."


def test_nothing_missed_is_a_summary_alone(evaluate_small: Evaluate) -> None:
    """Two sheets were asked for, and two came, the last on 31 December."""
    scores = "N° fiche;Donnée le;Note\nF1;01/01/2024;4\nF2;31/12/2024;5\n"
    found = _check(evaluate_small(indicators=["sheets"], scores=scores))
    assert found == Check((), (), "2024, indicators: met 1.")


def test_days_without_data_are_named_with_their_source(evaluation: Evaluation, evaluate_small: Evaluate) -> None:
    """Sheets of 1 February and 1 May are 90 days apart: 89 days without one are usual, the 244 after May are not."""
    assert _check(evaluation).incomplete == ("Notes, 2024: nothing from 2024-05-02 to 2024-12-31",)
    assert _check(evaluation, FRENCH).incomplete == ("Notes, 2024\u00a0: rien du 02/05/2024 au 31/12/2024",)
    assert _check(evaluate_small(period="2022"), FRENCH).incomplete == (
        "Dossiers, 2022\u00a0: aucune donnée",
        "Notes, 2022\u00a0: aucune donnée",
    )


def test_pending_cases_that_may_decide_are_counted(evaluate_small: Evaluate) -> None:
    """In December A5 is pending, and alone: it may be met or missed."""
    evaluation = evaluate_small(period="2024-12", indicators=["opened_48h"])
    assert _check(evaluation).incomplete[-1] == (
        f"{IN_48H}, December 2024: target 100%; pending cases that can still change the status: 1"
    )
    met = evaluate_small(claims=CLAIMS + "A7;30/12/2024 09:00;30/12/2024 10:00;x\n", period="2024-12")
    assert _check(met, FRENCH).incomplete[-1] == (
        f"{IN_24H}, décembre 2024\u00a0: ~100,0\u202f%, objectif 90\u202f%\u00a0; "
        "cas en cours qui peuvent encore changer la situation\u00a0: 1"
    )


def test_a_count_that_goes_on_is_not_over(evaluate_small: Evaluate) -> None:
    """Of the two sheets that a year must have, one came by the end of February."""
    evaluation = evaluate_small(indicators=["sheets"], as_of=dt.date(2024, 2, 29))
    assert _check(evaluation).incomplete[-1] == (
        "Satisfaction – Fiches reçues, 2024: ~1, target ≥\u00a02; the period is not over"
    )
    assert _check(evaluation, FRENCH).incomplete[-1].endswith("\u00a0; la période n’est pas finie")


def test_a_count_of_a_past_period_that_is_not_covered_says_so(evaluate_small: Evaluate) -> None:
    """January is over. A count whose sheets begin in February is pending for its data, not for its days."""
    evaluation = evaluate_small(period="2024-01", indicators=["sheets"])
    results = [replace(each, status="pending", value=None) for each in evaluation.result_list]
    found = replace(evaluation, result_list=tuple(results))
    assert _check(found).incomplete[-1].endswith("; the data does not cover the period in full")
    assert _check(found, FRENCH).incomplete[-1].endswith("\u00a0; les données ne couvrent pas toute la période")


def test_notices_are_a_line_per_source_and_kind(evaluation: Evaluation) -> None:
    """All files that are missing stand on one line; those of a source together. Control characters are spelled out."""
    issues = [
        Issue(code=code, message="...", source="claims", severity="notice", read=read)
        for code, read in (("expected_file", "a.csv"), ("stale", None), ("expected_file", "b\x1b.csv"))
    ]
    assert _check(replace(evaluation, issue_list=tuple(issues))).incomplete[:-1] == (
        f"Dossiers: {ENGLISH.report.notice_texts['expected_file']} (a.csv, b\\x1b.csv)",
        f"Dossiers: {ENGLISH.report.notice_texts['stale']}",
    )


def test_days_and_periods_of_notices_are_in_words(evaluation: Evaluation) -> None:
    """As the language writes them: two days, one day, a month with its number of cases."""
    read = {"expected_cases": "2024-05-01/2024-05-30", "stale": "2024-05-30", "expected_rows": "2024-05: 805"}
    issues = [
        Issue(code=code, message="x", source="claims", severity="notice", read=each) for code, each in read.items()
    ]
    said = _check(replace(evaluation, issue_list=tuple(issues)), FRENCH).incomplete[:3]
    assert [line[line.index(" (") :] for line in said] == [
        " (01/05/2024 – 30/05/2024)",
        " (30/05/2024)",
        " (mai 2024\u00a0: 805)",
    ]


def test_of_many_files_the_first_three_are_named(evaluation: Evaluation) -> None:
    """A fourth takes the room of the words that would stand for it; where more follow, their number is said."""
    issues = [
        Issue(code="expected_file", message="...", source="scores", severity="notice", read=f"{number}.csv")
        for number in range(1, 31)
    ]
    said = f"Notes\u00a0: {FRENCH.report.notice_texts['expected_file']} (1.csv, 2.csv, 3.csv"
    for count, end in ((4, ", 4.csv)"), (30, " et 27 autres)")):
        found = _check(replace(evaluation, issue_list=tuple(issues[:count])), FRENCH)
        assert found.incomplete[-1] == said + end
