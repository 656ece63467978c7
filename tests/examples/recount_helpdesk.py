"""The tickets and calls of `examples/helpdesk`, judged a second time by walking from minute to minute.

Nothing here comes from gpj_kpi, and nothing but the standard library is used: the rules are typed in by hand. Tickets
are written to the minute, so a clock that counts minutes one by one is exact.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.examples.judged import Judged

LONDON = ZoneInfo("Europe/London")
ONE_DAY = dt.timedelta(days=1)
ONE_MINUTE = dt.timedelta(minutes=1)
LONG_AGO = dt.datetime(1, 1, 1, tzinfo=dt.UTC)

HOLIDAYS = {
    dt.date(2024, 1, 1),
    dt.date(2024, 3, 29),
    dt.date(2024, 4, 1),
    dt.date(2024, 5, 6),
    dt.date(2024, 5, 27),
    dt.date(2024, 8, 26),
    dt.date(2024, 12, 25),
    dt.date(2024, 12, 26),
    dt.date(2025, 1, 1),
}
CLOSED = {dt.date(2024, 12, 27)}
WORKED = {dt.date(2024, 11, 30)}
# Hours of one day, opening included, closing not.
OWN_HOURS = {
    dt.date(2024, 9, 12): [(8, 12), (14, 18)],
    dt.date(2024, 11, 30): [(9, 13)],
    dt.date(2024, 12, 24): [(8, 12)],
}
TIGHTENED_ON = dt.date(2024, 7, 1)

Instant = dt.datetime  # aware, in UTC
Row = dict[str, str]
Pause = tuple[Instant, Instant]  # from included, to excluded


# ------------------------------------------------------------------------------------------------------------- reading


def read_rows(data: Path, pattern: str) -> list[Row]:
    """Read the rows of all files, by name, as text."""
    rows: list[Row] = []
    for path in sorted(data.glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def read_wall_time(text: str) -> Instant | None:
    """Read dd/mm/yyyy hh:mm, a wall time of London; None where the cell is empty."""
    if not text:
        return None
    return dt.datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=LONDON).astimezone(dt.UTC)


def read_tickets(data: Path) -> dict[str, Row]:
    """Read the tickets by number, the last row of each; one was opened on 30 February and is left out."""
    rows = read_rows(data, "tickets_*.csv")
    return {row["Ticket"]: row for row in rows if not row["Opened"].startswith("30/02/")}


def read_pauses(data: Path, tickets: dict[str, Row]) -> list[tuple[str, Instant, Instant | None]]:
    """Read ticket, start and end of each pause; those of no ticket, or that end before they start, are left out."""
    pauses = []
    for row in read_rows(data, "pauses_*.csv"):
        start, end = read_wall_time(row["From"]), read_wall_time(row["To"])
        assert start is not None
        if row["Ticket"] in tickets and (end is None or start <= end):
            pauses.append((row["Ticket"], start, end))
    return pauses


# ------------------------------------------------------------------------------------------------------------ counting


def is_business_day(day: dt.date) -> bool:
    """Whether a day is one of Monday to Friday that nothing closes, or a worked one."""
    return day in WORKED or (day.weekday() < 5 and day not in HOLIDAYS and day not in CLOSED)


def is_open(instant: Instant) -> bool:
    """Whether the desk is open at an instant, by the clock on its wall."""
    local = instant.astimezone(LONDON)
    if not is_business_day(local.date()):
        return False
    return any(opens <= local.hour < closes for opens, closes in OWN_HOURS.get(local.date(), [(8, 18)]))


def is_paused(instant: Instant, pauses: list[Pause]) -> bool:
    """Whether one pause or several hold an instant."""
    return any(start <= instant < end for start, end in pauses)


def minutes_between(start: Instant, end: Instant, pauses: list[Pause]) -> int:
    """Count the minutes in which the desk is open and nothing is paused."""
    counted, minute = 0, start
    while minute < end:
        counted += is_open(minute) and not is_paused(minute, pauses)
        minute += ONE_MINUTE
    return counted


def due_after_minutes(start: Instant, minutes: int, pauses: list[Pause]) -> Instant:
    """Walk to the end of the last minute of a limit."""
    counted, minute = 0, start
    while counted < minutes:
        counted += is_open(minute) and not is_paused(minute, pauses)
        minute += ONE_MINUTE
    return minute


def due_after_days(start: Instant, days: int, pauses: list[Pause]) -> Instant:
    """Walk to the end of the last business day of a limit; a day at whose end the clock stands still does not count."""
    day, counted = start.astimezone(LONDON).date(), 0
    while counted < days:
        day += ONE_DAY
        stands_still = any(begin < midnight_after(day) <= end for begin, end in pauses)
        counted += is_business_day(day) and not stands_still
    return midnight_after(day)


def midnight_after(day: dt.date) -> Instant:
    """Give 24:00 of a day in London."""
    return dt.datetime.combine(day + ONE_DAY, dt.time(), tzinfo=LONDON).astimezone(dt.UTC)


# ------------------------------------------------------------------------------------------------------------- judging


def judge_all(data: Path, as_of: dt.date | None) -> Iterator[Judged]:
    """Judge every ticket and call under every indicator; as-of is the end of a day, or the latest event of a source."""
    yield from judge_tickets(data, as_of)
    yield from judge_calls(data, as_of)


def judge_tickets(data: Path, as_of: dt.date | None) -> Iterator[Judged]:
    """Judge every ticket of priority 1 and 2."""
    tickets = read_tickets(data)
    pauses = read_pauses(data, tickets)
    columns = ("Opened", "First response", "Resolved")
    written = [read_wall_time(ticket[column]) for ticket in tickets.values() for column in columns]
    now = max(instant or LONG_AGO for instant in written) if as_of is None else midnight_after(as_of)

    def happened(instant: Instant | None) -> Instant | None:
        # 24:00 of the day of as-of belongs to the next day.
        return None if instant is None or (as_of is not None and instant >= now) else instant

    for name, ticket in tickets.items():
        opened, responded, resolved = (happened(read_wall_time(ticket[column])) for column in columns)
        if opened is None:
            continue
        last = resolved or now
        paused = [
            (max(start, opened), min(happened(end) or last, last))
            for case, start, end in pauses
            if case == name and happened(start)
        ]
        for judged in judge_ticket(name, ticket["Priority"], (opened, responded, resolved), paused):
            is_late = judged.verdict == "pending" and judged.due is not None and judged.due <= now
            yield Judged(**{**vars(judged), "verdict": "overdue"}) if is_late else judged


def judge_ticket(
    name: str, priority: str, events: tuple[Instant, Instant | None, Instant | None], paused: list[Pause]
) -> Iterator[Judged]:
    """Judge one ticket under the indicators of its priority; what has not ended is pending, due or not."""
    opened, responded, resolved = events
    day = opened.astimezone(LONDON).date()

    def delay(indicator: str, end: Instant | None, due: Instant, *, includes_due: bool = True) -> Judged:
        if end is None:
            verdict = "pending"
        elif end < opened:
            verdict = "invalid"
        else:
            verdict = "met" if end < due or (includes_due and end == due) else "late"
        return Judged(indicator=indicator, case=name, day=day, verdict=verdict, due=due)

    if priority == "P1":
        hours = 4 if day < TIGHTENED_ON else 3
        yield delay("p1_response", responded, due_after_minutes(opened, 30, []))
        yield delay("p1_resolution", resolved, due_after_minutes(opened, 60 * hours, paused))
        if resolved is None:
            yield Judged(indicator="p1_resolution_time", case=name, day=day, verdict="pending")
        else:
            seconds = Fraction(60 * minutes_between(opened, resolved, paused))
            yield Judged(indicator="p1_resolution_time", case=name, day=day, verdict="counted", value=seconds)
    if priority == "P2":
        yield delay("p2_response", responded, due_after_minutes(opened, 4 * 60, []))
        yield delay("p2_resolution", resolved, due_after_minutes(opened, 16 * 60, paused))
        yield delay("p2_resolution_days", resolved, due_after_days(opened, 2, paused), includes_due=False)


def judge_calls(data: Path, as_of: dt.date | None) -> Iterator[Judged]:
    """Judge every call: answered within 20 seconds; abandoned within 5 it is excluded, abandoned later missed."""
    calls = read_rows(data, "calls_*.csv")
    columns = ("offered", "answered", "abandoned")
    written = [dt.datetime.fromisoformat(call[column]) for call in calls for column in columns if call[column]]
    now = max(written) if as_of is None else midnight_after(as_of)
    for call in calls:
        offered, answered, abandoned = (
            dt.datetime.fromisoformat(call[column]) if call[column] else None for column in columns
        )
        assert offered is not None
        if as_of is not None and offered >= now:
            continue
        due = offered + dt.timedelta(seconds=20)
        if answered is not None and (abandoned is None or answered <= abandoned):
            verdict = "met" if answered <= due else "late"
        elif call["outcome"] == "HANG" and abandoned is not None:
            verdict = "excluded" if abandoned <= offered + dt.timedelta(seconds=5) else "abandoned"
        else:
            verdict = "overdue" if due <= now else "pending"
        local_day = offered.astimezone(LONDON).date()
        yield Judged(indicator="calls_answered_20s", case=call["call"], day=local_day, verdict=verdict, due=due)
