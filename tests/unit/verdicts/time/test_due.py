"""What several limits of a case come to, put together of due dates that are given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import pandas as pd
from tests.small_runs import AT
from tests.unit.verdicts.small_frames import context_of, frame_of, rules_of

from gpj_kpi.calendars.limits import Limit
from gpj_kpi.rules import CaseLimit, ColumnLimit
from gpj_kpi.rules.models.measures.limits import read_limit
from gpj_kpi.verdicts.outcomes import CODES, decide
from gpj_kpi.verdicts.time.due import Due, put_together

CONTEXT = context_of(rules_of({"a": AT, "p": "type: text"}, "period_by: a, measure: {kind: count}"))


class _Columns:
    """Each due date stands in a column of its name, as a small number."""

    def find(self, limit: CaseLimit) -> Due:
        assert isinstance(limit, ColumnLimit)
        at = nw.col(limit.column)
        keeps = (lambda moment: moment < at) if limit.strict else (lambda moment: moment <= at)
        return Due(at=at, keeps=keeps, has=~at.is_null(), may_be_beyond=False)

    def find_each(self, lengths: Sequence[tuple[nw.Expr, Limit]]) -> list[Due]:
        assert not lengths
        return []


def _told(limit: object, **cells: list[Any]) -> list[str]:
    """Say of each case when it is due, and whether 5 is in time; or why it is not judged."""
    due = put_together(read_limit(limit), _Columns(), CONTEXT)
    numbers = {name: pd.array(values, "Int64") for name, values in cells.items() if name != "p"}
    texts = {"p": pd.array(cells["p"], "string")} if "p" in cells else {}
    frame = frame_of({**numbers, **texts})
    table = [*due.tabulate_undue(), (due.keeps(nw.lit(5) + nw.col("_row") * 0), "met")]
    judged = frame.with_columns(_at=due.at, _outcome=decide(table, otherwise="late"))
    found = CONTEXT.engine.fetch(judged.sort("_row"))
    names = {code: name for name, code in CODES.items()}
    return [
        names[row["_outcome"]] + ("" if pd.isna(row["_at"]) else f" {int(row['_at'])}")
        for row in found.to_dict("records")
    ]


def test_of_first_all_are_kept_that_a_case_has() -> None:
    """The earliest is shown; a case without any is invalid; where two fall together, each has its sign."""
    limit = {"first": [{"column": "x"}, {"before": "y"}]}
    told = _told(limit, x=[5, 7, 4, None, None, 5], y=[6, 5, None, 6, None, 5])
    assert told == ["met 5", "late 5", "late 4", "met 6", "invalid", "late 5"]


def test_of_last_one_is_kept() -> None:
    """The latest is shown."""
    limit = {"last": [{"column": "x"}, {"before": "y"}]}
    told = _told(limit, x=[5, 4, 4, None, None, 5], y=[4, 6, None, 5, None, 5])
    assert told == ["met 5", "met 6", "late 4", "late 5", "invalid", "met 5"]


def test_a_class_has_its_own() -> None:
    """None promises nothing; a value that is not listed, or a missing one, is invalid."""
    limit = {"by": "p", "A": {"column": "x"}, "B": {"first": [{"column": "x"}, {"column": "y"}]}, "C": "none"}
    told = _told(limit, p=["A", "B", "C", "D", None, "A"], x=[5, 5, 5, 5, 5, None], y=[4, 4, 4, 4, 4, 4])
    assert told == ["met 5", "late 4", "excluded", "invalid", "invalid", "invalid"]


def test_none_of_one_class_leaves_the_other_limits() -> None:
    """A case is excluded where all of its limits promise nothing; a class that is not listed spoils them all."""
    by = {"by": "p", "A": {"column": "x"}, "C": "none"}
    told = _told({"first": [by, {"column": "y"}]}, p=["A", "C", "C", "D"], x=[5, 5, 5, 5], y=[4, 6, None, 6])
    assert told == ["late 4", "met 6", "invalid", "invalid"]
    assert _told({"last": [by, by]}, p=["A", "C", "D"], x=[5, 5, 5]) == ["met 5", "excluded", "invalid"]
