"""YAML text: what is read is what is written, and each fault has its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.rules.rule_files import BASE, FUZZ, Fault, check_answer, load_text, refusals, require_one_fault

from gpj_kpi.rules.text.file import read_rule_text


def test_anchors_and_merges_are_read(tmp_path: Path) -> None:
    """YAML's own way to write a thing once works: anchors, aliases, and << with its exceptions."""
    text = BASE.replace(
        '{header: Ouvert le, type: datetime, format: "%d/%m/%Y %H:%M"}',
        '&moment {header: Ouvert le, type: datetime, format: "%d/%m/%Y %H:%M"}',
    ).replace('{header: Échéance, type: datetime, format: "%d/%m/%Y %H:%M"}', "{<<: *moment, header: Échéance}")
    columns = load_text(tmp_path, text).sources["claims"].columns
    assert columns["due_at"].model_copy(update={"header": "Ouvert le"}) == columns["opened_at"]
    issues = refusals(tmp_path, text.replace("<<: *moment, header", "<<: [*moment, x], header"))
    assert (issues[0].line, issues[0].message) == (27, '"x" cannot be merged. Expected << with the alias of a mapping.')


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"", (1, 1), "the file is empty"),
        (b"# only a remark\n", (1, 1), "the file is empty"),
        (b"---\n", (2, 1), "the file is empty"),
        (b"- a\n- b\n", (1, 1), "the file is a list. Expected a mapping with the keys version"),
        (b"text", (1, 1), 'the file is "text". Expected a mapping'),
        (b"version: 1\nlabel: caf\xe9\n", (2, 11), "not UTF-8"),
        (b"version: [1, 2\n", (1, 15), "not YAML"),
        (b"[" * 5000, (1, 42), "more than 40 levels"),
        (b"a: &a {x: [" + b"1," * 999 + b"]}\nb: [" + b"*a," * 999 + b"]\n", (2, 299), "more than 100000 values"),
        (b"a: &a [*a]", (1, 8), "no anchor above it"),
    ],
)
def test_files_that_hold_no_rules(tmp_path: Path, content: bytes, place: tuple[int, int], words: str) -> None:
    """What is no rule file at all is one issue, with its place."""
    issues = refusals(tmp_path, content)
    assert len(issues) == 1
    assert words in issues[0].message
    assert (issues[0].line, issues[0].column) == place


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    """A file saved by a Windows editor gives the same rules, its faults at the same places."""
    plain = load_text(tmp_path, BASE)
    windows = load_text(tmp_path, b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    assert windows.model_copy(update={"sha256": plain.sha256}) == plain
    wrong = BASE.replace("per: quarter", "per: x")
    places = [
        [(issue.line, issue.column) for issue in refusals(tmp_path, text)]
        for text in (wrong, b"\xef\xbb\xbf" + wrong.replace("\n", "\r\n").encode())
    ]
    assert places[0] == places[1]


FAULTS: dict[str, Fault] = {
    "second version": ("language: fr", "language: fr\n‸version: 1", ('"version" comes twice', "line 1")),
    "second column": ("      score: {", "      ‸topic: {header: x, type: text}\n      score: {", ("comes twice",)),
    "tag": ("organisation: Protection", "organisation: ‸!!python/name:os.system Protection", ("tag", "plain data")),
    "alias": ("language: fr", "language: ‸*fr", ("alias", "no anchor")),
    "sign without quotes": ("period_by: received_at", "period_by: received_at\n        target: >‸= 95%", ("quotes",)),
    "sign in a list": ('score: ">= 4"', "score: ‸>= 4", ("quotes", '">= 4"')),
    "colon in text": ("Protection juridique", "Protection ‸: juridique", ("not YAML", "quotes")),
    "tab": ("language: fr", "language: fr\n‸\tx: 1", ("not YAML",)),
    "control character": ("Protection juridique", "Protection ‸\x07", ("does not allow",)),
    "second document": ("language: fr", "language: fr\n‸---\na: 1", ("second document",)),
    "list as key": ("language: fr", "language: fr\n? ‸[a]\n: b", ("a key is text",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


@FUZZ
@given(content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_any_bytes_are_refused_in_good_order(tmp_path: Path, content: bytes) -> None:
    """Bytes that are no YAML are refused as well."""
    check_answer(tmp_path, content)


def test_every_node_knows_its_place_and_numbers_keep_their_digits() -> None:
    """Line and column from 1, for each value and each key; dates stay text, and a decimal its last nought."""
    text = read_rule_text(b"a: 4.20\nb:\n  - {c: 2008-05-01, d: yes}\n")
    assert text.data == {"a": Decimal("4.20"), "b": [{"c": "2008-05-01", "d": True}]}
    assert str(text.data["a"]) == "4.20"
    assert [text.values["a",][:2], text.values["b", 0, "c"][:2], text.keys["b", 0, "d"][:2]] == [
        (1, 4),
        (3, 9),
        (3, 21),
    ]
    assert text.faults == []
