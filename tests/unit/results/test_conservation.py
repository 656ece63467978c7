"""No case in scope is lost: each is met, missed, pending, excluded, invalid or counted, and it is checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import AT, evaluate_files, evaluate_frame, frame_of, rule_text
from tests.unit.results.made import NOTHING_READ, day_number, verdicts_of

from gpj_kpi import Evaluation
from gpj_kpi.calendars.periods import parse_period
from gpj_kpi.results.conservation import Conservation, conservation_of
from gpj_kpi.results.score import score
from gpj_kpi.results.tally import require_conserved, tally
from gpj_kpi.verdicts.frame import Verdicts
from gpj_kpi.verdicts.outcomes import CODES

Read = Callable[[Path, str, str], Evaluation]


def _from_file(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_files(folder, rules, {"a.csv": export}, group_by="g")


def _from_frame(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_frame(folder, rules, frame_of(export), group_by="g")


DELAY = "where: {g: [a, b]}, measure: {kind: delay, from: r, to: e, limit: 24 heures}"
RULES = rule_text(
    {"r": AT, "e": AT, "g": "type: text", "n": "type: integer", "o": "type: text"},
    {
        "delay": DELAY,
        "share": "period_by: r, measure: {kind: share, of: {o: o}}",
        "mean": "period_by: r, measure: {kind: mean, value: n, scale: [1, 5]}",
        "count": "period_by: r, measure: {kind: count}",
    },
)
EXPORT = (
    "id;r;e;g;n;o\n"
    "1;01/02/2008 10:00;01/02/2008 11:00;a;4;o\n"  # met; counted; met
    "2;01/02/2008 10:00;03/02/2008 11:00;a;9;n\n"  # missed; off its scale; missed
    "3;01/02/2008 10:00;01/01/2008 10:00;b;;\n"  # ends before it begins; no score; no answer
    "4;31/12/2008 10:00;;b;5;o\n"  # pending: nothing is known after its day
    "5;;01/02/2008 10:00;b;1;n\n"  # no date
    "6;31/12/2007 23:59;01/01/2008 10:00;b;1;n\n"  # the year before
    "7;01/02/2008 10:00;;c;1;n\n"  # out of the scope of the delay
)
EXPECTED = [
    # in scope, without date, outside, inside; met, missed, pending, excluded, invalid, counted
    ("delay", 6, 1, 1, 4, 1, 1, 1, 0, 1, 0),
    ("share", 7, 1, 1, 5, 2, 2, 0, 1, 0, 0),
    ("mean", 7, 1, 1, 5, 0, 0, 0, 1, 1, 3),
    ("count", 7, 1, 1, 5, 0, 0, 0, 0, 0, 5),
]


@pytest.mark.parametrize("read", [_from_file, _from_frame], ids=["duckdb", "pandas"])
def test_the_cases_of_every_measure_are_accounted_for(read: Read, tmp_path: Path) -> None:
    """Each case in scope is in one place, counted by hand; the parts are those of the results."""
    evaluation = read(tmp_path, RULES, EXPORT)
    assert [astuple(found) for found in evaluation.conservation] == EXPECTED
    wholes = {result.indicator: result for result in evaluation.result_list if result.group is None}
    for found in evaluation.conservation:
        whole = wholes[found.indicator]
        assert (found.pending, found.excluded, found.invalid) == (whole.pending, whole.excluded, whole.invalid)
        assert found.met + found.missed + found.counted in {whole.denominator, whole.numerator}


def _tallied(made: Verdicts) -> pd.DataFrame:
    """The tally of what was made."""
    return tally(made.frame, [made.indicator], made.engine, n_cases=made.in_scope, is_grouped=True)[made.indicator.id]


def _made(folder: Path, outcomes: Sequence[str], *, in_scope: int) -> Verdicts:
    """Outcomes of 1 February 2008, in two groups by turns, with what their scoring needs."""
    rows = pd.DataFrame(
        {
            "_reference_day": pd.array([day_number("2008-02-01")] * len(outcomes), dtype="Int64"),
            "_group": ["ab"[number % 2] for number in range(len(outcomes))],
            "_outcome_0": [CODES.get(outcome, max(CODES.values()) + 1) for outcome in outcomes],
        }
    )
    return verdicts_of(folder, DELAY, rows, in_scope=in_scope)


@pytest.mark.parametrize(("outcomes", "in_scope"), [(["met", "lost"], 2), (["met", "late"], 3), (["met"] * 3, 2)])
def test_outcomes_that_do_not_add_up_to_the_cases_are_a_bug(outcomes: list[str], in_scope: int, tmp_path: Path) -> None:
    """An outcome of another name, a case lost and a case judged twice stop the run."""
    made = _made(tmp_path, outcomes, in_scope=in_scope)
    days = _tallied(made)
    with pytest.raises(RuntimeError, match="does not add up"):
        require_conserved(made.indicator, days, in_scope=made.in_scope)


def _lose_on_one_day(days: pd.DataFrame) -> pd.DataFrame:
    """Two days whose faults make up for each other: one verdict too few, and one too many."""
    other = days.copy()
    other["_reference_day"] = other["_reference_day"] + 31
    first = days.assign(met=days["met"] - 1)
    return pd.concat([first, other.assign(met=other["met"] + 1)], ignore_index=True)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_lose_on_one_day, "cases, but"),
        (lambda days: days.assign(_group=[None, *days["_group"][1:]]), "groups do not hold"),
    ],
)
def test_results_that_do_not_add_up_are_a_bug(
    spoil: Callable[[pd.DataFrame], pd.DataFrame], told: str, tmp_path: Path
) -> None:
    """A result whose parts are not its cases, or groups that lack a case, stop the run though the totals are right."""
    made = _made(tmp_path, ["met", "late", "met", "pending"], in_scope=4)
    days = _tallied(made)
    year, parts = parse_period("2008"), [parse_period("2008-02"), parse_period("2008-03")]
    assert {result.pending for result in score(made, days, year, parts, NOTHING_READ) if result.group is None} == {0, 1}
    with pytest.raises(RuntimeError, match=told):
        score(made, spoil(days), year, parts, NOTHING_READ)


def test_a_case_in_no_place_is_a_bug(tmp_path: Path) -> None:
    """The cases in scope are those without date, outside and inside the period, no more and no less."""
    made = _made(tmp_path, ["met", "late"], in_scope=2)
    days = _tallied(made)
    year = parse_period("2008")
    counts = {"in_scope": 2, "without_date": 0, "outside_period": 0, "in_period": 2}
    parts = {"met": 1, "missed": 1, "pending": 0, "excluded": 0, "invalid": 0, "counted": 0}
    assert conservation_of(made, days, year) == Conservation(indicator="i", **counts, **parts)
    with pytest.raises(RuntimeError, match="do not add up"):
        conservation_of(made, days.iloc[:1], year)
