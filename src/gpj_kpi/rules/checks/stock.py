"""What stock demands of its columns: a start and an end, and a unit that they can be counted in.

Law: a case whose start is a date has no age in hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpj_kpi.rules.checks.clocks.limits import refuse_dates
from gpj_kpi.rules.checks.subjects import DATES, Subject
from gpj_kpi.rules.models.measures.stock import Age, Open
from gpj_kpi.rules.text.faults import shown
from gpj_kpi.sentences.amounts import ALWAYS_OVER
from gpj_kpi.sentences.sentence import say


def check_stock(measure: Open | Age, raw: Mapping[str, Any], subject: Subject) -> None:
    """Check the columns and the unit of a stock."""
    start = subject.column(
        measure.from_, DATES, "the start of a case needs a date or datetime column", "measure", "from"
    )
    subject.ends(measure.to, raw.get("to"))
    if measure.from_ in measure.to.columns and subject.found.is_sound(*subject.path, "measure", "from"):
        subject.refuse("contradiction", say(ALWAYS_OVER, column=shown(measure.from_)), "measure", "to")
    if start is None:
        return
    started = {measure.from_: start}
    if isinstance(measure, Age):
        refuse_dates(started, measure.unit, f"an age in {measure.unit}", subject, "measure", "unit")
    elif measure.older_than is not None:
        what = shown(measure.older_than.text or str(measure.older_than))
        refuse_dates(started, measure.older_than.unit, what, subject, "measure", "older_than")
