"""Exports written at random, in a dialect drawn at random: the block reads them, or they are refused."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried

from gpj_kpi.engines import engine_for
from gpj_kpi.errors import ExportError
from gpj_kpi.sniff.proof import proven_rules
from gpj_kpi.sniff.run import sniff

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2098, 12, 31))
MOMENTS = st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2098, 12, 31))
# A letter comes first: nine numbers and a text would rightly be numbers, with one row rejected.
WORDS = st.tuples(st.sampled_from("abÀœ"), st.text(st.sampled_from("abcÀéœ'-;,|\t\"\n 0129€"), max_size=8)).map("".join)

KINDS: dict[str, Callable[[str], st.SearchStrategy[str]]] = {
    "text": lambda _: WORDS,
    "values": lambda _: st.sampled_from(["courrier", "internet", "téléphone"]),
    "integer": lambda _: st.integers(-9999, 9999).map(str),
    "number": lambda mark: st.decimals(-9999, 9999, places=2).map(lambda number: str(number).replace(".", mark)),
    "percent": lambda mark: st.decimals(0, 100, places=1).map(lambda number: f"{number} %".replace(".", mark)),
    "boolean": lambda _: st.sampled_from(["oui", "non"]),
    "day": lambda _: DAYS.map(lambda day: day.strftime("%d/%m/%Y")),
    "iso": lambda _: MOMENTS.map(lambda moment: moment.isoformat(timespec="seconds") + "+01:00"),
    "moment": lambda _: st.tuples(MOMENTS, st.sampled_from(["%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"])).map(
        lambda drawn: drawn[0].strftime(drawn[1])
    ),
    "nothing": lambda _: st.just(""),
}


@dataclass(frozen=True)
class Written:
    """An export: its bytes, the end of its name, and how many records it holds."""

    content: bytes
    suffix: str
    records: int


@st.composite
def exports(draw: st.DrawFn) -> Written:
    """An export of two to five columns and two to thirty records."""
    delimiter = draw(st.sampled_from(";,\t|"))
    mark = draw(st.sampled_from(",."))
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=4))
    sparse = draw(st.sampled_from(["", "NULL", "n.c.", None]))
    records = []
    for number in range(draw(st.integers(2, 30))):
        cells = [draw(KINDS[kind](mark)) for kind in kinds]
        if sparse is not None and draw(st.booleans()):
            cells[0] = sparse
        records.append([f"D{number:05}", *cells])
    header = ["N° dossier", *(f"Colonne {kind} {place}" for place, kind in enumerate(kinds))]
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=delimiter,
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    for _ in range(draw(st.integers(0, 2))):
        text.write("Dossiers de la semaine\n")
    repeat = draw(st.one_of(st.none(), st.integers(1, len(records))))
    trailing = [""] if draw(st.booleans()) else []
    writer.writerow(header + trailing)
    for number, record in enumerate(records):
        writer.writerow(record + trailing)
        if number == repeat:
            writer.writerow(header + trailing)
    if draw(st.booleans()):
        writer.writerow(["Total", str(len(records))])
    content = text.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"])))
    is_packed = draw(st.booleans())
    return Written(gzip.compress(content) if is_packed else content, ".csv.gz" if is_packed else ".csv", len(records))


@tried(100)
@given(exports())
def test_what_is_printed_reads_the_export(written: Written) -> None:
    """The block loads and reads every record of the file, none rejected; or the file is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"dossiers_2008{written.suffix}"
        path.write_bytes(written.content)
        try:
            written_block = sniff(path)
        except ExportError:
            return
        engine = engine_for(path.parent, proven_rules(written_block, "dossiers"))
        try:
            export = engine.read("dossiers")
            faulty = engine.fetch(export.rows.select("_fault"))["_fault"].notna().sum()
        finally:
            engine.close()
    assert (export.n_rows, faulty, export.malformed) == (written.records, 0, ()), written_block
