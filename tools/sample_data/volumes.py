"""How many cases each day brings, and at what time of day they begin.

Law: the days of a quarter share its volume exactly; no case begins after the extraction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from random import Random

from tools.sample_data.office import DAY, EXTRACTED_AT, SECOND, Quarter, is_open

WEEKDAY_WEIGHTS = (1.30, 1.08, 0.95, 0.92, 0.85)
MONTH_WEIGHTS = (1.10, 1.02, 1.00, 1.00, 0.95, 1.00, 0.85, 0.65, 1.10, 1.08, 1.00, 0.92)
OFFICE_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 15, 12, 6, 7, 13.5, 13, 10, 7, 0, 0, 0, 0, 0, 0)
CLAIM_HOURS = (0.4, 0.2, 0.1, 0.1, 0.1, 0.1, 0.2, 0.4, 1, 13, 15, 12, 5, 6, 12, 11, 8, 5, 1.2, 1.2, 1.4, 1.5, 1.2, 0.8)


def weigh_office_day(day: date) -> float:
    """Weigh a day by its calls; 0 when the office is closed."""
    return WEEKDAY_WEIGHTS[day.weekday()] * MONTH_WEIGHTS[day.month - 1] if is_open(day) else 0.0


def weigh_claim_day(day: date) -> float:
    """Weigh a day by its claims; closed days bring some by internet."""
    return weigh_office_day(day) or 0.15


def spread(volume: int, quarter: Quarter, weigh: Callable[[date], float]) -> Iterator[tuple[date, int]]:
    """Share a volume among the days of a quarter, by weight."""
    days = quarter.list_days()
    weights = [weigh(day) for day in days]
    whole, reached, given = sum(weights), 0.0, 0
    for day, part in zip(days, weights, strict=True):
        reached += part
        count = round(volume * reached / whole) - given
        given += count
        yield day, count


def draw_seconds(rng: Random, count: int, hour_weights: Sequence[float]) -> list[int]:
    """Draw times of day, in seconds since midnight, in order."""
    hours = rng.choices(range(24), hour_weights, k=count)
    return sorted(hour * 3600 + int(rng.random() * 3600) for hour in hours)


def draw_arrivals(
    rng: Random, volume: int, quarter: Quarter, weigh: Callable[[date], float], hour_weights: Sequence[float]
) -> list[datetime]:
    """Draw the instants when the cases of a quarter begin, in order."""
    starts = []
    for day, count in spread(volume, quarter, weigh):
        midnight = datetime.combine(day, time())
        starts += [midnight + SECOND * second for second in draw_seconds(rng, count, hour_weights)]
    return [at for at in starts if at <= EXTRACTED_AT]


def list_survey_days(quarter: Quarter, volume: int) -> list[date]:
    """List the day of each survey sheet, in order, before the extraction."""
    last = min(quarter.last, EXTRACTED_AT.date() - DAY)
    counts = spread(volume, Quarter(quarter.first, last), weigh_office_day)
    return [day for day, count in counts for _ in range(count)]
