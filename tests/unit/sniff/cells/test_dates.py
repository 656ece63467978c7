from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from tests.unit.sniff.exports import AT, ID, Shown, column, require_declared

from gpj_kpi.sniff.cells.dates import _DAYS, _RESTS, find_dates, is_placeholder, moment

EXPORTS = {
    "dates with a time": column("Clos le", "13/02/2008 9:05|14/02/2008 10:00|15/02/2008 23:59", AT),
    "seconds here and there": column(
        "Clos le",
        "13/02/2008 09:05|14/02/2008 10:00:30|15/02/2008 23:59",
        "type: datetime, format: ['%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S'], required: true",
    ),
    "ISO with offset": column(
        "Clos le",
        "2008-02-13T09:05:00+01:00|2008-02-14T10:00:30Z|2008-07-15T23:59:00+0200",
        "type: datetime, format: '%Y-%m-%dT%H:%M:%S%z', required: true",
    ),
    "dots": column("Clos le", "13.02.2008|14.02.2008|", "type: date, format: '%d.%m.%Y'"),
    "short years": column("Clos le", "13/02/08|14/02/08|15/02/08", "type: date, format: '%d/%m/%y', required: true"),
    "hours with h": column(
        "Clos le",
        "13/02/2008 à 9h05|14/02/2008 à 10h00|15/02/2008 à 23h59",
        "type: datetime, format: '%d/%m/%Y à %Hh%M', required: true",
    ),
    "DB2": column(
        "Clos le",
        "2008-02-13-10.15.30.123456|2008-02-14-10.15.30.000000|2008-02-15-23.59.59.999999",
        "type: datetime, format: '%Y-%m-%d-%H.%M.%S.%f', required: true",
    ),
    "digits alone": column(
        "Clos le",
        "20080213|20080214|20080301",
        "type: date, format: '%Y%m%d', required: true",
        comments=("digits without marks, read as dates",),
    ),
    "eight digits that are no dates": column("Appel", "19937896|19937897|20080301", "type: integer, required: true"),
    "month first, proven": Shown(
        "ref,day\nA1,02/13/2008\nA2,03/04/2008\n",
        "delimiter: ',', key: ref",
        {"ref": ID, "day": "type: date, format: '%m/%d/%Y', required: true"},
        2,
        absent=("assumed",),
    ),
    "days and times mixed": column(
        "Clos le", "13/02/2008|14/02/2008 10:00|15/02/2008", ID, comments=("most cells are dates without a time",)
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_declared_as_by_hand(name: str, tmp_path: Path) -> None:
    """The block says what a person would say of the export, and reads it."""
    require_declared(EXPORTS[name], tmp_path)


def test_the_order_of_day_and_month_is_proven_by_a_number_over_12() -> None:
    """One cell proves it for all, against what was assumed."""
    found = find_dates({"02/13/2008": 1, "03/04/2008": 5}, day_first=True)
    assert found is not None
    assert (found.formats, found.fitting, found.month_first, found.day_first) == (("%m/%d/%Y",), 6, 1, 0)


def test_without_proof_the_order_is_the_one_that_is_assumed() -> None:
    """Day and month could change places, and that is said."""
    for day_first, format_ in ((True, "%d/%m/%Y"), (False, "%m/%d/%Y")):
        found = find_dates({"03/04/2008": 5}, day_first=day_first)
        assert found is not None
        assert (found.formats, found.is_open) == ((format_,), True)


def test_texts_that_are_no_dates_give_none() -> None:
    """Neither words nor a year, nor a day that no month has."""
    assert find_dates({"fax": 3, "2008": 2, "45/45/2008": 1}, day_first=True) is None


def test_a_text_is_read_by_a_format_as_the_engines_do() -> None:
    """Z is an offset of nought; 31 February is no day."""
    assert moment("13/02/2008 9:05", "%d/%m/%Y %H:%M") == dt.datetime(2008, 2, 13, 9, 5)
    assert moment("2008-02-13T09:05:00Z", "%Y-%m-%dT%H:%M:%S%z") == dt.datetime(2008, 2, 13, 9, 5, tzinfo=dt.UTC)
    assert moment("31/02/2008", "%d/%m/%Y") is None


@pytest.mark.parametrize(
    ("text", "stands_for_none"),
    [("01/01/1900", True), ("31/12/9999", True), ("31/12/2099", True), ("31/12/2098", False), ("13/02/2008", False)],
)
def test_a_date_outside_real_cases_stands_for_none(text: str, stands_for_none: bool) -> None:  # noqa: FBT001
    """Before 1950, after 2199, and the end of 2099, which programs write for never."""
    assert is_placeholder(text, ["%d/%m/%Y"]) == stands_for_none


def test_no_format_has_letters_that_say_something() -> None:
    """Letters in a format are matched and forgotten: only those are written that say nothing but "at" and "hours"."""
    letters = "".join(re.sub("%.", "", format_) for format_ in (*_DAYS, *_RESTS))
    assert {char for char in letters if char.isalpha()} == {"T", "h", "à"}


def test_no_two_formats_differ_in_letters_alone() -> None:
    """A rule file that has such two is refused."""
    found = find_dates({"13/02/2008 09h15": 9, "14/02/2008 1015": 5, "15/02/2008 11:15": 3}, day_first=True)
    assert found is not None
    assert found.formats == ("%d/%m/%Y %Hh%M", "%d/%m/%Y %H:%M")
