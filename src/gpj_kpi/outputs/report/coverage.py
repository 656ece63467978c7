"""What the data covers of each period, and what it does not.

Law: what is not whole is said wherever its figure is shown. Words are those of `Covered`, cut to the period.
"""

from __future__ import annotations

from itertools import groupby

from gpj_kpi.calendars.periods import Period
from gpj_kpi.cases.coverage import Covered
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.results.result import Result
from gpj_kpi.safe_text import one_line


def covered_by(result: Result) -> Covered:
    """Give what the source of a result covers of its period."""
    return Covered(result.coverage, result.covered_from, result.covered_to)


def say_covered(covered: Covered, period: Period, wording: Wording) -> str:
    """Say what is covered: `to 7 January`, `with a gap`.

    Nothing is said where it is whole.
    """
    words = wording.report
    first, last = covered.first_day, covered.last_day
    if covered.kind == "whole":
        return ""
    if first is None or last is None:
        return words.without_data
    with_year = period.first_day.year != period.last_day.year
    days = [wording.dates.day_and_month(day, with_year=with_year) for day in (first, last)]
    texts = [words.with_gap] if covered.kind == "gap" else []
    if first > period.first_day and last < period.last_day:
        texts.append(words.covered_between.format(*days))
    elif first > period.first_day:
        texts.append(words.covered_from.format(days[0]))
    elif last < period.last_day:
        texts.append(words.covered_to.format(days[1]))
    return ", ".join(texts)


def list_coverage(evaluation: Evaluation, wording: Wording) -> tuple[str, ...]:
    """Name the periods that are not covered in full, with their sources.

    One line per period and form of words: `T1, au 7 janvier : Dossiers, Réclamations`. Parts that follow each other and
    are covered alike share a line.
    """
    parts = evaluation.reported[:-1]
    names = wording.dates.part_names(parts, evaluation.period)
    said = [(name, _by_words(evaluation, part, wording)) for name, part in zip(names, parts, strict=True)]
    found = []
    for covered, alike in groupby(said, key=lambda each: each[1]):
        run = [name for name, _ in alike]
        found += _lines(run[0] if len(run) == 1 else f"{run[0]} – {run[-1]}", covered, evaluation, wording)
    whole = wording.dates.period_name(evaluation.period)
    found += _lines(whole, _by_words(evaluation, evaluation.period, wording), evaluation, wording)
    others = (other for other in evaluation.asked.compared.values() if other not in evaluation.reported)
    for other in dict.fromkeys(sorted(others)):
        name = wording.dates.period_name(other)
        found += _lines(name, _by_words(evaluation, other, wording), evaluation, wording)
    return tuple(found)


def _by_words(evaluation: Evaluation, period: Period, wording: Wording) -> dict[str, list[str]]:
    """List the sources that do not cover a period, by words."""
    found: dict[str, list[str]] = {}
    for name in evaluation.cases:
        covered = evaluation.covered(name, period)
        text = say_covered(covered, period, wording) if covered else ""
        if text:
            found.setdefault(text, []).append(one_line(evaluation.rules.sources[name].label))
    return found


def _lines(name: str, covered: dict[str, list[str]], evaluation: Evaluation, wording: Wording) -> list[str]:
    n_dated = sum(evaluation.covered(each, evaluation.period) is not None for each in evaluation.cases)
    every = n_dated if n_dated > 1 else None
    return [
        f"{name}, {text}{wording.colon}{wording.report.all_sources if len(labels) == every else ', '.join(labels)}"
        for text, labels in covered.items()
    ]
