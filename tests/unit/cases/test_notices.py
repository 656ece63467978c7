"""Notices of an export: what is passed over is named."""

from __future__ import annotations

from gpj_kpi.cases.notices import empty_notices, same_content_notices, set_aside_issue, unread_notices
from gpj_kpi.engines.interface import FileRead, SetAside, UnreadFile


def test_a_file_that_nothing_reads_is_named() -> None:
    """Its path is the place, its name what is shown on the face of the report."""
    (notice,) = unread_notices("s", [UnreadFile("2008/Calls_1.CSV", "2008/calls_*.csv")])
    assert (notice.severity, notice.code, notice.source) == ("notice", "unread_file", "s")
    assert (notice.file, notice.read, notice.count) == ("2008/Calls_1.CSV", "Calls_1.CSV", 1)


def test_a_file_without_rows_is_named() -> None:
    """It is told what it lacks; an export that may be empty is only told to hold nothing at all."""
    files = [FileRead("x/a", "1", 2), FileRead("x/b", "2", 0), FileRead("x/c", "3", 0, is_blank=True)]
    notices = empty_notices("s", files, may_be_empty=False)
    assert [(notice.code, notice.severity, notice.source, notice.count) for notice in notices] == [
        ("empty_export", "notice", "s", 1)
    ] * 2
    assert [(notice.file, notice.read, str(notice).split(":")[1]) for notice in notices] == [
        ("x/b", "b", " holds headings and no row"),
        ("x/c", "c", " holds neither headings nor rows"),
    ]
    assert [notice.file for notice in empty_notices("s", files, may_be_empty=True)] == ["x/c"]


def test_files_without_rows_repeat_nothing() -> None:
    """Two files of no byte have the same bytes, and no row is counted twice."""
    assert same_content_notices("s", [FileRead("a", "1", 0), FileRead("b", "1", 0)]) == []


def test_the_bytes_of_a_file_are_told_once() -> None:
    """Of three files with the same bytes, the second and the third are named, each beside the first."""
    files = [FileRead("a", "1", 2), FileRead("b", "2", 2), FileRead("c", "1", 2), FileRead("d", "1", 2)]
    notices = same_content_notices("s", files)
    assert [(notice.file, "bytes of a." in notice.message) for notice in notices] == [("c", True), ("d", True)]


def test_lines_that_are_declared_to_be_no_rows_are_noticed() -> None:
    """The notice counts the lines and says where the first of them stands."""
    issue = set_aside_issue("s", SetAside(file="a.csv", line=90, code="footer", lines=3))
    assert (issue.severity, issue.file, issue.line, issue.count) == ("notice", "a.csv", 90, 3)
    assert "declared as `footer`: 3." in issue.message
