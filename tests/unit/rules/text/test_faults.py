"""Faults of the rule file: where they are, how they are worded, and which are told."""

from __future__ import annotations

import pytest

from gpj_kpi.rules.text.faults import FaultList, RefusedError, at_key, path_text, read_each, refused, shown, unknown_key


def _read(name: str | int, value: int) -> int:
    if value < 0:
        raise refused("bad_value", f"{name} is negative.")
    return value


def test_every_entry_is_read_before_any_fault_is_raised() -> None:
    """The faults of all entries are raised together, each below the name of its entry."""
    assert read_each({"a": 1, "b": 2}.items(), _read) == [1, 2]
    with pytest.raises(RefusedError) as caught:
        read_each({"a": -1, "b": 2, "c": -3}.items(), _read)
    assert [(fault.path, fault.message) for fault in caught.value.faults] == [
        (("a",), "a is negative."),
        (("c",), "c is negative."),
    ]


def test_a_fault_may_be_that_of_a_key() -> None:
    """It points at the key then, and not at what stands behind it."""
    with pytest.raises(RefusedError) as caught:
        at_key(lambda value: _read("key", value), -1)
    assert [fault.at_key for fault in caught.value.faults] == [True]
    assert unknown_key("sorce", ("source", "label"), what="an indicator").faults[0].message == (
        '"sorce" is not a key of an indicator. Did you mean "source"?'
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, "nothing"), (True, "true"), ({}, "a mapping"), ([1], "a list"), ("x", '"x"'), (12, "12")],
)
def test_what_was_read_is_quoted(value: object, expected: str) -> None:
    """Texts stand in quotes, numbers do not, and what is large is named."""
    assert shown(value) == expected


def test_a_long_text_is_cut() -> None:
    """At most sixty characters of a text are quoted."""
    assert len(shown("x" * 500)) <= 62


def test_nothing_is_said_twice() -> None:
    """A part in or above a part that is known to be at fault is not refused again; the parts beside it are."""
    found = FaultList([("a", "b")])
    assert [found.is_sound(*path) for path in (("a",), ("a", "b"), ("a", "b", "c"), ("a", "d"))] == [
        False,
        False,
        False,
        True,
    ]
    assert [found.stands(*path) for path in (("a",), ("a", "b"), ("a", "b", "c"))] == [True, False, False]
    for path in (("a",), ("a", "b", "c"), ("a", "d")):
        found.refuse("bad_value", "no", *path)
    assert [path_text(fault.path) for fault in found.faults] == ["a.d"]


def test_a_part_that_must_fit_another_is_read_or_replaced() -> None:
    """The faults of reading it are its own, and something else stands in its place."""
    found = FaultList([("known",)])
    assert found.read(lambda: _read("x", 1), "x", otherwise=0) == 1
    assert found.read(lambda: _read("x", -1), "x", otherwise=0) == 0
    assert found.read(lambda: _read("x", -1), "known", otherwise=0) == 0
    assert [path_text(fault.path) for fault in found.faults] == ["x"]
