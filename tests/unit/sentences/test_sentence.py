"""Sentences stand in both languages, and survive what is done to texts."""

from __future__ import annotations

import copy
import importlib
import pkgutil
import re
from collections.abc import Iterator

import gpj_kpi.sentences
from gpj_kpi.sentences.sentence import Sentence, Wordings, in_both, in_language, say

FILES = Wordings(en="{n} files of {source}", fr="{n} fichiers de {source}")


def every_sentence() -> Iterator[tuple[str, Wordings]]:
    """Every sentence there is, by room and id."""
    for room in pkgutil.iter_modules(gpj_kpi.sentences.__path__):
        module = importlib.import_module(f"gpj_kpi.sentences.{room.name}")
        for id_, value in vars(module).items():
            if isinstance(value, Wordings):
                yield f"{room.name}.{id_}", value


def test_both_languages_fill_in_the_same_things() -> None:
    """A sentence has the same names in braces in both, and neither is empty."""
    found = dict(every_sentence())
    names = re.compile(r"(?<!{){(\w+)")
    assert [
        id_ for id_, each in found.items() if sorted(names.findall(each.en)) != sorted(names.findall(each.fr))
    ] == []
    assert [id_ for id_, each in found.items() if not each.en or not each.fr] == []


def test_french_blanks_do_not_break() -> None:
    """Before a colon, a semicolon and inside guillemets stands a no-break space; code in backquotes is as it is."""
    breaks = re.compile(r" [:;!?»]|« |[^\s\u00a0\u202f:/]:\s")
    told = {id_: re.sub("`[^`]*`", "", each.fr) for id_, each in every_sentence()}
    assert [id_ for id_, text in told.items() if breaks.search(text)] == []


def test_a_sentence_is_its_english_and_knows_its_french() -> None:
    """What is filled in is said in the language around it."""
    inner = say(Wordings(en="calls", fr="appels"))
    told = say(FILES, n=2, source=inner)
    assert (told, in_language(told, "en"), in_language(told, "fr")) == (
        "2 files of calls",
        "2 files of calls",
        "2 fichiers de appels",
    )


def test_other_texts_stay_as_they_are() -> None:
    """Labels and file names have no language."""
    assert in_language("a.csv", "fr") == "a.csv"
    assert in_language(7, "fr") == 7


def test_a_change_is_made_in_both_languages() -> None:
    """What makes a text safe to show makes its French safe too."""
    changed = in_both(Sentence("a\nb", "c\nd"), lambda text: text.replace("\n", " "))
    assert (changed, in_language(changed, "fr")) == ("a b", "c d")
    assert in_both("a", str.upper) == "A"


def test_a_copy_knows_both_languages() -> None:
    """Issues are copied on their way."""
    told = copy.deepcopy(say(FILES, n=1, source="x"))
    assert in_language(told, "fr") == "1 fichiers de x"
