"""Line numbers: what the run says, against the line ends that a hex editor shows in the bytes of the file."""

from __future__ import annotations

import gzip

import pytest
from tests.hostile.case import HEADER, Case, record, table
from tests.hostile.conftest import Judge

ENDS = ("\n", "\r\n", "\r")
BAD = "bad"
"""Opens a record that is rejected."""


def _chunks(end: str) -> list[str]:
    """An export in pieces; those that open with `BAD` are rejected records, one each."""
    line = table(record(1), end=end).split(end, 1)[1]
    return [
        end,
        end,
        end,
        HEADER + end,
        line,
        f"{BAD}2;?;;;{end}",
        f'3;01/02/2008;"a{end}{end}b";1;{end}',
        f"{BAD}4;?;;;{end}",
        end * 3,
        f"{BAD}5;too few{end}",
        f"{BAD}6;01/02/2008;x;1;too;many{end}",
        f"{BAD}7;?;;;{end}",
        f'{BAD}8;?;"œ{end}";1;"{end}{end}"{end}',
        f'"9";"01/02/2008";"{end}";"1";""{end}',
        f'{BAD}10;01/02/2008;"a"b;1;{end}',
        f"{BAD}11;?;;;{end}",
        f'{BAD}12;"too{end}few"{end}',
        f'"{BAD}{end}13";?;;;{end}',
        f"14;01/02/2008;{'x' * 300_000};1;{end}",
        f"{BAD}15;?;;;",
    ]


def _hex_lines(raw: bytes, width: int, *, high_first: bool) -> list[int]:
    """Line of each unit of the file, unit after unit: CR, LF, and CR LF as one, end a line."""
    lines, line, position = [], 1, 0
    units = [
        int.from_bytes(raw[place : place + width], "big" if high_first else "little")
        for place in range(0, len(raw), width)
    ]
    while position < len(units):
        lines.append(line)
        if units[position] == 0x0D and units[position + 1 : position + 2] == [0x0A]:
            lines.append(line)
            position += 1
        if units[position] in {0x0A, 0x0D}:
            line += 1
        position += 1
    return lines


@pytest.mark.parametrize(
    ("end", "packed"), [*((end, False) for end in ENDS), ("\n", True)], ids=["LF", "CRLF", "CR", "LF in gzip"]
)
@pytest.mark.parametrize(
    ("encoding", "declared", "mark", "width"),
    [
        ("utf-8", "utf-8", b"", 1),
        ("utf-8", "utf-8", b"\xef\xbb\xbf", 1),
        ("cp1252", "cp1252", b"", 1),
        ("utf-16-le", "utf-16", b"\xff\xfe", 2),
        ("utf-16-be", "utf-16", b"\xfe\xff", 2),
    ],
    ids=["utf-8", "utf-8-sig", "cp1252", "utf-16-le", "utf-16-be"],
)
def test_lines_are_those_of_the_bytes(
    judge: Judge, encoding: str, declared: str, mark: bytes, width: int, end: str, *, packed: bool
) -> None:
    """Each rejected record is told by the line on which its first byte stands."""
    raw, starts = mark, []
    for chunk in _chunks(end):
        if chunk.lstrip('"').startswith(BAD):
            starts.append(len(raw))
        raw += chunk.encode(encoding)
    lines = _hex_lines(raw, width, high_first=encoding == "utf-16-be")
    expected = [lines[start // width] for start in starts]
    name, content = ("a.csv.gz", gzip.compress(raw)) if packed else ("a.csv", raw)
    outcome = judge(Case(files={name: content}, source={"encoding": declared}))
    assert outcome.status == 0, outcome.err
    rejected = [int(issue["line"]) for issue in outcome.issues if issue["severity"] == "rejected"]
    assert sorted(set(rejected)) == expected
    assert outcome.source()["rows"] == len(expected) + 4


def test_lines_of_a_file_with_every_line_end(judge: Judge) -> None:
    """Where line ends are mixed, each of them ends one line, CR LF one."""
    raw, starts = b"", []
    for number in range(60):
        if number % 4 == 3:
            starts.append(len(raw))
        day = "?" if number % 4 == 3 else "01/02/2008"
        cells = f'{number};{day};"a{ENDS[number // 3 % 3]}b";1;'
        raw += ((cells if number else HEADER) + ENDS[number % 3]).encode()
    lines = _hex_lines(raw, 1, high_first=False)
    outcome = judge(Case(files={"a.csv": raw}))
    assert [int(issue["line"]) for issue in outcome.issues] == [lines[start] for start in starts]
    assert (outcome.source()["rows"], outcome.source()["cases"]) == (59, 44)
