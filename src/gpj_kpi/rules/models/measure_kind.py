"""What every kind of measure answers about itself.

Law: who asks does not ask for the kind. A new kind says here what it has, and the others stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.rules.text.faults import RulePath
from gpj_kpi.rules.text.values import RuleModel

if TYPE_CHECKING:
    from gpj_kpi.rules.models.delays import ColumnLimit, Pauses


class MeasureKind(RuleModel):
    """A kind of measure, with the answers of one that has nothing to say; each kind gives its own.

    Each kind also has `statistic_name` and `unit_name`, for which there is no such answer.
    """

    @property
    def summed(self) -> tuple[str, ...]:
        """What of a judgement is summed over the cases: `value` and `weight`, `value`, or nothing."""
        return ()

    @property
    def limits(self) -> tuple[Limit | ColumnLimit, ...]:
        """The limits by which cases are judged; the first is the one that versions change."""
        return ()

    @property
    def units(self) -> dict[RulePath, Unit]:
        """Every unit in which something is counted, by its place below the measure."""
        return {}

    @property
    def start_column(self) -> str | None:
        """Column that starts the clock, and puts a case in a period if nothing else does; None if there is none."""
        return None

    @property
    def stopped_by(self) -> Pauses | None:
        """The pauses that stop the clock; None if nothing does."""
        return None
