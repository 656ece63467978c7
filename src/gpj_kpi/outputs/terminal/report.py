"""The report for people.

Law: whatever the width, every item is there; colour only repeats what words and marks say.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from gpj_kpi.outputs.report.compose import Report
from gpj_kpi.outputs.report.rows import Section
from gpj_kpi.outputs.terminal.layouts import layout_for
from gpj_kpi.outputs.terminal.lines import flow, widest, wrap
from gpj_kpi.outputs.terminal.styles import STATUS_STYLES
from gpj_kpi.outputs.terminal.underneath import draw_legend, draw_underneath
from gpj_kpi.outputs.words.wording import Wording

_NARROWEST = 60


def render(report: Report, wording: Wording, console: Console) -> None:
    """Print the report on a console, in its width and its colours."""
    width = max(console.width, _NARROWEST)
    rows = [row for section in report.sections for row in section.rows]
    layout = layout_for(rows, report.parts, report.whole, width=width, wording=wording)
    title = [
        Text(report.organisation, "bold"),
        Text(report.period, "bold"),
        *map(Text, report.asked),
        Text(report.rules, "dim"),
    ]
    lines = [*flow(title, width), Text(), *layout.header]
    headings = [f"{section.title} ── {wording.report.statuses[section.status]}" for section in report.sections]
    heading_width = min(width, widest(headings, at_least=layout.width))
    for section in report.sections:
        lines += _draw_heading(section, heading_width, wording)
        lines += [line for row in section.rows for line in layout.lines_of(row)]
    lines += [Text(), *draw_legend(report.legend, width, wording), *draw_underneath(report, width, wording)]
    for line in lines:
        console.print(line, soft_wrap=True)


def _draw_heading(section: Section, width: int, wording: Wording) -> list[Text]:
    """Draw the title of a commitment, with its status on the right."""
    status = Text(wording.report.statuses[section.status], style=STATUS_STYLES[section.status])
    lines = wrap(section.title, width - status.cell_len - 4, style="bold")
    rule = "─" * max(2, width - lines[-1].cell_len - status.cell_len - 2)
    lines[-1].append(f" {rule} ", style="dim not bold")
    lines[-1].append_text(status)
    return lines
