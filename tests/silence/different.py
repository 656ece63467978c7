"""Different cells: a caller is one however often and wherever he calls, and a personal cell is shown nowhere."""

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
    max_rejected: 100%
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      channel: {header: channel, type: text}
      caller: {header: caller, type: text, personal: true}
      number: {header: number, type: integer, personal: true}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: callers, label: Appelants, source: calls, period_by: day, measure: {kind: count, different: caller}}
      - {id: numbers, label: Numéros, source: calls, period_by: day, measure: {kind: count, different: number}}
      - {id: calls, label: Appels, source: calls, period_by: day, measure: {kind: count}}
"""
# Zoé calls in both months, from two exports, written in two ways; call 4 has no caller, call 7 is rejected.
JANUARY = (
    "id;day;channel;caller;number\n1;2008-01-07;tel;Zo\u00e9;06\n2;2008-01-08;web;Ana;7\n3;2008-01-09;tel; Ana ;\n"
)
FEBRUARY = (
    "id;day;channel;caller;number\n4;2008-02-04;tel;;6\n5;2008-02-05;web;Zoe\u0301;+6\n6;2008-02-06;tel;ana;007\n"
    "7;2008-02-31;tel;Bea;8\n"
)
CALLS = {"calls_1.csv": JANUARY, "calls_2.csv": FEBRUARY}
BY_MONTH = {
    "callers": "=3",
    "callers 2008-01": "=2",
    "callers 2008-02": "=2",
    "numbers": "=2",
    "numbers 2008-01": "=2",
    "numbers 2008-02": "=2",
    "calls": "=6",
}
_REFUSED = "report --year 2008"

# Calls 1 and 2 have a complaint of their caller; who complained of call 2 was written down in March only. Nobody knows
# the caller of call 3, which is excluded.
COMPLAINED = RULES.replace(
    "      number: {header: number, type: integer, personal: true}",
    """      complained: {from: complaints, match: caller, any: rows, at: day}
  complaints:
    label: Plaintes
    files: complaints.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      caller: {header: caller, type: text, personal: true, known_at: told}
      told: {header: told, type: date, format: "%Y-%m-%d"}""",
)
COMPLAINED = COMPLAINED[: COMPLAINED.index("      - {id: callers")] + (
    "      - {id: complained, label: Plaintes, source: calls, period_by: day,"
    " measure: {kind: share, of: {complained: true}}}\n"
)
COMPLAINTS = {
    "calls.csv": "id;day;channel;caller\n1;2008-01-07;tel;Ana\n2;2008-01-08;tel;Bea\n3;2008-01-09;tel;\n",
    "complaints.csv": "id;day;caller;told\n1;2008-01-09;Ana;2008-01-09\n2;2008-01-10;Bea;2008-03-03\n3;2008-01-11;;\n",
}

# Nobody calls again after call 2 in seven days; after call 1, call 2 does. Whether anybody does after call 3, of
# 30 January, is known on 6 February only: call 4 does.
AGAIN = (
    RULES[: RULES.index("      channel")]
    + """      caller: {header: caller, type: text, personal: true}
      visit: {header: visit, type: text}
      again: {from: calls, match: caller, any: rows, at: day, after: day, within: 7 jours calendaires}
  visits:
    label: Visites
    cases_of: calls
    by: visit
    columns:
      began: {first: day}
      again: {any: {again: true}, at: day}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: calls, label: Appels, source: calls, period_by: day, where: {again: true}, measure: {kind: count},
         target: "<= 1"}
      - {id: visits, label: Visites, source: visits, period_by: began, measure: {kind: share, of: {again: false}}}
"""
)
AGAIN_CALLS = {
    "calls.csv": "id;day;caller;visit\n1;2008-01-07;Ana;A\n2;2008-01-08;Ana;B\n3;2008-01-30;Bea;C\n4;2008-02-02;Bea;D\n"
}

# Visit B is booked for January, and its only call comes on 30 January.
BOOKED = (
    AGAIN[: AGAIN.index("      again: {from")]
    + """      booked: {header: booked, type: date, format: "%Y-%m-%d"}
  visits:
    label: Visites
    cases_of: calls
    by: [visit, booked]
    columns:
      calls: {count: rows, at: day}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: visits, label: Visites, source: visits, period_by: booked, measure: {kind: count}}
      - {id: calls, label: Appels, source: visits, period_by: booked, measure: {kind: share, of: {calls: 0}}}
"""
)
BOOKED_CALLS = {
    "calls.csv": "id;day;caller;visit;booked\n1;2008-01-07;Ana;A;2008-01-02\n2;2008-01-30;Bea;B;2008-01-03\n",
}

TALKS = (
    AGAIN[: AGAIN.index("      again: {from")]
    + """      talk: {header: talk, type: integer, scale: [0, 9999]}
  visits:
    label: Visites
    cases_of: calls
    by: visit
    columns:
      began: {first: day}
      talk: {sum: talk, at: day}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: talk, label: Paroles, source: visits, period_by: began, measure: {kind: sum, of: talk}, target: ">= 60"}
"""
)

LEGS = (
    AGAIN[: AGAIN.index("      again: {from")]
    + """      by_caller: {from: legs, match: caller, count: rows}
      by_visit: {from: legs, match: visit, count: rows}
  legs:
    label: Tronçons
    files: legs.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      caller: {header: caller, type: text, personal: true}
      visit: {header: visit, type: text}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: legs, label: Tronçons, source: calls, period_by: day, measure: {kind: sum, of: by_caller}}
