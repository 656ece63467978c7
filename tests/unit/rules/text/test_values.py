"""Texts, ids, dates and lists, as the rule file holds them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter
from tests.unit.rules.rule_files import OTHER, Fault, require_one_fault

from gpj_kpi.rules.text.faults import RefusedError, RulePath
from gpj_kpi.rules.text.values import (
    ReadAs,
    read_cells,
    read_day,
    read_filled,
    read_id,
    read_names,
    read_texts,
    read_written,
)

FAULTS: dict[str, Fault] = {
    "blank text": ("Protection juridique", '‸" "', ("empty",)),
    "list as text": ("Protection juridique", "‸[a]", ("a list is not text",)),
    "source id": ("sources:\n", f"sources:\n  ‸Other: {OTHER}\n", ('"Other" is not an id', "a-z")),
    "files empty": ("[claims_*.csv, old/claims.csv.gz]", "‸[]", ("empty",)),
    "key twice": ("key: claim_id", "key: [claim_id, ‸claim_id]", ("comes twice",)),
    "column id": ("      topic: {", "      ‸Topic: {", ('"Topic" is not an id',)),
    "commitment id": ("- id: handling", "- id: ‸Handling", ('"Handling" is not an id',)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def _faults(read: Callable[[Any], object], value: object) -> list[tuple[str, RulePath]]:
    with pytest.raises(RefusedError) as refused:
        read(value)
    return [(fault.code, fault.path) for fault in refused.value.faults]


def test_readers_return_what_is_written() -> None:
    """One text or a list of them is a tuple, a date a date, and the blanks around a cell do not count."""
    assert read_texts("a") == ("a",)
    assert read_texts(["", "b"]) == ("", "b")
    assert read_cells(["\ufeff a\r\nb\u00a0", ""]) == ("a\nb", "")
    assert read_cells("e\u0301crit") == ("écrit",)
    assert read_names(["a", "b"]) == ("a", "b")
    assert read_id("opened_at2") == "opened_at2"
    assert read_day("2008-02-29") == date(2008, 2, 29)


def test_readers_refuse_with_every_fault() -> None:
    """Each fault has the position of its entry."""
    assert _faults(read_texts, [1, "a", None]) == [("text_expected", (0,)), ("text_expected", (2,))]
    assert _faults(read_names, ["a", "a", " ", "a"]) == [("duplicate", (1,)), ("empty", (2,)), ("duplicate", (3,))]
    assert _faults(read_texts, []) == [("empty", ())]
    for written in ("A", "a__b", "_a", "2a", "a-b", "é"):
        assert _faults(read_id, written) == [("bad_id", ())]
    days: tuple[object, ...] = ("2008-2-1", "2008-02-30", "01/02/2008", "1949-12-31", "2200-01-01", 20080201)
    for day in days:
        assert _faults(read_day, day) == [("bad_date", ())]
    assert [_faults(read_written, None), _faults(read_filled, {}), _faults(read_filled, [])] == [[("empty", ())]] * 3


def test_a_value_may_be_read_as_another_type() -> None:
    """What is read is what `ReadAs` says; the type beside it is made of it later."""
    read: TypeAdapter[Any] = TypeAdapter(Annotated[int, ReadAs(str)])
    assert read.validate_python("x") == "x"
    assert read.json_schema() == {"type": "string"}
