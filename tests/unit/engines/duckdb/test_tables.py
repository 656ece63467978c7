from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import duckdb
import numpy as np
from tests.small_runs import ON, evaluate_files, rule_text

from gpj_kpi.engines.duckdb.tables import SourceTable, begin_loading, in_one_table, put_together
from gpj_kpi.rules import Column, Source

SOURCE = Source(
    label="x",
    files=("x*.csv",),
    key=("id",),
    repeated_headers=True,
    columns={
        "id": Column(header="id", type="text", required=True),
        "r": Column(header="r", type="date", format=("%d/%m/%Y",)),
    },
)
FILES = {
    "x1.csv": "id;r\n1;01/01/1970\n2;?\n",
    "x2.csv": "id;r\n3;02/01/1970\nid;r\n4;03/01/1970\n",
    "x3.csv": "r;id\n04/01/1970;5\n",
    "x4.csv": 'r;id\n05/01/1970;6\n"06/01/1970"x;7\n1/1/1970;8 \n',
}
"""Two files of one layout, the second of which repeats its header; two of another, the last with a malformed record."""
ROWS = [
    (1, "1", 0, None),
    (2, "2", None, "r:bad_date"),
    (3, "3", 1, None),
    (5, "4", 2, None),  # the fourth is the header again
    (6, "5", 3, None),
    (7, "6", 4, None),
    (8, "8", 0, None),
]


def load(connection: duckdb.DuckDBPyConnection, folder: Path) -> tuple[SourceTable, int]:
    """Read the files into tables; say of how many parts these are."""
    (folder / "data").mkdir()
    for name, content in FILES.items():
        (folder / "data" / name).write_text(content, encoding="utf-8")
    paths = [folder / "data" / name for name in FILES]
    with ThreadPoolExecutor(max_workers=2) as pool:
        loading = begin_loading(pool, connection, "export_s_", SOURCE, "Europe/Paris", paths, folder / "data", folder)
        parts = [part for found in loading for part in found.result()]
    return put_together(connection, "export_s_", SOURCE, "Europe/Paris", parts, folder), len(parts)


def test_records_are_numbered_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    """Plain or not, each record has its number; those that repeat the header have one and are none."""
    with duckdb.connect() as connection:
        table, parts = load(connection, tmp_path)
        assert parts == 2  # files of one layout are scanned together
        query = f"SELECT _row, id, r, _fault FROM ({table.query}) ORDER BY _row"  # noqa: S608 - a query of ours
        assert connection.sql(query).fetchall() == ROWS
        only = [row for part in table.queries("_fault IS NULL AND _row > 6") for row in connection.sql(part).fetchall()]
        assert sorted(row[0] for row in only) == [7, 8]
        assert {file.staged.name: table.rows_of(file) for file in table.files} == {
            "x1.csv": 2,
            "x2.csv": 2,
            "x3.csv": 1,
            "x4.csv": 3,  # the malformed one counts as read
        }
        one = in_one_table(connection, "export_s_", table)
        query = f"SELECT _row, id, r, _fault FROM ({one.query}) ORDER BY _row"  # noqa: S608 - a query of ours
        assert connection.sql(query).fetchall() == ROWS
        assert [name for (name,) in connection.sql("SHOW TABLES").fetchall()] == ["export_s__all"]


def test_rows_are_found_in_their_files(tmp_path: Path) -> None:
    """Of rows 2, 5 and 8 each is a record of its file, counted there from 1; a file without any is left out."""
    with duckdb.connect() as connection:
        table, _ = load(connection, tmp_path)
    found = [(file.staged.name, records) for file, records in table.by_file(np.array([2, 5, 8]))]
    assert found == [("x1.csv", [2]), ("x2.csv", [3]), ("x4.csv", [2])]


def test_a_folder_of_many_files_is_read_whole(tmp_path: Path) -> None:
    """Forty files of one source, every other with its columns in another order, one row of each at fault."""
    rules = rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}, source="max_rejected: 100%")
    files = {
        f"a{number:02}.csv": f"id;r\n{number};01/02/2008\nx{number};?\n"
        if number % 2
        else f"r;more;id\n?;;x{number}\n01/02/2008;;{number}\n"
        for number in range(40)
    }
    evaluation = evaluate_files(tmp_path, rules, files)
    cases = evaluation.cases["s"]
    assert (cases.rows, cases.cases, cases.rejected) == (80, 40, 40)
    places = [(issue.file, issue.line) for issue in evaluation.issue_list]
    assert places == [(f"a{number:02}.csv", 3 if number % 2 else 2) for number in range(40)]
    assert sorted(evaluation.verdicts("n")["id"], key=int) == [str(number) for number in range(40)]


def test_sources_whose_names_go_on_with_numbers_are_kept_apart(tmp_path: Path) -> None:
    """Files of `s` that are read one by one, for one has a malformed record, are not those of `s_0`, nor of `s_0_0`."""
    column = "columns: {id: {header: id, type: text, required: true}, r: {header: r, type: date, format: '%d/%m/%Y'}}"
    names = ["s", "s_0", "s_0_0", "s_0_0_0"]
    sources = ", ".join(
        f"{name}: {{label: L, files: '{name}-*.csv', key: id, max_rejected: 50%, {column}}}" for name in names
    )
    listed = ", ".join(
        f"{{id: n_{name}, label: L, source: {name}, period_by: r, measure: {{kind: count}}}}" for name in names
    )
    rules = (
        "version: 1\norganisation: Essai\ntime_zone: Europe/Paris\n"
        f"sources: {{{sources}}}\n"
        f"commitments: [{{id: c, title: Essai, promise: Essai, indicators: [{listed}]}}]\n"
    )
    files: dict[str, str | bytes] = {}
    for number, name in enumerate(names, 1):
        rows = "".join(f"{row};01/02/2008\n" for row in range(10 * number))
        files[f"{name}-a.csv"] = f"id;r\n{rows}"
        malformed = "c;01/02/2008;x;y;z\n" if name == "s" else ""
        files[f"{name}-b.csv"] = f"id;r\nb;01/02/2008\n{malformed}"
    found = evaluate_files(tmp_path, rules, files)
    year = [result.value for result in found.result_list if result.period == "2008"]
    assert year == [Fraction(11), Fraction(21), Fraction(31), Fraction(41)]
