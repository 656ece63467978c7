"""Personal cells as numbers: the SQL that makes them.

Law: the number of a cell depends on its value and on the salt of the run. So equal cells have equal numbers wherever
they were read, and nobody can tell the cell from the number once the run is over.
"""

from __future__ import annotations

import secrets

import duckdb

from gpj_kpi.engines.interface import CODE_COLUMNS
from gpj_kpi.rules import Column

_MACROS = ("personal_code_a", "personal_code_b")
_LAST_BITS = (1 << 64) - 1
_LOWEST = 1 << 63
"""What is taken off a number without sign of 64 bits, so that it fits one with a sign."""


def draw_salt() -> str:
    """Draw the salt of one run."""
    return secrets.token_hex(16)


def create_codes(connection: duckdb.DuckDBPyConnection, salt: str) -> None:
    """Create the macros that `code_cells` asks for.

    They hold the salt, so that no query does, and no message that quotes one.

    For `md5_number_upper` and `md5_number_lower`, DuckDB takes four times as long as for halving one `md5_number`.

    Args:
        connection: its cursors have the macros too.
        salt: hexadecimal digits (see `draw_salt`).
    """
    digest = f"md5_number('{salt}' || cell)"
    halves = (f"{digest} >> 64", f"{digest} & {_LAST_BITS}")
    for macro, half in zip(_MACROS, halves, strict=True):
        connection.execute(f"CREATE MACRO {macro}(cell) AS (({half})::HUGEINT - {_LOWEST})::BIGINT")


def code_cells(id_: str, column: Column) -> list[tuple[str, str]]:
    """Write the SQL of a personal column's codes, each with its name.

    They are made of its typed value, so that 7 and 007 are one number. There are none where the column is not coded.
    """
    if not column.coded:
        return []
    return [
        (f"{macro}({id_}__typed::VARCHAR)", name.format(id_)) for macro, name in zip(_MACROS, CODE_COLUMNS, strict=True)
    ]
