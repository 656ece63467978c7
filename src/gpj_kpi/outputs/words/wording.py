"""What a language must say: every text has an id, the name of its field here.

Law: a text is written in no other place than `french` and `english`, under the same id in both.
What is measured and promised keeps the language of the rule file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.outputs.words.dates import DateWords
from gpj_kpi.outputs.words.day_reasons import DayReasonWords
from gpj_kpi.outputs.words.numbers import NumberWords
from gpj_kpi.results.result import Status

Language = Literal["fr", "en"]


@dataclass(frozen=True, kw_only=True)
class ReportWords:
    """What `report` and `check` say; `{}` stands for what is filled in."""

    # Columns, and the words beside a figure.
    limit: str
    target: str
    status: str
    statuses: Mapping[Status, str]
    data: str
    pending: str
    no_value: str
    published: str
    per: Mapping[str, str]

    # What each mark means.
    agrees: str
    differs: str
    is_missed: str
    is_near: str
    is_pending: str
    is_too_few: str
    is_provisional: str
    cases_are_pending: str
    data_is_missing: str
    either: str
    is_empty: str
    is_tracked: str
    is_cut: str
    rule_changes: str

    # What is asked beside a period, and what its figures are compared with.
    windows: str
    window_units: Mapping[str, tuple[str, str]]
    until_business_day: str
    compared_with: str
    previous: str
    year_before: str
    difference: str
    is_points: str

    # How much of a period the data covers.
    not_covered: str
    covered_from: str
    covered_to: str
    covered_between: str
    with_gap: str
    without_data: str
    all_sources: str

    # The sources, and the cases that no figure has.
    sources: str
    rows: str
    cases: str
    rejected: str
    duplicates: str
    as_of: str
    as_of_all: str
    verified: str
    left_out: str
    excluded: str
    invalid: str
    excused_times: str
    excused: str
    without_excused: str
    kept: Mapping[bool, str]

    # Rules that change inside the period.
    versions: str
    tolerance: str
    by_due: str
    before_due: str

    # Rejected rows and notices.
    made_of: str
    later_than: str
    rejected_rows: str
    faults: str
    line: str
    quoted: str
    reasons: Mapping[str, str]
    more: str
    notices: str
    notice_texts: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class CheckWords:
    """What `check` says beside.

    `{}` stands for what is filled in, two of them for a first and a last day.
    """

    indicators: str
    parts_missed: str
    incomplete: str
    no_data: str
    nothing: str
    gap: str
    more: str
    not_over: str
    not_known: str
    may_change: str


@dataclass(frozen=True, kw_only=True)
class DeadlineWords:
    """What `deadline` says; `{}` stands for what is filled in."""

    due: str
    late: str
    in_time: str
    counted_from: str
    start_day: str
    twice: str
    never: str
    never_dated: str
    rules: Mapping[Unit, str]
    in_turn: str
    taken_for: Mapping[str, str]
    before_cut_off: str
    first_day: str
    first_day_of_month: str
    ends: Mapping[str, str]
    no_holidays: str
    day: str
    number: str
    counted: str
    remarks: str
    times: str
    taken: str
    left: str
    last_day: str
    ends_before: str
    moved_to: Mapping[str, str]
    sum_of_days: str
    days_counted: tuple[str, str]
    days_skipped: tuple[str, str]
    nothing_skipped: str
    every_day: str


@dataclass(frozen=True, kw_only=True)
class YearWords:
    """What `calendar` says, beside days and times."""

    symbols: tuple[str, str, str]
    turn: str
    week_of_turn: str
    totals: str
    marks: Mapping[str, tuple[str, str]]
    numbered: str
    holidays: str
    no_holidays: str
    closed: str
    worked: str
    hours: str
    over_midnight: str
    changes: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """All that one language says.

    Attributes:
        language: which one.
        colon: with the spaces around it.
        numbers: how numbers are written.
        dates: how days and times are written.
        day_reasons: why a day counts or not.
        report: what `report` and `check` say.
        check: what `check` alone says.
        deadline: what `deadline` says.
        year: what `calendar` says.
    """

    language: Language
    colon: str
    numbers: NumberWords
    dates: DateWords
    day_reasons: DayReasonWords
    report: ReportWords
    check: CheckWords
    deadline: DeadlineWords
    year: YearWords

    @property
    def semicolon(self) -> str:
        """What stands between two remarks."""
        return self.colon.replace(":", ";")

    def limit(self, limit: Limit) -> str:
        """Write a limit: `10 jours ouvrés`, `10 business days`."""
        return limit.english() if self.language == "en" else str(limit)
