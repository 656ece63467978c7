"""The data folder: what a source takes, what nothing takes, and what cannot be looked at."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.small_runs import ON, rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.engines.interface import UnreadFile
from gpj_kpi.engines.text_files.folder import find_files, find_unread, require_folder
from gpj_kpi.errors import ExportError
from gpj_kpi.rules import Source

COUNTED = rule_text({"r": f"{ON}, required: true", "t": "type: text"}, {"n": "period_by: r, measure: {kind: count}"})
EXPORT = b"id;r;t\n1;01/02/2008;x\n"
_NOBODY = 65534


def source_of(folder: Path, *files: str) -> Source:
    """A source of these patterns."""
    (folder / "rules.yaml").write_text(COUNTED, encoding="utf-8")
    return load_rules(folder / "rules.yaml").sources["s"].model_copy(update={"files": files})


def write(folder: Path, *names: str) -> Path:
    """Write small exports below a data folder."""
    for name in names:
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(EXPORT)
    return folder / "data"


def found(data: Path, source: Source) -> list[str]:
    """Paths of the files of a source."""
    return [path.relative_to(data).as_posix() for path in find_files(data, "s", source)]


def test_files_of_several_patterns_come_once_in_the_order_of_their_names(tmp_path: Path) -> None:
    """A file that two patterns find is one file, and which pattern comes first does not matter."""
    for name in ("b.csv", "a.csv", "c.txt"):
        (tmp_path / name).write_bytes(b"id;r;t\n1;01/02/2008;x\n")
    (tmp_path / "rules.yaml").write_text(COUNTED, encoding="utf-8")
    source = load_rules(tmp_path / "rules.yaml").sources["s"]
    found = find_files(tmp_path, "s", source.model_copy(update={"files": ("b*", "*.csv", "c.*")}))
    assert [path.name for path in found] == ["a.csv", "b.csv", "c.txt"]
    with pytest.raises(ExportError, match=r'no file matches "d\.csv".* Nearest there: [abc]\.csv'):
        find_files(tmp_path, "s", source.model_copy(update={"files": ("d.csv",)}))


def test_a_link_that_leads_outside_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Only what lies in the data folder is read."""
    (tmp_path / "data").mkdir()
    (tmp_path / "x.csv").write_bytes(b"id;r;t\n1;01/02/2008;x\n")
    (tmp_path / "data" / "x.csv").symlink_to(tmp_path / "x.csv")
    (tmp_path / "rules.yaml").write_text(COUNTED, encoding="utf-8")
    with pytest.raises(ExportError, match="leads outside the data folder and is not read"):
        find_files(tmp_path / "data", "s", load_rules(tmp_path / "rules.yaml").sources["s"])


