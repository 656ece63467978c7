from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd
import pytest
from tests.small_runs import AT, ON, evaluate_files, evaluate_frame, frame_of, rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.cli.values import instant_named
from gpj_kpi.errors import UsageError

PARIS = ZoneInfo("Europe/Paris")
RULES = """
version: 1
organisation: Test
time_zone: Europe/Paris
sources:
  visits:
    label: Visits
    files: visits.csv
    key: id
    columns:
      id: {header: Id, type: text, required: true}
      seen_on: {header: Seen, type: date, format: "%d/%m/%Y", required: true}
      kind: {header: Kind, type: text}
commitments:
  - id: visits
    title: Visits
    promise: Visits are made.
    indicators:
      - {id: visits_of_a, label: Visits, source: visits, period_by: seen_on, where: {kind: a}, measure: {kind: count}}
"""


def _microseconds(utc: dt.datetime) -> int:
    return (utc - dt.datetime(1970, 1, 1)) // dt.timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("as_of", "utc"),
    [
        # The end of 31 December in Paris is 23:00 UTC of that day; of 30 March 2008, with summer time, 22:00.
        (dt.date(2008, 12, 31), dt.datetime(2008, 12, 31, 23)),
        (dt.date(2008, 3, 30), dt.datetime(2008, 3, 30, 22)),
        (dt.datetime(2008, 7, 1, 12), dt.datetime(2008, 7, 1, 10)),
        (dt.datetime(2008, 7, 1, 12, tzinfo=dt.UTC), dt.datetime(2008, 7, 1, 12)),
    ],
)
def test_as_of_is_an_instant(as_of: dt.date, utc: dt.datetime) -> None:
    """A date means 24:00 of that local day; a time without offset is local."""
    assert AsOf.given(as_of, PARIS).instant == _microseconds(utc)


def test_an_instant_is_shown_as_local_time() -> None:
    """A million microseconds after the epoch it was one second past one in Paris; of no event there is no time."""
    found = AsOf.latest(1_000_000, PARIS)
    assert found.local_time is not None
    assert found.local_time.isoformat() == "1970-01-01T01:00:01+01:00"
    nothing = AsOf.latest(None, PARIS)
    assert (nothing.instant, nothing.local_time, nothing.local_day, nothing.last_day) == (None, None, None, None)


def test_24_00_ends_the_day_that_was_given() -> None:
    """At 24:00 of 30 March the last day known is the 30th, though the instant is 0:00 of the 31st; 0:00 is no date."""
    by_date, by_time = AsOf.given(dt.date(2008, 3, 30), PARIS), AsOf.given(dt.datetime(2008, 3, 31), PARIS)
    assert by_date.instant == by_time.instant
    assert (by_date.local_day, by_date.last_day) == (dt.date(2008, 3, 31), dt.date(2008, 3, 30))
    assert (by_time.local_day, by_time.last_day) == (dt.date(2008, 3, 31), dt.date(2008, 3, 31))
    assert (by_date.date, by_time.date) == (dt.date(2008, 3, 30), None)
    assert by_date.is_given


_NOON = dt.datetime(2008, 3, 3, 11)  # in Paris
_MIDNIGHT = dt.datetime(2008, 3, 3, 23)


@pytest.mark.parametrize(
    ("as_of", "events", "times", "days"),
    [
        # A time: what happened at it has happened, of either kind.
        (dt.datetime(2008, 3, 3, 12), _NOON, [True, True, False, None], [True, True, False, None]),
        # A date: at its 24:00 a time has happened, and the day that opens has not begun.
        (dt.date(2008, 3, 3), _MIDNIGHT, [True, True, False, None], [True, False, False, None]),
        # None was given: all that is there has happened.
        (None, _NOON, [True, True, True, False], [True, True, True, False]),
    ],
)
def test_what_has_happened(
    as_of: dt.date | None, events: dt.datetime, times: list[bool | None], days: list[bool | None]
) -> None:
    """A microsecond before an as-of, at it and after it, and no event: times, and days with their local midnight."""
    at = _microseconds(events)
    known = AsOf.latest(at, PARIS) if as_of is None else AsOf.given(as_of, PARIS)
    cells = pd.DataFrame({"event": pd.array([at - 1, at, at + 1, None], dtype="Int64")})
    for by_day, expected in ((False, times), (True, days)):
        found = nw.from_native(cells).select(known.happened(nw.col("event"), by_day=by_day))["event"].to_list()
        assert [None if pd.isna(cell) else cell for cell in found] == expected


