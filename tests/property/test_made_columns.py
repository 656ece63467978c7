from __future__ import annotations

import datetime as dt
import operator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried

from gpj_kpi import evaluate, load_rules

PARIS = ZoneInfo("Europe/Paris")
FIRST = dt.datetime(2024, 3, 25)
MINUTE = dt.timedelta(minutes=1)
WITHIN: dict[str, tuple[Any, Any]] = {
    "1 hour": (dt.timedelta(hours=1), False),
    "< 1 hour": (dt.timedelta(hours=1), True),
    "1 calendar day": (1, "calendar"),
    "2 business days": (2, "business"),
    "< 2 business days": (2, "strict"),
    "1 month": (1, "month"),
}
MADE = {
    "first": "first: v",
    "last": "last: v",
    "count": "count: rows",
    "sum": "sum: v",
    "some": 'any: {v: ">= 2"}',
    "every": 'all: {v: ">= 2"}',
}
PLAIN = {**MADE, "least": "min: v", "most": "max: v", "different": "count: {different: v}"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Window:
    """A time around a moment of the case."""

    ends: tuple[str, ...]
    within: str | None
    by_day: bool

    @property
    def after(self) -> bool:
        """Whether it begins at the moment."""
        return "after" in self.ends

    @property
    def before(self) -> bool:
        """Whether it ends at the moment."""
        return "before" in self.ends

    @property
    def text(self) -> str:
        """How it stands in the rule file."""
        ends = [f"{key}: {'day' if self.by_day else 'at'}" for key in self.ends]
        return ", ".join([*ends, *([f"within: {self.within!r}"] if self.within else [])])


def _windows() -> st.SearchStrategy[Window]:
    ends = st.sampled_from([("after",), ("before",), ("after", "before")])
    whole_days = [each for each in WITHIN if "hour" not in each]
    timed = st.builds(Window, ends, st.none() | st.sampled_from([*WITHIN]), st.just(value=False))
    dated = st.builds(Window, ends, st.none() | st.sampled_from(whole_days), st.just(value=True))
    return (timed | dated).filter(lambda window: len(window.ends) == 1 or window.within is None)


def _rows() -> st.SearchStrategy[list[Row]]:
    minutes = st.one_of(st.integers(0, 20 * 1440), st.sampled_from([0, 60, 61, 120, 1440, 2880, 7 * 1440]))
    row = st.fixed_dictionaries(
        {
            "k": st.sampled_from(["a", "b", None]),
            "at": st.none() | minutes.map(lambda n: FIRST + n * MINUTE),
            "day": st.none() | st.integers(0, 20).map(lambda n: (FIRST + n * dt.timedelta(days=1)).date()),
            "v": st.none() | st.integers(0, 3),
            "w": st.sampled_from([True, False]),
        }
    )
    return st.lists(row, min_size=1, max_size=9)


def _rule_text(window: Window | None, *, own: bool) -> str:
    columns = """
      id: {header: id, type: integer, required: true}
      k: {header: k, type: text}
      at: {header: at, type: datetime, format: "%Y-%m-%d %H:%M"}
      day: {header: day, type: date, format: "%Y-%m-%d", planned: PLANNED}
      v: {header: v, type: integer}
      w: {header: w, type: boolean, true_values: ["True"], false_values: ["False"]}"""
    source = "cases" if own else "others"
    time = f", {window.text}" if window else ""
    made = "".join(
        f"\n      {name}: {{from: {source}, match: k, {text}, where: {{w: true}}, at: at{time}}}"
        for name, text in (MADE if window else PLAIN).items()
    )
    other = "" if own else f"\n  others:\n    label: o\n    files: others.csv\n    key: id\n    columns:{columns}"
    other = other.replace("PLANNED", "false")
    return f"""
version: 1
organisation: Made-up house
language: en
time_zone: Europe/Paris
sources:
  cases:
    label: c
    files: cases.csv
    key: id
    columns:{columns.replace("PLANNED", "true")}{made}{other}
commitments:
  - id: main
    title: Main
    promise: As the case says.
    ref: Made up
    indicators:
      - {{id: n, label: n, source: cases, period_by: at, measure: {{kind: count}}}}
"""


def _instant(local: dt.datetime) -> dt.datetime:
    return local.replace(tzinfo=PARIS).astimezone(dt.UTC)


def _midnight(day: dt.date) -> dt.datetime:
    return _instant(dt.datetime.combine(day, dt.time()))


EASTER = {dt.date(2024, 4, 1), dt.date(2024, 5, 1), dt.date(2024, 5, 8), dt.date(2024, 5, 9), dt.date(2024, 5, 20)}


def _last_day(day: dt.date, count: int, kind: str) -> dt.date:
    """The last day of a limit, counted day by day."""
    if kind == "month":
        year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
        length = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
        return dt.date(year, month, min(day.day, length))
    left = count
    while left:
        day += dt.timedelta(days=1)
        left -= kind == "calendar" or (day.weekday() < 5 and day not in EASTER)
    return day - dt.timedelta(days=1) if kind == "strict" else day


def _end(moment: dt.datetime, day: dt.date, within: str) -> tuple[dt.datetime, bool]:
    """When a length of time ends, and whether its end belongs to it."""
    length, kind = WITHIN[within]
    if isinstance(length, dt.timedelta):
        return moment + length, not kind
    return _midnight(_last_day(day, length, str(kind)) + dt.timedelta(days=1)), False


def _reaches(begin: tuple[dt.datetime, dt.date], moment: dt.datetime, within: str) -> bool:
    end, is_included = _end(*begin, within)
    return moment <= end if is_included else moment < end


def _is_in(case: Row, row: Row, window: Window) -> bool:
    at, day = _instant(row["at"]), row["at"].date()
    if window.by_day:
        moment, mine = _midnight(case["day"]), case["day"]
        is_in = (not window.after or day >= mine) and (not window.before or day <= mine)
    else:
        moment, mine = _instant(case["at"]), case["at"].date()
        is_in = (not window.after or at >= moment) and (not window.before or at <= moment)
    if is_in and window.within and window.after:
        is_in = _reaches((moment, mine), at, window.within)
    elif is_in and window.within:
        is_in = _reaches((at, day), moment, window.within)
    return is_in


def _made_by_loops(
    cases: list[Row], rows: list[Row], window: Window | None, as_of: dt.datetime | None, *, own: bool
) -> list[Row]:
    """The cells of each case, row by row, by the words of docs/rules.md."""
    known = [row for row in rows if row["at"] is not None and (as_of is None or _instant(row["at"]) <= as_of)]
    reached = as_of or max((_instant(row["at"]) for row in rows if row["at"] is not None), default=None)
    found = []
    for number, case in enumerate(cases):
        moment: Any = None if window is None else case["day" if window.by_day else "at"]
        if window is not None and not window.by_day and moment is not None and as_of and _instant(moment) > as_of:
            moment = None
        if case["k"] is None or (window is not None and moment is None):
            further = () if window is not None else ("least", "most", "different")
            found.append(dict.fromkeys((*MADE, *further)))
            continue
        mine = [
            row
            for row in known
            if row["w"]
            and row["k"] is not None
            and row["k"] == case["k"]
            and not (own and row is rows[number])
            and (window is None or _is_in(case, row, window))
        ]
        mine.sort(key=operator.itemgetter("at"))
        cells = [row["v"] for row in mine if row["v"] is not None]
        high = [row["v"] is not None and row["v"] >= 2 for row in mine]
        made: Row = {
            "first": cells[0] if cells else None,
            "last": cells[-1] if cells else None,
            "count": len(mine),
            "sum": sum(cells) if cells else None,
            "some": any(high),
            "every": all(high) if mine else None,
        }
        if window is None:
            made |= {"least": min(cells, default=None), "most": max(cells, default=None), "different": len(set(cells))}
        elif window.after and window.within:
            start = (_midnight(moment), moment) if window.by_day else (_instant(moment), moment.date())
            if reached is None or _end(*start, window.within)[0] > reached:
                made |= {"last": None, "count": None, "sum": None, "every": None, "some": made["some"] or None}
        found.append(made)
    return found


def _frame(rows: list[Row]) -> pd.DataFrame:
    written = [
        {
            "id": str(number),
            "k": row["k"] or "",
            "at": f"{row['at']:%Y-%m-%d %H:%M}" if row["at"] else "",
            "day": row["day"].isoformat() if row["day"] else "",
            "v": "" if row["v"] is None else str(row["v"]),
            "w": str(row["w"]),
        }
        for number, row in enumerate(rows)
    ]
    return pd.DataFrame(written, dtype="str")


def _evaluated(
    text: str, exports: dict[str, list[Row]], as_of: dt.datetime | None, engine: str, made: list[str]
) -> list[Row]:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "rules.yaml").write_text(text, encoding="utf-8")
        rules = load_rules(place / "rules.yaml")
        frames = {name: _frame(rows) for name, rows in exports.items()}
        for name, frame in frames.items():
            frame.to_csv(place / f"{name}.csv", sep=";", index=False)
        data: Any = frames if engine == "pandas" else place
        reader: Any = "spark" if engine == "spark" else "duckdb"
        with evaluate(rules, data, period="2024", as_of=as_of, engine=reader) as evaluation:
            found = evaluation.cases["cases"].frame.sort("_row").select(*made)
            native: pd.DataFrame = found.collect("pyarrow" if engine == "spark" else "pandas").to_pandas()
    return [
        {str(name): None if pd.isna(cell) else cell for name, cell in row.items()}
        for row in native.astype("object").to_dict("records")
    ]


