"""What each kind of measure answers about itself, so that nobody else has to ask for its kind."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from pydantic import TypeAdapter, ValidationError
from tests.unit.rules.rule_files import Fault, require_one_fault

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.rules import ColumnLimit, Duration, ElapsedDuration, Measure, Pauses, Statistic
from gpj_kpi.rules.models.measures.durations import WrittenDuration, read_statistic, tell_durations_apart
from gpj_kpi.rules.models.measures.kind import MeasureKind
from gpj_kpi.rules.text.faults import RefusedError, RulePath

READ: TypeAdapter[Measure] = TypeAdapter(Measure)
PAUSES = {"source": "p", "case": "id", "from": "from", "to": "to"}
HANGS_UP = {"when": {"outcome": "HANG"}, "at": "hung_up_at", "counts": "met_if_within", "within": "20 secondes"}


class Answers(NamedTuple):
    """The answers of a measure; those of one that only counts are the defaults."""

    statistic_name: str
    unit_name: str
    summed: tuple[str, ...] = ()
    limits: tuple[Limit | ColumnLimit, ...] = ()
    units: dict[RulePath, Unit] = {}  # noqa: RUF012 - read only
    start_column: str | None = None
    is_paused: bool = False


TWO_DAYS, TEN_SECONDS = Limit(2, Unit.BUSINESS_DAYS), Limit(10, Unit.SECONDS)
TWENTY_SECONDS = Limit(20, Unit.SECONDS)
DELAY = {"kind": "delay", "from": "a", "to": "b"}
DURATION = {"kind": "duration", "from": "a", "to": "b"}
MEASURES: dict[str, tuple[dict[str, object], Answers]] = {
    "delay": (
        {**DELAY, "limit": "2 jours ouvrés", "pauses": PAUSES},
        Answers(
            "share",
            "ratio",
            limits=(TWO_DAYS,),
            units={("limit",): Unit.BUSINESS_DAYS},
            start_column="a",
            is_paused=True,
        ),
    ),
    "delay with a due date": (
        {**DELAY, "limit": {"before": "due"}},
        Answers("share", "ratio", limits=(ColumnLimit("due", strict=True),), start_column="a"),
    ),
    "delay with a due date and a short abandonment": (
        {**DELAY, "limit": {"column": "due"}, "abandoned": HANGS_UP},
        Answers(
            "share",
            "ratio",
            limits=(ColumnLimit("due"), TWENTY_SECONDS),
            units={("abandoned", "within"): Unit.SECONDS},
            start_column="a",
        ),
    ),
    "elapsed delay": (
        {"kind": "delay", "elapsed": "w", "done": {"o": "x"}, "limit": "10 secondes", "abandoned": HANGS_UP},
        Answers(
            "share",
            "ratio",
            limits=(TEN_SECONDS, TWENTY_SECONDS),
            units={("limit",): Unit.SECONDS, ("abandoned", "within"): Unit.SECONDS},
        ),
    ),
    "duration": (
        {**DURATION, "statistic": "median"},
        Answers("median", "seconds", ("value",), units={("unit",): Unit.SECONDS}, start_column="a"),
    ),
    "duration in days": (
        {**DURATION, "statistic": "percentile 95", "unit": "jours ouvrables", "pauses": PAUSES},
        Answers(
            "p95",
            "working_days",
            ("value",),
            units={("unit",): Unit.WORKING_DAYS},
            start_column="a",
            is_paused=True,
        ),
    ),
    "duration in open time": (
        {**DURATION, "statistic": "mean", "unit": "minutes ouvrées"},
        Answers("mean", "business_seconds", ("value",), units={("unit",): Unit.BUSINESS_MINUTES}, start_column="a"),
    ),
    "duration in a column": (
        {"kind": "duration", "elapsed": "w", "done": {"o": "x"}, "statistic": "mean", "unit": "minutes"},
        Answers("mean", "seconds", ("value",), units={("unit",): Unit.MINUTES}),
    ),
    "share": ({"kind": "share", "of": {"a": "present"}}, Answers("share", "ratio")),
    "mean": ({"kind": "mean", "value": "score"}, Answers("mean", "points", ("value",))),
    "weighted mean": (
        {"kind": "mean", "value": "score", "weight": "n"},
        Answers("mean", "points", ("value", "weight")),
    ),
    "count": ({"kind": "count"}, Answers("count", "cases")),
}


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_answers_for_its_kind(name: str) -> None:
    """What is summed, its limits, units and start, and what stops its clock are told by the measure."""
    written, expected = MEASURES[name]
    measure = READ.validate_python(written)
    found = {field: getattr(measure, field) for field in Answers._fields if field != "is_paused"}
    assert Answers(**found, is_paused=measure.stopped_by == Pauses.model_validate(PAUSES)) == expected


def test_a_new_kind_has_nothing_to_say() -> None:
    """A kind that says nothing of itself has no sums, no limits, no units, no clock and no pauses."""
    kind = MeasureKind()
    assert (kind.summed, kind.limits, kind.units, kind.start_column, kind.stopped_by) == ((), (), {}, None, None)


@pytest.mark.parametrize(
    ("written", "statistic", "label"),
    [
        ("mean", Statistic("mean"), "mean"),
        ("median", Statistic("median"), "median"),
        ("max", Statistic("max"), "max"),
        ("min", Statistic("min"), "min"),
        ("percentile 5", Statistic("percentile", 5), "p5"),
        ("percentile   99", Statistic("percentile", 99), "p99"),
    ],
)
def test_statistics(written: str, statistic: Statistic, label: str) -> None:
    """A statistic is a mean, a median or a percentile, and its label is its name in the results."""
    found = read_statistic(written)
    assert (found, found.label) == (statistic, label)


@pytest.mark.parametrize(
    "written", ["percentile 0", "percentile 100", "percentile 9.5", "p95", "average", "", 95, None]
)
def test_what_is_no_statistic(written: object) -> None:
    """Percentiles go from 1 to 99, and other statistics are not known."""
    with pytest.raises(RefusedError):
        read_statistic(written)


ONE_FAULT: dict[str, Fault] = {
    "statistic": ("percentile 95", "‸p95", ('"p95" is not a statistic', "percentile N")),
    "statistic 100": ("percentile 95", "‸percentile 100", ("1 to 99",)),
    "unit": ("percentile 95", "percentile 95, unit: ‸jours", ("jours ouvrés",)),
    "unit months": ("percentile 95", "percentile 95, unit: ‸mois", ("not counted in months", "heures ouvrées")),
}


@pytest.mark.parametrize("case", ONE_FAULT.values(), ids=ONE_FAULT.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_a_duration_has_one_of_two_forms() -> None:
    """With `elapsed` it has a column of lengths of time and perhaps `done`, without it a start and an end."""
    spanned = tell_durations_apart(WrittenDuration.model_validate({**DURATION, "statistic": "mean"}))
    held = tell_durations_apart(
        WrittenDuration.model_validate({"kind": "duration", "elapsed": "w", "statistic": "median"})
    )
    assert isinstance(spanned, Duration)
    assert (spanned.from_, spanned.to.columns, spanned.elapsed) == ("a", ("b",), None)
    assert isinstance(held, ElapsedDuration)
    assert (held.elapsed, held.done, held.from_, held.to) == ("w", None, None, None)
    for faulty in ({"kind": "duration", "from": "a", "statistic": "mean"}, {**DURATION, "elapsed": "w"}):
        with pytest.raises(ValidationError):
            tell_durations_apart(WrittenDuration.model_validate({"statistic": "mean", **faulty}))
