"""Which indicators are judged in steps of their own."""

from __future__ import annotations

import pytest
from tests.small_runs import AT
from tests.unit.verdicts.small_frames import context_of, frame_of, local, moments, rules_of

from gpj_kpi.rules import Ends
from gpj_kpi.verdicts.outcomes import CaseFrame
from gpj_kpi.verdicts.time.abandonment import find_span
from gpj_kpi.verdicts.time.steps import place_span, takes_steps

COLUMNS = {"a": AT, "b": AT, "h": AT, "w": "type: integer", "o": "type: text"}
DELAY = "kind: delay, from: a, to: b"
SHORT = "abandoned: {when: {o: X}, at: h, counts: met_if_within, within: 2 heures ouvrées}"
MEASURES = {
    f"{DELAY}, limit: 2 heures": False,
    # Found by the day of the start, which is looked up.
    f"{DELAY}, limit: 2 jours ouvrés": False,
    f"{DELAY}, limit: 1 mois, rollover: next_business_day": False,
    f"{DELAY}, limit: {{column: h}}": False,
    f"{DELAY}, limit: 2 heures ouvrées": True,
    f"{DELAY}, limit: 2 heures, {SHORT}": True,
    "kind: delay, elapsed: w, done: {o: x}, limit: 2 secondes": False,
    "kind: duration, from: a, to: b, statistic: mean": False,
    "kind: duration, from: a, to: b, statistic: mean, unit: minutes ouvrées": True,
    "kind: duration, from: a, to: b, statistic: mean, unit: jours ouvrés": True,
    "kind: share, of: {o: x}": False,
    "kind: mean, value: w": False,
    "kind: count": False,
}


@pytest.mark.parametrize("measure", MEASURES)
def test_a_clock_that_is_no_real_time_takes_steps(measure: str) -> None:
    """Open time does, and so does a duration in days; whatever else is looked up or compared does not."""
    rules = rules_of(COLUMNS, f"period_by: a, measure: {{{measure}}}")
    assert takes_steps(rules.indicator("i")) is MEASURES[measure]


def test_one_version_in_open_time_is_enough() -> None:
    """The indicator is judged in steps, though its first version is one of real time."""
    versions = "versions: [{from: 2009-01-01, limit: 2 heures ouvrées, ref: p}]"
    indicator = rules_of(COLUMNS, f"measure: {{{DELAY}, limit: 2 heures}}, {versions}").indicator("i")
    first, later = indicator.in_force
    assert [takes_steps(each) for each in (indicator, first.indicator, later.indicator)] == [True, False, True]


def test_the_course_of_a_case_is_put_into_columns() -> None:
    """Start, end and stop keep their instants and days; a case that has not ended has not stopped."""
    rules = rules_of(COLUMNS, f"measure: {{{DELAY}, limit: 2 heures}}")
    context = context_of(rules)
    cases = {**moments("a", ["2008-03-03 23:30", "2008-03-04 00:30"]), **moments("b", ["2008-03-04 01:00", ""])}
    case_frame = CaseFrame(frame_of(cases), context.engine)
    place_span(find_span("a", Ends("first", ("b",)), None, context), case_frame)
    found = context.engine.fetch(case_frame.complete())
    assert [local(instant) for instant in found["_started_at"]] == ["2008-03-03 23:30", "2008-03-04 00:30"]
    assert (found["_started_at__day"] - found["_started_at__day"][0]).tolist() == [0, 1]
    for name in ("_ended_at", "_stopped_at"):
        assert [local(instant) for instant in found[name]] == ["2008-03-04 01:00", ""]
        assert found[f"{name}__day"].isna().tolist() == [False, True]
