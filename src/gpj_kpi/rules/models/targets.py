"""What a period is held to (`Target`) and what the house printed (`Published`).

Law: a figure is an exact fraction, and a printed one keeps the digits it was printed with.
Shares are 0..1, durations in elapsed or business time are in seconds, durations in days are in the day unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NoReturn

from gpj_kpi.calendars.limits import Limit, Unit, parse_limit, parse_unit
from gpj_kpi.calendars.periods import GRAINS, Grain
from gpj_kpi.rules.text.faults import RefusedError, nearest, read_each, refused, shown, unknown_key
from gpj_kpi.rules.text.scalars import plain_digits
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences.sentence import Sentence, in_language, say

TargetOperator = Literal[">=", ">", "<", "<="]
TargetUnit = Literal["%", ""] | Unit
PublishedOperator = Literal["=", ">", ">=", "<", "<=", "about", "held", "between"]

_LONGEST_NUMBER = 18
_FIGURE = re.compile(
    r"(?P<op><=|>=|<|>|≤|≥|about )?\s*(?P<number>-?[0-9]+(?:[.,][0-9]+)?)\s*(?P<unit>%|[^\W\d_].*)?",
    re.DOTALL | re.IGNORECASE,
)
_EXPONENT = re.compile("[eE][+-]?[0-9]+")
_PERCENT = ("%", "pour cent", "pourcent", "percent", "per cent")
_SAME_SIGN = {"≤": "<=", "≥": ">=", "about ": "about"}
_TARGET_FORMS = 'Expected e.g. "95%", "> 97%", "< 10 secondes", ">= 4.0" or ">= 380".'
_PUBLISHED_FORMS = (
    'Expected e.g. 97%, "> 97%", about 90%, held, 4.36, "8 secondes" or {per: quarter, between: [4.09, 4.20]}.'
)


@dataclass(frozen=True)
class Target:
    """What an indicator's value in one period is compared with.

    Attributes:
        op: relation that the value must have to `value`.
        value: share for `%`, 0..1 but for a ratio of counts; seconds for elapsed durations, seconds of open time for
            those in business time; days or months for those units; else a plain number.
        unit: `%`, empty for a plain number, `Unit.SECONDS` for every elapsed duration, `Unit.BUSINESS_HOURS` for every
            one in business time, or the day unit.
        text: as the rule file writes it, on one line.
        written_unit: the unit that it writes there; figures may be shown in it, and nothing is decided by it.
    """

    op: TargetOperator
    value: Fraction
    unit: TargetUnit
    text: str
    written_unit: TargetUnit = field(default="", compare=False)


@dataclass(frozen=True)
class Published:
    """A figure that the house printed for a period.

    Attributes:
        text: as printed, on one line, e.g. `> 97%`, `between 4.09 and 4.20`.
        op: relation that the figure claims; `about` and `=` up to rounding; `held` gives no figure.
        value: figure in the units of `Target.value`; None for `held` and `between`.
        low: lower end of `between`, included; else None.
        high: upper end of `between`, included; else None.
        decimals: decimals printed, in the printed unit: 0 for `97%`, 2 for `4.20`.
        percent: the figure was printed as a percentage.
        per: the figure holds for each quarter (month, ...) of the period; None when for the period as a whole.
        unit: as printed: `%`, empty for a plain number or no figure, or the unit of a duration.
        step: worth of the last printed digit, in the units of `value`: 1/100 for `97%` and `4.20`, 60 for `2 minutes`.
    """

    text: str
    op: PublishedOperator
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    decimals: int = 0
    percent: bool = False
    per: Grain | None = None
    unit: TargetUnit = ""
    step: Fraction = Fraction(1)


@dataclass(frozen=True)
class _Figure:
    op: str | None
    value: Fraction
    unit: TargetUnit
    decimals: int
    step: Fraction
    text: str


def parse_target(value: object) -> Target:
    """Read a target or a tolerance.

    Without a sign a percentage or a plain number means `>=` and a duration means `<=`.

    Args:
        value: text such as `95%`, `> 97%`, `< 10 secondes`, `>= 4.0`, or a bare number.

    Raises:
        RefusedError: the value is no target; the message says why and what to write.
    """
    if isinstance(value, Target):
        return value
    figure = _read_figure(value, _TARGET_FORMS)
    if figure.op == "about":
        _refuse(value, "a target is exact", _TARGET_FORMS)
    unit = _comparable(figure.unit)
    if figure.op in (">=", ">", "<", "<="):
        return Target(figure.op, figure.value, unit, figure.text, figure.unit)  # type: ignore[arg-type]
    return Target("<=" if isinstance(unit, Unit) else ">=", figure.value, unit, figure.text, figure.unit)


def parse_published(value: object) -> Published:
    """Read a printed figure.

    Args:
        value: a number with its printed digits (int or Decimal), text such as `97%`, `> 97%`, `about 90%`, `held`,
            or a mapping `{per: quarter, between: [4.09, 4.20]}`.

    Raises:
        RefusedError: the value is no such figure; one fault per part that is wrong.
    """
    if isinstance(value, Published):
        return value
    if isinstance(value, dict):
        return _read_range(value)
    if isinstance(value, str) and value.strip().casefold() == "held":
        return Published("held", "held")
    figure = _read_figure(value, _PUBLISHED_FORMS)
    return Published(
        text=figure.text,
        op=figure.op or "=",  # type: ignore[arg-type]
        value=figure.value,
        decimals=figure.decimals,
        percent=figure.unit == "%",
        unit=figure.unit,
        step=figure.step,
    )


def parse_percentage(value: object) -> Fraction:
    """Read a percentage, `1%` or `0,5 %`, as a share of 0..1.

    Raises:
        RefusedError: the value is not a percentage between 0% and 100%.
    """
    if isinstance(value, Fraction):
        return value
    figure = _read_figure(value, 'Expected a percentage, e.g. "1%".')
    if figure.unit != "%" or figure.op:
        _refuse(value, "it is not a percentage", 'Expected a percentage, e.g. "1%".')
    if figure.value > 1:
        _refuse(value, "a share cannot exceed 100%", "Correct the percentage.")
    return figure.value


def parse_number(value: object) -> Fraction:
    """Read a plain number, from YAML or from text.

    In text, the decimal mark is a point or a comma.

    Raises:
        RefusedError: the value is not a plain number.
    """
    try:
        figure = _read_figure(value, "Expected a number.")
    except RefusedError as error:
        if error.faults[0].code == "bad_unit":
            _refuse(value, "it is not a plain number", "Expected a number.")
        raise
    if figure.op or figure.unit:
        _refuse(value, "it is not a plain number", "Expected a number.")
    return figure.value


def _read_figure(value: object, forms: str) -> _Figure:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        _refuse(value, "it is not a figure", forms)
    if not isinstance(value, str):
        _check_size(value, value)
    text = " ".join(f"{value:f}".split()) if isinstance(value, Decimal) else " ".join(str(value).split())
    match = _FIGURE.fullmatch(text)
    if not match:
        _refuse(value, "it is not a figure", forms)
    number = match["number"].replace(",", ".")
    _check_size(Decimal(number), value)
    decimals = len(number.partition(".")[2])
    unit, scale = _read_unit(match["number"], match["unit"] or "", written=text[match.start("number") :])
    amount = Fraction(number) * scale
    if unit != "" and amount < 0:
        _refuse(value, "neither a percentage nor a duration is negative", "Remove the minus sign.")
    sign = match["op"].lower() if match["op"] else None
    op = _SAME_SIGN.get(sign, sign) if sign else None
    return _Figure(op, amount, unit, decimals, scale / 10**decimals, text)


def _comparable(unit: TargetUnit) -> TargetUnit:
    """Give the one unit that stands for all of its kind.

    Figures of one kind are all in seconds here, so their units no longer matter.
    """
    if not isinstance(unit, Unit) or not unit.has_fixed_length:
        return unit
    return Unit.SECONDS if unit.is_elapsed else Unit.BUSINESS_HOURS


def _read_unit(number: str, unit: str, *, written: str) -> tuple[TargetUnit, Fraction]:
    if unit == "":
        return "", Fraction(1)
    if unit.casefold() in _PERCENT:
        return "%", Fraction(1, 100)
    if power := _EXPONENT.match(unit):
        digits = plain_digits(f"{number}{power[0]}".replace(",", "."))
        wordings = sentences.DIGITS_FOR_AN_EXPONENT if digits else sentences.NO_EXPONENT
        raise refused("bad_value", say(wordings, read=shown(written), digits=f"{digits}{unit[power.end() :]}"))
    try:
        # A whole number goes through the grammar of limits, whose messages quote what is written.
        known = parse_limit(written).unit if number.isdigit() and int(number) else parse_unit(unit)
    except ValueError as error:
        raise refused("bad_unit", _why_no_unit(str(error), number, unit, written)) from error
    return known, Fraction(Limit(1, known).microseconds, 1_000_000) if known.has_fixed_length else Fraction(1)


def _why_no_unit(why: str, number: str, unit: str, written: str) -> Sentence:
    try:
        parse_unit(unit)
    except ValueError:
        french = in_language(say(sentences.NO_CLEAR_UNIT, unit=unit, units=", ".join(Unit)), "fr")
        return say(sentences.NO_UNIT_OF_A_FIGURE, why=Sentence(why, french), number=number)
    return say(sentences.FIGURE_TOO_LONG, read=shown(written))


def _read_range(value: dict[str, object]) -> Published:
    parts = dict(read_each(value.items(), _read_range_part))
    if "between" not in parts:
        raise refused(
            "missing_key", 'the key "between" is missing. Expected between: [lowest, highest], e.g. [4.09, 4.20].'
        )
    (low, high), per = parts["between"], parts.get("per")
    return Published(
        text=f"between {low.text} and {high.text}{f' per {per}' if per else ''}",
        op="between",
        low=low.value,
        high=high.value,
        decimals=max(low.decimals, high.decimals),
        percent=low.unit == "%",
        per=per,
        unit=low.unit,
        step=min(low.step, high.step),
    )


def _read_range_part(key: str, value: object) -> tuple[str, Any]:
    if key == "between":
        return key, _read_between(value)
    if key != "per":
        raise unknown_key(key, ("per", "between"), what="a published figure")
    if value not in GRAINS:
        raise refused("bad_value", f"{shown(value)} is not a kind of period. {nearest(value, GRAINS)}")
    return key, value


def _read_between(value: object) -> tuple[_Figure, _Figure]:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - a range has two ends
        _refuse(value, "it is not a range", "Expected [lowest, highest], e.g. [4.09, 4.20].")
    low, high = read_each(enumerate(value), lambda _, end: _read_figure(end, "Expected a number or a percentage."))
    if low.op or high.op or low.unit != high.unit or low.value > high.value:
        _refuse(f"{low.text} .. {high.text}", "it is not a range", "Expected the lower figure first, both in one unit.")
    return low, high


def _check_size(number: int | Decimal, value: object) -> None:
    # Without this, 1.0e+999999999 would take all memory as a fraction.
    exact = Decimal(number)
    if (
        not exact.is_finite()
        or abs(exact.adjusted()) > _LONGEST_NUMBER
        or len(exact.as_tuple().digits) > _LONGEST_NUMBER
    ):
        _refuse(value, f"it is not a finite number of at most {_LONGEST_NUMBER} digits", "Correct the number.")


def _refuse(value: object, reason: str, expected: str) -> NoReturn:
    raise refused("bad_value", f"{shown(value)}: {reason}. {expected}")
