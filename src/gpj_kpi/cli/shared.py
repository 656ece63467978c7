"""The options that `report` and `check` share, and what `check` has beside them.

Law: each text is read once, and a faulty one is refused before the rule file is opened.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gpj_kpi.calendars.periods import Grain
from gpj_kpi.cli.language import refusing_in
from gpj_kpi.cli.options import (
    AcceptPartialOption,
    AsOfOption,
    ByOption,
    CompareOption,
    DataOption,
    EngineOption,
    FailOnOption,
    FormatOption,
    FromOption,
    GroupOption,
    IndicatorOption,
    IssuesOption,
    LanguageOption,
    MemoryOption,
    MonthOption,
    NowOption,
    OutputOption,
    QuarterOption,
    QuietOption,
    RulesOption,
    SparkMasterOption,
    ToOption,
    UntilBusinessDayOption,
    WindowOption,
    YearOption,
)
from gpj_kpi.cli.values import business_day_named, compared_named, instant_named, period_named, window_named
from gpj_kpi.errors import ExitCode
from gpj_kpi.outputs.formats import FormatName


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options that `report` and `check` share."""

    rules: Path
    data: Path
    period: str
    by: Grain | None
    window: str | None
    compare: str | None
    until_business_day: int | None
    as_of: dt.datetime | dt.date | None
    now: dt.datetime | dt.date | None
    indicators: Sequence[str]
    group_by: str | None
    language: Literal["fr", "en"] | None
    format: Literal["table", FormatName]
    outputs: Sequence[Path]
    issues: Path | None
    memory: str | None
    engine: Literal["duckdb", "spark"]
    spark_master: str | None

    @property
    def files(self) -> list[Path]:
        """Every file that is written."""
        return [*self.outputs, *([self.issues] if self.issues else [])]


@dataclass(frozen=True, kw_only=True)
class CheckOptions:
    """The options of `check` alone."""

    accept_partial: bool
    fail_on_near: bool
    quiet: bool


def _memory(text: str | None) -> str | None:
    if text is None:
        return None
    from gpj_kpi.engines.memory import memory_named  # noqa: PLC0415 - loads the data libraries

    return memory_named(text, "--memory")


def read_shared(
    *,
    rules: RulesOption = Path("commitments.yaml"),
    data: DataOption = Path("sample_data"),
    year: YearOption = None,
    quarter: QuarterOption = None,
    month: MonthOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    by: ByOption = None,
    window: WindowOption = None,
    compare: CompareOption = None,
    until_business_day: UntilBusinessDayOption = None,
    as_of: AsOfOption = None,
    now: NowOption = None,
    indicator: IndicatorOption = None,
    group_by: GroupOption = None,
    lang: LanguageOption = None,
    format_: FormatOption = "table",
    output: OutputOption = None,
    issues: IssuesOption = None,
    memory: MemoryOption = None,
    engine: EngineOption = "duckdb",
    spark_master: SparkMasterOption = None,
) -> Options:
    """Read the options of all commands that judge."""
    with refusing_in(lang):
        return Options(
            rules=rules,
            data=data,
            period=period_named(year=year, quarter=quarter, month=month, from_=from_, to=to),
            by=by,
            window=window_named(window),
            compare=compared_named(compare),
            until_business_day=business_day_named(until_business_day),
            as_of=instant_named(as_of, "--as-of"),
            now=instant_named(now, "--now"),
            indicators=indicator or (),
            group_by=group_by,
            language=lang,
            format=format_,
            outputs=output or (),
            issues=issues,
            memory=_memory(memory),
            engine=engine,
            spark_master=spark_master,
        )


def read_strictness(
    *, accept_partial: AcceptPartialOption = False, fail_on: FailOnOption = None, quiet: QuietOption = False
) -> CheckOptions:
    """Read the options of `check` alone."""
    return CheckOptions(accept_partial=accept_partial, fail_on_near=fail_on == "near", quiet=quiet)


def make_command(
    finish: Callable[..., ExitCode], *readers: Callable[..., Options | CheckOptions]
) -> Callable[..., ExitCode]:
    """Make a command with the options of all readers.

    It passes on what each of them reads.
    """
    signatures = [inspect.signature(reader, eval_str=True) for reader in readers]

    def command(**values: object) -> ExitCode:
        read = zip(readers, signatures, strict=True)
        return finish(*(reader(**{name: values[name] for name in signature.parameters}) for reader, signature in read))

    # By this typer reads a command.
    parameters = [each for signature in signatures for each in signature.parameters.values()]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return command
