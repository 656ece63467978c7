"""What an indicator demands of the indicators that it rests on.

Law: these look at cases of their own, so no two indicators rest on each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpj_kpi.rules.checks.subjects import Subject
from gpj_kpi.rules.models.column_types import COLUMN_TYPES
from gpj_kpi.rules.models.indicators import Indicator
from gpj_kpi.rules.models.measures.amounts import (
    CASES,
    Amount,
    IndicatorRatio,
    OfIndicator,
    Sum,
    WrittenRatio,
    WrittenSum,
    amount_of,
)
from gpj_kpi.rules.models.measures.cells import Count, Share
from gpj_kpi.rules.models.measures.combined import Combined
from gpj_kpi.rules.models.measures.delays import WrittenDelay
from gpj_kpi.rules.models.measures.kind import MeasureKind
from gpj_kpi.rules.text.faults import nearest, shown
from gpj_kpi.sentences import amounts as sentences
from gpj_kpi.sentences.sentence import Wordings, say

_KEYS = tuple(type_ for type_, traits in COLUMN_TYPES.items() if traits.makes_groups)


def check_related(indicator: Indicator, raw: Mapping[str, Any], subject: Subject) -> Indicator:
    """Check a combined verdict, or a ratio of two indicators.

    Returns:
        The indicator with its measure, and with the reference date of the one that it rests on.
    """
    measure: MeasureKind = indicator.measure
    if isinstance(measure, Combined):
        first = _find(measure.of, (WrittenDelay, Share), sentences.ROWS_ARE_JUDGED, subject, "measure", "of")
        if first is not None and isinstance(first.measure, Share) and first.measure.weight is not None:
            subject.refuse("contradiction", say(sentences.KEYS_WEIGH_NOTHING, id=shown(first.id)), "measure", "of")
        listed = isinstance(raw["measure"].get("by"), list)
        for position, column in enumerate(measure.by):
            subject.column(column, _KEYS, say(sentences.A_KEY), "measure", "by", *((position,) if listed else ()))
    elif isinstance(measure, WrittenRatio):
        first, measure = _check_ratio(measure, subject)
    else:
        return indicator
    for key in ("where", "period_by"):
        if getattr(indicator, key) is not None:
            subject.refuse("key_not_allowed", say(sentences.THEIRS, key=shown(key)), key, at_key=True)
    if first is None:
        return indicator
    if first.source != indicator.source and subject.found.is_sound(*subject.path, "source"):
        message = say(sentences.ANOTHER_SOURCE, of=shown(first.id), source=shown(first.source))
        subject.refuse("contradiction", message, "source")
    reference = first.period_by if first.period_by is not None else first.measure.start_column
    return indicator.model_copy(update={"measure": measure, "period_by": reference})


def _check_ratio(measure: WrittenRatio, subject: Subject) -> tuple[Indicator | None, MeasureKind]:
    """Check the two indicators of a ratio."""
    sides, amounts = [], []
    for key, side in (("of", measure.of), ("over", measure.over)):
        if not isinstance(side, OfIndicator):
            subject.refuse("contradiction", say(sentences.BOTH_ALIKE), "measure", key)
            return None, measure
        place = ("measure", key, "indicator")
        found = _find(side.id, (Count, WrittenSum), sentences.TOTALS_ARE_DIVIDED, subject, *place)
        sides.append(found)
        amounts.append(None if found is None else _amount(found, subject))
    (first, second), (of, over) = sides, amounts
    if first is not None and first is second:
        subject.refuse("contradiction", say(sentences.OVER_ITSELF, id=shown(first.id)), "measure", "over", "indicator")
    if of is None or over is None:
        return first, measure
    written = {name: getattr(measure, name) for name in measure.model_fields_set}
    return first, IndicatorRatio(**written, of_amount=of, over_amount=over)


def _find(
    id_: str, kinds: tuple[type[MeasureKind], ...], what: Wordings, subject: Subject, *below: str
) -> Indicator | None:
    """Find an indicator whose measure is of these kinds."""
    if not subject.found.is_sound(*subject.path, *below):
        return None
    if id_ not in subject.others:
        message = say(sentences.NO_INDICATOR, id=shown(id_), advice=nearest(id_, subject.others))
        subject.refuse("unknown_indicator", message, *below)
        return None
    other, path = subject.others[id_]
    if not subject.found.stands(*path, "measure", "kind"):
        return None
    if not isinstance(other.measure, kinds) or isinstance(other.measure, Combined):
        subject.refuse("contradiction", say(what, id=shown(id_), kind=other.measure.kind), *below)
        return None
    return other


def _amount(indicator: Indicator, subject: Subject) -> Amount | None:
    """Give what the figures of an indicator count."""
    measure = indicator.measure
    if isinstance(measure, Sum):
        return measure.amount
    if not isinstance(measure, WrittenSum):
        return CASES
    _, path = subject.others[indicator.id]
    column = (subject.scope_of(indicator.source, (*path, "source")).columns or {}).get(measure.of)
    return None if column is None or not column.traits.holds_numbers else amount_of(column)
