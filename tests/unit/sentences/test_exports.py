"""What is said of exports, in both languages."""

from __future__ import annotations

from gpj_kpi.errors import Issue
from gpj_kpi.sentences import exports
from gpj_kpi.sentences.sentence import say


def test_a_file_that_nothing_reads_is_told_in_both_languages() -> None:
    """The name and the pattern stand in both."""
    message = say(exports.UNREAD_FILE, pattern="calls_*.csv", source="calls")
    issue = Issue(code="unread_file", message=message, file="Calls.CSV", source="calls", severity="notice")
    assert str(issue).startswith('Calls.CSV: no source takes this file, though its name is like "calls_*.csv" of calls')
    french = (
        "Calls.CSV\u00a0: aucune source ne prend ce fichier, bien que son nom ressemble à «\u00a0calls_*.csv\u00a0»"
    )
    assert issue.in_language("fr").startswith(french)
