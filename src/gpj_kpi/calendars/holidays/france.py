"""The public holidays of France, zone by zone: a dated table that corrects the package `holidays`.

Law: the package gives the days of the mainland, and this table all others, with the text behind each. A day is a public
holiday where a text says so: the custom of a place (Mi-Carême, Good Friday and 21 July in the Antilles) is for `closed`
in the rule file. docs/time.md lists every difference from the package and from the official list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gpj_kpi.calendars.days import DAY

AS_OF = dt.date(2026, 11, 30)
"""Day to which the texts of the table were read."""

MAINLAND = "FR"
ZONES: Mapping[str, tuple[str, ...]] = {
    MAINLAND: ("Métropole", "Zone A", "Zone B", "Zone C"),
    "57": ("Moselle", "Alsace-Moselle"),
    "6AE": ("Alsace",),
    "971": ("GP", "GUA", "Guadeloupe"),
    "972": ("MQ", "Martinique"),
    "973": ("GY", "Guyane"),
    "974": ("RE", "LRE", "La Réunion"),
    "976": ("YT", "MAY", "Mayotte"),
    "BL": ("Saint-Barthélemy", "Saint-Barthélémy"),
    "MF": ("Saint-Martin",),
    "NC": ("Nouvelle-Calédonie",),
    "PF": ("Polynésie Française",),
    "PM": ("Saint-Pierre-et-Miquelon",),
    "TF": ("Terres australes françaises",),
    "WF": ("Wallis-et-Futuna",),
}
"""Each zone, with the other names that `subdivision` may have for it: those that the package accepts.

