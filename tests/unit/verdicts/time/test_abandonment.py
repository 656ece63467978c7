"""Calls that were given up before they were answered, in the four ways in which they can count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import narwhals as nw
import pandas as pd
import pytest
from tests.small_runs import AT, ON, evaluate_files, evaluate_frame, figures, frame_of, rule_text
from tests.unit.verdicts import small_frames

from gpj_kpi import Evaluation
from gpj_kpi.errors import RuleFileError
from gpj_kpi.rules import Abandoned, Ends
from gpj_kpi.verdicts.time.abandonment import find_end, is_undated, tabulate_abandoned, undated_column

Read = Callable[[Path, str, str], Evaluation]
SECONDS = 'type: datetime, format: "%d/%m/%Y %H:%M:%S"'


def _from_file(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_files(folder, rules, {"a.csv": export})


def _from_frame(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_frame(folder, rules, frame_of(export))


both_engines = pytest.mark.parametrize("read", [_from_file, _from_frame], ids=["duckdb", "pandas"])


def _calls(form: str) -> str:
    """1000 calls answered, 860 of them within 10 s; 60 abandoned, 20 of them before 20 s.

    The waiting times stand on both sides of each bound: 860 of 10 s and 140 of 11 s answered, 20 abandoned after 19 s
    and 40 after 20 s sharp (before 20 seconds: < 20).
    """
    waits = [("answered", 10)] * 860 + [("answered", 11)] * 140 + [("HANG", 19)] * 20 + [("HANG", 20)] * 40
    rows = []
    for number, (outcome, wait) in enumerate(waits):
        end = f"03/03/2008 09:00:{wait:02}"
        if form == "instants":
            ends = f"{end};" if outcome == "answered" else f";{end}"
            rows.append(f"{number};03/03/2008 09:00:00;{outcome};{ends}\n")
        else:
            rows.append(f"{number};03/03/2008 09:00:00;{outcome};{wait}\n")
    return ("id;r;o;a;h\n" if form == "instants" else "id;r;o;w\n") + "".join(rows)


WORKED = {
    "missed": (860, 1060, 0),
    "excluded_if_within": (860, 1040, 20),
    "met_if_within": (880, 1060, 0),
    "excluded": (860, 1000, 60),
}


@both_engines
@pytest.mark.parametrize("counts", WORKED)
@pytest.mark.parametrize("form", ["instants", "seconds"])
def test_the_four_ways(read: Read, form: str, counts: str, tmp_path: Path) -> None:
    """One day's calls, a limit of 10 s and short calls of under 20 s: 81.1 %, 82.7 %, 83.0 % or 86.0 %."""
    within = ', within: "< 20 secondes"' if counts.endswith("_if_within") else ""
    if form == "instants":
        columns = {"r": SECONDS, "o": "type: text", "a": SECONDS, "h": SECONDS}
        measure = "from: r, to: a"
        at = ", at: h"
    else:
        columns = {"r": SECONDS, "o": "type: text", "w": "type: integer"}
        measure = "elapsed: w, done: {o: answered}"
        at = ""
    rules = rule_text(
        columns,
        {
            "i": f"period_by: r, measure: {{kind: delay, {measure}, limit: 10 secondes, "
            f"abandoned: {{when: {{o: HANG}}{at}, counts: {counts}{within}}}}}"
        },
    )
    evaluation = read(tmp_path, rules, _calls(form))
    met, judged, excluded = WORKED[counts]
    assert figures(evaluation, ["numerator", "denominator", "value", "excluded", "pending", "overdue"]) == [
        (met, judged, Fraction(met, judged), excluded, 0, 0)
    ]
    printed = {"missed": 81.1, "excluded_if_within": 82.7, "met_if_within": 83.0, "excluded": 86.0}
    assert round(100 * met / judged, 1) == printed[counts]


VERDICTS = (
    # id, hung up at, answered at; limit 10 s, short up to 5 s
    ("1", "09:00:05", "", "excluded"),  # short, the bound included
    ("2", "09:00:06", "", "abandoned"),
    ("3", "09:00:06", "09:00:04", "met"),  # answered before it was given up: no abandonment
    ("4", "09:00:06", "09:00:06", "met"),  # at the same second: answered
    ("5", "", "", "invalid"),  # nobody knows when
    ("6", "", "09:00:11", "late"),
    ("7", "08:59:59", "", "invalid"),  # before it began
)


