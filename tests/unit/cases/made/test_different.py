"""Different cells of the other rows of a case: `gpj_kpi.cases.made.different`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.unit.cases.made_tables import both_kinds, cells, evaluated, rules_of_sources

CALLS = """  calls:
    label: C
    files: calls.csv
    key: id
    order_by: at
    columns:
      id: {header: id, type: integer, required: true}
      caller: {header: caller, type: text}
      desk: {header: desk, type: text}
      at: {header: at, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      again: {from: calls, match: caller, any: rows, after: at, within: 7 jours calendaires}
      desks: {from: calls, match: caller, count: {different: desk}, at: at, where: {again: true}}
"""
# On 20 January, call 2 may still be followed by another one until the 22nd; nothing follows call 4 by the 9th.
EXPORT = """id;caller;desk;at
1;a;x;10/01/2024 10:00
2;a;y;15/01/2024 10:00
3;b;x;01/01/2024 10:00
4;b;y;02/01/2024 10:00
"""


@both_kinds
def test_different_cells_wait_for_the_other_rows(tmp_path: Path, kind: str) -> None:
    """Call 1 waits for call 2; call 2 sees call 1 alone, of desk x; 3 sees none that is followed, 4 sees call 3."""
    rules = rules_of_sources(tmp_path, CALLS, {"n": "source: calls, period_by: at, measure: {kind: sum, of: desks}"})
    with evaluated(tmp_path, rules, {"calls": EXPORT}, kind, as_of=dt.date(2024, 1, 20)) as evaluation:
        assert cells(evaluation, "calls", "id", "desks", "desks__open") == [
            (1, None, True),
            (2, 1, False),
            (3, 0, False),
            (4, 1, False),
        ]
