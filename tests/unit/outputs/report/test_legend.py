from __future__ import annotations

from tests.cli.conftest import RULES
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation
from gpj_kpi.outputs.report.legend import Entry, explain_marks
from gpj_kpi.outputs.report.rows import list_sections
from gpj_kpi.outputs.words.english import ENGLISH


def legend(evaluation: Evaluation) -> tuple[Entry, ...]:
    """The legend in English."""
    return explain_marks(evaluation, list_sections(evaluation, ENGLISH), ENGLISH)


def test_every_mark_that_occurs_is_explained(evaluation: Evaluation) -> None:
    """In 2024 one target is missed and one nearly met, one published figure agrees, one does not.

    A claim is pending, and the last sheet of satisfaction is of 1 May.
    """
    assert legend(evaluation) == (
        Entry("▼", "target not kept", "missed"),
        Entry("▽", "target not kept, but near", "near"),
        Entry("~", "provisional, some cases are pending or data is missing"),
        Entry("tracked", "without a target, not judged"),
        Entry("–", "no data"),
        Entry("✓", "agrees with the published figure"),
        Entry("✗", "differs from the published figure"),
    )


def test_why_figures_are_provisional_is_said_by_what_occurs(evaluate_small: Evaluate) -> None:
    """A claim is pending; a sheet of satisfaction is no such case, but the data ends on 1 May."""
    pending, partial = (legend(evaluate_small(indicators=[each])) for each in ("opened_48h", "score"))
    assert Entry("~", "provisional, some cases are pending") in pending
    assert Entry("~", "provisional, data is missing") in partial


def test_no_other_mark_is_explained(evaluate_small: Evaluate) -> None:
    """All cases of the second quarter were opened in time: no mark occurs."""
    assert legend(evaluate_small(period="2024-Q2", indicators=["opened_48h"])) == ()


def test_cut_parts_are_explained_by_their_days(evaluate_small: Evaluate) -> None:
    """A period from 15 January on has no whole first quarter."""
    found = legend(evaluate_small(period="2024-01-15/2024-06-30", indicators=["sheets"]))
    assert found[-1] == Entry("Q1", "incomplete period, 2024-01-15 – 2024-03-31")


def test_short_units_are_explained(evaluate_small: Evaluate) -> None:
    """A mean delay in business days is written in b.d."""
    rules = RULES.replace(
        "measure: {kind: delay, from: received_at, to: opened_at, limit: 24 heures}\n        target: 90%",
        "measure: {kind: duration, from: received_at, to: opened_at, statistic: mean, unit: jours ouvrés}",
    )
    assert Entry("b.d.", "business days") in legend(evaluate_small(rules))


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


def test_figures_per_so_many_are_explained(evaluate_small: Evaluate) -> None:
    """The sign names the number; the legend says what the rule file says of it, once for each wording."""
    per = "kind: ratio, of: score, over: read, unit: "
    found = legend(evaluate_small(_rules(per + "per 100 sheets", per + "pour 100 fiches"), scores=SHEETS))
    assert [entry for entry in found if entry.mark == "/100"] == [
        Entry("/100", "per 100\u00a0sheets, pour 100\u00a0fiches")
    ]
    assert not any("/" in entry.mark for entry in legend(evaluate_small()))
