"""Outcomes: what may become of a case, and what judging adds to the cases to find it.

Law: a judgement is made of expressions, so one pass over the cases computes any number of them. What the calendar says
of a day is looked up once per column of days, however many indicators ask.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

import narwhals as nw
import pandas as pd

from gpj_kpi.engines.interface import Engine, Frame
from gpj_kpi.verdicts.context import nothing

OUTCOMES = (
    "met",
    "missed",
    "late",
    "overdue",
    "abandoned",
    "pending",
    "excluded",
    "invalid",
    "counted",
    "beyond_calendar",
    "absent",
)
"""What may become of a case in scope.

Each is a verdict (met, missed, pending, excluded, invalid), or says how a case is missed (one of `LATENESS`). `counted`
has nothing to meet, `beyond_calendar` is due on no day that a calendar covers, and `absent` was not open, or not old
enough, when a stock was taken.
"""
LATENESS = ("late", "overdue", "abandoned")
NOT_LOOKED_AT = 0
CODES = {outcome: code for code, outcome in enumerate(OUTCOMES, NOT_LOOKED_AT + 1)}
"""Outcomes as whole numbers, which are made, compared and grouped in a fraction of the time that names take."""
_NAMES = {code: outcome for outcome, code in CODES.items()}


def code(outcome: str) -> nw.Expr:
    """Give every case the code of an outcome."""
    return nw.lit(CODES[outcome])


Row = tuple[nw.Expr, str]
"""One row of a table of cases: a condition, and the outcome of a case for which it is the first to hold."""


def decide(table: Sequence[Row], *, otherwise: str) -> nw.Expr:
    """Give the outcome of the first row whose condition holds.

    A condition that is unknown for a case does not hold for it.

    Args:
        table: at least one row.
        otherwise: outcome of a case for which none holds.
    """
    (condition, outcome), *others = table
    found = nw.when(condition).then(code(outcome))
    for condition, outcome in others:
        found = found.when(condition).then(code(outcome))
    return found.otherwise(code(otherwise))


def name_verdict(code: int) -> str | None:
    """Name the verdict of an outcome by its code, if any.

    >>> [name_verdict(CODES[outcome]) for outcome in ("met", "missed", "late", "pending")]
    ['met', 'missed', 'missed', 'pending']
    """
    outcome = _NAMES.get(code)
    return "missed" if outcome in LATENESS else outcome


def name_lateness(code: int) -> str | None:
    """Name how a case was missed, by its code; None for others.

    >>> [name_lateness(CODES[outcome]) for outcome in ("met", "missed", "late")]
    [None, None, 'late']
    """
    outcome = _NAMES.get(code)
    return outcome if outcome in LATENESS else None


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """How a case is judged, as expressions (units: see `judge`).

    Attributes:
        outcome: the code of one of `OUTCOMES`.
        started_at: when the clock of the case started.
        ended_at: when it ended.
        due_at: until when it had to.
        value: what is measured.
        weight: how much that counts.
        version: first day of the version; null for what holds from the beginning.
    """

    outcome: nw.Expr
    started_at: nw.Expr = field(default_factory=nothing)
    ended_at: nw.Expr = field(default_factory=nothing)
    due_at: nw.Expr = field(default_factory=nothing)
    value: nw.Expr = field(default_factory=nothing)
    weight: nw.Expr = field(default_factory=nothing)
    version: nw.Expr = field(default_factory=nothing)


@dataclass
class CaseFrame:
    """Cases being judged, with what is looked up of their days.

    Attributes:
        frame: one row per case. A step that no expression can say, such as a join, replaces it.
        engine: where it lies.
    """

    frame: Frame
    engine: Engine
    _facts: dict[str, dict[Hashable, tuple[str, pd.Series]]] = field(default_factory=dict)

    def look_up(self, day: str, fact: Hashable, by_day: Callable[[], pd.Series]) -> nw.Expr:
        """Look up what the calendar says of a day, once for all.

        Args:
            day: column of the cases that holds the day.
            fact: names what is looked up; the same day and fact are not looked up again.
            by_day: makes it: whole numbers by day from 1970-01-01, missing where the calendar says nothing.

        Returns:
            A column of `complete`.
        """
        of_day = self._facts.setdefault(day, {})
        if fact not in of_day:
            of_day[fact] = (f"{day}_fact_{len(of_day)}", by_day())
        return nw.col(of_day[fact][0])

    def complete(self) -> Frame:
        """Join the cases with all that was looked up."""
        frame = self.frame
        for day, facts in self._facts.items():
            columns = {name: values.astype("Int64") for name, values in facts.values()}
            table = self.engine.table(pd.DataFrame(columns).rename_axis("_day").reset_index())
            frame = frame.join(table, left_on=day, right_on="_day", how="left")
        return frame
