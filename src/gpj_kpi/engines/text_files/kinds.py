"""Other files than CSV, recognised by their first bytes.

Law: a file is refused only for bytes that no CSV begins with. Any other is read as it is declared.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from gpj_kpi.sentences import file_kinds as kinds
from gpj_kpi.sentences.sentence import Sentence, say

_KINDS = (
    (b"PK\x03\x04", kinds.SPREADSHEET, kinds.SAVE_AS_CSV),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kinds.OLD_OFFICE, kinds.SAVE_AS_CSV),
    (b"%PDF", kinds.PDF, kinds.ASK_FOR_CSV),
    (b"{\\rtf", kinds.TEXT_DOCUMENT, kinds.SAVE_AS_CSV),
    (b"PAR1", kinds.PARQUET, kinds.EXPORT_AS_CSV),
    (b"SQLite format 3", kinds.SQLITE, kinds.EXPORT_TABLE),
    (b"\x89PNG", kinds.IMAGE, kinds.ASK_FOR_CSV),
    (b"\xff\xd8\xff", kinds.IMAGE, kinds.ASK_FOR_CSV),
    (b"BZh", kinds.BZIP2, kinds.UNPACK),
    (b"\xfd7zXZ", kinds.XZ, kinds.UNPACK),
    (b"(\xb5/\xfd", kinds.ZSTD, kinds.UNPACK),
    (b"7z\xbc\xaf", kinds.SEVEN_ZIP, kinds.UNPACK),
    (b"Rar!", kinds.RAR, kinds.UNPACK),
)
_GZIP = b"\x1f\x8b"
_MARKUP = re.compile(rb"\s*<(\?xml|!doctype|html|table|meta|head)", re.IGNORECASE)
_JSON = re.compile(rb'\s*(\{\s*"|\[\s*[\{\[])')


def is_named_gz(path: Path) -> bool:
    """Whether a file has the name of one compressed by gzip."""
    return path.suffix.lower() == ".gz"


def why_not_csv(start: bytes, *, is_named_gz: bool) -> Sentence | None:
    """Say why a file is not CSV; None if it may be.

    >>> why_not_csv(b"%PDF-1.4", is_named_gz=False)
    'is a PDF, not CSV. Ask for the export itself, as CSV.'
    """
    if start.startswith(_GZIP):
        return None if is_named_gz else say(kinds.IS_GZIP)
    if is_named_gz:
        return say(kinds.IS_NO_GZIP)
    for magic, what, advice in _KINDS:
        if start.startswith(magic):
            return say(kinds.NOT_CSV, what=say(what), advice=say(advice))
    for pattern, what in ((_MARKUP, kinds.MARKUP), (_JSON, kinds.JSON)):
        if pattern.match(start.removeprefix(codecs.BOM_UTF8)):
            return say(kinds.NOT_CSV, what=say(what), advice=say(kinds.SAVE_AS_CSV))
    return None
