"""What is said of rejected rows: an issue for every cell at fault, in the order of the files."""

from __future__ import annotations

from pathlib import Path

import narwhals as nw
import pandas as pd
import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import load_rules
from gpj_kpi.cases.rejects import cell_issues, in_file_order
from gpj_kpi.engines.interface import Export, FileRead
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.errors import Issue

RULES = rule_text(
    {"r": ON, "n": "type: integer", "who": "type: integer, personal: true"},
    {"k": "period_by: r, measure: {kind: count}"},
    source="max_rejected: 100%",
)


def _issues(folder: Path, faults: list[str], texts: list[str | None]) -> list[Issue]:
    """The issues of rows whose engine told these faults, with what it read."""
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    rules = load_rules(folder / "rules.yaml")
    rows = pd.DataFrame({"_row": range(1, len(faults) + 1), "_fault": faults, "_fault_text": texts})
    export = Export(
        rows=nw.from_native(rows).lazy(),
        files=(FileRead(path="s", sha256="", rows=len(rows)),),
        malformed=(),
        set_aside=(),
        instants=frozenset(),
    )
    engine = PandasEngine({}, rules)
    return cell_issues("s", rules.sources["s"], export, export.rows, engine, n_faulty=len(rows))


def test_every_faulty_cell_is_an_issue(tmp_path: Path) -> None:
    """Three cells of a row and one of the next are four issues, in the order in which the columns are declared."""
    found = _issues(
        tmp_path,
        ["id:missing_value\x1fr:bad_date\x1fn:bad_integer", "n:bad_integer"],
        ["\x1f32/01/2008\x1fdeux", "3\x1f4"],
    )
    assert [(issue.line, issue.column, issue.code) for issue in found] == [
        (1, "id", "missing_value"),
        (1, "r", "bad_date"),
        (1, "n", "bad_integer"),
        (2, "n", "bad_integer"),
    ]
    assert [part in issue.message for issue, part in zip(found[1:3], ('"32/01/2008"', '"deux"'), strict=True)] == [
        True,
        True,
    ]


def test_rejected_cells_go_by_file_and_line_and_notices_come_last() -> None:
    """The order of the files is that in which they were read; two cells of one line stay in their order."""
    files = [FileRead(path=path, sha256="", rows=1) for path in ("10.csv", "9.csv")]
    issues = [
        Issue(code="footer", message="", file="10.csv", line=1, severity="notice"),
        Issue(code="bad_date", message="", file="9.csv", line=2, column="b", severity="rejected"),
        Issue(code="missing_value", message="", file="9.csv", line=2, column="a", severity="rejected"),
        Issue(code="bad_date", message="", file="10.csv", line=3, severity="rejected"),
        Issue(code="clock_twice", message="", severity="notice"),
        Issue(code="duplicate_key", message="", file="10.csv", line=2, severity="rejected"),
    ]
    assert [(issue.code, issue.file, issue.line, issue.column) for issue in in_file_order(files, issues)] == [
        ("duplicate_key", "10.csv", 2, None),
        ("bad_date", "10.csv", 3, None),
        ("bad_date", "9.csv", 2, "b"),
        ("missing_value", "9.csv", 2, "a"),
        ("footer", "10.csv", 1, None),
        ("clock_twice", None, None, None),
    ]


def test_what_was_read_is_told_unless_it_is_personal(tmp_path: Path) -> None:
    """An issue holds the text of its cell, shortened to a line; nothing of a personal, an empty or a whole record."""
    found = _issues(
        tmp_path,
        ["r:bad_date\x1fwho:bad_integer", "id:missing_value", ":too_few_cells", "n:bad_integer"],
        ["32/01/2008\x1fDupond", None, "1;Dupond", "deux\n" + "x" * 100],
    )
    assert [issue.read for issue in found] == ["32/01/2008", None, None, None, "deux\\n" + "x" * 53 + "…"]
    assert not any("Dupond" in issue.message for issue in found[:2])


def test_the_code_of_a_rejected_row_is_one_of_those_listed() -> None:
    """An issue without words in the reports cannot be made; what stops a run is not counted by code."""
    with pytest.raises(ValueError, match="List it"):
        Issue(code="bad_luck", message="", severity="rejected")
    with pytest.raises(ValueError, match="List it"):
        Issue(code="bad_date", message="", severity="notice")
    assert Issue(code="unreadable", message="").severity == "error"
