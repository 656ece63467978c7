"""What a reader sees: the limit that judged, a target that is not kept, and the days that a figure stands for."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, FILES_ONLY, Line

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  claims:
    label: Dossiers
    files: claims*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      came: {header: came, type: date, format: "%Y-%m-%d", required: true}
      seen: {header: seen, type: date, format: "%Y-%m-%d"}
      due: {header: Prévu le, type: date, format: "%Y-%m-%d"}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: contact
        label: Contact sous 10 jours ouvrés
        source: claims
        measure: {kind: delay, from: came, to: seen, limit: 10 jours ouvrés}
        target: 100%
        tolerance: 60%
"""
# From Monday 3 March 2008 on: after 10 business days 17 March ends; 13 March is the 8th and 14 March the 9th of them.
CLAIMS = """id;came;seen;Prévu le
1;2008-03-03;2008-03-13;2008-03-12
2;2008-03-03;2008-03-14;2008-03-17
3;2008-03-03;2008-03-31;2008-03-14
"""
WHAT_IF = RULES.replace("limit: 10 jours ouvrés", "limit: 8 jours ouvrés")
CHANGED = RULES.replace(
    "target: 100%", "target: 100%\n        versions: [{from: 2008-03-15, limit: 8 jours ouvrés, ref: Charte}]"
)
DUE = RULES.replace("limit: 10 jours ouvrés", "limit: {column: due}")
MARCH = "report --month 2008-03"
NARROW = {"COLUMNS": "72"}
"""A console on which the limit is named, as it has no column of its own."""

LINES = {
    "13.5 a target nearly reached is not kept": Line(
        rules=RULES,
        files={"claims.csv": CLAIMS},
        command=MARCH,
        engines=EVERY_ENGINE,
        figures={"contact": "2/3 near"},
    ),
    "13.5 near is said to be not kept": Line(
        rules=RULES,
        files={"claims.csv": CLAIMS},
        command=MARCH,
        figures={"contact": "2/3 near"},
        says=["not kept, near", "▽ target not kept, but near"],
        says_fr=["non tenu, proche", "▽ objectif non tenu, mais proche"],
    ),
    "13.5 near is not kept in JSON": Line(
        rules=RULES,
        files={"claims.csv": CLAIMS},
        command=f"{MARCH} --format json",
        engines=FILES_ONLY,
        says=['"status": "near", "kept": false }', '"kept": false, "coverage": "partial"'],
    ),
    "13.7 a what-if with 8 days": Line(
        rules=WHAT_IF,
        files={"claims.csv": CLAIMS},
        command=MARCH,
        environment=NARROW,
        figures={"contact": "1/3 missed"},
        says=["limit 8 business days", "target 100%"],
        says_fr=["délai 8 jours ouvrés", "objectif 100"],
        silent=["limit 10", "délai 10"],
    ),
    "13.7 a limit that changes inside the period": Line(
        rules=CHANGED,
        files={"claims.csv": CLAIMS},
        command=MARCH,
        environment=NARROW,
        says=["limit 10 business days → 8 business days", "→ the rule changes inside the period"],
        says_fr=["délai 10 jours ouvrés → 8 jours ouvrés", "→ la règle change dans la période"],
    ),
    "13.7 a due date that comes with the case": Line(
        rules=DUE,
        files={"claims.csv": CLAIMS},
        command=MARCH,
        environment=NARROW,
        figures={"contact": "1/3 missed"},
        says=['limit by the due date "Prévu le"'],
        says_fr=["délai échéance «\u00a0Prévu le\u00a0» incluse"],
    ),
    "13.7 limits in CSV": Line(
        rules=CHANGED,
        files={"claims.csv": CLAIMS},
        command=f"{MARCH} --format csv",
        says=[",10 jours ouvrés; 8 jours ouvrés from 2008-03-15,false,partial,2008-03-03,2008-03-31"],
    ),
    "13.8 columns are added at the end": Line(
        rules=RULES,
        files={"claims.csv": CLAIMS},
        command=f"{MARCH} --format csv",
        engines=FILES_ONLY,
        says=[
            ",published,published_agrees,limit,kept,coverage,covered_from,covered_to ",
            ",10 jours ouvrés,false,partial,2008-03-03,2008-03-31",
        ],
    ),
    "13.8 JSON opens with its form": Line(
        rules=RULES,
        files={"claims.csv": CLAIMS},
        command="report --quarter 2008-Q2 --by quarter --format json",
        engines=FILES_ONLY,
        says=[
            '{ "schema": 2, "tool"',
            '"set_aside": 0, "coverage": [ { "period": "2008-Q2", "coverage": "none", "covered_from": null,',
            '"status": "no_data", "kept": null }',
        ],
    ),
    "13.8 a table says to which day its figures go": Line(
        rules=RULES,
        files={"claims.csv": CLAIMS},
        command="report --year 2008",
        figures={"contact": "2/3 near"},
        says=[
            "~66.7%▽",
            "data from 3 March to 31 March",
            "Q2 – Q4, no data: Dossiers",
            "data is missing",
        ],
        says_fr=[
            "données du\u00a03\u00a0mars au\u00a031\u00a0mars",
            "T2 – T4, sans données\u00a0: Dossiers",
            "des données manquent",
        ],
    ),
}
