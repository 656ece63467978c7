"""The files of an export, decoded and described.

Law: a file is read as its rule says, or refused with its name. Its sha256 is that of the bytes that were read: a file
that changes meanwhile is refused.
"""

from __future__ import annotations

import codecs
import contextlib
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gpj_kpi.engines.text_files.kinds import is_named_gz, why_not_csv
from gpj_kpi.engines.text_files.room import room_for_copies
from gpj_kpi.engines.text_files.unpacking import open_unpacked
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Source

_CHUNK = 1 << 18
_AT_ONCE = 1 << 15
"""Bytes turned into UTF-8 at once: so few that the same memory is used again and again."""
_LIKELY = ("utf-16", "utf-8", "cp1252")
_UTF8 = ("utf-8", "utf-8-sig")
_MARKS_ALONE = (b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""What a file without any text holds at most, in whatever encoding."""
_UNDECODABLE = "gpj_kpi_undecodable"
_UNDECODED = "\udcff"


@dataclass(frozen=True)
class StagedFile:
    """A file ready to be scanned.

    Attributes:
        name: its path relative to the data folder, with forward slashes.
        original: the file.
        readable: what to scan: the file itself when it is plain UTF-8, else a UTF-8 copy.
        sha256: of the original file; nothing where that is scanned itself and its sha256 is still to be taken.
        state: of the original file, before it was read.
        is_utf8: what is to be scanned is known to be UTF-8 from its first byte to its last.
    """

    name: str
    original: Path
    readable: Path
    sha256: str
    state: tuple[int, ...]
    is_utf8: bool

    @contextlib.contextmanager
    def unchanged(self) -> Iterator[None]:
        """Refuse a file that changes while it is read inside.

        Its own faults are not told then.

        Raises:
            ExportError: the file has changed.
        """
        with _unchanged(self.original, self.name, self.state):
            yield


def stage(path: Path, folder: Path, source: Source, copy: Path, *, unify: bool) -> StagedFile:
    """Make a file readable as UTF-8.

    Where that takes a copy, the sha256 of the file is taken too.

    Bytes that are not of the encoding are no UTF-8 in the copy either, so that their records are rejected.

    Args:
        path: the file; `.gz` is unpacked.
        folder: the data folder, to which the file's name is relative.
        source: gives the encoding.
        copy: where a copy goes if the file is not so already.
        unify: make every line end a line feed, for it is known that some carriage return stands alone.

    Raises:
        ExportError: the file cannot be read, changes meanwhile, or is plainly of another encoding.
    """
    name = path.relative_to(folder).as_posix()
    state = _state_of(path)
    with _unchanged(path, name, state):
        sha256, readable, is_utf8 = _stage(path, name, source, copy, unify=unify)
    return StagedFile(name=name, original=path, readable=readable, sha256=sha256, state=state, is_utf8=is_utf8)


def copy_with_line_feeds(path: Path, copy: Path) -> None:
    """Copy a file so that every line ends with LF.

    Args:
        path: a file in which a carriage return stands only before a line feed.
        copy: where the copy goes.

    Raises:
        OSError: there is no room for it.
    """
    with path.open("rb") as file, copy.open("wb") as out:
        while chunk := file.read(_AT_ONCE):
            out.write(chunk.translate(None, b"\r"))


def _state_of(path: Path) -> tuple[int, ...]:
    """Note how a file is now; nothing where there is none.

    A file that is changed or replaced differs in it.
    """
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@contextlib.contextmanager
def _unchanged(path: Path, name: str, state: tuple[int, ...]) -> Iterator[None]:
    try:
        yield
    finally:
        if not state or _state_of(path) != state:
            message = "changed while it was read. Run again when nothing writes to it any more."
            raise ExportError(Issue(code="file_changed", message=message, file=name))


def _stage(path: Path, name: str, source: Source, copy: Path, *, unify: bool) -> tuple[str, Path, bool]:
    """Stage a file, or refuse it.

    Returns:
        The sha256 of the file, empty if it is not copied; where to read it; whether that is known to be UTF-8.
    """
    try:
        with path.open("rb") as raw:
            start = raw.read(_CHUNK)
        reason = why_not_csv(start, is_named_gz=is_named_gz(path)) if start else None
        if reason:
            raise ExportError(Issue(code="not_csv", message=reason, file=name))
        unpacked = _start_of(path)
        if unpacked in _MARKS_ALONE:
            with room_for_copies():
                copy.touch()
            return "", copy, True
        if (source.encoding == "utf-16") != _could_be(unpacked, "utf-16"):
            raise bad_encoding(name, path, source)
        unify = unify or is_named_gz(path) or source.encoding == "utf-16" or _has_lone_returns(start)
        if source.encoding in _UTF8 and not unify:
            return "", _nameable(path, copy), False
        sha256, was_utf8, is_utf8 = _copy_as_utf8(path, name, source, copy, unify=unify)
    except (EOFError, OSError, zlib.error) as error:
        message = f"cannot be read: {_reason(error)}. Export it again."
        raise ExportError(Issue(code="unreadable", message=message, file=name)) from error
    if was_utf8 and source.encoding not in _UTF8:
        raise bad_encoding(name, path, source)
    return sha256, copy, is_utf8


def _reason(error: EOFError | OSError | zlib.error) -> str:
    """Say why a file cannot be read."""
    if isinstance(error, EOFError):
        return "the compressed data ends too early"
    if isinstance(error, gzip.BadGzipFile | zlib.error):
        return "it is not sound gzip data from its first byte to its last"
    return str(getattr(error, "strerror", None) or error)


def _nameable(path: Path, link: Path) -> Path:
    """Give a file a UTF-8 name, by a link if need be.

    The scanner takes no other names.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError:
        link.symlink_to(path.resolve())
        return link
    return path


def sha256_of(path: Path) -> str:
    """Take the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _has_lone_returns(start: bytes) -> bool:
    """Whether some carriage return stands without a line feed after it."""
    return start.count(b"\r") != start.count(b"\r\n") + start.endswith(b"\r")  # that one may be cut from its line feed


def _copy_as_utf8(path: Path, name: str, source: Source, copy: Path, *, unify: bool) -> tuple[str, bool, bool]:
    """Write a UTF-8 copy.

    Args:
        path: of what is to be copied; `.gz` is unpacked.
        name: of the file, for messages.
        source: gives the encoding, and how much may be unpacked.
        copy: where it goes.
        unify: make every line end a line feed.

    Returns:
        The sha256 of the file; whether what is read is UTF-8 itself, and not ASCII alone; and whether what is written
        is, for all that was read is of the encoding.

    Raises:
        ExportError: there is no room for the copy, or too much is unpacked.
    """
    decoder = codecs.getincrementaldecoder(source.encoding)(_UNDECODABLE)
    texts = io.IncrementalNewlineDecoder(decoder, translate=True) if unify else decoder
    utf8 = codecs.getincrementaldecoder("utf-8")()
    was_utf8, is_ascii, is_utf8 = True, True, True
    sha256 = hashlib.sha256()
    with (
        path.open("rb") as raw,
        open_unpacked(path, raw, name, most=source.max_unpacked) as file,
        room_for_copies(),
        copy.open("xb") as out,
    ):
        while chunk := file.read(_AT_ONCE):
            sha256.update(chunk)
            text = texts.decode(chunk)
            is_utf8 = is_utf8 and _UNDECODED not in text
            out.write(text.encode("utf-8", "surrogateescape"))
            if was_utf8 and not (is_ascii := is_ascii and chunk.isascii()):
                was_utf8 = _is_decoded(utf8, chunk)
        text = texts.decode(b"", final=True)
        is_utf8 = is_utf8 and _UNDECODED not in text
        out.write(text.encode("utf-8", "surrogateescape"))
        was_utf8 = was_utf8 and not is_ascii and _is_decoded(utf8, b"")
    return sha256_of(path) if is_named_gz(path) else sha256.hexdigest(), was_utf8, is_utf8


def _is_decoded(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError:
        return False
    return True


def _one_for_all(error: UnicodeError) -> tuple[str, int]:
    """Put a mark for each byte that cannot be decoded.

    The mark becomes a byte that is not UTF-8.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _UNDECODED * (error.end - error.start), error.end


codecs.register_error(_UNDECODABLE, _one_for_all)


def bad_encoding(name: str, path: Path, source: Source) -> ExportError:
    """Refuse a file of another encoding than declared.

    The likely one is judged on its first bytes.
    """
    start = _start_of(path)
    likely = next(
        (encoding for encoding in _LIKELY if encoding != source.encoding and _could_be(start, encoding)), None
    )
    advice = f"It looks like {likely}: set `encoding: {likely}`." if likely else "Export it again."
    return ExportError(Issue(code="bad_encoding", message=f"the file is not {source.encoding}. {advice}", file=name))


def _start_of(path: Path) -> bytes:
    with path.open("rb") as raw, open_unpacked(path, raw, path.name, most=_CHUNK) as file:
        return file.read(_CHUNK)


def _could_be(start: bytes, encoding: str) -> bool:
    if encoding == "utf-16":
        return start[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    try:
        codecs.getincrementaldecoder(encoding)().decode(start)  # the last character may be cut
    except UnicodeDecodeError:
        return False
    return b"\0" not in start
