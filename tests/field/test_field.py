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
    by: Grain | None
    as_of: dt.date | None
    compare: str | None
    until_business_day: int | None


def _asked(args: str) -> tuple[str, Asked]:
    """Read the options of a run, pairs of a name and a value: the rule file, and what is asked."""
    words = args.split()
    given = dict(zip(words[::2], words[1::2], strict=True))
    rules = given.pop("--rules", "rules.yaml")
    as_of, by, compare = (given.pop(name, None) for name in ("--as-of", "--by", "--compare"))
    until = given.pop("--until-business-day", None)
    first, *last = given.values()
    grain = next((grain for grain in GRAINS if grain == by), None)
    assert grain == by
    return rules, Asked(
        period="/".join([first, *last]),
        by=grain,
        as_of=dt.date.fromisoformat(as_of) if as_of else None,
        compare=compare,
        until_business_day=int(until) if until else None,
    )


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
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for args in dict.fromkeys(row["args"] for row in rows):
        name, asked = _asked(args)
        rules = load_rules(folder / name)
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


@pytest.mark.parametrize("engine", ["duckdb", "pandas", "spark"])
def test_a_year_beside_the_one_before_on_as_many_business_days(engine: str, request: pytest.FixtureRequest) -> None:
    """One run gives the figure compared with and the difference too: four letters, three, and one more."""
    if engine == "spark":
        request.getfixturevalue("spark_session")
    folder = HERE / "time-21-same-number-of-business-days"
    rules = load_rules(folder / "rules.yaml")
    data = _frames(folder, rules) if engine == "pandas" else folder
    reader: EngineName = "spark" if engine == "spark" else "duckdb"
    with evaluate(rules, data, engine=reader, period="2024", compare="2023", until_business_day=20) as evaluation:
        (found,) = evaluation.result_list
    assert (found.value, found.compared_value, found.difference) == (Fraction(4), Fraction(3), Fraction(1))
    assert found.compared_with == "2023-01-01/2023-01-27"
    assert (found.coverage, found.compared_coverage) == ("whole", "whole")
