"""The period that the name of a file says, and the name that a missing one should have.

Law: a period is read from the name alone: 2008-05, 200805, 05-2008, 2008-Q2, 2008-T2, T2-2008 or 2008. Digits that go
on are none: 20080531 and 2008-05-31 are days, not a month, and 2008-S1 is not the year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from gpj_kpi.calendars.days import FIRST_YEAR, LAST_YEAR
from gpj_kpi.calendars.periods import Period, parse_period

_YEAR, _MONTH, _MARK = "(?P<year>[12][0-9]{3})", "(?P<month>0[1-9]|1[0-2])", "(?P<mark>[-_. ]?)"
_QUARTER = "(?P<letter>[QT])(?P<quarter>[1-4])"
_NOT_AFTER = "(?<![0-9])(?<![0-9][-_. ])(?<![QTSW][1-9])(?<![QTSW][1-9][-_. ])(?<!TR)(?<!TR[-_. ])"
_NOT_BEFORE = "(?![-_. ]?(?:[QTSW]|TR)?[0-9])"
_FORMS = tuple(
    re.compile(f"{_NOT_AFTER}{form}{_NOT_BEFORE}", re.IGNORECASE)
    for form in (
        f"{_YEAR}{_MARK}{_QUARTER}",
        f"{_QUARTER}{_MARK}{_YEAR}",
        f"{_YEAR}{_MARK}{_MONTH}",
        f"{_MONTH}{_MARK}{_YEAR}",
        _YEAR,
    )
)
"""The first form that fits a name is what it says. No other digits stand beside it."""


@dataclass(frozen=True)
class FilePeriod:
    """What the name of a file says of its period.

    Attributes:
        path: of the file.
        period: a month, a quarter or a year.
        start: where its text begins in the path.
        end: where it ends.
    """

    path: str
    period: Period
    start: int
    end: int

    @classmethod
    def read(cls, path: str, year_begins: int = 1) -> Self | None:
        """Read the period in a file name; None without one.

        Args:
            path: of the file.
            year_begins: month in which the years and quarters of names begin.

        >>> FilePeriod.read("2007/telephonie_2008-05.csv").period.label
        '2008-05'
        """
        name = path.rfind("/") + 1
        for form in _FORMS:
            for match in form.finditer(path, name):
                found = match.groupdict()
                if FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
                    part = f"-Q{found['quarter']}" if "quarter" in found else ""
                    part += f"-{found['month']}" if "month" in found else ""
                    period = parse_period(found["year"] + part, year_begins)
                    return cls(path, period, match.start(), match.end())
        return None

    def renamed(self, period: Period) -> str:
        """Give the name that the file of another period should have.

        It is written as in this file, if that is for the same kind of period.

        >>> FilePeriod.read("a_052008.csv").renamed(parse_period("2008-11"))
        'a_112008.csv'
        """
        text, (year, _, part) = self.path[self.start : self.end], period.label.partition("-")
        written = period.label
        for form in _FORMS[:-1]:
            match = form.fullmatch(text)
            if match and part.startswith("Q") == ("letter" in match.groupdict()) and part:
                of_part = f"{match['letter']}{part[1:]}" if part.startswith("Q") else part
                is_year_first = match.start("year") == 0
                written = match["mark"].join([year, of_part] if is_year_first else [of_part, year])
        return self.path[: self.start] + written + self.path[self.end :]
