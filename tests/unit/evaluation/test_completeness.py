"""Whether the data is the whole story, by source: `gpj_kpi.evaluation.completeness`, seen through `evaluate`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules

INDICATORS = {
    "begun": "period_by: r, measure: {kind: count}",
    "ended": "period_by: e, measure: {kind: count}",
    "some": "period_by: r, where: {q: a}, measure: {kind: count}",
}
RULES = rule_text({"r": ON, "e": ON, "q": "type: text"}, INDICATORS, source="expects: {case_on: every month}")
DAYS = [dt.date(2008, 1, 1) + dt.timedelta(n) for n in range(366)]


def _evaluated(folder: Path, days: list[dt.date], **asked: object) -> Evaluation:
    """Evaluate a case for each day, which ended on the next one; one in four is of queue a."""
    frame = pd.DataFrame(
        {
            "id": [str(day) for day in days],
            "r": [f"{day:%d/%m/%Y}" for day in days],
            "e": [f"{day + dt.timedelta(1):%d/%m/%Y}" for day in days],
            "q": ["a" if day.day % 4 == 0 else "b" for day in days],
        }
    )
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    return evaluate(load_rules(folder / "rules.yaml"), {"s": frame}, period="2008", **asked)  # type: ignore[arg-type]


def test_each_reference_date_has_its_coverage(tmp_path: Path) -> None:
    """Cases that begin from 1 July to 15 December end from the 2nd on, and are known to the 16th."""
    evaluation = _evaluated(tmp_path, DAYS[182:350], by="month")
    covered = {
        (each.indicator, each.period): (each.coverage, each.covered_from, each.covered_to)
        for each in evaluation.result_list
    }
    assert covered["begun", "2008"] == ("partial", dt.date(2008, 7, 1), dt.date(2008, 12, 16))
    assert covered["begun", "2008-07"] == ("whole", dt.date(2008, 7, 1), dt.date(2008, 7, 31))
    assert covered["ended", "2008-07"] == ("partial", dt.date(2008, 7, 2), dt.date(2008, 7, 31))
    assert covered["ended", "2008-06"] == ("none", None, None)


@pytest.mark.parametrize("asked", [{"by": "week"}, {"group_by": "q"}, {"indicators": ["some"]}])
def test_what_is_asked_changes_no_coverage(asked: dict[str, object], tmp_path: Path) -> None:
    """An indicator whose cases are few, a group and a week see the silence of May as the source does."""
    evaluation = _evaluated(tmp_path, [day for day in DAYS if day.month != 5], **asked)
    whole = {each.coverage for each in evaluation.result_list if each.period == "2008" and each.indicator != "ended"}
    assert whole == {"gap"}
    gaps = [issue.read for issue in evaluation.issue_list if issue.code == "coverage_gap"]
    assert gaps == ["2008-05-01/2008-05-31", "2008-05-02/2008-06-01"]
    unmet = [(issue.code, issue.read) for issue in evaluation.issue_list if issue.code == "expected_cases"]
    assert unmet == [("expected_cases", "2008-05")]


def _count(
    folder: Path, rest: str, days: list[dt.date], period: str = "2008", **asked: object
) -> list[tuple[object, ...]]:
    """Count a case for each day; its visit is planned for 60 days later."""
    columns = {"r": ON, "v": f"{ON}, planned: true"}
    (folder / "rules.yaml").write_text(rule_text(columns, {"n": rest}), encoding="utf-8")
    later = dt.timedelta(60)
    frame = pd.DataFrame(
        {
            "id": [str(day) for day in days],
            "r": [f"{day:%d/%m/%Y}" for day in days],
            "v": [f"{day + later:%d/%m/%Y}" for day in days],
        }
    )
    found = evaluate(load_rules(folder / "rules.yaml"), {"s": frame}, period=period, **asked)  # type: ignore[arg-type]
    whole = found.result_list[-1]
    return [(whole.value, whole.status, whole.kept, whole.coverage, whole.provisional)]


CASES = "period_by: r, measure: {kind: count}"
BUT_FEBRUARY = [day for day in DAYS if day.month != 2]


@pytest.mark.parametrize(
    ("rest", "days", "period", "expected"),
    [
        # Nothing is known of February: no data, and neither met nor missed.
        (f"{CASES}, target: '>= 5'", BUT_FEBRUARY, "2008-02", (None, "no_data", None, "none", False)),
        (f"{CASES}, target: '<= 5'", BUT_FEBRUARY, "2008-02", (None, "no_data", None, "none", False)),
        # A count of which days are missing is not decided, unless it is reached.
        (f"{CASES}, target: '>= 366'", BUT_FEBRUARY, "2008", (337, "pending", None, "gap", True)),
        (f"{CASES}, target: '>= 337'", BUT_FEBRUARY, "2008", (337, "met", True, "gap", True)),
        (f"{CASES}, target: '>= 366'", DAYS[60:], "2008", (306, "pending", None, "partial", True)),
        (f"{CASES}, target: '<= 400'", DAYS[60:], "2008", (306, "pending", None, "partial", True)),
        (f"{CASES}, target: '<= 300'", DAYS[60:], "2008", (306, "missed", False, "partial", True)),
        # The target begins with a version.
        (
            f"{CASES}, versions: [{{from: 2008-07-01, target: '>= 380', ref: x}}]",
            DAYS[:213],
            "2008",
            (213, "pending", None, "partial", True),
        ),
        # One case typed ten years early is no beginning.
        (f"{CASES}, target: '>= 5'", [dt.date(1998, 1, 2), *DAYS], "2006", (None, "no_data", None, "none", False)),
        (f"{CASES}, target: '>= 5'", [dt.date(1998, 1, 2), *DAYS], "2008", (366, "met", True, "whole", False)),
        # Plans are known before they come: the year is covered by visits from 1 March on.
        ("period_by: v, measure: {kind: count}", DAYS[:300], "2008-05", (31, "no_target", None, "whole", False)),
        ("period_by: v, measure: {kind: count}", DAYS[:300], "2008-12", (25, "no_target", None, "partial", True)),
    ],
)
def test_a_count_is_judged_by_what_is_known_of_its_days(
    rest: str, days: list[dt.date], period: str, expected: tuple[object, ...], tmp_path: Path
) -> None:
    """No data is no 0; days that are missing may bring more; a lone case and a plan move nothing."""
    assert _count(tmp_path, rest, days, period) == [expected]
