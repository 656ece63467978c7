"""What docs/python.md shows is what its cells give."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
CELLS = re.findall(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", PAGE, flags=re.DOTALL | re.MULTILINE)


def given_by(cell: str, names: dict[str, Any]) -> str:
    """Run a cell as a notebook does, and give what it prints and, if its last line is an expression, that."""
    *body, last = ast.parse(cell).body
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), "<cell>", "exec"), names)  # noqa: S102 - the cells are ours
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307
            if value is not None:
                printed.write(f"{value!r}\n")
        else:
            exec(compile(ast.Module([last], []), "<cell>", "exec"), names)  # noqa: S102
    return printed.getvalue()


def test_the_page_shows_what_its_cells_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in order, in a folder with the sample, each cell gives what is shown below it, to the last character."""
    for name in ("commitments.yaml", "sample_data"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    with pd.option_context("display.width", 120, "display.max_columns", 20):
        for cell, shown in CELLS:
            given = [line.rstrip() for line in given_by(cell, names).splitlines()]
            assert given == [line.rstrip() for line in shown.splitlines()], cell
    assert len(CELLS) >= 12
