"""Columns made of other rows, as they are written and as they are read."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from gpj_kpi.rules.models.derived import Aggregate, WrittenAggregate


@pytest.mark.parametrize(
    ("written", "pairs"),
    [
        ("ticket_id", (("ticket_id", "ticket_id"),)),
        (["region", "day"], (("region", "region"), ("day", "day"))),
        ({"number": "caller"}, (("number", "caller"),)),
        ({"number": "caller", "day": "day"}, (("number", "caller"), ("day", "day"))),
    ],
)
def test_a_match_is_pairs_of_ours_and_theirs(written: object, pairs: tuple[tuple[str, str], ...]) -> None:
    """A name is a column of both; a mapping names ours and theirs."""
    assert WrittenAggregate.model_validate({"match": written}).match == pairs


@pytest.mark.parametrize(("written", "read"), [("rows", "rows"), ({"different": "agent"}, {"different": "agent"})])
def test_rows_are_counted_or_different_cells(written: object, read: object) -> None:
    """Nothing else can be counted."""
    assert WrittenAggregate.model_validate({"count": written}).count == read


@pytest.mark.parametrize("text", ["7 jours calendaires", "< 24 heures", "2 mois"])
def test_within_is_a_length_of_time(text: str) -> None:
    """It is read as the limit of a delay is."""
    within = WrittenAggregate.model_validate({"within": text}).within
    assert within is not None
    assert within.text == text


@pytest.mark.parametrize(
    "written", [{"within": "bientôt"}, {"count": []}, {"any": "nothing"}, {"all": "rows"}, {"from": 3}, {"frm": "x"}]
)
def test_what_is_no_aggregate_is_refused(written: dict[str, object]) -> None:
    """Each key holds what it says, and no other key is there."""
    with pytest.raises(ValidationError):
        WrittenAggregate.model_validate(written)


def test_an_aggregate_names_the_columns_on_both_sides() -> None:
    """A window is there where a moment bounds it."""
    made = Aggregate(source="calls", match=(("number", "caller"), ("day", "day")), is_own=False, kind="any")
    assert (made.ours, made.theirs, made.has_window) == (("number", "day"), ("caller", "day"), False)
    after = Aggregate(source="calls", match=(("a", "a"),), is_own=True, kind="any", after="opened_at")
    assert after.has_window
