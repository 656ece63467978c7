"""What people read, in French and in English: words, numbers, dates.

Law: a figure is rounded here and nowhere else, from its exact fraction, and never across its target or tolerance.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.calendars.periods import Period
from gpj_kpi.results.result import Status
from gpj_kpi.results.status import holds
from gpj_kpi.rules import Published, Target

Language = Literal["fr", "en"]

_LABEL = re.compile(r"([0-9]{4})(?:-Q([1-4])|-W([0-9]{2})|-([0-9]{2}))?")
_NUMBER_AND_WORD = re.compile(r"(?<=[0-9]) (?=[^\W\d]|%)")
_SIGNS = {">=": "≥\u00a0", ">": ">\u00a0", "<=": "≤\u00a0", "<": "<\u00a0"}
_DAY_UNITS = {
    "business_days": Unit.BUSINESS_DAYS,
    "working_days": Unit.WORKING_DAYS,
    "calendar_days": Unit.CALENDAR_DAYS,
}
_ELAPSED = ((Fraction(600), 1, "s"), (Fraction(36_000), 60, "min"))
"""Durations below the first number are shown in the unit that lasts so many seconds; the others in hours."""
_LONGEST_IN_BUSINESS_MINUTES = Fraction(36_000)
"""Durations in open time below so many seconds are shown in minutes, where no unit is declared; the others in hours."""


@dataclass(frozen=True)
class FigureStyle:
    """How the figures of one indicator are written.

    Attributes:
        scale: what a value is multiplied by before it is shown: 100 for a share.
        decimals: how many are shown, unless more are needed to stay on the right side of a target.
        suffix: unit, with the space before it.
        unit: what the suffix stands for, where it needs a word of explanation: days or business time.
    """

    scale: Fraction
    decimals: int
    suffix: str
    unit: Unit | None = None


@dataclass(frozen=True)
class Wording:
    """The words and the typography of one language."""

    decimal_mark: str
    thousands: str
    percent: str
    colon: str
    date: str
    quarter: str
    week: str
    months: tuple[str, ...]
    month_names: tuple[str, ...]
    statuses: Mapping[Status, str]
    unit_symbols: Mapping[Unit, str]
    unit_names: Mapping[Unit, str]
    whole: str
    target: str
    status: str
    pending: str
    published: str
    held: str
    about: str
    per: Mapping[str, str]
    agrees: str
    differs: str
    is_missed: str
    is_near: str
    is_too_few: str
    is_provisional: str
    is_empty: str
    is_tracked: str
    is_cut: str
    sources: str
    rows: str
    cases: str
    rejected: str
    duplicates: str
    as_of: str
    as_of_all: str
    verified: str
    set_aside: str
    excluded: str
    invalid: str
    rejected_rows: str
    faults: str
    line: str
    quoted: str
    reasons: Mapping[str, str]
    notices: str
    notice_texts: Mapping[str, str]
    more: str
    versions: str
    tolerance: str
    by_due: str
    before_due: str
    target_changes: str
    is_french: bool

    def whole_number(self, number: int) -> str:
        """Write a count, in groups of three digits: `21 873`."""
        return f"{number:,}".replace(",", self.thousands)

    def quantity(self, number: Fraction) -> str:
        """Write a number of cases, or a sum of weights with two decimals at most."""
        return self._decimal(_half_up(number, 2), min(2, _decimals_of(number, at_most=2)))

    def unbroken(self, text: str) -> str:
        """Keep a number on the line of the word that follows it: `48 h`."""
        return _NUMBER_AND_WORD.sub("\u00a0", text)

    def moment(self, moment: dt.datetime) -> str:
        """Write a local time to the minute: `08/01/2009 08:12`."""
        return f"{moment:{self.date} %H:%M}"

    def period_name(self, period: Period) -> str:
        """Write a period in a title: `2008`, `T1 2008`, `mars 2008`, `15/01/2008 – 10/02/2008`."""
        match = _LABEL.fullmatch(period.label)
        if not match:
            return f"{self.days(period)}"
        year, _, _, month = match.groups()
        if month:
            return f"{self.month_names[int(month) - 1]} {year}"
        name = self._short_name(period.label)
        return name if name == year else f"{name} {year}"

    def days(self, period: Period) -> str:
        """Write the first and the last day of a period."""
        return f"{period.first_day:{self.date}} – {period.last_day:{self.date}}"

    def part_names(self, parts: Sequence[Period], whole: Period) -> list[str]:
        """Write the parts of a period as headings of columns: `T1`, `mars`, `S05`; with their year where it matters."""
        usual = whole.first_day.year if whole.first_day.year == whole.last_day.year else None
        names = []
        for part in parts:
            name, year = self._short_name(part.label), part.label[:4]
            needs_year = name != year and int(year) != usual
            names.append(f"{name} {year[2:]}" if needs_year else name)
        return names

    def whole_name(self, period: Period) -> str:
        """Write the heading of the column of the whole period."""
        return period.label if period.is_whole("year") else self.whole

    def style(self, unit: str, reference: Fraction | None, declared: Unit | None = None) -> FigureStyle:
        """Choose how the figures of an indicator are written.

        Args:
            unit: as `Result.unit` names it.
            reference: the target, else the figure of the whole period; it decides between seconds, minutes and hours.
            declared: unit of a duration in business time, in which it is written.
        """
        if unit == "ratio":
            return FigureStyle(Fraction(100), 1, self.percent)
        if unit == "seconds":
            for below, seconds, symbol in _ELAPSED:
                if reference is None or reference < below:
                    return FigureStyle(Fraction(1, seconds), 1, f"\u00a0{symbol}")
            return FigureStyle(Fraction(1, 3600), 1, "\u00a0h")
        if unit == "business_seconds":
            is_short = reference is None or reference < _LONGEST_IN_BUSINESS_MINUTES
            if is_short if declared is None else declared is Unit.BUSINESS_MINUTES:
                return self._style_in(Unit.BUSINESS_MINUTES, Fraction(1, 60))
            return self._style_in(Unit.BUSINESS_HOURS, Fraction(1, 3600))
        if unit in _DAY_UNITS:
            return self._style_in(_DAY_UNITS[unit], Fraction(1))
        return FigureStyle(Fraction(1), 0 if unit == "cases" else 2, "")

    def _style_in(self, unit: Unit, scale: Fraction) -> FigureStyle:
        return FigureStyle(scale, 1, f"\u00a0{self.unit_symbols[unit]}", unit)

    def figure(self, value: Fraction, style: FigureStyle, bounds: Sequence[Target] = ()) -> str:
        """Write a figure, rounded half up, so that it stands as the exact one does to each bound.

        Where rounding would cross a bound, one more decimal is shown (or as many as it takes), cut towards the side
        of the exact figure: 94.996 % missing 95 % is written 94.99 %.

        Args:
            value: exact, in the unit of `Result.value`.
            style: how it is written.
            bounds: the indicator's target and tolerance, where there are any.
        """
        exact = value * style.scale
        sides = [holds(value, bound) for bound in bounds]

        def crosses(shown: Fraction) -> bool:
            return [holds(shown / style.scale, bound) for bound in bounds] != sides

        shown, decimals = _half_up(exact, style.decimals), style.decimals
        if crosses(shown):
            cut = (
                (candidate, more)
                for more in itertools.count(style.decimals + 1)
                for candidate in (_down(exact, more), _up(exact, more))
            )
            shown, decimals = next(found for found in cut if not crosses(found[0]))
        return self._decimal(shown, decimals) + style.suffix

    def target_text(self, target: Target, style: FigureStyle) -> str:
        """Write a target in the unit of the figures; without a sign where the rule file has none."""
        sign = "" if target.text[0].isdigit() else _SIGNS[target.op]
        return sign + self._exact(target.value, style, otherwise=target.text.lstrip("<>=≤≥ "))

    def limit_text(self, limit: Limit) -> str:
        """Write a limit in the language, e.g. `10 business days`."""
        return str(limit) if self.is_french else limit.english()

    def published_text(self, printed: Published, style: FigureStyle) -> str:
        """Write what the organisation printed, with the decimals it printed."""
        if printed.op == "held":
            return self.held
        if printed.op == "between":
            assert printed.low is not None
            assert printed.high is not None
            low, high = (self._printed(end, printed, style) for end in (printed.low, printed.high))
            return f"{low.removesuffix(self.percent)}–{high}"
        assert printed.value is not None
        signs = {**_SIGNS, "=": "", "about": f"{self.about}\u00a0"}
        return signs[printed.op] + self._printed(printed.value, printed, style)

    def _printed(self, value: Fraction, printed: Published, style: FigureStyle) -> str:
        if printed.percent:
            return self._decimal(value * 100, printed.decimals) + self.percent
        if isinstance(printed.unit, Unit):
            return self._exact(value, style, otherwise=printed.text)
        return self._decimal(value, printed.decimals)

    def _exact(self, value: Fraction, style: FigureStyle, *, otherwise: str) -> str:
        """Write a value with all its decimals, or another text when they never end."""
        shown = value * style.scale
        decimals = _decimals_of(shown, at_most=12)
        return self._decimal(shown, decimals) + style.suffix if shown * 10**decimals % 1 == 0 else otherwise

    def _decimal(self, number: Fraction, decimals: int) -> str:
        """Write a number that has no more than so many decimals."""
        digits = int(abs(number) * 10**decimals)
        whole, rest = divmod(digits, 10**decimals)
        sign = "-" if number < 0 else ""
        return sign + self.whole_number(whole) + (f"{self.decimal_mark}{rest:0{decimals}}" if decimals else "")

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


def _down(number: Fraction, decimals: int) -> Fraction:
    return Fraction(number * 10**decimals // 1, 10**decimals)


def _up(number: Fraction, decimals: int) -> Fraction:
    return -_down(-number, decimals)


def _half_up(number: Fraction, decimals: int) -> Fraction:
    return _down(number + Fraction(1, 2 * 10**decimals), decimals)


def _decimals_of(number: Fraction, *, at_most: int) -> int:
    """How many decimals a number has, `at_most` if there are more."""
    return next((count for count in range(at_most) if number * 10**count % 1 == 0), at_most)
