"""Tallies hold what a plain loop over the cases counts and sums, however the cases are put together on the way."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.small_runs import AT, evaluate_files, evaluate_frame, frame_of, rule_text

from gpj_kpi import Evaluation, RuleFile, load_rules
from gpj_kpi.engines.duckdb.engine import DuckDBEngine
from gpj_kpi.engines.interface import Engine
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.results.exact_sum import VALUE
from gpj_kpi.results.tally import tally
from gpj_kpi.verdicts.outcomes import CODES, NOT_LOOKED_AT

COLUMNS = {"r": AT, "e": AT, "n": "type: integer"}
MEAN = "period_by: r, measure: {kind: mean, value: n}"
DELAY = "measure: {kind: delay, from: r, to: e, limit: 24 heures}"
LARGE = 1 << 20

engines = pytest.mark.parametrize(
    "engine_on", [DuckDBEngine, lambda _, rules: PandasEngine({}, rules)], ids=["duckdb", "pandas"]
)


def _rules(folder: Path, *measures: str) -> RuleFile:
    path = folder / "rules.yaml"
    path.write_text(rule_text(COLUMNS, {f"i{place}": each for place, each in enumerate(measures)}), encoding="utf-8")
    return load_rules(path)


@engines
@pytest.mark.parametrize("n_cases", [3_000, LARGE], ids=["few cases", "many"])
def test_a_tally_counts_as_a_loop_does(
    engine_on: Callable[[Path, RuleFile], Engine], n_cases: int, tmp_path: Path
) -> None:
    """By day and group; among many cases, indicators are parted until few ways are left in which cases differ."""
    rules = _rules(tmp_path, *[DELAY] * 7, MEAN)
    indicators = [indicator for _, indicator in rules.indicators]
    chosen = random.Random(5)  # noqa: S311 - no secret
    delayed = [NOT_LOOKED_AT, *(CODES[name] for name in ("met", "late", "overdue", "pending", "invalid"))]
    rows: list[dict[str, Any]] = [
        {
            "_reference_day": chosen.choice([None, 14_000, 14_001]),
            "_group": chosen.choice("ab"),
            **{f"_outcome_{number}": chosen.choice(delayed) for number in range(7)},
            "_outcome_7": chosen.choice([CODES["counted"], CODES["excluded"]]),
            "_value_7": chosen.choice([None, chosen.randrange(-(10**18), 10**18)]),
        }
        for _ in range(3_000)
    ]
    for row in rows:
        row["_outcome_7"] = CODES["excluded"] if row["_value_7"] is None else row["_outcome_7"]
    nullable = {name: pd.array([row[name] for row in rows], dtype="Int64") for name in ("_reference_day", "_value_7")}
    frame = pd.DataFrame(rows).assign(**nullable)
    engine = engine_on(tmp_path, rules)
    tallies = tally(engine.table(frame), indicators, engine, n_cases=n_cases, is_grouped=True)

    for number, indicator in enumerate(indicators):
        looked_at = [row for row in rows if row[f"_outcome_{number}"] != NOT_LOOKED_AT]
        counts = Counter((row["_reference_day"], row["_group"], row[f"_outcome_{number}"]) for row in looked_at)
        days = tallies[indicator.id]
        assert len(days) == len({(row["_reference_day"], row["_group"]) for row in looked_at})
        for found in days.to_dict("records"):
            place = (None if pd.isna(found["_reference_day"]) else found["_reference_day"], found["_group"])
            of_day = {name: counts[*place, code] for name, code in CODES.items()}
            assert found["cases"] == sum(of_day.values())
            assert found["missed"] == of_day["missed"] + of_day["late"] + of_day["overdue"] + of_day["abandoned"]
            same = ("met", "overdue", "pending", "excluded", "invalid", "counted", "beyond_calendar")
            assert {name: found[name] for name in same} == {name: of_day[name] for name in same}
            if number == 7:
                assert VALUE.join({str(name): cell for name, cell in found.items()}) == sum(
                    row["_value_7"]
                    for row in looked_at
                    if (row["_reference_day"], row["_group"]) == place and row["_outcome_7"] == CODES["counted"]
                )


@engines
def test_cases_that_all_differ_are_tallied(engine_on: Callable[[Path, RuleFile], Engine], tmp_path: Path) -> None:
    """More days than rows are fetched of several indicators at once: each is tallied by itself."""
    rules = _rules(tmp_path, DELAY, DELAY)
    n_days = (1 << 18) + 10
    frame = pd.DataFrame({"_reference_day": range(n_days), "_outcome_0": CODES["met"], "_outcome_1": CODES["late"]})
    engine = engine_on(tmp_path, rules)
    indicators = [indicator for _, indicator in rules.indicators]
    tallies = tally(engine.table(frame), indicators, engine, n_cases=n_days, is_grouped=False)
    assert [(len(days), days["met"].sum(), days["missed"].sum()) for days in tallies.values()] == [
        (n_days, n_days, 0),
        (n_days, 0, n_days),
    ]


Read = Callable[[Path, str, str], Evaluation]


both_readings = pytest.mark.parametrize(
    "read",
    [
        lambda folder, rules, export: evaluate_files(folder, rules, {"a.csv": export}, period="2008-02"),
        lambda folder, rules, export: evaluate_frame(folder, rules, frame_of(export), period="2008-02"),
    ],
    ids=["duckdb", "pandas"],
)


@both_readings
def test_a_hundred_scopes_of_one_source_are_counted(read: Read, tmp_path: Path) -> None:
    """Each indicator has the cases of its own scope, however many there are, and those of one scope the same."""
    indicators = {
        f"{kind}_{least}": f'period_by: r, where: {{n: ">= {least}"}}, measure: {measure}'
        for least in range(50)
        for kind, measure in (("count", "{kind: count}"), ("share", "{kind: share, of: {e: present}}"))
    }
    export = "id;r;e;n\n" + "".join(f"{n};01/02/2008 10:00;;{n}\n" for n in range(50))
    evaluation = read(tmp_path, rule_text(COLUMNS, indicators), export)
    assert {found.indicator: found.in_scope for found in evaluation.conservation} == {
        f"{kind}_{least}": 50 - least for least in range(50) for kind in ("count", "share")
    }


@both_readings
def test_counts_by_different_dates_each_have_a_first_day(read: Read, tmp_path: Path) -> None:
    """No case received in February, when there were some before, is 0; before the first answer, none is no data."""
    by = {date: f"period_by: {date}, measure: {{kind: count}}" for date in ("r", "e")}
    export = "id;r;e;n\n1;31/01/2008 10:00;01/03/2008 10:00;1\n"
    evaluation = read(tmp_path, rule_text(COLUMNS, by), export)
    assert [(result.indicator, result.value) for result in evaluation.result_list] == [("r", 0), ("e", None)]
