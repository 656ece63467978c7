"""When the rows happen of which a column is made, and which time is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.made_files import MADE, MadeFault, require_one_line
from tests.unit.rules.rule_files import load_text

from gpj_kpi.rules.checks.made.moments import columns_that_fit
from gpj_kpi.sentences.sentence import in_language

_AFTER = "where: {author: agent}, after: opened_at}"
_SUM = "length: {from: replies, match: ticket_id, sum: words, at: sent_at}"
_SEGMENT = "match: {customer: customer_id}, only: segment}"

FAULTS: dict[str, MadeFault] = {
    "no moment": MadeFault(
        _SUM,
        "length: ‸{from: replies, match: ticket_id, sum: words}",
        "missing_key",
        'the key "at" is missing: as-of needs the column of replies that says when a row happened. Write it. '
        "Columns that fit: sent_at, sent_on.",
        "la date d’arrêté demande quelle colonne de replies dit quand une ligne a eu lieu",
    ),
    "no moment of a first text": MadeFault(
        "first: sent_at, where", "first: author, where", "missing_key", 'the key "at" is missing', "manque"
    ),
    "no moment of the greatest number": MadeFault(
        _SUM,
        "length: ‸{from: replies, match: ticket_id, max: words}",
        "missing_key",
        'the key "at" is missing',
        "Écrivez-la",
    ),
    "no moment in a source made of another": MadeFault(
        "authors: {count: {different: author}, at: sent_at}",
        "authors: ‸{count: {different: author}}",
        "missing_key",
        'the key "at" is missing',
        "Écrivez-la",
    ),
    "a plan is no moment, even where it is the first": MadeFault(
        "first: sent_at, where",
        "first: planned_on, where",
        "missing_key",
        'the key "at" is missing',
        "Écrivez-la",
    ),
    "an unknown moment": MadeFault(
        _AFTER,
        "at: ‸nope}",
        "unknown_column",
        '"nope" is not a column of replies',
        "n’est pas une colonne de replies",
    ),
    "a planned moment": MadeFault(
        _AFTER,
        "at: ‸planned_on}",
        "contradiction",
        "a plan does not say when a row happened",
        "quand une ligne a eu lieu",
    ),
    "a moment that is a number": MadeFault(
        _AFTER,
        "at: ‸words}",
        "wrong_column_type",
        '"words" of replies is of type integer, and "at" needs a date. Columns that fit: sent_at, sent_on.',
        "demande une date",
    ),
    "a personal moment": MadeFault(
        _AFTER, "at: ‸number}", "personal_column", "may be matched by and counted, nothing else", "rien d’autre"
    ),
    "an unknown bound": MadeFault(
        _AFTER,
        "after: ‸sent_at}",
        "unknown_column",
        '"sent_at" is not a column of tickets. Did you mean "opened_at"?',
        "n’est pas une colonne de tickets",
    ),
    "a bound that is a number": MadeFault(
        _AFTER,
        "after: ‸size}",
        "wrong_column_type",
        '"size" of tickets is of type integer, and "after" needs a date. Columns that fit: opened_at, due_on.',
        "demande une date",
    ),
    "a personal bound": MadeFault(
        _AFTER, "before: ‸caller}", "personal_column", '"caller" is personal', "est personnelle"
    ),
    "a bound that is the column itself": MadeFault(
        _AFTER, "after: ‸replied_at}", "bad_order", '"replied_at" stands below', "se trouve plus bas"
    ),
    "within of nothing": MadeFault(
        _AFTER,
        "‸within: 2 heures}",
        "missing_key",
        '"within" says how long after "after", or before "before"',
        "dit combien de temps",
    ),
    "within of both": MadeFault(
        _AFTER,
        "after: opened_at, before: due_on, ‸within: 2 heures}",
        "contradiction",
        'Remove "within", or one of the two',
        "bornent déjà le temps",
    ),
    "within in opening hours": MadeFault(
        _AFTER,
        "after: opened_at, within: ‸2 heures ouvrées}",
        "bad_unit",
        '"2 heures ouvrées" runs in opening hours',
        "se compte en heures d’ouverture",
    ),
    "hours over a bound that is a date": MadeFault(
        _AFTER,
        "after: due_on, within: ‸2 heures}",
        "limit_needs_time",
        '"2 heures" is counted in hours, and due_on holds dates without a time',
        "due_on contient des dates sans heure",
    ),
    "hours over rows of a day": MadeFault(
        _AFTER,
        "at: sent_on, after: opened_at, within: ‸2 heures}",
        "limit_needs_time",
        "sent_on holds dates without a time",
        "sent_on contient des dates sans heure",
    ),
    "after, where nothing has a date": MadeFault(
        _SEGMENT,
        "match: {customer: customer_id}, first: segment, ‸after: opened_at}",
        "missing_key",
        '"customers" has no column of dates',
        "n’a pas de colonne de dates",
    ),
    "a look-up after something": MadeFault(
        _SEGMENT,
        "match: {customer: customer_id}, only: segment, ‸after: opened_at}",
        "key_not_allowed",
        '"after" does not go with only. Remove it.',
        "ne va pas avec only. Retirez cette clé.",
    ),
    "a look-up at some time": MadeFault(
        _SEGMENT,
        "match: {customer: customer_id}, only: segment, ‸at: opened_at}",
        "key_not_allowed",
        '"at" does not go with only',
        "ne va pas avec only",
    ),
    "the greatest after something": MadeFault(
        "sum: words, at: sent_at",
        "max: words, at: sent_at, ‸after: opened_at",
        "key_not_allowed",
        '"after" does not go with max',
        "ne va pas avec max",
    ),
    "different cells before something": MadeFault(
        "sum: words, at: sent_at",
        "count: {different: words}, at: sent_at, ‸before: due_on",
        "key_not_allowed",
        '"before" does not go with count: {different: ...}',
        "ne va pas avec count",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_in_both_languages(tmp_path: Path, fault: MadeFault) -> None:
    """A time that cannot be looked at is told once, where it stands."""
    wrong = fault.wrong
    if "‸" not in wrong:
        # The key that is missing is missed where the column begins.
        fault = fault._replace(
            written=f"replied_at: {{from: replies, match: ticket_id, {fault.written}",
            wrong=f"replied_at: ‸{{from: replies, match: ticket_id, {wrong}",
        )
    require_one_line(tmp_path, fault)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("first: sent_at", "sent_at"),
        ("max: sent_at", "sent_at"),
        ("first: author, at: sent_on", "sent_on"),
        ("first: sent_on, at: sent_at", "sent_at"),
    ],
)
def test_a_row_happens_when_at_says_or_else_at_the_date_that_is_taken(tmp_path: Path, written: str, at: str) -> None:
    """The column of first, last, min or max says so where it holds dates that are no plans."""
    text = MADE.replace("first: sent_at, where: {author: agent}, after: opened_at", written, 1)
    rules = load_text(tmp_path, text.replace("to: replied_at, limit: 4 heures", "to: due_on, limit: 2 mois"))
    assert rules.sources["tickets"].made_columns["replied_at"].at == at


def test_a_row_happens_when_it_was_written_where_nothing_else_says(tmp_path: Path) -> None:
    """The order of the other source is the default."""
    ordered = MADE.replace(
        "    key: [ticket_id, sent_at]\n", "    key: [ticket_id, sent_at]\n    order_by: sent_at\n", 1
    )
    rules = load_text(tmp_path, ordered.replace("sum: words, at: sent_at", "sum: words", 1))
    assert rules.sources["tickets"].made_columns["length"].at == "sent_at"
    assert rules.sources["tickets"].made_columns["segment"].at is None


def test_columns_that_fit_are_named_or_said_to_be_none() -> None:
    """As advice behind what is refused."""
    assert columns_that_fit(["sent_at", "sent_on"], "replies") == "Columns that fit: sent_at, sent_on."
    assert in_language(columns_that_fit([], "replies"), "fr") == "Aucune colonne de replies ne convient."
