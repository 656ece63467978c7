"""The clock of a measure in words: ends, limit, pauses and abandoned cases, in both languages."""

from __future__ import annotations

import pytest
from tests.unit.outputs.words.indicators import (
    DANS_LA_PERIODE,
    DELAY,
    IN_PERIOD,
    ONE_HOUR,
    UNE_HEURE,
    check_words,
    load_indicator,
    require_both_change,
)

from gpj_kpi.calendars.limits import parse_limit
from gpj_kpi.outputs.words.clocks import describe_age, describe_limit, describe_rollover
from gpj_kpi.outputs.words.measures import describe_indicator
from gpj_kpi.rules import ColumnLimit, Compare, Pauses, Statistic


def test_a_part_of_a_clock_may_be_said_alone() -> None:
    """A limit as in a version, a statistic; what is not there is not said."""
    assert describe_limit(parse_limit("< 24 heures")) == "less than 24 hours"
    assert describe_limit(ColumnLimit("due_at", strict=True)).french == "avant due_at"
    assert describe_age(Statistic("percentile", 90)).french == "le percentile 90 de l’âge"
    assert describe_rollover("none") == []


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
            "to: letter_at, limit: {by: topic, urgent: 4 heures, other: none}",
            (
                "the share of cases in which letter_at comes in time (by topic: urgent at most 4 hours after "
                "received_at, other nothing), among the judged cases of claims"
            ),
            (
                "la part des cas où letter_at vient à temps (selon topic : urgent au plus 4 heures après received_at, "
                "other rien), parmi les cas jugés de claims"
            ),
        ),
        (
            "to: letter_at, limit: {first: [2 jours ouvrés, {from: phone_at, within: < 2 heures}]}",
            (
                "the share of cases in which letter_at comes in time (the earliest of: at most 2 business days after "
                "received_at, less than 2 hours after phone_at), among the judged cases of claims"
            ),
            (
                "la part des cas où letter_at vient à temps (la première échéance de : au plus 2 jours ouvrés après "
                "received_at, moins de 2 heures après phone_at), parmi les cas jugés de claims"
            ),
        ),
        (
            "to: letter_at, limit: {before: due_at, at_least: 2 jours ouvrés}",
            (
                "the share of cases in which letter_at comes in time (at least 2 business days before due_at), among "
                "the judged cases of claims; a case begins at received_at"
            ),
            (
                "la part des cas où letter_at vient à temps (au moins 2 jours ouvrés avant due_at), parmi les cas "
                "jugés de claims ; un cas commence à received_at"
            ),
        ),
        (
            (
                'to: {last: [letter_at, phone_at]}, limit: 1 jour ouvré, start: {cut_off: "16:00", closed: '
                "next_business_day, first_day: counted}, ends: same_hour, rollover: previous_working_day_of_month"
            ),
            (
                "the share of cases in which the last filled of letter_at and phone_at comes at most 1 business day "
                "after received_at, among the judged cases of claims; an event at 16:00 or later counts as one of the "
                "next business day; an event on a day that is not a business day counts as one of the next business "
                "day; the day of the event is day one; the last day of a limit in days ends at the hour of the event; "
                "a last day that is not a jour ouvrable moves to the jour ouvrable before, unless that lies in another "
                "month: then the other way"
            ),
            (
                "la part des cas où la dernière remplie des dates letter_at et phone_at vient au plus 1 jour ouvré "
                "après received_at, parmi les cas jugés de claims ; un événement à 16:00 ou plus tard compte comme un "
                "événement du jour ouvré suivant ; un événement d’un jour qui n’est pas ouvré compte comme un "
                "événement du jour ouvré suivant ; le jour de l’événement est le premier jour ; le dernier jour d’un "
                "délai en jours finit à l’heure de l’événement ; un dernier jour qui n’est pas ouvrable est avancé au "
                "jour ouvrable précédent, sauf si celui-ci est d’un autre mois : alors dans l’autre sens"
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
    check_words(f"measure: {{kind: delay, from: received_at, {keys}}}", english + IN_PERIOD, french + DANS_LA_PERIODE)


def test_pauses_say_which_rows_stop_the_clock() -> None:
    """Rows with the key of the case."""
    check_words(
        "measure: {" + DELAY + ", pauses: {source: claim_pauses, case: claim_id, from: paused_at, to: resumed_at}}",
        f"{ONE_HOUR}; the clock stands still from paused_at to resumed_at of each row of claim_pauses with the same "
        f"claim_id{IN_PERIOD}",
        f"{UNE_HEURE} ; le délai est suspendu de paused_at à resumed_at de chaque ligne de claim_pauses de même "
        f"claim_id{DANS_LA_PERIODE}",
    )


def test_pauses_say_a_key_of_another_name() -> None:
    """Which of their columns holds the key, where it has another name."""
    rules = load_indicator("measure: {" + DELAY + "}")
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
    check_words(
        "measure: {" + DELAY + ", abandoned: {when: {topic: HANG}, " + keys + "}}",
        f"{ONE_HOUR}; cases where topic is HANG {english}{IN_PERIOD}",
        f"{UNE_HEURE} ; les cas où topic est HANG {french}{DANS_LA_PERIODE}",
    )


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
    rules = load_indicator(
        f"measure: {{{DELAY}, pauses: {{source: claim_pauses, case: claim_id, from: paused_at, to: resumed_at}}, "
        "abandoned: {when: {topic: HANG}, at: given_up_at, counts: excluded_if_within, within: 5 secondes}}"
    )
    indicator = rules.indicators[0][1]
    changed = getattr(indicator.measure, part).model_copy(update={field: value})
    measure = indicator.measure.model_copy(update={part: changed})
    require_both_change(rules, indicator, indicator.model_copy(update={"measure": measure}))
