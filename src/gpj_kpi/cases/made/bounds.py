"""Where the time begins and ends of whose rows a column is made, case by case.

Law: both ends are instants that belong to it. So a row lies in it if its moment is neither before the one nor after the
other, whatever the units of the rule file.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import narwhals as nw
import numpy as np
import pandas as pd

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.day_columns import array_microseconds, day_numbers, microseconds
from gpj_kpi.calendars.days import DAY, microseconds_of
from gpj_kpi.calendars.limits import Limit
from gpj_kpi.cases.made.rows import Rows, blank_unknown_cells, held_columns
from gpj_kpi.engines.interface import DAY_COLUMN, OPEN_COLUMN, Engine, Frame
from gpj_kpi.rules import Aggregate, Source

FROM, UNTIL = "_from", "_until"
"""The ends of the time, in microseconds of UTC; there only where it has such an end."""
_NEVER = 1 << 60
"""Comes after every day."""


@dataclass(frozen=True)
class Bounded:
    """Cases, and the time of each.

    Attributes:
        frame: `_row`, the keys, and the ends of the time of each case.
        keys: columns that hold what is matched, in its order.
        ends: which of `FROM` and `UNTIL` there are.
        is_over: whether all rows of its time are known; None where that is not asked.
        waits: whether a moment or a cell that is matched is open, as `_waits` of `frame`; None where none may be.
    """

    frame: Frame
    keys: tuple[str, ...]
    ends: tuple[str, ...]
    is_over: nw.Expr | None
    waits: nw.Expr | None = None

    @property
    def is_known(self) -> nw.Expr:
        """Whether it is known which rows belong to a case.

        It is not where a cell that is matched is empty, or an end of its time.
        """
        filled = [~nw.col(column).is_null() for column in (*self.keys, *self.ends)]
        return nw.all_horizontal(*filled, ignore_nulls=False)


def bound_cases(
    source: Source,
    frame: Frame,
    rows: Rows,
    made: Aggregate,
    calendar: Calendar,
    engine: Engine,
    *,
    due: Collection[str],
) -> Bounded:
    """Find the time of each case.

    Args:
        source: declaration of the cases.
        frame: one row per case.
        rows: of which something is made.
        made: says what is matched, and which time is looked at.
        calendar: covers every day of the cases and of the times.
        engine: where they lie.
        due: columns of the cases that hold due dates, which are known before they come.
    """
    # Lone dates are those of one source alone. An as-of that was given holds for all.
    if made.is_own or rows.as_of.is_given:
        frame = blank_unknown_cells(replace(rows, source=source, frame=frame, due=due))
    held = held_columns(source, made.ours)
    keys = tuple(f"_key_{number}" for number in range(len(held)))
    moments = [id_ for id_ in (made.after, made.before) if id_ is not None]
    of_day = [DAY_COLUMN.format(id_) for id_ in moments]
    may_wait = [id_ for id_ in dict.fromkeys([*made.ours, *moments]) if source.columns[id_].may_be_open]
    are_open = [nw.col(OPEN_COLUMN.format(id_)) for id_ in may_wait]
    waiting = {"_waits": nw.any_horizontal(*are_open, ignore_nulls=False)} if may_wait else {}
    cases = frame.select(
        "_row",
        *(nw.col(id_).alias(key) for key, id_ in zip(keys, held, strict=True)),
        *dict.fromkeys([*moments, *of_day]),
        **waiting,
    )
    by_day = made.at is not None and rows.source.columns[made.at].type == "date"
    ends: dict[str, nw.Expr] = {}
    if made.after is not None:
        cases, ends[FROM] = _begin(cases, made.after, source, calendar, engine, by_day=by_day)
    if made.before is not None:
        cases, ends[UNTIL] = _end(cases, made.before, source, calendar, engine, by_day=by_day)
    if made.within is not None and made.after is not None:
        cases, ends[UNTIL] = _end_after(cases, made.after, made.within, calendar, engine)
    elif made.within is not None and made.before is not None:
        cases, ends[FROM] = _begin_before(cases, made.before, made.within, calendar, engine)
    found = cases.select("_row", *keys, *waiting, *(end.alias(name) for name, end in ends.items()))
    is_over = None if made.within is None or made.after is None else _is_over(made.within, rows.as_of)
    return Bounded(
        found, keys, tuple(end for end in (FROM, UNTIL) if end in ends), is_over, nw.col("_waits") if may_wait else None
    )


def _begin(
    cases: Frame, after: str, source: Source, calendar: Calendar, engine: Engine, *, by_day: bool
) -> tuple[Frame, nw.Expr]:
    """Begin at a moment, or at 0:00 of its day.

    A date stands for its 0:00 already.
    """
    if not by_day or source.columns[after].type == "date":
        return cases, nw.col(after)
    return _look_up(cases, after, microseconds(calendar.days["starts_at"]), "_starts_at", calendar, engine)


def _end(
    cases: Frame, before: str, source: Source, calendar: Calendar, engine: Engine, *, by_day: bool
) -> tuple[Frame, nw.Expr]:
    """End at a moment, or before 24:00 of a date.

    The date of a row stands for its 0:00, so that it lies before the moments of its day.
    """
    if by_day or source.columns[before].type != "date":
        return cases, nw.col(before)
    ends_at = microseconds(calendar.days["starts_at"]).shift(-1)
    ends_at.iloc[-1] = microseconds_of(calendar.midnight(calendar.last_day + DAY))
    return _look_up(cases, before, ends_at - 1, "_ends_at", calendar, engine)


def _end_after(cases: Frame, after: str, within: Limit, calendar: Calendar, engine: Engine) -> tuple[Frame, nw.Expr]:
    """End as a limit does that begins at a moment."""
    if within.unit.is_elapsed:
        return cases, nw.col(after) + (within.microseconds - int(within.strict))
    due = calendar.last_days(within)["due_at"]
    due_at = pd.Series(array_microseconds(due.to_numpy()), index=due.index).astype("Int64").mask(due.isna(), _NEVER)
    return _look_up(cases, after, due_at - 1, "_due_at", calendar, engine)


def _begin_before(
    cases: Frame, before: str, within: Limit, calendar: Calendar, engine: Engine
) -> tuple[Frame, nw.Expr]:
    """Begin at the first moment from which a limit reaches another one."""
    if within.unit.is_elapsed:
        return cases, nw.col(before) - (within.microseconds - int(within.strict))
    last = calendar.last_days(within)["last_day"]
    last_days = np.where(last.isna(), _NEVER, day_numbers(last.fillna(calendar.days["day"])))
    starts_at = microseconds(calendar.days["starts_at"])
    # The last day of the calendar reaches beyond it, so that a place is found for every day.
    places = np.searchsorted(last_days, day_numbers(calendar.days["day"]).to_numpy())
    found = pd.Series(starts_at.to_numpy()[np.minimum(places, len(starts_at) - 1)])
    return _look_up(cases, before, found, "_reaches_from", calendar, engine)


def _look_up(
    cases: Frame, moment: str, of_day: pd.Series, name: str, calendar: Calendar, engine: Engine
) -> tuple[Frame, nw.Expr]:
    """Look up what the calendar says of the day of a moment."""
    table = pd.DataFrame({"_day": day_numbers(calendar.days["day"]), name: of_day.to_numpy()}).astype("Int64")
    joined = cases.join(engine.table(table), left_on=DAY_COLUMN.format(moment), right_on="_day", how="left")
    return joined, nw.col(name)


def _is_over(within: Limit, as_of: AsOf) -> nw.Expr:
    """Say whether as-of has reached the end of the time.

    A limit in days has ended at its 24:00, which does not belong to it.
    """
    if as_of.instant is None:
        return nw.lit(value=False)
    return nw.col(UNTIL) <= as_of.instant - (0 if within.unit.is_elapsed else 1)
