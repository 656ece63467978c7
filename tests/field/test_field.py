"""Exports as the field has them, with figures that other projects got wrong: each folder says where they come from.

Law: no command writes expected.csv.
"""

from __future__ import annotations

import csv
import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import TypedDict

import pandas as pd
import pytest

from gpj_kpi import evaluate, load_rules
from gpj_kpi.calendars.periods import GRAINS, Grain
from gpj_kpi.engines import EngineName
from gpj_kpi.rules import RuleFile

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/expected.csv"))


def _frames(folder: Path, rules: RuleFile) -> dict[str, pd.DataFrame]:
    """Read the exports of a folder as texts."""
    return {
        name: pd.read_csv(folder / source.files[0], dtype="str", sep=source.delimiter, keep_default_na=False)
        for name, source in rules.sources.items()
        if source.made_of is None
    }


class Asked(TypedDict):
    """What the options of a run ask for."""

    period: str
    by: Grain
    as_of: dt.date | None


def _asked(args: str) -> Asked:
    """Read the options of a run: pairs of a name and a value."""
    words = args.split()
    given = dict(zip(words[::2], words[1::2], strict=True))
    as_of, by = given.pop("--as-of", None), given.pop("--by", "quarter")
    first, *last = given.values()
    assert by in GRAINS
    return Asked(period="/".join([first, *last]), by=by, as_of=dt.date.fromisoformat(as_of) if as_of else None)


def _exact(text: str, otherwise: Fraction | float | None) -> Fraction | float | None:
    """Read a figure of expected.csv; floats are written with all their digits."""
    return otherwise if not text else float(text) if isinstance(otherwise, float) else Fraction(text)


@pytest.mark.parametrize("engine", ["duckdb", "pandas", "spark"])
@pytest.mark.parametrize("case", CASES)
def test_figures_are_those_of_the_case(case: str, engine: str, request: pytest.FixtureRequest) -> None:
    """On every engine, to the last digit, for each month and as-of that the case names."""
    if engine == "spark":
        request.getfixturevalue("spark_session")
    folder = HERE / case
    rules = load_rules(folder / "rules.yaml")
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for args in dict.fromkeys(row["args"] for row in rows):
        asked = _asked(args)
        data = _frames(folder, rules) if engine == "pandas" else folder
        reader: EngineName = "spark" if engine == "spark" else "duckdb"
        with evaluate(rules, data, engine=reader, **asked) as evaluation:
            found = {
                (result.indicator, result.period): (result.numerator, result.denominator, result.as_float("value"))
                for result in evaluation.result_list
            }
            sources = [(each.rows, each.cases + each.rejected + each.duplicates) for each in evaluation.cases.values()]
        for row in (row for row in rows if row["args"] == args):
            cells = found[row["indicator"], row["period"]]
            named = (row["numerator"], row["denominator"], row["value"])
            # Results that the case does not name, and a cell is empty, say nothing, as for run.py of the cases.
            assert all(cell == _exact(text, cell) for cell, text in zip(cells, named, strict=True)), row
        assert all(read == sorted_out for read, sorted_out in sources)
