"""Cases of which a made column is not known yet: `gpj_kpi.verdicts.open_cells`, in whole runs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.unit.cases.made_tables import both_kinds, evaluated, rules_of_sources

SOURCES = """  calls:
    label: C
    files: calls.csv
    key: id
    order_by: at
    columns:
      id: {header: id, type: integer, required: true}
      case: {header: case, type: text}
      caller: {header: caller, type: text}
      at: {header: at, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      wait: {header: wait, type: integer}
      again: {from: calls, match: caller, any: rows, after: at, within: 7 jours calendaires}
      more: {from: calls, match: caller, count: rows, after: at, within: 7 jours calendaires}
      until: {from: calls, match: caller, last: at, after: at, within: 7 jours calendaires}
  cases:
    label: D
    cases_of: calls
    by: case
    columns:
      t: {first: at}
      first_again: {first: again, at: at}
      last_more: {last: more, at: at}
      some: {any: {again: true}, at: at}
      every: {all: {again: false}, at: at}
      mores: {sum: more, at: at}
      most: {max: more, at: at}
      waits: {sum: wait, at: at, where: {again: {not: true}}}
"""
# Callers a and b have a case each, c and d share one. On 22 January nobody knows yet whether call 5 is followed by
# another one up to the 27th: it is, by call 6, which is in no case itself.
EXPORT = """id;case;caller;at;wait
1;A;a;02/01/2024 10:00;10
2;A;a;03/01/2024 10:00;20
3;B;b;04/01/2024 10:00;30
4;C;c;05/01/2024 10:00;40
5;C;d;20/01/2024 10:00;50
6;;d;26/01/2024 10:00;60
"""
EARLY, LATE = dt.date(2024, 1, 22), dt.date(2024, 2, 28)


@both_kinds
@pytest.mark.parametrize(
    ("source", "measure", "early", "late"),
    [
        # Of calls: 1 has another one, 2, 3 and 4 have none; 5 is pending and then has one, 6 is to come and has none.
        ("calls", "{kind: share, of: {again: false}}", (3, 4, 1), (4, 6, 0)),
        ("calls", "{kind: sum, of: more}", (1, None, 1), (2, None, 0)),
        ("calls", "{kind: mean, value: more}", (1, 4, 1), (2, 6, 0)),
        ("calls", "{kind: ratio, of: more, over: wait}", (1, 100, 1), (2, 210, 0)),
        ("calls", "{kind: balance, for: {again: false}, against: {again: true}}", (2, 4, 1), (2, 6, 0)),
        ("calls", "{kind: count, different: more}", (2, None, 1), (2, None, 0)),
        ("calls", "{kind: duration, from: at, to: until, statistic: mean}", (86400, 1, 4), (86400 * 7, 2, 4)),
        # What was known of call 5 on the 22nd does not say when its last one comes: it is no overdue case.
        ("calls", "{kind: delay, from: at, to: until, limit: 1 heure}", (0, 4, 1), (0, 6, 0)),
        # Of cases: A has a call that is followed, B has none, and C rests on call 5.
        ("cases", "{kind: share, of: {first_again: false}}", (2, 3, 0), (2, 3, 0)),
        ("cases", "{kind: sum, of: last_more}", (0, None, 1), (1, None, 0)),
        ("cases", "{kind: share, of: {some: true}}", (1, 2, 1), (2, 3, 0)),
        ("cases", "{kind: share, of: {every: true}}", (1, 2, 1), (1, 3, 0)),
        ("cases", "{kind: sum, of: mores}", (1, None, 1), (2, None, 0)),
        ("cases", "{kind: sum, of: most}", (1, None, 1), (2, None, 0)),
        ("cases", "{kind: sum, of: waits}", (50, None, 1), (90, None, 0)),
    ],
)
def test_a_case_that_needs_an_open_cell_is_pending(
    tmp_path: Path,
    kind: str,
    source: str,
    measure: str,
    early: tuple[object, ...],
    late: tuple[object, ...],
) -> None:
    """Numerator, denominator and pending cases before and after the time of call 5 is over: no figure flips unseen."""
    by = "at" if source == "calls" else "t"
    rules = rules_of_sources(tmp_path, SOURCES, {"i": f"source: {source}, period_by: {by}, measure: {measure}"})
    for name, as_of, expected in (("early", EARLY, early), ("late", LATE, late)):
        (tmp_path / name).mkdir()
        with evaluated(tmp_path / name, rules, {"calls": EXPORT}, kind, as_of=as_of) as evaluation:
            (result,) = evaluation.result_list
        assert (result.numerator, result.denominator, result.pending) == expected
        assert result.provisional or name == "late"


@both_kinds
@pytest.mark.parametrize(
    ("where", "early", "late"),
    [
        ("{again: true}", (1, 1), (2, 0)),
        ("{again: {not: true}}", (3, 1), (4, 0)),
        ("{again: missing}", (0, 1), (0, 0)),
        # The caller alone decides: call 5 is none of these.
        ("{all: [{again: true}, {caller: a}]}", (1, 0), (1, 0)),
    ],
)
def test_an_open_scope_is_neither_in_nor_out(
    tmp_path: Path, kind: str, where: str, early: tuple[object, ...], late: tuple[object, ...]
) -> None:
    """A count of the calls of a scope has call 5 as pending while it may still turn out to be one of them."""
    told = f"source: calls, period_by: at, where: {where}, measure: {{kind: count}}"
    rules = rules_of_sources(tmp_path, SOURCES, {"i": told})
    for name, as_of, expected in (("early", EARLY, early), ("late", LATE, late)):
        (tmp_path / name).mkdir()
        with evaluated(tmp_path / name, rules, {"calls": EXPORT}, kind, as_of=as_of) as evaluation:
            (result,) = evaluation.result_list
        assert (result.numerator, result.pending) == expected
