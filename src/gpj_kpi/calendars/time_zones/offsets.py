"""From local times to instants in UTC, and back.

Law: a local time that occurs twice is its first occurrence. One that never occurs is read with the offset before the
change. Hence one rule for both seasons: of the two local times of a change, the new offset holds from the later one.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from gpj_kpi.calendars.day_columns import Integers, Moments, array_microseconds, array_moments
from gpj_kpi.calendars.days import (
    DAY,
    FAR_FUTURE,
    FAR_PAST,
    MICROSECOND,
    MICROSECONDS_A_DAY,
    microseconds_of,
    moment_at,
)

_SECOND = dt.timedelta(seconds=1)
# Local days begin within a day of the UTC day of the same date; one more lets a search start before them.
_MARGIN = 2 * DAY


def instant_of(local_time: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Convert a naive local time to a naive UTC instant.

    Raises:
        ValueError: the time already carries a time zone.
    """
    _require_naive(local_time)
    return to_utc(local_time.replace(tzinfo=zone, fold=0))


def local_of(instant: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Convert a naive UTC instant to the naive local time.

    Raises:
        ValueError: the instant carries a time zone.
    """
    _require_naive(instant)
    return at_zone(instant, zone).replace(tzinfo=None, fold=0)


def to_utc(moment: dt.datetime) -> dt.datetime:
    """Convert a local time with its offset to a naive UTC instant."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def at_zone(instant: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Convert a naive UTC instant to the local time with its offset."""
    return instant.replace(tzinfo=dt.UTC).astimezone(zone)


@dataclass(frozen=True, eq=False)
class OffsetChanges:
    """The changes of UTC offset of a zone, in order.

    Attributes:
        at_us: one instant per change, from which the new offset holds; in microseconds since 1970 UTC.
        offsets_us: the offset before the first change, then the offset after each; in microseconds.
    """

    at_us: Integers
    offsets_us: Integers

    @classmethod
    def of_zone(cls, zone: ZoneInfo, first_day: dt.date, last_day: dt.date) -> OffsetChanges:
        """Find every change that matters to a range of local days.

        The last day is included. Two changes between the same two UTC midnights that cancel each other are not seen; no
        zone has had any since 1950.
        """
        start = dt.datetime.combine(first_day, dt.time(), dt.UTC) - _MARGIN
        midnights = [start + n * DAY for n in range((last_day - first_day + 2 * _MARGIN).days + 1)]
        offsets = [_offset(moment, zone) for moment in midnights]
        changes = [
            _change_between(left, right, zone)
            for left, right, before, after in zip(midnights, midnights[1:], offsets, offsets[1:], strict=False)
            if before != after
        ]
        return cls(
            np.array([microseconds_of(moment) for moment in changes], dtype=np.int64),
            np.array([o // MICROSECOND for o in (offsets[0], *(_offset(c, zone) for c in changes))], dtype=np.int64),
        )

    @property
    def switches_local_us(self) -> Integers:
        """Local time from which each new offset holds, in microseconds since 1970."""
        return self.at_us + np.maximum(self.offsets_us[:-1], self.offsets_us[1:])

    def segments(self) -> pd.DataFrame:
        """List the periods of constant offset, in order.

        Returns:
            One row per period: `from_at` (datetime64[us], naive UTC, included; far past in the first row) and
            `offset_us` (int64).
        """
        from_at = array_moments(np.concatenate([[microseconds_of(FAR_PAST)], self.at_us]))
        return pd.DataFrame({"from_at": from_at, "offset_us": self.offsets_us})

    def by_day(self, days: Moments) -> dict[str, npt.NDArray[np.generic]]:
        """Give the columns that place the local times of days in time.

        Args:
            days: consecutive local days, datetime64[D].

        Returns:
            One value per day: `starts_at` (datetime64[us]) and, as int64, `offset_before_us`, `switch_us`,
            `offset_after_us`, `ambiguous_from_us`, `ambiguous_to_us`, `gap_from_us`, `gap_to_us`, `gap_length_us`: see
            `Calendar.days`.
        """
        midnight_us = array_microseconds(days)
        switch_local_us = self.switches_local_us
        passed = np.searchsorted(switch_local_us, midnight_us, side="right")
        # The next change after each midnight; the stop stands in for "none".
        next_local_us = np.append(switch_local_us, microseconds_of(FAR_FUTURE))[passed]
        changes = next_local_us - midnight_us < MICROSECONDS_A_DAY
        before_us = self.offsets_us[passed]
        after_us = np.append(self.offsets_us, 0)[passed + 1]
        columns: dict[str, npt.NDArray[np.generic]] = {
            "starts_at": array_moments(midnight_us - before_us),
            "offset_before_us": before_us,
            "switch_us": np.where(changes, next_local_us - midnight_us, MICROSECONDS_A_DAY),
            "offset_after_us": np.where(changes, after_us, before_us),
        }
        return columns | self._doubtful_ranges(midnight_us)

    def skipped_dates(self) -> list[dt.date]:
        """List the dates that the clocks pass over whole."""
        return [
            moment_at(day_us).date()
            for kind, low, high in self._list_doubtful()
            for day_us, part_from, part_to in _parts_by_day(low, high)
            if kind == "gap" and part_to - part_from == MICROSECONDS_A_DAY
        ]

    def _doubtful_ranges(self, midnight_us: Integers) -> dict[str, npt.NDArray[np.generic]]:
        kinds = ("ambiguous_from_us", "ambiguous_to_us", "gap_from_us", "gap_to_us", "gap_length_us")
        columns = {kind: np.zeros(len(midnight_us), dtype=np.int64) for kind in kinds}
        for kind, low, high in self._list_doubtful():
            # A range can cross midnight, and then each day has its part.
            for day_us, part_from, part_to in _parts_by_day(low, high):
                row = (day_us - int(midnight_us[0])) // MICROSECONDS_A_DAY
                if 0 <= row < len(midnight_us):
                    columns[f"{kind}_from_us"][row] = part_from
                    columns[f"{kind}_to_us"][row] = part_to
                    if kind == "gap":
                        columns["gap_length_us"][row] = high - low
        return dict(columns)

    def _list_doubtful(self) -> Iterator[tuple[str, int, int]]:
        """List the ranges of local times that occur twice or never."""
        for at_us, (before_us, after_us) in zip(
            self.at_us.tolist(), itertools.pairwise(self.offsets_us.tolist()), strict=True
        ):
            low, high = sorted((at_us + before_us, at_us + after_us))
            yield "gap" if after_us > before_us else "ambiguous", low, high


def _parts_by_day(low_us: int, high_us: int) -> Iterator[tuple[int, int, int]]:
    for day_us in range(low_us // MICROSECONDS_A_DAY * MICROSECONDS_A_DAY, high_us, MICROSECONDS_A_DAY):
        yield day_us, max(low_us - day_us, 0), min(high_us - day_us, MICROSECONDS_A_DAY)


def _change_between(left: dt.datetime, right: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    before = _offset(left, zone)
    while right - left > _SECOND:
        middle = left + (right - left) // _SECOND // 2 * _SECOND
        if _offset(middle, zone) == before:
            left = middle
        else:
            right = middle
    return right


def _offset(moment: dt.datetime, zone: ZoneInfo) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()


def _require_naive(moment: dt.datetime) -> None:
    if moment.tzinfo is not None:
        message = f"{moment} carries a time zone; expected a naive time."
        raise ValueError(message)
