"""What is asked of an evaluation: which sources it takes, and what the rule file cannot answer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import AT, rule_text

from gpj_kpi import RuleFile, load_rules
from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.calendars.periods import Grain, parse_period
from gpj_kpi.calendars.time_zones.named import zone_named
from gpj_kpi.cases.event_days import EventDays
from gpj_kpi.cases.known import Known
from gpj_kpi.errors import UsageError
from gpj_kpi.evaluation.request import ask

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  calls: {label: Calls, files: calls.csv, key: id, columns: {id: {header: id, type: text, required: true},
    at: {header: at, AT}, queue: {header: queue, type: text}, who: {header: who, type: text, personal: true}}}
  stops: {label: Stops, files: stops.csv, key: [id, from], columns: {id: {header: id, type: text, required: true},
    from: {header: from, AT, required: true}, to: {header: to, AT}}}
  claims: {label: Claims, files: claims.csv, key: id, columns: {id: {header: id, type: text, required: true},
    at: {header: at, AT}, end: {header: end, AT}, queue: {header: queue, type: text}}}
commitments:
  - {id: c, title: C, promise: C, indicators: [
      {id: n, label: Number, source: calls, period_by: at, measure: {kind: count}},
      {id: d, label: Delay, source: claims, measure: {kind: delay, from: at, to: end, limit: 48 heures,
        pauses: {source: stops, case: id, from: from, to: to}}},
      {id: s, label: Stop, source: stops, period_by: from, measure: {kind: count}}]}
""".replace("AT", AT)


@pytest.fixture
def rules(tmp_path: Path) -> RuleFile:
    """Calls, claims, and the stops that pause claims; an indicator of each."""
    path = tmp_path / "rules.yaml"
    path.write_text(RULES, encoding="utf-8")
    return load_rules(path)


@pytest.mark.parametrize(
    ("indicators", "sources", "measured"),
    [
        (["n"], ["calls"], {"calls"}),
        (["d"], ["stops", "claims"], {"claims"}),  # claims are judged with the pauses that stop their clock
        (["s"], ["stops", "claims"], {"stops"}),  # pauses are held against the cases they pause
        ([], ["calls", "stops", "claims"], {"calls", "stops", "claims"}),
    ],
)
def test_only_the_sources_it_takes_are_read(
    rules: RuleFile, indicators: list[str], sources: list[str], measured: set[str]
) -> None:
    """The sources of the chosen indicators, their pauses and what these pause, in the order of the rule file."""
    request = ask(rules, 2008, indicators=indicators)
    assert list(request.sources) == sources
    assert request.measured == measured
    assert list(request.pausing) == (["stops"] if "stops" in sources else [])


def test_indicators_keep_the_order_of_the_rule_file(rules: RuleFile) -> None:
    """Two are asked for, the later one first; each source is read, then made into cases, then each is judged."""
    request = ask(rules, 2008, indicators=["d", "n"])
    assert [indicator.id for indicator in request.indicators] == ["n", "d"]
    assert request.steps == ["Calls", "Stops", "Claims", "Calls", "Stops", "Claims", "Number", "Delay"]


@pytest.mark.parametrize(
    ("period", "by", "parts"),
    [
        ("2008-Q1", "month", ["2008-01", "2008-02", "2008-03"]),
        ("2008-03", "month", []),
        ("2008-03", "quarter", []),  # a part that covers the whole is the whole
        (2008, "quarter", ["2008-Q1", "2008-Q2", "2008-Q3", "2008-Q4"]),
    ],
)
def test_a_period_has_its_parts(rules: RuleFile, period: str | int, by: Grain, parts: list[str]) -> None:
    """The parts stand beside the whole, unless there is but one."""
    request = ask(rules, period, by=by)
    assert request.period == parse_period(str(period))
    assert [part.label for part in request.parts] == parts


KNOWN = Known(EventDays({}, {}, {}), 60_000_000)


def test_as_of_is_the_given_one_or_that_of_each_source(rules: RuleFile) -> None:
    """A date that was given holds for every source; otherwise a source is known to its latest event."""
    given = ask(rules, 2008, as_of=dt.date(2008, 6, 30))
    assert given.known_to(KNOWN) == given.as_of == AsOf.given(dt.date(2008, 6, 30), zone_named("Europe/Paris"))
    assert ask(rules, 2008).known_to(KNOWN) == AsOf.latest(60_000_000, zone_named("Europe/Paris"))


def test_what_the_rule_file_cannot_answer_is_refused(rules: RuleFile) -> None:
    """An unknown period, part, indicator and as-of, each in words."""
    with pytest.raises(UsageError, match='"20x8" is not a period'):
        ask(rules, "20x8")
    with pytest.raises(UsageError, match='"day" is not a part of a period'):
        ask(rules, 2008, by="day")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="is not an indicator"):
        ask(rules, 2008, indicators=["nope"])
    with pytest.raises(UsageError, match="neither a date nor a datetime"):
        ask(rules, 2008, as_of=pd.NaT)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("indicators", "group_by", "message"),
    [
        (["s"], "queue", 'no column "queue" in: stops. It is a column of: calls, claims.'),
        ([], "nope", 'no column "nope" in: calls, stops, claims. No source has it.'),
        (["n"], "who", 'column "who" of calls is personal'),
        (["n"], "at", 'column "at" of calls holds a datetime'),
    ],
)
def test_results_are_grouped_by_what_may_be_shown(
    rules: RuleFile, indicators: list[str], group_by: str, message: str
) -> None:
    """Every chosen source needs the column, and it may be neither personal nor a date."""
    with pytest.raises(UsageError, match=message):
        ask(rules, 2008, indicators=indicators, group_by=group_by)
    # Pauses that only stop a clock are not split.
    assert ask(rules, 2008, indicators=["n", "d"], group_by="queue").group_by == "queue"


def test_a_period_may_be_one_already(tmp_path: Path) -> None:
    """A `Period` is taken as it is."""
    path = tmp_path / "one.yaml"
    path.write_text(rule_text({"r": AT}, {"i": "period_by: r, measure: {kind: count}"}), encoding="utf-8")
    week = parse_period("2008-W05")
    assert ask(load_rules(path), week, by="week").period is week
