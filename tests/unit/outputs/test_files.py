from __future__ import annotations

import contextlib
import os
import resource
from pathlib import Path

import pytest
from tests.unit.outputs.users import somebody

from gpj_kpi.errors import OutputError, UsageError
from gpj_kpi.outputs.files import require_writable, write_files


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    """The last of three cannot be renamed: the first is what it was, the second is not there, and no more is."""
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "c.csv").mkdir()
    with pytest.raises(OutputError, match=r"c\.csv cannot be written"):
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


@pytest.mark.parametrize("names", [["a.csv"], ["a.csv", "b.csv"], ["a.csv", "b.csv", "c.csv"]])
def test_a_loop_of_links_is_refused(names: list[str], tmp_path: Path) -> None:
    """Links of one, two and three names that lead in a circle lead to no file."""
    for name, aim in zip(names, [*names[1:], names[0]], strict=True):
        (tmp_path / name).symlink_to(aim)
    with pytest.raises(UsageError, match=r"a\.csv cannot be written: it is a link that leads back to itself"):
        require_writable([tmp_path / "a.csv"])


@pytest.mark.parametrize(
    ("mode", "is_mine", "may"),
    [(0o600, True, True), (0o200, True, True), (0o444, True, False), (0o222, False, True), (0o644, False, False)],
)
def test_a_file_is_written_by_whoever_may_write_it(mode: int, *, is_mine: bool, may: bool, tmp_path: Path) -> None:
    """Reading is not asked for; what may not be written is refused, although its folder would let it be replaced."""
    if not is_mine and os.geteuid() != 0:
        pytest.skip("only root makes a file of somebody else")
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    target.chmod(mode)
    with somebody(tmp_path, target if is_mine else None):
        if may:
            require_writable([target])
            write_files({target: b"new"})
        else:
            with pytest.raises(UsageError, match=r"a\.csv cannot be written: it is there and write-protected"):
                require_writable([target])
    target.chmod(0o600)
    assert target.read_bytes() == (b"new" if may else b"old")
    assert _names(tmp_path) == {"a.csv"}


def test_root_writes_over_nothing_that_is_protected(tmp_path: Path) -> None:
    """A file without write permission is refused, whoever runs."""
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "a.csv").chmod(0o444)
    with pytest.raises(UsageError, match="write-protected"):
        require_writable([tmp_path / "a.csv"])


def test_a_disk_without_room_is_no_wrong_use(tmp_path: Path) -> None:
    """No file can grow: what is written fails as an output, and the old one stays."""
    (tmp_path / "a.csv").write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        with pytest.raises(OutputError, match=r"a\.csv cannot be written: File too large"):
            write_files({tmp_path / "a.csv": b"new"})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert _names(tmp_path) == {"a.csv"}


def test_a_file_of_another_in_a_sticky_folder_is_refused(tmp_path: Path) -> None:
    """It could not be renamed over, and its second name could not be removed; who is not root tests their own."""
    folder, is_of_another = tmp_path / "sticky", os.geteuid() == 0
    folder.mkdir()
    (folder / "a.csv").touch()
    (folder / "a.csv").chmod(0o666)
    folder.chmod(0o1777)
    refused = pytest.raises(UsageError, match="it belongs to another user, in a folder where only its owner")
    with somebody(tmp_path, None), refused if is_of_another else contextlib.nullcontext():
        require_writable([folder / "a.csv"])
    assert _names(folder) == {"a.csv"}
    require_writable([folder / "a.csv"])
