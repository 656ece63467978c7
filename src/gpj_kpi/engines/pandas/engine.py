"""Frames given by a caller, typed by pandas.

Law: the same cells are accepted as in a file. Text cells obey `cells`. Cells that are typed already (timestamps,
numbers, booleans) are taken as they are, whichever library they come from (see `frames`).
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo

import narwhals as nw
import numpy as np
import pandas as pd

from gpj_kpi.calendars.days import FIRST_YEAR, LAST_YEAR, MICROSECONDS_A_DAY
from gpj_kpi.calendars.time_zones.named import zone_named
from gpj_kpi.engines import cells
from gpj_kpi.engines.interface import (
    DAY_COLUMN,
    MILLIONTHS,
    READ_COLUMN,
    Export,
    FileRead,
    Frame,
    SetAside,
    UnreadFile,
    cell_columns,
    fault_of_type,
    held_ends,
)
from gpj_kpi.engines.pandas.frames import AnyFrame, cell_texts, declared_cells, holds_numbers
from gpj_kpi.errors import ExportError, Issue, UsageError
from gpj_kpi.rules import Column, RuleFile, Source
from gpj_kpi.rules.text.faults import nearest, shown
from gpj_kpi.rules.text.values import compose, fold_heading

_HEADER_AGAIN = "repeated_header"


_NEAR = pd.Timestamp(FIRST_YEAR - 1, 1, 1), pd.Timestamp(LAST_YEAR + 2, 1, 1)
_TEXT = pd.StringDtype("python")
"""Texts whose comparisons give the same booleans as those of numbers do: pandas combines no others with them."""


class PandasEngine:
    """Types one frame per source, in memory."""

    def __init__(self, frames: Mapping[str, AnyFrame], rules: RuleFile) -> None:
        """Open an engine on frames by source id.

        Raises:
            UsageError: a frame is given under a name that is not a source of the rule file.
        """
        unknown = [
            f"{shown(name)} is no source. {nearest(name, rules.sources)}"
            for name in frames
            if name not in rules.sources
        ]
        if unknown:
            raise UsageError(f"frames are handed in by source: {' '.join(unknown)}")
        self._frames = frames
        self._rules = rules
        self._salt = secrets.token_bytes(16)

    def read(self, name: str, _: Sequence[str] = (), /) -> Export:
        """Type one source.

        Raises:
            ExportError: no frame was given, or it lacks a declared column, or a column cannot be read.
        """
        if name not in self._frames:
            given = ", ".join(sorted(self._frames)) or "none"
            message = f"no frame was handed in (frames given: {given}). Add it, or choose `indicators` without it."
            raise ExportError(Issue(code="no_frame", message=message, file=name, source=name))
        source = self._rules.sources[name]
        handed = declared_cells(name, self._frames[name], source)
        declared = pd.DataFrame(columns=list(source.columns), dtype="object") if handed is None else handed
        stripped = pd.DataFrame({id_: _strip_cells(declared[id_]) for id_ in source.columns})
        rows = pd.DataFrame({"_row": pd.array(range(1, len(declared) + 1), dtype="Int64")})
        is_header = pd.Series(data=True, index=rows.index)
        zone = zone_named(self._rules.time_zone)
        fault = pd.Series("", index=rows.index, dtype="string")
        fault_text = fault.copy()
        instants, as_read = set(), set()
        for id_, column in source.columns.items():
            texts = stripped[id_].map(compose, na_action="ignore").astype("string")
            is_header &= _are_heading(texts, column.header)
            texts = texts.mask(texts.eq("") | texts.isin(source.null_values), pd.NA)
            typed = _type_cells(declared[id_], texts, column, source, zone)
            is_instant = bool((typed[0].notna() & typed[1].isna()).any())
            range_ = cells.range_held(column, self._rules.time_zone, is_instant=is_instant)
            of_cell = pd.Series("", index=rows.index, dtype="string")
            for at_fault, code in _fault_conditions(typed[0], texts, column, range_):
                of_cell[at_fault.fillna(value=False).astype(bool) & of_cell.eq("")] = f"{cells.FAULT_MARK}{id_}:{code}"
            read = cells.FAULT_MARK + stripped[id_].where(texts.notna(), "").str.replace(
                cells.FAULT_MARK, " ", regex=False
            )
            fault_text += read.where(of_cell.ne(""), "")
            fault += of_cell
            if column.coded:
                rows = rows.assign(**dict(zip(cell_columns(id_, column), _code(typed[0], self._salt), strict=True)))
            elif not column.personal:
                rows[id_] = typed[0]
                if column.type == "text" and bool((apart := texts.ne(stripped[id_]).fillna(value=False)).any()):
                    rows[READ_COLUMN.format(id_)] = stripped[id_].where(apart, pd.NA).astype(_TEXT)
                    as_read.add(id_)
                if column.traits.has_clock:
                    if is_instant:
                        instants.add(id_)
                    rows[DAY_COLUMN.format(id_)] = typed[1]
        fault = fault.str[1:].mask(fault.eq(""), pd.NA).mask(is_header, f":{_HEADER_AGAIN}")
        rows["_fault"], rows["_fault_text"] = fault, fault_text.str[1:].mask(fault.isna(), pd.NA)
        digest = hashlib.sha256(pd.util.hash_pandas_object(stripped, index=False).to_numpy().tobytes())
        kept = rows[fault.ne(f":{_HEADER_AGAIN}").fillna(value=True)] if source.repeated_headers else rows
        headers = rows.index.difference(kept.index)
        set_aside = (SetAside(name, int(headers[0]) + 1, "repeated_headers", len(headers)),) if len(headers) else ()
        file = FileRead(path=name, sha256=digest.hexdigest(), rows=len(kept), is_blank=handed is None)
        return Export(nw.from_native(kept).lazy(), (file,), (), set_aside, frozenset(instants), frozenset(as_read))

    def unread(self, name: str) -> list[UnreadFile]:  # noqa: ARG002 - Engine
        """Find none: frames are named by their source."""
        return []

    def positions(self, name: str, rows: Sequence[int]) -> list[tuple[str, int]]:
        """Place rows: the source's name, and their position from 1."""
        return [(name, row) for row in rows]

    def likely_repeated(self, name: str, rows: Frame) -> Frame:  # noqa: ARG002 - Engine
        """Choose all rows: they are in memory anyway."""
        return rows

    def without(self, name: str, rows: Frame, dropped: Frame) -> Frame:  # noqa: ARG002 - Engine
        """Leave out the rows of a source whose `_row` is dropped."""
        return rows.join(dropped, on="_row", how="anti")

    def table(self, frame: pd.DataFrame) -> Frame:
        """Make a small pandas frame joinable with the rows of this engine."""
        return nw.from_native(frame.convert_dtypes()).lazy()

    def keep(self, frame: Frame) -> Frame:
        """Give the frame back: it is computed already."""
        return frame

    def fetch(self, frame: Frame) -> pd.DataFrame:
        """Bring a small frame into pandas, whole numbers as Int64."""
        native: pd.DataFrame = frame.collect().to_native()
        return native.reset_index(drop=True).convert_dtypes()

    def seal(self) -> None:
        """Do nothing: no file is open."""

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""


