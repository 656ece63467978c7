"""Other files than CSV, recognised by their first bytes.

Law: a file is refused only for bytes that no CSV begins with. Any other is read as it is declared.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

_SAVE_AS_CSV = "Open it where it comes from and save it as CSV UTF-8."
_KINDS = (
    (b"PK\x03\x04", "a spreadsheet (.xlsx, .ods) or an archive (.zip)", _SAVE_AS_CSV),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a spreadsheet or document of older Office (.xls, .doc)", _SAVE_AS_CSV),
    (b"%PDF", "a PDF", "Ask for the export itself, as CSV."),
    (b"{\\rtf", "a text document (.rtf)", _SAVE_AS_CSV),
    (b"PAR1", "a Parquet file", "Export it as CSV."),
    (b"SQLite format 3", "a database (SQLite)", "Export the table as CSV."),
    (b"\x89PNG", "an image", "Ask for the export itself, as CSV."),
    (b"\xff\xd8\xff", "an image", "Ask for the export itself, as CSV."),
    (b"BZh", "compressed by bzip2", "Unpack it; of compressed files, only .gz is read."),
    (b"\xfd7zXZ", "compressed by xz", "Unpack it; of compressed files, only .gz is read."),
    (b"(\xb5/\xfd", "compressed by zstd", "Unpack it; of compressed files, only .gz is read."),
    (b"7z\xbc\xaf", "an archive (.7z)", "Unpack it; of compressed files, only .gz is read."),
    (b"Rar!", "an archive (.rar)", "Unpack it; of compressed files, only .gz is read."),
)
_GZIP = b"\x1f\x8b"
_MARKUP = re.compile(rb"\s*<(\?xml|!doctype|html|table|meta|head)", re.IGNORECASE)
_JSON = re.compile(rb'\s*(\{\s*"|\[\s*[\{\[])')


def is_named_gz(path: Path) -> bool:
    """Whether a file has the name of one compressed by gzip."""
    return path.suffix.lower() == ".gz"


def why_not_csv(start: bytes, *, is_named_gz: bool) -> str | None:
    """Say why a file is not CSV; None if it may be.

    >>> why_not_csv(b"%PDF-1.4", is_named_gz=False)
    'is a PDF, not CSV. Ask for the export itself, as CSV.'
    """
    if start.startswith(_GZIP):
        return None if is_named_gz else "is compressed by gzip. Give it a name that ends in .gz."
    if is_named_gz:
        return "is not compressed by gzip. Take .gz off its name."
    for magic, what, advice in _KINDS:
        if start.startswith(magic):
            return f"is {what}, not CSV. {advice}"
    for pattern, what in ((_MARKUP, "HTML or XML, whatever its name says"), (_JSON, "JSON")):
        if pattern.match(start.removeprefix(codecs.BOM_UTF8)):
            return f"is {what}, not CSV. {_SAVE_AS_CSV}"
    return None
