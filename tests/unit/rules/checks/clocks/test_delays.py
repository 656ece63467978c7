"""What a delay demands: a start, an end, and a limit that can be counted on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import (
    BASE,
    INDICATOR,
    Fault,
    loaded,
    paths_refused,
    read_models,
    require_one_fault,
    subject_of,
)

from gpj_kpi import rules
from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.rules import Delay, ElapsedDelay
from gpj_kpi.rules.checks.clocks.delays import check_delay, check_duration
from gpj_kpi.rules.checks.clocks.limits import check_limit
from gpj_kpi.rules.models.document import RuleDocument
from gpj_kpi.rules.models.measures.delays import WrittenDelay
from gpj_kpi.rules.models.measures.durations import WrittenDuration
from gpj_kpi.rules.text.faults import FaultList


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("to: due_at, limit: {column: opened_at}", rules.ColumnLimit("opened_at")),
        ("to: opened_at, limit: {column: closed_on}", rules.ColumnLimit("closed_on")),
        ("to: closed_on, limit: 10 jours ouvrés, rollover: next_business_day", Limit(10, Unit.BUSINESS_DAYS)),
        ('to: opened_at, limit: "< 24 heures"', Limit(24, Unit.HOURS, strict=True)),
    ],
)
def test_limits_that_fit_their_columns(tmp_path: Path, written: str, expected: object) -> None:
    """A limit is a length or a due column; day limits may end on a date column and roll over."""
    measure = loaded(tmp_path, "to: opened_at, limit: 48 heures", written).indicator("opening").measure
    assert isinstance(measure, rules.Delay)
    assert measure.limit == expected


FAULTS: dict[str, Fault] = {
    "from missing": ("delay, from: received_at, to", "delay, to", ('"from" is missing', "elapsed"), (45, 18)),
    "to missing": ("to: opened_at, limit", "limit", ('"to" is missing',), (45, 18)),
    "to start": ("to: opened_at", "to: ‸received_at", ("always 0",)),
    "limit in hours on dates": (
        "to: opened_at, limit: 48 heures",
        "to: closed_on, limit: ‸48 hours",
        ('"48 hours" is elapsed time', "closed_on is a date column", "jours ouvrés"),
    ),
    "limit column": ("limit: 48 heures", "limit: {column: ‸dueat}", ('Did you mean "due_at"',)),
    "limit column text": ("limit: 48 heures", "limit: {column: ‸topic}", ("date or datetime",)),
    "limit column on dates": (
        "to: opened_at, limit: 48 heures",
        "to: closed_on, limit: ‸{column: due_at}",
        ("due column is a datetime", "closed_on is a date"),
    ),
    "limit in business hours on dates": (
        "to: opened_at, limit: 48 heures",
        "to: closed_on, limit: ‸4 heures ouvrées",
        ('"4 heures ouvrées" is time inside the opening hours', "closed_on is a date column", "jours ouvrés"),
    ),
    "rollover on business hours": (
        "limit: 48 heures",
        "limit: 4 heures ouvrées, rollover: ‸next_business_day",
        ("moves a last day", "Remove"),
    ),
    "rollover on hours": (
        "limit: 48 heures",
        "limit: 48 heures, rollover: ‸next_business_day",
        ("moves a last day", "Remove"),
    ),
    "done with to": ("limit: 48 heures", "limit: 48 heures, ‸done: {topic: x}", ('"done" goes with "elapsed"',)),
    "elapsed with from": (
        "elapsed: wait_seconds",
        "‸from: received_at, elapsed: wait_seconds",
        ("exclude each other",),
    ),
    "elapsed without done": (
        "measure: {kind: delay, elapsed: wait_seconds, done: {opened_at: present},",
        "measure: ‸{kind: delay, elapsed: wait_seconds,",
        ('the key "done"',),
    ),
    "elapsed in days": ('limit: "< 10 secondes"', "limit: ‸2 jours ouvrés", ("no calendar", "secondes")),
    "elapsed in business hours": ('limit: "< 10 secondes"', "limit: ‸1 heure ouvrée", ("no calendar", "secondes")),
    "elapsed to a column": ('limit: "< 10 secondes"', "limit: ‸{column: due_at}", ("no calendar",)),
    "duration without a start": (
        "duration, from: received_at, to: {first",
        "duration, to: {first",
        ('"from" is missing: a duration has', "elapsed"),
        (60, 18),
    ),
    "duration with done": (
        "statistic: percentile 95}",
        "statistic: percentile 95, ‸done: {topic: x}}",
        ('"done" goes with "elapsed"',),
    ),
    "duration in a text": (
        "from: received_at, to: {first: [opened_at, due_at]}, statistic: percentile 95}",
        "elapsed: ‸topic, statistic: percentile 95}\n        period_by: received_at",
        ("elapsed needs a number",),
    ),
    "duration in a column, in days": (
        'from: received_at, to: {first: [opened_at, due_at]}, statistic: percentile 95}\n        target: "< 2 minutes"',
        "elapsed: wait_seconds, statistic: mean, unit: ‸jours ouvrés}\n        period_by: received_at",
        ("jours ouvrés are counted on a calendar",),
    ),
    "duration in a column without a period": (
        "measure: {kind: duration, from: received_at, to: {first: [opened_at, due_at]}, statistic: percentile 95}",
        "measure: {kind: duration, elapsed: wait_seconds, statistic: mean}",
        ('"period_by" is missing', "duration with elapsed"),
        (57, 9),
    ),
    "unit on dates": (
        "to: {first: [opened_at, due_at]}, statistic: percentile 95",
        "to: closed_on, statistic: percentile 95, unit: ‸heures",
        ("a duration in heures is elapsed time", "closed_on is a date column"),
    ),
    "unit of business time on dates": (
        'to: {first: [opened_at, due_at]}, statistic: percentile 95}\n        target: "< 2 minutes"',
        "to: closed_on, statistic: percentile 95, unit: ‸minutes ouvrées}",
        ("a duration in minutes ouvrées is time inside the opening hours", "closed_on is a date column"),
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def _measure(written: str) -> tuple[RuleDocument, WrittenDelay]:
    """Read the first indicator with another measure."""
    document, _ = read_models(
        BASE.replace("{kind: delay, from: received_at, to: opened_at, limit: 48 heures}", written)
    )
    measure = document.commitments[0].indicators[0].measure
    assert isinstance(measure, WrittenDelay)
    return document, measure


ELAPSED = "{kind: delay, elapsed: wait_seconds, done: {opened_at: present}, limit: 9 secondes}"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("{kind: delay, from: received_at, to: opened_at, limit: 48 heures}", Delay),
        (ELAPSED, ElapsedDelay),
        ("{kind: delay, from: received_at, to: opened_at, limit: 48 heures, done: {topic: x}}", WrittenDelay),
        ("{kind: delay, elapsed: wait_seconds, limit: 9 secondes}", WrittenDelay),
    ],
)
def test_a_delay_is_told_apart_where_it_is_sound(written: str, kind: type) -> None:
    """A sound delay is one of the two; one at fault stays as it is written, and its file is refused."""
    document, measure = _measure(written)
    found = FaultList(())
    assert type(check_delay(measure, {}, subject_of(document, found))) is kind
    assert (found.faults == []) is (kind is not WrittenDelay)


def test_a_delay_with_a_part_at_fault_is_not_told_apart() -> None:
    """Nothing more is said of it, but it is none of the two."""
    document, measure = _measure(ELAPSED)
    found = FaultList([(*INDICATOR, "measure", "elapsed")])
    assert type(check_delay(measure, {}, subject_of(document, found))) is WrittenDelay
    assert found.faults == []


@pytest.mark.parametrize(
    ("unit", "refused"),
    [("heures", True), ("minutes ouvrées", True), ("jours ouvrés", False), ("jours calendaires", False)],
)
def test_dates_are_counted_in_days_alone(unit: str, refused: bool) -> None:  # noqa: FBT001 - a column of the table
    """A date has no time of day, so that neither time nor open time runs from it."""
    limit, duration = (
        f"limit: 2 {unit}",
        f"{{kind: duration, from: closed_on, to: due_at, statistic: mean, unit: {unit}}}",
    )
    document, measure = _measure(f"{{kind: delay, from: received_at, to: closed_on, {limit}}}")
    place = "commitments[0].indicators[0].measure"

    def of_delay(found: FaultList) -> None:
        check_limit(measure, subject_of(document, found), "measure", "limit")

    assert paths_refused(of_delay) == ([f"{place}.limit"] if refused else [])
    document, _ = read_models(BASE.replace("{kind: count}", duration))
    counted = document.commitments[0].indicators[-1].measure
    assert isinstance(counted, WrittenDuration)

    def of_duration(found: FaultList) -> None:
        check_duration(counted, {}, subject_of(document, found))

    assert paths_refused(of_duration) == ([f"{place}.unit"] if refused else [])