def test_a_folder_that_matches_is_refused(tmp_path: Path) -> None:
    """What matches `files:` and is no file is not passed over without a word."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "old.csv").mkdir()
    (tmp_path / "data" / "x.csv").write_bytes(EXPORT)
    (tmp_path / "rules.yaml").write_text(COUNTED, encoding="utf-8")
    with pytest.raises(ExportError, match="is no file"):
        evaluate(load_rules(tmp_path / "rules.yaml"), tmp_path / "data", period="2008")


def test_two_stars_reach_every_depth_and_no_hidden_folder(tmp_path: Path) -> None:
    """The data folder itself is among the folders, those that begin with a dot are not; a link brings nothing twice."""
    data = write(tmp_path, "a.csv", "2008/b.csv", "2008/T1/c.csv", ".old/d.csv", "2008/.e.csv")
    (data / "again").symlink_to(data / "2008")
    assert found(data, source_of(tmp_path, "**/*.csv")) == ["2008/T1/c.csv", "2008/b.csv", "a.csv"]
    assert found(data, source_of(tmp_path, "again/*.csv")) == ["again/b.csv"]
    assert found(data, source_of(tmp_path, ".old/*.csv", "2008/.e.csv")) == [".old/d.csv", "2008/.e.csv"]
    assert found(data, source_of(tmp_path, "./2008//T?/**/**/[!a]*")) == ["2008/T1/c.csv"]


def test_two_stars_follow_links_that_stay_in_the_folder(tmp_path: Path) -> None:
    """Each folder is read once, by its own path or by the first link to it; circles have an end."""
    data = write(tmp_path, "a/b.csv", ".store/c.csv", ".store/deep/d.csv")
    for place, aim in {"T2": ".store", "T3": ".store", "a/up": "..", ".store/deep/back": "../..", "x": "none"}.items():
        (data / place).symlink_to(aim)
    (data / "y").symlink_to("y")
    assert found(data, source_of(tmp_path, "**/*.csv")) == ["T2/c.csv", "T2/deep/d.csv", "a/b.csv"]
    assert found(data, source_of(tmp_path, "**/T3/*.csv")) == ["T3/c.csv"]
    assert found(data, source_of(tmp_path, "a/**/c.csv")) == ["a/up/T2/c.csv"]


def test_two_stars_refuse_a_link_to_a_folder_outside(tmp_path: Path) -> None:
    """As a file there is refused, so is a folder; a link to a file that no pattern takes is none of theirs."""
    data = write(tmp_path, "2008/a.csv")
    (tmp_path / "out").mkdir()
    (data / "notes.txt").symlink_to(tmp_path / "rules.yaml")
    source = source_of(tmp_path, "**/*.csv", "*/**/*.csv")
    assert found(data, source) == ["2008/a.csv"]
    (data / "2008" / "T1").symlink_to(tmp_path / "out")
    with pytest.raises(ExportError, match=r"^2008/T1: is a link to a folder outside the data folder") as refused:
        find_files(data, "s", source)
    assert refused.value.issues[0].code == "outside_folder"


def test_a_file_that_no_source_takes_is_found_by_its_name(tmp_path: Path) -> None:
    """Only files whose names are like those of a source, and that no other source takes."""
    data = write(tmp_path, "calls_1.csv", "Calls_2.CSV", "calls 3.csv.GZ", "calls-4.csv", "notes.csv", "calls.txt")
    write(tmp_path, ".calls_5.csv", "old/calls_6.csv", "old/Calls_7.csv")
    (data / "CALLS_8.csv").mkdir()
    (data / "CALLS_9.csv").symlink_to(data / "none")
    source = source_of(tmp_path, "calls_*.csv")
    other = source_of(tmp_path, "calls-*.csv")
    unread = [UnreadFile(name, "calls_*.csv") for name in ("Calls_2.CSV", "calls 3.csv.GZ")]
    assert find_unread(data, "s", {"s": source, "o": other}) == unread
    assert found(data, source) == ["calls_1.csv"]
    deep = source_of(tmp_path, "old/calls_*.csv")
    assert find_unread(data, "s", {"s": deep}) == [UnreadFile("old/Calls_7.csv", "old/calls_*.csv")]


@pytest.fixture
def folder_for_all() -> Iterator[Path]:
    """A folder into which whoever has no rights may look."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def nobody() -> Iterator[None]:
    """Run as one who has no rights, if it is root who tests."""
    if os.geteuid():
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def locked(data: Path, name: str) -> Path:
    """A folder that nobody may look into."""
    (data / name).mkdir(parents=True, exist_ok=True)
    (data / name).chmod(0)
    return data


@pytest.mark.parametrize("pattern", ["**/*.csv", "2009/*.csv", "2009/b.csv", "*/*.csv"])
def test_a_folder_that_cannot_be_looked_at_is_refused(
    pattern: str, folder_for_all: Path, request: pytest.FixtureRequest
) -> None:
    """Its exports would be left out of every figure."""
    data = write(folder_for_all, "2008/a.csv")
    source = source_of(folder_for_all, pattern)
    locked(data, "2009")
    request.getfixturevalue("nobody")
    with pytest.raises(ExportError, match=r"^2009(/b\.csv)?: cannot be looked at: Permission denied") as refused:
        find_files(data, "s", source)
    assert refused.value.issues[0].code == "unreadable"
    with pytest.raises(ExportError, match="2009"):
        require_folder(data / "2009" / "data")


def test_folders_that_no_pattern_reaches_may_be_locked(folder_for_all: Path, request: pytest.FixtureRequest) -> None:
    """They can hold nothing that a source takes."""
    data = write(folder_for_all, "a.csv", "2008/b.csv")
    sources = {"s": source_of(folder_for_all, "*.csv", "2008/*.csv")}
    locked(locked(data, ".trash"), "lost+found")
    request.getfixturevalue("nobody")
    assert found(data, sources["s"]) == ["2008/b.csv", "a.csv"]
    assert find_unread(data, "s", sources) == []
