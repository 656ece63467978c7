"""As-of: the instant to which the data is known.

Law: as-of comes from the caller or from the data, never from the system clock. One value, `AsOf`, says what has
happened by then, on which day it lies, and whether somebody asked for it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from gpj_kpi.calendars.days import DAY, FIRST_YEAR, LAST_YEAR, microseconds_of, midnight, moment_at
from gpj_kpi.errors import UsageError

if TYPE_CHECKING:
    import narwhals as nw


@dataclass(frozen=True)
class AsOf:
    """The instant to which data is known, made by `given` or `latest`.

    Attributes:
        instant: microseconds of UTC; None where nothing is known, for want of any event.
        zone: the time zone of its local day.
        date: the date that was given, at whose 24:00 it is; None where a time was given, or nothing.
        is_given: somebody asked for it, so what comes after is unknown. Otherwise it is the latest event, and silence
            after it may mean that nothing happened.
        cuts_off: events after it count as not having happened: it was given, or these events stand alone.
    """

    instant: int | None
    zone: ZoneInfo
    date: dt.date | None
    is_given: bool
    cuts_off: bool

    @classmethod
    def given(cls, as_of: dt.datetime | dt.date, zone: ZoneInfo, name: str = "as_of") -> Self:
        """Take the as-of that was asked for.

        >>> from gpj_kpi.calendars.time_zones.named import zone_named
        >>> paris = zone_named("Europe/Paris")
        >>> midnight = AsOf.given(dt.datetime(2009, 1, 1), paris)
        >>> AsOf.given(dt.date(2008, 12, 31), paris).instant == midnight.instant
        True

        Args:
            as_of: a date means 24:00 of that local day; a time without offset is local.
            zone: the local time zone.
            name: of the argument, for messages.

        Raises:
            UsageError: it is neither a date nor a time, or lies outside the years 1950 to 2199.
        """
        # A missing time of pandas is a datetime that does not equal itself.
        if not isinstance(as_of, dt.date) or as_of != as_of:  # noqa: PLR0124
            message = f"{name}: {as_of!r} is neither a date nor a datetime."
            raise UsageError(message)
        if not FIRST_YEAR <= as_of.year <= LAST_YEAR:
            message = f"{name}: {as_of} lies outside the years {FIRST_YEAR} to {LAST_YEAR}."
            raise UsageError(message)
        date = None if isinstance(as_of, dt.datetime) else as_of
        moment = as_of if isinstance(as_of, dt.datetime) else midnight(as_of + DAY)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return cls(microseconds_of(aware), zone, date, is_given=True, cuts_off=True)

    @classmethod
    def latest(cls, instant: int | None, zone: ZoneInfo, *, lone_after: bool = False) -> Self:
        """Take the latest event, in microseconds of UTC; None without any.

        Args:
            instant: of the event.
            zone: the local time zone.
            lone_after: later events stand alone, and are not taken for events.
        """
        return cls(instant, zone, None, is_given=False, cuts_off=lone_after)

    @property
    def local_time(self) -> dt.datetime | None:
        """The instant as local time with its offset, if there is one."""
        if self.instant is None:
            return None
        return moment_at(self.instant).replace(tzinfo=dt.UTC).astimezone(self.zone)

    @property
    def local_day(self) -> dt.date | None:
        """The local day of the instant, if any.

        At 24:00 it is the next day.
        """
        return None if self.local_time is None else self.local_time.date()

    @property
    def last_day(self) -> dt.date | None:
        """The last local day that is known, if any; 24:00 ends it."""
        return self.local_day if self.date is None else self.date

    @property
    def over_by(self) -> dt.date | None:
        """The last local day whose 24:00 has come, if any."""
        if self.date is not None or self.local_day is None:
            return self.date
        return self.local_day - DAY

    def happened(self, event: nw.Expr, *, by_day: bool) -> nw.Expr:
        """Say whether an event has happened.

        Where as-of cuts nothing off, all have.

        Args:
            event: microseconds of UTC, for a date those of its local midnight; null where there is none.
            by_day: the event is a date or a beginning, which belongs to the day that opens. At 24:00 of a given date
                the next day has not begun. A time of 24:00 itself has happened.

        Returns:
            True or false; where there is no event, null if as-of cuts off later ones and else false.
        """
        if not self.cuts_off or self.instant is None:
            return ~event.is_null()
        return event < self.instant if by_day and self.date is not None else event <= self.instant
