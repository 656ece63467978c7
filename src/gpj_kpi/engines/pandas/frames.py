"""Frames of any library: the cells of declared columns, in pandas.

Law: a cell is the same whichever library holds it. Integers, decimals and instants are never rounded. What is missing
stays missing. The caller's frame is never changed.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import uuid
import warnings
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any, Literal, Protocol, TypeAlias

import narwhals as nw
import numpy as np
import pandas as pd
from narwhals.exceptions import DuplicateError
from narwhals.typing import IntoFrame

from gpj_kpi.engines.interface import MILLIONTHS
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Source
from gpj_kpi.rules.text.values import fold_heading
from gpj_kpi.safe_text import one_line

_CELLS = (str, Real, Decimal, np.bool_, dt.date, dt.time, uuid.UUID)
_LARGE = (nw.Decimal, nw.Int128, nw.UInt128)
_LONGEST_LIST = 8


class ArrowStream(Protocol):
    """Whatever hands on its rows by the Arrow interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand on the rows."""


AnyFrame: TypeAlias = IntoFrame | ArrowStream
"""A frame that Narwhals accepts, eager or lazy, or an object with the Arrow interface."""

_Opened: TypeAlias = pd.DataFrame | nw.DataFrame[Any] | nw.LazyFrame[Any]


def declared_cells(name: str, given: AnyFrame, source: Source) -> pd.DataFrame | None:
    """Bring the declared columns of a frame into pandas, in their order.

    Args:
        name: id of the source, for messages.
        given: the frame, whose columns are named by heading or by id. Of a lazy one, only these columns are computed.
        source: its declaration.

    Returns:
        The same rows, and a column per declared one, named by its id, in one of these forms: datetime64[us] for dates
        and local times; datetime64[us, UTC] for instants; boolean; numbers as pandas holds them; texts; or
        objects, which are Python's numbers, decimals and texts. None where the frame has neither columns nor rows.

    Raises:
        ExportError: this is no frame, it lacks a declared column or has it twice, or a column holds what no cell of an
            export can.
    """
    frame = _open(name, given)
    if isinstance(frame, pd.DataFrame):
        names, index = list(frame.columns), list(frame.index.names)
    else:
        names, index = frame.collect_schema().names(), []
    if not names and not (isinstance(frame, pd.DataFrame) and len(frame)):
        return None
    places = _places(name, names, source, index=index)
    column_at = _reader(frame, names, places.values())
    found, issues = {}, []
    for id_, column in source.columns.items():
        try:
            found[id_] = _cells(column_at(places[id_]))
        except (ValueError, ArithmeticError) as error:
            message = f"cells cannot be read as one kind of {column.type}: {error}."
            issues.append(Issue(code="bad_column", message=message, file=name, column=column.header, source=name))
    if issues:
        raise ExportError(issues)
    return pd.DataFrame(found)


# ---------------------------------------------------------------------------------------------------------- the library


def _open(name: str, given: AnyFrame) -> _Opened:
    """Open a frame: one of pandas as it is, others by Narwhals."""
    native: Any = nw.to_native(given, pass_through=True)
    if isinstance(native, pd.DataFrame):
        return native
    try:
        frame: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(native)
    except DuplicateError as error:
        message = "two columns of the frame have the same name. Rename one."
        raise ExportError(Issue(code="bad_header", message=message, file=name, source=name)) from error
    except TypeError:
        return _read_stream(name, native)
    return frame


def _read_stream(name: str, given: ArrowStream) -> nw.DataFrame[Any]:
    """Read the rows that an object hands on by Arrow."""
    reader: Literal["pyarrow", "polars"] = "pyarrow" if importlib.util.find_spec("pyarrow") else "polars"
    advice = "Hand in a frame of pandas, or of another library that Narwhals accepts"
    try:
        return nw.from_arrow(given, backend=reader)
    except ModuleNotFoundError:
        advice = "Install pyarrow or polars, which read it"
    except (TypeError, ValueError):
        pass  # no such object, or no table: said below
    message = f"{type(given).__name__} is not a frame that can be read. {advice}."
    raise ExportError(Issue(code="no_frame", message=message, file=name, source=name))


def _reader(frame: _Opened, names: Sequence[Hashable], places: Collection[int]) -> Callable[[int], pd.Series]:
    """Give a function that reads the column at a place.

    A lazy frame is computed here, and only its columns at `places`.
    """
    if isinstance(frame, pd.DataFrame):
        return lambda place: frame.iloc[:, place]
    table = frame.select(*dict.fromkeys(str(names[place]) for place in places))
    table = _collect(table) if isinstance(table, nw.LazyFrame) else table
    if not table.implementation.is_pandas_like():
        return lambda place: _unpack(table[str(names[place])])
    native = table.to_pandas()
    return lambda place: native[str(names[place])]


def _unpack(column: nw.Series[Any]) -> pd.Series:
    """Unpack a column of polars or Arrow.

    Moments stay moments in their own unit, also beyond the years of Python. Other cells become Python's own objects.
    """
    kind = column.dtype
    if isinstance(kind, nw.Date):
        days = np.array(column.cast(nw.Int32).to_list(), dtype="datetime64[D]")
        return pd.Series(days.astype("datetime64[s]"))
    if not isinstance(kind, nw.Datetime):
        return pd.Series(column.to_list(), dtype="object")
    moments = pd.Series(np.array(column.cast(nw.Int64).to_list(), dtype=f"datetime64[{kind.time_unit}]"))
    return moments if kind.time_zone is None else moments.dt.tz_localize("UTC")


def _collect(frame: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
    """Compute a lazy frame, in the way of its library.

    Relations of DuckDB come by pandas: that needs no other library, and by Arrow they leave warnings when Python ends.
    Decimals and the largest integers, such as sums, go as text: DuckDB would make floats of them.
    """
    if not frame.implementation.is_duckdb():
        return frame.collect()
    digits = [name for name, kind in frame.collect_schema().items() if isinstance(kind, _LARGE)]
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # DuckDB 2.0 draws some from pandas 3.1
        table = frame.with_columns(nw.col(name).cast(nw.String) for name in digits).collect(backend="pandas")
    native: pd.DataFrame = table.to_native()
    exact = {name: [None if pd.isna(cell) else Decimal(cell) for cell in native[name]] for name in digits}
    cells = {name: pd.Series(column, dtype="object", index=native.index) for name, column in exact.items()}
    return nw.from_native(native.assign(**cells), eager_only=True)


def _places(name: str, headings: Sequence[Hashable], source: Source, *, index: Sequence[Hashable]) -> dict[str, int]:
    """Find each declared column, by its heading or its id."""
    names = [fold_heading(str(heading)) for heading in headings]
    places, issues = {}, []
    for id_, column in source.columns.items():
        found = [place for place, each in enumerate(names) if each == fold_heading(column.header)]
        found = found or [place for place, each in enumerate(names) if each == id_]
        if len(found) == 1:
            places[id_] = found[0]
            continue
        reason = f"stands {len(found)} times" if found else "is missing"
        message = f'column "{column.header}" (or "{id_}") {reason}. Columns there: {_list_names(names)}.'
        if not found and {fold_heading(column.header), id_} & {fold_heading(str(level)) for level in index}:
            message += " It is the index: hand in the frame with `reset_index()`."
        issues.append(Issue(code="bad_header", message=message, file=name, source=name))
    if issues:
        raise ExportError(issues)
    return places


def _list_names(names: Sequence[str]) -> str:
    return one_line(", ".join(names[:_LONGEST_LIST])) or "none"


# ------------------------------------------------------------------------------------------------------------ the cells


def _cells(given: pd.Series) -> pd.Series:
    """Bring a column into one of the forms of `declared_cells`.

    Raises:
        ValueError: it holds what no cell of an export can, or times of which only some have a time zone.
    """
    if isinstance(given.dtype, pd.ArrowDtype):
        given = _unpack(nw.from_native(given.array.__arrow_array__(), series_only=True))
    given, kind = given.reset_index(drop=True), given.dtype.kind
    if kind in "iufbM" and not isinstance(given.dtype, pd.SparseDtype):
        return _whole_moments(given) if kind == "M" else given.astype("boolean") if kind == "b" else given
    if isinstance(given.dtype, pd.StringDtype):
        if given.dtype.storage == "python":
            _require_characters(given.dropna())
        return given
    cells = given.astype("object")
    if any(isinstance(cell, Decimal) and cell.is_snan() for cell in cells):
        message = "a decimal is a signalling NaN"
        raise ValueError(message)
    present = cells[cells.notna()]
    _require_cells(present)
    if len(present) and all(isinstance(cell, bool | np.bool_) for cell in present):
        return cells.astype("boolean")
    if not len(present) or not all(isinstance(cell, dt.date) for cell in present):
        return cells
    aware = sum(getattr(cell, "tzinfo", None) is not None for cell in present)
    if 0 < aware < len(present):
        message = "some have a time zone and some have none"
        raise ValueError(message)
    return _whole_moments(pd.to_datetime(cells, utc=aware > 0))


def _whole_moments(given: pd.Series) -> pd.Series:
    """Convert moments to microseconds, of UTC if they have a zone."""
    moments = given.dt.tz_convert("UTC") if isinstance(given.dtype, pd.DatetimeTZDtype) else given
    whole: pd.Series = moments.dt.as_unit("us")
    return whole


def _require_cells(present: pd.Series) -> None:
    """Refuse what no cell of a file can hold.

    That is lists, bytes, durations, complex numbers, halves of a character.
    """
    odd = [kind.__name__ for kind in dict.fromkeys(map(type, present)) if not issubclass(kind, _CELLS)]
    if odd:
        message = f"some are of type {odd[0]}, and text, numbers, booleans, dates and times are expected"
        raise ValueError(message)
    _require_characters(cell for cell in present if isinstance(cell, str))


def _require_characters(texts: Iterable[str]) -> None:
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            message = "a text holds half of a character (a lone surrogate)"
            raise ValueError(message) from error


def holds_numbers(given: pd.Series) -> bool:
    """Whether the cells are numbers already.

    They have no decimal mark of the rule file then.
    """
    if given.dtype != "object":
        return given.dtype.kind in "iuf"
    present = given[given.notna()]
    return len(present) > 0 and all(isinstance(cell, Real | Decimal) for cell in present)


def cell_texts(given: pd.Series) -> pd.Series:
    """Write cells as text: numbers with a point, without final zeros."""
    if given.dtype.kind in "Mb" or isinstance(given.dtype, pd.StringDtype):
        return given.astype("string")
    return pd.Series([pd.NA if pd.isna(cell) else _text(cell) for cell in given], dtype="string")


def _text(cell: object) -> str:
    """Write one cell as text.

    Floats are rounded to the millionths that are held, integers, decimals and fractions never.
    """
    if isinstance(cell, bool | np.bool_ | str):
        return str(cell)
    if isinstance(cell, Integral):
        return str(int(cell))
    if isinstance(cell, Rational):
        millionths = Fraction(cell) * MILLIONTHS
        if millionths.denominator > 1:
            return str(cell)
        cell = Decimal(millionths.numerator) / MILLIONTHS
    if isinstance(cell, Real | Decimal):
        text = f"{cell:f}" if isinstance(cell, Decimal) else f"{Decimal(float(cell)):.6f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(cell)
