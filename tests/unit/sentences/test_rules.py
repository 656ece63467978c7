from __future__ import annotations

from gpj_kpi.rules.text.faults import nearest, shown
from gpj_kpi.sentences import rules
from gpj_kpi.sentences.sentence import in_language, say


def test_an_unknown_zone_is_said_in_both_languages() -> None:
    """What was read, the edition, and the nearest name stand in both."""
    advice = nearest("Europe/Pariss", ["Europe/Paris", "Asia/Tokyo"])
    told = say(rules.UNKNOWN_ZONE, zone=shown("Europe/Pariss"), edition="2026f", advice=advice)
    assert told == '"Europe/Pariss" is not a time zone of the IANA list (2026f). Did you mean "Europe/Paris"?'
    assert in_language(told, "fr") == (
        "«\u00a0Europe/Pariss\u00a0» n’est pas un fuseau horaire de la liste de l’IANA (2026f). "
        "Vouliez-vous écrire «\u00a0Europe/Paris\u00a0»\u00a0?"
    )


def test_what_was_read_is_shown_in_both_languages() -> None:
    """Values that are no text have their names."""
    values: tuple[object, ...] = (None, {}, [], "x", True, 3)
    found = [in_language(shown(value), "fr") for value in values]
    assert found == ["rien", "un groupe de clés", "une liste", "«\u00a0x\u00a0»", "true", "3"]


def test_what_a_personal_column_may_be_is_said_in_both_languages() -> None:
    """The column, what it may be, and what to do."""
    told = say(rules.PERSONAL, column=shown("caller"))
    assert told == (
        '"caller" is personal: its different cells may be counted, rows may be matched by it, and nothing else. '
        "Use another column, or correct its declaration."
    )
    assert "«\u00a0caller\u00a0» est une donnée personnelle\u00a0: on peut compter" in in_language(told, "fr")
