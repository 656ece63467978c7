"""What a source may not declare: keys without meaning, marks and formats that can be read in two ways."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import load_rules
from gpj_kpi.errors import RuleFileError

COUNT = {"n": "period_by: r, measure: {kind: count}"}


@pytest.mark.parametrize(
    ("columns", "source", "words"),
    [
        (
            {"r": 'type: date, format: ["%d/%m/%Y", "%m/%d/%Y"]'},
            "",
            '"01/02/2003" is one moment by "%d/%m/%Y" and another',
        ),
        ({"r": 'type: date, format: ["%d%m%Y", "%Y%m%d"]'}, "", "is one moment by"),
        ({"r": 'type: date, format: ["%d/%m/%Y", "%d/%m/%Y"]'}, "", "comes twice"),
        ({"r": 'type: datetime, format: ["%Y-%m-%dT%H:%M%z", "%Y-%m-%d %H:%M"]'}, "", "some of these formats have %z"),
        ({"r": 'type: datetime, format: ["%d/%m/%Y %H:%M", "%d/%m/%Y"]'}, "", "lacks %H or %M"),
        ({"r": ON, "x": "type: text, percent: true"}, "", '"percent" has no meaning for a column of type text'),
        ({"r": ON, "x": "type: text, scale: [1, 5]"}, "", '"scale" has no meaning'),
        ({"r": ON, "x": "type: number, scale: [5, 1]"}, "", "is not a scale"),
        ({"r": ON}, 'thousands: ",", decimal: ","', '"," is the decimal mark too'),
        ({"r": ON}, "thousands: x", "is not a mark between thousands"),
        ({"r": ON}, "skip_rows: -1", "is not a number of lines"),
        ({"r": ON}, "delimiter: tabs", "is not a delimiter"),
        ({"r": ON}, "delimiter: é", "is not a delimiter"),
        ({"r": ON}, "delimiter: §", "is not a delimiter"),
        ({"r": ON}, 'delimiter: "\\x01"', "is not a delimiter"),
        ({"r": ON}, f"skip_rows: 1{':59' * 3000}", "without quotes is a number in YAML 1.1 (base 60)"),
        ({"e\u0301": ON, "\u00e9": ON}, "", "is already the header"),
        ({"r": ON}, "order_by: x", '"x" is not a column'),
        ({"r": ON}, "order_by: id", "holds a text, by which rows have no order"),
        ({"r": ON}, "order_by: r, on_duplicate: reject", "has no meaning with on_duplicate: reject"),
        ({"r": ON, "x": "type: integer, personal: true"}, "order_by: x", "personal"),
    ],
)
def test_declarations_that_mean_nothing_are_refused(
    columns: dict[str, str], source: str, words: str, tmp_path: Path
) -> None:
    """A declaration that contradicts itself, or can be read in two ways, is a fault of the rule file."""
    path = tmp_path / "rules.yaml"
    path.write_text(rule_text(columns, COUNT, source=source), encoding="utf-8")
    with pytest.raises(RuleFileError) as refusal:
        load_rules(path)
    assert words in str(refusal.value)
