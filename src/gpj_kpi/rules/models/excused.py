"""Times in which a commitment could not be kept, on record in the head of the rule file.

Law: what is excused changes no figure. It is told beside it, and says why and where that is written.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from gpj_kpi.rules.models.conditions import ConditionField
from gpj_kpi.rules.text.values import ReadBy, RuleModel, Text, Written, read_day

_DAY_SCHEMA = {"type": "string", "format": "date"}


class Excused(RuleModel):
    """Some days, and which cases of these are excused.

    Attributes:
        from_: first local day, included (`from` in the file).
        to: last local day, included.
        reason: why the commitment could not be kept.
        ref: where that is on record.
        source: id of the source whose cases are excused; None: those of all sources.
        where: which of its cases; None: all. With `source` only.
    """

    from_: Annotated[date, Field(alias="from"), ReadBy(read_day, _DAY_SCHEMA)]
    to: Annotated[date, ReadBy(read_day, _DAY_SCHEMA)]
    reason: Text
    ref: Text
    source: Annotated[Text | None, Written] = None
    where: Annotated[ConditionField | None, Written] = None
