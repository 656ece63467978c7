"""Excused times: the other figure is the one that plain loops find without the excused cases."""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried
from tests.small_runs import AT, frame_of, rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.results.result import Result

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
FIRST, LAST = dt.date(2024, 3, 25), dt.date(2024, 4, 14)
PERIOD = "2024-03-25/2024-04-14"
"""The clocks go forward on 31 March. No case begins outside."""
INDICATORS = {
    "share": "period_by: a, measure: {kind: share, of: {n: '>= 3'}}, target: 60%",
    "delay": "measure: {kind: delay, from: a, to: b, limit: 2 jours calendaires}, target: 50%",
    "median": "measure: {kind: duration, from: a, to: b, unit: jours calendaires, statistic: median}",
    "mean": "period_by: a, measure: {kind: mean, value: n}",
    "sum": "period_by: a, where: {g: x}, measure: {kind: sum, of: n}",
    "count": "period_by: a, measure: {kind: count}",
    "cells": "period_by: a, measure: {kind: count, different: p}",
    "open": "measure: {kind: open, from: a, to: b}",
    "ratio": "measure: {kind: ratio, of: {indicator: sum}, over: {indicator: count}}",
    "all": "measure: {kind: combined, of: delay, by: p, met_if: all}",
}
AS_OF = dt.date(2024, 5, 31)


@dataclass(frozen=True)
class Case:
    """A start, an end, a number, a group and a person; what is None is empty."""

    day: dt.date | None
    minute: int
    days: int | None
    n: int | None
    g: str
    p: str

    @property
    def cells(self) -> list[str]:
        """The cells of its row, without the key."""
        start = None if self.day is None else dt.datetime.combine(self.day, dt.time()) + self.minute * MINUTE
        end = None if start is None or self.days is None else start + self.days * DAY
        times = ["" if moment is None else f"{moment:%d/%m/%Y %H:%M}" for moment in (start, end)]
        return [*times, "" if self.n is None else str(self.n), self.g, self.p]

    @property
    def is_in_time(self) -> bool:
        """Say whether it ended within two calendar days."""
        return self.days is not None and self.days <= 2

    def is_open_after(self, last: dt.date) -> bool:
        """Say whether it is open at the 24:00 of a day."""
        return self.day is not None and (self.days is None or self.day + self.days * DAY > last)


@dataclass(frozen=True)
class Excuse:
    """Some days, and the group that they concern; None: all."""

    first: dt.date
    length: int
    group: str | None
    is_of_source: bool

    @property
    def text(self) -> str:
        """The entry of the rule file."""
        days = f"from: {self.first}, to: {self.first + self.length * DAY}, reason: Panne, ref: Note"
        source = ", source: s" if self.is_of_source or self.group is not None else ""
        return f"{{{days}{source}" + ("" if self.group is None else f", where: {{g: {self.group}}}") + "}"

    def holds(self, case: Case) -> bool:
        """Say whether a case is in it."""
        is_in_days = case.day is not None and self.first <= case.day <= self.first + self.length * DAY
        return is_in_days and self.group in {None, case.g}


DAYS = st.integers(0, 20).map(lambda number: FIRST + number * DAY)
CASES = st.lists(
    st.builds(
        Case,
        st.none() | DAYS,
        st.integers(0, 1439),
        st.none() | st.integers(0, 5),
        st.none() | st.integers(1, 5),
        st.sampled_from(["x", "y", ""]),
        st.sampled_from(["p", "q", "r"]),
    ),
    min_size=1,
    max_size=12,
)
EXCUSES = st.lists(
    st.builds(Excuse, DAYS, st.integers(0, 6), st.none() | st.sampled_from(["x", "y"]), st.booleans()),
    min_size=1,
    max_size=3,
)


def _evaluate(cases: list[Case], excuses: list[Excuse], *, is_frame: bool, group_by: str | None) -> list[Result]:
    columns = {"a": AT, "b": AT, "n": "type: integer", "g": "type: text", "p": "type: text, required: true"}
    rules = rule_text(columns, INDICATORS, calendar="country: none")
    rules = rules.replace("sources:", f"excused: [{', '.join(each.text for each in excuses)}]\nsources:", 1)
    rows = [";".join([str(number), *case.cells]) for number, case in enumerate(cases)]
    export = "\n".join(["id;a;b;n;g;p", *rows]) + "\n"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules.yaml").write_text(rules, encoding="utf-8")
        (folder / "s.csv").write_text(export, encoding="utf-8")
        data = {"s": frame_of(export)} if is_frame else folder
        rule_file = load_rules(folder / "rules.yaml")
        with evaluate(rule_file, data, period=PERIOD, by="month", as_of=AS_OF, group_by=group_by) as evaluation:
            return [each for each in evaluation.result_list if each.period == PERIOD]


