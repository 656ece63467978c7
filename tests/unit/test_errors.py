from __future__ import annotations

import pytest

from gpj_kpi.errors import (
    NOTICE_CODES,
    REJECT_CODES,
    CalendarRangeError,
    ExitCode,
    ExportError,
    GpjKpiError,
    Issue,
    OutputError,
    RuleFileError,
    UsageError,
)


@pytest.mark.parametrize(
    ("issue", "text"),
    [
        (Issue(code="x", message="Wrong."), "Wrong."),
        (Issue(code="x", message="Wrong.", file="a.csv"), "a.csv: Wrong."),
        (
            Issue(code="x", message="Wrong.", file="a.csv", line=118, column="Reçu le"),
            'a.csv, line 118, column "Reçu le": Wrong.',
        ),
        (
            Issue(code="x", message="Wrong.", file="r.yaml", line=3, column=7, path="calendar.week"),
            "r.yaml, line 3, column 7, calendar.week: Wrong.",
        ),
        (Issue(code="x", message="Wrong.", file="a.csv", column=""), "a.csv: Wrong."),
    ],
)
def test_an_issue_says_where_and_then_what(issue: Issue, text: str) -> None:
    """The column of an export is named, and that of a rule file numbered."""
    assert str(issue) == text


def test_an_issue_of_a_row_or_a_notice_has_a_code_that_is_listed() -> None:
    """The lists are what documents and translations are held against; other faults have codes of their own."""
    for code in REJECT_CODES:
        assert Issue(code=code, message="", severity="rejected").code == code
    for code in NOTICE_CODES:
        assert Issue(code=code, message="", severity="notice").code == code
    assert Issue(code="anything", message="").severity == "error"
    for severity in ("rejected", "notice"):
        with pytest.raises(ValueError, match="anything is no code of severity"):
            Issue(code="anything", message="", severity=severity)
    assert not REJECT_CODES & NOTICE_CODES


def test_an_error_carries_its_issues_a_line_each() -> None:
    """Made from several, from one, or from a text alone, whose code is the name of the error."""
    first, second = Issue(code="a", message="One.", file="a.csv"), Issue(code="b", message="Two.")
    assert (str(ExportError([first, second])), ExportError([first, second]).issues) == (
        "a.csv: One.\nTwo.",
        (first, second),
    )
    assert RuleFileError(first).issues == (first,)
    assert UsageError("Say which.").issues == (Issue(code="UsageError", message="Say which."),)


def test_the_kind_of_error_decides_the_exit_status() -> None:
    """A wrong call is 2; refused rules, exports and calendars are 3; what cannot be written is 6."""
    assert UsageError("").exit_code is ExitCode.USAGE
    assert OutputError("").exit_code is ExitCode.NOT_WRITTEN
    for kind in (GpjKpiError, RuleFileError, ExportError, CalendarRangeError):
        assert kind("").exit_code is ExitCode.REFUSED
    assert [int(code) for code in ExitCode] == [0, 1, 2, 3, 4, 5, 6]
