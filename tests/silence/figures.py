"""What is counted: lengths of time in their unit, what was known at as-of, and the mean of a column of times."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, ONE_ENGINE, Line

CALLS = """
version: 1
organisation: Essai
language: en
time_zone: Europe/Paris
sources:
  calls:
    label: Appels
    files: calls.csv
    delimiter: ","
    key: id
    columns:
      id: {header: id, type: text, required: true}
      offered: {header: offered, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      outcome: {header: outcome, type: text}
      wait: {header: Attente, type: integer}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: quick
        label: Vite
        source: calls
        period_by: offered
        measure: {kind: delay, elapsed: wait, done: {outcome: answered}, limit: 60 secondes}
"""


def with_unit(unit: str, type_: str = "integer") -> str:
    """Give the rules of calls whose wait has a unit."""
    return CALLS.replace("type: integer", f"type: {type_}, unit: {unit}")


def calls(*waits: object, outcome: str = "answered") -> str:
    """Give an export of one call for each wait, on the third of March 2008 and a minute apart."""
    rows = [f"{number},2008-03-03 10:{number % 60:02},{outcome},{wait}" for number, wait in enumerate(waits)]
    return "\n".join(["id,offered,outcome,Attente", *rows, ""])


IN_MINUTES = {"calls.csv": calls(*[1] * 8, *[2] * 22)}

LINES = {
    "04 a column of minutes": Line(
        rules=with_unit("minutes"),
        files=IN_MINUTES,
        engines=EVERY_ENGINE,
        figures={"quick": "8/30"},
        silent=["read as seconds", "declared unit"],
    ),
    "04 no unit": Line(
        rules=CALLS,
        files=IN_MINUTES,
        engines=EVERY_ENGINE,
        figures={"quick": "30/30"},
        says=["no unit is declared: they were read as seconds"],
        says_fr=["aucune unité n’est déclarée\u00a0: elles ont été lues en secondes"],
    ),
    "04 no unit, on the face": Line(
        rules=CALLS,
        files=IN_MINUTES,
        engines=ONE_ENGINE,
        says=["times without a declared unit, read as seconds: Appels (Attente)\u00a01"],
        says_fr=["durées sans unité déclarée, lues en secondes\u00a0: Appels (Attente)\u00a01"],
    ),
    "04 thousandths of milliseconds": Line(
        rules=with_unit("Millisecondes", "number"),
        files={"calls.csv": calls("60000", "60000.000001", "59999.999999")},
        engines=EVERY_ENGINE,
        figures={"quick": "2/3"},
        silent=["read as seconds"],
    ),
    "04 hours with decimals": Line(
        rules=with_unit("heures", "number"),
        files={"calls.csv": calls("0.016666", "0.016667", "999999999.999999")},
        engines=EVERY_ENGINE,
        # 59.9976 s, 60.0012 s, and a cell of more than any wait lasts, which cannot be judged
        figures={"quick": "1/2"},
    ),
    "04 a unit that can be misread": Line(
        rules=with_unit("mn"),
        files=IN_MINUTES,
        engines=EVERY_ENGINE,
        status=3,
        says=['"mn" is not a unit of a column'],
        says_fr=["n’est pas une unité de colonne"],
    ),
    "04 a unit of texts": Line(
        rules=with_unit("minutes", "text"), files=IN_MINUTES, status=3, says=['"unit" has no meaning']
    ),
    "04 a percentage of minutes": Line(
        rules=with_unit("minutes, percent: true", "number"),
        files=IN_MINUTES,
        status=3,
        says=["a length of time is no percentage"],
        says_fr=["une durée n’est pas un pourcentage"],
    ),
}
