"""Requests to be called back: left on the voicemail, one file a quarter, with new columns from July 2008 on.

Law: the quotas of `PLAN` are met exactly. Requests that leave staff little time are the first to be late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

from tools.sample_data.drawing import choose, choose_within, draw_moment, draw_overrun, draw_remark
from tools.sample_data.files import Export
from tools.sample_data.office import DAY, QUARTERS, SECOND, add_days, add_hours, is_hard, list_staffed_spans
from tools.sample_data.rows import ABSENT, Row, read_instant, show_instant, split_headers, spoil
from tools.sample_data.volumes import draw_arrivals, weigh_office_day

COLUMNS = split_headers("N° demande;Rappelé le;Service;Demandé le;Poste;Tentatives;Code agent;Objet")
NEW_COLUMNS = split_headers("Service;N° demande;Objet;Demandé le;Rappelé le;Tentatives;Poste;Code agent")
REMARKS = (
    "Suite de dossier",
    "Question sur l’échéance",
    "Honoraires d’avocat : 1 200 €",
    'A reçu le courrier "R12"; ne comprend pas',
    "Changement d’adresse; œuvrer avant le 30",
)
VOICEMAIL_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 3, 9, 14, 12, 8, 8, 13, 12, 10, 7, 3, 1, 0, 0, 0, 0)
PLAN = (  # requests; called back after 24 h or never, among them after 2 days or never, among them never
    (270, 9, 1, 0),
    (1010, 34, 5, 1),
    (980, 51, 8, 1),
    (930, 34, 4, 0),
    (1060, 37, 4, 1),
    (82, 1, 0, 0),
)
PLANTED = (  # requested, called back
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


def fill_request(rng: Random, requested: datetime, called_back: datetime | None) -> Row:
    """Fill one request."""
    text = show_instant(called_back)
    services = ("information juridique", "gestion des dossiers", "qualité", "comptabilité", ABSENT)
    cells = {
        "Rappelé le": text,
        "Service": rng.choices(services, (45, 40, 8, 6, 1))[0],
        "Demandé le": show_instant(requested),
        "Poste": f"4{rng.randrange(100, 160)}",
        "Tentatives": str(rng.choices((1, 2, 3), (80, 15, 5))[0]) if text else "0",
        "Code agent": f"G{rng.randrange(10, 64)}",
        "Objet": draw_remark(rng, 0.15, REMARKS),
    }
    return Row(requested, cells)


def plant_requests(rng: Random) -> list[Row]:
    """Build the boundary, invalid and refused requests."""

    def plant(requested: str, called_back: str) -> Row:
        return fill_request(rng, datetime.fromisoformat(requested), read_instant(called_back))

    def plant_usual(day: str) -> Row:
        return plant(f"{day} 09:48:51", f"{day} 11:02:13")

    return [
        *(plant(*times) for times in PLANTED),
        spoil(plant_usual("2008-03-13"), Demandé_le=ABSENT),
        spoil(plant_usual("2008-05-21"), Rappelé_le="31/02/2008 11:02:13"),
        spoil(plant_usual("2008-08-20"), **{"N° demande": ABSENT}),
        plant_usual("2008-10-07")._replace(cut=5),
    ]


def draw_requests(rng: Random, scale: int) -> Iterator[Row]:
    """Draw the requests in the order they were made."""
    for quarter, (volume, late_quota, later_quota, never_quota) in zip(QUARTERS, PLAN, strict=True):
        starts = draw_arrivals(rng, volume * scale, quarter, weigh_office_day, VOICEMAIL_HOURS)
        dues = [add_hours(at, 24) - SECOND for at in starts]
        second_days = [add_days(at, 2) for at in starts]
        late = choose(rng, [is_hard(*span) for span in zip(starts, dues, strict=True)], late_quota * scale)
        hopeless = [
            is_late and not list_staffed_spans(due + SECOND, last)
            for is_late, due, last in zip(late, dues, second_days, strict=True)
        ]
        later = choose_within(rng, late, hopeless, later_quota * scale)
        never = choose(rng, later, never_quota * scale)
        for index, requested in enumerate(starts):
            due, last = dues[index], second_days[index]
            if later[index]:
                called_back = draw_overrun(rng, last)
            elif late[index]:
                called_back = draw_moment(rng, due + SECOND, last)
            else:
                called_back = draw_moment(rng, min(requested + SECOND * 300, due), due)
            yield fill_request(rng, requested, None if never[index] else called_back)


EXPORT = Export(
    name="callbacks",
    stem="rappels",
    period="quarter",
    encoding="cp1252",
    columns=COLUMNS,
    key=("N° demande", "R"),
    draw=draw_requests,
    plant=plant_requests,
    grows_with_claims=True,
    reach_back=DAY,
    new_columns=NEW_COLUMNS,
)
