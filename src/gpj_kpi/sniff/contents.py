"""The bytes of a file, gone through once from end to end: their encoding, and some pieces of the text they hold.

Law: every byte counts for the encoding. The file is never held whole: its beginning, its end and a few pieces in
between are kept.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gpj_kpi.engines.text_files.kinds import is_named_gz, why_not_csv
from gpj_kpi.engines.text_files.unpacking import open_unpacked
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Encoding
from gpj_kpi.sentences import exports
from gpj_kpi.sentences.sentence import say
from gpj_kpi.sentences.sniffing import refusals as refused
from gpj_kpi.sentences.sniffing import sniff as told

_CHUNK = 1 << 18
_HEAD_CHUNKS = 4
_MOST_PIECES = 16
_MOST_CHUNKS_COUNTED = 64


_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_NOT_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_DOS_ACCENT = re.compile(rb"[A-Za-z][\x82\x85\x87\x88\x8a][A-Za-z;,\t|\s]")
_WINDOWS_ACCENT = re.compile(rb"[\xc0-\xff]")
_BACKSLASH = re.compile(r'[^;,\t|\r\n\\]\\"[^;,\t|\r\n"]')
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1a\x1b")
_MOST_CONTROLS = 0.01
_UTF16_NULS = 0.2
_MOSTLY_ONE_SIDE = 10


@dataclass(frozen=True)
class Contents:
    """What a file holds, as far as it is looked at.

    Attributes:
        encoding: the one of the closed list that reads every byte, or nearly.
        doubts: what speaks against it, a line each.
        head: the text of the beginning; the last line may be cut.
        pieces: texts from further down, the last one being the end of the file; the first line of each may be cut.
        is_whole: the head is the whole file.
    """

    encoding: Encoding
    doubts: tuple[str, ...]
    head: str
    pieces: tuple[str, ...]
    is_whole: bool

    @property
    def has_backslashes(self) -> bool:
        """Whether quotes inside cells stand behind a backslash."""
        return any(_BACKSLASH.search(text) for text in (self.head, *self.pieces))


def read_contents(path: Path) -> Contents:
    """Go through a file.

    Raises:
        ExportError: it cannot be read, unpacks to too much, or holds no text.
    """
    try:
        with path.open("rb") as raw:
            start = raw.read(_CHUNK)
            _require_csv(path, start)
            raw.seek(0)
            with open_unpacked(path, raw, path.name, advice=exports.UNPACK_FIRST) as unpacked:
                return _go_through(path, unpacked)
    except EOFError as error:
        raise refusal(path, "unreadable", say(refused.CUT_SHORT)) from error
    except (OSError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refusal(path, "unreadable", say(refused.UNREADABLE, reason=reason)) from error


def refusal(path: Path, code: str, message: str, line: int | None = None) -> ExportError:
    """Make the error that refuses a file."""
    return ExportError(Issue(code=code, message=message, file=path.name or str(path), line=line))


def _require_csv(path: Path, start: bytes) -> None:
    """Refuse by its first bytes what is no CSV."""
    if not start:
        raise refusal(path, "empty_file", say(refused.EMPTY))
    reason = why_not_csv(start, is_named_gz=is_named_gz(path))
    if reason:
        raise refusal(path, "not_csv", reason)


def _go_through(path: Path, file: BinaryIO) -> Contents:
    bytes_seen = _BytesSeen()
    head: list[bytes] = []
    pieces = _Pieces()
    for number, chunk in enumerate(_chunks(file)):
        bytes_seen.look_at(chunk)
        if number < _HEAD_CHUNKS:
            head.append(chunk)
        else:
            pieces.offer(chunk)
    start = b"".join(head)
    if not start:
        raise refusal(path, "empty_file", say(refused.EMPTY))
    encoding, doubts = _encoding_of(path, start, bytes_seen)
    return Contents(
        encoding=encoding,
        doubts=doubts,
        head=_decode(start, encoding, start),
        pieces=tuple(_decode(piece, encoding, start) for piece in pieces.kept()),
        is_whole=not pieces.offered,
    )


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


class _Pieces:
    """Chunks spread over a stream, and its last two as one.

    The length of the stream is unknown.
    """

    def __init__(self) -> None:
        self.offered = 0
        self._stride = 1
        self._spread: list[bytes] = []
        self._last: list[bytes] = []

    def offer(self, chunk: bytes) -> None:
        if self.offered % self._stride == 0:
            self._spread.append(chunk)
            if len(self._spread) > _MOST_PIECES:
                self._spread = self._spread[::2]
                self._stride *= 2
        self.offered += 1
        self._last = [*self._last[-1:], chunk]

    def kept(self) -> list[bytes]:
        within = [piece for piece in self._spread if not any(piece is last for last in self._last)]
        return [*within, b"".join(self._last)] if self._last else []


class _BytesSeen:
    """Counts that distinguish encodings."""

    def __init__(self) -> None:
        self.total = self.nuls = self.controls = 0
        self.sequences = self.strays = 0
        self.dos_accents = self.windows_accents = 0
        self.is_ascii = self.is_utf8 = self.fits_cp1252 = True
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._counted = 0

    def look_at(self, chunk: bytes) -> None:
        self.total += len(chunk)
        self.nuls += chunk.count(b"\0")
        self.controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
        if self.is_utf8:
            try:
                self._decoder.decode(chunk)
            except UnicodeDecodeError:
                self.is_utf8 = False
        if chunk.isascii():
            return
        self.is_ascii = False
        self.fits_cp1252 = self.fits_cp1252 and len(chunk.translate(None, _NOT_IN_CP1252)) == len(chunk)
        if self._counted < _MOST_CHUNKS_COUNTED:
            self._counted += 1
            rest, found = _SEQUENCE.subn(b"", chunk)
            self.sequences += found
            self.strays += len(_HIGH.findall(rest))
            self.dos_accents += len(_DOS_ACCENT.findall(chunk))
            self.windows_accents += len(_WINDOWS_ACCENT.findall(chunk))


def _encoding_of(path: Path, start: bytes, seen: _BytesSeen) -> tuple[Encoding, tuple[str, ...]]:
    """Choose the encoding, and list the doubts about it."""
    if start[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return "utf-16", ()
    if seen.nuls > _UTF16_NULS * seen.total and _is_every_other_nul(start):
        raise refusal(path, "bad_encoding", say(refused.UNMARKED_UTF16))
    if seen.controls > _MOST_CONTROLS * seen.total:
        raise refusal(path, "not_csv", say(refused.NO_TEXT))
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", () if seen.is_utf8 else (say(told.NOT_UTF8),)
    if seen.is_utf8:
        return "utf-8", (say(told.ASCII),) if seen.is_ascii else ()
    if seen.sequences > seen.strays:
        return "utf-8", (say(told.NOT_UTF8),)
    if not seen.fits_cp1252:
        return "latin-1", (say(told.NOT_CP1252),)
    if seen.dos_accents > seen.windows_accents:
        return "cp1252", (say(told.DOS),)
    return "cp1252", ()


def _is_every_other_nul(start: bytes) -> bool:
    """Whether NULs stand in every other place, as in western utf-16."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    return min(even, odd) * _MOSTLY_ONE_SIDE < max(even, odd)


def _decode(content: bytes, encoding: Encoding, start: bytes) -> str:
    """Decode a piece; what is cut or wrong becomes a mark."""
    name: str = encoding
    if encoding == "utf-16":
        name = "utf-16-le" if start.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    return content.decode(name, errors="replace").removeprefix("\ufeff")
