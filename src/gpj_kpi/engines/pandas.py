"""Frames handed in by a caller, typed by pandas.

Law: the same cells are accepted as in a file. Text cells obey `cells`; cells that are typed already
(timestamps, numbers, booleans) are taken as they are. The caller's frame is never changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

import narwhals as nw
import pandas as pd

from gpj_kpi.engines import cells
from gpj_kpi.engines.export import DAY_COLUMN, MICROSECONDS_A_DAY, MILLIONTHS, Export, FileRead, Frame
from gpj_kpi.errors import ExportError, Issue
from gpj_kpi.rules import Column, RuleFile, Source


class PandasEngine:
    """Types one frame per source, in memory."""

    def __init__(self, frames: Mapping[str, pd.DataFrame], rules: RuleFile) -> None:
        """Open an engine on frames by source id."""
        self._frames = frames
        self._rules = rules

    def read(self, name: str) -> Export:
        """Type one source.

        Raises:
            ExportError: no frame was handed in, or it lacks a declared column.
        """
        if name not in self._frames:
            given = ", ".join(sorted(map(str, self._frames))) or "none"
            message = f"no frame was handed in (frames given: {given}). Add it, or choose `indicators` without it."
            raise ExportError(Issue(code="no_frame", message=message, file=name, source=name))
        frame = self._frames[name]
        if not isinstance(frame, pd.DataFrame):
            message = f"expected a pandas DataFrame, and got {type(frame).__name__}."
            raise ExportError(Issue(code="no_frame", message=message, file=name, source=name))
        source = self._rules.sources[name]
        if frame.empty and name not in self._rules.pausing:
            message = "the frame has no row. Hand in the whole export, or choose `indicators` without it."
            raise ExportError(Issue(code="no_record", message=message, file=name, source=name))
        places = _places(name, frame, source)
        rows = pd.DataFrame({"_row": pd.array(range(1, len(frame) + 1), dtype="Int64")})
        fault = pd.Series(pd.NA, index=rows.index, dtype="string")
        fault_text = pd.Series(pd.NA, index=rows.index, dtype="string")
        instants = set()
        for id_, column in source.columns.items():
            handed = _inferred(frame.iloc[:, places[id_]].reset_index(drop=True))
            texts = _texts(handed, source)
            typed = self._typed(name, handed, texts, column)
            for at_fault, code in _fault_conditions(typed[0], texts, column):
                new = at_fault.fillna(value=False).astype(bool) & fault.isna()
                fault[new] = f"{id_}:{code}"
                fault_text[new] = texts[new]
            if not column.personal:
                rows[id_] = typed[0]
                if column.type == "datetime":
                    if cells.has_offset(column.format) or bool((typed[0].notna() & typed[1].isna()).any()):
                        instants.add(id_)
                    rows[DAY_COLUMN.format(id_)] = typed[1]
        rows["_fault"], rows["_fault_text"] = fault, fault_text
        declared = frame.iloc[:, list(places.values())].astype("string")
        digest = hashlib.sha256(pd.util.hash_pandas_object(declared, index=False).to_numpy().tobytes())
        file = FileRead(path=name, sha256=digest.hexdigest(), rows=len(frame))
        return Export(rows=nw.from_native(rows).lazy(), files=(file,), malformed=(), instants=frozenset(instants))

    def _typed(self, name: str, handed: pd.Series, texts: pd.Series, column: Column) -> tuple[pd.Series, pd.Series]:
        """Typed cells and wall days of one column; times that no rule can order are refused."""
        try:
            return _typed(handed, texts, column, self._rules.sources[name], self._rules.time_zone)
        except ValueError as error:
            message = f"cells cannot be read as one kind of {column.type}: {error}."
            raise ExportError(
                Issue(code="bad_column", message=message, file=name, column=column.header, source=name)
            ) from error

    def positions(self, name: str, rows: Sequence[int]) -> list[tuple[str, int]]:
        """Say where each row stands: the source's name, and its position from 1."""
        return [(name, row) for row in rows]

    def table(self, frame: pd.DataFrame) -> Frame:
        """Make a small pandas frame joinable with the rows of this engine."""
        return nw.from_native(frame.convert_dtypes()).lazy()

    def keep(self, frame: Frame) -> Frame:
        """Frames are computed at once here."""
        return frame

    def fetch(self, frame: Frame) -> pd.DataFrame:
        """Bring a small frame into pandas, whole numbers as Int64."""
        native: pd.DataFrame = frame.collect().to_native()
        return native.reset_index(drop=True).convert_dtypes()

    def seal(self) -> None:
        """Nothing to forbid: no file is open."""

    def close(self) -> None:
        """Nothing to give back."""


def _places(name: str, frame: pd.DataFrame, source: Source) -> dict[str, int]:
    """Position of each declared column in a frame, found by its header or by its id."""
    names = [unicodedata.normalize("NFC", str(column).strip()) for column in frame.columns]
    places, issues = {}, []
    for id_, column in source.columns.items():
        found = [
            number for number, each in enumerate(names) if each == unicodedata.normalize("NFC", column.header.strip())
        ]
        found = found or [number for number, each in enumerate(names) if each == id_]
        if len(found) == 1:
            places[id_] = found[0]
        else:
            reason = f"stands {len(found)} times" if found else "is missing"
            message = f'column "{column.header}" (or "{id_}") {reason}. Columns there: {", ".join(names[:8])}.'
            issues.append(Issue(code="bad_header", message=message, file=name, source=name))
    if issues:
        raise ExportError(issues)
    return places


