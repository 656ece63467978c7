"""The files of an export: found, decoded and described.

Law: a file is read as its rule says or refused with its name; its sha256 is that of its own bytes.
"""

from __future__ import annotations

import codecs
import difflib
import errno
import gzip
import hashlib
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Source

_CHUNK = 1 << 18
_LIKELY = ("utf-16", "utf-8", "cp1252")


@dataclass(frozen=True)
class StagedFile:
    """A file ready to be scanned.

    Attributes:
        name: its path relative to the data folder, with forward slashes.
        original: the file.
        readable: what to scan: the file itself when it is plain UTF-8, else a UTF-8 copy.
        sha256: of the original file.
    """

    name: str
    original: Path
    readable: Path
    sha256: str

    def lines_before(self, offsets: Sequence[int]) -> list[int]:
        """Line ends before each byte offset (ascending) of the readable file."""
        counts, position, lines = [], 0, 0
        with self.readable.open("rb") as file:
            for offset in offsets:
                while position < offset:
                    chunk = file.read(min(_CHUNK, offset - position))
                    if not chunk:
                        break
                    position += len(chunk)
                    lines += chunk.count(b"\n")
                counts.append(lines)
        return counts


def find_files(folder: Path, name: str, source: Source) -> list[Path]:
    """The files of a source, by pattern and then by name, each once.

    Raises:
        ExportError: a pattern matches no file.
    """
    found: dict[Path, None] = {}
    for pattern in source.files:
        matches = sorted(folder.glob(pattern))
        if not matches:
            present = sorted(path.name for path in folder.iterdir() if ".csv" in path.name.lower())
            near = difflib.get_close_matches(pattern, present, n=1, cutoff=0.5)
            hint = f" Nearest there: {near[0]}." if near else " There is no CSV file there." if not present else ""
            message = f'source {name}: no file matches "{pattern}" in {folder}.{hint} Check --data or `files:`.'
            raise ExportError(Issue(code="no_file", message=message, source=name))
        for path in matches:
            if not path.is_file():
                message = f'matches "{pattern}" and is no file, or leads to none. Take it out of the folder.'
                raise ExportError(Issue(code="not_a_file", message=message, file=path.name, source=name))
        found.update(dict.fromkeys(matches))
    root = folder.resolve()
    for path in found:
        if not path.resolve().is_relative_to(root):
            message = "leads outside the data folder and is not read. Put the file itself into the folder."
            raise ExportError(Issue(code="outside_folder", message=message, file=path.name, source=name))
    return list(found)


def stage(path: Path, folder: Path, source: Source, copy: Path) -> StagedFile:
    """Make a file readable as UTF-8 with one kind of line end, and take its sha256.

    Args:
        path: the file; `.gz` is unpacked.
        folder: the data folder, to which the file's name is relative.
        source: gives the encoding.
        copy: where a copy goes if the file is not so already.

    Raises:
        ExportError: the file is empty, or its bytes are not of the declared encoding.
    """
    name = path.relative_to(folder).as_posix()
    if path.stat().st_size == 0:
        message = "is empty: not even a header line. Export it again, or take it out of the folder."
        raise ExportError(Issue(code="empty_file", message=message, file=name))
    try:
        with path.open("rb") as raw:
            sha256 = hashlib.file_digest(raw, "sha256").hexdigest()
        _require_declared(path, source)
        if source.encoding in {"utf-8", "utf-8-sig"} and path.suffix != ".gz" and not _mixes_line_ends(path):
            return StagedFile(name=name, original=path, readable=path, sha256=sha256)
        with path.open("rb") as raw, _unpacked(path, raw) as unpacked:
            _copy_as_utf8(unpacked, source.encoding, copy)
    except UnicodeError as error:
        raise bad_encoding(name, path, source, error) from error
    except (EOFError, OSError, zlib.error) as error:
        message = f"cannot be read: {getattr(error, 'strerror', None) or error}. Export it again."
        raise ExportError(Issue(code="unreadable", message=message, file=name)) from error
    return StagedFile(name=name, original=path, readable=copy, sha256=sha256)


def _require_declared(path: Path, source: Source) -> None:
    """Raise UnicodeError for utf-16 declared as something else: any byte is a character of cp1252 or latin-1."""
    if source.encoding != "utf-16" and _could_be(_start_of(path), "utf-16"):
        message = "the file begins as utf-16 does"
        raise UnicodeError(message)


def _mixes_line_ends(path: Path) -> bool:
    """Whether more than one of CR LF, LF and CR ends a line; the scanner would take such a file apart wrongly."""
    crlf = lf = cr = 0
    last = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            crlf += chunk.count(b"\r\n") + (last == b"\r" and chunk.startswith(b"\n"))
            lf += chunk.count(b"\n")
            cr += chunk.count(b"\r")
            last = chunk[-1:]
    return (crlf > 0) + (lf > crlf) + (cr > crlf) > 1


def _unpacked(path: Path, raw: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", gzip.open(raw)) if path.suffix == ".gz" else raw


def _copy_as_utf8(file: BinaryIO, encoding: str, copy: Path) -> None:
    """Write a UTF-8 copy in which every line end is a line feed.

    Raises:
        ExportError: there is no room for the copy.
    """
    # Bytes that are not UTF-8 are left for the scanner to reject, record by record.
    errors = "surrogateescape" if encoding in {"utf-8", "utf-8-sig"} else "strict"
    texts = io.TextIOWrapper(file, encoding=encoding, errors=errors, newline=None)
    try:
        with copy.open("wb") as out:
            while text := texts.read(_CHUNK):
                out.write(text.encode("utf-8", errors=errors))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        message = f"no space is left for temporary files in {copy.parent.parent}. Make room there, or set TMPDIR."
        raise ExportError(message) from error
    finally:
        texts.detach()


def bad_encoding(name: str, path: Path, source: Source, error: UnicodeError) -> ExportError:
    """The error for bytes that are not of the declared encoding, with the likely one judged on the first bytes."""
    start = _start_of(path)
    likely = next((encoding for encoding in _LIKELY if _could_be(start, encoding)), None)
    advice = "Export it again."
    if likely and likely != source.encoding:
        advice = f"It looks like {likely}: set `encoding: {likely}`."
    what = "the file"
    if isinstance(error, UnicodeDecodeError):
        what = f"byte 0x{error.object[error.start : error.start + 1].hex()}"
    message = f"{what} is not {source.encoding}. {advice}"
    return ExportError(Issue(code="bad_encoding", message=message, file=name))


def _start_of(path: Path) -> bytes:
    with path.open("rb") as raw, _unpacked(path, raw) as file:
        return file.read(_CHUNK)


def _could_be(start: bytes, encoding: str) -> bool:
    if encoding == "utf-16":
        return start[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    try:
        codecs.getincrementaldecoder(encoding)().decode(start)  # the last character may be cut
    except UnicodeDecodeError:
        return False
    return b"\0" not in start
