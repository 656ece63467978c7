"""Complaints: received, acknowledged and answered, one file a year.

Law: the quotas of `PLAN` are met exactly. Complaints by internet are the first to be acknowledged late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

from tools.sample_data.drawing import choose, draw_channel, draw_moment, draw_overrun, draw_remark
from tools.sample_data.files import Export
from tools.sample_data.office import DAY, QUARTERS, SECOND, add_days, add_hours
from tools.sample_data.rows import ABSENT, Row, read_instant, show_instant, split_headers, spoil
from tools.sample_data.volumes import CLAIM_HOURS, draw_arrivals, weigh_claim_day

COLUMNS = split_headers(
    "Service visé;N° réclamation;Reçue le;Canal;Répondue le;Prise en charge le;Responsable;Coût (€);Objet"
)
REMARKS = (
    "Délai de traitement",
    "N’a pas été rappelé",
    "Refus de garantie ; contesté",
    'Réponse jugée "expéditive"; demande un écrit',
    "Honoraires de 1 800 € non remboursés;\r\nmanœuvre dilatoire alléguée",
)
PLAN = (  # complaints, answered after 10 days, never answered, acknowledged after 48 h (by internet)
    (36, 3, 0, 1),
    (118, 11, 1, 1),
    (110, 10, 1, 1),
    (102, 9, 1, 1),
    (116, 10, 1, 1),
    (9, 0, 0, 0),
)
PLANTED = (  # channel, received, acknowledged, answered
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


def fill_complaint(
    rng: Random, channel: str, received: datetime, acknowledged: datetime | None, answered: datetime | None
) -> Row:
    """Fill one complaint."""
    cells = {
        "Service visé": rng.choice(("information juridique", "gestion des dossiers", "standard", "avocat")),
        "Reçue le": show_instant(received),
        "Canal": channel,
        "Répondue le": show_instant(answered),
        "Prise en charge le": show_instant(acknowledged),
        "Responsable": f"Q{rng.randrange(1, 8)}",
        "Coût (€)": f"{rng.randrange(10, 300)},{rng.randrange(100):02d}" if show_instant(answered) else ABSENT,
        "Objet": draw_remark(rng, 0.9, REMARKS),
    }
    return Row(received, cells)


def plant_complaints(rng: Random) -> list[Row]:
    """Build the boundary, invalid and refused complaints."""

    def plant(line: str) -> Row:
        channel, received, acknowledged, answered = line.split()
        ends = read_instant(acknowledged), read_instant(answered)
        return fill_complaint(rng, channel, datetime.fromisoformat(received), *ends)

    def plant_usual(day: str) -> Row:
        return plant(f"courrier {day}T10:20:00 {day}T16:00:00 {day}T17:00:00")

    return [
        *(plant(line) for line in PLANTED),
        spoil(plant_usual("2008-02-21"), Canal="télécopie"),
        spoil(plant_usual("2008-05-29"), Reçue_le="31/02/2008 10:20:00"),
        plant_usual("2008-10-02")._replace(cut=4),
    ]


def draw_complaints(rng: Random, scale: int) -> Iterator[Row]:
    """Draw the complaints in the order they were received."""
    for quarter, (volume, late_quota, never_quota, slow_quota) in zip(QUARTERS, PLAN, strict=True):
        starts = draw_arrivals(rng, volume * scale, quarter, weigh_claim_day, CLAIM_HOURS)
        channels = ["internet" if rng.random() < 0.22 else draw_channel(rng, at) for at in starts]
        late = choose(rng, [False] * len(starts), (late_quota + never_quota) * scale)
        never = choose(rng, late, never_quota * scale)
        slow = choose(rng, [channel == "internet" for channel in channels], slow_quota * scale)
        for index, received in enumerate(starts):
            due, last = add_hours(received, 48), add_days(received, 10)
            soon = min(received + SECOND * 900, due)
            acknowledged = draw_overrun(rng, due) if slow[index] else draw_moment(rng, soon, due)
            answered = draw_overrun(rng, last) if late[index] else draw_moment(rng, acknowledged, last, haste=0.2)
            keeps = channels[index] == "internet" or rng.random() < 0.6
            ends = acknowledged if keeps else None, None if never[index] else answered
            yield fill_complaint(rng, channels[index], received, *ends)


EXPORT = Export(
    name="complaints",
    stem="reclamations",
    period="year",
    encoding="cp1252",
    columns=COLUMNS,
    key=("N° réclamation", "C"),
    draw=draw_complaints,
    plant=plant_complaints,
    grows_with_claims=True,
    reach_back=4 * DAY,
)
