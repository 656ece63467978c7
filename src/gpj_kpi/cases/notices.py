"""Notices of an export: what is good to know of its files and its rows, though nothing is rejected.

Law: whatever is passed over is counted, and named.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from gpj_kpi.engines.interface import FileRead, SetAside, UnreadFile
from gpj_kpi.errors import Issue
from gpj_kpi.sentences import exports
from gpj_kpi.sentences.sentence import say

_SET_ASIDE = {
    "lines_above": exports.LINES_ABOVE,
    "lines_in_quotes": exports.LINES_IN_QUOTES,
    "footer": exports.FOOTER,
    "repeated_headers": exports.REPEATED_HEADERS,
}


def set_aside_issue(name: str, lines: SetAside) -> Issue:
    """Make the notice of lines that were set aside."""
    return Issue(
        code=lines.code,
        message=say(_SET_ASIDE[lines.code], lines=lines.lines),
        file=lines.file,
        line=lines.line,
        source=name,
        severity="notice",
        count=lines.lines,
    )


def unread_notices(name: str, files: Sequence[UnreadFile]) -> list[Issue]:
    """Make a notice of each file that nearly belongs to a source."""
    return [
        Issue(
            code="unread_file",
            message=say(exports.UNREAD_FILE, pattern=file.pattern, source=name),
            file=file.path,
            source=name,
            severity="notice",
            read=PurePosixPath(file.path).name,
        )
        for file in files
    ]


def empty_notices(name: str, files: Sequence[FileRead], *, may_be_empty: bool) -> list[Issue]:
    """Make a notice of each file without any row.

    Args:
        name: id of the source.
        files: what was read.
        may_be_empty: the source may have no row: of its files, only those without headings are told.
    """
    return [
        Issue(
            code="empty_export",
            message=say(exports.BLANK_EXPORT if file.is_blank else exports.EXPORT_WITHOUT_ROWS),
            file=file.path,
            source=name,
            severity="notice",
            read=PurePosixPath(file.path).name,
        )
        for file in files
        if not file.rows and (file.is_blank or not may_be_empty)
    ]


def same_content_notices(name: str, files: Sequence[FileRead]) -> list[Issue]:
    """Make a notice of each file that repeats the bytes of another."""
    first: dict[str, str] = {}
    return [
        Issue(
            code="same_content",
            message=f"holds the very bytes of {first[file.sha256]}. Take one of the two out of the folder.",
            file=file.path,
            source=name,
            severity="notice",
        )
        for file in files
        if file.rows and first.setdefault(file.sha256, file.path) != file.path
    ]
