"""Until when a case must have ended: what several limits of a case come to.

Law: a case is held to the limits that it has. Of `first` it must keep all, of `last` one, and of classes that of its
own. Nobody can say what a case was promised that has none of them, or whose class is not listed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import narwhals as nw

from gpj_kpi.calendars.limits import Limit
from gpj_kpi.engines.conditions import meets
from gpj_kpi.rules import CaseLimit, ClassLimit, Compare, SeveralLimits
from gpj_kpi.rules.models.measures.limits import class_value
from gpj_kpi.verdicts.context import Context, nothing
from gpj_kpi.verdicts.outcomes import Row

_YES, _NO = nw.lit(value=True), nw.lit(value=False)


@dataclass(frozen=True, kw_only=True)
class Due:
    """Until when each case must have ended, as expressions.

    Attributes:
        at: the due instant in microseconds of UTC; null where the case has no such limit, or no calendar reaches it.
        keeps: says whether a moment is in time; null where the moment or the due instant is.
        has: whether the case has the limit; None: every case has.
        promises_nothing: whether its class is promised nothing; None: no class is.
        is_unlisted: whether its class is not listed; None: there are no classes.
        may_be_beyond: a calendar may not reach the due instant.
    """

    at: nw.Expr
    keeps: Callable[[nw.Expr], nw.Expr]
    has: nw.Expr | None = None
    promises_nothing: nw.Expr | None = None
    is_unlisted: nw.Expr | None = None
    may_be_beyond: bool = True

    def tabulate_undue(self) -> list[Row]:
        """Say what becomes of the cases without a due date."""
        found: list[Row] = []
        if self.is_unlisted is not None:
            found.append((self.is_unlisted, "invalid"))
        if self.promises_nothing is not None:
            found.append((self.promises_nothing, "excluded"))
        if self.has is not None:
            found.append((~self.has, "invalid"))
        if self.may_be_beyond:
            found.append((self.at.is_null(), "beyond_calendar"))
        return found


class Leaves(Protocol):
    """Finds when limits that hold no others are due."""

    def find(self, limit: CaseLimit) -> Due:
        """Find when one is due."""

    def find_each(self, lengths: Sequence[tuple[nw.Expr, Limit]]) -> list[Due]:
        """Find when lengths of time are due, each for its cases.

        No case is of two of them.
        """


def put_together(limit: CaseLimit, leaves: Leaves, context: Context) -> Due:
    """Find until when each case must have ended, by a limit of any form.

    Args:
        limit: with all that is in it.
        leaves: finds it for the limits that hold no others.
        context: types the values of classes.
    """
    match limit:
        case ClassLimit():
            classes = [(_is_of_class(limit.column, written, context), each) for written, each in limit.of]
            lengths = [(is_class, each) for is_class, each in classes if isinstance(each, Limit)]
            found = iter(leaves.find_each(lengths))
            dues = [
                None
                if each is None
                else next(found)
                if isinstance(each, Limit)
                else put_together(each, leaves, context)
                for _, each in classes
            ]
            return _choose_by_class([(is_class, due) for (is_class, _), due in zip(classes, dues, strict=True)])
        case SeveralLimits():
            return _combine(limit.mode, [put_together(each, leaves, context) for each in limit.of])
        case _:
            return leaves.find(limit)


def _is_of_class(column: str, written: str, context: Context) -> nw.Expr:
    """Whether a case is of a class; never null."""
    columns = context.source.columns
    return meets(Compare(column, "=", class_value(written, columns[column].type)), columns)


def _choose_by_class(classes: Sequence[tuple[nw.Expr, Due | None]]) -> Due:
    """Choose the limit of each case by its class."""

    def choose(part: Callable[[Due], nw.Expr], *, of_none: nw.Expr, otherwise: nw.Expr) -> nw.Expr:
        found = otherwise
        for is_class, due in reversed(classes):
            found = nw.when(is_class).then(of_none if due is None else part(due)).otherwise(found)
        return found

    return Due(
        at=choose(lambda due: due.at, of_none=nothing(), otherwise=nothing()),
        keeps=lambda moment: choose(lambda due: due.keeps(moment), of_none=_NO, otherwise=_NO),
        has=choose(lambda due: _or(due.has, _YES), of_none=_NO, otherwise=_NO),
        promises_nothing=choose(lambda due: _or(due.promises_nothing, _NO), of_none=_YES, otherwise=_NO),
        is_unlisted=choose(lambda due: _or(due.is_unlisted, _NO), of_none=_NO, otherwise=_YES),
        may_be_beyond=any(due.may_be_beyond for _, due in classes if due is not None),
    )


def _or(condition: nw.Expr | None, otherwise: nw.Expr) -> nw.Expr:
    return otherwise if condition is None else condition


def _combine(mode: Literal["first", "last"], dues: Sequence[Due]) -> Due:
    """Hold each case to all of the limits that it has, or to one.

    The due instant is the earliest, or the latest. It is null where a calendar does not reach one, or one is not known.
    """
    at = (nw.min_horizontal if mode == "first" else nw.max_horizontal)(*(due.at for due in dues))
    beyond = [due.at.is_null() & _or(due.has, _YES) for due in dues if due.may_be_beyond]
    unlisted = [due.is_unlisted for due in dues if due.is_unlisted is not None]
    if beyond or unlisted:
        at = nw.when(~_any([*beyond, *unlisted])).then(at)

    def keeps(moment: nw.Expr) -> nw.Expr:
        if mode == "first":
            return _all([due.keeps(moment) | ~_or(due.has, _YES) for due in dues])
        return _any([due.keeps(moment) & _or(due.has, _YES) for due in dues])

    promised_nothing = [due.promises_nothing for due in dues if due.promises_nothing is not None]
    has = [due.has for due in dues if due.has is not None]
    return Due(
        at=at,
        keeps=keeps,
        has=_any(has) if len(has) == len(dues) else None,
        promises_nothing=_all(promised_nothing) if len(promised_nothing) == len(dues) else None,
        is_unlisted=_any(unlisted) if unlisted else None,
        may_be_beyond=bool(beyond),
    )


def _any(conditions: Sequence[nw.Expr]) -> nw.Expr:
    return nw.any_horizontal(*conditions, ignore_nulls=False)


def _all(conditions: Sequence[nw.Expr]) -> nw.Expr:
    return nw.all_horizontal(*conditions, ignore_nulls=False)
