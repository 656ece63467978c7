"""`make bench`: the full report beside its peers on the same exports, what each took, and the targets.

    python -m benchmarks.run [--calls 10000000] [--claims 2000000] [--rounds 3] [--large] [--integers-only]

Law: a time is only printed for programs that found the same whole numbers. All run in turn, in one session, round after
round; each in a process of its own, on files that were read once before. What is printed is Markdown. Ends with 1 where
a number differs or a target is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import exports, figures
from benchmarks.many_indicators import write_rules
from benchmarks.processes import GPJ_KPI, Usage, medians, run, run_json
from benchmarks.tables import machine, table, targets_table
from benchmarks.targets import (
    AS_EXPORTED,
    FEW,
    FLOOR,
    HELP,
    LARGE,
    LIBRARIES,
    MANY,
    PANDAS,
    POLARS,
    REPORT,
    SMALL,
    SQL,
    TARGETS,
    TENTH,
    TYPER,
)

PEERS = {FLOOR: "peer_floor.py", PANDAS: "peer_pandas.py", POLARS: "peer_polars.py", SQL: "peer_duckdb.py"}
START_ROUNDS = 9

Usages = dict[str, list[Usage]]


def report(data: Path, rules: Path = exports.ROOT / "commitments.yaml", format_: str = "json") -> list[str]:
    return [*GPJ_KPI, *REPORT.split(), "--format", format_, "--rules", str(rules), "--data", str(data)]


def compare(name: str, said: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """Hold what a peer printed against the report.

    Raises:
        SystemExit: they differ.
    """
    if name == FLOOR:
        found = figures.rows_missed(expected, said["rows"])
    else:
        of_other = figures.of_report if name == AS_EXPORTED else figures.of_peer
        found = figures.differences(figures.of_report(expected), of_other(said))
    if found:
        raise SystemExit("\n".join([f"{name} counts otherwise:", *found[:20], f"({len(found)} differences)"]))


def time_peers(data: Path, options: argparse.Namespace) -> Usages:
    """The report and its peers on the same files, in turn; and the report on the files as they were exported."""
    usages: Usages = defaultdict(list)
    in_utf_8 = exports.in_utf_8(data)
    for folder in (data, in_utf_8):
        exports.read_once(folder)
    for number in range(options.rounds):
        usage, as_exported = run_json(report(data))
        usages[AS_EXPORTED].append(usage)
        usage, expected = run_json(report(in_utf_8, exports.rules_in_utf_8(in_utf_8)))
        usages[REPORT].append(usage)
        compare(AS_EXPORTED, as_exported, expected)
        print(f"round {number + 1}: {REPORT} {usage.wall:.1f} s", file=sys.stderr)
        for name, script in PEERS.items():
            if name == PANDAS and number >= options.pandas_rounds:
                continue
            usage, said = run_json([sys.executable, str(Path(__file__).with_name(script)), str(in_utf_8)])
            compare(name, said, expected)
            usages[name].append(usage)
            print(f"round {number + 1}: {name} {usage.wall:.1f} s", file=sys.stderr)
    return usages


def time_growth(data: Path, options: argparse.Namespace) -> Usages:
    """The report on a tenth of the exports, with 10 and 100 indicators on calls, and on five times as many calls."""
    usages: Usages = defaultdict(list)
    tenth = exports.in_utf_8(exports.exports(options.cache, options.calls // 10, options.claims // 10))
    exports.read_once(tenth)
    with tempfile.TemporaryDirectory() as folder:
        runs = {
            TENTH: report(tenth, exports.rules_in_utf_8(tenth)),
            FEW: report(data, write_rules(Path(folder) / "few.yaml", 10)),
            MANY: report(data, write_rules(Path(folder) / "many.yaml", 100)),
        }
        for _ in range(options.rounds):
            for name, command in runs.items():
                usages[name].append(run(command)[0])
                print(f"{name}: {usages[name][-1].wall:.1f} s", file=sys.stderr)
    if options.large:
        large = exports.exports(options.cache, 5 * options.calls, options.claims)
        usages[LARGE].append(run(report(large))[0])
    return usages


def time_start() -> Usages:
    """How long it takes until a small report is there, and the help page; each beside the libraries it needs."""
    python = [sys.executable, "-c"]
    runs = {
        SMALL: report(exports.ROOT / "sample_data", format_="table"),
        LIBRARIES: [*python, "import pandas, duckdb"],
        HELP: [*GPJ_KPI, "--help"],
        TYPER: [*python, "import typer"],
    }
    usages: Usages = defaultdict(list)
    for number in range(START_ROUNDS + 1):
        for name, command in runs.items():
            usage, _ = run(command)
            if number:  # the first run compiles modules
                usages[name].append(usage)
    return usages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=10_000_000, help="about so many calls")
    parser.add_argument("--claims", type=int, default=2_000_000, help="about so many claims")
    parser.add_argument("--rounds", type=int, default=3, help="how often each program is run")
    parser.add_argument("--pandas-rounds", type=int, default=1, help="how often pandas is, which is slow")
    parser.add_argument("--large", action="store_true", help="also on five times as many calls (6 GB more)")
    parser.add_argument("--integers-only", action="store_true", help="compare the numbers; judge no time")
    cache = os.environ.get("GPJ_KPI_BENCH", exports.ROOT / ".bench")
    parser.add_argument("--cache", type=Path, default=cache, help="folder of the exports; also $GPJ_KPI_BENCH")
    options = parser.parse_args()
    data = exports.exports(options.cache, options.calls, options.claims)
    print(machine())
    print(f"{options.calls:,} calls, {options.claims:,} claims: {exports.megabytes(data):,.0f} MB.\n")
    usages = time_peers(data, options)
    if not options.integers_only:
        usages |= time_growth(data, options) | time_start()
    middle = {name: medians(found) for name, found in usages.items()}
    print(table(middle, {name: len(found) for name, found in usages.items()}, REPORT))
    if not options.integers_only:
        judged = [(target, target.measure(middle)) for target in TARGETS]
        print(targets_table(judged))
        if any(not target.is_met(measured) for target, measured in judged if measured is not None):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
