from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from tests.small_runs import AT, evaluate_files, rule_text

from gpj_kpi import load_rules
from gpj_kpi.errors import REJECT_CODES, RuleFileError, UsageError
from gpj_kpi.rules.models.column_types import COLUMN_TYPES, ColumnType

KEYS = {
    "format": '"%d/%m/%Y"',
    "values": "[a, b]",
    "true_values": "[oui]",
    "false_values": "[non]",
    "percent": "true",
    "scale": "[1, 5]",
    "unit": "minutes",
    "known_at": "at",
}
"""The keys that have a meaning for some types only, with a value each."""

DECLARED: dict[ColumnType, tuple[list[str], list[str]]] = {
    "text": ([], ["values", "known_at"]),
    "integer": ([], ["scale", "unit", "known_at"]),
    "number": ([], ["percent", "scale", "unit", "known_at"]),
    "datetime": (["format"], []),
    "date": (["format"], []),
    "boolean": (["true_values", "false_values"], ["known_at"]),
}
"""Keys that each type must have, and those that it may have, as docs/rules.md lists them."""


def faults(type_: str, keys: list[str], folder: Path) -> list[tuple[str, str]]:
    """Code of each fault of a column that is declared with these keys, and the key it stands at."""
    values = KEYS | ({"format": '"%d/%m/%Y %H:%M"'} if type_ == "datetime" else {})
    declared = ", ".join([f"type: {type_}", *(f"{key}: {values[key]}" for key in keys)])
    rules = rule_text({"at": AT, "x": declared}, {"n": "period_by: at, measure: {kind: count}"})
    path = folder / "rules.yaml"
    path.write_text(rules, encoding="utf-8")
    try:
        load_rules(path)
    except RuleFileError as error:
        return [(issue.code, (issue.path or "").rpartition(".")[2]) for issue in error.issues]
    return []


@pytest.mark.parametrize("type_", DECLARED)
def test_a_type_has_the_keys_it_needs_and_no_foreign_one(type_: ColumnType, tmp_path: Path) -> None:
    """Each key that it may have is sound; each needed one that lacks, and each foreign one, is a fault."""
    needed, allowed = DECLARED[type_]
    assert faults(type_, needed, tmp_path) == []
    for key in allowed:
        assert faults(type_, [*needed, key], tmp_path) == []
    for key in needed:
        assert faults(type_, [other for other in needed if other != key], tmp_path) == [("missing_key", key)]
    for key in set(KEYS) - {*needed, *allowed}:
        assert ("key_not_allowed", key) in faults(type_, [*needed, key], tmp_path)


def test_every_type_has_its_row() -> None:
    """What a rule file may write as `type` is what the table knows, and each unreadable cell has a code of its own."""
    assert set(COLUMN_TYPES) == set(get_args(ColumnType))
    codes = [traits.fault for traits in COLUMN_TYPES.values() if traits.fault]
    assert len(set(codes)) == len(codes) == len(COLUMN_TYPES) - 1  # any text is a text
    assert set(codes) <= REJECT_CODES


@pytest.mark.parametrize("type_", DECLARED)
def test_a_comparison_needs_an_order(type_: ColumnType, tmp_path: Path) -> None:
    """Less and more have a meaning for numbers and dates, and none for texts and booleans."""
    needed, _ = DECLARED[type_]
    keys = "".join(f", {key}: {KEYS[key]}" for key in needed) if type_ != "datetime" else f", {AT.partition(', ')[2]}"
    bound = "2008-01-01" if COLUMN_TYPES[type_].holds_dates else "4"
    condition = f"where: {{x: '>= {bound}'}}"
    rules = rule_text(
        {"at": AT, "x": f"type: {type_}{keys}"}, {"n": f"period_by: at, {condition}, measure: {{kind: count}}"}
    )
    (tmp_path / "rules.yaml").write_text(rules, encoding="utf-8")
    if type_ not in {"text", "boolean"}:
        load_rules(tmp_path / "rules.yaml")
        return
    with pytest.raises(RuleFileError, match=f"compares numbers and dates, and x is {type_}"):
        load_rules(tmp_path / "rules.yaml")


GROUPED = {"text": ["a", "b"], "boolean": ["oui", "non"], "integer": ["7", "8"], "number": ["7,5", "8"]}


@pytest.mark.parametrize("type_", GROUPED)
def test_results_are_grouped_by_what_has_few_values(type_: ColumnType, tmp_path: Path) -> None:
    """Texts, booleans and whole numbers make groups; a number does not, as it is seldom the same twice."""
    needed, _ = DECLARED[type_]
    declared = ", ".join([f"type: {type_}", *(f"{key}: {KEYS[key]}" for key in needed)])
    rules = rule_text({"at": AT, "x": declared}, {"n": "period_by: at, measure: {kind: count}"}, source='decimal: ","')
    first, second = GROUPED[type_]
    export = f"id;at;x\n1;01/02/2008 10:00;{first}\n2;01/02/2008 10:00;{second}\n"
    if type_ == "number":
        with pytest.raises(UsageError, match="holds a number: results can be grouped by text, boolean or integer"):
            evaluate_files(tmp_path, rules, {"a.csv": export}, group_by="x")
        return
    found = evaluate_files(tmp_path, rules, {"a.csv": export}, group_by="x")
    groups = {"boolean": {"true", "false"}}.get(type_, {first, second})
    assert {result.group for result in found.result_list if result.group is not None} == groups


def test_grouping_by_a_key_is_refused(tmp_path: Path) -> None:
    """A column that tells every case from the others makes no groups."""
    rules = rule_text({"at": AT}, {"n": "period_by: at, measure: {kind: count}"})
    export = "id;at\n" + "".join(f"{number};01/02/2008 10:00\n" for number in range(1001))
    with pytest.raises(UsageError, match="has 1001 values"):
        evaluate_files(tmp_path, rules, {"a.csv": export}, group_by="id")
