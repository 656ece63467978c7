"""What an indicator demands of its source and of its figures.

Law: an indicator that passes can be computed on any export that fits the declaration of its source.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from gpj_kpi.calendars.periods import containing
from gpj_kpi.rules.checks.amounts import check_ratio, check_sum
from gpj_kpi.rules.checks.clocks.delays import check_delay, check_duration
from gpj_kpi.rules.checks.clocks.limits import check_limit
from gpj_kpi.rules.checks.figures import check_figures, directed_tolerance
from gpj_kpi.rules.checks.related import check_related
from gpj_kpi.rules.checks.stock import check_stock
from gpj_kpi.rules.checks.subjects import DATES, NUMBERS, Subject, that_fit
from gpj_kpi.rules.checks.weights import check_weight
from gpj_kpi.rules.models.column_types import COLUMN_TYPES
from gpj_kpi.rules.models.indicators import Indicator, Version
from gpj_kpi.rules.models.measures.amounts import OfIndicator, WrittenRatio, WrittenSum
from gpj_kpi.rules.models.measures.cells import Balance, Count, Mean, Share
from gpj_kpi.rules.models.measures.combined import Combined
from gpj_kpi.rules.models.measures.delays import WrittenDelay
from gpj_kpi.rules.models.measures.durations import WrittenDuration
from gpj_kpi.rules.models.measures.kind import MeasureKind
from gpj_kpi.rules.models.measures.measure import Measure
from gpj_kpi.rules.models.measures.stock import Age, Open
from gpj_kpi.rules.text.faults import shown
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences.amounts import FOR_IS_AGAINST, MISSED_ARE_COUNTED, STOCK_HAS_ITS_START
from gpj_kpi.sentences.clocks.limits import VERSION_BY_WITHOUT_LIMIT, VERSION_BY_WITHOUT_VERSIONS, VERSION_NEEDS_DATES
from gpj_kpi.sentences.sentence import say


def check_indicator(indicator: Indicator, raw: Mapping[str, Any], subject: Subject) -> Indicator:
    """Check one indicator against its source, and its figures against its measure.

    Args:
        indicator: as it was read, its conditions still waiting for the columns.
        raw: the data it was made of.
        subject: its place, what it may name, and where its faults go.

    Returns:
        The indicator with its conditions, values typed by the columns, and its tolerances with the target's sense.
    """
    changes: dict[str, object] = {"where": subject.condition(indicator.where, "where")}
    if indicator.period_by is not None:
        subject.column(indicator.period_by, DATES, "a period needs a date or datetime column", "period_by")
    _check_version_by(indicator, subject)
    if subject.found.stands(*subject.path, "measure", "kind"):
        indicator = indicator.model_copy(
            update={"measure": _checked_measure(indicator.measure, raw["measure"], subject)}
        )
        if isinstance(indicator.measure, Combined) or _is_of_indicators(indicator.measure):
            indicator = check_related(indicator, raw, subject)
            changes["where"] = None
        check_figures(indicator, subject.path, subject.found)
        changes["tolerance"] = directed_tolerance(indicator, subject.path, subject.found)
        changes["versions"] = _checked_versions(indicator, subject)
        _check_has_period(indicator, subject)
    return indicator.model_copy(update=changes)


def _is_of_indicators(measure: MeasureKind) -> bool:
    """Say whether a measure is a ratio that names an indicator."""
    return isinstance(measure, WrittenRatio) and any(
        isinstance(side, OfIndicator) for side in (measure.of, measure.over)
    )


def _checked_measure(measure: Measure, raw: Mapping[str, Any], subject: Subject) -> MeasureKind:
    """Check a measure; return it with its conditions."""
    match measure:
        case WrittenDelay():
            return check_delay(measure, raw, subject)
        case WrittenDuration():
            return check_duration(measure, raw, subject)
        case Share() | Balance() | Mean() | Count():
            return _checked_cells(measure, subject)
        case WrittenSum():
            return check_sum(measure, subject)
        case Open() | Age():
            check_stock(measure, raw, subject)
        case WrittenRatio() if not _is_of_indicators(measure):
            return check_ratio(measure, subject)
    return measure


def _checked_cells(measure: Share | Balance | Mean | Count, subject: Subject) -> MeasureKind:
    """Check a measure that looks at the cells of a case alone."""
    match measure:
        case Share():
            if measure.rate is not None and measure.weight is not None:
                subject.refuse("contradiction", say(MISSED_ARE_COUNTED), "measure", "rate", at_key=True)
            of = subject.condition(measure.of, "measure", "of")
            return measure.model_copy(update={"of": of, "weight": check_weight(measure.weight, subject)})
        case Balance():
            return _check_balance(measure, subject)
        case Mean():
            subject.column(measure.value, NUMBERS, "a mean needs an integer or number column", "measure", "value")
            return measure.model_copy(update={"weight": check_weight(measure.weight, subject)})
        case Count():
            subject.column(measure.different, tuple(COLUMN_TYPES), "", "measure", "different", may_be_personal=True)
    return measure


def _check_balance(measure: Balance, subject: Subject) -> Balance:
    """Check a balance; return it with its conditions."""
    both = {
        "for_": subject.condition(measure.for_, "measure", "for"),
        "against": subject.condition(measure.against, "measure", "against"),
    }
    if both["for_"] == both["against"]:
        subject.refuse("contradiction", say(FOR_IS_AGAINST), "measure", "against")
    return measure.model_copy(update=both)


def _checked_versions(indicator: Indicator, subject: Subject) -> tuple[Version, ...]:
    """Check each version as the indicator that it makes.

    Returns:
        The versions, their tolerances with the sense of their targets.
    """
    found = subject.found
    for position, (before, version) in enumerate(itertools.pairwise(indicator.versions), start=1):
        if version.from_ <= before.from_ and found.stands(*subject.path, "versions", position - 1, "from"):
            message = (
                f"{version.from_} does not come after {before.from_}. Put the versions in the order of their days."
            )
            subject.refuse("bad_order", message, "versions", position, "from")
    checked = []
    for position, (given, in_force) in enumerate(zip(indicator.versions, indicator.in_force[1:], strict=True)):
        path, version = ("versions", position), given
        _check_version(version, indicator, subject, position)
        as_one = in_force.indicator.model_copy(update={"published": {}})
        if isinstance(as_one.measure, WrittenDelay) and version.limit is not None:
            check_limit(as_one.measure, subject, *path, "limit")
        if version.target is not None:
            check_figures(as_one, (*subject.path, *path), found)
        if version.target is not None or version.tolerance is not None:
            tolerance = directed_tolerance(
                as_one, (*subject.path, *path), found, is_inherited=version.tolerance is None
            )
            version = version.model_copy(update={"tolerance": tolerance})
        checked.append(version)
    return tuple(checked)


def _check_version(version: Version, indicator: Indicator, subject: Subject, position: int) -> None:
    """Check that a version changes something that its indicator has."""
    path = ("versions", position)
    if version.limit is not None and not isinstance(indicator.measure, WrittenDelay):
        message = f"a {indicator.measure.kind} has no limit. Remove it."
        subject.refuse("key_not_allowed", message, *path, "limit", at_key=True)
    if version.limit is None and version.target is None and version.tolerance is None:
        message = "this version changes nothing. Write the limit, target or tolerance that holds from then on."
        subject.refuse("missing_key", message, *path)
    per = indicator.per
    starts = per is None or containing(version.from_, per, subject.year_begins).first_day == version.from_
    if not starts and (version.target is not None or version.tolerance is not None):
        message = f"{version.from_} is not the first day of a {indicator.per}, for which the target holds as a whole."
        subject.refuse("bad_value", message, *path, "from")


def _check_version_by(indicator: Indicator, subject: Subject) -> None:
    """Check the column that chooses the version of a case."""
    if indicator.version_by is None:
        return
    subject.column(indicator.version_by, DATES, say(VERSION_NEEDS_DATES), "version_by")
    if not indicator.versions:
        subject.refuse("key_not_allowed", say(VERSION_BY_WITHOUT_VERSIONS), "version_by", at_key=True)
    elif not isinstance(indicator.measure, WrittenDelay):
        message = say(VERSION_BY_WITHOUT_LIMIT, kind=indicator.measure.kind)
        subject.refuse("key_not_allowed", message, "version_by", at_key=True)


def _check_has_period(indicator: Indicator, subject: Subject) -> None:
    measure = indicator.measure
    has_start = isinstance(measure, WrittenDelay | WrittenDuration) and measure.elapsed is None
    has_start &= len(measure.start_columns) < 2  # noqa: PLR2004 - of several, none is the day of its period
    if isinstance(measure, Open | Age):
        if indicator.period_by is not None:
            reason = say(STOCK_HAS_ITS_START, column=shown(measure.from_))
            subject.refuse("key_not_allowed", reason, "period_by", at_key=True)
        return
    if isinstance(measure, Combined) or _is_of_indicators(measure):
        return
    if indicator.period_by is not None or has_start or not subject.found.is_sound(*subject.path, "measure", "elapsed"):
        return
    what = f"{measure.kind} with elapsed" if isinstance(measure, WrittenDelay | WrittenDuration) else measure.kind
    known = subject.scope.columns
    fit = that_fit(known, DATES) if known is not None else say(sentences.NAME_A_DATE)
    message = say(sentences.NO_PERIOD, what=what, fit=fit)
    subject.refuse("missing_key", message, "period_by")
