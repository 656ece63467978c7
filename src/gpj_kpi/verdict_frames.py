"""Verdicts as a pandas frame for people: local times with their offset, seconds and points.

Law: the same rows as judged, in the order of the export; nothing is counted here.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd

from gpj_kpi.engines.interface import MICROSECONDS_A_DAY, MILLIONTHS
from gpj_kpi.figures import unit_of
from gpj_kpi.indicators import Verdicts
from gpj_kpi.measures import units_of
from gpj_kpi.rules import Mean

_INSTANTS = ("started_at", "ended_at", "due_at")
_COLUMNS = ("reference_day", "verdict", "lateness", *_INSTANTS, "value", "weight", "version", "group")


def verdict_frame(verdicts: Verdicts, zone: ZoneInfo) -> pd.DataFrame:
    """One row per case in scope (columns: see `Evaluation.verdicts`)."""
    keys = list(verdicts.source.key)
    wanted = verdicts.frame.sort("_row").select(*keys, *(nw.col(f"_{name}") for name in _COLUMNS))
    raw = verdicts.engine.fetch(wanted)
    kinds = {"integer": "Int64", "number": "Int64", "boolean": "boolean", "date": "Int64", "datetime": "Int64"}
    frame = raw[keys].astype({key: kinds.get(verdicts.source.columns[key].type, "string") for key in keys})
    for name in _COLUMNS:
        cells = raw[f"_{name}"]
        if name in {"reference_day", "version"}:
            cells = pd.to_datetime(cells.astype("Int64") * MICROSECONDS_A_DAY, unit="us")
        elif name in _INSTANTS:
            cells = pd.to_datetime(cells.astype("Int64"), unit="us", utc=True).dt.tz_convert(zone)
        elif name == "value":
            cells = cells.astype("Int64") / _units(verdicts)
        elif name == "weight" and isinstance(verdicts.indicator.measure, Mean) and verdicts.indicator.measure.weight:
            cells = cells.astype("Int64") / units_of(verdicts.indicator.measure.weight, verdicts.source)
        elif name in {"verdict", "lateness", "group"}:
            cells = cells.astype("string")
        frame[name if name not in keys else f"{name}_"] = cells
    return frame


def _units(verdicts: Verdicts) -> int:
    """How many units of the judged whole numbers make one second (elapsed or open), open day or point."""
    measure = verdicts.indicator.measure
    if isinstance(measure, Mean):
        return units_of(measure.value, verdicts.source)
    return 1 if unit_of(verdicts.indicator).endswith("_days") else MILLIONTHS
