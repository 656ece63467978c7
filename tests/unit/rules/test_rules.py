"""A rule file is loaded whole, or refused with all its faults."""

from __future__ import annotations

import hashlib
import time
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, COMMITMENTS, OTHER, load_text, refusals

from gpj_kpi import rules
from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.calendars.schedule import DaySpan, OpeningHours, OpeningStretch
from gpj_kpi.errors import RuleFileError
from gpj_kpi.rules import load_rules


def test_the_base_file_becomes_models(tmp_path: Path) -> None:
    """Every key of the grammar is read into the attribute of its name, with exact figures and typed values."""
    read = load_text(tmp_path, BASE)
    assert (read.version, read.organisation, read.language) == (1, "Protection juridique", "fr")
    assert (read.path, read.sha256) == (tmp_path / "rules.yaml", hashlib.sha256(BASE.encode()).hexdigest())
    calendar = read.calendar
    assert (calendar.country, calendar.subdivision, calendar.week) == ("FR", "57", ("mon", "tue", "wed", "thu", "fri"))
    assert calendar.closed == {DaySpan.of(date(2008, 5, 2)): "Pont"}
    assert calendar.worked == {DaySpan.of(date(2008, 5, 12)): "Solidarité"}
    hours = calendar.opening_hours
    assert hours.weekdays["fri"] == (OpeningStretch(540, 750), OpeningStretch(810, 1080))
    assert list(hours.weekdays) == ["mon", "tue", "wed", "thu", "fri", "sat"]
    assert hours.dates == {date(2008, 12, 24): (OpeningStretch(540, 750),)}
    schedule = read.schedule
    assert (schedule.time_zone, schedule.country, schedule.subdivision) == ("Europe/Paris", "FR", "57")
    assert (schedule.week, schedule.file) == ((0, 1, 2, 3, 4), "rules.yaml")
    assert (schedule.closed, schedule.opening_hours) == ({date(2008, 5, 2): "Pont"}, hours)
    assert schedule.worked == {date(2008, 5, 12): "Solidarité"}

    source = read.sources["claims"]
    assert (source.files, source.key) == (("claims_*.csv", "old/claims.csv.gz"), ("claim_id",))
    assert (source.encoding, source.decimal, source.null_values) == ("cp1252", ",", ("", "NULL"))
    assert (source.on_duplicate, source.max_rejected) == ("first", Fraction(5, 1000))
    assert source.columns["urgent"].true_values == ("oui", "O")
    assert (source.columns["insured"].personal, source.columns["topic"].required) == (True, False)

    opening = read.indicator("opening")
    assert opening.where == rules.All(
        (rules.Compare("channel", "=", "internet"), rules.Compare("score", ">=", Fraction(4)))
    )
    assert isinstance(opening.measure, rules.Delay)
    assert (opening.measure.from_, opening.measure.to) == ("received_at", rules.Ends("first", ("opened_at",)))
    assert (opening.measure.limit, opening.measure.rollover) == (Limit(48, Unit.HOURS), "none")
    assert opening.target == rules.Target(">=", Fraction(1), "%", "100%")
    assert opening.tolerance == rules.Target(">=", Fraction(95, 100), "%", "95%")
    assert (opening.min_cases, opening.per, opening.reference_column) == (30, "quarter", "received_at")
    assert opening.published["2008"].value == Fraction(97, 100)

    quick = read.indicator("quick")
    assert isinstance(quick.measure, rules.ElapsedDelay)
    assert (quick.measure.elapsed, quick.measure.done) == ("wait_seconds", rules.Present("opened_at"))
    duration = read.indicator("mean_time").measure
    assert isinstance(duration, rules.Duration)
    assert (duration.statistic, duration.statistic.label) == (rules.Statistic("percentile", 95), "p95")
    assert read.indicator("mean_time").target == rules.Target("<", Fraction(120), Unit.SECONDS, "< 2 minutes")
    mean = read.indicator("note").measure
    assert isinstance(mean, rules.Mean)
    assert (mean.value, mean.scale, mean.weight) == ("score", (1, 5), "wait_seconds")
    assert [indicator.id for _, indicator in read.indicators] == [
        "opening",
        "quick",
        "mean_time",
        "online",
        "note",
        "number",
    ]


