"""Cases made of events are those that plain loops make, in whole runs on files and frames."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried
from tests.unit.cases.made_tables import AT, cells, rules_of_sources

from gpj_kpi import Evaluation, evaluate

SOURCES = f"""  events:
    label: E
    files: ev*.csv
    key: id
    order_by: at
    max_rejected: 100%
    columns:
      id: {{header: id, type: text, required: true}}
      case: {{header: case, type: text}}
      at: {AT}
      kind: {{header: kind, type: text}}
      n: {{header: n, type: integer}}
  notes:
    label: N
    files: notes.csv
    key: note
    columns:
      note: {{header: note, type: text, required: true}}
      of: {{header: of, type: text}}
      sent: {AT.replace("header: at", "header: sent")}
  calls:
    label: C
    cases_of: events
    by: case
    columns:
      start: {{first: at}}
      end: {{last: at, where: {{kind: [x, y]}}}}
      first_kind: {{first: kind, at: at}}
      last_n: {{last: n, at: at}}
      least: {{min: n, at: at}}
      most: {{max: n, at: at, where: {{kind: x}}}}
      total: {{sum: n, at: at}}
      rows: {{count: rows, at: at}}
      kinds: {{count: {{different: kind}}, at: at}}
      has_x: {{any: {{kind: x}}, at: at}}
      has_y: {{any: rows, at: at, where: {{kind: y}}}}
      is_x: {{all: {{kind: x}}, at: at}}
      notes: {{from: notes, match: {{case: of}}, count: rows, at: sent}}
      noted: {{from: notes, match: {{case: of}}, last: sent}}
