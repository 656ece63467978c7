"""Dates, times and the formats in which they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
from tests.silence.line import FRAMES_ONLY, Line

_OFFSETS = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    max_rejected: 60%
    columns:
      id: {header: id, type: text, required: true}
      at: {header: at, type: datetime, format: "%Y-%m-%dT%H:%M:%S%z", required: true}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: calls, label: Appels, source: calls, period_by: at, measure: {kind: count}}
"""


def _naive() -> Mapping[str, pd.DataFrame]:
    """Give times without a zone: half an hour after two midnights of Paris, and half an hour before one."""
    moments = [dt.datetime(2008, 7, 1, 0, 30), dt.datetime(2008, 1, 1, 0, 30), dt.datetime(2008, 6, 30, 23, 30)]
    return {"calls": pd.DataFrame({"id": [1, 2, 3], "at": moments})}


LINES = {
    "11 times of a frame without a zone, in a format with %z": Line(
        rules=_OFFSETS,
        frames=_naive,
        command="report --year 2008 --by month",
        engines=FRAMES_ONLY,
        figures={"calls 2008": "=3", "calls 2008-07": "=1", "calls 2008-06": "=1", "calls 2008-01": "=1"},
    ),
}
