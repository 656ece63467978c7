"""The marks that stand beside figures; `legend` explains those that occur."""

from __future__ import annotations

from collections.abc import Mapping

from gpj_kpi.results.result import Status

EMPTY = "–"
CHANGES = "→"
PROVISIONAL = "~"
MARKS: Mapping[Status, str] = {"missed": "▼", "near": "▽", "pending": "…", "too_few": "°"}
AGREES = "✓"
DIFFERS = "✗"
