"""DuckDB on the files of sample_data, and pandas on the cells that the standard csv module reads in them."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from gpj_kpi import Evaluation, RuleFile, evaluate, load_rules

ROOT = Path(__file__).parents[2]
DATA = ROOT / "sample_data"
SOME_INDICATORS = [
    "phone_answer_speed",
    "claim_opened_48h",
    "first_contact_10d",
    "callback_24h",
    "callback_2d",
    "phone_survey_score",
    "switchboard_satisfaction",
    "complaint_acknowledged_48h",
]


@cache
def _rules() -> RuleFile:
    return load_rules(ROOT / "commitments.yaml")


def _frame_of(name: str) -> pd.DataFrame:
    """Give all records of a source as text, files by name; those that do not fit their header are left out."""
    source = _rules().sources[name]
    frames = []
    for path in sorted(path for pattern in source.files for path in DATA.glob(pattern)):
        encoding = "utf-8-sig" if source.encoding == "utf-8" else source.encoding
        with path.open(encoding=encoding, newline="") as file:
            header, *records = [record for record in csv.reader(file, delimiter=source.delimiter) if record]
        fitting = [record for record in records if len(record) == len(header)]
        frames.append(pd.DataFrame(fitting, columns=header, dtype="str"))
    return pd.concat(frames, ignore_index=True)


@cache
def _by_duckdb() -> Evaluation:
    return evaluate(_rules(), DATA, period="2008", by="month")


@cache
def _by_pandas() -> Evaluation:
    return evaluate(_rules(), {name: _frame_of(name) for name in _rules().sources}, period="2008", by="month")


def test_every_figure_is_the_same() -> None:
    """Each field of each result, for each indicator, month and the year, is exactly the same on both engines."""
    assert len(_by_duckdb().result_list) == 13 * len(_rules().indicators)
    assert _by_pandas().result_list == _by_duckdb().result_list
    assert_frame_equal(_by_pandas().results, _by_duckdb().results)


def test_the_same_rows_become_cases() -> None:
    """Cases, duplicates and as-of are the same, and the rejected rows too but for the records that do not fit."""
    same = ["source", "cases", "duplicates", "as_of"]
    assert_frame_equal(_by_pandas().sources[same], _by_duckdb().sources[same])
    for name, read in _by_duckdb().cases.items():
        misfits = [issue for issue in read.issues if issue.severity == "rejected" and issue.column is None]
        of_frame = _by_pandas().cases[name]
        assert (of_frame.rows, of_frame.rejected) == (read.rows - len(misfits), read.rejected - len(misfits))
        found = [(issue.code, issue.column, issue.message) for issue in of_frame.issues]
        assert found == [
            (issue.code, issue.column, issue.message)
            for issue in read.issues
            if issue.severity != "rejected" or issue.column is not None
        ]


@pytest.mark.parametrize("indicator", SOME_INDICATORS)
def test_every_verdict_is_the_same(indicator: str) -> None:
    """Case by case, in the order of the export: verdict, lateness, instants and value are the same."""
    assert_frame_equal(_by_pandas().verdicts(indicator), _by_duckdb().verdicts(indicator))
