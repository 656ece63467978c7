"""Indicators in words: what each part of an indicator says, in both languages."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gpj_kpi.calendars.limits import Unit, parse_limit
from gpj_kpi.outputs.words.measures import describe_indicator, describe_indicators
from gpj_kpi.rules import Abandoned, ColumnLimit, Compare, Ends, Indicator, Pauses, RuleFile, Statistic, read_rules
from gpj_kpi.rules.models.measures.amounts import OfIndicator, PerMany
from gpj_kpi.rules.models.measures.measure import KINDS
from gpj_kpi.rules.models.targets import parse_target
from gpj_kpi.sentences.sentence import in_language

RULES = """\
version: 1
organisation: Protection juridique
time_zone: Europe/Paris
calendar: {opening_hours: {mon-fri: "09:00-18:00"}}
sources:
  claims:
    label: Dossiers
    files: claims.csv
    key: claim_id
    columns:
      claim_id: {header: id, type: text, required: true}
      topic: {header: topic, type: text}
      received_at: {header: received, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      letter_at: {header: letter, type: datetime, format: "%Y-%m-%d %H:%M"}
      phone_at: {header: phone, type: datetime, format: "%Y-%m-%d %H:%M"}
      given_up_at: {header: given up, type: datetime, format: "%Y-%m-%d %H:%M"}
      due_at: {header: due, type: datetime, format: "%Y-%m-%d %H:%M"}
      wait: {header: wait, type: integer, unit: seconds}
      score: {header: score, type: number}
      answered: {header: answered, type: integer}
      offered: {header: offered, type: integer}
      channel: {header: channel, type: text}
      urgent: {header: urgent, type: boolean, true_values: [oui], false_values: [non]}
  claim_pauses:
    label: Suspensions
    files: pauses.csv
    key: [claim, paused_at]
    columns:
      claim: {header: claim, type: text, required: true}
      claim_id: {header: id, type: text, required: true}
      paused_at: {header: from, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      resumed_at: {header: to, type: datetime, format: "%Y-%m-%d %H:%M"}
commitments:
  - id: main
    title: x
    promise: x
    indicators:
      - {id: n, label: x, source: claims, INDICATOR}
      - {id: letters_2d, label: x, source: claims, measure: {kind: delay, from: received_at, to: letter_at, limit: 2 jours ouvrés}}
      - {id: number, label: x, source: claims, period_by: received_at, measure: {kind: count}}
      - {id: paused, label: x, source: claims, measure: {kind: duration, from: received_at, to: letter_at, statistic: mean, pauses: {source: claim_pauses, case: claim_id, from: paused_at, to: resumed_at}}}
"""  # noqa: E501 - an indicator is a line
IN_PERIOD = "; each case counts in the period of its received_at"
DANS_LA_PERIODE = " ; chaque cas compte dans la période de son received_at"


def _load(indicator: str) -> RuleFile:
    return read_rules(RULES.replace("INDICATOR", indicator).encode(), Path("rules.yaml"))


def _told(indicator: str) -> tuple[str, str]:
    """The sentence of an indicator without its id, in English and in French, with plain spaces."""
    told = describe_indicators(_load(indicator))[0]
    french = in_language(told, "fr").replace("\u00a0", " ").replace("\u202f", " ")
    return told.removeprefix("n: "), french.removeprefix("n : ")


def _check(indicator: str, english: str, french: str) -> None:
    """A measure without a target: its sentence up to the period."""
    told = _told(indicator)
    assert told == (english + "; no target", french + " ; sans objectif")


@pytest.mark.parametrize(
    ("keys", "english", "french"),
    [
        (
            "to: letter_at, limit: 10 jours ouvrés",
            (
                "the share of cases in which letter_at comes at most 10 business days after received_at, "
                "among the judged cases of claims"
            ),
            (
                "la part des cas où letter_at vient au plus 10 jours ouvrés après received_at, "
                "parmi les cas jugés de claims"
            ),
        ),
        (
            "to: {all: [letter_at, phone_at]}, limit: < 24 heures",
            (
                "the share of cases in which the last of letter_at and phone_at (all needed) comes less than 24 "
                "hours after received_at, among the judged cases of claims"
            ),
            (
                "la part des cas où la dernière des dates letter_at et phone_at (toutes nécessaires) vient moins de "
                "24 heures après received_at, parmi les cas jugés de claims"
            ),
        ),
        (
            "to: {first: [letter_at, phone_at, due_at]}, limit: 2 mois",
            (
                "the share of cases in which the first of letter_at, phone_at and due_at comes at most 2 months after "
                "received_at, among the judged cases of claims"
            ),
            (
                "la part des cas où la première des dates letter_at, phone_at et due_at vient au plus 2 mois après "
                "received_at, parmi les cas jugés de claims"
            ),
        ),
        (
            "to: {all: [letter_at]}, limit: 1 jour ouvrable, rate: missed",
            (
                "the share of missed cases, among all cases (pending, excluded and invalid ones too) of claims; a "
                "case is met if letter_at comes at most 1 jour ouvrable after received_at"
            ),
            (
                "la part des cas non tenus, parmi tous les cas (en cours, exclus et invalides compris) de claims ; "
                "un cas est tenu si letter_at vient au plus 1 jour ouvrable après received_at"
            ),
        ),
        (
            "to: letter_at, limit: {column: due_at}",
            (
                "the share of cases in which letter_at comes no later than due_at, among the judged cases of claims; "
                "a case begins at received_at"
            ),
            (
                "la part des cas où letter_at vient au plus tard à due_at, parmi les cas jugés de claims ; un cas "
                "commence à received_at"
            ),
        ),
        (
            "to: letter_at, limit: {before: due_at}",
            (
                "the share of cases in which letter_at comes before due_at, among the judged cases of claims; a case "
                "begins at received_at"
            ),
            (
                "la part des cas où letter_at vient avant due_at, parmi les cas jugés de claims ; un cas commence à "
                "received_at"
            ),
        ),
        (
            "to: letter_at, limit: 2 jours calendaires, rollover: next_business_day",
            (
                "the share of cases in which letter_at comes at most 2 calendar days after received_at, among "
                "the judged cases of claims; a last day that is not a business day moves to the next business day"
            ),
            (
                "la part des cas où letter_at vient au plus 2 jours calendaires après received_at, parmi les cas "
                "jugés de claims ; un dernier jour qui n’est pas ouvré est reporté au jour ouvré suivant"
            ),
        ),
        (
            "to: letter_at, limit: 2 mois, rollover: next_working_day",
            (
                "the share of cases in which letter_at comes at most 2 months after received_at, among the "
                "judged cases of claims; a last day that is not a jour ouvrable moves to the next jour ouvrable"
            ),
            (
                "la part des cas où letter_at vient au plus 2 mois après received_at, parmi les cas jugés de "
                "claims ; un dernier jour qui n’est pas ouvrable est reporté au jour ouvrable suivant"
            ),
        ),
    ],
)
def test_a_delay_says_its_ends_and_its_limit(keys: str, english: str, french: str) -> None:
    """What must come when, of which cases, and what becomes of a closed last day."""
    _check(f"measure: {{kind: delay, from: received_at, {keys}}}", english + IN_PERIOD, french + DANS_LA_PERIODE)


DELAY = "kind: delay, from: received_at, to: letter_at, limit: 1 heure"
ONE_HOUR = (
    "the share of cases in which letter_at comes at most 1 hour after received_at, among the judged cases of claims"
)
UNE_HEURE = "la part des cas où letter_at vient au plus 1 heure après received_at, parmi les cas jugés de claims"


def test_pauses_say_which_rows_stop_the_clock() -> None:
    """Rows with the key of the case."""
    _check(
        "measure: {" + DELAY + ", pauses: {source: claim_pauses, case: claim_id, from: paused_at, to: resumed_at}}",
        f"{ONE_HOUR}; the clock stands still from paused_at to resumed_at of each row of claim_pauses with the same "
        f"claim_id{IN_PERIOD}",
        f"{UNE_HEURE} ; le délai est suspendu de paused_at à resumed_at de chaque ligne de claim_pauses de même "
        f"claim_id{DANS_LA_PERIODE}",
    )


def test_pauses_say_a_key_of_another_name() -> None:
    """Which of their columns holds the key, where it has another name."""
    rules = _load("measure: {" + DELAY + "}")
    pauses = Pauses.model_validate(
        {"source": "claim_pauses", "case": ["claim"], "from": "paused_at", "to": "resumed_at"}
    )
    indicator = rules.indicators[0][1]
    paused = indicator.model_copy(update={"measure": indicator.measure.model_copy(update={"pauses": pauses})})
    told = describe_indicator(paused, rules)
    assert "of each row of claim_pauses whose claim is the claim_id of the case" in told
    assert "de chaque ligne de claim_pauses dont claim est le claim_id du cas" in told.french


@pytest.mark.parametrize(
    ("keys", "english", "french"),
    [
        ("counts: missed", "are abandoned: they are missed", "sont abandonnés : ils sont non tenus"),
        (
            "counts: excluded, at: given_up_at",
            "are abandoned at given_up_at: they are excluded",
            "sont abandonnés à given_up_at : ils sont exclus",
        ),
        (
            "counts: excluded_if_within, at: given_up_at, within: 20 secondes",
            (
                "are abandoned at given_up_at: they are excluded if that happens at most 20 seconds after received_at, "
                "else missed"
            ),
            (
                "sont abandonnés à given_up_at : ils sont exclus si cela arrive au plus 20 secondes après received_at, "
                "sinon non tenus"
            ),
        ),
        (
            "counts: met_if_within, at: given_up_at",
            "are abandoned at given_up_at: they are met if that happens within the limit, else missed",
            "sont abandonnés à given_up_at : ils sont tenus si cela arrive dans le délai, sinon non tenus",
        ),
    ],
)
def test_abandoned_cases_say_how_they_count(keys: str, english: str, french: str) -> None:
    """Which cases they are, when they were given up, and how they count."""
    _check(
        "measure: {" + DELAY + ", abandoned: {when: {topic: HANG}, " + keys + "}}",
        f"{ONE_HOUR}; cases where topic is HANG {english}{IN_PERIOD}",
        f"{UNE_HEURE} ; les cas où topic est HANG {french}{DANS_LA_PERIODE}",
    )


@pytest.mark.parametrize(
    ("measure", "english", "french"),
    [
        (
            "{kind: delay, elapsed: wait, done: {letter_at: present}, limit: < 10 secondes}",
            (
                "the share of cases in which letter_at is filled and wait is less than 10 seconds, among the judged "
                "cases of claims"
            ),
            (
                "la part des cas où letter_at est rempli et wait est de moins de 10 secondes, parmi les cas jugés de "
                "claims"
            ),
        ),
        (
            (
                "{kind: delay, elapsed: wait, done: {any: [{topic: a}, {urgent: true}]}, limit: 1 minute, rate: "
                "missed, abandoned: {when: {topic: HANG}, counts: met_if_within, within: 5 secondes}}"
            ),
            (
                "the share of missed cases, among all cases (pending, excluded and invalid ones too) of claims; a "
                "case is met if (topic is a or urgent is true) and wait is at most 1 minute; cases where topic is "
                "HANG are abandoned: they are met if that happens after at most 5 seconds by wait, else missed"
            ),
            (
                "la part des cas non tenus, parmi tous les cas (en cours, exclus et invalides compris) de claims "
                "; un cas est tenu si (topic est a ou urgent est vrai) et wait est d’au plus 1 minute ; les cas "
                "où topic est HANG sont abandonnés : ils sont tenus si cela arrive après au plus 5 secondes "
                "selon wait, sinon non tenus"
            ),
        ),
        (
            "{kind: duration, from: received_at, to: letter_at, statistic: mean}",
            "the mean time from received_at to letter_at, in seconds, of the ended cases of claims",
            "la durée moyenne de received_at à letter_at, en secondes, des cas terminés de claims",
        ),
        (
            (
                "{kind: duration, from: received_at, to: {first: [letter_at, phone_at]}, statistic: median, unit: "
                "heures ouvrées}"
            ),
            (
                "the median time from received_at to the first of letter_at and phone_at, in business hours, of "
                "the ended cases of claims"
            ),
            (
                "la durée médiane de received_at à la première des dates letter_at et phone_at, en heures "
                "ouvrées, des cas terminés de claims"
            ),
        ),
        (
            (
                "{kind: duration, from: received_at, to: letter_at, statistic: max, unit: jours ouvrés, "
                "pauses: {source: claim_pauses, case: claim_id, from: paused_at, to: resumed_at}}"
            ),
            (
                "the longest time from received_at to letter_at, in business days, of the ended cases of claims; "
                "the clock stands still from paused_at to resumed_at of each row of claim_pauses with the same "
                "claim_id"
            ),
            (
                "la plus longue durée de received_at à letter_at, en jours ouvrés, des cas terminés de claims ; le "
                "délai est suspendu de paused_at à resumed_at de chaque ligne de claim_pauses de même claim_id"
            ),
        ),
        (
            "{kind: duration, elapsed: wait, done: {letter_at: present}, statistic: percentile 95, unit: minutes}",
            (
                "percentile 95 of the time given by wait, in minutes, of the cases of claims; only cases where "
                "letter_at is filled count"
            ),
            (
                "le percentile 95 de la durée donnée par wait, en minutes, des cas de claims ; seuls comptent "
                "les cas où letter_at est rempli"
            ),
        ),
        (
            "{kind: duration, elapsed: wait, statistic: min}",
            "the shortest time given by wait, in seconds, of the cases of claims",
            "la plus courte durée donnée par wait, en secondes, des cas de claims",
        ),
        (
            "{kind: share, of: {score: '>= 4'}}",
            "the share of cases in which score is at least 4, among the judged cases of claims",
            "la part des cas où score est au moins 4, parmi les cas jugés de claims",
        ),
        (
            "{kind: share, of: {score: '>= 4'}, rate: missed}",
            (
                "the share of missed cases, among all cases (pending, excluded and invalid ones too) of claims; a "
                "case is met if score is at least 4"
            ),
            (
                "la part des cas non tenus, parmi tous les cas (en cours, exclus et invalides compris) de claims ; "
                "un cas est tenu si score est au moins 4"
            ),
        ),
        (
            "{kind: share, of: {score: '>= 4'}, weight: answered}",
            (
                "the share of cases in which score is at least 4, among the judged cases of claims; the weight of a "
                "case is its answered"
            ),
            (
                "la part des cas où score est au moins 4, parmi les cas jugés de claims ; le poids d’un cas est son "
                "answered"
            ),
        ),
        (
            "{kind: mean, value: score, scale: [1, 4.5]}",
            "the mean of score over the cases of claims; only values from 1 to 4.5 are valid",
            "la moyenne de score sur les cas de claims ; seules les valeurs de 1 à 4,5 sont valides",
        ),
        (
            "{kind: mean, value: score, weight: {by: urgent, 'true': 2, 'false': '0,5'}}",
            (
                "the mean of score over the cases of claims; the weight of a case is 2 if urgent is true, 0.5 if "
                "urgent is false (any other value of urgent is invalid)"
            ),
            (
                "la moyenne de score sur les cas de claims ; le poids d’un cas est 2 si urgent est vrai, 0,5 si "
                "urgent est faux (toute autre valeur de urgent est invalide)"
            ),
        ),
        ("{kind: count}", "the number of cases of claims", "le nombre de cas de claims"),
        (
            "{kind: count, different: topic}",
            "the number of different topic in the cases of claims",
            "le nombre de topic différents dans les cas de claims",
        ),
        ("{kind: sum, of: wait}", "the sum of wait over the cases of claims", "la somme de wait sur les cas de claims"),
        (
            "{kind: ratio, of: answered, over: offered}",
            "the sum of answered divided by the sum of offered, over the cases of claims",
            "la somme de answered divisée par la somme de offered, sur les cas de claims",
        ),
        (
            "{kind: ratio, of: answered, over: offered, unit: pour 1 000 appels}",
            "the sum of answered divided by the sum of offered, per 1000 appels, over the cases of claims",
            "la somme de answered divisée par la somme de offered, pour 1000 appels, sur les cas de claims",
        ),
        (
            "{kind: balance, for: {score: '>= 9'}, against: {score: '<= 6'}}",
            (
                "the share of cases in which score is at least 9, minus the share of cases in which score is at "
                "most 6, in points from -100 to 100, among the cases of claims"
            ),
            (
                "la part des cas où score est au moins 9, diminuée de la part des cas où score est au plus 6, en "
                "points de -100 à 100, parmi les cas de claims"
            ),
        ),
    ],
)
def test_a_measure_says_its_figure(measure: str, english: str, french: str) -> None:
    """What is counted, of which cases."""
    by = "" if "from" in measure.partition("pauses")[0] else "period_by: received_at, "
    _check(f"{by}measure: {measure}", english + IN_PERIOD, french + DANS_LA_PERIODE)


@pytest.mark.parametrize(
    ("measure", "english", "french"),
    [
        (
            "{kind: ratio, of: {indicator: number}, over: {indicator: lines}, unit: per 100 cases}",
            (
                "the figure of the indicator number divided by that of the indicator lines, per 100 cases, in the "
                "same period"
            ),
            (
                "le chiffre de l’indicateur number divisé par celui de l’indicateur lines, pour 100 cases, pour la "
                "même période"
            ),
        ),
        (
            "{kind: combined, of: letters_2d, by: topic, met_if: all}",
            (
                "the share of topic judged in claims whose cases are all met under the indicator letters_2d; the "
                "period is that of the earliest received_at"
            ),
            (
                "la part des topic jugés dans claims dont tous les cas sont tenus selon l’indicateur letters_2d ; la "
                "période est celle du premier received_at"
            ),
        ),
        (
            "{kind: combined, of: letters_2d, by: [topic, channel], met_if: any}",
            (
                "the share of combinations of topic and channel judged in claims with at least one case that is "
                "met under the indicator letters_2d; the period is that of the earliest received_at"
            ),
            (
                "la part des groupes de topic et channel jugés dans claims dont au moins un cas est tenu selon "
                "l’indicateur letters_2d ; la période est celle du premier received_at"
            ),
        ),
        (
            "{kind: open, from: received_at, to: letter_at}",
            (
                "the number of cases open at the end of the period (from received_at to letter_at), among the cases "
                "of claims"
            ),
            "le nombre de cas ouverts à la fin de la période (de received_at à letter_at), parmi les cas de claims",
        ),
        (
            "{kind: open, from: received_at, to: letter_at, older_than: 30 jours calendaires}",
            (
                "the number of cases open for at least 30 calendar days at the end of the period (from received_at to "
                "letter_at), among the cases of claims"
            ),
            (
                "le nombre de cas ouverts depuis au moins 30 jours calendaires à la fin de la période (de "
                "received_at à letter_at), parmi les cas de claims"
            ),
        ),
        (
            "{kind: open, from: received_at, to: {all: [letter_at, phone_at]}, older_than: < 2 heures}",
            (
                "the number of cases open past a limit of less than 2 hours at the end of the period (from "
                "received_at to the last of letter_at and phone_at (all needed)), among the cases of claims"
            ),
            (
                "le nombre de cas ouverts au-delà d’un délai de moins de 2 heures à la fin de la période (de "
                "received_at à la dernière des dates letter_at et phone_at (toutes nécessaires)), parmi les cas "
                "de claims"
            ),
        ),
        *(
            (
                f"{{kind: age, from: received_at, to: letter_at, unit: jours calendaires, statistic: {statistic}}}",
                (
                    f"{english}, in calendar days, of the cases open at the end of the period (from received_at to "
                    "letter_at), among the cases of claims"
                ),
                (
                    f"{french}, en jours calendaires, des cas ouverts à la fin de la période (de received_at à "
                    "letter_at), parmi les cas de claims"
                ),
            )
            for statistic, english, french in (
                ("mean", "the mean age", "l’âge moyen"),
                ("median", "the median age", "l’âge médian"),
                ("max", "the greatest age", "le plus grand âge"),
                ("min", "the least age", "le plus petit âge"),
                ("percentile 90", "percentile 90 of the age", "le percentile 90 de l’âge"),
            )
        ),
    ],
)
def test_what_has_its_own_period_says_so(measure: str, english: str, french: str) -> None:
    """A stock is of the end of a period; a combined verdict and a ratio of indicators have the period of others."""
    other = "{id: lines, label: x, source: claims, period_by: due_at, measure: {kind: count, different: topic}}"
    _check(f"measure: {measure}}}\n      - {other[:-1]}", english, french)


def test_a_scope_and_a_period_are_said() -> None:
    """Which cases are in scope, and whose date puts them in a period."""
    _check(
        "where: {topic: [voisinage, travail], letter_at: present}, period_by: letter_at, measure: {kind: count}",
        "the number of cases of claims where topic is voisinage or travail and letter_at is filled; each case "
        "counts in the period of its letter_at",
        "le nombre de cas de claims où topic est voisinage ou travail et letter_at est rempli ; chaque cas compte dans "
        "la période de son letter_at",
    )


@pytest.mark.parametrize(
    ("measure", "keys", "english", "french"),
    [
        ("{kind: count}", "target: 1500", "target: at least 1500", "objectif : au moins 1500"),
        (
            "{kind: count}",
            "target: '>= 380', per: quarter, min_cases: 1",
            "target of each quarter: at least 380; judged only with at least 1 case",
            "objectif de chaque trimestre : au moins 380 ; jugé seulement avec au moins 1 cas",
        ),
        (
            "{kind: share, of: {urgent: true}}",
            "target: '> 97,5 %', tolerance: '> 90 %', min_cases: 30",
            "target: more than 97.5%; missed but near: at least 90%; judged only with at least 30 cases",
            "objectif : plus de 97,5 % ; non tenu mais proche : au moins 90 % ; jugé seulement avec au moins 30 cas",
        ),
        (
            "{kind: duration, elapsed: wait, statistic: mean}",
            "target: '< 1,5 minutes', per: month",
            "target of each month: less than 1.5 minutes",
            "objectif de chaque mois : moins de 1,5 minute",
        ),
        (
            "{kind: duration, elapsed: wait, statistic: mean}",
            "target: 1 heure, per: week",
            "target of each week: at most 1 hour",
            "objectif de chaque semaine : au plus 1 heure",
        ),
        (
            "{kind: share, of: {urgent: true}}",
            (
                "per: year, target: 90%, versions: [{from: 2009-01-01, target: 95%, tolerance: 90%, ref: Page 3}, "
                "{from: 2010-01-01, target: 96%, ref: Page 4}]"
            ),
            (
                "target of each year: at least 90%; from 2009-01-01 on, target of each year: at least 95%, missed "
                "but near: at least 90% (Page 3); from 2010-01-01 on, target of each year: at least 96%, missed but "
                "near: at least 90% (Page 4)"
            ),
            (
                "objectif de chaque année : au moins 90 % ; à partir du 2009-01-01, objectif de chaque année : au "
                "moins 95 %, non tenu mais proche : au moins 90 % (Page 3) ; à partir du 2010-01-01, objectif de "
                "chaque année : au moins 96 %, non tenu mais proche : au moins 90 % (Page 4)"
            ),
        ),
    ],
)
def test_a_target_is_said_as_it_is_written(measure: str, keys: str, english: str, french: str) -> None:
    """In its own unit, with its sign in words, with the periods that it holds for, and with what changes it."""
    told_english, told_french = _told(f"period_by: received_at, measure: {measure}, {keys}")
    assert told_english.partition(IN_PERIOD + "; ")[2] == english
    assert told_french.partition(DANS_LA_PERIODE + " ; ")[2] == french


def test_a_version_says_its_limit() -> None:
    """Each form of limit: a length, a due date, and before a due date."""
    versions = (
        "{from: 2008-01-01, limit: 3 heures, ref: a}, {from: 2009-01-01, limit: {column: due_at}, ref: b}, "
        "{from: 2010-01-01, limit: {before: due_at}, ref: c}"
    )
    english, french = _told(f"measure: {{{DELAY}}}, versions: [{versions}]")
    assert english.endswith(
        "; no target; from 2008-01-01 on, limit: at most 3 hours (a); from 2009-01-01 on, limit: no later than "
        "due_at (b); from 2010-01-01 on, limit: before due_at (c)"
    )
    assert french.endswith(
        " ; sans objectif ; à partir du 2008-01-01, délai : au plus 3 heures (a) ; à partir du 2009-01-01, délai "
        ": au plus tard à due_at (b) ; à partir du 2010-01-01, délai : avant due_at (c)"
    )


def test_french_has_no_break_before_its_marks() -> None:
    """A colon, a semicolon and a percent sign stay with the word before them."""
    told = describe_indicators(_load("period_by: received_at, measure: {kind: share, of: {topic: a b}}, target: 95%"))[
        0
    ]
    assert told.french.startswith("n\u00a0: la part des cas où topic est «\u00a0a b\u00a0», ")
    assert told.french.endswith("\u00a0; objectif\u00a0: au moins 95\u202f%")


# ---------------------------------------------------------------------------------------------------------------------
# Every kind and every field is said.

OTHERWISE: dict[str, Any] = {
    "from_": "due_at",
    "to": Ends("all", ("letter_at", "due_at")),
    "limit": ColumnLimit("due_at"),
    "elapsed": "answered",
    "done": Compare("topic", "=", "other"),
    "rollover": "next_business_day",
    "pauses": Pauses.model_validate({"source": "p", "case": ["claim"], "from": "a", "to": "b"}),
    "abandoned": Abandoned.model_validate({"when": {"topic": "other"}, "counts": "missed"}),
    "rate": "missed",
    "statistic": Statistic("max"),
    "unit": Unit.BUSINESS_HOURS,
    "weight": "answered",
    "value": "answered",
    "scale": (0, 10),
    "different": "topic",
    "of": "answered",
    "over": "wait",
    "for_": Compare("topic", "=", "other"),
    "against": Compare("topic", "=", "other"),
    "by": ("channel",),
    "met_if": "any",
    "older_than": parse_limit("3 heures"),
}
"""Another value of each field, where a form below has no other of its own."""
FORMS: dict[str, tuple[str, dict[str, Any]]] = {
    "delay": ("kind: delay, from: received_at, to: letter_at, limit: 2 jours ouvrés", {"elapsed": None, "done": None}),
    "delay by elapsed": (
        "kind: delay, elapsed: wait, done: {urgent: true}, limit: 2 minutes",
        {"from_": None, "to": None, "rollover": None, "pauses": None, "limit": parse_limit("3 heures")},
    ),
    "duration": (
        "kind: duration, from: received_at, to: letter_at, statistic: mean",
        {"elapsed": None, "done": None},
    ),
    "duration by elapsed": (
        "kind: duration, elapsed: wait, statistic: mean",
        {"from_": None, "to": None, "pauses": None},
    ),
    "share": ("kind: share, of: {urgent: true}", {"of": Compare("topic", "=", "other")}),
    "mean": ("kind: mean, value: score", {}),
    "count": ("kind: count", {}),
    "sum": ("kind: sum, of: wait", {}),
    "ratio": ("kind: ratio, of: score, over: offered", {"unit": PerMany(10, "per 10 cases")}),
    "ratio of indicators": (
        "kind: ratio, of: {indicator: number}, over: {indicator: lines}",
        {"of": OfIndicator("x"), "over": OfIndicator("x"), "unit": PerMany(10, "per 10 cases")},
    ),
    "balance": ("kind: balance, for: {urgent: true}, against: {urgent: false}", {}),
    "combined": ("kind: combined, of: letters_2d, by: topic, met_if: all", {}),
    "open": ("kind: open, from: received_at, to: letter_at", {}),
    "age": ("kind: age, from: received_at, to: letter_at, statistic: mean", {}),
}
"""Each form of each kind. None: a field that this form never has."""
SAID_BY_ITSELF = {"kind", "amount", "of_amount", "over_amount"}
"""Fields of a measure that follow from the others: the form says its kind, and amounts are those of the columns."""
NAMES_ONLY = {"id", "label", "reading", "published"}
"""Fields of an indicator that move neither a figure nor a status."""
PERIODLESS = ("open", "age", "ratio of indicators", "combined")


def _of_form(form: str) -> tuple[RuleFile, Indicator]:
    by = "" if "from:" in FORMS[form][0] or form in PERIODLESS else "period_by: received_at, "
    other = "id: lines, label: x, source: claims, period_by: due_at, measure: {kind: count, different: topic}"
    rules = _load(f"{by}measure: {{{FORMS[form][0]}}}}}\n      - {{{other}")
    return rules, rules.indicators[0][1]


def _require_both_change(rules: RuleFile, before: Indicator, after: Indicator) -> None:
    one, other = describe_indicator(before, rules), describe_indicator(after, rules)
    assert one != other
    assert one.french != other.french


def test_every_kind_has_a_form_here() -> None:
    """A new kind must be put into words."""
    assert {measure.split(",")[0].removeprefix("kind: ") for measure, _ in FORMS.values()} == set(KINDS)


@pytest.mark.parametrize("form", FORMS)
def test_every_field_of_a_measure_is_said(form: str) -> None:
    """Whatever field changes, the sentence changes, in both languages."""
    rules, indicator = _of_form(form)
    otherwise = OTHERWISE | FORMS[form][1]
    for field in set(type(indicator.measure).model_fields) - SAID_BY_ITSELF:
        if otherwise[field] is not None:
            measure = indicator.measure.model_copy(update={field: otherwise[field]})
            _require_both_change(rules, indicator, indicator.model_copy(update={"measure": measure}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", "claim_pauses"),
        ("period_by", "due_at"),
        ("where", Compare("topic", "=", "other")),
        ("target", None),
        ("target", parse_target("< 95%")),
        ("tolerance", parse_target("91%")),
        ("min_cases", 31),
        ("per", "month"),
        ("versions", ()),
    ],
)
def test_every_field_of_an_indicator_is_said(field: str, value: object) -> None:
    """Where, when, target, tolerance, fewest cases, parts and versions."""
    rules = _load(
        f"measure: {{{DELAY}}}, where: {{urgent: true}}, target: 95%, tolerance: 90%, min_cases: 30, per: quarter, "
        "versions: [{from: 2009-01-01, limit: 2 heures, ref: a}]"
    )
    indicator = rules.indicators[0][1]
    _require_both_change(rules, indicator, indicator.model_copy(update={field: value}))


def test_every_field_of_an_indicator_is_tried() -> None:
    """A new field must be put into words, or be named as one that moves nothing."""
    marks = test_every_field_of_an_indicator_is_said.pytestmark  # type: ignore[attr-defined]
    tried = {field for field, _ in marks[0].args[1]}
    assert tried | NAMES_ONLY | {"measure"} == set(Indicator.model_fields)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("from_", dt.date(2010, 1, 1)),
        ("limit", parse_limit("< 2 heures")),
        ("target", parse_target("98%")),
        ("tolerance", parse_target("92%")),
        ("ref", "b"),
    ],
)
def test_every_field_of_a_version_is_said(field: str, value: object) -> None:
    """Its day, what it changes, and where it was published."""
    rules = _load(
        f"measure: {{{DELAY}}}, target: 95%, versions: [{{from: 2009-01-01, limit: 2 heures, target: 96%, "
        "tolerance: 95%, ref: a}]"
    )
    indicator = rules.indicators[0][1]
    (version,) = indicator.versions
    assert field in type(version).model_fields
    changed = version.model_copy(update={field: value})
    _require_both_change(rules, indicator, indicator.model_copy(update={"versions": (changed,)}))


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        *(("pauses", field, "x") for field in ("source", "from_", "to")),
        ("pauses", "case", ("x",)),
        ("abandoned", "when", Compare("topic", "=", "other")),
        ("abandoned", "at", "due_at"),
        ("abandoned", "counts", "met_if_within"),
        ("abandoned", "within", None),
    ],
)
def test_every_field_of_a_clock_is_said(part: str, field: str, value: object) -> None:
    """Pauses and abandoned cases have fields of their own."""
    rules = _load(
        f"measure: {{{DELAY}, pauses: {{source: claim_pauses, case: claim_id, from: paused_at, to: resumed_at}}, "
        "abandoned: {when: {topic: HANG}, at: given_up_at, counts: excluded_if_within, within: 5 secondes}}"
    )
    indicator = rules.indicators[0][1]
    changed = getattr(indicator.measure, part).model_copy(update={field: value})
    measure = indicator.measure.model_copy(update={part: changed})
    _require_both_change(rules, indicator, indicator.model_copy(update={"measure": measure}))


def test_all_strata_are_said() -> None:
    """However many there are: each weight moves the figure."""
    strata = ", ".join(f"r{number}: {number}" for number in range(1, 21))
    english, _ = _told(
        f"period_by: received_at, measure: {{kind: mean, value: score, weight: {{by: topic, {strata}}}}}"
    )
    assert english.count(" if topic is r") == 20
    assert Fraction(20) in {Fraction(word) for word in english.replace(",", "").split() if word.isdigit()}
