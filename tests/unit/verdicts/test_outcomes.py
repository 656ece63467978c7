"""Outcomes have codes and names, and what the calendar says of a day is looked up once."""

from __future__ import annotations

from pathlib import Path

import narwhals as nw
import pandas as pd
from tests.small_runs import AT
from tests.unit.verdicts.made import cells_of, day, make_cases, make_context, make_rules

from gpj_kpi.verdicts.outcomes import (
    CODES,
    LATENESS,
    NOT_LOOKED_AT,
    OUTCOMES,
    CaseFrame,
    code,
    name_lateness,
    name_verdict,
)


def test_each_outcome_has_a_verdict() -> None:
    """Late, overdue and abandoned cases are missed, each in its way; all others go by their own name."""
    assert {outcome: name_verdict(CODES[outcome]) for outcome in OUTCOMES} == {
        **{outcome: outcome for outcome in OUTCOMES},
        "late": "missed",
        "overdue": "missed",
        "abandoned": "missed",
    }
    assert [outcome for outcome in OUTCOMES if name_lateness(CODES[outcome])] == list(LATENESS)
    assert all(name_lateness(CODES[outcome]) == outcome for outcome in LATENESS)


def test_no_outcome_has_the_code_of_a_case_outside_the_scope() -> None:
    """Codes tell outcomes apart, and what is not looked at from all of them."""
    assert len({NOT_LOOKED_AT, *CODES.values()}) == len(OUTCOMES) + 1
    assert (name_verdict(NOT_LOOKED_AT), name_lateness(NOT_LOOKED_AT)) == (None, None)


def test_a_code_stands_on_every_row() -> None:
    """It is the same whatever the row."""
    cases = make_cases({"r": [None, None]})
    assert cells_of(cases.with_columns(code("late").alias("o")), "o") == [(CODES["late"],)] * 2


def test_what_the_calendar_says_of_a_day_is_looked_up_once(tmp_path: Path) -> None:
    """Two ask for the same fact of the same day: it is made once; a day that it does not cover has none."""
    rules = make_rules(tmp_path, {"r": AT}, {"i": "period_by: r, measure: {kind: count}"})
    cases = make_cases({"r": ["2008-02-01 10:00", "2008-02-04 10:00", None]})
    case_frame = CaseFrame(cases, make_context(rules).engine)
    made = []

    def by_day() -> pd.Series:
        made.append("once")
        return pd.Series([7], index=[day("2008-02-04")])

    first, second = case_frame.look_up("r__day", "fact", by_day), case_frame.look_up("r__day", "fact", by_day)
    other = case_frame.look_up("r__day", "other fact", lambda: pd.Series([8], index=[day("2008-02-01")]))
    found = case_frame.complete().select("_row", first.alias("a"), second.alias("b"), other.alias("c"))
    assert sorted(cells_of(found, "_row", "a", "b", "c")) == [
        (0, None, None, 8),
        (1, 7, 7, None),
        (2, None, None, None),
    ]
    assert made == ["once"]


def test_cases_of_which_nothing_is_looked_up_stay_as_they_are(tmp_path: Path) -> None:
    """No column is added."""
    rules = make_rules(tmp_path, {"r": AT}, {"i": "period_by: r, measure: {kind: count}"})
    cases = make_cases({"r": ["2008-02-01 10:00"]})
    found = CaseFrame(cases, make_context(rules).engine).complete()
    assert found.collect_schema().names() == cases.collect_schema().names()
    assert cells_of(found.select(nw.all()), "_row") == [(0,)]
