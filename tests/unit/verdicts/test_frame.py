"""Verdicts as people get them: names for codes, local times, seconds and points."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import narwhals as nw
import pandas as pd
import pytest
from tests.small_runs import AT
from tests.unit.verdicts.made import PARIS, at, day, make_context, make_rules

from gpj_kpi.engines.interface import Frame
from gpj_kpi.verdicts.frame import Verdicts, show_verdicts
from gpj_kpi.verdicts.outcomes import CODES

COLUMNS = {
    "r": AT,
    "e": AT,
    "n": "type: number",
    "w": "type: number",
    "value": "type: integer",
    "t": "type: number, unit: minutes",
}
DELAY = "measure: {kind: delay, from: r, to: e, limit: 24 heures}"


def _verdicts(folder: Path, indicator: str, key: tuple[str, ...] = ("id",), **columns: object) -> Verdicts:
    """Three judged cases, the last one first: late, pending, and without anything; with some columns in the place."""
    rules = make_rules(folder, COLUMNS, {"i": indicator})
    source = rules.sources["s"].model_copy(update={"key": key})
    start = at("2008-03-29 12:00")
    whole = {
        "_row": [2, 0, 1],
        "id": ["c", "a", "b"],
        "_reference_day": [None, day("2008-03-29"), day("2008-03-29")],
        "_outcome_0": [CODES["invalid"], CODES["late"], CODES["pending"]],
        "_started_at_0": [None, start, start],
        "_ended_at_0": [None, start + 86_400_000_001, None],
        "_due_at_0": [None, start + 86_400_000_000, start + 86_400_000_000],
        "_value_0": [None, 1_500_000, None],
        "_weight_0": [None, None, None],
        "_version_0": [None, None, day("2008-03-01")],
        **columns,
    }
    types = {name: "string" if name in {"id", "_group"} else "Int64" for name in whole}
    frame = pd.DataFrame({name: pd.Series(cells, dtype=types[name]) for name, cells in whole.items()})

    def judge() -> Frame:
        return nw.from_native(frame).lazy()

    commitment, made = rules.indicators[0]
    context = make_context(rules)
    return Verdicts(
        commitment=commitment,
        indicator=made,
        source=source,
        judge=judge,
        engine=context.engine,
        in_scope=3,
        as_of=context.as_of,
    )


def test_verdicts_are_shown_in_the_order_of_the_export(tmp_path: Path) -> None:
    """By row: names for codes, days, and local times with their offset; the change of clock lies before the due one."""
    found = show_verdicts(_verdicts(tmp_path, DELAY), PARIS)
    assert found["id"].tolist() == ["a", "b", "c"]
    assert found["verdict"].tolist() == ["missed", "pending", "invalid"]
    assert found["lateness"].fillna("-").tolist() == ["late", "-", "-"]
    assert found["due_at"].astype("string").fillna("-").tolist() == ["2008-03-30 13:00:00+02:00"] * 2 + ["-"]
    assert found["started_at"].iloc[0].isoformat() == "2008-03-29T12:00:00+01:00"
    assert found["ended_at"].iloc[0].isoformat() == "2008-03-30T13:00:00.000001+02:00"
    assert found["reference_day"].astype("string").fillna("-").tolist() == ["2008-03-29", "2008-03-29", "-"]
    assert found["version"].isna().tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        (DELAY, 1.5),  # microseconds as seconds
        ("measure: {kind: duration, from: r, to: e, statistic: mean}", 1.5),
        ("measure: {kind: duration, from: r, to: e, statistic: mean, unit: jours ouvrés}", 1_500_000),  # days as days
        ("period_by: r, measure: {kind: mean, value: n}", 1.5),  # millionths as points
        ("period_by: r, measure: {kind: mean, value: value}", 1_500_000),  # an integer as it is
        ("period_by: r, measure: {kind: delay, elapsed: t, done: {t: present}, limit: 9 minutes}", 90),  # minutes
    ],
)
def test_values_are_shown_in_their_unit(indicator: str, value: float, tmp_path: Path) -> None:
    """Seconds, days or points; missing where the case has none."""
    found = show_verdicts(_verdicts(tmp_path, indicator), PARIS)["value"]
    assert found.iloc[0] == value
    assert found.isna().tolist() == [False, True, True]


def test_weights_are_shown_in_the_numbers_of_their_column(tmp_path: Path) -> None:
    """Two millionths and a half of a million are 2.5."""
    made = _verdicts(
        tmp_path, "period_by: r, measure: {kind: mean, value: n, weight: w}", _weight_0=[None, 2_500_000, None]
    )
    assert show_verdicts(made, PARIS)["weight"].iloc[0] == 2.5


def test_a_key_named_as_a_column_of_verdicts_keeps_its_name(tmp_path: Path) -> None:
    """The key `value` is shown first, and the value of the verdict beside it as `value_`."""
    found = show_verdicts(_verdicts(tmp_path, DELAY, ("id", "value"), value=[3, 1, 2]), PARIS)
    assert found["value"].tolist() == [1, 2, 3]
    assert found["value_"].iloc[0] == 1.5


def test_groups_are_shown_where_there_are_any(tmp_path: Path) -> None:
    """Without grouping the column is there, and empty."""
    assert show_verdicts(_verdicts(tmp_path, DELAY), PARIS)["group"].isna().all()
    grouped = show_verdicts(_verdicts(tmp_path, DELAY, _group=["x", "y", "(none)"]), PARIS)
    assert grouped["group"].tolist() == ["y", "(none)", "x"]
    renamed = replace(_verdicts(tmp_path, DELAY, _group=["é", "y", "é"]), group_names={"é": "e\u0301"})
    assert show_verdicts(renamed, PARIS)["group"].tolist() == ["y", "e\u0301", "e\u0301"]
