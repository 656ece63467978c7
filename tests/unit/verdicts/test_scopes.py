"""Which cases an indicator looks at, and what as-of leaves of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from tests.small_runs import AT, ON
from tests.unit.verdicts.made import PARIS, at, cells_of, day, make_cases, make_context, make_rules

from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.rules import Indicator
from gpj_kpi.verdicts.scopes import (
    blank_unknown,
    choose_same_rows,
    count_scopes,
    due_columns,
    in_scope,
    same_rows_key,
    scope_key,
)

COLUMNS = {"r": AT, "e": AT, "h": AT, "due": AT, "q": "type: text"}
INDICATORS = {
    "delay": "measure: {kind: delay, from: r, to: e, limit: 48 heures}, where: {q: a}",
    "given": "measure: {kind: delay, from: r, to: e, limit: {column: due}}",
    "count": "period_by: r, measure: {kind: count}",
    "end": "measure: {kind: delay, from: h, to: e, limit: 48 heures}",
    "call": "measure: {kind: delay, from: r, to: e, limit: 5 secondes, "
    "abandoned: {when: {q: a}, at: h, counts: missed}}",
}
# One has ended, one ends after the as-of, one begins after it, one has no beginning.
MOMENTS = {
    "r": ["2008-02-01 10:00", "2008-02-02 10:00", "2008-02-05 00:00", None],
    "e": ["2008-02-01 11:00", "2008-02-06 10:00", None, None],
    "h": [None, None, None, "2008-02-03 09:00"],
    "due": ["2008-02-08 10:00", "2008-02-09 10:00", None, None],
}
AS_OF = dt.date(2008, 2, 4)


def _indicators(folder: Path, *ids: str) -> list[Indicator]:
    rules = make_rules(folder, COLUMNS, {id_: INDICATORS[id_] for id_ in ids})
    return [indicator for _, indicator in rules.indicators]


def test_events_after_as_of_are_blanked(tmp_path: Path) -> None:
    """At 24:00 of the 4th, an end of the 6th has not happened; a due date of the 9th is known, for it is no event."""
    rules = make_rules(tmp_path, COLUMNS, {"given": INDICATORS["given"]})
    (indicator,) = (each for _, each in rules.indicators)
    known = blank_unknown(make_cases(MOMENTS, q=["a"] * 4), [indicator], make_context(rules, AS_OF))
    assert [row[0] is None for row in cells_of(known, "e")] == [False, True, True, True]
    assert [row[0] for row in cells_of(known, "e__day")] == [day("2008-02-01"), None, None, None]
    assert [row[0] for row in cells_of(known, "due__day")] == [day("2008-02-08"), day("2008-02-09"), None, None]


def test_a_case_begun_after_as_of_does_not_exist(tmp_path: Path) -> None:
    """0:00 of the 5th is 24:00 of the 4th, when that day has not begun; without a beginning a case stays in scope."""
    rules = make_rules(tmp_path, COLUMNS, {"count": INDICATORS["count"]})
    (indicator,) = (each for _, each in rules.indicators)
    context = make_context(rules, AS_OF)
    condition = in_scope(indicator, context)
    assert condition is not None
    known = blank_unknown(make_cases(MOMENTS, q=["a"] * 4), [indicator], context)
    assert cells_of(known.filter(condition), "id") == [("0",), ("1",), ("3",)]


def test_without_an_as_of_all_that_was_exported_is_there(tmp_path: Path) -> None:
    """Nothing is blanked, and an indicator without `where` looks at every case."""
    rules = make_rules(tmp_path, COLUMNS, {"count": INDICATORS["count"]})
    (indicator,) = (each for _, each in rules.indicators)
    context, cases = make_context(rules), make_cases(MOMENTS, q=["a"] * 4)
    assert in_scope(indicator, context) is None
    assert cells_of(blank_unknown(cases, [indicator], context), "e") == cells_of(cases, "e")


def test_a_lone_date_takes_away_its_own_case_alone(tmp_path: Path) -> None:
    """Later events are cut off: where `r` is an event, a case that begins later is none; where `r` is a plan, it is."""
    rules = make_rules(tmp_path, COLUMNS, {"count": INDICATORS["count"]})
    (indicator,) = (each for _, each in rules.indicators)
    as_of = AsOf.latest(at("2008-02-04 10:00"), PARIS, lone_after=True)
    cases, found = make_cases(MOMENTS, q=["a"] * 4), []
    for events in (("r", "e"), ("e",)):
        context = replace(make_context(rules), as_of=as_of, events=events)
        known, condition = blank_unknown(cases, [indicator], context), in_scope(indicator, context)
        found.append([id_ for (id_,) in cells_of(known if condition is None else known.filter(condition), "id")])
        assert [row[0] is None for row in cells_of(known, "e")] == [False, True, True, True]
    assert found == [["0", "1", "3"], ["0", "1", "2", "3"]]


def test_a_date_of_the_key_is_copied_before_it_is_blanked(tmp_path: Path) -> None:
    """A key tells cases apart whatever as-of says: its copy keeps the date that as-of blanks."""
    rules = make_rules(tmp_path, {"slot": ON, "r": AT}, {"n": "period_by: r, measure: {kind: count}"})
    source = rules.sources["s"].model_copy(update={"key": ("id", "slot")})
    rules = rules.model_copy(update={"sources": {"s": source}})
    (indicator,) = (each for _, each in rules.indicators)
    cases = make_cases({"slot": ["2008-02-09"], "r": ["2008-02-01 10:00"]})
    known = blank_unknown(cases, [indicator], make_context(rules, AS_OF))
    ((slot, copy),) = cells_of(known, "slot", "_key_slot")
    assert (slot, copy) == (None, cells_of(cases, "slot")[0][0])


def test_what_was_neither_ended_nor_abandoned_is_asked_of_the_export(tmp_path: Path) -> None:
    """The end of the second case is blanked by as-of, yet it has one; the third has neither end nor abandonment."""
    rules = make_rules(tmp_path, COLUMNS, {"call": INDICATORS["call"]})
    (indicator,) = (each for _, each in rules.indicators)
    known = blank_unknown(make_cases(MOMENTS, q=["a"] * 4), [indicator], make_context(rules, AS_OF))
    (column,) = (name for name in known.collect_schema().names() if name.startswith("_undated__"))
    assert cells_of(known, column) == [(False,), (False,), (True,), (False,)]


def test_scopes_are_counted_before_anything_is_judged(tmp_path: Path) -> None:
    """Two of four cases are of queue a, one of them begun by as-of; the first day of a count is that of its source."""
    rules = make_rules(tmp_path, COLUMNS, {id_: INDICATORS[id_] for id_ in ("delay", "count")})
    indicators = [indicator for _, indicator in rules.indicators]
    cases = make_cases(MOMENTS, q=["a", "b", "a", None])
    assert count_scopes(cases, indicators, make_context(rules), n_cases=4) == {
        "delay": 2,
        "count": 4,
    }
    assert count_scopes(cases, indicators, make_context(rules, AS_OF), n_cases=4) == {
        "delay": 1,
        "count": 3,
    }


def test_more_scopes_than_one_pass_takes(tmp_path: Path) -> None:
    """Forty queues, a case of each: every scope is counted."""
    texts = {f"i{n}": f"period_by: r, where: {{q: q{n}}}, measure: {{kind: count}}" for n in range(40)}
    rules = make_rules(tmp_path, {"r": AT, "q": "type: text"}, texts)
    cases = make_cases({"r": ["2008-02-01 10:00"] * 40}, q=[f"q{n}" for n in range(40)])
    found = count_scopes(cases, [each for _, each in rules.indicators], make_context(rules), n_cases=40)
    assert set(found.values()) == {1}


def test_indicators_with_the_same_due_dates_see_the_same_cases(tmp_path: Path) -> None:
    """Once as-of blanks events, the due date of one may be the event of another; without it all see the same."""
    delay, given, count = _indicators(tmp_path, "delay", "given", "count")
    assert [due_columns(each) for each in (delay, given, count)] == [set(), {"due"}, set()]
    assert choose_same_rows(delay, [delay, given, count], cut_off={"s"}) == [delay, count]
    assert choose_same_rows(delay, [delay, given, count], cut_off=()) == [delay, given, count]
    assert same_rows_key(given, cut_off={"s"}) != same_rows_key(count, cut_off={"s"})


def test_equal_scopes_have_one_key(tmp_path: Path) -> None:
    """Scopes differ by their condition and, once as-of was given, by the column that begins a case."""
    rules = make_rules(tmp_path, COLUMNS, {id_: INDICATORS[id_] for id_ in ("delay", "given", "end")})
    delay, given, end = (indicator for _, indicator in rules.indicators)
    whole, cut_off = make_context(rules), make_context(rules, AS_OF)
    assert scope_key(delay, whole) != scope_key(given, whole) == scope_key(end, whole)
    assert scope_key(given, cut_off) != scope_key(end, cut_off)


def test_a_cell_known_later_is_blanked(tmp_path: Path) -> None:
    """At 24:00 of the 4th an answer of the 6th is not given; without its date a cell was always known."""
    columns = {**COLUMNS, "q": "type: text, known_at: e", "n": "type: integer, known_at: e", "z": "type: text"}
    rules = make_rules(tmp_path, columns, {"count": INDICATORS["count"]})
    (indicator,) = (each for _, each in rules.indicators)
    cases = make_cases(MOMENTS, q=["a", "b", None, "d"], n=[1, 2, 3, 4], z=["a"] * 4)
    found = blank_unknown(cases, [indicator], make_context(rules, AS_OF))
    assert cells_of(found, "q", "n", "z") == [("a", 1, "a"), (None, None, "a"), (None, 3, "a"), ("d", 4, "a")]
    whole = blank_unknown(cases, [indicator], make_context(rules))
    assert cells_of(whole, "n") == [(1,), (2,), (3,), (4,)]


def test_a_case_written_after_as_of_does_not_exist(tmp_path: Path) -> None:
    """The second was written on the 6th; one without that date is there."""
    rules = make_rules(tmp_path, COLUMNS, {"count": INDICATORS["count"]})
    source = rules.sources["s"].model_copy(update={"order_by": "e"})
    rules = rules.model_copy(update={"sources": {"s": source}})
    (indicator,) = (each for _, each in rules.indicators)
    context = make_context(rules, AS_OF)
    condition = in_scope(indicator, context)
    assert condition is not None
    known = blank_unknown(make_cases(MOMENTS, q=["a"] * 4), [indicator], context)
    assert cells_of(known.filter(condition), "id") == [("0",), ("3",)]
