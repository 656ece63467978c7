from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.engines.text_files.footer import without_footer
from gpj_kpi.engines.text_files.header import Header
from gpj_kpi.engines.text_files.staging import stage
from gpj_kpi.rules import Column, Source

HEADER = Header(places={"id": 0}, texts={"id": "id"}, width=2, line=1, start=0)
SOURCE = Source(
    label="x",
    files=("x.csv",),
    key=("id",),
    footer=("Total", "Édité"),
    columns={"id": Column(header="id", type="text", required=True)},
)
RECORDS = "id;r\n1;a\n2;b\n"


def cut(content: str, folder: Path) -> tuple[str, tuple[int, int] | None]:
    """What is left of a file, and where its footer stood with how many lines; the export itself stays as it was."""
    path = folder / "x.csv"
    path.write_text(content, encoding="utf-8", newline="")
    staged = stage(path, folder, SOURCE, folder / "staged.csv", unify=False)
    left, footer = without_footer(staged, HEADER, SOURCE, folder / "cut.csv")
    assert path.read_bytes() == content.encode()
    if footer:
        assert left.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    return left.readable.read_text(encoding="utf-8"), footer


@pytest.mark.parametrize(
    ("footer", "expected"),
    [
        ("Total;2\n", (4, 1)),
        ("Total;2", (4, 1)),
        ("\n\n  Total;2\n\nÉdité le 3\n\n", (6, 2)),  # empty lines are not counted, and blanks before are stripped
        (';"Total général";\n', (4, 1)),  # the first cell that holds something
    ],
)
def test_lines_at_the_end_that_begin_as_declared_are_cut_off(
    footer: str, expected: tuple[int, int], tmp_path: Path
) -> None:
    """The records stay as they are, and the place of the first line of the footer is known."""
    left, found = cut(RECORDS + footer, tmp_path)
    assert left.rstrip("\n") == RECORDS.rstrip("\n")
    assert found == expected


@pytest.mark.parametrize(
    "content",
    [
        RECORDS,
        RECORDS + "Somme;2\n",
        RECORDS + "Total;2\n3;c\n",  # a record stands below
        RECORDS + "total;2\n",  # other letters
        'id;r\n1;a\n"Total\nTotal";b\n',  # inside a cell
        "Total;r\n",  # the header itself
    ],
)
def test_any_other_line_stays(content: str, tmp_path: Path) -> None:
    """A footer is at the end, below the header, and begins as declared."""
    assert cut(content, tmp_path) == (content, None)


def test_a_footer_behind_a_long_record_is_found(tmp_path: Path) -> None:
    """The end of a file is looked at, not all of it: a record longer than that is no footer."""
    long = f"{RECORDS}Total{'x' * 70_000};c\n3;d\n"
    assert cut(f"{long}Total;4\n", tmp_path) == (long, (6, 1))


def test_an_export_is_never_written_to(tmp_path: Path) -> None:
    """A footer is cut off a copy, also where the name of the export is no UTF-8 and it is read by a link."""
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / os.fsdecode(b"ao\xfbt.csv")
    content = b"id;r;t\n" + b"".join(b"%d;01/02/2008;q\n" % number for number in range(1, 10)) + b"Total;9;\n"
    path.write_bytes(content)
    rules = rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}, source="footer: Total")
    (tmp_path / "rules.yaml").write_text(rules, encoding="utf-8")
    found = evaluate(load_rules(tmp_path / "rules.yaml"), tmp_path / "data", period="2008")
    assert found.result_list[-1].value == 9
    assert path.read_bytes() == content
