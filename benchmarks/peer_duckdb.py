"""The figures of a rule file for 2008 in hand-written DuckDB SQL.

    python benchmarks/peer_duckdb.py FOLDER [SCRIPT]

SCRIPT is `peer_duckdb.sql`, for `commitments.yaml`, or `peer_events.sql`. FOLDER holds the exports in UTF-8. Prints
the cases of each source and, for each indicator and period, whole numbers, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import duckdb


def main() -> None:
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    folder, script = [*sys.argv[1:], "peer_duckdb.sql"][:2]
    connection.execute("SET VARIABLE folder = $1", [folder])
    connection.execute(Path(__file__).with_name(script).read_text(encoding="utf-8"))
    figures: dict[str, dict[str, Counter[str]]] = {}
    for indicator, quarter, verdict, cases, hundredths in connection.execute("FROM figures").fetchall():
        for period in (f"2008-Q{quarter}", "2008"):
            numbers = figures.setdefault(indicator, {}).setdefault(period, Counter())
            numbers["missed" if verdict in {"late", "overdue"} else verdict] += cases
            numbers["overdue"] += cases if verdict == "overdue" else 0
            numbers["hundredths"] += int(hundredths or 0) if verdict == "counted" else 0
    print(json.dumps({"cases": dict(connection.execute("FROM sizes").fetchall()), "figures": figures}))


if __name__ == "__main__":
    main()
