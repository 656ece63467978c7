"""What Python users get: frames of few types, one line in a notebook, and an end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import ON, evaluate_files, evaluate_frame, rule_text

from gpj_kpi import Evaluation
from gpj_kpi.calendars.periods import parse_period
from gpj_kpi.cases.coverage import Covered
from gpj_kpi.errors import UsageError
from gpj_kpi.evaluation.evaluation import ISSUE_COLUMNS

RULES = rule_text(
    {"r": ON, "e": ON},
    {"n": "measure: {kind: delay, from: r, to: e, limit: 2 jours ouvrés}, target: 50%"},
    source="max_rejected: 100%",
)
INSTANT = "datetime64[us, Europe/Paris]"
VERDICTS = {
    "id": "string",
    "reference_day": "datetime64[us]",
    "verdict": "string",
    "lateness": "string",
    "started_at": INSTANT,
    "ended_at": INSTANT,
    "due_at": INSTANT,
    "value": "Float64",
    "weight": "Int64",
    "version": "datetime64[us]",
    "group": "string",
}
SOURCES = {"source": "string", "files": "Int64", "rows": "Int64", "cases": "Int64", "rejected": "Int64"}


def _types(frame: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(kind) for name, kind in frame.dtypes.items()}


@pytest.mark.parametrize("received", ["01/02/2008", "?"], ids=["a case", "no case"])
def test_types_do_not_depend_on_the_data(received: str, tmp_path: Path) -> None:
    """Each column has the same type whether it holds something or nothing, from files and from frames."""
    by_file = evaluate_files(tmp_path, RULES, {"a.csv": f"id;r;e\n1;{received};\n"})
    by_frame = evaluate_frame(tmp_path, RULES, pd.DataFrame({"id": ["1"], "r": [received], "e": [None]}))
    for evaluation in (by_file, by_frame):
        assert _types(evaluation.verdicts("n")) == VERDICTS
        assert _types(evaluation.sources) == {
            **SOURCES,
            "duplicates": "Int64",
            "as_of": INSTANT,
            "conflicting": "Int64",
            "set_aside": "Int64",
            "coverage": "string",
            "covered_from": "datetime64[us]",
            "covered_to": "datetime64[us]",
        }
        assert _types(evaluation.issues) == {name: "Int64" if name == "line" else "string" for name in ISSUE_COLUMNS}
        kinds = {kind: [name for name, each in _types(evaluation.results).items() if each == kind] for kind in INSIDE}
        assert kinds == INSIDE


INSIDE = {
    "datetime64[us]": ["first_day", "last_day", "covered_from", "covered_to"],
    "Float64": [
        *("numerator", "denominator", "value", "bound_low", "bound_high"),
        *("value_without_excused", "compared_value", "difference"),
    ],
    "Int64": ["pending", "overdue", "excluded", "invalid", "excused_cases"],
    "boolean": ["provisional", "published_agrees", "kept", "kept_without_excused"],
    "object": [],
}


def _evaluated(folder: Path) -> Evaluation:
    return evaluate_files(folder, RULES, {"a.csv": "id;r;e\n1;01/02/2008;04/02/2008\n2;01/02/2008;29/02/2008\n"})


def test_an_evaluation_shows_itself_in_one_line(tmp_path: Path) -> None:
    """The period, the cases and what became of the commitments: one in two is the target."""
    assert repr(_evaluated(tmp_path)) == "<Evaluation of 2008: 2 cases, commitments: 1 met>"


def test_coverage_is_asked_as_a_period_is(tmp_path: Path) -> None:
    """By label, year or period; a source that was not read is refused, and so is what is no period."""
    evaluation = _evaluated(tmp_path)
    (source,) = evaluation.cases
    periods = ("2008-02", parse_period("2008-02"))
    first, last = dt.date(2008, 2, 1), dt.date(2008, 2, 29)
    assert [evaluation.covered(source, each) for each in periods] == [Covered("whole", first, last)] * 2
    assert evaluation.covered(source, 2008) == evaluation.covered(source, "2008")
    with pytest.raises(UsageError, match=f'source "claim" was not read: read are {source}.'):
        evaluation.covered("claim", "2008")
    with pytest.raises(UsageError, match='"February" is not a period'):
        evaluation.covered(source, "February")


def test_a_closed_evaluation_keeps_its_results(tmp_path: Path) -> None:
    """After a `with` statement the figures are there, verdicts are refused in words, and closing again does nothing."""
    with _evaluated(tmp_path) as evaluation:
        assert evaluation.verdicts("n")["verdict"].tolist() == ["met", "missed"]
    evaluation.close()
    assert evaluation.results["value"].tolist() == [0.5]
    assert evaluation.sources["cases"].tolist() == [2]
    with pytest.raises(UsageError, match="the evaluation is closed"):
        evaluation.verdicts("n")
