from __future__ import annotations

import pytest
from tests.unit.outputs.terminal.conftest import row

from gpj_kpi.outputs.report.rows import Cell, Printed, Row
from gpj_kpi.outputs.terminal.layouts import layout_for
from gpj_kpi.outputs.words.english import ENGLISH


def lines(rows: list[Row], parts: list[str], width: int) -> list[str]:
    """The header, then the lines of every row."""
    layout = layout_for(rows, parts, "2024", width=width, wording=ENGLISH)
    return [line.plain for line in (*layout.header, *(line for each in rows for line in layout.lines_of(each)))]


QUARTERS = ["Q1", "Q2", "Q3", "Q4"]


def test_a_wide_console_has_a_line_per_indicator() -> None:
    """Figures, limit, target, status, cases and published figure stand in columns."""
    assert lines([row()], QUARTERS, 110) == [
        "                                                                                                n",
        "                      Q1     Q2     Q3     Q4   2024  limit     target  status          (pending)  published",
        "  Opened in time  75.0%▽ 75.0%▽ 75.0%▽ 75.0%▽~75.0%▽  48 hours    100%  not kept, near      4 (1)  80% ✗",
    ]


def test_a_narrow_console_has_the_details_below() -> None:
    """At 60 columns the figures stand beside the label, all else on a second line."""
    assert lines([row()], QUARTERS, 60) == [
        "                     Q1     Q2     Q3     Q4   2024",
        "  Opened in time  75.0%▽ 75.0%▽ 75.0%▽ 75.0%▽~75.0%▽",
        "    not kept, near   limit 48 hours   target 100%",
        "                     n 4, 1 pending   published 80% ✗",
    ]


def test_many_parts_stand_below_the_label() -> None:
    """Two lines of six and the whole do not fit beside a label: they stand below, named by their first and last."""
    names = [f"W{number:02}" for number in range(1, 13)]
    found = lines([row(n_parts=12)], names, 60)
    assert found[-4:] == [
        "    W01–W06 75.0%▽ 75.0%▽ 75.0%▽ 75.0%▽ 75.0%▽ 75.0%▽",
        "    W07–W12 75.0%▽ 75.0%▽ 75.0%▽ 75.0%▽ 75.0%▽ 75.0%▽",
        "    not kept, near   limit 48 hours   target 100%",
        "                     n 4, 1 pending   published 80% ✗",
    ]


@pytest.mark.parametrize("width", range(60, 161, 4))
@pytest.mark.parametrize("n_parts", [0, 1, 4, 12, 53])
def test_every_item_is_there_whatever_the_width(width: int, n_parts: int) -> None:
    """Each figure, the label, target, status, cases, pending and published; no line is longer than the console."""
    parts = tuple(Cell(f"{number}.25", "met", is_provisional=False) for number in range(100, 100 + n_parts))
    long = row("An indicator whose label takes more than a line of a column", n_parts=n_parts, parts=parts)
    names = [f"P{number:02}" for number in range(n_parts)]
    found = lines([long, row(n_parts=n_parts)], names, width)
    assert max(map(len, found)) <= width
    text = " ".join(" ".join(found).split())
    words = [
        *(cell.figure for cell in parts),
        "~75.0%▽",
        "100%",
        "not kept, near",
        "80% ✗",
        "pending",
        "Opened in time",
    ]
    words += ["48 hours", "2024"]
    assert [word for word in words if word not in text] == []
    assert {word for word in long.label.split() if word not in text} == set()


def test_a_group_is_indented_under_its_indicator() -> None:
    """It has neither a target nor a published figure."""
    group = row("by letter", is_group=True, limit="", target="", published=(), pending="")
    found = lines([row(), group], QUARTERS, 60)
    assert found[4:] == ["    by letter     75.0%▽ 75.0%▽ 75.0%▽ 75.0%▽~75.0%▽", "      not kept, near   n 4"]


def test_details_stand_in_columns_where_each_row_has_one_line() -> None:
    """At 100 columns all details of a row fit beside each other: limits and targets stand below each other."""
    other = row("Called back", limit="2 calendar days", target="> 97.5%", published=(), pending="")
    found = lines([row(), other], QUARTERS, 100)
    assert [found[2], found[4]] == [
        "    not kept, near   limit 48 hours          target    100%   n 4, 1 pending   published 80% ✗",
        "    not kept, near   limit 2 calendar days   target > 97.5%   n 4",
    ]


def test_what_the_data_covers_stands_beside_the_status() -> None:
    """In a column of its own where there is room for one, else among the details; where all is covered, nowhere."""
    partial = row(covered="to 7 January", published=())
    header, first, second = lines([partial, row()], QUARTERS, 140)[1:]
    assert header[54:] == "limit     target  status          data          (pending)  published"
    assert first[54:] == "48 hours    100%  not kept, near  to 7 January      4 (1)"
    assert second[54:] == "48 hours    100%  not kept, near                    4 (1)  80% ✗"
    assert lines([partial], QUARTERS, 60)[-1] == "                     n 4, 1 pending   data to 7 January"


def test_long_limits_are_wrapped() -> None:
    """A limit that changes takes two lines of its column, and nothing of it is cut."""
    found = lines([row(limit="48\u00a0hours → 72\u00a0business hours")], QUARTERS, 120)
    assert [line[54:72].rstrip() for line in found[2:]] == ["48\u00a0hours →", "72\u00a0business hours"]


def test_published_figures_that_fill_more_than_a_line_are_split() -> None:
    """Those of eight quarters stand one after the other, and no line is longer than the console."""
    published = tuple(Printed(f"Q{number} 4.09–4.20", "/quarter", agrees=True) for number in range(1, 9))
    found = lines([row(published=published)], QUARTERS, 60)
    assert max(map(len, found)) <= 60
    assert " ".join(found).count("/quarter ✓") == 8


def test_published_figures_are_marked_by_what_the_comparison_gave() -> None:
    """One agrees, one differs, one could not be compared; in full, each has the kind of part it holds for."""
    published = (Printed("80%", "", agrees=True), Printed("about 90%", "/quarter", agrees=None))
    found = lines([row(published=published)], QUARTERS, 80)
    assert "published 80% ✓, about 90%/quarter" in found[-1]
