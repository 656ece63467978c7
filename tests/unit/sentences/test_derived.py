"""What is said of columns made of other rows, and of sources made of another."""

from __future__ import annotations

from gpj_kpi.rules.text.faults import shown
from gpj_kpi.sentences import derived
from gpj_kpi.sentences.sentence import in_language, say


def test_a_look_up_by_what_is_no_key_is_said_in_both_languages() -> None:
    """The key, the columns that were named, and what to do."""
    told = say(derived.MATCH_IS_NO_KEY, source="customers", key="customer_id", match="segment")
    assert told == (
        "the key of customers is customer_id. By segment, several of its rows may match one case. "
        "Match the key, or write first or last instead of only."
    )
    assert in_language(told, "fr") == (
        "la clé de customers est customer_id. Par segment, plusieurs de ses lignes peuvent correspondre à un cas. "
        "Appariez la clé, ou écrivez first ou last au lieu de only."
    )


def test_a_row_without_its_moment_is_said_in_both_languages() -> None:
    """Whose row, which column, and what to do."""
    told = say(derived.WITHOUT_DATE, source="replies", cases="tickets", at="sent_at")
    assert told == (
        "this row of replies is in no made column of tickets that goes by sent_at: its sent_at is empty. "
        "Fill in the cell in the export."
    )
    assert in_language(told, "fr") == (
        "cette ligne de replies n’est dans aucune colonne calculée de tickets qui se règle sur sent_at\u00a0: "
        "son sent_at est vide. Remplissez la cellule dans l’export."
    )


def test_a_mapping_is_shown_with_its_braces() -> None:
    """Examples of YAML come out as they are to be written."""
    assert "{number: caller}" in say(derived.EMPTY_MATCH)
    assert "{different: column}" in say(derived.BAD_COUNT, read=shown(3))
