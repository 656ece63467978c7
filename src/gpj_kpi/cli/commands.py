"""The commands: each reads its options, calls the library, writes the outcome and gives an exit status.

Law: nothing is written before everything is computed.
"""

from __future__ import annotations

import datetime as dt
import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gpj_kpi.calendars.time_zones.named import zone_named
from gpj_kpi.cli.calendars import calendar, deadline
from gpj_kpi.cli.language import refusing_in
from gpj_kpi.cli.once import OnceEach
from gpj_kpi.cli.options import RulesOption, tool_name
from gpj_kpi.cli.shared import CheckOptions, Options, make_command, read_shared, read_strictness
from gpj_kpi.cli.sniff import sniff
from gpj_kpi.cli.targets import load_rules_beside
from gpj_kpi.errors import ExitCode
from gpj_kpi.outputs.formats import FORMATS, Edition, Writer, format_of
from gpj_kpi.outputs.streams import draw, say, write_stdout
from gpj_kpi.safe_text import one_line
from gpj_kpi.sentences.sentence import in_language

if TYPE_CHECKING:
    from gpj_kpi.evaluation.evaluation import Evaluation

# The data libraries take most of a second to load: each command imports them when it needs them, so that --help,
# usage errors and `validate` answer at once.

app = typer.Typer(
    help="Says, for each published service commitment and period, whether it was kept and how that was counted.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        write_stdout(f"{tool_name()}\n".encode())
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def _report(options: Options) -> ExitCode:
    from gpj_kpi.outputs.report.compose import compose  # noqa: PLC0415 - loads the data libraries
    from gpj_kpi.outputs.terminal import report  # noqa: PLC0415

    def table(evaluation: Evaluation, edition: Edition) -> bytes:
        said = compose(evaluation, edition.wording)
        return draw(lambda console: report.render(said, edition.wording, console))

    with _evaluate(options) as evaluation:
        _write(options, evaluation, table)
    if options.format != "table":
        _point_to_issues(options, evaluation)
    return ExitCode.DONE


def _check(options: Options, own: CheckOptions) -> ExitCode:
    from gpj_kpi.evaluation.decision import Strictness, decide  # noqa: PLC0415 - loads the data libraries
    from gpj_kpi.outputs.report.check import compose_check  # noqa: PLC0415
    from gpj_kpi.outputs.terminal import check  # noqa: PLC0415
    from gpj_kpi.outputs.words.by_language import WORDINGS  # noqa: PLC0415

    strictness = Strictness(
        parts_decide=options.by is not None, accept_partial=own.accept_partial, fail_on_near=own.fail_on_near
    )
    with _evaluate(options, shows_progress=not own.quiet) as evaluation:
        decision = decide(evaluation, strictness)

        wording = WORDINGS[options.language or evaluation.rules.language]
        found = compose_check(evaluation, decision, wording)
        is_silent = own.quiet and decision.exit_code is ExitCode.DONE
        _write(
            options,
            evaluation,
            lambda *_: draw(lambda console: check.render(found, wording, console)),
            is_silent=is_silent,
        )
    if not is_silent:
        if options.format != "table":
            for line in check.list_incomplete(found, wording):
                say(line)
        _point_to_issues(options, evaluation)
    return decision.exit_code


app.command("report", help="Judge the commitments over a period and show every figure.", cls=OnceEach)(
    make_command(_report, read_shared)
)
app.command(
    "check",
    help="Judge the same, briefly; exit with 4 if a target is missed, with 5 if data is missing, pending cases can "
    "still decide, or an expectation is not met.",
    cls=OnceEach,
)(make_command(_check, read_shared, read_strictness))
app.command("deadline", cls=OnceEach)(deadline)
app.command("calendar", cls=OnceEach)(calendar)
app.command("sniff", cls=OnceEach)(sniff)


@app.command(cls=OnceEach)
def validate(rules: RulesOption = Path("commitments.yaml")) -> ExitCode:
    """Read the rule file and list its faults, or say its indicators in words."""
    from gpj_kpi.outputs.words.rule_file import describe_rules  # noqa: PLC0415 - loads pydantic
    from gpj_kpi.rules import load_rules  # noqa: PLC0415

    found = load_rules(rules)
    lines = describe_rules(found)
    write_stdout("".join(f"{one_line(in_language(line, found.language))}\n" for line in lines).encode())
    return ExitCode.DONE


def _evaluate(options: Options, *, shows_progress: bool = True) -> Evaluation:
    """Evaluate what was asked for; first see that it can be written."""
    from gpj_kpi import evaluate  # noqa: PLC0415 - loads the data libraries
    from gpj_kpi.outputs.progress import progress_bar  # noqa: PLC0415

    # What is loaded by now stays: the interpreter need not take it apart at its end. Only now, for DuckDB is not loaded
    # yet, and at the end it tells on stderr of whatever is left of its own.
    gc.freeze()
    for path in options.outputs:
        format_of(path, FORMATS)
    if options.issues is not None:
        format_of(options.issues, ["csv"], option="--issues")
    rules = load_rules_beside(options.files, options.rules, data=options.data, language=options.language)
    with progress_bar() as progress, refusing_in(options.language or rules.language):
        now = options.now
        if now is None:
            now = dt.datetime.now(zone_named(rules.time_zone))  # noqa: TID251 - the one place that reads the clock
        return evaluate(
            rules,
            options.data,
            period=options.period,
            by=options.by,
            window=options.window,
            compare=options.compare,
            until_business_day=options.until_business_day,
            as_of=options.as_of,
            now=now,
            indicators=options.indicators,
            group_by=options.group_by,
            engine=options.engine,
            spark_master=options.spark_master,
            progress=progress if shows_progress else None,
            memory=options.memory,
        )


def _write(options: Options, evaluation: Evaluation, table: Writer, *, is_silent: bool = False) -> None:
    """Write the files, then stdout; nothing before everything is computed.

    Args:
        options: what was asked for.
        evaluation: what was found.
        table: draws what stdout gets where no other format is asked for.
        is_silent: stdout gets nothing.
    """
    from gpj_kpi.outputs import csv, files  # noqa: PLC0415 - loads the data libraries
    from gpj_kpi.outputs.words.by_language import WORDINGS  # noqa: PLC0415

    language = options.language or evaluation.rules.language
    edition = Edition(tool=tool_name(), wording=WORDINGS[language])
    write = table if options.format == "table" else FORMATS[options.format].write
    shown = b"" if is_silent else write(evaluation, edition)
    contents = {path: FORMATS[format_of(path, FORMATS)].write(evaluation, edition) for path in options.outputs}
    if options.issues is not None:
        contents[options.issues] = csv.render_issues(evaluation, language)
    files.write_files(contents)
    write_stdout(shown)


def _point_to_issues(options: Options, evaluation: Evaluation) -> None:
    """Say on stderr that `--issues` writes what the results do not show."""
    rejected = sum(cases.rejected for cases in evaluation.cases.values())
    notices = sum(issue.severity == "notice" for issue in evaluation.issue_list)
    if (rejected or notices) and options.issues is None:
        say(f"rows rejected: {rejected}, notices: {notices}; --issues FILE.csv writes them all.")
