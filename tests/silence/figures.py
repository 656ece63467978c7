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

HISTORY = """
version: 1
organisation: Essai
language: en
time_zone: Europe/Paris
sources:
  states:
    label: États
    files: states.csv
    delimiter: ","
    key: id
    order_by: written
    columns:
      id: {header: id, type: text, required: true}
      opened: {header: opened, type: date, format: "%Y-%m-%d", required: true}
      written: {header: written, type: datetime, format: "%Y-%m-%d %H:%M"}
      closed: {header: closed, type: date, format: "%Y-%m-%d"}
      score: {header: score, type: integer, known_at: closed}
      mood: {header: mood, type: text, known_at: closed}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: closed
        label: Fermés
        source: states
        measure: {kind: delay, from: opened, to: closed, limit: 5 jours calendaires}
      - id: score
        label: Note
        source: states
        period_by: opened
        measure: {kind: mean, value: score}
      - id: happy
        label: Contents
        source: states
        period_by: opened
        measure: {kind: share, of: {mood: good}}
      - id: cases
        label: Cas
        source: states
        period_by: opened
        measure: {kind: count}
"""
AS_OF = "report --month 2008-03 --as-of 2008-03-10"
# Of A, three rows; it was reopened after as-of. B has one row, written after as-of. C has no date of writing.
STATES = {
    "states.csv": "id,opened,written,closed,score,mood\n"
    "A,2008-03-03,2008-03-03 09:00,,,\n"
    "A,2008-03-03,2008-03-10 23:59,2008-03-05,4,good\n"
    "A,2008-03-03,2008-03-11 00:01,,1,bad\n"
    "B,2008-03-03,2008-03-20 09:00,2008-03-04,5,good\n"
    "C,2008-03-04,,2008-03-20,2,bad\n"
    "C,2008-03-04,,2008-03-20,2,bad\n"
}
PAUSED = (
    HISTORY.replace(
        "commitments:",
        """  pauses:
    label: Pauses
    files: pauses.csv
    delimiter: ","
    key: pause
    order_by: written
    columns:
      pause: {header: pause, type: text, required: true}
      case: {header: case, type: text, required: true}
      since: {header: since, type: date, format: "%Y-%m-%d", required: true}
      until: {header: until, type: date, format: "%Y-%m-%d"}
      written: {header: written, type: date, format: "%Y-%m-%d"}
commitments:""",
    )
).replace(
    "limit: 5 jours calendaires}",
    "limit: 5 jours calendaires, pauses: {source: pauses, case: case, from: since, to: until}}",
)
WITH_REASONS = PAUSED.replace("      since: {", "      why: {header: why, type: text}\n      since: {")