"""
)

LINES = {
    "14.1 a row that matches no case in two ways is one row": Line(
        rules=LEGS,
        files={"calls.csv": BOOKED_CALLS["calls.csv"], "legs.csv": "id;caller;visit\n1;Ana;A\n2;Zoe;Z\n"},
        command="report --month 2008-01 --by month --as-of 2008-01-31",
        engines=EVERY_ENGINE,
        figures={"legs": "=1"},
        says=("matches no case of calls by caller",),
        silent=("matches no case of calls by visit",),
    ),
    "14.2 a made sum of cells that are never negative is decided before the end": Line(
        rules=TALKS,
        files={"calls.csv": "id;day;caller;visit;talk\n1;2008-01-07;Ana;A;40\n2;2008-01-08;Ana;A;30\n"},
        command="report --month 2008-01 --by month --as-of 2008-01-10",
        engines=EVERY_ENGINE,
        figures={"talk": "=70 met"},
    ),
    "14.1 a row that does not say when it happened": Line(
        rules=BOOKED.replace('%Y-%m-%d", required: true}', '%Y-%m-%d"}', 1),
        files={"calls.csv": BOOKED_CALLS["calls.csv"].replace("2008-01-30", "")},
        command="report --month 2008-01 --by month --as-of 2008-01-31",
        engines=("duckdb", "pandas"),
        figures={"visits": "=2", "calls": "1/2"},
        says=("is in no made column of visits that goes by day", "its day is empty"),
        says_fr=("n’est dans aucune colonne calculée de visits",),
    ),
    "14.1 an event after as-of makes no case": Line(
        rules=BOOKED,
        files=BOOKED_CALLS,
        command="report --month 2008-01 --by month --as-of 2008-01-20",
        engines=EVERY_ENGINE,
        figures={"visits": "=1", "calls": "0/1"},
    ),
    "14.1 a time that is not over, in a scope and in cases made of cases": Line(
        rules=AGAIN,
        files=AGAIN_CALLS,
        command="report --month 2008-01 --by month --as-of 2008-02-01",
        engines=EVERY_ENGINE,
        figures={"calls": "=1 pending", "visits": "1/2"},
    ),
    "14.1 a time that is over, in a scope and in cases made of cases": Line(
        rules=AGAIN,
        files=AGAIN_CALLS,
        command="report --month 2008-01 --by month --as-of 2008-02-29",
        engines=("duckdb", "pandas"),
        figures={"calls": "=2 missed", "visits": "1/3"},
    ),
    "14.1 a personal cell that was not known at as-of matches nothing": Line(
        rules=COMPLAINED,
        files=COMPLAINTS,
        command="report --year 2008 --by year --as-of 2008-02-01",
        engines=("duckdb", "pandas"),
        figures={"complained": "1/2"},
    ),
    "14.1 a personal cell matches the rows of another export": Line(
        rules=COMPLAINED,
        files=COMPLAINTS,
        command="report --year 2008 --by year",
        engines=EVERY_ENGINE,
        figures={"complained": "2/2"},
        silent=["Ana", "Bea", "__code"],
    ),
    "14.2 a caller of two months counts once in the year": Line(
        rules=RULES,
        files=CALLS,
        command="report --year 2008 --by month",
        engines=EVERY_ENGINE,
        figures=BY_MONTH,
        silent=["Zo\u00e9", "Zoe\u0301", "Ana", "Bea", "__code"],
    ),
    "14.2 a caller of two groups counts once in all": Line(
        rules=RULES,
        files=CALLS,
        command="report --year 2008 --by year --group-by channel",
        engines=("duckdb", "pandas"),
        figures={"callers": "=3", "callers 2008 tel": "=3", "callers 2008 web": "=2"},
    ),
    "14.2 a call after as-of brings no caller": Line(
        rules=RULES,
        files=CALLS,
        command="report --year 2008 --by year --as-of 2008-02-05",
        engines=("duckdb", "pandas"),
        figures={"callers": "=2", "numbers": "=2", "calls": "=5"},
    ),
    "14.2 a number of callers that may grow is not decided": Line(
        rules=RULES.replace("different: caller}", 'different: caller}, target: "< 5"'),
        files=CALLS,
        engines=("duckdb", "pandas"),
        figures={"callers": "=3 pending"},
    ),
    "14.2 under the figure are the cases that have a caller": Line(
        rules=RULES,
        files=CALLS,
        command="report --year 2008 --by year --indicator callers",
        says=["tracked  from 7 January to  5", "Appelants: excluded 1"],
        says_fr=["Appelants\u00a0: exclus 1"],
    ),
    "14.2 different cells of no column": Line(
        rules=RULES.replace("different: caller", "different: callers"),
        files=CALLS,
        command=_REFUSED,
        status=3,
        says=['"callers" is not a column of this source. Did you mean "caller"?'],
    ),
    "14.1 a personal column in a condition": Line(
        rules=RULES.replace("measure: {kind: count}", "where: {caller: Ana}, measure: {kind: count}"),
        files=CALLS,
        command=_REFUSED,
        status=3,
        says=['"caller" is personal: its different cells may be counted, rows may be matched by it, and nothing else.'],
        says_fr=["«\u00a0caller\u00a0» est une donnée personnelle\u00a0: on peut compter ses cellules différentes"],
    ),
    "14.1 groups of a personal column that is counted": Line(
        rules=RULES,
        files=CALLS,
        command=f"{_REFUSED} --group-by caller",
        status=2,
        says=['column "caller" of calls is personal'],
    ),
}
