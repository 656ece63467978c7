from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from gpj_kpi import Evaluation
from gpj_kpi.errors import UsageError
from gpj_kpi.outputs.formats import FORMATS, Edition, FormatName, format_of


@pytest.mark.parametrize(
    ("path", "name"), [("a.csv", "csv"), ("a.JSON", "json"), ("a.b.json", "json"), ("x.json/a.csv", "csv")]
)
def test_the_suffix_tells_the_format(path: str, name: str) -> None:
    """Capitals and further dots do not matter."""
    assert format_of(Path(path), FORMATS) == name


@pytest.mark.parametrize("path", ["a", "a.txt", "csv", ".csv", "a.csv.gz"])
def test_another_suffix_is_refused_with_those_that_are_known(path: str) -> None:
    """The message names the option, the path, and what is expected."""
    with pytest.raises(UsageError) as refused:
        format_of(Path(path), FORMATS)
    suffix = Path(path).suffix
    assert str(refused.value) == (
        f'--output {path}: no format is written to "{suffix}". Expected a name that ends in .csv or .json.'
    )


def test_only_what_is_known_to_the_option_is_taken() -> None:
    """`--issues` takes CSV alone."""
    assert format_of(Path("a.csv"), ["csv"], option="--issues") == "csv"
    with pytest.raises(UsageError, match=r"^--issues a\.json: .* ends in \.csv\.$"):
        format_of(Path("a.json"), ["csv"], option="--issues")


def test_every_format_has_a_suffix_of_its_own() -> None:
    """Every name that `--format` takes has its entry, and no two write files of the same suffix."""
    assert tuple(FORMATS) == get_args(FormatName)
    assert len({each.suffix for each in FORMATS.values()}) == len(FORMATS)
    assert all(each.suffix.startswith(".") and each.suffix.islower() for each in FORMATS.values())


def test_every_format_writes_the_same_results(evaluation: Evaluation, edition: Edition) -> None:
    """CSV and JSON hold the same rows in the same order."""
    written = {name: each.write(evaluation, edition).decode() for name, each in FORMATS.items()}
    keys = ("commitment", "indicator", "period", "status")
    of_csv = [[row[key] for key in keys] for row in csv.DictReader(written["csv"].splitlines())]
    of_json = [[row[key] for key in keys] for row in json.loads(written["json"])["results"]]
    assert of_csv == of_json
    assert len(of_csv) == 4 * 5  # indicators, by four quarters and the year


def test_formats_are_listed_before_anything_is_loaded() -> None:
    """`--help` lists them, and answers at once."""
    libraries = {"pandas", "duckdb", "narwhals", "pydantic", "rich", "yaml", "holidays"}
    script = f"import sys, gpj_kpi.outputs.formats; print({libraries} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
