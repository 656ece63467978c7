"""An excused time as it is written: its days, its reason and where that is on record."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from gpj_kpi.rules.models.excused import Excused

_WRITTEN = {"from": "2008-06-12", "to": "2008-06-13", "reason": "Inondation", "ref": "Journal 2008-4"}


def test_without_a_source_it_holds_for_all() -> None:
    """Days are dates, and what is not written is None."""
    excused = Excused.model_validate(_WRITTEN)
    assert (excused.from_, excused.to) == (dt.date(2008, 6, 12), dt.date(2008, 6, 13))
    assert (excused.source, excused.where) == (None, None)


@pytest.mark.parametrize("key", ["from", "to", "reason", "ref"])
def test_each_of_its_parts_is_obligatory(key: str) -> None:
    """Nothing is excused without days, reason and record."""
    with pytest.raises(ValidationError, match=key):
        Excused.model_validate({name: value for name, value in _WRITTEN.items() if name != key})
