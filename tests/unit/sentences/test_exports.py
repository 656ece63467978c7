"""What is said of exports, in both languages."""

from __future__ import annotations

from gpj_kpi.errors import Issue
from gpj_kpi.sentences import exports
from gpj_kpi.sentences.sentence import in_language, say


def test_a_file_that_nothing_reads_is_told_in_both_languages() -> None:
    """The name and the pattern stand in both."""
    message = say(exports.UNREAD_FILE, pattern="calls_*.csv", source="calls")
    issue = Issue(code="unread_file", message=message, file="Calls.CSV", source="calls", severity="notice")
    assert str(issue).startswith('Calls.CSV: no source takes this file, though its name is like "calls_*.csv" of calls')
    french = (
        "Calls.CSV\u00a0: aucune source ne prend ce fichier, bien que son nom ressemble à «\u00a0calls_*.csv\u00a0»"
    )
    assert issue.in_language("fr").startswith(french)


def test_an_export_without_rows_is_told_in_both_languages() -> None:
    """What it holds, and what is to be done."""
    said = say(exports.EXPORT_WITHOUT_ROWS)
    assert said.startswith("holds headings and no row: nothing of it is counted. Export it again.")
    assert in_language(said, "fr").startswith("a des en-têtes et aucune ligne\u00a0: rien n’en est compté. Exportez-le")
    assert in_language(say(exports.BLANK_EXPORT), "fr").startswith("est vide, sans en-têtes ni lignes\u00a0: rien")


def test_an_empty_export_is_taken_away_and_declared() -> None:
    """Taken away alone, it would be a file that `file_per` misses."""
    for each in (exports.EXPORT_WITHOUT_ROWS, exports.BLANK_EXPORT):
        assert each.en.endswith("out of the folder and, where `file_per:` expects it, declare its month in `quiet:`.")
        assert each.fr.endswith("du dossier et, si `file_per:` l’attend, déclarez son mois dans `quiet:`.")


def test_the_row_that_counts_is_told_in_both_languages() -> None:
    """Which row it is, and in what order, is said in the language around."""
    order = say(exports.ORDERED_BY, column="written")
    said = say(exports.ROWS_DIFFER_AT_AS_OF, keys=3, which=say(exports.LAST_ROW), order=order)
    assert said == (
        "keys that stand in rows that differ: 3. Of each, the row that counts is the last one written by as-of, if any "
        "was (by written, then files by name, then lines)."
    )
    assert in_language(said, "fr") == (
        "clés dont les lignes diffèrent\u00a0: 3. Pour chacune, la ligne qui compte est la dernière de celles qui "
        "étaient écrites à la date d’arrêté, s’il y en avait (d’après written, puis fichiers par nom, puis lignes)."
    )
