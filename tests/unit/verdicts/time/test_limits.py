"""When limits of several forms are due, and how long cases took, worked out by hand."""

from __future__ import annotations

from tests.small_runs import AT, ON
from tests.unit.verdicts.small_frames import Judged, context_of, frame_of, in_force, moments, read, rules_of

from gpj_kpi.verdicts.delays import judge_delay
from gpj_kpi.verdicts.outcomes import CaseFrame
from gpj_kpi.verdicts.time import limits

HOUR = 3_600_000_000
COLUMNS = {"a": AT, "b": AT, "r": AT, "due": AT, "d": ON, "p": "type: text"}

Case = dict[str, str]


def _judge(limit: str, *cases: Case) -> Judged:
    """Judge cases, each given by the local times that are filled in it; opening hours are in the calendar."""
    assert callable(limits.find_due)
    rules = rules_of(COLUMNS, f"measure: {{kind: delay, from: a, to: b, limit: {limit}}}")
    columns = {"p": [case.get("p", "") for case in cases]}
    for name in COLUMNS:
        if name != "p":
            columns |= moments(name, [case.get(name, "") for case in cases])
    context = context_of(rules, latest="2008-12-31 00:00")
    case_frame = CaseFrame(frame_of(columns), context.engine)
    return read(judge_delay(in_force(rules), context, case_frame), case_frame)


def test_each_limit_counts_from_its_own_event() -> None:
    """From the start, from another event, from a due date and back from an event, by days and by hours."""
    case = {"a": "2008-03-03 09:00", "b": "2008-03-04 09:00", "r": "2008-03-03 12:00", "d": "2008-03-07"}
    for limit, due in [
        ("2 heures", "2008-03-03 11:00"),
        ("{from: r, within: 2 heures}", "2008-03-03 14:00"),
        ("{from: r, within: 1 mois}", "2008-04-04 00:00"),
        ("{from: d, within: 2 jours ouvrés}", "2008-03-12 00:00"),
        ("{before: r, at_least: 90 minutes}", "2008-03-03 10:30"),
        ("{before: d, at_least: 3 jours calendaires}", "2008-03-05 00:00"),
        ("{before: d, at_least: 1 mois}", "2008-02-08 00:00"),
        ("{first: [3 heures, {from: r, within: 2 heures}, {before: d, at_least: 1 jour ouvré}]}", "2008-03-03 12:00"),
        ("{last: [3 heures, {from: r, within: 2 heures}, {before: d, at_least: 1 jour ouvré}]}", "2008-03-07 00:00"),
    ]:
        assert _judge(limit, case).due == [due], limit


def test_the_value_is_real_time_where_limits_run_on_several_clocks() -> None:
    """A day is told in hours here, whatever the limits count."""
    case = {"a": "2008-03-03 09:00", "b": "2008-03-04 09:00", "p": "A"}
    assert _judge("{first: [2 heures, 2 jours ouvrés]}", case).values == [24 * HOUR]
    assert _judge("{by: p, A: 2 heures}", case).values == [24 * HOUR]
