"""What figures are compared with, as lines below a row."""

from __future__ import annotations

from tests.unit.outputs.conftest import Evaluate

from gpj_kpi.outputs.report.compared import compared_figure, compared_name
from gpj_kpi.outputs.report.rows import list_sections, style_of
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH


def test_each_figure_has_one_below_it_and_the_difference(evaluate_small: Evaluate) -> None:
    """The claims of a quarter beside those of the one before; of 2023 there is none."""
    evaluation = evaluate_small(compare="previous", indicators=["opened_48h"])
    ((row,),) = (section.rows for section in list_sections(evaluation, FRENCH))
    before, difference = row.beside
    assert (before.label, difference.label) == ("période d’avant", "écart")
    figures = [cell.text for cell in row.parts]
    assert list(before.parts[1:]) == [text.replace("▽", "") for text in figures[:-1]]
    assert (before.parts[0], before.whole, difference.parts[0], difference.whole) == ("–", "–", "–", "–")


def test_nothing_stands_below_where_nothing_is_compared(evaluate_small: Evaluate) -> None:
    """A row is as it ever was."""
    sections = list_sections(evaluate_small(), FRENCH)
    assert {row.beside for section in sections for row in section.rows} == {()}


def test_what_is_compared_with_has_a_name(evaluate_small: Evaluate) -> None:
    """Two words, or the period that was named."""
    names = [compared_name(evaluate_small(compare=each), ENGLISH) for each in ("previous", "year-before", "2022-Q1")]
    assert names == ["previous period", "a year before", "Q1 2022"]


def test_a_figure_that_may_change_is_marked(evaluate_small: Evaluate) -> None:
    """The sheets of 2024 end on 1 May: their number may grow. Of 2023 nothing is known."""
    evaluation = evaluate_small(period="2025", compare="previous", indicators=["sheets"], by="year")
    (result,) = evaluation.result_list
    style = style_of(evaluation.rules.indicator("sheets"), result, ENGLISH)
    assert compared_figure(result, style, ENGLISH) == "~2"
    earlier = evaluate_small(compare="previous", indicators=["sheets"], by="year")
    assert compared_figure(earlier.result_list[0], style, ENGLISH) == "–"