def _strip_cells(given: pd.Series) -> pd.Series:
    """Write cells as text without blanks at their ends.

    Line breaks become line feeds.
    """
    return cell_texts(given).str.strip(cells.BLANKS).str.replace("\r\n?", "\n", regex=True)


def _code(typed: pd.Series, salt: bytes) -> tuple[pd.Series, pd.Series]:
    """Give the two halves of a digest of each cell (see `CODE_COLUMNS`).

    Cells that are missing have none.
    """
    place, different = pd.factorize(typed.astype(_TEXT))
    digests = [hashlib.blake2b(text.encode(), key=salt, digest_size=16).digest() for text in different]
    halves = np.frombuffer(b"".join(digests), dtype=np.int64).reshape(-1, 2)
    is_missing = place < 0
    first, second = (
        pd.Series(halves[place, half] if len(different) else 0, typed.index, "Int64").mask(is_missing, pd.NA)
        for half in (0, 1)
    )
    return first, second


def _are_heading(texts: pd.Series, header: str) -> pd.Series:
    """Say which cells are a heading, whichever blanks it has."""
    heading = fold_heading(header)
    are_near = texts.str.startswith(heading[:1]).fillna(value=False).astype(bool)
    return are_near & texts.where(are_near, "").map(fold_heading).eq(heading)


def _type_cells(
    given: pd.Series, texts: pd.Series, column: Column, source: Source, zone: ZoneInfo
) -> tuple[pd.Series, pd.Series]:
    """Type the cells of a column; give local days of datetimes too."""
    no_days = pd.Series(pd.NA, index=texts.index, dtype="Int64")
    if column.scores is not None:
        held = column.held_scores
        return pd.Series([held.get(text) for text in texts.fillna("")], index=texts.index, dtype="Int64"), no_days
    match column.type:
        case "text":
            return texts.astype(_TEXT), no_days
        case "integer":
            matching = texts.where(texts.str.fullmatch(cells.integer_pattern(source.thousands)))
            return _read_whole(_drop_marks(matching, cells.group_marks(source.thousands)), Fraction(1)), no_days
        case "number":
            return _read_numbers(given, texts, column, source), no_days
        case "boolean":
            return _read_booleans(given, texts, column), no_days
    return _read_dates(given, texts, column, zone)


