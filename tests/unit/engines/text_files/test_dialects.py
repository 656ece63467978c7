"""How an export may be written, as the rule file declares it."""

from __future__ import annotations

import gzip
from fractions import Fraction
from pathlib import Path

import pytest
from tests.small_runs import AT, ON, codes, evaluate_files, evaluate_frame, figures, frame_of, rule_text

from gpj_kpi import Evaluation, load_rules
from gpj_kpi.errors import ExportError, RuleFileError

SUM = {"m": "period_by: r, measure: {kind: mean, value: x}"}
COUNT = {"n": "period_by: r, measure: {kind: count}"}


def _read(folder: Path, declared: str, cell: str, source: str, *, as_frame: bool) -> Evaluation:
    rules = rule_text({"r": ON, "x": declared}, SUM, source=f"max_rejected: 100%, {source}")
    export = f"id;r;x\n1;01/02/2008;{cell}\n"
    return _evaluated(folder, rules, export, as_frame=as_frame)


def _evaluated(folder: Path, rules: str, export: str, *, as_frame: bool) -> Evaluation:
    if as_frame:
        return evaluate_frame(folder, rules, frame_of(export))
    return evaluate_files(folder, rules, {"a.csv": export})


both_engines = pytest.mark.parametrize("as_frame", [False, True], ids=["duckdb", "pandas"])


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
def test_numbers_that_are_read(
    declared: str, source: str, cell: str, value: Fraction, *, as_frame: bool, tmp_path: Path
) -> None:
    """Thousands go in groups of three, a percentage is a hundredth, and all is exact."""
    evaluation = _read(tmp_path, declared, cell, source, as_frame=as_frame)
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
def test_numbers_that_are_rejected(
    declared: str, source: str, cell: str, code: str, *, as_frame: bool, tmp_path: Path
) -> None:
    """A number that is grouped otherwise, has no sign where it needs one, or is off its scale rejects its row."""
    assert codes(_read(tmp_path, declared, cell, source, as_frame=as_frame)) == [(code, 1 if as_frame else 2)]


@both_engines
def test_times_with_and_without_seconds_stand_in_one_column(*, as_frame: bool, tmp_path: Path) -> None:
    """Of several formats the first that fits counts; a text that fits none rejects its row."""
    formats = 'type: datetime, format: ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"]'
    rules = rule_text(
        {"r": formats, "e": AT},
        {"d": "measure: {kind: delay, from: r, to: e, limit: 1 heure}"},
        source="max_rejected: 100%",
    )
    export = "id;r;e\n1;1/2/2008 10:00:05;\n2;1/2/2008 10:00;\n3;2008-02-01T9:07;\n4;1/2/2008;\n5;31/2/2008 10:00;\n"
    read = _evaluated(tmp_path, rules, export, as_frame=as_frame)
    started = [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in read.verdicts("d")["started_at"]]
    assert started == ["2008-02-01 10:00:05", "2008-02-01 10:00:00", "2008-02-01 09:07:00"]
    assert [code for code, _ in codes(read)] == ["bad_datetime", "bad_datetime"]


@both_engines
def test_every_cell_at_fault_is_told_and_the_row_counts_once(*, as_frame: bool, tmp_path: Path) -> None:
    """Two cells that cannot be read are two issues of one rejected row."""
    rules = rule_text({"r": ON, "x": "type: number, required: true"}, SUM, source="max_rejected: 100%")
    export = "id;r;x\n1;?;?\n2;01/02/2008;\n;hier;1\n4;01/02/2008;4\n"
    read = _evaluated(tmp_path, rules, export, as_frame=as_frame)
    assert [(issue.code, issue.column) for issue in read.issue_list] == [
        ("bad_date", "r"),
        ("bad_number", "x"),
        ("missing_value", "x"),
        ("missing_value", "id"),
        ("bad_date", "r"),
    ]
    assert (read.cases["s"].rows, read.cases["s"].rejected, read.cases["s"].cases) == (4, 3, 1)


