from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import os
import shutil
import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import ON, evaluate_files, evaluate_frame, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.cases.make import sift
from gpj_kpi.engines.duckdb.engine import DuckDBEngine
from gpj_kpi.engines.text_files.staging import stage
from gpj_kpi.errors import ExportError, UsageError

COUNTED = rule_text({"r": f"{ON}, required: true", "t": "type: text"}, {"n": "period_by: r, measure: {kind: count}"})


def records(first: int, last: int, end: bytes) -> bytes:
    """Records that end in a quoted cell, numbered, with this line end."""
    return b"".join(b'%d;01/02/2008;"q"' % number + end for number in range(first, last + 1))


def count(folder: Path, files: dict[str, str | bytes], rules: str = COUNTED) -> tuple[int, int, Fraction | None]:
    """Rows read, rows rejected, and the count of the year."""
    found = evaluate_files(folder, rules, files)
    cases = found.cases["s"]
    return cases.rows, cases.rejected, found.result_list[-1].value


def test_file_names_are_names_and_no_patterns(tmp_path: Path) -> None:
    """A file called x_[1].csv or x_*.csv is itself: the scanner must not take its name for a pattern."""
    files = {
        "x_1.csv": b"id;r;t\n" + records(1, 1, b"\n"),
        "x_[1].csv": b"id;r;t\n" + records(2, 3, b"\n"),
        "x_*.csv": b"id;r;t\n" + records(4, 9, b"\n"),
    }
    assert count(tmp_path, dict(files)) == (9, 0, Fraction(9))


@pytest.mark.parametrize(
    "content",
    [
        b"id;r;t\r\n" + records(1, 500, b"\r\n") + records(501, 1000, b"\n"),
        b"id;r;t\n" + records(1, 500, b"\n") + records(501, 1000, b"\r\n"),
        b"id;r;t\r\n" + records(1, 400, b"\r\n") + records(401, 402, b"\n") + records(403, 1000, b"\r\n"),
        b"id;r;t\n" + records(1, 990, b"\n") + records(991, 1000, b"\r"),
        b'id;r;"a\nb";t\r\n' + b"".join(b"%d;01/02/2008;x;y\r\n" % number for number in range(1, 1001)),
    ],
    ids=["CRLF then LF", "LF then CRLF", "two LF", "CR at the end", "LF inside the header"],
)
def test_mixed_line_ends_lose_no_record(content: bytes, tmp_path: Path) -> None:
    """A file put together from two systems holds a thousand records, and a thousand are counted."""
    assert count(tmp_path, {"x.csv": content}) == (1000, 0, Fraction(1000))


@pytest.mark.parametrize("name", [b"x.csv", b"x_\xe9.csv"], ids=["x.csv", "a name that is not UTF-8"])
@pytest.mark.parametrize("rejected", [0, 1])
def test_carriage_returns_far_behind_the_start_end_lines_too(name: bytes, rejected: int, tmp_path: Path) -> None:
    """Behind 20,000 lines (400 KB) with LF, ten end with CR: 20,010 records, of an export that stays as it was."""
    content = b"id;r;t\n" + records(1, 20_000, b"\n") + records(20_001, 20_010, b"\r")
    if rejected:
        content = content.replace(b'\n77;01/02/2008;"q"', b'\n77;01/02/2008;"q"x')
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / os.fsdecode(name)
    path.write_bytes(content)
    (tmp_path / "rules.yaml").write_text(COUNTED, encoding="utf-8")
    cases = evaluate(load_rules(tmp_path / "rules.yaml"), tmp_path / "data", period="2008").cases["s"]
    assert (cases.rows, cases.rejected, cases.files[0].sha256) == (
        20_010,
        rejected,
        hashlib.sha256(content).hexdigest(),
    )
    assert path.read_bytes() == content


def test_mixed_line_ends_beside_a_malformed_record_lose_no_record(tmp_path: Path) -> None:
    """A quote out of place hides which line ends stand inside quotes: of 20 records, only its own is rejected."""
    content = b"id;r;t\n" + records(1, 9, b"\r\n") + b'10;01/02/2008;"q"x\r\n' + records(11, 20, b"\n")
    rules = COUNTED.replace("}}, }}", "}}, max_rejected: 50%}}")
    assert count(tmp_path, {"x.csv": content}, rules) == (20, 1, Fraction(19))


