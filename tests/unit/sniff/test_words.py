from __future__ import annotations

from collections.abc import Callable

import pytest

from gpj_kpi.sniff.words import (
    footer_beginning,
    is_null_word,
    is_short_code,
    is_total,
    names_a_birth,
    names_a_case,
    names_a_category,
    names_a_date,
    names_a_duration,
    names_a_key,
    names_a_moment,
    names_a_person,
    names_a_place_or_quantity,
    names_an_amount,
    names_an_id_alone,
    names_codes,
    names_free_text,
    numbers_a_person,
    plain,
    words_of,
    zone_named,
)


@pytest.mark.parametrize(
    ("names", "yes", "no"),
    [
        (names_a_case, ["N° dossier", "Référence", "caseId"], ["Canal", "Note"]),
        (names_a_key, ["N° dossier", "SIRET", "Ticket"], ["Code postal", "Nombre de dossiers", "Code agence"]),
        (names_a_place_or_quantity, ["Code postal", "Montant", "Pays"], ["Dossier"]),
        (names_a_date, ["Date de réception", "Reçu le", "Timestamp"], ["Nombre de jours", "Le", "Type de date"]),
        (
            names_a_moment,
            ["created_at", "Clos le", "Closed", "Timestamp", "DT_RECEPTION", "Ouverture"],
            ["Wait time", "Durée", "Time spent", "Canal", "Temps de clôture"],
        ),
        (
            names_a_duration,
            ["Durée", "wait_ms", "Temps d'attente"],
            ["Nombre d'attentes", "Temps d'attente note", "Canal"],
        ),
        (names_an_id_alone, ["number", "N°", "ticket_id", "ID"], ["N° dossier", "Canal", ""]),
        (is_total, ["Total", "Totals", "Sous-totaux", "Grand total :"], ["Total Énergies", "Totalement", "T"]),
        (names_an_amount, ["Montant TTC", "Coût"], ["Nombre de montants", "N° de facture"]),
        (names_codes, ["N° de poste", "SIREN", "Code postal"], ["Montant"]),
        (
            names_a_person,
            ["Nom de l'assuré", "E-mail", "Gestionnaire", "Traité par"],
            ["Nom du produit", "Nombre d'agents"],
        ),
        (numbers_a_person, ["N° sociétaire", "Code client"], ["N° de téléphone", "Nom du client", "N° dossier"]),
        (names_a_category, ["Statut", "Nom du produit", "Ville"], ["Nom", "Dossier"]),
        (names_a_birth, ["Date de naissance", "birthdate"], ["Date de réception"]),
        (names_free_text, ["Commentaires", "Verbatim"], ["Comment est-ce que", "Note"][1:]),
        (is_null_word, ["NULL", "n.c.", "Néant", "#N/A", "-"], ["fax", "nul", ""]),
        (is_short_code, ["NA", "FRA"], ["Na", "NATO", "N1"]),
    ],
)
def test_a_heading_is_known_by_its_words(names: Callable[[str], bool], yes: list[str], no: list[str]) -> None:
    """Whole words, without case and accents."""
    assert [text for text in yes if not names(text)] == []
    assert [text for text in no if names(text)] == []


def test_words_are_compared_without_case_and_accents() -> None:
    """Ligatures are spelled out, and capitals within a word begin one."""
    assert plain("Œuvre N°2 Étés") == "oeuvre n°2 etes"
    assert words_of("CaseId N°dossier") == ["case", "id", "no", "dossier"]


@pytest.mark.parametrize(
    ("line", "beginning"),
    [
        ("Total général : 12", "Total général"),
        ("Édité le 31/03/2008", "Édité le"),
        ("-----", "-----"),
        ("Source : SI Sinistres", "Source :"),
        ("D0104632", None),
        ("Totalement faux", None),
        ("Totals", "Totals"),
        ("Subtotal 2008", "Subtotal"),
        ("Totaux généraux", "Totaux généraux"),
        ("Averages", "Averages"),
    ],
)
def test_a_footer_gives_itself_away_by_its_first_words(line: str, beginning: str | None) -> None:
    """They are given as they are written."""
    assert footer_beginning(line) == beginning


@pytest.mark.parametrize(
    ("heading", "zone"),
    [
        ("Created (UTC)", "UTC"),
        ("created_at_utc", "utc"),
        ("openedGMT", "GMT"),
        ("Heure Zulu", "Zulu"),
        ("Closed [CET]", "CET"),
        ("Closed (Europe/Paris)", "Europe/Paris"),
        ("Est clos", None),
        ("EST CLOS", None),
        ("Outcome", None),
        ("Client/Agence", None),
    ],
)
def test_a_zone_is_known_by_its_name(heading: str, zone: str | None) -> None:
    """Short names of zones stand in brackets: some are words."""
    assert zone_named(heading) == zone
