"""What an indicator's target, tolerance and printed figures demand of its measure.

Law: figures are compared only in the unit that the measure gives. A target that could never be compared is
refused.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.calendars.periods import GRAINS, Grain
from gpj_kpi.rules.models.indicators import Indicator
from gpj_kpi.rules.models.measures.amounts import IndicatorRatio, Ratio, Sum, WrittenRatio, WrittenSum
from gpj_kpi.rules.models.measures.cells import Balance, Mean
from gpj_kpi.rules.models.measures.durations import WrittenDuration
from gpj_kpi.rules.models.measures.stock import Age
from gpj_kpi.rules.models.targets import Published, Target, TargetUnit
from gpj_kpi.rules.text.faults import FaultList, RulePath, shown
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences.amounts import A_LENGTH_OF_TIME, A_RATIO_OF_COUNTS, ABOVE_THE_WHOLE, BEYOND_A_BALANCE
from gpj_kpi.sentences.sentence import say

_MOST_OF_A_BALANCE = 100


def check_figures(indicator: Indicator, path: RulePath, found: FaultList) -> None:
    """Refuse targets and printed figures that do not fit the measure.

    They are in another unit or cannot be reached, a target lies outside the scale of a mean, or a figure is printed
    for parts of a period that are not shorter than the period.
    """
    target, measure = indicator.target, indicator.measure
    if target is not None:
        reason = _why_not_comparable(indicator, target.unit, path, found)
        if not reason and isinstance(measure, Mean) and not _is_on_scale(target, measure):
            reason = say(sentences.OFF_THE_SCALE)
        if not reason and isinstance(measure, Balance) and abs(target.value) > _MOST_OF_A_BALANCE:
            reason = say(BEYOND_A_BALANCE)
        if _exceeds_the_whole(target, indicator):
            found.refuse("bad_value", _say_above(target), *path, "target")
        elif reason:
            found.refuse(
                "target_does_not_fit",
                say(sentences.FIGURE_AND_WHY, figure=shown(target.text), why=reason),
                *path,
                "target",
            )
    for label, figure in indicator.published.items():
        reason = "" if figure.op == "held" else _why_not_comparable(indicator, figure.unit, path, found)
        if _exceeds_the_whole(figure, indicator):
            found.refuse("bad_value", _say_above(figure), *path, "published", label)
        elif reason:
            why = say(sentences.FIGURE_AND_WHY, figure=shown(figure.text), why=reason)
            found.refuse("figure_does_not_fit", why, *path, "published", label)
        if figure.per and GRAINS.index(figure.per) <= GRAINS.index(_kind_of(label)):
            message = f"{label} is not made of several periods of the kind {shown(figure.per)}. Expected a shorter one."
            found.refuse("bad_value", message, *path, "published", label, "per")


def directed_tolerance(
    indicator: Indicator, path: RulePath, found: FaultList, *, is_inherited: bool = False
) -> Target | None:
    """Return the tolerance with the sense of the target, bound included.

    A tolerance without a target, in another unit, with the opposite sign or stricter than the target is refused.
    """
    tolerance, target = indicator.tolerance, indicator.target
    if tolerance is None or not found.is_sound(*path, "target"):
        return tolerance
    if target is None:
        message = "a tolerance without a target has nothing to soften. Write the target, or remove the tolerance."
        found.refuse("missing_key", message, *path, "tolerance", at_key=True)
        return tolerance
    if _why_not_comparable(indicator, target.unit, path, found):
        return tolerance
    if tolerance.unit != target.unit:
        message = f"{shown(tolerance.text)} is not in the unit of the target {shown(target.text)}. Use the same unit."
        found.refuse("tolerance_does_not_fit", message, *path, "tolerance")
        return tolerance
    if _exceeds_the_whole(tolerance, indicator):
        found.refuse("bad_value", _say_above(tolerance), *path, "tolerance")
        return tolerance
    rises = target.op in (">=", ">")
    signed = tolerance.text.startswith(("<", ">", "≤", "≥"))
    if signed and (tolerance.op in (">=", ">")) != rises:
        message = (
            f"{shown(tolerance.text)} points the other way than the target {shown(target.text)}. Leave the sign out."
        )
        found.refuse("tolerance_does_not_fit", message, *path, "tolerance")
    elif tolerance.value > target.value if rises else tolerance.value < target.value:
        message = (
            f"{shown(tolerance.text)} is stricter than the target {shown(target.text)}. Expected a more lenient one."
        )
        if is_inherited:
            message = f"{message} It stays in force from before: write a tolerance here too."
        found.refuse("tolerance_does_not_fit", message, *path, "tolerance")
    return replace(tolerance, op=">=" if rises else "<=")


def _why_not_comparable(indicator: Indicator, unit: TargetUnit, path: RulePath, found: FaultList) -> str:
    measure = indicator.measure
    if isinstance(measure, WrittenSum | WrittenRatio) and not isinstance(measure, Sum | Ratio | IndicatorRatio):
        return ""  # what it gives is not known
    if measure.unit_name == "ratio":
        what = A_RATIO_OF_COUNTS if isinstance(measure, WrittenRatio) else sentences.A_PERCENTAGE
        return "" if unit == "%" else say(what, kind=measure.kind)
    if not isinstance(measure, WrittenDuration | Age):
        if measure.unit_name == "seconds":
            is_time = isinstance(unit, Unit) and unit.is_elapsed
            return "" if is_time else say(A_LENGTH_OF_TIME, kind=measure.kind)
        return "" if unit == "" else say(sentences.A_PLAIN_NUMBER, kind=measure.kind)
    if not isinstance(unit, Unit):
        return say(sentences.A_DURATION, unit=measure.unit)
    both_elapsed = unit.is_elapsed and measure.unit.is_elapsed
    both_open = unit.is_business_time and measure.unit.is_business_time
    if unit is measure.unit or both_elapsed or both_open or not found.is_sound(*path, "measure", "unit"):
        return ""
    if unit is Unit.MONTHS:
        return say(sentences.FIGURE_IN_MONTHS, counted=measure.unit)
    return say(sentences.FIGURE_IN_ANOTHER_UNIT, counted=measure.unit, unit=unit)


def _exceeds_the_whole(figure: Target | Published, indicator: Indicator) -> bool:
    """Say whether a share is above 100 %."""
    if figure.unit != "%" or isinstance(indicator.measure, WrittenRatio):
        return False
    return any(end is not None and end > 1 for end in _ends_of(figure))


def _ends_of(figure: Target | Published) -> tuple[Fraction | None, ...]:
    return (figure.value,) if isinstance(figure, Target) else (figure.value, figure.low, figure.high)


def _say_above(figure: Target | Published) -> str:
    return say(sentences.FIGURE_AND_WHY, figure=shown(figure.text), why=say(ABOVE_THE_WHOLE))


def _is_on_scale(target: Target, measure: Mean) -> bool:
    return measure.scale is None or measure.scale[0] <= target.value <= measure.scale[1]


def _kind_of(label: str) -> Grain:
    marks: dict[str, Grain] = {"": "year", "Q": "quarter", "W": "week"}
    return marks.get(label[5:6], "month")