def _inferred(given: pd.Series) -> pd.Series:
    """Cells in the narrowest type that holds them all: whole floats as integers, True and None as boolean."""
    return given.convert_dtypes() if given.dtype == object or pd.api.types.is_float_dtype(given) else given


def _texts(given: pd.Series, source: Source) -> pd.Series:
    """Cells as stripped text, numbers with a point and no zero at the end; null where they are missing."""
    if _is_numeric(given):
        given = given.map(lambda cell: pd.NA if pd.isna(cell) else _number_text(cell))
    texts = given.astype("string").str.strip(cells.BLANKS).str.replace("\r\n?", "\n", regex=True)
    return texts.mask(texts.eq("") | texts.isin(source.null_values), pd.NA)


def _is_numeric(given: pd.Series) -> bool:
    """Whether the cells are numbers already, and so have no decimal mark of the rule file."""
    if pd.api.types.is_bool_dtype(given):
        return False
    present = given.dropna()
    return pd.api.types.is_numeric_dtype(given) or (
        given.dtype == object and len(present) > 0 and all(isinstance(cell, int | float | Decimal) for cell in present)
    )


def _number_text(cell: float | Decimal) -> str:
    """A number in digits, rounded to the millionths that are held."""
    text = f"{Decimal(cell):.6f}"
    return text.rstrip("0").rstrip(".")


def _typed(
    given: pd.Series, texts: pd.Series, column: Column, source: Source, time_zone: str
) -> tuple[pd.Series, pd.Series]:
    """Typed cells of one column, and their wall days where it holds datetimes."""
    no_days = pd.Series(pd.NA, index=texts.index, dtype="Int64")
    match column.type:
        case "text":
            return texts, no_days
        case "integer":
            return _whole(texts.where(texts.str.fullmatch(cells.INTEGER_PATTERN)), 1), no_days
        case "number":
            decimal = "." if _is_numeric(given) else source.decimal
            matching = texts.where(texts.str.fullmatch(cells.number_pattern(decimal)))
            return _whole(matching.str.replace(decimal, ".", regex=False), MILLIONTHS), no_days
        case "boolean":
            return _booleans(given, texts, column), no_days
    return _dates(given, texts, column, time_zone)


def _whole(texts: pd.Series, factor: int) -> pd.Series:
    """Decimal texts times a factor, as whole numbers."""
    return pd.Series(
        pd.array([None if pd.isna(text) else int(Decimal(text) * factor) for text in texts], dtype="Int64"),
        index=texts.index,
    )


def _booleans(given: pd.Series, texts: pd.Series, column: Column) -> pd.Series:
    if pd.api.types.is_bool_dtype(given):
        return given.astype("boolean")
    found = pd.Series(pd.NA, index=texts.index, dtype="boolean")
    found[texts.isin(column.false_values or ()).to_numpy(dtype=bool)] = False
    found[texts.isin(column.true_values or ()).to_numpy(dtype=bool)] = True
    return found


def _dates(given: pd.Series, texts: pd.Series, column: Column, time_zone: str) -> tuple[pd.Series, pd.Series]:
    """Microseconds (or days) of the wall clock, or of UTC where the cells know their offset; and the wall days."""
    is_instant = cells.has_offset(column.format)
    moments = _given_moments(given)
    if moments is None:
        format_ = column.format or ""
        matching = texts.str.replace(r"[Zz]$", "+0000", regex=True) if is_instant else texts
        matching = matching.where(matching.str.fullmatch(cells.datetime_pattern(format_)))
        moments = pd.to_datetime(matching, format=format_, errors="coerce", utc=is_instant)
    if getattr(moments.dtype, "tz", None) is not None:
        is_instant = True
        moments = moments.dt.tz_convert(time_zone if column.type == "date" else "UTC").dt.tz_localize(None)
    walls = moments.astype("datetime64[us]").astype("int64").astype("Int64").mask(moments.isna(), pd.NA)
    days = walls // MICROSECONDS_A_DAY
    if column.type == "date":
        return days, days
    return walls, days.mask(pd.Series(is_instant, index=days.index), pd.NA)


def _given_moments(given: pd.Series) -> pd.Series | None:
    """Cells that are dates or timestamps already; None when they are text."""
    if pd.api.types.is_datetime64_any_dtype(given):
        return given
    present = given.dropna()
    if not len(present) or not all(isinstance(cell, dt.date) for cell in present):
        return None
    aware = sum(getattr(cell, "tzinfo", None) is not None for cell in present)
    if 0 < aware < len(present):
        message = "some have a time zone and some have none"
        raise ValueError(message)
    return pd.to_datetime(given, utc=aware > 0)


def _fault_conditions(typed: pd.Series, texts: pd.Series, column: Column) -> list[tuple[pd.Series, str]]:
    """Where a column is at fault, with the code of the fault."""
    found = []
    if column.required:
        found.append((texts.isna(), "missing_value"))
    if column.type != "text":
        found.append((texts.notna() & typed.isna(), f"bad_{column.type}"))
    if column.holds_dates:
        unit = 1 if column.type == "date" else MICROSECONDS_A_DAY
        outside = (typed < cells.FIRST_DAY * unit) | (typed >= (cells.LAST_DAY + 1) * unit)
        found.append((outside, "out_of_range"))
    if column.values is not None:
        found.append((texts.notna() & ~texts.isin(column.values), "not_in_values"))
    return found