@both_engines
def test_what_comes_first_counts(read: Read, tmp_path: Path) -> None:
    """An abandonment after the end is none; one without its instant cannot be judged where the instant matters."""
    columns = {"r": SECONDS, "o": "type: text", "a": SECONDS, "h": SECONDS}
    rules = rule_text(
        columns,
        {
            "i": "measure: {kind: delay, from: r, to: a, limit: 10 secondes, abandoned: {when: {o: HANG}, at: h, "
            "counts: excluded_if_within, within: 5 secondes}}"
        },
    )
    rows = [f"{id_};03/03/2008 09:00:00;HANG;{_day(answered)};{_day(hung)}" for id_, hung, answered, _ in VERDICTS]
    found = read(tmp_path, rules, "\n".join(["id;r;o;a;h", *rows, ""])).verdicts("i")
    told = {row["id"]: row["lateness"] if row["verdict"] == "missed" else row["verdict"] for _, row in found.iterrows()}
    assert told == {id_: expected for id_, _, _, expected in VERDICTS}


def _day(time: str) -> str:
    return f"03/03/2008 {time}" if time else ""


@both_engines
def test_by_default_an_abandonment_within_the_limit_is_short(read: Read, tmp_path: Path) -> None:
    """Without `within` the limit tells: for days, an abandonment on the last day is within, one on the next is not."""
    rules = rule_text(
        {"r": AT, "o": "type: text", "a": AT, "h": AT},
        {
            "i": "measure: {kind: delay, from: r, to: a, limit: 2 jours ouvrés, "
            "abandoned: {when: {o: X}, at: h, counts: met_if_within}}"
        },
    )
    # Friday 7 March 2008: the last day is Tuesday 11 March.
    export = (
        "id;r;o;a;h\n1;07/03/2008 09:00;X;;11/03/2008 23:59\n2;07/03/2008 09:00;X;;12/03/2008 00:00\n"
        "3;07/03/2008 09:00;;;\n"
    )
    verdicts = read(tmp_path, rules, export).verdicts("i")
    assert verdicts["verdict"].tolist() == ["met", "missed", "missed"]
    assert verdicts["lateness"].fillna("").tolist() == ["", "abandoned", "overdue"]


@both_engines
def test_with_seconds_what_is_neither_answered_nor_abandoned_is_missed(read: Read, tmp_path: Path) -> None:
    """The export says how each wait ended: a third outcome is a miss, whatever its waiting time."""
    rules = rule_text(
        {"r": SECONDS, "o": "type: text", "w": "type: integer"},
        {
            "i": "period_by: r, measure: {kind: delay, elapsed: w, done: {o: answered}, limit: 10 secondes, "
            "abandoned: {when: {o: HANG}, counts: excluded}}"
        },
    )
    export = (
        "id;r;o;w\n1;03/03/2008 09:00:00;answered;4\n2;03/03/2008 09:00:00;busy;4\n"
        "3;03/03/2008 09:00:00;;\n4;03/03/2008 09:00:00;HANG;4\n"
    )
    verdicts = read(tmp_path, rules, export).verdicts("i")
    assert verdicts["verdict"].tolist() == ["met", "missed", "missed", "excluded"]


CALLS = {"r": SECONDS, "o": "type: text", "a": SECONDS, "h": SECONDS}


@pytest.mark.parametrize("at", [", at: h", ""])
@pytest.mark.parametrize("counts", ["missed", "excluded"])
def test_an_abandonment_without_a_time_does_not_hide_a_later_end(at: str, counts: str, tmp_path: Path) -> None:
    """A call said to be abandoned, and answered all the same, is open until it is answered, and then judged by that."""
    rules = rule_text(
        CALLS,
        {
            "i": "measure: {kind: delay, from: r, to: a, limit: 10 secondes, "
            f"abandoned: {{when: {{o: HANG}}{at}, counts: {counts}}}}}"
        },
    )
    frame = frame_of("id;r;o;a;h\n1;03/03/2008 09:00:00;HANG;03/03/2008 09:00:08;\n")
    found = [
        evaluate_frame(tmp_path, rules, frame, as_of=dt.datetime(2008, 3, 3, 9, 0, second)).verdicts("i")["verdict"][0]
        for second in (5, 8, 30)
    ]
    assert found == ["pending", "met", "met"]


