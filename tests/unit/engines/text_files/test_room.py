from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import pytest

from gpj_kpi.engines.text_files.room import room_for_copies
from gpj_kpi.engines.text_files.staging import copy_with_line_feeds
from gpj_kpi.errors import ExportError


def test_a_copy_that_finds_no_room_is_told(tmp_path: Path) -> None:
    """On a full disk, which /dev/full always is, the folder for temporary files is named with what to do."""
    (tmp_path / "x.csv").write_bytes(b"id;r\r\n1;2\r\n")
    with pytest.raises(ExportError) as refusal, room_for_copies():
        copy_with_line_feeds(tmp_path / "x.csv", Path("/dev/full"))
    assert f"no space is left for temporary files in {tempfile.gettempdir()}." in str(refusal.value)
    assert "set TMPDIR to another folder" in str(refusal.value)


def test_a_file_larger_than_the_file_system_takes_is_no_room() -> None:
    """A file system with a limit for one file refuses a copy as a full one does."""
    with pytest.raises(ExportError, match="no space is left"), room_for_copies():
        raise OSError(errno.EFBIG, "File too large")


def test_other_failures_are_left_to_others() -> None:
    """A file that nobody may read is no full disk."""
    with pytest.raises(PermissionError), room_for_copies():
        raise PermissionError(errno.EACCES, "x.csv")
