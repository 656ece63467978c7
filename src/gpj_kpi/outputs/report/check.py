"""What `check` says: the targets that are not kept, worst first, what cannot be judged in full, and a count of all.

Law: it says what was decided, and decides nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gpj_kpi.calendars.periods import Period
from gpj_kpi.evaluation.decision import Decision, NotCovered, NotKept
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.compared import compared_figure, compared_name
from gpj_kpi.outputs.report.issues import say_read
from gpj_kpi.outputs.report.rows import bounds_of, cell_of, group_label, style_of, target_of
from gpj_kpi.outputs.words.numbers import bind_numbers
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.results.result import Result, Status
from gpj_kpi.safe_text import one_line

_NAMED = 3
"""So many missing files of a source, or days, are named on its line."""


@dataclass(frozen=True)
class CheckRow:
    """An indicator, or one of its groups, that is not kept.

    Attributes:
        name: of the commitment, the indicator and the group.
        figure: of the whole period.
        target: the word and the target; empty where the whole period is not judged.
        status: of the whole period.
        parts: which parts miss the target; empty for none.
    """

    name: str
    figure: str
    target: str
    status: Status
    parts: str


@dataclass(frozen=True)
class Check:
    """The evaluation in a few lines.

    Attributes:
        rows: what is not kept, the worst first.
        incomplete: a line for each thing that cannot be judged in full, and why.
        summary: the period, and how many indicators have each status.
    """

    rows: tuple[CheckRow, ...]
    incomplete: tuple[str, ...]
    summary: str


def compose_check(evaluation: Evaluation, decision: Decision, wording: Wording) -> Check:
    """Write what was decided, and count every status."""
    whole = evaluation.period.label
    counts = Counter(
        result.status for result in evaluation.result_list if result.period == whole and result.group is None
    )
    summary = wording.semicolon.join(
        f"{word} {counts[status]}" for status, word in wording.report.statuses.items() if counts[status]
    )
    of_sources = [(each.source, _not_covered(each, evaluation, wording)) for each in decision.not_covered]
    of_sources += _missing(evaluation, decision, wording)
    sources = list(evaluation.rules.sources)
    incomplete = [line for _, line in sorted(of_sources, key=lambda pair: sources.index(pair[0]))]
    incomplete += [_undecided(result, evaluation, wording) for result in decision.undecided]
    return Check(
        rows=tuple(_row(each, evaluation, wording) for each in decision.not_kept),
        incomplete=tuple(one_line(line) for line in incomplete),
        summary=f"{wording.check.indicators.format(wording.dates.period_name(evaluation.period))}{wording.colon}{summary}.",
    )


def _row(not_kept: NotKept, evaluation: Evaluation, wording: Wording) -> CheckRow:
    """Write figure, target, status and parts of what is not kept."""
    result = not_kept.whole
    figure, target = _figure_and_target(result, evaluation.period, evaluation, wording)
    names = wording.dates.part_names(not_kept.parts, evaluation.period)
    return CheckRow(
        name=_name(result, evaluation, wording),
        figure=figure,
        target=f"{wording.report.target} {target}" if target else "",
        status=result.status,
        parts=wording.check.parts_missed.format(", ".join(names)) if names else "",
    )


def _name(result: Result, evaluation: Evaluation, wording: Wording) -> str:
    """Name a result by its commitment, indicator and group, for people."""
    (title,) = (each.title for each in evaluation.rules.commitments if each.id == result.commitment)
    names = [one_line(title), bind_numbers(one_line(result.label))]
    names += [] if result.group is None else [group_label(result.group, wording)]
    return " – ".join(names)


def _figure_and_target(result: Result, period: Period, evaluation: Evaluation, wording: Wording) -> tuple[str, str]:
    """Write the figure of a result, and its target."""
    indicator = evaluation.rules.indicator(result.indicator)
    style = style_of(indicator, result, wording)
    figure = cell_of(result, style, bounds_of(indicator, period), wording).text
    if result.compared_with is not None:
        figure += f" ({compared_name(evaluation, wording)}{wording.colon}{compared_figure(result, style, wording)})"
    return figure, target_of(indicator, result, period, style, wording)


def _not_covered(found: NotCovered, evaluation: Evaluation, wording: Wording) -> str:
    """Say of a source on which days it has no data."""
    words, dates = wording.check, wording.dates
    label = evaluation.rules.sources[found.source].label
    periods = ", ".join(dates.period_name(period) for period in found.periods)
    said = words.gap if found.kind == "gap" else words.nothing
    silent = [said.format(f"{first:{dates.date}}", f"{last:{dates.date}}") for first, last in found.silent]
    return f"{label}, {periods}{wording.colon}{wording.semicolon.join(silent) or words.no_data}"


def _missing(evaluation: Evaluation, decision: Decision, wording: Wording) -> list[tuple[str, str]]:
    """Write a line per source and kind of notice.

    The source stands before it.

    Where they are many, the first ones are named.
    """
    by_kind: dict[tuple[str, str], list[str]] = {}
    for issue in decision.missing:
        assert issue.source is not None
        read = say_read(issue, wording) or issue.file
        by_kind.setdefault((issue.source, issue.code), []).extend([] if read is None else [read])
    found = []
    for (source, code), reads in by_kind.items():
        named = reads if len(reads) == _NAMED + 1 else reads[:_NAMED]  # the words for one more would take as much room
        what = ", ".join(named)
        if len(reads) > len(named):
            what += f" {wording.check.more.format(len(reads) - len(named))}"
        what = f" ({what})" if what else ""
        label = evaluation.rules.sources[source].label
        found.append((source, f"{label}{wording.colon}{wording.report.notice_texts[code]}{what}"))
    return found


def _undecided(result: Result, evaluation: Evaluation, wording: Wording) -> str:
    """Say of a figure how it may still change."""
    (period,) = (each for each in (evaluation.period, *evaluation.by) if each.label == result.period)
    figure, target = _figure_and_target(result, period, evaluation, wording)
    known = "" if result.value is None else f"{figure}, "
    number = wording.numbers.whole_number(result.pending)
    if result.is_open:
        why = wording.check.may_change.format(number)
    else:
        indicator = evaluation.rules.indicator(result.indicator)
        is_over = evaluation.coverage[indicator.source, indicator.reference_column].is_over(period)
        why = wording.check.not_known if is_over else wording.check.not_over
    subject = f"{_name(result, evaluation, wording)}, {wording.dates.period_name(period)}"
    return f"{subject}{wording.colon}{known}{wording.report.target} {target}{wording.semicolon}{why}"
