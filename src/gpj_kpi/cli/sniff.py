"""The command that guesses how an export is declared; no rule file is read.

Law: stdout gets a block that loads and reads the file, or nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from gpj_kpi.cli.language import refusing_in
from gpj_kpi.errors import ExitCode
from gpj_kpi.outputs.streams import write_stdout

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="An export: CSV, or CSV in .gz.")]

LanguageOption = Annotated[Literal["fr", "en"], typer.Option("--lang", help="Language of the comments.")]


def sniff(file: FileArgument, lang: LanguageOption = "en") -> ExitCode:
    """Guess how an export is written: a ready `sources:` block.

    Each doubt has its comment. The block loads, and the whole file was read by it. Paste it into the rule file, then
    check its ids, its key and its comments. Nothing is guessed when figures are computed.
    """
    from gpj_kpi.sniff import run  # noqa: PLC0415 - loads the data libraries

    with refusing_in(lang):
        block = run.sniff(file, lang)
    write_stdout(block.encode())
    return ExitCode.DONE
