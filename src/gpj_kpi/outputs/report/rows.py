"""The rows of the report: commitments, their indicators, and figures in words.

Law: every text here is final; an output only chooses where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.calendars.periods import Period
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.compared import Beside, put_beside
from gpj_kpi.outputs.report.coverage import covered_by, say_covered
from gpj_kpi.outputs.report.marks import CHANGES, EMPTY, MARKS, PROVISIONAL
from gpj_kpi.outputs.words.limits import word_limit
from gpj_kpi.outputs.words.numbers import FigureStyle, bind_numbers
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.results.result import Result, Status
from gpj_kpi.rules import (
    Age,
    Duration,
    ElapsedDuration,
    Indicator,
    IndicatorRatio,
    Ratio,
    Sum,
    Target,
)
from gpj_kpi.safe_text import one_line, shorten
from gpj_kpi.verdicts.groups import NO_GROUP, in_quotes


@dataclass(frozen=True)
class Cell:
    """One figure, how it was judged, and whether it is provisional."""

    figure: str
    status: Status
    is_provisional: bool

    @property
    def text(self) -> str:
        """The figure, after the mark of a provisional one: `~75,0 %`."""
        return (PROVISIONAL if self.is_provisional else "") + self.figure

    @property
    def mark(self) -> str:
        """What stands after the figure to tell its status; empty for most."""
        return MARKS.get(self.status, "")


@dataclass(frozen=True)
class Printed:
    """A published figure.

    Attributes:
        text: the figure, after the name of the part it stands for, if it is not the whole.
        per: each such part of the period that it holds for, e.g. `/trim.`; empty for the period as one.
        agrees: whether ours agrees; None where there is nothing to compare.
    """

    text: str
    per: str
    agrees: bool | None


@dataclass(frozen=True)
class Row:
    """One indicator, or one of its groups.

    Attributes:
        indicator: id.
        label: name of the indicator, or value of the grouping column.
        is_group: the row is a group of the indicator above it.
        parts: one figure per part of the period.
        whole: the figure of the whole period.
        limit: empty where there is none, and for a group.
        target: empty where there is none, and for a group.
        n: cases that the figure of the whole rests on.
        pending: cases neither ended nor due; empty for none.
        published: what was printed for the whole, else for its parts.
        unit: what its figures are in, where their symbol needs a word of explanation.
        covered: what the data covers of the whole period, `to 7 January`; empty where it covers all of it or nothing,
            and without a figure.
        per_many: the sign of a figure per so many and what it stands for: `/100`, `per 100 cases`.
        beside: what the figures are compared with, and the differences; none where nothing is compared.
    """

    indicator: str
    label: str
    is_group: bool
    parts: tuple[Cell, ...]
    whole: Cell
    limit: str
    target: str
    n: str
    pending: str
    published: tuple[Printed, ...]
    unit: Unit | None
    covered: str
    per_many: tuple[str, str] | None = None
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True)
class Section:
    """One commitment with its status and its indicators."""

    title: str
    status: Status
    rows: tuple[Row, ...]


def parts_to_show(evaluation: Evaluation) -> list[Period]:
    """Choose the parts of the period that deserve a column.

    They are all but the whole itself.
    """
    return list(evaluation.reported[:-1])


def list_sections(evaluation: Evaluation, wording: Wording) -> tuple[Section, ...]:
    """List the commitments evaluated, in the order of the rule file."""
    by_row: dict[tuple[str, str | None], dict[str, Result]] = {}
    for result in evaluation.result_list:
        by_row.setdefault((result.indicator, result.group), {})[result.period] = result
    parts = parts_to_show(evaluation)
    names = wording.dates.part_names(parts, evaluation.period)
    found = []
    for commitment, status in evaluation.commitments:
        rows = [
            _row(indicator, group, results, evaluation, list(zip(parts, names, strict=True)), wording)
            for indicator in commitment.indicators
            for (id_, group), results in by_row.items()
            if id_ == indicator.id
        ]
        found.append(Section(one_line(commitment.title), status, tuple(rows)))
    return tuple(found)


def _row(
    indicator: Indicator,
    group: str | None,
    results: Mapping[str, Result],
    evaluation: Evaluation,
    parts: Sequence[tuple[Period, str]],
    wording: Wording,
) -> Row:
    """Write all figures of one indicator, or of one of its groups."""
    period = evaluation.period
    whole = results[period.label]
    style, bounds = style_of(indicator, whole, wording), bounds_of(indicator, period)
    return Row(
        indicator=indicator.id,
        label=bind_numbers(one_line(indicator.label)) if group is None else group_label(group, wording),
        is_group=group is not None,
        parts=tuple(cell_of(results[part.label], style, bounds, wording) for part, _ in parts),
        whole=cell_of(whole, style, bounds, wording),
        limit=_limit(indicator, evaluation, wording) if group is None else "",
        target=target_of(indicator, whole, period, style, wording) if group is None else "",
        n=wording.numbers.quantity(_cases_of(whole)),
        pending=wording.numbers.whole_number(whole.pending) if whole.pending else "",
        published=tuple(_published(indicator, results, period, parts, style, wording)),
        unit=style.unit,
        per_many=_per_many(indicator, style),
        beside=put_beside([results[part.label] for part, _ in parts], whole, style, evaluation, wording),
        covered=""
        if whole.coverage == "none" or whole.value is None
        else say_covered(covered_by(whole), period, wording),
    )


def group_label(group: str, wording: Wording) -> str:
    """Name a group.

    A cell that holds the words for no value stands in quotes.
    """
    nothing = wording.report.no_value
    if group == NO_GROUP:
        return nothing
    return one_line(shorten(group if nothing == NO_GROUP else in_quotes(group, nothing)))


def style_of(indicator: Indicator, whole: Result, wording: Wording) -> FigureStyle:
    """Choose how the figures of an indicator are written.

    All are written alike, whatever their period and the version in force. A sum of lengths of time is in the unit of
    its target, or else in that of its column.
    """
    target = indicator.target or next((each.target for each in indicator.versions if each.target is not None), None)
    measure, declared = indicator.measure, None
    if isinstance(measure, Duration | ElapsedDuration | Age) and measure.unit.is_business_time:
        declared = measure.unit
    elif isinstance(measure, Sum) and measure.amount.unit is not None:
        written = None if target is None else target.written_unit
        declared = written if isinstance(written, Unit) else measure.amount.unit.figure
    style = wording.numbers.style(whole.unit, whole.value if target is None else target.value, declared)
    return replace(style, decimals=0) if isinstance(measure, Sum) and measure.amount.is_whole else style


def _per_many(indicator: Indicator, style: FigureStyle) -> tuple[str, str] | None:
    """Give the sign of a ratio per many, and its meaning."""
    measure = indicator.measure
    if not isinstance(measure, Ratio | IndicatorRatio) or measure.unit is None:
        return None
    return style.suffix.strip(), bind_numbers(one_line(measure.unit.text))


def _limit(indicator: Indicator, evaluation: Evaluation, wording: Wording) -> str:
    """Write the limits of the whole period, one after the other."""
    columns = evaluation.rules.sources[indicator.source].columns
    in_force = [version.indicator.measure.limits[:1] for _, version in indicator.judging(evaluation.period)]
    limits = [word_limit(limit, columns, wording) for each in in_force for limit in each]
    return bind_numbers(f" {CHANGES} ".join(dict.fromkeys(limits)))


def bounds_of(indicator: Indicator, period: Period) -> list[Target]:
    """List the targets and tolerances of a period."""
    versions = [version.indicator for _, version in indicator.held_to(period)]
    return [bound for version in versions for bound in (version.target, version.tolerance) if bound is not None]


def target_of(indicator: Indicator, whole: Result, period: Period, style: FigureStyle, wording: Wording) -> str:
    """Write the targets of the whole period, one after the other.

    The kind of part that it holds for is added, if there is one.
    """
    if whole.target is None:
        return ""
    targets = [each.indicator.target for _, each in indicator.held_to(period) if each.indicator.target is not None]
    grain = indicator.per
    per = "" if grain is None or period.is_whole(grain) else wording.report.per[grain]
    return f" {CHANGES} ".join(dict.fromkeys(wording.numbers.target(target, style) for target in targets)) + per


def cell_of(result: Result, style: FigureStyle, bounds: Sequence[Target], wording: Wording) -> Cell:
    """Write the figure of one result."""
    if result.value is None:
        return Cell(EMPTY, result.status, result.provisional)
    return Cell(wording.numbers.figure(result.value, style, bounds), result.status, result.provisional)


def _cases_of(result: Result) -> Fraction:
    """Count the cases under a figure, or their weights."""
    if result.statistic in {"sum", "ratio"} or result.unit == "different":
        return Fraction(result.n)
    number = result.numerator if result.denominator is None else result.denominator
    return Fraction(0) if number is None else number


def _published(
    indicator: Indicator,
    results: Mapping[str, Result],
    period: Period,
    parts: Sequence[tuple[Period, str]],
    style: FigureStyle,
    wording: Wording,
) -> list[Printed]:
    """Write the published figure of the whole, else of its parts."""
    by_text = {printed.text: printed for printed in indicator.published.values()}

    def printed_for(result: Result, prefix: str = "") -> list[Printed]:
        if result.published is None:
            return []
        printed = by_text[result.published]
        text = prefix + wording.numbers.published(printed, style)
        return [Printed(text, wording.report.per[printed.per] if printed.per else "", result.published_agrees)]

    of_parts = [found for part, name in parts for found in printed_for(results[part.label], f"{name} ")]
    return printed_for(results[period.label]) or of_parts
