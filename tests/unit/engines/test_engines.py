"""Which cells and which records are read, on either engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import AT, ON, codes, evaluate_files, evaluate_frame, figures, frame_of, rule_text

from gpj_kpi import Evaluation
from gpj_kpi.errors import ExportError

COUNT = {"n": "period_by: r, measure: {kind: count}"}
ALL_ALLOWED = "max_rejected: 100%"
DELAY = rule_text(
    {"r": AT, "b": AT, "v": "type: text"},
    {"d": "measure: {kind: delay, from: r, to: b, limit: 10 jours ouvrés}"},
    source=ALL_ALLOWED,
)
HEADER = "id;r;b;v\n"
SOUND = "1;01/02/2008 10:00;04/02/2008 10:00;x\n"

Read = Callable[[Path, str, str], Evaluation]


def _from_file(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_files(folder, rules, {"a.csv": export})


def _from_frame(folder: Path, rules: str, export: str) -> Evaluation:
    return evaluate_frame(folder, rules, frame_of(export))


both_engines = pytest.mark.parametrize("read", [_from_file, _from_frame], ids=["duckdb", "pandas"])


# --------------------------------------------------------------------------------------------------------------- cells


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
        ("%H:%M le %d.%m.%Y", "10:00 le 01.02.2008", "2008-02-01 10:00"),
        # Noon in Paris is 11:00 UTC in winter and 10:00 UTC in summer.
        ("%Y-%m-%dT%H:%M%z", "2008-02-01T11:00Z", "2008-02-01 12:00"),
        ("%Y-%m-%dT%H:%M%z", "2008-07-01T10:00+0000", "2008-07-01 12:00"),
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


@pytest.mark.parametrize(
    ("format_", "cell"),
    [("%d%m%Y", "1122008"), ("%d%m%Y", "112008"), ("%Y%m%d", "2008201"), ("%Y%m%d", "2008111"), ("%d%m%y", "11208")],
)
def test_dates_without_separators_are_read_alike(format_: str, cell: str, tmp_path: Path) -> None:
    """A date whose digits can be cut in several ways is accepted by both engines, as the same day, or by none."""
    rules = rule_text({"r": f'type: date, format: "{format_}"'}, COUNT, source=ALL_ALLOWED)
    sound = {"%d%m%Y": "01022008", "%Y%m%d": "20080201", "%d%m%y": "010208"}[format_]
    export = f"id;r\n1;{cell}\n2;{sound}\n"
    seen = []
    for read, name in ((_from_file, "file"), (_from_frame, "frame")):
        (tmp_path / name).mkdir()
        evaluation = read(tmp_path / name, rules, export)
        seen.append((codes(evaluation) and codes(evaluation)[0][0], evaluation.verdicts("n")["reference_day"].tolist()))
    assert seen[0] == seen[1]


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
@pytest.mark.parametrize("id_", ["order", "group", "end", "case", "select", "desc", "rowid", "c0", "value", "verdict"])
def test_a_column_may_have_any_id(read: Read, id_: str, tmp_path: Path) -> None:
    """No id that the rule file allows is a word that an engine keeps for itself."""
    rules = rule_text(
        {"r": ON, id_: "type: text"}, {"n": f"period_by: r, where: {{{id_}: x}}, measure: {{kind: count}}"}
    )
    evaluation = read(tmp_path, rules, f"id;r;{id_}\n1;01/02/2008;x\n2;01/02/2008;y\n")
    assert figures(evaluation, ["value"]) == [(1,)]


def test_a_source_may_have_any_id(tmp_path: Path) -> None:
    """A source named as a table of the engine is read all the same, from its two files."""
    rules = rule_text({"r": ON}, COUNT, name="kept")
    files = {"a.csv": "id;r\n1;01/02/2008\n", "b.csv": "id;r\n2;01/02/2008\n"}
    assert figures(evaluate_files(tmp_path, rules, files), ["value"]) == [(2,)]


# -------------------------------------------------------------------------------------------------------- typed frames


def test_cells_with_a_time_zone_are_instants(tmp_path: Path) -> None:
    """Timestamps that know their offset keep their instant, in a column whose format has none."""
    moments = pd.to_datetime(["2008-02-01 23:30"]).tz_localize("UTC")
    frame = pd.DataFrame({"id": ["1"], "r": moments, "b": moments + pd.Timedelta(hours=1), "v": ["x"]})
    verdicts = evaluate_frame(tmp_path, DELAY, frame).verdicts("d")
    # 23:30 UTC on 1 February is 00:30 on 2 February in Paris.
    assert verdicts["reference_day"].tolist() == [pd.Timestamp("2008-02-02")]
    assert verdicts[["verdict", "value"]].to_numpy().tolist() == [["met", 3600]]


def test_true_and_false_beside_missing_cells_are_booleans(tmp_path: Path) -> None:
    """A column of True, False and None, which pandas holds as objects, is as good as one of booleans."""
    rules = rule_text(
        {"r": ON, "x": "type: boolean, true_values: [oui], false_values: [non]"},
        {"s": "period_by: r, measure: {kind: share, of: {x: true}}"},
        source=ALL_ALLOWED,
    )
    frame = pd.DataFrame(
        {"id": ["1", "2", "3"], "r": ["01/02/2008"] * 3, "x": pd.Series([True, False, None], dtype="object")}
    )
    fields = ["numerator", "denominator", "excluded"]
    assert figures(evaluate_frame(tmp_path, rules, frame), fields) == [(1, 2, 1)]


# ------------------------------------------------------------------------------------------------------------- records


@pytest.mark.parametrize(
    ("label", "records", "rows", "expected"),
    [
        (
            "too few cells",
            "2;01/02/2008 10:00\n3;01/02/2008 10:00;?;x\n",
            3,
            [("too_few_cells", 3), ("bad_datetime", 4)],
        ),
        (
            "too many cells",
            "2;01/02/2008 10:00;;x;y\n3;01/02/2008 10:00;?;x\n",
            3,
            [("too_many_cells", 3), ("bad_datetime", 4)],
        ),
        ("an empty cell too many", "2;01/02/2008 10:00;;x;\n", 2, [("too_many_cells", 3)]),
        ("two empty cells too many", "2;01/02/2008 10:00;;x;;\n", 2, [("too_many_cells", 3)]),
        ("cut at the end", "2;01/02/2008 10:00", 2, [("too_few_cells", 3)]),
        (
            "text behind a quote",
            '2;01/02/2008 10:00;;"a"b\n3;01/02/2008 10:00;?;x\n',
            3,
            [("stray_quote", 3), ("bad_datetime", 4)],
        ),
        ("blanks only", "   \n3;01/02/2008 10:00;?;x\n", 3, [("too_few_cells", 3), ("bad_datetime", 4)]),
        ("empty lines", "\n\n2;01/02/2008 10:00;?;x\n\n", 2, [("bad_datetime", 5)]),
        ("line breaks in quotes", '2;01/02/2008 10:00;;"a\nb\nc"\n3;01/02/2008 10:00;?;x\n', 3, [("bad_datetime", 6)]),
        ("doubled quotes", '2;01/02/2008 10:00;;"a""b;c"\n3;01/02/2008 10:00;?;x\n', 3, [("bad_datetime", 4)]),
        ("a quote inside", '2;01/02/2008 10:00;;a"b\n3;01/02/2008 10:00;?;x\n', 3, [("bad_datetime", 4)]),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value and ";" not in value else "",
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_records_that_do_not_fit_are_rejected_where_they_stand(
    line_end: str, label: str, records: str, rows: int, expected: list[tuple[str, int]], tmp_path: Path
) -> None:
    """Each record that cannot be split is one rejected row, named by its first line, and hides no other."""
    export = (HEADER + SOUND + records).replace("\n", line_end)
    evaluation = evaluate_files(tmp_path, DELAY, {"a.csv": export})
    assert codes(evaluation) == expected, label
    (source,) = evaluation.cases.values()
    assert (source.rows, source.rejected, source.cases) == (rows, len(expected), rows - len(expected))


@pytest.mark.parametrize(
    "line_ends",
    [["\n"] * 4, ["\r\n"] * 4, ["\r"] * 4, ["\n", "\n", "\r\n", "\n"], ["\r\n", "\r", "\n", "\r"]],
    ids=["LF", "CRLF", "CR", "LF and CRLF", "all"],
)
def test_every_line_end_is_read(line_ends: list[str], tmp_path: Path) -> None:
    """Line ends of any kind, mixed or not, end a record, and a rejected row is named by its line."""
    lines = [HEADER, SOUND, "2;01/02/2008 10:00;?;x\n", "3;01/02/2008 10:00;04/02/2008 10:00;x\n"]
    export = "".join(line.rstrip("\n") + end for line, end in zip(lines, line_ends, strict=True))
    evaluation = evaluate_files(tmp_path, DELAY, {"a.csv": export})
    assert evaluation.verdicts("d")["id"].tolist() == ["1", "3"]
    assert codes(evaluation) == [("bad_datetime", 3)]


def test_an_empty_line_before_the_header_is_no_record(tmp_path: Path) -> None:
    """The header is the first line that holds anything; it never becomes a row, and lines are counted from the top."""
    evaluation = evaluate_files(tmp_path, DELAY, {"a.csv": f"\n{HEADER}{SOUND}2;01/02/2008 10:00;?;x\n"})
    assert codes(evaluation) == [("bad_datetime", 4)]
    assert evaluation.sources[["rows", "cases"]].to_numpy().tolist() == [[2, 1]]


def test_a_long_cell_hinders_no_message(tmp_path: Path) -> None:
    """A cell of 200,000 characters is read, and the line of a rejected row behind it is found."""
    long = "x" * 200_000
    evaluation = evaluate_files(
        tmp_path, DELAY, {"a.csv": f"{HEADER}1;01/02/2008 10:00;;{long}\n2;01/02/2008 10:00;?;x\n"}
    )
    assert codes(evaluation) == [("bad_datetime", 3)]


def test_max_rejected_is_shown_as_it_was_written(tmp_path: Path) -> None:
    """The refusal quotes the share of the rule file: 1%, not 1.0000%."""
    with pytest.raises(ExportError) as refusal:
        evaluate_files(tmp_path, DELAY.replace("100%", "1%"), {"a.csv": f"{HEADER}{SOUND}2;?;;x\n"})
    assert "1 of 2 rows are rejected, more than max_rejected 1%: nothing is reported." in str(refusal.value)


def test_an_unclosed_quote_is_refused_unless_everything_is_allowed(tmp_path: Path) -> None:
    """With max_rejected 100% nothing is refused for its rejected rows."""
    export = f'{HEADER}{SOUND}2;01/02/2008 10:00;;"a\n3;01/02/2008 10:00;;x\n4;01/02/2008 10:00;;x\n'
    evaluation = evaluate_files(tmp_path, DELAY, {"a.csv": export})
    assert codes(evaluation) == [("unclosed_quote", 3)]


def test_a_file_without_header_shows_no_cell_of_a_person(tmp_path: Path) -> None:
    """When the first line is a record its cells, a name among them, stay out of the message."""
    rules = rule_text({"r": ON, "who": "type: text, personal: true"}, COUNT)
    with pytest.raises(ExportError) as refusal:
        evaluate_files(tmp_path, rules, {"a.csv": "1;01/02/2008;Dupond Jeanne\n"})
    assert "Dupond" not in str(refusal.value)


def test_frames_of_times_with_several_offsets(tmp_path: Path) -> None:
    """Summer and winter times as a database driver gives them, each with its own offset, are instants like others."""
    summer, winter = (dt.timezone(dt.timedelta(hours=hours)) for hours in (2, 1))
    frame = pd.DataFrame(
        {
            "id": ["1", "2"],
            "a": [dt.datetime(2008, 7, 1, 10, tzinfo=summer), dt.datetime(2008, 12, 1, 10, tzinfo=winter)],
            "b": [dt.datetime(2008, 7, 1, 12, tzinfo=summer), dt.datetime(2008, 12, 1, 11, tzinfo=winter)],
        },
        dtype="object",
    )
    rules = rule_text({"a": AT, "b": AT}, {"i": "measure: {kind: delay, from: a, to: b, limit: 1 heure}"})
    found = evaluate_frame(tmp_path, rules, frame).verdicts("i")
    assert found["verdict"].tolist() == ["missed", "met"]
    assert found["started_at"].dt.strftime("%d/%m %H:%M").tolist() == ["01/07 10:00", "01/12 10:00"]
