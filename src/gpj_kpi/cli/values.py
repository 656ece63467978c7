"""What the texts of the command line mean: which period, which as-of, which start, limit and year.

Law: a text that has two meanings, or none, is refused, and the message names the option.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re

from gpj_kpi.calendars.days import FIRST_YEAR, LAST_YEAR
from gpj_kpi.calendars.limits import Limit, parse_limit
from gpj_kpi.calendars.periods import COMPARISONS, Grain, parse_period, parse_window
from gpj_kpi.errors import UsageError
from gpj_kpi.sentences import outputs
from gpj_kpi.sentences.clocks import days
from gpj_kpi.sentences.sentence import say

_MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


def period_named(*, year: str | None, quarter: str | None, month: str | None, from_: str | None, to: str | None) -> str:
    """Read the period that the options name.

    Its days are known once the rule file says in which month years begin.

    Returns:
        The text by which `parse_period` finds it.

    Raises:
        UsageError: none or several of them are given, or one cannot be read.
    """
    named: dict[str, tuple[str | None, Grain, str]] = {
        "--year": (year, "year", "2008"),
        "--quarter": (quarter, "quarter", "2008-Q1"),
        "--month": (month, "month", "2008-03"),
    }
    given = [option for option, (text, _, _) in named.items() if text is not None]
    if from_ is not None or to is not None:
        given.append("--from --to")
    if len(given) != 1:
        told = f"not {' and '.join(given)}" if given else "none was given"
        message = f"name one period, {told}: --year 2008, --quarter 2008-Q1, --month 2008-03 or --from DATE --to DATE."
        raise UsageError(message)
    if from_ is not None or to is not None:
        first, last = _day("--from", from_), _day("--to", to)
        return _readable(f"{first}/{last}")
    text, grain, example = named[given[0]]
    with contextlib.suppress(UsageError):
        if text is not None and parse_period(text).is_whole(grain):
            return text
    raise UsageError(
        f'{given[0]}: "{text}" is not a {grain} from {FIRST_YEAR} to {LAST_YEAR}. Expected e.g. {example}.'
    )


def _readable(text: str) -> str:
    """Refuse what is no period, whenever years begin."""
    parse_period(text)
    return text


def compared_named(text: str | None) -> str | None:
    """Read --compare: two words, or a period.

    Raises:
        UsageError: it is neither.
    """
    if text is None or text in COMPARISONS:
        return text
    try:
        return _readable(text)
    except UsageError as error:
        raise UsageError(say(outputs.NO_COMPARISON, text=text)) from error


def window_named(text: str | None) -> str | None:
    """Read --window: the length of a window.

    Raises:
        UsageError: it is none.
    """
    return None if text is None else parse_window(text).text


def business_day_named(text: str | None) -> int | None:
    """Read --until-business-day: a number from 1 on.

    Raises:
        UsageError: it is none.
    """
    if text is None:
        return None
    if not re.fullmatch("[1-9][0-9]{0,4}", text):
        raise UsageError(say(outputs.NO_BUSINESS_DAY, text=text))
    return int(text)


def _day(option: str, text: str | None) -> dt.date:
    if text is None:
        raise UsageError(f"{option} is missing: a period has a first day, --from, and a last one, --to.")
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise UsageError(f'{option}: "{text}" is not a date. Expected year-month-day, e.g. 2008-01-15.') from error


def instant_named(text: str | None, option: str) -> dt.datetime | dt.date | None:
    """Read --as-of or --now: a date, or a time.

    Args:
        text: what was given, if anything.
        option: which of them, for messages.

    Raises:
        UsageError: it is neither, or lies outside the years that are read.
    """
    if text is None:
        return None
    # fromisoformat alone would take a week (2008-W05) for its Monday.
    reads = (dt.date.fromisoformat, dt.datetime.fromisoformat) if re.match(r"\d{4}-\d{2}-\d{2}", text) else ()
    for read in reads:
        with contextlib.suppress(ValueError):
            moment = read(text)
            if FIRST_YEAR <= moment.year <= LAST_YEAR:
                return moment
            raise UsageError(say(outputs.OUTSIDE_YEARS, option=option, text=text, first=FIRST_YEAR, last=LAST_YEAR))
    raise UsageError(say(outputs.NO_INSTANT, option=option, text=text))


def moment_named(text: str, name: str) -> dt.datetime | dt.date:
    """Read a day, or a time of day.

    A time is naive, or aware where it has an offset (`2008-10-26T02:30+01:00`).

    Only year-month-day is read: 03/04/2008 is two days, depending on who reads it.

    Args:
        text: what was given.
        name: of the argument, for messages.

    Raises:
        UsageError: it is neither, or lies outside the years that are read.
    """
    match = _MOMENT.fullmatch(" ".join(text.split()).upper())
    moment: dt.datetime | dt.date | None = None
    if match:
        with contextlib.suppress(ValueError):
            day, hour, minute, second, offset = match.groups(default="")
            clock = f"T{hour:0>2}:{minute}:{second or '00'}{offset}" if hour else ""
            moment = dt.datetime.fromisoformat(day + clock) if clock else dt.date.fromisoformat(day)
    if moment is None:
        message = f'{name}: "{text}" is no date and no time. Expected year-month-day, and hour:minute if a time matters'
        raise UsageError(f'{message}: 2008-04-30 or "2008-04-30 17:40".')
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise UsageError(f'{name}: "{text}" lies outside the years {FIRST_YEAR} to {LAST_YEAR}.')
    return moment


def limit_named(text: str, name: str) -> Limit:
    """Read a limit, e.g. `10 jours ouvrés`.

    Raises:
        UsageError: it is none; the message is that of `parse_limit`.
    """
    try:
        return parse_limit(text)
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from error


def cut_off_named(text: str | None, option: str) -> int | None:
    """Read a time of day, in minutes since midnight; None stays None.

    Raises:
        UsageError: it is none, or 00:00, which would leave no time before it.
    """
    if text is None:
        return None
    match = re.fullmatch("([01]?[0-9]|2[0-3]):([0-5][0-9])", text)
    minutes = int(match[1]) * 60 + int(match[2]) if match else 0
    if not minutes:
        raise UsageError(say(days.NO_CUT_OFF_GIVEN, option=option, text=text))
    return minutes


def year_named(text: str, name: str) -> int:
    """Read a year.

    Raises:
        UsageError: it is none, or not one of those that are read.
    """
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise UsageError(f'{name}: "{text}" is not a year from {FIRST_YEAR} to {LAST_YEAR}. Expected e.g. 2008.')
    return int(text)
