"""Why a day counts or not, as a language says it.

Law: names that the law or the rule file gives to a day stay as they are.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gpj_kpi.calendars.counting.account import CountedDay
from gpj_kpi.calendars.counting.reasons import Reason
from gpj_kpi.outputs.words.dates import DateWords
from gpj_kpi.safe_text import one_line

_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class DayReasonWords:
    """What one language says of days that are not like the others.

    Attributes:
        dates: of the same language.
        kinds: what a day is, by kind of reason.
        counts: the same of one day, and of several.
        although: said of what changes nothing.
        counted_although: the same, of a day that counts like others.
        outside_week: said of a weekday that is neither Saturday nor Sunday.
        short_month: said of a month that lacks a day.
    """

    dates: DateWords
    kinds: Mapping[str, str]
    counts: Mapping[str, tuple[str, str]]
    although: str
    counted_although: str
    outside_week: str
    short_month: str

    def why(self, day: CountedDay) -> str:
        """Say why a day was skipped, or counts despite something.

        Returns:
            An empty text for a day like any other.
        """
        because, although = (
            ", ".join(self._reason(reason, day.day) for reason in reasons)
            for reasons in (day.reasons.because, day.reasons.although)
        )
        if not although or day.reasons.although[0].kind in {"short_month", "before_skipped"}:
            return because or although
        return f"{because}, {self.although.format(although)}" if because else self.counted_although.format(although)

    def count_skipped(self, days: Iterable[CountedDay]) -> str:
        """Count the skipped days by first reason: `3 samedis, 2 fériés`."""
        firsts = [(day.day, day.reasons.because[0].kind) for day in days if not day.taken]
        by_weekday = Counter(day.weekday() for day, kind in firsts if kind == "weekday")
        by_kind = Counter[str](kind for _, kind in firsts if kind != "weekday")
        found = [(by_weekday[n], (name, f"{name}s")) for n, name in enumerate(self.dates.weekday_names)]
        found += [(by_kind[kind], words) for kind, words in self.counts.items()]
        number = self.dates.numbers.whole_number
        return ", ".join(f"{number(n)} {words[n > 1]}" for n, words in found if n)

    def _reason(self, reason: Reason, day: dt.date) -> str:
        weekday = self.dates.weekday_names[day.weekday()]
        if reason.kind == "weekday":
            return weekday if day.weekday() >= _SATURDAY else self.outside_week.format(weekday)
        if reason.kind == "short_month":
            return self.short_month.format(self.dates.month_names[day.month - 1])
        return f"{self.kinds[reason.kind]} ({one_line(reason.name)})" if reason.name else self.kinds[reason.kind]
