"""Exports of a few rows, counted by hand: each folder's README.md shows the count, its expected.csv the figures.

Law: no command writes expected.csv. Where it and the library disagree, one of them is wrong: count again.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.calendars.periods import Grain
from gpj_kpi.rules import Source

HERE = Path(__file__).parent
FIGURES = ("numerator", "denominator", "value", "bound_low", "bound_high")
COUNTS = ("pending", "overdue", "excluded", "invalid")
FLAGS = ("provisional", "published_agrees")
COLUMNS = (
    "indicator",
    "period",
    "group",
    "numerator",
    "denominator",
    "value",
    "status",
    "pending",
    "overdue",
    "excluded",
    "invalid",
    "bound_low",
    "bound_high",
    "provisional",
    "published_agrees",
)

Row = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Golden:
    """How the exports of one folder are evaluated, and what its README counts beside the results.

    Attributes:
        period: whole period.
        by: its parts.
        as_of: instant to which the data is known; None takes the latest of each source.
        group_by: column that splits the results.
        rows: by source: rows read, cases, rejected and duplicates.
        known_until: by source, the local instant that as-of comes to.
        commitments: status of each commitment.
        notices: source and code of each notice, in any order.
    """

    period: str = "2008"
    by: Grain = "year"
    as_of: dt.datetime | dt.date | None = None
    group_by: str | None = None
    rows: dict[str, tuple[int, int, int, int]]
    known_until: dict[str, str]
    commitments: dict[str, str]
    notices: list[tuple[str, str]] = field(default_factory=list)


GOLDEN = {
    "hours": Golden(
        by="quarter",
        as_of=dt.datetime(2008, 10, 27, 9, 0),
        rows={"callbacks": (23, 23, 0, 0)},
        known_until={"callbacks": "2008-10-27T09:00:00+01:00"},
        commitments={"callback": "near"},
        notices=[("callbacks", "clock_never"), ("callbacks", "clock_twice"), ("callbacks", "coverage_gap")],
    ),
    "days": Golden(
        rows={"letters": (22, 22, 0, 0)},
        known_until={"letters": "2008-09-13T00:00:00+02:00"},
        commitments={
            "two_days": "missed",
            "one_month": "missed",
            "due_date": "no_target",
            "durations": "missed",
            "volume": "pending",
        },
    ),
    "calls_and_surveys": Golden(
        by="quarter",
        rows={"calls": (15, 15, 0, 0), "survey": (15, 15, 0, 0)},
        known_until={"calls": "2008-11-03T08:00:40+01:00", "survey": "2008-12-31T00:00:00+01:00"},
        commitments={"answer": "missed", "satisfaction": "missed"},
    ),
    "claims": Golden(
        period="2008-05",
        by="month",
        as_of=dt.date(2008, 5, 31),
        group_by="channel",
        rows={"claims": (21, 14, 5, 2), "claims_first": (21, 14, 5, 2), "claims_alone": (21, 12, 9, 0)},
        known_until=dict.fromkeys(("claims", "claims_first", "claims_alone"), "2008-06-01T00:00:00+02:00"),
        commitments={"opening": "near", "contact": "met", "conditions": "no_target"},
        notices=[("claims", "conflicting_duplicates"), ("claims_first", "conflicting_duplicates")],
    ),
}


@pytest.fixture(scope="module", params=GOLDEN)
def folder(request: pytest.FixtureRequest) -> str:
    """Name of a golden folder."""
    return str(request.param)


@pytest.fixture(scope="module")
def evaluation(folder: str) -> Evaluation:
    """Evaluation of a golden folder."""
    golden = GOLDEN[folder]
    rules = load_rules(HERE / folder / "rules.yaml")
    return evaluate(
        rules, HERE / folder, period=golden.period, by=golden.by, as_of=golden.as_of, group_by=golden.group_by
    )


def test_every_folder_is_run() -> None:
    """A folder that is forgotten in the table would count nothing."""
    assert sorted(path.parent.name for path in HERE.glob("*/expected.csv")) == sorted(GOLDEN)


def test_results_are_those_counted_by_hand(folder: str, evaluation: Evaluation) -> None:
    """Every result is the exact fraction, count, status and agreement that the README counts, and in that order."""
    _require_equal(evaluation, _expected(folder))


def test_frames_give_the_results_counted_by_hand(folder: str) -> None:
    """The same cells handed in as pandas frames, malformed records left out, give the same results."""
    golden = GOLDEN[folder]
    rules = load_rules(HERE / folder / "rules.yaml")
    frames = {name: _frame(HERE / folder, source) for name, source in rules.sources.items()}
    found = evaluate(rules, frames, period=golden.period, by=golden.by, as_of=golden.as_of, group_by=golden.group_by)
    _require_equal(found, _expected(folder))


def test_rows_are_those_counted_by_hand(folder: str, evaluation: Evaluation) -> None:
    """Each row of each export is a case, rejected or a duplicate, as the README counts them."""
    found = {
        name: (cases.rows, cases.cases, cases.rejected, cases.duplicates) for name, cases in evaluation.cases.items()
    }
    assert found == GOLDEN[folder].rows


def test_as_of_is_that_of_the_readme(folder: str, evaluation: Evaluation) -> None:
    """As-of is the instant given, or the latest event of the source, due dates left aside."""
    found = {name: as_of.local_time and as_of.local_time.isoformat() for name, as_of in evaluation.as_of.items()}
    assert found == GOLDEN[folder].known_until


def test_commitments_are_as_good_as_their_worst_indicator(folder: str, evaluation: Evaluation) -> None:
    """A commitment takes the status of its worst indicator that has a target, over the whole period."""
    assert {commitment.id: status for commitment, status in evaluation.commitments} == GOLDEN[folder].commitments


def test_notices_are_those_counted_by_hand(folder: str, evaluation: Evaluation) -> None:
    """What changes no count but deserves a look is noticed once for each source, and nothing else is."""
    found = [(issue.source, issue.code) for issue in evaluation.issue_list if issue.severity == "notice"]
    assert sorted(found, key=str) == sorted(GOLDEN[folder].notices)


def _require_equal(evaluation: Evaluation, expected: list[Row]) -> None:
    found = [{name: getattr(result, name) for name in COLUMNS} for result in evaluation.result_list]
    assert _by_name(found) == _by_name(expected)
    assert list(map(_name, found)) == list(map(_name, expected))


def _frame(folder: Path, source: Source) -> pd.DataFrame:
    """Cells of all the files of a source as text, in the order of the files."""
    header: list[str] = []
    records: list[list[str]] = []
    for path in sorted({path for pattern in source.files for path in folder.glob(pattern)}):
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = io.StringIO(content.decode(source.encoding), newline="")
        header, *below = csv.reader(text, delimiter=source.delimiter)
        records += [record for record in below if len(record) == len(header)]
    return pd.DataFrame(records, columns=header, dtype="str")


def _expected(folder: str) -> list[Row]:
    """Rows of expected.csv: figures as fractions, counts as whole numbers, yes and no as booleans, empty as None."""
    with (HERE / folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        rows = [{name: _read(name, cell) for name, cell in row.items()} for row in reader]
    assert tuple(reader.fieldnames or ()) == COLUMNS
    return rows


def _read(column: str, cell: str) -> object:
    if cell == "":
        return None
    if column in FIGURES:
        return Fraction(cell)
    if column in COUNTS:
        return int(cell)
    return {"yes": True, "no": False}[cell] if column in FLAGS else cell


def _name(row: Row) -> str:
    return f"{row['indicator']} {row['period']} {row['group'] or ''}".rstrip()


def _by_name(rows: list[Row]) -> dict[str, Row]:
    """Rows by name, so that a failure shows those that differ and no other."""
    return {_name(row): row for row in rows}
