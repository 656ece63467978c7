"""Which results decide, what cannot be judged in full, and the exit status; all worked out by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.days import day_number
from gpj_kpi.calendars.periods import parse_period
from gpj_kpi.calendars.time_zones.named import zone_named
from gpj_kpi.cases.coverage import Coverage
from gpj_kpi.cases.rhythm import WaitingDays
from gpj_kpi.errors import Issue
from gpj_kpi.evaluation.decision import Decision, Strictness, decide
from gpj_kpi.results.result import Result, Status

RULES = rule_text(
    {"r": ON},
    {"n": "period_by: r, measure: {kind: count}, target: '>= 1'", "all": "period_by: r, measure: {kind: count}"},
)
YEAR = parse_period("2008")
LENIENT = Strictness(accept_partial=True)


def _days(*spans: tuple[str, str]) -> list[int]:
    """Number each day of some spans."""
    ends = [(day_number(dt.date.fromisoformat(a)), day_number(dt.date.fromisoformat(b))) for a, b in spans]
    return [day for first, last in ends for day in range(first, last + 1)]


def _coverage(days: Sequence[int], as_of: str) -> Coverage:
    """A case on each of these days, and no day on which none is waited for."""
    known = AsOf.given(dt.date.fromisoformat(as_of), zone_named("Europe/Paris"))
    return Coverage(np.array(days, dtype=np.int64), np.ones(len(days), np.int64), known, WaitingDays.of())


WHOLE = _coverage(_days(("2007-12-01", "2009-01-10")), "2009-01-10")


@pytest.fixture
def base(tmp_path: Path) -> Evaluation:
    """2008 by quarters; its results and coverage are taken away by each test."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    frame = pd.DataFrame({"id": ["1"], "r": ["01/02/2008"]})
    return evaluate(load_rules(tmp_path / "rules.yaml"), {"s": frame}, period="2008", by="quarter")


def _result(base: Evaluation, status: Status, period: str = "2008", **more: object) -> Result:
    return replace(base.result_list[0], status=status, period=period, **{"is_open": False, **more})  # type: ignore[arg-type]


def _decide(
    base: Evaluation,
    results: Sequence[Result],
    strictness: Strictness,
    coverage: Coverage = WHOLE,
    issues: Sequence[Issue] = (),
) -> Decision:
    given = replace(base, result_list=tuple(results), coverage={("s", "r"): coverage}, issue_list=tuple(issues))
    return decide(given, strictness)


@pytest.mark.parametrize(
    ("whole", "part", "group", "parts_decide", "fail_on_near", "status"),
    [
        ("met", "met", "met", False, False, 0),
        ("near", "near", "near", True, False, 0),
        ("no_target", "no_data", "too_few", True, True, 0),
        ("missed", "met", "met", False, False, 4),
        ("met", "missed", "met", False, False, 0),
        ("met", "missed", "met", True, False, 4),
        ("met", "met", "missed", False, False, 4),
        ("near", "met", "met", False, True, 4),
        ("met", "near", "met", False, True, 0),
        ("met", "near", "met", True, True, 4),
        ("met", "met", "near", False, True, 4),
        ("pending", "met", "met", False, False, 5),
        ("met", "pending", "met", False, False, 0),
        ("met", "pending", "met", True, False, 5),
        ("met", "met", "pending", False, False, 5),
        ("pending", "missed", "met", True, False, 4),
    ],
)
def test_who_decides(
    base: Evaluation, *, whole: Status, part: Status, group: Status, parts_decide: bool, fail_on_near: bool, status: int
) -> None:
    """The whole and each group of it decide; parts only where they are asked to, and near only then as well."""
    results = [
        _result(base, part, "2008-Q2"),
        _result(base, whole),
        _result(base, "met", "2008-Q2", group="a"),
        _result(base, group, group="a"),
    ]
    assert _decide(base, results, Strictness(parts_decide=parts_decide, fail_on_near=fail_on_near)).exit_code == status


def test_the_days_of_a_version_decide_nothing(base: Evaluation) -> None:
    """A rule that changed in May has two more results; the period itself is judged by both."""
    results = [_result(base, "missed", "2008-01-01/2008-05-12"), _result(base, "met")]
    assert _decide(base, results, Strictness(parts_decide=True)).exit_code == 0


def test_the_worst_comes_first_with_the_parts_that_failed(base: Evaluation) -> None:
    """A whole that is kept is named too if a part of it is not; what is kept throughout is not named."""
    results = [
        _result(base, "missed", "2008-Q2", indicator="all"),
        _result(base, "near", "2008-Q3", indicator="all"),
        _result(base, "missed", "2008-Q4", indicator="all"),
        _result(base, "met", indicator="all"),
        _result(base, "met", "2008-Q4"),
        _result(base, "met"),
        _result(base, "near", group="a"),
        _result(base, "missed", group="b"),
    ]
    for strictness, failed in ((Strictness(), "Q2 Q4"), (Strictness(fail_on_near=True), "Q2 Q3 Q4")):
        found = _decide(base, results, strictness).not_kept
        assert [(each.whole.indicator, each.whole.group) for each in found] == [("n", "b"), ("n", "a"), ("all", None)]
        assert [part.label for part in found[2].parts] == [f"2008-{name}" for name in failed.split()]
        assert found[0].parts == ()


