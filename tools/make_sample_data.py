"""Write the made-up exports of `sample_data/`: eight sources, as the office's systems would have exported them.

Law: the same arguments give the same bytes. No clock is read, every draw comes from a generator seeded by the name
of its export, and a row that two files carry (overlapping export windows) is the same row in both.

The systems went live on 3 December 2007; every export was extracted on 8 January 2009 at 08:12, Paris time. What
happened later is unknown to the files: the cell is empty. How many cases of a quarter are late is a quota (the
`*_PLAN` tables), so that the figures of 2008 are those that were published; which cases are late is drawn. The
`*_PLANTED` tables hold the cases at the very edge of a rule; the `planted_*` functions add the rows to be refused.

    python tools/make_sample_data.py [--out sample_data] [--scale 1 | --calls 10000000 --claims 2000000] [--only calls]
"""

from __future__ import annotations

import argparse
import csv
import heapq
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter, itemgetter
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

SEED = "gpj-kpi 2008"
PARIS = ZoneInfo("Europe/Paris")
LIVE_ON = date(2007, 12, 3)
EXTRACTED_AT = datetime(2009, 1, 8, 8, 12)
NEW_LAYOUT_ON = date(2008, 7, 1)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
SATURDAY = 5

CLOSED_DAYS = frozenset(
    date(year, month, day)
    for year, month, day in (
        *((2007, 12, 25), (2008, 1, 1), (2008, 3, 24), (2008, 5, 1), (2008, 5, 2), (2008, 5, 8), (2008, 5, 9)),
        *((2008, 7, 14), (2008, 8, 15), (2008, 11, 1), (2008, 11, 11), (2008, 12, 25), (2009, 1, 1)),
    )
)
WEEKDAY_WEIGHTS = (1.30, 1.08, 0.95, 0.92, 0.85)
MONTH_WEIGHTS = (1.10, 1.02, 1.00, 1.00, 0.95, 1.00, 0.85, 0.65, 1.10, 1.08, 1.00, 0.92)
OFFICE_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 15, 12, 6, 7, 13.5, 13, 10, 7, 0, 0, 0, 0, 0, 0)
VOICEMAIL_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 3, 9, 14, 12, 8, 8, 13, 12, 10, 7, 3, 1, 0, 0, 0, 0)
CLAIM_HOURS = (0.4, 0.2, 0.1, 0.1, 0.1, 0.1, 0.2, 0.4, 1, 13, 15, 12, 5, 6, 12, 11, 8, 5, 1.2, 1.2, 1.4, 1.5, 1.2, 0.8)
WEB_HOURS = (2, 1.2, 0.6, 0.4, 0.3, 0.3, 0.5, 1, 3, 5, 6, 6, 5, 5, 6, 6, 5.5, 5.5, 5.5, 5.5, 6.5, 7, 6, 4)

DOMAINS = ("Consommation", "Travail", "Logement", "Voisinage", "Famille", "Automobile", "Fiscalité", "Santé", "")
DOMAIN_WEIGHTS = (26, 17, 19, 11, 9, 8, 5, 3, 2)
ABSENT = ""


class Quarter(NamedTuple):
    """Days `first` to `last`, both inclusive, of one quarter as far as the exports cover it."""

    first: date
    last: date

    def days(self) -> list[date]:
        """Every day of the quarter, in order."""
        return [self.first + DAY * offset for offset in range((self.last - self.first).days + 1)]


QUARTERS = (
    Quarter(LIVE_ON, date(2007, 12, 31)),
    Quarter(date(2008, 1, 1), date(2008, 3, 31)),
    Quarter(date(2008, 4, 1), date(2008, 6, 30)),
    Quarter(date(2008, 7, 1), date(2008, 9, 30)),
    Quarter(date(2008, 10, 1), date(2008, 12, 31)),
    Quarter(date(2009, 1, 1), EXTRACTED_AT.date()),
)


class Row(NamedTuple):
    """One record of an export.

    Attributes:
        at: the wall-clock time that places the record in its files.
        cells: header -> text, for every column of the export.
        split: header of a column whose text is written without quotes, so that its ";" makes fields too many.
        cut: number of fields after which the record breaks off; 0 for a whole record.
    """

    at: datetime
    cells: dict[str, str]
    split: str = ""
    cut: int = 0


def headers(line: str) -> tuple[str, ...]:
    """Read the headers of an export from its first line."""
    return tuple(line.split(";"))


# --- calendar and clock -----------------------------------------------------------------------------------------------


def is_open(day: date) -> bool:
    """Say whether the office is open: Monday to Friday, but for public holidays and the two bridges of May."""
    return day.weekday() < SATURDAY and day not in CLOSED_DAYS


BUSINESS_DAYS = [day for day in (LIVE_ON + DAY * offset for offset in range(480)) if is_open(day)]


def business_day_after(day: date, count: int) -> date:
    """Return the `count`-th business day after `day`, which is not counted itself."""
    return BUSINESS_DAYS[bisect_right(BUSINESS_DAYS, day) + count - 1]


def after_hours(wall: datetime, hours: int) -> datetime:
    """Return the wall-clock time in Paris once `hours` hours have really elapsed since `wall`."""
    due = wall.replace(tzinfo=PARIS).astimezone(UTC) + timedelta(hours=hours)
    return due.astimezone(PARIS).replace(tzinfo=None, fold=0)


def end_of_day(day: date) -> datetime:
    """Return the last second of `day`."""
    return datetime.combine(day, time(23, 59, 59))


def shown(at: datetime | None) -> str:
    """Format an instant as the exports do; empty when it is absent or later than the extraction."""
    return ABSENT if at is None or at > EXTRACTED_AT else f"{at:%d/%m/%Y %H:%M:%S}"


def shown_day(day: date | None) -> str:
    """Format a day as the exports do; empty when it is absent or not before the day of the extraction."""
    return ABSENT if day is None or day >= EXTRACTED_AT.date() else f"{day:%d/%m/%Y}"


def staffed(after: datetime, before: datetime) -> list[tuple[datetime, datetime]]:
    """List the spans between two instants when back-office staff are at work (also on Saturday mornings)."""
    spans = []
    for offset in range((before.date() - after.date()).days + 1):
        day = after.date() + DAY * offset
        if is_open(day):
            opens, closes = datetime.combine(day, time(8, 30)), datetime.combine(day, time(18, 30))
        elif day.weekday() == SATURDAY and day not in CLOSED_DAYS:
            opens, closes = datetime.combine(day, time(9)), datetime.combine(day, time(12, 30))
        else:
            continue
        first, last = max(opens, after), min(closes, before)
        if first <= last:
            spans.append((first, last))
    return spans


def is_hard(after: datetime, before: datetime) -> bool:
    """Say whether staff have less than three hours at work between two instants."""
    return sum((last - first).total_seconds() for first, last in staffed(after, before)) < 3 * 3600


def moment(rng: Random, after: datetime, before: datetime, haste: float = 0.6) -> datetime:
    """Draw an instant from `after` to `before`, rather early, when staff are at work.

    If they never are, somebody stays longer: the instant lies in the first two hours.

    Args:
        rng: source of randomness.
        after: first instant allowed.
        before: last instant allowed, not earlier than `after`.
        haste: probability of each staffed span, the earliest first, to be the one when the work is done.
    """
    spans = staffed(after, before) or [(after, min(before, after + timedelta(hours=2)))]
    first, last = next((span for span in spans if rng.random() < haste), None) or rng.choice(spans)
    return first + SECOND * int((last - first).total_seconds() * rng.random() ** 1.5)


def overrun(rng: Random, due: datetime) -> datetime:
    """Draw an instant when staff are at work within the days that follow a missed due instant."""
    soon = (due + SECOND, due + 3 * DAY)
    return moment(rng, *(soon if staffed(*soon) else (due + SECOND, due + 8 * DAY)))


# --- volumes and quotas -----------------------------------------------------------------------------------------------


def office_weight(day: date) -> float:
    """Weigh a day by the calls it brings: none when the office is closed."""
    return WEEKDAY_WEIGHTS[day.weekday()] * MONTH_WEIGHTS[day.month - 1] if is_open(day) else 0.0


