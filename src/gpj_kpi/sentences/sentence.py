"""A sentence that is English as it stands, and can be said in French.

Law: it passes wherever a text passes, and says the same in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Self, TypeVar

_Value = TypeVar("_Value")

Spoken = Literal["fr", "en"]
"""A language in which sentences are said."""


@dataclass(frozen=True)
class Wordings:
    """One sentence in both languages.

    `{name}` stands for what is filled in, the same in both.
    """

    en: str
    fr: str


class Sentence(str):
    """A sentence in English that knows its French.

    Attributes:
        french: the same in French.
    """

    __slots__ = ("french",)
    french: str

    def __new__(cls, english: str, french: str = "") -> Self:
        """Make a sentence of its two wordings."""
        sentence = super().__new__(cls, english)
        sentence.french = french or english
        return sentence

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Give what makes it again in a copy."""
        return type(self), (str(self), self.french)


def say(wordings: Wordings, /, **values: object) -> Sentence:
    """Fill in a sentence.

    A value that is a sentence itself is said in the language around it.

    >>> told = say(Wordings(en="{n} files", fr="{n} fichiers"), n=2)
    >>> told, in_language(told, "fr")
    ('2 files', '2 fichiers')
    """
    french: Mapping[str, object] = {name: in_language(value, "fr") for name, value in values.items()}
    return Sentence(wordings.en.format(**values), wordings.fr.format(**french))


def in_language(text: _Value, language: Spoken) -> _Value | str:
    """Give a sentence in a language.

    What is no sentence stays as it is.
    """
    return text.french if language == "fr" and isinstance(text, Sentence) else text


def in_both(text: str, change: Callable[[str], str]) -> str:
    """Change a text; a sentence is changed in both languages."""
    return Sentence(change(text), change(text.french)) if isinstance(text, Sentence) else change(text)


def join(texts: Iterable[str], between: str) -> Sentence:
    """Join texts into one sentence in both languages."""
    parts = list(texts)
    return Sentence(between.join(parts), between.join(in_language(part, "fr") for part in parts))
