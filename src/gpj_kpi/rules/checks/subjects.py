"""What an indicator may name: columns of its source and others.

Law: a name is checked where it stands: that it exists, is not personal where it may not be, and holds what is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from gpj_kpi.rules.models.clock import Ends
from gpj_kpi.rules.models.column_types import COLUMN_TYPES
from gpj_kpi.rules.models.columns import Column
from gpj_kpi.rules.models.conditions import All, Condition, personal_message, read_condition
from gpj_kpi.rules.models.indicators import Indicator
from gpj_kpi.rules.text.faults import FaultList, RulePath, nearest, shown
from gpj_kpi.sentences import expected
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences.sentence import Wordings, say

DATES = tuple(type_ for type_, traits in COLUMN_TYPES.items() if traits.holds_dates)
NUMBERS = tuple(type_ for type_, traits in COLUMN_TYPES.items() if traits.holds_numbers)


@dataclass(frozen=True)
class SourceScope:
    """What an indicator may name.

    Attributes:
        columns: columns of its source by id; None for one whose declaration is at fault and tells no type, and None
            in the place of all where the source is not known.
        null_values: cells that mean "nothing".
        key: columns that tell one case from another.
    """

    columns: Mapping[str, Column | None] | None
    null_values: tuple[str, ...]
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """The indicator being checked, and where its faults go.

    Attributes:
        path: its place in the file.
        scope: what its source has.
        scope_of: gives what another source has, from its name and the place that names it.
        found: takes the faults.
        others: all indicators of the file by id, each with its place.
        year_begins: month in which the years of the house begin.
    """

    path: RulePath
    scope: SourceScope
    scope_of: Callable[[str, RulePath], SourceScope]
    found: FaultList
    others: Mapping[str, tuple[Indicator, RulePath]] = field(default_factory=dict)
    year_begins: int = 1

    def refuse(self, code: str, message: str, *below: str | int, at_key: bool = False) -> None:
        """Add a fault of a part of the indicator."""
        self.found.refuse(code, message, *self.path, *below, at_key=at_key)

    def condition(self, waiting: object, *below: str) -> Condition | None:
        """Read a condition that waited for its columns; None stays None."""
        if waiting is None:
            return None
        refused: Condition = All(())
        return self.found.read(
            lambda: read_condition(waiting, columns=self.scope.columns, null_values=self.scope.null_values),
            *self.path,
            *below,
            otherwise=refused,
        )

    def column(
        self, name: str | None, types: Sequence[str], need: str, *below: str | int, may_be_personal: bool = False
    ) -> Column | None:
        """Check one column that is named at this place.

        Args:
            name: id of the column; None passes.
            types: what it may hold.
            need: why it must hold that.
            below: the place that names it.
            may_be_personal: its cells are only compared with each other.

        Returns:
            The column where its type is known and fits, else None.
        """
        if name is None or self.scope.columns is None or not self.found.is_sound(*self.path, *below):
            return None
        if name not in self.scope.columns:
            advice, source = nearest(name, self.scope.columns), say(sentences.THIS_SOURCE)
            message = say(sentences.UNKNOWN_COLUMN, column=shown(name), source=source, advice=advice)
            self.refuse("unknown_column", message, *below)
            return None
        column = self.scope.columns[name]
        if column is None:
            return None
        if column.personal and not may_be_personal:
            self.refuse("personal_column", personal_message(name), *below)
            return None
        if column.type not in types:
            fit = that_fit(self.scope.columns, types)
            message = say(sentences.WRONG_TYPE, column=shown(name), type=column.type, need=need, fit=fit)
            self.refuse("wrong_column_type", message, *below)
            return None
        return column

    def event(self, name: str | None, need: str, what: Wordings, *below: str | int) -> Column | None:
        """Check a column of dates that must say when something happened.

        Args:
            name: id of the column.
            need: why it must hold dates.
            what: what a planned date does not say.
            below: the place that names it.

        Returns:
            The column where its type is known and fits, else None.
        """
        column = self.column(name, DATES, need, *below)
        if column is not None and column.planned:
            self.refuse("contradiction", say(expected.PLAN, column=shown(name), what=say(what)), *below)
        return column

    def ends(self, ends: Ends | None, raw: object) -> dict[str, Column | None]:
        """Check the columns that end a delay; return them by id."""
        if ends is None:
            return {}
        listed = raw.get(ends.mode) if isinstance(raw, dict) else None
        place: tuple[str, ...] = ("measure", "to", ends.mode) if isinstance(raw, dict) else ("measure", "to")
        need = "an end needs a date or datetime column"
        return {
            name: self.event(
                name, need, expected.WHEN_IT_ENDED, *place, *((position,) if isinstance(listed, list) else ())
            )
            for position, name in enumerate(ends.columns)
        }


def that_fit(columns: Mapping[str, Column | None], types: Sequence[str]) -> str:
    """Name the columns of these types, as advice."""
    names = [name for name, column in columns.items() if column and column.type in types and not column.personal]
    return say(sentences.COLUMNS_THAT_FIT, names=", ".join(names)) if names else say(sentences.NO_COLUMN_FITS)
