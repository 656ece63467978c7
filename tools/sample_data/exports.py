"""The eight exports, and how much larger than `sample_data/` each is made.

Law: an export is listed here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tools.sample_data import (
    archiving,
    callbacks,
    calls,
    claims,
    closing_questionnaires,
    complaints,
    online_questions,
    phone_survey,
    switchboard_survey,
)
from tools.sample_data.files import Export

EXPORTS = {
    export.name: export
    for export in (
        calls.EXPORT,
        online_questions.EXPORT,
        replace(claims.EXPORT, fill=archiving.fill_archiving),
        callbacks.EXPORT,
        phone_survey.EXPORT,
        replace(closing_questionnaires.EXPORT, fill=archiving.fill_claim_number),
        complaints.EXPORT,
        switchboard_survey.EXPORT,
    )
}


def find_scale(wanted: int, plan: Sequence[tuple[Any, ...]]) -> int:
    """Find the smallest scale at which a plan has so many cases."""
    volume: int = sum(quarter[0] for quarter in plan)
    return -(-wanted // volume)


def choose_scale(export: Export, scale: int, *, calls_wanted: int | None, claims_wanted: int | None) -> int:
    """Choose the scale of an export; calls or claims wanted come first."""
    if calls_wanted and export is calls.EXPORT:
        return find_scale(calls_wanted, calls.PLAN)
    if claims_wanted and export.grows_with_claims:
        return find_scale(claims_wanted, claims.PLAN)
    return scale
