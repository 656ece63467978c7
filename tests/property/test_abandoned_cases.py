"""Abandoned cases count as their rule says, in both forms of a delay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.clock_runs import (
    UNITS,
    Rule,
    as_ofs,
    check,
    exports,
    found_verdicts,
    is_forward,
    limits,
    loaded,
    places,
)
from tests.property.minute_walker import Abandoned
from tests.property.tries import tried

from gpj_kpi import RuleFile, evaluate

WAYS = ("missed", "excluded", "excluded_if_within", "met_if_within")


@st.composite
def _rules(draw: st.DrawFn, counts: str) -> Rule:
    """Draw a delay and how its abandoned cases count; `within` is by the clock of the limit, or not given."""
    limit = draw(limits(*UNITS))
    by_threshold = counts.endswith("_if_within")
    abandoned = Abandoned(counts, has_instant=by_threshold or draw(st.booleans()))
    if by_threshold and draw(st.booleans()):
        limit = replace(limit, rollover=None)
        within = replace(limit, count=draw(st.integers(1, 2 * limit.count)), strict=draw(st.booleans()))
        abandoned = replace(abandoned, within=within)
    return Rule(limit, pauses=draw(st.sampled_from([None, "p"])), abandoned=abandoned)


@tried(6)
@given(of_rules=st.tuples(*map(_rules, WAYS)), data=st.data())
def test_delays_with_abandoned_cases_are_those_of_a_walk(of_rules: tuple[Rule, ...], data: st.DataObject) -> None:
    """A case that is abandoned before it ended is missed, excluded or met; one that ended first is judged as ever."""
    place = data.draw(places())
    export = data.draw(exports(place, of_rules))
    check(place, of_rules, export, data.draw(as_ofs(place)), on_files=data.draw(st.sampled_from([False, False, True])))


# ------------------------------------------------------------------------------------------------------------- elapsed

TEN, LATER = dt.datetime(2008, 2, 1, 10), dt.date(2008, 12, 31)


def _waiting_rules(limit: str, within: str | None) -> RuleFile:
    threshold = f', within: "{within}"' if within else ""
    indicators = [
        f"{{id: {counts}, label: x, source: s, period_by: r, measure: {{kind: delay, elapsed: w, done: {{d: oui}}, "
        f'limit: "{limit}", abandoned: {{when: {{o: gone}}, counts: {counts}'
        f"{threshold if counts.endswith('_if_within') else ''}}}}}}}"
        for counts in WAYS
    ]
    columns = [
        "id: {header: id, type: text, required: true}",
        'r: {header: r, type: datetime, format: "%d/%m/%Y %H:%M:%S", required: true}',
        "w: {header: w, type: integer, required: true}",
        "d: {header: d, type: text}",
        "o: {header: o, type: text}",
    ]
    return loaded(
        "version: 1\norganisation: x\ntime_zone: Europe/Paris\n"
        f"sources: {{s: {{label: x, files: s.csv, key: id, columns: {{{', '.join(columns)}}}}}}}\n"
        f"commitments: [{{id: c, title: x, promise: x, indicators: [{', '.join(indicators)}]}}]\n"
    )


def _frame(calls: Sequence[tuple[int, str, str]], *, apart: int = 0) -> pd.DataFrame:
    """Give the rows of calls that come so many seconds apart."""
    starts = [TEN + apart * number * dt.timedelta(seconds=1) for number in range(len(calls))]
    rows = [
        [str(number), f"{start:%d/%m/%Y %H:%M:%S}", str(wait), done, out]
        for number, (start, (wait, done, out)) in enumerate(zip(starts, calls, strict=True))
    ]
    return pd.DataFrame(rows, columns=["id", "r", "w", "d", "o"], dtype="str")


def _is_within(wait: int, limit: str) -> bool:
    seconds = int(limit.removeprefix("< ").split()[0])
    return wait < seconds if limit.startswith("<") else wait <= seconds


def _expected(
    wait: int, counts: str, limit: str, within: str | None, *, done: bool, gone: bool
) -> tuple[str, str | None]:
    """Judge one call, long after it: done wins over abandoned, and a call that is neither is missed."""
    if done:
        return ("met", None) if _is_within(wait, limit) else ("missed", "late")
    if not gone:
        return "missed", "overdue"
    if counts == "excluded" or (counts == "excluded_if_within" and _is_within(wait, within or limit)):
        return "excluded", None
    if counts == "met_if_within" and _is_within(wait, within or limit):
        return "met", None
    return "missed", "abandoned"


CALLS = st.tuples(
    st.sampled_from([0, 9, 10, 11, 19, 20, 21]) | st.integers(0, 40),
    st.sampled_from(["oui", "non", ""]),
    st.sampled_from(["gone", "", "here"]),
)
THRESHOLDS = st.sampled_from(["10 secondes", "< 10 secondes", "20 secondes", "< 20 secondes"])


@tried(6)
@given(calls=st.lists(CALLS, min_size=1, max_size=40), limit=THRESHOLDS, within=st.none() | THRESHOLDS)
def test_waiting_times_with_abandoned_calls(calls: list[tuple[int, str, str]], limit: str, within: str | None) -> None:
    """With a column of waiting times, the same column says how long an abandoned call had waited."""
    evaluation = evaluate(_waiting_rules(limit, within), {"s": _frame(calls)}, period="2008", by="year", as_of=LATER)
    for counts in WAYS:
        expected = [
            _expected(wait, counts, limit, within, done=done == "oui", gone=out == "gone") for wait, done, out in calls
        ]
        frame = evaluation.verdicts(counts)
        found = [
            (str(verdict), None if pd.isna(lateness) else str(lateness))
            for verdict, lateness in zip(frame["verdict"], frame["lateness"], strict=True)
        ]
        differing = [each for each in zip(calls, expected, found, strict=True) if each[1] != each[2]]
        assert not differing, (counts, limit, within)


@tried(4)
@given(
    calls=st.lists(CALLS, min_size=10, max_size=40),
    limit=THRESHOLDS,
    seconds=st.tuples(st.integers(0, 250), st.integers(0, 60)),
)
def test_waiting_times_never_go_back(calls: list[tuple[int, str, str]], limit: str, seconds: tuple[int, int]) -> None:
    """Of two as-ofs the later one unsays nothing but what is pending, or overdue and abandoned later."""
    first = TEN + seconds[0] * dt.timedelta(seconds=1)
    rules = _waiting_rules(limit, None)
    then, now = (
        evaluate(rules, {"s": _frame(calls, apart=5)}, period="2008", by="year", as_of=as_of)
        for as_of in (first, first + seconds[1] * dt.timedelta(seconds=1))
    )
    for counts in WAYS:
        before, after = found_verdicts(then, counts), found_verdicts(now, counts)
        assert len(before) == min(len(calls), seconds[0] // 5 + 1)
        back = [
            (calls[int(id_)], judged, after[id_])
            for id_, judged in before.items()
            if not is_forward(judged, after[id_], Abandoned(counts))
        ]
        assert not back, (counts, limit, first, seconds[1])


# 1000 calls answered, 860 of them in 10 seconds; 60 abandoned, 20 of them in 20 seconds.
CALL_COUNTS = [(860, (10, "oui", "")), (140, (11, "oui", "")), (20, (20, "non", "gone")), (40, (21, "non", "gone"))]
RATES = {
    "missed": Fraction(860, 1060),
    "excluded": Fraction(860, 1000),
    "excluded_if_within": Fraction(860, 1040),
    "met_if_within": Fraction(880, 1060),
}


@pytest.mark.parametrize("counts", WAYS)
def test_the_worked_example(counts: str) -> None:
    """81.1 % counted as missed, 86.0 % excluded, 82.7 % excluded when short, 83.0 % counted as met when short."""
    calls = [call for number, call in CALL_COUNTS for _ in range(number)]
    evaluation = evaluate(_waiting_rules("10 secondes", "20 secondes"), {"s": _frame(calls)}, period="2008", by="year")
    (result,) = (each for each in evaluation.result_list if each.indicator == counts)
    assert result.value == RATES[counts]
