"""The time zones that have a name, as one edition of the IANA database describes them.

Law: the package tzdata decides alone. Files of the machine, which `zoneinfo.ZoneInfo` looks at first, may be of any
edition and hold zones that are none (`localtime`); they are never read, so that a figure is the same on every machine.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import SupportsIndex
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzdata

_PLACEHOLDER = "Factory"
"""A zone of the database that says only that nobody has set one."""


class NamedZone(ZoneInfo):
    """A zone of the package tzdata.

    It has the key of the `ZoneInfo` of its name, so that pandas joins columns of both. It does not equal it, and its
    `__reduce__` refuses as that of any zone from a file does: pandas takes all others for zones of the machine, and
    reads the machine's file of that name. A pickle holds the name alone: it can be read where gpj-kpi is not installed,
    and then shows the times of that machine's zone.
    """

    def __reduce_ex__(self, _: SupportsIndex, /) -> tuple[type[ZoneInfo], tuple[str]]:
        """Give what a pickle holds: the name."""
        return ZoneInfo, (self.key,)


@functools.cache
def zone_names() -> tuple[str, ...]:
    """List the names of all zones, in order; `Factory` is none."""
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return tuple(sorted(name for name in names if name != _PLACEHOLDER))


@functools.cache
def zone_named(name: str) -> ZoneInfo:
    """Load a zone, once.

    Raises:
        ZoneInfoNotFoundError: the package has no zone of this name; capital letters matter.

    Examples:
        >>> import datetime as dt
        >>> dt.datetime(2008, 7, 1, tzinfo=zone_named("Europe/Paris")).isoformat()
        '2008-07-01T00:00:00+02:00'
    """
    if name not in zone_names():
        message = f"tzdata {edition()} has no zone {name}"
        raise ZoneInfoNotFoundError(message)
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return NamedZone.from_file(file, key=name)


def edition() -> str:
    """Give the edition of the IANA database in use, e.g. `2026f`."""
    return str(tzdata.IANA_VERSION)
