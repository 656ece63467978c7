"""Values by their rank: asked for once, and the same as those of a sorted list."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest
from tests.unit.results.made import verdicts_of

from gpj_kpi.calendars.periods import Period, parse_period, parts
from gpj_kpi.engines.interface import Frame
from gpj_kpi.results import ranked
from gpj_kpi.results.ranked import Ranked, day_numbers
from gpj_kpi.verdicts.frame import Verdicts
from gpj_kpi.verdicts.outcomes import CODES

MEDIAN = "measure: {kind: duration, from: r, to: e, statistic: median}"
YEAR = parse_period("2008")
DRAW = random.Random(12)  # noqa: S311 - the same cases at each run
FIRST, END = day_numbers(YEAR)
CASES = [
    (
        DRAW.choice([None, *range(FIRST, END)]),
        DRAW.choice(["a", "b"]),
        DRAW.choice(["counted", "counted", "pending"]),
        DRAW.randrange(40) * 10**17,
    )
    for _ in range(600)
]


def _verdicts(folder: Path, *, is_grouped: bool) -> Verdicts:
    rows = pd.DataFrame(
        {
            "_reference_day": pd.array([day for day, *_ in CASES], "Int64"),
            "_group": pd.array([group for _, group, *_ in CASES], "string"),
            "_outcome_0": [CODES[outcome] for _, _, outcome, _ in CASES],
            "_value_0": pd.array([value for *_, value in CASES], "Int64"),
        }
    )
    return verdicts_of(folder, MEDIAN, rows if is_grouped else rows.drop(columns="_group"))


def _values(period: Period, group: str | None) -> list[int]:
    """The counted values of a period and group, ascending, by a plain loop."""
    first, end = day_numbers(period)
    return sorted(
        value
        for day, of, outcome, value in CASES
        if day is not None and first <= day < end and outcome == "counted" and group in {None, of}
    )


@pytest.mark.parametrize("most_rows", [1_000_000, 10], ids=["held", "asked each time"])
@pytest.mark.parametrize("groups", [(None,), (None, "a", "b")])
def test_each_rank_is_that_of_a_sorted_list(
    groups: tuple[str | None, ...], most_rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first, the middle and the last value of the year and of two months are found, held or not."""
    monkeypatch.setattr(ranked, "_MOST_ROWS", most_rows)
    found = Ranked(_verdicts(tmp_path, is_grouped=len(groups) > 1))
    for period in [YEAR, *parts(YEAR, "month")[1:3]]:
        for group in groups:
            values = _values(period, group)
            for rank in (1, len(values) // 2, len(values)):
                assert found.value(period, rank, group) == values[rank - 1]


def test_the_cases_are_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many weeks and groups have values, one frame is fetched."""
    verdicts = _verdicts(tmp_path, is_grouped=True)
    fetch, asked = verdicts.engine.fetch, 0

    def count(frame: Frame) -> pd.DataFrame:
        nonlocal asked
        asked += 1
        return fetch(frame)

    monkeypatch.setattr(verdicts.engine, "fetch", count)
    found = Ranked(verdicts)
    for week in parts(YEAR, "week"):
        for group in (None, "a", "b"):
            if values := _values(week, group):
                assert found.value(week, len(values), group) == values[-1]
    assert asked == 1
