"""What a calendar is made from, named for those who make it again."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import version

import tzdata

from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.holidays.editions import editions_of
from gpj_kpi.calendars.holidays.france import AS_OF
from gpj_kpi.calendars.schedule import Schedule


def test_the_editions_are_those_that_are_installed() -> None:
    """The package of holidays and its version, our table, and the edition of the time zones."""
    found = editions_of(Schedule(time_zone="America/Cayenne", subdivision="973"))
    assert (found.country, found.subdivision, found.time_zone) == ("FR", "973", "America/Cayenne")
    assert found.holidays == f"holidays {version('holidays')}"
    assert found.holidays_corrected == AS_OF
    assert found.tzdata == tzdata.IANA_VERSION


def test_what_plays_no_part_is_not_named() -> None:
    """Our table knows nothing of Britain, and a house without public holidays needs no package."""
    british = editions_of(Schedule(time_zone="Europe/London", country="GB", subdivision="ENG"))
    assert (british.holidays is None, british.holidays_corrected) == (False, None)
    none = editions_of(Schedule(time_zone="Europe/Paris", country=None))
    assert (none.country, none.holidays, none.holidays_corrected) == (None, None, None)


def test_a_calendar_knows_what_it_was_made_from() -> None:
    """So does an evaluation from Python, by its calendar."""
    schedule, day = Schedule(time_zone="Europe/Paris"), dt.date(2008, 1, 1)
    assert build_calendar(schedule, first_day=day, last_day=day).editions == editions_of(schedule)
