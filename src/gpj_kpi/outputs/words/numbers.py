"""Numbers as a language writes them: counts, figures, targets, published figures.

Law: a figure is rounded here and nowhere else, from its exact fraction, and never across its target or tolerance.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.results.sides import holds
from gpj_kpi.rules import Published, Target

_NUMBER_AND_WORD = re.compile(r"(?<=[0-9]) (?=[^\W\d]|%)")
_SIGNS = {">=": "≥\u00a0", ">": ">\u00a0", "<=": "≤\u00a0", "<": "<\u00a0"}
_DAY_UNITS = {
    "business_days": Unit.BUSINESS_DAYS,
    "working_days": Unit.WORKING_DAYS,
    "calendar_days": Unit.CALENDAR_DAYS,
}
_ELAPSED = {Unit.SECONDS: (1, "s"), Unit.MINUTES: (60, "min"), Unit.HOURS: (3600, "h")}
"""How many seconds each unit lasts, and how it is written."""
_USUAL = ((Fraction(600), Unit.SECONDS), (Fraction(36_000), Unit.MINUTES))
"""Durations below so many seconds are shown in this unit, where no unit is declared; the others in hours."""
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


@dataclass(frozen=True, kw_only=True)
class NumberWords:
    """Marks, signs and units of one language, and numbers written with them.

    Attributes:
        decimal_mark: stands before decimals.
        thousands: stands between groups of three digits.
        percent: sign, with the space before it.
        points: that of a difference of two percentages, likewise.
        unit_symbols: short names of units that need a word of explanation.
        unit_names: the explanation, by unit.
        held: said of a published promise without a figure.
        about: said before a published figure that is not exact.
    """

    decimal_mark: str
    thousands: str
    percent: str
    points: str
    unit_symbols: Mapping[Unit, str]
    unit_names: Mapping[Unit, str]
    held: str
    about: str

    def whole_number(self, number: int) -> str:
        """Write a count, in groups of three digits: `21 873`."""
        return f"{number:,}".replace(",", self.thousands)

    def quantity(self, number: Fraction) -> str:
        """Write a number of cases, or a sum of weights.

        It has two decimals at most.
        """
        return self._decimal(_half_up(number, 2), min(2, _decimals_of(number, at_most=2)))

    def style(self, unit: str, reference: Fraction | None, declared: Unit | None = None) -> FigureStyle:
        """Choose how the figures of an indicator are written.

        Args:
            unit: as `Result.unit` names it.
            reference: the target, else the figure of the whole period; it decides between seconds, minutes and hours.
            declared: unit of a duration in business time, or of a sum of lengths of time, in which it is written.
        """
        if unit == "ratio":
            return FigureStyle(Fraction(100), 1, self.percent)
        if unit == "seconds":
            usual = (usual for below, usual in _USUAL if reference is None or reference < below)
            seconds, symbol = _ELAPSED[declared or next(usual, Unit.HOURS)]
            return FigureStyle(Fraction(1, seconds), 1, f"\u00a0{symbol}")
        if unit == "business_seconds":
            if declared is Unit.BUSINESS_SECONDS:
                return self._style_in(declared, Fraction(1))
            is_short = reference is None or reference < _LONGEST_IN_BUSINESS_MINUTES
            if is_short if declared is None else declared is Unit.BUSINESS_MINUTES:
                return self._style_in(Unit.BUSINESS_MINUTES, Fraction(1, 60))
            return self._style_in(Unit.BUSINESS_HOURS, Fraction(1, 3600))
        if unit in _DAY_UNITS:
            return self._style_in(_DAY_UNITS[unit], Fraction(1))
        if unit.startswith("per_"):
            return FigureStyle(Fraction(1), 2, f"\u00a0/{self.whole_number(int(unit.removeprefix('per_')))}")
        return FigureStyle(Fraction(1), 0 if unit in {"cases", "different"} else 2, "")

    def _style_in(self, unit: Unit, scale: Fraction) -> FigureStyle:
        return FigureStyle(scale, 1, f"\u00a0{self.unit_symbols[unit]}", unit)

    def figure(self, value: Fraction, style: FigureStyle, bounds: Sequence[Target] = ()) -> str:
        """Write a figure, rounded half up, and never across a bound.

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

    def difference(self, value: Fraction, style: FigureStyle) -> str:
        """Write a difference with its sign, rounded half up.

        That of two percentages is in points. One that is not 0 keeps its sign, however small.
        """
        sign = "+" if value > 0 else "-" if value < 0 else ""
        suffix = self.points if style.suffix == self.percent else style.suffix
        return sign + self._decimal(_half_up(abs(value) * style.scale, style.decimals), style.decimals) + suffix

    def target(self, target: Target, style: FigureStyle) -> str:
        """Write a target in the unit of the figures.

        It has no sign where the rule file has none.
        """
        sign = "" if target.text[0].isdigit() else _SIGNS[target.op]
        return sign + self._exact(target.value, style, otherwise=target.text.lstrip("<>=≤≥ "))

    def published(self, printed: Published, style: FigureStyle) -> str:
        """Write what the house printed, with the decimals it printed."""
        if printed.op == "held":
            return self.held
        if printed.op == "between":
            assert printed.low is not None
            assert printed.high is not None
            low, high = (self._write_printed(end, printed, style) for end in (printed.low, printed.high))
            return f"{low.removesuffix(self.percent)}–{high}"
        assert printed.value is not None
        signs = {**_SIGNS, "=": "", "about": f"{self.about}\u00a0"}
        return signs[printed.op] + self._write_printed(printed.value, printed, style)

    def seconds(self, seconds: int, microseconds: int) -> str:
        """Write seconds with all their decimals: `10`, `10,25`."""
        decimals = f"{microseconds:06}".rstrip("0")
        return f"{seconds}{self.decimal_mark}{decimals}" if decimals else f"{seconds}"

    def _write_printed(self, value: Fraction, printed: Published, style: FigureStyle) -> str:
        if printed.percent:
            return self._decimal(value * 100, printed.decimals) + self.percent
        if isinstance(printed.unit, Unit):
            return self._exact(value, style, otherwise=printed.text)
        return self._decimal(value, printed.decimals)

    def _exact(self, value: Fraction, style: FigureStyle, *, otherwise: str) -> str:
        """Write a value with all its decimals, or another text.

        The other text is taken when they never end.
        """
        shown = value * style.scale
        decimals = _decimals_of(shown, at_most=12)
        return self._decimal(shown, decimals) + style.suffix if shown * 10**decimals % 1 == 0 else otherwise

    def _decimal(self, number: Fraction, decimals: int) -> str:
        """Write a number that has no more than so many decimals."""
        digits = int(abs(number) * 10**decimals)
        whole, rest = divmod(digits, 10**decimals)
        sign = "-" if number < 0 else ""
        return sign + self.whole_number(whole) + (f"{self.decimal_mark}{rest:0{decimals}}" if decimals else "")


def bind_numbers(text: str) -> str:
    """Keep each number on the line of its word: `48 h`."""
    return _NUMBER_AND_WORD.sub("\u00a0", text)


def _down(number: Fraction, decimals: int) -> Fraction:
    return Fraction(number * 10**decimals // 1, 10**decimals)


def _up(number: Fraction, decimals: int) -> Fraction:
    return -_down(-number, decimals)


def _half_up(number: Fraction, decimals: int) -> Fraction:
    return _down(number + Fraction(1, 2 * 10**decimals), decimals)


def _decimals_of(number: Fraction, *, at_most: int) -> int:
    """Count the decimals of a number; `at_most` if there are more."""
    return next((count for count in range(at_most) if number * 10**count % 1 == 0), at_most)
