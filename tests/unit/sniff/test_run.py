from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.sniff.exports import claims, sniffed

from gpj_kpi.errors import ExportError
from gpj_kpi.sniff.proof import proven_rules
from gpj_kpi.sniff.run import sniff


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none.csv", r"^none\.csv: there is no such file: .*none\.csv\. Check the path\.$"),
        (".", "is a folder. Give one file, an export in CSV"),
        ("a\\b.csv", "its name has a backslash"),
        ("twice.csv", "no column has a heading of its own"),
        ("quote.csv", r"quote\.csv, line 3: 1 of 2 records cannot be read \(unclosed quote\)"),
        ("blank.csv", "none of its 3 rows has the cells by which cases are told apart"),
    ],
)
def test_what_is_not_understood_is_refused(name: str, words: str, tmp_path: Path) -> None:
    """A path that is no file, a file that no block reads; the message says why."""
    (tmp_path / "a\\b.csv").write_text("x", encoding="utf-8")
    (tmp_path / "twice.csv").write_text("a;a\nx;y\nz;u\n", encoding="utf-8")
    (tmp_path / "quote.csv").write_text('a;b\n1;2\n3;"4\n5;6\n', encoding="utf-8")
    (tmp_path / "blank.csv").write_text("a;b;c\n;;\n;;\n;;\n", encoding="utf-8")
    with pytest.raises(ExportError, match=words):
        sniff(tmp_path / name)


def test_a_cell_far_down_is_guessed_again(tmp_path: Path) -> None:
    """Days up to line 39,000 and a time in the last lines: the whole file is read, so both are declared or rejected."""
    lines = [f"A{n};{1 + n % 28:02}/02/2008;fax" for n in range(39_000)]
    lines += [f"B{n};29/02/2008;fax" for n in range(10)] + ["C1;30/02/2008;fax"]
    shown = claims(text="N° dossier;Reçu le;Canal\n" + "\n".join(lines) + "\n")
    block = sniffed(shown, tmp_path)
    assert "1 of 39,011 cells is no date: line 39012" in block
    assert proven_rules(block, "essai").sources["essai"].columns["recu_le"].type == "date"
