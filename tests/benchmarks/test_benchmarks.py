from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import exports, figures
from benchmarks.many_indicators import write_rules
from benchmarks.processes import Usage, medians
from benchmarks.run import compare
from benchmarks.targets import FLOOR, PANDAS, REPORT, SMALL, TARGETS, TENTH, Target
from tools.sample_data import calls
from tools.sample_data.exports import EXPORTS, find_scale
from tools.sample_data.files import write_export

from gpj_kpi import load_rules


def share(period: str, *, numerator: int, denominator: int) -> dict[str, object]:
    """One result of a report."""
    unjudged = {"overdue": 1, "pending": 2, "excluded": 0, "invalid": 0}
    counts = {"numerator": numerator, "denominator": denominator}
    return {"indicator": "opened_48h", "period": period, "statistic": "share", **counts, **unjudged}


def target(text: str) -> Target:
    """A target by its text."""
    return next(target for target in TARGETS if target.text == text)


def test_at_one_percent_the_report_and_its_peers_find_the_same_whole_numbers(tmp_path: Path) -> None:
    """The harness ends with 0, which it does not where a number differs, and its table has a line for each program."""
    size = ["--calls", "100000", "--claims", "20000", "--rounds", "1", "--integers-only", "--cache", str(tmp_path)]
    command = [sys.executable, "-m", "benchmarks.run", *size]
    run = subprocess.run(command, cwd=exports.ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    rows = [line.split(" | ")[0].strip("| ") for line in run.stdout.splitlines() if line.startswith("|")]
    assert rows[2:] == [
        "report, files in cp1252",
        "report --year 2008",
        "(a) floor",
        "(b) pandas",
        "(c) polars",
        "(d) SQL",
    ]


def test_a_number_that_differs_is_told_with_indicator_period_and_both_values() -> None:
    """A peer that counts 7 met where the report counts 8 stops the run."""
    report = {"results": [share("2008-Q1", numerator=8, denominator=10)], "sources": [{"name": "claims", "cases": 12}]}
    peer = {"met": 7, "missed": 2, "overdue": 1, "pending": 2, "excluded": 0}
    said = {"cases": {"claims": 12}, "figures": {"opened_48h": {"2008-Q1": peer}}}
    with pytest.raises(SystemExit, match="opened_48h, 2008-Q1, met: the report says 8, the peer 7"):
        compare(PANDAS, said, report)
    peer["met"] = 8
    compare(PANDAS, said, report)


def test_a_figure_that_only_one_side_has_is_a_difference() -> None:
    """What is left out counts as 0, on both sides."""
    place = ("opened_48h", "2008", "pending")
    told = "opened_48h, 2008, pending: the report says {}, the peer {}"
    assert figures.differences({place: 3}, {}) == [told.format(3, 0)]
    assert figures.differences({}, {place: 3}) == [told.format(0, 3)]
    assert figures.differences({place: 0}, {}) == []


def test_sums_are_compared_in_hundredths() -> None:
    """A mean of 3 scores whose sum is 12.25 is 3 counted and 1225 hundredths."""
    result = share("2008", numerator=0, denominator=3) | {"statistic": "mean", "numerator": 12.25}
    numbers = figures.of_report({"results": [result], "sources": []})
    assert numbers["opened_48h", "2008", "counted"] == 3
    assert numbers["opened_48h", "2008", "hundredths"] == 1225


@pytest.mark.parametrize(("read", "is_told"), [(9, True), (10, False), (12, False), (13, True)])
def test_the_floor_reads_all_rows_but_rejected_ones(read: int, *, is_told: bool) -> None:
    """Of 12 rows, 2 of them rejected, the floor reads 10 to 12."""
    report = {"sources": [{"name": "calls", "rows": 12, "rejected": 2}]}
    assert bool(figures.rows_missed(report, {"calls": read})) == is_told


@pytest.mark.parametrize(("seconds", "is_met"), [(2.0, True), (2.01, False)])
def test_a_ratio_may_equal_its_bound(seconds: float, *, is_met: bool) -> None:
    """A report of 2 s beside a floor of 1 s keeps to "at most 2 x", one of 2.01 s does not."""
    judged = target("report over (a), time")
    measured = judged.measure({REPORT: Usage(seconds, 3.0, 1e9), FLOOR: Usage(1.0, 2.0, 1e8)})
    assert measured is not None
    assert judged.is_met(measured) == is_met


def test_pandas_must_take_at_least_fifteen_times_as_long() -> None:
    """29 s beside 2 s is less than 15 times."""
    judged = target("(b) over report, time")
    assert not judged.is_met(14.5)
    assert judged.measure({PANDAS: Usage(29.0, 29.0, 1e9), REPORT: Usage(2.0, 3.0, 1e9)}) == 14.5


@pytest.mark.parametrize(("tenth", "times"), [(2.0, 1.0), (1.5, 2.0), (1.0, math.inf), (0.5, math.inf)])
def test_growth_is_judged_above_the_fixed_cost(tenth: float, times: float) -> None:
    """11 s on all cases, of which 1 s is fixed, are 10 s; a tenth as quick as the fixed cost tells nothing."""
    seconds = {REPORT: 11.0, TENTH: tenth, SMALL: 1.0}
    middle = {name: Usage(2 * taken, taken, 1e8) for name, taken in seconds.items()}
    judged = target("CPU per case above the fixed cost, over that on a tenth")
    measured = judged.measure(middle)
    assert measured == times
    assert judged.is_met(measured) == (times == 1.0)


def test_what_was_not_run_is_not_judged() -> None:
    """Without the run on five times as many calls its target has no figure."""
    assert target("report, peak memory on 5 x as many calls").measure({REPORT: Usage(1.0, 1.0, 1.0)}) is None


def test_medians_are_taken_of_each_figure() -> None:
    """Of three runs, the middle time and the middle memory need not be of one run."""
    assert medians([Usage(1.0, 9.0, 5.0), Usage(2.0, 7.0, 6.0), Usage(3.0, 8.0, 4.0)]) == Usage(2.0, 8.0, 5.0)


def test_rule_files_of_many_indicators_differ_in_their_number_alone(tmp_path: Path) -> None:
    """Both rule files are valid and have the same kinds of measure, one ten times as many."""
    few, many = (load_rules(write_rules(tmp_path / f"{count}.yaml", count)) for count in (10, 100))
    kinds = [
        [type(indicator.measure).__name__ for commitment in rules.commitments for indicator in commitment.indicators]
        for rules in (few, many)
    ]
    assert kinds[1] == kinds[0] * 10


@pytest.mark.parametrize(("wanted", "scale"), [(1, 1), (39_780, 1), (39_781, 2), (10_000_000, 252)])
def test_a_scale_is_the_smallest_that_gives_so_many_cases(wanted: int, scale: int) -> None:
    """The plan has 2450 + 9650 + 9050 + 8300 + 9500 + 830 = 39,780 calls; 251 of it are 9,984,780."""
    assert find_scale(wanted, calls.PLAN) == scale


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_written_again_byte_for_byte(tmp_path: Path, name: str) -> None:
    """Whoever makes the sample data anew finds the files of `sample_data/`, and no other."""
    write_export(EXPORTS[name], tmp_path, 1)
    kept = {path.name: path.read_bytes() for path in (exports.ROOT / "sample_data").glob(f"{EXPORTS[name].stem}_*")}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == kept


def test_exports_are_made_once_and_again_when_the_generator_changed(tmp_path: Path) -> None:
    """A second call leaves the files alone; one after another generator wrote them makes them again."""
    may = exports.exports(tmp_path, 1, 1) / "telephonie_2008-05.csv"
    made = may.read_bytes()
    may.write_bytes(b"")
    assert exports.exports(tmp_path, 1, 1) == may.parent
    assert may.read_bytes() == b""
    (may.parent.parent / "made-by").write_text("another generator", encoding="utf-8")
    exports.exports(tmp_path, 1, 1)
    assert may.read_bytes() == made


def test_the_copies_for_other_readers_are_in_utf_8_without_a_mark(tmp_path: Path) -> None:
    """cp1252 and UTF-8 with a mark become the same text in UTF-8; line ends stay."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "a.csv").write_bytes("cœur;5 €\r\n".encode("cp1252"))
    (folder / "b.csv").write_bytes("cœur;5 €\r\n".encode("utf-8-sig"))
    copies = exports.in_utf_8(folder)
    assert [(copies / name).read_bytes() for name in ("a.csv", "b.csv")] == ["cœur;5 €\r\n".encode()] * 2
