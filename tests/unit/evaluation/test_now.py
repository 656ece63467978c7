"""A now that is none is refused by its name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.errors import UsageError


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (dt.date(1949, 12, 31), "^now: 1949-12-31 lies outside the years 1950 to 2199"),
        ("2008-01-01", "^now: '2008-01-01' is neither a date nor a datetime"),
        (pd.NaT, "^now: NaT is neither a date nor a datetime"),
    ],
)
def test_the_message_names_now(now: dt.date, words: str, tmp_path: Path) -> None:
    """As that of as_of names as_of."""
    (tmp_path / "rules.yaml").write_text(rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}))
    rules = load_rules(tmp_path / "rules.yaml")
    frame = pd.DataFrame({"id": ["1"], "r": ["01/02/2008"]})
    with pytest.raises(UsageError, match=words):
        evaluate(rules, {"s": frame}, period="2008", now=now)
    with pytest.raises(UsageError, match=words.replace("now", "as_of")):
        evaluate(rules, {"s": frame}, period="2008", as_of=now)
