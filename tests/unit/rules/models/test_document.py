"""The whole rule file as models."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import ValidationError
from tests.unit.rules.rule_files import BASE, BUSINESS, Fault, load_text, loaded, require_one_fault

from gpj_kpi import rules
from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.errors import UsageError
from gpj_kpi.rules.models.document import RuleDocument


def test_an_unknown_indicator_is_named_with_the_nearest(tmp_path: Path) -> None:
    """Asking for an indicator that does not exist is a usage error that points to the right id."""
    with pytest.raises(UsageError, match=r'"openin" is not an indicator of rules\.yaml\. Did you mean "opening"'):
        load_text(tmp_path, BASE).indicator("openin")


def test_models_cannot_be_changed(tmp_path: Path) -> None:
    """Rules are what the file says: no attribute of a model can be set."""
    read = load_text(tmp_path, BASE)
    indicator = read.indicator("opening")
    for model, name in (
        (read, "version"),
        (read.sources["claims"], "delimiter"),
        (indicator, "target"),
        (indicator.measure, "limit"),
    ):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(model, name, None)
    for value in (indicator.target, indicator.where, indicator.published["2008"]):
        with pytest.raises(AttributeError):
            setattr(value, "value", 1)  # noqa: B010 - mypy would refuse the plain assignment, which is the point


def test_the_grammar_has_a_json_schema() -> None:
    """The schema of the file is made from the models: the keys in the file's spelling, none of the computed ones."""
    schema = RuleDocument.model_json_schema()
    assert schema["required"] == ["version", "organisation", "time_zone", "sources", "commitments"]
    assert schema["additionalProperties"] is False
    assert "path" not in schema["properties"]
    assert "from" in schema["$defs"]["WrittenDelay"]["properties"]


def test_limits_and_durations_in_business_time(tmp_path: Path) -> None:
    """Hours and minutes are compared with each other, in seconds of open time; and the file knows what it counts in."""
    read = load_text(tmp_path, BUSINESS)
    opening, duration = read.indicator("opening").measure, read.indicator("mean_time").measure
    assert isinstance(opening, rules.Delay)
    assert isinstance(duration, rules.Duration)
    assert (opening.limit, duration.unit) == (Limit(4, Unit.BUSINESS_HOURS), Unit.BUSINESS_MINUTES)
    assert read.indicator("mean_time").target == rules.Target(
        "<", Fraction(7200), Unit.BUSINESS_HOURS, "< 2 heures ouvrées"
    )
    assert read.units == {
        ("commitments", 0, "indicators", 0, "measure", "limit"): Unit.BUSINESS_HOURS,
        ("commitments", 0, "indicators", 1, "measure", "limit"): Unit.SECONDS,
        ("commitments", 0, "indicators", 2, "measure", "unit"): Unit.BUSINESS_MINUTES,
    }


