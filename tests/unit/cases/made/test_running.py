"""Running sums over rows, read at the ends of the times of cases."""

from __future__ import annotations

import narwhals as nw
import pandas as pd

from gpj_kpi.cases.made.bounds import FROM, UNTIL, Bounded
from gpj_kpi.cases.made.running import add_up
from gpj_kpi.engines.pandas.engine import PandasEngine

ROWS = pd.DataFrame(
    {"_key_0": ["a", "a", "a", "b"], "_at": [10, 20, 20, 10], "_row": [1, 3, 2, 4], "n": [1, 1, 1, 1]}, dtype="object"
)
CASES = pd.DataFrame({"_row": [1, 2, 3], "_key_0": ["a", "a", "b"], FROM: [10, 11, 11], UNTIL: [19, 20, 30]})


def _bounded(*ends: str) -> Bounded:
    frame = nw.from_native(CASES[["_row", "_key_0", *ends]].convert_dtypes()).lazy()
    return Bounded(frame, ("_key_0",), ends, None)


def test_both_ends_belong_to_a_time() -> None:
    """From 10 to 19 there is one row of a, from 11 to 20 there are two, and none of b from 11 on."""
    engine = PandasEngine.__new__(PandasEngine)
    events = nw.from_native(ROWS.infer_objects().convert_dtypes()).lazy()
    running = add_up(_bounded(FROM, UNTIL), events, ["n"], engine, with_own=False)
    found = engine.fetch(running.at_ends(None).sort("_row"))
    assert list(zip(found["_low_n"], found["_high_n"], strict=True)) == [(0, 1), (1, 3), (1, 1)]


def test_a_time_without_end_is_counted_from_the_last_row() -> None:
    """The rows of one moment are ranked by their place: the last of a is row 3, before it stands row 2."""
    engine = PandasEngine.__new__(PandasEngine)
    events = nw.from_native(ROWS.infer_objects().convert_dtypes()).lazy()
    running = add_up(_bounded(FROM), events, ["n"], engine, with_own=False)
    found = engine.fetch(running.at_ends(None).sort("_row"))
    assert found["_high_n"].tolist() == [3, 2, 0]
    ranked = engine.fetch(running.ranked("n").filter(nw.col("_key_0") == "a").sort("_rank"))
    assert ranked["_event"].tolist() == [3, 2, 1]
