"""Judge exports on a standalone Spark of one master and two workers on this machine, one of which is killed meanwhile.

    .venv/bin/python -m tools.standalone_spark --data sample_data --year 2008 --kill-at 3

The results and issues must be those of DuckDB; the exit status is 1 if they are not. What it costs: docs/scale.md.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import pyspark

from gpj_kpi import Evaluation, RuleFile, evaluate, load_rules

HOST = "127.0.0.1"
SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"


def start(name: str, *arguments: str, scratch: Path) -> subprocess.Popen[bytes]:
    """Start a part of the cluster, in a group of its own, that ends with the processes it starts."""
    environment = {**os.environ, "SPARK_LOCAL_IP": HOST, "SPARK_LOCAL_DIRS": str(scratch), "TMPDIR": str(scratch)}
    command = [str(SPARK_CLASS), f"org.apache.spark.deploy.{name}", "--host", HOST, "--webui-port", "0", *arguments]
    with (scratch / "log.txt").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)


def end(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if process.poll() is None:
        os.killpg(process.pid, number)
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    while True:
        try:
            socket.create_connection((HOST, port)).close()
        except ConnectionRefusedError:
            time.sleep(0.2)
        else:
            return


def run(rules: RuleFile, options: argparse.Namespace, *, kill_at: int | None) -> tuple[Evaluation, float]:
    """Evaluate on a cluster of its own; before the step of this number a worker is killed (-9) with all it holds."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        port = free_port()
        url = f"spark://{HOST}:{port}"
        parts = [start("master.Master", "--port", str(port), scratch=scratch)]
        wait_for(port)
        for number in range(2):
            limits = ("--cores", "1", "--memory", "2g", "--work-dir", str(scratch / f"work_{number}"))
            parts.append(start("worker.Worker", *limits, url, scratch=scratch))
        for part in parts:
            stack.callback(end, part, signal.SIGTERM)

        def progress(label: str, step: int, steps: int) -> None:
            if step == kill_at:
                print(f"  step {step} of {steps}, {label}: a worker is killed")
                end(parts[-1], signal.SIGKILL)

        begun = time.monotonic()
        found = evaluate(
            rules,
            options.data,
            period=options.year,
            indicators=options.indicator,
            engine="spark",
            spark_master=url,
            progress=progress,
        )
        took = time.monotonic() - begun
        found.close()
        return found, took


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rules", type=Path, default=Path("commitments.yaml"))
    parser.add_argument("--data", type=Path, default=Path("sample_data"))
    parser.add_argument("--year", default="2008")
    parser.add_argument("--indicator", action="append", default=[])
    parser.add_argument("--kill-at", type=int, action="append", help="step before which a worker is killed; repeatable")
    options = parser.parse_args()
    rules = load_rules(options.rules)
    os.environ["SPARK_LOCAL_IP"] = HOST
    os.environ.setdefault("PYSPARK_SUBMIT_ARGS", "--conf spark.sql.shuffle.partitions=4 pyspark-shell")
    begun = time.monotonic()
    by_duckdb = evaluate(rules, options.data, period=options.year, indicators=options.indicator)
    print(f"DuckDB: {time.monotonic() - begun:.1f} s, {sum(cases.rows for cases in by_duckdb.cases.values())} rows")
    is_same = True
    for kill_at in [None, *(options.kill_at or [])]:
        before = sum(os.times()[:4])
        found, took = run(rules, options, kill_at=kill_at)
        same = (found.result_list, found.issue_list) == (by_duckdb.result_list, by_duckdb.issue_list)
        cpu = sum(os.times()[:4]) - before
        killed, outcome = "no" if kill_at is None else "one", "equal" if same else "UNEQUAL"
        print(f"Spark, {killed} worker killed: {took:.1f} s ({cpu:.1f} s of processors), {outcome}")
        is_same = is_same and same
    by_duckdb.close()
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