"""
COLUMNS = SOURCES.split("    by: case\n    columns:\n")[1]
MADE = [line.split(":")[0].strip() for line in COLUMNS.splitlines()]
INDICATORS = {
    "n": "source: calls, period_by: start, measure: {kind: count}",
    "sum": "source: calls, period_by: start, measure: {kind: sum, of: total}",
    "x": "source: calls, period_by: start, measure: {kind: share, of: {has_x: true}}",
}


@dataclass(frozen=True)
class Event:
    """A row of the events; `n` may be no number, which rejects the row."""

    id: str
    case: str
    at: dt.datetime | None
    kind: str
    n: str


@dataclass(frozen=True)
class Note:
    """A row of the notes, whose key is its place."""

    of: str
    sent: dt.datetime | None


MOMENTS = st.integers(0, 8).map(lambda number: dt.datetime(2024, 1, 5, 9) + number * dt.timedelta(hours=12))
CASES = st.sampled_from(["", "a", "b", "c"])
EVENTS = st.lists(
    st.builds(
        Event,
        st.integers(0, 30).map(str),
        CASES,
        st.none() | MOMENTS,
        st.sampled_from(["", "x", "y", "z"]),
        st.sampled_from(["", "-3", "0", "7", "7", "oops"]),
    ),
    min_size=1,
    max_size=18,
)
NOTES = st.lists(st.builds(Note, CASES, st.none() | MOMENTS), max_size=6)
AS_OF = st.none() | MOMENTS


def _text(moment: dt.datetime | None) -> str:
    return f"{moment:%d/%m/%Y %H:%M}" if moment else ""


def _micro(moment: dt.datetime | None) -> int | None:
    since = None if moment is None else moment - dt.timedelta(hours=1) - dt.datetime(1970, 1, 1)
    return None if since is None else since // dt.timedelta(microseconds=1)


def _kept(events: Sequence[Event], as_of: dt.datetime | None) -> list[tuple[int, Event]]:
    """Give the rows that become cases, with their place: the last one of a key by `at`, of equal ones the last read.

    A row without `at` comes first. One written after as-of is a case only where no other row of its key is.
    """
    kept: dict[str, tuple[int, Event]] = {}
    for place, event in enumerate(events):
        if event.n == "oops":
            continue
        before = kept.get(event.id)
        if before is None or _order(event, as_of) >= _order(before[1], as_of):
            kept[event.id] = place, event
    return sorted(kept.values(), key=lambda each: each[0])


def _order(event: Event, as_of: dt.datetime | None) -> tuple[bool, dt.datetime]:
    is_written = as_of is None or event.at is None or event.at <= as_of
    return is_written, event.at or dt.datetime(1900, 1, 1)


def _made(events: list[tuple[int, Event]], notes: Sequence[Note], as_of: dt.datetime | None) -> list[object]:
    """Make the columns of one case in plain loops."""
    rows = [event for _, event in events]
    dated = sorted(((event.at, place, event) for place, event in events if event.at), key=lambda each: each[:2])
    there = [event for _, _, event in dated]
    kinds, numbers = [event.kind for event in there if event.kind], [int(event.n) for event in there if event.n]
    ends = [event.at for event in there if event.kind in {"x", "y"}]
    of_x = [int(event.n) for event in there if event.n and event.kind == "x"]
    sent = [note.sent for note in notes if note.of == rows[0].case and note.sent and (not as_of or note.sent <= as_of)]
    return [
        _micro(there[0].at) if there else None,
        _micro(ends[-1]) if ends else None,
        kinds[0] if kinds else None,
        numbers[-1] if numbers else None,
        min(numbers, default=None),
        max(of_x, default=None),
        sum(numbers) if numbers else None,
        len(there),
        len(set(kinds)),
        "x" in kinds,
        "y" in kinds,
        all(event.kind == "x" for event in there) if there else None,
        len(sent),
        _micro(max(sent, default=None)),
    ]


def _by_loops(
    events: Sequence[Event], notes: Sequence[Note], as_of: dt.datetime | None
) -> tuple[dict[str, list[object]], Counter[str]]:
    """Give the cells of each case, and what became of the events."""
    became: Counter[str] = Counter()
    of_case: dict[str, list[tuple[int, Event]]] = {}
    for place, event in _kept(events, as_of):
        if as_of and event.at and event.at > as_of:
            became["later"] += 1
        elif not event.case:
            became["none"] += 1
        else:
            became["case"] += 1
            of_case.setdefault(event.case, []).append((place, event))
    return {case: _made(rows, notes, as_of) for case, rows in of_case.items()}, became


def _evaluated(
    folder: Path, events: Sequence[Event], notes: Sequence[Note], kind: str, as_of: dt.datetime | None
) -> Evaluation:
    rules = rules_of_sources(folder, SOURCES, INDICATORS)
    table = pd.DataFrame(
        [(each.id, each.case, _text(each.at), each.kind, each.n) for each in events],
        columns=["id", "case", "at", "kind", "n"],
        dtype="str",
    )
    others = pd.DataFrame(
        [(str(place), note.of, _text(note.sent)) for place, note in enumerate(notes)],
        columns=["note", "of", "sent"],
        dtype="str",
    )
    half = len(table) // 2
    table.iloc[:half].to_csv(folder / "ev1.csv", sep=";", index=False)
    table.iloc[half:].to_csv(folder / "ev2.csv", sep=";", index=False)
    others.to_csv(folder / "notes.csv", sep=";", index=False)
    data = folder if kind == "files" else {"events": table, "notes": others}
    return evaluate(rules, data, period="2024", by="year", as_of=as_of)


def _cells(evaluation: Evaluation) -> dict[str, list[object]]:
    return {str(case): list(made) for case, *made in cells(evaluation, "calls", "case", *MADE)}


def _figures(expected: Mapping[str, Sequence[object]]) -> dict[str, object]:
    started = [dict(zip(MADE, made, strict=True)) for made in expected.values() if made[0] is not None]
    totals = [each["total"] for each in started if each["total"] is not None]
    return {
        "n": len(started),
        "sum": sum(int(str(total)) for total in totals),
        "x": sum(bool(each["has_x"]) for each in started),
    }


@pytest.mark.parametrize("kind", ["files", "frames"])
@tried(12)
@given(events=EVENTS, notes=NOTES, as_of=AS_OF)
def test_cells_and_figures_are_those_of_loops(
    kind: str, events: list[Event], notes: list[Note], as_of: dt.datetime | None
) -> None:
    """Every aggregate, with duplicates, rejected rows, empty cells and ties; and no row or event is lost."""
    expected, became = _by_loops(events, notes, as_of)
    with tempfile.TemporaryDirectory() as folder, _evaluated(Path(folder), events, notes, kind, as_of) as evaluation:
        assert _cells(evaluation) == expected
        found = {each.indicator: each.numerator or 0 for each in evaluation.result_list}
        assert found == _figures(expected)
        read, made = evaluation.cases["events"], evaluation.cases["calls"].made_of
        assert (read.rows, read.rejected) == (len(events), sum(event.n == "oops" for event in events))
        assert read.rows == read.cases + read.rejected + read.duplicates
        assert made is not None
        assert (made.in_cases, made.in_none, made.later) == (became["case"], became["none"], became["later"])
        assert made.events == read.cases == became.total()


def _moved(moment: dt.datetime | None, as_of: dt.datetime, hours: int) -> dt.datetime | None:
    return as_of + dt.timedelta(hours=hours) if moment and moment > as_of else moment


@pytest.mark.parametrize("kind", ["files", "frames"])
@tried(5)
@given(events=EVENTS, notes=NOTES, as_of=MOMENTS, hours=st.integers(1, 500), drop=st.booleans())
def test_nothing_later_is_let_in(
    kind: str, events: list[Event], notes: list[Note], as_of: dt.datetime, hours: int, *, drop: bool
) -> None:
    """Rows later than as-of may be others, or not be there: each cell stays what it is."""
    later: Callable[[dt.datetime | None], bool] = lambda moment: moment is not None and moment > as_of  # noqa: E731
    changed = [
        Event(each.id, "c", _moved(each.at, as_of, hours), "x", "7") if later(each.at) and each.n != "oops" else each
        for each in events
        if not (drop and later(each.at))
    ]
    noted = [Note(each.of, _moved(each.sent, as_of, hours)) for each in notes if not (drop and later(each.sent))]
    found = []
    for one, other in ((events, notes), (changed, noted)):
        if not one:
            return
        with tempfile.TemporaryDirectory() as folder, _evaluated(Path(folder), one, other, kind, as_of) as evaluation:
            found.append(_cells(evaluation))
    assert found[0] == found[1]
