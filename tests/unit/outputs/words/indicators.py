"""A rule file for one indicator, and what is said of it."""

from __future__ import annotations

from pathlib import Path

from gpj_kpi.outputs.words.measures import describe_indicator, describe_indicators
from gpj_kpi.rules import Indicator, RuleFile, read_rules
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

DELAY = "kind: delay, from: received_at, to: letter_at, limit: 1 heure"

ONE_HOUR = (
    "the share of cases in which letter_at comes at most 1 hour after received_at, among the judged cases of claims"
)

UNE_HEURE = "la part des cas où letter_at vient au plus 1 heure après received_at, parmi les cas jugés de claims"


def load_indicator(indicator: str) -> RuleFile:
    """Load the rule file with the keys of an indicator in their place."""
    return read_rules(RULES.replace("INDICATOR", indicator).encode(), Path("rules.yaml"))


def told_of(indicator: str) -> tuple[str, str]:
    """The sentence of an indicator without its id, in English and in French, with plain spaces."""
    told = describe_indicators(load_indicator(indicator))[0]
    french = in_language(told, "fr").replace("\u00a0", " ").replace("\u202f", " ")
    return told.removeprefix("n: "), french.removeprefix("n : ")


def check_words(indicator: str, english: str, french: str) -> None:
    """A measure without a target: its sentence up to the period."""
    told = told_of(indicator)
    assert told == (english + "; no target", french + " ; sans objectif")


def require_both_change(rules: RuleFile, before: Indicator, after: Indicator) -> None:
    """Check that two indicators are said in other words, in both languages."""
    one, other = describe_indicator(before, rules), describe_indicator(after, rules)
    assert one != other
    assert one.french != other.french
