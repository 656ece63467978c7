"""What is said of rejected rows, in which order, and when an export is refused for them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import ON, evaluate_files, rule_text
from tests.unit.cases.small_cases import Read, both_engines, counts, export_of, rules_of

from gpj_kpi import load_rules
from gpj_kpi.cases.rejects import cell_issues, fault_issue, in_file_order, require_few_rejected
from gpj_kpi.engines.interface import FileRead, RowFault
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.errors import ExportError, Issue, UsageError
from gpj_kpi.evaluation.evaluation import ISSUE_COLUMNS

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
    export = export_of(rows)
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


@pytest.mark.parametrize(
    ("column", "code", "text", "message"),
    [
        ("r", "bad_date", "31/02/2024", '"31/02/2024" is not a date. Expected dd/mm/yyyy, e.g. 29/02/2024.'),
        ("at", "bad_datetime", "x", "Expected yyyy-mm-dd hh:mm or dd/mm/yy hh:mm:ss, e.g. 2024-02-29 14:05."),
        ("n", "bad_integer", "deux", '"deux" is not a whole number. Expected digits only, e.g. 1 204.'),
        ("x", "bad_number", "4.25", "is not a number. Expected at most 9 digits and 6 decimals, e.g. 1 204,25."),
        (
            "p",
            "bad_number",
            "?",
            "is not a percentage. Expected at most 9 digits, 4 decimals and the sign, e.g. 97,5 %.",
        ),
        ("b", "bad_boolean", "?", '"?" is not true or false. Expected one of: oui, non.'),
        (
            "t",
            "not_in_values",
            "?",
            '"?" is not one of the declared values. Expected: a, b. Correct the cell or `values:`.',
        ),
        ("n", "off_scale", "9", '"9" is outside the scale from 1 to 5. Correct the cell or `scale:`.'),
        ("r", "out_of_range", "31/12/9999", '"31/12/9999" is outside 1950-2199.'),
        ("who", "not_in_values", "Dupond", "this personal cell is not one of the declared values."),
        ("id", "missing_value", None, "the cell is empty, and the column is required."),
        ("t", "nul_character", "a", "the cell holds a NUL character"),
        (None, "too_few_cells", "1;Dupond", "the record has fewer cells than the header."),
    ],
)
def test_a_message_says_what_was_read_and_what_is_expected(
    column: str | None, code: str, text: str | None, message: str, tmp_path: Path
) -> None:
    """Each fault has its words: with the cell, unless it is personal, and a form to write, as the export writes it."""
    columns = {
        "r": ON,
        "at": 'type: datetime, format: ["%Y-%m-%d %H:%M", "%d/%m/%y %H:%M:%S"]',
        "n": "type: integer, scale: [1, 5]",
        "x": "type: number",
        "p": "type: number, percent: true",
        "b": "type: boolean, true_values: [oui], false_values: [non]",
        "t": "type: text, values: [a, b]",
        "who": "type: text, personal: true, values: [Durand]",
    }
    source = rules_of(tmp_path, columns, source='decimal: ",", thousands: " "').sources["s"]
    issue = fault_issue("s", source, RowFault(file="a.csv", line=7, column=column, code=code, text=text))
    assert message in issue.message
    assert "Dupond" not in str(issue)
    assert (issue.file, issue.line, issue.column, issue.code, issue.severity) == ("a.csv", 7, column, code, "rejected")


def test_a_record_over_many_lines_says_so(tmp_path: Path) -> None:
    """The number of lines that a malformed record runs over stands in its message, where it is not one."""
    source = rules_of(tmp_path, {"r": ON}).sources["s"]
    for lines, shown in ((1, "the record goes on"), (40, "the record over 40 lines goes on")):
        fault = RowFault(file="a.csv", line=2, column=None, code="unclosed_quote", text=None, lines=lines)
        assert fault_issue("s", source, fault).message.startswith(f"{shown} to the end of the file")


@pytest.mark.parametrize(
    ("rows", "rejected", "further_lines", "accepted"),
    [
        (100, 10, 0, True),  # 10 of 100
        (100, 11, 0, False),
        # One record over 3 lines stands for 3 of 102: 12 of 102 are more than a tenth, 10 of 102 are not.
        (100, 10, 2, False),
        (100, 8, 2, True),
        # A quote that is never closed swallows a file of 200 lines: one rejected row of 101, and yet refused.
        (101, 1, 199, False),
        (0, 0, 0, True),
    ],
)
def test_each_line_of_a_malformed_record_counts_as_a_row(
    rows: int,
    rejected: int,
    further_lines: int,
    accepted: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    """Among the rejected rows and among all: a record may have swallowed one on each of its lines."""
    source = rules_of(tmp_path, {"r": ON}, source="max_rejected: 10%").sources["s"]
    if accepted:
        require_few_rejected("s", source, rows, rejected, [], further_lines=further_lines)
        return
    with pytest.raises(ExportError, match=f"{rejected} of {rows} rows are rejected") as refusal:
        require_few_rejected("s", source, rows, rejected, [], further_lines=further_lines)
    assert (f"(over {rejected + further_lines} lines)" in str(refusal.value)) is (further_lines > 0)


def test_a_refusal_opens_with_the_total(tmp_path: Path) -> None:
    """Two faults follow the total; one fault and the total are a single message."""
    source = rules_of(tmp_path, {"r": ON}, source='max_rejected: "0,5%"').sources["s"]
    faults = [RowFault(file="a.csv", line=line, column="r", code="bad_date", text="?") for line in (2, 3)]
    issues = [fault_issue("s", source, fault) for fault in faults]
    with pytest.raises(ExportError) as refusal:
        require_few_rejected("s", source, 4, 2, issues)
    assert [issue.code for issue in refusal.value.issues] == ["too_many_rejected", "bad_date", "bad_date"]
    with pytest.raises(ExportError) as refusal:
        require_few_rejected("s", source, 4, 1, issues[:1])
    (issue,) = refusal.value.issues
    assert issue.message.endswith("1 of 4 rows are rejected, more than max_rejected 0.5%: nothing is reported.")


def test_an_export_that_will_be_refused_lists_its_first_thousand_rows(tmp_path: Path) -> None:
    """Where all rows may be rejected each is listed; where none may, a thousand are enough to refuse the export."""
    for max_rejected, listed in (("100%", 1500), ("1%", 1000)):
        rules = rules_of(tmp_path, {"r": ON}, source=f"max_rejected: {max_rejected}")
        rows = pd.DataFrame({"_row": range(1, 1501), "_fault": "r:bad_date", "_fault_text": "?"})
        export = export_of(rows)
        engine = PandasEngine({}, rules)
        assert len(cell_issues("s", rules.sources["s"], export, export.rows, engine, n_faulty=1500)) == listed


# ------------------------------------------------------------------------------------------------------- in evaluations


@both_engines
def test_every_faulty_cell_is_listed_and_its_row_rejected_once(read: Read, tmp_path: Path) -> None:
    """A row with three faulty cells is three issues and one rejected row, which is 50 % of two and no more."""
    columns = {"r": ON, "n": "type: integer", "who": "type: integer, required: true, personal: true"}
    rules = rule_text(columns, {"k": "period_by: r, measure: {kind: count}"}, source="max_rejected: 50%")
    evaluation = read(tmp_path, rules, "id;r;n;who\n1;32/01/2008;deux;Dupond\n2;01/02/2008;2;7\n")
    assert counts(evaluation) == (2, 1, 1, 0)
    found = [(issue.column, issue.code, issue.read) for issue in evaluation.issue_list]
    assert found == [("r", "bad_date", "32/01/2008"), ("n", "bad_integer", "deux"), ("who", "bad_integer", None)]
    assert list(evaluation.issues.columns) == list(ISSUE_COLUMNS)


@both_engines
@pytest.mark.parametrize(
    ("max_rejected", "bad", "accepted"),
    [("0%", 0, True), ("0%", 1, False), ("10%", 2, True), ("10%", 3, False), ("9,99%", 2, False), ("100%", 20, True)],
)
def test_more_rejected_rows_than_allowed_are_refused(
    read: Read,
    max_rejected: str,
    bad: int,
    accepted: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    """Of 20 rows 10 % may be 2 and not 3: exactly the share is accepted, and any more is refused."""
    rules = rule_text(
        {"r": ON}, {"n": "period_by: r, measure: {kind: count}"}, source=f'max_rejected: "{max_rejected}"'
    )
    export = "id;r\n" + "".join(f"{n};{'?' if n < bad else '01/02/2008'}\n" for n in range(20))
    if accepted:
        assert counts(read(tmp_path, rules, export)) == (20, 20 - bad, bad, 0)
    else:
        with pytest.raises(ExportError, match=f"{bad} of 20 rows are rejected, more than max_rejected") as refusal:
            read(tmp_path, rules, export)
        # The total opens the list; a single fault and the total are one message.
        assert len(refusal.value.issues) == (1 + bad if bad > 1 else 1)


@both_engines
def test_rows_refused_for_their_key_count_as_rejected(read: Read, tmp_path: Path) -> None:
    """With `reject` 2 rows of one key among 10 are 20 %, which 19 % does not allow."""
    export = "id;r\n" + "".join(f"{max(n, 1)};01/02/2008\n" for n in range(10))
    rules = rule_text(
        {"r": ON}, {"n": "period_by: r, measure: {kind: count}"}, source="on_duplicate: reject, max_rejected: 19%"
    )
    with pytest.raises(ExportError, match="2 of 10 rows are rejected"):
        read(tmp_path, rules, export)


PERSONAL = rule_text(
    {
        "r": ON,
        "who": "type: text, required: true, personal: true, values: [Dupond Jeanne, Durand Paul]",
        "born": f"{ON}, personal: true",
        "pay": "type: integer, personal: true",
    },
    {"n": "period_by: r, measure: {kind: count}"},
    source="max_rejected: 100%",
)
PERSONS = (
    "id;r;who;born;pay\n"
    "1;01/02/2008;Dupond Jeanne;02/03/1971;7654321\n"
    "2;01/02/2008;Intruse Zoé;02/03/1972;7654322\n"
    "3;01/02/2008;Durand Paul;31/02/1973;7654323\n"
    "4;01/02/2008;Durand Paul;02/03/1874;7654324\n"
    "5;01/02/2008;Durand Paul;02/03/1975;76543,25\n"
    "6;01/02/2008;;02/03/1976;7654326\n"
    "1;02/02/2008;Dupond Jeanne;02/03/1971;7654327\n"
)
SECRETS = ["Dupond", "Intruse", "Durand", "1971", "1973", "1874", "76543"]


@both_engines
def test_a_personal_cell_is_checked_and_goes_nowhere(read: Read, tmp_path: Path) -> None:
    """Personal cells reject their row, and are in no issue, result, verdict, source or case."""
    evaluation = read(tmp_path, PERSONAL, PERSONS)
    expected = ["not_in_values", "bad_date", "out_of_range", "bad_integer", "missing_value", "conflicting_duplicates"]
    assert [issue.code for issue in evaluation.issue_list] == expected
    shown = [
        evaluation.results.to_csv(),
        evaluation.verdicts("n").to_csv(),
        evaluation.sources.to_csv(),
        evaluation.cases["s"].frame.collect("pandas").to_pandas().to_csv(),
        *(str(issue).replace("Expected: Dupond Jeanne, Durand Paul", "") for issue in evaluation.issue_list),
        *(repr(issue.column) for issue in evaluation.issue_list),
    ]
    assert [secret for secret in SECRETS for text in shown if secret in text] == []


@both_engines
def test_a_refused_export_tells_no_personal_cell(read: Read, tmp_path: Path) -> None:
    """When too many rows are rejected the refusal lists them without their personal cells."""
    with pytest.raises(ExportError) as refusal:
        read(tmp_path, PERSONAL.replace("100%", "1%"), PERSONS)
    told = str(refusal.value).replace("Expected: Dupond Jeanne, Durand Paul", "")
    assert "5 of 7 rows are rejected" in told
    assert [secret for secret in SECRETS if secret in told] == []


@pytest.mark.parametrize("column", ["who", "nobody"])
def test_results_are_never_grouped_by_a_personal_column(column: str, tmp_path: Path) -> None:
    """A personal column cannot split the results, nor can one that does not exist."""
    with pytest.raises(UsageError, match=f'column "{column}"'):
        evaluate_files(tmp_path, PERSONAL, {"a.csv": PERSONS}, group_by=column)
