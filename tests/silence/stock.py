"""Stock, combined verdicts and ratios of indicators: what would be wrong if it were counted as a flow, or by row."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, Line

HEAD = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  s:
    label: Tickets
    files: "*.csv"
    key: id
    columns:
      id: {header: id, type: text, required: true}
      t: {header: t, type: text}
      a: {header: a, type: datetime, format: "%Y-%m-%d %H:%M"}
      b: {header: b, type: datetime, format: "%Y-%m-%d %H:%M"}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
"""


def _rules(*indicators: str) -> str:
    return HEAD + "".join(f"      - {{{each}, label: x, source: s}}\n" for each in indicators)


ROWS = "id: rows, measure: {kind: delay, from: a, to: b, limit: 2 heures}"
STOCK = _rules(
    "id: open, measure: {kind: open, from: a, to: b}",
    "id: old, measure: {kind: open, from: a, to: b, older_than: 60 jours calendaires}",
    "id: age, measure: {kind: age, from: a, to: b, unit: jours calendaires, statistic: median}",
)
# Two of 2007 are still open in 2008, one of them until 29 February at 24:00; one ends before it starts.
TICKETS = """id;t;a;b
1;x;2007-12-20 09:00;2008-03-01 00:00
2;x;2007-12-31 23:59;
3;y;2008-02-10 09:00;2008-04-01 00:01
4;y;2008-02-10 09:00;2008-02-09 00:01
5;;2008-03-31 10:00;2008-03-31 11:00
"""

LINES = {
    "14.3 what is open at the end of each month": Line(
        files={"s.csv": TICKETS},
        rules=STOCK,
        command="report --quarter 2008-Q1 --by month",
        engines=EVERY_ENGINE,
        figures={
            "open 2008-01": "=2",
            "open 2008-02": "=2",
            "open 2008-03": "=2",
            "open": "=2",
            # On 29 February 2 is 60 days old, which is used up at 24:00.
            "old 2008-02": "=1",
            "old 2008-03": "=1",
            # 60 and 19 days in February; 91 and 50 in March.
            "age 2008-02": "=39.5",
            "age": "=70.5",
        },
    ),
    "14.3 what is open at as-of before the end": Line(
        files={"s.csv": TICKETS},
        rules=STOCK,
        command="report --quarter 2008-Q1 --by month --as-of 2008-02-15",
        figures={"open 2008-01": "=2", "open 2008-02": "=3", "open 2008-03": "no_data none", "age 2008-02": "=46"},
        says=("~3",),
        says_fr=("~3",),
    ),
    "14.3 an age of a unit that a date has not": Line(
        files={"s.csv": TICKETS},
        rules=STOCK.replace('a, type: datetime, format: "%Y-%m-%d %H:%M"', 'a, type: date, format: "%Y-%m-%d"').replace(
            "unit: jours calendaires", "unit: heures"
        ),
        status=3,
        says=("an age in heures", "a is a date column"),
    ),
    "14.3 a stock by another date": Line(
        files={"s.csv": TICKETS},
        rules=_rules("id: open, measure: {kind: open, from: a, to: b}, period_by: b"),
        status=3,
        says=("Remove period_by",),
        says_fr=("Supprimez period_by",),
    ),
    "14.3 a stock by its own start": Line(
        files={"s.csv": TICKETS},
        rules=_rules("id: age, measure: {kind: age, from: a, to: b, statistic: mean}, period_by: a"),
        status=3,
        says=("period_by", '"a" is its start', "Remove period_by"),
        says_fr=("Supprimez period_by",),
    ),
    "14.2 one verdict of all rows of a key": Line(
        files={"s.csv": TICKETS},
        rules=_rules(
            "id: all, measure: {kind: combined, of: rows, by: t, met_if: all}",
            "id: any, measure: {kind: combined, of: rows, by: t, met_if: any}",
            ROWS,
        ),
        command="report --from 2007-01-01 --to 2008-12-31",
        engines=EVERY_ENGINE,
        # x: late and overdue; y: late and invalid; 5 has no key, and would be met.
        figures={"rows": "1/4", "all": "0/2", "any": "0/2"},
    ),
    "14.2 rows of a mean have no verdict": Line(
        files={"s.csv": TICKETS},
        rules=_rules(
            "id: all, measure: {kind: combined, of: rows, by: t, met_if: all}",
            "id: rows, period_by: a, measure: {kind: count}",
        ),
        status=3,
        says=('"rows" is a count', "a delay or a share"),
        says_fr=("est de type count, et les lignes d’un verdict combiné",),
    ),
    "14.2 weights of rows are dropped by a combined verdict": Line(
        files={"s.csv": TICKETS},
        rules=_rules(
            "id: all, measure: {kind: combined, of: rows, by: t, met_if: all}",
            "id: rows, period_by: a, measure: {kind: share, of: {b: present}, weight: {by: t, x: 2, y: 1}}",
        ),
        status=3,
        says=('"rows" weighs its rows', "without weight"),
        says_fr=("pondère ses lignes",),
    ),
    "14.2 a ratio of two indicators": Line(
        files={"s.csv": TICKETS},
        rules=_rules(
            "id: r, measure: {kind: ratio, of: {indicator: x}, over: {indicator: n}}",
            "id: n, period_by: a, measure: {kind: count}",
            "id: x, period_by: a, where: {t: x}, measure: {kind: count}",
        ),
        command="report --from 2007-01-01 --to 2008-12-31 --by year --indicator r",
        engines=EVERY_ENGINE,
        figures={"r": "2/5", "r 2008": "0/3", "r 2007": "2/2"},
    ),
    "14.2 a ratio of a ratio": Line(
        files={"s.csv": TICKETS},
        rules=_rules(
            "id: r, measure: {kind: ratio, of: {indicator: r}, over: {indicator: n}}",
            "id: n, period_by: a, measure: {kind: count}",
        ),
        status=3,
        says=('"r" is a ratio', "count or sum"),
        says_fr=("est de type ratio, et un rapport d’indicateurs",),
    ),
}
