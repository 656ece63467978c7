"""What the verdicts of a period give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import AT, ON, evaluate_files, evaluate_frame, figures, frame_of, rule_text
from tests.unit.results.made import NOTHING_READ, coverage_of, day_number, tally_of, verdicts_of

from gpj_kpi import Evaluation, load_rules
from gpj_kpi.calendars.periods import parse_period
from gpj_kpi.errors import GpjKpiError
from gpj_kpi.results.exact_sum import VALUE
from gpj_kpi.results.figures import DayTotals, Figures, compute_figure
from gpj_kpi.results.rates import VERDICTS
from gpj_kpi.verdicts.outcomes import CODES

Read = Callable[[Path, str, str], Evaluation]


def _from_file(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_files(folder, rules, {"a.csv": export})


def _from_frame(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_frame(folder, rules, frame_of(export))


both_engines = pytest.mark.parametrize("read", [_from_file, _from_frame], ids=["duckdb", "pandas"])


@both_engines
@pytest.mark.parametrize("statistic", ["mean", "median", "percentile 90"])
def test_a_duration_without_start_is_invalid(read: Read, statistic: str, tmp_path: Path) -> None:
    """A case that ended and has no start cannot be measured: it is invalid, and weighs nothing in the figure."""
    rules = rule_text(
        {"r": AT, "a": AT, "b": AT},
        {"d": f"period_by: r, measure: {{kind: duration, from: a, to: b, statistic: {statistic}}}"},
    )
    export = (
        "id;r;a;b\n"
        "1;01/02/2008 09:00;01/02/2008 10:00;01/02/2008 12:00\n"  # 2 hours
        "2;01/02/2008 09:00;;01/02/2008 12:00\n"
    )
    evaluation = read(tmp_path, rules, export)
    assert figures(evaluation, ["denominator", "value", "invalid"]) == [(1, 7200, 1)]


@both_engines
def test_weighted_means_of_amounts_are_exact(read: Read, tmp_path: Path) -> None:
    """Amounts weighted by amounts stay exact, however large their product."""
    rules = rule_text(
        {"r": ON, "v": "type: number", "w": "type: number"},
        {"m": "period_by: r, measure: {kind: mean, value: v, weight: w}"},
    )
    evaluation = read(tmp_path, rules, "id;r;v;w\n1;01/02/2008;25000.5;1200.75\n2;01/02/2008;1000;1\n")
    # 25000.5 * 1200.75 = 30019350.375; with 1000 * 1 it makes 30020350.375, over weights of 1201.75.
    expected = (Fraction("30020350.375"), Fraction("1201.75"), Fraction("30020350.375") / Fraction("1201.75"))
    assert figures(evaluation, ["numerator", "denominator", "value"]) == [expected]


@both_engines
def test_groups_of_a_boolean_have_one_name(read: Read, tmp_path: Path) -> None:
    """Groups of a boolean column are named alike on every engine."""
    rules = rule_text(
        {"r": ON, "x": "type: boolean, true_values: [oui], false_values: [non]"},
        {"n": "period_by: r, measure: {kind: count}"},
    )
    export = "id;r;x\n1;01/02/2008;oui\n2;01/02/2008;non\n3;01/02/2008;\n"
    (tmp_path / "grouped").mkdir()
    if read is _from_file:
        evaluation = evaluate_files(tmp_path / "grouped", rules, {"a.csv": export}, group_by="x")
    else:
        evaluation = evaluate_frame(tmp_path / "grouped", rules, frame_of(export), group_by="x")
    assert figures(evaluation, ["group", "value"]) == [(None, 3), ("(none)", 1), ("false", 1), ("true", 1)]


@pytest.mark.parametrize("published", ["12", '"> 2"', "{per: quarter, between: [2, 3]}", "held"])
def test_no_data_neither_agrees_nor_disagrees(published: str, tmp_path: Path) -> None:
    """Where there is no data a printed figure is neither confirmed nor contradicted, for a count as for a rate."""
    rules = rule_text(
        {"r": ON}, {"n": f'period_by: r, measure: {{kind: count}}, target: ">= 2", published: {{2008: {published}}}'}
    )
    evaluation = evaluate_frame(tmp_path, rules, pd.DataFrame({"id": ["1"], "r": ["01/02/2007"]}))
    assert figures(evaluation, ["status", "published_agrees"]) == [("no_data", None)]


@both_engines
def test_a_limit_that_runs_past_the_calendar_is_never_invalid(read: Read, tmp_path: Path) -> None:
    """A house closed for 150 days moves the due date behind them, or the calendar says that it ends too soon."""
    first = date(2008, 2, 2)
    closed = ", ".join(f"{first + timedelta(days=n)}: fermé" for n in range(150))
    rules = rule_text(
        {"a": AT, "b": AT},
        {"d": "measure: {kind: delay, from: a, to: b, limit: 1 jour ouvré}"},
        calendar=f"closed: {{{closed}}}",
    )
    try:
        evaluation = read(tmp_path, rules, "id;a;b\n1;01/02/2008 10:00;01/02/2008 12:00\n")
    except GpjKpiError as refusal:
        assert "calendar" in str(refusal)  # noqa: PT017 - both outcomes are right, a silent one is not
    else:
        assert evaluation.verdicts("d")["verdict"].tolist() == ["met"]


# ------------------------------------------------------------------------------------------------- statistics and ranks

TIMES = {"a": AT, "b": AT}


def _minutes(*lengths: int) -> str:
    """Write an export of cases that begin on 1 February 2008 at 10:00 and last so many minutes."""
    start = datetime(2008, 2, 1, 10)
    ends = [f"{start + timedelta(minutes=length):%d/%m/%Y %H:%M}" for length in lengths]
    return "id;a;b\n" + "".join(f"{n};01/02/2008 10:00;{end}\n" for n, end in enumerate(ends))


@both_engines
@pytest.mark.parametrize(
    ("statistic", "lengths", "label", "minutes"),
    [
        ("mean", (1, 2, 4), "mean", Fraction(7, 3)),
        ("mean", (0,), "mean", Fraction(0)),
        ("median", (9, 1, 5), "median", Fraction(5)),
        ("median", (9, 1, 5, 2), "median", Fraction(7, 2)),
        ("median", (7,), "median", Fraction(7)),
        ("median", (1, 2, 3, 4, 9), "median", Fraction(3)),
        ("median", (60, 5, 4, 3, 2, 1, 50), "median", Fraction(4)),
        ("median", (3, 3, 3, 8), "median", Fraction(3)),
        # Nearest rank: of 20 cases the 95th percentile is the 19th, of 21 the 20th (19.95), of 19 the last (18.05).
        ("percentile 95", tuple(range(1, 21)), "p95", Fraction(19)),
        ("percentile 95", tuple(range(21, 0, -1)), "p95", Fraction(20)),
        ("percentile 95", tuple(range(1, 20)), "p95", Fraction(19)),
        ("percentile 50", (1, 2, 3, 4), "p50", Fraction(2)),
        ("percentile 25", (1, 2, 3, 4), "p25", Fraction(1)),
        ("percentile 26", (1, 2, 3, 4), "p26", Fraction(2)),
        ("percentile 1", (5, 6, 7), "p1", Fraction(5)),
        ("percentile 99", (5, 6, 7), "p99", Fraction(7)),
        ("percentile 90", (4,), "p90", Fraction(4)),
    ],
)
def test_statistics_of_durations(
    read: Read, statistic: str, lengths: tuple[int, ...], label: str, minutes: Fraction, tmp_path: Path
) -> None:
    """Means are exact, a median is half-way between the two middle values, a percentile is a value of the data."""
    rules = rule_text(TIMES, {"d": f"measure: {{kind: duration, from: a, to: b, statistic: {statistic}}}"})
    evaluation = read(tmp_path, rules, _minutes(*lengths))
    numerator = 60 * sum(lengths) if statistic == "mean" else None
    fields = ["statistic", "unit", "numerator", "denominator", "value"]
    assert figures(evaluation, fields) == [(label, "seconds", numerator, len(lengths), 60 * minutes)]


@both_engines
@pytest.mark.parametrize(
    ("declared", "statistic", "cells", "seconds"),
    [
        ("type: integer, unit: minutes", "mean", ("1", "2", "4"), Fraction(140)),
        ("type: integer, unit: minutes", "median", ("9", "1", "5"), Fraction(300)),
        ("type: integer, unit: milliseconds", "median", ("1", "2"), Fraction(3, 2000)),
        ("type: number, unit: milliseconds", "mean", ("0.000001", "0.000002"), Fraction(3, 2 * 10**9)),
        ("type: number, unit: heures", "percentile 90", ("0.000001", "0.5"), Fraction(1800)),
        ("type: number, unit: secondes", "mean", ("0.1", "0.2"), Fraction(15, 100)),
        ("type: integer", "percentile 95", ("7", "8"), Fraction(8)),
    ],
)
def test_lengths_of_time_in_a_column_give_seconds(
    read: Read, declared: str, statistic: str, cells: tuple[str, ...], seconds: Fraction, tmp_path: Path
) -> None:
    """Exactly, whatever the unit of the column."""
    indicator = f"period_by: r, measure: {{kind: duration, elapsed: w, statistic: {statistic}}}"
    rules = rule_text({"r": ON, "w": declared}, {"d": indicator})
    rows = [f"{number};01/02/2008;{cell}" for number, cell in enumerate(cells)]
    evaluation = read(tmp_path, rules, "\n".join(["id;r;w", *rows, ""]))
    assert figures(evaluation, ["unit", "denominator", "value"]) == [("seconds", len(cells), seconds)]


@both_engines
@pytest.mark.parametrize("statistic", ["mean", "median", "percentile 95"])
def test_durations_of_nothing_are_no_data(read: Read, statistic: str, tmp_path: Path) -> None:
    """Cases that have not ended, or end before they start, give no duration: no data, and never 0."""
    rules = rule_text(TIMES, {"d": f"measure: {{kind: duration, from: a, to: b, statistic: {statistic}}}"})
    evaluation = read(tmp_path, rules, "id;a;b\n1;01/02/2008 10:00;\n2;01/02/2008 10:00;01/02/2008 09:59\n")
    fields = ["denominator", "value", "status", "pending", "invalid", "provisional"]
    assert figures(evaluation, fields) == [(0, None, "no_data", 1, 1, True)]


@both_engines
def test_ranks_are_those_of_the_period_and_of_the_group(read: Read, tmp_path: Path) -> None:
    """A median is taken among the cases of its own period and group, and not averaged over them."""
    rules = rule_text(
        {**TIMES, "g": "type: integer"}, {"d": "measure: {kind: duration, from: a, to: b, statistic: median}"}
    )
    export = (
        "id;a;b;g\n"
        "1;01/02/2008 10:00;01/02/2008 10:01;1\n"
        "2;01/02/2008 10:00;01/02/2008 10:02;2\n"
        "3;01/02/2008 10:00;01/02/2008 10:09;2\n"
        "4;01/02/2007 10:00;01/02/2007 10:50;2\n"  # another year
        "5;01/02/2008 10:00;01/02/2008 10:04;\n"
    )
    if read is _from_file:
        evaluation = evaluate_files(tmp_path, rules, {"a.csv": export}, group_by="g")
    else:
        evaluation = evaluate_frame(tmp_path, rules, frame_of(export), group_by="g")
    # 1, 2, 4 and 9 minutes; and by group 4, 1, and 2 and 9.
    expected = [(None, 4, 180), ("(none)", 1, 240), ("1", 1, 60), ("2", 2, 330)]
    assert figures(evaluation, ["group", "denominator", "value"]) == expected


@both_engines
@pytest.mark.parametrize(
    ("unit", "label", "days"),
    [
        ("jours ouvrés", "business_days", 2),
        ("jours ouvrables", "working_days", 3),
        ("jours calendaires", "calendar_days", 6),
    ],
)
def test_durations_in_days_leave_out_the_first_day(
    read: Read, unit: str, label: str, days: int, tmp_path: Path
) -> None:
    """From Wednesday 7 May 2008 to Tuesday 13 May: the 8th is a holiday, and so is Monday the 12th.

    Jours ouvrés: 9, 13. Jours ouvrables: 9, 10, 13. Calendar days: 8 to 13.
    """
    rules = rule_text(TIMES, {"d": f"measure: {{kind: duration, from: a, to: b, statistic: median, unit: {unit}}}"})
    evaluation = read(tmp_path, rules, "id;a;b\n1;07/05/2008 23:59;13/05/2008 00:00\n")
    assert figures(evaluation, ["unit", "denominator", "value"]) == [(label, 1, days)]


@pytest.mark.parametrize("unit", ["heures ouvrées", "minutes ouvrées"])
def test_durations_in_business_time_are_seconds_of_open_time(unit: str, tmp_path: Path) -> None:
    """An hour and half an hour: on average 2700 seconds, which the results do not call seconds."""
    path = tmp_path / "rules.yaml"
    measure = f"measure: {{kind: duration, from: a, to: b, statistic: mean, unit: {unit}}}"
    path.write_text(rule_text(TIMES, {"d": measure}, calendar='opening_hours: {mon: "09:00-18:00"}'), encoding="utf-8")
    rules = load_rules(path)
    millions, rest = VALUE.columns
    sums = {**dict.fromkeys((*VERDICTS, "overdue"), 0), "counted": 2, millions: 5400, rest: 0}
    figure = compute_figure(rules.indicator("d"), sums, rules.sources["s"], ranked=lambda rank: rank)
    assert rules.indicator("d").measure.unit_name == "business_seconds"
    assert (figure.numerator, figure.value) == (Fraction(5400), Fraction(2700))


@both_engines
def test_a_case_that_ends_on_its_first_day_took_no_day(read: Read, tmp_path: Path) -> None:
    """In days the first one is not counted: an end on the same day is 0 days, and one on a Saturday adds none."""
    rules = rule_text(TIMES, {"d": "measure: {kind: duration, from: a, to: b, statistic: mean, unit: jours ouvrés}"})
    export = "id;a;b\n1;01/02/2008 08:00;01/02/2008 18:00\n2;01/02/2008 08:00;02/02/2008 18:00\n"
    evaluation = read(tmp_path, rules, export + "3;01/02/2008 08:00;05/02/2008 18:00\n")
    assert figures(evaluation, ["numerator", "denominator", "value"]) == [(2, 3, Fraction(2, 3))]


# ------------------------------------------------------------------------------------------------------- means and sums


@both_engines
def test_a_mean_leaves_out_what_is_missing_or_off_its_scale(read: Read, tmp_path: Path) -> None:
    """Ends of the scale are on it; a hair outside is invalid, a missing score is excluded, and neither weighs."""
    rules = rule_text(
        {"r": ON, "v": "type: number"}, {"m": "period_by: r, measure: {kind: mean, value: v, scale: [1, 5]}"}
    )
    cells = ["1", "5", "4.5", "0.999999", "5.000001", "-3", ""]
    export = "id;r;v\n" + "".join(f"{n};01/02/2008;{cell}\n" for n, cell in enumerate(cells))
    evaluation = read(tmp_path, rules, export)
    fields = ["numerator", "denominator", "value", "invalid", "excluded", "unit"]
    assert figures(evaluation, fields) == [(Fraction(21, 2), 3, Fraction(7, 2), 3, 1, "points")]


@both_engines
def test_a_scale_may_have_decimals(read: Read, tmp_path: Path) -> None:
    """A scale from 0.1 to 0.3 holds 0.1 and 0.3 exactly, which binary numbers do not."""
    rules = rule_text(
        {"r": ON, "v": "type: number"}, {"m": "period_by: r, measure: {kind: mean, value: v, scale: [0.1, 0.3]}"}
    )
    evaluation = read(tmp_path, rules, "id;r;v\n1;01/02/2008;0.1\n2;01/02/2008;0.3\n3;01/02/2008;0.300001\n")
    assert figures(evaluation, ["numerator", "value", "invalid"]) == [(Fraction(2, 5), Fraction(1, 5), 1)]


@both_engines
def test_sums_of_many_tenths_are_exact(read: Read, tmp_path: Path) -> None:
    """Ten times 0.1 is 1, which binary numbers miss; and negative amounts are summed as exactly."""
    rules = rule_text({"r": ON, "v": "type: number"}, {"m": "period_by: r, measure: {kind: mean, value: v}"})
    cells = ["0.1"] * 10 + ["-0.000001", "-999999999.999999", "999999999.999999"]
    export = "id;r;v\n" + "".join(f"{n};01/02/2008;{cell}\n" for n, cell in enumerate(cells))
    total = Fraction(999_999, 1_000_000)
    assert figures(read(tmp_path, rules, export), ["numerator", "value"]) == [(total, total / 13)]


@both_engines
def test_sums_beyond_64_bits_are_exact(read: Read, tmp_path: Path) -> None:
    """Products of the largest amounts, millionths times millionths, overflow no counter."""
    rules = rule_text(
        {"r": ON, "v": "type: number", "w": "type: number"},
        {"m": "period_by: r, measure: {kind: mean, value: v, weight: w}"},
    )
    largest = "999999999.999999"
    export = "id;r;v;w\n" + "".join(
        f"{n};01/02/2008;{sign}{largest};{largest}\n" for n, sign in enumerate(["", "", "-"])
    )
    square = Fraction(largest) ** 2
    expected = [(square, 3 * Fraction(largest), Fraction(largest) / 3)]
    assert figures(read(tmp_path, rules, export), ["numerator", "denominator", "value"]) == expected


@both_engines
def test_weights_count_as_much_as_they_weigh(read: Read, tmp_path: Path) -> None:
    """A weight of 0 weighs nothing, a missing one excludes the case, a negative one is invalid."""
    rules = rule_text(
        {"r": ON, "v": "type: integer", "w": "type: integer"},
        {"m": "period_by: r, measure: {kind: mean, value: v, weight: w}"},
    )
    export = "id;r;v;w\n1;01/02/2008;5;3\n2;01/02/2008;1;1\n3;01/02/2008;2;0\n4;01/02/2008;2;\n5;01/02/2008;2;-1\n"
    evaluation = read(tmp_path, rules, export)
    # Three times 5 and once 1, over a weight of 4.
    assert figures(evaluation, ["numerator", "denominator", "value", "excluded", "invalid"]) == [(16, 4, 4, 1, 1)]


@both_engines
def test_weights_of_nothing_are_no_data(read: Read, tmp_path: Path) -> None:
    """When all weights are 0 there is no mean: 0/0 is no data."""
    rules = rule_text(
        {"r": ON, "v": "type: integer", "w": "type: integer"},
        {"m": "period_by: r, measure: {kind: mean, value: v, weight: w}"},
    )
    evaluation = read(tmp_path, rules, "id;r;v;w\n1;01/02/2008;5;0\n")
    assert figures(evaluation, ["numerator", "denominator", "value", "status"]) == [(0, 0, None, "no_data")]


# -------------------------------------------------------------------------------------------- counts, shares and bounds

DELAYED = rule_text(TIMES, {"d": "measure: {kind: delay, from: a, to: b, limit: 24 heures}, target: 50%"})


@both_engines
def test_bounds_are_all_pending_missed_and_all_pending_met(read: Read, tmp_path: Path) -> None:
    """Pending cases stand outside the rate and inside its bounds, and make the period provisional."""
    export = (
        "id;a;b\n"
        "1;01/02/2008 10:00;02/02/2008 10:00\n"  # met, to the minute
        "2;01/02/2008 10:00;02/02/2008 10:01\n"  # late
        "3;01/02/2008 10:00;\n"  # overdue
        "4;01/02/2008 10:02;\n"  # pending: due at 10:02, known to 10:01
        "5;02/02/2008 09:00;\n"  # pending
        "6;02/02/2008 09:00;02/02/2008 08:59\n"  # invalid
    )
    evaluation = read(tmp_path, DELAYED, export)
    fields = ["numerator", "denominator", "value", "pending", "overdue", "invalid", "bound_low", "bound_high"]
    assert figures(evaluation, fields) == [(1, 3, Fraction(1, 3), 2, 1, 1, Fraction(1, 5), Fraction(3, 5))]
    assert figures(evaluation, ["provisional", "status"]) == [(True, "missed")]


@both_engines
def test_with_pending_cases_only_there_is_no_rate_but_bounds(read: Read, tmp_path: Path) -> None:
    """Where every case is pending the rate is no data, and lies anywhere between 0 and 1."""
    evaluation = read(tmp_path, DELAYED, "id;a;b\n1;01/02/2008 10:00;\n")
    fields = ["numerator", "denominator", "value", "bound_low", "bound_high", "provisional", "status"]
    assert figures(evaluation, fields) == [(0, 0, None, 0, 1, True, "no_data")]


@both_engines
def test_without_pending_cases_bounds_are_the_rate(read: Read, tmp_path: Path) -> None:
    """Where nothing is pending both bounds are the rate; a year of which one day is known is provisional."""
    evaluation = read(tmp_path, DELAYED, _minutes(10, 1441))
    fields = ["value", "bound_low", "bound_high", "provisional", "coverage"]
    assert figures(evaluation, fields) == [(Fraction(1, 2), Fraction(1, 2), Fraction(1, 2), True, "partial")]


@both_engines
def test_a_period_without_cases_has_neither_rate_nor_bounds(read: Read, tmp_path: Path) -> None:
    """0/0 is no data: not 100 %, not 0, and not missed."""
    evaluation = read(tmp_path, DELAYED, _minutes(10).replace("2008", "2007"))
    fields = ["numerator", "denominator", "value", "bound_low", "bound_high", "status"]
    assert figures(evaluation, fields) == [(0, 0, None, None, None, "no_data")]


@pytest.mark.parametrize(
    ("indicator", "statistic", "unit"),
    [
        ("kind: count", "count", "cases"),
        ("kind: mean, value: v", "mean", "points"),
        ("kind: duration, from: a, to: b, statistic: median", "median", "seconds"),
        ("kind: duration, from: a, to: b, statistic: percentile 95, unit: minutes", "p95", "seconds"),
        ("kind: duration, from: a, to: b, statistic: mean, unit: jours ouvrables", "mean", "working_days"),
        ("kind: share, of: {v: present}", "share", "ratio"),
        ("kind: delay, from: a, to: b, limit: 1 heure", "share", "ratio"),
    ],
)
def test_statistic_and_unit_name_what_is_shown(indicator: str, statistic: str, unit: str, tmp_path: Path) -> None:
    """Each kind of measure has its statistic and unit, and only shares have bounds."""
    rules = rule_text({**TIMES, "v": "type: integer"}, {"i": f"period_by: a, measure: {{{indicator}}}"})
    export = frame_of("id;a;b;v\n1;01/02/2008 10:00;01/02/2008 10:30;3\n")
    evaluation = evaluate_frame(tmp_path, rules, export)
    assert figures(evaluation, ["statistic", "unit"]) == [(statistic, unit)]
    (result,) = evaluation.result_list
    assert (result.bound_low is None) == (statistic != "share")


@both_engines
@pytest.mark.parametrize(
    ("period", "value", "status"),
    [
        ("2008-01", None, "no_data"),  # before the first case
        ("2008-02", 1, "missed"),
        ("2008-03", 0, "missed"),  # known, and nothing came
        ("2008-04", 0, "missed"),  # begins before as-of, 2 April
        ("2008-05", None, "no_data"),  # begins after it
    ],
)
def test_a_count_of_unknown_days_is_no_data(
    read: Read, period: str, value: int | None, status: str, tmp_path: Path
) -> None:
    """Between the first case and as-of no case means 0; outside nothing is known."""
    rules = rule_text(
        {"a": AT, "t": "type: text"},
        {"n": "period_by: a, where: {t: x}, measure: {kind: count}, target: '>= 2'"},
    )
    export = "id;a;t\n1;10/02/2008 10:00;x\n2;02/04/2008 10:00;y\n"
    if read is _from_file:
        evaluation = evaluate_files(tmp_path, rules, {"a.csv": export}, period=period)
    else:
        evaluation = evaluate_frame(tmp_path, rules, frame_of(export), period=period)
    assert figures(evaluation, ["value", "status"])[-1] == (value, status)


@both_engines
def test_a_count_on_the_day_of_as_of_is_known(read: Read, tmp_path: Path) -> None:
    """Where dates have no time of day, the day of the latest event is known: a count of it is 0, not no data."""
    rules = rule_text({"r": ON, "t": "type: text"}, {"n": "period_by: r, where: {t: x}, measure: {kind: count}"})
    export = "id;r;t\n1;15/06/2008;x\n2;01/07/2008;y\n"
    if read is _from_file:
        evaluation = evaluate_files(tmp_path, rules, {"a.csv": export}, period="2008-Q3")
    else:
        evaluation = evaluate_frame(tmp_path, rules, frame_of(export), period="2008-Q3")
    assert figures(evaluation, ["value", "status"])[-1] == (0, "no_target")


# ------------------------------------------------------------------------------------------------ from a tally by hand


def _numbers(*days: str) -> list[int]:
    return [day_number(day) for day in days]


def test_the_days_of_a_tally_are_added_up_over_groups() -> None:
    """Each day is listed once, in order, whatever the order of the tally; cases without a date belong to none."""
    totals = DayTotals.from_tally(
        tally_of(
            [
                ("2008-03-01", "a", {"met": 1}),
                ("2008-02-29", "b", {"met": 2, "missed": 1}),
                ("2008-03-01", "b", {"met": 4}),
                (None, "b", {"met": 8}),
            ]
        )
    )
    assert totals.days.tolist() == _numbers("2008-02-29", "2008-03-01")
    march = totals.over(parse_period("2008-03"))
    assert (march["met"], march["missed"], march["cases"]) == (5, 0, 5)
    year = totals.over(parse_period("2008"))
    assert (year["met"], year["missed"], year["cases"]) == (7, 1, 8)


def test_a_period_holds_both_of_its_ends_and_no_other_day() -> None:
    """Of six days around February those of February are added up; a period without cases is 0 throughout."""
    days = ["2008-01-31", "2008-02-01", "2008-02-02", "2008-02-29", "2008-03-01", "1969-12-31"]
    totals = DayTotals.from_tally(tally_of([(day, None, {"met": 1}) for day in days]))
    assert totals.over(parse_period("2008-02"))["met"] == 3
    assert totals.over(parse_period("1969"))["met"] == 1
    assert set(totals.over(parse_period("2009")).values()) == {0}
    assert set(DayTotals.from_tally(tally_of([(None, None, {"met": 1})])).over(parse_period("2008")).values()) == {0}


MEDIAN = "measure: {kind: duration, from: r, to: e, statistic: median}"


def _judged(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    """What a judge gives of cases: the day, the group, the verdict, and seconds."""
    return pd.DataFrame(
        {
            "_reference_day": _numbers(*(day for day, _, _, _ in rows)),
            "_group": [group for _, group, _, _ in rows],
            "_outcome_0": [CODES[verdict] for _, _, verdict, _ in rows],
            "_value_0": [seconds * 1_000_000 for _, _, _, seconds in rows],
        }
    )


def test_a_median_is_looked_up_among_its_own_cases(tmp_path: Path) -> None:
    """Of February and group a, 10 s and 30 s are counted: 20 s; what is not counted is of no rank."""
    rows = _judged(
        ("2008-02-01", "a", "counted", 30),
        ("2008-02-29", "a", "counted", 10),
        ("2008-02-02", "a", "invalid", 1),
        ("2008-02-02", "b", "counted", 50),
        ("2008-03-01", "a", "counted", 90),
    )
    millions, rest = VALUE.columns
    sums = {millions: 0, rest: 0}
    of_a = [("2008-02-01", "a", {"counted": 1, **sums}), ("2008-02-02", "a", {"invalid": 1, **sums})]
    of_a += [("2008-02-29", "a", {"counted": 1, **sums}), ("2008-03-01", "a", {"counted": 1, **sums})]
    verdicts = verdicts_of(tmp_path, MEDIAN, rows)
    february = parse_period("2008-02")
    found = Figures(verdicts, tally_of(of_a), NOTHING_READ, "a").of(february)
    assert [found.value, found.denominator, found.numerator] == [Fraction(20), Fraction(2), None]
    assert found.n_in_scope == 3
    all_cases = [*of_a, ("2008-02-02", "b", {"counted": 1, **sums})]
    # 10, 30 and 50 s of both groups.
    assert Figures(verdicts, tally_of(all_cases), NOTHING_READ).of(february).value == 30


def test_a_figure_is_computed_once(tmp_path: Path) -> None:
    """Asked for the same period again, the figures give the very same one."""
    tallied = tally_of([("2008-02-01", None, {"met": 1})])
    found = Figures(
        verdicts_of(tmp_path, "measure: {kind: delay, from: r, to: e, limit: 1 heure}"), tallied, NOTHING_READ
    )
    assert found.of(parse_period("2008")) is found.of(parse_period("2008"))
    assert found.of(parse_period("2008")) is not found.of(parse_period("2008-Q1"))


@pytest.mark.parametrize(
    ("period", "count", "value", "may_grow"),
    [
        ("2008-01", 0, None, False),  # all of it before the first case, of 10 February
        ("2008-02", 0, 0, False),  # known from the 10th on
        ("2008-03", 3, 3, False),
        ("2008-04", 0, 0, True),  # known to the 15th
        ("2008-05", 0, None, False),  # all of it after as-of
        ("2008-05", 3, 3, True),  # placed there by a due date, and so known
        ("2008", 3, 3, True),
    ],
)
def test_a_count_is_known_between_the_first_case_and_as_of(
    period: str,
    count: int,
    value: int | None,
    may_grow: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    """No case is 0 on days that are known and no data on others; days after the as-of asked for may bring more."""
    day = f"{period}-01" if "-" in period else f"{period}-03-01"
    tallied = tally_of([(day, None, {"counted": count})])
    for is_as_of_given in (True, False):
        verdicts = verdicts_of(tmp_path, "period_by: r, measure: {kind: count}")
        # The longest silence is one of 20 days, of which 11 to 31 March.
        days = ("2008-02-10", "2008-02-20", "2008-03-10", "2008-03-31")
        coverage = coverage_of(*days, as_of_day="2008-04-15", is_given=is_as_of_given)
        found = Figures(verdicts, tallied, coverage).of(parse_period(period))
        # By default as-of is the latest event, and a silence after it that is no longer than usual may be the end.
        is_over = not is_as_of_given and period == "2008-04"
        assert (found.value, found.may_grow) == (value, may_grow and not is_over)


def test_a_figure_that_lacks_a_case_is_a_bug(tmp_path: Path) -> None:
    """A day with three cases and two verdicts stops the run."""
    tallied = tally_of([("2008-02-01", None, {"met": 1, "missed": 1})]).assign(cases=3)
    found = Figures(
        verdicts_of(tmp_path, "measure: {kind: delay, from: r, to: e, limit: 1 heure}"), tallied, NOTHING_READ
    )
    with pytest.raises(RuntimeError, match="3 cases, but"):
        found.of(parse_period("2008-02"))
