"""What judging needs beside the cases: where keys stand, and what has happened by as-of."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import narwhals as nw
import pytest
from tests.small_runs import AT, ON
from tests.unit.verdicts.made import cells_of, make_cases, make_context, make_rules

from gpj_kpi.verdicts.context import key_columns, nothing


@pytest.mark.parametrize(("type_", "expected"), [("datetime", [True, True, False]), ("date", [True, False, False])])
def test_a_date_belongs_to_the_day_that_opens(type_: str, expected: list[bool], tmp_path: Path) -> None:
    """At 24:00 of the 1st, what happened at that time has happened, and the date of the 2nd has not."""
    rules = make_rules(tmp_path, {"r": AT}, {"i": "period_by: r, measure: {kind: count}"})
    cases = make_cases({"r": ["2008-02-01 23:59", "2008-02-02 00:00", "2008-02-02 00:01"]})
    context = make_context(rules, dt.date(2008, 2, 1))
    found = cases.select(context.happened(nw.col("r"), type_).alias("h"))
    assert [cell for (cell,) in cells_of(found, "h")] == expected


def test_dates_of_a_key_stand_in_a_copy(tmp_path: Path) -> None:
    """As-of blanks dates, and a key must stay: its dates are copied, its texts are not."""
    rules = make_rules(tmp_path, {"r": AT, "d": ON, "q": "type: text"}, {"i": "period_by: r, measure: {kind: count}"})
    source = rules.sources["s"].model_copy(update={"key": ("id", "d", "q", "r")})
    assert key_columns(source) == {"id": "id", "d": "_key_d", "q": "q", "r": "_key_r"}


def test_nothing_is_missing_on_every_row() -> None:
    """It is a whole number that no row has."""
    found = make_cases({"r": [None, None]}).select(nothing().alias("n"))
    assert cells_of(found, "n") == [(None,), (None,)]
    assert found.collect_schema()["n"] == nw.Int64
