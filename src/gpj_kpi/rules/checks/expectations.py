"""What expectations and freshness demand of their source and of each other.

Law: what is expected can be found missing. An expectation that nothing could ever fail, or meet, is refused.
"""

from __future__ import annotations

from gpj_kpi.rules.models.document import RuleDocument
from gpj_kpi.rules.models.exports.expectations import Expectations
from gpj_kpi.rules.models.sources import Source
from gpj_kpi.rules.text.faults import FaultList, RulePath, shown
from gpj_kpi.sentences import expected as sentences
from gpj_kpi.sentences.sentence import say


def check_expectations(document: RuleDocument, found: FaultList) -> None:
    """Check what is expected of each source, after the indicators."""
    # Which columns are used is known where every part was read and fits.
    is_sound = found.is_sound() and not found.faults
    for name, source in document.sources.items():
        path: RulePath = ("sources", name)
        _check_expected(source, path, found)
        if is_sound:
            _check_use(document, name, source, found)


def _check_expected(source: Source, path: RulePath, found: FaultList) -> None:
    expects, place = source.expects, (*path, "expects")
    if "expects" in source.model_fields_set and expects == Expectations():
        found.refuse("empty", say(sentences.NOTHING_EXPECTED), *place)
    elif not expects.asks_for_cases and source.fresh is None and found.is_sound(*path, "fresh"):
        key, end = ("from", expects.from_) if expects.from_ is not None else ("until", expects.until)
        if end is not None and found.is_sound(*place):
            found.refuse("contradiction", say(sentences.END_OF_NOTHING, key=key), *place, key, at_key=True)
    if expects.from_ is not None and expects.until is not None and expects.until < expects.from_:
        message = say(sentences.UNTIL_BEFORE_FROM, until=expects.until, first=expects.from_)
        found.refuse("contradiction", message, *place, "until")


def _check_use(document: RuleDocument, name: str, source: Source, found: FaultList) -> None:
    """Refuse expectations that can never be held against anything."""
    path: RulePath = ("sources", name)
    dates = document.dates_of(name)
    if not dates.references:
        for key in sorted({"expects", "fresh"} & source.model_fields_set):
            found.refuse("contradiction", say(sentences.UNUSED_SOURCE, source=shown(name)), *path, key, at_key=True)
        return
    if source.fresh is None:
        return
    events = [column for column in dates.events if dates.due.get(column, ...) is not None]
    days = [column for column in events if source.columns[column].type == "date"]
    if not events:
        found.refuse("contradiction", say(sentences.NO_EVENT), *path, "fresh")
    elif days and source.fresh.unit.has_fixed_length:
        message = say(sentences.FRESH_IN_HOURS, limit=shown(source.fresh.text or str(source.fresh)), column=days[0])
        found.refuse("limit_needs_time", message, *path, "fresh")
