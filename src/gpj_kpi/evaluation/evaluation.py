"""What an evaluation found, as Python users get it.

Law: whatever an output shows is here. Frames are made from these values, never the values from frames.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event
from types import TracebackType
from typing import Self

import pandas as pd

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.business_calendar import Calendar
from gpj_kpi.calendars.periods import Period
from gpj_kpi.calendars.time_zones.named import zone_named
from gpj_kpi.cases.coverage import KINDS, Coverage, Covered
from gpj_kpi.cases.make import Cases
from gpj_kpi.errors import Issue, UsageError
from gpj_kpi.evaluation.asked import AskedPeriods
from gpj_kpi.results.conservation import Conservation
from gpj_kpi.results.result import Result, Status, results_frame
from gpj_kpi.results.status import status_of_parts
from gpj_kpi.rules import Commitment, IndicatorRatio, RuleFile
from gpj_kpi.sentences import coverage as sentences
from gpj_kpi.sentences.amounts import NO_CASES_OF_ITS_OWN
from gpj_kpi.sentences.sentence import say
from gpj_kpi.verdicts.frame import Verdicts, show_verdicts

ISSUE_COLUMNS = ("severity", "code", "source", "file", "line", "column", "message")
SOURCE_COLUMNS = (
    "source",
    "files",
    "rows",
    "cases",
    "rejected",
    "duplicates",
    "as_of",
    "conflicting",
    "set_aside",
    "coverage",
    "covered_from",
    "covered_to",
)


@dataclass(frozen=True)
class Evaluation:
    """What an evaluation found.

    Its pandas frames are made anew at each access. Close it when `verdicts` is no longer needed, or use it in a `with`
    statement.

    Attributes:
        rules: the rule file.
        period: the whole period.
        by: its parts, or the windows that end with them, in order.
        result_list: one `Result` per indicator, period and group.
        cases: cases and row counts by source.
        as_of: to when each source is known.
        coverage: by source and date that puts its cases in periods, on which days it has cases.
        issue_list: rejected rows and notices.
        conservation: one per indicator: where its cases in scope went.
        calendar: the calendar that judged.
        today: the local day of now; None where that was not said.
        asked: the periods that were asked for, and what each is compared with.
    """

    rules: RuleFile
    period: Period
    by: tuple[Period, ...]
    result_list: tuple[Result, ...]
    cases: Mapping[str, Cases]
    as_of: Mapping[str, AsOf]
    coverage: Mapping[tuple[str, str], Coverage]
    issue_list: tuple[Issue, ...]
    conservation: tuple[Conservation, ...]
    calendar: Calendar
    today: dt.date | None
    asked: AskedPeriods
    _verdicts: Mapping[str, Verdicts]
    _closed: Event = field(default_factory=Event)

    def __repr__(self) -> str:
        statuses = Counter(status for _, status in self.commitments)
        commitments = ", ".join(f"{count} {status}" for status, count in statuses.items())
        cases = sum(each.cases for each in self.cases.values())
        return f"<Evaluation of {self.period.label}: {cases} cases, commitments: {commitments}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def reported(self) -> tuple[Period, ...]:
        """The parts of the period, then the whole; each once."""
        return (*self.by, self.period)

    @property
    def results(self) -> pd.DataFrame:
        """One row per indicator, period and group.

        The columns are those of `Result`: fractions as Float64 (shares 0..1; durations in the unit of `unit`), counts
        as Int64, days as datetime64, yes and no as boolean, all else as string.
        """
        return results_frame(self.result_list)

    @property
    def issues(self) -> pd.DataFrame:
        """One row per faulty cell of a rejected row, and per notice.

        The columns are `ISSUE_COLUMNS`, all of them strings but `line` (Int64). For a frame that was given, `file`
        is the source and `line` the row, counted from 1.
        """
        rows = [[getattr(issue, name) for name in ISSUE_COLUMNS] for issue in self.issue_list]
        frame = pd.DataFrame(rows, columns=list(ISSUE_COLUMNS), dtype="object")
        return frame.astype({name: "Int64" if name == "line" else "string" for name in ISSUE_COLUMNS})

    @property
    def sources(self) -> pd.DataFrame:
        """One row per source, with what became of its rows.

        The columns are `SOURCE_COLUMNS`: `source` and `coverage` strings, `as_of` a local time or NaT, `covered_from`
        and `covered_to` days, all others Int64. `conflicting` are the keys of duplicates whose rows differ, `set_aside`
        lines that are no rows (see `Cases`). The coverage is that of the whole period (see `covered`).
        """
        rows = []
        for name, cases in self.cases.items():
            counts = (len(cases.files), cases.rows, cases.cases, cases.rejected, cases.duplicates)
            covered = self.covered(name, self.period)
            days = (covered.kind, covered.first_day, covered.last_day) if covered else (None, None, None)
            more = (cases.conflicts, cases.set_aside, *days)
            rows.append([name, *counts, self.as_of[name].local_time, *more])
        frame = pd.DataFrame(rows, columns=list(SOURCE_COLUMNS), dtype="object")
        kinds: dict[str, pd.DatetimeTZDtype | str] = {
            "source": "string",
            "coverage": "string",
            "covered_from": "datetime64[us]",
            "covered_to": "datetime64[us]",
            "as_of": pd.DatetimeTZDtype("us", zone_named(self.rules.time_zone)),
        }
        return frame.astype({name: kinds.get(name, "Int64") for name in SOURCE_COLUMNS})

    def covered(self, source: str, period: str | int | Period) -> Covered | None:
        """Say how much of a period the cases of a source cover.

        Indicators may put its cases in periods by several dates: the one that covers least is given. Nothing is given
        of a source whose dates nobody looks at, such as a list of customers.

        Args:
            source: id of a source that was read.
            period: any, or its label.

        Raises:
            UsageError: the source was not read, or the period is none.
        """
        if source not in self.cases:
            raise UsageError(say(sentences.SOURCE_NOT_READ, source=source, read=", ".join(self.cases)))
        period = period if isinstance(period, Period) else self.rules.period(str(period))
        found = [coverage.of(period) for (name, _), coverage in self.coverage.items() if name == source]
        return max(found, key=lambda each: (KINDS.index(each.kind), each.first_day or dt.date.max), default=None)

    @property
    def commitments(self) -> list[tuple[Commitment, Status]]:
        """Each commitment evaluated, with its status over the whole period.

        It is the worst status of its indicators with a target.
        """
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
            if any(result.commitment == commitment.id for result in self.result_list):
                found.append((commitment, status_of_parts(statuses)))
        return found

    def verdicts(self, indicator: str) -> pd.DataFrame:
        """Show the verdicts of an indicator: one row per case.

        Of a stock these are the cases open at the end of the whole period, of combined verdicts the keys (columns
        `by`). A ratio of two indicators has no cases of its own.

        Columns: the key, `reference_day`, `verdict`, `lateness`, `started_at`, `ended_at`, `due_at` (local time with
        offset; for a limit in days, 24:00 of the last day), `value` (for a delay, seconds on the clock of its limit,
        pauses taken off, but real seconds where the limit is in days; for a duration, seconds or counted days; else
        points), `weight` (of a ratio: what it divides by), `version` (first day of the version by which the case was
        judged, NaT for what holds from the beginning), `group`.

        Raises:
            UsageError: the indicator does not exist or was not evaluated, or the evaluation is closed.
        """
        if self._closed.is_set():
            message = "the evaluation is closed: its verdicts are gone. Ask for them before `close`."
            raise UsageError(message)
        asked = self.rules.indicator(indicator)
        if isinstance(asked.measure, IndicatorRatio):
            sides = ", ".join(asked.measure.rests_on)
            raise UsageError(say(NO_CASES_OF_ITS_OWN, id=indicator, sides=sides))
        if indicator not in self._verdicts:
            message = f'indicator "{indicator}" was not evaluated. Name it in `indicators`.'
            raise UsageError(message)
        return show_verdicts(self._verdicts[indicator], zone_named(self.rules.time_zone))

    def close(self) -> None:
        """Give back what `verdicts` needs; all else can still be read."""
        self._closed.set()
        for verdicts in self._verdicts.values():
            verdicts.engine.close()
