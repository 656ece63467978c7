"""docs/rules.md: its examples of made columns are those of tests/field, whose figures were counted by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.docs.broken_exports import TICKET_RULES

from gpj_kpi.outputs.words.made import describe_made
from gpj_kpi.outputs.words.measures import describe_indicators
from gpj_kpi.outputs.words.rule_file import describe_rules
from gpj_kpi.rules import load_rules, read_rules

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
FIELD = ROOT / "tests/field"
EXAMPLES = {
    "### A source made of another": "queue-log",
    "**The first reply of a person.**": "time-01-bot-first-reply",
    "**Calls in legs.**": "calls-in-legs",
    "**A ticket history**": "ticket-history",
    "**A process log**": "process-log",
    "**A customer's segment**": "customer-segment",
}


@pytest.mark.parametrize(("opening", "folder"), EXAMPLES.items(), ids=EXAMPLES.values())
def test_an_example_is_that_of_its_folder(opening: str, folder: str) -> None:
    """Its source, its columns, and the measure in its comment."""
    block = PAGE.split(opening, 1)[1].split("```yaml\n", 1)[1].split("```", 1)[0]
    rules = yaml.safe_load((FIELD / folder / "rules.yaml").read_text(encoding="utf-8"))
    shown: dict[str, Any] = yaml.safe_load(block)
    for name, each in shown.items():
        if "columns" not in each:
            assert each == rules["sources"]["tickets"]["columns"][name]
            continue
        held = rules["sources"][name]
        assert (each["cases_of"], each["by"]) == (held["cases_of"], held["by"])
        assert each["columns"].items() <= held["columns"].items()
    measures = [each["measure"] for commitment in rules["commitments"] for each in commitment["indicators"]]
    for written in re.findall(r"# measure: (.*)", block):
        assert yaml.safe_load(written) in measures


def test_what_validate_says_is_what_it_says() -> None:
    """The output that the page shows is that of its first example, whose last lines it shows in French too."""
    path = FIELD / "time-01-bot-first-reply/rules.yaml"
    rules = load_rules(path)
    assert "\n".join(["```", *describe_rules(rules), "```"]) in PAGE
    for told in (describe_made(rules)[-1], describe_indicators(rules)[-1]):
        assert f"\n{told.french}\n".replace("\u00a0", " ") in PAGE


def test_the_json_schema_takes_what_is_made() -> None:
    """A source is an export or made of another, a column is of the export or made: each of the two has its schema."""
    rules = read_rules(TICKET_RULES.encode(), Path("rules.yaml"))
    schema = type(rules).model_json_schema()["$defs"]
    of_source = schema["WrittenSource"]
    assert set(of_source["properties"]) == {"label", "cases_of", "by", "columns"}
    assert of_source["additionalProperties"] is False
    made = schema["WrittenAggregate"]
    written = set(yaml.safe_load(TICKET_RULES)["sources"]["messages"]["columns"]["segment"])
    assert written <= set(made["properties"])
    assert made["additionalProperties"] is False
    assert not {"header", "type", "required"} & set(made["properties"])