def web_weight(day: date) -> float:
    """Weigh a day by the visitors of the web forms."""
    return (1.0 if is_open(day) else 0.55) * MONTH_WEIGHTS[day.month - 1]


def claim_weight(day: date) -> float:
    """Weigh a day by the claims it brings: on closed days only those sent by internet."""
    return office_weight(day) or 0.15


def spread(volume: int, quarter: Quarter, weight: Callable[[date], float]) -> Iterator[tuple[date, int]]:
    """Share a volume among the days of a quarter in proportion to their weights; the counts add up to it."""
    days = quarter.days()
    weights = [weight(day) for day in days]
    whole, reached, given = sum(weights), 0.0, 0
    for day, part in zip(days, weights, strict=True):
        reached += part
        count = round(volume * reached / whole) - given
        given += count
        yield day, count


def seconds_of_day(rng: Random, count: int, hour_weights: Sequence[float]) -> list[int]:
    """Draw `count` times of day, in seconds since midnight, in order."""
    hours = rng.choices(range(24), hour_weights, k=count)
    return sorted(hour * 3600 + int(rng.random() * 3600) for hour in hours)


def arrivals(
    rng: Random, volume: int, quarter: Quarter, weight: Callable[[date], float], hour_weights: Sequence[float]
) -> list[datetime]:
    """Draw the instants when the cases of a quarter begin, in order, none later than the extraction."""
    starts = []
    for day, count in spread(volume, quarter, weight):
        midnight = datetime.combine(day, time())
        starts += [midnight + SECOND * second for second in seconds_of_day(rng, count, hour_weights)]
    return [at for at in starts if at <= EXTRACTED_AT]


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
    """Mark `count` of the cases already marked, drawn among the favoured ones first."""
    places = [index for index, mark in enumerate(marks) if mark]
    chosen = choose(rng, [favoured[index] for index in places], count)
    kept = {index for index, is_chosen in zip(places, chosen, strict=True) if is_chosen}
    return [index in kept for index in range(len(marks))]


def deal(rng: Random, size: int, usual: str, quotas: dict[str, int]) -> list[str]:
    """Deal outcomes to `size` cases: each quota exactly, the usual outcome to the others, in drawn order."""
    outcomes = [outcome for outcome, quota in quotas.items() for _ in range(quota)][:size]
    outcomes += [usual] * (size - len(outcomes))
    rng.shuffle(outcomes)
    return outcomes


def scores(rng: Random, count: int, mean: float, weights: dict[int, int]) -> list[int]:
    """Draw `count` scores that follow `weights` and whose sum is exactly `count * mean`, rounded."""
    drawn = rng.choices(list(weights), list(weights.values()), k=count)
    gap = round(count * mean) - sum(drawn)
    step = 1 if gap > 0 else -1
    while gap:
        index = rng.randrange(count)
        if drawn[index] + step in weights:
            drawn[index] += step
            gap -= step
    return drawn


def code(rng: Random, letter: str, digits: int = 6) -> str:
    """Make up a code such as A-104233."""
    return f"{letter}-{rng.randrange(10 ** (digits - 1), 10**digits)}"


def remark(rng: Random, share: float, texts: Sequence[str]) -> str:
    """Draw a free-text remark for the given share of rows, the first texts more often."""
    if rng.random() >= share:
        return ABSENT
    return texts[int(len(texts) * rng.random() ** 2)]


def spoilt(row: Row, **changes: str) -> Row:
    """Replace cells of a row; underscores in the argument names stand for spaces."""
    return row._replace(cells=row.cells | {header.replace("_", " "): text for header, text in changes.items()})


def parsed(text: str) -> datetime | None:
    """Read an instant of a `*_PLANTED` table; "-" is an event that has not happened."""
    return None if text == "-" else datetime.fromisoformat(text)


def instant(text: str) -> datetime:
    """Read an instant of a `*_PLANTED` table that must be there."""
    return datetime.fromisoformat(text)


# --- telephony --------------------------------------------------------------------------------------------------------

CALL_COLUMNS = headers(
    "Poste;N° appel;Présenté le;File d'attente;Code appelant;Décroché le;Raccroché le;Issue;Durée (min);"
    "Nb transferts;Code agent;Observation"
)
CALL_REMARKS = (
    "L’assuré rappellera",
    "Litige inférieur à 500 €",
    "Main-d’œuvre contestée",
    'Demande le service "recours"; transmis',
    "Dit « urgent »; deux dossiers",
    "Très mécontent;\nsouhaite un écrit",
)
CALL_PLAN = (  # calls, abandoned calls per queue: standard, information juridique, gestion des dossiers
    (2450, (0.015, 0.025, 0.040)),
    (9650, (0.014, 0.022, 0.038)),
    (9050, (0.017, 0.026, 0.043)),
    (8300, (0.015, 0.023, 0.040)),
    (9500, (0.016, 0.026, 0.045)),
    (830, (0.015, 0.024, 0.040)),
)
QUEUES = ("standard", "information juridique", "gestion des dossiers")
QUEUE_WEIGHTS = (25, 60, 15)
TRANSFERS = {  # per queue: numbers of transfers and their weights
    "standard": ("0123", (4, 89, 6, 1)),
    "information juridique": ("01", (94, 6)),
    "gestion des dossiers": ("01", (88, 12)),
}
CALL_PLANTED = (  # offered, answered, ended
    ("2008-02-12 09:00:00", "2008-02-12 09:00:10", "2008-02-12 09:04:10"),  # 10 s to the second: not "< 10"
    ("2008-02-12 09:00:01", "2008-02-12 09:00:10", "2008-02-12 09:06:40"),  # 9 s
    ("2008-05-12 17:59:55", "2008-05-12 18:00:03", "2008-05-12 18:11:03"),  # answered once closed, 12 May is worked
    ("2008-06-17 11:20:30", "2008-06-17 11:20:12", "2008-06-17 11:25:00"),  # invalid: answered before offered
    ("2008-10-09 15:02:08", "2008-10-09 14:02:15", "2008-10-09 15:08:00"),  # invalid: answered before offered
)


