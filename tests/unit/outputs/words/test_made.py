"""Made columns, made sources and conditions in words, in both languages."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.rules.made_files import MADE
from tests.unit.rules.rule_files import load_text

from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.outputs.words.made import describe_aggregate, describe_condition, describe_made
from gpj_kpi.rules import (
    Aggregate,
    All,
    Any,
    Column,
    Compare,
    Condition,
    InHours,
    Missing,
    Not,
    OneOf,
    Present,
    Source,
)
from gpj_kpi.sentences.sentence import in_language

SOURCE = Source(label="x", files=("x.csv",), key=("id",), columns={"id": Column(header="id", type="text")})
AGENT = Compare("author", "=", "agent")
LATE = Compare("words", ">", 3)


@pytest.mark.parametrize(
    ("condition", "english", "french"),
    [
        (AGENT, "author is agent", "author est agent"),
        (InHours("at", inside=True), "at lies in the opening hours", "at tombe pendant les heures d’ouverture"),
        (InHours("at", inside=False), "at lies outside the opening hours", "at tombe hors des heures d’ouverture"),
        (Compare("author", "=", "un agent"), 'author is "un agent"', "author est «\u00a0un agent\u00a0»"),
        (Compare("urgent", "=", value=True), "urgent is true", "urgent est vrai"),
        (Compare("words", "<", 3), "words is less than 3", "words est inférieur à 3"),
        (Compare("words", "<=", Fraction(5, 2)), "words is at most 2.5", "words est au plus 2,5"),
        (LATE, "words is more than 3", "words est supérieur à 3"),
        (Compare("words", ">=", 4), "words is at least 4", "words est au moins 4"),
        (
            Compare("sent_at", ">=", dt.date(2008, 5, 1)),
            "sent_at is no earlier than 2008-05-01",
            "sent_at est au plus tôt le 2008-05-01",
        ),
        (
            Compare("sent_at", "<", dt.date(2008, 5, 1)),
            "sent_at is before 2008-05-01",
            "sent_at est avant le 2008-05-01",
        ),
        (OneOf("author", ("agent",)), "author is agent", "author est agent"),
        (OneOf("author", ("agent", "bot", "chef")), "author is agent, bot or chef", "author est agent, bot ou chef"),
        (Present("author"), "author is filled", "author est rempli"),
        (Missing("author"), "author is empty", "author est vide"),
        (Not(AGENT), "author is not agent", "author n’est pas agent"),
        (Not(OneOf("author", ("a", "b"))), "author is not a or b", "author n’est pas a ou b"),
        (Not(Present("author")), "author is empty", "author est vide"),
        (Not(Missing("author")), "author is filled", "author est rempli"),
        (Not(LATE), "not (words is more than 3)", "non (words est supérieur à 3)"),
        (All((AGENT, LATE)), "author is agent and words is more than 3", "author est agent et words est supérieur à 3"),
        (Any((AGENT, LATE)), "author is agent or words is more than 3", "author est agent ou words est supérieur à 3"),
        (
            All((Missing("sent_at"), Any((AGENT, LATE)))),
            "sent_at is empty and (author is agent or words is more than 3)",
            "sent_at est vide et (author est agent ou words est supérieur à 3)",
        ),
        (Any((All((AGENT,)), LATE)), "author is agent or words is more than 3", "author est agent ou words est"),
    ],
)
def test_a_condition_says_what_it_asks_for(condition: Condition, english: str, french: str) -> None:
    """Each form has its words; what joins several stands in brackets where others stand beside it."""
    told = describe_condition(condition)
    assert told == english
    assert in_language(told, "fr").startswith(french)


def test_a_long_list_is_cut_and_its_length_told() -> None:
    """Twelve values are named."""
    told = describe_condition(OneOf("code", tuple(range(20))))
    assert told == "code is 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … (20)"


def _made(**keys: object) -> Aggregate:
    defaults: dict[str, object] = {"source": "replies", "match": (("id", "id"),), "is_own": False, "column": "words"}
    return Aggregate(**{**defaults, **keys})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "english", "french"),
    [
        (
            _made(kind="last"),
            "the last words of the rows of replies with the same id",
            "le dernier words des lignes de",
        ),
        (_made(kind="min"), "the least words of the rows of replies", "le plus petit words des lignes de replies"),
        (_made(kind="max"), "the greatest words of the rows of replies", "le plus grand words des lignes de replies"),
        (_made(kind="count", column=None), "the number of the rows of replies", "le nombre des lignes de replies"),
        (
            _made(kind="any", column=None, condition=AGENT),
            "true if author is agent in at least one of the rows of replies with the same id",
            "vrai si author est agent dans au moins une des lignes de replies de même id",
        ),
        (
            _made(kind="all", column=None, condition=All((AGENT, LATE)), is_own=True),
            "true if (author is agent and words is more than 3) in each of the other rows of replies",
            "vrai si (author est agent et words est supérieur à 3) dans chacune des autres lignes de",
        ),
        (
            _made(kind="sum", match=(("id", "ticket"), ("day", "day")), at="sent_at"),
            "the sum of words of the rows of replies whose ticket is the id of the case and day is the day of the ",
            "la somme de words des lignes de replies dont ticket est le id du cas et day est le day du cas, ",
        ),
        (
            _made(kind="last", after="a", before="b"),
            "the last words of the rows of replies with the same id, from a on, up to b",
            "le dernier words des lignes de replies de même id, à partir de a, jusqu’à b",
        ),
        (
            _made(kind="last", before="b", within=parse_limit("< 2 heures")),
            "the last words of the rows of replies with the same id, up to b, less than 2 hours before it",
            "le dernier words des lignes de replies de même id, jusqu’à b, moins de 2 heures avant",
        ),
    ],
)
def test_a_column_says_what_is_made_of_which_rows(made: Aggregate, english: str, french: str) -> None:
    """What is made, of which rows, under which condition, in which time, and what dates them."""
    told = describe_aggregate(made, SOURCE)
    assert told.startswith(english)
    assert in_language(told, "fr").startswith(french)


def test_a_rule_file_says_what_it_makes(tmp_path: Path) -> None:
    """A line for each made source and each made column, in the order of the file."""
    told = describe_made(load_text(tmp_path, MADE))
    french = [in_language(line, "fr").replace("\u00a0", " ") for line in told]
    assert french[0].endswith("lignes de replies de même ticket_id, où author est agent, à partir de opened_at")
    assert french[1:] == [
        "tickets.segment : le segment de la ligne de customers dont customer_id est le customer du cas",
        french[2],
        "tickets.length : la somme de words des lignes de replies de même ticket_id, datées par sent_at",
        "threads : un cas par ticket_id des lignes de replies",
        "threads.first_at : le premier sent_at de ses lignes de replies",
        "threads.authors : le nombre de author différents de ses lignes de replies, datées par sent_at",
    ]
    assert french[2].startswith(
        "tickets.again : vrai s’il y a au moins une des autres lignes de tickets de même caller"
    )
    assert french[2].endswith(", à partir de opened_at, au plus 7 jours calendaires après, datées par opened_at")
    assert told[4] == "threads: one case per ticket_id of the rows of replies"
