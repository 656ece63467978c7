"""Combined verdicts: the same as plain loops over the verdicts of the rows."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried
from tests.small_runs import AT, frame_of, rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.engines import EngineName

START = dt.datetime(2008, 3, 3)
TIMES = st.none() | st.integers(0, 20).map(lambda hours: START + dt.timedelta(hours=hours))
ROWS = st.lists(
    st.tuples(st.sampled_from(["x", "y", "x", ""]), st.sampled_from(["1", "1", "1", ""]), TIMES, TIMES),
    min_size=3,
    max_size=12,
)
AS_OF = st.integers(5, 25).map(lambda hours: START + dt.timedelta(hours=hours))
_ORDERS = {
    "all": ["missed", "pending", "met", "invalid", "excluded"],
    "any": ["met", "pending", "missed", "invalid", "excluded"],
}
Row = tuple[str, str, dt.datetime | None, dt.datetime | None]


def _export(rows: list[Row]) -> str:
    def written(moment: dt.datetime | None) -> str:
        return "" if moment is None else f"{moment:%d/%m/%Y %H:%M}"

    lines = [f"{number};{k};{n};{written(a)};{written(b)}\n" for number, (k, n, a, b) in enumerate(rows)]
    return "id;k;n;a;b\n" + "".join(lines)


def _check(rows: list[Row], as_of: dt.datetime, engine: str) -> None:
    """Put the verdicts of the rows together in a loop, and hold the keys and the figures against them."""
    indicators = {
        "rows": "measure: {kind: delay, from: a, to: b, limit: 10 heures}",
        **{met_if: f"measure: {{kind: combined, of: rows, by: [k, n], met_if: {met_if}}}" for met_if in ("all", "any")},
    }
    with tempfile.TemporaryDirectory() as folder:
        path, data = Path(folder, "rules.yaml"), Path(folder, "data")
        data.mkdir()
        columns = {"k": "type: text", "n": "type: integer", "a": AT, "b": AT}
        path.write_text(rule_text(columns, indicators), encoding="utf-8")
        (data / "a.csv").write_text(_export(rows), encoding="utf-8")
        reader: EngineName = "spark" if engine == "spark" else "duckdb"
        read = {"s": frame_of(_export(rows))} if engine == "pandas" else data
        found = evaluate(load_rules(path), read, period="2008", by="year", as_of=as_of, engine=reader)
        verdicts: dict[tuple[str, ...], list[str]] = defaultdict(list)
        dated: set[tuple[str, ...]] = set()
        for row in found.verdicts("rows").to_dict("records"):
            k, n, start, _ = rows[int(row["id"])]
            key = (k, n) if k and n else ("alone", str(row["id"]))
            verdicts[key].append(row["verdict"] if k and n else "invalid")
            if start is not None:
                dated.add(key)
        for met_if, order in _ORDERS.items():
            expected = {key: next(each for each in order if each in of_key) for key, of_key in verdicts.items()}
            shown = found.verdicts(met_if)
            assert Counter(shown["verdict"]) == Counter(expected.values())
            in_period = Counter(expected[key] for key in dated)
            result = next(each for each in found.result_list if each.indicator == met_if)
            assert result.numerator == in_period["met"]
            assert result.denominator == in_period["met"] + in_period["missed"]
            assert (result.pending, result.invalid) == (in_period["pending"], in_period["invalid"])
        found.close()


@tried(20)
@given(rows=ROWS, as_of=AS_OF, engine=st.sampled_from(["duckdb", "pandas"]))
def test_keys_have_what_loops_find(rows: list[Row], as_of: dt.datetime, engine: str) -> None:
    """With all and with any, on files and on frames."""
    _check(rows, as_of, engine)


@pytest.mark.usefixtures("spark_session")
def test_spark_finds_it_too() -> None:
    """One key is missed and one met, one row has no key, one no date."""
    later = START + dt.timedelta(hours=12)
    rows: list[Row] = [
        ("x", "1", START, later),
        ("x", "1", START, START),
        ("y", "1", START, START),
        ("", "1", START, later),
    ]
    _check([*rows, ("z", "1", None, None)], later, "spark")
