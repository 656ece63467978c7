"""What is refused before any work, and by which command line."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from tests.small_runs import ON, rule_text
from tests.unit.outputs.users import somebody

from gpj_kpi.cli.commands import app
from gpj_kpi.cli.targets import load_rules_beside
from gpj_kpi.errors import RuleFileError, UsageError
from gpj_kpi.sentences.sentence import Spoken


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rule file of one source, whose exports are `data/*.csv*`."""
    (tmp_path / "data").mkdir()
    path = tmp_path / "rules.yaml"
    text = rule_text({"d": ON}, {"i": "period_by: d, measure: {kind: count}"})
    path.write_text(text.replace("version: 1", "version: 1\nlanguage: fr"), encoding="utf-8")
    return path


def test_rules_are_loaded_where_outputs_do_no_harm(rules: Path) -> None:
    """A file beside the exports is written, and nothing is made yet."""
    found = load_rules_beside([rules.with_name("a.csv")], rules, data=rules.parent / "data", language=None)
    assert list(found.sources) == ["s"]
    assert {path.name for path in rules.parent.iterdir()} == {"data", "rules.yaml"}


@pytest.mark.parametrize(("language", "told"), [(None, "fr"), ("en", "en")])
def test_an_export_is_refused_in_the_language_of_the_rule_file(rules: Path, language: Spoken | None, told: str) -> None:
    """Once the rule file is read, its language is known; --lang goes first."""
    with pytest.raises(UsageError, match="would be one of the exports") as refused:
        load_rules_beside([rules.parent / "data" / "a.csv"], rules, data=rules.parent / "data", language=language)
    assert refused.value.language == told


@pytest.mark.parametrize(("language", "told"), [(None, "fr"), ("en", "en")])
@pytest.mark.parametrize("name", ["loop.csv", "link.csv", "protected.csv"])
def test_what_cannot_be_written_is_refused_in_that_language_too(
    name: str, rules: Path, language: Spoken | None, told: str
) -> None:
    """A loop, the rule file and a protected file are refused in the language of the rule file."""
    rules.with_name("loop.csv").symlink_to("loop.csv")
    rules.with_name("link.csv").symlink_to("rules.yaml")
    rules.with_name("protected.csv").touch(mode=0o444)
    with pytest.raises(UsageError) as refused:
        load_rules_beside([rules.with_name(name)], rules, data=None, language=language)
    assert refused.value.language == told


def test_the_rule_file_is_told_before_an_output(rules: Path) -> None:
    """Of two faults that of the rule file comes first: it says in which language to refuse."""
    rules.write_text("- 1", encoding="utf-8")
    rules.with_name("a.csv").symlink_to("a.csv")
    with pytest.raises(RuleFileError):
        load_rules_beside([rules.with_name("a.csv")], rules, data=None, language=None)


@pytest.mark.parametrize(
    "call", [["report", "--output"], ["check", "--issues"], ["check", "--output"], ["calendar", "2008", "--output"]]
)
def test_an_output_need_not_be_readable(call: list[str], tmp_path: Path) -> None:
    """A file that the user may write and not read passes the command line."""
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    target.chmod(0o200)
    command = typer.main.get_command(app)
    with somebody(tmp_path, target):
        command.make_context("gpj-kpi", [call[0]])
        chosen = command.get_command(typer.Context(command), call[0])  # type: ignore[attr-defined]
        chosen.make_context(call[0], [*call[1:], str(target)])
