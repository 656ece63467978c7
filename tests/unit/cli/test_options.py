from __future__ import annotations

import importlib.metadata
from typing import get_args

from gpj_kpi.cli import options
from gpj_kpi.outputs.formats import FORMATS
from gpj_kpi.outputs.words.by_language import WORDINGS


def _help(option: object) -> str:
    """The line that an option has in --help."""
    return str(next(each.help for each in get_args(option) if hasattr(each, "help")))


def test_every_format_of_files_can_be_asked_for() -> None:
    """A format that is added to `outputs/formats` is taken by --format and named by --output."""
    kind, _ = get_args(options.FormatOption)
    assert get_args(kind) == ("table", *FORMATS)
    assert _help(options.OutputOption) == "Also write this file, .csv or .json; may be repeated."


def test_every_option_has_a_line_of_help() -> None:
    """One sentence, that ends like one."""
    named = {name: option for name, option in vars(options).items() if name.endswith("Option")}
    assert len(named) == 25
    assert [name for name, option in named.items() if not _help(option).rstrip("]").endswith((".", "B"))] == []


def test_the_tool_is_named_with_its_installed_version() -> None:
    """As in --version, and in the JSON of a report."""
    assert options.tool_name() == f"gpj-kpi {importlib.metadata.version('gpj-kpi')}"


def test_languages_are_those_of_the_words() -> None:
    """--lang takes each language that has words."""
    kind, _ = get_args(options.LanguageOption)
    assert set(get_args(get_args(kind)[0])) == set(WORDINGS)
