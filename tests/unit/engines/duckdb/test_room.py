from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from gpj_kpi.engines.duckdb.room import room_for_queries
from gpj_kpi.errors import ExportError


def test_a_query_that_finds_no_room_is_told(tmp_path: Path) -> None:
    """Two million rows of text fit neither into 30 MB of memory nor into 1 MB of disk."""
    with duckdb.connect(config={"temp_directory": str(tmp_path)}) as connection:
        connection.execute("SET memory_limit = '30MB'; SET max_temp_directory_size = '1MB'")
        with pytest.raises(ExportError, match="memory is used up, and so is the space"), room_for_queries():
            connection.execute("CREATE TABLE t AS SELECT range::VARCHAR || hash(range) FROM range(2_000_000)")


def test_a_file_that_duckdb_cannot_write_is_told() -> None:
    """On a disk that fills up while DuckDB writes, it names the file of its own that did not fit."""
    message = 'IO Error: Could not write file "/tmp/x/duckdb_temp_1_0_storage_DEFAULT-0.tmp": No space left on device'
    with pytest.raises(ExportError, match="no space is left for temporary files"), room_for_queries():
        raise duckdb.IOException(message)


def test_other_faults_of_files_are_left_to_others() -> None:
    """A file that cannot be read is no full disk."""
    with pytest.raises(duckdb.IOException), room_for_queries():
        raise duckdb.IOException('IO Error: Could not read from file "x.csv"')
