from __future__ import annotations

import pytest
from tests.cli.conftest import RULES
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation
from gpj_kpi.outputs.report.rows import Cell, Printed, Row, list_sections, parts_to_show
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH


def rows(evaluation: Evaluation) -> dict[str, Row]:
    """The rows in English, by label."""
    return {row.label: row for section in list_sections(evaluation, ENGLISH) for row in section.rows}


def test_sections_are_the_commitments_in_the_order_of_the_rule_file(evaluation: Evaluation) -> None:
    """Each has its title and its status: that of its worst indicator."""
    found = list_sections(evaluation, ENGLISH)
    assert [(section.title, section.status) for section in found] == [
        ("Ouverture des dossiers", "missed"),
        ("Satisfaction", "met"),
    ]
    assert [[row.indicator for row in section.rows] for section in found] == [
        ["opened_48h", "opened_24h"],
        ["score", "sheets"],
    ]


def test_a_row_says_all_of_its_indicator(evaluation: Evaluation) -> None:
    """Under 48 hours: 1 of 2 in the first quarter, 2 of 2 in the second, one case pending in the fourth."""
    (row,) = (row for row in rows(evaluation).values() if row.indicator == "opened_48h")
    assert row.label == "Ouverts sous 48\u00a0heures"
    assert row.parts == (
        Cell("50.0%", "near", is_provisional=False),
        Cell("100.0%", "met", is_provisional=False),
        Cell("–", "no_data", is_provisional=False),
        Cell("–", "no_data", is_provisional=True),
    )
    assert row.whole == Cell("75.0%", "near", is_provisional=True)
    assert (row.limit, row.target, row.n, row.pending, row.is_group) == ("48\u00a0hours", "100%", "4", "1", False)
    assert row.published == (Printed("80%", "", agrees=False),)


def test_the_same_row_in_french(evaluation: Evaluation) -> None:
    """Marks are those of the language; labels are those of the rule file."""
    row = list_sections(evaluation, FRENCH)[0].rows[0]
    assert (row.whole.figure, row.target) == ("75,0\u202f%", "100\u202f%")


def test_a_what_if_shows_the_limit_that_judged(evaluate_small: Evaluate) -> None:
    """The label still says 48 hours, and so does the promise; the limit says what was counted."""
    row = rows(evaluate_small(RULES.replace("limit: 48 heures", "limit: 36 heures")))["Ouverts sous 48\u00a0heures"]
    assert row.limit == "36\u00a0hours"


def test_limits_that_follow_each_other_are_all_shown(evaluate_small: Evaluate) -> None:
    """From April on 72 hours: both stand there, and the first quarter has only the first."""
    versions = "limit: 48 heures}\n        versions: [{from: 2024-04-01, limit: 72 heures, ref: Charte}]"
    rules = RULES.replace("limit: 48 heures}", versions)
    for period, limit in (("2024", "48\u00a0heures → 72\u00a0heures"), ("2024-Q1", "48\u00a0heures")):
        evaluation = evaluate_small(rules, period=period)
        assert list_sections(evaluation, FRENCH)[0].rows[0].limit == limit


def test_a_due_date_that_comes_with_the_case_is_a_limit(evaluate_small: Evaluate) -> None:
    """It is named by the heading of its column."""
    rules = RULES.replace("limit: 48 heures", "limit: {column: due_at}").replace(
        "      channel:", '      due_at: {header: Prévu le, type: datetime, format: "%d/%m/%Y %H:%M"}\n      channel:'
    )
    claims = "N° dossier;Reçu le;Ouvert le;Prévu le;Canal\nA1;08/01/2024 09:00;08/01/2024 15:00;09/01/2024 09:00;x\n"
    row = list_sections(evaluate_small(rules, claims=claims), FRENCH)[0].rows[0]
    assert row.limit == "échéance «\u00a0Prévu le\u00a0» incluse"


def test_what_is_covered_in_part_is_said_beside_the_figure(evaluation: Evaluation) -> None:
    """The last sheet is of 1 May 2024."""
    found = rows(evaluation)
    assert found["Fiches reçues"].covered == "from 1\u00a0February to 1\u00a0May"
    assert found["Ouverts sous 48\u00a0heures"].covered == ""


def test_no_data_goes_to_no_day(evaluate_small: Evaluate) -> None:
    """One case, pending since 30 December: the data begins late, but there is no figure that goes so far."""
    claims = "N° dossier;Reçu le;Ouvert le;Canal\nA5;30/12/2024 12:00;;internet\n"
    evaluation = evaluate_small(claims=claims)
    row = rows(evaluation)["Ouverts sous 48\u00a0heures"]
    assert (row.whole.figure, row.covered) == ("–", "")
    covered = evaluation.covered("claims", "2024")
    assert covered is not None
    assert covered.kind == "partial"


def test_a_count_that_may_go_on_is_marked(evaluate_small: Evaluate) -> None:
    """Three sheets are asked for, two came by 1 May 2024: that is neither missed nor kept yet."""
    row = rows(evaluate_small(RULES.replace('target: ">= 2"', 'target: ">= 3"')))["Fiches reçues"]
    assert (row.whole.text, row.whole.mark, row.whole.status) == ("~2", "…", "pending")


