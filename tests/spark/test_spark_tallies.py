"""Spark counts and sums what a plain loop does, as the other engines do in `tests/unit/results/test_tally.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.results import test_tally as tallies

from gpj_kpi.engines.spark.engine import SparkEngine


@pytest.mark.usefixtures("spark_session")
def test_a_tally_on_spark_counts_as_a_loop_does(tmp_path: Path) -> None:
    """Among many cases that are not alike, by day and group."""
    tallies.test_a_tally_counts_as_a_loop_does(SparkEngine, tallies.LARGE, tmp_path)
