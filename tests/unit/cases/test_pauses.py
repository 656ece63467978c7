"""Pauses that can stop no clock are rejected rows; what is left says to when the pauses are known."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import narwhals as nw
import pandas as pd
import pytest

from gpj_kpi import evaluate, load_rules
from gpj_kpi.cases.event_days import EventDays
from gpj_kpi.cases.known import Known
from gpj_kpi.cases.make import Cases
from gpj_kpi.cases.pauses import without_faulty
from gpj_kpi.engines.interface import FileRead
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.errors import ExportError, Issue

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  s:
    label: Dossiers
    files: s.csv
    key: id
    columns:
      id: {{header: id, type: text, required: true}}
      a: {{header: a, type: datetime, format: "%Y-%m-%d %H:%M"}}
      b: {{header: b, type: datetime, format: "%Y-%m-%d %H:%M"}}
  p:
    label: Pauses
    files: p.csv
    key: [case, from]
    max_rejected: {max_rejected}
    columns:
      case: {{header: case, type: text, required: true}}
      from: {{header: from, type: {from_}, required: true}}
      to: {{header: to, type: {to}}}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: i
        label: Essai
        source: s
        measure: {{kind: delay, from: a, to: b, limit: {limit}, pauses: {{source: p, case: case, from: from, to: to}}}}
"""
AT = 'datetime, format: "%Y-%m-%d %H:%M"'
ON = 'date, format: "%Y-%m-%d"'
HOUR = 3_600_000_000
NOTICE = Issue(code="clock_twice", message="", source="p", severity="notice", count=1)

# The case, the hour and the day on which it is paused, and those on which it is resumed.
Row = tuple[str, int, int, int | None, int | None]


def _read(rows: list[Row]) -> Cases:
    """Pauses as they were read: one rejected row beside them, and a notice."""
    frame = pd.DataFrame(rows, columns=["case", "from", "from__day", "to", "to__day"])
    whole = {name: frame[name].astype("Int64") for name in frame.columns[1:]}
    frame = frame.assign(**whole, _row=range(1, len(rows) + 1))
    frame[["from", "to"]] *= HOUR
    bad = Issue(code="bad_date", message="", file="p", line=2, source="p", severity="rejected")
    return Cases(
        name="p",
        frame=nw.from_native(frame).lazy(),
        files=(FileRead(path="p", sha256="", rows=len(rows) + 1),),
        rows=len(rows) + 1,
        cases=len(rows),
        rejected=1,
        duplicates=0,
        conflicts=0,
        set_aside=0,
        issues=(bad, NOTICE),
        known=Known(
            EventDays({}, {}, {}), max(hour for _, start, _, end, _ in rows for hour in (start, end or start)) * HOUR
        ),
    )


def _sift(
    folder: Path, rows: list[Row], *, from_: str = AT, to: str = AT, max_rejected: str = "100%"
) -> tuple[Cases, list[str]]:
    """Reject the faulty pauses of the cases x and y; with the cases of those that are left."""
    limit = "2 jours ouvrés" if ON in (from_, to) else "10 heures"
    (folder / "rules.yaml").write_text(
        RULES.format(from_=from_, to=to, max_rejected=max_rejected, limit=limit), encoding="utf-8"
    )
    rules = load_rules(folder / "rules.yaml")
    paused = nw.from_native(pd.DataFrame({"id": ["x", "y"], "a": [0, 0]})).lazy()
    found = without_faulty(_read(rows), paused, rules.indicator("i"), rules, PandasEngine({}, rules), as_of=None)
    left = found.frame.sort("_row").collect().to_native()
    assert list(left.columns) == ["case", "from", "from__day", "to", "to__day", "_row"]
    return found, left["case"].tolist()


def test_pauses_that_stop_no_clock_are_rejected(tmp_path: Path) -> None:
    """Of four pauses one ends before it begins and one has no case: two rejected rows, each with its place."""
    rows: list[Row] = [
        ("x", 10, 0, 12, 0),
        ("x", 20, 0, 19, 0),  # ends an hour before it begins
        ("q", 10, 0, 99, 4),  # there is no case q
        ("y", 30, 1, None, None),  # open
    ]
    found, left = _sift(tmp_path, rows)
    assert left == ["x", "y"]
    assert (found.rows, found.cases, found.rejected) == (5, 2, 3)
    assert [(issue.code, issue.line, issue.column) for issue in found.issues] == [
        ("bad_date", 2, None),
        ("pause_backwards", 2, "to"),
        ("unknown_case", 3, "case"),
        ("clock_twice", None, None),
    ]
    # The rejected pause of q was the last event; of those that are left it is the beginning of y's.
    assert found.known.latest_event == 30 * HOUR


def test_a_pause_at_fault_twice_is_one_rejected_row(tmp_path: Path) -> None:
    """A pause of no case that also ends early is told once, by its end."""
    found, left = _sift(tmp_path, [("q", 20, 0, 19, 0), ("x", 1, 0, 2, 0)])
    assert (left, found.rejected) == (["x"], 2)
    assert [issue.code for issue in found.issues] == ["pause_backwards", "bad_date", "clock_twice"]


def test_sound_pauses_are_left_as_they_are(tmp_path: Path) -> None:
    """A pause of no length and one that is open are pauses; where all are, nothing changes."""
    rows: list[Row] = [("x", 10, 0, 10, 0), ("y", 30, 1, None, None)]
    found, left = _sift(tmp_path, rows)
    assert left == ["x", "y"]
    assert (found.cases, found.rejected, found.known.latest_event, len(found.issues)) == (2, 1, 30 * HOUR, 2)


