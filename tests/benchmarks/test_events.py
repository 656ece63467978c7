"""The bench of events: what SQL makes of a small log, against plain loops over its lines."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from benchmarks import exports
from benchmarks.events import NAMES, write_events, write_rules

from gpj_kpi import evaluate, load_rules

Event = tuple[str, str, dt.datetime, str, str]
Numbers = dict[tuple[str, str, str], int]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of one percent of the events of the bench."""
    return write_events(tmp_path_factory.mktemp("log"), 50_000)


def read_events(log: Path) -> list[Event]:
    """Read the sound events, the last of each id, line by line."""
    events: dict[str, Event] = {}
    for path in sorted(log.glob("*.csv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            cells = line.split(";")
            if len(cells) != 5 or cells[3] not in NAMES:
                continue
            try:
                happened_at = dt.datetime.fromisoformat(cells[2])
            except ValueError:
                continue
            events[cells[0]] = (cells[0], cells[1], happened_at, cells[3], cells[4])
    return list(events.values())


def count_calls(events: list[Event]) -> tuple[Numbers, int]:
    """Make calls of events and count them, call by call; return the figures that are not 0, and how many calls."""
    by_call: dict[str, list[Event]] = {}
    for event in events:
        if event[1]:
            by_call.setdefault(event[1], []).append(event)
    known = max(event[2] for event in events)
    numbers: Counter[tuple[str, str, str]] = Counter()
    for of_call in by_call.values():
        entered = min(at for _, _, at, name, _ in of_call if name == "ENTERQUEUE")
        answered = min((at for _, _, at, name, _ in of_call if name == "CONNECT"), default=None)
        left = max(at for _, _, at, name, _ in of_call if name in {"COMPLETE", "ABANDON"})
        given_up = any(name == "ABANDON" for *_, name, _ in of_call)
        due = entered + dt.timedelta(seconds=20)
        found: list[tuple[str, str, int]] = [
            ("length", "counted", 1),
            ("length", "hundredths", 100 * int((left - entered).total_seconds())),
            ("given_up", "met" if given_up else "missed", 1),
        ]
        if answered is not None:
            connects = sum(name == "CONNECT" for *_, name, _ in of_call)
            agents = {agent for *_, agent in of_call if agent}
            stays = len(agents) == 1 and connects <= 2 and all(name != "TRANSFER" for *_, name, _ in of_call)
            found.append(("one_agent", "met" if stays else "missed", 1))
            found.append(("answered_20s", "met" if answered < due else "missed", 1))
        elif due <= known:
            found += [("answered_20s", "missed", 1), ("answered_20s", "overdue", 1)]
        else:
            found.append(("answered_20s", "pending", 1))
        for indicator, verdict, number in found:
            for period in (f"2008-Q{(entered.month + 2) // 3}", "2008"):
                numbers[indicator, period, verdict] += number
    return dict(numbers), len(by_call)


def test_sql_counts_as_plain_loops_do(log: Path) -> None:
    """50,000 events and 12 without a call are read; 10,000 calls are made of them, 400 of which were given up."""
    events = read_events(log)
    numbers, calls = count_calls(events)
    assert (len(events), calls, numbers["given_up", "2008", "met"]) == (50_012, 10_000, 400)
    script = str(exports.ROOT / "benchmarks" / "peer_duckdb.py")
    command = [sys.executable, script, str(log), "peer_events.sql"]
    said = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    assert said["cases"] == {"queue_events": 50_012, "calls": 10_000}
    assert {
        (indicator, period, verdict): number
        for indicator, by_period in said["figures"].items()
        for period, by_verdict in by_period.items()
        for verdict, number in by_verdict.items()
        if number
    } == numbers


def test_each_fault_of_the_log_is_a_rejected_row(log: Path, tmp_path: Path) -> None:
    """Each month has four rows at fault; 100 events of eleven months come twice."""
    evaluation = evaluate(load_rules(write_rules(tmp_path / "read.yaml", made=False)), log, period="2008")
    (source,) = evaluation.sources.to_dict("records")
    assert (source["cases"], source["rejected"], source["duplicates"]) == (50_012, 48, 1_100)
    assert [result.numerator for result in evaluation.result_list if result.period == "2008"] == [50_012]


def test_at_one_percent_the_report_and_sql_find_the_same_whole_numbers(tmp_path: Path) -> None:
    """The harness ends with 0, which it does not where a number differs, and its table has a line for each program."""
    size = ["--events", "50000", "--rounds", "1", "--integers-only", "--cache", str(tmp_path)]
    command = [sys.executable, "-m", "benchmarks.run_events", *size]
    run = subprocess.run(command, cwd=exports.ROOT, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    rows = [line.split(" | ")[0].strip("| ") for line in run.stdout.splitlines() if line.startswith("|")]
    assert rows[2:] == ["report, calls made of events", "(e) SQL, calls made of events", "report, events counted"]
