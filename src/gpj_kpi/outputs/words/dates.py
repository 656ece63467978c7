"""Days, periods, times of day and lengths of time as a language writes them.

Law: a time or a length is never rounded, and no two columns of a report have the same name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from gpj_kpi.calendars.counting.reasons import ClockChange
from gpj_kpi.calendars.days import DAY, midnight
from gpj_kpi.calendars.periods import Period, parse_period
from gpj_kpi.outputs.words.numbers import NumberWords

_LABEL = re.compile(r"([0-9]{4})(?:-Q([1-4])|-W([0-9]{2})|-([0-9]{2}))?")
_MICROSECONDS = {"h": 3_600_000_000, "min": 60_000_000}


@dataclass(frozen=True, kw_only=True)
class DateWords:
    """Names and forms of one language for days and times.

    Attributes:
        numbers: of the same language.
        date: form of a day in digits.
        quarter: letter of a quarter.
        week: letter of a week.
        whole: name of a period that has no other.
        months: short names.
        month_names: whole ones.
        weekdays: short names, Monday first.
        weekday_names: whole ones.
        weekday_letters: two letters each.
        first: number of the first day of a month.
        clock: form of a time of day.
        clock_to_second: the same with seconds.
        whole_hours: form of a length of time in hours.
        hours_minutes: the same with minutes.
        second_time: said after a time of day that occurs a second time.
        change: what the clocks do when they change.
        odd_day: how long that makes the day.
        skipped_day: what the clocks do where they pass over the whole day.
    """

    numbers: NumberWords
    date: str
    quarter: str
    week: str
    whole: str
    months: tuple[str, ...]
    month_names: tuple[str, ...]
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
    skipped_day: str

    def moment(self, moment: dt.datetime) -> str:
        """Write a local time to the minute: `08/01/2009 08:12`."""
        return f"{moment:{self.date} %H:%M}"

    def period_name(self, period: Period) -> str:
        """Write a period in a title: `T1 2008`, `mars 2008`."""
        match = _LABEL.fullmatch(period.label)
        if not match:
            return self.days(period)
        year, _, _, month = match.groups()
        if month:
            return f"{self.month_names[int(month) - 1]} {year}"
        name = self._short_name(period.label)
        return name if name == year else f"{name} {year}"

    def days(self, period: Period) -> str:
        """Write the first and the last day of a period."""
        return f"{period.first_day:{self.date}} – {period.last_day:{self.date}}"

    def label(self, label: str) -> str:
        """Write a day, two days or the label of a period.

        `2008-05-30` is `30/05/2008`, `2008-05-01/2008-05-30` is `01/05/2008 – 30/05/2008`, `2008-05` is `mai 2008`.
        """
        days = label.split("/")
        if len(days[0]) == len("2008-05-30"):
            return " – ".join(f"{dt.date.fromisoformat(day):{self.date}}" for day in days)
        return self.period_name(parse_period(label))

    def part_names(self, parts: Sequence[Period], whole: Period) -> list[str]:
        """Write the parts of a period as headings: `T1`, `mars`, `S05`.

        A part that could be of several years has its year too: `S01 09`. A window has its first and its last day.
        """
        is_one = whole.is_whole("year") or whole.first_day.year == whole.last_day.year
        usual = None if not is_one else int(whole.label[:4]) if whole.is_whole("year") else whole.first_day.year
        names = []
        for part in parts:
            if _LABEL.fullmatch(part.label) is None:
                names.append(self.days(part))
                continue
            name, year = self._short_name(part.label), part.label[:4]
            needs_year = name != year and int(year) != usual
            names.append(f"{name} {year[2:]}" if needs_year else name)
        return names

    def part_headings(self, parts: Sequence[Period], whole: Period) -> list[str]:
        """Write the headings of the columns of parts; a window stands under its last day."""
        names = self.part_names(parts, whole)
        return [
            name if _LABEL.fullmatch(part.label) else f"{part.last_day:{self.date}}"
            for name, part in zip(names, parts, strict=True)
        ]

    def whole_name(self, period: Period) -> str:
        """Write the heading of the column of the whole period."""
        return period.label if period.is_whole("year") else self.whole

    def short_date(self, day: dt.date, *, with_year: bool = False) -> str:
        """Write a day as tables do: `mar. 20 mai`.

        The year follows where it is asked for.
        """
        text = f"{self.weekdays[day.weekday()]} {day.day:2} {self.months[day.month - 1]}"
        return f"{text} {day.year}" if with_year else text

    def weekday_and_number(self, day: dt.date) -> str:
        """Write a day whose month is known: `mar. 20`."""
        return f"{self.weekdays[day.weekday()]}\u00a0{day.day}"

    def weekday_span(self, weekdays: Sequence[int]) -> str:
        """Write weekdays that follow each other: `lun. – ven.`."""
        first, last = self.weekdays[weekdays[0]], self.weekdays[weekdays[-1]]
        return first if len(weekdays) == 1 else f"{first} – {last}"

    def span(self, first: dt.date, last: dt.date) -> str:
        """Write two days of one year: `3–31 janv. 2008`.

        Each has its month where they lie in two: `3 janv. – 31 déc. 2008`.
        """
        months = self.months
        start = f"{first.day:2}–" if first.month == last.month else f"{first.day:2} {months[first.month - 1]} – "
        return f"{start}{last.day} {months[last.month - 1]} {last.year}"

    def long_date(self, day: dt.date) -> str:
        """Write a day as prose does: `jeudi 1er mai 2008`."""
        number = self.first if day.day == 1 else day.day
        return f"{self.weekday_names[day.weekday()]} {number} {self.month_names[day.month - 1]} {day.year}"

    def day_and_month(self, day: dt.date, *, with_year: bool = False) -> str:
        """Write a day of a known year: `7 janvier`.

        The year follows where it is asked for. Nothing breaks the line.
        """
        number = self.first if day.day == 1 else day.day
        text = f"{number}\u00a0{self.month_names[day.month - 1]}"
        return f"{text}\u00a0{day.year}" if with_year else text

    def time(self, moment: dt.datetime) -> str:
        """Write a time of day in prose: `17 h 40`.

        Seconds are written where it has any.
        """
        form = self.clock_to_second if moment.second or moment.microsecond else self.clock
        seconds = self.numbers.seconds(moment.second, moment.microsecond)
        text = form.format(h=moment.hour, m=moment.minute, s=seconds)
        return f"{text} {self.second_time}" if moment.fold else text

    def time_of_day(self, minutes: int) -> str:
        """Write a time of day by its minutes since midnight: `16 h 00`."""
        return self.clock.format(h=minutes // 60, m=minutes % 60)

    def end_of_day(self) -> str:
        """Write 24:00."""
        return self.clock.format(h=24, m=0)

    def duration(self, microseconds: int) -> str:
        """Write a length of time: `3 h 40`, `20 min`, `0 h`."""
        hours, rest = divmod(microseconds, _MICROSECONDS["h"])
        minutes, rest = divmod(rest, _MICROSECONDS["min"])
        parts = []
        if hours or not microseconds:
            form = self.hours_minutes if minutes else self.whole_hours
            parts.append(form.format(h=self.numbers.whole_number(hours), m=minutes))
        elif minutes:
            parts.append(f"{minutes} min")
        if rest:
            parts.append(f"{self.numbers.seconds(*divmod(rest, 1_000_000))} s")
        return " ".join(parts)

    def clock_change(self, change: ClockChange) -> str:
        """Say what the clocks do on a day, and its length.

        For instance `à 2 h 00 il est 3 h 00, jour de 23 h`. The midnight that ends the day is 24:00, and a later time
        has its day beside it.
        """
        if not change.day_length:
            before, after = (self.short_date(change.day + n * DAY) for n in (-1, 1))
            return self.skipped_day.format(before=before, after=after)
        before, after = (self._on(change.day, moment) for moment in (change.from_local_time, change.to_local_time))
        return f"{self.change.format(before=before, after=after)}, {self.long_day(change)}"

    def long_day(self, change: ClockChange) -> str:
        """Say how long a change makes its day: `jour de 23 h`."""
        return self.odd_day.format(self.duration(change.day_length // dt.timedelta(microseconds=1)))

    def _on(self, day: dt.date, moment: dt.datetime) -> str:
        """Write a time of a day, or one soon after it."""
        if moment.date() == day:
            return self.time(moment)
        if moment == midnight(day + DAY):
            return self.end_of_day()
        return f"{self.time(moment)} ({self.short_date(moment.date())})"

    def _short_name(self, label: str) -> str:
        match = _LABEL.fullmatch(label)
        if not match:
            return self.whole
        year, quarter, week, month = match.groups()
        if quarter:
            return f"{self.quarter}{quarter}"
        if week:
            return f"{self.week}{week}"
        return self.months[int(month) - 1] if month else year