def _read_numbers(given: pd.Series, texts: pd.Series, column: Column, source: Source) -> pd.Series:
    """Read numbers as millionths.

    Cells that are numbers already have no marks of the rule file, and no percent sign.
    """
    if holds_numbers(given):
        pattern = cells.number_pattern(".", None, percent=False)
        return _read_whole(texts.where(texts.str.fullmatch(pattern)), Fraction(MILLIONTHS))
    pattern = cells.number_pattern(source.decimal, source.thousands, percent=column.percent)
    sign = f"%{cells.BLANKS}" if column.percent else ""
    digits = _drop_marks(texts.where(texts.str.fullmatch(pattern)), cells.group_marks(source.thousands) + sign)
    factor = Fraction(MILLIONTHS, 100 if column.percent else 1)
    return _read_whole(digits.str.replace(source.decimal, ".", regex=False), factor)


def _drop_marks(texts: pd.Series, marks: str) -> pd.Series:
    return texts.str.replace(f"[{re.escape(marks)}]", "", regex=True) if marks else texts


def _read_whole(texts: pd.Series, factor: Fraction) -> pd.Series:
    """Multiply decimal texts by a factor, into whole numbers."""
    return pd.Series(
        pd.array([None if pd.isna(text) else int(Fraction(text) * factor) for text in texts], dtype="Int64"),
        index=texts.index,
    )


def _read_booleans(given: pd.Series, texts: pd.Series, column: Column) -> pd.Series:
    if pd.api.types.is_bool_dtype(given):
        return given.astype("boolean")
    found = pd.Series(pd.NA, index=texts.index, dtype="boolean")
    found[texts.isin(column.false_values or ()).to_numpy(dtype=bool)] = False
    found[texts.isin(column.true_values or ()).to_numpy(dtype=bool)] = True
    if given.dtype == "object":
        is_boolean = given.map(lambda cell: isinstance(cell, bool | np.bool_)).to_numpy(dtype=bool)
        found[is_boolean] = given[is_boolean].astype("boolean").array
    return found


def _read_dates(given: pd.Series, texts: pd.Series, column: Column, zone: ZoneInfo) -> tuple[pd.Series, pd.Series]:
    """Read dates as days and datetimes as microseconds, with local days.

    Microseconds are of local time, or of UTC where the cells know their offset; then there are no local days. Moments
    of a frame that have no time zone are local times, whatever the format says of texts.
    """
    is_typed = pd.api.types.is_datetime64_any_dtype(given)
    moments = given if is_typed else _read_moments(texts, column.format or ())
    is_instant = isinstance(moments.dtype, pd.DatetimeTZDtype)
    if is_instant:
        moments = _local_times(moments, zone) if column.type == "date" else moments.dt.tz_localize(None)
    local_times = moments.astype("datetime64[us]").astype("int64").astype("Int64").mask(moments.isna(), pd.NA)
    days = local_times // MICROSECONDS_A_DAY
    if column.type == "date":
        return days, days
    return local_times, days.mask(pd.Series(is_instant, index=days.index), pd.NA)


def _local_times(instants: pd.Series, zone: ZoneInfo) -> pd.Series:
    """Give the local times of instants of UTC.

    Instants that are out of range stay in UTC: no library knows the local times of all of them.
    """
    in_utc = instants.dt.tz_localize(None)
    is_near = in_utc.between(*_NEAR)
    local: pd.Series = instants.where(is_near).dt.tz_convert(zone).dt.tz_localize(None)
    return local.where(is_near, in_utc)


def _read_moments(texts: pd.Series, formats: Sequence[str]) -> pd.Series:
    """Read texts as moments, by the first format that fits.

    Null where none fits.
    """
    is_instant = cells.has_offset(formats)
    left = texts.str.replace(cells.ZERO_OFFSET, "+0000", regex=True) if is_instant else texts
    found = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[us, UTC]" if is_instant else "datetime64[us]")
    for format_ in formats:
        matching = left.str.fullmatch(cells.datetime_pattern(format_)).fillna(value=False).astype(bool)
        if matching.any():
            read = pd.to_datetime(left[matching], format=format_, errors="coerce", utc=is_instant)
            found[matching] = read.astype(found.dtype)
            left = left.mask(matching, pd.NA)
    return found


def _fault_conditions(
    typed: pd.Series, texts: pd.Series, column: Column, range_: tuple[int, int]
) -> list[tuple[pd.Series, str]]:
    """Find where a column is at fault, with the code."""
    found = [(texts.str.contains("\0", regex=False), "nul_character")]
    if column.required:
        found.append((texts.isna(), "missing_value"))
    if fault := fault_of_type(column):
        found.append((texts.notna() & typed.isna(), fault))
    if column.holds_dates:
        outside = (typed < range_[0]) | (typed >= range_[1])
        found.append((outside, "out_of_range"))
    if column.scale is not None:
        lowest, highest = held_ends(column)
        found.append(((typed < lowest) | (typed > highest), "off_scale"))
    if column.values is not None:
        found.append((texts.notna() & ~texts.isin(column.values), "not_in_values"))
    return found
