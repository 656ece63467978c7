"""Calls: the telephony, one file a month.

Law: `PLAN` fixes how many calls a quarter has; which are abandoned, and how long callers wait, is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from tools.sample_data.drawing import draw_code, draw_remark
from tools.sample_data.files import Export
from tools.sample_data.office import EXTRACTED_AT, QUARTERS, SECOND
from tools.sample_data.rows import ABSENT, Row, show_clock, show_instant, split_headers, spoil
from tools.sample_data.volumes import OFFICE_HOURS, draw_seconds, spread, weigh_office_day

COLUMNS = split_headers(
    "Poste;N° appel;Présenté le;File d'attente;Code appelant;Décroché le;Raccroché le;Issue;Durée (min);"
    "Nb transferts;Code agent;Observation"
)
REMARKS = (
    "L’assuré rappellera",
    "Litige inférieur à 500 €",
    "Main-d’œuvre contestée",
    'Demande le service "recours"; transmis',
    "Dit « urgent »; deux dossiers",
    "Très mécontent;\nsouhaite un écrit",
)
PLAN = (  # calls, shares abandoned in each of `QUEUES`
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
PLANTED = (  # offered, answered, ended
    ("2008-02-12 09:00:00", "2008-02-12 09:00:10", "2008-02-12 09:04:10"),  # 10 s to the second: not "< 10"
    ("2008-02-12 09:00:01", "2008-02-12 09:00:10", "2008-02-12 09:06:40"),  # 9 s
    ("2008-05-12 17:59:55", "2008-05-12 18:00:03", "2008-05-12 18:11:03"),  # answered once closed, 12 May is worked
    ("2008-06-17 11:20:30", "2008-06-17 11:20:12", "2008-06-17 11:25:00"),  # invalid: answered before offered
    ("2008-10-09 15:02:08", "2008-10-09 14:02:15", "2008-10-09 15:08:00"),  # invalid: answered before offered
)


def draw_wait_seconds(rng: Random, hour: int, *, gives_up: bool) -> int:
    """Draw how long a caller waits; longer in the busy hours."""
    if gives_up:
        return 4 + int(rng.expovariate(1 / 38))
    busy = 0.19 if hour in {10, 11, 14, 15} else 0.12
    return 10 + int(rng.expovariate(1 / 11)) if rng.random() < busy else 2 + int(4 * (rng.random() + rng.random()))


def fill_call(rng: Random, queue: str, times: tuple[str, str, str], talk_seconds: int) -> dict[str, str]:
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
        "Code appelant": draw_code(rng, "A"),
        "Décroché le": answered,
        "Raccroché le": ended,
        "Issue": "RÉPONDU" if answered else "ABANDON",
        "Durée (min)": minutes if answered else ABSENT,
        "Nb transferts": rng.choices(values, weights)[0] if answered else ABSENT,
        "Code agent": f"G{rng.randrange(10, 64)}" if answered else ABSENT,
        "Observation": draw_remark(rng, 0.02, REMARKS),
    }


def plant_calls(rng: Random) -> list[Row]:
    """Build the boundary, invalid and refused calls."""

    def plant(*texts: str) -> Row:
        offered, answered, ended = (datetime.fromisoformat(text) for text in texts)
        talk_seconds = int((ended - answered).total_seconds())
        times = show_instant(offered), show_instant(answered), show_instant(ended)
        return Row(offered, fill_call(rng, "information juridique", times, talk_seconds))

    def plant_usual(day: str) -> Row:
        return plant(f"{day} 10:12:07", f"{day} 10:12:13", f"{day} 10:16:31")

    return [
        *(plant(*times) for times in PLANTED),
        spoil(plant_usual("2008-02-28"), **{"Présenté le": "31/02/2008 10:12:07"}),
        spoil(plant_usual("2008-04-16"), **{"Nb transferts": "deux"}),
        spoil(plant_usual("2008-06-24"), **{"File d'attente": "accueil"}),
        spoil(plant_usual("2008-09-11"), Issue=ABSENT),
        spoil(plant_usual("2008-10-21"), **{"Décroché le": "n.c."}),
        plant_usual("2008-11-18")._replace(cut=6),
        spoil(plant_usual("2008-12-03"), Observation="Dossier clos; à archiver")._replace(split="Observation"),
    ]


def draw_day(rng: Random, day: date, count: int, give_up_shares: Sequence[float]) -> Iterator[Row]:
    """Draw the calls of one day, in the order they were offered."""
    midnight, prefix = datetime.combine(day, time()), f"{day:%d/%m/%Y} "
    shares = dict(zip(QUEUES, give_up_shares, strict=True))
    queues = rng.choices(QUEUES, QUEUE_WEIGHTS, k=count)
    for second, queue in zip(draw_seconds(rng, count, OFFICE_HOURS), queues, strict=True):
        gives_up = rng.random() < shares[queue]
        answered = second + draw_wait_seconds(rng, second // 3600, gives_up=gives_up)
        talk_seconds = 0 if gives_up else 20 + int(rng.expovariate(1 / (40 if queue == "standard" else 380)))
        ended = prefix + show_clock(answered + talk_seconds)
        picked_up = ABSENT if gives_up else prefix + show_clock(answered)
        cells = fill_call(rng, queue, (prefix + show_clock(second), picked_up, ended), talk_seconds)
        yield Row(midnight + SECOND * second, cells)


def draw_calls(rng: Random, scale: int) -> Iterator[Row]:
    """Draw the calls, day after day, in the order they were offered."""
    for quarter, (volume, give_up_shares) in zip(QUARTERS, PLAN, strict=True):
        for day, count in spread(volume * scale, quarter, weigh_office_day):
            if day < EXTRACTED_AT.date():
                yield from draw_day(rng, day, count, give_up_shares)


EXPORT = Export(
    name="calls",
    stem="telephonie",
    period="month",
    encoding="cp1252",
    columns=COLUMNS,
    key=("N° appel", "T"),
    draw=draw_calls,
    plant=plant_calls,
    reach_back=timedelta(hours=8),
)
