"""Every case of the table: exit status, words of the message, and what became of each row."""

from __future__ import annotations

import pytest
from tests.hostile import broken_records, cells, contents, dialects, duplicates, gates, pauses, rule_files
from tests.hostile.case import Case
from tests.hostile.conftest import Judge, Outcome

TABLES = (dialects, cells, broken_records, gates, duplicates, contents, pauses, rule_files)
CASES = {f"{table.__name__.rpartition('.')[2]}: {name}": case for table in TABLES for name, case in table.CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_hostile_case(name: str, judge: Judge) -> None:
    """The run ends as the table says; every row is a case, a duplicate, or rejected with its code and line."""
    case = CASES[name]
    outcome = judge(case)
    assert outcome.status == case.status, outcome.err
    said = outcome.out + outcome.err + "\n".join(issue["message"] for issue in outcome.issues)
    assert [words for words in case.words if words not in said] == [], said
    if case.status == 0:
        account, expected = _account(outcome, case.account_of), _expected(case)
        assert {name: account[name] for name in expected} == expected


def _expected(case: Case) -> dict[str, object]:
    return {
        "rows": case.rows,
        "cases": case.cases,
        "rejected": list(case.rejected),
        "duplicates": case.duplicates,
        "notices": list(case.notices),
        "many_duplicates": 5 * case.duplicates > case.rows,
        **({} if case.groups is None else {"groups": dict(case.groups)}),
        **({} if case.total is None else {"total": case.total}),
    }


def _account(outcome: Outcome, name: str) -> dict[str, object]:
    counts = {row["group"]: row["value"] for row in outcome.document["results"] if row["indicator"] == "n"}
    (mean,) = (row for row in outcome.document["results"] if row["indicator"] == "m" and row["group"] is None)
    source = outcome.source(name)
    rejected = [issue for issue in outcome.issues if issue["severity"] == "rejected"]
    notices = [issue["code"] for issue in outcome.issues if issue["severity"] == "notice"]
    return {
        "rows": source["rows"],
        "cases": source["cases"],
        "rejected": [(issue["code"], int(issue["line"])) for issue in rejected],
        "duplicates": source["duplicates"],
        "notices": [code for code in notices if code != "many_duplicates"],
        "many_duplicates": "many_duplicates" in notices,
        "groups": {group: count for group, count in counts.items() if group is not None},
        "total": mean["numerator"],
    }
