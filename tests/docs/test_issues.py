"""docs/issues.md names every code there is, and shows what is said."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from tests.docs.broken_exports import issues_of_calls, issues_of_rows, issues_of_tickets, issues_of_visits, refusals

from gpj_kpi.errors import NOTICE_CODES, REJECT_CODES
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "issues.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, flags=re.DOTALL | re.MULTILINE))
NAMING = {"refuse", "refused", "_fault", "_StopReading", "_unreadable"}
"""What is called with a code first; all else names it `code=`."""


def codes_of_refusals() -> set[str]:
    """Every code that the source text gives to what is refused."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                codes = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
                codes += node.args[:1] if name in NAMING else []
                found |= {
                    code.value for code in codes if isinstance(code, ast.Constant) and isinstance(code.value, str)
                }
    return found


def entries(section: str) -> dict[str, str]:
    """What stands under each code of a section."""
    return dict(re.findall(r"^### `(\w+)`(.*?)(?=^#|\Z)", SECTIONS[section], flags=re.DOTALL | re.MULTILINE))


def test_every_code_is_documented() -> None:
    """The page names the codes that exist, under the severity they have, and none that does not."""
    assert set(entries("Rejected")) == REJECT_CODES
    assert set(entries("Notices")) == NOTICE_CODES
    table = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", SECTIONS["Refused rule files"], re.MULTILINE)))
    assert len(table) == len(set(table))
    refused = {*entries("Refused exports"), *table}
    assert codes_of_refusals() - REJECT_CODES - NOTICE_CODES == refused - REJECT_CODES - NOTICE_CODES


def test_the_words_of_the_reports_are_documented() -> None:
    """Each code stands with its words in English and in French, so that it is found from a report."""
    shown = {code: text.split("\n")[0] for code, text in (entries("Rejected") | entries("Notices")).items()}
    english, french = ({**words.report.reasons, **words.report.notice_texts} for words in (ENGLISH, FRENCH))
    assert shown == {code: f": {english[code]} ({french[code]})" for code in english}


def test_messages_are_those_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example is what is said of exports that are broken in that way."""
    monkeypatch.chdir(tmp_path)
    found = [*issues_of_rows(Path()), *issues_of_calls(Path()), *issues_of_visits(Path())]
    found += [*issues_of_tickets(Path()), *refusals(Path())]
    said = {(issue.code, str(issue)) for issue in found}
    documented = entries("Rejected") | entries("Notices") | entries("Refused exports")
    examples = {
        (code, text) for code, about in documented.items() for text in re.findall("^> (.*)$", about, re.MULTILINE)
    }
    assert examples <= said
    assert {code for code, _ in examples} == {code for code, _ in said}
