"""The marks beside figures."""

from __future__ import annotations

from gpj_kpi.outputs.report import marks


def test_no_two_marks_are_alike() -> None:
    """A reader tells them apart by the sign alone."""
    signs = [marks.EMPTY, marks.CHANGES, marks.PROVISIONAL, marks.AGREES, marks.DIFFERS, *marks.MARKS.values()]
    assert len(set(signs)) == len(signs) == 9
