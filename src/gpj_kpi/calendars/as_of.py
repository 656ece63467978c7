"""As-of: the instant to which the data is known.

Law: it comes from the caller or from the data, never from the system clock.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from gpj_kpi.calendars.days import DAY, FIRST_YEAR, LAST_YEAR, microseconds_of, midnight, moment_at
from gpj_kpi.errors import UsageError


@dataclass(frozen=True)
class Known:
    """What has happened by an as-of that was asked for: what lies before these microseconds of UTC.

    Attributes:
        events_before: for times: what happened at the as-of itself, 24:00 of a day included, has happened.
        days_before: for dates and for beginnings, which belong to the day that opens: at 24:00 the next has not begun.
    """

    events_before: int
    days_before: int


def known_by(as_of: dt.datetime | dt.date, zone: ZoneInfo) -> Known:
    """Say what has happened by an as-of."""
    instant = as_of_instant(as_of, zone)
    return Known(instant + 1, instant + int(isinstance(as_of, dt.datetime)))


def as_of_instant(as_of: dt.datetime | dt.date, zone: ZoneInfo) -> int:
    """Microseconds of UTC of an as-of; a date means 24:00 of that local day, a naive time is local.

    >>> as_of_instant(dt.date(2008, 12, 31), ZoneInfo("Europe/Paris")) == as_of_instant(
    ...     dt.datetime(2009, 1, 1), ZoneInfo("Europe/Paris"))
    True
    """
    # A missing time of pandas is a datetime that does not equal itself.
    if not isinstance(as_of, dt.date) or as_of != as_of:  # noqa: PLR0124
        message = f"as_of: {as_of!r} is neither a date nor a datetime."
        raise UsageError(message)
    if not FIRST_YEAR <= as_of.year <= LAST_YEAR:
        message = f"as_of: {as_of} lies outside the years {FIRST_YEAR} to {LAST_YEAR}."
        raise UsageError(message)
    if not isinstance(as_of, dt.datetime):
        as_of = midnight(as_of + DAY)
    aware = as_of if as_of.tzinfo else as_of.replace(tzinfo=zone)
    return microseconds_of(aware)


def local_moment(instant: int, zone: ZoneInfo) -> dt.datetime:
    """Local time, with its offset, of microseconds of UTC."""
    return moment_at(instant).replace(tzinfo=dt.UTC).astimezone(zone)
