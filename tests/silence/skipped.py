"""Times and dates that a clock skipped: on which day they count, and that a date that never was is no day."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, Line


def _house(zone: str, limit: str, *, country: str = "FR", to: str = "datetime", more: str = "") -> str:
    """Rules of calls that begin at a time, and end at a time or on a date."""
    form = "%Y-%m-%d" if to == "date" else "%Y-%m-%d %H:%M"
    return f"""
version: 1
organisation: Essai
time_zone: {zone}
calendar: {{country: {country}}}
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    columns:
      id: {{header: id, type: text, required: true}}
      begun: {{header: begun, type: datetime, format: "%Y-%m-%d %H:%M", required: true}}
      ended: {{header: ended, type: {to}, format: "{form}"}}
      due: {{header: due, type: datetime, format: "%Y-%m-%d %H:%M"}}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: share
        label: Part
        source: calls
        measure: {{kind: delay, from: begun, to: ended, limit: {limit}{more}}}
        target: 95%
"""


# The clocks of Nuuk went from 23:00 on Saturday 30 March 2024 to 0:00 on the 31st: 23:30 never was, and is read as 0:30
# of the 31st. So a day from then ends with Monday 1 April, and a day from 22:30 with the 31st.
_NUUK = (
    "id;begun;ended;due\n"
    "1;2024-03-30 22:30;2024-03-31 12:00;\n"
    "2;2024-03-30 22:30;2024-04-01 12:00;\n"
    "3;2024-03-30 23:30;2024-04-01 12:00;\n"
    "4;2024-03-30 23:30;2024-04-02 12:00;\n"
)
# The same, with a first call so long ago that there are more than twelve years of clock changes.
_NUUK_SINCE_1990 = _NUUK + "5;1990-01-10 10:00;1990-01-11 10:00;\n"

# Samoa passed over 30 December 2011, a Friday.
_SAMOA = (
    "id;begun;ended;due\n"
    "1;2011-12-28 10:00;2011-12-31;\n"  # the 29th and the 31st: in time
    "2;2011-12-29 10:00;2012-01-01;\n"  # the 31st and the 1st: in time
    "3;2011-12-29 10:00;2012-01-02;\n"
    "4;2011-12-30 10:00;2012-01-02;\n"  # begins at 10:00 of the 31st: in time
    "5;2011-12-28 10:00;2011-12-30;\n"  # a date that never was: the 31st
    "6;2011-12-28 10:00;2012-01-01;\n"
)

LINES = {
    "11 a skipped time past midnight": Line(
        rules=_house("America/Nuuk", "1 jour calendaire"),
        files={"calls.csv": _NUUK},
        command="report --year 2024 --by month",
        engines=EVERY_ENGINE,
        figures={"share 2024": "2/4", "share 2024-03": "2/4"},
    ),
    "11 a skipped time past midnight, among many clock changes": Line(
        rules=_house("America/Nuuk", "1 jour calendaire"),
        files={"calls.csv": _NUUK_SINCE_1990},
        command="report --year 2024 --by month",
        engines=EVERY_ENGINE,
        figures={"share 2024": "2/4"},
    ),
    "11 a skipped time past midnight, by hand": Line(
        rules=_house("America/Nuuk", "1 jour calendaire"),
        command='deadline "2024-03-30 23:30" "1 jour calendaire"',
        says=[
            "Due: Monday 1 April 2024, 24:00",
            "Saturday 30 March 2024, 23:30 does not exist in this time zone: read as Sunday 31 March 2024, 00:30.",
        ],
        says_fr=[
            "Échéance\u00a0: lundi 1er avril 2024, 24 h 00",
            "samedi 30 mars 2024, 23 h 30 n’existe pas dans ce fuseau horaire\u00a0: lu dimanche 31 mars 2024, 0 h 30.",
        ],
    ),
    "11 a skipped date counts as no calendar day": Line(
        rules=_house("Pacific/Apia", "2 jours calendaires", country="WS", to="date"),
        files={"calls.csv": _SAMOA},
        command="report --year 2011",
        engines=EVERY_ENGINE,
        figures={"share 2011": "4/6"},
        says=["times that do not exist"],
    ),
    "11 a skipped date counts as no business day": Line(
        # Thursday 29, Tuesday 3 January: the holidays of Samoa are 1 and 2 January, and the Friday never was.
        rules=_house("Pacific/Apia", "2 jours ouvrés", country="WS", to="date"),
        files={
            "calls.csv": "id;begun;ended;due\n1;2011-12-28 10:00;2012-01-03;\n2;2011-12-28 10:00;2012-01-04;\n"
            "3;2011-12-29 10:00;2012-01-04;\n4;2011-12-29 10:00;2012-01-05;\n"
        },
        command="report --year 2011",
        engines=EVERY_ENGINE[:2],
        figures={"share 2011": "2/4"},
    ),
    "11 a skipped date, by hand": Line(
        rules=_house("Pacific/Apia", "2 jours calendaires", country="WS"),
        command='deadline 2011-12-29 "2 jours calendaires"',
        says=[
            "Due: Sunday 1 January 2012, 24:00",
            "Fri 30 Dec – date skipped, it does not exist in this time zone",
            "3 days: 2 counted, 1 skipped (1 skipped date).",
        ],
        says_fr=[
            "Échéance\u00a0: dimanche 1er janvier 2012, 24 h 00",
            "ven. 30 déc. – date sautée, elle n’existe pas dans ce fuseau horaire",
            "3 jours\u00a0: 2 comptés, 1 passé (1 date sautée).",
        ],
    ),
    "11 a start on a skipped date": Line(
        rules=_house("Pacific/Apia", "2 jours calendaires", country="WS"),
        command='deadline 2011-12-30 "1 jour calendaire"',
        says=[
            "Due: Sunday 1 January 2012, 24:00",
            "Friday 30 December 2011 does not exist in this time zone: read as Saturday 31 December 2011.",
        ],
        says_fr=["vendredi 30 décembre 2011 n’existe pas dans ce fuseau horaire\u00a0: lu samedi 31 décembre 2011."],
    ),
    "11 a year with a skipped date": Line(
        rules=_house("Pacific/Apia", "2 jours calendaires", country="WS"),
        command="calendar 2011",
        says=["364 days", "– date skipped", "Fri 30 Dec date skipped, Sat 31 Dec follows Thu 29 Dec"],
        says_fr=["364 jours", "– date sautée", "ven. 30 déc. date sautée, sam. 31 déc. suit jeu. 29 déc."],
    ),
    "11 clocks that change at midnight": Line(
        rules=_house("America/Nuuk", "1 jour calendaire"),
        command="calendar 2024",
        says=["Sat 30 Mar at 23:00 it is 24:00, day of 23 h", "Sat 26 Oct at 24:00 it is 23:00, day of 25 h"],
        says_fr=[
            "sam. 30 mars à 23 h 00 il est 24 h 00, jour de 23 h",
            "sam. 26 oct. à 24 h 00 il est 23 h 00, jour de 25 h",
        ],
    ),
    "11 clocks that change after midnight": Line(
        # In Newfoundland, at one minute past midnight of the 29th it was 23:01 of the 28th again.
        rules=_house("America/St_Johns", "1 jour calendaire", country="CA"),
        command="calendar 2000",
        says=["Sat 28 Oct at 00:01 (Sun 29 Oct) it is 23:01, day of 25 h"],
        says_fr=["sam. 28 oct. à 0 h 01 (dim. 29 oct.) il est 23 h 01, jour de 25 h"],
    ),
    "11 the day of the latest event is a local one": Line(
        # At 0:30 of 1 July the column has become one of due dates, which do not say to when the data is known.
        rules=_house("Europe/Paris", "24 heures").replace(
            "        target: 95%\n",
            "        target: 95%\n        versions: [{from: 2008-07-01, limit: {column: due}, ref: Charte}]\n",
        ),
        files={
            "calls.csv": "id;begun;ended;due\n1;2008-06-20 10:00;2008-06-20 12:00;\n"
            "2;2008-07-01 00:30;;2008-07-20 12:00\n"
        },
        engines=EVERY_ENGINE,
        figures={"share 2008": "1/1"},
    ),
    "11 a month that ends on a skipped date": Line(
        rules=_house("Pacific/Apia", "1 mois", country="none", to="date", more=", rollover: next_business_day"),
        command="report --year 2011 --by year",
        files={"calls.csv": "id;begun;ended;due\n1;2011-11-30 09:00;2011-12-29;\n2;2011-11-30 09:00;2011-12-31;\n"},
        engines=EVERY_ENGINE,
        figures={"share 2011": "1/2"},
    ),
    "11 a month that ends on a skipped date, by hand": Line(
        rules=_house("Pacific/Apia", "1 mois", country="none"),
        command='deadline 2011-11-30 "1 mois" --rollover next_business_day',
        says=[
            "Due: Thursday 29 December 2011, 24:00",
            "Thu 29 Dec 1 day before a date that does not exist in this time zone, last day",
        ],
        says_fr=["jeu. 29 déc. 1 veille d’une date qui n’existe pas dans ce fuseau horaire, dernier jour"],
        silent=["30 Dec", "30 déc."],
    ),
    "11 less than a month that ends on a skipped date": Line(
        rules=_house("Pacific/Apia", "1 mois", country="none"),
        command='deadline 2011-11-30 "< 1 mois"',
        says=["Due: Wednesday 28 December 2011, 24:00", "Thu 29 Dec", "the limit ends when this day begins"],
    ),
    "11 open hours up to clocks that are set back": Line(
        # From 0:00 to 3:00 of summer time are three hours, and from 2:00 to 3:00 of winter time one more.
        rules=_house("Europe/Paris", "24 heures").replace(
            "country: FR", 'country: FR, opening_hours: {sun: "00:00-03:00"}'
        ),
        command='deadline "2008-10-25 21:00" "4 heures ouvrées"',
        says=["Due: Sunday 26 October 2008, 03:00", "Sun 26 Oct 00:00–03:00 3 h 1 h", "02:00–03:00 1 h 0 h"],
        silent=["00:00–02:00"],
    ),
    "11 open hours up to clocks that are set back at midnight": Line(
        # In Nuuk at 24:00 of the 26th it was 23:00 again: two hours from 22:00, then one, then six of the 27th.
        rules=_house("America/Nuuk", "24 heures").replace(
            "country: FR", 'country: none, opening_hours: {mon-sun: "22:00-06:00"}'
        ),
        command='deadline "2024-10-26 21:00" "9 heures ouvrées"',
        says=["Due: Sunday 27 October 2024, 06:00", "22:00–24:00 2 h 7 h", "23:00–24:00 1 h 6 h"],
        silent=["22:00–23:00"],
    ),
}
