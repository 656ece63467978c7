"""Public holidays of the zones of France: those of the law, whatever a package has, and named in JSON."""

from __future__ import annotations

from tests.silence.line import EVERY_ENGINE, Line


def _house(subdivision: str | None, *, country: str = "FR", zone: str = "Europe/Paris") -> str:
    place = f"country: {country}" if subdivision is None else f'country: {country}, subdivision: "{subdivision}"'
    return f"""
version: 1
organisation: Essai
time_zone: {zone}
calendar: {{{place}}}
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    columns:
      id: {{header: id, type: text, required: true}}
      begun: {{header: begun, type: datetime, format: "%Y-%m-%d %H:%M", required: true}}
      ended: {{header: ended, type: datetime, format: "%Y-%m-%d %H:%M"}}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: share
        label: Part
        source: calls
        measure: {{kind: delay, from: begun, to: ended, limit: 1 jour ouvré}}
        target: 95%
"""


# Each call begins on the eve of a day in doubt and ends on the day after it: in time only if that day is a holiday.
_MI_CAREME, _GOOD_FRIDAY, _SCHOELCHER, _ABOLITION = (
    "1;2024-03-06 10:00;2024-03-08 10:00\n",  # Thursday 7 March
    "2;2024-03-28 10:00;2024-04-02 10:00\n",  # Friday 29 March, then Easter Monday
    "3;2026-07-20 10:00;2026-07-22 10:00\n",  # Tuesday 21 July
    "4;2024-05-24 10:00;2024-05-28 10:00\n",  # Monday 27 May, from a Friday
)
_HEADER = "id;begun;ended\n"
_ANTILLES = {"calls.csv": _HEADER + _MI_CAREME + _GOOD_FRIDAY + _SCHOELCHER + _ABOLITION}
_2024_TO_2026 = "report --from 2024-01-01 --to 2026-12-31"

LINES = {
    "10 Guadeloupe has the day of abolition alone": Line(
        rules=_house("971", zone="America/Guadeloupe"),
        files=_ANTILLES,
        command=_2024_TO_2026,
        engines=EVERY_ENGINE,
        figures={"share": "1/4"},
    ),
    "10 Guadeloupe by its other name": Line(
        rules=_house("GP"), files=_ANTILLES, command=_2024_TO_2026, figures={"share": "1/4"}
    ),
    "10 Guadeloupe as a country": Line(
        rules=_house(None, country="GP"), files=_ANTILLES, command=_2024_TO_2026, figures={"share": "1/4"}
    ),
    "10 Saint Martin until 2017": Line(
        # Monday 27 May 2013 was the day of abolition; the 28th is since 2018.
        rules=_house("MF"),
        files={
            "calls.csv": _HEADER + "1;2013-05-24 10:00;2013-05-28 10:00\n2;2013-05-27 10:00;2013-05-29 10:00\n"
            "3;2019-05-24 10:00;2019-05-28 10:00\n4;2019-05-27 10:00;2019-05-29 10:00\n"
        },
        command="report --from 2013-01-01 --to 2019-12-31",
        figures={"share": "2/4"},
    ),
    "10 Saint Barthélemy before 2012": Line(
        rules=_house("BL"),
        files={"calls.csv": _HEADER + "1;2008-10-08 10:00;2008-10-10 10:00\n"},  # Thursday 9 October
        figures={"share": "1/1"},
    ),
    "10 French Polynesia in 2025": Line(
        # Thursday 20 November 2025 was a day like any other, Friday 20 November 2026 is a holiday.
        rules=_house("PF", zone="Pacific/Tahiti"),
        files={
            "calls.csv": _HEADER + "1;2025-11-19 10:00;2025-11-21 10:00\n2;2026-11-19 10:00;2026-11-23 10:00\n"
            "3;2026-03-04 10:00;2026-03-06 10:00\n"  # Thursday 5 March
        },
        command="report --from 2025-01-01 --to 2026-12-31",
        figures={"share": "2/3"},
    ),
    "10 Whit Monday of 2006": Line(
        rules=_house(None),
        files={"calls.csv": _HEADER + "1;2006-06-02 10:00;2006-06-06 10:00\n"},
        command="report --year 2006",
        figures={"share": "1/1"},
    ),
    "10 a zone that nobody decided": Line(
        rules=_house("GES"),
        command="validate",
        status=3,
        says=['no public holidays are known for subdivision "GES" of FR'],
    ),
    "10 the calendar of a report": Line(
        rules=_house("971"),
        files=_ANTILLES,
        command="report --from 2024-01-01 --to 2026-12-31 --format json",
        says=['"calendar": { "country": "FR", "subdivision": "971", "holidays": "holidays ', '"tzdata": "2'],
    ),
    "10 the calendar of a deadline": Line(
        rules=_house("Guadeloupe"),
        command="deadline 2024-03-06 '1 jour ouvré' --format json",
        says=[
            '"last_day": "2024-03-07"',
            '"calendar": { "country": "FR", "subdivision": "Guadeloupe", "holidays": "holidays ',
            '"holidays_corrected": "2026-',
            '"time_zone": "Europe/Paris", "tzdata": "2',
        ],
    ),
}
