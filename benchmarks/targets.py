"""What the report must keep to, as ratios of figures measured in one session.

Law: a target is judged on medians as they were measured, never on what is shown of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.processes import Usage

REPORT, TENTH, LARGE = "report --year 2008", "report, a tenth of the cases", "report, 5 x as many calls"
AS_EXPORTED = "report, files in cp1252"
FEW, MANY = "report, 10 indicators on calls", "report, 100 indicators on calls"
FLOOR, PANDAS, POLARS, SQL = "(a) floor", "(b) pandas", "(c) polars", "(d) SQL"
EVENTS, EVENTS_SQL, EVENTS_READ = (
    "report, calls made of events",
    "(e) SQL, calls made of events",
    "report, events counted",
)
SMALL, LIBRARIES, HELP, TYPER = "report on sample_data", "import pandas, duckdb", "--help", "import typer"

Medians = Mapping[str, Usage]


@dataclass(frozen=True)
class Target:
    """One figure with its bound.

    Attributes:
        text: what is compared.
        bound: the most it may be, or the least where `is_least`.
        figure: computes it from medians.
        needs: the runs it takes.
        is_least: whether the bound is the least that is wanted.
    """

    text: str
    bound: float
    figure: Callable[[Medians], float]
    needs: tuple[str, ...]
    is_least: bool = False

    def measure(self, middle: Medians) -> float | None:
        """The figure; None where one of its runs was left out."""
        return self.figure(middle) if all(name in middle for name in self.needs) else None

    def is_met(self, measured: float) -> bool:
        """Whether a figure keeps to the bound, which it may equal."""
        return measured >= self.bound if self.is_least else measured <= self.bound


def _times(name: str, other: str, text: str, bound: float, *, is_least: bool = False) -> Target:
    """A target for the ratio of the times of two runs."""
    return Target(text, bound, lambda middle: middle[name].wall / middle[other].wall, (name, other), is_least)


def _per_case(middle: Medians) -> float:
    """Seconds of CPU per case above the fixed cost, over the same on a tenth of the cases.

    Endless where a tenth cannot be told from the fixed cost: nothing is shown then, so nothing is met.
    """
    fixed = middle[SMALL].cpu
    tenth = middle[TENTH].cpu - fixed
    return (middle[REPORT].cpu - fixed) / tenth / 10 if tenth > 0 else math.inf


TARGETS = (
    _times(REPORT, FLOOR, "report over (a), time", 2),
    _times(REPORT, SQL, "report over (d), time", 1.3),
    _times(PANDAS, REPORT, "(b) over report, time", 15, is_least=True),
    _times(REPORT, POLARS, "report over (c), time", 1),
    Target("report, peak memory in GB", 1, lambda middle: middle[REPORT].peak / 1e9, (REPORT,)),
    Target(
        "report, peak memory on 5 x as many calls",
        1.5,
        lambda middle: middle[LARGE].peak / middle[REPORT].peak,
        (LARGE, REPORT),
    ),
    Target("CPU per case above the fixed cost, over that on a tenth", 1.2, _per_case, (REPORT, TENTH, SMALL)),
    _times(MANY, FEW, "100 indicators over 10, time", 2),
    _times(SMALL, LIBRARIES, "report on sample_data over `import pandas, duckdb`, time", 2),
    _times(HELP, TYPER, "`--help` over `import typer`, time", 2),
)

EVENT_TARGETS = (
    _times(EVENTS, EVENTS_SQL, "calls made of events, report over (e), time", 1.5),
    Target("calls made of events, peak memory in GB", 1, lambda middle: middle[EVENTS].peak / 1e9, (EVENTS,)),
)
