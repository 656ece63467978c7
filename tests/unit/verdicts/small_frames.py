"""Small frames for the judges: a rule file of one indicator, cases with local times, and what judging needs beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd
from tests.small_runs import rule_text

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.open_time import build_open_time
from gpj_kpi.engines.interface import Frame
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.rules import Indicator, RuleFile, read_rules
from gpj_kpi.verdicts.context import Context
from gpj_kpi.verdicts.outcomes import CODES, CaseFrame, Judgement

PARIS = ZoneInfo("Europe/Paris")
EPOCH, MICROSECOND, DAY = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.timedelta(microseconds=1), dt.timedelta(days=1)
HOURS = 'opening_hours: {mon-fri: ["09:00-12:00", "14:00-18:00"]}'
NAMES = {code: outcome for outcome, code in CODES.items()}


def at(text: str) -> int:
    """Give the microseconds of UTC of a local time, e.g. `2008-03-03 09:00`."""
    return (dt.datetime.fromisoformat(text).replace(tzinfo=PARIS) - EPOCH) // MICROSECOND


def local(instant: object) -> str:
    """Write microseconds of UTC as a local time; the empty text for none."""
    return "" if pd.isna(instant) else f"{(EPOCH + int(instant) * MICROSECOND).astimezone(PARIS):%Y-%m-%d %H:%M}"  # type: ignore[call-overload]


def day_of(text: str) -> int:
    """Give the local day of a local time, from 1970-01-01."""
    return (dt.date.fromisoformat(text[:10]) - dt.date(1970, 1, 1)).days


def moments(name: str, texts: Sequence[str]) -> dict[str, Any]:
    """Give the two columns of a column of dates or times: its instants and its local days, null for the empty text."""
    instants = [at(text) if text else None for text in texts]
    days = [day_of(text) if text else None for text in texts]
    return {name: pd.Series(instants, dtype="Int64"), f"{name}__day": pd.Series(days, dtype="Int64")}


def frame_of(columns: Mapping[str, Any]) -> Frame:
    """Give columns as a frame with `_row`, whole numbers as they are held."""
    frame = pd.DataFrame({name: pd.Series(cells) for name, cells in columns.items()}).convert_dtypes()
    return nw.from_native(frame.assign(_row=pd.array(range(len(frame)), dtype="Int64"))).lazy()


def rules_of(columns: Mapping[str, str], indicator: str) -> RuleFile:
    """Read the rule file of one indicator `i` of a source with these columns."""
    return read_rules(rule_text(columns, {"i": indicator}, calendar=HOURS).encode(), Path("rules.yaml"))


def context_of(rules: RuleFile, *, latest: str | None = None, as_of: dt.datetime | dt.date | None = None) -> Context:
    """Give what judging needs beside the cases: known to an as-of that was asked for, or else to the latest event.

    The calendar is that of Paris in 2008: Easter Monday is 24 March, 1 and 8 May are holidays, the week is mon-fri.
    """
    calendar = build_calendar(rules.schedule, first_day=dt.date(2008, 1, 1), last_day=dt.date(2008, 12, 31))
    given = None if as_of is None else AsOf.given(as_of, PARIS)
    return Context(
        source=rules.sources["s"],
        calendar=calendar,
        as_of=given or AsOf.latest(None if latest is None else at(latest), PARIS),
        engine=PandasEngine({}, rules),
        open_time=build_open_time(calendar),
    )


@dataclass(frozen=True)
class Judged:
    """What became of each case, in their order: names of outcomes, local times, and the value as it is held."""

    outcomes: list[str]
    due: list[str]
    values: list[int | None]


def read(judgement: Judgement, case_frame: CaseFrame) -> Judged:
    """Compute a judgement of some cases."""
    parts = {"outcome": judgement.outcome, "due": judgement.due_at, "value": judgement.value}
    frame = case_frame.complete().sort("_row").select(*(part.alias(name) for name, part in parts.items()))
    found = case_frame.engine.fetch(frame)
    return Judged(
        outcomes=[NAMES[code] for code in found["outcome"]],
        due=[local(instant) for instant in found["due"]],
        values=[None if pd.isna(value) else int(value) for value in found["value"]],
    )


def in_force(rules: RuleFile) -> Indicator:
    """Give the indicator of a small rule file, as it holds from the beginning."""
    return rules.indicator("i").in_force[0].indicator
