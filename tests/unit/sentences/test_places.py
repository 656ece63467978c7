"""Places of faults, in both languages."""

from __future__ import annotations

import pytest

from gpj_kpi.errors import Issue
from gpj_kpi.sentences import places
from gpj_kpi.sentences.sentence import Sentence, in_language, say

WRONG = Sentence("Wrong.", "Faux.")


@pytest.mark.parametrize(
    ("issue", "french"),
    [
        (Issue(code="x", message=WRONG), "Faux."),
        (
            Issue(code="x", message=WRONG, file="a.csv", line=118, column="Reçu le"),
            "a.csv, ligne 118, colonne «\u00a0Reçu le\u00a0»\u00a0: Faux.",
        ),
        (
            Issue(code="x", message=WRONG, file="r.yaml", line=3, column=7, path="calendar.week"),
            "r.yaml, ligne 3, colonne 7, calendar.week\u00a0: Faux.",
        ),
        (Issue(code="x", message="Wrong.", file="a.csv", line=2), "a.csv, line 2: Wrong."),
    ],
)
def test_a_place_is_said_in_the_language_of_its_message(issue: Issue, french: str) -> None:
    """A message that has no French is not opened with a French place."""
    assert issue.in_language("fr") == french


def test_the_first_line_is_line_one() -> None:
    """Lines and columns are numbers as a person counts them."""
    assert in_language(say(places.LINE, line=1), "fr") == "ligne 1"
