"""Limits by class, first, last, from and before an event: the same as plain loops find, minute by minute."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried
from tests.small_runs import AT, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
FIRST = dt.datetime(2008, 5, 5)
AS_OF = FIRST + 9 * DAY
COLUMNS = {"a": AT, "b": AT, "r": AT, "due": AT, "p": "type: text"}
CALENDAR = 'country: none, opening_hours: {mon-fri: ["09:00-12:00", "14:00-17:00"], sat: "22:00-02:00"}'
UNITS = {"heures": 7, "heures ouvrées": 5, "jours ouvrés": 3, "jours calendaires": 3}


@dataclass(frozen=True)
class Case:
    """Start, end, another event, a due date, and a class; all but the start may be missing."""

    start: dt.datetime
    end: dt.datetime | None
    event: dt.datetime | None
    due: dt.datetime | None
    class_: str


Tree: TypeAlias = "str | dict[str, Any]"
"""A limit as the rule file writes it."""
Due = tuple[dt.datetime, bool]
"""A due instant, and whether an end at that instant is in time."""

MOMENTS = st.integers(0, 9 * 24 * 2).map(lambda halves: FIRST + halves * 30 * MINUTE)
CASES = st.lists(
    st.builds(Case, MOMENTS, st.none() | MOMENTS, st.none() | MOMENTS, st.none() | MOMENTS, st.sampled_from("ABCD ")),
    min_size=1,
    max_size=8,
)
LENGTHS = st.sampled_from(sorted(UNITS)).flatmap(
    lambda unit: st.tuples(st.sampled_from(["", "< "]), st.integers(1, UNITS[unit]), st.just(unit))
)


def _written(length: tuple[str, int, str]) -> str:
    return f"{length[0]}{length[1]} {length[2]}"


LEAVES: st.SearchStrategy[Any] = st.one_of(
    LENGTHS.map(_written),
    st.just({"column": "due"}),
    st.just({"before": "due"}),
    LENGTHS.map(lambda length: {"from": "r", "within": _written(length)}),
    LENGTHS.map(lambda length: {"before": "due", "at_least": _written(("", *length[1:]))}),
)
LIMITS: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.lists(below, min_size=2, max_size=3).map(lambda each: {"first": each}),
        st.lists(below, min_size=2, max_size=3).map(lambda each: {"last": each}),
        st.tuples(below, below).map(lambda both: {"by": "p", "A": both[0], "B": both[1], "C": "none"}),
    ),
    max_leaves=5,
)


def _is_open(minute: dt.datetime) -> bool:
    weekday, clock = minute.weekday(), minute.time()
    by_day = weekday < 5 and (dt.time(9) <= clock < dt.time(12) or dt.time(14) <= clock < dt.time(17))
    return by_day or (weekday == 5 and clock >= dt.time(22)) or (weekday == 6 and clock < dt.time(2))


def _is_counted(day: dt.date, unit: str) -> bool:
    return unit == "jours calendaires" or day.weekday() < 5


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


def _after(start: dt.datetime, sign: str, count: int, unit: str) -> Due:
    """Count a length from an instant on: minute by minute, or day by day."""
    if unit.startswith("jours"):
        day = start.date()
        while count:
            day += DAY
            count -= _is_counted(day, unit)
        return _midnight(day if sign else day + DAY), False
    left, minute = count * 60, start
    while left:
        left -= unit == "heures" or _is_open(minute)
        minute += MINUTE
    return minute, not sign


def _before(event: dt.datetime, count: int, unit: str) -> Due:
    """Count a length back from an event; the day of the event is not counted."""
    if unit.startswith("jours"):
        day = event.date()
        while count:
            day -= DAY
            count -= _is_counted(day, unit)
        return _midnight(day + DAY), False
    left, minute = count * 60, event
    while left:
        minute -= MINUTE
        left -= unit == "heures" or _is_open(minute)
    return minute, True


def _length(text: str) -> tuple[str, int, str]:
    sign = "< " if text.startswith("<") else ""
    count, unit = text.removeprefix("< ").split(" ", 1)
    return sign, int(count), unit


def _leaf(limit: Tree, case: Case) -> Due | None:
    """Find when a leaf is due; None: the case does not have it."""
    if isinstance(limit, str):
        return _after(case.start, *_length(limit))
    if "from" in limit:
        return None if case.event is None else _after(case.event, *_length(limit["within"]))
    if case.due is None:
        return None
    if "at_least" in limit:
        return _before(case.due, *_length(limit["at_least"])[1:])
    return case.due, "column" in limit


def _judged(limit: Tree, case: Case) -> tuple[str, dt.datetime | None, bool | None]:
    """Say whether a case has a limit (or why not), when it is due, and whether its end keeps it."""
    if isinstance(limit, str):
        return _judged_leaf(limit, case)
    if "by" in limit:
        if case.class_ not in "ABC":
            return "unknown", None, None
        return ("nothing", None, None) if case.class_ == "C" else _judged(limit[case.class_], case)
    if {"first", "last"} & {*limit}:
        ((mode, each),) = limit.items()
        parts = [_judged(below, case) for below in each]
        if any(state == "unknown" for state, _, _ in parts):
            return "unknown", None, None
        there = [(due, kept) for state, due, kept in parts if state == "has" and due is not None]
        if not there:
            return ("nothing" if all(state == "nothing" for state, _, _ in parts) else "lacking"), None, None
        choose, every = (min, all) if mode == "first" else (max, any)
        return "has", choose(due for due, _ in there), every(bool(kept) for _, kept in there)
    return _judged_leaf(limit, case)


def _judged_leaf(limit: Tree, case: Case) -> tuple[str, dt.datetime | None, bool | None]:
    found = _leaf(limit, case)
    if found is None:
        return "lacking", None, None
    due, is_included = found
    return "has", due, None if case.end is None else (case.end <= due if is_included else case.end < due)


def _expected(limit: Tree, case: Case) -> tuple[str, dt.datetime | None]:
    """Judge one case in plain loops."""
    state, due, kept = _judged(limit, case)
    if case.end is not None and case.end < case.start:
        return "invalid", due
    if state != "has" or due is None:
        return ("excluded" if state == "nothing" else "invalid"), None
    if case.end is not None:
        return ("met" if kept else "missed"), due
    return ("missed" if due <= AS_OF else "pending"), due


def _cell(moment: dt.datetime | None) -> str:
    return "" if moment is None else moment.strftime("%d/%m/%Y %H:%M")


def _table(cases: list[Case]) -> pd.DataFrame:
    rows = [
        {"id": str(n), "a": _cell(c.start), "b": _cell(c.end), "r": _cell(c.event), "due": _cell(c.due), "p": c.class_}
        for n, c in enumerate(cases)
    ]
    return pd.DataFrame(rows, dtype="str")


def _run(folder: Path, measures: dict[str, str], table: pd.DataFrame, engine: str) -> Evaluation:
    path = folder / "rules.yaml"
    path.write_text(rule_text(COLUMNS, measures, calendar=CALENDAR), encoding="utf-8")
    if engine == "pandas":
        return evaluate(load_rules(path), {"s": table}, period="2008", by="year", as_of=AS_OF)
    (folder / "data").mkdir(exist_ok=True)
    table.to_csv(folder / "data" / "s.csv", sep=";", index=False)
    return evaluate(load_rules(path), folder / "data", period="2008", by="year", as_of=AS_OF)


def _told(evaluation: Evaluation, indicator: str) -> list[tuple[str, dt.datetime | None]]:
    rows = evaluation.verdicts(indicator).to_dict("records")
    return [
        (str(row["verdict"]), None if pd.isna(row["due_at"]) else row["due_at"].tz_localize(None).to_pydatetime())
        for row in rows
    ]


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
@tried(25)
@given(limit=LIMITS, cases=CASES)
def test_each_case_is_judged_as_plain_loops_do(engine: str, limit: Tree, cases: list[Case]) -> None:
    """Verdict and due instant, whatever limits are put together."""
    written = json.dumps(limit, ensure_ascii=False)
    measure = f"measure: {{kind: delay, from: a, to: b, limit: {written}}}"
    with tempfile.TemporaryDirectory() as folder:
        found = _told(_run(Path(folder), {"i": measure}, _table(cases), engine), "i")
    expected = [_expected(limit, case) for case in cases]
    assert found == expected, written


PAUSED = ("4 heures", "< 3 heures ouvrées", "6 heures ouvrées", "2 jours ouvrés", "1 mois", "3 jours calendaires")
PAUSES = """
  pauses:
    label: Pauses
    files: pauses.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      of: {header: of, type: text, required: true}
      f: {header: f, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      t: {header: t, type: datetime, format: "%d/%m/%Y %H:%M"}
"""
SPANS = st.lists(st.tuples(st.integers(0, 7), MOMENTS, st.none() | st.integers(1, 100)), max_size=8)


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
@tried(3)
@given(limits=st.permutations(PAUSED), cases=CASES, spans=SPANS)
def test_each_class_is_judged_as_it_would_be_alone(
    engine: str, limits: list[str], cases: list[Case], spans: list[tuple[int, dt.datetime, int | None]]
) -> None:
    """With pauses: lengths on one clock are found together, and no class moves another."""
    of_class = dict(zip("ABC", limits, strict=False))
    pauses = "pauses: {source: pauses, case: of, from: f, to: t}"
    delay = f"kind: delay, from: a, to: b, {pauses}"
    listed = ", ".join(f'{class_}: "{limit}"' for class_, limit in of_class.items())
    indicators = {
        f"only_{class_.lower()}": f'measure: {{{delay}, limit: "{each}"}}' for class_, each in of_class.items()
    }
    indicators["by"] = f"measure: {{{delay}, limit: {{by: p, {listed}}}}}"
    rows = [
        {
            "id": str(n),
            "of": str(of),
            "f": _cell(begins),
            "t": _cell(None if lasts is None else begins + lasts * 30 * MINUTE),
        }
        for n, (of, begins, lasts) in enumerate(spans)
        if of < len(cases)
    ]
    frames = {"s": _table(cases), "pauses": pd.DataFrame(rows, columns=["id", "of", "f", "t"], dtype="str")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "rules.yaml"
        text = rule_text(COLUMNS, indicators, calendar=CALENDAR).replace('"*.csv*"', "s.csv")
        before, after = text.split("\ncommitments:")
        head, sources = before.split("sources: {")
        sources = "sources:\n  " + sources.removesuffix("}") + PAUSES.rstrip()
        path.write_text(f"{head}{sources}\ncommitments:{after}", encoding="utf-8")
        for source, frame in frames.items():
            frame.to_csv(folder / f"{source}.csv", sep=";", index=False)
        data = frames if engine == "pandas" else folder
        evaluation = evaluate(load_rules(path), data, period="2008", by="year", as_of=AS_OF)
        alone = {class_: _told(evaluation, f"only_{class_.lower()}") for class_ in of_class}
        together = _told(evaluation, "by")
    for place, case in enumerate(cases):
        if case.class_ in alone:
            assert together[place] == alone[case.class_][place], of_class
        else:
            assert together[place] == ("invalid", None), of_class
