"""What is added up, divided, weighed and scored: nothing is left out, or weighs too much, without a word."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, Line

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  slots:
    label: Demi-heures
    files: slots*.csv
    key: id
    max_rejected: 100%
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      offered: {header: offered, type: integer}
      answered: {header: answered, type: integer}
      wait: {header: wait, type: number, unit: minutes}
      site: {header: site, type: text}
      note: {header: note, type: integer, scores: {"4 : Satisfait": 4, "1 : Déçu": 1, "2": 3}}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: offered, label: Offerts, source: slots, period_by: day,
         measure: {kind: sum, of: offered}}
      - {id: rate, label: Taux, source: slots, period_by: day,
         measure: {kind: ratio, of: answered, over: offered}}
      - {id: wait, label: Attente, source: slots, period_by: day,
         measure: {kind: ratio, of: wait, over: answered}, target: "< 20 secondes"}
      - {id: per, label: Pour cent, source: slots, period_by: day,
         measure: {kind: ratio, of: answered, over: offered, unit: pour 100 appels}}
      - {id: balance, label: Solde, source: slots, period_by: day,
         measure: {kind: balance, for: {note: 4}, against: {note: 1}}}
      - {id: weighed, label: Part, source: slots, period_by: day,
         measure: {kind: share, of: {note: 4}, weight: {by: site, nord: 3, sud: "0,5"}}}
      - {id: lost, label: Manqués, source: slots, period_by: day,
         measure: {kind: share, of: {note: ">= 3"}, rate: missed}, target: "< 2%"}
      - {id: note, label: Note, source: slots, period_by: day,
         measure: {kind: mean, value: note}}
      - {id: pace, label: Appels par minute, source: slots, period_by: day,
         measure: {kind: ratio, of: answered, over: wait}}
"""
# The rates of the half hours are 95 %, 75 % and 100 %; one has no call, and one nothing to tell how many were offered.
SLOTS = """id;day;offered;answered;wait;site;note
1;2008-03-03;40;38;10;nord;4 : Satisfait
2;2008-03-03;60;45;12.5;sud;1 : Déçu
3;2008-03-04;10;10;0.5;sud;4 : Satisfait
4;2008-03-04;0;0;0;est;4 : Satisfait
5;2008-03-04;;7;;nord;2
6;2008-03-04;-5;1;1;;
7;2008-03-04;1;1;1;nord;2 : Neutre
"""


def _refused(old: str, new: str, says: list[str], says_fr: list[str]) -> Line:
    assert old in RULES
    return Line(rules=RULES.replace(old, new, 1), files={"slots.csv": SLOTS}, status=3, says=says, says_fr=says_fr)


LINES = {
    "14.2 amounts of half hours": Line(
        rules=RULES,
        files={"slots.csv": SLOTS},
        engines=EVERY_ENGINE,
        figures={
            "offered": "=105",  # the cell of row 5 is empty
            "rate": "93/110",  # neither the mean of rates, nor row 5 or 6
            "wait": "1440/94 met",  # 24 minutes over 94 calls; the wait of row 5 is empty
            "pace": "94/24",  # by minutes, as the cells show them: no second is counted
            "per": "93/110 <84.55 >=84.54",
            "balance": "2/5 =40",
            "weighed": "3.5/7",  # nord 3 and sud 0.5 of nord 6 and sud 1
            "lost": "1/6 missed",
            "note": "16/5 =3.2",
        },
        says=["not one of the declared values", "Expected: 4 : Satisfait, 1 : Déçu, 2. Correct the cell or `scores:`"],
    ),
    "14.2 a sum of texts": _refused(
        "of: offered}",
        "of: site}",
        ["line 25", '"site" is a column of type text, and what is added up needs an integer or number column'],
        ["«\u00a0site\u00a0» est une colonne de type text", "Colonnes qui conviennent"],
    ),
    "14.2 a ratio in per cent": _refused(
        "unit: pour 100 appels",
        "unit: pour cent appels",
        ["line 31", "not a unit of a ratio"],
        ["n’est pas une unité de rapport", "«\u00a0pour 100 dossiers\u00a0»"],
    ),
    "14.2 a time against a number": _refused(
        'target: "< 20 secondes"',
        'target: "< 20"',
        ["line 29", "this ratio gives a length of time"],
        ["donne une longueur de temps"],
    ),
    "14.2 for and against alike": _refused(
        "against: {note: 1}",
        "against: {note: 4}",
        ["line 33", "is for and that it is against"],
        ["est pour et qu’il est contre"],
    ),
    "14.2 a negative weight": _refused(
        "nord: 3", "nord: -3", ["line 35", "a weight is not negative"], ["une pondération n’est pas négative"]
    ),
    "14.2 weights of the missed": _refused(
        'sud: "0,5"}}',
        'sud: "0,5"}, rate: missed}',
        ["line 35", "some have no weight"],
        ["dont certains n’ont pas de pondération"],
    ),
    "14.2 a score off its scale": _refused(
        "type: integer, scores",
        "type: integer, scale: [1, 3], scores",
        ["line 18", "4 is outside the scale from 1 to 3"],
        ["4 est hors de l’échelle de 1 à 3"],
    ),
    "14.2 a score of nothing": _refused(
        '"1 : Déçu": 1', '"1 : Déçu": 1, "": 0', ["line 18", "never found"], ["ne se trouve jamais"]
    ),
}
