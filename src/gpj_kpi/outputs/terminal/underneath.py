"""What stands under the table: the marks explained, what was read, what was rejected, what is to be noted.

Law: nothing is cut: what is too long for a line goes on below, indented.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from gpj_kpi.outputs.report.compose import Report
from gpj_kpi.outputs.report.counts import LeftOut, SourceCounts, Sources
from gpj_kpi.outputs.report.excused import ExcusedCases
from gpj_kpi.outputs.report.issues import RejectedRows
from gpj_kpi.outputs.report.legend import Entry
from gpj_kpi.outputs.report.versions import Version, VersionedIndicator
from gpj_kpi.outputs.terminal.lines import INDENT, Column, flow, join, widest, wrap
from gpj_kpi.outputs.terminal.styles import FIGURE_STYLES, STATUS_STYLES
from gpj_kpi.outputs.words.numbers import bind_numbers
from gpj_kpi.outputs.words.wording import Wording

_NARROWEST_LABEL = 18
_OPERATORS = ("", "=", "+", "+")
_HEADING = "bold"


def draw_legend(legend: Sequence[Entry], width: int, wording: Wording) -> list[Text]:
    """Put the marks and their meanings one after the other."""
    items = [
        Text.assemble(
            (entry.mark, FIGURE_STYLES[entry.status] if entry.status else ""),
            " " if len(entry.mark) == 1 else wording.colon,
            entry.meaning,
        )
        for entry in legend
    ]
    return flow(items, width)


def draw_underneath(report: Report, width: int, wording: Wording) -> list[Text]:
    """Draw coverage, sources, cases left out or excused, versions, rejected rows and notices."""
    words = wording.report
    return [
        *_under(words.not_covered, [line for each in report.coverage for line in _draw_item(each, width)]),
        Text(),
        *_draw_sources(report.sources, width, wording),
        *wrap(report.verified, width),
        *_under(words.left_out, [line for each in report.left_out for line in _draw_left_out(each, width, wording)]),
        *_under(words.excused_times, _draw_excused(report.excused, width)),
        *_under(words.versions, [line for each in report.versions for line in _draw_versions(each, width, wording)]),
        *(_draw_rejected(report.rejected, width) if report.rejected else ()),
        *_under(words.notices, [line for each in report.notices for line in _draw_item(each, width)]),
    ]


def _under(heading: str, lines: Sequence[Text]) -> list[Text]:
    """Put a heading above some lines; nothing above none."""
    return [Text(), Text(heading, _HEADING), *lines] if lines else []


def _draw_item(text: str, width: int, style: str = "") -> list[Text]:
    return wrap(text, width, style=style, first=INDENT, rest=INDENT * 2)


def _draw_sources(sources: Sources, width: int, wording: Wording) -> list[Text]:
    """Draw one line per source.

    The as-of stands in a column if there is room, else below.
    """
    words = wording.report
    headings = SourceCounts(words.sources, words.rows, words.cases, words.rejected, words.duplicates, words.as_of)
    table = [headings, *sources.counts]
    widths = [widest(column) for column in zip(*map(_numbers, table), strict=True)]
    as_of_width = widest([each.as_of for each in table])
    room = width - sum(widths) - 3 * (len(_OPERATORS) - 1) - 2
    has_column = not sources.as_of and room - as_of_width - 2 >= _NARROWEST_LABEL
    if has_column:
        room -= as_of_width + 2
    longest = widest([words.sources, *(INDENT + each.label for each in sources.counts)])
    label_width = min(max(room, _NARROWEST_LABEL), longest)

    def draw_line(label: Sequence[Text], counts: SourceCounts, style: str = "") -> list[Text]:
        columns = [Column(label, label_width, 0, "left")]
        for operator, number, column in zip(_OPERATORS, _numbers(counts), widths, strict=True):
            columns += [Column([Text(operator, style="dim")], len(operator)), Column([Text(number, style)], column)]
        return join([*columns, Column([Text(counts.as_of, style) if has_column else Text()], 0, 2, "left")])

    lines = draw_line([Text(words.sources, _HEADING)], headings, _HEADING)
    for each in sources.counts:
        lines += draw_line(wrap(each.label, label_width, first=INDENT, rest=INDENT), each)
        if each.as_of and not has_column:
            lines.append(Text.assemble(INDENT * 2, words.as_of, " ", each.as_of))
    for sentence in sources.made:
        lines += wrap(sentence, width, first="", rest=INDENT)
    return [*lines, Text(sources.as_of)] if sources.as_of else lines


def _numbers(counts: SourceCounts) -> tuple[str, str, str, str]:
    return counts.rows, counts.cases, counts.rejected, counts.duplicates


def _draw_left_out(each: LeftOut, width: int, wording: Wording) -> list[Text]:
    return _draw_item(f"{each.label}{wording.colon}{each.counts}", width)


def _draw_excused(excused: ExcusedCases, width: int) -> list[Text]:
    """Draw a line per figure, then why its cases are excused."""
    figures = [line for each in excused.figures for line in _draw_item(each, width)]
    return figures + [line for each in excused.times for line in _draw_item(each, width, "dim")]


def _draw_versions(indicator: VersionedIndicator, width: int, wording: Wording) -> list[Text]:
    """Draw the label of an indicator, then each version of its rule."""
    lines = _draw_item(indicator.label, width)
    for version in indicator.versions:
        lines += _draw_version(version, width, wording)
    return lines


def _draw_version(version: Version, width: int, wording: Wording) -> list[Text]:
    """Draw one version: its days, what it asks, and its figure."""
    status = wording.report.statuses[version.cell.status]
    parts = [
        f"{version.days}{wording.colon}{', '.join(version.asks)}{wording.colon}{version.cell.text}{version.cell.mark}",
        f" ({', '.join(version.counts)})" if version.counts else "",
        f" {status}" if version.is_judged else "",
        f"; {version.ref}" if version.ref else "",
    ]
    lines = wrap(bind_numbers("".join(parts)), width, first=INDENT * 2, rest=INDENT * 3)
    for line in lines:
        line.highlight_words([status], STATUS_STYLES[version.cell.status])
    return lines


def _draw_rejected(rejected: RejectedRows, width: int) -> list[Text]:
    """Draw the reasons in a column, then the first rejected rows."""
    numbers = [number for number, _ in rejected.reasons]
    columns = [
        Column([Text(number) for number in numbers], widest(numbers), len(INDENT)),
        Column([Text(reason) for _, reason in rejected.reasons], 0, 2, "left"),
    ]
    lines = join(columns) + [line for entry in rejected.first for line in _draw_item(entry, width)]
    return _under(rejected.heading, lines + (_draw_item(rejected.more, width, "dim") if rejected.more else []))
