"""What the test suites of eleven other projects assert of calendars, deadlines and elapsed time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.peer.suites import SUITES, Question, ask, asked_otherwise, is_same, moment, questions_of, rules_of

from gpj_kpi.calendars.deadline import deadline_of
from gpj_kpi.calendars.limits import parse_limit

_COUNTED_OTHERWISE = {"biz": 4, "business_time": 10, "glpi": 10, "odoo_resource": 3}


def test_the_tables_are_whole() -> None:
    """There are 1,180 assertions; 97 are counted by another convention, or cannot be said."""
    rows = [question.row for suite in SUITES for question in questions_of(suite)]
    assert (len(SUITES), len(rows)) == (11, 1180)
    assert Counter(row["class"] for row in rows) == {"": 1083, "a": 66, "ab": 23, "b": 6, "d": 2}
    assert {row["agree_expected"] for row in rows if row["class"]} == {"no"}


@pytest.mark.parametrize("suite", SUITES)
def test_every_assertion_of_a_suite_holds(suite: str, tmp_path: Path) -> None:
    """Judged as cases; what is counted by another convention gives what ours says."""
    questions = questions_of(suite)
    answers = ask(questions, tmp_path)
    wrong = [
        f"{each.id}: {answers[each.id]}, expected {each.answer} ({each.row['note']})"
        for each in questions
        if not is_same(answers[each.id], each.answer)
    ]
    assert wrong == []


@pytest.mark.parametrize("suite", _COUNTED_OTHERWISE)
def test_what_is_counted_otherwise_can_be_said(suite: str, tmp_path: Path) -> None:
    """With the keys that say the convention of the suite, our rules give what it expects."""
    questions = asked_otherwise(suite)
    answers = ask(questions, tmp_path)
    wrong = [
        f"{each.id}: {answers[each.id]}, expected {each.answer} ({each.row['note']})"
        for each in questions
        if not is_same(answers[each.id], each.answer)
    ]
    assert (wrong, len(questions)) == ([], _COUNTED_OTHERWISE[suite])


@pytest.mark.parametrize("suite", SUITES)
def test_every_deadline_of_a_suite_is_counted_alike_by_the_command(suite: str, tmp_path: Path) -> None:
    """`deadline` counts one case by a code of its own, day by day."""
    asked = [each for each in questions_of(suite) if each.row["operation"] == "due" and not each.pauses]
    answers = {each.id: _count(each, tmp_path) for each in asked}
    wrong = [
        f"{each.id}: {answers[each.id]}, expected {each.answer} ({each.row['note']})"
        for each in asked
        if not is_same(answers[each.id], each.answer)
    ]
    assert wrong == []


def _count(question: Question, folder: Path) -> str:
    """Count one limit, and write the answer as the tables do."""
    rules = rules_of(question.calendar, {"m": question.measure}, folder)
    counted = deadline_of(rules.schedule, question.start, parse_limit(question.measure.amount))
    if question.reading == "last_day":
        return str(counted.last_day)
    return counted.due_at.replace(tzinfo=None).isoformat(sep=" ")


@pytest.mark.parametrize(
    ("answer", "expected", "same"),
    [
        ("60.0", "60", True),
        ("60.1", "60", False),
        ("2018-04-10 00:00:00", "2018-04-10 00:00:00.000001", True),
        ("2018-04-10 00:00:00", "2018-04-10 00:00:01", False),
        ("refused", "refused", True),
        ("true", "false", False),
    ],
)
def test_answers_are_compared_to_the_microsecond(answer: str, expected: str, *, same: bool) -> None:
    """Else no row could be wrong."""
    assert is_same(answer, expected) is same
    assert moment("2018-04-10").hour == 0
