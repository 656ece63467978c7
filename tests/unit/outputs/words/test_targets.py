"""What a period is held to in words: target, tolerance, fewest cases and versions, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.unit.outputs.words.indicators import (
    DANS_LA_PERIODE,
    DELAY,
    IN_PERIOD,
    load_indicator,
    require_both_change,
    told_of,
)

from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.outputs.words.targets import describe_figure
from gpj_kpi.rules.models.targets import parse_target


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        ("95%", "at least 95%", "au moins 95\u202f%"),
        ("> 97,25 pour cent", "more than 97.25%", "plus de 97,25\u202f%"),
        ("<= 2 jours ouvrés", "at most 2 business days", "au plus 2 jours ouvrés"),
        ("< 90 minutes ouvrées", "less than 90 business minutes", "moins de 90 minutes ouvrées"),
        (">= -10", "at least -10", "au moins -10"),
    ],
)
def test_a_figure_has_its_sign_in_words(written: str, english: str, french: str) -> None:
    """And its unit as it is written."""
    assert (describe_figure(parse_target(written)), describe_figure(parse_target(written)).french) == (english, french)


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
    told_english, told_french = told_of(f"period_by: received_at, measure: {measure}, {keys}")
    assert told_english.partition(IN_PERIOD + "; ")[2] == english
    assert told_french.partition(DANS_LA_PERIODE + " ; ")[2] == french


def test_a_version_says_its_limit() -> None:
    """Each form of limit: a length, a due date, and before a due date."""
    versions = (
        "{from: 2008-01-01, limit: 3 heures, ref: a}, {from: 2009-01-01, limit: {column: due_at}, ref: b}, "
        "{from: 2010-01-01, limit: {before: due_at}, ref: c}"
    )
    english, french = told_of(f"measure: {{{DELAY}}}, versions: [{versions}]")
    assert english.endswith(
        "; no target; from 2008-01-01 on, limit: at most 3 hours (a); from 2009-01-01 on, limit: no later than "
        "due_at (b); from 2010-01-01 on, limit: before due_at (c)"
    )
    assert french.endswith(
        " ; sans objectif ; à partir du 2008-01-01, délai : au plus 3 heures (a) ; à partir du 2009-01-01, délai "
        ": au plus tard à due_at (b) ; à partir du 2010-01-01, délai : avant due_at (c)"
    )


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
    rules = load_indicator(
        f"measure: {{{DELAY}}}, target: 95%, versions: [{{from: 2009-01-01, limit: 2 heures, target: 96%, "
        "tolerance: 95%, ref: a}]"
    )
    indicator = rules.indicators[0][1]
    (version,) = indicator.versions
    assert field in type(version).model_fields
    changed = version.model_copy(update={field: value})
    require_both_change(rules, indicator, indicator.model_copy(update={"versions": (changed,)}))