MEAN_WAIT = """
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
      offered: {header: offered, type: datetime, format: "%%Y-%%m-%%d %%H:%%M", required: true}
      outcome: {header: outcome, type: text}
      wait: {header: Attente, type: integer, unit: secondes}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: mean
        label: Attente
        source: calls
        period_by: offered
        measure: {kind: duration, elapsed: wait, %s}
        target: "< 10 secondes"
        versions: [{from: 2008-04-01, target: 20 secondes, ref: p. 2}]
"""
WAITS = {
    "calls.csv": "id,offered,outcome,Attente\n"
    "1,2008-03-03 10:00,answered,4\n"
    "2,2008-03-03 10:01,answered,8\n"
    "3,2008-03-03 10:02,HANG,100\n"
    "4,2008-04-03 10:03,answered,15\n"
    "5,2008-04-03 10:04,HANG,\n"
}


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
        says=["times without a declared unit, read as seconds: Appels (Attente)"],
        says_fr=["durées sans unité déclarée, lues en secondes\u00a0: Appels (Attente)"],
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
    "13 rows written after as-of": Line(
        rules=HISTORY,
        files=STATES,
        command=AS_OF,
        engines=EVERY_ENGINE,
        # A was closed by its second row. B is not known yet. C is overdue on the 9th, and its answer comes later.
        figures={"closed": "1/2", "score": "4/1", "happy": "1/1", "cases": "=2"},
        says=["cases of which every row was written after as-of, by `order_by`: 1. They are not known then"],
        says_fr=[
            "cas dont toutes les lignes ont été écrites après la date d’arrêté, d’après `order_by`\u00a0: 1.",
            "la ligne qui compte est la dernière de celles qui étaient écrites à la date d’arrêté, s’il y en avait",
        ],
    ),
    "13 rows written later, all known": Line(
        rules=HISTORY,
        files=STATES,
        command="report --month 2008-03 --as-of 2008-03-31",
        # A is open again and overdue, B was closed in time, C late.
        figures={"closed": "1/3", "score": "8/3", "happy": "1/3", "cases": "=3"},
        silent=["every row was written after as-of"],
    ),
    "13 rows of all times without as-of": Line(
        rules=HISTORY,
        files=STATES,
        command="report --month 2008-03",
        engines=EVERY_ENGINE,
        figures={"closed": "1/3", "score": "8/3", "happy": "1/3", "cases": "=3"},
    ),
    "13 a pause written after as-of": Line(
        rules=PAUSED,
        files={
            **STATES,
            # Two days of pause, of which the row of the 8th knows, and which the row of the 12th makes ten.
            "pauses.csv": "pause,case,since,until,written\n"
            "p,C,2008-03-05,2008-03-07,2008-03-08\n"
            "p,C,2008-03-05,2008-03-15,2008-03-12\n"
            "q,C,2008-03-08,2008-03-09,2008-03-12\n",
        },
        command="report --month 2008-03 --as-of 2008-03-11",
        engines=EVERY_ENGINE,
        # C is due on the 11th at 24:00; the row of the 12th would make that the 19th, and q one day more.
        figures={"closed": "0/2"},
    ),
    **{
        f"13 known at, of pauses: {column}": Line(
            rules=WITH_REASONS.replace(written, written.replace("type: text", "type: text, known_at: written")),
            files=STATES,
            command=AS_OF,
            status=3,
            says=[f"sources.pauses.columns.{column}.known_at: ", "`order_by:` of source pauses"],
            says_fr=[f"sources.pauses.columns.{column}.known_at : ", "`order_by:` de la source pauses"],
        )
        for column, written in {
            "case": "case: {header: case, type: text",
            "why": "why: {header: why, type: text",
        }.items()
    },
    "13 known at a number": Line(
        rules=HISTORY.replace("type: text, known_at: closed", "type: text, known_at: score"),
        files=STATES,
        command=AS_OF,
        status=3,
        says=['"score" is a column of type integer, and a cell becomes known at a date'],
        says_fr=["une cellule est connue à partir d’une date"],
    ),
    "13 a key known later": Line(
        rules=HISTORY.replace("id: {header: id, type: text,", "id: {header: id, type: text, known_at: closed,"),
        files=STATES,
        command=AS_OF,
        status=3,
        says=["it is known with the row itself"],
        says_fr=["elle est connue avec la ligne même"],
    ),
    "14 mean wait of answered calls": Line(
        rules=MEAN_WAIT % "done: {outcome: answered}, statistic: mean",
        files=WAITS,
        command="report --year 2008 --by quarter",
        engines=EVERY_ENGINE,
        # (4 + 8 + 15) / 3 = 9; in the second quarter 15 alone, under a target of its own
        figures={"mean": "27/3 =9 met", "mean 2008-Q1": "12/2 =6 met", "mean 2008-Q2": "15/1 =15 met"},
        silent=["unit_assumed", "read as seconds"],
    ),
    "14 the whole in the scope": Line(
        rules=(MEAN_WAIT % "statistic: mean").replace(
            "source: calls", "source: calls\n        where: {outcome: answered}"
        ),
        files=WAITS,
        figures={"mean": "27/3 =9 met"},
    ),
    "14 every wait": Line(
        rules=MEAN_WAIT % "statistic: mean",
        files=WAITS,
        # 100 s given up: 127 / 4
        figures={"mean": "127/4 missed"},
    ),
    "14 median in milliseconds": Line(
        rules=(MEAN_WAIT % "done: {outcome: answered}, statistic: median").replace("secondes", "millisecondes", 1),
        files=WAITS,
        engines=EVERY_ENGINE,
        figures={"mean": "=0.008 met"},
    ),
    "14 percentile in minutes": Line(
        rules=(MEAN_WAIT % "done: {outcome: answered}, statistic: percentile 95").replace("secondes", "minutes", 1),
        files=WAITS,
        engines=EVERY_ENGINE,
        figures={"mean": "=900 missed"},
    ),
    "14 no unit": Line(
        rules=(MEAN_WAIT % "statistic: mean").replace(", unit: secondes", "", 1),
        files=WAITS,
        figures={"mean": "127/4"},
        says=["no unit is declared: they were read as seconds"],
    ),
    "14 a wait that ends after as-of": Line(
        rules=MEAN_WAIT % "done: {outcome: answered}, statistic: mean",
        files=WAITS,
        command="report --year 2008 --by year --as-of 2008-03-03T10:01:07",
        engines=EVERY_ENGINE,
        # The second call is answered at 10:01:08, and the others begin later.
        figures={"mean": "4/1 met"},
    ),
    "14 a length of time in open hours": Line(
        rules=MEAN_WAIT % "statistic: mean, unit: heures ouvrées",
        files=WAITS,
        status=3,
        says=["heures ouvrées are counted on a calendar"],
        says_fr=["les heures ouvrées se comptent sur un calendrier"],
    ),
    "14 neither ends nor a length": Line(
        rules=(MEAN_WAIT % "statistic: mean").replace("elapsed: wait, ", ""),
        files=WAITS,
        status=3,
        says=['the key "from" is missing: a duration has "from" and "to", or "elapsed"'],
        says_fr=["la clé «\u00a0from\u00a0» manque"],
    ),
}
