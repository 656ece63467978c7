from __future__ import annotations

import datetime as dt

import pytest

from gpj_kpi.calendars.counting.reasons import ClockChange
from gpj_kpi.calendars.periods import parse_period, parse_window, parts
from gpj_kpi.outputs.words.dates import DateWords
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH

IN_FRENCH, IN_ENGLISH = FRENCH.dates, ENGLISH.dates


@pytest.mark.parametrize(
    ("period", "by", "names"),
    [
        ("2008", "quarter", ["T1", "T2", "T3", "T4"]),
        ("2008-Q1", "month", ["janv.", "févr.", "mars"]),
        ("2008-01-07/2008-01-20", "week", ["S02", "S03"]),
        ("2008-12-22/2008-12-31", "week", ["S52", "S01 09"]),
        ("2007-10-01/2008-03-31", "quarter", ["T4 07", "T1 08"]),
        ("2007-01-01/2008-12-31", "year", ["2007", "2008"]),
    ],
)
def test_columns_are_named_with_their_year_where_it_matters(period: str, by: str, names: list[str]) -> None:
    """Two columns never have one name."""
    whole = parse_period(period)
    assert IN_FRENCH.part_names(parts(whole, by), whole) == names  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "french", "english"),
    [
        ("2008", "2008", "2008"),
        ("2008-Q1", "T1 2008", "Q1 2008"),
        ("2008-08", "août 2008", "August 2008"),
        ("2008-W05", "S05 2008", "W05 2008"),
        ("2008-01-15/2008-02-10", "15/01/2008 – 10/02/2008", "2008-01-15 – 2008-02-10"),
    ],
)
def test_periods_have_a_name(period: str, french: str, english: str) -> None:
    """As a title says it."""
    assert IN_FRENCH.period_name(parse_period(period)) == french
    assert IN_ENGLISH.period_name(parse_period(period)) == english


@pytest.mark.parametrize(
    ("label", "french"),
    [
        ("2008-05-30", "30/05/2008"),
        ("2008-05-01/2008-05-30", "01/05/2008 – 30/05/2008"),
        ("2008-05-01/2008-05-31", "01/05/2008 – 31/05/2008"),
        ("2008-05", "mai 2008"),
        ("2008-W20", "S20 2008"),
    ],
)
def test_labels_are_days_or_periods(label: str, french: str) -> None:
    """A stretch of days that makes a whole month is still two days."""
    assert IN_FRENCH.label(label) == french


def test_moments_are_local_and_to_the_minute() -> None:
    """The way of the country in French, ISO order in English."""
    moment = dt.datetime(2009, 1, 8, 8, 12, 30)
    assert IN_FRENCH.moment(moment) == "08/01/2009 08:12"
    assert IN_ENGLISH.moment(moment) == "2009-01-08 08:12"


def test_days_of_a_known_year_have_no_year() -> None:
    """Unless it is asked for; the first of a month is said as the language says it."""
    assert IN_FRENCH.day_and_month(dt.date(2009, 2, 1)) == "1er\u00a0février"
    assert IN_ENGLISH.day_and_month(dt.date(2009, 1, 7), with_year=True) == "7\u00a0January\u00a02009"


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (dt.date(2008, 5, 1), "jeudi 1er mai 2008", "Thursday 1 May 2008"),
        (dt.date(2008, 5, 20), "mardi 20 mai 2008", "Tuesday 20 May 2008"),
    ],
)
def test_prose_names_weekday_and_month_in_full(day: dt.date, french: str, english: str) -> None:
    """The first of a month is said `1er` in French."""
    assert IN_FRENCH.long_date(day) == french
    assert IN_ENGLISH.long_date(day) == english


def test_tables_name_weekday_and_month_in_short() -> None:
    """Days below ten take two places, so that a column of days stands straight."""
    day = dt.date(2008, 5, 6)
    assert IN_FRENCH.short_date(day) == "mar.  6 mai"
    assert IN_ENGLISH.short_date(day, with_year=True) == "Tue  6 May 2008"
    assert IN_FRENCH.weekday_and_number(day) == "mar.\u00a06"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (dt.date(2008, 1, 3), dt.date(2008, 1, 31), " 3–31 janv. 2008"),
        (dt.date(2008, 1, 3), dt.date(2008, 12, 31), " 3 janv. – 31 déc. 2008"),
    ],
)
def test_a_span_names_its_month_once(first: dt.date, last: dt.date, text: str) -> None:
    """Two months are named where the days lie in two."""
    assert IN_FRENCH.span(first, last) == text


def test_weekdays_in_a_row_are_named_by_the_first_and_the_last() -> None:
    """One weekday is named alone."""
    assert IN_FRENCH.weekday_span([0, 1, 2, 3, 4]) == "lun. – ven."
    assert IN_ENGLISH.weekday_span([5]) == "Sat"


