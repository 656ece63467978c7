"""What stands under the table: the marks explained, what was read, what was rejected, what is to be noted.

Law: a mark is explained where it occurs, and only there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.text import Text

from gpj_kpi.calendars.periods import GRAINS
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.rows import AGREES, CHANGES, DIFFERS, EMPTY, MARKS, PROVISIONAL, Section, shown_parts
from gpj_kpi.outputs.terminal.issues import notices, rejected_rows
from gpj_kpi.outputs.terminal.lines import INDENT, Column, beside, flowing, widest, wrapped
from gpj_kpi.outputs.terminal.styles import FIGURE_STYLES
from gpj_kpi.outputs.terminal.versions import versions
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.results.result import Status
from gpj_kpi.safe_text import one_line

_NARROWEST_LABEL = 18
_OPERATORS = ("=", "+", "+")
_HEADING = "bold"


def legend(evaluation: Evaluation, sections: Sequence[Section], width: int, wording: Wording) -> list[Text]:
    """Explain the marks and short units that occur in the table."""
    rows = [row for section in sections for row in section.rows]
    cells = [cell for row in rows for cell in (*row.parts, row.whole)]
    judged: dict[Status, str] = {
        "missed": wording.is_missed,
        "near": wording.is_near,
        "too_few": wording.is_too_few,
    }
    entries = [
        (MARKS[status], FIGURE_STYLES[status], text)
        for status, text in judged.items()
        if any(cell.status == status and cell.figure != EMPTY for cell in cells)
    ]
    agreements = {printed.agrees for row in rows for printed in row.published}
    others = [
        (PROVISIONAL, any(cell.is_provisional for cell in cells), wording.is_provisional),
        (wording.statuses["no_target"], any(row.whole.status == "no_target" for row in rows), wording.is_tracked),
        (EMPTY, any(cell.figure == EMPTY for cell in cells), wording.is_empty),
        (CHANGES, any(CHANGES in row.target for row in rows), wording.target_changes),
        (AGREES, True in agreements, wording.agrees),
        (DIFFERS, False in agreements, wording.differs),
    ]
    entries += [(mark, "", text) for mark, occurs, text in others if occurs]
    entries += [
        (symbol, "", wording.unit_names[unit])
        for unit, symbol in wording.unit_symbols.items()
        if any(row.unit is unit for row in rows)
    ]
    parts = shown_parts(evaluation)
    names = wording.part_names(parts, evaluation.period)
    entries += [
        (name, "", f"{wording.is_cut}, {wording.days(part)}")
        for name, part in zip(names, parts, strict=True)
        if not any(part.is_whole(grain) for grain in GRAINS)
    ]
    return flowing(
        [Text.assemble((mark, style), " " if len(mark) == 1 else wording.colon, text) for mark, style, text in entries],
        width,
    )


def underneath(evaluation: Evaluation, width: int, wording: Wording) -> list[Text]:
    """Say what was read, source by source, what was left out of the figures, what was rejected and what to note."""
    return [
        *_sources(evaluation, width, wording),
        *wrapped(wording.verified.format(n=wording.whole_number(len(evaluation.result_list))), width),
        *_set_aside(evaluation, width, wording),
        *versions(evaluation, width, wording),
        *rejected_rows(evaluation, width, wording),
        *notices(evaluation, width, wording),
    ]


def _sources(evaluation: Evaluation, width: int, wording: Wording) -> list[Text]:
    """One line per source: rows read = cases + rejected + duplicates, and the as-of unless one day is that of all."""
    local_times = {name: as_of.local_time for name, as_of in evaluation.as_of.items()}
    moments = [moment for moment in local_times.values() if moment is not None]
    same_day = len({moment.date() for moment in moments}) == 1 and len(moments) == len(local_times)
    as_of = {
        name: "" if same_day else EMPTY if moment is None else wording.moment(moment)
        for name, moment in local_times.items()
    }
    headings = (wording.rows, wording.cases, wording.rejected, wording.duplicates)
    counts = {
        name: [wording.whole_number(n) for n in (cases.rows, cases.cases, cases.rejected, cases.duplicates)]
        for name, cases in evaluation.cases.items()
    }
    widths = [widest([heading, *(row[n] for row in counts.values())]) for n, heading in enumerate(headings)]
    labels = {name: one_line(evaluation.rules.sources[name].label) for name in evaluation.cases}
    as_of_width = widest([wording.as_of, *as_of.values()])
    room = width - sum(widths) - 3 * len(_OPERATORS) - 2
    has_column = not same_day and room - as_of_width - 2 >= _NARROWEST_LABEL
    if has_column:
        room -= as_of_width + 2
    label_width = min(
        max(room, _NARROWEST_LABEL), widest([wording.sources, *(INDENT + each for each in labels.values())])
    )

    def line(label: Sequence[Text], numbers: Sequence[str], moment: str, style: str = "") -> list[Text]:
        columns = [Column(label, label_width, 0, "left")]
        for operator, number, column in zip(("", *_OPERATORS), numbers, widths, strict=True):
            columns += [Column([Text(operator, style="dim")], len(operator)), Column([Text(number, style)], column)]
        lines = beside([*columns, Column([Text(moment, style) if has_column else Text()], 0, 2, "left")])
        if moment and not has_column:
            lines.append(Text.assemble(INDENT * 2, wording.as_of, " ", moment))
        return lines

    found = line([Text(wording.sources, _HEADING)], headings, wording.as_of if has_column else "", _HEADING)
    for name, label in labels.items():
        found += line(wrapped(label, label_width, first=INDENT, rest=INDENT), counts[name], as_of[name])
    if same_day:
        (day,) = {as_of.date for as_of in evaluation.as_of.values()}
        moment = _moments(min(moments), max(moments), wording) if day is None else f"{day:{wording.date}} 24:00"
        found.append(Text(f"{wording.as_of_all} {moment}"))
    return [Text(), *found]


def _moments(first: dt.datetime, last: dt.datetime, wording: Wording) -> str:
    """One moment, or two of the same day."""
    return wording.moment(last) if first == last else f"{wording.moment(first)}–{last:%H:%M}"


def _set_aside(evaluation: Evaluation, width: int, wording: Wording) -> list[Text]:
    """One line per indicator with cases in scope that its figure of the whole leaves out."""
    found = []
    for result in evaluation.result_list:
        if result.period != evaluation.period.label or result.group is not None:
            continue
        counts = {wording.excluded: result.excluded, wording.invalid: result.invalid}
        told = ", ".join(f"{word} {wording.whole_number(n)}" for word, n in counts.items() if n)
        if told:
            found += wrapped(f"{one_line(result.label)}{wording.colon}{told}", width, first=INDENT, rest=INDENT * 2)
    return [Text(), Text(wording.set_aside, style=_HEADING), *found] if found else []
