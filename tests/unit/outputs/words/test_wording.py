"""Both languages say the same things, under the same ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import get_args

import pytest

from gpj_kpi.calendars.limits import Unit, parse_limit
from gpj_kpi.errors import NOTICE_CODES, REJECT_CODES
from gpj_kpi.outputs.words.by_language import WORDINGS
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH
from gpj_kpi.outputs.words.wording import Language, Wording

every_language = pytest.mark.parametrize("language", get_args(Language))


def texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a wording, by its id; of a mapping, the key is part of the id."""
    if isinstance(value, str):
        yield path, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from texts(each, f"{path}[{key}]")
    else:
        assert isinstance(value, tuple)
        for number, each in enumerate(value):
            yield from texts(each, f"{path}[{number}]")


def test_both_languages_have_the_same_ids() -> None:
    """A text that one language has, the other has too; none is empty."""
    french, english = dict(texts(FRENCH)), dict(texts(ENGLISH))
    assert french.keys() == english.keys()
    assert [id_ for found in (french, english) for id_, text in found.items() if not text] == []


def test_both_languages_fill_in_the_same_things() -> None:
    """A form has the same names in braces in both."""
    english = dict(texts(ENGLISH))
    names = re.compile(r"{(\w*)")
    assert [
        id_ for id_, text in texts(FRENCH) if sorted(names.findall(text)) != sorted(names.findall(english[id_]))
    ] == []


@every_language
def test_every_language_is_found_by_its_name(language: Language) -> None:
    """The name is that of `--lang` and of the rule file."""
    assert WORDINGS[language].language == language


@every_language
def test_every_code_has_words(language: Language) -> None:
    """No rejected row and no notice lacks words, and no words are left over of a code that is no more."""
    wording = WORDINGS[language]
    assert set(wording.report.reasons) == REJECT_CODES
    assert set(wording.report.notice_texts) == NOTICE_CODES


@every_language
def test_no_two_codes_have_the_same_words(language: Language) -> None:
    """Two lines of a summary never read alike, or they could not be told apart."""
    reasons = WORDINGS[language].report.reasons
    assert len(set(reasons.values())) == len(reasons)


@every_language
def test_every_short_unit_has_a_symbol_of_its_own_and_a_name(language: Language) -> None:
    """The legend can explain each, and none is taken for another."""
    numbers = WORDINGS[language].numbers
    assert set(numbers.unit_symbols) == set(numbers.unit_names)
    assert len(set(numbers.unit_symbols.values())) == len(numbers.unit_symbols)


@every_language
def test_every_status_has_a_word_of_its_own(language: Language) -> None:
    """No two statuses are said alike."""
    words = WORDINGS[language].report.statuses
    assert set(words) == {"met", "near", "missed", "pending", "no_target", "too_few", "no_data"}
    assert len(set(words.values())) == len(words)


@every_language
def test_every_unit_says_how_it_is_counted(language: Language) -> None:
    """`deadline` takes a limit in any unit, and says its rule."""
    assert set(WORDINGS[language].deadline.rules) == set(Unit)


@pytest.mark.parametrize(
    ("wording", "limit", "semicolon"), [(FRENCH, "10 jours ouvrés", "\u00a0; "), (ENGLISH, "10 business days", "; ")]
)
def test_limits_and_marks_are_those_of_the_language(wording: Wording, limit: str, semicolon: str) -> None:
    """A limit is said in the language, whatever the one of the rule file."""
    assert wording.limit(parse_limit("10 jours ouvrés")) == limit
    assert wording.limit(parse_limit("10 business days")) == limit
    assert wording.semicolon == semicolon
