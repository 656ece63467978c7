"""Personal cells that are counted reach no output, neither as they were read nor as codes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import ON, frame_of, rule_text

from gpj_kpi import evaluate, load_rules
from gpj_kpi.outputs import csv, json
from gpj_kpi.outputs.report.compose import compose
from gpj_kpi.outputs.words.english import ENGLISH

PEOPLE = ("Dupond-Lachaise", "Martin-Beaulieu", "0612345678")
RULES = rule_text(
    {"r": f"{ON}, required: true", "g": "type: text", "who": "type: text, personal: true", "x": "type: integer"},
    {
        "callers": "period_by: r, measure: {kind: count, different: who}, target: '>= 2'",
        "calls": "period_by: r, measure: {kind: count}",
    },
    source="max_rejected: 100%",
)
EXPORT = (
    "id;r;g;who;x\n"
    f"1;01/02/2008;web;{PEOPLE[0]};1\n"
    f"2;02/02/2008;tel;{PEOPLE[1]};2\n"
    f"3;03/02/2008;tel;{PEOPLE[2]};3\n"
    f"3;03/02/2008;tel;{PEOPLE[1]};3\n"  # differs only in a personal cell: a duplicate without a conflict
    f"4;31/02/2008;web;{PEOPLE[0]};?\n"
    f"5;01/03/2008;web; {PEOPLE[0]}\u00a0;5\n"
    f"6;02/03/2008;web;{PEOPLE[0]};6;7\n"
)
LONG_NUMBER = re.compile(r"(?<![0-9a-f])[0-9]{15,}(?![0-9a-f])")
"""A code has some 18 digits, and no output of this export any such number."""


@pytest.mark.parametrize("kind", ["files", "frames"])
def test_no_frame_text_or_repr_holds_a_cell_or_a_code(kind: str, tmp_path: Path) -> None:
    """All that Python users get is searched for the cells and for the codes of this very run; the figures are right."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "a.csv").write_text(EXPORT, encoding="utf-8")
    data: Path | Mapping[str, pd.DataFrame] = tmp_path if kind == "files" else {"s": frame_of(EXPORT)}
    rules = load_rules(tmp_path / "rules.yaml")
    with evaluate(rules, data, period="2008", by="month", group_by="g") as evaluation:
        whole = {(each.indicator, each.group): each.value for each in evaluation.result_list if each.period == "2008"}
        assert [whole["callers", group] for group in (None, "tel", "web")] == [2, 1, 1]  # of key 3 the last row counts
        assert evaluation.sources["duplicates"].tolist() == [1]
        assert evaluation.sources["conflicting"].tolist() == [0]
        frame = evaluation.cases["s"].frame.collect().to_pandas()
        codes = frame[["who__code_a", "who__code_b"]].melt()["value"].dropna()
        frames = [evaluation.results, evaluation.issues, evaluation.sources]
        frames += [evaluation.verdicts(indicator) for indicator in ("callers", "calls")]
        shown = [each.to_csv() for each in frames]
        shown += [csv.render(evaluation).decode(), json.render(evaluation, tool="x").decode()]
        shown += [repr(compose(evaluation, ENGLISH)), repr(evaluation), repr(evaluation.cases), repr(rules)]
        shown += [repr(evaluation._verdicts), repr(evaluation.issue_list)]  # noqa: SLF001 - as a debugger shows
    assert len(set(codes)) == 4
    for text in shown:
        assert not [word for word in (*PEOPLE, *map(str, codes)) if word in text]


@pytest.mark.parametrize(
    "options",
    [
        ["report", "--group-by", "g", "--issues", "issues.csv"],
        ["report", "--format", "csv"],
        ["report", "--format", "json", "--output", "out.json", "--output", "out.csv"],
        ["check", "--issues", "issues.csv"],
        ["check", "--format", "csv", "--lang", "fr"],
    ],
    ids=lambda options: " ".join(options[:3]),
)
def test_no_command_shows_a_cell_or_a_code(options: list[str], tmp_path: Path) -> None:
    """Stdout, stderr and every file that a command writes hold neither, rejected rows and duplicates included."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text(EXPORT, encoding="utf-8")
    command = [sys.executable, "-c", "from gpj_kpi.cli import main; main()", *options]
    place = ["--rules", "rules.yaml", "--data", "data", "--year", "2008"]
    done = subprocess.run([*command, *place], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 4, 5}, done.stderr
    written = [path.read_text(encoding="utf-8") for path in tmp_path.iterdir() if path.is_file()]
    for text in (done.stdout, done.stderr, *written):
        assert not [person for person in PEOPLE if person in text]
        assert not LONG_NUMBER.search(text)