def _figures(cases: list[Case]) -> dict[str, Fraction | None]:
    """Find each figure of some cases by plain loops."""
    scored = [case.n for case in cases if case.n is not None]
    ended = [case for case in cases if case.days is not None]
    in_time = [case for case in cases if case.is_in_time]
    of_x = [case.n for case in cases if case.g == "x"]
    first_of = {
        person: min((case.day, case.minute) for case in cases if case.p == person and case.day)
        for person in {case.p for case in cases}
    }
    kept = [person for person in first_of if all(case in in_time for case in cases if case.p == person)]
    total = Fraction(sum(n for n in of_x if n is not None))
    has_total = any(n is not None for n in of_x) or None not in of_x
    return {
        "share": Fraction(sum(n >= 3 for n in scored), len(scored)) if scored else None,
        "delay": Fraction(len(in_time), len(cases)) if cases else None,
        "median": Fraction(statistics.median([Fraction(case.days or 0) for case in ended])) if ended else None,
        "mean": Fraction(sum(scored), len(scored)) if scored else None,
        "sum": total if has_total else None,
        "count": Fraction(len(cases)),
        "cells": Fraction(len(first_of)),
        "ratio": total / len(cases) if has_total and cases else None,
        "all": Fraction(len(kept), len(first_of)) if first_of else None,
    }


both = pytest.mark.parametrize("is_frame", [False, True], ids=["duckdb", "pandas"])


@both
@tried(10)
@given(cases=CASES, excuses=EXCUSES)
def test_the_other_figure_is_that_of_the_other_cases(
    cases: list[Case], excuses: list[Excuse], *, is_frame: bool
) -> None:
    """Of each measure; and the figure itself is that of all cases."""
    dated = [case for case in cases if case.day is not None]
    left = [case for case in dated if not any(each.holds(case) for each in excuses)]
    found = {each.indicator: each for each in _evaluate(cases, excuses, is_frame=is_frame, group_by=None)}
    if not dated:
        return
    for id_, value in _figures(dated).items():
        assert found[id_].value == value, id_
        if id_ != "all":
            assert found[id_].value_without_excused == _figures(left)[id_], id_
    for id_, bound in (("share", Fraction(3, 5)), ("delay", Fraction(1, 2)), ("count", None)):
        assert found[id_].excused_cases == len(dated) - len(left)
        rate = found[id_].value_without_excused
        assert found[id_].kept_without_excused == (None if bound is None or rate is None else rate >= bound)
    by_person: dict[str, list[Case]] = {}
    for case in sorted(dated, key=_moment):
        by_person.setdefault(case.p, []).append(case)
    whole = [rows for rows in by_person.values() if not any(each.holds(rows[0]) for each in excuses)]
    met = [rows for rows in whole if all(row.is_in_time for row in rows)]
    assert found["all"].value_without_excused == (Fraction(len(met), len(whole)) if whole else None)
    assert found["open"].value_without_excused == sum(case.is_open_after(LAST) for case in left)


@both
@tried(4)
@given(cases=CASES, excuses=EXCUSES)
def test_each_group_has_its_other_figure(cases: list[Case], excuses: list[Excuse], *, is_frame: bool) -> None:
    """One whose cases are all excused keeps its row, without a share and with a count of 0."""
    found = {(each.indicator, each.group): each for each in _evaluate(cases, excuses, is_frame=is_frame, group_by="p")}
    for person in {case.p for case in cases if case.day is not None}:
        dated = [case for case in cases if case.p == person and case.day is not None]
        left = [case for case in dated if not any(each.holds(case) for each in excuses)]
        for id_ in ("share", "delay", "median", "count", "cells", "ratio"):
            assert found[id_, person].value_without_excused == _figures(left)[id_], (id_, person)
            assert found[id_, person].value == _figures(dated)[id_], (id_, person)
        assert found["open", person].value_without_excused == sum(case.is_open_after(LAST) for case in left)
        assert found["count", person].excused_cases == len(dated) - len(left)


def _moment(case: Case) -> tuple[dt.date, int]:
    assert case.day is not None
    return case.day, case.minute
