"""What is drawn for the cases of several exports: instants, outcomes, scores and texts.

Law: how many cases are late is given and met exactly; chance only says which. Every draw comes from the generator that
is handed in, so the order of the draws is part of the exports.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from tools.sample_data.office import DAY, SECOND, is_open, list_staffed_spans
from tools.sample_data.rows import ABSENT

DOMAINS = ("Consommation", "Travail", "Logement", "Voisinage", "Famille", "Automobile", "Fiscalité", "Santé", "")
DOMAIN_WEIGHTS = (26, 17, 19, 11, 9, 8, 5, 3, 2)


def draw_moment(rng: Random, after: datetime, before: datetime, haste: float = 0.6) -> datetime:
    """Draw an instant between two others when staff are at work.

    Early instants are more likely. If staff never are at work, the instant lies in the first two hours.

    Args:
        rng: source of randomness.
        after: first instant allowed.
        before: last instant allowed, not earlier than `after`.
        haste: probability that the work is done in the earliest span; if it is not, in the next, and so on.
    """
    spans = list_staffed_spans(after, before) or [(after, min(before, after + timedelta(hours=2)))]
    first, last = next((span for span in spans if rng.random() < haste), None) or rng.choice(spans)
    return first + SECOND * int((last - first).total_seconds() * rng.random() ** 1.5)


def draw_overrun(rng: Random, due: datetime) -> datetime:
    """Draw when staff end a case that missed its due instant."""
    soon = (due + SECOND, due + 3 * DAY)
    return draw_moment(rng, *(soon if list_staffed_spans(*soon) else (due + SECOND, due + 8 * DAY)))


def choose(rng: Random, favoured: Sequence[bool], count: int) -> list[bool]:
    """Mark `count` cases, drawn among the favoured ones first."""
    order = list(range(len(favoured)))
    rng.shuffle(order)
    order.sort(key=lambda index: not favoured[index])
    marks = [False] * len(favoured)
    for index in order[:count]:
        marks[index] = True
    return marks


def choose_within(rng: Random, marks: Sequence[bool], favoured: Sequence[bool], count: int) -> list[bool]:
    """Mark `count` cases among those marked already, the favoured ones first."""
    places = [index for index, mark in enumerate(marks) if mark]
    chosen = choose(rng, [favoured[index] for index in places], count)
    kept = {index for index, is_chosen in zip(places, chosen, strict=True) if is_chosen}
    return [index in kept for index in range(len(marks))]


def deal(rng: Random, size: int, usual: str, quotas: dict[str, int]) -> list[str]:
    """Deal each quota of outcomes exactly, and the usual outcome otherwise."""
    outcomes = [outcome for outcome, quota in quotas.items() for _ in range(quota)][:size]
    outcomes += [usual] * (size - len(outcomes))
    rng.shuffle(outcomes)
    return outcomes


def draw_scores(rng: Random, count: int, mean: float, weights: dict[int, int]) -> list[int]:
    """Draw scores that follow `weights`; their sum is `count * mean`, rounded."""
    drawn = rng.choices(list(weights), list(weights.values()), k=count)
    gap = round(count * mean) - sum(drawn)
    step = 1 if gap > 0 else -1
    while gap:
        index = rng.randrange(count)
        if drawn[index] + step in weights:
            drawn[index] += step
            gap -= step
    return drawn


def draw_channel(rng: Random, received: datetime) -> str:
    """Draw how a case came in; when closed, by internet only."""
    if not is_open(received.date()) or not 9 <= received.hour < 18:
        return "internet"
    return rng.choices(("courrier", "téléphone", "internet"), (60, 27, 13))[0]


def draw_domain(rng: Random) -> str:
    """Draw the domain of law of a case; a few have none."""
    return rng.choices(DOMAINS, DOMAIN_WEIGHTS)[0]


def draw_code(rng: Random, letter: str) -> str:
    """Draw a code such as A-104233."""
    return f"{letter}-{rng.randrange(10**5, 10**6)}"


def draw_remark(rng: Random, share: float, texts: Sequence[str]) -> str:
    """Draw a remark for a share of rows, first texts more often."""
    if rng.random() >= share:
        return ABSENT
    return texts[int(len(texts) * rng.random() ** 2)]
