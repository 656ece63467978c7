"""The rule files of `examples/`: figures counted by hand, and every case judged a second time in plain loops.

Law: no command writes expected.csv or the tables of the READMEs; hand count, recount and report must be one.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from tests.examples import recount_acpr, recount_helpdesk
from tests.examples.judged import Judged, tally

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.outputs.csv import render
from gpj_kpi.rules import Source

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
EXAMPLES = ROOT / "examples"
FIGURES = ("numerator", "denominator", "pending", "overdue", "excluded", "invalid")
NO_DUE = {"invalid", "excluded", "abandoned"}  # judged by something else than their due instant

Key = tuple[str, str]  # indicator and period, or indicator and case
Rows = dict[Key, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Example:
    """A rule file, and what its README counts beside the figures.

    Attributes:
        year: period reported, and year of the README's dates that name none.
        zone: where its clocks stand.
        judge_all: its recount.
        counts: indicators that count cases and have no denominator.
        durations: indicators whose values, in seconds, the README writes as hours and minutes.
        rows: by source: rows read, cases, rejected and duplicates.
        known_until: by source, the local instant that the default as-of comes to.
        commitments: status of each commitment over the year.
        notices: source and code of each notice.
        further_as_ofs: days at whose end each case is judged too, beside those of expected.csv.
    """

    year: int
    zone: ZoneInfo
    judge_all: Callable[[Path, dt.date | None], Iterable[Judged]]
    counts: Collection[str] = ()
    durations: Collection[str] = ()
    rows: dict[str, tuple[int, int, int, int]]
    known_until: dict[str, str]
    commitments: dict[str, str]
    notices: list[tuple[str, str]]
    further_as_ofs: tuple[str, ...]


EXAMPLE = {
    "acpr": Example(
        year=2023,
        zone=ZoneInfo("Europe/Paris"),
        judge_all=recount_acpr.judge_all,
        counts={"complaints_sent"},
        rows={"complaints": (56, 52, 2, 2)},
        known_until={"complaints": "2024-02-29T00:00:00+01:00"},
        commitments={"acknowledgement": "missed", "answer": "missed", "monitoring": "no_target"},
        notices=[("complaints", "conflicting_duplicates")],
        further_as_ofs=("2023-02-10", "2023-02-11", "2024-02-28"),
    ),
    "helpdesk": Example(
        year=2024,
        zone=ZoneInfo("Europe/London"),
        judge_all=recount_helpdesk.judge_all,
        durations={"p1_resolution_time"},
        rows={"tickets": (55, 49, 1, 5), "ticket_pauses": (29, 26, 3, 0), "calls": (25, 25, 0, 0)},
        known_until={
            "tickets": "2025-01-02T09:30:00+00:00",
            "ticket_pauses": "2025-01-02T08:30:00+00:00",
            "calls": "2024-12-31T18:00:00+00:00",
        },
        commitments={"first_response": "missed", "resolution": "missed", "phone": "near"},
        notices=[("tickets", "conflicting_duplicates")],
        further_as_ofs=("2024-04-01", "2024-06-11", "2024-10-26"),
    ),
}


def expected_rows(example: str) -> dict[str, Rows]:
    """Figures and status of expected.csv, as they are written, by as-of."""
    found: dict[str, Rows] = {}
    with (HERE / example / "expected.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            found.setdefault(row["as_of"], {})[_key(row)] = _figures(row)
    return found


def _key(row: dict[str, str]) -> Key:
    return row["indicator"], row["period"]


def _figures(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in (*FIGURES, "status"))


RUNS = [(example, as_of) for example in EXAMPLE for as_of in expected_rows(example)]


@cache
def evaluation(example: str, as_of: str) -> Evaluation:
    """Evaluation of the files, read by DuckDB."""
    return _evaluate(example, EXAMPLES / example, as_of)


@cache
def frame_evaluation(example: str, as_of: str) -> Evaluation:
    """Evaluation of the same cells, handed in as pandas frames."""
    rules = load_rules(EXAMPLES / f"{example}.yaml")
    return _evaluate(
        example, {name: _frame(EXAMPLES / example, source) for name, source in rules.sources.items()}, as_of
    )


def _evaluate(example: str, data: Path | dict[str, pd.DataFrame], as_of: str) -> Evaluation:
    return evaluate(
        load_rules(EXAMPLES / f"{example}.yaml"),
        data,
        period=EXAMPLE[example].year,
        as_of=dt.date.fromisoformat(as_of) if as_of else None,
    )


def _frame(folder: Path, source: Source) -> pd.DataFrame:
    """Cells of all the files of a source as text, in the order of the files."""
    header: list[str] = []
    records: list[list[str]] = []
    for path in sorted(path for pattern in source.files for path in folder.glob(pattern)):
        with path.open(encoding=source.encoding, newline="") as file:
            header, *below = csv.reader(file, delimiter=source.delimiter)
        records += below
    return pd.DataFrame(records, columns=header, dtype="str")


@cache
def recount(example: str, as_of: str) -> list[Judged]:
    """Every case judged by the recount."""
    day = dt.date.fromisoformat(as_of) if as_of else None
    return list(EXAMPLE[example].judge_all(EXAMPLES / example, day))


def test_every_rule_file_is_run() -> None:
    """A rule file that is forgotten in the table would prove nothing."""
    assert sorted(path.stem for path in EXAMPLES.glob("*.yaml")) == sorted(EXAMPLE)


@pytest.mark.parametrize(("example", "as_of"), RUNS)
def test_report_prints_the_figures_counted_by_hand(example: str, as_of: str) -> None:
    """`report --format csv` on the files, for each part of the year and the year."""
    command = [
        *("report", "--rules", f"examples/{example}.yaml", "--data", f"examples/{example}"),
        *("--year", str(EXAMPLE[example].year), "--format", "csv"),
        *(("--as-of", as_of) if as_of else ()),
    ]
    done = subprocess.run(
        [sys.executable, "-c", "from gpj_kpi.cli import main; main()", *command],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    _require_rows(done.stdout, expected_rows(example)[as_of])


@pytest.mark.parametrize(("example", "as_of"), RUNS)
def test_frames_give_the_figures_counted_by_hand(example: str, as_of: str) -> None:
    """The same cells handed in as pandas frames give the same CSV."""
    _require_rows(render(frame_evaluation(example, as_of)).decode(), expected_rows(example)[as_of])
    assert render(frame_evaluation(example, as_of)) == render(evaluation(example, as_of))


def _require_rows(text: str, expected: Rows) -> None:
    printed = list(csv.DictReader(io.StringIO(text), strict=True))
    found = {_key(row): _figures(row) for row in printed}
    assert found == expected
    assert len(printed) == len(expected)


@pytest.mark.parametrize(("example", "as_of"), RUNS)
def test_recount_comes_to_the_figures_counted_by_hand(example: str, as_of: str) -> None:
    """Plain loops come to every figure of expected.csv."""
    found = {}
    for indicator, period in expected_rows(example)[as_of]:
        first_day, last_day = _days(period)
        summed = tally(recount(example, as_of), indicator, first_day, last_day, counts=EXAMPLE[example].counts)
        figures = [getattr(summed, name) for name in FIGURES]
        found[indicator, period] = tuple("" if figure is None else str(figure) for figure in figures)
    assert found == {key: row[:-1] for key, row in expected_rows(example)[as_of].items()}


def _days(period: str) -> tuple[dt.date, dt.date]:
    """First and last day of 2023, 2023-Q1 or 2023-01-01/2023-06-30."""
    if "/" in period:
        first, last = period.split("/")
        return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    year = int(period[:4])
    if "Q" not in period:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    quarter = int(period[-1])
    return dt.date(year, 3 * quarter - 2, 1), dt.date(year, 3 * quarter, 31 if quarter in {1, 4} else 30)


@pytest.mark.parametrize("example", EXAMPLE)
def test_recount_judges_each_case_as_the_readme_does(example: str) -> None:
    """Verdict, due date and value of each case in the tables of the README, at the default as-of."""
    found = {(case.indicator, case.case): _as_written(case, example) for case in recount(example, "")}
    written = dict(_written(example))
    assert written
    for (indicator, case), cell in written.items():
        assert (indicator, case, found.get((indicator, case), "")) == (indicator, case, cell)
    tabled = {indicator for indicator, _ in written}
    assert {key for key in found if key[0] in tabled} == {key for key, cell in written.items() if cell}


def _written(example: str) -> Iterator[tuple[Key, str]]:
    """Cells of the README's tables under a column named by an indicator, weekdays and the remarks in brackets off."""
    header: list[str] = []
    for line in (HERE / example / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if cells[:1] == ["case"]:
            header = cells
        elif not cells:
            header = []
        elif header and not cells[0].startswith("-"):
            for column, cell in zip(header, cells, strict=True):
                if column.startswith("`"):
                    text = re.sub(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) | \(.*\)", "", cell)
                    yield (column.strip("`"), cells[0]), text


def _as_written(case: Judged, example: str) -> str:
    """What the README writes in the cell of a case: due date and verdict, or the value."""
    if case.value is not None and case.indicator in EXAMPLE[example].durations:
        return f"{case.value // 3600}:{case.value // 60 % 60:02}"
    if case.value is not None:
        return str(case.value)
    if case.due is None or case.verdict in NO_DUE:
        return case.verdict
    local = case.due.astimezone(EXAMPLE[example].zone)
    year = "" if _last_day(local).year == EXAMPLE[example].year else f"/{_last_day(local).year}"
    if local.time() == dt.time():
        return f"{_last_day(local):%d/%m}{year} {case.verdict}"
    return f"{local:%d/%m}{year} {local:{'%H:%M:%S' if local.second else '%H:%M'}} {case.verdict}"


def _last_day(due: dt.datetime) -> dt.date:
    """The day of an instant; 24:00 belongs to the day that it ends."""
    return (due - dt.timedelta(microseconds=1)).date()


@pytest.mark.parametrize(
    ("example", "as_of"),
    RUNS + [(name, as_of) for name, example in EXAMPLE.items() for as_of in example.further_as_ofs],
)
@pytest.mark.parametrize("evaluate_with", [evaluation, frame_evaluation], ids=["duckdb", "pandas"])
def test_each_case_is_judged_as_in_the_recount(
    example: str, as_of: str, evaluate_with: Callable[[str, str], Evaluation]
) -> None:
    """Verdict and due instant of every case under every indicator, on both engines."""
    evaluated = evaluate_with(example, as_of)
    for _, indicator in evaluated.rules.indicators:
        expected = {case.case: _of_recount(case) for case in recount(example, as_of) if case.indicator == indicator.id}
        found = {}
        (key,) = evaluated.rules.sources[indicator.source].key
        for row in evaluated.verdicts(indicator.id).to_dict("records"):
            verdict = row["verdict"] if pd.isna(row["lateness"]) else row["lateness"]
            # In UTC: an instant in the hour that comes twice equals none of another time zone (PEP 495).
            due = None if pd.isna(row["due_at"]) or verdict in NO_DUE else row["due_at"].astimezone(dt.UTC)
            found[row[key]] = (verdict, due)
        assert (indicator.id, found) == (indicator.id, expected)


def _of_recount(case: Judged) -> tuple[str, dt.datetime | None]:
    return case.verdict, None if case.due is None or case.verdict in NO_DUE else case.due.astimezone(dt.UTC)


@pytest.mark.parametrize("example", EXAMPLE)
def test_rows_as_of_notices_and_commitments_are_those_of_the_readme(example: str) -> None:
    """Every row is a case, rejected or a duplicate; as-of is the latest event; nothing else is noticed."""
    evaluated, expected = evaluation(example, ""), EXAMPLE[example]
    assert {
        name: (cases.rows, cases.cases, cases.rejected, cases.duplicates) for name, cases in evaluated.cases.items()
    } == expected.rows
    known_until = {name: as_of.local_time and as_of.local_time.isoformat() for name, as_of in evaluated.as_of.items()}
    assert known_until == expected.known_until
    assert {commitment.id: status for commitment, status in evaluated.commitments} == expected.commitments
    notices = [(issue.source, issue.code) for issue in evaluated.issue_list if issue.severity == "notice"]
    assert sorted(notices, key=str) == sorted(expected.notices, key=str)
