"""One Spark session for all tests: it takes seconds to start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gpj_kpi.engines.spark.session import StartedSession

FEW_ROWS = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
}
"""Spark writes and compiles a program for each query, and asks itself halfway how to go on: for few rows, that is most
of the time. The command line is tested with what users get."""


@pytest.fixture(scope="session")
def spark_session() -> Iterator[None]:
    """A session on two processors, active during the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
        started = StartedSession("local[2]")
    for name, value in FEW_ROWS.items():
        started.session.conf.set(name, value)
    yield
    started.end()