FILES: dict[str, tuple[str, str, tuple[int, int, list[tuple[str, int]]]]] = {
    "a title, an empty line": ("skip_rows: 1", 'Dossiers "2008\n\nid;r\n1;01/02/2008\n2;02/02/2008\n', (2, 0, [])),
    "a title of two lines": ("skip_rows: 2", "Dossiers;\nle 3\nid;r\n1;01/02/2008\n2;?\n", (2, 1, [("bad_date", 5)])),
    "a total": ("footer: Total", "id;r\n1;01/02/2008\n2;02/02/2008\nTotal : 2;\n", (2, 0, [("footer", 4)])),
    "totals and a date below": (
        'footer: [Total, "Édité le"]',
        'id;r\n1;01/02/2008\n2;?\n"";Total;2;;\r\n\n  Total général\nÉdité le 3\n\n',
        (2, 1, [("bad_date", 3), ("footer", 4)]),
    ),
    "a total in the middle": (
        "footer: Total",
        "id;r\n1;01/02/2008\nTotal\n2;02/02/2008\n",
        (3, 1, [("too_few_cells", 3)]),
    ),
    "no total": ("footer: Total", "id;r\n1;01/02/2008\n2;02/02/2008", (2, 0, [])),
    "a total inside a cell": ("footer: Total", 'id;r\n1;01/02/2008\n"Total\nTotal";02/02/2008\n', (2, 0, [])),
    "a long last record": (
        "footer: x",
        f"id;r\n1;01/02/2008\n{'x' * 70_000};02/02/2008",
        (2, 0, []),
    ),
    "a byte order mark before quotes": (
        "repeated_headers: true",
        '\ufeff"id";"r"\n"1";"01/02/2008"\n\ufeff"id";"r"\n"2";"02/02/2008"\n',
        (2, 0, [("repeated_headers", 3)]),
    ),
    "headers again, declared": (
        "repeated_headers: true",
        "id;r\n1;01/02/2008\nid;r\n2;?\n id ;r\n3;01/02/2008\n",
        (3, 1, [("bad_date", 4), ("repeated_headers", 3)]),
    ),
    "headers again, not declared": ("", "id;r\n1;01/02/2008\nid;r\n2;01/02/2008\n", (3, 1, [("repeated_header", 3)])),
    "a wider header again": (
        "repeated_headers: true",
        'id;r\n1;01/02/2008\nid;r;s\n"2"x;01/02/2008\n',
        (3, 2, [("too_many_cells", 3), ("stray_quote", 4)]),
    ),
    "a wider header again, all else sound": (
        "repeated_headers: true",
        "id;r\n1;01/02/2008\nid;r;s\n",
        (2, 1, [("too_many_cells", 3)]),
    ),
    "a byte order mark at each header": (
        "repeated_headers: true",
        "\ufeffid;r\n1;01/02/2008\n\ufeffid;r\n2;01/02/2008\n",
        (2, 0, [("repeated_headers", 3)]),
    ),
    "a delimiter at each end": ("trailing_delimiter: true", "id;r;\n1;01/02/2008;\n2;01/02/2008;\n", (2, 0, [])),
    "a delimiter at the end of records": (
        "trailing_delimiter: true",
        "id;r\n1;01/02/2008;\n2;01/02/2008\n",
        (2, 0, []),
    ),
    "a delimiter at the end of the header": (
        "trailing_delimiter: true",
        "id;r;\n1;01/02/2008\n2;1/2/2008;\n",
        (2, 0, []),
    ),
    "two delimiters at the end": (
        "trailing_delimiter: true",
        "id;r\n1;01/02/2008;;\n2;01/02/2008;x\n3;01/02/2008\n4;01/02/2008;;;;;\n",
        (4, 3, [("too_many_cells", 2), ("too_many_cells", 3), ("too_many_cells", 5)]),
    ),
    "tabs": ("delimiter: tab", "id\tr\n1\t01/02/2008\n", (1, 0, [])),
    "bars": ('delimiter: "|"', "id|r\n1|01/02/2008\n", (1, 0, [])),
    "quotes inside": ("", 'id;r\n1 "a";01/02/2008\n2"";01/02/2008\n"3";?\n', (3, 1, [("bad_date", 4)])),
    "NUL in a cell": ("", "id;r\n1\0;01/02/2008\n2;\0\n", (2, 2, [("nul_character", 2), ("nul_character", 3)])),
    "quotes that swallow lines": (
        "",
        'id;r\n"1\nx";01/02/2008\n"2;01/02/2008\n3;01/02/2008\n4;01/02/2008\n5";01/02/2008\n6;?\n',
        (3, 1, [("bad_date", 8), ("lines_in_quotes", 5)]),
    ),
    "an endless quote": ("", 'id;r\n1;01/02/2008\n"2;01/02/2008\n3;01/02/2008\n', (2, 1, [("unclosed_quote", 3)])),
    "a thousand cells": (
        "",
        f"id;r\n1;01/02/2008\n2{';' * 1000}\n3;?\n",
        (3, 2, [("too_many_cells", 3), ("bad_date", 4)]),
    ),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("writing", ["utf-8", "utf-8 with CR LF", "cp1252", "utf-16", "gzip"])
def test_lines_are_read_or_told_with_their_place(name: str, writing: str, tmp_path: Path) -> None:
    """Each line is a row, or is told by its first physical line, whatever bytes it is written in."""
    source, export, (rows, rejected, told) = FILES[name]
    declared = {"cp1252": "encoding: cp1252", "utf-16": "encoding: utf-16"}.get(writing, "encoding: utf-8")
    if "\ufeff" in export and writing == "cp1252":
        export = export.replace("\ufeff", "")
    text = export.replace("\r\n", "\n")
    text = text.replace("\n", "\r\n") if "CR LF" in writing else export
    content = text.encode({"cp1252": "cp1252", "utf-16": "utf-16"}.get(writing, "utf-8"))
    files = {"a.csv.gz": gzip.compress(content)} if writing == "gzip" else {"a.csv": content}
    rules = rule_text(
        {"r": ON}, COUNT, source=", ".join(["max_rejected: 100%", declared, *([source] if source else [])])
    )
    evaluation = evaluate_files(tmp_path, rules, files)
    cases = evaluation.cases["s"]
    assert (cases.rows, cases.rejected) == (rows, rejected)
    assert set(codes(evaluation)) == set(told)
    assert len(codes(evaluation)) == len(told)
    assert cases.rows == cases.cases + cases.rejected + cases.duplicates


@pytest.mark.parametrize(
    ("encoding", "cell"),
    [("cp1252", b"\x81"), ("utf-8", b"\xe9"), ("utf-16", "\ud800".encode("utf-16-le", "surrogatepass"))],
)
def test_bytes_that_are_not_of_the_encoding_reject_their_record(encoding: str, cell: bytes, tmp_path: Path) -> None:
    """One damaged cell costs its row, and no other."""
    coded = "utf-16-le" if encoding == "utf-16" else encoding
    before, after = "id;r;v\n1;01/02/2008;€uro\n2;02/02/2008;".encode(coded), "\n3;?;\n".encode(coded)
    mark = b"\xff\xfe" if encoding == "utf-16" else b""
    rules = rule_text({"r": ON, "v": "type: text"}, COUNT, source=f"max_rejected: 100%, encoding: {encoding}")
    evaluation = evaluate_files(tmp_path, rules, {"a.csv": mark + before + cell + after})
    assert codes(evaluation) == [("undecodable_bytes", 3), ("bad_date", 4)]


@pytest.mark.parametrize(
    ("source", "export", "words"),
    [
        ("encoding: cp1252", "id;r;é\n1;01/02/2008;\n", "It looks like utf-8"),
        ("encoding: utf-16", "id;r\n1;01/02/2008\n", "the file is not utf-16. It looks like utf-8"),
        ("encoding: latin-1", "id;r\né;01/02/2008\n", "It looks like utf-8"),
        ("", "ID;R\n1;01/02/2008\n", 'no column "id". Nearest: "ID"'),
        ("", "PK\x03\x04;", "is a spreadsheet (.xlsx, .ods) or an archive (.zip), not CSV"),
        ("", "Dossiers;\n\nid;r\n1;01/02/2008\n", "line 1: the headers stand on line 3, not here. Set `skip_rows: 2`"),
        ("skip_rows: 9", "id;r\n1;01/02/2008\n", "no header line"),
        ("footer: [id]", "id;r\nid 1;01/02/2008\n", "has a header and no record"),
    ],
)
def test_files_that_are_written_otherwise_are_refused(source: str, export: str, words: str, tmp_path: Path) -> None:
    """A file that is not as it is declared is refused, with what to declare."""
    with pytest.raises(ExportError) as refusal:
        evaluate_files(tmp_path, rule_text({"r": ON}, COUNT, source=source), {"a.csv": export})
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("columns", "source", "words"),
    [
        (
            {"r": 'type: date, format: ["%d/%m/%Y", "%m/%d/%Y"]'},
            "",
            '"01/02/2003" is one moment by "%d/%m/%Y" and another',
        ),
        ({"r": 'type: date, format: ["%d%m%Y", "%Y%m%d"]'}, "", "is one moment by"),
        ({"r": 'type: date, format: ["%d/%m/%Y", "%d/%m/%Y"]'}, "", "comes twice"),
        ({"r": 'type: datetime, format: ["%Y-%m-%dT%H:%M%z", "%Y-%m-%d %H:%M"]'}, "", "some of these formats have %z"),
        ({"r": 'type: datetime, format: ["%d/%m/%Y %H:%M", "%d/%m/%Y"]'}, "", "lacks %H or %M"),
        ({"r": ON, "x": "type: text, percent: true"}, "", '"percent" has no meaning for a column of type text'),
        ({"r": ON, "x": "type: text, scale: [1, 5]"}, "", '"scale" has no meaning'),
        ({"r": ON, "x": "type: number, scale: [5, 1]"}, "", "is not a scale"),
        ({"r": ON}, 'thousands: ",", decimal: ","', '"," is the decimal mark too'),
        ({"r": ON}, "thousands: x", "is not a mark between thousands"),
        ({"r": ON}, "skip_rows: -1", "is not a number of lines"),
        ({"r": ON}, "delimiter: tabs", "is not a delimiter"),
        ({"r": ON}, "delimiter: é", "is not a delimiter"),
        ({"r": ON}, "delimiter: §", "is not a delimiter"),
        ({"r": ON}, 'delimiter: "\\x01"', "is not a delimiter"),
        ({"r": ON}, f"skip_rows: 1{':59' * 3000}", "without quotes is the number"),
        ({"e\u0301": ON, "\u00e9": ON}, "", "is already the header"),
        ({"r": ON}, "order_by: x", '"x" is not a column'),
        ({"r": ON}, "order_by: id", "holds a text, by which rows have no order"),
        ({"r": ON}, "order_by: r, on_duplicate: reject", "has no meaning with on_duplicate: reject"),
        ({"r": ON, "x": "type: integer, personal: true"}, "order_by: x", "personal"),
    ],
)
def test_declarations_that_mean_nothing_are_refused(
    columns: dict[str, str], source: str, words: str, tmp_path: Path
) -> None:
    """A declaration that contradicts itself, or can be read in two ways, is a fault of the rule file."""
    path = tmp_path / "rules.yaml"
    path.write_text(rule_text(columns, COUNT, source=source), encoding="utf-8")
    with pytest.raises(RuleFileError) as refusal:
        load_rules(path)
    assert words in str(refusal.value)


