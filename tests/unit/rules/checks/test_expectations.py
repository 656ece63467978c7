"""What expectations and freshness demand of their source, and what a planned date cannot say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, BUSINESS, HOURS, OTHER, Fault, load_text, refusals, require_one_fault

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.rules.checks.expectations import check_expectations
from gpj_kpi.rules.text.faults import FaultList, path_text
from gpj_kpi.sentences.sentence import in_language

KEY = "    key: claim_id\n"
DAYS_ALONE = (
    BASE.replace("claims:\n    label", "claims:\n    fresh: FRESH\n    label")
    .replace('type: datetime, format: "%d/%m/%Y %H:%M"', 'type: date, format: "%d/%m/%Y"')
    .replace("limit: 48 heures", "limit: 2 jours ouvrés")
    .replace("percentile 95}", "percentile 95, unit: jours ouvrés}")
    .replace("< 2 minutes", "< 2 jours ouvrés")
)

FAULTS: dict[str, Fault] = {
    "nothing": (KEY, f"    expects: ‸{{}}\n{KEY}", ("nothing is expected here", "file_per, case_on, rows or quiet")),
    "until before from": (
        KEY,
        f"    expects: {{case_on: every week, from: 2008-02-01, until: ‸2008-01-31}}\n{KEY}",
        ("until 2008-01-31 lies before from 2008-02-01",),
    ),
    "from alone": (KEY, f"    expects: {{‸from: 2008-02-01}}\n{KEY}", ('"from" bounds what is expected',)),
    "until with quiet": (
        KEY,
        f"    expects: {{quiet: [08], ‸until: 2008-02-01}}\n{KEY}",
        ('"until" bounds what is expected', "Write file_per, case_on or rows too"),
    ),
    "expected of a source that nobody uses": (
        "sources:\n",
        f"sources:\n  others: {OTHER.removesuffix('}')}, ‸expects: {{file_per: month}}}}\n",
        ('no indicator uses the source "others"', "write an indicator"),
    ),
    "fresh in hours where a day is a day": (
        KEY,
        f"    fresh: ‸48 heures\n{KEY}",
        ('"48 heures" is a length of hours', "closed_on is a date column", "jours ouvrés"),
    ),
    "plan that ends": (
        'Échéance, type: datetime, format: "%d/%m/%Y %H:%M"}',
        'Échéance, type: datetime, format: "%d/%m/%Y %H:%M", planned: true}',
        ('"due_at" is planned', "does not say when a case ended", "remove planned"),
        (60, 78),
    ),
    "plan of a text": (
        "{header: Domaine, type: text}",
        "{header: Domaine, type: text, ‸planned: true}",
        ('"planned" has no meaning', "type text"),
    ),
    "plan in words": (
        'Clos le, type: date, format: "%d/%m/%Y"}',
        'Clos le, type: date, format: "%d/%m/%Y", planned: ‸oui}',
        ("is not true or false",),
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def _with_visit(*changes: tuple[str, str]) -> str:
    text = BASE.replace(
        "      topic: {",
        '      visit_at: {header: Visite, type: datetime, format: "%d/%m/%Y %H:%M", planned: true}\n      topic: {',
    )
    for written, instead in changes:
        assert written in text
        text = text.replace(written, instead, 1)
    return text


@pytest.mark.parametrize(
    ("changes", "place", "what"),
    [
        ([("to: opened_at", "to: visit_at")], "commitments[0].indicators[0].measure.to", "when a case ended"),
        (
            [("[opened_at, due_at]", "[opened_at, visit_at]")],
            "commitments[0].indicators[2].measure.to.first[1]",
            "when a case ended",
        ),
        (
            [("48 heures}", "48 heures, abandoned: {when: {topic: x}, at: visit_at, counts: missed}}")],
            "commitments[0].indicators[0].measure.abandoned.at",
            "when a case was abandoned",
        ),
        (
            [("Domaine, type: text}", "Domaine, type: text, known_at: visit_at}")],
            "sources.claims.columns.topic.known_at",
            "when a cell became known",
        ),
        ([(KEY, f"    order_by: visit_at\n{KEY}")], "sources.claims.order_by", "when a row was written"),
    ],
    ids=["to", "first", "abandoned", "known_at", "order_by"],
)
def test_a_plan_never_says_what_happened(
    tmp_path: Path, changes: Sequence[tuple[str, str]], place: str, what: str
) -> None:
    """It cannot end a case, nor say when a cell or a row became known."""
    (issue,) = refusals(tmp_path, _with_visit(*changes))
    assert (issue.path, issue.code) == (place, "contradiction")
    assert issue.message.startswith(f'"visit_at" is planned, and a plan does not say {what}. Name the column that does')
    assert in_language(issue.message, "fr").startswith("«\u00a0visit_at\u00a0» est une date prévue")


def test_a_plan_never_pauses(tmp_path: Path) -> None:
    """A pause begins and ends when it does, not when it should."""
    moment = 'type: datetime, format: "%d/%m/%Y %H:%M", required: true'
    pauses = (
        f"  stops:\n    label: x\n    files: x.csv\n    key: [claim_id, left_at]\n    columns:\n"
        f"      claim_id: {{header: N° dossier, type: text, required: true}}\n"
        f"      left_at: {{header: Départ, {moment}, planned: true}}\n"
        f"      back_at: {{header: Retour, {moment}, planned: true}}\n"
    )
    text = BASE.replace("commitments:\n", f"{pauses}commitments:\n").replace(
        "48 heures}", "48 heures, pauses: {source: stops, case: claim_id, from: left_at, to: back_at}}"
    )
    issues = refusals(tmp_path, text)
    below = "commitments[0].indicators[0].measure.pauses."
    assert [issue.path for issue in issues] == [f"{below}from", f"{below}to"]
    assert all("when a pause began or ended" in issue.message for issue in issues)


@pytest.mark.parametrize(
    "change",
    [
        ("delay, from: received_at", "delay, from: visit_at"),
        ("period_by: closed_on", "period_by: visit_at"),
        ("limit: 48 heures", "limit: {column: visit_at}"),
        ("where: {channel: internet,", "where: {visit_at: present,"),
        ("kind: share, of: {channel: internet}", 'kind: share, of: {visit_at: ">= 2008-01-01"}'),
    ],
    ids=["start", "reference", "due", "scope", "condition"],
)
def test_a_plan_may_be_used_where_it_is_a_plan(tmp_path: Path, change: tuple[str, str]) -> None:
    """A clock may start at an appointment, a case may be counted in its month, and be due or chosen by it."""
    assert load_text(tmp_path, _with_visit(change)).sources["claims"].columns["visit_at"].planned


def test_freshness_in_days_suits_days(tmp_path: Path) -> None:
    """Where all events are days, days and months are counted; hours are refused."""
    read = load_text(tmp_path, DAYS_ALONE.replace("FRESH", "2 jours ouvrés"))
    assert read.sources["claims"].fresh == Limit(2, Unit.BUSINESS_DAYS)
    (issue,) = refusals(tmp_path, DAYS_ALONE.replace("FRESH", "48 heures"))
    assert (issue.path, issue.code) == ("sources.claims.fresh", "limit_needs_time")


def test_freshness_without_events_is_refused(tmp_path: Path) -> None:
    """Plans alone do not say how far the data reaches."""
    text = BASE[: BASE.index("      - id: opening")] + BASE[BASE.index("      - id: number") :]
    text = text.replace(
        'Clos le, type: date, format: "%d/%m/%Y"', 'Clos le, type: date, format: "%d/%m/%Y", planned: true'
    )
    assert load_text(tmp_path, text).dates_of("claims").references == ("closed_on",)
    (issue,) = refusals(tmp_path, text.replace(KEY, f"    fresh: 2 jours ouvrés\n{KEY}"))
    assert issue.path == "sources.claims.fresh"
    assert "no column of events" in issue.message


def test_freshness_in_business_hours_needs_opening_hours(tmp_path: Path) -> None:
    """The calendar must say when they run, as for limits."""
    text = BASE.replace("period_by: closed_on", "period_by: received_at").replace(
        KEY, f"    fresh: 4 heures ouvrées\n{KEY}"
    )
    assert load_text(tmp_path, text).units["sources", "claims", "fresh"] is Unit.BUSINESS_HOURS
    (issue,) = refusals(tmp_path, text.replace(HOURS, ""))
    assert (issue.path, issue.code) == ("sources.claims.fresh", "missing_key")
    assert "opening hours" in issue.message
    assert load_text(tmp_path, BUSINESS).units.keys() == {
        ("commitments", 0, "indicators", 0, "measure", "limit"),
        ("commitments", 0, "indicators", 1, "measure", "limit"),
        ("commitments", 0, "indicators", 2, "measure", "unit"),
    }


def test_until_bounds_freshness_too(tmp_path: Path) -> None:
    """A source that has ended grows no older: an end may stand with freshness alone."""
    text = BASE.replace("period_by: closed_on", "period_by: received_at").replace(
        KEY, f"    fresh: 2 jours ouvrés\n    expects: {{until: 2008-12-31}}\n{KEY}"
    )
    assert load_text(tmp_path, text).sources["claims"].expects.until is not None


def test_one_day_may_be_all_that_is_expected(tmp_path: Path) -> None:
    """Both ends belong to what is expected, so that they may be one day."""
    day = "from: 2008-02-29, until: 2008-02-29"
    read = load_text(tmp_path, BASE.replace(KEY, f"    expects: {{case_on: every week, {day}}}\n{KEY}"))
    assert read.sources["claims"].expects.from_ == read.sources["claims"].expects.until


def test_what_is_at_fault_already_passes(tmp_path: Path) -> None:
    """Where something is known to be at fault, the columns in use are not known, and nothing more is said of them."""
    read = load_text(tmp_path, BASE)
    claims = read.sources["claims"].model_copy(update={"fresh": Limit(48, Unit.HOURS)})
    document = read.model_copy(update={"sources": {"claims": claims}})
    places = []
    for known in ((), [("commitments", 0, "title")]):
        found = FaultList(known)
        check_expectations(document, found)
        places.append([path_text(fault.path) for fault in found.faults])
    assert places == [["sources.claims.fresh"], []]
