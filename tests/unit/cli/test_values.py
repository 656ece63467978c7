from __future__ import annotations

import datetime as dt

import pytest

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.cli.values import (
    business_day_named,
    compared_named,
    instant_named,
    limit_named,
    moment_named,
    period_named,
    window_named,
    year_named,
)
from gpj_kpi.errors import UsageError

PARIS = dt.timezone(dt.timedelta(hours=1))


def period(**given: str) -> str:
    """The text of the period that some options name."""
    options = {"year": None, "quarter": None, "month": None, "from_": None, "to": None}
    return period_named(**{**options, **given})


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ({"year": "2008"}, "2008"),
        ({"quarter": "2008-Q1"}, "2008-Q1"),
        ({"month": "2008-03"}, "2008-03"),
        ({"from_": "2008-01-15", "to": "2008-02-10"}, "2008-01-15/2008-02-10"),
    ],
)
def test_one_option_names_the_period(given: dict[str, str], label: str) -> None:
    """A year, a quarter, a month, or two days that are both included."""
    assert period(**given) == label


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "name one period, none was given: "),
        ({"year": "2008", "month": "2008-03"}, "name one period, not --year and --month: "),
        ({"year": "2008", "to": "2008-03-01"}, "name one period, not --year and --from --to: "),
        ({"year": "20x8"}, '--year: "20x8" is not a year from 1950 to 2199. Expected e.g. 2008.'),
        ({"year": "2008-Q1"}, '--year: "2008-Q1" is not a year'),
        ({"quarter": "2008"}, '--quarter: "2008" is not a quarter from 1950 to 2199. Expected e.g. 2008-Q1.'),
        ({"month": "2008-13"}, '--month: "2008-13" is not a month'),
        ({"from_": "2008-01-01"}, "--to is missing"),
        ({"to": "2008-01-01"}, "--from is missing"),
        ({"from_": "01/02/2008", "to": "2008-03-01"}, '--from: "01/02/2008" is not a date. Expected year-month-day'),
    ],
)
def test_what_names_no_single_period_is_refused(given: dict[str, str], words: str) -> None:
    """The message names the option, what was read, and what is expected."""
    with pytest.raises(UsageError) as refused:
        period(**given)
    assert str(refused.value).startswith(words)


def test_a_period_to_compare_with_has_a_word_or_a_name() -> None:
    """The text is kept: when years begin is not known yet."""
    texts = [None, "previous", "year-before", "2007", "2007-W05", "2007-01-15/2007-02-10"]
    assert [compared_named(text) for text in texts] == texts
    with pytest.raises(UsageError, match='--compare: "last year" is not what a period can be compared with'):
        compared_named("last year")


def test_a_window_has_a_length() -> None:
    """It is kept as it was written, on one line."""
    assert window_named(None) is None
    assert window_named(" 12  months") == "12 months"
    with pytest.raises(UsageError, match='"12 business days" is not the length of a window'):
        window_named("12 business days")


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", "020", ""])
def test_a_business_day_has_a_number(text: str) -> None:
    """It is counted from 1."""
    assert (business_day_named(None), business_day_named("20")) == (None, 20)
    with pytest.raises(UsageError, match=f'--until-business-day: "{text}" is not the number of a jour ouvré'):
        business_day_named(text)


def test_as_of_and_now_are_a_day_or_an_instant() -> None:
    """A date stays a date: it counts to its end."""
    assert instant_named(None, "--as-of") is None
    assert instant_named("2008-12-31", "--as-of") == dt.date(2008, 12, 31)
    assert type(instant_named("2008-12-31", "--as-of")) is dt.date
    assert instant_named("2008-12-31T18:00", "--now") == dt.datetime(2008, 12, 31, 18)
    assert instant_named("2008-12-31T18:00+01:00", "--now") == dt.datetime(2008, 12, 31, 18, tzinfo=PARIS)


@pytest.mark.parametrize("option", ["--as-of", "--now"])
@pytest.mark.parametrize("text", ["2008", "2008-W05", "31/12/2008", "1949-12-31", "2200-01-01", "2008-02-30"])
def test_as_of_is_nothing_else(text: str, option: str) -> None:
    """A week is no Monday, and a year that no calendar covers is refused; the message names the option."""
    with pytest.raises(UsageError, match=f'^{option}: "{text}" ') as refused:
        instant_named(text, option)
    assert refused.value.issues[0].in_language("fr").startswith(f"{option}\u00a0: «\u00a0{text}\u00a0» ")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2008-04-30", dt.date(2008, 4, 30)),
        ("2008-04-30 17:40", dt.datetime(2008, 4, 30, 17, 40)),
        ("2008-04-30T7:40", dt.datetime(2008, 4, 30, 7, 40)),
        ("  2008-04-30   17:40:10 ", dt.datetime(2008, 4, 30, 17, 40, 10)),
        ("2008-04-30t17:40z", dt.datetime(2008, 4, 30, 17, 40, tzinfo=dt.UTC)),
        ("2008-10-26T02:30+01:00", dt.datetime(2008, 10, 26, 2, 30, tzinfo=PARIS)),
    ],
)
def test_a_start_is_a_day_or_a_time_of_day(text: str, moment: dt.date) -> None:
    """Blanks and small letters do not matter; an offset makes the time aware."""
    found = moment_named(text, "START")
    assert (found, type(found)) == (moment, type(moment))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("03/04/2008", "is no date and no time"),
        ("2008-04-31", "is no date and no time"),
        ("2008-04-30 24:00", "is no date and no time"),
        ("2008-04-30 17h40", "is no date and no time"),
        ("1949-04-30", "lies outside the years 1950 to 2199"),
        ("2200-04-30", "lies outside the years 1950 to 2199"),
    ],
)
def test_a_start_that_could_be_two_days_is_refused(text: str, words: str) -> None:
    """3 April or 4 March: whoever reads it decides, so nobody does."""
    with pytest.raises(UsageError, match=f'^START: "{text}" {words}'):
        moment_named(text, "START")


def test_a_limit_is_that_of_the_rule_file() -> None:
    """Its unit is needed, and the argument is named where it is not read."""
    assert limit_named("10 jours ouvrés", "LIMIT") == Limit(10, Unit.BUSINESS_DAYS)
    with pytest.raises(UsageError, match=r"^LIMIT: "):
        limit_named("10 jours", "LIMIT")


def test_a_year_has_four_digits() -> None:
    """And lies among those that calendars cover."""
    assert year_named("1950", "YEAR") == 1950
    assert year_named("2199", "YEAR") == 2199
    for text in ("08", "1949", "2200", "2008-Q1", "٢٠٠٨"):
        with pytest.raises(UsageError, match=f'^YEAR: "{text}" is not a year from 1950 to 2199'):
            year_named(text, "YEAR")
