from __future__ import annotations

from typing import get_args

from gpj_kpi.outputs.terminal.styles import FIGURE_STYLES, STATUS_STYLES
from gpj_kpi.results.result import Status


def test_every_status_has_a_colour_or_none() -> None:
    """No status is unknown to the terminal; only what misses its target is red."""
    assert set(STATUS_STYLES) == set(FIGURE_STYLES) == set(get_args(Status))
    assert [status for status, style in FIGURE_STYLES.items() if "red" in style] == ["missed"]


def test_a_figure_that_keeps_its_target_stays_plain() -> None:
    """Those that do not stand out."""
    assert FIGURE_STYLES["met"] == ""
