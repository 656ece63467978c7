"""Verdicts as a pandas frame for people: names, local times with their offset, seconds and points.

Law: the rows are those that were judged, in the order of the export. Nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from zoneinfo import ZoneInfo

import pandas as pd

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.days import MICROSECONDS_A_DAY
from gpj_kpi.engines.interface import MILLIONTHS, Engine, Frame, units_of, units_of_weight
from gpj_kpi.rules import (
    Combined,
    Commitment,
    ElapsedDelay,
    ElapsedDuration,
    Excused,
    Indicator,
    Mean,
    Ratio,
    Share,
    Source,
    Sum,
)
from gpj_kpi.verdicts.outcomes import CODES, name_lateness, name_verdict

_INSTANTS = ("started_at", "ended_at", "due_at")


@dataclass(frozen=True)
class Verdicts:
    """The verdicts of one indicator, and what their scoring needs.

    Attributes:
        commitment: where the indicator belongs.
        indicator: what was judged.
        source: declaration of its source.
        judge: judges the single cases again, in detail (see `judge.judge_together`); tallies are made without it.
        engine: where that lies.
        judge_at: judges them at a moment, for a stock; None for any other measure.
        in_scope: number of cases in scope, counted before they were judged.
        as_of: to when its source is known.
        group_names: the names of groups that were not read in NFC, by those in NFC.
        excused: the excused times that may concern its cases; None where the rule file names none for any source.
    """

    commitment: Commitment
    indicator: Indicator
    source: Source
    judge: Callable[[], Frame] = field(repr=False)
    engine: Engine
    in_scope: int
    as_of: AsOf
    group_names: Mapping[str, str] = field(default_factory=dict)
    judge_at: Callable[[AsOf | None], Frame] | None = None
    excused: tuple[Excused, ...] | None = None

    @cached_property
    def frame(self) -> Frame:
        """One row per case in scope."""
        return self.judge()


def show_verdicts(verdicts: Verdicts, zone: ZoneInfo) -> pd.DataFrame:
    """Show one row per case in scope (columns: see `Evaluation.verdicts`)."""
    raw = verdicts.engine.fetch(verdicts.frame.sort("_row"))
    measure = verdicts.indicator.measure
    keys = list(measure.by if isinstance(measure, Combined) else verdicts.source.key)
    frame = raw[keys].astype({key: verdicts.source.columns[key].traits.held for key in keys})
    columns = {
        "reference_day": _show_days(raw["_reference_day"]),
        "verdict": _name(raw["_outcome_0"], name_verdict),
        "lateness": _name(raw["_outcome_0"], name_lateness),
        **{name: _show_instants(raw[f"_{name}_0"], zone) for name in _INSTANTS},
        "value": _show_values(raw["_value_0"], verdicts),
        "weight": _show_weights(raw["_weight_0"], verdicts),
        "version": _show_days(raw["_version_0"]),
        "group": _name_groups(raw, verdicts.group_names),
    }
    for name, cells in columns.items():
        frame[name if name not in keys else f"{name}_"] = cells
    return frame


def _name_groups(raw: pd.DataFrame, names: Mapping[str, str]) -> pd.Series:
    """Name the groups of cases; null where there are none."""
    if "_group" not in raw:
        return pd.Series(pd.NA, raw.index, "string")
    return raw["_group"].map(lambda name: names.get(name, name)).astype("string")


def _show_days(days: pd.Series) -> pd.Series:
    """Show days from 1970-01-01 as their midnight."""
    return pd.to_datetime(days.astype("Int64") * MICROSECONDS_A_DAY, unit="us")


def _show_instants(instants: pd.Series, zone: ZoneInfo) -> pd.Series:
    """Show microseconds of UTC as local time."""
    return pd.to_datetime(instants.astype("Int64"), unit="us", utc=True).dt.tz_convert(zone)


def _name(outcomes: pd.Series, name: Callable[[int], str | None]) -> pd.Series:
    """Name the codes of outcomes."""
    return outcomes.map({code: name(code) for code in CODES.values()}).astype("string")


def _show_weights(weights: pd.Series, verdicts: Verdicts) -> pd.Series:
    """Show weights in the numbers of their column.

    The weight of a ratio is what it divides by.
    """
    measure = verdicts.indicator.measure
    if isinstance(measure, Ratio):
        return _show_amounts(weights, measure.each[1])
    if isinstance(measure, Mean | Share) and measure.weight:
        return weights.astype("Int64") / units_of_weight(measure.weight, verdicts.source)
    return weights


def _show_amounts(held: pd.Series, each: Fraction) -> pd.Series:
    """Show amounts in seconds, or in the numbers of their column."""
    return held.astype("Int64") * each.numerator / each.denominator


def _show_values(values: pd.Series, verdicts: Verdicts) -> pd.Series:
    """Show values in seconds, days or points."""
    measure, source = verdicts.indicator.measure, verdicts.source
    held = values.astype("Int64")
    if isinstance(measure, ElapsedDelay | ElapsedDuration):
        each = source.columns[measure.elapsed].held_microseconds
        return held * each.numerator / (each.denominator * MILLIONTHS)
    if isinstance(measure, Sum | Ratio):
        return _show_amounts(values, measure.amount.each if isinstance(measure, Sum) else measure.each[0])
    if isinstance(measure, Mean):
        return held / units_of(measure.value, source)
    return held / (1 if measure.unit_name.endswith("_days") else MILLIONTHS)
