"""Interviews of the telephone survey: four scores and their mean, one file a quarter.

Law: the scores of a quarter have the mean of `PLAN`, to the nearest sum of whole scores.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from random import Random

from tools.sample_data.drawing import draw_remark, draw_scores
from tools.sample_data.files import Export
from tools.sample_data.office import QUARTERS
from tools.sample_data.rows import Row, show_day, split_headers, spoil
from tools.sample_data.volumes import list_survey_days

COLUMNS = split_headers("Date de l'enquête;N° enquête;Enquêteur;Accueil;Clarté;Utilité;Délai;Note moyenne;Verbatim")
REMARKS = (
    "Très clair",
    "J’ai été bien conseillé",
    'On m\'a dit "rappelez demain"; dommage',
    "Attente un peu longue ; réponse précise",
    "Merci à la juriste;\nelle a évité un procès à 3 000 €",
)
PLAN = (  # interviews, mean score
    (118, 4.14),
    (396, 4.11),
    (404, 4.15),
    (391, 4.18),
    (407, 4.13),
    (12, 4.15),
)
SUM_WEIGHTS = {8: 1, 9: 1, 10: 2, 11: 3, 12: 5, 13: 8, 14: 12, 15: 16, 16: 20, 17: 18, 18: 14, 19: 9, 20: 6}


def fill_interview(rng: Random, day: date, total: int) -> Row:
    """Fill one interview: four scores, 1 to 5, that sum to `total`."""
    low, more = divmod(total, 4)
    answers = [low + 1] * more + [low] * (4 - more)
    rng.shuffle(answers)
    cells = {
        "Date de l'enquête": show_day(day),
        "Enquêteur": f"E{rng.randrange(1, 9)}",
        **{question: str(answer) for question, answer in zip(COLUMNS[3:7], answers, strict=True)},
        "Note moyenne": f"{total / 4:g}".replace(".", ","),
        "Verbatim": draw_remark(rng, 0.12, REMARKS),
    }
    return Row(datetime.combine(day, time()), cells)


def plant_interviews(rng: Random) -> list[Row]:
    """Build two scores off the scale and three refused interviews."""

    def plant_usual(day: str) -> Row:
        return fill_interview(rng, date.fromisoformat(day), 17)

    return [
        spoil(plant_usual("2008-05-20"), Note_moyenne="6"),
        spoil(plant_usual("2008-11-19"), Note_moyenne="0"),
        spoil(plant_usual("2008-02-20"), Note_moyenne="4;5")._replace(split="Note moyenne"),
        spoil(plant_usual("2008-08-27"), Note_moyenne="n.c."),
        spoil(plant_usual("2008-12-10"), **{"Date de l'enquête": "31/11/2008"}),
    ]


def draw_interviews(rng: Random, scale: int) -> Iterator[Row]:
    """Draw the interviews day by day."""
    for quarter, (volume, mean) in zip(QUARTERS, PLAN, strict=True):
        days = list_survey_days(quarter, volume * scale)
        for day, total in zip(days, draw_scores(rng, len(days), 4 * mean, SUM_WEIGHTS), strict=True):
            yield fill_interview(rng, day, total)


EXPORT = Export(
    name="phone_survey",
    stem="enquete_telephonique",
    period="quarter",
    encoding="utf-8-sig",
    columns=COLUMNS,
    key=("N° enquête", "S"),
    draw=draw_interviews,
    plant=plant_interviews,
)
