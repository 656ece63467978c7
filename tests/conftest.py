"""What holds around every test."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from gpj_kpi.stopping import SIGNALS


@pytest.fixture(autouse=True)
def signals_as_they_were() -> Iterator[None]:
    """A command that ran in this process leaves signals ignored; the processes of later tests would ignore them too."""
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)
