"""Combined verdicts: one verdict of those of all rows with one key.

Law: rows are judged by another indicator of the file, and by nothing else.
"""

from __future__ import annotations

from typing import Literal

from gpj_kpi.rules.models.measures.kind import MeasureKind
from gpj_kpi.rules.text.values import Names, Text


class Combined(MeasureKind):
    """Whether all rows of a key are met, or any of them.

    Attributes:
        kind: `combined`.
        of: id of the indicator that judges the rows, a delay or a share.
        by: columns whose cells make one key.
        met_if: how many of its rows must be met.
    """

    kind: Literal["combined"]
    of: Text
    by: Names
    met_if: Literal["all", "any"]

    @property
    def statistic_name(self) -> str:
        """Name of the statistic in the results."""
        return "share"

    @property
    def unit_name(self) -> str:
        """Name of the unit in the results."""
        return "ratio"

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The indicator that judges the rows."""
        return (self.of,)
