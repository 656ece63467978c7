"""Sentences on days, filled in, in both languages."""

from __future__ import annotations

from gpj_kpi.sentences.clocks import days
from gpj_kpi.sentences.sentence import in_language, say


def test_a_turn_that_begins_on_no_monday_is_said_in_both_languages() -> None:
    """The day is named, and what to write instead."""
    told = say(days.NO_MONDAY, read="2008-01-08")
    assert told.startswith("2008-01-08 is not a Monday")
    assert in_language(told, "fr").startswith("2008-01-08 n\u2019est pas un lundi")


def test_an_example_of_a_turn_keeps_its_braces() -> None:
    """What is shown can be copied into the rule file."""
    told = say(days.TURN_WITHOUT, key="weeks", example="mon-fri")
    assert "{from: 2008-01-07, weeks: [mon-fri, mon-fri]}" in told
    assert "{from: 2008-01-07, weeks: [mon-fri, mon-fri]}" in in_language(told, "fr")
