"""Claims: from receipt over opening and acknowledgement to the first contact, and archived; one file a quarter.

Law: the quotas of `PLAN` are met exactly. Claims that leave staff little time are the first to be opened late.
When a claim is archived, `archiving.py` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from random import Random

from tools.sample_data.drawing import (
    choose,
    deal,
    draw_channel,
    draw_code,
    draw_domain,
    draw_moment,
    draw_overrun,
    draw_remark,
)
from tools.sample_data.files import Export
from tools.sample_data.office import DAY, QUARTERS, SECOND, add_business_days, add_hours, is_hard
from tools.sample_data.rows import ABSENT, Row, read_instant, show_instant, split_headers, spoil
from tools.sample_data.volumes import CLAIM_HOURS, draw_arrivals, weigh_claim_day

COLUMNS = split_headers(
    "Gestionnaire;N° dossier;Canal;Code assuré;Domaine;Enjeu (€);Date de réception;Premier appel le;"
    "Premier courrier le;Date d'ouverture;Accusé de réception envoyé le;Date d'archivage;Commentaire"
)
REMARKS = (
    "Pièces complètes",
    "Devis d’artisan manquant",
    "Vente d’une œuvre ; vice caché",
    "Enjeu estimé à 1 500 €; à confirmer",
    'Parler à "M. le gardien"; matin seulement',
    "Assuré absent jusqu’au 15;\nrappeler ensuite",
    "Cœur du litige : malfaçons",
)
PLAN = (  # claims, opened or acknowledged late, never acknowledged, contact in 6-10 days, later, never
    (430, 12, 1, 4, 6, 1),
    (1560, 41, 2, 9, 20, 3),
    (1480, 46, 3, 9, 21, 2),
    (1380, 38, 2, 9, 19, 2),
    (1580, 42, 2, 9, 23, 3),
    (115, 2, 0, 0, 1, 0),
)
CONTACT_DAYS: dict[str, tuple[range, tuple[int, ...]]] = {  # per outcome: business days and their weights
    "fast": (range(1, 6), (45, 25, 15, 10, 5)),
    "slow": (range(6, 11), (30, 25, 20, 15, 10)),
    "slower": (range(11, 16), (35, 25, 20, 12, 8)),
}
PLANTED = (  # channel, received, opened, acknowledged, first letter, first call
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


def fill_claim(rng: Random, channel: str, received: datetime, ends: Sequence[datetime | None]) -> Row:
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
        "Code assuré": draw_code(rng, "A"),
        "Domaine": draw_domain(rng),
        "Enjeu (€)": f"{rng.randrange(80, 9000)},{rng.randrange(100):02d}",
        "Date de réception": show_instant(received),
        "Premier appel le": show_instant(phone) or "NULL",
        "Premier courrier le": show_instant(letter),
        "Date d'ouverture": show_instant(opened),
        "Accusé de réception envoyé le": show_instant(acknowledged),
        "Commentaire": draw_remark(rng, 0.10, REMARKS),
    }
    return Row(received, cells)


def plant_claims(rng: Random) -> list[Row]:
    """Build the boundary, invalid and refused claims."""

    def plant(line: str) -> Row:
        channel, received, *ends = line.split()
        return fill_claim(rng, channel, datetime.fromisoformat(received), [read_instant(end) for end in ends])

    def plant_usual(day: str) -> Row:
        return plant(f"courrier {day}T10:00:00 {day}T14:00:00 {day}T14:10:00 {day}T17:00:00 -")

    return [
        *(plant(line) for line in PLANTED),
        spoil(plant_usual("2008-02-27"), Date_de_réception="31/02/2008 10:00:00"),
        spoil(plant_usual("2008-04-10"), Canal="fax"),
        spoil(plant_usual("2008-05-27"), **{"Date d'ouverture": "n.c."}),
        spoil(plant_usual("2008-07-22"), Date_de_réception=ABSENT),
        spoil(plant_usual("2008-10-14"), Commentaire="Bail commercial; loyers")._replace(split="Commentaire"),
        plant_usual("2008-11-13")._replace(cut=8),
    ]


def draw_opening(rng: Random, received: datetime, outcome: str) -> tuple[datetime, datetime | None]:
    """Draw when a claim is opened and when acknowledged.

    Args:
        rng: source of randomness.
        received: when the claim came in.
        outcome: `in time`, `opened late`, `acknowledged late` or `never` (acknowledged).
    """
    due = add_hours(received, 48)
    if outcome == "opened late":
        opened = draw_overrun(rng, due)
        return opened, opened + SECOND * rng.randint(60, 5400)
    opened = draw_moment(rng, min(received + SECOND * 300, due), due)
    if outcome == "acknowledged late":
        return opened, draw_overrun(rng, due)
    room = min(int((due - opened).total_seconds()), 3 * 3600)
    return opened, None if outcome == "never" else opened + SECOND * int(room * rng.random() ** 3)


def draw_first_contact(
    rng: Random, received: datetime, opened: datetime, outcome: str
) -> tuple[datetime | None, datetime | None]:
    """Draw the first letter and the first call of a claim.

    Args:
        rng: source of randomness.
        received: when the claim came in.
        opened: when it was opened; there is no contact before.
        outcome: `fast` (within 5 business days), `slow` (10), `slower` or `never`.
    """
    if outcome == "never":
        return None, None
    day = add_business_days(received.date(), rng.choices(*CONTACT_DAYS[outcome])[0])
    contact = datetime.combine(day, time(9)) + SECOND * rng.randrange(9 * 3600)
    contact = max(contact, opened + SECOND * rng.randint(300, 7200))
    by = rng.random()
    if by < 0.55:
        return contact, None
    later = draw_moment(rng, contact + SECOND, contact + 8 * DAY, haste=0.3) if by < 0.70 else None
    return later, contact


def draw_claims(rng: Random, scale: int) -> Iterator[Row]:
    """Draw the claims in the order they were received."""
    for quarter, (volume, late, never, slow, slower, silent) in zip(QUARTERS, PLAN, strict=True):
        starts = draw_arrivals(rng, volume * scale, quarter, weigh_claim_day, CLAIM_HOURS)
        missed = choose(rng, [is_hard(at, add_hours(at, 48)) for at in starts], (late + never) * scale)
        silences = choose(rng, missed, never * scale)
        quotas = {"slow": slow * scale, "slower": slower * scale, "never": silent * scale}
        contacts = deal(rng, len(starts), "fast", quotas)
        for at, is_missed, is_silent, contact in zip(starts, missed, silences, contacts, strict=True):
            late_outcome = "never" if is_silent else rng.choice(("opened late", "acknowledged late"))
            opened, acknowledged = draw_opening(rng, at, late_outcome if is_missed else "in time")
            contacts_at = draw_first_contact(rng, at, opened, contact)
            yield fill_claim(rng, draw_channel(rng, at), at, (opened, acknowledged, *contacts_at))


EXPORT = Export(
    name="claims",
    stem="dossiers",
    period="quarter",
    encoding="cp1252",
    columns=COLUMNS,
    key=("N° dossier", "D"),
    draw=draw_claims,
    plant=plant_claims,
    grows_with_claims=True,
    reach_ahead=2 * DAY,
)
