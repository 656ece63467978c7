"""A sound export with some of its bytes spoilt: every record is accounted for, or the run refuses the file."""

from __future__ import annotations

import gzip
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from hypothesis import event, given
from hypothesis import strategies as st
from tests.property import strict_reader
from tests.property.strict_reader import Value
from tests.property.tries import tried

from gpj_kpi import evaluate, load_rules
from gpj_kpi.errors import ExportError

RULES = """\
version: 1
organisation: Essai
time_zone: UTC
sources:
  s:
    label: Essai
    files: "*.csv*"
    encoding: {encoding}
    decimal: ","
    key: id
    max_rejected: 100%
    columns:
      id: {{header: N°, type: text, required: true}}
      day: {{header: Reçu le, type: date, format: "%d/%m/%Y", required: true}}
      amount: {{header: Montant, type: number}}
      text: {{header: Libellé, type: text}}
commitments:
  - {{id: c, title: c, promise: c, indicators: [{{id: n, label: n, source: s, period_by: day, measure: {COUNT}}}]}}
"""
LINES = [
    "N°;Reçu le;Libre;Montant;Libellé",
    "1;01/02/2008;x;1,5;téléphone",
    '2;02/02/2008;"a;b";-2;"dit ""oui"""',
    '3;03/02/2008;"sur\ndeux lignes";3,25;"et\n\ntrois"',
    "4;04/02/2008;;;",
    '5;05/02/2008;5" de neige;5;œuvre',
    "",
    '"6";"06/02/2008";"";"6,000001";"é"',
    "4;14/02/2008;;4;bis",
    "7;31/02/2008;x;7;?",
    *(f"{number};{number % 28 + 1:02}/03/2008;x;{number};courrier" for number in range(8, 24)),
]
SPOILS = st.one_of(
    st.sampled_from(
        [b'"', b'""', b";", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xc3", b"\x81", b" ", b"\xef\xbb\xbf"]
    ),
    st.binary(min_size=1, max_size=3),
)
Spoilt = Callable[[bytes], bytes]


def _insert(place: int, content: bytes) -> Spoilt:
    return lambda raw: raw[: place % (len(raw) + 1)] + content + raw[place % (len(raw) + 1) :]


def _overwrite(place: int, content: bytes) -> Spoilt:
    return lambda raw: raw[: place % (len(raw) + 1)] + content + raw[place % (len(raw) + 1) + len(content) :]


def _delete(place: int, length: int) -> Spoilt:
    return lambda raw: raw[: place % (len(raw) + 1)] + raw[place % (len(raw) + 1) + length :]


def _cut(place: int) -> Spoilt:
    return lambda raw: raw[: place % (len(raw) + 1)]


def _repeat(place: int, length: int, to: int) -> Spoilt:
    return lambda raw: _insert(to, raw[place % (len(raw) + 1) :][:length])(raw)


PLACES = st.integers(0, 2000)
LENGTHS = st.integers(1, 40) | st.integers(1, 600)
CORRUPTIONS = st.lists(
    st.one_of(
        st.builds(_insert, PLACES, SPOILS),
        st.builds(_overwrite, PLACES, SPOILS),
        st.builds(_delete, PLACES, LENGTHS),
        st.builds(_cut, st.integers(0, 2000)),
        st.builds(_repeat, PLACES, LENGTHS, PLACES),
    ),
    max_size=5,
)


def sound(end: str, encoding: str) -> bytes:
    """The export before it is spoilt."""
    return "".join(line.replace("\n", end) + end for line in LINES).encode(encoding)


EXPORTS = (st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8", "cp1252"]), CORRUPTIONS)


def check_export(end: str, encoding: str, corruptions: list[Spoilt]) -> None:
    """Spoil the export, read it, and compare with the reader in plain loops."""
    raw = sound(end, encoding)
    for spoil in corruptions:
        raw = spoil(raw)
    _check(raw, raw, encoding, "a.csv")


def check_gzip(corruptions: list[Spoilt]) -> None:
    """Spoil the packed export, read it, and compare with the reader in plain loops where it can be unpacked."""
    packed = gzip.compress(sound("\n", "utf-8"), mtime=0)
    for spoil in corruptions:
        packed = spoil(packed)
    try:
        raw = gzip.decompress(packed)
    except (EOFError, OSError, ValueError, zlib.error):
        raw = None
    _check(packed, raw, "utf-8", "a.csv.gz")


@tried(60)
@given(*EXPORTS)
def test_a_spoilt_export_is_accounted_for_or_refused(end: str, encoding: str, corruptions: list[Spoilt]) -> None:
    """Cases, rejected lines and duplicates are those of a reader in plain loops, whatever the bytes."""
    check_export(end, encoding, corruptions)


@tried(20)
@given(CORRUPTIONS)
def test_a_spoilt_gzip_is_read_whole_or_refused(corruptions: list[Spoilt]) -> None:
    """What cannot be unpacked to its end is refused: a part of an export never passes for the whole."""
    check_gzip(corruptions)


def _check(content: bytes, raw: bytes | None, encoding: str, name: str) -> None:
    found = _run(content, encoding, name)
    if found is None:
        event("refused")
        return
    event("read")
    assert raw is not None, "what cannot be unpacked was read"
    expected = strict_reader.read(raw, encoding)
    assert expected is not None, "a file without its header was read"
    assert found == (expected.rows, expected.cases, expected.rejected_lines, expected.duplicates)


def _run(content: bytes, encoding: str, name: str) -> tuple[int, dict[str, dict[str, Value]], list[int], int] | None:
    """Rows, cases by key, lines of rejected rows and number of duplicates; None where the file is refused."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "rules.yaml").write_text(RULES.format(encoding=encoding, COUNT="{kind: count}"), encoding="utf-8")
        (folder / "data").mkdir()
        (folder / "data" / name).write_bytes(content)
        try:
            evaluation = evaluate(load_rules(folder / "rules.yaml"), folder / "data", period="2008")
        except ExportError:
            return None
        cases = evaluation.cases["s"]
        frame = cases.frame.select("id", "day__day", "amount", "text").collect("pandas").to_native()
        evaluation.close()
    rows = frame.astype(object).where(frame.notna(), None).rename(columns={"day__day": "day"}).to_dict("records")
    rejected = sorted({issue.line or 0 for issue in evaluation.issue_list if issue.severity == "rejected"})
    assert (cases.rejected, cases.cases) == (len(rejected), len(rows))
    return cases.rows, {str(row["id"]): row for row in rows}, rejected, cases.duplicates
