"""Peak memory of a report on a large export with 1 % bad rows, over that of the same export without.

    .venv/bin/python benchmarks/bad_rows.py

Writes 10 million calls (1.2 GB) to a temporary folder, twice: as they are, and with one record in a hundred made
bad, by turns with a date that is none, a stray quote, a cell too many and a byte that is not of the encoding. Exits
with 1 where the ratio is above 1.5.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

MOST = 1.5
ROOT = Path(__file__).parent.parent
EVERY = 100
DAMAGES = (
    lambda line: line.replace(b"/", b"?"),
    lambda line: line.replace(b";", b';"a"b', 1),
    lambda line: line.rstrip(b"\r\n") + b";more\r\n",
    lambda line: line.replace(b";", b";\x81", 1),
)


def damaged(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The lines of an export, one in a hundred made bad; lines with quotes are left alone, and so are their records."""
    for number, line in enumerate(lines):
        is_bad = number and number % EVERY == 0 and b'"' not in line
        yield DAMAGES[number // EVERY % len(DAMAGES)](line) if is_bad else line


def peak_memory(data: Path, rules: Path) -> tuple[int, str]:
    """Peak resident memory of one report, in bytes, and what it said on stderr."""
    command = ["report", "--year", "2008", "--format", "csv", "--rules", str(rules), "--data", str(data)]
    indicators = ["--indicator", "phone_answer_rate", "--indicator", "phone_answered_10s"]
    run = subprocess.Popen(
        [Path(sys.executable).with_name("gpj-kpi"), *command, *indicators],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stderr is not None
    said = run.stderr.read()
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise SystemExit(f"the report ended with {run.returncode}: {said}")
    return usage.ru_maxrss * 1024, said.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=250, help="250: ten million calls")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clean, bad, rules = Path(folder) / "clean", Path(folder) / "bad", Path(folder) / "rules.yaml"
        bad.mkdir()
        maker = [sys.executable, "-m", "tools.sample_data", "--only", "calls"]
        arguments = ["--scale", str(options.scale), "--out", str(clean)]
        subprocess.run([*maker, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        for path in sorted(clean.iterdir()):
            with path.open("rb") as lines, (bad / path.name).open("wb") as out:
                out.writelines(damaged(lines))
        rules.write_text(
            (ROOT / "commitments.yaml").read_text(encoding="utf-8").replace("rejected: 1%", "rejected: 2%")
        )
        size = sum(path.stat().st_size for path in clean.iterdir())
        peaks = []
        for data in (clean, bad):
            peak, said = peak_memory(data, rules)
            peaks.append(peak)
            print(f"{data.name:5}  {size / 1e9:.2f} GB  peak {peak / 1e6:,.0f} MB  {said}")
        ratio = peaks[1] / peaks[0]
        print(f"ratio {ratio:.2f}, at most {MOST}")
    sys.exit(ratio > MOST)


if __name__ == "__main__":
    main()
