"""In or out of hours, and the rows that are pauses: the same as plain loops find, moment by moment."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried
from tests.small_runs import frame_of, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules

PARIS, DAY, MINUTE = ZoneInfo("Europe/Paris"), dt.timedelta(days=1), dt.timedelta(minutes=1)
AT = 'type: datetime, format: "%Y-%m-%d %H:%M:%S"'
HOLIDAYS = {dt.date(2024, 4, 1), dt.date(2024, 11, 1)}
"""Easter Monday and All Saints, in weeks in which the clocks change: on 31 March and on 27 October."""
CLOSED, WORKED = dt.date(2024, 4, 5), dt.date(2024, 11, 1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUSES: tuple[dict[str, list[tuple[int, int]]], ...] = (
    {day: [(540, 720), (840, 1080)] for day in WEEKDAYS[:5]},
    {day: [(1320, 1800)] for day in WEEKDAYS},
    {"sat": [(1380, 1380 + 270)], "sun": [(240, 241)], "mon": [(0, 1440)], "fri": [(0, 60), (120, 180)]},
    {day: [(0, 1440)] for day in WEEKDAYS},
)
"""Stretches by weekday, in minutes since midnight; beyond 1440 they are over on the next day."""
both = pytest.mark.parametrize("is_frame", [False, True], ids=["duckdb", "pandas"])


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _written(house: dict[str, list[tuple[int, int]]]) -> str:
    """Write opening hours as the rule file has them."""
    return ", ".join(
        f"{day}: [{', '.join(f'{_quoted(opens, closes)}' for opens, closes in stretches)}]"
        for day, stretches in house.items()
    )


def _quoted(opens: int, closes: int) -> str:
    return f'"{_clock(opens)}-{_clock(closes - 1440 if closes > 1440 else closes)}"'


def _is_open(moment: dt.datetime, house: dict[str, list[tuple[int, int]]]) -> bool:
    """Say of a local time of the export whether the house is open: by the wall clock of the instant that it is."""
    wall = moment.replace(tzinfo=PARIS).astimezone(dt.UTC).astimezone(PARIS)
    minute = wall.hour * 60 + wall.minute

    def stretches(day: dt.date) -> list[tuple[int, int]]:
        is_off = day == CLOSED or (day in HOLIDAYS and day != WORKED)
        return [] if is_off else house.get(WEEKDAYS[day.weekday()], [])

    today = any(opens <= minute < closes for opens, closes in stretches(wall.date()))
    return today or any(minute < closes - 1440 for _, closes in stretches(wall.date() - DAY))


SPRING, AUTUMN = dt.datetime(2024, 3, 28), dt.datetime(2024, 10, 25)
MOMENTS = st.builds(
    lambda first, hours, seconds: first + hours * dt.timedelta(hours=1) + seconds * dt.timedelta(seconds=1),
    st.sampled_from([SPRING, AUTUMN]),
    st.integers(0, 10 * 24),
    st.sampled_from([0, 0, 1, 59, 60, 3599]) | st.integers(0, 3599),
)
IN_HOURS = {
    "inside": "period_by: d, where: {a: {during: opening_hours}}, measure: {kind: count}",
    "outside": "period_by: d, where: {a: {outside: opening_hours}}, measure: {kind: count}",
    "not_inside": "period_by: d, where: {a: {not: {during: opening_hours}}}, measure: {kind: count}",
    "share": "period_by: d, measure: {kind: share, of: {any: [{a: {during: opening_hours}}, {g: yes_}]}}",
}


def _evaluate(rules: str, exports: dict[str, str], *, is_frame: bool) -> Evaluation:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules.yaml").write_text(rules, encoding="utf-8")
        for id_, text in exports.items():
            (folder / f"{id_}.csv").write_text(text, encoding="utf-8")
        data = {id_: frame_of(text) for id_, text in exports.items()} if is_frame else folder
        return evaluate(load_rules(folder / "rules.yaml"), data, period="2024", by="year", as_of=dt.date(2024, 12, 31))


@both
@tried(25)
@given(moments=st.lists(st.none() | MOMENTS, min_size=1, max_size=30), house=st.sampled_from(HOUSES), data=st.data())
def test_moments_are_in_hours_as_the_wall_clock_says(
    moments: list[dt.datetime | None], house: dict[str, list[tuple[int, int]]], data: st.DataObject, *, is_frame: bool
) -> None:
    """On nights in which the clocks change, over midnight, on holidays, days off and days worked; to the second."""
    says_yes = data.draw(st.lists(st.booleans(), min_size=len(moments), max_size=len(moments)))
    days = f"closed: {{{CLOSED}: Pont}}, worked: {{{WORKED}: Inventaire}}"
    calendar = f"{days}, opening_hours: {{{_written(house)}}}"
    rules = rule_text({"d": 'type: date, format: "%Y-%m-%d"', "a": AT, "g": "type: text"}, IN_HOURS, calendar=calendar)
    cells = ["" if each is None else f"{each:%Y-%m-%d %H:%M:%S}" for each in moments]
    rows = [
        f"{n};2024-06-03;{cell};{'yes_' if yes else ''}"
        for n, (cell, yes) in enumerate(zip(cells, says_yes, strict=True))
    ]
    with _evaluate(rules, {"s": "id;d;a;g\n" + "\n".join(rows) + "\n"}, is_frame=is_frame) as evaluation:
        found = {each.indicator: each for each in evaluation.result_list}
    is_open = [None if each is None else _is_open(each, house) for each in moments]
    assert found["inside"].numerator == is_open.count(True)
    assert found["outside"].numerator == is_open.count(False)
    assert found["not_inside"].numerator == is_open.count(False) + is_open.count(None)
    # What is not `yes_` is empty, and leaves the answer open, unless the house was open.
    decided = sum(1 for yes, opened in zip(says_yes, is_open, strict=True) if yes or opened)
    assert found["share"].numerator == decided
    assert found["share"].denominator == decided


@dataclass(frozen=True)
class LogRow:
    """A row of a log, in minutes since the start of its case; without an end it goes on."""

    case: str
    start: int | None
    length: int | None
    state: str

    def cells(self, first: dt.datetime) -> list[str]:
        """The cells of its row, without the key."""
        begins = "" if self.start is None else f"{first + self.start * MINUTE:%Y-%m-%d %H:%M:%S}"
        is_open = self.start is None or self.length is None
        ends = (
            "" if is_open else f"{first + (self.start or 0) * MINUTE + (self.length or 0) * MINUTE:%Y-%m-%d %H:%M:%S}"
        )
        return [self.case, begins, ends, self.state]


LOG = st.lists(
    st.builds(
        LogRow,
        st.sampled_from(["x", "y", "", "unknown"]),
        st.none() | st.integers(-60, 300),
        st.none() | st.integers(0, 120),
        st.sampled_from(["customer", "supplier", "expert", ""]),
    ),
    max_size=12,
)
PAUSED_RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  s:
    label: s
    files: s.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      a: {header: a, type: datetime, format: "%Y-%m-%d %H:%M:%S"}
      b: {header: b, type: datetime, format: "%Y-%m-%d %H:%M:%S"}
  p:
    label: p
    files: p.csv
    key: row
    max_rejected: 100%
    columns:
      row: {header: row, type: integer, required: true}
      case: {header: case, type: text}
      from: {header: from, type: datetime, format: "%Y-%m-%d %H:%M:%S"}
      to: {header: to, type: datetime, format: "%Y-%m-%d %H:%M:%S"}
      state: {header: state, type: text}
commitments:
  - id: c
    title: x
    promise: x
    indicators:
      - {id: i, label: x, source: s, measure: {kind: duration, from: a, to: b, unit: minutes, statistic: mean, pauses: {
          source: p, case: case, from: from, to: to, where: {state: [customer, supplier]}}}}
"""
LASTS = 240


