"""What a rule file expects of its exports and is not there: it is named, and no figure changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tests.silence.line import EVERY_ENGINE, FILES_ONLY, Content, EngineName, Line

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
calendar: {country: FR}
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    EXPECTS
    columns:
      id: {header: id, type: text, required: true}
      at: {header: at, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      closed: {header: closed, type: datetime, format: "%Y-%m-%d %H:%M"}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: share, label: Part, source: calls, period_by: at, measure: {kind: share, of: {closed: present}},
         target: 50%}
"""
TWO: tuple[EngineName, ...] = ("duckdb", "pandas")
HEAD = "id;at;closed\n"
# Holidays of France from Monday to Friday in the first quarter of 2008: New Year, and Easter Monday.
HOLIDAYS = (dt.date(2008, 1, 1), dt.date(2008, 3, 24))


def _case(at: str) -> str:
    """A case that ends in the minute in which it begins."""
    return f"{at};{at};{at}\n"


def _calls(first: str, last: str, *without: str) -> str:
    """One case at ten on each business day between two dates, but those that begin with some texts."""
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    days = [begin + dt.timedelta(n) for n in range((end - begin).days + 1)]
    texts = [f"{day}" for day in days if day.weekday() < 5 and day not in HOLIDAYS]
    return HEAD + "".join(_case(f"{text} 10:00") for text in texts if not text.startswith(without))


JANUARY, FEBRUARY = _calls("2008-01-02", "2008-01-31"), _calls("2008-02-01", "2008-02-29")
MARCH, DECEMBER = _calls("2008-03-03", "2008-03-31"), _calls("2007-12-03", "2007-12-31")
QUARTER = _calls("2008-01-02", "2008-03-31")
WEEK = ("2008-02-11", "2008-02-12", "2008-02-13", "2008-02-14", "2008-02-15")
CHECK = "check --quarter 2008-Q1"
TO_2_MARCH = "check --from 2008-01-01 --to 2008-03-02"


def _expecting(keys: str, files: Mapping[str, Content], *, command: str = CHECK, **more: Any) -> Line:  # noqa: ANN401
    """Check a quarter whose source expects something."""
    return Line(rules=RULES.replace("EXPECTS", keys), files=files, command=command, **more)


def _missing(file: str, period: str) -> dict[str, Any]:
    """The words of a file that is missing, and the exit status."""
    return {
        "status": 5,
        "says": [f"{file} is missing: a file is expected for {period}"],
        "says_fr": [f"{file} manque\u00a0: un fichier est attendu pour {period}"],
    }


def _without(keys: str, name: str, *others: str, **more: Any) -> Line:  # noqa: ANN401
    """Check a source some of whose parts lie in files of these names, whatever they hold: one lacks."""
    contents = [JANUARY, FEBRUARY + MARCH.removeprefix(HEAD)]
    return _expecting(keys, dict(zip(others, contents, strict=True)), **_missing(name, more.pop("period")), **more)


def _since(day: str, fresh: str, *, to: str = "2008-02-29", now: str = "") -> Line:
    """Check a source whose latest event lies on a day, or at a time of it; what is covered in part is accepted."""
    date, _, time = day.partition(" ")
    calls = _calls("2008-01-02", date, date) + _case(f"{date} {time or '10:00'}")
    command = f"check --from 2008-01-01 --to {to} --accept-partial {now}"
    return _expecting(f"fresh: {fresh}", {"calls.csv": calls}, command=command, silent=["Did the exports stop"])


def _stale(day: str, fresh: str, *, to: str = "2008-02-29", until: str = "", now: str = "") -> Line:
    """The same, one step older: the words name the latest event and the day asked for."""
    line = _since(day, fresh, to=to, now=now)
    date, asked = day.split(maxsplit=1)[0], until or to
    return Line(
        rules=line.rules,
        files=line.files,
        command=line.command,
        engines=TWO,
        status=5,
        says=[f"the latest event is of {date}, more than {fresh.strip(chr(34))} before {asked}"],
        says_fr=[f"le dernier événement est du {date}, plus de {fresh.strip(chr(34))} avant le {asked}"],
    )


