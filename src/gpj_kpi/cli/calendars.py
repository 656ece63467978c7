"""The commands that need the calendar of the rule file alone.

Law: no export is read. A faulty call is refused before anything is computed, and no file is written before everything
is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from gpj_kpi.calendars.counting.start import DayEnd, Start
from gpj_kpi.calendars.limits import Rollover
from gpj_kpi.cli.language import refusing_in
from gpj_kpi.cli.options import LanguageOption, RulesOption, tool_name
from gpj_kpi.cli.targets import load_rules_beside
from gpj_kpi.cli.values import cut_off_named, limit_named, moment_named, year_named
from gpj_kpi.errors import ExitCode
from gpj_kpi.outputs.formats import FormatName, format_of
from gpj_kpi.outputs.streams import draw, write_stdout

StartArgument = Annotated[
    str, typer.Argument(metavar="START", help='Local time of the start, "2008-04-30 17:40", or a day, 2008-04-30.')
]
LimitArgument = Annotated[str, typer.Argument(metavar="LIMIT", help='As in the rule file: "10 jours ouvrés".')]
RolloverOption = Annotated[
    Rollover,
    typer.Option("--rollover", help="What becomes of a last day that is not open."),
]
CutOffOption = Annotated[
    str | None,
    typer.Option("--cut-off", metavar="HH:MM", help="What starts then or later counts from the next business day."),
]
ClosedOption = Annotated[
    Literal["next_business_day", "next_opening"] | None,
    typer.Option("--closed", help="Where a start on a closed day, or outside the opening hours, goes."),
]
FirstDayOption = Annotated[
    Literal["counted"] | None, typer.Option("--first-day", help="Counted: the day of the start is day one.")
]
EndsOption = Annotated[DayEnd, typer.Option("--ends", help="When the last day ends.")]
YearArgument = Annotated[str, typer.Argument(metavar="YEAR", help="A year, January to December: 2008.")]
DeadlineFormatOption = Annotated[Literal["table", "json"], typer.Option("--format", help="What stdout gets.")]
CalendarFormatOption = Annotated[Literal["table", "csv"], typer.Option("--format", help="What stdout gets.")]
CalendarOutputOption = Annotated[
    list[Path] | None,
    typer.Option("--output", metavar="FILE", readable=False, help="Also write this file, .csv; may be repeated."),
]
CalendarDataOption = Annotated[
    Path | None,
    typer.Option(
        "--data", help="Folder of the exports: no file there is written over. By default, any folder may be it."
    ),
]


def deadline(
    start: StartArgument,
    limit: LimitArgument,
    *,
    rules: RulesOption = Path("commitments.yaml"),
    rollover: RolloverOption = "none",
    cut_off: CutOffOption = None,
    closed: ClosedOption = None,
    first_day: FirstDayOption = None,
    ends: EndsOption = "end_of_day",
    lang: LanguageOption = None,
    format_: DeadlineFormatOption = "table",
) -> ExitCode:
    """Say when a limit ends, and how it was counted day by day."""
    moment, wanted = moment_named(start, "START"), limit_named(limit, "LIMIT")
    from gpj_kpi.calendars.deadline import deadline_of  # noqa: PLC0415 - loads the data libraries
    from gpj_kpi.outputs import json  # noqa: PLC0415
    from gpj_kpi.outputs.terminal import deadline as table  # noqa: PLC0415
    from gpj_kpi.outputs.words.by_language import WORDINGS  # noqa: PLC0415
    from gpj_kpi.rules import load_rules  # noqa: PLC0415

    with refusing_in(lang):
        begins = Start(cut_off_named(cut_off, "--cut-off"), closed, counts_first=first_day is not None)
        found = load_rules(rules)
    with refusing_in(lang or found.language):
        counted = deadline_of(found.schedule, moment, wanted, rollover=rollover, begins=begins, ends=ends)
    if format_ == "json":
        write_stdout(json.render_deadline(counted, found, tool=tool_name()))
    else:
        wording = WORDINGS[lang or found.language]
        write_stdout(draw(lambda console: table.render(counted, found, wording, console)))
    return ExitCode.DONE


def calendar(
    year: YearArgument,
    *,
    rules: RulesOption = Path("commitments.yaml"),
    lang: LanguageOption = None,
    format_: CalendarFormatOption = "table",
    output: CalendarOutputOption = None,
    data: CalendarDataOption = None,
) -> ExitCode:
    """Show a year: open days and their numbers, holidays, closures, worked days, clock changes."""
    number = year_named(year, "YEAR")
    from gpj_kpi.calendars.year import CalendarYear, calendar_year  # noqa: PLC0415 - loads the data libraries
    from gpj_kpi.engines.text_files.folder import require_folder  # noqa: PLC0415
    from gpj_kpi.outputs import csv, files  # noqa: PLC0415
    from gpj_kpi.outputs.terminal import year as table  # noqa: PLC0415
    from gpj_kpi.outputs.words.by_language import WORDINGS  # noqa: PLC0415

    renderers: dict[FormatName, Callable[[CalendarYear], bytes]] = {"csv": csv.render_year}
    formats = {path: format_of(path, renderers) for path in output or ()}
    found = load_rules_beside(output or (), rules, data=data, language=lang)
    language = lang or found.language
    wording = WORDINGS[language]
    with refusing_in(language):
        if data is not None:
            require_folder(data)
        days = calendar_year(found.schedule, number)
    if format_ == "table":
        shown = draw(lambda console: table.render(days, found, wording, console))
    else:
        shown = renderers[format_](days)
    files.write_files({path: renderers[suffix](days) for path, suffix in formats.items()})
    write_stdout(shown)
    return ExitCode.DONE