@both_engines
def test_a_call_that_may_still_be_given_up_early_is_not_missed_yet(read: Read, tmp_path: Path) -> None:
    """Limit 10 s, short up to 20 s: after 15 s the call is past its limit, but may still be met by being abandoned."""
    rules = rule_text(
        CALLS,
        {
            "i": "measure: {kind: delay, from: r, to: a, limit: 10 secondes, "
            "abandoned: {when: {o: HANG}, at: h, counts: met_if_within, within: 20 secondes}}"
        },
    )
    frame = frame_of("id;r;o;a;h\n1;03/03/2008 09:00:00;HANG;;03/03/2008 09:00:18\n2;03/03/2008 09:00:00;;;\n")
    found = [
        evaluate_frame(tmp_path, rules, frame, as_of=dt.datetime(2008, 3, 3, 9, 0, second)).verdicts("i")["verdict"]
        for second in (15, 19, 20)
    ]
    assert [verdicts.tolist() for verdicts in found] == [["pending"] * 2, ["met", "pending"], ["met", "missed"]]
    export = "id;r;o;a;h\n1;03/03/2008 09:00:00;HANG;;03/03/2008 09:00:18\n"
    assert read(tmp_path, rules, export).verdicts("i")["verdict"].tolist() == ["met"]


@pytest.mark.parametrize(("end", "gone"), [(AT, ON), (ON, AT)])
def test_end_and_abandonment_are_known_alike(end: str, gone: str, tmp_path: Path) -> None:
    """Answered and abandoned on one day, one of them known to the day only: nobody can tell which came first."""
    rules = rule_text(
        {"r": ON, "o": "type: text", "a": end, "h": gone},
        {
            "i": "measure: {kind: delay, from: r, to: a, limit: 2 jours ouvrés, "
            "abandoned: {when: {o: X}, at: h, counts: missed}}"
        },
    )
    with pytest.raises(RuleFileError, match="nobody can tell which came first"):
        evaluate_frame(tmp_path, rules, frame_of("id;r;o;a;h\n1;03/03/2008;X;;\n"))


# Columns b and c: the earliest that is filled, and the latest once both are.
ENDS = [(1, 2, 1, 2), (2, 1, 1, 2), (1, None, 1, None), (None, 2, 2, None), (None, None, None, None)]


@pytest.mark.parametrize(("ends", "place"), [(Ends("first", ("b", "c")), 2), (Ends("all", ("b", "c")), 3)])
def test_the_end_is_the_first_or_the_last_of_its_columns(ends: Ends, place: int) -> None:
    """`first` takes the earliest cell that is filled; `all` the latest, and none while one is empty."""
    frame = small_frames.frame_of({"b": [row[0] for row in ENDS], "c": [row[1] for row in ENDS]})
    found = frame.select(end=find_end(ends, ends.columns)).collect().to_pandas()["end"]
    assert [None if pd.isna(instant) else instant for instant in found] == [row[place] for row in ENDS]


def test_an_undated_case_has_neither_an_end_nor_an_abandonment() -> None:
    """Each pair of columns is asked once, in a column of its own name; without `at` the end alone tells."""
    ends, dated = Ends("first", ("b",)), Abandoned.model_validate({"when": {"o": "X"}, "at": "h", "counts": "missed"})
    undated = dated.model_copy(update={"at": None})
    frame = small_frames.frame_of({"b": [1, None, None], "h": [None, 1, None]})
    found = frame.select(one=is_undated(ends, dated), two=is_undated(ends, undated)).collect().to_pandas()
    assert (found["one"].tolist(), found["two"].tolist()) == ([False, False, True], [False, True, True])
    names = undated_column(ends, dated), undated_column(ends, undated)
    assert names == ("_undated__first__b__h", "_undated__first__b")


@pytest.mark.parametrize(
    ("counts", "outcomes"),
    [
        ("missed", ["abandoned"]),
        ("excluded", ["excluded"]),
        ("excluded_if_within", ["invalid", "excluded", "abandoned"]),
        ("met_if_within", ["invalid", "met", "abandoned"]),
    ],
)
def test_where_the_time_matters_there_are_three_cases(counts: str, outcomes: list[str]) -> None:
    """Nobody knows when, early, or late; elsewhere every abandoned case counts alike."""
    abandoned = Abandoned.model_validate({"when": {"o": "X"}, "counts": counts})
    rows = tabulate_abandoned(abandoned, nw.col("gone"), is_short=nw.col("short"))
    assert [outcome for _, outcome in rows] == outcomes
