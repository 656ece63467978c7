"""A year at a glance: a grid with a cell for every day, then the days that have a name.

Law: a cell is the number of the business day within its month, or the mark of what closes the day. Where the console
is wide enough, a month is a line; else it is a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from gpj_kpi.calendars.schedule import WEEKDAYS, OpeningStretch, Weekday
from gpj_kpi.calendars.year import CalendarYear, YearDay
from gpj_kpi.outputs.terminal.counting import name_week
from gpj_kpi.outputs.terminal.lines import INDENT, Column, flow, join, widest, wrap
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.rules import RuleFile
from gpj_kpi.safe_text import one_line

_NARROWEST = 60
_LONGEST_MONTH = 31
_CELL = 3  # a mark and two digits
_GAP = 2
_HEADING = "bold"
_STYLES = {"weekend": "dim", "holiday": "magenta", "closed": "yellow", "worked": "cyan", "skipped": "yellow"}


def render(year: CalendarYear, rules: RuleFile, wording: Wording, console: Console) -> None:
    """Print a year on a console, in its width and its colours."""
    width = max(console.width, _NARROWEST)
    lines = [
        *_title(year, rules, width, wording),
        Text(),
        *(_months_as_lines(year, wording, width) or _months_as_columns(year, wording, width)),
        Text(),
        *_legend(year, width, wording),
        Text(),
        *_named_days(year, width, wording),
    ]
    for line in lines:
        console.print(line, soft_wrap=True)


def _title(year: CalendarYear, rules: RuleFile, width: int, wording: Wording) -> list[Text]:
    items = [
        Text(one_line(rules.organisation), _HEADING),
        Text(f"{year.year}", _HEADING),
        Text(f"{one_line(rules.path.name)} (sha256 {rules.sha256[:10]})", "dim"),
    ]
    last = year.days[-1]
    number = wording.numbers.whole_number
    totals = wording.year.totals.format(
        business=number(last.business_ordinal), working=number(last.working_ordinal), days=number(last.calendar_ordinal)
    )
    turn = year.schedule.turn
    if turn is None:
        return [*flow(items, width), *wrap(totals, width)]
    weeks = " / ".join(name_week(week, wording) for week in turn.weeks)
    said = wording.year.turn.format(weeks=weeks, day=wording.dates.long_date(turn.from_))
    return [*flow(items, width), *wrap(totals, width), *wrap(said, width)]


def _months_as_lines(year: CalendarYear, wording: Wording, width: int) -> list[Text]:
    """Draw twelve lines of 31 cells, with three counts.

    Returns:
        Nothing where the width does not hold them.
    """
    months = [year.month(number) for number in range(1, 13)]
    names = [Text(name, _HEADING) for name in wording.dates.months]
    counts = [_counts(month) for month in months]
    symbols = wording.year.symbols
    count_widths = [widest([symbol, *(row[n] for row in counts)]) for n, symbol in enumerate(symbols)]
    name_width = widest(wording.dates.months)
    if name_width + _LONGEST_MONTH * _CELL + sum(_GAP + cells for cells in count_widths) > width:
        return []
    head = Text("".join(f"{number:{_CELL}}" for number in range(1, _LONGEST_MONTH + 1)), _HEADING)
    rows = [(Text(), head, [Text(symbol, _HEADING) for symbol in symbols])]
    rows += [
        (name, Text.assemble(*(_draw_cell(day, wording) for day in month)), [Text(count) for count in row])
        for name, month, row in zip(names, months, counts, strict=True)
    ]
    found = []
    for name, cells, ends in rows:
        columns = [Column([name], name_width, 0, "left"), Column([cells], _LONGEST_MONTH * _CELL, 0, "left")]
        columns += [Column([end], cells, _GAP) for end, cells in zip(ends, count_widths, strict=True)]
        found += join(columns)
    return found


def _months_as_columns(year: CalendarYear, wording: Wording, width: int) -> list[Text]:
    """Draw 31 lines of twelve cells, then three counts.

    Each cell has the letters of its weekday, if there is room.
    """
    months = [year.month(number) for number in range(1, 13)]
    symbols = wording.year.symbols
    name_width = widest(symbols)
    letters = widest(wording.dates.weekday_letters) + _CELL + 1
    cell_width = letters if name_width + len(months) * letters <= width else _CELL + 1
    names = wording.dates.months if cell_width == letters else [f"{number}" for number in range(1, 13)]
    heads = [Text(name, _HEADING) for name in names]
    rows = [(Text(), heads)]
    for place in range(_LONGEST_MONTH):
        cells = [_letter_cell(month[place], cell_width, wording) if place < len(month) else Text() for month in months]
        rows.append((Text(f"{place + 1}", _HEADING), cells))
    counts = [_counts(month) for month in months]
    rows += [(Text(symbol, _HEADING), [Text(row[n]) for row in counts]) for n, symbol in enumerate(symbols)]
    return [
        line
        for name, cells in rows
        for line in join([Column([name], name_width, 0), *(Column([cell], cell_width, 0) for cell in cells)])
    ]


def _draw_cell(day: YearDay, wording: Wording) -> Text:
    """Draw a mark and the number of the business day."""
    kind = _kind(day)
    mark = wording.year.marks[kind][0] if kind else ""
    number = f"{day.business_of_month}" if day.is_business else ""
    style = _STYLES[kind] if kind else ""
    return Text(f"{mark}{number:>2}" if number and mark else (number or mark).rjust(_CELL), style)


def _letter_cell(day: YearDay, width: int, wording: Wording) -> Text:
    cell = _draw_cell(day, wording)
    return (
        cell if width == _CELL + 1 else Text.assemble((wording.dates.weekday_letters[day.day.weekday()], "dim"), cell)
    )


def _kind(day: YearDay) -> str:
    """Give the kind of the mark of a day; empty for most."""
    if day.is_skipped:
        return "skipped"
    if day.is_business:
        return "worked" if day.worked is not None else ""
    if day.holiday is not None:
        return "holiday"
    return "weekend" if day.is_weekend else "closed"


def _counts(month: Sequence[YearDay]) -> tuple[str, str, str]:
    """Count the business days and working days of a month.

    The third count is of business days from 1 January to its end.
    """
    return (
        f"{sum(day.is_business for day in month)}",
        f"{sum(day.is_working for day in month)}",
        f"{month[-1].business_ordinal}",
    )


def _legend(year: CalendarYear, width: int, wording: Wording) -> list[Text]:
    kinds = {_kind(day) for day in year.days}
    marks = [
        Text.assemble((mark, _STYLES[kind]), f" {meaning}")
        for kind, (mark, meaning) in wording.year.marks.items()
        if kind in kinds
    ]
    return [*flow(marks, width), *wrap(wording.year.numbered, width)]


def _named_days(year: CalendarYear, width: int, wording: Wording) -> list[Text]:
    """List holidays, closures, worked days and clock changes.

    All but the holidays stand on their right where the width holds them.
    """
    words = wording.year
    holidays = _list_named(words.holidays, ((day, day.holiday) for day in year.days), wording)
    if year.schedule.country is None:
        holidays = [Text(f"{words.holidays}{wording.colon}{words.no_holidays}", _HEADING)]
    others = [
        *_list_named(words.closed, ((day, day.closed) for day in year.days), wording),
        Text(),
        *_list_named(words.worked, ((day, _worked(day, wording)) for day in year.days), wording),
        Text(),
        *_opening_hours(year, wording),
        Text(f"{words.changes} ({year.schedule.time_zone}){wording.colon}{len(year.changes)}", _HEADING),
        *(
            Text(f"{INDENT}{wording.dates.short_date(change.day)}{INDENT}{wording.dates.clock_change(change)}")
            for change in year.changes
        ),
    ]
    left = widest([line.plain for line in holidays]) + 2 * _GAP
    if left + widest([line.plain for line in others]) <= width:
        return join([Column(holidays, left, 0, "left"), Column(others, width - left, 0, "left")])
    lines = [*holidays, Text(), *others]
    return [part for line in lines for part in _fit(line, width)]


def _opening_hours(year: CalendarYear, wording: Wording) -> list[Text]:
    """List the opening hours of weekdays, and of dates with their own.

    Weekdays with the same hours stand together.
    """
    hours = year.schedule.opening_hours
    named: list[tuple[str, str]] = []
    for number, week in enumerate(hours.weeks, start=1):
        if hours.turn is not None:
            named.append((wording.year.week_of_turn.format(n=number, all=len(hours.weeks)), ""))
        named += _name_hours(week, wording)
    named += [
        (wording.dates.short_date(day), _times(stretches, wording))
        for day, stretches in hours.dates.items()
        if day.year == year.year
    ]
    width = widest([name for name, _ in named])
    lines = [Text(f"{INDENT}{name.ljust(width)}{INDENT}{text}".rstrip()) for name, text in named]
    return [Text(wording.year.hours, _HEADING), *lines, Text()] if lines else []


def _name_hours(week: Mapping[Weekday, Sequence[OpeningStretch]], wording: Wording) -> list[tuple[str, str]]:
    """Name the hours of a week; weekdays with the same hours stand together."""
    by_hours: list[tuple[list[int], str]] = []
    for weekday, name in enumerate(WEEKDAYS):
        text = _times(week.get(name, ()), wording)
        if by_hours and by_hours[-1][1] == text:
            by_hours[-1][0].append(weekday)
        else:
            by_hours.append(([weekday], text))
    return [(wording.dates.weekday_span(weekdays), text) for weekdays, text in by_hours if text]


def _times(stretches: Sequence[OpeningStretch], wording: Wording) -> str:
    """Stretches of a day: `09:00–12:30, 22:00–06:00 (next day)`."""
    said = {False: "{}", True: wording.year.over_midnight}
    return ", ".join(said[each.passes_midnight].format(str(each).replace("-", "–")) for each in stretches)


def _worked(day: YearDay, wording: Wording) -> str | None:
    """Say why a day is worked, and what it is otherwise."""
    if day.worked is None or day.holiday is None:
        return day.worked
    return f"{day.worked} ({wording.day_reasons.although.format(wording.day_reasons.kinds['holiday'])})"


def _list_named(title: str, days: Iterable[tuple[YearDay, str | None]], wording: Wording) -> list[Text]:
    """List the days that have a name, under their number."""
    named = [(day, one_line(name)) for day, name in days if name is not None]
    dates = [wording.dates.short_date(day.day) for day, _ in named]
    lines = [
        Text(f"{INDENT}{date.ljust(widest(dates))}{INDENT}{name}") for date, (_, name) in zip(dates, named, strict=True)
    ]
    return [Text(f"{title}{wording.colon}{len(named)}", _HEADING), *lines]


def _fit(line: Text, width: int) -> list[Text]:
    """Break a line that is too long for the width."""
    if line.cell_len <= width:
        return [line]
    return wrap(line.plain.strip(), width, first=INDENT, rest=INDENT * 2)