def test_the_commitments_of_this_repository_load() -> None:
    """The rule file that ships with the tool is sound and names its 19 indicators, each once."""
    read = load_rules(COMMITMENTS)
    ids = [indicator.id for _, indicator in read.indicators]
    assert len(ids) == len(set(ids)) == 19
    assert read.sha256 == hashlib.sha256(COMMITMENTS.read_bytes()).hexdigest()
    assert {commitment.id for commitment in read.commitments} >= {"switchboard", "claim_opening", "complaints"}
    published = read.indicator("phone_survey_score").published["2008"]
    assert (published.op, published.low, published.high) == ("between", Fraction("4.09"), Fraction("4.20"))
    assert (published.decimals, published.per) == (2, "quarter")


def test_loading_is_quick() -> None:
    """A whole rule file is read in well under 0.2 seconds."""
    spent = []
    for _ in range(3):
        start = time.perf_counter()
        load_rules(COMMITMENTS)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.2


def test_what_may_be_left_out(tmp_path: Path) -> None:
    """A file of the required keys alone loads, with the documented defaults."""
    read = load_text(
        tmp_path,
        f"""
version: 1
organisation: x
time_zone: Europe/Paris
sources:
  a: {OTHER}
commitments:
  - {{id: c, title: t, promise: p, indicators: [
      {{id: i, label: l, source: a, period_by: day, measure: {{kind: count}}}}
    ]}}
""".replace("columns: {", 'columns: {day: {header: d, type: date, format: "%d/%m/%y"}, '),
    )
    source = read.sources["a"]
    assert (read.language, read.calendar.country, read.calendar.opening_hours) == ("fr", "FR", OpeningHours())
    assert (source.delimiter, source.encoding, source.decimal, source.null_values) == (";", "utf-8", ".", ("",))
    assert (source.on_duplicate, source.max_rejected) == ("last", Fraction(1, 100))
    indicator = read.indicator("i")
    assert (indicator.target, indicator.where, indicator.published, indicator.per) == (None, None, {}, None)


def test_all_faults_of_a_file_are_listed_at_once(tmp_path: Path) -> None:
    """Seven faults of seven kinds, some of form and some between parts, are seven issues in the order of the file."""
    text = """\
version: 1
organisation: Protection juridique
time_zone: Europe/Paris
sources:
  calls:
    label: Appels
    files: calls_*.csv
    delimeter: ";"
    key: call_id
    columns:
      call_id:    {header: N° appel, type: text, required: true}
      offered_at: {header: Présenté le, type: datetime, format: "%d/%m/%Y %H:%M:%S"}
      ended_at:   {header: Raccroché le, type: datetime, format: "%d/%m/%Y %H:%M:%S"}
      outcome:    {header: Issue, type: text, values: [RÉPONDU, no]}
      queue:      {header: File, type: text}
      queue:      {header: File, type: text}
calendar:
  opening_hours: {sat: 18:00}
commitments:
  - id: phone
    title: Téléphone
    promise: Une réponse en moins de 10 secondes.
    indicators:
      - id: answered
        label: Décrochés
        source: calls
        measure: {kind: delay, from: offered_at, to: answered_at, limit: 10}
        tolerance: 95%
"""
    issues = refusals(tmp_path, text)
    assert [(issue.line, issue.column, issue.code, issue.path) for issue in issues] == [
        (8, 5, "unknown_key", "sources.calls.delimeter"),
        (14, 65, "text_expected", "sources.calls.columns.outcome.values[1]"),
        (16, 7, "duplicate_key", "sources.calls.columns.queue"),
        (18, 24, "ambiguous_number", "calendar.opening_hours.sat"),
        (27, 54, "unknown_column", "commitments[0].indicators[0].measure.to"),
        (27, 74, "bad_limit", "commitments[0].indicators[0].measure.limit"),
        (28, 9, "missing_key", "commitments[0].indicators[0].tolerance"),
    ]
    assert str(issues[0]) == (
        'rules.yaml, line 8, column 5, sources.calls.delimeter: "delimeter" is not a key here. '
        'Did you mean "delimiter"?'
    )
    assert str(issues[3]) == (
        "rules.yaml, line 18, column 24, calendar.opening_hours.sat: 18:00 without quotes is the number 1080 "
        'in YAML 1.1 (base 60). Write "18:00" in quotes.'
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing rule file, or a folder, is refused with what to do."""
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(RuleFileError, match=r"cannot be read.*--rules"):
            load_rules(path)
