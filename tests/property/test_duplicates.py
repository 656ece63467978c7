"""Duplicates in random exports are those that plain loops over the records find."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried
from tests.small_runs import ON, rule_text

from gpj_kpi import evaluate, load_rules

# What `order_by` may name: its declaration, and cells with the place of each in the order; "" is missing.
ORDERS: dict[str, tuple[str, dict[str, float]]] = {
    "integer": ("type: integer", {"-3": -3, "0": 0, "7": 7, "10": 10}),
    "number": ("type: number", {"-0,5": -0.5, "2": 2, "2,25": 2.25, "10": 10}),
    "date": (ON, {"31/12/1969": -1, "02/01/2008": 1, "10/01/2008": 9}),
    "datetime": ('type: datetime, format: "%d/%m/%Y %H:%M"', {"02/01/2008 09:00": 9, "02/01/2008 10:30": 10.5}),
}
Record = tuple[str, str, str, str]


@st.composite
def _exports(draw: st.DrawFn) -> tuple[str | None, str, list[list[Record]]]:
    """Draw what `order_by` holds (None: there is none), `on_duplicate`, and the records of up to three files."""
    order = draw(st.sampled_from([None, *ORDERS]))
    cells = st.sampled_from(["", *ORDERS[order or "integer"][1]])
    records = st.tuples(st.sampled_from("abcd"), cells, st.sampled_from(["x", "y", ""]), st.sampled_from(["p", "q"]))
    files = draw(st.lists(st.lists(records, min_size=1, max_size=6), min_size=1, max_size=3))
    return order, draw(st.sampled_from(["first", "last", "reject"])), files


def _by_loops(
    order: str | None, on_duplicate: str, files: list[list[Record]]
) -> tuple[list[tuple[str, str]], dict[str, int]]:
    """The text of each case by its key, and the counts of the source, by a walk over the records."""
    places = ORDERS[order or "integer"][1]
    by_key: dict[str, list[tuple[float, int, Record]]] = {}
    number = 0
    for file in files:
        for record in file:
            number += 1
            value = places.get(record[1], float("-inf")) if order else 0
            by_key.setdefault(record[0], []).append((value, number, record))
    cases, duplicates, rejected, conflicting = [], 0, 0, 0
    for key, rows in by_key.items():
        if len(rows) > 1 and on_duplicate == "reject":
            rejected += len(rows)
            continue
        rows.sort()
        _, _, kept = rows[0] if on_duplicate == "first" else rows[-1]
        cases.append((key, kept[2]))
        duplicates += len(rows) - 1
        conflicting += len({record[:3] for _, _, record in rows}) > 1  # the last cell is personal
    counts = {"rows": number, "cases": len(cases), "rejected": rejected, "duplicates": duplicates}
    return sorted(cases), {**counts, "conflicting": conflicting}


@tried(40)
@given(_exports())
def test_duplicates_are_those_of_plain_loops(drawn: tuple[str | None, str, list[list[Record]]]) -> None:
    """Which row of a key is the case, and how many are duplicates or conflict, is the same on files and frames."""
    order, on_duplicate, files = drawn
    expected = _by_loops(*drawn)
    columns = {"v": ORDERS[order or "integer"][0], "t": "type: text", "who": "type: text, personal: true"}
    source = f'decimal: ",", max_rejected: 100%, on_duplicate: {on_duplicate}'
    rules_text = rule_text(
        {**columns, "r": ON},
        {"n": "period_by: r, measure: {kind: count}"},
        source=source + (", order_by: v" if order and on_duplicate != "reject" else ""),
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules.yaml").write_text(rules_text, encoding="utf-8")
        rules = load_rules(folder / "rules.yaml")
        for number, file in enumerate(files):
            lines = ["id;v;t;who;r", *(";".join([*record, "01/02/2008"]) for record in file)]
            (folder / f"{number}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        frame = pd.DataFrame(
            [[*record, "01/02/2008"] for file in files for record in file], columns=["id", "v", "t", "who", "r"]
        )
        for data in (folder, {"s": frame}):
            evaluation = evaluate(rules, data, period="2008", by="year")
            texts = evaluation.cases["s"].frame.collect("pandas").to_pandas()[["id", "t"]].fillna("")
            cases = sorted(map(tuple, texts.to_numpy().tolist()))
            counted = evaluation.sources.iloc[0]
            assert (cases, {name: int(counted[name]) for name in expected[1]}) == expected
            evaluation.close()
