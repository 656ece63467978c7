"""Where the time of a case begins and ends."""

from __future__ import annotations

import datetime as dt

import narwhals as nw
import pandas as pd
import pytest

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.days import microseconds_of
from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.calendars.time_zones.named import zone_named
from gpj_kpi.cases.made.bounds import bound_cases
from gpj_kpi.cases.made.rows import Rows
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.rules import Column, Source
from gpj_kpi.rules.models.derived import Aggregate

PARIS = zone_named("Europe/Paris")


def _local(text: str) -> int:
    return microseconds_of(dt.datetime.fromisoformat(text).replace(tzinfo=PARIS))


def _written(instant: int) -> str:
    moment = dt.datetime.fromtimestamp(instant // 1_000_000, tz=dt.UTC).astimezone(PARIS)
    return f"{moment:%Y-%m-%d %H:%M:%S}.{instant % 1_000_000:06}"


@pytest.mark.parametrize(
    ("ends", "within", "at", "begins", "ends_at"),
    [
        ("after", "24 hours", "datetime", "2024-03-30 12:00:00.000000", "2024-03-31 13:00:00.000000"),
        ("after", "< 24 hours", "datetime", "2024-03-30 12:00:00.000000", "2024-03-31 12:59:59.999999"),
        ("after", "1 calendar day", "datetime", "2024-03-30 12:00:00.000000", "2024-03-31 23:59:59.999999"),
        ("after", "1 business day", "datetime", "2024-03-30 12:00:00.000000", "2024-04-02 23:59:59.999999"),
        ("after", "1 month", "datetime", "2024-03-30 12:00:00.000000", "2024-04-30 23:59:59.999999"),
        ("after", "1 calendar day", "date", "2024-03-30 00:00:00.000000", "2024-03-31 23:59:59.999999"),
        ("before", "24 hours", "datetime", "2024-03-29 12:00:00.000000", "2024-03-30 12:00:00.000000"),
        ("before", "1 calendar day", "datetime", "2024-03-29 00:00:00.000000", "2024-03-30 12:00:00.000000"),
        ("before", "1 business day", "datetime", "2024-03-29 00:00:00.000000", "2024-03-30 12:00:00.000000"),
        ("before", "1 month", "datetime", "2024-03-01 00:00:00.000000", "2024-03-30 12:00:00.000000"),
    ],
)
def test_a_time_around_saturday_noon(ends: str, within: str, at: str, begins: str, ends_at: str) -> None:
    """Before the clocks change on Sunday 31 March 2024, and Easter Monday; both ends belong to the time."""
    # A business day from Thursday 28 March is over on Friday, one from Friday 29 March only on Tuesday 2 April.
    columns = {"k": Column(header="k", type="text"), "at": Column(header="at", type=at, format=("%d/%m/%Y",))}  # type: ignore[arg-type]
    theirs = Source(label="o", files=("o.csv",), key=("k",), columns=columns)
    ours = theirs.model_copy(
        update={"columns": {**columns, "at": Column(header="at", type="datetime", format=("%d/%m/%Y",))}}
    )
    schedule = Schedule(time_zone="Europe/Paris", country="FR")
    calendar = build_calendar(schedule, first_day=dt.date(2024, 1, 1), last_day=dt.date(2024, 12, 31))
    day = (dt.date(2024, 3, 30) - dt.date(1970, 1, 1)).days
    cases = pd.DataFrame({"_row": [1], "k": ["a"], "at": [_local("2024-03-30 12:00")], "at__day": [day]})
    frame = nw.from_native(cases.convert_dtypes()).lazy()
    rows = Rows(name="o", place="o", source=theirs, frame=frame, as_of=AsOf.latest(None, PARIS), events=(), due=())
    made = Aggregate(
        source="o",
        match=(("k", "k"),),
        is_own=False,
        kind="count",
        at="at",
        within=parse_limit(within),
        **{ends: "at"},  # type: ignore[arg-type]
    )
    engine = PandasEngine.__new__(PandasEngine)
    found = bound_cases(ours, frame, rows, made, calendar, engine, due=())
    (case,) = engine.fetch(found.frame).to_dict("records")
    assert (_written(case["_from"]), _written(case["_until"])) == (begins, ends_at)
