"""Answers to the survey of the switchboard: one score each, one file a year.

Law: the quotas of `PLAN` are met exactly; which answers are satisfied is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from random import Random

from tools.sample_data.drawing import deal, draw_remark
from tools.sample_data.files import Export
from tools.sample_data.office import QUARTERS
from tools.sample_data.rows import ABSENT, Row, show_clock, show_day, split_headers, spoil
from tools.sample_data.volumes import OFFICE_HOURS, draw_seconds, list_survey_days

COLUMNS = split_headers("Enquêteur;Date de réponse;Satisfaction (1 à 5);N° réponse;Heure d'appel;Remarque")
REMARKS = (
    "Accueil aimable",
    "Un peu d’attente",
    "Transféré deux fois ; agacé",
    'Voulait "un humain"; satisfait',
    "Appel surtaxé (0,34 €/min);\nl’accueil est au cœur du service",
)
PLAN = (  # answers, without a score, not satisfied
    (0, 0, 0),
    (300, 12, 9),
    (294, 10, 10),
    (312, 13, 16),
    (306, 12, 9),
    (14, 1, 1),
)


def fill_answer(rng: Random, day: date, outcome: str) -> Row:
    """Fill one answer.

    Args:
        rng: source of randomness.
        day: when the answer was given.
        outcome: `satisfied` (4 or 5), `not satisfied` (1 to 3) or `no score`.
    """
    values = {"satisfied": "445555", "not satisfied": "12333"}
    cells = {
        "Enquêteur": f"E{rng.randrange(1, 9)}",
        "Date de réponse": show_day(day),
        "Satisfaction (1 à 5)": ABSENT if outcome == "no score" else rng.choice(values[outcome]),
        "Heure d'appel": show_clock(draw_seconds(rng, 1, OFFICE_HOURS)[0])[:5],
        "Remarque": draw_remark(rng, 0.15, REMARKS),
    }
    return Row(datetime.combine(day, time()), cells)


def plant_answers(rng: Random) -> list[Row]:
    """Build the refused answers."""

    def plant_usual(day: str) -> Row:
        return fill_answer(rng, date.fromisoformat(day), "satisfied")

    return [
        spoil(plant_usual("2008-02-26"), Date_de_réponse="31/02/2008"),
        spoil(plant_usual("2008-06-11"), **{"Satisfaction (1 à 5)": "bien"}),
        plant_usual("2008-09-30")._replace(cut=3),
    ]


def draw_answers(rng: Random, scale: int) -> Iterator[Row]:
    """Draw the answers day by day."""
    for quarter, (volume, blank, unhappy) in zip(QUARTERS, PLAN, strict=True):
        days = list_survey_days(quarter, volume * scale)
        outcomes = deal(rng, len(days), "satisfied", {"no score": blank * scale, "not satisfied": unhappy * scale})
        for day, outcome in zip(days, outcomes, strict=True):
            yield fill_answer(rng, day, outcome)


EXPORT = Export(
    name="switchboard_survey",
    stem="enquete_standard",
    period="year",
    encoding="cp1252",
    columns=COLUMNS,
    key=("N° réponse", "P"),
    draw=draw_answers,
    plant=plant_answers,
)
