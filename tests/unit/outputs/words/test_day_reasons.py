from __future__ import annotations

import datetime as dt

import pytest

from gpj_kpi.calendars.counting.account import CountedDay
from gpj_kpi.calendars.counting.reasons import NO_REASONS, Reason, Reasons
from gpj_kpi.outputs.words.day_reasons import DayReasonWords
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH

IN_FRENCH, IN_ENGLISH = FRENCH.day_reasons, ENGLISH.day_reasons
MAY_1, MAY_2, MAY_3 = (dt.date(2008, 5, day) for day in (1, 2, 3))
"""Thursday, Friday, Saturday."""


def day(on: dt.date, reasons: Reasons, *, taken: int = 0) -> CountedDay:
    """One day of an account."""
    return CountedDay(day=on, taken=taken, total=taken, left=1, reasons=reasons)


@pytest.mark.parametrize(
    ("counted", "french", "english"),
    [
        (day(MAY_2, NO_REASONS, taken=1), "", ""),
        (day(MAY_3, Reasons(because=(Reason("weekday"),))), "samedi", "Saturday"),
        (
            day(MAY_2, Reasons(because=(Reason("weekday"),))),
            "vendredi, hors de la semaine ouvrée",
            "Friday, outside the business week",
        ),
        (
            day(MAY_1, Reasons(because=(Reason("holiday", "Fête du Travail"),))),
            "férié (Fête du Travail)",
            "holiday (Fête du Travail)",
        ),
        (
            day(MAY_3, Reasons(because=(Reason("weekday"),), although=(Reason("closed", "Pont"),))),
            "samedi, bien que fermé (Pont)",
            "Saturday, though closed (Pont)",
        ),
        (
            day(MAY_1, Reasons(although=(Reason("holiday", "Fête du Travail"),)), taken=1),
            "compté, bien que férié (Fête du Travail)",
            "counted, though holiday (Fête du Travail)",
        ),
        (
            day(dt.date(2008, 2, 29), Reasons(although=(Reason("short_month"),)), taken=1),
            "dernier jour de février, qui est plus court",
            "last day of February, which is shorter",
        ),
        (
            day(dt.date(2011, 12, 29), Reasons(although=(Reason("before_skipped"),)), taken=1),
            "veille d’une date qui n’existe pas dans ce fuseau horaire",
            "day before a date that does not exist in this time zone",
        ),
    ],
)
def test_a_day_says_why_it_counts_or_not(counted: CountedDay, french: str, english: str) -> None:
    """Names of days stay as they are; a day like any other says nothing."""
    assert IN_FRENCH.why(counted) == french
    assert IN_ENGLISH.why(counted) == english


def test_the_name_of_a_day_keeps_to_its_line() -> None:
    """A name of two lines, as a rule file may give it, is said in one."""
    closed = day(MAY_2, Reasons(because=(Reason("closed", "Pont\nde l'Ascension"),)))
    assert "\n" not in IN_FRENCH.why(closed)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (IN_FRENCH, "2 samedis, 1 dimanche, 2 fériés, 1 fermé"),
        (IN_ENGLISH, "2 Saturdays, 1 Sunday, 2 holidays, 1 closed"),
    ],
)
def test_skipped_days_are_counted_under_their_first_reason(words: DayReasonWords, text: str) -> None:
    """1 to 10 May 2008, without two open days: the holiday on a Saturday is counted as a Saturday."""
    weekday, holiday, closed = Reason("weekday"), Reason("holiday", "x"), Reason("closed", "y")
    days = [
        day(MAY_1, Reasons(because=(holiday,))),
        day(MAY_2, Reasons(because=(closed,))),
        day(MAY_3, Reasons(because=(weekday, holiday))),
        day(dt.date(2008, 5, 4), Reasons(because=(weekday,))),
        day(dt.date(2008, 5, 5), NO_REASONS, taken=1),
        day(dt.date(2008, 5, 8), Reasons(because=(holiday,))),
        day(dt.date(2008, 5, 10), Reasons(because=(weekday,))),
    ]
    assert words.count_skipped(days) == text
