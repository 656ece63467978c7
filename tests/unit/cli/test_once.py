"""Options that are given twice."""

from __future__ import annotations

import pytest
import typer
from typer.core import TyperGroup, TyperOption

from gpj_kpi.cli.commands import app
from gpj_kpi.cli.once import OnceEach
from gpj_kpi.errors import UsageError

APP = typer.main.get_command(app)
assert isinstance(APP, TyperGroup)
OPTIONS = [
    (name, option)
    for name, command in APP.commands.items()
    for option in command.params
    if isinstance(option, TyperOption)
]


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=lambda part: getattr(part, "name", part))
def test_every_option_is_given_once_or_may_be_repeated(command: str, option: TyperOption) -> None:
    """Each option of each command is refused when it is given twice, but --indicator and --output."""
    assert isinstance(APP, TyperGroup)
    call = [*("2008" for each in APP.commands[command].params if not isinstance(each, TyperOption))]
    value = {"format_": "table", "by": "week", "lang": "fr", "engine": "duckdb", "rollover": "none"}.get(
        str(option.name), "x"
    )
    twice = [*call, *2 * [option.opts[0], value]]
    if option.multiple:
        assert option.opts[0] in {"--indicator", "--output"}
        APP.commands[command].make_context(command, twice)
        return
    with pytest.raises(UsageError, match=f"{option.opts[0]} is given 2 times"):
        APP.commands[command].make_context(command, twice)


@pytest.mark.parametrize(
    ("call", "language"), [(["--lang", "fr"], "fr"), ([], None), (["--lang", "en", "--lang", "fr"], "fr")]
)
def test_it_is_refused_in_the_language_that_is_asked_for(call: list[str], language: str | None) -> None:
    """--lang tells it before anything is read; of two, the last."""
    assert isinstance(APP, TyperGroup)
    with pytest.raises(UsageError) as refused:
        APP.commands["report"].make_context("report", ["--year", "2008", "--year", "2008", *call])
    assert refused.value.language == language


def test_every_command_is_such_a_command() -> None:
    """A command that is added later has to be one as well."""
    assert isinstance(APP, TyperGroup)
    assert [name for name, command in APP.commands.items() if not isinstance(command, OnceEach)] == []