FAULTS: dict[str, Fault] = {
    "version": ("version: 1", "version: ‸2", ("2 is not allowed", "Expected 1")),
    "version true": ("version: 1", "version: ‸true", ("true is not allowed", "Expected 1")),
    "time zone": ("Europe/Paris", "‸Europe/Pariss", ("is not a time zone", 'Did you mean "Europe/Paris"?')),
    "time zone path": ("Europe/Paris", "‸../Paris", ("is not a time zone",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_a_due_column_is_known_from_the_first_version_that_names_it(tmp_path: Path) -> None:
    """From the beginning, or from the day of a version; other limits and other sources name none."""
    versions = "limit: 48 heures}\n        versions: [{from: 2009-01-01, limit: {column: due_at}, ref: p}]"
    later = loaded(tmp_path, "limit: 48 heures}", versions)
    assert later.due_columns("claims") == {"due_at": date(2009, 1, 1)}
    assert loaded(tmp_path, "limit: 48 heures}", "limit: {before: due_at}}").due_columns("claims") == {"due_at": None}
    assert load_text(tmp_path, BASE).due_columns("claims") == {}
    assert later.due_columns("others") == {}


VISITS = """\
  visits:
    label: Visites
    files: visits.csv
    key: [claim_id, left_at]
    columns:
      gone_at: {header: Retour, type: datetime, format: "%d/%m/%Y %H:%M"}
      claim_id: {header: N° dossier, type: text, required: true}
      left_at: {header: Départ, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      noted_at: {header: Noté, type: datetime, format: "%d/%m/%Y %H:%M"}
"""
PAUSED = BASE.replace("commitments:\n", f"{VISITS}commitments:\n").replace(
    "limit: 48 heures}", "limit: 48 heures, pauses: {source: visits, case: claim_id, from: left_at, to: gone_at}}"
)


def test_the_dates_of_a_source_are_those_that_indicators_use(tmp_path: Path) -> None:
    """Events stand in the order of the columns, references in that of their first use; others are left out."""
    dates = load_text(tmp_path, BASE).dates_of("claims")
    # due_at ends mean_time; closed_on and received_at are reference dates.
    assert dates.events == ("received_at", "opened_at", "due_at", "closed_on")
    assert dates.references == ("received_at", "closed_on")
    assert dates.due == {}


def test_a_due_date_that_nothing_else_uses_is_no_event(tmp_path: Path) -> None:
    """A limit that names a column makes it a due date, which is told apart."""
    text = BASE.replace("{first: [opened_at, due_at]}", "opened_at").replace("48 heures}", "{column: due_at}}")
    dates = load_text(tmp_path, text).dates_of("claims")
    assert dates.events == ("received_at", "opened_at", "closed_on")
    assert dates.due == {"due_at": None}


def test_plans_are_no_events_but_may_be_reference_dates(tmp_path: Path) -> None:
    """A case may stand in the period of its appointment, which is no event before or after."""
    dates = loaded(
        tmp_path,
        'Clos le, type: date, format: "%d/%m/%Y"}',
        'Visite le, type: date, format: "%d/%m/%Y", planned: true}',
    ).dates_of("claims")
    assert dates.events == ("received_at", "opened_at", "due_at")
    assert dates.references == ("received_at", "closed_on")


def test_the_day_of_an_abandonment_is_an_event(tmp_path: Path) -> None:
    """The case ends there, though it was not done."""
    abandoned = "limit: 48 heures, abandoned: {when: {topic: X}, at: due_at, counts: missed}}"
    text = BASE.replace("{first: [opened_at, due_at]}", "opened_at").replace("limit: 48 heures}", abandoned)
    assert "due_at" in load_text(tmp_path, text).dates_of("claims").events


def test_a_source_that_holds_pauses_has_their_ends(tmp_path: Path) -> None:
    """Both are events, in the order of the columns; the beginning says when a pause is."""
    dates = load_text(tmp_path, PAUSED).dates_of("visits")
    assert dates.events == ("gone_at", "left_at")
    assert dates.references == ("left_at",)
    assert load_text(tmp_path, PAUSED).dates_of("claims") == load_text(tmp_path, BASE).dates_of("claims")


def test_an_export_of_pauses_that_is_counted_too_has_its_own_reference(tmp_path: Path) -> None:
    """An indicator on the pauses themselves says when they are."""
    counted = "      - {id: trips, label: x, source: visits, period_by: noted_at, measure: {kind: count}}\n"
    dates = load_text(tmp_path, PAUSED + counted).dates_of("visits")
    assert dates.events == ("gone_at", "left_at", "noted_at")
    assert dates.references == ("noted_at",)


def test_a_source_without_indicators_has_no_dates(tmp_path: Path) -> None:
    """Nothing uses its columns, so that nothing in it is an event."""
    text = BASE.replace("commitments:\n", f"{VISITS}commitments:\n")
    dates = load_text(tmp_path, text).dates_of("visits")
    assert (dates.events, dates.references, dates.due) == ((), (), {})
