"""The formats in which the dates of a column are written.

They are strptime formats. Of several, the first that fits is used.

Law: no text can be read as two moments.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import Annotated

from gpj_kpi.rules.text.faults import read_each, refused, shown
from gpj_kpi.rules.text.values import CELL_BLANKS, TEXTS_SCHEMA, ReadBy, read_text, read_texts

_DIRECTIVES = ("%d", "%m", "%Y", "%y", "%H", "%M", "%S", "%f", "%z", "%%")
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
        reason = "it does not give a full date. Expected %d, %m and one of %Y and %y, e.g. %d/%m/%Y."
    else:
        return text
    raise refused("bad_format", f"{shown(text)}: {reason}")


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
