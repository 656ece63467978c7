"""Dates, times and the formats in which they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
from tests.silence.line import EVERY_ENGINE, FRAMES_ONLY, Line

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


_EDGES = """id;at
1;1950-01-01T00:30:00+01:00
2;1949-12-31T23:30:00Z
3;2199-12-31T22:30:00Z
4;1949-12-31T23:30:00+01:00
5;2199-12-31T23:30:00Z
"""
"""The first three are in Paris at 00:30 of 1950-01-01, twice, and at 23:30 of 2199-12-31; the others are outside."""


def _aware() -> Mapping[str, pd.DataFrame]:
    """Give the same as instants of a frame."""
    texts = [line.split(";") for line in _EDGES.splitlines()[1:]]
    at = pd.Series(pd.to_datetime([text for _, text in texts], utc=True)).astype("datetime64[us, UTC]")
    return {"calls": pd.DataFrame({"id": [id_ for id_, _ in texts], "at": at})}


LINES = {
    "11 times of a frame without a zone, in a format with %z": Line(
        rules=_OFFSETS,
        frames=_naive,
        command="report --year 2008 --by month",
        engines=FRAMES_ONLY,
        figures={"calls 2008": "=3", "calls 2008-07": "=1", "calls 2008-06": "=1", "calls 2008-01": "=1"},
    ),
    "11 instants at both ends of what is read": Line(
        rules=_OFFSETS,
        files={"calls.csv": _EDGES},
        command="report --from 1950-01-01 --to 2199-12-31 --by year --as-of 2199-12-31",
        engines=("duckdb", "pandas"),
        figures={"calls 1950-01-01/2199-12-31": "=3", "calls 1950": "=2", "calls 2199": "=1"},
        says=["1949-12-31T23:30:00+01:00", "2199-12-31T23:30:00Z", "is outside 1950-2199"],
    ),
    "11 instants at the first end of what is read": Line(
        rules=_OFFSETS,
        files={"calls.csv": "".join(line for line in _EDGES.splitlines(keepends=True) if "2199" not in line)},
        command="report --year 1950 --by year",
        engines=EVERY_ENGINE,
        figures={"calls": "=2"},
        says=["1949-12-31T23:30:00+01:00", "is outside 1950-2199"],
    ),
    "11 instants of a frame at both ends of what is read": Line(
        rules=_OFFSETS,
        frames=_aware,
        command="report --from 1950-01-01 --to 2199-12-31 --by year --as-of 2199-12-31",
        engines=FRAMES_ONLY,
        figures={"calls 1950-01-01/2199-12-31": "=3", "calls 1950": "=2", "calls 2199": "=1"},
    ),
}
