"""Personal columns that are matched by or counted: what leaves the reading in their place, on files and on frames.

`tests/spark` holds the same of Spark.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import ON, frame_of, rule_text

from gpj_kpi import RuleFile, load_rules
from gpj_kpi.engines import engine_for
from gpj_kpi.engines.interface import CODE_COLUMNS, cell_columns, code_columns

COLUMNS = {"r": ON, "who": "type: text, personal: true", "phone": "type: integer, personal: true"}
CALLS = {
    "a.csv": "id;r;who;phone\n1;01/02/2008;Ana;7\n2;01/02/2008; Ren\u00e9\u00a0;8\n3;01/02/2008;;\n",
    "b.csv": "id;r;who;phone\n4;01/02/2008;Rene\u0301;007\n5;01/02/2008;-;+8\n6;01/02/2008;ana;9\n",
}
CLAIMS = {"c.csv": "id;r;who;phone\n1;01/02/2008;Ren\u00e9;0007\n2;01/02/2008;Ana;\n"}
WHO = ["Ana", "René", None, "René", None, "ana", "René", "Ana"]
PHONE = [7, 8, None, 7, 8, 9, 7, None]
"""The cells of the rows above, as they are compared: `-` means nothing here."""


def read_rules(folder: Path) -> RuleFile:
    """Rules of two sources, whose personal columns are coded."""
    counted = {"n": "period_by: r, measure: {kind: count}"}
    text = rule_text(COLUMNS, counted, source='null_values: "-"').replace('"*.csv*"', '"[ab].csv"')
    more = text[text.index("{s: ") + 1 : text.index("}}\n") + 1].replace("s: {label", "t: {label").replace("[ab]", "c")
    (folder / "rules.yaml").write_text(text.replace("}}\n", "}, " + more + "}\n", 1), encoding="utf-8")
    rules = load_rules(folder / "rules.yaml")
    coded = {name: source.with_coded(["who", "phone"]) for name, source in rules.sources.items()}
    return rules.model_copy(update={"sources": coded})


def data_of(kind: str, folder: Path) -> Path | Mapping[str, pd.DataFrame]:
    """The same exports as files, or as frames."""
    for name, text in (CALLS | CLAIMS).items():
        (folder / name).write_text(text, encoding="utf-8")
    calls = pd.concat([frame_of(text) for text in CALLS.values()], ignore_index=True)
    return folder if kind == "file" else {"s": calls, "t": frame_of(CLAIMS["c.csv"])}


def read_all(kind: str, folder: Path) -> pd.DataFrame:
    """All rows of both sources, by one engine."""
    rules = read_rules(folder)
    with contextlib.closing(engine_for(data_of(kind, folder), rules)) as engine:
        frames = [engine.fetch(engine.read(name).rows.sort("_row")) for name in ("s", "t")]
    return pd.concat(frames, ignore_index=True)


@pytest.mark.parametrize("kind", ["file", "frame"])
@pytest.mark.parametrize(("id_", "cells"), [("who", WHO), ("phone", PHONE)])
def test_equal_cells_have_equal_codes_in_all_sources_and_files(
    kind: str, id_: str, cells: list[object], tmp_path: Path
) -> None:
    """Codes are equal where cells are, and differ where these do; a missing cell has none. Integers go by value."""
    rows = read_all(kind, tmp_path)
    names = [name.format(id_) for name in CODE_COLUMNS]
    assert [str(rows[name].dtype) for name in names] == ["Int64", "Int64"]
    found = list(zip(*(rows[name].astype("object").where(rows[name].notna(), None) for name in names), strict=True))
    assert [pair == (None, None) for pair in found] == [cell is None for cell in cells]
    pairs = {(cell, pair) for cell, pair in zip(cells, found, strict=True)}
    assert len(pairs) == len({cell for cell, _ in pairs}) == len({pair for _, pair in pairs})
    for half in (0, 1):
        assert len({pair[half] for _, pair in pairs}) == len(pairs)


@pytest.mark.parametrize("kind", ["file", "frame"])
def test_no_cell_leaves_and_each_run_has_other_codes(kind: str, tmp_path: Path) -> None:
    """Beside the codes there is no column for a personal one, and no code of one run is one of another."""
    runs = [read_all(kind, tmp_path) for _ in range(2)]
    codes = [*(name.format("who") for name in CODE_COLUMNS), *(name.format("phone") for name in CODE_COLUMNS)]
    others = ["_row", "_fault", "_fault_text", "id__read"]  # the last only where some file is not in NFC
    assert list(runs[0].columns.drop(others, errors="ignore")) == ["id", "r", *codes]
    first, second = ({*run[codes].melt()["value"].dropna()} for run in runs)
    assert len(first) == 2 * (3 + 3)
    assert not first & second


def test_a_file_with_cells_to_clean_has_the_codes_of_a_plain_one(tmp_path: Path) -> None:
    """What is read by the fast SQL and what is read by the exact SQL has the same codes: é in two ways, blanks."""
    rows = read_all("file", tmp_path)
    assert rows["who__code_a"][1] == rows["who__code_a"][3] == rows["who__code_a"][6]


def test_only_coded_columns_have_codes(tmp_path: Path) -> None:
    """`cell_columns` names the codes of a coded column, the column itself, or nothing of a personal one."""
    source = read_rules(tmp_path).sources["s"]
    assert code_columns(source) == ["who__code_a", "who__code_b", "phone__code_a", "phone__code_b"]
    assert cell_columns("r", source.columns["r"]) == ("r",)
    personal = source.model_copy(update={"columns": load_rules(tmp_path / "rules.yaml").sources["s"].columns})
    assert code_columns(personal) == []
    assert cell_columns("who", personal.columns["who"]) == ()
