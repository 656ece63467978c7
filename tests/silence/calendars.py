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
        says_fr=["vendredi 2 mai 2008", "Aucun jour n’est férié (country vaut none)."],
    ),
    "12 a year without public holidays": Line(
        rules=_calendar("country: none"),
        command="calendar 2008",
        # 366 days from a Tuesday on: 262 from Monday to Friday, and 52 Saturdays.
        says=["262 business days", "314 jours ouvrables", "Public holidays: none (country: none)"],
        says_fr=["262 jours ouvrés", "Jours fériés\u00a0: aucun (country vaut none)"],
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


def _night(hours: str, *keys: str, limit: str = "4 heures ouvrées") -> str:
    return _calendar(f"opening_hours: {hours}", *keys).replace("1 jour ouvré", limit)


_PAUSED = (
    _night("{mon-fri: '22:00-06:00'}")
    .replace(
        "commitments:",
        """  stops:
    label: Pauses
    files: stops*.csv
    key: n
    columns:
      n: {header: n, type: text, required: true}
      id: {header: id, type: text, required: true}
      from: {header: from, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      to: {header: to, type: datetime, format: "%Y-%m-%d %H:%M"}
commitments:""",
    )
    .replace("4 heures ouvrées}", "4 heures ouvrées, pauses: {source: stops, case: id, from: from, to: to}}")
)
NIGHTS = {
    # Wednesday's night goes on into 1 May, a holiday, which has none; Friday's goes on into Saturday.
    "12 nights belong to the day on which they begin": Line(
        rules=_night("{mon-fri: '22:00-06:00'}"),
        files={
            "calls.csv": "id;at;closed\n"
            "1;2008-04-30 23:00;2008-05-01 03:00\n"
            "2;2008-04-30 23:00;2008-05-01 03:01\n"
            "3;2008-05-01 05:00;2008-05-03 01:00\n"
            "4;2008-05-01 05:00;2008-05-03 01:01\n"
            "5;2008-05-03 07:00;2008-05-06 02:00\n"
        },
        engines=EVERY_ENGINE,
        figures={"share": "3/5 missed"},
    ),
    # The hours of a date take the place of the night that begins on it, and not of the one that ends on it.
    "12 hours of a date replace the night that begins on it": Line(
        rules=_night("{mon-fri: '22:00-06:00', 2008-03-04: '12:00-13:00'}"),
        files={"calls.csv": "id;at;closed\n1;2008-03-04 05:00;2008-03-06 00:00\n2;2008-03-04 05:00;2008-03-06 00:01\n"},
        engines=EVERY_ENGINE,
        figures={"share": "1/2 missed"},
    ),
    # From 23:00, two hours of rest around midnight: due at 05:00 in place of 03:00.
    "12 a pause over midnight": Line(
        rules=_PAUSED,
        files={
            "calls.csv": "id;at;closed\n"
            "1;2008-03-03 23:00;2008-03-04 05:00\n"
            "2;2008-03-03 23:00;2008-03-04 05:01\n"
            "3;2008-03-03 23:00;2008-03-04 03:01\n",
            "stops.csv": "n;id;from;to\n1;1;2008-03-03 23:30;2008-03-04 01:30\n2;2;2008-03-03 23:30;2008-03-04 01:30\n",
        },
        engines=EVERY_ENGINE,
        figures={"share": "1/3 missed"},
    ),
    "12 the clocks change in a night": Line(
        rules=_night("{sat: '22:00-06:00'}"),
        command="deadline '2008-10-25 23:00' '4 heures ouvrées'",
        # 1 hour before midnight, 3 after it, to 3 o'clock, when it is 2 for the second time.
        says=[
            "Sunday 26 October 2008, 02:00 for the second time",
            "00:00–03:00",
            "at 03:00 it is 02:00",
            "end of the night begun the day before",
        ],
        says_fr=["dimanche 26 octobre 2008", "suite de la nuit commencée la veille"],
    ),
    "12 a deadline in a night before a holiday": Line(
        rules=_night("{mon-fri: '22:00-06:00'}"),
        command="deadline '2008-04-30 23:00' '4 heures ouvrées'",
        says=["Thursday 1 May 2008, 03:00", "23:00–24:00", "though holiday (Ascension; Fête du Travail)"],
    ),
    "12 a year of nights": Line(
        rules=_night("{mon-fri: ['09:00-12:00', '22:00-06:00']}"),
        command="calendar 2008",
        says=["09:00–12:00, 22:00–06:00 (next day)"],
        says_fr=["09:00–12:00, 22:00–06:00 (lendemain)"],
    ),
    "12 a year of nights as CSV": Line(
        rules=_night("{mon-fri: ['09:00-12:00', '22:00-06:00']}"),
        command="calendar 2008 --format csv",
        says=["09:00-12:00 22:00-06:00"],
    ),
    "12 a night that runs into the hours of the next day": Line(
        rules=_night("{mon-fri: '22:00-06:00', sat: '05:00-12:00'}"),
        command="calendar 2008",
        status=3,
        says=["line 7, column 18", "on sat, 05:00-12:00 begins while 22:00-06:00 of the day before still runs"],
        says_fr=["05:00-12:00 commence alors que 22:00-06:00 de la veille court encore"],
    ),
    # 1 May has no night. Of 4 hours from 05:00 on Friday 2 May, 3 run until 08:00 and 1 from 22:00 on Monday.
    "12 early hours behind a holiday without a night": Line(
        rules=_night("{mon-fri: '22:00-06:00', 2008-05-02: '05:00-08:00'}"),
        files={"calls.csv": "id;at;closed\n1;2008-05-02 05:00;2008-05-05 23:00\n2;2008-05-02 05:00;2008-05-05 23:01\n"},
        figures={"share": "1/2 missed"},
    ),
    "12 early hours behind a holiday that is worked": Line(
        rules=_night("{mon-fri: '22:00-06:00', 2008-05-02: '05:00-08:00'}", "worked: {2008-05-01: Astreinte}"),
        command="calendar 2008",
        status=3,
        says=["on 2008-05-02, 05:00-08:00 begins while 22:00-06:00 of the day before still runs"],
        says_fr=["05:00-08:00 commence alors que 22:00-06:00 de la veille court encore"],
    ),
    "12 early hours behind a closed day": Line(
        rules=_night("{mon-fri: '22:00-06:00', 2008-03-05: '05:00-08:00'}", "closed: {2008-03-04: Travaux}"),
        command="validate",
    ),
    "12 early hours behind a night": Line(
        rules=_night("{mon-fri: '22:00-06:00', 2008-03-05: '05:00-08:00'}"),
        command="validate",
        status=3,
        says=["on 2008-03-05, 05:00-08:00 begins while 22:00-06:00"],
    ),
    "12 a night before the hours that it runs into": Line(
        rules=_night("{mon-fri: ['22:00-06:00', '05:00-08:00']}"),
        command="calendar 2008",
        status=3,
        says=["05:00-08:00 begins before 22:00-06:00 ends on the next morning", '["05:00-08:00", "22:00-05:00"]'],
        says_fr=["05:00-08:00 commence avant que 22:00-06:00 finisse le lendemain matin"],
        silent=["in order, apart"],
    ),
    "12 hours up to midnight, written 00:00": Line(
        rules=_night("{mon: '18:00-00:00'}"),
        command="deadline '2008-03-03 20:00' '4 heures ouvrées'",
        says=["Tuesday 4 March 2008, 00:00", "20:00–24:00"],
    ),
    "12 hours up to midnight, written 24:00": Line(
        rules=_night("{mon: '18:00-24:00'}"),
        command="deadline '2008-03-03 20:00' '4 heures ouvrées'",
        says=["Tuesday 4 March 2008, 00:00", "20:00–24:00"],
    ),
    "12 hours without length": Line(
        rules=_night("{mon: '09:00-09:00'}"), command="validate", status=3, says=['a whole day is "00:00-24:00"']
    ),
    "12 a whole day": Line(rules=_night("{mon-sun: '00:00-24:00'}"), command="validate"),
}


def _target(text: str) -> Line:
    # 2 of 3 calls are closed on the next business day: 66.7 percent.
    return Line(
        rules=RULES.replace("target: 95%", f"target: {text}"),
        files={
            "calls.csv": "id;at;closed\n"
            "1;2008-03-03 10:00;2008-03-04 10:00\n"
            "2;2008-03-03 10:00;2008-03-04 11:00\n"
            "3;2008-03-03 10:00;2008-03-05 00:00\n"
        },
        figures={"share": "2/3 met"},
    )


TARGETS = {
    "12 a target in French words": _target("66 pour cent"),
    "12 a target in English words": _target("66 percent"),
    "12 a target with a space before its sign": _target("66 %"),
    "12 a target in a unit that is none": Line(
        rules=RULES.replace("target: 95%", "target: 95 points"),
        command="deadline 2008-04-30 '2 jours ouvrés'",
        status=3,
        says=['"points" is not a unit', "A percentage is written 95%.", "A plain number stands alone: 95."],
        says_fr=["«\u00a0points\u00a0» n’est pas une unité", "Écrivez l’une de\u00a0: secondes", "s’écrit 95%."],
    ),
    "12 a target with a plural in its percentage": Line(
        rules=RULES.replace("target: 95%", "target: 95 pour cents"),
        command="deadline 2008-04-30 '2 jours ouvrés'",
        status=3,
        says=['"pour cents" is not a unit', "A percentage is written 95%."],
        says_fr=["«\u00a0pour cents\u00a0» n’est pas une unité", "Un pourcentage s’écrit 95%."],
    ),
}
LINES = {**COUNTRIES, **NIGHTS, **TARGETS}
