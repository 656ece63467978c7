"""Calendars: houses without public holidays, nights, and what could not be said of days and hours."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, Line

RULES = """
version: 1
organisation: Essai
language: en
time_zone: Europe/Paris
calendar:
  country: FR
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      at: {header: at, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      closed: {header: closed, type: datetime, format: "%Y-%m-%d %H:%M"}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: share
        label: Part
        source: calls
        period_by: at
        measure: {kind: delay, from: at, to: closed, limit: 1 jour ouvré}
        target: 95%
"""


def _calendar(*keys: str) -> str:
    return RULES.replace("  country: FR\n", "".join(f"  {key}\n" for key in keys))


COUNTRIES = {
    # Thursday 1 May 2008 is a day like any other: due that evening. Saturday 3 May and Sunday are not.
    "12 a house without public holidays": Line(
        rules=_calendar("country: none"),
        files={
            "calls.csv": "id;at;closed\n"
            "1;2008-04-30 10:00;2008-05-01 23:59\n"
            "2;2008-04-30 10:00;2008-05-02 00:00\n"
            "3;2008-05-02 10:00;2008-05-05 23:59\n"
        },
        engines=EVERY_ENGINE,
        figures={"share": "2/3 missed"},
    ),
    "12 a deadline without public holidays": Line(
        rules=_calendar("country: none"),
        command="deadline 2008-04-30 '2 jours ouvrés'",
        says=["Friday 2 May 2008, 24:00", "No day is a public holiday (country: none)."],
        says_fr=["vendredi 2 mai 2008", "Aucun jour n’est férié (country: none)."],
    ),
    "12 a year without public holidays": Line(
        rules=_calendar("country: none"),
        command="calendar 2008",
        # 366 days from a Tuesday on: 262 from Monday to Friday, and 52 Saturdays.
        says=["262 business days", "314 jours ouvrables", "Public holidays: none (country: none)"],
        says_fr=["262 jours ouvrés", "Jours fériés\u00a0: aucun (country: none)"],
    ),
    "12 a subdivision of no country": Line(
        rules=_calendar("country: none", 'subdivision: "57"'),
        command="deadline 2008-04-30 '2 jours ouvrés'",
        status=3,
        says=["line 8, column 3", "country is none"],
        says_fr=["country vaut none"],
    ),
    "12 the code UK": Line(
        rules=_calendar("country: UK"),
        command="deadline 2008-04-30 '2 jours ouvrés'",
        status=3,
        says=["line 7, column 12", '"UK" is not the code of ISO 3166', "Write GB."],
        says_fr=["n’est pas le code ISO 3166", "Écrivez GB."],
    ),
    "12 the code EL": Line(rules=_calendar("country: EL"), command="validate", status=3, says=["Write GR."]),
    "12 a country in words": Line(
        rules=_calendar("country: France"), command="validate", status=3, says=["e.g. FR, or none for a house without"]
    ),
    "12 the code that is advised": Line(rules=_calendar("country: GB"), command="validate"),
}
LINES = {**COUNTRIES}
