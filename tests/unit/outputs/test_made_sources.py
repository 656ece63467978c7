"""What outputs say of sources made of another: where their rows went, and which of them match nothing."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from tests.docs.broken_exports import TICKET_RULES, TICKETS

from gpj_kpi import evaluate, load_rules
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs import json as json_output
from gpj_kpi.outputs.csv import render_issues
from gpj_kpi.outputs.report.compose import compose
from gpj_kpi.outputs.words.by_language import WORDINGS


@pytest.fixture(params=["duckdb", "pandas"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Evaluation:
    """Tickets made of four messages; one of them names no ticket, one payment no ticket, one customer nobody."""
    (tmp_path / "rules.yaml").write_text(TICKET_RULES, encoding="utf-8")
    rules = load_rules(tmp_path / "rules.yaml")
    if request.param == "pandas":
        read = {name: pd.read_csv(StringIO(text), sep=";", dtype="str") for name, text in TICKETS.items()}
        names = {"messages": "tickets.csv", "customers": "clients.csv", "payments": "paiements.csv"}
        with evaluate(rules, {name: read[file] for name, file in names.items()}, period="2008-03") as evaluation:
            return evaluation
    for name, text in TICKETS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with evaluate(rules, tmp_path, period="2008-03") as evaluation:
        return evaluation


def test_each_row_that_matches_nothing_is_listed_with_its_place(made: Evaluation) -> None:
    """The message of line 5, the payment of line 3, and the message of line 3, whose customer is nobody.

    Rows of a frame are counted from 1, below its headings.
    """
    of_files = made.cases["messages"].files[0].path.endswith(".csv")
    shift = 0 if of_files else -1
    found = {(issue.code, issue.source, issue.line, issue.column) for issue in made.issue_list}
    assert found == {
        ("row_in_no_case", "messages", 5 + shift, "Demande"),
        ("unmatched_row", "payments", 3 + shift, "Demande"),
        ("row_not_found", "messages", 3 + shift, "Client"),
    }
    listed = pd.read_csv(StringIO(render_issues(made, "fr").decode("utf-8-sig")))
    assert set(listed["code"]) == {code for code, *_ in found}
    assert listed["message"].str.contains("Demande|cette ligne|aucune ligne").all()


def test_the_report_says_where_the_rows_went(made: Evaluation) -> None:
    """Four messages: three are in the two tickets, one is in none. Each notice has its line."""
    french, english = (compose(made, WORDINGS[language]) for language in ("fr", "en"))
    assert [text.replace("\u00a0", " ") for text in french.sources.made] == [
        "Demandes : 2 cas tirés de 4 lignes de Messages (3 dans un cas, 1 dans aucun)"
    ]
    assert english.sources.made == ("Demandes: 2 cases made of 4 rows of Messages (3 in a case, 1 in none)",)
    assert [counts.rows for counts in english.sources.counts if counts.label == "Demandes"] == ["2"]
    assert set(english.notices) == {
        "rows in no case, their key being empty: Messages\u00a01",
        "rows that match no case: Paiements\u00a01",
        "cases whose row is not there to look up: Messages\u00a01",
    }


def test_json_says_of_what_a_source_is_made(made: Evaluation) -> None:
    """Only of a made source, behind all else; one without dates has no coverage."""
    document = json.loads(json_output.render(made, tool="gpj-kpi 0"))
    sources = {each["name"]: each for each in document["sources"]}
    expected = {"source": "messages", "events": 4, "in_cases": 3, "in_none": 1, "later": 0}
    assert (list(sources["tickets"])[-1], sources["tickets"]["made_of"]) == ("made_of", expected)
    assert sources["tickets"]["files"] == []
    assert [name for name, each in sources.items() if "made_of" in each] == ["tickets"]
    assert {name: len(each["coverage"]) for name, each in sources.items()} == {
        "customers": 0,
        "messages": 1,
        "payments": 0,
        "tickets": 1,
    }


def test_sources_without_dates_cover_nothing(made: Evaluation) -> None:
    """Their coverage is unknown, and no line says that they lack a period."""
    assert made.covered("customers", "2008-03") is None
    coverage = made.sources.set_index("source")["coverage"]
    assert coverage.isna().to_dict() == {"customers": True, "messages": False, "payments": True, "tickets": False}
    assert made.sources.set_index("source").loc["tickets", "files"] == 0
    assert "Clients" not in " ".join(compose(made, WORDINGS["fr"]).coverage)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (dt.date(2008, 3, 3), "2 cases made of 4 rows of Messages (3 in a case, 0 in none, 1 after as-of)"),
        (dt.date(2008, 3, 4), "2 cases made of 4 rows of Messages (3 in a case, 1 in none)"),
    ],
)
def test_rows_written_after_as_of_are_in_no_case_and_told(tmp_path: Path, as_of: dt.date, told: str) -> None:
    """The last message, of 4 March, names no ticket; as of the day before, it is not there yet."""
    rules = TICKET_RULES.replace("    key: message_id\n", "    key: message_id\n    order_by: sent_at\n")
    (tmp_path / "rules.yaml").write_text(rules, encoding="utf-8")
    for name, text in TICKETS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with evaluate(load_rules(tmp_path / "rules.yaml"), tmp_path, period="2008-03", as_of=as_of) as evaluation:
        assert compose(evaluation, WORDINGS["en"]).sources.made == (f"Demandes: {told}",)
