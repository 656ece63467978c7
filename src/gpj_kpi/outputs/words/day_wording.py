"""How days, times of day, lengths of time and the reasons of a count are said.

Law: a time or a length is never rounded. Names that the law or the rule file gives to a day stay as they are.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gpj_kpi.calendars.account import CountedDay
from gpj_kpi.calendars.days import MICROSECOND
from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.calendars.reasons import ClockChange, Reason
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.safe_text import one_line

_MICROSECONDS = {"h": 3_600_000_000, "min": 60_000_000}
_SATURDAY = 5


@dataclass(frozen=True)
class DeadlineWords:
    """What `deadline` says, beside days and times; `{}` stands for what is filled in."""

    due: str
    late: str
    in_time: str
    counted_from: str
    start_day: str
    twice: str
    never: str
    rules: Mapping[Unit, str]
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
    nothing_skipped: str
    every_day: str


@dataclass(frozen=True)
class YearWords:
    """What `calendar` says, beside days and times."""

    symbols: tuple[str, str, str]
    totals: str
    marks: Mapping[str, tuple[str, str]]
    numbered: str
    holidays: str
    closed: str
    worked: str
    hours: str
    changes: str


@dataclass(frozen=True)
class DayWording:
    """The words and forms of one language for days.

    Attributes:
        base: months and typography, which the report has too.
        english: whether limits are written in English.
        weekdays: short names, Monday first.
        weekday_names: whole ones.
        weekday_letters: two letters each.
        first: number of the first day of a month.
        clock: form of a time of day.
        clock_to_second: the same with seconds.
        whole_hours: form of a length of time.
        hours_minutes: another.
        second_time: said after a time of day that occurs a second time.
        change: what the clocks do when they change.
        odd_day: how long that makes the day.
        kinds: what a day is, by kind of reason.
        counts: the same of one day, and of several.
        although: said of what changes nothing.
        counted_although: the same, of a day that counts like others.
        outside_week: said of a weekday that is no Saturday and no Sunday.
        short_month: said of a month that lacks a day.
        deadline: what `deadline` says.
        year: what `calendar` says.
    """

    base: Wording
    english: bool
    weekdays: tuple[str, ...]
    weekday_names: tuple[str, ...]
    weekday_letters: tuple[str, ...]
    first: str
    clock: str
    clock_to_second: str
    whole_hours: str
    hours_minutes: str
    second_time: str
    change: str
    odd_day: str
    kinds: Mapping[str, str]
    counts: Mapping[str, tuple[str, str]]
    although: str
    counted_although: str
    outside_week: str
    short_month: str
    deadline: DeadlineWords
    year: YearWords

    @property
    def semicolon(self) -> str:
        """What stands between two remarks."""
        return self.base.colon.replace(":", ";")

    def limit(self, limit: Limit) -> str:
        """Write a limit: `10 jours ouvrés`."""
        return limit.english() if self.english else str(limit)

    def short_date(self, day: dt.date, *, with_year: bool = False) -> str:
        """Write a day as tables do: `mar. 20 mai`, with its year where asked for."""
        text = f"{self.weekdays[day.weekday()]} {day.day:2} {self.base.months[day.month - 1]}"
        return f"{text} {day.year}" if with_year else text

    def weekday_and_number(self, day: dt.date) -> str:
        """Write a day whose month is known: `mar. 20`."""
        return f"{self.weekdays[day.weekday()]}\u00a0{day.day}"

    def weekday_span(self, weekdays: Sequence[int]) -> str:
        """Write weekdays that follow each other: `lun. – ven.`."""
        first, last = self.weekdays[weekdays[0]], self.weekdays[weekdays[-1]]
        return first if len(weekdays) == 1 else f"{first} – {last}"

    def span(self, first: dt.date, last: dt.date) -> str:
        """Write days of one month, `3–31 janv. 2008`, or of one year, `3 janv. – 31 déc. 2008`."""
        months = self.base.months
        start = f"{first.day:2}–" if first.month == last.month else f"{first.day:2} {months[first.month - 1]} – "
        return f"{start}{last.day} {months[last.month - 1]} {last.year}"

    def long_date(self, day: dt.date) -> str:
        """Write a day as prose does: `mardi 20 mai 2008`, `jeudi 1er mai 2008`."""
        number = self.first if day.day == 1 else day.day
        return f"{self.weekday_names[day.weekday()]} {number} {self.base.month_names[day.month - 1]} {day.year}"

    def time(self, moment: dt.datetime) -> str:
        """Write a time of day in prose: `17 h 40`; with its seconds where it has any."""
        form = self.clock_to_second if moment.second or moment.microsecond else self.clock
        text = form.format(h=moment.hour, m=moment.minute, s=self._seconds(moment.second, moment.microsecond))
        return f"{text} {self.second_time}" if moment.fold else text

    def end_of_day(self) -> str:
        """Write 24:00."""
        return self.clock.format(h=24, m=0)

    def duration(self, microseconds: int) -> str:
        """Write a length of time: `3 h 40`, `20 min`, `10 s`, `0 h`."""
        hours, rest = divmod(microseconds, _MICROSECONDS["h"])
        minutes, rest = divmod(rest, _MICROSECONDS["min"])
        parts = []
        if hours or not microseconds:
            form = self.hours_minutes if minutes else self.whole_hours
            parts.append(form.format(h=self.base.whole_number(hours), m=minutes))
        elif minutes:
            parts.append(f"{minutes} min")
        if rest:
            parts.append(f"{self._seconds(*divmod(rest, 1_000_000))} s")
        return " ".join(parts)

    def clock_change(self, change: ClockChange) -> str:
        """Say what the clocks do, and what becomes of the day: `à 2 h 00 il est 3 h 00, jour de 23 h`."""
        moved = self.change.format(before=self.time(change.from_wall), after=self.time(change.to_wall))
        return f"{moved}, {self.long_day(change)}"

    def long_day(self, change: ClockChange) -> str:
        """Say how long a change of the clocks makes its day: `jour de 23 h`."""
        return self.odd_day.format(self.duration(change.day_length // MICROSECOND))

    def why(self, day: CountedDay) -> str:
        """Say why a day was skipped, or counts although something is said of it; nothing of a day like any other."""
        because, although = (
            ", ".join(self._reason(reason, day.day) for reason in reasons)
            for reasons in (day.reasons.because, day.reasons.although)
        )
        if not although or day.reasons.although[0].kind == "short_month":
            return because or although
        return f"{because}, {self.although.format(although)}" if because else self.counted_although.format(although)

    def skipped(self, days: Iterable[CountedDay]) -> str:
        """Count the days that were skipped, each under the first of its reasons: `3 samedis, 2 fériés`."""
        firsts = [(day.day, day.reasons.because[0].kind) for day in days if not day.taken]
        by_weekday = Counter(day.weekday() for day, kind in firsts if kind == "weekday")
        by_kind = Counter[str](kind for _, kind in firsts if kind != "weekday")
        told = [(by_weekday[n], (name, f"{name}s")) for n, name in enumerate(self.weekday_names)]
        told += [(by_kind[kind], words) for kind, words in self.counts.items()]
        return ", ".join(f"{self.base.whole_number(n)} {words[n > 1]}" for n, words in told if n)

    def _reason(self, reason: Reason, day: dt.date) -> str:
        weekday = self.weekday_names[day.weekday()]
        if reason.kind == "weekday":
            return weekday if day.weekday() >= _SATURDAY else self.outside_week.format(weekday)
        if reason.kind == "short_month":
            return self.short_month.format(self.base.month_names[day.month - 1])
        return f"{self.kinds[reason.kind]} ({one_line(reason.name)})" if reason.name else self.kinds[reason.kind]

    def _seconds(self, seconds: int, microseconds: int) -> str:
        decimals = f"{microseconds:06}".rstrip("0")
        return f"{seconds}{self.base.decimal_mark}{decimals}" if decimals else f"{seconds}"
