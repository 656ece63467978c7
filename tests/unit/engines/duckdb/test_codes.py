"""Personal cells as numbers, as DuckDB makes them."""

from __future__ import annotations

import hashlib

import duckdb

from gpj_kpi.engines.duckdb.codes import code_cells, create_codes, draw_salt
from gpj_kpi.rules import CodedColumn, Column

WHO = CodedColumn(header="Who", type="text", personal=True)


def codes_of(text: str | None, salt: str) -> tuple[object, ...]:
    """The codes of one typed cell, asked of a cursor as loading does."""
    with duckdb.connect() as connection:
        create_codes(connection, salt)
        columns = ", ".join(f"{sql} AS {name}" for sql, name in code_cells("who", WHO))
        query = f"SELECT {columns} FROM (SELECT $1::VARCHAR AS who__typed)"  # noqa: S608
        found = connection.cursor().execute(query, [text]).fetchall()
    return tuple(found[0])


def test_codes_are_the_halves_of_a_digest_with_salt() -> None:
    """Both are what hashlib makes of the salt and the cell, 128 bits in all, moved into numbers with a sign."""
    digest = int.from_bytes(hashlib.md5(b"5a1" + "é".encode(), usedforsecurity=False).digest(), "little")
    assert codes_of("é", "5a1") == ((digest >> 64) - 2**63, digest % 2**64 - 2**63)


def test_a_cell_that_is_missing_has_no_code() -> None:
    """Null stays null in both columns."""
    assert codes_of(None, "5a1") == (None, None)


def test_another_salt_gives_other_codes() -> None:
    """Two runs draw two salts, and one cell has other numbers in each."""
    first, second = draw_salt(), draw_salt()
    assert first != second
    assert codes_of("0612345678", first) == codes_of("0612345678", first)
    assert not set(codes_of("0612345678", first)) & set(codes_of("0612345678", second))


def test_a_column_that_is_not_coded_has_no_codes() -> None:
    """A personal column leaves nothing unless it is matched by or counted."""
    assert code_cells("who", Column(header="Who", type="text", personal=True)) == []
    assert [name for _, name in code_cells("who", WHO)] == ["who__code_a", "who__code_b"]
