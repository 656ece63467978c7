"""What `sniff` prints of a hostile file: harmless on a terminal, and nothing but a rule file that reads it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.hostile.case import table
from tests.hostile.conftest import is_harmless
from tests.hostile.contents import FILE_NAMES, TEXTS

from gpj_kpi.cli import main

HOSTILE = [
    *(pytest.param(text, "a.csv", id=f"text: {name}") for name, text in TEXTS.items() if "very long" not in name),
    *(pytest.param("x", file, id=f"file name: {name}") for name, file in FILE_NAMES.items()),
]


@pytest.mark.parametrize(("text", "name"), HOSTILE)
def test_sniff_prints_nothing_that_is_obeyed(
    text: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A text in headers, cells and, where it can be one, the name of the file reaches no terminal as it is."""
    file = tmp_path / name
    rows = [[str(number), "01/02/2008", text, f"{text}{number}"] for number in range(1, 30)]
    file.write_text(table(*rows, headings=["N°", "Reçu le", text, "Autre"]), encoding="utf-8", newline="")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "argv", ["gpj-kpi", "sniff", str(file)])
    with pytest.raises(SystemExit) as stopped:
        main()
    sys.stdout.flush()
    out, err = capfd.readouterr()
    assert stopped.value.code in {0, 3}
    assert {char for char in out + err if not is_harmless(char)} == set()