@pytest.mark.parametrize(
    ("moment", "french", "english"),
    [
        (dt.datetime(2008, 5, 20, 17, 40), "17 h 40", "17:40"),
        (dt.datetime(2008, 5, 20, 9, 5, 7), "9 h 05 min 07 s", "09:05:07"),
        (dt.datetime(2008, 5, 20, 9, 5, 17, 250_000), "9 h 05 min 17,25 s", "09:05:17.25"),
        (dt.datetime(2008, 10, 26, 2, 30, fold=1), "2 h 30 pour la seconde fois", "02:30 for the second time"),
    ],
)
def test_times_of_day_are_never_rounded(moment: dt.datetime, french: str, english: str) -> None:
    """Seconds and their decimals are written where there are any; the second 02:30 of autumn is named as such."""
    assert IN_FRENCH.time(moment) == french
    assert IN_ENGLISH.time(moment) == english


def test_the_end_of_a_day_is_24_00() -> None:
    """It is not the beginning of the next one."""
    assert IN_FRENCH.end_of_day() == "24 h 00"
    assert IN_ENGLISH.end_of_day() == "24:00"


@pytest.mark.parametrize(
    ("seconds", "french", "english"),
    [
        (0, "0 h", "0 h"),
        (10, "10 s", "10 s"),
        (1200, "20 min", "20 min"),
        (3 * 3600 + 40 * 60, "3 h 40", "3 h 40 min"),
        (2 * 3600, "2 h", "2 h"),
        (1000 * 3600 + 30, "1\u202f000 h 30 s", "1,000 h 30 s"),
        (0.25, "0,25 s", "0.25 s"),
    ],
)
def test_lengths_of_time_are_never_rounded(seconds: float, french: str, english: str) -> None:
    """Hours are grouped by three digits; what is nought is left out, except that nothing is 0 h."""
    microseconds = round(seconds * 1_000_000)
    assert IN_FRENCH.duration(microseconds) == french
    assert IN_ENGLISH.duration(microseconds) == english


@pytest.mark.parametrize(
    ("before", "after", "french", "english"),
    [
        ("2024-03-30 23:00", "2024-03-31 00:00", "à 23 h 00 il est 24 h 00", "at 23:00 it is 24:00"),  # Nuuk
        ("2024-10-27 00:00", "2024-10-26 23:00", "à 24 h 00 il est 23 h 00", "at 24:00 it is 23:00"),
        ("2008-10-19 00:00", "2008-10-19 01:00", "à 0 h 00 il est 1 h 00", "at 00:00 it is 01:00"),  # São Paulo
        (
            "2000-10-29 00:01",  # Newfoundland
            "2000-10-28 23:01",
            "à 0 h 01 (dim. 29 oct.) il est 23 h 01",
            "at 00:01 (Sun 29 Oct) it is 23:01",
        ),
        (
            "2011-12-30 00:00",  # Samoa
            "2011-12-31 00:00",
            "date sautée, sam. 31 déc. suit jeu. 29 déc.",
            "date skipped, Sat 31 Dec follows Thu 29 Dec",
        ),
    ],
)
def test_a_change_at_midnight_says_its_day_and_hour(before: str, after: str, french: str, english: str) -> None:
    """The midnight that ends the day of the change is its 24:00, and what lies beyond it has its own day."""
    first, second = dt.datetime.fromisoformat(before), dt.datetime.fromisoformat(after)
    change = ClockChange(at=first, from_local_time=first, to_local_time=second)
    for words, text in ((IN_FRENCH, french), (IN_ENGLISH, english)):
        found = words.clock_change(change)
        assert found == (f"{text}, {words.long_day(change)}" if change.day_length else text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (IN_FRENCH, "à 2 h 00 il est 3 h 00, jour de 23 h"),
        (IN_ENGLISH, "at 02:00 it is 03:00, day of 23 h"),
    ],
)
def test_a_change_of_the_clocks_says_how_long_its_day_is(words: DateWords, text: str) -> None:
    """On 30 March 2008 the clocks of Paris went from 02:00 to 03:00."""
    change = ClockChange(
        at=dt.datetime(2008, 3, 30, 1),
        from_local_time=dt.datetime(2008, 3, 30, 2),
        to_local_time=dt.datetime(2008, 3, 30, 3),
    )
    assert words.clock_change(change) == text


def test_a_year_that_begins_in_another_month_names_its_parts() -> None:
    """Its quarters need no year, its January has one."""
    year = parse_period("2024", 2)
    assert IN_FRENCH.part_names(parts(year, "quarter"), year) == ["T1", "T2", "T3", "T4"]
    assert IN_FRENCH.part_names(parts(year, "month"), year)[-2:] == ["déc.", "janv. 25"]
    assert IN_FRENCH.whole_name(year) == "2024"


def test_a_window_stands_under_its_last_day() -> None:
    """Its name in prose has both of its days."""
    windows = [parse_window("12 mois").ending(part.last_day) for part in parts(parse_period("2008-Q1"), "month")]
    assert IN_FRENCH.part_headings(windows, windows[0])[0] == "31/01/2008"
    assert IN_FRENCH.part_names(windows, windows[0])[0] == "01/02/2007 – 31/01/2008"
    months = parts(parse_period("2008-Q1"), "month")
    assert IN_FRENCH.part_headings(months, parse_period("2008-Q1")) == ["janv.", "févr.", "mars"]