@pytest.mark.parametrize(
    ("as_of", "third_quarter"),
    [
        (None, 0),  # by default the latest event, 1 July: that day has begun, and nothing of kind a was seen
        (dt.date(2008, 6, 30), None),  # the end of June: nothing is known of July
        (dt.date(2008, 7, 1), 0),
    ],
)
def test_a_count_is_known_from_the_day_of_as_of_on(
    as_of: dt.date | None, third_quarter: int | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A quarter that as-of has reached counts 0; one that it has not has no data."""
    path = tmp_path_factory.mktemp("rules") / "rules.yaml"
    path.write_text(RULES, encoding="utf-8")
    frame = pd.DataFrame({"Id": ["1", "2"], "Seen": ["30/06/2008", "01/07/2008"], "Kind": ["a", "b"]})
    found = evaluate(load_rules(path), {"visits": frame}, period="2008", as_of=as_of)
    values = {result.period: result.value for result in found.result_list}
    assert [values["2008-Q2"], values["2008-Q3"], values["2008"]] == [Fraction(1), third_quarter, Fraction(1)]


TARGETS = RULES.replace(
    "      - {id: visits_of_a",
    """      - id: at_least_2
        label: Visits
        source: visits
        period_by: seen_on
        measure: {kind: count}
        target: '>= 2'
      - id: none_of_c
        label: C
        source: visits
        period_by: seen_on
        where: {kind: c}
        measure: {kind: count}
        target: '<= 5'
      - {id: visits_of_a""",
)


def _status(folder: pytest.TempPathFactory, indicator: str, as_of: dt.date | None) -> dict[str, tuple[str, bool]]:
    """Status of an indicator by period, and whether it is provisional: visits on 10 January, 10 and 11 April 2008."""
    path = folder.mktemp("rules") / "rules.yaml"
    path.write_text(TARGETS, encoding="utf-8")
    frame = pd.DataFrame({"Id": ["1", "2", "3"], "Seen": ["10/01/2008", "10/04/2008", "11/04/2008"], "Kind": ["a"] * 3})
    found = evaluate(load_rules(path), {"visits": frame}, period="2008", as_of=as_of, indicators=[indicator])
    return {result.period: (result.status, result.provisional) for result in found.result_list}


def test_a_count_that_may_still_grow_is_not_missed(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Inside a quarter one visit of two decides nothing, two are enough; once the quarter is over it is judged."""
    assert _status(tmp_path_factory, "at_least_2", dt.date(2008, 2, 15))["2008-Q1"] == ("pending", True)
    assert _status(tmp_path_factory, "at_least_2", dt.date(2008, 5, 15))["2008-Q2"] == ("met", True)
    assert _status(tmp_path_factory, "at_least_2", dt.date(2008, 6, 30))["2008-Q1"] == ("missed", False)
    assert _status(tmp_path_factory, "at_least_2", None)["2008-Q1"] == ("missed", False)


def test_a_count_of_nothing_is_zero_where_the_source_has_cases(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No visit of kind c from the first visit on: 0, and at most 5 is met once a period is over."""
    found = _status(tmp_path_factory, "none_of_c", None)
    assert (found["2008-Q1"], found["2008-Q2"], found["2008"]) == (("met", False), ("met", False), ("pending", True))
    assert found["2008-Q4"] == ("no_data", False)


@pytest.mark.parametrize("text", ["2008-W05", "20080205", "2008-02", "2008"])
def test_only_days_and_times_are_as_of(text: str) -> None:
    """A week, a month or a year is no as-of: it would have to be guessed which of its days is meant."""
    with pytest.raises(UsageError, match="no date and no time"):
        instant_named(text, "--as-of")


def test_what_happens_at_24_00_has_happened(tmp_path: Path) -> None:
    """An as-of date is its 24:00: an end then is known and a case due then overdue; the next date has not begun."""
    rules = rule_text(
        {"a": AT, "b": AT, "d": ON},
        {
            "i": "measure: {kind: delay, from: a, to: b, limit: 24 heures}",
            "j": "measure: {kind: delay, from: d, to: b, limit: 1 jour calendaire}",
        },
    )
    frame = pd.DataFrame(
        {
            "id": ["1", "2", "3"],
            "a": ["03/03/2008 00:00", "03/03/2008 00:00", "04/03/2008 00:00"],
            "b": ["", "04/03/2008 00:00", ""],
            "d": ["03/03/2008", "04/03/2008", "03/03/2008"],
        }
    )
    evaluation = evaluate_frame(tmp_path, rules, frame, as_of=dt.date(2008, 3, 3))
    found = evaluation.verdicts("i")
    assert dict(zip(found["id"], found["verdict"], strict=True)) == {"1": "missed", "2": "met"}
    assert evaluation.verdicts("j")["id"].tolist() == ["1", "3"]


def test_as_of_leaves_keys_alone(tmp_path: Path) -> None:
    """A date in the key tells cases apart and is no event: a later one is shown, and its pauses are found."""
    path = tmp_path / "rules.yaml"
    columns = {
        "s": f"id: {{header: id, type: text, required: true}}, slot: {{header: slot, {ON}, required: true}}, "
        f"a: {{header: a, {AT}}}, b: {{header: b, {AT}}}",
        "p": f"id: {{header: id, type: text, required: true}}, slot: {{header: slot, {ON}, required: true}}, "
        f"x: {{header: x, {AT}, required: true}}, y: {{header: y, {AT}}}",
    }
    path.write_text(
        "version: 1\norganisation: Essai\ntime_zone: Europe/Paris\nsources:\n"
        f"  s: {{label: S, files: s.csv, key: [id, slot], columns: {{{columns['s']}}}}}\n"
        f"  p: {{label: P, files: p.csv, key: [id, x], columns: {{{columns['p']}}}}}\n"
        "commitments: [{id: c, title: C, promise: C, indicators: [{id: i, label: I, source: s, measure: {kind: delay, "
        "from: a, to: b, limit: 48 heures, pauses: {source: p, case: [id, slot], from: x, to: y}}}]}]\n",
        encoding="utf-8",
    )
    data = {
        "s": frame_of("id;slot;a;b\n1;20/06/2008;02/06/2008 10:00;10/06/2008 10:00\n"),
        "p": frame_of("id;slot;x;y\n1;20/06/2008;03/06/2008 10:00;09/06/2008 10:00\n"),
    }
    verdict = evaluate(load_rules(path), data, period=2008, as_of=dt.date(2008, 6, 5)).verdicts("i").iloc[0]
    assert verdict["verdict"] == "pending"
    assert pd.notna(verdict["slot"])


def test_the_due_date_of_one_indicator_may_be_the_event_of_another(tmp_path: Path) -> None:
    """A date that lies after as-of is known where it is due, and has not happened where it would be an end."""
    rules = rule_text(
        {"a": AT, "b": AT, "pr": AT},
        {
            "end": "measure: {kind: delay, from: a, to: pr, limit: 30 jours calendaires}",
            "due": "measure: {kind: delay, from: a, to: b, limit: {column: pr}}",
        },
    )
    frame = frame_of("id;a;b;pr\n1;02/06/2008 10:00;;20/06/2008 10:00\n")
    evaluation = evaluate_frame(tmp_path, rules, frame, as_of=dt.date(2008, 6, 10))
    assert evaluation.verdicts("end")["verdict"].tolist() == ["pending"]
    due = evaluation.verdicts("due").iloc[0]
    assert (due["verdict"], f"{due['due_at']:%d/%m %H:%M}") == ("pending", "20/06 10:00")


@pytest.mark.parametrize("as_of", [pd.NaT, dt.date(1900, 1, 1), dt.datetime(2300, 1, 1)])
def test_what_is_no_as_of(as_of: dt.date, tmp_path: Path) -> None:
    """Nothing, and years in which no case can lie, are refused as the command line refuses them."""
    rules = rule_text({"a": AT}, {"i": "period_by: a, measure: {kind: count}"})
    with pytest.raises(UsageError, match="as_of"):
        evaluate_frame(tmp_path, rules, frame_of("id;a\n1;02/06/2008 10:00\n"), as_of=as_of)


DATES = rule_text(
    {"a": f"{ON}, required: true", "b": ON}, {"d": "measure: {kind: delay, from: a, to: b, limit: 2 jours calendaires}"}
)


def test_as_of_a_date_knows_nothing_of_the_next_day(tmp_path: Path) -> None:
    """At the end of 31 December the answer of 1 January has not come, and the case of 1 January does not exist."""
    content = "id;a;b\n1;30/12/2008;01/01/2009\n2;01/01/2009;02/01/2009\n3;30/12/2008;31/12/2008\n"
    found = evaluate_files(tmp_path, DATES, {"x.csv": content}, as_of=dt.date(2008, 12, 31))
    assert found.verdicts("d")[["id", "verdict"]].to_numpy().tolist() == [["1", "pending"], ["3", "met"]]


def test_as_of_a_time_knows_what_happened_at_that_very_time(tmp_path: Path) -> None:
    """An event at as-of has happened; one a second later has not."""
    at = 'type: datetime, format: "%d/%m/%Y %H:%M:%S"'
    rules = rule_text(
        {"a": f"{at}, required: true", "b": at}, {"d": "measure: {kind: delay, from: a, to: b, limit: 9 heures}"}
    )
    content = "id;a;b\n1;01/02/2008 08:00:00;01/02/2008 10:00:00\n2;01/02/2008 08:00:00;01/02/2008 10:00:01\n"
    found = evaluate_files(tmp_path, rules, {"x.csv": content}, as_of=dt.datetime(2008, 2, 1, 10))
    assert found.verdicts("d")["verdict"].tolist() == ["met", "pending"]