def test_a_header_that_is_repeated_with_blanks_is_no_case(tmp_path: Path) -> None:
    """A heading of a personal column is told for one whatever blanks stand beside it."""
    columns = {"who": "type: text, personal: true", "r": f"{ON}"}
    rules = rule_text(
        columns, {"n": "measure: {kind: count}, period_by: r"}, source="max_rejected: 50%, null_values: [r]"
    )
    found = evaluate_files(tmp_path, rules, {"x.csv": "who ;id;r\nx;1;01/02/2008\nwho ;id;r\n"})
    assert [(issue.code, issue.line) for issue in found.issue_list] == [("repeated_header", 3)]
    assert found.cases["s"].cases == 1


PACKED = gzip.compress(b"id;r;t\n" + records(1, 99, b"\n"))
"""99 records."""


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"x.csv.gz": PACKED[:-30]}, "the compressed data ends too early"),
        ({"x.csv.gz": PACKED[:-1]}, "the compressed data ends too early"),
        ({"x.csv.gz": PACKED + PACKED[:40]}, "the compressed data ends too early"),
        ({"x.csv.gz": PACKED[:-8] + bytes(4) + PACKED[-4:]}, "not sound gzip data"),
        ({"x.csv.gz": PACKED[:40] + bytes(9) + PACKED[49:]}, "not sound gzip data"),
        ({"x.csv.gz": PACKED + b"id;r;t"}, "not sound gzip data"),
        ({"x.csv.gz": b"id;r;t\n" + records(1, 9, b"\n")}, "is not compressed by gzip"),
        ({"x.csv": PACKED}, "is compressed by gzip. Give it a name that ends in .gz"),
        ({"x.csv.gz": gzip.compress(b"")}, "holds no header line"),
        ({"x.csv.gz": b""}, "is empty"),
        ({"x.csv": b'id;"r;t\n' + records(1, 20_000, b"\n")}, "the header cannot be split"),
        ({"x.csv": "id;r;t\n1;01/02/2008;é\n".encode("utf-16")}, "It looks like utf-16"),
        ({"x.csv.gz": gzip.compress("id;r;t\n1;01/02/2008;é\n".encode("utf-16"))}, "It looks like utf-16"),
        ({"x.csv": "id;r;té\n1;01/02/2008;é\n".encode("cp1252")}, "It looks like cp1252"),
        ({"x.csv": b"ID;r;t\n1;01/02/2008;x\n"}, 'no column "id". Nearest: "ID"'),
    ],
    ids=[
        "gz cut short",
        "gz short of one byte",
        "second member cut short",
        "wrong checksum",
        "bytes zeroed",
        "text after gz",
        "no gz at all",
        "gz by another name",
        "nothing in gz",
        "empty gz",
        "open quote in the header",
        "utf-16",
        "utf-16 in gz",
        "cp1252",
        "case of a header",
    ],
)
def test_files_that_cannot_be_read_are_refused_in_words(
    files: dict[str, str | bytes], words: str, tmp_path: Path
) -> None:
    """Each is an ExportError with one message; none is another exception."""
    with pytest.raises(ExportError, match=words) as refused:
        count(tmp_path, files)
    assert len(refused.value.issues) == 1
    assert refused.value.issues[0].file == next(iter(files))


def test_gz_of_several_members_is_read_whole(tmp_path: Path) -> None:
    """What `cat a.gz b.gz` makes is one file, and zeros that pad it to a block are nothing: 99 and 41 records."""
    content = PACKED + gzip.compress(records(100, 140, b"\n")) + bytes(512)
    assert count(tmp_path, {"x.csv.gz": content}) == (140, 0, Fraction(140))


def _append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"9;01/02/2008;q\n")


