"""A guess as the `sources:` part of a rule file: YAML, 80 columns wide, each doubt a comment.

Law: YAML reads every printed text back unchanged, whatever its characters, and no comment holds a cell.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import yaml

from gpj_kpi.safe_text import is_shown
from gpj_kpi.sentences.sentence import Spoken, in_language
from gpj_kpi.sniff.guess import ColumnGuess, SourceGuess

_WIDTH = 80
_INDENT = 9
_FURTHEST_COMMENT = 44
_PLAIN = re.compile(r"[^\W\d_][\w '’°/().%€+\-]*[\w)°%€.]|[^\W\d_]")
_SINGLE_LETTER_BOOLEANS = {"y", "n"}
_LONE_BLANK = re.compile(r"(?<=\S) (?=\S)")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def render(guess: SourceGuess, language: Spoken = "en") -> str:
    """Return the block, with its one top key `sources`.

    Its comments are said in a language.
    """
    guess = _said(guess, language)
    lines = [line for about in guess.about for line in _comment(about, 0)]
    lines += ["sources:", f"  {_scalar(guess.id)}:"]
    lines += _align([(f"    {key}: {value}", guess.doubts.get(key, ())) for key, value in _keys(guess)])
    lines += [line for doubt in guess.doubts.get("columns", ()) for line in _comment(doubt, 4)]
    lines.append("    columns:")
    lines += [line for column in guess.columns for line in _column(column)]
    return "\n".join(lines) + "\n"


def _said(guess: SourceGuess, language: Spoken) -> SourceGuess:
    """Give a guess whose doubts are plain texts in a language."""

    def say_each(doubts: Iterable[str]) -> tuple[str, ...]:
        return tuple(in_language(doubt, language) for doubt in doubts)

    return replace(
        guess,
        about=say_each(guess.about),
        doubts={key: say_each(doubts) for key, doubts in guess.doubts.items()},
        columns=tuple(replace(column, doubts=say_each(column.doubts)) for column in guess.columns),
    )


def _keys(guess: SourceGuess) -> Iterator[tuple[str, str]]:
    """List the keys of the source with their values.

    A key whose value holds anyway is left out.
    """
    yield "label", _scalar(guess.label)
    yield "files", _scalar(guess.files)
    yield "delimiter", "tab" if guess.delimiter == "\t" else _quote(guess.delimiter)
    if guess.trailing_delimiter:
        yield "trailing_delimiter", "true"
    yield "encoding", guess.encoding
    if guess.skip_rows:
        yield "skip_rows", str(guess.skip_rows)
    if guess.repeated_headers:
        yield "repeated_headers", "true"
    if guess.footer:
        yield "footer", _scalar(guess.footer[0]) if len(guess.footer) == 1 else _list(guess.footer)
    if guess.decimal:
        yield "decimal", _quote(guess.decimal)
    if guess.thousands:
        yield "thousands", _quote(guess.thousands)
    if guess.null_values:
        yield "null_values", _list(guess.null_values)
    yield "key", _scalar(guess.key[0]) if len(guess.key) == 1 else _list(guess.key)
    if guess.has_duplicates:
        yield "on_duplicate", "last"
    if guess.max_rejected:
        yield "max_rejected", guess.max_rejected


def _column(column: ColumnGuess) -> Iterator[str]:
    """Write one column: on a line, or below its id if long."""
    for doubt in column.doubts:
        yield from _comment(doubt, 6)
    parts = list(_parts(column))
    line = f"      {_scalar(column.id)}: {{{', '.join(map(', '.join, parts))}}}"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"      {_scalar(column.id)}:"
    yield from _fold(parts)


def _fold(parts: Sequence[list[str]]) -> Iterator[str]:
    """Write a mapping over several lines.

    A list is parted only when it is longer than a line.
    """
    line = "        {" + parts[0][0]
    for part in parts[1:]:
        whole = ", ".join(part)
        pieces = [whole] if len(whole) + _INDENT + 1 < _WIDTH else part
        for piece in pieces:
            if len(line) + len(piece) + 3 > _WIDTH:
                yield from _break(f"{line},")
                line = " " * _INDENT + piece
            else:
                line = f"{line}, {piece}"
    yield from _break(f"{line}}}")


def _break(line: str) -> Iterator[str]:
    """Break a line that is too long.

    It is broken at a blank that YAML gives back as it was.
    """
    start = line.find(": ") + 2
    while len(line) > _WIDTH:
        places = [found.start() for found in _LONE_BLANK.finditer(line, start, _WIDTH + 1)]
        if not places:
            break
        yield line[: places[-1]]
        start = _INDENT + 1
        line = " " * start + line[places[-1] + 1 :]
    yield line


def _parts(column: ColumnGuess) -> Iterator[list[str]]:
    """List what stands between the commas: one text for each key.

    A key with a list has as many texts as values.
    """
    yield [f"header: {_scalar(column.header)}"]
    yield [f"type: {column.type}"]
    if len(column.formats) == 1:
        yield [f"format: {_quote(column.formats[0])}"]
    elif column.formats:
        yield _list_parts("format", map(_quote, column.formats))
    if column.percent:
        yield ["percent: true"]
    if column.unit:
        yield [f"unit: {column.unit}"]
    if column.required:
        yield ["required: true"]
    for key in ("values", "true_values", "false_values"):
        if getattr(column, key):
            yield _list_parts(key, map(_scalar, getattr(column, key)))
    if column.personal:
        yield ["personal: true"]


def _list_parts(key: str, values: Iterable[str]) -> list[str]:
    parts = list(values)
    parts[0] = f"{key}: [{parts[0]}"
    parts[-1] += "]"
    return parts


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_scalar, values))}]"


def _align(entries: list[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """Write lines with their comments.

    A comment stands behind its line, below the one before, where there is room; else above its line.
    """
    commented = [len(line) for line, doubts in entries if doubts and len(line) <= _FURTHEST_COMMENT]
    column = max(commented, default=0) + 2
    for line, doubts in entries:
        if len(doubts) == 1 and len(line) + 2 <= column and column + 2 + len(doubts[0]) <= _WIDTH:
            yield f"{line:{column}}# {doubts[0]}"
            continue
        for doubt in doubts:
            yield from _comment(doubt, 4)
        yield line


def _comment(text: str, indent: int) -> list[str]:
    """Write a comment, without what could end it."""
    # Split at blanks alone: a no-break space of French stays, and no line is broken there.
    shown = " ".join(filter(None, "".join(char if is_shown(char) else " " for char in text).split(" ")))
    begin = " " * indent + "# "
    return textwrap.wrap(shown, _WIDTH, initial_indent=begin, subsequent_indent=begin, break_on_hyphens=False)


def _scalar(text: str) -> str:
    """Write a text as YAML, in quotes where they are needed."""
    is_plain = _PLAIN.fullmatch(text) and all(map(is_shown, text)) and text.lower() not in _SINGLE_LETTER_BOOLEANS
    return text if is_plain and yaml.safe_load(text) == text else _quote(text)


def _quote(text: str) -> str:
    """Write a text in double quotes.

    What does not show, or turns the direction of writing, is escaped.
    """
    return f'"{"".join(map(_escape, text))}"'


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if is_shown(char) and char.isprintable():  # a no-break space is escaped too: it is a blank to the eye
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - widths of YAML's escapes
