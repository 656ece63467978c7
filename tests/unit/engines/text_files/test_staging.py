from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from tests.small_runs import ON, codes, evaluate_files, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.cases.make import sift
from gpj_kpi.engines.duckdb.engine import DuckDBEngine
from gpj_kpi.engines.text_files.staging import stage
from gpj_kpi.errors import ExportError
from gpj_kpi.rules import Column, Source

COUNT = {"n": "period_by: r, measure: {kind: count}"}
COUNTED = rule_text({"r": f"{ON}, required: true", "t": "type: text"}, {"n": "period_by: r, measure: {kind: count}"})


def records(first: int, last: int, end: bytes) -> bytes:
    """Records that end in a quoted cell, numbered, with this line end."""
    return b"".join(b'%d;01/02/2008;"q"' % number + end for number in range(first, last + 1))


def count(folder: Path, files: dict[str, str | bytes], rules: str = COUNTED) -> tuple[int, int, Fraction | None]:
    """Rows read, rows rejected, and the count of the year."""
    found = evaluate_files(folder, rules, files)
    cases = found.cases["s"]
    return cases.rows, cases.rejected, found.result_list[-1].value


def test_a_name_that_begins_with_a_tilde_is_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a relative folder too, a file is read whose name a shell would take for a home folder."""
    rules = tmp_path / "rules.yaml"
    rules.write_text(rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}), encoding="utf-8")
    (tmp_path / "~a.csv").write_text("id;r\n1;01/02/2008\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    evaluation = evaluate(load_rules(rules), Path(), period="2008")
    assert evaluation.cases["s"].cases == 1


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


@pytest.mark.parametrize(
    ("source", "export", "words"),
    [
        ("encoding: cp1252", "id;r;é\n1;01/02/2008;\n", "It looks like utf-8"),
        ("encoding: utf-16", "id;r\n1;01/02/2008\n", "the file is not utf-16. It looks like utf-8"),
        ("encoding: latin-1", "id;r\né;01/02/2008\n", "It looks like utf-8"),
        ("", "PK\x03\x04;", "is a spreadsheet (.xlsx, .ods) or an archive (.zip), not CSV"),
    ],
)
def test_files_that_are_written_otherwise_are_refused(source: str, export: str, words: str, tmp_path: Path) -> None:
    """A file that is not as it is declared is refused, with what to declare."""
    with pytest.raises(ExportError) as refusal:
        evaluate_files(tmp_path, rule_text({"r": ON}, COUNT, source=source), {"a.csv": export})
    assert words in str(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", b""),
        ("x.csv", b"\xef\xbb\xbf"),
        ("x.csv", b"\xff\xfe"),
        ("x.csv", b"\xfe\xff"),
        ("x.csv.gz", b""),
        ("x.csv.gz", gzip.compress(b"", mtime=0)),
    ],
)
def test_a_file_without_text_is_of_every_encoding(name: str, content: bytes, encoding: str, tmp_path: Path) -> None:
    """No byte, or the mark of an encoding alone, is a copy without a byte."""
    (tmp_path / name).write_bytes(content)
    columns = {"id": Column(header="id", type="text", required=True)}
    source = Source(label="x", files=(name,), key=("id",), columns=columns)
    source = source.model_copy(update={"encoding": encoding})
    staged = stage(tmp_path / name, tmp_path, source, tmp_path / "copy.csv", unify=False)
    assert (staged.readable.read_bytes(), staged.readable.name, staged.is_utf8) == (b"", "copy.csv", True)


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
