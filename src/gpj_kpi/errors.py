"""What can go wrong, as values and as exceptions.

Law: a fault in the data or in the rule file is an `Issue`, collected and counted;
an exception stops the run and carries the issues that explain it.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gpj_kpi.sentences import places
from gpj_kpi.sentences.sentence import Sentence, Spoken, in_language, say

Severity = Literal["error", "rejected", "notice"]

REJECT_CODES = frozenset(
    {
        "bad_boolean",
        "bad_date",
        "bad_datetime",
        "bad_integer",
        "bad_number",
        "duplicate_key",
        "missing_value",
        "not_in_values",
        "nul_character",
        "off_scale",
        "out_of_range",
        "pause_backwards",
        "repeated_header",
        "stray_quote",
        "too_few_cells",
        "too_long",
        "too_many_cells",
        "unclosed_quote",
        "undecodable_bytes",
        "unknown_case",
    }
)
"""Why a row is rejected. Each code has its words in every language, and its entry in docs/issues.md."""

NOTICE_CODES = frozenset(
    {
        "clock_never",
        "clock_twice",
        "conflicting_duplicates",
        "coverage_gap",
        "expected_cases",
        "expected_file",
        "expected_rows",
        "empty_export",
        "footer",
        "lines_above",
        "lines_in_quotes",
        "lone_date",
        "row_in_no_case",
        "row_not_found",
        "row_without_date",
        "unmatched_row",
        "many_duplicates",
        "repeated_headers",
        "same_content",
        "stale",
        "undated",
        "unread_file",
        "unit_assumed",
        "written_later",
    }
)
"""What a notice says. Each code has its words and its entry as well."""


INCOMPLETE_CODES = frozenset({"empty_export", "expected_cases", "expected_file", "expected_rows", "stale"})
"""Notices that say that data is missing: `check` does not pass over them."""


class ExitCode(enum.IntEnum):
    """Exit statuses of the command line, the same for all commands."""

    DONE = 0
    BUG = 1
    USAGE = 2
    REFUSED = 3
    TARGET_MISSED = 4
    INCOMPLETE = 5
    NOT_WRITTEN = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """One fault or notice: where, what, why, and what to do.

    Attributes:
        code: short stable name of the kind of fault, e.g. `bad_date`, `unknown_key`.
        message: one sentence or two for a person, in English, or a `Sentence` in both languages; no personal data.
        file: name of the export or rule file, or None where there is none.
        line: physical line in the file, the first being 1.
        column: for an export the header of the column; for a rule file the character column, from 1.
        source: id of the source concerned, or None.
        path: place inside the rule file, e.g. `sources.claims.columns.received_at.type`.
        severity: `error` stops the run, `rejected` is a fault of a row not counted, `notice` rejects nothing.
        read: what the cell at fault held, shortened; None where it was empty, is personal, or is not one cell.
        count: how many cases, times, keys or lines a notice stands for.
        indicator: id of the indicator that a notice is about, or None.

    Raises:
        ValueError: the code of a rejected row or of a notice is not one of those listed above.
    """

    code: str
    message: str
    file: str | None = None
    line: int | None = None
    column: str | int | None = None
    source: str | None = None
    path: str | None = None
    severity: Severity = "error"
    read: str | None = None
    count: int = 1
    indicator: str | None = None

    def __post_init__(self) -> None:
        listed = {"rejected": REJECT_CODES, "notice": NOTICE_CODES}.get(self.severity)
        if listed is not None and self.code not in listed:
            message = f"{self.code} is no code of severity {self.severity}. List it in gpj_kpi.errors."
            raise ValueError(message)

    def in_language(self, language: Spoken) -> str:
        """Write place and message, e.g. `claims.csv, line 118, column "Reçu le": …`.

        A message that is no `Sentence` is English, and so is its place.
        """
        if not isinstance(self.message, Sentence):
            language = "en"
        parts: list[str] = [self.file] if self.file else []
        if self.line is not None:
            parts.append(say(places.LINE, line=self.line))
        if self.column:
            named = places.NUMBERED_COLUMN if isinstance(self.column, int) else places.NAMED_COLUMN
            parts.append(say(named, column=self.column))
        if self.path:
            parts.append(self.path)
        where = ", ".join(in_language(part, language) for part in parts)
        colon = "\u00a0: " if language == "fr" else ": "
        return f"{where}{colon}{in_language(self.message, language)}" if where else in_language(self.message, language)

    def __str__(self) -> str:
        return self.in_language("en")


class GpjKpiError(Exception):
    """A run that cannot go on, with the issues that say why.

    Attributes:
        issues: one per fault, in the order of the file.
        exit_code: what the command line exits with.
        language: in which the rule file wants to be spoken of; None where it is not known.
    """

    exit_code = ExitCode.REFUSED
    language: Spoken | None = None

    def __init__(self, issues: Sequence[Issue] | Issue | str) -> None:
        if isinstance(issues, str):
            issues = Issue(code=type(self).__name__, message=issues)
        self.issues: tuple[Issue, ...] = (issues,) if isinstance(issues, Issue) else tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))


class UsageError(GpjKpiError):
    """The call itself is wrong: an unknown option value, an impossible period."""

    exit_code = ExitCode.USAGE


class OutputError(GpjKpiError):
    """An output could not be written although the call was right.

    The disk is full, for instance.
    """

    exit_code = ExitCode.NOT_WRITTEN


class RuleFileError(GpjKpiError):
    """The rule file is refused."""


class ExportError(GpjKpiError):
    """An export is refused: missing, unreadable, or with too many rejected rows."""


class CalendarRangeError(GpjKpiError):
    """A date lies outside the days that the calendar covers."""
