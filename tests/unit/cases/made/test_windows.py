"""Columns made of the rows around a moment of the case, and of the other rows: `gpj_kpi.cases.made.windows`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import frame_of

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.engines.interface import OPEN_COLUMN
from gpj_kpi.errors import ExportError

RULES = """
version: 1
organisation: Made-up house
language: en
time_zone: Europe/Paris
sources:
  calls:
    label: calls
    files: calls.csv
    key: id
    columns:
      id: {header: id, type: integer, required: true}
      caller: {header: caller, type: text}
      at: {header: at, type: datetime, format: "%Y-%m-%d %H:%M"}
      seconds: {header: seconds, type: integer}
MADE
commitments:
  - id: main
    title: Main
    promise: As the case says.
    ref: Made up
    indicators:
      - {id: n, label: n, source: calls, period_by: at, measure: MEASURE}
"""
# Monday 4 March to Monday 11 March 2024. Calls 2 and 3 are of one minute, call 6 has no caller, call 7 no time.
CALLS = """id;caller;at;seconds
1;a;2024-03-04 09:00;10
2;a;2024-03-04 10:00;20
3;a;2024-03-04 10:00;30
4;a;2024-03-11 09:00;40
5;b;2024-03-05 09:00;50
6;;2024-03-05 09:00;60
7;b;;70
"""


def _run(folder: Path, made: str, engine: str, measure: str = "{kind: count}", as_of: str = "2024-03-31") -> Evaluation:
    columns = "".join(f"      {line}\n" for line in made.splitlines())
    text = RULES.replace("MADE\n", columns).replace("MEASURE", measure)
    (folder / "rules.yaml").write_text(text, encoding="utf-8")
    (folder / "calls.csv").write_text(CALLS, encoding="utf-8")
    rules = load_rules(folder / "rules.yaml")
    data = {"calls": frame_of(CALLS)} if engine == "pandas" else folder
    reader = "spark" if engine == "spark" else "duckdb"
    return evaluate(rules, data, period="2024-03", as_of=dt.date.fromisoformat(as_of), engine=reader)  # type: ignore[arg-type]


def _cells(evaluation: Evaluation, *columns: str) -> list[tuple[object, ...]]:
    with evaluation:
        frame = evaluation.cases["calls"].frame.sort("_row").select(*columns).collect("pandas").to_native()
    rows = frame.astype("object").itertuples(index=False, name=None)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows]


both = pytest.mark.parametrize("engine", ["duckdb", "pandas"])


@both
@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("count: rows, at: at, after: at", [3, 2, 2, 0, 0, None, None]),
        ("count: rows, at: at, before: at", [0, 2, 2, 3, 0, None, None]),
        ("count: rows, at: at, after: at, within: 1 hour", [2, 1, 1, 0, 0, None, None]),
        ("count: rows, at: at, after: at, within: < 1 hour", [0, 1, 1, 0, 0, None, None]),
        ("count: rows, at: at, after: at, within: 7 calendar days", [3, 2, 2, 0, 0, None, None]),
        ("count: rows, at: at, after: at, within: 6 calendar days", [2, 1, 1, 0, 0, None, None]),
        ("count: rows, at: at, before: at, within: 5 business days", [0, 2, 2, 3, 0, None, None]),
        ("count: rows, at: at, before: at, within: 4 business days", [0, 2, 2, 0, 0, None, None]),
        ("sum: seconds, at: at, after: at, within: 1 hour", [50, 30, 20, None, None, None, None]),
        ("first: seconds, at: at, after: at", [20, 30, 20, None, None, None, None]),
        ("last: seconds, at: at, before: at", [None, 30, 20, 30, None, None, None]),
        ('any: {seconds: ">= 40"}, at: at, after: at', [True, True, True, False, False, None, None]),
        ('all: {seconds: ">= 30"}, at: at, after: at', [False, True, False, None, None, None, None]),
        ("count: rows, at: at", [3, 3, 3, 3, 0, None, 1]),
        ("min: seconds, at: at", [20, 10, 10, 10, None, None, 50]),
        ("max: seconds, at: at", [40, 40, 40, 30, None, None, 50]),
        ("first: seconds, at: at", [20, 10, 10, 10, None, None, 50]),
        ("last: seconds, at: at", [40, 40, 40, 30, None, None, 50]),
        ("count: {different: seconds}, at: at", [3, 3, 3, 3, 0, None, 1]),
    ],
)
def test_other_calls_of_a_caller(tmp_path: Path, engine: str, made: str, expected: list[object]) -> None:
    """The call itself is never among them, and a call without its moment or its caller has none that are known."""
    found = _cells(
        _run(tmp_path, f"made: {{from: calls, match: caller, {made}}}".replace("< 1 hour", '"< 1 hour"'), engine),
        "made",
    )
    assert [cell for (cell,) in found] == expected


@both
def test_a_running_sum_beyond_64_bits_is_refused(tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """9,500 amounts of 999,999,999 of one caller are more than 64 bits hold, in millionths; 9,000 are not."""
    declared = RULES.replace("seconds, type: integer", "seconds, type: number")
    monkeypatch.setattr(f"{__name__}.RULES", declared)
    made = "made: {from: calls, match: caller, sum: seconds, at: at, after: at}"
    for number, folder in ((9_000, tmp_path / "few"), (9_500, tmp_path / "many")):
        folder.mkdir()
        calls = "id;caller;at;seconds\n" + "".join(f"{n};a;2024-03-04 09:00;999999999\n" for n in range(number))
        monkeypatch.setattr(f"{__name__}.CALLS", calls)
        if number == 9_000:
            found = _cells(_run(folder, made, engine), "made")
            assert found == [(8_999 * 999_999_999 * 1_000_000,)] * 9_000
        else:
            with pytest.raises(ExportError, match=r"calls\.made: the sum of one case is beyond"):
                _run(folder, made, engine)


@both
def test_a_time_that_is_not_over(tmp_path: Path, engine: str) -> None:
    """As of Sunday 10 March, the seven days after calls 1 to 3 end on Monday: what later calls may change is empty."""
    made = """again: {from: calls, match: caller, any: rows, at: at, after: at, within: 7 calendar days}
