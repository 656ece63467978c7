"""The grammar of limits: what is written, what is read, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import Fault, require_one_fault

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.rules.models.measures.limits import (
    CaseLimit,
    ClassLimit,
    ColumnLimit,
    LaterLimit,
    LeadLimit,
    SeveralLimits,
    class_value,
    due_columns_of,
    event_columns_of,
    read_limit,
    text_of,
    units_of_limit,
)
from gpj_kpi.rules.text.faults import RefusedError

TWO_HOURS, TWO_DAYS = Limit(2, Unit.HOURS), Limit(2, Unit.BUSINESS_DAYS)
READ: list[tuple[object, CaseLimit]] = [
    ("10 jours ouvrés", Limit(10, Unit.BUSINESS_DAYS)),
    ("< 24 heures", Limit(24, Unit.HOURS, strict=True)),
    ({"column": "due_at"}, ColumnLimit("due_at")),
    ({"before": "due_at"}, ColumnLimit("due_at", strict=True)),
    ({"before": "hearing_on", "at_least": "2 jours ouvrés"}, LeadLimit("hearing_on", TWO_DAYS)),
    ({"from": "raised_at", "within": "2 heures"}, LaterLimit("raised_at", TWO_HOURS)),
    (
        {"by": "priority", "P1": "2 heures", "first": {"column": "due_at"}, "P4": "none"},
        ClassLimit("priority", (("P1", TWO_HOURS), ("first", ColumnLimit("due_at")), ("P4", None))),
    ),
    (
        {"last": ["2 heures", {"first": [{"column": "a"}, {"before": "b"}]}]},
        SeveralLimits("last", (TWO_HOURS, SeveralLimits("first", (ColumnLimit("a"), ColumnLimit("b", strict=True))))),
    ),
]


@pytest.mark.parametrize(("written", "limit"), READ)
def test_a_limit_is_read_at_any_depth(written: object, limit: CaseLimit) -> None:
    """A text has its unit; a mapping has one of the forms; a class may have any name but `by`."""
    assert read_limit(written) == limit
    assert read_limit(limit) == limit


def test_a_limit_is_written_as_the_rule_file_does() -> None:
    """A value that YAML would read otherwise stands between quotes."""
    limit = read_limit({"by": "p", "1": "2 hours", "P 1": {"from": "r", "within": "2 heures"}, "a: b": "none"})
    assert text_of(limit) == '{by: p, "1": 2 hours, P 1: {from: r, within: 2 heures}, "a: b": none}'
    several = read_limit({"first": ["16 heures", {"before": "h", "at_least": "2 mois"}, {"column": "d"}]})
    assert text_of(several) == "{first: [16 heures, {before: h, at_least: 2 mois}, {column: d}]}"


def test_what_a_limit_names_is_found_in_it() -> None:
    """Units with their places, due dates, and the events from which it counts."""
    limit = read_limit(
        {"by": "p", "A": "2 heures", "B": {"last": [{"column": "due"}, {"from": "r", "within": "1 mois"}]}, "C": "none"}
    )
    assert units_of_limit(limit, "limit") == {
        ("limit", "A"): Unit.HOURS,
        ("limit", "B", "last", 1, "within"): Unit.MONTHS,
    }
    assert due_columns_of(limit) == ["due"]
    assert event_columns_of(limit) == ["r"]


@pytest.mark.parametrize(
    ("written", "type_", "value"),
    [("P1", "text", "P1"), (" re\u0301glé ", "text", "réglé"), ("-4", "integer", -4), ("true", "boolean", True)],
)
def test_a_class_is_a_value_of_its_column(written: str, type_: str, value: object) -> None:
    """Texts are compared as cells are, numbers as numbers."""
    assert class_value(written, type_) == value


@pytest.mark.parametrize(("written", "type_"), [("1.5", "integer"), ("yes", "boolean"), ("P1", "integer")])
def test_a_class_that_no_cell_holds_is_refused(written: str, type_: str) -> None:
    """No case would ever be in it."""
    with pytest.raises(RefusedError, match="no value of a column"):
        class_value(written, type_)


_LIMIT = "limit: 48 heures"
ONE_FAULT: dict[str, Fault] = {
    "without unit": (_LIMIT, "limit: ‸48", ("48 is not a limit", "no unit", "heures")),
    "misspelt key": (_LIMIT, "limit: {‸colum: due_at}", ('Did you mean "column"',)),
    "two forms": (_LIMIT, "limit: ‸{column: due_at, from: opened_at}", ("exactly one of these keys",)),
    "no form": (_LIMIT, "limit: ‸{P1: 4 heures, P2: 8 heures}", ("is not a limit", "column, before, from, by")),
    "half": (_LIMIT, "limit: ‸{from: opened_at}", ('the key "within" is missing',)),
    "within is no length": (_LIMIT, "limit: {from: opened_at, within: ‸{column: due_at}}", ("is not a limit",)),
    "strict lead": (_LIMIT, 'limit: {before: due_at, at_least: ‸"< 2 mois"}', ("already says how it compares",)),
    "one of several": (_LIMIT, "limit: {first: ‸[2 heures]}", ("two or more",)),
    "none of several": (_LIMIT, "limit: {last: [2 heures, ‸none]}", ('"none"',)),
    "no class": (_LIMIT, "limit: ‸{by: channel}", ("no value of channel has a limit",)),
    "all none": (_LIMIT, "limit: ‸{by: channel, a: none}", ("no value of channel has a limit",)),
    "nothing behind": (_LIMIT, "limit: {by: channel, a: ‸}", ("nothing",)),
    "deep": (_LIMIT, "limit: {first: [2 heures, {by: channel, a: {last: [2 heures, ‸2 jours]}}]}", ("which days",)),
}


@pytest.mark.parametrize("case", ONE_FAULT.values(), ids=ONE_FAULT.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_more_than_a_hundred_limits_are_refused() -> None:
    """Each is looked at for every case."""
    with pytest.raises(RefusedError, match="more than 100"):
        read_limit({"by": "p", **{f"c{n}": "2 heures" for n in range(200)}})
