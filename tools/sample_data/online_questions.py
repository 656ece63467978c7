"""Legal questions asked online: the web forms, one file a quarter.

Law: the quotas of `PLAN` are met exactly. Questions that leave staff little time are the first to be late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from random import Random

from tools.sample_data.drawing import choose, draw_domain, draw_moment, draw_overrun, draw_remark
from tools.sample_data.files import Export
from tools.sample_data.office import DAY, QUARTERS, SECOND, add_hours, is_hard, is_open
from tools.sample_data.rows import ABSENT, Row, read_instant, show_instant, split_headers, spoil
from tools.sample_data.volumes import MONTH_WEIGHTS, draw_arrivals

COLUMNS = split_headers(
    "Domaine;N° question;Formulaire;Répondue le;Posée le;Code juriste;Temps passé (min);Commentaire"
)
REMARKS = (
    "Réponse type adaptée",
    "Pièce jointe illisible ; redemandée",
    "Question d’ordre fiscal – transmise",
    'L\'assuré demande "une réponse écrite"; fait',
    "Deux questions en une :\r\nloyer; dépôt de garantie de 850 €",
)
WEB_HOURS = (2, 1.2, 0.6, 0.4, 0.3, 0.3, 0.5, 1, 3, 5, 6, 6, 5, 5, 6, 6, 5.5, 5.5, 5.5, 5.5, 6.5, 7, 6, 4)
PLAN = (  # questions, answered late, never answered
    (205, 5, 1),
    (775, 15, 3),
    (740, 22, 2),
    (690, 17, 3),
    (780, 16, 2),
    (56, 1, 0),
)
PLANTED = (  # asked, answered
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


def weigh_web_day(day: date) -> float:
    """Weigh a day by the visitors of the web forms."""
    return (1.0 if is_open(day) else 0.55) * MONTH_WEIGHTS[day.month - 1]


def fill_question(rng: Random, asked: datetime, answered: datetime | None) -> Row:
    """Fill one question."""
    text = show_instant(answered)
    cells = {
        "Domaine": draw_domain(rng),
        "Formulaire": rng.choice(("public", "espace assuré")),
        "Répondue le": text,
        "Posée le": show_instant(asked),
        "Code juriste": f"J{rng.randrange(10, 35)}" if text else ABSENT,
        "Temps passé (min)": f"{rng.randrange(5, 60)},{rng.choice('05')}" if text else ABSENT,
        "Commentaire": draw_remark(rng, 0.05, REMARKS),
    }
    return Row(asked, cells)


def plant_questions(rng: Random) -> list[Row]:
    """Build the boundary, invalid and refused questions."""

    def plant(asked: str, answered: str) -> Row:
        return fill_question(rng, datetime.fromisoformat(asked), read_instant(answered))

    def plant_usual(day: str) -> Row:
        return plant(f"{day} 14:08:22", f"{day} 17:31:09")

    return [
        *(plant(*times) for times in PLANTED),
        spoil(plant_usual("2008-02-28"), Posée_le="31/02/2008 14:08:22"),
        spoil(plant_usual("2008-07-02"), Répondue_le="n.c."),
        spoil(plant_usual("2008-09-17"), Commentaire="Bail; caution")._replace(split="Commentaire"),
        plant_usual("2008-11-20")._replace(cut=4),
    ]


def draw_questions(rng: Random, scale: int) -> Iterator[Row]:
    """Draw the questions in the order they were asked."""
    for quarter, (volume, late_quota, never_quota) in zip(QUARTERS, PLAN, strict=True):
        starts = draw_arrivals(rng, volume * scale, quarter, weigh_web_day, WEB_HOURS)
        dues = [add_hours(at, 48) for at in starts]
        hard = [is_hard(*span) for span in zip(starts, dues, strict=True)]
        late = choose(rng, hard, (late_quota + never_quota) * scale)
        never = choose(rng, late, never_quota * scale)
        for asked, due, is_late, is_never in zip(starts, dues, late, never, strict=True):
            answered = draw_overrun(rng, due) if is_late else draw_moment(rng, min(asked + SECOND * 600, due), due)
            yield fill_question(rng, asked, None if is_never else answered)


EXPORT = Export(
    name="online_questions",
    stem="questions_en_ligne",
    period="quarter",
    encoding="utf-8-sig",
    columns=COLUMNS,
    key=("N° question", "W"),
    draw=draw_questions,
    plant=plant_questions,
    reach_back=DAY,
    reach_ahead=DAY,
)
