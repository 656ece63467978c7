"""Disk room for what DuckDB spills, and the error where there is none.

Law: a full disk is neither a fault of an export nor a bug.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import duckdb

from gpj_kpi.engines.text_files.room import no_room


@contextlib.contextmanager
def room_for_queries() -> Iterator[None]:
    """Tell a full disk from other failures of a query.

    When memory is used up, DuckDB spills to temporary files of its own.

    Raises:
        ExportError: there is no room for what it spills.
    """
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise no_room("memory is used up, and so is the space") from error
    except duckdb.IOException as error:
        if "duckdb_temp" not in str(error):
            raise
        raise no_room("no space is left") from error