@pytest.mark.parametrize(
    ("spans", "as_of", "kind", "silent", "strict", "lenient"),
    [
        ([("2007-12-01", "2009-01-10")], "2009-01-10", None, [], 0, 0),
        ([("2008-01-03", "2009-01-10")], "2009-01-10", "partial", [("2008-01-01", "2008-01-02")], 5, 0),
        ([("2007-12-01", "2008-12-29")], "2008-12-29", "partial", [("2008-12-30", "2008-12-31")], 5, 0),
        (
            [("2008-02-01", "2008-11-30")],
            "2008-11-30",
            "partial",
            [("2008-01-01", "2008-01-31"), ("2008-12-01", "2008-12-31")],
            5,
            0,
        ),
        (
            [("2007-12-01", "2008-04-30"), ("2008-06-01", "2009-01-10")],
            "2009-01-10",
            "gap",
            [("2008-05-01", "2008-05-31")],
            5,
            5,
        ),
        ([("2007-12-01", "2008-10-31")], "2008-11-30", "gap", [("2008-11-01", "2008-12-31")], 5, 5),
        ([("2006-12-01", "2007-06-30")], "2007-06-30", "none", [], 5, 5),
        ([], "2009-01-10", "none", [], 5, 5),
    ],
)
def test_what_is_not_covered(
    base: Evaluation,
    *,
    spans: list[tuple[str, str]],
    as_of: str,
    kind: str | None,
    silent: list[tuple[str, str]],
    strict: int,
    lenient: int,
) -> None:
    """A case a day is usual: two days without are long. A silence that lasts to as-of goes on after it."""
    coverage = _coverage(_days(*spans), as_of)
    results = [_result(base, "met"), _result(base, "no_target", indicator="all")]
    decision = _decide(base, results, Strictness(), coverage)
    assert decision.exit_code == strict
    assert _decide(base, results, LENIENT, coverage).exit_code == lenient
    assert _decide(base, results, LENIENT, coverage).not_covered == decision.not_covered
    found = decision.not_covered
    assert [(each.source, each.kind, each.periods) for each in found] == ([("s", kind, (YEAR,))] if kind else [])
    assert [f"{first}/{last}" for each in found for first, last in each.silent] == ["/".join(span) for span in silent]


def test_a_period_without_any_case_is_silent_throughout() -> None:
    """Also where the source never had one."""
    (silent,) = _coverage([], "2008-12-31").silences(YEAR)
    assert silent == (dt.date(2008, 1, 1), dt.date(2008, 12, 31))


def test_an_indicator_without_target_is_asked_for(base: Evaluation) -> None:
    """Its data is missing, so what was asked for cannot be shown in full."""
    coverage = _coverage(_days(("2008-01-01", "2008-03-31")), "2008-03-31")
    results = [_result(base, "no_target", indicator="all")]
    assert _decide(base, results, Strictness(), coverage).exit_code == 5


def test_parts_that_decide_are_covered_one_by_one(base: Evaluation) -> None:
    """Those without data are named together, the worst first; without `--by` the year alone is named."""
    coverage = _coverage(_days(("2008-01-01", "2008-05-31")), "2008-05-31")
    results = [_result(base, "met")]
    by_quarter = _decide(base, results, Strictness(parts_decide=True), coverage).not_covered
    assert [(each.kind, [period.label for period in each.periods]) for each in by_quarter] == [
        ("none", ["2008-Q3", "2008-Q4"]),
        ("partial", ["2008-Q2"]),
        ("partial", ["2008"]),
    ]
    assert by_quarter[1].silent == ((dt.date(2008, 6, 1), dt.date(2008, 6, 30)),)
    assert [each.periods for each in _decide(base, results, Strictness(), coverage).not_covered] == [(YEAR,)]


def test_pending_cases_that_may_still_decide(base: Evaluation) -> None:
    """They are accepted on demand; a target that is missed is missed all the same."""
    for status, strict, lenient in (("met", 5, 0), ("near", 5, 0), ("missed", 4, 4)):
        results = [_result(base, status, is_open=True, pending=3)]  # type: ignore[arg-type]
        assert _decide(base, results, Strictness()).exit_code == strict
        assert _decide(base, results, LENIENT).exit_code == lenient
        assert _decide(base, results, LENIENT).undecided == tuple(results)


@pytest.mark.parametrize(
    ("code", "status"),
    [("stale", 5), ("expected_file", 5), ("expected_cases", 5), ("expected_rows", 5), ("lone_date", 0), ("footer", 0)],
)
def test_notices_that_say_that_data_is_missing(base: Evaluation, code: str, status: int) -> None:
    """Partial data may be accepted; a file that should be there may not."""
    notice = Issue(code=code, message="...", source="s", severity="notice")
    for strictness in (Strictness(), LENIENT):
        decision = _decide(base, [_result(base, "met")], strictness, issues=[notice])
        assert decision.exit_code == status
        assert decision.missing == ((notice,) if status else ())


@pytest.mark.parametrize(("today", "status"), [(None, 5), ("2008-06-30", 0), ("2008-07-01", 5)])
def test_a_part_that_has_not_begun_decides_nothing(base: Evaluation, today: str | None, status: int) -> None:
    """On 30 June nothing is asked of the quarters to come, where what is covered in part may pass."""
    coverage = _coverage(_days(("2007-12-01", "2008-06-30")), "2008-06-30")
    given = replace(base, today=None if today is None else dt.date.fromisoformat(today))
    results = [_result(base, "met"), _result(base, "no_data", "2008-Q3"), _result(base, "no_data", "2008-Q4")]
    assert _decide(given, results, Strictness(parts_decide=True, accept_partial=True), coverage).exit_code == status