def _rewrite(path: Path) -> None:
    """Other bytes, of the same number, in the same file; again where the clock of the file system is too coarse."""
    before = path.stat().st_mtime_ns
    while path.stat().st_mtime_ns == before:
        with path.open("r+b") as file:
            file.seek(-2, os.SEEK_END)
            file.write(b"z")


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _replace(path: Path) -> None:
    """Put a copy in its place, with the same bytes and the same time of writing."""
    shutil.copy2(path, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


CHANGES = pytest.mark.parametrize("change", [_append, _rewrite, _cut, _replace, Path.unlink])


@CHANGES
def test_a_file_that_changes_while_it_is_read_is_refused(change: Callable[[Path], None], tmp_path: Path) -> None:
    """Its figures would be of neither file: it is refused with its name, whatever else was found in it."""
    path = tmp_path / "x.csv"
    path.write_bytes(b"id;r;t\n" + records(1, 9, b"\n"))
    (tmp_path / "rules.yaml").write_text(COUNTED, encoding="utf-8")
    source = load_rules(tmp_path / "rules.yaml").sources["s"]
    staged = stage(path, tmp_path, source, tmp_path / "copy", unify=False)
    with staged.unchanged():
        pass

    def fail_to_read() -> None:
        change(path)
        raise ValueError

    with pytest.raises(ExportError) as refused, staged.unchanged():
        fail_to_read()
    assert [(issue.code, issue.file) for issue in refused.value.issues] == [("file_changed", "x.csv")]


def _evaluate_and_change(folder: Path, content: bytes, step: int, change: Callable[[Path], None]) -> Evaluation:
    """Evaluate one export that changes before this step: 1 is its reading, 2 its judging, 3 the indicator."""
    (folder / "data").mkdir()
    (folder / "data" / "x.csv").write_bytes(content)
    (folder / "rules.yaml").write_text(COUNTED.replace("key: id", "key: id, max_rejected: 50%"), encoding="utf-8")

    def progress(_name: str, number: int, _total: int) -> None:
        if number == step:
            change(folder / "data" / "x.csv")

    return evaluate(load_rules(folder / "rules.yaml"), folder / "data", period="2008", by="year", progress=progress)


@CHANGES
def test_a_file_that_changes_before_its_rejected_rows_are_found_is_refused(
    change: Callable[[Path], None], tmp_path: Path
) -> None:
    """The line of a rejected row is looked up in the file: in another file it would be the line of another row."""
    content = b"id;r;t\n" + records(1, 9, b"\n") + b"10;31/02/2008;q\n" + records(11, 19, b"\n")
    (tmp_path / "x.csv").write_bytes(content)
    (tmp_path / "rules.yaml").write_text(COUNTED.replace("key: id", "key: id, max_rejected: 50%"), encoding="utf-8")
    rules = load_rules(tmp_path / "rules.yaml")
    engine = DuckDBEngine(tmp_path, rules)
    export = engine.read("s")
    change(tmp_path / "x.csv")
    with pytest.raises(ExportError) as refused:
        sift("s", rules.sources["s"], export, engine)
    engine.close()
    assert [(issue.code, issue.file) for issue in refused.value.issues] == [("file_changed", "x.csv")]


@CHANGES
def test_a_file_may_change_once_it_is_read(change: Callable[[Path], None], tmp_path: Path) -> None:
    """The figures are those of the bytes whose sha256 was taken: nine cases."""
    content = b"id;r;t\n" + records(1, 9, b"\n")
    found = _evaluate_and_change(tmp_path, content, 2, change)
    assert found.cases["s"].files[0].sha256 == hashlib.sha256(content).hexdigest()
    assert found.result_list[-1].value == 9


def test_a_file_that_is_written_all_the_while_is_refused(tmp_path: Path) -> None:
    """An export that another program still appends to is refused, not counted up to somewhere."""
    is_over = threading.Event()
    writers = []

    def append_until_over(path: Path) -> None:
        def write() -> None:
            while not is_over.is_set():
                _append(path)

        writers.append(threading.Thread(target=write))
        writers[0].start()

    content = b"id;r;t\n" + records(1, 100_000, b"\n")
    try:
        with pytest.raises(ExportError) as refused:
            _evaluate_and_change(tmp_path, content, 1, append_until_over)
    finally:
        is_over.set()
        writers[0].join()
    assert [issue.code for issue in refused.value.issues] == ["file_changed"]


def test_an_export_is_never_written_to(tmp_path: Path) -> None:
    """A footer is cut off a copy, also where the name of the export is no UTF-8 and it is read by a link."""
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / os.fsdecode(b"ao\xfbt.csv")
    content = b"id;r;t\n" + records(1, 9, b"\n") + b"Total;9;\n"
    path.write_bytes(content)
    (tmp_path / "rules.yaml").write_text(COUNTED.replace("key: id", "key: id, footer: Total"), encoding="utf-8")
    found = evaluate(load_rules(tmp_path / "rules.yaml"), tmp_path / "data", period="2008")
    assert found.result_list[-1].value == 9
    assert path.read_bytes() == content


def test_a_folder_that_matches_is_refused(tmp_path: Path) -> None:
    """What matches `files:` and is no file is not passed over without a word."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "old.csv").mkdir()
    (tmp_path / "data" / "x.csv").write_bytes(b"id;r;t\n" + records(1, 3, b"\n"))
    (tmp_path / "rules.yaml").write_text(COUNTED, encoding="utf-8")
    with pytest.raises(ExportError, match="is no file"):
        evaluate(load_rules(tmp_path / "rules.yaml"), tmp_path / "data", period="2008")


DATES = rule_text(
    {"a": f"{ON}, required: true", "b": ON}, {"d": "measure: {kind: delay, from: a, to: b, limit: 2 jours calendaires}"}
)


def test_as_of_a_date_knows_nothing_of_the_next_day(tmp_path: Path) -> None:
    """At the end of 31 December the answer of 1 January has not come, and the case of 1 January does not exist."""
    content = "id;a;b\n1;30/12/2008;01/01/2009\n2;01/01/2009;02/01/2009\n3;30/12/2008;31/12/2008\n"
    found = evaluate_files(tmp_path, DATES, {"x.csv": content}, as_of=dt.date(2008, 12, 31))
    assert found.verdicts("d")[["id", "verdict"]].to_numpy().tolist() == [["1", "pending"], ["3", "met"]]


def test_as_of_a_time_knows_what_happened_at_that_very_time(tmp_path: Path) -> None:
    """An event at as-of has happened; one a second later has not."""
    at = 'type: datetime, format: "%d/%m/%Y %H:%M:%S"'
    rules = rule_text(
        {"a": f"{at}, required: true", "b": at}, {"d": "measure: {kind: delay, from: a, to: b, limit: 9 heures}"}
    )
    content = "id;a;b\n1;01/02/2008 08:00:00;01/02/2008 10:00:00\n2;01/02/2008 08:00:00;01/02/2008 10:00:01\n"
    found = evaluate_files(tmp_path, rules, {"x.csv": content}, as_of=dt.datetime(2008, 2, 1, 10))
    assert found.verdicts("d")["verdict"].tolist() == ["met", "pending"]


def test_dates_with_a_time_zone_are_local_days(tmp_path: Path) -> None:
    """Midnight of 1 February in Paris is 1 February, though it is 31 January in UTC."""
    frame = pd.DataFrame({"id": ["1"], "r": pd.to_datetime(["2008-02-01"]).tz_localize("Europe/Paris"), "t": ["x"]})
    found = evaluate_frame(tmp_path, COUNTED, frame, period="2008-02")
    assert found.result_list[-1].value == 1


def test_numbers_of_a_frame_are_read_as_they_are(tmp_path: Path) -> None:
    """One bad cell rejects one row; a float that is whole is an integer, whatever the decimal mark of the rule file."""
    rules = rule_text(
        {"r": f"{ON}, required: true", "i": "type: integer"},
        {"m": "period_by: r, measure: {kind: mean, value: i}"},
        source='decimal: ",", max_rejected: 50%',
    )
    frame = pd.DataFrame({"id": ["1", "2", "3"], "r": ["01/02/2008"] * 3, "i": [1.0, 4.5, 3.0]})
    found = evaluate_frame(tmp_path, rules, frame)
    assert [(issue.line, issue.code) for issue in found.issue_list] == [(2, "bad_integer")]
    assert found.result_list[-1].value == 2


def test_grouping_by_a_key_is_refused(tmp_path: Path) -> None:
    """A column that tells every case from the others makes no groups."""
    content = b"id;r;t\n" + records(1, 1001, b"\n")
    with pytest.raises(UsageError, match="has 1001 values"):
        evaluate_files(tmp_path, COUNTED, {"x.csv": content}, group_by="id")


def test_a_target_per_quarter_is_named_where_it_is_judged(tmp_path: Path) -> None:
    """Quarters and the year have the target; a month has none, and its status says so."""
    rules = rule_text(
        {"r": f"{ON}, required: true"}, {"n": "period_by: r, measure: {kind: count}, target: '>= 2', per: quarter"}
    )
    content = "id;r\n" + "".join(f"{n};{n % 28 + 1:02}/{n % 12 + 1:02}/2008\n" for n in range(48))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.csv").write_text(content, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(rules, encoding="utf-8")
    found = evaluate(load_rules(tmp_path / "rules.yaml"), tmp_path / "data", period="2008", by="month")
    assert [(r.target, r.status) for r in found.result_list] == [(None, "no_target")] * 12 + [(">= 2", "met")]


def test_a_folder_of_many_files_is_read_whole(tmp_path: Path) -> None:
    """Forty files of one source, every other with its columns in another order, one row of each at fault."""
    rules = rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}, source="max_rejected: 100%")
    files = {
        f"a{number:02}.csv": f"id;r\n{number};01/02/2008\nx{number};?\n"
        if number % 2
        else f"r;more;id\n?;;x{number}\n01/02/2008;;{number}\n"
        for number in range(40)
    }
    evaluation = evaluate_files(tmp_path, rules, files)
    cases = evaluation.cases["s"]
    assert (cases.rows, cases.cases, cases.rejected) == (80, 40, 40)
    places = [(issue.file, issue.line) for issue in evaluation.issue_list]
    assert places == [(f"a{number:02}.csv", 3 if number % 2 else 2) for number in range(40)]
    assert sorted(evaluation.verdicts("n")["id"], key=int) == [str(number) for number in range(40)]


def test_a_name_that_begins_with_a_tilde_is_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a relative folder too, a file is read whose name a shell would take for a home folder."""
    rules = tmp_path / "rules.yaml"
    rules.write_text(rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}), encoding="utf-8")
    (tmp_path / "~a.csv").write_text("id;r\n1;01/02/2008\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    evaluation = evaluate(load_rules(rules), Path(), period="2008")
    assert evaluation.cases["s"].cases == 1


def test_lists_of_words_in_many_columns_are_read_at_once(tmp_path: Path) -> None:
    """Sixty columns of six words each, and six null words: each cell is one of its words, or rejects its row."""
    words = "values: [a, b, c, d, e, f]"
    rules = rule_text(
        {"r": ON, **{f"v{number}": f"type: text, {words}" for number in range(60)}},
        {"n": "period_by: r, measure: {kind: count}"},
        source='null_values: ["-", "?", n/a, nc, nr, "."], max_rejected: 100%',
    )
    header = ";".join(["id", "r", *(f"v{number}" for number in range(60))])
    rows = [f"{row};01/02/2008;" + ";".join("abcdef-?x"[(row + place) % 9] for place in range(60)) for row in range(9)]
    rows.append("9;01/02/2008;" + ";".join("abcdef"[place % 6] for place in range(60)))
    evaluation = evaluate_files(tmp_path, rules, {"a.csv": "\n".join([header, *rows, ""])})
    assert (evaluation.cases["s"].cases, evaluation.cases["s"].rejected) == (1, 9)
    # Of 9 times 60 cells every ninth is an x.
    assert len(evaluation.issue_list) == 60


def test_sources_whose_names_go_on_with_numbers_are_kept_apart(tmp_path: Path) -> None:
    """Files of `s` that are read one by one, for one has a malformed record, are not those of `s_0`, nor of `s_0_0`."""
    column = "columns: {id: {header: id, type: text, required: true}, r: {header: r, type: date, format: '%d/%m/%Y'}}"
    names = ["s", "s_0", "s_0_0", "s_0_0_0"]
    sources = ", ".join(
        f"{name}: {{label: L, files: '{name}-*.csv', key: id, max_rejected: 50%, {column}}}" for name in names
    )
    listed = ", ".join(
        f"{{id: n_{name}, label: L, source: {name}, period_by: r, measure: {{kind: count}}}}" for name in names
    )
    rules = (
        "version: 1\norganisation: Essai\ntime_zone: Europe/Paris\n"
        f"sources: {{{sources}}}\n"
        f"commitments: [{{id: c, title: Essai, promise: Essai, indicators: [{listed}]}}]\n"
    )
    files: dict[str, str | bytes] = {}
    for number, name in enumerate(names, 1):
        rows = "".join(f"{row};01/02/2008\n" for row in range(10 * number))
        files[f"{name}-a.csv"] = f"id;r\n{rows}"
        malformed = "c;01/02/2008;x;y;z\n" if name == "s" else ""
        files[f"{name}-b.csv"] = f"id;r\nb;01/02/2008\n{malformed}"
    found = evaluate_files(tmp_path, rules, files)
    year = [result.value for result in found.result_list if result.period == "2008"]
    assert year == [Fraction(11), Fraction(21), Fraction(31), Fraction(41)]
