"""Results as a frame: the columns, their order and their types are a contract."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from gpj_kpi.results.result import RESULT_COLUMNS, Result, results_frame
from gpj_kpi.rules.models.targets import parse_target

RESULT = Result(
    commitment="c",
    indicator="i",
    label="Dossiers",
    period="2008-Q1",
    first_day=dt.date(2008, 1, 1),
    last_day=dt.date(2008, 3, 31),
    group="mail",
    statistic="share",
    unit="ratio",
    numerator=Fraction(1),
    denominator=Fraction(8),
    value=Fraction(1, 8),
    target="95%",
    status="missed",
    pending=2,
    overdue=1,
    excluded=3,
    invalid=0,
    bound_low=Fraction(1, 10),
    bound_high=Fraction(3, 10),
    provisional=True,
    published="97%",
    published_agrees=False,
    limit="48 heures",
    kept=False,
    coverage="partial",
    covered_from=dt.date(2008, 1, 2),
    covered_to=dt.date(2008, 3, 7),
)
NOTHING = replace(
    RESULT,
    group=None,
    numerator=None,
    denominator=None,
    value=None,
    target=None,
    bound_low=None,
    bound_high=None,
    published=None,
    published_agrees=None,
    limit=None,
    kept=None,
    coverage="none",
    covered_from=None,
    covered_to=None,
)


def test_the_columns_are_those_of_the_contract() -> None:
    """Scripts read results by these names, in this order (design, section 7)."""
    expected = [
        *("commitment", "indicator", "label", "period", "first_day", "last_day", "group", "statistic", "unit"),
        *("numerator", "denominator", "value", "target", "status"),
        *("pending", "overdue", "excluded", "invalid"),
        *("bound_low", "bound_high", "provisional", "published", "published_agrees"),
        *("limit", "kept", "coverage", "covered_from", "covered_to"),
        *("excused_cases", "value_without_excused", "kept_without_excused"),
        *("compared_with", "compared_value", "difference", "compared_coverage"),
    ]
    assert list(RESULT_COLUMNS) == expected


def test_a_result_is_a_row() -> None:
    """Fractions become numbers, days become dates at midnight, and the rest stays as it is."""
    (row,) = results_frame([RESULT]).to_dict("records")
    assert (row["numerator"], row["denominator"], row["value"]) == (1.0, 8.0, 0.125)
    assert (row["bound_low"], row["bound_high"]) == (0.1, 0.3)
    assert (row["first_day"], row["last_day"]) == (pd.Timestamp("2008-01-01"), pd.Timestamp("2008-03-31"))
    assert (row["pending"], row["overdue"], row["excluded"], row["invalid"]) == (2, 1, 3, 0)
    assert (row["provisional"], row["published_agrees"], row["status"]) == (True, False, "missed")


def test_what_is_not_there_is_missing_and_no_zero() -> None:
    """What a result lacks is pd.NA, whatever its type, and its counts are still there."""
    frame = results_frame([NOTHING])
    lacking = [name for name in frame.columns if frame[name].iloc[0] is pd.NA]
    expected = ["group", "numerator", "denominator", "value", "target", "bound_low", "bound_high"]
    excused = ["excused_cases", "value_without_excused", "kept_without_excused"]
    compared = ["compared_with", "compared_value", "difference", "compared_coverage"]
    assert lacking == [*expected, "published", "published_agrees", "limit", "kept", *excused, *compared]
    assert frame[["covered_from", "covered_to"]].isna().all(axis=None)


def test_rows_keep_their_order_and_types_with_and_without_values() -> None:
    """One row per result, in order; the types are the same for two results, for empty ones and for none."""
    frame = results_frame([RESULT, NOTHING])
    assert frame["group"].isna().tolist() == [False, True]
    types = frame.dtypes.astype(str).to_dict()
    assert list(types) == list(RESULT_COLUMNS)
    assert {types[name] for name in ("numerator", "denominator", "value", "bound_low", "bound_high")} == {"Float64"}
    assert {types[name] for name in ("pending", "overdue", "excluded", "invalid")} == {"Int64"}
    assert {types[name] for name in ("first_day", "last_day")} == {"datetime64[us]"}
    assert {types[name] for name in ("provisional", "published_agrees")} == {"boolean"}
    for results in ([NOTHING], []):
        assert results_frame(results).dtypes.astype(str).to_dict() == types


def test_figure_and_bounds_lie_on_the_right_side_of_the_target() -> None:
    """Just below 4 is below it as a float, in the figure and in both bounds; a numerator is rounded."""
    below = Fraction(4) - Fraction(1, 10**18)
    targets = (parse_target(">= 3"), parse_target(">= 4.0"))
    result = replace(RESULT, numerator=below, value=below, bound_low=below, bound_high=below, held_against=targets)
    (row,) = results_frame([result]).to_dict("records")
    assert row["numerator"] == 4
    assert [row[name] for name in ("value", "bound_low", "bound_high")] == 3 * [3.9999999999999996]
