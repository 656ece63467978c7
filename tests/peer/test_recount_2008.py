"""Every published figure of 2008, against a recount in plain loops; and what must not move a figure."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path

import pytest
from tests.peer.recount import (
    INDICATORS,
    PERIODS,
    SOURCES,
    Figures,
    Reading,
    read_cells,
    read_sources,
    recount,
    split_records,
)

from gpj_kpi import Evaluation, evaluate, load_rules

ROOT = Path(__file__).parents[2]
DATA = ROOT / "sample_data"
PUBLISHED = {
    "phone_answer_speed",
    "phone_answer_rate",
    "claim_opened_48h",
    "first_contact_10d",
    "first_contact_5d",
    "phone_survey_score",
    "lawyer_score",
    "attorney_score",
    "complaint_answered_10d",
}


def _evaluate(data: Path) -> Evaluation:
    return evaluate(load_rules(ROOT / "commitments.yaml"), data, period="2008")


@cache
def _evaluation() -> Evaluation:
    return _evaluate(DATA)


@cache
def _readings() -> dict[str, Reading]:
    return read_sources(DATA)


@cache
def _recount() -> dict[tuple[str, str], Figures]:
    return recount(_readings())


def _sources_of(evaluation: Evaluation) -> dict[str, dict[Hashable, object]]:
    return {row["source"]: row for row in evaluation.sources.to_dict("records")}


def _figures_of(evaluation: Evaluation) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Take every figure of an evaluation, by indicator, period and group."""
    return {
        (row.indicator, row.period, row.group): (
            row.numerator,
            row.denominator,
            row.value,
            row.pending,
            row.overdue,
            row.excluded,
            row.invalid,
            row.status,
            row.published_agrees,
        )
        for row in evaluation.result_list
    }


def test_results_are_those_of_every_indicator_in_every_quarter_and_in_the_year() -> None:
    """No indicator or period is absent on either side, and none comes twice."""
    results = [(row.indicator, row.period) for row in _evaluation().result_list]
    assert sorted(results) == sorted((indicator, period) for indicator in INDICATORS for period in PERIODS)


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_figures_are_those_of_the_recount(indicator: str, period: str) -> None:
    """Numerator and denominator are the exact ones of the recount, and so are the cases set aside."""
    expected = _recount()[indicator, period]
    (result,) = [row for row in _evaluation().result_list if (row.indicator, row.period) == (indicator, period)]
    assert (result.numerator, result.denominator) == (expected.numerator, expected.denominator)
    assert (result.pending, result.overdue) == (expected.pending, expected.overdue)
    assert (result.excluded, result.invalid) == (expected.excluded, expected.invalid)
    if expected.denominator:
        assert result.value == expected.numerator / expected.denominator


@pytest.mark.parametrize("source", SOURCES)
def test_sources_are_read_as_in_the_recount(source: str) -> None:
    """Files, rows, cases, rejected rows, duplicates and as-of are those of the recount, and no row is lost."""
    expected, read = _readings()[source], _sources_of(_evaluation())[source]
    assert (read["files"], read["rows"], read["cases"]) == (expected.files, expected.rows, len(expected.cases))
    assert (read["rejected"], read["duplicates"]) == (expected.rejected, expected.duplicates)
    assert read["as_of"] == expected.as_of
    assert expected.rows == len(expected.cases) + expected.rejected + expected.duplicates


def test_published_figures_agree() -> None:
    """What the organisation printed for 2008 is what comes out, wherever it printed something."""
    published = [row for row in _evaluation().result_list if row.published]
    assert {row.indicator for row in published} == PUBLISHED
    assert [(row.indicator, row.period) for row in published if row.published_agrees is not True] == []


# ------------------------------------------------------------------------------------- what must not move a figure

# An export, cut in raw texts: its header, then its records as written, quotes, line breaks and faults included.
Records = tuple[str, list[str]]


def _read_records(path: Path) -> tuple[Records, str]:
    """Cut an export in records; the mark at the head of a UTF-8 file stays in the header."""
    (source,) = [source for source in SOURCES.values() if path.match(source.files)]
    encoding = source.encoding.removesuffix("-sig")
    header, *records = split_records(path.read_bytes().decode(encoding))
    records[-1] = records[-1].rstrip("\r\n") + "\r\n"
    return (header, records), encoding


def _write_records(path: Path, header: str, records: list[str], encoding: str) -> None:
    path.write_bytes("".join([header, *records]).encode(encoding))


def _shuffle_records(folder: Path) -> None:
    """Shuffle the records of every file. Rows of one key keep their order: which of them is the last one matters."""
    shuffler = random.Random(2008)  # noqa: S311  a seed that repeats, no secret
    for path in sorted(folder.glob("*.csv")):
        (header, records), encoding = _read_records(path)
        (source,) = [source for source in SOURCES.values() if path.match(source.files)]
        headers = [cell.strip() for cell in read_cells(header.removeprefix("\ufeff")) or []]
        key_position = headers.index(source.columns[source.key].header)
        rows_by_key: dict[str, list[str]] = {}
        for number, record in enumerate(records):
            cells = read_cells(record)
            whole = cells is not None and len(cells) == len(headers) and cells[key_position].strip()
            rows_by_key.setdefault(whole or f"record {number}", []).append(record)
        groups = list(rows_by_key.values())
        shuffler.shuffle(groups)
        shuffled = [record for group in groups for record in group]
        assert shuffled != records
        assert sorted(shuffled) == sorted(records)
        _write_records(path, header, shuffled, encoding)


def _split_files(folder: Path) -> None:
    """Cut every file in two, which stand where the one stood in the order of names."""
    for path in sorted(folder.glob("*.csv")):
        (header, records), encoding = _read_records(path)
        middle = len(records) // 2
        _write_records(path.with_stem(f"{path.stem}a"), header, records[:middle], encoding)
        _write_records(path.with_stem(f"{path.stem}b"), header, records[middle:], encoding)
        path.unlink()


def _copy_files(folder: Path) -> None:
    """Deliver one file of each source twice; the copy comes just after it in the order of names."""
    for source in SOURCES.values():
        path = max(folder.glob(source.files), key=lambda path: path.stat().st_size)
        shutil.copyfile(path, path.with_stem(f"{path.stem}_bis"))


def _do_all(folder: Path) -> None:
    _shuffle_records(folder)
    _copy_files(folder)
    _split_files(folder)


@pytest.mark.parametrize("rearrange", [_shuffle_records, _split_files, _copy_files, _do_all])
def test_order_split_and_copies_of_files_move_no_figure(rearrange: Callable[[Path], None], tmp_path: Path) -> None:
    """Row order, file split and files delivered twice change no figure, and no row is lost in any of them."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    rearrange(folder)
    assert recount(read_sources(folder)) == _recount()

    rearranged = _evaluate(folder)
    assert _figures_of(rearranged) == _figures_of(_evaluation())
    before, after = _sources_of(_evaluation()), _sources_of(rearranged)
    readings = read_sources(folder)
    for source in SOURCES:
        assert (after[source]["cases"], after[source]["as_of"]) == (before[source]["cases"], before[source]["as_of"])
        assert (after[source]["files"], after[source]["rows"]) == (readings[source].files, readings[source].rows)
        assert after[source]["rejected"] == readings[source].rejected
        assert after[source]["duplicates"] == readings[source].duplicates
