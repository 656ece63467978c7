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
