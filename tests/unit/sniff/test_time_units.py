from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.sniff.exports import column, require_declared

from gpj_kpi.sniff.time_units import unit_doubt, unit_of

UNITS = {
    "milliseconds": ["wait_ms", "Wait (ms)", "Durée [ms]", "latencyMs", "Attente en millisecondes", "talk_millis"],
    "seconds": [
        "Durée (s)",
        "duration in seconds",
        "wait_seconds",
        "Attente (sec.)",
        "Talk Time Seconds",
        "duree_s",
        "Ring time, s",
    ],
    "minutes": [
        "Attente (min)",
        "Durée en minutes",
        "FirstResponseInMin",
        "Minutes d'attente",
        "Wait [mins]",
        "Minutes",
    ],
    "hours": ["Délai (h)", "Délai (en heures)", "Hours to answer", "elapsed_hours", "Temps passé (heures)"],
}
NO_UNIT = [
    *(
        "Servis sous 20 s",
        "Answered within 20 sec",
        "Calls out of hours",
        "Appels par heures",
        "wait_min",
        "Attente min",
    ),
    *("Heure", "Hour", "Minute", "Second contact", "Lots (5 min)", "Classe_s", "Montant (h.t.)", "Jours", "(%)", ""),
    *("Attente sous 20 s", "Temps d'attente", "Attente hors h", "Wait's"),
    *("Appels (par h)", "Opening hours", "Réponses en heures ouvrées"),
]


@pytest.mark.parametrize(("unit", "heading"), [(unit, each) for unit, headings in UNITS.items() for each in headings])
def test_a_unit_is_read_from_a_heading(unit: str, heading: str) -> None:
    """In brackets, behind in or en, or as the last word."""
    assert unit_of(heading) == unit


@pytest.mark.parametrize("heading", NO_UNIT)
def test_what_may_be_another_thing_is_no_unit(heading: str) -> None:
    """The limit of a share, opening hours, the hour of a day, a least value."""
    assert unit_of(heading) is None


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("wait_min", "minutes, or the least?"),
        ("Durée", "no unit: seconds are read"),
        ("Talk time", "no unit: seconds are read"),
        ("Délai (jours)", "days, which are no `unit`"),
        ("Délai (en j)", "days, which are no `unit`"),
        ("Délai_j", "days, which are no `unit`"),
        *(
            (heading, "no unit: seconds are read")
            for heading in (
                *("Temps d'attente", "Temps d’attente", "TEMPS D'ATTENTE", "Temps_d_attente", "Durée d'appel"),
                *("Délai (d'ouverture)", "Délai d'ouverture", "Handle time", "AHT", "DMT", "ASA", "DMA"),
            )
        ),
        ("Nombre d'attentes", None),
        ("Canal", None),
        ("ID conversation", None),
    ],
)
def test_a_length_of_time_without_a_unit_is_doubted(heading: str, words: str | None) -> None:
    """Seconds are read then."""
    doubt = unit_doubt(heading)
    assert (doubt is None) if words is None else (doubt is not None and words in doubt)


EXPORTS = {
    "whole minutes": column("Attente (min)", "3|12|7", "type: integer, unit: minutes, required: true"),
    "seconds with decimals": column(
        "Attente (s)", "3,5|12,25|7", "type: number, unit: seconds, required: true", "decimal: ','"
    ),
    "no unit": column("Attente", "3|12|7", "type: integer, required: true", comments=("seconds are read",)),
    "times since 1970 have none": column(
        "updated_ms",
        "1202893500000|1202983200000|1203116340000",
        "type: integer, required: true",
        comments=("milliseconds since 1970",),
    ),
    "a percentage has none": column(
        "Attente (min)", "3 %|12 %|7 %", "type: number, percent: true, required: true", "decimal: ','"
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)