def test_a_moment_with_its_own_offset_is_that_moment(tmp_path: Path) -> None:
    """ISO times with an offset, with and without seconds, are instants: 23:30 in London is the next day in Paris."""
    formats = 'type: datetime, format: ["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z"]'
    rules = rule_text({"r": formats, "b": AT}, COUNT)
    export = "id;r;b\n1;2008-02-01T23:30Z;\n2;2008-02-02T00:30:00+01:00;\n"
    evaluation = evaluate_files(tmp_path, rules, {"a.csv": export})
    assert [f"{day:%Y-%m-%d}" for day in evaluation.verdicts("n")["reference_day"]] == ["2008-02-02", "2008-02-02"]


@both_engines
def test_words_are_compared_as_cells_are_read(*, as_frame: bool, tmp_path: Path) -> None:
    """Blanks at the ends of a declared word count no more than those of a cell; nor does a byte order mark in it."""
    columns = {
        "r": 'type: date, format: " %d/%m/%Y "',
        "v": 'type: text, values: [" oui ", non]',
        "b": 'type: boolean, true_values: ["o "], false_values: [n]',
    }
    rules = rule_text(columns, COUNT, source='null_values: ["- ", "\u00a0n/a"], max_rejected: 100%')
    export = "id;r;v;b\n1;01/02/2008;oui;o\n\ufeff1;02/02/2008; - ;n \n2;03/02/2008;n/a;\n"
    evaluation = _evaluated(tmp_path, rules, export, as_frame=as_frame)
    cases = evaluation.cases["s"]
    assert (cases.rows, cases.cases, cases.rejected, cases.duplicates) == (3, 2, 0, 1)


def test_a_cell_is_shown_with_the_blanks_it_has(tmp_path: Path) -> None:
    """A blank that looks like another is spelled out, so that the message does not contradict itself."""
    rules = rule_text({"r": AT}, COUNT, source="max_rejected: 100%")
    evaluation = evaluate_files(tmp_path, rules, {"a.csv": "id;r\n1;01/02/2008\u00a010:00\n2;01/02/2008  10:00\n"})
    first, second = (issue.message for issue in evaluation.issue_list)
    assert first.startswith('"01/02/2008\\xa010:00" is not a date and time.')
    assert second.startswith('"01/02/2008  10:00" is not a date and time.')
