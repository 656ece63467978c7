"""Hand-made cases and contexts: frames of a few rows, as judging takes them, without an export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd
from tests.small_runs import rule_text

from gpj_kpi import RuleFile, load_rules
from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.open_time import build_open_time
from gpj_kpi.engines.interface import Frame
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.verdicts.context import Context

PARIS = ZoneInfo("Europe/Paris")


def make_rules(
    folder: Path, columns: Mapping[str, str], indicators: Mapping[str, str], *, calendar: str = ""
) -> RuleFile:
    """Load a rule file of one source, `s`, whose key is `id`."""
    path = folder / "rules.yaml"
    path.write_text(rule_text(columns, indicators, calendar=calendar), encoding="utf-8")
    return load_rules(path)


def make_context(rules: RuleFile, as_of: dt.datetime | dt.date | None = None, latest: str | None = None) -> Context:
    """Make the context of the source `s`, on the calendar of 2008.

    Args:
        rules: declares it.
        as_of: the one that was given.
        latest: the latest event, local time as `at` takes it, where none was given.
    """
    calendar = build_calendar(rules.schedule, first_day=dt.date(2007, 12, 1), last_day=dt.date(2009, 12, 31))
    if as_of is not None:
        known = AsOf.given(as_of, PARIS)
    else:
        known = AsOf.latest(None if latest is None else at(latest), PARIS)
    return Context(
        source=rules.sources["s"],
        calendar=calendar,
        as_of=known,
        engine=PandasEngine({}, rules),
        open_time=build_open_time(calendar),
    )


def at(local: str) -> int:
    """Microseconds of UTC of a local time of Paris, e.g. `2008-02-01 10:00`."""
    return AsOf.given(dt.datetime.fromisoformat(local), PARIS).instant or 0


def day(local: str) -> int:
    """Days from 1970-01-01 of a local time or date."""
    return (dt.datetime.fromisoformat(local).date() - dt.date(1970, 1, 1)).days


def make_cases(moments: Mapping[str, Sequence[str | None]], **others: Sequence[object]) -> Frame:
    """Make cases, numbered from 0 in `_row` and in `id`.

    Args:
        moments: local times of each date column; dates are their local midnight. None where there is none.
        others: cells of the other columns: texts, booleans or whole numbers.
    """
    number = len(next(iter([*moments.values(), *others.values()])))
    columns: dict[str, object] = {
        "_row": pd.Series(range(number), dtype="Int64"),
        "id": pd.Series([f"{row}" for row in range(number)], dtype="string"),
    }
    for name, cells in moments.items():
        columns[name] = pd.array([None if cell is None else at(cell) for cell in cells], dtype="Int64")
        columns[f"{name}__day"] = pd.array([None if cell is None else day(cell) for cell in cells], dtype="Int64")
    for name, values in others.items():
        kinds = {type(value) for value in values}
        dtype = "string" if str in kinds else "boolean" if bool in kinds else "Int64"
        columns[name] = pd.Series(list(values), dtype=dtype)
    frame: Frame = nw.from_native(pd.DataFrame(columns)).lazy()
    return frame


def cells_of(frame: Frame, *columns: str) -> list[tuple[object, ...]]:
    """Give some columns row by row, None where a cell is missing."""
    found = frame.collect().to_native()[list(columns)]
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in found.itertuples(index=False)]
