"""How a limit in days was counted, in words.

Law: what the command or the rule file asks for is said, and nothing else.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from gpj_kpi.calendars.deadline import Deadline
from gpj_kpi.calendars.limits import Unit
from gpj_kpi.outputs.words.wording import Wording


def name_week(week: Sequence[int], wording: Wording) -> str:
    """Name the weekdays of a week: `lundi – vendredi`."""
    names = [wording.dates.weekday_names[weekday] for weekday in week]
    if len(names) > 2 and all(after == before + 1 for before, after in itertools.pairwise(week)):  # noqa: PLR2004 - from, to
        return f"{names[0]} – {names[-1]}"
    return ", ".join(names)


def say_counting(deadline: Deadline, wording: Wording) -> Iterator[str]:
    """Say what is special about how a deadline was counted, a sentence each."""
    words, begins = wording.deadline, deadline.begins
    cut_off = "" if begins.cut_off is None else wording.dates.time_of_day(begins.cut_off)
    if deadline.taken_for is not None:
        kind = "cut_off" if deadline.is_cut_off or begins.closed is None else begins.closed
        moment = f"{wording.dates.long_date(deadline.taken_for.date())}, {wording.dates.time(deadline.taken_for)}"
        yield words.taken_for[kind].format(cut_off=cut_off, moment=moment)
    elif cut_off:
        yield words.before_cut_off.format(cut_off=cut_off)
    if begins.counts_first:
        yield words.first_day_of_month if deadline.limit.unit is Unit.MONTHS else words.first_day
    if deadline.ends in words.ends:
        yield words.ends[deadline.ends]
