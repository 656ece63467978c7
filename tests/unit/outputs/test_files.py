from __future__ import annotations

from pathlib import Path

import pytest

from gpj_kpi.errors import UsageError
from gpj_kpi.outputs.files import require_writable, write_files


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    """The last of three cannot be renamed: the first is what it was, the second is not there, and no more is."""
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "c.csv").mkdir()
    with pytest.raises(UsageError, match=r"c\.csv cannot be written"):
        write_files({tmp_path / "a.csv": b"new", tmp_path / "b.csv": b"new", tmp_path / "c.csv": b"new"})
    assert _names(tmp_path) == {"a.csv", "c.csv"}
    assert (tmp_path / "a.csv").read_text() == "old"


def test_files_are_written_together(tmp_path: Path) -> None:
    """One that was there and one that was not hold their new content, and nothing is beside them."""
    (tmp_path / "a.csv").write_text("old")
    write_files({tmp_path / "a.csv": b"new", tmp_path / "b.csv": b"new too"})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "new", "b.csv": "new too"}


def test_a_folder_that_takes_no_file_is_refused_before_any_work() -> None:
    """In /dev/fd nobody can make a file, root no more than another."""
    with pytest.raises(UsageError, match="cannot be written"):
        require_writable([Path("/dev/fd/a.csv")])


def test_paths_that_can_be_written_are_left_as_they_are(tmp_path: Path) -> None:
    """An old file keeps its content, and one that is not there yet is not made."""
    (tmp_path / "a.csv").write_text("old")
    require_writable([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "old"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none/a.csv", "there is no folder .*none. Create it"),
        ("folder", "it exists and is not a file. Choose another name"),
        ("link.csv", "is named twice as output. Name it once"),
    ],
)
def test_paths_that_cannot_be_written_are_refused(name: str, words: str, tmp_path: Path) -> None:
    """A folder that is missing, a path that is a folder, and one file under two names."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    with pytest.raises(UsageError, match=words):
        require_writable([tmp_path / "a.csv", tmp_path / name])


def test_a_file_keeps_its_mode_and_a_link_its_aim(tmp_path: Path) -> None:
    """What is written takes the place of what was there, and only that."""
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "a.csv").chmod(0o640)
    (tmp_path / "link.csv").symlink_to("a.csv")
    write_files({tmp_path / "link.csv": b"new"})
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "a.csv").read_text() == "new"
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o640
