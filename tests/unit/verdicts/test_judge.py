"""One road to a verdict: batches of indicators, their scopes and versions, and the columns that are asked for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.small_runs import AT, ON
from tests.unit.verdicts.made import at, cells_of, day, make_cases, make_context, make_rules

from gpj_kpi import RuleFile
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.errors import UsageError
from gpj_kpi.rules import Indicator
from gpj_kpi.verdicts.groups import NO_GROUP
from gpj_kpi.verdicts.judge import DETAILS, batches, judge_together, name_groups, require_few_groups
from gpj_kpi.verdicts.outcomes import CODES, NOT_LOOKED_AT

COLUMNS = {
    "r": AT,
    "e": AT,
    "d": ON,
    "q": "type: text",
    "n": "type: integer",
    "b": "type: boolean, true_values: [oui], false_values: [non]",
}
OPEN = "opening_hours: {mon-fri: ['09:00-17:00']}"
INDICATORS = {
    "delay": "measure: {kind: delay, from: r, to: e, limit: 24 heures}, where: {q: a}",
    "share": "period_by: r, measure: {kind: share, of: {q: a}}",
    "mean": "period_by: r, measure: {kind: mean, value: n}",
    "count": "period_by: r, measure: {kind: count}",
    "by_day": "period_by: d, measure: {kind: count}",
    "hours": "measure: {kind: delay, from: r, to: e, limit: 8 heures ouvrées}",
    "versions": "measure: {kind: delay, from: r, to: e, limit: 24 heures}, "
    "versions: [{from: 2008-02-02, limit: 48 heures, ref: R}]",
    "open_versions": "measure: {kind: delay, from: r, to: e, limit: 8 heures ouvrées}, "
    "versions: [{from: 2008-02-02, limit: 16 heures ouvrées, ref: R}]",
}
# 25 hours from Friday 1 February and from Monday the 4th, none from the 4th, and a case without a beginning.
MOMENTS: dict[str, list[str | None]] = {
    "r": ["2008-02-01 10:00", "2008-02-04 10:00", "2008-02-04 10:00", None],
    "e": ["2008-02-02 11:00", "2008-02-05 11:00", None, "2008-02-05 11:00"],
    "d": ["2008-02-01", "2008-02-04", "2008-02-04", "2008-02-05"],
}
LATE, MET, MISSED, COUNTED, EXCLUDED = (CODES[name] for name in ("late", "met", "missed", "counted", "excluded"))
PENDING, OVERDUE, INVALID = (CODES[name] for name in ("pending", "overdue", "invalid"))


def _rules(folder: Path, *ids: str) -> RuleFile:
    return make_rules(folder, COLUMNS, {id_: INDICATORS[id_] for id_ in ids}, calendar=OPEN)


def _indicators(rules: RuleFile) -> list[Indicator]:
    return [indicator for _, indicator in rules.indicators]


def test_a_batch_holds_indicators_of_one_reference_date(tmp_path: Path) -> None:
    """Those of one date are judged in one pass; a limit in open time takes joins of its own, and so a pass."""
    indicators = _indicators(_rules(tmp_path, "delay", "by_day", "share", "hours", "count"))
    found = [[indicator.id for indicator in batch] for batch in batches(indicators, cut_off=())]
    assert found == [["delay", "share", "count"], ["by_day"], ["hours"]]


def test_batches_are_small_and_go_by_their_first_indicator(tmp_path: Path) -> None:
    """Forty counts by one date are two batches; that of another date comes between them, as in the rule file."""
    texts = {f"i{n}": INDICATORS["count"] for n in range(40)}
    texts = dict([*list(texts.items())[:10], ("by_day", INDICATORS["by_day"]), *list(texts.items())[10:]])
    found = batches(_indicators(make_rules(tmp_path, COLUMNS, texts)), cut_off=())
    assert [len(batch) for batch in found] == [32, 1, 8]
    assert [batch[0].id for batch in found] == ["i0", "by_day", "i32"]


def test_each_indicator_of_a_batch_has_its_columns(tmp_path: Path) -> None:
    """A case outside the scope of one is judged under the others; what is not summed has no column."""
    rules = _rules(tmp_path, "delay", "share", "mean", "count")
    cases = make_cases(MOMENTS, q=["a", "a", "b", None], n=[4, None, 2, 1])
    found = judge_together(cases, _indicators(rules), make_context(rules, latest="2008-02-05 11:00"))
    assert found.collect_schema().names() == [
        "_reference_day",
        "_outcome_0",
        "_outcome_1",
        "_outcome_2",
        "_value_2",
        "_outcome_3",
    ]
    assert cells_of(found, "_outcome_0", "_outcome_1", "_outcome_2", "_outcome_3", "_value_2") == [
        (LATE, MET, COUNTED, COUNTED, 4),
        (LATE, MET, EXCLUDED, COUNTED, None),
        (NOT_LOOKED_AT, MISSED, COUNTED, COUNTED, 2),
        (NOT_LOOKED_AT, EXCLUDED, COUNTED, COUNTED, 1),
    ]
    monday = day("2008-02-04")
    assert cells_of(found, "_reference_day") == [(day("2008-02-01"),), (monday,), (monday,), (None,)]


def test_cases_outside_the_one_scope_are_left_out(tmp_path: Path) -> None:
    """Two of four cases are of queue a: where all indicators of a batch have one scope, no other is judged."""
    rules = _rules(tmp_path, "delay")
    cases = make_cases(MOMENTS, q=["a", "b", "a", None])
    context = make_context(rules, latest="2008-02-05 11:00")
    found = judge_together(cases, _indicators(rules), context, is_detailed=True)
    assert cells_of(found, "id", "_row", "_outcome_0") == [("0", 0, LATE), ("2", 2, OVERDUE)]


def test_a_single_case_tells_its_course(tmp_path: Path) -> None:
    """It began at 10:00, ended 25 hours later, and was due after 24; a measure without weight has none."""
    rules = _rules(tmp_path, "delay")
    cases = make_cases(MOMENTS, q=["a", "b", "b", "b"])
    context = make_context(rules, latest="2008-02-05 11:00")
    found = judge_together(cases, _indicators(rules), context, is_detailed=True)
    hour = 3600 * 10**6
    start = at("2008-02-01 10:00")
    assert cells_of(found, *(f"_{name}_0" for name in DETAILS)) == [
        (start, start + 25 * hour, start + 24 * hour, 25 * hour, None, None)
    ]


@pytest.mark.parametrize("id_", ["versions", "open_versions"])
def test_the_version_in_force_on_the_reference_date_judges(id_: str, tmp_path: Path) -> None:
    """The limit of Friday is too short for 25 hours, or for the 7 + 2 open ones to Monday; Monday's is not.

    Without a reference date the first version judges. A limit in open time is judged version by version.
    """
    rules = _rules(tmp_path, id_)
    moments = MOMENTS | {"e": ["2008-02-04 11:00", "2008-02-05 11:00", None, "2008-02-05 11:00"]}
    context = make_context(rules, latest="2008-02-05 12:00")
    found = judge_together(make_cases(moments), _indicators(rules), context, is_detailed=True)
    second = day("2008-02-02")
    assert sorted(cells_of(found, "_row", "_outcome_0", "_version_0")) == [
        (0, LATE, None),
        (1, MET, second),
        (2, PENDING, second),
        (3, INVALID, None),
    ]
    counted = judge_together(make_cases(moments), _indicators(rules), context)
    assert sorted(cells_of(counted, "_outcome_0")) == sorted(cells_of(found, "_outcome_0"))


def test_the_details_change_no_outcome(tmp_path: Path) -> None:
    """What is counted is what the single cases show, under every measure and as-of."""
    rules = _rules(tmp_path, *INDICATORS)
    cases = make_cases(MOMENTS, q=["a", "(none)", '"(none)"', None], n=[4, None, 2, 1])
    for as_of in (None, dt.date(2008, 2, 4)):
        context = make_context(rules, as_of, latest="2008-02-05 11:00")
        for batch in batches(_indicators(rules), cut_off=() if as_of is None else {"s"}):
            together = judge_together(cases, batch, context)
            for number, indicator in enumerate(batch):
                alone = judge_together(cases, [indicator], context, is_detailed=True)
                counted = cells_of(together, "_reference_day", f"_outcome_{number}")
                shown = cells_of(alone, "_reference_day", "_outcome_0")
                assert sorted(map(str, shown)) == sorted(str(row) for row in counted if row[1] != NOT_LOOKED_AT)


@pytest.mark.parametrize(
    ("group_by", "groups"),
    [
        ("q", ["a", '"(none)"', '""(none)""', NO_GROUP]),
        ("n", ["4", NO_GROUP, "2", "1"]),
        ("b", ["true", "false", NO_GROUP, "true"]),
    ],
)
def test_a_missing_cell_is_a_group_of_its_own(group_by: str, groups: list[str], tmp_path: Path) -> None:
    """Texts, whole numbers and booleans name groups; cases without a value form `(none)`, which no text is called."""
    rules = _rules(tmp_path, "count")
    cases = make_cases(MOMENTS, q=["a", "(none)", '"(none)"', None], n=[4, None, 2, 1], b=[True, False, None, True])
    found = judge_together(cases, _indicators(rules), make_context(rules), group_by=group_by)
    assert [group for (group,) in cells_of(found, "_group")] == groups


def test_a_group_written_in_one_way_is_named_so(tmp_path: Path) -> None:
    """`é` of one source alone is named as read; where two ways occur, in one source or in two, the name is in NFC."""
    engine = PandasEngine({}, _rules(tmp_path, "count"))
    apart = {letter: f"{letter}\u0301" for letter in "aeio"}
    first = make_cases({"r": [None] * 4}, g=["é", "á", "á", None], g__read=[apart["e"], apart["a"], None, None])
    second = make_cases({"r": [None] * 3}, g=["í", "ó", "x"], g__read=[apart["i"], apart["o"], None])
    third = make_cases({"r": [None]}, g=["ó"])  # no text of this source was written so
    assert name_groups([first, second, third], "g", engine) == {"é": apart["e"], "í": apart["i"]}


def test_a_column_of_too_many_values_makes_no_groups(tmp_path: Path) -> None:
    """A thousand values are groups; one more is refused with its number."""
    engine = PandasEngine({}, _rules(tmp_path, "count"))
    cases = make_cases({"r": [None] * 1001}, n=[*range(1000), 0])
    require_few_groups(cases, "n", engine)
    with pytest.raises(UsageError, match='"_row" has 1001 values'):
        require_few_groups(cases, "_row", engine)
