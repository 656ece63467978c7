"""Which unit of time a heading gives to the numbers below it.

Law: a unit is written only where the heading can mean no other thing. Where it may be one, a doubt says so.
"""

from __future__ import annotations

import re

from gpj_kpi.rules.models.time_units import TimeUnit
from gpj_kpi.sentences.sentence import Sentence, say
from gpj_kpi.sentences.sniffing import columns as told
from gpj_kpi.sniff.words import names_a_duration, words_of

_LONG = {
    TimeUnit.MILLISECONDS: "ms msec msecs millis milliseconds millisecondes",
    TimeUnit.SECONDS: "sec secs seconds secondes",
    TimeUnit.MINUTES: "mn mins minutes",
    TimeUnit.HOURS: "hrs hours heures",
}
_SHORT = {
    TimeUnit.MILLISECONDS: "millisecond milliseconde",
    TimeUnit.SECONDS: "s second seconde",
    TimeUnit.MINUTES: "min minute",
    TimeUnit.HOURS: "h hr hour heure",
}
_BY_LONG_NAME = {name: unit for unit, names in _LONG.items() for name in names.split()}
_BY_NAME = _BY_LONG_NAME | {name: unit for unit, names in _SHORT.items() for name in names.split()}
_IN_BRACKETS = re.compile(r"[(\[](?P<unit>[^()\[\]]+)[)\]]")
_LETTER_BEHIND = re.compile(r"[^0-9 _,] *[ _,] *(?P<unit>[shdj])$", re.IGNORECASE)
_WITH = ("in", "en")
_BEFORE_A_LIMIT = {"of", "open", "opening", "business", "working", "office", "after", "per", "par", "hors", "out"}
_BEHIND_FIRST = {"d", "de", "of", "to", "waited", "spent"}
_DAYS = {"days", "jours"}
_DAY_LETTERS = {"d", "j"}


def unit_of(heading: str) -> TimeUnit | None:
    """Find the unit that a heading gives.

    >>> [unit_of(each) for each in ("Attente (min)", "wait_ms", "Durée en minutes", "Servis sous 20 s", "Canal")]
    [<TimeUnit.MINUTES: 'minutes'>, <TimeUnit.MILLISECONDS: 'milliseconds'>, <TimeUnit.MINUTES: 'minutes'>, None, None]
    """
    for inside in _in_brackets(heading):
        if inside in _BY_NAME:
            return _BY_NAME[inside]
    words = words_of(heading)
    if not words:
        return None
    before = words[-2] if len(words) > 1 else ""
    if before in _WITH and words[-1] in _BY_NAME:
        return _BY_NAME[words[-1]]
    if words[-1] in _BY_LONG_NAME and not before.isdigit() and before not in _BEFORE_A_LIMIT:
        return _BY_LONG_NAME[words[-1]]
    if words[0] in _BY_LONG_NAME and len(words) > 1 and words[1] in _BEHIND_FIRST:
        return _BY_LONG_NAME[words[0]]
    if before in _BEFORE_A_LIMIT or not names_a_duration(heading):
        return None
    return _BY_NAME.get(_letter_behind(heading))


def unit_doubt(heading: str) -> Sentence | None:
    """Say what is unknown of the unit of a heading without one.

    Returns:
        None where the heading does not speak of a length of time.
    """
    words = words_of(heading)
    if not names_a_duration(heading):
        return None
    # A letter within a heading is what an elision leaves: « d'attente ».
    if _DAYS & set(words[1:]) or {_letter_behind(heading), *_in_brackets(heading)} & _DAY_LETTERS:
        return say(told.DAYS_ARE_NO_UNIT)
    if "min" in words:
        return say(told.MINUTES_OR_LEAST)
    return say(told.UNIT_UNKNOWN)


def _in_brackets(heading: str) -> list[str]:
    """List what stands in brackets as one word, without in or en."""
    inside = (
        [word for word in words_of(found["unit"]) if word not in _WITH] for found in _IN_BRACKETS.finditer(heading)
    )
    return [words[0] for words in inside if len(words) == 1]


def _letter_behind(heading: str) -> str:
    """Find the letter of a unit that ends a heading; "" without.

    Behind a number it is a limit.
    """
    found = _LETTER_BEHIND.search(heading)
    return found["unit"].lower() if found else ""
