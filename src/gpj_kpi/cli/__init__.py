"""The command line as a process: it starts, runs a command, says what was wrong, and exits with a status.

Law: results go to stdout, all else to stderr. Only `GpjKpiError` is caught: anything else is a bug.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from gpj_kpi.errors import ExitCode, GpjKpiError, UsageError
from gpj_kpi.outputs.streams import say, write_stdout
from gpj_kpi.process import signals

if TYPE_CHECKING:
    import typer

_MOST_ISSUES = 10
_STDERR = 2
_OBJECTS_BETWEEN_COLLECTIONS = 1_000_000


def main() -> NoReturn:
    """Run the command line and exit with its status."""
    # The libraries make some 200,000 objects, which stay, and a run leaves none in cycles, however many rows it reads:
    # at the usual threshold, of 700, they are all looked at time and again.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    with signals.stop_at_once():
        try:
            status = _run()
        except GpjKpiError as error:
            _print_issues(error)
            status = error.exit_code
    sys.exit(status)


def _run() -> int:
    """Run the command that the arguments name, and give its status.

    Raises:
        GpjKpiError: the run cannot go on, or its results cannot be written.
    """
    _fill_standard_streams()
    if sys.stdout is None:
        raise UsageError("stdout is closed: the results would go nowhere. Leave it open, or send it to /dev/null.")

    # What takes long to load is loaded once a stop is provided for.
    import typer  # noqa: PLC0415

    from gpj_kpi.cli.commands import app  # noqa: PLC0415

    try:
        status: int | None = app(prog_name="gpj-kpi", standalone_mode=False)
    except typer.TyperException as error:
        _print_usage(error)
        status = ExitCode.USAGE
    except SystemExit:
        # typer's way to say that the reader of its help stopped early
        status = ExitCode.DONE
    except OSError:
        # Help is printed by typer: if this comes from there, what could not be written is still to be written.
        write_stdout(b"")
        raise
    return status or ExitCode.DONE


def _fill_standard_streams() -> None:
    """Open descriptors 0 to 2 where they are closed.

    Else the next file opened would get what is meant for them.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(descriptor)


def _print_issues(error: GpjKpiError) -> None:
    """Print one line per issue on stderr, ten at most."""
    language = error.language or "en"
    for issue in error.issues[:_MOST_ISSUES]:
        say(issue.in_language(language))
    if len(error.issues) > _MOST_ISSUES:
        say(f"and {len(error.issues) - _MOST_ISSUES} more")


def _print_usage(error: typer.TyperException) -> None:
    """Print what is wrong with the call, and where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "gpj-kpi"
    # pydantic, by which typer reads values, opens some of its messages with its own name for the fault.
    message = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
    say(f"{message}. See {command} --help.")