@both
@tried(20)
@given(log=LOG)
def test_minutes_are_taken_off_for_chosen_rows_alone(log: list[LogRow], *, is_frame: bool) -> None:
    """Each minute of a case that lies in a chosen row of its own is paused once; the other rows are no pauses."""
    first = dt.datetime(2024, 3, 5, 9)
    cases = "".join(f"{id_};{first:%Y-%m-%d %H:%M:%S};{first + LASTS * MINUTE:%Y-%m-%d %H:%M:%S}\n" for id_ in "xy")
    rows = "".join(";".join([str(n), *row.cells(first)]) + "\n" for n, row in enumerate(log))
    exports = {"s": "id;a;b\n" + cases, "p": "row;case;from;to;state\n" + rows}
    with _evaluate(PAUSED_RULES, exports, is_frame=is_frame) as evaluation:
        found = evaluation.verdicts("i").set_index("id")["value"]
        rejected, n_rows = evaluation.cases["p"].rejected, evaluation.cases["p"].rows
    chosen = [row for row in log if row.state in {"customer", "supplier"}]
    for id_ in "xy":
        paused = {
            minute
            for row in chosen
            if row.case == id_ and row.start is not None
            for minute in range(row.start, LASTS if row.length is None else row.start + row.length)
            if 0 <= minute < LASTS
        }
        assert found[id_] == 60 * (LASTS - len(paused))
    assert n_rows == len(log)
    assert rejected == sum(row.start is None or row.case not in {"x", "y"} for row in chosen)
