"""The options of the commands, as typer takes them; what their texts mean is in `gpj_kpi.cli.values`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from gpj_kpi.calendars.periods import Grain
from gpj_kpi.outputs.formats import FORMATS, FormatName

RulesOption = Annotated[Path, typer.Option("--rules", help="Rule file.")]
DataOption = Annotated[Path, typer.Option("--data", help="Folder of the exports.")]
YearOption = Annotated[str | None, typer.Option("--year", metavar="YYYY", help="Period: a year, e.g. 2008.")]
QuarterOption = Annotated[str | None, typer.Option("--quarter", metavar="YYYY-QN", help="Or a quarter: 2008-Q1.")]
MonthOption = Annotated[str | None, typer.Option("--month", metavar="YYYY-MM", help="Or a month: 2008-03.")]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Or the days from this one on: 2008-01-15.")
]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="To this one, included: 2008-02-10.")]
ByOption = Annotated[
    Grain | None,
    typer.Option(
        "--by", help="Parts shown beside the period; by default quarters. Given to check, each of them decides."
    ),
]
WindowOption = Annotated[
    str | None,
    typer.Option(
        "--window",
        metavar="LENGTH",
        help='In the place of each part, a window of this length that ends with it: "12 months".',
    ),
]
CompareOption = Annotated[
    str | None,
    typer.Option(
        "--compare",
        metavar="PERIOD",
        help="Beside each figure that of another period, and the difference: previous, year-before, or e.g. 2007.",
    ),
]
UntilBusinessDayOption = Annotated[
    str | None,
    typer.Option(
        "--until-business-day",
        metavar="N",
        help="The period ends with its Nth jour ouvré, and so does the one it is compared with.",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE[THH:MM]",
        help="What came later is unknown; a date counts to its end. By default, the latest event of each source.",
    ),
]
NowOption = Annotated[
    str | None,
    typer.Option(
        "--now",
        metavar="DATE[THH:MM]",
        help="Up to when data may be expected. By default, the clock of this machine.",
    ),
]
IndicatorOption = Annotated[
    list[str] | None, typer.Option("--indicator", metavar="ID", help="Only this indicator; may be repeated.")
]
GroupOption = Annotated[
    str | None, typer.Option("--group-by", metavar="COLUMN", help="Also split the results by this column.")
]
LanguageOption = Annotated[
    Literal["fr", "en"] | None, typer.Option("--lang", help="Language of the words. By default, that of the rule file.")
]
FormatOption = Annotated[Literal["table", FormatName], typer.Option("--format", help="What stdout gets.")]
# A file that is written need not be readable, which typer would ask of it.
OutputOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        metavar="FILE",
        readable=False,
        help=f"Also write this file, {' or '.join(each.suffix for each in FORMATS.values())}; may be repeated.",
    ),
]
IssuesOption = Annotated[
    Path | None,
    typer.Option(
        "--issues",
        metavar="FILE",
        readable=False,
        help="Also write every rejected row and notice to this .csv file.",
    ),
]
MemoryOption = Annotated[
    str | None,
    typer.Option(
        "--memory",
        metavar="SIZE",
        help="What data may take in memory before it goes to disk, e.g. 2GB; a run takes more. [600MB]",
    ),
]
EngineOption = Annotated[
    Literal["duckdb", "spark"], typer.Option("--engine", help="What reads and counts; spark is for many machines.")
]
SparkMasterOption = Annotated[
    str | None,
    typer.Option("--spark-master", metavar="URL", help="Where Spark runs. By default local[*], this machine."),
]
AcceptPartialOption = Annotated[
    bool,
    typer.Option(
        "--accept-partial", help="Do not exit with 5 for a period covered in part, nor for cases that are pending."
    ),
]
FailOnOption = Annotated[
    Literal["near"] | None, typer.Option("--fail-on", help="Exit with 4 for a figure near its target too.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Print nothing where all is well (exit status 0).")]


def tool_name() -> str:
    """Give name and version, as installed."""
    import importlib.metadata  # noqa: PLC0415 - takes as long to load as a tenth of --help

    versions = (found.version for found in importlib.metadata.distributions(name="gpj-kpi"))
    return f"gpj-kpi {next(versions, 'not installed')}"
