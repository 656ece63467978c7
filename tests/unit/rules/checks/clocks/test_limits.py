"""What the limit of a case demands of its columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.small_runs import AT, ON, rule_text

from gpj_kpi import load_rules
from gpj_kpi.errors import RuleFileError
from gpj_kpi.rules.checks.clocks.limits import check_limit

COLUMNS = {"a": AT, "b": AT, "r": AT, "due": AT, "d": ON, "p": "type: text", "k": "type: integer", "n": "type: number"}
DELAY = "kind: delay, from: a, to: b"
ELAPSED = "kind: delay, elapsed: k, done: {p: x}"
FAULTS = {
    f"{DELAY}, limit: {{by: n, A: 2 heures}}": ("limit.by", "a limit is chosen by a text"),
    f"{DELAY}, limit: {{by: q, A: 2 heures}}": ("limit.by", '"q" is not a column'),
    f"{DELAY}, limit: {{by: k, 1: 2 heures, x: 2 heures}}": ("limit.x", "no value of a column of type integer"),
    f'{DELAY}, limit: {{by: k, 1: 2 heures, "+1": 2 heures}}': ("limit.+1", "the same value"),
    f"{DELAY}, limit: {{from: q, within: 2 heures}}": ("limit.from", '"q" is not a column'),
    f"{DELAY}, limit: {{from: b, within: 2 heures}}": ("limit.from", "starts or ends the delay"),
    f"{DELAY}, limit: {{from: d, within: 2 heures}}": ("limit.within", "without a time of day"),
    f"{DELAY}, limit: {{before: d, at_least: 2 heures}}": ("limit.at_least", "without a time of day"),
    f"{DELAY}, limit: {{before: a, at_least: 2 heures}}": ("limit.before", "starts or ends the delay"),
    f"{DELAY}, limit: {{first: [2 heures, {{column: p}}]}}": ("limit.first[1].column", "needs a date"),
    f"{DELAY}, rollover: next_business_day, limit: {{by: p, A: 2 heures}}": ("rollover", "has none"),
    f"{ELAPSED}, limit: {{by: p, A: 2 heures, B: 2 jours ouvrés}}": ("limit.B", "has no calendar"),
    f"{ELAPSED}, limit: {{first: [2 heures, {{column: due}}]}}": ("limit.first[1]", "has no calendar"),
}


@pytest.mark.parametrize("measure", FAULTS, ids=range(len(FAULTS)))
def test_faults(measure: str, tmp_path: Path) -> None:
    """Each fault is one message at its own place."""
    assert callable(check_limit)
    by = ", period_by: a" if "elapsed" in measure else ""
    path = tmp_path / "rules.yaml"
    path.write_text(rule_text(COLUMNS, {"i": f"measure: {{{measure}}}{by}"}), encoding="utf-8")
    with pytest.raises(RuleFileError) as refused:
        load_rules(path)
    place, message = FAULTS[measure]
    assert [issue.path for issue in refused.value.issues] == [f"commitments[0].indicators[0].measure.{place}"]
    assert message in refused.value.issues[0].message
