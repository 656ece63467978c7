"""Which claims are archived, when, and which questionnaire belongs to which of them.

Law: a claim is archived at least `LEAST_AGE` after it was received, and its questionnaire is sent at most
`LONGEST_WAIT` later. `FORGOTTEN` fixes how many archived claims get none. Which claims they are is drawn from a
generator of its own, so all other cells are what they would be without. Planted claims stay open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from random import Random
from typing import NamedTuple

from tools.sample_data import claims, closing_questionnaires
from tools.sample_data.files import FIRST_NUMBER, SEED
from tools.sample_data.office import DAY, EXTRACTED_AT, QUARTERS, is_open
from tools.sample_data.rows import ABSENT, show_day
from tools.sample_data.volumes import list_survey_days, spread, weigh_claim_day

FORGOTTEN = (0, 8, 9, 7, 10, 0)  # archived claims of each quarter without a questionnaire
LEAST_AGE = 21 * DAY
LONGEST_WAIT = 5 * DAY


class Archive(NamedTuple):
    """The archive, by the numbers that rows have in their exports.

    Attributes:
        archived_on: number of a claim -> day.
        claim_of: number of a questionnaire -> number of its claim.
    """

    archived_on: dict[int, date]
    claim_of: dict[int, int]


def list_claims(scale: int) -> Iterator[tuple[date, int]]:
    """Yield the day and number of the claims that may be archived, in order; none of a day with a planted claim."""
    planted = [row.at.date() for row in claims.plant_claims(Random())]
    number = FIRST_NUMBER
    for quarter, (volume, *_) in zip(QUARTERS, claims.PLAN, strict=True):
        for day, count in spread(volume * scale, quarter, weigh_claim_day):
            if day not in planted:
                yield from ((day, number + place) for place in range(count))
            number += count + planted.count(day)


def list_sendings(scale: int) -> list[date]:
    """List the day of each questionnaire, planted ones too, in order."""
    days = [row.at.date() for row in closing_questionnaires.plant_questionnaires(Random())]
    for quarter, (volume, *_) in zip(QUARTERS, closing_questionnaires.PLAN, strict=True):
        days += list_survey_days(quarter, volume * scale)
    return sorted(days)


def draw_archivings(rng: Random, scale: int) -> list[tuple[date, int]]:
    """Draw the days of archiving, in order, each with the number of a questionnaire; 0 where none is sent."""
    archivings = []
    for number, sent in enumerate(list_sendings(scale), start=FIRST_NUMBER):
        waits = [DAY * days for days in range(LONGEST_WAIT.days + 1) if is_open(sent - DAY * days)]
        archivings.append((sent - rng.choice(waits), number))
    for quarter, count in zip(QUARTERS, FORGOTTEN, strict=True):
        days = [day for day in quarter.list_days() if is_open(day) and day < EXTRACTED_AT.date()]
        archivings += [(rng.choice(days), 0) for _ in range(count * scale)]
    return sorted(archivings)


@cache
def draw_archive(scale: int) -> Archive:
    """Draw which claim is archived on each of the days of archiving."""
    rng = Random(f"{SEED}/archive")
    archive = Archive({}, {})
    waiting: list[int] = []
    arrivals = list_claims(scale)
    received, arrived = next(arrivals)
    for day, questionnaire in draw_archivings(rng, scale):
        while received <= day - LEAST_AGE:
            waiting.append(arrived)
            received, arrived = next(arrivals)
        place = rng.randrange(len(waiting))
        waiting[place], waiting[-1] = waiting[-1], waiting[place]
        claim = waiting.pop()
        archive.archived_on[claim] = day
        if questionnaire:
            archive.claim_of[questionnaire] = claim
    return archive


def fill_archiving(scale: int, number: int) -> dict[str, str]:
    """Fill when a claim was archived."""
    return {"Date d'archivage": show_day(draw_archive(scale).archived_on.get(number))}


def fill_claim_number(scale: int, number: int) -> dict[str, str]:
    """Fill to which claim a questionnaire belongs."""
    header, prefix = claims.EXPORT.key
    claim = draw_archive(scale).claim_of.get(number)
    return {header: f"{prefix}{claim:07d}" if claim else ABSENT}
