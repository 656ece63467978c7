"""What an evaluation found, as Python users get it.

Law: everything shown elsewhere is here; frames are made from it, never the other way round.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd

from gpj_kpi.business_calendar import Calendar
from gpj_kpi.conservation import Conservation
from gpj_kpi.errors import Issue, UsageError
from gpj_kpi.indicators import Verdicts
from gpj_kpi.periods import Period
from gpj_kpi.results import Result, Status, results_frame
from gpj_kpi.rules import Commitment, RuleFile
from gpj_kpi.sources import Cases
from gpj_kpi.statuses import status_of_parts
from gpj_kpi.verdict_frames import verdict_frame

ISSUE_COLUMNS = ("severity", "code", "source", "file", "line", "column", "message")
SOURCE_COLUMNS = ("source", "files", "rows", "cases", "rejected", "duplicates", "as_of", "conflicting")


@dataclass(frozen=True)
class Evaluation:
    """What an evaluation found. The pandas frames are made anew at each access.

    Attributes:
        rules: the rule file.
        period: the whole period.
        by: its parts, in order.
        result_list: one `Result` per indicator, period and group.
        cases: cases and row counts by source.
        as_of: instant to which each source is known; None for a source without events.
        as_of_day: the day at whose 24:00 that is, where a date was asked for; else None.
        issue_list: rejected rows and notices.
        conservation: one per indicator: where its cases in scope went.
        calendar: the calendar that judged.
    """

    rules: RuleFile
    period: Period
    by: tuple[Period, ...]
    result_list: tuple[Result, ...]
    cases: Mapping[str, Cases]
    as_of: Mapping[str, dt.datetime | None]
    as_of_day: dt.date | None
    issue_list: tuple[Issue, ...]
    conservation: tuple[Conservation, ...]
    calendar: Calendar
    _verdicts: Mapping[str, Verdicts]

    @property
    def results(self) -> pd.DataFrame:
        """One row per indicator, period and group; the columns are those of `Result`."""
        return results_frame(self.result_list)

    @property
    def issues(self) -> pd.DataFrame:
        """One row per rejected row or notice: severity, code, source, file, line, column, message."""
        rows = [[getattr(issue, name) for name in ISSUE_COLUMNS] for issue in self.issue_list]
        return pd.DataFrame(rows, columns=list(ISSUE_COLUMNS)).astype({"line": "Int64"})

    @property
    def sources(self) -> pd.DataFrame:
        """One row per source: `SOURCE_COLUMNS`, where `as_of` is a local time, or NaT.

        `conflicting` are the keys of duplicates whose rows differ (see `Cases.conflicts`).
        """
        rows = [
            [
                name,
                len(cases.files),
                cases.rows,
                cases.cases,
                cases.rejected,
                cases.duplicates,
                self.as_of[name],
                cases.conflicts,
            ]
            for name, cases in self.cases.items()
        ]
        return pd.DataFrame(rows, columns=list(SOURCE_COLUMNS))

    @property
    def commitments(self) -> list[tuple[Commitment, Status]]:
        """Each commitment evaluated, with its status over the whole period: that of its worst targeted indicator."""
        found = []
        for commitment in self.rules.commitments:
            statuses = [
                result.status
                for result in self.result_list
                if result.commitment == commitment.id
                and result.period == self.period.label
                and result.group is None
                and result.target is not None
            ]
            evaluated = any(indicator.id in self._verdicts for indicator in commitment.indicators)
            if evaluated:
                found.append((commitment, status_of_parts(statuses)))
        return found

    def verdicts(self, indicator: str) -> pd.DataFrame:
        """One row per case in the scope of an indicator: its key, verdict, instants and value.

        Columns: the key, `reference_day`, `verdict`, `lateness`, `started_at`, `ended_at`, `due_at` (local time with
        offset; for a limit in days, 24:00 of the last day), `value` (for a delay, seconds on the clock of its limit,
        pauses taken off, but real seconds where the limit is in days; for a duration, seconds or counted days; else
        points), `weight`, `version` (first day of the version by which the case was judged, NaT for what holds from
        the beginning), `group`.

        Raises:
            UsageError: the indicator does not exist or was not evaluated.
        """
        self.rules.indicator(indicator)
        if indicator not in self._verdicts:
            message = f'indicator "{indicator}" was not evaluated. Name it in `indicators`.'
            raise UsageError(message)
        return verdict_frame(self._verdicts[indicator], ZoneInfo(self.rules.time_zone))

    def close(self) -> None:
        """Give back the memory and temporary files behind `verdicts`."""
        for verdicts in self._verdicts.values():
            verdicts.engine.close()
