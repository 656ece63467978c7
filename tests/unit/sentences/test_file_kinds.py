"""What a file is that is no CSV is said in either language."""

from __future__ import annotations

from gpj_kpi.sentences import file_kinds as kinds
from gpj_kpi.sentences.sentence import in_language, say


def test_a_kind_and_its_advice_are_said_in_both_languages() -> None:
    """Both stand in one sentence, whole in its language."""
    said = say(kinds.NOT_CSV, what=say(kinds.SQLITE), advice=say(kinds.EXPORT_TABLE))
    assert said == "is a database (SQLite), not CSV. Export the table as CSV."
    assert in_language(said, "fr") == "est une base de données (SQLite), pas du CSV. Exportez la table en CSV."