n: {from: calls, match: caller, count: rows, at: at, after: at, within: 7 calendar days}
next_at: {from: calls, match: caller, first: seconds, at: at, after: at, within: 7 calendar days}"""
    columns = ("again", OPEN_COLUMN.format("again"), "n", OPEN_COLUMN.format("n"), "next_at")
    found = _cells(_run(tmp_path, made, engine, as_of="2024-03-10"), *columns)
    assert found[:3] == [(True, False, None, True, 20), (True, False, None, True, 30), (True, False, None, True, 20)]
    assert found[4:6] == [(None, True, None, True, None), (None, False, None, False, None)]
    assert _cells(_run(tmp_path, made, engine, as_of="2024-03-11"), *columns)[0] == (True, False, 3, False, 20)


@both
@pytest.mark.parametrize(
    ("as_of", "of", "expected"),
    [
        ("2024-03-10", "{again: false}", {"met": 0, "missed": 3, "pending": 1}),
        ("2024-03-12", "{again: false}", {"met": 1, "missed": 3, "pending": 1}),
        ("2024-03-18", "{again: false}", {"met": 2, "missed": 3, "pending": 0}),
        ("2024-03-10", "{next_call: missing}", {"met": 1, "missed": 3, "pending": 1}),
    ],
)
def test_a_share_waits_for_the_end_of_the_time(
    tmp_path: Path, engine: str, as_of: str, of: str, expected: dict[str, int]
) -> None:
    """A call after which nobody called yet is pending until seven days are over; of call 6 nobody knows the caller."""
    made = """again: {from: calls, match: caller, any: rows, at: at, after: at, within: 7 calendar days}
next_call: {from: calls, match: caller, first: seconds, at: at, after: at, within: 7 calendar days}"""
    with _run(tmp_path, made, engine, f"{{kind: share, of: {of}}}", as_of) as evaluation:
        result = next(result for result in evaluation.result_list if result.period == "2024-03")
    found = {"met": result.numerator, "missed": (result.denominator or 0) - (result.numerator or 0)}
    assert found | {"pending": result.pending} == expected
    assert result.provisional


@both
def test_a_row_that_names_itself_finds_no_other_one(tmp_path: Path, engine: str) -> None:
    """A look-up among the rows of the same source is one of another row: each call names its own id here."""
    found = _cells(_run(tmp_path, "made: {from: calls, match: {id: id}, only: seconds}", engine), "made")
    assert found == [(None,)] * 7