`GES`, Grand Est, is none: it is larger than Alsace-Moselle, and the package leaves out the two days.
"""
ISO_CODES: Mapping[str, str] = {
    **{zone: zone for zone in (MAINLAND, "BL", "MF", "NC", "PF", "PM", "TF", "WF")},
    "GP": "971",
    "MQ": "972",
    "GF": "973",
    "RE": "974",
    "YT": "976",
}
"""Codes by which ISO 3166 names France and its zones overseas, as `country` may too; each with its zone."""

_LABOUR_CODE = "code du travail, art. L. 3133-1"
_ALSACE_MOSELLE = "code du travail, art. L. 3134-13, after the order of 16 August 1892"
_ABOLITION = "code du travail, art. L. 3422-2, after loi n° 83-550 and décret n° 83-1003 of 1983"
_NEW_CALEDONIA = "accord interprofessionnel territorial of New Caledonia, art. 74"
_POLYNESIA = "code du travail of French Polynesia, amended by loi du pays n° 2025-12 from 2026 on"
_WALLIS = "accord interprofessionnel territorial of Wallis and Futuna"
_GOOD_FRIDAY, _WHIT_MONDAY = -2, 50


@dataclass(frozen=True, kw_only=True)
class LocalHoliday:
    """A public holiday that the package lacks, or dates otherwise.

    Attributes:
        zones: where it is one.
        name: in French.
        on: month and day, or days after Easter Sunday.
        since: first year.
        until: last year; None where it is one to this day.
        source: text that says so.
    """

    zones: tuple[str, ...]
    name: str
    on: tuple[int, int] | int
    since: int
    until: int | None = None
    source: str

    def in_year(self, year: int) -> dt.date | None:
        """Give its date in a year; None where it is not kept."""
        if year < self.since or (self.until is not None and year > self.until):
            return None
        return easter_sunday(year) + self.on * DAY if isinstance(self.on, int) else dt.date(year, *self.on)


def _abolition(zone: str, month: int, day: int, since: int, until: int | None = None) -> LocalHoliday:
    return LocalHoliday(
        zones=(zone,), name="Abolition de l'esclavage", on=(month, day), since=since, until=until, source=_ABOLITION
    )


def _local(zone: str, name: str, on: tuple[int, int] | int, since: int, source: str) -> LocalHoliday:
    return LocalHoliday(zones=(zone,), name=name, on=on, since=since, source=source)


TABLE: tuple[LocalHoliday, ...] = (
    # In 2005-2007 the day of solidarity fell on it by default, which made it no day like others.
    LocalHoliday(zones=tuple(ZONES), name="Lundi de Pentecôte", on=_WHIT_MONDAY, since=1886, source=_LABOUR_CODE),
    LocalHoliday(zones=("57", "6AE"), name="Vendredi saint", on=_GOOD_FRIDAY, since=1893, source=_ALSACE_MOSELLE),
    LocalHoliday(zones=("57", "6AE"), name="Saint-Étienne", on=(12, 26), since=1892, source=_ALSACE_MOSELLE),
    _abolition("971", 5, 27, 1984),
    _abolition("972", 5, 22, 1984),
    _abolition("973", 6, 10, 1984),
    _abolition("974", 12, 20, 1983),
    _abolition("976", 4, 27, 1984),
    # Both were communes of Guadeloupe until 2007. The official list gives 9 October from its first year, 2006.
    _abolition("BL", 5, 27, 1984, 2005),
    _abolition("BL", 10, 9, 2006),
    # The circular of 4 May 2018 moved the day, and the official list follows it.
    _abolition("MF", 5, 27, 1984, 2017),
    _abolition("MF", 5, 28, 2018),
    LocalHoliday(
        zones=("NC",),
        name="Fête de la prise de possession",
        on=(9, 24),
        since=1953,
        until=2003,
        source=_NEW_CALEDONIA,
    ),
    _local("NC", "Fête de la Citoyenneté", (9, 24), 2004, _NEW_CALEDONIA),
    _local("PF", "Vendredi saint", _GOOD_FRIDAY, 1900, _POLYNESIA),
    _local("PF", "Arrivée de l'Évangile", (3, 5), 1978, _POLYNESIA),
    LocalHoliday(zones=("PF",), name="Fête de l'autonomie", on=(6, 29), since=1985, until=2025, source=_POLYNESIA),
    _local("PF", "Matāri'i", (11, 20), 2026, _POLYNESIA),
    _local("WF", "Saint Pierre Chanel", (4, 28), 1962, _WALLIS),
    _local("WF", "Saints Pierre et Paul", (6, 29), 1962, _WALLIS),
    _local("WF", "Fête du Territoire", (7, 29), 1962, _WALLIS),
)

_ZONES_BY_NAME = {name: zone for zone, names in ZONES.items() for name in (zone, *names)}


def zone_named(name: str) -> str | None:
    """Find a zone by its name.

    >>> zone_named("Guadeloupe"), zone_named("GES")
    ('971', None)
    """
    return _ZONES_BY_NAME.get(name)


def add_holidays_of(zone: str, mainland: Mapping[dt.date, str], years: Iterable[int]) -> dict[dt.date, str]:
    """Add the holidays of a zone to those of the mainland.

    Args:
        zone: a key of `ZONES`.
        mainland: names of its holidays in those years, by date.
        years: for which they are wanted.

    Returns:
        Names by date. Two holidays on one date have one name, `Ascension; Fête du Travail`.
    """
    found = dict(mainland)
    for holiday in TABLE:
        if zone not in holiday.zones:
            continue
        for year in years:
            day = holiday.in_year(year)
            if day is not None:
                names = {*found.get(day, holiday.name).split(_JOINT), holiday.name}
                found[day] = _JOINT.join(sorted(names))
    return found


_JOINT = "; "
"""Between two names, as the package has it."""


def easter_sunday(year: int) -> dt.date:
    """Compute Easter Sunday of a Gregorian year.

    The golden number gives the full moon, and the Sunday letter the Sunday after it.

    Examples:
        >>> easter_sunday(2008)
        datetime.date(2008, 3, 23)
    """
    golden = year % 19
    century = year // 100
    # Age of the ecclesiastical moon, with the century's solar and lunar corrections.
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    # The paschal moon never falls after 18 April, nor twice on one date in a cycle of 19 years.
    days_to_moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + days_to_moon + 2 - century + century // 4) % 7
    return dt.date(year, 3, 28) + (days_to_moon - weekday) * DAY
