"""Public holidays of a country, as a finite set of dates.

Law: a holiday is a date with a name; which weekdays are worked is not said here. Two holidays on one date are one day.
Years whose holidays are not known are refused.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable

import holidays

from gpj_kpi.calendars.days import DAY
from gpj_kpi.errors import CalendarRangeError, Issue, RuleFileError

# The package stops at 2100; the French rules depend on no table, so they hold as long as the law does.
_LAST_FRENCH_YEAR = 2400
# The package accepts this region and leaves out the two days of Alsace-Moselle, which is a part of it.
_GRAND_EST = "GES"
_WHIT_MONDAY_SINCE = 1886
_WHIT_MONDAY = "Lundi de Pentecôte"


def public_holidays(
    country: str | None, subdivision: str | None, *, first_day: dt.date, last_day: dt.date
) -> dict[dt.date, str]:
    """Give the name of each public holiday, in date order.

    Whit Monday is in every French year (code du travail, art. L3133-1). In 2005-2007 the day of solidarity fell on it
    by default, and the package drops it; whether it is worked is for the rule file to say. Otherwise the law of each
    year applies: 8 May is no holiday from 1960 to 1981.

    Args:
        country: ISO 3166 code, e.g. FR; None for a house that has no public holidays.
        subdivision: part of the country with holidays of its own, e.g. "57" for Alsace-Moselle.
        first_day: first day wanted.
        last_day: last day wanted, included.

    Raises:
        CalendarRangeError: holidays are not known for all those years.
        RuleFileError: no holidays are known for the country or the subdivision.
    """
    if country is None:
        return {}
    known = _holidays_of(country, subdivision)
    years = range(first_day.year, last_day.year + 1)
    if years[0] < known.start_year or years[-1] > known.end_year:
        message = (
            f"the calendar is asked for {years[0]}-{years[-1]}, but the holidays of {country} are known for "
            f"{known.start_year}-{known.end_year} only."
        )
        raise CalendarRangeError(Issue(code="outside_calendar", message=message))
    _work_out(known, country, years)
    names = dict(known.items())
    if known.country == "FR":
        for year in years:
            if year >= _WHIT_MONDAY_SINCE:
                names.setdefault(easter_sunday(year) + 50 * DAY, _WHIT_MONDAY)
    return {day: names[day] for day in sorted(names) if first_day <= day <= last_day}


def _work_out(known: holidays.HolidayBase, country: str, years: Iterable[int]) -> None:
    """Have the package work out the holidays of some years.

    It does so when a day of the year is first looked up.
    """
    with warnings.catch_warnings():
        # It warns where it knows only some of them, as in years beyond its tables of the moon.
        warnings.simplefilter("error", UserWarning)
        for year in years:
            try:
                known.get(dt.date(year, 1, 1))
            except UserWarning as warning:
                message = f"the calendar is asked for {year}, of which not all holidays of {country} are known."
                raise CalendarRangeError(Issue(code="outside_calendar", message=message)) from warning


def easter_sunday(year: int) -> dt.date:
    """Compute Easter Sunday of a Gregorian year.

    The golden number gives the full moon, and the Sunday letter the Sunday after it.

    Examples:
        >>> easter_sunday(2008)
        datetime.date(2008, 3, 23)
    """
    golden = year % 19
    century = year // 100
    # Age of the ecclesiastical moon, with the century's solar and lunar corrections.
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    # The paschal moon never falls after 18 April, nor twice on one date in a cycle of 19 years.
    days_to_moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + days_to_moon + 2 - century + century // 4) % 7
    return dt.date(year, 3, 28) + (days_to_moon - weekday) * DAY


def _holidays_of(country: str, subdivision: str | None) -> holidays.HolidayBase:
    if subdivision == _GRAND_EST:
        raise _unknown_place(country, subdivision)
    try:
        # Without a language the names would follow the environment.
        known = holidays.country_holidays(country, subdiv=subdivision, language="fr")
    except NotImplementedError as error:
        raise _unknown_place(country, subdivision) from error
    if known.country == "FR":
        known.end_year = _LAST_FRENCH_YEAR
    return known


def _unknown_place(country: str, subdivision: str | None) -> RuleFileError:
    place = country if subdivision is None else f'subdivision "{subdivision}" of {country}'
    message = (
        f"no public holidays are known for {place}. Expected an ISO 3166 code such as FR, and a subdivision only where "
        'it has holidays of its own: "57" for Alsace-Moselle.'
    )
    path = "calendar.country" if subdivision is None else "calendar.subdivision"
    return RuleFileError(Issue(code="unknown_place", message=message, path=path))
