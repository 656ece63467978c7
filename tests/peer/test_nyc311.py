"""Two thousand real service requests, against a recount in plain loops.

One of them is closed on 01/01/1900, before it was opened: counted blindly it is "in time". It is out of range, so
refused, and each figure is that of the blind count less this one row.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from gpj_kpi import Evaluation, RuleFile, evaluate, load_rules

TESTS = Path(__file__).parents[1]
NYC311 = TESTS / "data" / "nyc311"
IMPOSSIBLE = "19944912"
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Request:
    """One request of the export, as its cells say."""

    id: str
    opened_at: dt.datetime
    due_at: dt.datetime | None
    closed_at: dt.datetime | None


def _moment(text: str) -> dt.datetime | None:
    return dt.datetime.strptime(text, "%d/%m/%Y %H:%M:%S") if text else None


@cache
def _requests() -> tuple[Request, ...]:
    found = []
    with (NYC311 / "complaints_nyc311_2011_03.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            opened_at = _moment(row["opened_at"])
            assert opened_at is not None
            found.append(Request(row["complaint_id"], opened_at, _moment(row["due_at"]), _moment(row["closed_at"])))
    return tuple(found)


@cache
def _holidays() -> frozenset[dt.date]:
    with (TESTS / "data" / "holidays" / "jours_feries_metropole.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(dt.date.fromisoformat(row["date"]) for row in csv.DictReader(file))


def _is_open(day: dt.date, last_weekday: int) -> bool:
    return day.weekday() <= last_weekday and day not in _holidays()


def _nth_open_day(start: dt.date, count: int, last_weekday: int) -> dt.date:
    day = start
    while count:
        day += ONE_DAY
        count -= _is_open(day, last_weekday)
    return day


def _last_business_day(start: dt.date) -> dt.date:
    return _nth_open_day(start, 10, last_weekday=4)


def _last_working_day(start: dt.date) -> dt.date:
    return _nth_open_day(start, 10, last_weekday=5)


def _fourteenth_day_rolled(start: dt.date) -> dt.date:
    day = start + 14 * ONE_DAY
    while not _is_open(day, last_weekday=4):
        day += ONE_DAY
    return day


LAST_DAYS = {
    "closed_10_business_days": _last_business_day,
    "closed_10_working_days": _last_working_day,
    "closed_14_days_rolled": _fourteenth_day_rolled,
}


def _in_time(last_day: Callable[[dt.date], dt.date]) -> set[str]:
    """Requests closed by the end of their last day; nothing is asked of a closing before the opening."""
    return {
        request.id
        for request in _requests()
        if request.closed_at is not None and request.closed_at.date() <= last_day(request.opened_at.date())
    }


@cache
def _evaluation() -> Evaluation:
    return evaluate(load_rules(NYC311 / "rules.yaml"), NYC311, period="2011", by="year")


def _met(indicator: str) -> set[str]:
    verdicts = _evaluation().verdicts(indicator)
    return set(verdicts.loc[verdicts["verdict"] == "met", "complaint_id"])


def _figure(evaluation: Evaluation, indicator: str) -> tuple[object, object]:
    (result,) = [row for row in evaluation.result_list if row.indicator == indicator]
    return result.numerator, result.denominator


def test_the_impossible_request_is_refused_and_no_other() -> None:
    """Of 2000 rows one is rejected, where it stands, and the others are cases."""
    sources = _evaluation().sources[["rows", "cases", "rejected", "duplicates"]]
    assert sources.to_numpy().tolist() == [[2000, 1999, 1, 0]]
    (issue,) = _evaluation().issue_list
    assert (issue.code, issue.line, issue.column) == ("out_of_range", 1604, "closed_at")
    assert [request.id for request in _requests() if request.closed_at and request.closed_at.year < 1950] == [
        IMPOSSIBLE
    ]


def test_requests_closed_by_their_due_date() -> None:
    """1637 of 1941 blindly, 1636 of 1940 once the impossible row is refused, which makes all the difference."""
    pairs = [(each.id, each.closed_at, each.due_at) for each in _requests() if each.closed_at and each.due_at]
    blindly = {id_ for id_, closed_at, due_at in pairs if closed_at <= due_at}
    assert (len(blindly), len(pairs)) == (1637, 1941)
    assert _met("closed_by_due_date") == blindly - {IMPOSSIBLE}
    assert _figure(_evaluation(), "closed_by_due_date") == (1636, 1940)


@pytest.mark.parametrize(
    ("indicator", "blind_count"),
    [("closed_10_business_days", 1570), ("closed_10_working_days", 1534), ("closed_14_days_rolled", 1570)],
)
def test_requests_closed_within_a_limit_in_days(indicator: str, blind_count: int) -> None:
    """The requests in time are those of the plain loop but the impossible one, over 1999 requests instead of 2000."""
    blindly = _in_time(LAST_DAYS[indicator])
    assert (len(blindly), len(_requests())) == (blind_count, 2000)
    assert _met(indicator) == blindly - {IMPOSSIBLE}
    assert _figure(_evaluation(), indicator) == (blind_count - 1, 1999)


@pytest.mark.parametrize("indicator", LAST_DAYS)
def test_due_instants_are_those_of_the_plain_loop(indicator: str) -> None:
    """Each of the 1999 requests is due at 24:00 of the last day that the loop finds."""
    verdicts = _evaluation().verdicts(indicator)
    found = dict(zip(verdicts["complaint_id"], verdicts["due_at"].dt.tz_localize(None), strict=True))
    expected = {
        request.id: pd.Timestamp(LAST_DAYS[indicator](request.opened_at.date()) + ONE_DAY)
        for request in _requests()
        if request.id != IMPOSSIBLE
    }
    assert found == expected


def _rules_with_placeholder_named(folder: Path) -> RuleFile:
    text = (NYC311 / "rules.yaml").read_text(encoding="utf-8")
    named = 'key: complaint_id\n    null_values: ["", "01/01/1900 00:00:00"]'
    rules = folder / "rules.yaml"
    rules.write_text(text.replace("key: complaint_id", named), encoding="utf-8")
    return load_rules(rules)


def test_a_placeholder_named_in_null_values_is_a_request_still_open(tmp_path: Path) -> None:
    """With 01/01/1900 named in null_values the row is a case that has not ended: overdue, and outside `present`."""
    evaluation = evaluate(_rules_with_placeholder_named(tmp_path), NYC311, period="2011", by="year")
    assert evaluation.sources[["rows", "cases", "rejected"]].to_numpy().tolist() == [[2000, 2000, 0]]
    assert evaluation.issue_list == ()
    verdicts = evaluation.verdicts("closed_10_business_days")
    (row,) = verdicts[verdicts["complaint_id"] == IMPOSSIBLE].to_dict("records")
    assert (row["verdict"], row["lateness"]) == ("missed", "overdue")
    assert row["ended_at"] is pd.NaT
    assert _figure(evaluation, "closed_10_business_days") == (1569, 2000)
    assert IMPOSSIBLE not in set(evaluation.verdicts("closed_by_due_date")["complaint_id"])
    assert _figure(evaluation, "closed_by_due_date") == (1636, 1940)


def test_a_placeholder_named_in_null_values_is_pending_before_it_is_due(tmp_path: Path) -> None:
    """Seen on 10 March 2011 that request, opened on 2 March, is pending: its tenth jour ouvré is 16 March."""
    evaluation = evaluate(
        _rules_with_placeholder_named(tmp_path), NYC311, period="2011", by="year", as_of=dt.date(2011, 3, 10)
    )
    verdicts = evaluation.verdicts("closed_10_business_days").set_index("complaint_id")
    assert verdicts.loc[IMPOSSIBLE, "verdict"] == "pending"
    assert verdicts.loc[IMPOSSIBLE, "due_at"] == pd.Timestamp("2011-03-17", tz="Europe/Paris")
