"""Disk room for the copies of files, and the error where there is none.

Law: a full disk is neither a fault of an export nor a bug.
"""

from __future__ import annotations

import contextlib
import errno
import tempfile
from collections.abc import Iterator

from gpj_kpi.errors import ExportError

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


@contextlib.contextmanager
def room_for_copies() -> Iterator[None]:
    """Tell a full disk from other failures while a file is copied.

    Raises:
        ExportError: there is no room for the copy.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise no_room("no space is left") from error


def no_room(what: str) -> ExportError:
    """Name the folder for temporary files, and what is used up there.

    Args:
        what: how the message begins, e.g. "no space is left".
    """
    folder = tempfile.gettempdir()
    return ExportError(f"{what} for temporary files in {folder}. Make room there, or set TMPDIR to another folder.")