def clock(second: int) -> str:
    """Format a second of the day as hh:mm:ss."""
    minutes, seconds = divmod(second, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def wait_seconds(rng: Random, hour: int, *, gives_up: bool) -> int:
    """Draw how long a caller waits: mostly a few seconds, more often long in the busy hours."""
    if gives_up:
        return 4 + int(rng.expovariate(1 / 38))
    busy = 0.19 if hour in {10, 11, 14, 15} else 0.12
    return 10 + int(rng.expovariate(1 / 11)) if rng.random() < busy else 2 + int(4 * (rng.random() + rng.random()))


def call_cells(rng: Random, queue: str, times: tuple[str, str, str], talk_seconds: int) -> dict[str, str]:
    """Fill the cells of one call.

    Args:
        rng: source of randomness.
        queue: one of `QUEUES`.
        times: offered, answered, ended, as shown; answered is empty for a caller who hung up.
        talk_seconds: how long the conversation lasted.
    """
    offered, answered, ended = times
    minutes = f"{talk_seconds / 60:.1f}".replace(".", ",")
    values, weights = TRANSFERS[queue]
    return {
        "Poste": f"4{rng.randrange(100, 160)}" if answered else ABSENT,
        "Présenté le": offered,
        "File d'attente": queue,
        "Code appelant": code(rng, "A"),
        "Décroché le": answered,
        "Raccroché le": ended,
        "Issue": "RÉPONDU" if answered else "ABANDON",
        "Durée (min)": minutes if answered else ABSENT,
        "Nb transferts": rng.choices(values, weights)[0] if answered else ABSENT,
        "Code agent": f"G{rng.randrange(10, 64)}" if answered else ABSENT,
        "Observation": remark(rng, 0.02, CALL_REMARKS),
    }


def day_calls(rng: Random, day: date, count: int, give_up_shares: Sequence[float]) -> Iterator[Row]:
    """Draw the calls of one day, in the order they were offered."""
    midnight, prefix = datetime.combine(day, time()), f"{day:%d/%m/%Y} "
    shares = dict(zip(QUEUES, give_up_shares, strict=True))
    queues = rng.choices(QUEUES, QUEUE_WEIGHTS, k=count)
    for second, queue in zip(seconds_of_day(rng, count, OFFICE_HOURS), queues, strict=True):
        gives_up = rng.random() < shares[queue]
        answered = second + wait_seconds(rng, second // 3600, gives_up=gives_up)
        talk_seconds = 0 if gives_up else 20 + int(rng.expovariate(1 / (40 if queue == "standard" else 380)))
        ended = prefix + clock(answered + talk_seconds)
        picked_up = ABSENT if gives_up else prefix + clock(answered)
        cells = call_cells(rng, queue, (prefix + clock(second), picked_up, ended), talk_seconds)
        yield Row(midnight + SECOND * second, cells)


def planted_calls(rng: Random) -> list[Row]:
    """Build the boundary, invalid and refused calls."""

    def call(offered: str, answered: str, ended: str) -> Row:
        talk_seconds = int((instant(ended) - instant(answered)).total_seconds())
        times = shown(instant(offered)), shown(instant(answered)), shown(instant(ended))
        return Row(instant(offered), call_cells(rng, "information juridique", times, talk_seconds))

    def some(day: str) -> Row:
        return call(f"{day} 10:12:07", f"{day} 10:12:13", f"{day} 10:16:31")

    return [
        *(call(*times) for times in CALL_PLANTED),
        spoilt(some("2008-02-28"), **{"Présenté le": "31/02/2008 10:12:07"}),
        spoilt(some("2008-04-16"), **{"Nb transferts": "deux"}),
        spoilt(some("2008-06-24"), **{"File d'attente": "accueil"}),
        spoilt(some("2008-09-11"), Issue=ABSENT),
        spoilt(some("2008-10-21"), **{"Décroché le": "n.c."}),
        some("2008-11-18")._replace(cut=6),
        spoilt(some("2008-12-03"), Observation="Dossier clos; à archiver")._replace(split="Observation"),
    ]


def call_rows(rng: Random, scale: int) -> Iterator[Row]:
    """Yield the calls, day after day."""
    for quarter, (volume, give_up_shares) in zip(QUARTERS, CALL_PLAN, strict=True):
        for day, count in spread(volume * scale, quarter, office_weight):
            if day < EXTRACTED_AT.date():
                yield from day_calls(rng, day, count, give_up_shares)


# --- legal questions asked online -------------------------------------------------------------------------------------

ONLINE_COLUMNS = headers(
    "Domaine;N° question;Formulaire;Répondue le;Posée le;Code juriste;Temps passé (min);Commentaire"
)
ONLINE_REMARKS = (
    "Réponse type adaptée",
    "Pièce jointe illisible ; redemandée",
    "Question d’ordre fiscal – transmise",
    'L\'assuré demande "une réponse écrite"; fait',
    "Deux questions en une :\r\nloyer; dépôt de garantie de 850 €",
)
ONLINE_PLAN = (  # questions, answered late, never answered
    (205, 5, 1),
    (775, 15, 3),
    (740, 22, 2),
    (690, 17, 3),
    (780, 16, 2),
    (56, 1, 0),
)
ONLINE_PLANTED = (  # asked, answered
    ("2008-02-05 10:15:00", "2008-02-07 10:15:00"),  # 48 h to the second: met
    ("2008-02-05 10:15:30", "2008-02-07 10:15:31"),  # one second more: late
    ("2008-03-28 02:30:00", "2008-03-30 02:30:00"),  # ends in the hour that never occurs, read 03:30: 48 h, met
    ("2008-03-29 11:00:00", "2008-03-31 12:00:00"),  # 49 h on the wall, 48 h elapsed: met
    ("2008-03-30 02:14:09", "2008-03-31 09:02:50"),  # begins in the hour that never occurs
    ("2008-03-30 02:30:00", "2008-04-01 03:30:00"),  # 02:30 is 03:30: 48 h, met
    ("2008-03-30 02:30:00", "2008-04-01 03:30:01"),  # one second more: late
    ("2008-10-24 02:30:00", "2008-10-26 02:30:00"),  # ends in the hour that occurs twice, first read: 48 h, met
    ("2008-10-25 12:00:00", "2008-10-27 11:30:00"),  # 47 h 30 on the wall, 48 h 30 elapsed: late
    ("2008-10-26 02:05:33", "2008-10-27 10:20:41"),  # begins in the hour that occurs twice
    ("2008-10-26 02:30:00", "2008-10-28 01:30:00"),  # first occurrence: 48 h, met
    ("2008-10-26 02:30:00", "2008-10-28 01:30:01"),  # one second more: late
    ("2008-10-26 02:51:12", "2008-10-26 02:10:40"),  # answered in the second 02:10, read as the first: invalid
    ("2008-06-03 16:40:00", "2008-06-02 16:55:00"),  # invalid: answered before it was asked
    ("2007-12-30 19:12:44", "2008-01-02 09:41:05"),  # of 2007, late, answered in 2008
    ("2008-12-31 16:20:10", "2009-01-02 09:05:32"),  # of 2008, answered in 2009
    ("2009-01-05 21:03:17", "-"),  # overdue at the extraction
    ("2009-01-06 08:30:00", "-"),  # due on 8 January at 08:30: pending
    ("2009-01-07 22:41:55", "-"),  # pending
    ("2009-01-08 08:11:41", "-"),  # pending; the latest instant of this export
)


def online_row(rng: Random, asked: datetime, answered: datetime | None) -> Row:
    """Fill one question."""
    text = shown(answered)
    cells = {
        "Domaine": rng.choices(DOMAINS, DOMAIN_WEIGHTS)[0],
        "Formulaire": rng.choice(("public", "espace assuré")),
        "Répondue le": text,
        "Posée le": shown(asked),
        "Code juriste": f"J{rng.randrange(10, 35)}" if text else ABSENT,
        "Temps passé (min)": f"{rng.randrange(5, 60)},{rng.choice('05')}" if text else ABSENT,
        "Commentaire": remark(rng, 0.05, ONLINE_REMARKS),
    }
    return Row(asked, cells)


def planted_questions(rng: Random) -> list[Row]:
    """Build the boundary, invalid and refused questions."""

    def some(day: str) -> Row:
        return online_row(rng, instant(f"{day} 14:08:22"), instant(f"{day} 17:31:09"))

    return [
        *(online_row(rng, instant(asked), parsed(answered)) for asked, answered in ONLINE_PLANTED),
        spoilt(some("2008-02-28"), Posée_le="31/02/2008 14:08:22"),
        spoilt(some("2008-07-02"), Répondue_le="n.c."),
        spoilt(some("2008-09-17"), Commentaire="Bail; caution")._replace(split="Commentaire"),
        some("2008-11-20")._replace(cut=4),
    ]


def online_rows(rng: Random, scale: int) -> Iterator[Row]:
    """Yield the questions in the order they were asked."""
    for quarter, (volume, late_quota, never_quota) in zip(QUARTERS, ONLINE_PLAN, strict=True):
        starts = arrivals(rng, volume * scale, quarter, web_weight, WEB_HOURS)
        dues = [after_hours(at, 48) for at in starts]
        hard = [is_hard(*span) for span in zip(starts, dues, strict=True)]
        late = choose(rng, hard, (late_quota + never_quota) * scale)
        never = choose(rng, late, never_quota * scale)
        for asked, due, is_late, is_never in zip(starts, dues, late, never, strict=True):
            answered = overrun(rng, due) if is_late else moment(rng, min(asked + SECOND * 600, due), due)
            yield online_row(rng, asked, None if is_never else answered)


# --- claims -----------------------------------------------------------------------------------------------------------

CLAIM_COLUMNS = headers(
    "Gestionnaire;N° dossier;Canal;Code assuré;Domaine;Enjeu (€);Date de réception;Premier appel le;"
    "Premier courrier le;Date d'ouverture;Accusé de réception envoyé le;Commentaire"
)
CLAIM_REMARKS = (
    "Pièces complètes",
    "Devis d’artisan manquant",
    "Vente d’une œuvre ; vice caché",
    "Enjeu estimé à 1 500 €; à confirmer",
    'Parler à "M. le gardien"; matin seulement',
    "Assuré absent jusqu’au 15;\nrappeler ensuite",
    "Cœur du litige : malfaçons",
)
CLAIM_PLAN = (  # claims, opened or acknowledged late, never acknowledged, contact in 6-10 days, later, never
    (430, 12, 1, 4, 6, 1),
    (1560, 41, 2, 9, 20, 3),
    (1480, 46, 3, 9, 21, 2),
    (1380, 38, 2, 9, 19, 2),
    (1580, 42, 2, 9, 23, 3),
    (115, 2, 0, 0, 1, 0),
)
CLAIM_PLANTED = (  # channel, received, opened, acknowledged, first letter, first call
    # 48 h: to the second (met), one second more (late), across the two changes of hour
    "internet  2008-01-15T11:00:00 2008-01-16T09:10:00 2008-01-17T11:00:00 2008-01-18T10:00:00 -",
    "internet  2008-01-15T11:00:05 2008-01-16T09:12:00 2008-01-17T11:00:06 2008-01-18T10:05:00 -",
    "internet  2008-03-29T09:00:00 2008-03-31T09:20:00 2008-03-31T10:00:00 - 2008-03-31T14:30:00",
    "internet  2008-03-30T02:30:00 2008-03-31T08:50:00 2008-04-01T03:30:00 2008-04-02T10:00:00 -",
    "internet  2008-10-25T10:00:00 2008-10-27T08:45:00 2008-10-27T09:30:00 2008-10-28T11:00:00 -",
    "internet  2008-10-26T02:30:00 2008-10-27T08:52:00 2008-10-28T01:30:01 2008-10-29T11:00:00 -",
    # received on 4 February: 5 business days end on the 11th, 10 on the 18th
    "courrier  2008-02-04T10:00:00 2008-02-04T15:00:00 2008-02-04T15:20:00 2008-02-11T23:59:59 -",
    "courrier  2008-02-04T10:01:00 2008-02-04T15:02:00 2008-02-04T15:22:00 2008-02-12T00:00:00 -",
    "courrier  2008-02-04T10:02:00 2008-02-04T15:04:00 2008-02-04T15:24:00 2008-02-18T23:59:59 -",
    "courrier  2008-02-04T10:03:00 2008-02-04T15:06:00 2008-02-04T15:26:00 2008-02-19T00:00:00 -",
    # received on Friday 7 March: the Saturdays after the fifth and the tenth day are late
    "téléphone 2008-03-07T14:00:00 2008-03-07T14:20:00 2008-03-07T14:40:00 - 2008-03-15T10:15:00",
    "téléphone 2008-03-07T14:05:00 2008-03-07T14:25:00 2008-03-07T14:45:00 2008-03-25T09:30:00 2008-03-22T10:15:00",
    # received on 29 April: two holidays, two bridges, Whit Monday worked: 12 and 19 May are the last days
    "courrier  2008-04-29T09:30:00 2008-04-29T16:00:00 2008-04-29T16:30:00 2008-05-12T23:59:59 -",
    "courrier  2008-04-29T09:31:00 2008-04-29T16:01:00 2008-04-29T16:31:00 2008-05-13T00:00:00 -",
    "courrier  2008-04-29T09:32:00 2008-04-29T16:02:00 2008-04-29T16:32:00 2008-05-19T23:59:59 -",
    "courrier  2008-04-29T09:33:00 2008-04-29T16:03:00 2008-04-29T16:33:00 2008-05-20T00:00:00 -",
    # invalid: opened and acknowledged, then contacted, before they were received
    "courrier  2008-06-12T10:00:00 2008-06-11T10:30:00 2008-06-11T11:00:00 2008-06-13T09:00:00 -",
    "courrier  2008-09-16T10:00:00 2008-09-16T14:30:00 2008-09-16T15:00:00 2008-08-18T09:00:00 -",
    # of 2007, treated in 2008
    "internet  2007-12-31T17:00:00 2008-01-02T09:00:00 2008-01-02T09:30:00 2008-01-07T10:00:00 -",
    # no contact at the extraction: overdue (22 December), then pending under 10 days, the last one under 5 days too
    "courrier  2008-12-22T10:00:00 2008-12-22T15:00:00 2008-12-22T15:10:00 - -",
    "courrier  2008-12-23T10:10:00 2008-12-23T16:00:00 2008-12-23T16:10:00 - -",
    "courrier  2008-12-24T09:40:00 2008-12-24T15:00:00 2008-12-24T15:10:00 - -",
    "téléphone 2008-12-29T11:20:00 2008-12-29T11:50:00 2008-12-29T12:00:00 - -",
    "internet  2008-12-30T22:15:00 2008-12-31T09:00:00 2008-12-31T09:10:00 - -",
    "internet  2008-12-31T15:45:00 2009-01-02T09:00:00 2009-01-02T09:10:00 - -",
    # not opened at the extraction: overdue, then pending; the last one is the latest instant of this export
    "internet  2009-01-05T20:00:00 - - - -",
    "internet  2009-01-06T19:30:00 2009-01-07T09:00:00 - - -",
    "internet  2009-01-08T08:07:12 - - - -",
)


def claim_row(rng: Random, channel: str, received: datetime, ends: Sequence[datetime | None]) -> Row:
    """Fill one claim; this system writes NULL where there was no call.

    Args:
        rng: source of randomness.
        channel: how the claim came in.
        received: when it came in.
        ends: when it was opened, acknowledged, first answered by letter and by telephone.
    """
    opened, acknowledged, letter, phone = ends
    cells = {
        "Gestionnaire": f"G{rng.randrange(100, 140)}",
        "Canal": channel,
        "Code assuré": code(rng, "A"),
        "Domaine": rng.choices(DOMAINS, DOMAIN_WEIGHTS)[0],
        "Enjeu (€)": f"{rng.randrange(80, 9000)},{rng.randrange(100):02d}",
        "Date de réception": shown(received),
        "Premier appel le": shown(phone) or "NULL",
        "Premier courrier le": shown(letter),
        "Date d'ouverture": shown(opened),
        "Accusé de réception envoyé le": shown(acknowledged),
        "Commentaire": remark(rng, 0.10, CLAIM_REMARKS),
    }
    return Row(received, cells)


def planted_claims(rng: Random) -> list[Row]:
    """Build the boundary, invalid and refused claims."""

    def planted(line: str) -> Row:
        channel, received, *ends = line.split()
        return claim_row(rng, channel, instant(received), [parsed(end) for end in ends])

    def some(day: str) -> Row:
        times = (f"{day}T{hour}" for hour in ("10:00:00", "14:00:00", "14:10:00", "17:00:00"))
        return planted(" ".join(("courrier", *times, "-")))

    return [
        *(planted(line) for line in CLAIM_PLANTED),
        spoilt(some("2008-02-27"), Date_de_réception="31/02/2008 10:00:00"),
        spoilt(some("2008-04-10"), Canal="fax"),
        spoilt(some("2008-05-27"), **{"Date d'ouverture": "n.c."}),
        spoilt(some("2008-07-22"), Date_de_réception=ABSENT),
        spoilt(some("2008-10-14"), Commentaire="Bail commercial; loyers")._replace(split="Commentaire"),
        some("2008-11-13")._replace(cut=8),
    ]


def opening(rng: Random, received: datetime, outcome: str) -> tuple[datetime, datetime | None]:
    """Draw when a claim is opened and acknowledged: `in time`, `opened late`, `acknowledged late` or `never`."""
    due = after_hours(received, 48)
    if outcome == "opened late":
        opened = overrun(rng, due)
        return opened, opened + SECOND * rng.randint(60, 5400)
    opened = moment(rng, min(received + SECOND * 300, due), due)
    if outcome == "acknowledged late":
        return opened, overrun(rng, due)
    room = min(int((due - opened).total_seconds()), 3 * 3600)
    return opened, None if outcome == "never" else opened + SECOND * int(room * rng.random() ** 3)


def first_contact(
    rng: Random, received: datetime, opened: datetime, outcome: str
) -> tuple[datetime | None, datetime | None]:
    """Draw the first letter and the first call of a claim: `fast` (5 business days), `slow` (10), `slower`, `never`."""
    if outcome == "never":
        return None, None
    spans: dict[str, tuple[range, tuple[int, ...]]] = {
        "fast": (range(1, 6), (45, 25, 15, 10, 5)),
        "slow": (range(6, 11), (30, 25, 20, 15, 10)),
        "slower": (range(11, 16), (35, 25, 20, 12, 8)),
    }
    days = rng.choices(*spans[outcome])[0]
    day = business_day_after(received.date(), days)
    contact = datetime.combine(day, time(9)) + SECOND * rng.randrange(9 * 3600)
    contact = max(contact, opened + SECOND * rng.randint(300, 7200))
    by = rng.random()
    if by < 0.55:
        return contact, None
    later = moment(rng, contact + SECOND, contact + 8 * DAY, haste=0.3) if by < 0.70 else None
    return later, contact


def claim_channel(rng: Random, received: datetime) -> str:
    """Draw the channel of a claim: outside opening hours only the internet is open."""
    if not is_open(received.date()) or not 9 <= received.hour < 18:
        return "internet"
    return rng.choices(("courrier", "téléphone", "internet"), (60, 27, 13))[0]


def claim_rows(rng: Random, scale: int) -> Iterator[Row]:
    """Yield the claims in the order they were received."""
    for quarter, (volume, late, never, slow, slower, silent) in zip(QUARTERS, CLAIM_PLAN, strict=True):
        starts = arrivals(rng, volume * scale, quarter, claim_weight, CLAIM_HOURS)
        missed = choose(rng, [is_hard(at, after_hours(at, 48)) for at in starts], (late + never) * scale)
        silences = choose(rng, missed, never * scale)
        quotas = {"slow": slow * scale, "slower": slower * scale, "never": silent * scale}
        contacts = deal(rng, len(starts), "fast", quotas)
        for at, is_missed, is_silent, contact in zip(starts, missed, silences, contacts, strict=True):
            late_outcome = "never" if is_silent else rng.choice(("opened late", "acknowledged late"))
            opened, acknowledged = opening(rng, at, late_outcome if is_missed else "in time")
            contacts_at = first_contact(rng, at, opened, contact)
            yield claim_row(rng, claim_channel(rng, at), at, (opened, acknowledged, *contacts_at))


# --- requests to be called back ---------------------------------------------------------------------------------------

CALLBACK_COLUMNS = headers("N° demande;Rappelé le;Service;Demandé le;Poste;Tentatives;Code agent;Objet")
CALLBACK_NEW_COLUMNS = headers("Service;N° demande;Objet;Demandé le;Rappelé le;Tentatives;Poste;Code agent")
CALLBACK_REMARKS = (
    "Suite de dossier",
    "Question sur l’échéance",
    "Honoraires d’avocat : 1 200 €",
    'A reçu le courrier "R12"; ne comprend pas',
    "Changement d’adresse; œuvrer avant le 30",
)
CALLBACK_PLAN = (  # requests, called back after 24 h, of which after 2 days, never called back
    (270, 9, 1, 0),
    (1010, 34, 5, 1),
    (980, 51, 8, 1),
    (930, 34, 4, 0),
    (1060, 37, 4, 1),
    (82, 1, 0, 0),
)
CALLBACK_PLANTED = (  # requested, called back
    ("2008-02-06 14:30:00", "2008-02-07 14:30:00"),  # 24 h to the second: not "< 24", in 2 days
    ("2008-02-06 14:31:00", "2008-02-07 14:30:59"),  # one second less: met
    ("2008-02-19 16:10:00", "2008-02-21 23:59:59"),  # last second of the second day: met in 2 days
    ("2008-02-19 16:12:00", "2008-02-22 00:00:00"),  # the day after: missed
    ("2008-06-05 11:00:00", "2008-06-07 10:20:00"),  # a Thursday; Saturday is the second day: met in 2 days
    ("2008-09-18 11:00:00", "2008-09-22 08:40:00"),  # a Thursday; Monday is late
    ("2008-03-29 09:30:00", "2008-03-30 10:30:00"),  # 25 h on the wall, 24 h elapsed: not "< 24"
    ("2008-03-29 09:40:00", "2008-03-30 10:10:00"),  # 24 h 30 on the wall, 23 h 30 elapsed: met
    ("2008-10-25 11:00:00", "2008-10-26 10:30:00"),  # 23 h 30 on the wall, 24 h 30 elapsed: missed
    ("2008-10-25 02:30:00", "2008-10-26 02:29:59"),  # ends in the hour that occurs twice: first read, met
    ("2008-04-22 10:00:00", "2008-04-21 10:45:00"),  # invalid: called back before the request
    ("2008-11-06 17:20:00", "2008-11-06 09:20:00"),  # invalid: called back before the request
    ("2007-12-31 17:40:00", "2008-01-02 09:05:00"),  # of 2007, called back in 2008
    ("2008-12-31 17:55:00", "2009-01-02 10:12:00"),  # of 2008, called back in 2009
    ("2008-12-18 10:30:00", "-"),  # never called back: overdue
    ("2009-01-05 15:00:00", "-"),  # overdue under both limits
    ("2009-01-06 16:00:00", "-"),  # overdue under 24 h, pending under 2 days
    ("2009-01-07 16:45:00", "-"),  # pending
    ("2009-01-08 08:10:27", "-"),  # pending; the latest instant of this export
)


def callback_row(rng: Random, requested: datetime, called_back: datetime | None) -> Row:
    """Fill one request."""
    text = shown(called_back)
    services = ("information juridique", "gestion des dossiers", "qualité", "comptabilité", ABSENT)
    cells = {
        "Rappelé le": text,
        "Service": rng.choices(services, (45, 40, 8, 6, 1))[0],
        "Demandé le": shown(requested),
        "Poste": f"4{rng.randrange(100, 160)}",
        "Tentatives": str(rng.choices((1, 2, 3), (80, 15, 5))[0]) if text else "0",
        "Code agent": f"G{rng.randrange(10, 64)}",
        "Objet": remark(rng, 0.15, CALLBACK_REMARKS),
    }
    return Row(requested, cells)


def planted_callbacks(rng: Random) -> list[Row]:
    """Build the boundary, invalid and refused requests."""

    def some(day: str) -> Row:
        return callback_row(rng, instant(f"{day} 09:48:51"), instant(f"{day} 11:02:13"))

    return [
        *(callback_row(rng, instant(requested), parsed(called_back)) for requested, called_back in CALLBACK_PLANTED),
        spoilt(some("2008-03-13"), Demandé_le=ABSENT),
        spoilt(some("2008-05-21"), Rappelé_le="31/02/2008 11:02:13"),
        spoilt(some("2008-08-20"), **{"N° demande": ABSENT}),
        some("2008-10-07")._replace(cut=5),
    ]


def callback_rows(rng: Random, scale: int) -> Iterator[Row]:
    """Yield the requests in the order they were made."""
    for quarter, (volume, late_quota, later_quota, never_quota) in zip(QUARTERS, CALLBACK_PLAN, strict=True):
        starts = arrivals(rng, volume * scale, quarter, office_weight, VOICEMAIL_HOURS)
        dues = [after_hours(at, 24) - SECOND for at in starts]
        second_days = [end_of_day(at.date() + 2 * DAY) for at in starts]
        late = choose(rng, [is_hard(*span) for span in zip(starts, dues, strict=True)], late_quota * scale)
        hopeless = [
            is_late and not staffed(due + SECOND, last)
            for is_late, due, last in zip(late, dues, second_days, strict=True)
        ]
        later = choose_within(rng, late, hopeless, later_quota * scale)
        never = choose(rng, later, never_quota * scale)
        for index, requested in enumerate(starts):
            due, last = dues[index], second_days[index]
            if later[index]:
                called_back = overrun(rng, last)
            elif late[index]:
                called_back = moment(rng, due + SECOND, last)
            else:
                called_back = moment(rng, min(requested + SECOND * 300, due), due)
            yield callback_row(rng, requested, None if never[index] else called_back)


# --- telephone survey -------------------------------------------------------------------------------------------------

PHONE_SURVEY_COLUMNS = headers(
    "Date de l'enquête;N° enquête;Enquêteur;Accueil;Clarté;Utilité;Délai;Note moyenne;Verbatim"
)
PHONE_SURVEY_REMARKS = (
    "Très clair",
    "J’ai été bien conseillé",
    'On m\'a dit "rappelez demain"; dommage',
    "Attente un peu longue ; réponse précise",
    "Merci à la juriste;\nelle a évité un procès à 3 000 €",
)
PHONE_SURVEY_PLAN = (  # interviews, mean score
    (118, 4.14),
    (396, 4.11),
    (404, 4.15),
    (391, 4.18),
    (407, 4.13),
    (12, 4.15),
)
SUM_WEIGHTS = {8: 1, 9: 1, 10: 2, 11: 3, 12: 5, 13: 8, 14: 12, 15: 16, 16: 20, 17: 18, 18: 14, 19: 9, 20: 6}


def phone_survey_row(rng: Random, day: date, total: int) -> Row:
    """Fill one interview: four questions scored 1 to 5 whose sum is `total`, and their mean."""
    low, more = divmod(total, 4)
    answers = [low + 1] * more + [low] * (4 - more)
    rng.shuffle(answers)
    cells = {
        "Date de l'enquête": shown_day(day),
        "Enquêteur": f"E{rng.randrange(1, 9)}",
        **{question: str(answer) for question, answer in zip(PHONE_SURVEY_COLUMNS[3:7], answers, strict=True)},
        "Note moyenne": f"{total / 4:g}".replace(".", ","),
        "Verbatim": remark(rng, 0.12, PHONE_SURVEY_REMARKS),
    }
    return Row(datetime.combine(day, time()), cells)


def planted_interviews(rng: Random) -> list[Row]:
    """Build two scores off the scale and three refused interviews."""

    def some(day: str) -> Row:
        return phone_survey_row(rng, date.fromisoformat(day), 17)

    return [
        spoilt(some("2008-05-20"), Note_moyenne="6"),
        spoilt(some("2008-11-19"), Note_moyenne="0"),
        spoilt(some("2008-02-20"), Note_moyenne="4;5")._replace(split="Note moyenne"),
        spoilt(some("2008-08-27"), Note_moyenne="n.c."),
        spoilt(some("2008-12-10"), **{"Date de l'enquête": "31/11/2008"}),
    ]


def phone_survey_rows(rng: Random, scale: int) -> Iterator[Row]:
    """Yield the interviews day by day."""
    for quarter, (volume, mean) in zip(QUARTERS, PHONE_SURVEY_PLAN, strict=True):
        days = survey_days(quarter, volume * scale)
        yield from map(phone_survey_row, [rng] * len(days), days, scores(rng, len(days), 4 * mean, SUM_WEIGHTS))


def survey_days(quarter: Quarter, volume: int) -> list[date]:
    """List the day of each sheet of a quarter, in order, up to the eve of the extraction."""
    last = min(quarter.last, EXTRACTED_AT.date() - DAY)
    return [day for day, count in spread(volume, Quarter(quarter.first, last), office_weight) for _ in range(count)]


# --- questionnaires sent when a claim is closed -----------------------------------------------------------------------

CLOSING_COLUMNS = headers(
    "N° dossier;N° questionnaire;Retourné le;Envoyé le;Note expert;Choix de l'avocat;Note avocat;Note juriste;Remarques"
)
CLOSING_REMARKS = (
    "Merci",
    "Juriste à l’écoute",
    "L’expert n’est pas venu ; dommage",
    'Avocat "très compétent"; un peu cher (2 400 €)',
    "Délais trop longs,\r\nmais bon résultat;\r\nje recommande",
)
CLOSING_PLAN = (  # questionnaires, mean scores: lawyer, expert, recommended attorney, attorney chosen freely
    (0, 4.36, 4.10, 4.00, 3.70),
    (640, 4.35, 4.12, 4.02, 3.65),
    (620, 4.37, 4.07, 4.06, 3.72),
    (585, 4.36, 4.13, 4.05, 3.70),
    (660, 4.36, 4.10, 4.03, 3.68),
    (36, 4.36, 4.10, 4.00, 3.70),
)
SCORE_WEIGHTS = {1: 2, 2: 4, 3: 13, 4: 36, 5: 45}
CHOICES = ("recommandé", "libre", "aucun")


class Questionnaire(NamedTuple):
    """What is known of one questionnaire before it is scored; `returned` is None while it has not come back."""

    sent: date
    returned: date | None
    choice: str
    has_expert: bool
    rates_lawyer: bool


def questionnaire(rng: Random, sent: date) -> Questionnaire:
    """Draw one questionnaire: about half come back, four days to six weeks later."""
    returned = business_day_after(sent + DAY * rng.randrange(3, 40), 1) if rng.random() < 0.53 else None
    known = returned if returned is not None and returned < EXTRACTED_AT.date() else None
    choice = rng.choices(CHOICES, (24, 13, 63))[0]
    return Questionnaire(sent, known, choice, has_expert=rng.random() < 0.35, rates_lawyer=rng.random() < 0.97)


def scored(rng: Random, marks: Sequence[bool], mean: float) -> list[str]:
    """Score the marked sheets so that their mean is `mean`; the others stay empty."""
    drawn = iter(scores(rng, sum(marks), mean, SCORE_WEIGHTS))
    return [str(next(drawn)) if mark else ABSENT for mark in marks]


def closing_row(rng: Random, sheet: Questionnaire, lawyer: str, expert: str, attorney: str) -> Row:
    """Fill one questionnaire."""
    cells = {
        "N° dossier": code(rng, "D"),
        "Retourné le": shown_day(sheet.returned),
        "Envoyé le": shown_day(sheet.sent),
        "Note expert": expert,
        "Choix de l'avocat": sheet.choice,
        "Note avocat": attorney,
        "Note juriste": lawyer,
        "Remarques": remark(rng, 0.12, CLOSING_REMARKS) if sheet.returned else ABSENT,
    }
    return Row(datetime.combine(sheet.sent, time()), cells)


def planted_questionnaires(rng: Random) -> list[Row]:
    """Build three scores off the scale and four refused questionnaires."""

    def some(day: str, lawyer: str = "4", attorney: str = ABSENT) -> Row:
        sent = date.fromisoformat(day)
        choice = "recommandé" if attorney else "aucun"
        sheet = Questionnaire(sent, sent + 8 * DAY, choice, has_expert=False, rates_lawyer=True)
        return closing_row(rng, sheet, lawyer, ABSENT, attorney)

    return [
        some("2008-03-05", lawyer="6"),
        some("2008-06-19", lawyer="0"),
        some("2008-09-09", attorney="7"),
        spoilt(some("2008-02-14"), Note_juriste="4,5"),
        spoilt(some("2008-05-15"), **{"Choix de l'avocat": "imposé"}),
        spoilt(some("2008-07-08"), Note_juriste="4;5")._replace(split="Note juriste"),
        spoilt(some("2008-10-16"), Retourné_le="31/02/2008"),
    ]


def closing_rows(rng: Random, scale: int) -> Iterator[Row]:
    """Yield the questionnaires in the order they were sent."""
    for quarter, (volume, lawyer, expert, recommended, free) in zip(QUARTERS, CLOSING_PLAN, strict=True):
        sheets = [questionnaire(rng, day) for day in survey_days(quarter, volume * scale)]
        back = [sheet.returned is not None for sheet in sheets]
        pairs = list(zip(back, sheets, strict=True))
        lawyers = scored(rng, [came and sheet.rates_lawyer for came, sheet in pairs], lawyer)
        experts = scored(rng, [came and sheet.has_expert for came, sheet in pairs], expert)
        advised = scored(rng, [came and sheet.choice == "recommandé" for came, sheet in pairs], recommended)
        chosen = scored(rng, [came and sheet.choice == "libre" for came, sheet in pairs], free)
        for sheet, *notes in zip(sheets, lawyers, experts, advised, chosen, strict=True):
            yield closing_row(rng, sheet, notes[0], notes[1], notes[2] or notes[3])


# --- complaints -------------------------------------------------------------------------------------------------------

COMPLAINT_COLUMNS = headers(
    "Service visé;N° réclamation;Reçue le;Canal;Répondue le;Prise en charge le;Responsable;Coût (€);Objet"
)
COMPLAINT_REMARKS = (
    "Délai de traitement",
    "N’a pas été rappelé",
    "Refus de garantie ; contesté",
    'Réponse jugée "expéditive"; demande un écrit',
    "Honoraires de 1 800 € non remboursés;\r\nmanœuvre dilatoire alléguée",
)
COMPLAINT_PLAN = (  # complaints, answered after 10 days, never answered, acknowledged after 48 h (by internet)
    (36, 3, 0, 1),
    (118, 11, 1, 1),
    (110, 10, 1, 1),
    (102, 9, 1, 1),
    (116, 10, 1, 1),
    (9, 0, 0, 0),
)
COMPLAINT_PLANTED = (  # channel, received, acknowledged, answered
    # received on 8 April: the tenth day is Friday 18 April; received on 9 April: Saturday 19 April
    "courrier  2008-04-08T10:00:00 - 2008-04-18T23:59:59",
    "courrier  2008-04-08T10:05:00 - 2008-04-19T00:00:00",
    "courrier  2008-04-09T10:00:00 - 2008-04-19T10:30:00",
    "courrier  2008-09-23T09:40:00 - 2008-10-04T09:15:00",  # Saturday after the tenth day, Friday 3 October: late
    # 48 h: to the second (met), one second more (late), across the two changes of hour
    "internet  2008-06-10T13:00:00 2008-06-12T13:00:00 2008-06-16T11:00:00",
    "internet  2008-06-10T13:05:00 2008-06-12T13:05:01 2008-06-16T11:20:00",
    "internet  2008-03-29T10:30:00 2008-03-31T11:30:00 2008-04-04T10:00:00",
    "internet  2008-03-30T02:30:00 2008-03-31T09:10:00 2008-04-07T15:00:00",
    "internet  2008-10-25T15:00:00 2008-10-27T14:30:00 2008-11-03T10:00:00",
    "internet  2008-10-26T02:30:00 2008-10-27T10:40:00 2008-10-31T16:00:00",
    "courrier  2008-07-17T10:00:00 2008-07-17T15:00:00 2008-07-07T10:00:00",  # invalid: answered before received
    "internet  2007-12-28T20:10:00 2007-12-29T09:30:00 2008-01-09T10:00:00",  # of 2007, late, answered in 2008
    "courrier  2008-12-26T10:00:00 2008-12-29T09:00:00 -",  # due on 5 January: overdue
    "courrier  2008-12-29T10:00:00 2008-12-30T09:00:00 -",  # due on 8 January at midnight: pending
    "internet  2008-12-30T18:40:00 2008-12-31T09:20:00 -",  # pending
    "internet  2009-01-05T21:30:00 - -",  # not acknowledged: overdue
    "internet  2009-01-07T19:00:00 - -",  # not acknowledged: pending
    "internet  2009-01-08T07:52:36 - -",  # pending; the latest instant of this export
)


def complaint_row(
    rng: Random, channel: str, received: datetime, acknowledged: datetime | None, answered: datetime | None
) -> Row:
    """Fill one complaint."""
    cells = {
        "Service visé": rng.choice(("information juridique", "gestion des dossiers", "standard", "avocat")),
        "Reçue le": shown(received),
        "Canal": channel,
        "Répondue le": shown(answered),
        "Prise en charge le": shown(acknowledged),
        "Responsable": f"Q{rng.randrange(1, 8)}",
        "Coût (€)": f"{rng.randrange(10, 300)},{rng.randrange(100):02d}" if shown(answered) else ABSENT,
        "Objet": remark(rng, 0.9, COMPLAINT_REMARKS),
    }
    return Row(received, cells)


def planted_complaints(rng: Random) -> list[Row]:
    """Build the boundary, invalid and refused complaints."""

    def planted(line: str) -> Row:
        channel, received, acknowledged, answered = line.split()
        return complaint_row(rng, channel, instant(received), parsed(acknowledged), parsed(answered))

    def some(day: str) -> Row:
        return planted(f"courrier {day}T10:20:00 {day}T16:00:00 {day}T17:00:00")

    return [
        *(planted(line) for line in COMPLAINT_PLANTED),
        spoilt(some("2008-02-21"), Canal="télécopie"),
        spoilt(some("2008-05-29"), Reçue_le="31/02/2008 10:20:00"),
        some("2008-10-02")._replace(cut=4),
    ]


def complaint_rows(rng: Random, scale: int) -> Iterator[Row]:
    """Yield the complaints in the order they were received."""
    for quarter, (volume, late_quota, never_quota, slow_quota) in zip(QUARTERS, COMPLAINT_PLAN, strict=True):
        starts = arrivals(rng, volume * scale, quarter, claim_weight, CLAIM_HOURS)
        channels = ["internet" if rng.random() < 0.22 else claim_channel(rng, at) for at in starts]
        late = choose(rng, [False] * len(starts), (late_quota + never_quota) * scale)
        never = choose(rng, late, never_quota * scale)
        slow = choose(rng, [channel == "internet" for channel in channels], slow_quota * scale)
        for index, received in enumerate(starts):
            due, last = after_hours(received, 48), end_of_day(received.date() + 10 * DAY)
            acknowledged = overrun(rng, due) if slow[index] else moment(rng, min(received + SECOND * 900, due), due)
            answered = overrun(rng, last) if late[index] else moment(rng, acknowledged, last, haste=0.2)
            keeps = channels[index] == "internet" or rng.random() < 0.6
            yield complaint_row(
                rng, channels[index], received, acknowledged if keeps else None, None if never[index] else answered
            )


# --- survey of the switchboard ----------------------------------------------------------------------------------------

SWITCHBOARD_COLUMNS = headers("Enquêteur;Date de réponse;Satisfaction (1 à 5);N° réponse;Heure d'appel;Remarque")
SWITCHBOARD_REMARKS = (
    "Accueil aimable",
    "Un peu d’attente",
    "Transféré deux fois ; agacé",
    'Voulait "un humain"; satisfait',
    "Appel surtaxé (0,34 €/min);\nl’accueil est au cœur du service",
)
SWITCHBOARD_PLAN = (  # answers, without a score, not satisfied
    (0, 0, 0),
    (300, 12, 9),
    (294, 10, 10),
    (312, 13, 16),
    (306, 12, 9),
    (14, 1, 1),
)


def switchboard_row(rng: Random, day: date, outcome: str) -> Row:
    """Fill one answer: `satisfied` is 4 or 5, `not satisfied` 1 to 3, `no score` is empty."""
    values = {"satisfied": "445555", "not satisfied": "12333"}
    cells = {
        "Enquêteur": f"E{rng.randrange(1, 9)}",
        "Date de réponse": shown_day(day),
        "Satisfaction (1 à 5)": ABSENT if outcome == "no score" else rng.choice(values[outcome]),
        "Heure d'appel": clock(seconds_of_day(rng, 1, OFFICE_HOURS)[0])[:5],
        "Remarque": remark(rng, 0.15, SWITCHBOARD_REMARKS),
    }
    return Row(datetime.combine(day, time()), cells)


def planted_answers(rng: Random) -> list[Row]:
    """Build the refused answers."""

    def some(day: str) -> Row:
        return switchboard_row(rng, date.fromisoformat(day), "satisfied")

    return [
        spoilt(some("2008-02-26"), Date_de_réponse="31/02/2008"),
        spoilt(some("2008-06-11"), **{"Satisfaction (1 à 5)": "bien"}),
        some("2008-09-30")._replace(cut=3),
    ]


def switchboard_rows(rng: Random, scale: int) -> Iterator[Row]:
    """Yield the answers day by day."""
    for quarter, (volume, blank, unhappy) in zip(QUARTERS, SWITCHBOARD_PLAN, strict=True):
        days = survey_days(quarter, volume * scale)
        outcomes = deal(rng, len(days), "satisfied", {"no score": blank * scale, "not satisfied": unhappy * scale})
        yield from map(switchboard_row, [rng] * len(days), days, outcomes)


# --- files ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Export:
    """How one system exports its cases.

    Attributes:
        stem: start of the file names.
        period: one file per `month`, `quarter` or `year`.
        encoding: of the files; utf-8-sig is utf-8 with a byte-order mark.
        columns: headers in the order of the files.
        key: header of the number of a case, given in the order of the rows, and the number's prefix.
        rows: yields the drawn rows in order of time.
        planted: builds the boundary, invalid and refused rows, in any order.
        reach_back: how far before its period a file already begins.
        reach_ahead: how far after its period a file still goes on.
        new_columns: headers in the order of the files since the new layout; None where nothing changed.
    """

    stem: str
    period: str
    encoding: str
    columns: tuple[str, ...]
    key: tuple[str, str]
    rows: Callable[[Random, int], Iterator[Row]]
    planted: Callable[[Random], list[Row]]
    reach_back: timedelta = timedelta()
    reach_ahead: timedelta = timedelta()
    new_columns: tuple[str, ...] | None = None


EXPORTS = {
    "calls": Export(
        stem="telephonie",
        period="month",
        encoding="cp1252",
        columns=CALL_COLUMNS,
        key=("N° appel", "T"),
        rows=call_rows,
        planted=planted_calls,
        reach_back=timedelta(hours=8),
    ),
    "online_questions": Export(
        stem="questions_en_ligne",
        period="quarter",
        encoding="utf-8-sig",
        columns=ONLINE_COLUMNS,
        key=("N° question", "W"),
        rows=online_rows,
        planted=planted_questions,
        reach_back=DAY,
        reach_ahead=DAY,
    ),
    "claims": Export(
        stem="dossiers",
        period="quarter",
        encoding="cp1252",
        columns=CLAIM_COLUMNS,
        key=("N° dossier", "D"),
        rows=claim_rows,
        planted=planted_claims,
        reach_ahead=2 * DAY,
    ),
    "callbacks": Export(
        stem="rappels",
        period="quarter",
        encoding="cp1252",
        columns=CALLBACK_COLUMNS,
        key=("N° demande", "R"),
        rows=callback_rows,
        planted=planted_callbacks,
        reach_back=DAY,
        new_columns=CALLBACK_NEW_COLUMNS,
    ),
    "phone_survey": Export(
        stem="enquete_telephonique",
        period="quarter",
        encoding="utf-8-sig",
        columns=PHONE_SURVEY_COLUMNS,
        key=("N° enquête", "S"),
        rows=phone_survey_rows,
        planted=planted_interviews,
    ),
    "closing_questionnaires": Export(
        stem="questionnaires_cloture",
        period="year",
        encoding="utf-8-sig",
        columns=CLOSING_COLUMNS,
        key=("N° questionnaire", "Q"),
        rows=closing_rows,
        planted=planted_questionnaires,
    ),
    "complaints": Export(
        stem="reclamations",
        period="year",
        encoding="cp1252",
        columns=COMPLAINT_COLUMNS,
        key=("N° réclamation", "C"),
        rows=complaint_rows,
        planted=planted_complaints,
        reach_back=4 * DAY,
    ),
    "switchboard_survey": Export(
        stem="enquete_standard",
        period="year",
        encoding="cp1252",
        columns=SWITCHBOARD_COLUMNS,
        key=("N° réponse", "P"),
        rows=switchboard_rows,
        planted=planted_answers,
    ),
}

WITH_CLAIMS = ("claims", "callbacks", "closing_questionnaires", "complaints")
"""The exports of which there are the more the more claims there are."""


class ExportFile:
    """One file of an export: knows which rows it carries, and is created with the first of them."""

    def __init__(self, path: Path, export: Export, first: date, until: date) -> None:
        """Take the period of the file: from `first` on, before `until`."""
        self.since = datetime.combine(first, time()) - export.reach_back
        self.until = datetime.combine(until, time()) + export.reach_ahead
        self.count = 0
        self._path = path
        self._encoding = export.encoding
        is_new = export.new_columns is not None and first >= NEW_LAYOUT_ON
        self._columns = export.new_columns if is_new and export.new_columns else export.columns
        self._pick = itemgetter(*self._columns)
        self._write: Callable[[Sequence[str]], Any] | None = None

    def write(self, row: Row, stack: ExitStack) -> None:
        """Write one row; the file opened for the first one is closed with `stack`."""
        if self._write is None:
            stream = stack.enter_context(self._path.open("w", encoding=self._encoding, newline=""))
            self._write = csv.writer(stream, delimiter=";", lineterminator="\r\n").writerow
            self._write(self._columns)
        fields: Sequence[str] = self._pick(row.cells)
        if row.split or row.cut:
            fields = damaged(fields, self._columns.index(row.split) if row.split else -1, row.cut)
        self._write(fields)
        self.count += 1


def damaged(fields: Sequence[str], split: int, cut: int) -> list[str]:
    """Break a record: one field left unquoted although it holds a separator, or the record cut short."""
    if cut:
        return list(fields[:cut])
    return [*fields[:split], *fields[split].split(";"), *fields[split + 1 :]]


def periods(period: str) -> Iterator[tuple[str, date, date]]:
    """Yield the label, the first day and the day after the last of each period that the exports cover."""
    months = {"month": 1, "quarter": 3, "year": 12}[period]
    for year in (2007, 2008, 2009):
        for number in range(12 // months):
            first = date(year, number * months + 1, 1)
            until = date(year + (number + 1) * months // 12, (number + 1) * months % 12 + 1, 1)
            if until > LIVE_ON and first <= EXTRACTED_AT.date():
                labels = {"month": f"{year}-{first.month:02d}", "quarter": f"{year}-T{number + 1}", "year": f"{year}"}
                yield labels[period], first, until


def write_export(out: Path, name: str, scale: int) -> Iterator[tuple[str, int]]:
    """Write the files of one export and yield their names and numbers of rows."""
    export = EXPORTS[name]
    rng = Random(f"{SEED}/{name}")
    files = {
        f"{export.stem}_{label}.csv": ExportFile(out / f"{export.stem}_{label}.csv", export, first, until)
        for label, first, until in periods(export.period)
    }
    planted = sorted(export.planted(rng), key=attrgetter("at"))
    header, prefix = export.key
    with ExitStack() as stack:
        rows = heapq.merge(export.rows(rng, scale), planted, key=attrgetter("at"))
        for number, row in enumerate(rows, start=104_201):
            row.cells.setdefault(header, f"{prefix}{number:07d}")
            for file in files.values():
                if file.since <= row.at < file.until:
                    file.write(row, stack)
    yield from ((path, file.count) for path, file in files.items() if file.count)


def scale_for(wanted: int, plan: Sequence[tuple[Any, ...]]) -> int:
    """Return the smallest scale at which a plan has so many cases."""
    volume: int = sum(quarter[0] for quarter in plan)
    return -(-wanted // volume)


def scales(options: argparse.Namespace) -> dict[str, int]:
    """Return the scale of each export; what follows from claims grows with them."""
    found = dict.fromkeys(EXPORTS, options.scale)
    if options.calls:
        found["calls"] = scale_for(options.calls, CALL_PLAN)
    if options.claims:
        found |= dict.fromkeys(WITH_CLAIMS, scale_for(options.claims, CLAIM_PLAN))
    return found


def main() -> None:
    """Write the exports named on the command line."""
    parser = argparse.ArgumentParser(description="Write the made-up exports of sample_data/.")
    parser.add_argument("--out", type=Path, default=Path("sample_data"), help="folder of the files")
    parser.add_argument("--scale", type=int, default=1, help="multiplies the number of cases")
    parser.add_argument("--calls", type=int, help="about so many calls, whatever the scale")
    parser.add_argument(
        "--claims", type=int, help="about so many claims; callbacks, questionnaires and complaints grow with them"
    )
    parser.add_argument("--only", choices=list(EXPORTS), action="append", help="this export only; repeatable")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.only or EXPORTS:
        for path, count in write_export(options.out, name, scales(options)[name]):
            print(f"{path}: {count} rows")


if __name__ == "__main__":
    main()
