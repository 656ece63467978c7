"""What a rule file says of its exports and cannot mean: it is refused in words, and nothing is expected in silence."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, Line

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      at: {header: at, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      closed: {header: closed, type: datetime, format: "%Y-%m-%d %H:%M"}
      visit: {header: visit, type: datetime, format: "%Y-%m-%d %H:%M", planned: true}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: share
        label: Part
        source: calls
        measure: {kind: delay, from: at, to: closed, limit: 48 heures}
        target: 50%
"""
CALLS = (
    "id;at;closed;visit\n"
    "1;2008-03-03 10:00;2008-03-04 10:00;2008-03-05 10:00\n"
    "2;2008-03-04 10:00;2008-03-07 10:00;2008-03-05 11:00\n"
    "3;2008-03-05 10:00;2008-03-06 10:00;2008-03-10 09:00\n"
)


def _expecting(*keys: str) -> str:
    return RULES.replace("    key: id\n", "".join(f"    {key}\n" for key in keys) + "    key: id\n")


def _refused(rules: str, says: list[str], says_fr: list[str]) -> Line:
    return Line(rules=rules, files={"calls.csv": CALLS}, status=3, says=says, says_fr=says_fr)


LINES = {
    "13.2 nothing is expected": _refused(
        _expecting("expects: {}"), ["line 9, column 14", "nothing is expected here"], ["rien n’est attendu ici"]
    ),
    "13.2 a file for each week": _refused(
        _expecting("expects: {file_per: week}"),
        ['"week" is not a kind of period', "month, quarter or year"],
        ["Écrivez mois, trimestre ou année"],
    ),
    "13.2 a case on each day": _refused(
        _expecting("expects: {case_on: every day}"),
        ["every business day, every week or every month"],
        ["chaque jour ouvré, chaque semaine ou chaque mois"],
    ),
    "13.2 rows without a period": _refused(
        _expecting("expects: {rows: 1000}"), ['">= 1000 per month"'], ['">= 1000 par mois"']
    ),
    "13.2 rows with a separator": _refused(
        _expecting("expects: {rows: 1 000 par mois}"),
        ["without separators. Write 1000."],
        ["sans séparateurs. Écrivez 1000."],
    ),
    "13.2 rows from none on": _refused(
        _expecting('expects: {rows: ">= 0 per month"}'), ["from 1 on"], ["un nombre de lignes d’au moins 1"]
    ),
    "13.2 a quiet month in octal": _refused(
        _expecting("expects: {quiet: [010]}"),
        ["010 without quotes is 8 in YAML 1.1 (octal) and 10 in YAML 1.2"],
        ["010 sans guillemets est 8 en YAML 1.1 (octal) et 10 en YAML 1.2"],
    ),
    "13.2 quiet all year": _refused(
        _expecting("expects: {quiet: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}"),
        ["all twelve months are quiet"],
        ["les douze mois sont sans cas"],
    ),
    "13.2 August and July in two digits": Line(
        rules=_expecting("expects: {quiet: [08, 07]}"), command="validate", says=["aucune faute"]
    ),
    "13.2 until before from": _refused(
        _expecting("expects: {case_on: every week, from: 2008-03-01, until: 2008-02-29}"),
        ["until 2008-02-29 lies before from 2008-03-01"],
        ["until 2008-02-29 précède from 2008-03-01"],
    ),
    "13.2 an end of what is not expected": _refused(
        _expecting("expects: {until: 2008-03-31}"),
        ['"until" bounds what is expected, and nothing is'],
        ["borne ce qui est attendu, et rien ne l’est"],
    ),
    "13.2 expected where nobody looks": _refused(
        RULES.replace(
            "commitments:",
            "  notes: {label: N, files: n.csv, key: id, expects: {file_per: year}, "
            "columns: {id: {header: id, type: text, required: true}}}\ncommitments:",
        ),
        ['no indicator uses the source "notes"'],
        ["aucun indicateur n’utilise la source «\u00a0notes\u00a0»"],
    ),
    "13.2 as fresh as a due date": _refused(
        _expecting("fresh: {column: visit}"), ["a mapping is not a length of time"], ["n’est pas une durée"]
    ),
    "13.2 as fresh as two days of any kind": _refused(
        _expecting("fresh: 2 jours"), ["does not say which days are counted"], []
    ),
    "13.3 a plan that ends a case": _refused(
        RULES.replace("to: closed", "to: visit"),
        ['"visit" is planned, and a plan does not say when a case ended'],
        ["«\u00a0visit\u00a0» est une date prévue, et une prévision ne dit pas quand un cas a pris fin"],
    ),
    "13.3 a plan that dates a row": _refused(
        _expecting("order_by: visit"),
        ["a plan does not say when a row was written"],
        ["une prévision ne dit pas quand une ligne a été écrite"],
    ),
    "13.3 a plan of a text": _refused(
        RULES.replace("type: text, required: true", "type: text, required: true, planned: true"),
        ['"planned" has no meaning for a column of type text'],
        [],
    ),
    # The clock runs from the visit: 1 ends before it starts, 2 after 47 hours. The visit of 3 comes after all events,
    # and --as-of does not blank it: the case has not begun.
    "13.3 a clock may start at a plan": Line(
        rules=RULES.replace("from: at, to", "from: visit, to"),
        files={"calls.csv": CALLS.replace("2008-03-06 10:00", "")},
        command="report --year 2008 --by year --as-of 2008-03-08",
        engines=EVERY_ENGINE,
        figures={"share": "1/1 met"},
    ),
    # The third visit lies after as-of, and was known before: an event of that day would be unknown.
    "13.3 a plan after as-of is known": Line(
        rules=RULES.replace(
            "measure: {kind: delay, from: at, to: closed, limit: 48 heures}\n        target: 50%",
            "period_by: at\n        where: {visit: present}\n        measure: {kind: count}",
        ),
        files={"calls.csv": CALLS},
        command="report --year 2008 --by year --as-of 2008-03-08",
        engines=EVERY_ENGINE,
        figures={"share": "=3"},
    ),
}
