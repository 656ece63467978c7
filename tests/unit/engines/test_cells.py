"""Texts that are a date or number: the patterns, and the cells that are read and refused on either engine."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import (
    AT,
    ON,
    Read,
    both_engines,
    codes,
    evaluate_files,
    evaluate_frame,
    figures,
    frame_of,
    rule_text,
)

from gpj_kpi import Evaluation
from gpj_kpi.engines.cells import (
    datetime_pattern,
    full_length,
    group_marks,
    has_offset,
    integer_pattern,
    number_pattern,
    range_held,
)
from gpj_kpi.rules import Column

COUNT = {"n": "period_by: r, measure: {kind: count}"}
SUM = {"m": "period_by: r, measure: {kind: mean, value: x}"}
ALL_ALLOWED = "max_rejected: 100%"
DELAY = rule_text(
    {"r": AT, "b": AT, "v": "type: text"},
    {"d": "measure: {kind: delay, from: r, to: b, limit: 10 jours ouvrés}"},
    source=ALL_ALLOWED,
)
HEADER = "id;r;b;v\n"
SOUND = "1;01/02/2008 10:00;04/02/2008 10:00;x\n"

# ------------------------------------------------------------------------------------------------------------ patterns


@pytest.mark.parametrize("format_", ["%d/%m/%Y", "%Y%m%d", "%d.%m.%Y %H:%M:%S", "%H h %M le %d/%m/%Y"])
def test_a_date_that_python_writes_is_of_its_pattern_and_length(format_: str) -> None:
    """Of a day in each month, and of each hour, what strftime writes matches in full and has the length foreseen."""
    for month in range(1, 13):
        text = dt.datetime(2008, month, 2 * month, 2 * month - 1, 5 * month - 1).strftime(format_)
        assert re.fullmatch(datetime_pattern(format_), text)
        assert len(text) == full_length(format_)


@pytest.mark.parametrize("format_", ["%d/%m/%y", "%H:%M:%S.%f", "%Y-%m-%dT%H:%M%z"])
def test_a_format_of_open_length_has_no_length(format_: str) -> None:
    """Two digits for a year, decimals of a second and an offset are left to the slower proof."""
    assert full_length(format_) is None


def test_a_length_is_counted_in_bytes() -> None:
    """The file is UTF-8: an accented letter of the format takes two bytes."""
    assert full_length("%d/%m/%Y à %Hh%M") == len("01/02/2008 à 10h05") + 1


def test_zeros_are_needed_where_two_parts_have_no_mark_between() -> None:
    """An offset behind the minutes makes the whole format strict; a space between frees it."""
    assert re.fullmatch(datetime_pattern("%d/%m/%Y %H:%M%z"), "01/02/2008 09:30+01:00")
    assert not re.fullmatch(datetime_pattern("%d/%m/%Y %H:%M%z"), "1/2/2008 9:30+01:00")
    assert re.fullmatch(datetime_pattern("%d/%m/%Y %H:%M %z"), "1/2/2008 9:30 +01:00")


def test_characters_of_a_format_stand_for_themselves() -> None:
    """A point in a format is a point, and no other character."""
    assert re.fullmatch(datetime_pattern("%d.%m.%Y"), "01.02.2008")
    assert not re.fullmatch(datetime_pattern("%d.%m.%Y"), "01/02/2008")
    assert not re.fullmatch(number_pattern(".", None, percent=False), "4,25")
    assert not re.fullmatch(integer_pattern("."), "1,204")


def test_a_blank_between_thousands_may_be_one_that_does_not_break() -> None:
    """French typography puts a narrow no-break space there, spreadsheets a no-break space."""
    assert group_marks(" ") == " \u00a0\u202f"
    assert (group_marks("."), group_marks(None)) == (".", "")


def test_formats_with_an_offset_are_told_from_others() -> None:
    """One %z among the formats is enough, as the rule file refuses a mixture."""
    assert has_offset(("%Y-%m-%dT%H:%M%z",))
    assert not has_offset(("%d/%m/%Y",))
    assert not has_offset(None)


# --------------------------------------------------------------------------------------------------------------- cells


def _one_cell(read: Read, folder: Path, declared: str, cell: str, source: str) -> Evaluation:
    """Evaluate the mean of one cell."""
    rules = rule_text({"r": ON, "x": declared}, SUM, source=f"max_rejected: 100%, {source}")
    return read(folder, rules, f"id;r;x\n1;01/02/2008;{cell}\n")


@both_engines
@pytest.mark.parametrize(
    ("format_", "cell", "expected"),
    [
        ("%d/%m/%Y %H:%M", "1/2/2008 7:05", "2008-02-01 07:05"),
        ("%d/%m/%Y %H:%M", " 01/02/2008 10:00\u00a0", "2008-02-01 10:00"),
        ("%d/%m/%Y %H:%M", "29/02/2008 23:59", "2008-02-29 23:59"),
        ("%d/%m/%Y %H:%M", "01/01/1950 00:00", "1950-01-01 00:00"),
        ("%d/%m/%Y %H:%M", "31/12/2199 23:59", "2199-12-31 23:59"),
        ("%d/%m/%Y %H:%M:%S.%f", "01/02/2008 10:00:00.5", "2008-02-01 10:00:00.5"),
        ("%d/%m/%Y %H:%M:%S.%f", "01/02/2008 10:00:00.000001", "2008-02-01 10:00:00.000001"),
        ("%d/%m/%y %H:%M", "01/02/68 10:00", "2068-02-01 10:00"),
        ("%d/%m/%y %H:%M", "01/02/69 10:00", "1969-02-01 10:00"),
        ("%Y%m%d %H%M", "20080201 1000", "2008-02-01 10:00"),
        ("%H:%M à %d.%m.%Y", "10:00 à 01.02.2008", "2008-02-01 10:00"),
        # Noon in Paris is 11:00 UTC in winter and 10:00 UTC in summer.
        ("%Y-%m-%dT%H:%M%z", "2008-02-01T11:00Z", "2008-02-01 12:00"),
        ("%Y-%m-%dT%H:%M%z", "2008-07-01T10:00+0000", "2008-07-01 12:00"),
        ("%Y-%m-%d %H:%M %z", "2008-07-01 10:00 UTC", "2008-07-01 12:00"),
        ("%Y-%m-%d %H:%M %z", "2008-07-01 10:00 gmt", "2008-07-01 12:00"),
        ("%H:%M %z %d/%m/%Y", "10:00 Utc 01/07/2008", "2008-07-01 12:00"),
        ("%Y-%m-%dT%H:%M%z", "2008-02-01T06:00-05:00", "2008-02-01 12:00"),
        ("%Y-%m-%dT%H:%M%z", "1960-01-01T00:30+01:00", "1960-01-01 00:30"),
    ],
)
def test_moments_that_are_accepted(read: Read, format_: str, cell: str, expected: str, tmp_path: Path) -> None:
    """A date and time written in its format is the moment that the clock in Paris showed."""
    column = f'type: datetime, format: "{format_}"'
    rules = rule_text({"r": column, "e": column}, {"d": "measure: {kind: delay, from: r, to: e, limit: 1 heure}"})
    evaluation = read(tmp_path, rules, f"id;r;e\n1;{cell};{cell}\n")
    (moment,) = evaluation.verdicts("d")["started_at"]
    assert moment.tz_localize(None) == pd.Timestamp(expected)


@both_engines
@pytest.mark.parametrize(
    ("declared", "cell", "code"),
    [
        (AT, "31/02/2008 10:00", "bad_datetime"),
        (AT, "29/02/2007 10:00", "bad_datetime"),
        (AT, "01/02/2008 24:00", "bad_datetime"),
        (AT, "01/02/2008  10:00", "bad_datetime"),
        (AT, "01/02/2008 7:5", "bad_datetime"),
        (AT, "01/02/2008 10:00x", "bad_datetime"),
        (AT, "\u0660\u0661/02/2008 10:00", "bad_datetime"),
        (AT, "2008-02-01 10:00", "bad_datetime"),
        (AT, "31/12/1949 23:59", "out_of_range"),
        (AT, "01/01/2200 00:00", "out_of_range"),
        (ON, "31/12/1949", "out_of_range"),
        (ON, "01/01/2200", "out_of_range"),
        (ON, "01/02/08", "bad_date"),
        ('type: datetime, format: "%Y-%m-%dT%H:%M%z"', "2008-02-01T10:00+01", "bad_datetime"),
        ('type: datetime, format: "%Y-%m-%dT%H:%M%z"', "2008-02-01T10:00", "bad_datetime"),
        ("type: integer", "1,0", "bad_integer"),
        ("type: integer", "1 000", "bad_integer"),
        ("type: integer", "1e3", "bad_integer"),
        ("type: integer", "1234567890123456", "bad_integer"),
        ("type: number", "1.5", "bad_number"),
        ("type: number", "1234567890", "bad_number"),
        ("type: number", "1,1234567", "bad_number"),
        ("type: number", ",5", "bad_number"),
        ("type: number", "NaN", "bad_number"),
        ("type: boolean, true_values: [oui], false_values: [non]", "Oui", "bad_boolean"),
        ("type: text, values: [oui, non]", "Oui", "not_in_values"),
        ("type: text, required: true", "\u00a0", "missing_value"),
        ("type: text, required: true", "NULL", "missing_value"),
    ],
)
def test_cells_that_are_refused(read: Read, declared: str, cell: str, code: str, tmp_path: Path) -> None:
    """A cell that its column cannot hold rejects its row and no other, whichever the engine."""
    source = f'{ALL_ALLOWED}, decimal: ",", null_values: ["", "NULL"]'
    rules = rule_text({"r": ON, "x": declared}, COUNT, source=source)
    good = {"missing_value": "x", "not_in_values": "oui"}.get(code, "")
    evaluation = read(tmp_path, rules, f"id;r;x\n1;01/02/2008;{cell}\n2;01/02/2008;{good}\n")
    assert [issue.code for issue in evaluation.issue_list] == [code]
    assert evaluation.verdicts("n")["id"].tolist() == ["2"]


@both_engines
@pytest.mark.parametrize(
    ("declared", "cell", "value"),
    [
        ("type: integer", "+7", Fraction(7)),
        ("type: integer", "-007", Fraction(-7)),
        ("type: integer", "123456789012345", Fraction(123456789012345)),
        ("type: number", "4,25", Fraction("4.25")),
        ("type: number", "-0,000001", Fraction("-0.000001")),
        ("type: number", "\u202f999999999,999999 ", Fraction("999999999.999999")),
        ("type: number", "4", Fraction(4)),
        ("type: number", "1000000", Fraction(1_000_000)),
    ],
)
def test_numbers_that_are_accepted(read: Read, declared: str, cell: str, value: Fraction, tmp_path: Path) -> None:
    """A number is exact, to its last decimal."""
    rules = rule_text(
        {"r": ON, "x": declared}, {"m": "period_by: r, measure: {kind: mean, value: x}"}, source='decimal: ","'
    )
    evaluation = read(tmp_path, rules, f"id;r;x\n1;01/02/2008;{cell}\n")
    assert figures(evaluation, ["numerator", "denominator", "value"]) == [(value, 1, value)]


@both_engines
@pytest.mark.parametrize(
    ("declared", "source", "cell", "value"),
    [
        ("type: integer", 'thousands: " "', "1 204", Fraction(1204)),
        ("type: integer", 'thousands: " "', "1\u202f204\u00a0000", Fraction(1_204_000)),
        ("type: integer", 'thousands: ".", decimal: ","', "-1.204", Fraction(-1204)),
        ("type: integer", 'thousands: "\'"', "12'204", Fraction(12_204)),
        ("type: integer", 'thousands: " "', "1204", Fraction(1204)),
        ("type: integer", 'thousands: " "', "123 456 789 012 345", Fraction(123_456_789_012_345)),
        ("type: number", 'thousands: " ", decimal: ","', "1 204,5", Fraction("1204.5")),
        ("type: number", 'thousands: ".", decimal: ","', "1.204.000,25", Fraction("1204000.25")),
        ("type: number", 'thousands: ","', "1,204.000001", Fraction("1204.000001")),
        ("type: number, percent: true", 'decimal: ","', "97,5 %", Fraction("0.975")),
        ("type: number, percent: true", 'decimal: ","', "97,5\u202f%", Fraction("0.975")),
        ("type: number, percent: true", 'decimal: ","', "100%", Fraction(1)),
        ("type: number, percent: true", 'decimal: ","', "-0,0001 %", Fraction("-0.000001")),
        ("type: number, percent: true", 'decimal: ",", thousands: " "', "1 204 %", Fraction("12.04")),
        ("type: number, scale: [1, 5]", "", "5", Fraction(5)),
        ("type: integer, scale: [1.5, 5.5]", "", "2", Fraction(2)),
    ],
)
def test_numbers_with_marks_that_are_read(
    read: Read, declared: str, source: str, cell: str, value: Fraction, tmp_path: Path
) -> None:
    """Thousands go in groups of three, a percentage is a hundredth, and all is exact."""
    evaluation = _one_cell(read, tmp_path, declared, cell, source)
    assert figures(evaluation, ["value"])[0] == (value,)


@both_engines
@pytest.mark.parametrize(
    ("declared", "source", "cell", "code"),
    [
        ("type: integer", "", "1 204", "bad_integer"),
        ("type: integer", 'thousands: " "', "12 04", "bad_integer"),
        ("type: integer", 'thousands: " "', "1  204", "bad_integer"),
        ("type: integer", 'thousands: " "', "1204 000", "bad_integer"),
        ("type: integer", 'thousands: " "', "1\t204", "bad_integer"),
        ("type: integer", 'thousands: ".", decimal: ","', "1.20", "bad_integer"),
        ("type: integer", 'thousands: " "', "1 123 456 789 012 345", "bad_integer"),
        ("type: number", 'thousands: ".", decimal: ","', "1.204.5", "bad_number"),
        ("type: number", 'thousands: " ", decimal: ","', "1 204,5 6", "bad_number"),
        ("type: number", 'thousands: " "', "1 234 567 890", "bad_number"),
        ("type: number, percent: true", "", "97.5", "bad_number"),
        ("type: number, percent: true", "", "97.12345 %", "bad_number"),
        ("type: number, percent: true", "", "97.5  %", "bad_number"),
        ("type: number", "", "97.5 %", "bad_number"),
        ("type: number, scale: [1, 5]", "", "5.000001", "off_scale"),
        ("type: number, scale: [1, 5]", "", "0", "off_scale"),
        ("type: integer, scale: [1, 5]", "", "6", "off_scale"),
        ("type: integer, scale: [1.5, 5.5]", "", "1", "off_scale"),
    ],
)
def test_numbers_with_marks_that_are_rejected(
    read: Read, declared: str, source: str, cell: str, code: str, tmp_path: Path
) -> None:
    """A number that is grouped otherwise, has no sign where it needs one, or is off its scale rejects its row."""
    evaluation = _one_cell(read, tmp_path, declared, cell, source)
    assert [issue.code for issue in evaluation.issue_list] == [code]


@pytest.mark.parametrize(
    ("format_", "cell"),
    [("%d%m%Y", "1122008"), ("%d%m%Y", "112008"), ("%Y%m%d", "2008201"), ("%Y%m%d", "2008111"), ("%d%m%y", "11208")],
)
def test_dates_without_separators_are_read_alike(format_: str, cell: str, tmp_path: Path) -> None:
    """A date whose digits can be cut in several ways is accepted by both engines, as the same day, or by none."""
    rules = rule_text({"r": f'type: date, format: "{format_}"'}, COUNT, source=ALL_ALLOWED)
    sound = {"%d%m%Y": "01022008", "%Y%m%d": "20080201", "%d%m%y": "010208"}[format_]
    export = f"id;r\n1;{cell}\n2;{sound}\n"
    (tmp_path / "file").mkdir()
    (tmp_path / "frame").mkdir()
    evaluations = (
        evaluate_files(tmp_path / "file", rules, {"a.csv": export}),
        evaluate_frame(tmp_path / "frame", rules, frame_of(export)),
    )
    seen = [(codes(each) and codes(each)[0][0], each.verdicts("n")["reference_day"].tolist()) for each in evaluations]
    assert seen[0] == seen[1]


@both_engines
def test_times_with_and_without_seconds_stand_in_one_column(read: Read, tmp_path: Path) -> None:
    """The first format that fits is used; a text that fits none rejects its row."""
    formats = 'type: datetime, format: ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"]'
    rules = rule_text(
        {"r": formats, "e": AT},
        {"d": "measure: {kind: delay, from: r, to: e, limit: 1 heure}"},
        source="max_rejected: 100%",
    )
    export = "id;r;e\n1;1/2/2008 10:00:05;\n2;1/2/2008 10:00;\n3;2008-02-01T9:07;\n4;1/2/2008;\n5;31/2/2008 10:00;\n"
    evaluation = read(tmp_path, rules, export)
    started = [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in evaluation.verdicts("d")["started_at"]]
    assert started == ["2008-02-01 10:00:05", "2008-02-01 10:00:00", "2008-02-01 09:07:00"]
    assert [code for code, _ in codes(evaluation)] == ["bad_datetime", "bad_datetime"]


def test_a_moment_with_its_own_offset_is_that_moment(tmp_path: Path) -> None:
    """ISO times with an offset, with and without seconds, are instants: 23:30 in London is the next day in Paris."""
    formats = 'type: datetime, format: ["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z"]'
    rules = rule_text({"r": formats, "b": AT}, COUNT)
    export = "id;r;b\n1;2008-02-01T23:30Z;\n2;2008-02-02T00:30:00+01:00;\n"
    evaluation = evaluate_files(tmp_path, rules, {"a.csv": export})
    assert [f"{day:%Y-%m-%d}" for day in evaluation.verdicts("n")["reference_day"]] == ["2008-02-02", "2008-02-02"]


@both_engines
@pytest.mark.parametrize("day", ["31/12/9999", "01/01/0001", "01/01/0000", "31/12/9998"])
def test_a_placeholder_far_from_the_calendar_rejects_its_row_only(read: Read, day: str, tmp_path: Path) -> None:
    """A cell dated at either end of time rejects its row; the others are counted."""
    evaluation = read(tmp_path, DELAY, f"{HEADER}{SOUND}2;01/02/2008 10:00;{day} 00:00;x\n")
    assert evaluation.verdicts("d")[["id", "verdict"]].to_numpy().tolist() == [["1", "met"]]
    assert len(evaluation.issue_list) == 1


@both_engines
def test_an_export_of_placeholders_only_is_all_rejected(read: Read, tmp_path: Path) -> None:
    """When no date at all is in range every row is rejected, and there is no data."""
    evaluation = read(tmp_path, DELAY, f"{HEADER}1;01/02/9998 10:00;;x\n")
    assert [issue.code for issue in evaluation.issue_list] == ["out_of_range"]
    assert figures(evaluation, ["status"]) == [("no_data",)]


@both_engines
def test_every_cell_at_fault_is_told_and_the_row_counts_once(read: Read, tmp_path: Path) -> None:
    """Two cells that cannot be read are two issues of one rejected row."""
    rules = rule_text({"r": ON, "x": "type: number, required: true"}, SUM, source="max_rejected: 100%")
    export = "id;r;x\n1;?;?\n2;01/02/2008;\n;hier;1\n4;01/02/2008;4\n"
    evaluation = read(tmp_path, rules, export)
    assert [(issue.code, issue.column) for issue in evaluation.issue_list] == [
        ("bad_date", "r"),
        ("bad_number", "x"),
        ("missing_value", "x"),
        ("missing_value", "id"),
        ("bad_date", "r"),
    ]
    assert (evaluation.cases["s"].rows, evaluation.cases["s"].rejected, evaluation.cases["s"].cases) == (4, 3, 1)


@both_engines
def test_words_are_compared_as_cells_are_read(read: Read, tmp_path: Path) -> None:
    """Blanks at the ends of a declared word count no more than those of a cell; nor does a byte order mark in it."""
    columns = {
        "r": 'type: date, format: " %d/%m/%Y "',
        "v": 'type: text, values: [" oui ", non]',
        "b": 'type: boolean, true_values: ["o "], false_values: [n]',
    }
    rules = rule_text(columns, COUNT, source='null_values: ["- ", "\u00a0n/a"], max_rejected: 100%')
    export = "id;r;v;b\n1;01/02/2008;oui;o\n\ufeff1;02/02/2008; - ;n \n2;03/02/2008;n/a;\n"
    evaluation = read(tmp_path, rules, export)
    cases = evaluation.cases["s"]
    assert (cases.rows, cases.cases, cases.rejected, cases.duplicates) == (3, 2, 0, 1)


def test_a_cell_is_shown_with_the_blanks_it_has(tmp_path: Path) -> None:
    """A blank that looks like another is spelled out, so that the message does not contradict itself."""
    rules = rule_text({"r": AT}, COUNT, source="max_rejected: 100%")
    evaluation = evaluate_files(tmp_path, rules, {"a.csv": "id;r\n1;01/02/2008\u00a010:00\n2;01/02/2008  10:00\n"})
    first, second = (issue.message for issue in evaluation.issue_list)
    assert first.startswith('"01/02/2008\\xa010:00" is not a date and time.')
    assert second.startswith('"01/02/2008  10:00" is not a date and time.')


def test_the_range_of_instants_is_that_of_local_days() -> None:
    """1950 begins in New York at 05:00 UTC and 2200 too, five hours behind; local times and days have no zone."""
    at = Column(header="at", type="datetime", format=("%Y-%m-%d %H:%M%z",))
    second = 1_000_000
    first, beyond = range_held(at, "America/New_York", is_instant=True)
    # 20 years with 5 leap days before 1970; 230 years with 57 leap days less that of 2100 after it.
    assert first == (-(20 * 365 + 5) * 86400 + 5 * 3600) * second
    assert beyond == ((230 * 365 + 56) * 86400 + 5 * 3600) * second
    assert range_held(at, "America/New_York", is_instant=False) == (first - 18000 * second, beyond - 18000 * second)


@both_engines
def test_a_last_evening_in_the_west_is_in_range(read: Read, tmp_path: Path) -> None:
    """23:30 of 2199-12-31 in New York is 2200 in UTC and in range, on its local day; an hour later it is out."""
    rules = rule_text({"r": 'type: datetime, format: "%Y-%m-%d %H:%M%z"'}, COUNT, source=ALL_ALLOWED)
    moments = ["2199-12-31 23:30-0500", "2200-01-01 05:30Z", "1949-12-31 23:30-0500", "1950-01-01 04:30Z"]
    records = [f"{number};{moment}\n" for number, moment in enumerate([*moments, "1950-01-01 05:00Z"])]
    evaluation = read(tmp_path, rules.replace("Europe/Paris", "America/New_York"), f"id;r\n{''.join(records)}")
    days = evaluation.verdicts("n")["reference_day"].tolist()
    assert days == [pd.Timestamp("2199-12-31"), pd.Timestamp("1950-01-01")]
    assert [code for code, _ in codes(evaluation)] == ["out_of_range"] * 3
