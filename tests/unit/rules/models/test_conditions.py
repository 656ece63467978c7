"""The grammar of conditions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.rules.rule_files import Fault, loaded, require_one_fault

from gpj_kpi import rules
from gpj_kpi.rules.models.conditions import columns_in_hours, read_condition
from gpj_kpi.rules.text.faults import RefusedError

CONDITIONS = {
    "{channel: internet}": rules.Compare("channel", "=", "internet"),
    '{channel: "= internet"}': rules.Compare("channel", "=", "internet"),
    '{topic: "= present"}': rules.Compare("topic", "=", "present"),
    "{channel: [internet, courrier]}": rules.OneOf("channel", ("internet", "courrier")),
    "{channel: present}": rules.Present("channel"),
    "{opened_at: missing}": rules.Missing("opened_at"),
    "{channel: {not: internet}}": rules.Not(rules.Compare("channel", "=", "internet")),
    "{channel: {not: [internet]}}": rules.Not(rules.OneOf("channel", ("internet",))),
    "{wait_seconds: 3}": rules.Compare("wait_seconds", "=", 3),
    '{wait_seconds: "<= -3"}': rules.Compare("wait_seconds", "<=", -3),
    '{wait_seconds: "≤ 3"}': rules.Compare("wait_seconds", "<=", 3),
    "{score: 4.20}": rules.Compare("score", "=", Fraction("4.2")),
    "{score: -1}": rules.Compare("score", "=", Fraction(-1)),
    '{score: "> 4,25"}': rules.Compare("score", ">", Fraction("4.25")),
    "{score: [1, 2.5]}": rules.OneOf("score", (Fraction(1), Fraction("2.5"))),
    "{closed_on: 2008-05-01}": rules.Compare("closed_on", "=", date(2008, 5, 1)),
    "{closed_on: [2008-05-01]}": rules.OneOf("closed_on", (date(2008, 5, 1),)),
    '{opened_at: ">= 2008-05-01"}': rules.Compare("opened_at", ">=", date(2008, 5, 1)),
    "{urgent: true}": rules.Compare("urgent", "=", value=True),
    "{urgent: no}": rules.Compare("urgent", "=", value=False),
    "{any: [{urgent: true}, {score: missing}]}": rules.Any(
        (rules.Compare("urgent", "=", value=True), rules.Missing("score"))
    ),
    "{all: [{topic: a}], not: {topic: b}}": rules.All(
        (rules.All((rules.Compare("topic", "=", "a"),)), rules.Not(rules.Compare("topic", "=", "b")))
    ),
}


@pytest.mark.parametrize("written", CONDITIONS)
def test_a_condition_is_a_tree_with_typed_values(tmp_path: Path, written: str) -> None:
    """Each form of the `where` grammar gives its node, the value being of the type of its column."""
    where = loaded(tmp_path, '{channel: internet, score: ">= 4"}', written).indicator("opening").where
    assert where == CONDITIONS[written]
    assert repr(where) == repr(CONDITIONS[written])  # True == 1 == Fraction(1): the types count too


FAULTS: dict[str, Fault] = {
    "where column": ("{channel: internet, score", "{‸chanel: internet, score", ('Did you mean "channel"',)),
    "where value": (
        "{channel: internet, score",
        "{channel: ‸internett, score",
        ('"internett" is not among the values of channel', 'Did you mean "internet"'),
    ),
    "where personal": ("{channel: internet, score", "{‸insured: x, score", ('"insured" is personal',)),
    "where null value": ("{channel: internet, score", '{topic: ‸"NULL", score', ("null_values", "missing")),
    "where empty": ('{channel: internet, score: ">= 4"}', "‸{}", ("an empty mapping is not a condition",)),
    "where text": ('{channel: internet, score: ">= 4"}', "‸internet", ('"internet" is not a condition',)),
    "hours of a date": (
        "{channel: internet, score",
        "{closed_on: {‸during: opening_hours}, score",
        ('"closed_on" is a column of type date', "Columns that fit: received_at, opened_at, due_at"),
    ),
    "hours of a text": ("{channel: internet, score", "{channel: {‸outside: opening_hours}, score", ("of type text",)),
    "other hours": (
        "{channel: internet, score",
        "{received_at: {during: ‸night}, score",
        ('"night" is not opening_hours', "during: opening_hours"),
    ),
    "no hours": (
        "{channel: internet, score",
        "{received_at: {‸while: opening_hours}, score",
        ("is not a key", "not, during, outside"),
    ),
    "where list": ("{channel: internet, score", "{channel: ‸[], score", ("list of channel is empty",)),
    "where list value": ("{channel: internet, score", "{channel: [internet, ‸x], score", ("not among the values",)),
    "where list missing": ("{channel: internet, score", "{channel: [internet, ‸missing], score", ("any: [...]",)),
    "where list comparison": ('score: ">= 4"', 'score: [‸">= 4"]', ("any: [...]",)),
    "where text compared": ('score: ">= 4"', 'topic: ‸">= 4"', ('">=" compares numbers', "topic is text")),
    "where not equal": ('score: ">= 4"', 'score: ‸"!= 4"', ("{not: 4}",)),
    "where no number": ('score: ">= 4"', 'score: ‸">= x"', ("not a figure", "number")),
    "where percentage": ('score: ">= 4"', 'score: ‸">= 4%"', ("not a plain number",)),
    "where no integer": ('score: ">= 4"', "wait_seconds: ‸4.5", ("4.5 is not a whole number",)),
    "where no date": ('score: ">= 4"', 'closed_on: ‸">= 1/2/2008"', ("yyyy-mm-dd",)),
    "where datetime list": ('score: ">= 4"', "opened_at: ‸[2008-05-01]", ("never one of a list",)),
    "where no boolean": ('score: ">= 4"', "urgent: ‸oui", ('"oui" is not true or false',)),
    "where not key": ('score: ">= 4"', "score: {‸nott: 4}", ('Did you mean "not"',)),
    "where any": ('score: ">= 4"', "any: ‸{score: 4}", ("not a list of conditions",)),
    "where any entry": ('score: ">= 4"', "any: [{score: 4}, {‸scor: 4}]", ('Did you mean "score"',)),
    "where not": ('score: ">= 4"', "not: {not: {all: [{topic: {not: [a, ‸3]}}]}}", ('Write "3" in quotes',)),
    "share of nothing": ("of: {channel: internet}", "of: ‸null", ("nothing is not a condition",)),
    "share of column": ("of: {channel: internet}", "of: {‸chanel: internet}", ('Did you mean "channel"',)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_without_columns_values_stay_as_they_are_written() -> None:
    """A condition is a tree before its columns are known, and is not read twice."""
    tree = read_condition({"any": [{"channel": "internet"}, {"n": {"not": [1, 2]}}, {"d": "missing"}]})
    assert tree == rules.Any(
        (rules.Compare("channel", "=", "internet"), rules.Not(rules.OneOf("n", (1, 2))), rules.Missing("d"))
    )
    assert read_condition(tree) is tree


def test_a_column_whose_declaration_is_at_fault_takes_any_value() -> None:
    """Its type is not known: the value is not refused as well."""
    assert read_condition({"n": 4}, columns={"n": None}) == rules.Compare("n", "=", 4)
    with pytest.raises(RefusedError, match="is not a column of this source"):
        read_condition({"m": 4}, columns={"n": None})


def test_hours_are_asked_of_a_column() -> None:
    """Inside or outside, both of which nothing meets, or the contrary."""
    assert read_condition({"at": {"during": "opening_hours"}}) == rules.InHours("at", inside=True)
    assert read_condition({"at": {"not": {"outside": "opening_hours"}}}) == rules.Not(rules.InHours("at", inside=False))
    both = read_condition({"any": [{"at": {"during": "opening_hours"}}, {"not": {"to": {"outside": "opening_hours"}}}]})
    assert columns_in_hours(both) == {"at", "to"}
    assert columns_in_hours(read_condition({"at": "present"})) == set()
