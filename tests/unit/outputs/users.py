"""Runs part of a test as a user who is not root, whom permissions stop."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

_NOBODY = 65534


@contextlib.contextmanager
def somebody(folder: Path, mine: Path | None) -> Iterator[None]:
    """Be nobody, whose is a folder and one file in it; who is not root stays who they are."""
    if os.geteuid() != 0:
        yield
        return
    above = [each for each in folder.parents if each.stat().st_uid == 0 and each != Path("/")]
    modes = {each: each.stat().st_mode for each in above}
    for each in above:
        each.chmod(modes[each] | 0o011)
    for each in filter(None, (folder, mine)):
        os.chown(each, _NOBODY, _NOBODY)
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        for each in above:
            each.chmod(modes[each])
