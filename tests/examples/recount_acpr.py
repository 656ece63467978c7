"""The complaints of `examples/acpr`, judged a second time with plain loops.

Nothing here comes from gpj_kpi, and nothing but the standard library is used: the rules are typed in by hand, and the
holidays as dates. All columns are days, so instants come in only where a day ends.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.examples.judged import Judged

PARIS = ZoneInfo("Europe/Paris")
ONE_DAY = dt.timedelta(days=1)
HOLIDAYS = {
    dt.date(2023, 1, 1),
    dt.date(2023, 4, 10),
    dt.date(2023, 5, 1),
    dt.date(2023, 5, 8),
    dt.date(2023, 5, 18),
    dt.date(2023, 5, 29),
    dt.date(2023, 7, 14),
    dt.date(2023, 8, 15),
    dt.date(2023, 11, 1),
    dt.date(2023, 11, 11),
    dt.date(2023, 12, 25),
    dt.date(2024, 1, 1),
}
CHANNELS = ("courrier", "courriel", "formulaire", "oral")

Case = dict[str, str]


def read_cases(data: Path) -> dict[str, Case]:
    """Read the complaints by number, the last row of each; rows that cannot be read are left out."""
    cases: dict[str, Case] = {}
    for path in sorted(data.glob("reclamations_*.csv")):
        with path.open(encoding="cp1252", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                if row["Canal"] in CHANNELS and exists(row["Date d’envoi"]):
                    cases[row["N° réclamation"]] = row
    return cases


def exists(text: str) -> bool:
    """Whether a day exists."""
    number, month, year = map(int, text.split("/"))
    return 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]


def read_day(text: str) -> dt.date | None:
    """Read dd/mm/yyyy, None where the cell is empty."""
    if not text:
        return None
    number, month, year = map(int, text.split("/"))
    return dt.date(year, month, number)


def tenth_working_day(day: dt.date) -> dt.date:
    """Walk to the tenth day after a day that is neither a Sunday nor a holiday."""
    counted = 0
    while counted < 10:
        day += ONE_DAY
        if day.weekday() != 6 and day not in HOLIDAYS:
            counted += 1
    return day


def two_months_later(day: dt.date) -> dt.date:
    """Give the day of the same number two months later, or the last one of that month."""
    year, month = (day.year, day.month + 2) if day.month <= 10 else (day.year + 1, day.month - 10)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def judge_all(data: Path, as_of: dt.date | None) -> Iterator[Judged]:
    """Judge every complaint under every indicator; as-of is the end of a day, or the latest day of the export."""
    cases = read_cases(data)
    written = [read_day(cell) for case in cases.values() for cell in list(case.values())[1:8] if "/" in cell]
    known = [day for day in written if day is not None]
    due_until = max(known) if as_of is None else as_of + ONE_DAY
    last_known = max(known) if as_of is None else as_of
    for name, case in cases.items():
        sent = read_day(case["Date d’envoi"])
        assert sent is not None
        if sent > last_known:
            continue
        acknowledged, answered = (
            day if day is not None and day <= last_known else None
            for day in (read_day(case["Accusé de réception envoyé le"]), read_day(case["Réponse envoyée le"]))
        )
        yield Judged(indicator="complaints_sent", case=name, day=sent, verdict="counted")
        if case["Canal"] == "oral":
            continue
        either = min((day for day in (acknowledged, answered) if day is not None), default=None)
        tenth = tenth_working_day(sent)
        for indicator, end, last_day in (
            ("acknowledged_or_answered_10d", either, tenth),
            ("acknowledged_10d", acknowledged, tenth),
            ("answered_2m", answered, two_months_later(sent)),
        ):
            midnight = dt.datetime.combine(last_day + ONE_DAY, dt.time(), tzinfo=PARIS)
            verdict = judge(sent, end, last_day, due_until)
            yield Judged(indicator=indicator, case=name, day=sent, verdict=verdict, due=midnight)
        if answered is None:
            yield Judged(indicator="days_to_answer", case=name, day=sent, verdict="pending")
        else:
            days = Fraction((answered - sent).days)
            yield Judged(indicator="days_to_answer", case=name, day=sent, verdict="counted", value=days)


def judge(start: dt.date, end: dt.date | None, last_day: dt.date, due_until: dt.date) -> str:
    """Compare the day of the end with the last day in time; `due_until` is the day on which as-of falls, at 0:00."""
    if end is None:
        return "overdue" if last_day + ONE_DAY <= due_until else "pending"
    if end < start:
        return "invalid"
    return "met" if end <= last_day else "late"
