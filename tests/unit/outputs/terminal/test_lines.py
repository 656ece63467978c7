from __future__ import annotations

import pytest
from rich.text import Text

from gpj_kpi.outputs.terminal.lines import Column, flow, join, widest, wrap


def plain(lines: list[Text]) -> list[str]:
    """The lines without their styles."""
    return [line.plain for line in lines]


def test_columns_stand_beside_each_other() -> None:
    """Numbers end below each other, words begin so, and no line ends in blanks."""
    numbers = Column([Text("9"), Text("10")], 3, 0)
    words = Column([Text("un"), Text("deux"), Text("trois")], 6, 2, "left")
    assert plain(join([numbers, words])) == ["  9  un", " 10  deux", "     trois"]
    assert plain(join([words, numbers])) == ["  un      9", "  deux   10", "  trois"]


def test_a_wide_character_takes_two_cells() -> None:
    """A terminal shows 日 in the room of two letters."""
    column = Column([Text("日"), Text("ab"), Text("a")], 3, 0, "left")
    assert plain(join([column, Column([Text("|")] * 3, 1, 0)])) == ["日 |", "ab |", "a  |"]
    assert widest(["日本", "abc"]) == 4
    assert widest([]) == 0


def test_no_column_is_no_line() -> None:
    """Columns without lines give none."""
    assert join([]) == join([Column([], 3)]) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("un deux trois quatre cinq", ["- un deux trois", "  quatre cinq"]),
        ("un deux trois 48\u00a0heures", ["- un deux trois", "  48\u00a0heures"]),  # never broken at its number
        ("a-b " * 6, ["- a-b a-b a-b a-b", "  a-b a-b"]),
        ("anticonstitutionnellement", ["- anticonstitutionnellement"]),  # longer than the line, and whole
        ("", []),
    ],
)
def test_prose_is_wrapped_at_plain_spaces(text: str, lines: list[str]) -> None:
    """Twenty cells, with what stands before the first line and before the others; nothing is cut."""
    assert plain(wrap(text, 20, first="- ", rest="  ")) == lines


def test_items_flow_to_the_next_line() -> None:
    """Three cells between two items; one that would not fit begins a line, indented."""
    items = [Text("aaaa"), Text("bbbb"), Text("cccc")]
    assert plain(flow(items, 11)) == ["aaaa   bbbb", "cccc"]
    assert plain(flow(items, 10, indent="  ")) == ["  aaaa", "  bbbb", "  cccc"]
