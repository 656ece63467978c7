"""From which editions a calendar is made.

Law: whatever may move a figure without a change of the rule file or of the exports is named here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gpj_kpi.calendars.holidays.public import EDITION, corrected_on
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.calendars.time_zones.named import edition


@dataclass(frozen=True, kw_only=True)
class Editions:
    """What decides which days are open and where they lie in time.

    Another edition may move a figure: outputs that can be made again name all of them.

    Attributes:
        country: that of the rule file; None where the house has no public holidays.
        subdivision: that of the rule file.
        holidays: package that knows the holidays, and its version; None without a country.
        holidays_corrected: date of the table of ours that corrects it; None where no such table is used.
        time_zone: that of the rule file.
        tzdata: edition of the database of time zones.
    """

    country: str | None
    subdivision: str | None
    holidays: str | None
    holidays_corrected: dt.date | None
    time_zone: str
    tzdata: str


def editions_of(schedule: Schedule) -> Editions:
    """Name what a calendar of a schedule is made from."""
    return Editions(
        country=schedule.country,
        subdivision=schedule.subdivision,
        holidays=None if schedule.country is None else EDITION,
        holidays_corrected=corrected_on(schedule.country),
        time_zone=schedule.time_zone,
        tzdata=edition(),
    )
