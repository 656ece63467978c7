"""Files compressed by gzip, unpacked no further than is sound.

Law: a small file cannot fill the disk. What is unpacked beyond its bound is refused.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import BinaryIO, cast

from gpj_kpi.engines.text_files.kinds import is_named_gz
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules.text.sizes import say_size, write_size
from gpj_kpi.sentences import exports
from gpj_kpi.sentences.sentence import Wordings, say

MOST_TIMES = 100
"""A sound export is rarely packed to less than a hundredth of its size."""
LEAST_BOUND = 10**10
"""Bytes that any file may unpack to."""


def open_unpacked(
    path: Path, raw: BinaryIO, name: str, *, most: int | None = None, advice: Wordings = exports.RAISE_MAX_UNPACKED
) -> BinaryIO:
    """Open a file, unpacked if it is a `.gz`.

    Reading beyond the bound raises an ExportError.

    Args:
        path: of the file.
        raw: the file, opened.
        name: what it is called in the refusal.
        most: bytes that it may unpack to; by default the larger of `MOST_TIMES` its size and `LEAST_BOUND`.
        advice: what to do about it; `more` is twice the bound.
    """
    if not is_named_gz(path):
        return raw
    if most is None:
        most = max(MOST_TIMES * path.stat().st_size, LEAST_BOUND)
    return cast("BinaryIO", _Unpacked(raw, name, most, advice))


class _Unpacked(gzip.GzipFile):
    """What a compressed file holds, up to a bound."""

    def __init__(self, raw: BinaryIO, name: str, most: int, advice: Wordings) -> None:
        super().__init__(fileobj=raw, mode="rb")
        self._called, self._most, self._advice = name, most, advice
        self._left = most

    def read(self, size: int | None = -1) -> bytes:
        content = super().read(size)
        self._left -= len(content)
        if self._left < 0:
            advice = say(self._advice, more=write_size(2 * self._most))
            message = say(exports.UNPACKS_TOO_LARGE, limit=say_size(self._most), advice=advice)
            raise ExportError(Issue(code="unpacks_too_large", message=message, file=self._called))
        return content
