"""What is written in a dialect and declared in the rule file is what is read: every row, every value."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import gzip
import io
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried

from gpj_kpi import evaluate, load_rules

BLANKS = " \t\u00a0\u202f\ufeff"
THOUSANDS = {" ": [" ", "\u00a0", "\u202f"], ".": ["."], ",": [","], "'": ["'"]}
DATES = ["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y", "%Y%m%d", "à %d-%m-%Y"]
TIMES = ["%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"]
WORDS = [("oui", "non"), ("O", "N"), ("vrai", "faux"), ("1", "0"), ("TRUE", "FALSE"), ("✓", "✗")]
HEADINGS = {
    "id": "N° de dossier",
    "day": "Reçu le",
    "at": "Ouvert à",
    "whole": "Nombre",
    "number": "Montant",
    "share": "Taux; en %",
    "flag": "Résolu ?",
    "text": 'Libellé "court"',
}
Row = dict[str, Any]
Draw = Callable[..., Any]


@dataclass(frozen=True)
class Dialect:
    """How an office writes its exports, by the keys of a source and of its columns."""

    delimiter: str
    encoding: str
    mark: bytes
    codec: str
    line_end: str
    quoting: Literal[0, 1]
    decimal: str
    thousands: str | None
    words: tuple[str, str]
    dates: list[str]
    times: list[str]
    titles: int
    footer: bool
    repeated_headers: bool
    trailing: bool
    packed: bool


@st.composite
def dialects(draw: st.DrawFn) -> Dialect:
    """Draw a dialect whose keys do not contradict each other."""
    declared, codec, mark = draw(
        st.sampled_from(
            [
                ("utf-8", "utf-8", b""),
                ("utf-8", "utf-8", codecs.BOM_UTF8),
                ("utf-8-sig", "utf-8", codecs.BOM_UTF8),
                ("cp1252", "cp1252", b""),
                ("latin-1", "latin-1", b""),
                ("utf-16", "utf-16-le", codecs.BOM_UTF16_LE),
                ("utf-16", "utf-16-be", codecs.BOM_UTF16_BE),
            ]
        )
    )
    decimal = draw(st.sampled_from([".", ","]))
    wide = codec.startswith("utf")
    return Dialect(
        delimiter=draw(st.sampled_from([";", ",", "\t", "|"])),
        encoding=declared,
        mark=mark,
        codec=codec,
        line_end=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        decimal=decimal,
        thousands=draw(st.sampled_from([None, *(mark for mark in THOUSANDS if mark != decimal)])),
        words=draw(st.sampled_from(WORDS if wide else WORDS[:-1])),
        dates=draw(st.lists(st.sampled_from(DATES), min_size=1, max_size=3, unique=True)),
        times=draw(st.lists(st.sampled_from(TIMES), min_size=1, max_size=3, unique=True)),
        titles=draw(st.integers(0, 3)),
        footer=draw(st.booleans()),
        repeated_headers=draw(st.booleans()),
        trailing=draw(st.booleans()),
        packed=draw(st.booleans()),
    )


def _texts(codec: str) -> st.SearchStrategy[str]:
    """Texts of an encoding, with all that makes CSV hard; never blank at an end, never empty."""
    hard = st.text(alphabet=" ;,|\t\"'\nabé=%€" if codec != "latin-1" else " ;,|\t\"'\nabé=%", min_size=1, max_size=6)
    wild = st.text(st.characters(codec=codec, exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=6)
    return st.one_of(hard, wild).map(lambda text: text.strip(BLANKS)).filter(bool)


def _rows(codec: str) -> st.SearchStrategy[list[Row]]:
    """Rows with their values; None for an empty cell."""
    whole = st.integers(-999_999_999_999_999, 999_999_999_999_999) | st.integers(-2000, 2000)
    millionths = st.integers(-999_999_999_999_999, 999_999_999_999_999) | st.integers(-10_000_000, 10_000_000)
    row = st.fixed_dictionaries(
        {
            "day": st.dates(dt.date(2008, 1, 1), dt.date(2008, 12, 31)),
            "at": st.none() | st.datetimes(dt.datetime(2008, 1, 1), dt.datetime(2008, 12, 30)),
            "whole": st.none() | whole,
            "number": st.none() | millionths.map(lambda n: Fraction(n, 1_000_000)),
            "share": st.none() | st.integers(-9_999_999, 99_999_999).map(lambda n: Fraction(n, 1_000_000)),
            "flag": st.none() | st.booleans(),
            "text": st.none() | _texts(codec),
        }
    )
    return st.lists(row, min_size=1, max_size=12)


class Writer:
    """Writes values as a dialect has them; what it leaves open is drawn."""

    def __init__(self, dialect: Dialect, draw: Draw) -> None:
        self.dialect = dialect
        self.draw = draw

    def cell(self, id_: str, value: object) -> str:
        """One value as text, with blanks around it now and then."""
        text = "" if value is None else self._text(id_, value)
        around = self.draw(st.sampled_from(["", "", "", " ", "\u00a0"]))
        return f"{around}{text}{around}"

    def _text(self, id_: str, value: object) -> str:
        if isinstance(value, dt.date):
            return self._moment(value, self.dialect.times if isinstance(value, dt.datetime) else self.dialect.dates)
        if isinstance(value, bool):
            return self.dialect.words[not value]
        if isinstance(value, int):
            return ("-" if value < 0 else "") + self._grouped(str(abs(value)))
        if isinstance(value, Fraction) and id_ == "number":
            return self._decimal(value, 6)
        if isinstance(value, Fraction):
            blanks = ["", " ", "\u00a0"] + (["\u202f"] if self.dialect.codec.startswith("utf") else [])
            return f"{self._decimal(value * 100, 4)}{self.draw(st.sampled_from(blanks))}%"
        return str(value)

    def _moment(self, value: dt.date, formats: Sequence[str]) -> str:
        format_: str = self.draw(st.sampled_from(formats))
        return value.strftime(format_)

    def _decimal(self, value: Fraction, places: int) -> str:
        units = abs(value) * 10**places
        assert units.denominator == 1
        whole, rest = divmod(int(units), 10**places)
        decimals = f"{rest:0{places}}".rstrip("0")
        return (
            ("-" if value < 0 else "")
            + self._grouped(str(whole))
            + (self.dialect.decimal + decimals if decimals else "")
        )

    def _grouped(self, digits: str) -> str:
        if self.dialect.thousands is None or self.draw(st.booleans()):
            return digits
        marks = [mark for mark in THOUSANDS[self.dialect.thousands] if _fits(mark, self.dialect.codec)]
        return f"{int(digits):,}".replace(",", self.draw(st.sampled_from(marks)))


def _fits(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _export(writer: Writer, rows: Sequence[Row]) -> bytes:
    """One file of the dialect."""
    dialect, draw = writer.dialect, writer.draw
    order = draw(st.permutations([*HEADINGS, "unread"]))
    text = io.StringIO()
    out = csv.writer(text, delimiter=dialect.delimiter, quoting=dialect.quoting, lineterminator="\r\n")

    def write(cells: Sequence[str]) -> None:
        position = text.tell()
        out.writerow(cells)
        line = text.getvalue()[position:].removesuffix("\r\n").replace("\n", dialect.line_end)
        text.seek(position)
        text.truncate()
        trailing = dialect.delimiter if dialect.trailing and draw(st.booleans()) else ""
        text.write(line + trailing + dialect.line_end)

    def blank_lines() -> None:
        text.write(dialect.line_end * draw(st.sampled_from([0, 0, 0, 1, 2])))

    for number in range(dialect.titles):
        text.write(draw(st.sampled_from(["", f'Titre {number} "du service', "a;b|c,d"])) + dialect.line_end)
    blank_lines()
    headings = [HEADINGS.get(id_, "Jamais lu") for id_ in order]
    write([draw(st.sampled_from(["", " "])) + heading for heading in headings])
    for row in rows:
        blank_lines()
        if dialect.repeated_headers and draw(st.sampled_from([False, False, True])):
            write(headings)
        write([writer.cell(id_, row.get(id_)) if id_ != "unread" else "x" for id_ in order])
    if dialect.footer and draw(st.booleans()):
        blank_lines()
        write(["", "Total", *[""] * (len(order) - 2)])
        text.write(f"Édité le 02/01/2009{dialect.line_end}")
    content = text.getvalue()
    if draw(st.booleans()):
        content = content.removesuffix(dialect.line_end)
    raw = dialect.mark + content.encode(dialect.codec)
    return gzip.compress(raw) if dialect.packed else raw


def _rules(dialect: Dialect) -> str:
    """The rule file that declares the dialect."""
    typed: dict[str, dict[str, Any]] = {
        "id": {"type": "text", "required": True},
        "day": {"type": "date", "format": dialect.dates, "required": True},
        "at": {"type": "datetime", "format": dialect.times},
        "whole": {"type": "integer"},
        "number": {"type": "number"},
        "share": {"type": "number", "percent": True},
        "flag": {"type": "boolean", "true_values": [dialect.words[0]], "false_values": [dialect.words[1]]},
        "text": {"type": "text"},
    }
    source = {
        "label": "Essai",
        "files": "*.csv*",
        "delimiter": "tab" if dialect.delimiter == "\t" else dialect.delimiter,
        "encoding": dialect.encoding,
        "decimal": dialect.decimal,
        "thousands": dialect.thousands,
        "skip_rows": dialect.titles,
        "footer": ["Total", "Édité le"] if dialect.footer else None,
        "repeated_headers": dialect.repeated_headers,
        "trailing_delimiter": dialect.trailing,
        "key": "id",
        "max_rejected": "0%",
        "columns": {id_: {"header": HEADINGS[id_], **column} for id_, column in typed.items()},
    }
    count = {"id": "n", "label": "n", "source": "s", "period_by": "day", "measure": {"kind": "count"}}
    return yaml.safe_dump(
        {
            "version": 1,
            "organisation": "Essai",
            "time_zone": "UTC",
            "sources": {"s": {key: value for key, value in source.items() if value is not None}},
            "commitments": [{"id": "c", "title": "c", "promise": "c", "indicators": [count]}],
        },
        allow_unicode=True,
    )


def _as_read(value: object) -> object:
    """What the frame of cases holds for a value: whole millionths, and microseconds from 1970."""
    if isinstance(value, dt.datetime):
        return (value - dt.datetime(1970, 1, 1)) // dt.timedelta(microseconds=1)
    if isinstance(value, dt.date):
        return (value - dt.date(1970, 1, 1)).days * 86_400_000_000
    return int(value * 1_000_000) if isinstance(value, Fraction) else value


def _truncated(moment: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
    """The moment to the unit that every format of the dialect shows."""
    if moment is None or all("%f" in each for each in dialect.times):
        return moment
    shows_seconds = all("%S" in each for each in dialect.times)
    return moment.replace(second=moment.second if shows_seconds else 0, microsecond=0)


def check_dialect(data: st.DataObject, dialect: Dialect) -> None:
    """Write rows in a dialect, in several files, and read them back."""
    parts = data.draw(st.lists(_rows(dialect.codec), min_size=1, max_size=3))
    number = 0
    for part in parts:
        for row in part:
            number += 1
            row["id"] = f"é{number}"
            row["at"] = _truncated(row["at"], dialect)
    writer = Writer(dialect, data.draw)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules.yaml").write_text(_rules(dialect), encoding="utf-8")
        (folder / "data").mkdir()
        for place, part in enumerate(parts):
            suffix = ".csv.gz" if dialect.packed else ".csv"
            (folder / "data" / f"{place}{suffix}").write_bytes(_export(writer, part))
        evaluation = evaluate(load_rules(folder / "rules.yaml"), folder / "data", period="2008")
        cases = evaluation.cases["s"]
        frame = cases.frame.select("id", *(id_ for id_ in HEADINGS if id_ != "id")).collect("pandas").to_native()
        evaluation.close()
    found = {row["id"]: row for row in frame.astype(object).where(frame.notna(), None).to_dict("records")}
    written = [row for part in parts for row in part]
    assert (cases.rows, cases.cases, cases.rejected, cases.duplicates) == (len(written), len(written), 0, 0)
    assert found == {row["id"]: {id_: _as_read(row[id_]) for id_ in HEADINGS} for row in written}


@tried(30)
@given(st.data(), dialects())
def test_what_is_written_in_a_dialect_is_read(data: st.DataObject, dialect: Dialect) -> None:
    """Every row is read back with every value, and none is lost or added."""
    check_dialect(data, dialect)
