"""The small evaluation of the command line's tests, whose figures were worked out by hand there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import CLAIMS, RULES, SCORES

from gpj_kpi import Evaluation, RuleFile, evaluate, load_rules
from gpj_kpi.outputs.formats import Edition
from gpj_kpi.outputs.words.english import ENGLISH

Evaluate = Callable[..., Evaluation]


@pytest.fixture
def evaluate_small(tmp_path: Path) -> Iterator[Evaluate]:
    """Evaluate the small exports, or others in their place, by the small rule file, or another."""
    made: list[Evaluation] = []

    def evaluate_here(
        rules: str = RULES, *, claims: str = CLAIMS, scores: str = SCORES, period: str = "2024", **more: object
    ) -> Evaluation:
        (tmp_path / "commitments.yaml").write_text(rules, encoding="utf-8")
        data = tmp_path / "data"
        data.mkdir(exist_ok=True)
        (data / "dossiers_2024.csv").write_text(claims, encoding="utf-8")
        (data / "notes.csv").write_text(scores, encoding="utf-8")
        made.append(evaluate(load_rules(tmp_path / "commitments.yaml"), data, period=period, **more))  # type: ignore[arg-type]
        return made[-1]

    yield evaluate_here
    for each in made:
        each.close()


@pytest.fixture
def evaluation(evaluate_small: Evaluate) -> Evaluation:
    """The year 2024 by quarters."""
    return evaluate_small()


@pytest.fixture
def small_rules(tmp_path: Path) -> RuleFile:
    """The small rule file."""
    (tmp_path / "commitments.yaml").write_text(RULES, encoding="utf-8")
    return load_rules(tmp_path / "commitments.yaml")


@pytest.fixture
def edition() -> Edition:
    """Some program, in English."""
    return Edition(tool="gpj-kpi 1.2.3", wording=ENGLISH)