LINES = {
    "13.2 a file of a month is missing": _expecting(
        "expects: {file_per: month}",
        {"calls_2008-01.csv": JANUARY, "calls_2008-03.csv": MARCH},
        engines=FILES_ONLY,
        figures={"share": "42/42 met gap"},
        **_missing("calls_2008-02.csv", "2008-02"),
    ),
    "13.2 a file of a month is missing in a report": _expecting(
        "expects: {file_per: mois}",
        {"calls_2008-01.csv": JANUARY, "calls_2008-03.csv": MARCH},
        command="report --quarter 2008-Q1 --by month",
        figures={"share": "42/42 met gap", "share 2008-02": "no_data none"},
        says=["files expected that are missing: Appels (calls_2008-02.csv)"],
        says_fr=["fichiers attendus qui manquent\u00a0: Appels (calls_2008-02.csv)"],
    ),
    "13.2 frames have no file names": _expecting(
        "expects: {file_per: month}",
        {"calls_2008-01.csv": JANUARY, "calls_2008-03.csv": MARCH},
        engines=("pandas",),
        status=5,
        figures={"share": "42/42 met gap"},
        silent=["is missing: a file"],
    ),
    "13.2 all files are there": _expecting(
        "expects: {file_per: month}",
        {"calls_2008-01.csv": JANUARY, "calls_2008-02.csv": FEBRUARY, "calls_2008-03.csv": MARCH},
        figures={"share": "63/63 met whole"},
        silent=["is missing"],
    ),
    "13.2 a file of a quarter is missing": _without(
        "expects: {file_per: quarter, from: 2007-07-01}",
        "calls_2007-Q4.csv",
        "calls_2007-Q3.csv",
        "calls_2008-Q1.csv",
        period="2007-Q4",
    ),
    "13.2 a file of a trimestre is missing": _without(
        "expects: {file_per: trimestre, from: 2007-10-01}",
        "calls_2007-T4.csv",
        "calls_2007-T3.csv",
        "calls_2008-T1.csv",
        period="2007-Q4",
    ),
    "13.2 a file of a year is missing": _without(
        "expects: {file_per: year}",
        "calls_2007.csv",
        "calls_2006.csv",
        "calls_2008.csv",
        command="check --year 2008 --now 2009-01-01",
        period="2007",
    ),
    "13.2 months in six digits": _without(
        "expects: {file_per: month}", "calls_200802.csv", "calls_200801.csv", "calls_200803.csv", period="2008-02"
    ),
    "13.2 months before their year": _without(
        "expects: {file_per: month}", "calls_02-2008.csv", "calls_01-2008.csv", "calls_03-2008.csv", period="2008-02"
    ),
    "13.2 from is earlier than the first file": _without(
        "expects: {file_per: month, from: 2007-12-15}",
        "calls_2007-12.csv",
        "calls_2008-01.csv",
        "calls_2008-Q1.csv",
        period="2007-12",
    ),
    "13.2 a day is no month": _expecting(
        "expects: {file_per: month}",
        {"calls_20080331.csv": QUARTER},
        status=5,
        says=["calls*.csv", "no file name says its period", "calls_2008-01.csv"],
        says_fr=["aucun nom de fichier ne dit sa période"],
    ),
    "13.2 the file of a year stands for no month": _expecting(
        "expects: {file_per: month}", {"calls_2008.csv": QUARTER}, status=5, says=["no file name says its period"]
    ),
    "13.2 a month that is not over by now": _expecting(
        "expects: {file_per: month}",
        {"calls_2008-01.csv": JANUARY, "calls_2008-02.csv": FEBRUARY},
        command=f"{TO_2_MARCH} --now 2008-03-31",
        figures={"share": "43/43 met whole"},
        silent=["is missing"],
    ),
    "13.2 a month that is over by now": _expecting(
        "expects: {file_per: month}",
        {"calls_2008-01.csv": JANUARY, "calls_2008-02.csv": FEBRUARY},
        command="check --from 2008-01-01 --to 2008-03-31 --accept-partial --now 2008-04-01",
        **_missing("calls_2008-03.csv", "2008-03"),
    ),
    "13.2 a month that goes on after the period": _expecting(
        "expects: {file_per: month}",
        {"calls_2008-01.csv": JANUARY, "calls_2008-02.csv": FEBRUARY},
        command=f"{TO_2_MARCH} --now 2008-04-01",
        figures={"share": "43/43 met whole"},
        silent=["is missing"],
    ),
    "13.2 a month that is not over by as-of": _expecting(
        "expects: {file_per: month}",
        {"calls_2008-01.csv": JANUARY, "calls_2008-02.csv": FEBRUARY},
        command=f"{TO_2_MARCH} --as-of 2008-03-30 --accept-partial",
        silent=["is missing"],
    ),
    "13.2 a month that is over by as-of": _expecting(
        "expects: {file_per: month}",
        {"calls_2008-01.csv": JANUARY, "calls_2008-02.csv": FEBRUARY},
        command="check --from 2008-01-01 --to 2008-04-02 --as-of 2008-03-31 --accept-partial",
        **_missing("calls_2008-03.csv", "2008-03"),
    ),
    "13.2 no file after until": _expecting(
        "expects: {file_per: month, until: 2008-02-29}",
        {"calls_2008-01.csv": JANUARY, "calls_2008-02.csv": FEBRUARY},
        command=TO_2_MARCH,
        silent=["is missing"],
    ),
    "13.2 no file of a quiet month": _expecting(
        "expects: {file_per: month, case_on: every month, quiet: [02]}",
        {"calls_2008-01.csv": JANUARY, "calls_2008-03.csv": MARCH},
        engines=TWO,
        figures={"share": "42/42 met whole"},
        silent=["is missing", "no case"],
    ),
    "13.2 business days without a case": _expecting(
        "expects: {case_on: every business day}",
        {"calls.csv": _calls("2008-01-02", "2008-03-31", "2008-02-08", "2008-02-11")},
        engines=EVERY_ENGINE,
        status=5,
        figures={"share": "61/61 met whole"},
        says=["no case on 2008-02-08/2008-02-11, where `case_on:` expects one"],
        says_fr=["aucun cas le 2008-02-08/2008-02-11, alors que `case_on:` en attend un"],
        silent=["2008-01-01", "2008-03-24"],
    ),
    "13.2 one business day without a case": _expecting(
        "expects: {case_on: chaque jour ouvré}",
        {"calls.csv": _calls("2008-01-02", "2008-03-31", "2008-02-12")},
        status=5,
        says=["no case on 2008-02-12, where"],
        says_fr=["aucun cas le 2008-02-12, alors"],
    ),
    "13.2 no business day without a case": _expecting(
        "expects: {case_on: every business day, from: 2008-01-01}", {"calls.csv": QUARTER}, silent=["no case on"]
    ),
    "13.2 business days before the first case": _expecting(
        "expects: {case_on: every business day, from: 2007-12-03}",
        {"calls.csv": QUARTER},
        command="check --from 2007-11-01 --to 2008-03-31 --accept-partial",
        engines=TWO,
        status=5,
        says=["no case on 2007-12-03/2007-12-31, where"],
        says_fr=["aucun cas le 2007-12-03/2007-12-31, alors"],
    ),
    "13.2 business days after the latest event": _expecting(
        "expects: {case_on: every business day}",
        {"calls.csv": QUARTER},
        command="check --from 2008-01-01 --to 2008-12-31 --as-of 2008-07-31 --accept-partial",
        engines=TWO,
        status=5,
        says=["no case on 2008-04-01/2008-07-31, where"],
        says_fr=["aucun cas le 2008-04-01/2008-07-31, alors"],
    ),
    "13.2 a week without a case": _expecting(
        "expects: {case_on: chaque semaine}",
        {"calls.csv": _calls("2008-01-02", "2008-03-31", *WEEK)},
        engines=TWO,
        status=5,
        figures={"share": "58/58 met gap"},
        says=["no case in 2008-W07, where `case_on:` expects one"],
        says_fr=["aucun cas dans 2008-W07, alors que `case_on:` en attend un"],
        silent=["2008-W06", "2008-W08"],
    ),
    "13.2 a week with one case": _expecting(
        "expects: {case_on: every week}",
        {"calls.csv": _calls("2008-01-02", "2008-03-31", *WEEK[1:])},
        figures={"share": "59/59 met whole"},
        silent=["no case in"],
    ),
    "13.2 a month without a case": _expecting(
        "expects: {case_on: every month}",
        {"calls.csv": _calls("2008-01-02", "2008-03-31", "2008-02")},
        engines=TWO,
        status=5,
        says=["no case in 2008-02, where `case_on:` expects one"],
        says_fr=["aucun cas dans 2008-02, alors que `case_on:` en attend un"],
    ),
    "13.2 fewer rows than expected": _expecting(
        'expects: {rows: ">= 21 per month", from: 2008-01-01}',
        {"calls.csv": QUARTER},
        engines=EVERY_ENGINE,
        status=5,
        figures={"share": "63/63 met whole"},
        says=["20 case(s) in 2008-03, where `rows:` expects >= 21 per month"],
        says_fr=["20 cas dans 2008-03, alors que `rows:` attend >= 21 per month"],
        silent=["2008-01,", "2008-02,"],
    ),
    "13.2 as many rows as expected": _expecting(
        "expects: {rows: 20 par mois, from: 2008-01-01}", {"calls.csv": QUARTER}, silent=["case(s) in"]
    ),
    "13.2 more rows than expected": _expecting(
        'expects: {rows: "<= 21 par mois", from: 2008-01-01}',
        {"calls.csv": QUARTER},
        status=5,
        says=["22 case(s) in 2008-01, where `rows:` expects <= 21 par mois"],
        says_fr=["22 cas dans 2008-01, alors que `rows:` attend <= 21 par mois"],
        silent=["2008-02,", "2008-03,"],
    ),
    # Friday 29 February is asked for: two business days after Wednesday, three after Tuesday.
    "13.2 fresh by business days": _since("2008-02-27", "2 jours ouvrés"),
    "13.2 stale by business days": _stale("2008-02-26", "2 jours ouvrés"),
    # Its 24:00 is 48 hours after Thursday 0:00.
    "13.2 fresh by hours": _since("2008-02-28 00:00", "48 heures"),
    "13.2 stale by hours": _stale("2008-02-27 23:59", "48 heures"),
    "13.2 fresh by less than so many hours": _since("2008-02-28 00:01", '"< 48 heures"'),
    "13.2 stale by just so many hours": _stale("2008-02-28 00:00", '"< 48 heures"'),
    "13.2 fresh by now": _since("2008-02-27", "2 jours ouvrés", to="2008-03-31", now="--now 2008-02-29"),
    "13.2 stale by now": _stale(
        "2008-02-27", "2 jours ouvrés", to="2008-03-31", now="--now 2008-03-03", until="2008-03-03"
    ),
    "13.2 fresh by as-of": _since("2008-02-27", "2 jours ouvrés", to="2008-03-31", now="--as-of 2008-02-29"),
    "13.2 stale by as-of": _stale(
        "2008-02-27", "2 jours ouvrés", to="2008-03-31", now="--as-of 2008-03-03", until="2008-03-03"
    ),
    "13.2 what comes after as-of is not fresh": _expecting(
        "fresh: 2 jours ouvrés",
        {"calls.csv": _calls("2008-01-02", "2008-02-22") + _case("2008-03-10 10:00")},
        command=f"{CHECK} --accept-partial --as-of 2008-02-29",
        engines=TWO,
        status=5,
        says=["the latest event is of 2008-02-22, more than 2 jours ouvrés before 2008-02-29"],
    ),
    "13.2 what has ended grows no older": _expecting(
        "expects: {case_on: every week, until: 2008-02-29}\n    fresh: 2 jours ouvrés",
        {"calls.csv": JANUARY + FEBRUARY.removeprefix(HEAD)},
        command=f"{CHECK} --accept-partial",
        silent=["Did the exports stop", "no case in"],
    ),
}
