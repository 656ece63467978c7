"""Public holidays of a country, as a finite set of dates.

Law: a holiday is a date with a name; which weekdays are worked is not said here. Two holidays on one date are one day.
Years whose holidays are not known are refused.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable

import holidays
from holidays.version import __version__

from gpj_kpi.calendars.holidays.france import AS_OF, ISO_CODES, MAINLAND, add_holidays_of, zone_named
from gpj_kpi.errors import CalendarRangeError, Issue, RuleFileError

EDITION = f"holidays {__version__}"
"""The package that knows the holidays, and its version."""

# The package stops at 2100; the French rules depend on no table, so they hold as long as the law does.
_LAST_FRENCH_YEAR = 2400


def public_holidays(
    country: str | None, subdivision: str | None, *, first_day: dt.date, last_day: dt.date
) -> dict[dt.date, str]:
    """Give the name of each public holiday, in date order.

    The law of each year applies: in France 8 May is no holiday from 1960 to 1981. The table of `france` has the days
    that the package lacks. Whether a holiday is worked, as Whit Monday on the day of solidarity, is for the rule file
    to say.

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
    known, zone = _load(country, subdivision)
    years = range(first_day.year, last_day.year + 1)
    if years[0] < known.start_year or years[-1] > known.end_year:
        message = (
            f"the calendar is asked for {years[0]}-{years[-1]}, but the holidays of {country} are known for "
            f"{known.start_year}-{known.end_year} only."
        )
        raise CalendarRangeError(Issue(code="outside_calendar", message=message))
    _work_out(known, country, years)
    names = dict(known.items())
    if zone is not None:
        names = add_holidays_of(zone, names, years)
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


def corrected_on(country: str | None) -> dt.date | None:
    """Give the date of the table that corrects the package.

    It is None for a country that the table does not know.
    """
    return AS_OF if country in ISO_CODES else None


def _load(country: str, subdivision: str | None) -> tuple[holidays.HolidayBase, str | None]:
    """Load what the package knows of a place.

    Returns:
        The holidays that it gives, and the zone whose own are to be added to them. In France those are the holidays of
        the mainland; elsewhere there is no zone.
    """
    try:
        # Without a language the names would follow the environment.
        known = holidays.country_holidays(country, language="fr")
        if known.country not in ISO_CODES:
            return holidays.country_holidays(country, subdiv=subdivision, language="fr"), None
    except NotImplementedError as error:
        raise _unknown_place(country, subdivision) from error
    zone = ISO_CODES[known.country] if subdivision is None else zone_named(subdivision)
    if zone is None or (subdivision is not None and known.country != MAINLAND):
        raise _unknown_place(country, subdivision)
    mainland = holidays.country_holidays(MAINLAND, language="fr")
    mainland.end_year = _LAST_FRENCH_YEAR
    return mainland, zone


def _unknown_place(country: str, subdivision: str | None) -> RuleFileError:
    place = country if subdivision is None else f'subdivision "{subdivision}" of {country}'
    message = (
        f"no public holidays are known for {place}. Expected an ISO 3166 code such as FR, and a subdivision only where "
        'it has holidays of its own: "57" for Alsace-Moselle.'
    )
    path = "calendar.country" if subdivision is None else "calendar.subdivision"
    return RuleFileError(Issue(code="unknown_place", message=message, path=path))
