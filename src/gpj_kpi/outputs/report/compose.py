"""A whole report: its title, its rows, and what stands under them.

Law: what one output says, all say; they differ in how it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.report.asked import say_asked
from gpj_kpi.outputs.report.counts import LeftOut, Sources, count_left_out, count_sources
from gpj_kpi.outputs.report.coverage import list_coverage
from gpj_kpi.outputs.report.excused import ExcusedCases, count_excused
from gpj_kpi.outputs.report.issues import RejectedRows, count_rejected, list_notices
from gpj_kpi.outputs.report.legend import Entry, explain_marks
from gpj_kpi.outputs.report.rows import Section, list_sections, parts_to_show
from gpj_kpi.outputs.report.versions import VersionedIndicator, list_versions
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.safe_text import one_line

_SHOWN_OF_SHA256 = 10


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that a report says.

    Attributes:
        organisation: whose commitments they are.
        period: name of the whole period.
        asked: what is asked beside it: windows, a last business day, and what it is compared with.
        rules: name of the rule file, with the beginning of its digest.
        parts: headings of the parts of the period.
        whole: heading of the whole period.
        sections: one per commitment.
        legend: what the marks mean.
        coverage: a line per period that the data does not cover in full.
        sources: what was read.
        verified: what was verified of every result.
        left_out: cases that the figures leave out.
        versions: indicators whose rule changes inside the period.
        rejected: rows that were rejected; None if there are none.
        notices: a line per kind.
        excused: the figures without their excused cases, and why these are excused.
    """

    organisation: str
    period: str
    asked: tuple[str, ...]
    rules: str
    parts: tuple[str, ...]
    whole: str
    sections: tuple[Section, ...]
    legend: tuple[Entry, ...]
    coverage: tuple[str, ...]
    sources: Sources
    verified: str
    left_out: tuple[LeftOut, ...]
    versions: tuple[VersionedIndicator, ...]
    rejected: RejectedRows | None
    notices: tuple[str, ...]
    excused: ExcusedCases = field(default_factory=ExcusedCases)


def compose(evaluation: Evaluation, wording: Wording) -> Report:
    """Write all that a report says, in one language."""
    rules, sections = evaluation.rules, list_sections(evaluation, wording)
    n_results = wording.numbers.whole_number(len(evaluation.result_list))
    return Report(
        organisation=one_line(rules.organisation),
        period=wording.dates.period_name(evaluation.period),
        asked=say_asked(evaluation, wording),
        rules=f"{one_line(rules.path.name)} (sha256 {rules.sha256[:_SHOWN_OF_SHA256]})",
        parts=tuple(wording.dates.part_headings(parts_to_show(evaluation), evaluation.period)),
        whole=wording.dates.whole_name(evaluation.period),
        sections=sections,
        legend=explain_marks(evaluation, sections, wording),
        coverage=list_coverage(evaluation, wording),
        sources=count_sources(evaluation, wording),
        verified=wording.report.verified.format(n=n_results),
        left_out=count_left_out(evaluation, wording),
        excused=count_excused(evaluation, wording),
        versions=list_versions(evaluation, wording),
        rejected=count_rejected(evaluation, wording),
        notices=list_notices(evaluation, wording),
    )