@pytest.mark.parametrize(("from_", "to"), [(ON, ON), (ON, AT), (AT, ON)])
def test_with_a_date_pauses_are_compared_by_day(from_: str, to: str, tmp_path: Path) -> None:
    """A date stands for its midnight: paused at 20:00 and resumed that day is no pause that ends early."""
    found, left = _sift(tmp_path, [("x", 20, 0, 0, 0), ("y", 40, 1, 39, 0)], from_=from_, to=to)
    assert (left, found.rejected) == (["x"], 2)


def test_too_many_faulty_pauses_are_refused(tmp_path: Path) -> None:
    """With the row that was rejected before, 2 of 3 rows are at fault, which 50 % does not allow."""
    rows: list[Row] = [("x", 10, 0, 12, 0), ("q", 10, 0, 12, 0)]
    with pytest.raises(ExportError, match="2 of 3 rows are rejected"):
        _sift(tmp_path, rows, max_rejected="50%")
    _, left = _sift(tmp_path, rows, max_rejected="67%")
    assert left == ["x"]


LOG = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  s:
    label: Dossiers
    files: s.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      a: {header: a, type: datetime, format: "%Y-%m-%d %H:%M"}
      b: {header: b, type: datetime, format: "%Y-%m-%d %H:%M"}
  p:
    label: Journal
    files: p.csv
    key: row
    max_rejected: 100%
    columns:
      row: {header: row, type: text, required: true}
      case: {header: case, type: text}
      from: {header: from, type: datetime, format: "%Y-%m-%d %H:%M"}
      to: {header: to, type: datetime, format: "%Y-%m-%d %H:%M"}
      why: {header: why, type: text}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
"""
PAUSED = "pauses: {source: p, case: case, from: from, to: to"
TIMES = "{kind: duration, from: a, to: b, unit: heures, statistic: max, "
EXPORTS = {
    "s": "id;a;b\nx;2008-03-03 08:00;2008-03-03 18:00\n",
    "p": (
        "row;case;from;to;why\n"
        "1;x;2008-03-03 09:00;2008-03-03 12:00;customer\n"
        "2;x;2008-03-03 13:00;2008-03-03 15:00;expert\n"
        "3;;;;\n"
        "4;q;2008-03-03 13:00;2008-03-03 12:00;comment\n"
        "5;x;;2008-03-03 17:00;customer\n"
        "6;;2008-03-03 13:00;;customer\n"
        "7;x;2008-03-03 17:00;2008-03-03 16:00;expert\n"
    ),
}


def _hours(folder: Path, *wheres: str, is_frame: bool, as_of: dt.date | None = None) -> tuple[list[float], list[str]]:
    """Evaluate the longest of the one case for each choice of pauses, in hours; with the codes of rejected rows."""
    listed = "".join(
        f"      - {{id: i{n}, label: x, source: s, measure: {TIMES}{PAUSED}, where: {where}}}}}}}\n"
        for n, where in enumerate(wheres)
    )
    (folder / "rules.yaml").write_text(LOG + listed, encoding="utf-8")
    for name, text in EXPORTS.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    frames = {name: pd.read_csv(folder / f"{name}.csv", sep=";", dtype="str") for name in EXPORTS}
    rules = load_rules(folder / "rules.yaml")
    with evaluate(rules, frames if is_frame else folder, period="2008", by="year", as_of=as_of) as found:
        faults = [f"{issue.line} {issue.code}" for issue in found.issue_list if issue.severity == "rejected"]
        return [float(result.value or -1) / 3600 for result in found.result_list], faults


both = pytest.mark.parametrize("is_frame", [False, True], ids=["duckdb", "pandas"])


@both
def test_rows_that_are_no_pauses_stop_nothing_and_are_not_at_fault(tmp_path: Path, *, is_frame: bool) -> None:
    """Of ten hours three wait for the customer. Two such rows lack the case or the beginning, and are told."""
    hours, faults = _hours(tmp_path, "{why: customer}", is_frame=is_frame)
    assert hours == [7.0]
    first = 1 if is_frame else 2
    assert faults == [f"{first + 4} missing_value", f"{first + 5} missing_value"]


@both
def test_indicators_may_choose_other_rows(tmp_path: Path, *, is_frame: bool) -> None:
    """A row is rejected that is at fault and a pause for one of them; the comment is one for none."""
    hours, faults = _hours(tmp_path, "{why: customer}", "{why: expert}", "{why: [customer, expert]}", is_frame=is_frame)
    assert hours == [7.0, 8.0, 5.0]
    assert [fault.split()[1] for fault in faults] == ["missing_value", "missing_value", "pause_backwards"]


@both
def test_what_makes_a_pause_is_known_at_as_of_or_not(tmp_path: Path, *, is_frame: bool) -> None:
    """At the end of 2 March nothing is known: neither the case nor what its pauses are."""
    hours, _ = _hours(tmp_path, "{to: present, why: customer}", is_frame=is_frame, as_of=dt.date(2008, 3, 2))
    assert hours == [-1 / 3600]
    hours, _ = _hours(tmp_path, "{to: present, why: customer}", is_frame=is_frame, as_of=dt.date(2008, 3, 4))
    assert hours == [7.0]
