"""The report for people: for a terminal of any width, with or without colour.

Law: whatever the width, every item is there; colour only repeats what words and marks say.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.rows import Section, sections, shown_parts
from gpj_kpi.outputs.terminal.layouts import layout_for
from gpj_kpi.outputs.terminal.lines import flowing, wrapped
from gpj_kpi.outputs.terminal.styles import STATUS_STYLES
from gpj_kpi.outputs.terminal.underneath import legend, underneath
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.safe_text import one_line

_NARROWEST = 60
_SHOWN_OF_SHA256 = 10


def render(evaluation: Evaluation, wording: Wording, console: Console) -> None:
    """Print the report on a console, in its width and its colours."""
    width = max(console.width, _NARROWEST)
    found = sections(evaluation, wording)
    parts = wording.part_names(shown_parts(evaluation), evaluation.period)
    layout = layout_for(
        [row for section in found for row in section.rows],
        parts,
        wording.whole_name(evaluation.period),
        width=width,
        wording=wording,
    )
    lines = [*_title(evaluation, wording, width), Text(), *layout.header]
    for section in found:
        lines += _heading(section, layout.width, wording)
        lines += [line for row in section.rows for line in layout.lines_of(row)]
    lines += [Text(), *legend(evaluation, found, width, wording)]
    lines += underneath(evaluation, width, wording)
    for line in lines:
        console.print(line, soft_wrap=True)


def _title(evaluation: Evaluation, wording: Wording, width: int) -> list[Text]:
    rules = evaluation.rules
    items = [
        Text(one_line(rules.organisation), style="bold"),
        Text(wording.period_name(evaluation.period), style="bold"),
        Text(f"{one_line(rules.path.name)} (sha256 {rules.sha256[:_SHOWN_OF_SHA256]})", style="dim"),
    ]
    return flowing(items, width)


def _heading(section: Section, width: int, wording: Wording) -> list[Text]:
    """The title of a commitment, with its status at the right end of a rule."""
    status = Text(wording.statuses[section.status], style=STATUS_STYLES[section.status])
    lines = wrapped(section.title, width - status.cell_len - 4, style="bold")
    rule = "─" * max(2, width - lines[-1].cell_len - status.cell_len - 2)
    lines[-1].append(f" {rule} ", style="dim not bold")
    lines[-1].append_text(status)
    return lines
