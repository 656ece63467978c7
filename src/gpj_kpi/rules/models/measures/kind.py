"""What every kind of measure answers about itself.

Law: other modules ask these questions and need not know the kind. A kind gives its own answer where it has one.
"""

from __future__ import annotations

from typing import Literal

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.rules.models.clock import Pauses
from gpj_kpi.rules.models.measures.limits import CaseLimit
from gpj_kpi.rules.text.faults import RulePath
from gpj_kpi.rules.text.values import RuleModel

RateOf = Literal["missed"]
"""What a rate is of, where it is not of the cases met."""


class MeasureKind(RuleModel):
    """A kind of measure, with the answers of one without any part.

    Each kind gives its own where it has one. Each also has `statistic_name` and `unit_name`: the names of its
    statistic and its unit in the results.
    """

    @property
    def summed(self) -> tuple[str, ...]:
        """What of a judgement is summed: `value`, `weight`, or nothing."""
        return ()

    @property
    def is_total(self) -> bool:
        """Whether cases to come change the figure of a period.

        They do not where it is a mean or a share, which is known as far as its cases are.
        """
        return False

    @property
    def limits(self) -> tuple[CaseLimit, ...]:
        """The limits that judge cases; versions change the first."""
        return ()

    @property
    def units(self) -> dict[RulePath, Unit]:
        """Every unit of a limit or duration, by place below the measure."""
        return {}

    @property
    def start_column(self) -> str | None:
        """Column that starts the clock; None if there is no one column.

        It puts a case in a period if the indicator has no `period_by`.
        """
        return None

    @property
    def clock_start(self) -> str | None:
        """Name of the start among the cells of a case, if any."""
        return self.start_column

    @property
    def start_columns(self) -> tuple[str, ...]:
        """Columns that may start the clock."""
        return () if self.start_column is None else (self.start_column,)

    @property
    def end_columns(self) -> tuple[str, ...]:
        """Columns that say when a case ended, or was abandoned."""
        return ()

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Ids of the indicators that it is made of."""
        return ()

    @property
    def is_stock(self) -> bool:
        """Whether it is taken at the end of a period."""
        return False

    @property
    def conditions(self) -> list[tuple[RulePath, str | None, object]]:
        """What it asks of cases: each condition by place below the measure.

        Beside it stands the source whose columns it names; None: that of its cases. What is no condition is among them.
        """
        keys = {"of": "of", "done": "done", "for_": "for", "against": "against"}
        found: list[tuple[RulePath, str | None, object]] = [
            ((key,), None, getattr(self, name, None)) for name, key in keys.items()
        ]
        abandoned, pauses = getattr(self, "abandoned", None), self.stopped_by
        if abandoned is not None:
            found.append((("abandoned", "when"), None, abandoned.when))
        if pauses is not None:
            found.append((("pauses", "where"), pauses.source, pauses.where))
        return found

    @property
    def stopped_by(self) -> Pauses | None:
        """The pauses that stop the clock; None if nothing does."""
        return None
