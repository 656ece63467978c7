"""Room for temporary files, and what is said when there is none left.

Law: a full disk is no fault of an export, and no bug.
"""

from __future__ import annotations

import contextlib
import errno
import tempfile
from collections.abc import Iterator

import duckdb

from gpj_kpi.errors import ExportError

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


@contextlib.contextmanager
def room_for_copies() -> Iterator[None]:
    """Tell a full disk from what else may happen while a file is copied.

    Raises:
        ExportError: there is no room for the copy.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise _no_room("no space is left") from error


@contextlib.contextmanager
def room_for_queries() -> Iterator[None]:
    """Tell a full disk from what else may happen in a query: with memory used up, DuckDB spills to files of its own.

    Raises:
        ExportError: there is no room for what it spills.
    """
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise _no_room("memory is used up, and so is the space") from error
    except duckdb.IOException as error:
        if "duckdb_temp" not in str(error):
            raise
        raise _no_room("no space is left") from error


def _no_room(what: str) -> ExportError:
    folder = tempfile.gettempdir()
    return ExportError(f"{what} for temporary files in {folder}. Make room there, or set TMPDIR to another folder.")
