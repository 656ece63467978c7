"""What is said of data that is missing, in both languages."""

from __future__ import annotations

from gpj_kpi.sentences import coverage
from gpj_kpi.sentences.sentence import in_language, say


def test_a_missing_file_is_named_in_both_languages() -> None:
    """The name of the file and its period are the same in both."""
    found = say(coverage.MISSING_FILE, file="appels_2008-05.csv", period="2008-05")
    assert in_language(found, "en").startswith("appels_2008-05.csv is missing: a file is expected for 2008-05.")
    assert in_language(found, "fr").startswith("appels_2008-05.csv manque\u00a0: un fichier est attendu pour 2008-05.")
