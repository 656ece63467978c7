from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import load_rules
from gpj_kpi.engines.duckdb.engine import DuckDBEngine
from gpj_kpi.errors import ExportError

RULES = rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}, source="max_rejected: 100%")
MANY = 1 << 18
"""So many rows are no longer few: the hashes of their keys are looked at."""


@contextlib.contextmanager
def open_engine(folder: Path, files: dict[str, str]) -> Iterator[DuckDBEngine]:
    """Open an engine on exports written into a folder, with a temporary folder beside them."""
    (folder / "data").mkdir()
    for name, content in files.items():
        (folder / "data" / name).write_text(content, encoding="utf-8")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    engine = DuckDBEngine(folder / "data", load_rules(folder / "rules.yaml"))
    yield engine
    engine.close()


def export(first: int, last: int) -> str:
    """An export whose keys are numbered."""
    return "id;r\n" + "".join(f"{number};01/02/2008\n" for number in range(first, last + 1))


def test_rows_are_numbered_over_all_files_and_found_again(tmp_path: Path) -> None:
    """Two files of two and three rows: the fourth row is the second of the second file, on its line 3."""
    with open_engine(tmp_path, {"a.csv": export(1, 2), "b.csv": export(3, 5)}) as engine:
        read = engine.read("s")
        rows = engine.fetch(read.rows.sort("_row"))
        assert rows[["_row", "id"]].to_numpy().tolist() == [[row, str(row)] for row in range(1, 6)]
        assert engine.positions("s", [1, 4]) == [("a.csv", 2), ("b.csv", 3)]
        assert [(file.path, file.rows) for file in read.files] == [("a.csv", 2), ("b.csv", 3)]


def test_keys_that_repeat_are_among_the_likely_ones(tmp_path: Path) -> None:
    """Of 262,146 rows, two share a key with another one: both pairs are among the few rows that are chosen."""
    files = {"a.csv": export(1, MANY), "b.csv": "id;r\n7;01/02/2008\n 250000 ;1/2/2008\n"}  # the last is not plain
    with open_engine(tmp_path, files) as engine:
        rows = engine.read("s").rows
        likely = engine.fetch(engine.likely_repeated("s", rows))
        assert set(likely["_row"]) >= {7, 250_000, MANY + 1, MANY + 2}
        assert len(likely) < 100


def test_rows_that_are_dropped_from_large_tables_are_gone(tmp_path: Path) -> None:
    """A plain row and one that had to be cleaned are left out, each of its own table."""
    files = {"a.csv": export(1, MANY), "b.csv": "id;r\n x ;01/02/2008\n y ;01/02/2008\n"}
    with open_engine(tmp_path, files) as engine:
        rows = engine.read("s").rows
        dropped = engine.table(pd.DataFrame({"_row": [5, MANY + 1]}))
        left = engine.fetch(engine.without("s", rows, dropped).select("_row"))["_row"]
        assert len(left) == MANY
        assert not {5, MANY + 1} & set(left)


def test_a_sealed_engine_opens_no_file(tmp_path: Path) -> None:
    """Once all is read, no query can reach a file, and nothing can allow it again."""
    with open_engine(tmp_path, {"a.csv": export(1, 2)}) as engine:
        rows = engine.read("s").rows
        engine.seal()
        assert len(engine.fetch(rows)) == 2
        connection = engine._connection  # noqa: SLF001 - the queries of an engine are its own
        with pytest.raises(duckdb.PermissionException):
            connection.read_csv(tmp_path / "data" / "a.csv").fetchall()
        with pytest.raises(duckdb.InvalidInputException):
            connection.execute("SET enable_external_access = true")


def test_temporary_files_go_with_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one folder that it makes is gone when it is closed; without room for one, no engine is opened."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "spill"))
    with pytest.raises(ExportError, match="there is no folder for temporary files"), open_engine(tmp_path, {}):
        pass
    (tmp_path / "spill").mkdir()
    (tmp_path / "data").rmdir()
    with open_engine(tmp_path, {"a.csv": export(1, 2)}) as engine:
        engine.read("s")
        assert len(list((tmp_path / "spill").iterdir())) == 1
    assert list((tmp_path / "spill").iterdir()) == []


def test_files_without_records_have_no_rows(tmp_path: Path) -> None:
    """A header alone, or nothing, is a file of 0 rows, and the rows of the other files are numbered on."""
    files = {"a.csv": export(1, 2), "b.csv": "id;r\n", "c.csv": "", "d.csv": export(3, 5)}
    with open_engine(tmp_path, files) as engine:
        read = engine.read("s")
        assert [(file.path, file.rows, file.is_blank) for file in read.files] == [
            ("a.csv", 2, False),
            ("b.csv", 0, False),
            ("c.csv", 0, True),
            ("d.csv", 3, False),
        ]
        assert engine.fetch(read.rows.sort("_row"))["id"].tolist() == ["1", "2", "3", "4", "5"]
        assert engine.positions("s", [3, 5]) == [("d.csv", 2), ("d.csv", 4)]
