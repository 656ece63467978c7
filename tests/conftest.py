"""What holds around every test."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator

import pytest

from gpj_kpi.process.signals import SIGNALS


@pytest.fixture(autouse=True)
def process_as_it_was() -> Iterator[None]:
    """A command that ran in this process sets it up to end soon: later tests, and what they start, would inherit that.

    It leaves signals ignored, which the processes of later tests would ignore too, and objects out of the collector's
    sight, of which DuckDB would complain in the end.
    """
    handlers, threshold = {number: signal.getsignal(number) for number in SIGNALS}, gc.get_threshold()
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)
    gc.set_threshold(*threshold)
    gc.unfreeze()


FEW_ROWS = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
}
"""Spark writes and compiles a program for each query, and asks itself halfway how to go on: for few rows, that is most
of the time. The command line is tested with what users get."""


@pytest.fixture(scope="session")
def spark_session() -> Iterator[None]:
    """One Spark session on two processors for all tests: it takes seconds to start."""
    from gpj_kpi.engines.spark.session import StartedSession  # noqa: PLC0415 - most tests need no Spark

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
        started = StartedSession("local[2]")
    for name, value in FEW_ROWS.items():
        started.session.conf.set(name, value)
    yield
    started.end()
