"""The rows that were read, source by source, and the cases that figures leave out.

Law: rows read = cases + rejected + duplicates, in every line.
"""

from __future__ import annotations

from dataclasses import dataclass

from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.marks import EMPTY
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.safe_text import one_line


@dataclass(frozen=True)
class SourceCounts:
    """One source: its rows, where they went, and its as-of.

    Attributes:
        label: name of the source.
        rows: rows read.
        cases: rows that are cases.
        rejected: rows that could not be read.
        duplicates: rows dropped for another of the same key.
        as_of: instant up to which the source is known; empty where `Sources.as_of` says it for all.
    """

    label: str
    rows: str
    cases: str
    rejected: str
    duplicates: str
    as_of: str


@dataclass(frozen=True)
class Sources:
    """Every source that was read.

    Attributes:
        counts: one per source.
        as_of: the sentence that says up to when all are known; empty unless that is one day for all.
        made: of each source made of another, a sentence with what became of the rows of that one.
    """

    counts: tuple[SourceCounts, ...]
    as_of: str
    made: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """An indicator, and the cases that its figure leaves out: `exclus 3`."""

    label: str
    counts: str


def count_sources(evaluation: Evaluation, wording: Wording) -> Sources:
    """Count the rows of each source, and write its as-of."""
    number = wording.numbers.whole_number
    as_of_all = _as_of_all(evaluation, wording)
    counts = []
    for name, cases in evaluation.cases.items():
        moment = evaluation.as_of[name].local_time
        counts.append(
            SourceCounts(
                label=one_line(evaluation.rules.sources[name].label),
                rows=number(cases.rows),
                cases=number(cases.cases),
                rejected=number(cases.rejected),
                duplicates=number(cases.duplicates),
                as_of="" if as_of_all else EMPTY if moment is None else wording.dates.moment(moment),
            )
        )
    return Sources(tuple(counts), as_of_all, _say_made(evaluation, wording))


def _say_made(evaluation: Evaluation, wording: Wording) -> tuple[str, ...]:
    """Say how many events are in a case, by source."""
    sources, number = evaluation.rules.sources, wording.numbers.whole_number
    found = []
    for name, cases in evaluation.cases.items():
        made = cases.made_of
        if made is None:
            continue
        numbers = {key: number(getattr(made, key)) for key in ("events", "in_cases", "in_none", "later")}
        labels = {"label": sources[name].label, "source": sources[made.source].label, "cases": number(cases.cases)}
        template = wording.report.made_of.removesuffix(")")
        template += (wording.report.later_than if made.later else "") + ")"
        found.append(one_line(template.format(**labels, **numbers)))
    return tuple(found)


def count_left_out(evaluation: Evaluation, wording: Wording) -> tuple[LeftOut, ...]:
    """Count excluded and invalid cases over the whole period.

    An indicator without such cases is left out.
    """
    words = wording.report
    found = []
    for result in evaluation.result_list:
        if result.period != evaluation.period.label or result.group is not None:
            continue
        counts = {words.excluded: result.excluded, words.invalid: result.invalid}
        text = ", ".join(f"{word} {wording.numbers.whole_number(n)}" for word, n in counts.items() if n)
        if text:
            found.append(LeftOut(one_line(result.label), text))
    return tuple(found)


def _as_of_all(evaluation: Evaluation, wording: Wording) -> str:
    """Write the as-of of all sources.

    Returns:
        An empty text unless it is one day for all.
    """
    local_times = [as_of.local_time for as_of in evaluation.as_of.values()]
    moments = [moment for moment in local_times if moment is not None]
    if len({moment.date() for moment in moments}) != 1 or len(moments) != len(local_times):
        return ""
    first, last = min(moments), max(moments)
    (day,) = {as_of.date for as_of in evaluation.as_of.values()}
    if day is not None:
        text = f"{day:{wording.dates.date}} 24:00"
    elif first == last:
        text = wording.dates.moment(last)
    else:
        text = f"{wording.dates.moment(first)}–{last:%H:%M}"
    return f"{wording.report.as_of_all} {text}"
