"""Scalars without quotes that YAML 1.1 reads otherwise than they look."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from tests.unit.rules.rule_files import Fault, loaded, require_one_fault

from gpj_kpi.rules.text.faults import RefusedError
from gpj_kpi.rules.text.scalars import read_scalar, why_not_text


@pytest.mark.parametrize("literal", ["4.20", "4.0", "4", "0.10", "4.36"])
def test_printed_digits_survive_yaml(tmp_path: Path, literal: str) -> None:
    """A number without quotes keeps the digits it was printed with."""
    read = loaded(
        tmp_path, "scale: [1, 5], weight: wait_seconds}", f"scale: [0, 5]}}\n        published: {{2008: {literal}}}"
    )
    figure = read.indicator("note").published["2008"]
    assert (figure.text, figure.decimals) == (literal, len(literal.partition(".")[2]))


FAULTS: dict[str, Fault] = {
    "number as text": ("Protection juridique", "‸2008", ("2008 without quotes is a number", 'Write "2008" in quotes')),
    "nothing as text": ("organisation: Protection juridique", "organisation:‸", ("nothing is written here",)),
    "null as text": ("Protection juridique", "‸null", ("null without quotes", 'Write "null" in quotes')),
    "language no": ("language: fr", "language: ‸no", ("no without quotes is false", 'Write "no" in quotes')),
    "subdivision": ('subdivision: "57"', "subdivision: ‸57", ('Write "57" in quotes',)),
    "closed reason": ("{2008-05-02: Pont}", "{2008-05-02: ‸12}", ("12 without quotes is a number",)),
    "18:00": ('sat: "09:00-12:00"', "sat: ‸18:00", ("18:00", "1080", "YAML 1.1", "quotes")),
    "null as null": ('"NULL"]', "‸NULL]", ("NULL without quotes", 'Write "NULL" in quotes')),
    "values yes": (
        "values: [courrier, internet]",
        "values: [courrier, internet, ‸yes]",
        ("yes without quotes is true", 'Write "yes" in quotes'),
    ),
    "where yes": ("{channel: internet, score", "{topic: ‸yes, score", ("yes without quotes is true",)),
    "where number as text": ("{channel: internet, score", "{topic: ‸57, score", ('Write "57" in quotes',)),
    "where null": ("{channel: internet, score", "{topic: ‸null, score", ("missing",)),
    "statistic number": ("percentile 95", "‸95", ("95 without quotes is a number",)),
    "min_cases octal": ("min_cases: 30", "min_cases: ‸030", ('"030"', "24 in YAML 1.1 (octal) and 30 in YAML 1.2")),
    "min_cases underscore": ("min_cases: 30", "min_cases: ‸3_0", ("a number in YAML 1.1 and a text in YAML 1.2",)),
    "min_cases exponent": ("min_cases: 30", "min_cases: ‸3e1", ("a text in YAML 1.1 and a number in YAML 1.2",)),
    "text zeros": ("Protection juridique", "‸08", ("a text in YAML 1.1 and a number", '"08"')),
    "published infinite": ("{2008: 97%}", "{2008: ‸.inf}", (".inf", "infinite")),
    "min_cases sexagesimal": ("min_cases: 30", "min_cases: ‸190:20:30.15", ("is the number 685230.15 in YAML 1.1",)),
    "min_cases zero": ("min_cases: 30", "min_cases: ‸05", ("begins with a zero", "octal", "digits alone (5)")),
    "min_cases no zero": ("min_cases: 30", "min_cases: ‸.5", ("not in plain decimal digits", "digits alone (0.5)")),
    "min_cases power": ("min_cases: 30", "min_cases: ‸1.0e+3", ("not in plain decimal digits", "digits alone (1000)")),
    "min_cases short power": ("min_cases: 30", "min_cases: ‸1e3", ("digits alone (1000); write a text in quotes",)),
    "min_cases hexadecimal": ("min_cases: 30", "min_cases: ‸0x10", ("but a hexadecimal one", "digits alone (16)")),
    "min_cases long": ("min_cases: 30", f"min_cases: ‸1{30 * '0'}", ("more than 30 digits",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("12", "int", 12),
        ("-1000", "int", -1000),
        ("+7", "int", 7),
        ("0", "int", 0),
        ("00.5", "float", Decimal("0.5")),
        ("4.20", "float", Decimal("4.20")),
        ("Yes", "bool", True),
        ("off", "bool", False),
        ("~", "null", None),
        ("2008-05-01", "timestamp", "2008-05-01"),
    ],
)
def test_a_scalar_without_quotes(text: str, kind: str, expected: object) -> None:
    """Numbers are decimal and exact, dates are text."""
    assert read_scalar(text, kind=kind) == expected


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("18:00", "int", "the number 1080 in YAML 1.1"),
        ("1:2:3", "int", "the number 3723"),
        ("1:30.5", "float", "base 60"),
        ("010", "int", "8 in YAML 1.1 (octal) and 10 in YAML 1.2"),
        ("-017", "int", "-15 in YAML 1.1 (octal) and -17 in YAML 1.2"),
        ("1_000", "int", "a number in YAML 1.1 and a text in YAML 1.2"),
        ("1_0.5", "float", "a number in YAML 1.1 and a text in YAML 1.2"),
        ("0b11", "int", "a number in YAML 1.1 and a text in YAML 1.2"),
        ("0x1_F", "int", "a number in YAML 1.1 and a text in YAML 1.2"),
        ("1e3", "str", "a text in YAML 1.1 and a number in YAML 1.2"),
        ("1.5e3", "str", "a text in YAML 1.1 and a number in YAML 1.2"),
        ("0o17", "str", "a text in YAML 1.1 and a number in YAML 1.2"),
        ("08", "str", "a text in YAML 1.1 and a number in YAML 1.2"),
        ("+.5", "str", "a text in YAML 1.1 and a number in YAML 1.2"),
        ("0x1F", "int", "hexadecimal"),
        (".inf", "float", "infinite"),
        (".NaN", "float", "no finite one"),
        (".5", "float", "not in plain decimal digits"),
        ("1.5e+3", "float", "not in plain decimal digits"),
        ("1" * 40, "int", "more than 30 digits"),
    ],
)
def test_numbers_that_do_not_look_like_it(text: str, kind: str, words: str) -> None:
    """What YAML 1.1 and 1.2 read otherwise, or not in plain digits, is refused, with what each makes of it."""
    node = yaml.compose(text, yaml.SafeLoader)
    assert node is not None
    assert node.tag == f"tag:yaml.org,2002:{kind}"
    with pytest.raises(RefusedError, match=re.escape(words)):
        read_scalar(text, kind=kind)
    assert f'Write "{text}" in quotes.' in why_not_text(text, f'Write "{text}" in quotes.')
