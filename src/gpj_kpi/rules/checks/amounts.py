"""What sums and ratios demand of their columns.

Law: what is added up is a number, and what its numbers count follows from its declaration.
"""

from __future__ import annotations

from gpj_kpi.rules.checks.subjects import NUMBERS, Subject
from gpj_kpi.rules.models.measures.amounts import Amount, Ratio, Sum, WrittenRatio, WrittenSum, amount_of
from gpj_kpi.rules.text.faults import shown
from gpj_kpi.sentences.amounts import ADDED_UP, EACH_OVER_ITSELF
from gpj_kpi.sentences.sentence import say


def check_sum(measure: WrittenSum, subject: Subject) -> WrittenSum:
    """Check the column that is added up.

    Returns:
        A `Sum`; one at fault stays as written.
    """
    amount = _check_amount(measure.of, "of", subject)
    return measure if amount is None else Sum(kind="sum", of=measure.of, amount=amount)


def check_ratio(measure: WrittenRatio, subject: Subject) -> WrittenRatio:
    """Check the two columns whose sums are divided.

    Returns:
        A `Ratio`; one at fault stays as written.
    """
    assert isinstance(measure.of, str)
    assert isinstance(measure.over, str)
    of, over = (_check_amount(name, key, subject) for name, key in ((measure.of, "of"), (measure.over, "over")))
    if of is None or over is None:
        return measure
    if measure.of == measure.over:
        subject.refuse("contradiction", say(EACH_OVER_ITSELF, column=shown(measure.over)), "measure", "over")
    written = {name: getattr(measure, name) for name in measure.model_fields_set}
    return Ratio(**written, of_amount=of, over_amount=over)


def _check_amount(name: str, key: str, subject: Subject) -> Amount | None:
    """Check one column of numbers; None where it is at fault."""
    column = subject.column(name, NUMBERS, say(ADDED_UP), "measure", key)
    return None if column is None else amount_of(column)
