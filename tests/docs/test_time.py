"""Each convention of docs/time.md is two sentences and an example, and the example is what both engines find."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.docs.dated_examples import WEEKDAY, evaluated, read_example, told_of_case, told_of_figure

from gpj_kpi.errors import GpjKpiError

PAGE = (Path(__file__).parents[2] / "docs" / "time.md").read_text(encoding="utf-8")


def _sections() -> Iterator[tuple[str, str]]:
    """Heading and text of each convention."""
    for part in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]:
        heading, _, text = part.partition("\n")
        yield heading, re.split(r"^## ", text, flags=re.MULTILINE)[0]


SECTIONS = dict(_sections())
EXAMPLES = {heading: read_example(text.split("```")[1].removeprefix("text\n")) for heading, text in SECTIONS.items()}
both_engines = pytest.mark.parametrize("engine", ["pandas", "duckdb"])


@both_engines
@pytest.mark.parametrize("heading", [heading for heading, example in EXAMPLES.items() if example.runs])
def test_the_example_is_what_is_found(heading: str, engine: str, tmp_path: Path) -> None:
    """Verdicts, instants and figures are those of the page."""
    for run in EXAMPLES[heading].runs:
        evaluation = evaluated(run, tmp_path, engine)
        results = {(result.indicator, result.period): result for result in evaluation.result_list}
        verdicts = {
            (f"i{number}", row["id"]): row
            for number in range(len(run.indicators))
            for row in evaluation.verdicts(f"i{number}").to_dict("records")
        }
        evaluation.close()
        for line in run.told:
            indicator = run.indicator_of(line)
            if "period" in line.cells:
                assert told_of_figure(line.found, results[indicator, line.cells["period"]]) == line.found
            else:
                found = verdicts.get((indicator, f"{run.cases.index(line)}-0"))
                assert told_of_case(line.found, found) == line.found


@both_engines
@pytest.mark.parametrize("heading", [heading for heading, example in EXAMPLES.items() if example.refused])
def test_what_the_example_calls_refused_is_refused(heading: str, engine: str, tmp_path: Path) -> None:
    """In the words of the page."""
    for run in EXAMPLES[heading].refused:
        with pytest.raises(GpjKpiError, match=re.escape(run.told[0].found.removeprefix("refused, "))):
            evaluated(run, tmp_path, engine)


@pytest.mark.parametrize("heading", SECTIONS)
def test_a_convention_is_two_sentences_and_an_example(heading: str) -> None:
    """A person reads it at a glance: two sentences, perhaps the law behind them, and one example."""
    text, *examples = SECTIONS[heading].split("```text\n")
    sentences, *law = text.strip().split("\n\n")
    assert len(re.findall(r"[.?!](?=\s|$)", sentences)) == 2
    assert all(re.fullmatch(r"\*[^*]+\.\*", line) for line in law)
    assert len(law) <= 1
    assert len(examples) == 1
    assert re.search(r"[^`]```\n+$", examples[0])


@pytest.mark.parametrize("heading", EXAMPLES)
def test_every_line_of_an_example_says_something(heading: str) -> None:
    """What is found for the case, or, where only figures are told, for all of them."""
    example = EXAMPLES[heading]
    assert example.runs or example.refused
    assert all(line.found for line in example.figures or example.cases)


def test_weekdays_are_those_of_the_dates() -> None:
    """The page names hundreds of days."""
    named = WEEKDAY.findall(PAGE)
    assert len(named) > 200
    assert [day for name, day in named if f"{dt.date.fromisoformat(day):%a}" != name] == []


def test_every_chapter_is_in_the_table_of_contents() -> None:
    """Its headings, in their order."""
    chapters = re.findall(r"^## (.*)$", PAGE, flags=re.MULTILINE)
    assert re.findall(r"^\| \[(.*)\]\(#.*\) \|", PAGE, flags=re.MULTILINE) == chapters
    assert re.findall(r"^\| \[.*\]\(#(.*)\) \|", PAGE, flags=re.MULTILINE) == [
        chapter.lower().replace(" ", "-") for chapter in chapters
    ]
