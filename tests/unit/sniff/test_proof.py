from __future__ import annotations

from pathlib import Path

import pytest

from gpj_kpi.errors import RuleFileError
from gpj_kpi.sniff.proof import proven_rules, read_whole

BLOCK = """\
sources:
  s:
    label: S
    files: s.csv
    delimiter: ";"
    encoding: utf-8
    key: id
    max_rejected: 99%
    columns:
      id: {header: id, type: text, required: true}
      n: {header: n, type: integer}
"""


def test_what_is_said_of_a_file_is_what_its_reading_counted(tmp_path: Path) -> None:
    """Six records: two cells are no numbers, one record is too short, one id stands twice."""
    (tmp_path / "s.csv").write_text("id;n\n1;1\n2;x\n3;y\n4\n5;5\n5;6\n", encoding="utf-8")
    with read_whole(tmp_path / "s.csv", BLOCK, "s") as reading:
        assert (reading.rows, reading.rejected, reading.sound) == (6, 3, 3)
        assert reading.misfits == {"too_few_cells": 1}
        assert reading.faults["n"].codes == {"bad_integer": 2}
        assert reading.faults["n"].texts == {"x": 1, "y": 1}
        assert reading.first_lines() == {"n": 3, "": 5}
        assert reading.distinct_share(("id",)) == pytest.approx(2 / 3)


def test_a_block_loads_as_part_of_a_rule_file() -> None:
    """A source may have the name of the one that stands beside it in the proof."""
    assert proven_rules(BLOCK, "s").sources["s"].key == ("id",)
    assert "other" in proven_rules(BLOCK.replace("  s:", "  other:"), "other").sources


def test_a_block_that_does_not_load_is_refused() -> None:
    """An unknown type is a fault of the block."""
    with pytest.raises(RuleFileError):
        proven_rules(BLOCK.replace("type: integer", "type: whole"), "s")
