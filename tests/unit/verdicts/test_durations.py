"""How long cases took, counted by hand on each clock."""

from __future__ import annotations

import pytest
from tests.small_runs import AT, ON
from tests.unit.verdicts.small_frames import Judged, context_of, frame_of, in_force, moments, read, rules_of

from gpj_kpi.verdicts.durations import judge_duration
from gpj_kpi.verdicts.outcomes import CaseFrame

HOUR = 3_600_000_000


def _judge(unit: str, spans: list[tuple[str, str]], *, declared: str = AT) -> Judged:
    """Judge cases, each a start and an end."""
    written = f"measure: {{kind: duration, from: a, to: b, statistic: mean, unit: {unit}}}"
    rules = rules_of({"a": declared, "b": declared}, written)
    starts, ends = zip(*spans, strict=True)
    context = context_of(rules)
    case_frame = CaseFrame(frame_of({**moments("a", starts), **moments("b", ends)}), context.engine)
    return read(judge_duration(in_force(rules), context, case_frame), case_frame)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("heures", 4 * 24 * HOUR + 90 * HOUR // 60),
        # Friday 14-18 is four hours less one; Monday 9-12 and 14-18; Tuesday 9-12 and 14-16:30.
        ("heures ouvrées", (3 + 7 + 3) * HOUR + 150 * HOUR // 60),
        # After Friday 7 March: Monday and Tuesday; with Saturday; with Sunday.
        ("jours ouvrés", 2),
        ("jours ouvrables", 3),
        ("jours calendaires", 4),
    ],
)
def test_a_duration_is_counted_in_its_unit(unit: str, expected: int) -> None:
    """From Friday 7 March 2008 at 15:00 to Tuesday the 11th at 16:30."""
    found = _judge(unit, [("2008-03-07 15:00", "2008-03-11 16:30")])
    assert (found.outcomes, found.values) == (["counted"], [expected])


@pytest.mark.parametrize("unit", ["heures", "heures ouvrées", "jours ouvrés"])
def test_what_has_no_length(unit: str) -> None:
    """Without an end a case is pending; without a start, or when it ends before it, it is invalid."""
    spans = [("2008-03-03 10:00", ""), ("", "2008-03-03 10:00"), ("2008-03-03 10:00", "2008-03-03 09:59"), ("", "")]
    found = _judge(unit, spans)
    assert found.outcomes == ["pending", "invalid", "invalid", "invalid"]
    assert found.due == ["", "", "", ""]


def test_dates_are_counted_in_days() -> None:
    """From Thursday 20 March 2008 over Easter to Tuesday the 25th: Friday and Tuesday are business days after it."""
    found = _judge("jours ouvrés", [("2008-03-20", "2008-03-25"), ("2008-03-20", "2008-03-20")], declared=ON)
    assert (found.outcomes, found.values) == (["counted", "counted"], [2, 0])
