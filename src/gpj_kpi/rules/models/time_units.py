"""Units of the columns that hold a length of time.

Law: a unit is a fixed length. A name that can be misread, such as `m`, is refused.
"""

from __future__ import annotations

import enum
import unicodedata

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.rules.text.faults import refused, shown, text_expected
from gpj_kpi.sentences.measures import UNKNOWN_TIME_UNIT
from gpj_kpi.sentences.sentence import say


class TimeUnit(enum.StrEnum):
    """What the numbers of a column count."""

    MILLISECONDS = "milliseconds"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"

    @property
    def microseconds(self) -> int:
        """Its length."""
        return _MICROSECONDS[self]

    @property
    def figure(self) -> Unit:
        """The unit of a figure of such lengths."""
        return _FIGURES[self]


_MICROSECONDS = {
    TimeUnit.MILLISECONDS: 1_000,
    TimeUnit.SECONDS: 1_000_000,
    TimeUnit.MINUTES: 60_000_000,
    TimeUnit.HOURS: 3_600_000_000,
}
_FIGURES = {
    TimeUnit.MILLISECONDS: Unit.SECONDS,
    TimeUnit.SECONDS: Unit.SECONDS,
    TimeUnit.MINUTES: Unit.MINUTES,
    TimeUnit.HOURS: Unit.HOURS,
}
_FRENCH = {
    TimeUnit.MILLISECONDS: "millisecondes",
    TimeUnit.SECONDS: "secondes",
    TimeUnit.MINUTES: "minutes",
    TimeUnit.HOURS: "heures",
}
_BY_NAME = {
    name: unit
    for unit in TimeUnit
    for plural in (unit.value, _FRENCH[unit])
    for name in (plural, plural.removesuffix("s"))
}


def read_time_unit(value: object) -> TimeUnit:
    """Read the name of a unit, in English or in French.

    >>> read_time_unit("Minutes"), read_time_unit("secondes")
    (<TimeUnit.MINUTES: 'minutes'>, <TimeUnit.SECONDS: 'seconds'>)

    Raises:
        RefusedError: it is none.
    """
    if isinstance(value, TimeUnit):
        return value
    if not isinstance(value, str):
        raise text_expected(value)
    unit = _BY_NAME.get(unicodedata.normalize("NFKC", value).strip().casefold())
    if unit is None:
        raise refused("bad_unit", say(UNKNOWN_TIME_UNIT, read=shown(value)))
    return unit
