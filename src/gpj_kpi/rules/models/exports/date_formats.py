"""The formats in which the dates of a column are written.

They are strptime formats. Of several, the first that fits is used.

Law: no text can be read as two moments, and nothing that a text says of its moment is passed over. Letters and digits
that could say something (Z, UTC, PM, CET, +01:00) are refused.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Callable
from typing import Annotated

from gpj_kpi.rules.text.faults import read_each, refused, shown
from gpj_kpi.rules.text.values import CELL_BLANKS, TEXTS_SCHEMA, ReadBy, read_text, read_texts
from gpj_kpi.sentences import rules as sentences
from gpj_kpi.sentences.sentence import Sentence, say

_DIRECTIVES = ("%d", "%m", "%Y", "%y", "%H", "%M", "%S", "%f", "%z", "%%")
_LETTERS = re.compile(r"[^\W\d_]+")
_SAYING_NOTHING = ("t", "h", "à", "at")
_ZERO_OFFSET = ("z", "utc", "gmt")
"""What `%z` reads, too, as `cells.ZERO_OFFSET` says."""
_HALVES_OF_A_DAY = ("am", "pm", "a", "p")
_TELLING = re.compile("[\\d+\u2212]")
_OFFSET = re.compile(r"[+\u2212-]\d\d:?\d\d")
_ZEROS_OF_A_TIME = re.compile(r"(?<=%[HMS])(?:[:h]00(?!\d))*(?:[.,]0+(?!\d))?")
_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:[.,]0+)?)?(?!\d)")
"""What a day may have behind it, where no hour is read."""
# Each part of these moments could be taken for another part of one.
_TELLING_MOMENTS = (
    dt.datetime(2003, 2, 1, 4, 5, 6, 70000, dt.UTC),
    dt.datetime(2010, 11, 12, 9, 8, 7, 60000, dt.UTC),
    dt.datetime(2012, 10, 11, 11, 12, 10, 0, dt.UTC),
    dt.datetime(2008, 12, 1, 1, 10, 11, 120000, dt.UTC),
)


def _read_formats(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        return (_read_format(0, read_text(value)),)
    formats = tuple(read_each(enumerate(read_texts(value)), _read_format))
    if len({"%z" in format_ for format_ in formats}) > 1:
        message = "some of these formats have %z and some have none. Expected all of one kind."
        raise refused("bad_format", message)
    for first, second in itertools.permutations(formats, 2):
        if first == second:
            raise refused("duplicate", f"{shown(first)} comes twice. Keep one.")
        if _without_letters(first) == _without_letters(second):
            message = say(sentences.ONLY_LETTERS_DIFFER, first=shown(first), second=shown(second))
            raise refused("ambiguous_format", message)
        text = _text_of_two_moments(first, second)
        if text is not None:
            message = f"{shown(text)} is one moment by {shown(first)} and another by {shown(second)}. Keep one of them."
            raise refused("ambiguous_format", message)
    return formats


def _read_format(_position: int, text: str) -> str:
    text = read_text(text).strip(CELL_BLANKS)
    found = re.findall("%.?", text, re.DOTALL)
    unknown = [directive for directive in found if directive not in _DIRECTIVES]
    repeated = [directive for directive in found if directive != "%%" and found.count(directive) > 1]
    if unknown:
        reason = f'"{unknown[0]}" is not a directive that is read. Expected only {", ".join(_DIRECTIVES)}.'
    elif repeated:
        reason = f'"{repeated[0]}" comes twice. Keep one.'
    elif "%d" not in found or "%m" not in found or ("%Y" in found) == ("%y" in found):
        reason = 'it does not give a full date. Expected %d, %m and one of %Y and %y, e.g. "%d/%m/%Y".'
    elif letters := _letters_that_matter(text):
        raise refused("bad_format", _why_not_these(letters, text))
    elif part := _figures_that_matter(text):
        raise refused("bad_format", _why_not_figures(part, text))
    else:
        return text
    raise refused("bad_format", f"{shown(text)}: {reason}")


def _letters_that_matter(format_: str) -> str | None:
    """Find the first letters that may say something of a moment."""
    composed = unicodedata.normalize("NFC", format_)
    found = [letters for text in re.split("%.", composed) for letters in _LETTERS.findall(text)]
    return next((each for each in found if _plain(each) not in _SAYING_NOTHING), None)


def _figures_that_matter(format_: str) -> str | None:
    """Find the first part with digits or a plus that may matter."""
    bare = _ZEROS_OF_A_TIME.sub("", format_)
    bare = bare if "%H" in bare else _MIDNIGHT.sub("", bare)
    return next((text.strip() for text in re.split("%.", bare) if _TELLING.search(text)), None)


def _why_not_figures(part: str, format_: str) -> Sentence:
    mended = _OFFSET.sub("%z", format_)
    if "%H" not in format_ and "%z" in mended:
        return say(sentences.OFFSET_OF_A_DATE, format=shown(format_), part=shown(part))
    if mended.count("%z") == 1 and _figures_that_matter(mended) is None:
        return say(sentences.FIGURES_OF_AN_OFFSET, format=shown(format_), part=shown(part), mended=shown(mended))
    return say(sentences.OTHER_FIGURES, format=shown(format_), part=shown(part))


def _why_not_these(letters: str, format_: str) -> Sentence:
    if _plain(letters) in _HALVES_OF_A_DAY:
        return say(sentences.HALVES_OF_A_DAY, format=shown(format_), letters=letters)
    if _plain(letters) in _ZERO_OFFSET and "%H" not in format_:
        return say(sentences.OFFSET_OF_A_DATE, format=shown(format_), part=letters)
    mended = _change_letters(format_, lambda each: "%z" if each == letters else each)
    is_sound = _letters_that_matter(mended) is None and _figures_that_matter(mended) is None
    if _plain(letters) in _ZERO_OFFSET and mended.count("%z") == 1 and is_sound:
        return say(sentences.LETTERS_OF_AN_OFFSET, format=shown(format_), letters=letters, mended=shown(mended))
    return say(sentences.OTHER_LETTERS, format=shown(format_), letters=letters)


def _without_letters(format_: str) -> str:
    return _change_letters(format_, lambda _: "")


def _plain(letters: str) -> str:
    return unicodedata.normalize("NFC", letters).casefold()


def _change_letters(format_: str, change: Callable[[str], str]) -> str:
    """Change all letters of a format but those of its directives."""
    return re.sub(rf"(%.)|{_LETTERS.pattern}", lambda found: found[1] or change(found[0]), format_)


def _text_of_two_moments(first: str, second: str) -> str | None:
    """Find a text that both formats read, as different moments."""
    for moment in _TELLING_MOMENTS:
        text = moment.strftime(first)
        try:
            if dt.datetime.strptime(text, second) != dt.datetime.strptime(text, first):
                return text
        except ValueError:
            continue
    return None


DateFormats = Annotated[tuple[str, ...], ReadBy(_read_formats, TEXTS_SCHEMA)]
