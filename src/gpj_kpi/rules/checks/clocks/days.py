"""Whether `start` and `ends` fit the limit and the columns of a delay.

Law: both are for limits in days or months. Whatever looks at an hour needs columns with a time of day.
"""

from __future__ import annotations

from collections.abc import Mapping

from gpj_kpi.rules.checks.subjects import Subject
from gpj_kpi.rules.models.clock import StartRules
from gpj_kpi.rules.models.columns import Column
from gpj_kpi.rules.models.measures.delays import WrittenDelay
from gpj_kpi.rules.models.measures.limits import lengths_of, text_of
from gpj_kpi.rules.text.faults import shown
from gpj_kpi.sentences.clocks import days as sentences
from gpj_kpi.sentences.sentence import say


def check_days(measure: WrittenDelay, columns: Mapping[str, Column], subject: Subject, *place: str | int) -> None:
    """Check where a limit begins and ends.

    Args:
        measure: with `start` and `ends`.
        columns: those that start and end it, if declared soundly.
        subject: whose indicator it is.
        place: of the limit; a fault of a version stands there.
    """
    limit, is_version = measure.limit, place != ("measure", "limit")
    if not subject.found.is_sound(*subject.path, *place):
        return
    keys = [key for key, is_there in (("start", measure.start), ("ends", measure.ends != "end_of_day")) if is_there]
    if all(length.unit.has_fixed_length for _, length in lengths_of(limit)):
        for key in keys:
            message = say(sentences.NO_DAY_TO_BEGIN, key=key, limit=shown(text_of(limit)))
            subject.refuse(
                "key_not_allowed", message, *(place if is_version else ("measure", key)), at_key=not is_version
            )
        return
    if is_version:
        return
    if measure.start == StartRules():
        subject.refuse("empty", say(sentences.EMPTY_START), "measure", "start")
    dates = {name for name, column in columns.items() if column.type == "date"}
    begins_on = next((name for name in measure.start_columns if name in dates), None)
    hours: list[tuple[str, tuple[str, ...], bool]] = [
        ("cut_off", ("start", "cut_off"), measure.begins.cut_off is not None),
        ("next_opening", ("start", "closed"), measure.begins.closed == "next_opening"),
        ("same_hour", ("ends",), measure.ends == "same_hour"),
    ]
    for what, below, is_asked in hours:
        if is_asked and begins_on:
            message = say(sentences.HOUR_OF_A_DATE, what=what, column=begins_on)
            subject.refuse("limit_needs_time", message, "measure", *below)
    ends = next((name for name in (measure.to.columns if measure.to else ()) if name in dates), None)
    is_told = measure.ends == "same_hour" and begins_on is not None
    if ends is not None and measure.ends != "end_of_day" and not is_told:
        message = say(sentences.HOUR_OF_A_DATE, what=measure.ends, column=ends)
        subject.refuse("limit_needs_time", message, "measure", "ends")
