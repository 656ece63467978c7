"""Questionnaires sent when a claim is closed: scores of those who helped, one file a year.

Law: the scores that came back have the means of `PLAN`, to the nearest sum of whole scores. To which claim a
questionnaire belongs, `archiving.py` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from random import Random
from typing import NamedTuple

from tools.sample_data.drawing import draw_code, draw_remark, draw_scores
from tools.sample_data.files import Export
from tools.sample_data.office import DAY, EXTRACTED_AT, QUARTERS, add_business_days
from tools.sample_data.rows import ABSENT, Row, show_day, split_headers, spoil
from tools.sample_data.volumes import list_survey_days

COLUMNS = split_headers(
    "N° dossier;N° questionnaire;Retourné le;Envoyé le;Note expert;Choix de l'avocat;Note avocat;Note juriste;Remarques"
)
REMARKS = (
    "Merci",
    "Juriste à l’écoute",
    "L’expert n’est pas venu ; dommage",
    'Avocat "très compétent"; un peu cher (2 400 €)',
    "Délais trop longs,\r\nmais bon résultat;\r\nje recommande",
)
PLAN = (  # questionnaires, mean scores: lawyer, expert, recommended attorney, attorney chosen freely
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
    """One questionnaire before its scores; `returned` is None if still out."""

    sent: date
    returned: date | None
    choice: str
    has_expert: bool
    rates_lawyer: bool


def draw_questionnaire(rng: Random, sent: date) -> Questionnaire:
    """Draw one questionnaire; about half come back within six weeks."""
    returned = add_business_days(sent + DAY * rng.randrange(3, 40), 1) if rng.random() < 0.53 else None
    known = returned if returned is not None and returned < EXTRACTED_AT.date() else None
    choice = rng.choices(CHOICES, (24, 13, 63))[0]
    return Questionnaire(sent, known, choice, has_expert=rng.random() < 0.35, rates_lawyer=rng.random() < 0.97)


def fill_questionnaire(rng: Random, sheet: Questionnaire, lawyer: str, expert: str, attorney: str) -> Row:
    """Fill one questionnaire with its scores, as shown."""
    draw_code(rng, "D")  # once filled the cell of the claim; drawn still, so that what follows is drawn as before
    cells = {
        "Retourné le": show_day(sheet.returned),
        "Envoyé le": show_day(sheet.sent),
        "Note expert": expert,
        "Choix de l'avocat": sheet.choice,
        "Note avocat": attorney,
        "Note juriste": lawyer,
        "Remarques": draw_remark(rng, 0.12, REMARKS) if sheet.returned else ABSENT,
    }
    return Row(datetime.combine(sheet.sent, time()), cells)


def plant_questionnaires(rng: Random) -> list[Row]:
    """Build three scores off the scale and four refused questionnaires."""

    def plant(day: str, lawyer: str = "4", attorney: str = ABSENT) -> Row:
        sent = date.fromisoformat(day)
        choice = "recommandé" if attorney else "aucun"
        sheet = Questionnaire(sent, sent + 8 * DAY, choice, has_expert=False, rates_lawyer=True)
        return fill_questionnaire(rng, sheet, lawyer, ABSENT, attorney)

    return [
        plant("2008-03-05", lawyer="6"),
        plant("2008-06-19", lawyer="0"),
        plant("2008-09-09", attorney="7"),
        spoil(plant("2008-02-14"), Note_juriste="4,5"),
        spoil(plant("2008-05-15"), **{"Choix de l'avocat": "imposé"}),
        spoil(plant("2008-07-08"), Note_juriste="4;5")._replace(split="Note juriste"),
        spoil(plant("2008-10-16"), Retourné_le="31/02/2008"),
    ]


def score(rng: Random, marks: Sequence[bool], mean: float) -> list[str]:
    """Score the marked sheets, with the given mean; the others stay empty."""
    drawn = iter(draw_scores(rng, sum(marks), mean, SCORE_WEIGHTS))
    return [str(next(drawn)) if mark else ABSENT for mark in marks]


def draw_questionnaires(rng: Random, scale: int) -> Iterator[Row]:
    """Draw the questionnaires in the order they were sent."""
    for quarter, (volume, lawyer, expert, recommended, free) in zip(QUARTERS, PLAN, strict=True):
        sheets = [draw_questionnaire(rng, day) for day in list_survey_days(quarter, volume * scale)]
        back = [sheet.returned is not None for sheet in sheets]
        pairs = list(zip(back, sheets, strict=True))
        lawyers = score(rng, [came and sheet.rates_lawyer for came, sheet in pairs], lawyer)
        experts = score(rng, [came and sheet.has_expert for came, sheet in pairs], expert)
        advised = score(rng, [came and sheet.choice == "recommandé" for came, sheet in pairs], recommended)
        chosen = score(rng, [came and sheet.choice == "libre" for came, sheet in pairs], free)
        for sheet, *notes in zip(sheets, lawyers, experts, advised, chosen, strict=True):
            yield fill_questionnaire(rng, sheet, notes[0], notes[1], notes[2] or notes[3])


EXPORT = Export(
    name="closing_questionnaires",
    stem="questionnaires_cloture",
    period="year",
    encoding="utf-8-sig",
    columns=COLUMNS,
    key=("N° questionnaire", "Q"),
    draw=draw_questionnaires,
    plant=plant_questionnaires,
    grows_with_claims=True,
)
