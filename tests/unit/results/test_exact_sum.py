"""Sums wider than 64 bits: split into columns, added up, joined again without losing a unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import narwhals as nw
import pandas as pd
import pytest
from tests.small_runs import AT, rule_text

from gpj_kpi import load_rules
from gpj_kpi.engines.interface import Frame
from gpj_kpi.results.exact_sum import (
    VALUE,
    WEIGHT,
    WEIGHTED_VALUE,
    ExactSum,
    product_terms,
    split_millions,
    sums_of,
)

OnEngine = Callable[[pd.DataFrame], Frame]
LARGEST = 999_999_999_999_999
"""The largest cell: fifteen digits."""


def _on_pandas(cells: pd.DataFrame) -> Frame:
    return nw.from_native(cells).lazy()


def _on_duckdb(cells: pd.DataFrame) -> Frame:
    return nw.from_native(duckdb.connect().from_df(cells)).lazy()


both_engines = pytest.mark.parametrize("on_engine", [_on_pandas, _on_duckdb], ids=["pandas", "duckdb"])


def _rows(frame: Frame) -> list[tuple[int, ...]]:
    collected = frame.collect("pandas").to_native()
    return [tuple(map(int, row)) for row in collected.itertuples(index=False, name=None)]


def _total(total: ExactSum, terms: Sequence[nw.Expr], frame: Frame) -> int:
    """Add up a frame as a tally does: split each row, sum each column, join."""
    held = frame.select(*(column.alias(name) for name, column in total.split(*terms).items()))
    (sums,) = _rows(held.select(*(nw.col(name).sum() for name in total.columns)))
    return total.join(dict(zip(total.columns, sums, strict=True)))


def test_a_sum_names_its_columns() -> None:
    """Each term has a column for its millions and one for the rest, in that order."""
    assert VALUE.columns == ("value_0_high", "value_0_low")
    assert WEIGHTED_VALUE.columns == (*VALUE.columns, "value_1_high", "value_1_low", "value_2_high", "value_2_low")
    assert list(WEIGHT.split(nw.col("w"))) == list(WEIGHT.columns) == ["weight_0_high", "weight_0_low"]


@pytest.mark.parametrize(
    ("measure", "sums"),
    [
        ("period_by: r, measure: {kind: mean, value: n}", (VALUE,)),
        ("period_by: r, measure: {kind: mean, value: n, weight: w}", (WEIGHTED_VALUE, WEIGHT)),
        ("measure: {kind: duration, from: r, to: e, statistic: percentile 95}", (VALUE,)),
        ("measure: {kind: delay, from: r, to: e, limit: 24 heures}", ()),
        ("period_by: r, measure: {kind: share, of: {e: present}}", ()),
        ("period_by: r, measure: {kind: count}", ()),
    ],
)
def test_what_is_summed_follows_from_the_measure(measure: str, sums: tuple[ExactSum, ...], tmp_path: Path) -> None:
    """Means and durations sum their values, weighted means their weights too, and what is counted sums nothing."""
    columns = {"r": AT, "e": AT, "n": "type: integer", "w": "type: integer"}
    (tmp_path / "rules.yaml").write_text(rule_text(columns, {"i": measure}), encoding="utf-8")
    assert sums_of(load_rules(tmp_path / "rules.yaml").indicator("i")) == sums


@pytest.mark.parametrize(
    ("total", "totals", "expected"),
    [
        (VALUE, (0, 0), 0),
        (VALUE, (2, 7), 2_000_007),
        (VALUE, (-1, 999_999), -1),
        (VALUE, (0, 3_000_001), 3_000_001),  # the rests of several cases add up beyond a million
        (WEIGHTED_VALUE, (1, 0, 0, 1, 0, 0), 2_000_000),
        (WEIGHTED_VALUE, (1, 1, 1, 1, 1, 1), 1_000_001 * (1 + 10**6 + 10**12)),
    ],
)
def test_a_sum_is_joined_from_its_totals(total: ExactSum, totals: tuple[int, ...], expected: int) -> None:
    """Term k counts 10^(6 k), and its millions a million times that; columns of other sums are left alone."""
    others = {"weight_0_high": 5, "met": 3}
    assert total.join({**dict(zip(total.columns, totals, strict=True)), **others}) == expected


@both_engines
@pytest.mark.parametrize(
    "cells",
    [
        [0],
        [1, -1, 999_999, 1_000_000, -1_000_000, -999_999],
        [LARGEST] * 3 + [-LARGEST],
        # Near 10^18 a double has steps of 128: the millions may be one too many, and the rest makes up for it.
        [10**18 - 1, -(10**18) + 1, 123_456_789_999_999_999],
        [None, 5],
    ],
    ids=["nothing", "a million and its neighbours", "largest cells", "eighteen digits", "a missing value"],
)
def test_values_are_summed_exactly(on_engine: OnEngine, cells: list[int | None]) -> None:
    """The joined sum is that of Python's own whole numbers, and a missing value adds nothing."""
    frame = on_engine(pd.DataFrame({"v": pd.array(cells, dtype="Int64")}))
    assert _total(VALUE, [nw.col("v")], frame) == sum(cell for cell in cells if cell is not None)


@both_engines
def test_products_are_summed_exactly(on_engine: OnEngine) -> None:
    """The largest value times the largest weight has thirty digits, of which none is lost."""
    cells = {"v": [LARGEST, -LARGEST, LARGEST, 12_000_345], "w": [LARGEST, LARGEST, LARGEST - 1, 2_000_001]}
    frame = on_engine(pd.DataFrame(cells))
    expected = sum(value * weight for value, weight in zip(cells["v"], cells["w"], strict=True))
    assert _total(WEIGHTED_VALUE, product_terms(nw.col("v"), nw.col("w")), frame) == expected


@both_engines
def test_the_terms_of_a_product_by_hand(on_engine: OnEngine) -> None:
    """12 000 345 * 2 000 001: 345 * 1, then 12 * 1 + 345 * 2 millions, then 12 * 2 million millions."""
    frame = on_engine(pd.DataFrame({"v": [12_000_345], "w": [2_000_001]}))
    terms = product_terms(nw.col("v"), nw.col("w"))
    named = [term.alias(name) for term, name in zip(terms, "abc", strict=True)]
    assert _rows(frame.select(*named)) == [(345, 12 + 690, 24)]


@both_engines
def test_a_number_is_its_millions_and_a_rest(on_engine: OnEngine) -> None:
    """The rest is never negative, so that -1 is a million less and 999 999 more."""
    frame = on_engine(pd.DataFrame({"v": [0, 7, 2_000_007, -1, -1_000_000, -1_000_001]}))
    millions, rest = split_millions(nw.col("v"))
    assert sorted(_rows(frame.select(millions.alias("millions"), rest.alias("rest")))) == [
        (-2, 999_999),
        (-1, 0),
        (-1, 999_999),
        (0, 0),
        (0, 7),
        (2, 7),
    ]
