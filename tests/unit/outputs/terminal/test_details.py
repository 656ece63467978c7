"""What stands beside or below the figures of a row, as a terminal has it."""

from __future__ import annotations

from tests.unit.outputs.terminal.conftest import row

from gpj_kpi.outputs.report.compared import Beside
from gpj_kpi.outputs.terminal.details import draw_beside, draw_published, draw_status, list_texts
from gpj_kpi.outputs.terminal.layouts import layout_for
from gpj_kpi.outputs.words.english import ENGLISH

COMPARED = (
    Beside("a year before", ("70.0%", "", "–", "80.0%"), "~74.0%"),
    Beside("difference", ("+5.0 pt", "", "–", "-5.0 pt"), "+1.0 pt"),
)


def _lines(width: int, n_parts: int = 4) -> list[str]:
    compared = row(beside=COMPARED) if n_parts == len(COMPARED[0].parts) else row(n_parts=n_parts)
    layout = layout_for([compared], ["Q1", "Q2", "Q3", "Q4"], "2024", width=width, wording=ENGLISH)
    return [line.plain for line in layout.lines_of(compared)]


def test_figures_compared_stand_below_the_figures() -> None:
    """In the same columns: at 80 cells, where the details follow, to the cell."""
    figures, before, difference, *_ = _lines(80)
    ends = [figures.index("~75.0%") + 6, before.index("~74.0%") + 6, difference.index("+1.0 pt") + 7]
    assert len(set(ends)) == 1
    for width in (120, 80):
        figures, before, difference, *_ = _lines(width)
        assert before.split()[:5] == ["a", "year", "before", "70.0%", "–"]
        assert difference.strip().startswith("difference")
        assert max(map(len, _lines(width))) <= width


def test_no_line_is_longer_than_a_narrow_console() -> None:
    """At 60 cells every text is still there."""
    found = _lines(60)
    assert max(map(len, found)) <= 60
    text = " ".join(" ".join(found).split())
    assert [each for beside in COMPARED for each in (*beside.parts, beside.whole) if each not in text] == []


def test_a_row_says_its_status_and_what_was_published() -> None:
    """As the report has them."""
    assert draw_status(row(), ENGLISH).plain == "not kept, near"
    assert draw_published(row()).plain == "80% ✗"
    assert list_texts(row(beside=COMPARED))[1] == ["75.0%", "~74.0%", "+1.0 pt"]
    ((label, *_), _) = draw_beside(row(beside=COMPARED), 30)
    assert label[0].plain == "  a year before"
