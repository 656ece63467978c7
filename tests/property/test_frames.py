"""The same cases, from files and from the frames of each library."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.property.tries import tried
from tests.small_runs import rule_text

from gpj_kpi import Evaluation, evaluate, load_rules

Record: TypeAlias = tuple[Any, ...]
Export: TypeAlias = Sequence[Record]

DECLARED = {
    "a": 'type: datetime, format: "%Y-%m-%d %H:%M:%S.%f"',
    "z": 'type: datetime, format: "%Y-%m-%d %H:%M:%S%z"',
    "d": 'type: date, format: "%d/%m/%Y"',
    "n": "type: integer, scale: [0, 100]",
    "x": "type: number",
    "b": "type: boolean, true_values: [oui], false_values: [non]",
    "t": "type: text, values: [été, b]",
}
COLUMNS = ["id", *DECLARED]
RULES = rule_text(
    DECLARED,
    {
        "delay": "period_by: d, measure: {kind: delay, from: a, to: z, limit: 2 jours ouvrés}",
        "mean": "period_by: a, where: {t: été, b: true}, measure: {kind: mean, value: x, scale: [0, 100], weight: n}",
    },
    source='on_duplicate: first, max_rejected: 100%, decimal: ","',
)
IN_ARROW = {
    "id": pa.int64(),
    "a": pa.timestamp("us"),
    "z": pa.timestamp("us", "Europe/Paris"),
    "d": pa.date32(),
    "n": pa.int16(),
    "x": pa.decimal128(15, 6),
    "b": pa.bool_(),
    "t": pa.dictionary(pa.int32(), pa.string()),
}

# --------------------------------------------------------------------------------------------------------------- cases


def _some(cells: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(cells, cells, cells, st.none())


# Any microsecond of two months, one of a change of clock, and placeholders.
ANY = st.datetimes(dt.datetime(2008, 3, 1), dt.datetime(2008, 4, 30))
ODD = [dt.datetime(2008, 3, 30, 2, 30), dt.datetime(1900, 1, 1), dt.datetime(9999, 12, 31, 23, 59)]
MOMENTS = st.one_of(ANY, ANY, ANY, ANY, st.sampled_from(ODD))
RECORDS = st.tuples(
    # The first two are one number as floats; a missing one rejects the row.
    st.sampled_from([2**60, 2**60 + 1, 7, 8, 9, 10, 11, None]),
    _some(MOMENTS),
    _some(MOMENTS.map(lambda at: at.replace(microsecond=0, tzinfo=dt.UTC))),
    _some(MOMENTS.map(dt.datetime.date)),
    _some(st.integers(0, 101)),
    _some(st.integers(-(10**6), 10**8).map(lambda millionths: Decimal(millionths).scaleb(-6))),
    _some(st.booleans()),
    _some(st.sampled_from(["été", "été", "b", "c"])),
)
DAY = dt.date(2008, 3, 31)
AT = dt.datetime(2008, 3, 31, 10, 0, 0, 1)
SOUND: list[Record] = [
    (2**60, AT, AT.replace(microsecond=0, tzinfo=dt.UTC), DAY, 3, Decimal("4.000001"), True, "été"),
    (2**60 + 1, AT, None, DAY, None, Decimal("4.999999"), False, "été"),
    (7, AT, None, DAY, 3, None, None, None),
]


def _written(cell: object) -> str:
    """A cell as a file of the declaration above holds it."""
    match cell:
        case None:
            return ""
        case bool():
            return "oui" if cell else "non"
        case dt.datetime(tzinfo=None):
            return cell.isoformat(sep=" ", timespec="microseconds")
        case dt.date() if not isinstance(cell, dt.datetime):
            return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
        case Decimal():
            return f"{cell:f}".replace(".", ",")
    return str(cell)


# -------------------------------------------------------------------------------------------------------------- frames


@dataclass
class Streamed:
    """What has the Arrow interface and nothing else."""

    table: pa.Table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand on the rows."""
        return self.table.__arrow_c_stream__(requested_schema)


def _arrow(records: Export) -> pa.Table:
    cells = zip(*records, strict=True)
    return pa.table({id_: pa.array(list(column), IN_ARROW[id_]) for id_, column in zip(COLUMNS, cells, strict=True)})


def _texts(records: Export) -> pd.DataFrame:
    return pd.DataFrame([list(map(_written, record)) for record in records], columns=COLUMNS, dtype="str")


def _nullable(records: Export) -> pd.DataFrame:
    kinds = {
        "id": "Int64",
        "a": "datetime64[us]",
        "z": "datetime64[us, UTC]",
        "n": "Int8",
        "b": "boolean",
        "t": "category",
    }
    return pd.DataFrame(records, columns=COLUMNS, dtype="object").astype(kinds)


@contextmanager
def _relation(records: Export) -> Iterator[Any]:
    with duckdb.connect() as connection:
        yield connection.from_arrow(_arrow(records))


FRAMES: Mapping[str, Callable[[Export], Any]] = {
    "texts": _texts,
    "texts without Arrow": lambda records: _texts(records).astype(pd.StringDtype("python")),
    "texts as categories": lambda records: _texts(records).astype("category"),
    "objects": lambda records: pd.DataFrame(records, columns=COLUMNS, dtype="object", index=[5] * len(records)),
    "nullable": _nullable,
    "pandas on Arrow": lambda records: _arrow(records).to_pandas(types_mapper=pd.ArrowDtype),
    "arrow": _arrow,
    "polars": lambda records: pl.DataFrame(_arrow(records)),
    "polars, lazy": lambda records: pl.LazyFrame(_arrow(records)),
    "polars by narwhals": lambda records: nw.from_native(pl.DataFrame(_arrow(records))),
    "stream": lambda records: Streamed(_arrow(records)),
}


def _evaluated(folder: Path, data: Any) -> Evaluation:  # noqa: ANN401
    rules = folder / "rules.yaml"
    rules.write_text(RULES, encoding="utf-8")
    return evaluate(load_rules(rules), data, period="2008-03", by="month")


def _from_files(folder: Path, records: Export) -> Evaluation:
    data = folder / "data"
    data.mkdir()
    with (data / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([COLUMNS, *(map(_written, record) for record in records)])
    return _evaluated(folder, data)


@tried(2)  # the first is the simplest
@given(st.lists(RECORDS, min_size=20, max_size=40))
@example(SOUND)
def test_a_frame_is_as_good_as_a_file(records: Export) -> None:
    """Figures, verdicts, counts of rows and faults with their row and column are those of the same data in a file."""
    with tempfile.TemporaryDirectory() as name, _relation(records) as relation:
        folder = Path(name)
        by_file = _from_files(folder, records)
        for library, made in {**{key: make(records) for key, make in FRAMES.items()}, "duckdb": relation}.items():
            by_frame = _evaluated(folder, {"s": made})
            _require_same(by_file, by_frame, library)
        by_file.close()


def _require_same(by_file: Evaluation, by_frame: Evaluation, library: str) -> None:
    assert by_frame.result_list == by_file.result_list, library
    assert_frame_equal(by_frame.sources, by_file.sources, obj=library)
    for indicator in ("delay", "mean"):
        assert_frame_equal(by_frame.verdicts(indicator), by_file.verdicts(indicator), obj=library)
    faults = [(fault.code, fault.line and fault.line - 1, fault.column) for fault in by_file.issue_list]
    assert [(fault.code, fault.line, fault.column) for fault in by_frame.issue_list] == faults, library