def test_a_count_is_its_own_number_of_cases(evaluation: Evaluation) -> None:
    """Two sheets were counted: n is 2; a row without pending cases says none."""
    row = rows(evaluation)["Fiches reçues"]
    assert (row.whole.figure, row.n, row.pending, row.target) == ("2", "2", "", "≥\u00a02")


def test_a_cell_writes_its_marks_around_its_figure() -> None:
    """A tilde before what is provisional, a triangle behind what misses its target; nothing where nothing is due."""
    assert Cell("75.0%", "near", is_provisional=True).text == "~75.0%"
    assert Cell("75.0%", "near", is_provisional=True).mark == "▽"
    assert Cell("50.0%", "missed", is_provisional=False).mark == "▼"
    tracked = Cell("4.50", "no_target", is_provisional=False)
    assert (tracked.text, tracked.mark) == ("4.50", "")


def test_groups_follow_their_indicator(evaluate_small: Evaluate) -> None:
    """A group has no target of its own; A2, by the channel =1+1, is late."""
    found = list_sections(evaluate_small(group_by="channel", indicators=["opened_48h"]), ENGLISH)[0].rows
    assert {row.limit for row in found if row.is_group} == {""}
    assert [(row.label, row.is_group, row.whole.figure, row.target) for row in found] == [
        ("Ouverts sous 48\u00a0heures", False, "75.0%", "100%"),
        ("=1+1", True, "0.0%", ""),
        ("courrier", True, "100.0%", ""),
        ("internet", True, "100.0%", ""),
    ]


def test_the_whole_period_is_no_part_of_itself(evaluate_small: Evaluate) -> None:
    """A quarter by quarters has no column but its own; a year has four."""
    assert parts_to_show(evaluate_small(period="2024-Q2")) == []
    assert [part.label for part in parts_to_show(evaluate_small())] == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]


def test_published_figures_of_parts_are_named_where_the_whole_has_none(evaluate_small: Evaluate) -> None:
    """What was printed for a quarter stands after the name of that quarter."""
    rules = RULES.replace("published: {2024: 80%}", "published: {2024-Q1: 50%, 2024-Q2: about 99%}")
    row = list_sections(evaluate_small(rules), ENGLISH)[0].rows[0]
    assert [(each.text.replace("\u00a0", " "), each.agrees) for each in row.published] == [
        ("Q1 50%", True),
        ("Q2 about 99%", True),
    ]


def test_a_target_that_changes_is_written_as_it_changes(evaluate_small: Evaluate) -> None:
    """From July on 95 % is asked for: both targets are in the row, in order."""
    rules = RULES.replace(
        "        target: 90%\n",
        "        target: 90%\n        versions: [{from: 2024-07-01, target: 95%, ref: Charte}]\n",
    )
    row = list_sections(evaluate_small(rules), ENGLISH)[0].rows[1]
    assert row.target == "90% → 95%"


SHEETS = "N° fiche;Donnée le;Note;Lues\n1;02/01/2024;2;40\n2;03/01/2024;3;60\n"


def _rules(*measures: str) -> str:
    """Put measures of two counts in the place of the mean and of the count."""
    rules = RULES.replace(
        "type: integer, required: true}\ncommitments",
        "type: integer}\n      read: {header: Lues, type: integer}\ncommitments",
    )
    for old, new in zip(("kind: mean, value: score, scale: [1, 5]", "kind: count"), measures, strict=False):
        rules = rules.replace(f"measure: {{{old}}}", f"measure: {{{new}}}")
    return rules.replace("        published: {2024: 4.5}\n", "")


def test_sums_and_ratios_stand_on_cases(evaluate_small: Evaluate) -> None:
    """A sum of whole numbers has no decimals; the number of cases beside it is that of the cells."""
    measures = ("kind: ratio, of: score, over: read, unit: per 100 sheets", "kind: sum, of: read")
    ratio, total = list_sections(evaluate_small(_rules(*measures), scores=SHEETS), ENGLISH)[1].rows
    assert (ratio.whole.figure, ratio.n, ratio.per_many) == ("5.00\u00a0/100", "2", ("/100", "per 100\u00a0sheets"))
    assert (total.whole.figure, total.n, total.per_many) == ("100", "2", None)


@pytest.mark.parametrize(
    ("unit", "target", "figure", "shown"),
    [
        ("minutes", None, "100.0\u00a0min", ""),
        ("milliseconds", None, "0.1\u00a0s", ""),
        ("hours", None, "100.0\u00a0h", ""),
        ("minutes", ">= 1 hours", "1.7\u00a0h", "≥\u00a01\u00a0h"),
        ("hours", "< 7200 minutes", "6,000.0\u00a0min", "<\u00a07,200\u00a0min"),
    ],
)
def test_a_sum_of_time_is_in_the_unit_of_its_target(
    evaluate_small: Evaluate, unit: str, target: str | None, figure: str, shown: str
) -> None:
    """Without a target it is in the unit of its column, however long it is."""
    rules = _rules("kind: mean, value: score, scale: [1, 5]", "kind: sum, of: read")
    rules = rules.replace("Lues, type: integer", f"Lues, type: integer, unit: {unit}")
    rules = rules.replace(
        '        target: ">= 2"\n        per: year\n', "" if target is None else f"        target: '{target}'\n"
    )
    row = list_sections(evaluate_small(rules, scores=SHEETS), ENGLISH)[1].rows[1]
    assert (row.whole.figure, row.target) == (figure, shown)
