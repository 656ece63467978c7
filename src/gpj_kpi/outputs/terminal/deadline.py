"""One deadline with its account: the answer in the first line, then every day, then what they come to.

Law: an account of up to two months has a line for every day; a longer one has a line for every week, month or year,
and names the days of a week or a month that are not like the others. No day is lost: each is in one line.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from gpj_kpi.calendars.counting.account import CountedDay, TakenStretch
from gpj_kpi.calendars.days import MICROSECOND
from gpj_kpi.calendars.deadline import Deadline
from gpj_kpi.calendars.limits import Unit
from gpj_kpi.calendars.periods import Grain
from gpj_kpi.outputs.terminal.counting import name_week, say_counting
from gpj_kpi.outputs.terminal.day_runs import Run, fold
from gpj_kpi.outputs.terminal.lines import INDENT, Column, join, widest, wrap
from gpj_kpi.outputs.words.numbers import bind_numbers
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.rules import RuleFile
from gpj_kpi.safe_text import one_line

_NARROWEST = 60
_NARROWEST_REMARK = 24
_MOST_LINES = 62
_SKIPPED = "–"
_HEADING = "bold"
_GAP = 2
_USUAL = ("weekday", "no_hours", "night")
"""Reasons that come back every week."""


@dataclass(frozen=True)
class _Row:
    """One line of the table: its cells, and a remark.

    The remark may take several lines.
    """

    cells: tuple[str, ...]
    remark: str = ""
    style: str = ""


def render(deadline: Deadline, rules: RuleFile, wording: Wording, console: Console) -> None:
    """Print a deadline on a console, in its width and its colours."""
    width = max(console.width, _NARROWEST)
    grain, runs = fold(deadline.days, at_most=_MOST_LINES)
    rows = _time_rows(runs, grain, wording) if deadline.last_day is None else _day_rows(deadline, runs, grain, wording)
    lines = [
        *wrap(_answer(deadline, wording), width, style=_HEADING),
        Text(),
        *_head(deadline, rules, width, wording),
        Text(),
        *_table(rows, width),
        *_moved(deadline, width, wording),
        *_sum(deadline, width, wording, is_folded=grain is not None),
    ]
    for line in lines:
        console.print(line, soft_wrap=True)


def _answer(deadline: Deadline, wording: Wording) -> str:
    words = wording.deadline
    whole_day = deadline.last_day if deadline.ends == "end_of_day" else None
    return words.due.format(
        day=wording.dates.long_date(whole_day or deadline.due_at.date()),
        time=wording.dates.time(deadline.due_at) if whole_day is None else wording.dates.end_of_day(),
        judged=words.in_time if deadline.includes_due_instant else words.late,
    )


def _head(deadline: Deadline, rules: RuleFile, width: int, wording: Wording) -> list[Text]:
    """Say what was counted, from when, by which rules."""
    words = wording.deadline
    start = wording.dates.long_date(deadline.start_on)
    if deadline.started_at is not None:
        start += f", {wording.dates.time(deadline.started_at)}"
    told = [words.counted_from.format(limit=wording.limit(deadline.limit), start=start, zone=rules.time_zone)]
    if deadline.doubt == "twice" and deadline.started_at is not None:
        told.append(words.twice.format(wording.dates.time(deadline.started_at)))
    if deadline.doubt == "never":
        told.append(_never(deadline, start, wording))
    told += say_counting(deadline, wording)
    rule = words.rules[deadline.limit.unit].format(week=_week(deadline, rules, wording))
    told.append(f"{rule} {words.no_holidays}" if _needs_no_holidays(deadline, rules) else rule)
    told.append(f"{one_line(rules.organisation)}, {one_line(rules.path.name)} (sha256 {rules.sha256[:10]})")
    return [line for text in told for line in wrap(text, width)]


def _never(deadline: Deadline, start: str, wording: Wording) -> str:
    """Say how a start was read that the clocks skip.

    Args:
        deadline: counted from it.
        start: as it was read, with its day.
        wording: of a language.
    """
    given, read, words = deadline.start, deadline.started_at, wording.deadline
    if not isinstance(given, dt.datetime) or read is None:
        return words.never_dated.format(wording.dates.long_date(given), start)
    if read.date() == given.date():
        return words.never.format(wording.dates.time(given), wording.dates.time(read))
    return words.never_dated.format(f"{wording.dates.long_date(given)}, {wording.dates.time(given)}", start)


def _needs_no_holidays(deadline: Deadline, rules: RuleFile) -> bool:
    """Whether holidays would matter, and the house has none."""
    unit = deadline.limit.unit
    is_open_to_them = unit.is_business_time or unit in {Unit.BUSINESS_DAYS, Unit.WORKING_DAYS}
    return rules.schedule.country is None and (is_open_to_them or deadline.rollover != "none")


def _week(deadline: Deadline, rules: RuleFile, wording: Wording) -> str:
    """Name the weekdays that a unit counts: `lundi – vendredi`."""
    weeks = rules.schedule.weeks if deadline.limit.unit is Unit.BUSINESS_DAYS else (tuple(range(6)),)
    named = [name_week(week, wording) for week in weeks]
    return named[0] if len(named) == 1 else wording.deadline.in_turn.format(weeks=" / ".join(named))


def _day_rows(deadline: Deadline, runs: Sequence[Run], grain: Grain | None, wording: Wording) -> list[_Row]:
    words, counts_first = wording.deadline, deadline.begins.counts_first
    dates = _spans(runs, grain, wording, above=None if counts_first else deadline.counted_from.year)
    start = wording.dates.short_date(deadline.counted_from, with_year=True)
    if grain is None:
        heads = _Row((words.day, words.number), style=_HEADING)
        first = _Row((start, ""), words.start_day)
        rows = [_day_row(date, run.days[0], wording) for date, run in zip(dates, runs, strict=True)]
    else:
        heads = _Row((words.day, words.counted, words.number), words.remarks, _HEADING)
        first = _Row((start, "", ""), words.start_day)
        rows = [
            _Row((date, f"{run.taken}", _ordinals(run, wording)), _remark(run, grain, wording))
            for date, run in zip(dates, runs, strict=True)
        ]
    rows = [heads, *([] if counts_first else [first]), *rows]
    return rows if deadline.moved else [*rows[:-1], _ending(rows[-1], deadline, wording)]


def _day_row(date: str, day: CountedDay, wording: Wording) -> _Row:
    number = wording.numbers.whole_number(day.total) if day.taken else _SKIPPED
    return _Row((date, number), wording.day_reasons.why(day), _style(day))


def _style(day: CountedDay) -> str:
    """Dim the days that are skipped every week."""
    is_usual = all(reason.kind in _USUAL for reason in day.reasons.because)
    return "dim" if not day.taken and is_usual else ""


def _ending(row: _Row, deadline: Deadline, wording: Wording) -> _Row:
    """Say in its row that the limit falls on this day."""
    is_before = deadline.limit.strict and deadline.ends == "end_of_day"
    said = wording.deadline.ends_before if is_before else wording.deadline.last_day
    return _Row(row.cells, f"{row.remark}, {said}" if row.remark else said, _HEADING)


def _ordinals(run: Run, wording: Wording) -> str:
    first, last = (wording.numbers.whole_number(number) for number in run.ordinals)
    if run.taken == 0:
        return _SKIPPED
    return last if run.taken == 1 else f"{first}–{last}"


def _time_rows(runs: Sequence[Run], grain: Grain | None, wording: Wording) -> list[_Row]:
    words = wording.deadline
    dates = _spans(runs, grain, wording)
    if grain is not None:
        heads = _Row((words.day, words.taken, words.left), words.remarks, _HEADING)
        return [heads] + [
            _Row(
                (date, wording.dates.duration(run.taken), wording.dates.duration(run.days[-1].left)),
                _remark(run, grain, wording),
            )
            for date, run in zip(dates, runs, strict=True)
        ]
    rows = [_Row((words.day, words.times, words.taken, words.left), style=_HEADING)]
    for date, run in zip(dates, runs, strict=True):
        (day,) = run.days
        if not day.stretches:
            rows.append(_Row((date, _SKIPPED, "", ""), wording.day_reasons.why(day), _style(day)))
        for number, stretch in enumerate(day.stretches):
            taken, left = wording.dates.duration(stretch.taken), wording.dates.duration(stretch.left)
            rows.append(
                _Row((date if number == 0 else "", _times(stretch), taken, left), "" if number else _say(day, wording))
            )
    return rows


def _say(day: CountedDay, wording: Wording) -> str:
    """Say what is special about a day that took time."""
    said = [wording.day_reasons.why(day)] if wording.day_reasons.why(day) else []
    if day.change is not None:
        said.append(wording.dates.clock_change(day.change))
    return ", ".join(said)


def _times(stretch: TakenStretch) -> str:
    """Write the times of a stretch: `09:00–12:30`.

    The end of a day is 24:00.
    """
    ends = [stretch.from_at, stretch.to_at]
    form = "%H:%M:%S" if any(end.second for end in ends) else "%H:%M"
    to_at = _end(stretch)
    first, last = f"{stretch.from_at:{form}}", f"{to_at:{form}}"
    if to_at.date() > stretch.from_at.date():
        last = "24:00:00"[: len(last)]
    return f"{first}–{last}"


def _end(stretch: TakenStretch) -> dt.datetime:
    """Give the local time at which a stretch ends.

    Where the clocks are set back at its end, it is the time up to which they ran: 03:00, before it is 02:00 again.
    """
    just_before = (stretch.to_at.astimezone(dt.UTC) - MICROSECOND).astimezone(stretch.to_at.tzinfo)
    return max(stretch.to_at.replace(tzinfo=None), just_before.replace(tzinfo=None) + MICROSECOND)


def _remark(run: Run, grain: Grain, wording: Wording) -> str:
    """Name the days of a run that are not like the others.

    For a year, say how many were skipped and when the clocks change.
    """
    told = [wording.day_reasons.count_skipped(run.days)] if grain == "year" else []
    for day in run.days:
        because, although = day.reasons.because, day.reasons.although
        date = wording.dates.short_date(day.day) if grain == "year" else wording.dates.weekday_and_number(day.day)
        said = []
        if grain != "year" and (although or (because and because[0].kind not in _USUAL)):
            said.append(wording.day_reasons.why(day))
        if day.change is not None:
            said.append(wording.dates.long_day(day.change))
        if said:
            told.append(f"{date}{wording.colon}{', '.join(said)}")
    return wording.semicolon.join(text for text in told if text)


def _spans(runs: Sequence[Run], grain: Grain | None, wording: Wording, *, above: int | None = None) -> list[str]:
    """Write the day of each run, or its first and last.

    The year is written where it is not that of the row above.
    """
    ends = [(run.days[0].day, run.days[-1].day) for run in runs]
    if grain in {"month", "year"}:
        return [wording.dates.span(first, last) for first, last in ends]
    years = [last.year for _, last in ends]
    is_new = [year != before for before, year in itertools.pairwise([above, *years])]
    lasts = [wording.dates.short_date(last, with_year=new) for (_, last), new in zip(ends, is_new, strict=True)]
    if grain is None:
        return lasts
    firsts = [wording.dates.short_date(first) for first, _ in ends]
    return [f"{first.ljust(widest(firsts))} – {last}" for first, last in zip(firsts, lasts, strict=True)]


def _table(rows: Sequence[_Row], width: int) -> list[Text]:
    """Put columns beside each other, and the remarks behind them.

    Remarks go below where too little is left of the width.
    """
    widths = [widest(cells) for cells in zip(*(row.cells for row in rows), strict=True)]
    room = width - sum(widths) - _GAP * len(widths)
    found = []
    for row in rows:
        columns = [
            Column([Text(cell, row.style)], cells, _GAP if place else 0, "right" if place else "left")
            for place, (cell, cells) in enumerate(zip(row.cells, widths, strict=True))
        ]
        remark = bind_numbers(row.remark)
        if room >= _NARROWEST_REMARK:
            beside_it = Column(wrap(remark, room, style=row.style), room, _GAP, "left")
            found += join([*columns, beside_it])
        else:
            found += join(columns)
            found += wrap(remark, width, style=row.style, first=INDENT * 2, rest=INDENT * 2)
    return found


def _moved(deadline: Deadline, width: int, wording: Wording) -> list[Text]:
    """Draw the days that a rollover passes, and the last one."""
    if not deadline.moved:
        return []
    dates = _spans([Run((day,)) for day in deadline.moved], None, wording)
    rows = [
        _Row((date, _SKIPPED), wording.day_reasons.why(day), _style(day))
        for date, day in zip(dates, deadline.moved[:-1], strict=False)
    ]
    last = _Row((dates[-1], ""), wording.day_reasons.why(deadline.moved[-1]))
    rows.append(_ending(last, deadline, wording))
    title = f"{wording.deadline.moved_to[deadline.rollover]}{wording.colon}".rstrip()
    return [Text(), Text(title, _HEADING), *_table(rows, width)]


def _sum(deadline: Deadline, width: int, wording: Wording, *, is_folded: bool) -> list[Text]:
    """Say how many days were counted and skipped."""
    words = wording.deadline
    told = []
    if deadline.last_day is not None and deadline.limit.unit is not Unit.MONTHS:
        counted = sum(day.taken for day in deadline.days)
        skipped = len(deadline.days) - counted
        kinds = wording.day_reasons.count_skipped(deadline.days)
        number = wording.numbers.whole_number
        told.append(
            words.sum_of_days.format(
                days=number(len(deadline.days)),
                counted=words.days_counted[counted > 1].format(number(counted)),
                skipped=words.days_skipped[skipped > 1].format(number(skipped)),
                kinds=f" ({kinds})",
            )
            if skipped
            else words.nothing_skipped.format(days=number(len(deadline.days)))
        )
    if is_folded:
        told.append(words.every_day)
    return [Text(), *(line for text in told for line in wrap(text, width))] if told else []
