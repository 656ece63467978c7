"""Where limits in days begin and end, days of every year, and weeks that alternate: figures worked by hand."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, EngineName, Line

HEAD = """
version: 1
organisation: Essai
time_zone: Europe/Paris
calendar: {CALENDAR}
sources:
  s:
    label: Commandes
    files: "*.csv"
    key: id
    columns:
      id: {header: id, type: text, required: true}
      a: {header: a, type: datetime, format: "%Y-%m-%d %H:%M"}
      b: {header: b, type: datetime, format: "%Y-%m-%d %H:%M"}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
"""
OFFICE = 'opening_hours: {mon-fri: ["09:00-12:30", "13:30-17:00"]}'


def _rules(calendar: str, **measures: str) -> str:
    indicators = [
        f"      - {{id: {id_}, label: x, source: s, measure: {{kind: delay, from: a, to: b, {rest}}}}}\n"
        for id_, rest in measures.items()
    ]
    return HEAD.replace("CALENDAR", calendar) + "".join(indicators)


TWO: tuple[EngineName, ...] = ("duckdb", "pandas")
# Monday 3 to Monday 10 March 2008: no holiday; 7 is a Friday.
ORDERS = """id;a;b
1;2008-03-03 15:59;2008-03-04 17:00
2;2008-03-03 16:00;2008-03-05 17:00
3;2008-03-07 16:30;2008-03-11 09:00
4;2008-03-08 10:00;2008-03-10 18:00
5;2008-03-07 15:00;2008-03-11 12:00
"""

LINES = {
    "15.3 a cut-off takes an order to the next business day": Line(
        files={"s.csv": ORDERS},
        rules=_rules(
            OFFICE,
            plain="limit: 1 jour ouvré",
            cut='limit: 1 jour ouvré, start: {cut_off: "16:00"}',
            # Order 4 came on a Saturday: taken for Monday, due on Tuesday.
            both='limit: 1 jour ouvré, start: {cut_off: "16:00", closed: next_business_day}',
            first='limit: 1 jour ouvré, start: {cut_off: "16:00", first_day: counted}',
        ),
        engines=EVERY_ENGINE,
        figures={"plain": "2/5", "cut": "4/5", "both": "4/5", "first": "1/5"},
    ),
    "15.3 the last day ends at the hour, or at closing": Line(
        files={
            "s.csv": "id;a;b\n1;2008-03-03 10:00;2008-03-04 10:00\n2;2008-03-03 10:00;2008-03-04 10:01\n"
            "3;2008-03-03 10:00;2008-03-04 17:00\n4;2008-03-03 10:00;2008-03-04 17:01\n"
            "5;2008-03-07 20:00;2008-03-11 09:00\n"
        },
        rules=_rules(
            OFFICE,
            day="limit: 1 jour ouvré",
            hour="limit: 1 jour ouvré, ends: same_hour",
            strict='limit: "< 1 jour ouvré", ends: same_hour',
            closing="limit: 1 jour ouvré, ends: at_closing",
            # Order 5 came after closing on a Friday: taken for Monday, 9:00.
            opening="limit: 1 jour ouvré, ends: same_hour, start: {closed: next_opening}",
        ),
        engines=EVERY_ENGINE,
        figures={"day": "4/5", "hour": "1/5", "strict": "0/5", "closing": "3/5", "opening": "2/5"},
    ),
    "15.3 a month ends on the business day before, or within its month": Line(
        files={
            "s.csv": "id;a;b\n1;2008-01-31 10:00;2008-02-29 10:00\n2;2008-04-30 10:00;2008-05-30 10:00\n"
            "3;2008-07-31 10:00;2008-09-01 10:00\n"
        },
        rules=_rules(
            OFFICE,
            # 31 August is a Sunday: 1 September, or Friday 29 August.
            next="limit: 1 mois, rollover: next_business_day",
            before="limit: 1 mois, rollover: previous_business_day",
            within="limit: 1 mois, rollover: next_business_day_of_month",
        ),
        engines=TWO,
        figures={"next": "3/3", "before": "2/3", "within": "2/3"},
    ),
    "15.3 seconds of opening hours": Line(
        files={"s.csv": "id;a;b\n1;2008-03-03 12:29;2008-03-03 13:31\n2;2008-03-03 12:29;2008-03-03 13:30\n"},
        rules=_rules(OFFICE, s="limit: 90 secondes ouvrées"),
        engines=EVERY_ENGINE,
        figures={"s": "1/2"},
    ),
    "15.3 closed at the turn of every year": Line(
        files={"s.csv": "id;a;b\n1;2008-12-23 10:00;2009-01-05 10:00\n2;2007-12-31 10:00;2008-01-04 10:00\n"},
        rules=_rules(
            'closed: {"*-12-24/*-01-02": Trêve}, worked: {2008-12-29: Inventaire}, ' + OFFICE, d="limit: 1 jour ouvré"
        ),
        command="report --from 2007-12-01 --to 2008-12-31 --by month",
        engines=EVERY_ENGINE,
        # Monday 29 December 2008 is worked: order 1 was due then. Order 2 was due on Thursday 3 January.
        figures={"d 2007-12": "0/1", "d 2008-12": "0/1"},
    ),
    "15.3 every other Friday is no business day": Line(
        files={
            "s.csv": "id;a;b\n1;2008-01-10 10:00;2008-01-11 23:00\n2;2008-01-17 10:00;2008-01-21 23:00\n"
            "3;2008-01-10 10:00;2008-01-14 23:00\n"
        },
        rules=_rules("week: {from: 2008-01-07, weeks: [mon-fri, mon-thu]}", d="limit: 1 jour ouvré"),
        engines=EVERY_ENGINE,
        figures={"d": "2/3"},
    ),
    "15.3 hours of weeks that alternate": Line(
        files={"s.csv": "id;a;b\n1;2008-01-09 11:00;2008-01-09 15:00\n2;2008-01-16 11:00;2008-01-16 15:00\n"},
        rules=_rules(
            'opening_hours: {from: 2008-01-07, weeks: [{mon-fri: "09:00-17:00"}, {mon-fri: "09:00-12:00"}]}',
            d="limit: 4 heures ouvrées",
        ),
        engines=TWO,
        # In the second week an hour is left on Wednesday, and three on Thursday: 15:00 on Wednesday is in time too.
        figures={"d": "2/2"},
    ),
    "15.3 a cut-off that is no time of day": Line(
        files={"s.csv": ORDERS},
        rules=_rules(OFFICE, d='limit: 1 jour ouvré, start: {cut_off: "16 h"}'),
        status=3,
        engines=TWO,
        says=['measure.start.cut_off: "16 h" is not a time of day. Expected hh:mm in quotes'],
        says_fr=["measure.start.cut_off", "n\u2019est pas une heure"],
    ),
    "15.3 ends of a limit in hours": Line(
        files={"s.csv": ORDERS},
        rules=_rules(OFFICE, d="limit: 4 heures, ends: same_hour"),
        status=3,
        engines=TWO,
        says=['measure.ends: ends is for limits in days or months, and "4 heures" is none. Remove ends.'],
        says_fr=["ends vaut pour des délais en jours ou en mois"],
    ),
    "15.3 closing without opening hours": Line(
        files={"s.csv": ORDERS},
        rules=_rules("week: mon-fri", d="limit: 1 jour ouvré, ends: at_closing"),
        status=3,
        engines=TWO,
        says=["measure.ends: at_closing asks for opening hours"],
        says_fr=["at_closing demande des horaires d\u2019ouverture"],
    ),
    "15.3 a turn that begins on no Monday": Line(
        files={"s.csv": ORDERS},
        rules=_rules("week: {from: 2008-01-08, weeks: [mon-fri, mon-thu]}", d="limit: 1 jour ouvré"),
        status=3,
        engines=TWO,
        says=["calendar.week.from: 2008-01-08 is not a Monday"],
        says_fr=["2008-01-08 n\u2019est pas un lundi"],
    ),
    "15.3 a range that runs backwards": Line(
        files={"s.csv": ORDERS},
        rules=_rules("closed: {2008-05-02/2008-05-01: Pont}", d="limit: 1 jour ouvré"),
        status=3,
        engines=TWO,
        says=['"2008-05-02/2008-05-01" runs backwards'],
        says_fr=["va à rebours"],
    ),
    "15.3 deadline says how it counted": Line(
        rules=_rules(OFFICE, d="limit: 1 jour ouvré"),
        command='deadline "2008-03-07 16:30" "1 jour ouvré" --cut-off 16:00 --closed next_opening --ends same_hour',
        says=["Due: Tuesday 11 March 2008, 09:00 (an end then is in time)", "At 16:00 or later: taken for Monday 10"],
        says_fr=["À 16 h 00 ou plus tard", "Le dernier jour finit à l’heure du départ."],
    ),
}
