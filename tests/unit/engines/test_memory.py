"""What a run may take: how its size is written, and that figures do not depend on it; each export is read once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.small_runs import AT, figures, rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.engines.memory import memory_named
from gpj_kpi.errors import UsageError

RULES = rule_text({"at": AT}, dict.fromkeys(("a", "b", "c"), "period_by: at, measure: {kind: count}"))
FIGURES = ["indicator", "period", "value"]


def write(folder: Path, files: int, records: int) -> None:
    """Exports with as many records each, all in January 2008."""
    (folder / "data").mkdir()
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    for file in range(files):
        lines = [f"{file}-{record};{record % 28 + 1:02}/01/2008 10:00" for record in range(records)]
        (folder / "data" / f"{file}.csv").write_text("\n".join(["id;at", *lines]), encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected"), [("800MB", "800MB"), ("2 GB", "2GB"), (" 2gb ", "2GB"), ("200MB", "200MB"), (None, None)]
)
def test_sizes_of_memory_are_read(text: str | None, expected: str | None) -> None:
    """A whole number and a unit, whatever its case."""
    assert memory_named(text, "--memory") == expected


@pytest.mark.parametrize("text", ["", "800", "1.5GB", "0GB", "-1GB", "199MB", "2TB", "2GB; SET x", "1000000GB"])
def test_other_sizes_are_refused_with_the_name_of_the_option(text: str) -> None:
    """What is no size, or too little for any run, is told by the option's name."""
    with pytest.raises(UsageError, match="--memory: "):
        memory_named(text, "--memory")


def test_figures_do_not_depend_on_memory(tmp_path: Path) -> None:
    """The least memory gives the figures of the default: 40,000 records, each of three indicators counts them."""
    write(tmp_path, files=2, records=20_000)
    rules = load_rules(tmp_path / "rules.yaml")
    for memory in (None, "200MB"):
        with evaluate(rules, tmp_path / "data", period="2008", by="year", memory=memory) as evaluation:
            assert figures(evaluation, FIGURES) == [(id_, "2008", 40_000) for id_ in ("a", "b", "c")]


def test_exports_are_read_once_whatever_is_asked_of_them(tmp_path: Path) -> None:
    """Once the one source is read, its files may go: three indicators in 13 periods need them no more."""
    write(tmp_path, files=3, records=50)
    steps = []

    def progress(name: str, number: int, total: int) -> None:
        steps.append((name, total))
        if number == 2:  # the first step behind reading
            shutil.rmtree(tmp_path / "data")

    rules = load_rules(tmp_path / "rules.yaml")
    with evaluate(rules, tmp_path / "data", period="2008", by="month", progress=progress) as evaluation:
        found = figures(evaluation, FIGURES)
    assert [row for row in found if row[1] == "2008-01"] == [(id_, "2008-01", 150) for id_ in ("a", "b", "c")]
    assert len(found) == 3 * 13
    assert steps[0][1] == 5  # read, made into cases, and three indicators
    assert not (tmp_path / "data").exists()
