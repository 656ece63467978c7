"""A rule file without a fault in words: its counts, what it makes, and its indicators."""

from __future__ import annotations

from pathlib import Path

from tests.unit.rules.made_files import MADE
from tests.unit.rules.rule_files import COMMITMENTS, load_text

from gpj_kpi.outputs.words.made import describe_made
from gpj_kpi.outputs.words.measures import describe_indicators
from gpj_kpi.outputs.words.rule_file import describe_rules
from gpj_kpi.rules import load_rules
from gpj_kpi.sentences.sentence import in_language


def test_counts_come_first_then_what_is_made_then_indicators(tmp_path: Path) -> None:
    """A line each."""
    rules = load_text(tmp_path, MADE)
    first, *lines = describe_rules(rules)
    assert first == "rules.yaml: 4 sources, 1 commitment, 2 indicators: no fault."
    assert lines == [*describe_made(rules), *describe_indicators(rules)]
    assert [line.partition(":")[0] for line in lines[-2:]] == [indicator.id for _, indicator in rules.indicators]


def test_the_counts_are_said_in_french() -> None:
    """With the marks of the language."""
    told = in_language(describe_rules(load_rules(COMMITMENTS))[0], "fr")
    assert told == "commitments.yaml\u00a0: 8 sources, 10 engagements, 19 indicateurs\u00a0: aucune faute."


def test_excused_times_come_last(tmp_path: Path) -> None:
    """From when to when, which cases, why, and where that is on record."""
    text = COMMITMENTS.read_text(encoding="utf-8").replace(
        "sources:\n",
        "excused:\n"
        "  - {from: 2008-06-12, to: 2008-06-13, reason: Inondation, ref: Journal 4}\n"
        "  - {from: 2008-05-22, to: 2008-05-22, source: calls, where: {queue: standard}, reason: Grève, ref: Note 17}\n"
        "sources:\n",
        1,
    )
    flood, strike = describe_rules(load_text(tmp_path, text))[-2:]
    assert flood == "excused from 2008-06-12 to 2008-06-13: all cases; reason: Inondation (Journal 4)"
    assert in_language(strike, "fr") == (
        "excusé du 2008-05-22 au 2008-05-22\u00a0: les cas de calls où queue est standard\u00a0; "
        "motif\u00a0: Grève (Note 17)"
    )
