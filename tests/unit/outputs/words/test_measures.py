"""Indicators in words: what each part of an indicator says, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.outputs.words.indicators import (
    DANS_LA_PERIODE,
    DELAY,
    IN_PERIOD,
    check_words,
    load_indicator,
    require_both_change,
    told_of,
)

from gpj_kpi.calendars.limits import Unit, parse_limit
from gpj_kpi.outputs.words.measures import describe_indicators
from gpj_kpi.rules import Abandoned, ColumnLimit, Compare, Ends, Indicator, Pauses, RuleFile, Statistic
from gpj_kpi.rules.models.clock import StartRules
from gpj_kpi.rules.models.measures.amounts import OfIndicator, PerMany
from gpj_kpi.rules.models.measures.measure import KINDS
from gpj_kpi.rules.models.targets import parse_target


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
    check_words(f"{by}measure: {measure}", english + IN_PERIOD, french + DANS_LA_PERIODE)


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
    check_words(f"measure: {measure}}}\n      - {other[:-1]}", english, french)


def test_a_scope_and_a_period_are_said() -> None:
    """Which cases are in scope, and whose date puts them in a period."""
    check_words(
        "where: {topic: [voisinage, travail], letter_at: present}, period_by: letter_at, measure: {kind: count}",
        "the number of cases of claims where topic is voisinage or travail and letter_at is filled; each case "
        "counts in the period of its letter_at",
        "le nombre de cas de claims où topic est voisinage ou travail et letter_at est rempli ; chaque cas compte dans "
        "la période de son letter_at",
    )


def test_french_has_no_break_before_its_marks() -> None:
    """A colon, a semicolon and a percent sign stay with the word before them."""
    told = describe_indicators(
        load_indicator("period_by: received_at, measure: {kind: share, of: {topic: a b}}, target: 95%")
    )[0]
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
    "start": StartRules.model_validate({"cut_off": "16:00"}),
    "ends": "same_hour",
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
        {
            **dict.fromkeys(["from_", "to", "rollover", "start", "ends", "pauses"]),
            "limit": parse_limit("3 heures"),
        },
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
    rules = load_indicator(f"{by}measure: {{{FORMS[form][0]}}}}}\n      - {{{other}")
    return rules, rules.indicators[0][1]


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
            require_both_change(rules, indicator, indicator.model_copy(update={"measure": measure}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", "claim_pauses"),
        ("period_by", "due_at"),
        ("version_by", "due_at"),
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
    rules = load_indicator(
        f"measure: {{{DELAY}}}, where: {{urgent: true}}, target: 95%, tolerance: 90%, min_cases: 30, per: quarter, "
        "versions: [{from: 2009-01-01, limit: 2 heures, ref: a}]"
    )
    indicator = rules.indicators[0][1]
    require_both_change(rules, indicator, indicator.model_copy(update={field: value}))


def test_every_field_of_an_indicator_is_tried() -> None:
    """A new field must be put into words, or be named as one that moves nothing."""
    marks = test_every_field_of_an_indicator_is_said.pytestmark  # type: ignore[attr-defined]
    tried = {field for field, _ in marks[0].args[1]}
    assert tried | NAMES_ONLY | {"measure"} == set(Indicator.model_fields)


def test_all_strata_are_said() -> None:
    """However many there are: each weight moves the figure."""
    strata = ", ".join(f"r{number}: {number}" for number in range(1, 21))
    english, _ = told_of(
        f"period_by: received_at, measure: {{kind: mean, value: score, weight: {{by: topic, {strata}}}}}"
    )
    assert english.count(" if topic is r") == 20
