"""Verdicts as a pandas frame for people: local times with their offset, seconds and points.

Law: the same rows as judged, in the order of the export; nothing is counted here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.days import MICROSECONDS_A_DAY
from gpj_kpi.engines.interface import MILLIONTHS, Engine, Frame, units_of
from gpj_kpi.rules import Commitment, Indicator, Mean, Source

_INSTANTS = ("started_at", "ended_at", "due_at")
_COLUMNS = ("reference_day", "verdict", "lateness", *_INSTANTS, "value", "weight", "version", "group")


@dataclass(frozen=True)
class Verdicts:
    """The verdicts of one indicator, and what their scoring needs.

    Attributes:
        commitment: where the indicator belongs.
        indicator: what was judged.
        source: declaration of its source.
        judge: gives one row per case in scope (see `judge`); what is counted is counted without it.
        engine: where that lies.
        in_scope: number of cases in scope, counted before they were judged.
        first_day: first local day on which the source has a case; None when it has none. Asked for by counts alone.
        as_of: to when its source is known.
    """

    commitment: Commitment
    indicator: Indicator
    source: Source
    judge: Callable[[], Frame]
    engine: Engine
    in_scope: int
    first_day: dt.date | None
    as_of: AsOf

    @cached_property
    def frame(self) -> Frame:
        """One row per case in scope."""
        return self.judge()


def verdict_frame(verdicts: Verdicts, zone: ZoneInfo) -> pd.DataFrame:
    """One row per case in scope (columns: see `Evaluation.verdicts`)."""
    keys = list(verdicts.source.key)
    wanted = verdicts.frame.sort("_row").select(*keys, *(nw.col(f"_{name}") for name in _COLUMNS))
    raw = verdicts.engine.fetch(wanted)
    frame = raw[keys].astype({key: verdicts.source.columns[key].traits.held for key in keys})
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
    return 1 if verdicts.indicator.measure.unit_name.endswith("_days") else MILLIONTHS
