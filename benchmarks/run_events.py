"""`make bench-events`: calls made of the events of a queue, beside hand-written SQL on the same files, and the targets.

    python -m benchmarks.run_events [--events 5000000] [--rounds 3] [--integers-only]

Law: as in `benchmarks.run`: the programs run in turn, each in a process of its own, and a time is only printed for
programs that found the same whole numbers. SQL has the memory limit of the report. Ends with 1 where a number differs
or a target is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks import exports
from benchmarks.events import write_events, write_rules
from benchmarks.processes import medians, run_json
from benchmarks.run import Usages, compare, report
from benchmarks.tables import machine, table, targets_table
from benchmarks.targets import EVENT_TARGETS, EVENTS, EVENTS_READ, EVENTS_SQL


def make_log(cache: Path, events: int) -> Path:
    """Find the log of about so many events, made if it is not there."""
    folder = cache.absolute() / f"events-{events}"
    if not folder.is_dir():
        print(f"making a log of {events:,} events in {folder}", file=sys.stderr)
        write_events(folder.with_suffix(".part"), events).rename(folder)
    return folder


def time_events(data: Path, rounds: int) -> Usages:
    """Run the report and SQL in turn; and the report of a rule file that only counts the events."""
    usages: Usages = defaultdict(list)
    exports.read_once(data)
    with tempfile.TemporaryDirectory() as folder:
        made = write_rules(Path(folder) / "made.yaml")
        read = write_rules(Path(folder) / "read.yaml", made=False)
        sql = [sys.executable, str(Path(__file__).with_name("peer_duckdb.py")), str(data), "peer_events.sql"]
        for number in range(rounds):
            usage, expected = run_json(report(data, made))
            usages[EVENTS].append(usage)
            print(f"round {number + 1}: {EVENTS} {usage.wall:.1f} s", file=sys.stderr)
            usage, said = run_json(sql)
            compare(EVENTS_SQL, said, expected)
            usages[EVENTS_SQL].append(usage)
            print(f"round {number + 1}: {EVENTS_SQL} {usage.wall:.1f} s", file=sys.stderr)
            usages[EVENTS_READ].append(run_json(report(data, read))[0])
    return usages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=5_000_000, help="about so many events")
    parser.add_argument("--rounds", type=int, default=3, help="how often each program is run")
    parser.add_argument("--integers-only", action="store_true", help="compare the numbers; judge no time")
    cache = os.environ.get("GPJ_KPI_BENCH", exports.ROOT / ".bench")
    parser.add_argument("--cache", type=Path, default=cache, help="folder of the log; also $GPJ_KPI_BENCH")
    options = parser.parse_args()
    data = make_log(options.cache, options.events)
    print(machine())
    print(f"{options.events:,} events: {exports.megabytes(data):,.0f} MB.\n")
    usages = time_events(data, options.rounds)
    middle = {name: medians(found) for name, found in usages.items()}
    print(table(middle, {name: len(found) for name, found in usages.items()}, EVENTS))
    if not options.integers_only:
        judged = [(target, target.measure(middle)) for target in EVENT_TARGETS]
        print(targets_table(judged))
        if any(not target.is_met(measured) for target, measured in judged if measured is not None):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