def _check(
    engine: str, window: Window | None, cases: list[Row], others: list[Row], as_of: dt.datetime | None, *, own: bool
) -> None:
    rows = cases if own else others
    exports = {"cases": cases} if own else {"cases": cases, "others": others}
    made = list(MADE if window else PLAIN)
    instant = None if as_of is None else _instant(as_of)
    expected = [{name: row[name] for name in made} for row in _made_by_loops(cases, rows, window, instant, own=own)]
    assert _evaluated(_rule_text(window, own=own), exports, as_of, engine, made) == expected


AS_OFS = st.none() | st.integers(0, 20 * 1440).map(lambda n: FIRST + n * MINUTE)


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
@tried(25)
@given(own=st.booleans(), window=_windows(), cases=_rows(), others=_rows(), as_of=AS_OFS)
def test_columns_of_a_time_are_those_of_plain_loops(
    engine: str, *, own: bool, window: Window, cases: list[Row], others: list[Row], as_of: dt.datetime | None
) -> None:
    """Every aggregate, of the same source and of another, in every unit, with ties, empty cells and any as-of."""
    _check(engine, window, cases, others, as_of, own=own)


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
@tried(15)
@given(own=st.booleans(), cases=_rows(), others=_rows(), as_of=AS_OFS)
def test_columns_of_any_time_are_those_of_plain_loops(
    engine: str, *, own: bool, cases: list[Row], others: list[Row], as_of: dt.datetime | None
) -> None:
    """Every aggregate without a time; of the same source, the row itself is never among the rows."""
    _check(engine, None, cases, others, as_of, own=own)


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
@tried(10)
@given(own=st.booleans(), window=_windows(), cases=_rows(), others=_rows(), later=_rows(), as_of=AS_OFS)
def test_no_later_row_changes_a_cell(
    engine: str,
    *,
    own: bool,
    window: Window,
    cases: list[Row],
    others: list[Row],
    later: list[Row],
    as_of: dt.datetime | None,
) -> None:
    """Whatever happened after as-of, the cells of the cases before it are the same."""
    if as_of is None:
        return
    rows = cases if own else others
    after = [row | {"at": as_of + (number + 1) * MINUTE} for number, row in enumerate(later)]
    made, text = list(MADE), _rule_text(window, own=own)
    exports = {"cases": cases} if own else {"cases": cases, "others": others}
    with_later = exports | {"cases" if own else "others": [*rows, *after]}
    found = _evaluated(text, with_later, as_of, engine, made)[: len(cases)]
    assert found == _evaluated(text, exports, as_of, engine, made)


def test_spark_makes_the_same_columns(spark_session: None) -> None:  # noqa: ARG001 - the session is used by the engine
    """One example of each order: of a time with two ends, of one without end, and of other rows."""
    moments = [FIRST + n * MINUTE for n in (0, 0, 30, 60, 1440, 3 * 1440)]
    rows: list[Row] = [
        {"k": "a" if n != 3 else "b", "at": at, "day": at.date(), "v": n % 4, "w": n != 2}
        for n, at in enumerate(moments)
    ]
    for window in (Window(("after",), "1 calendar day", by_day=False), Window(("after",), None, by_day=False), None):
        _check("spark", window, rows, rows, None, own=True)
