"""Comments of `sniff` are said whole in either language."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Sentence, in_language, say
from gpj_kpi.sentences.sniffing import sniff as told


def test_a_count_of_rows_reads_well_in_both_languages() -> None:
    """Counts stand where each language puts them."""
    rows = say(told.ROWS, count=Sentence("1,204", "1\u202f204"))
    said = say(told.OF_ROWS, count=2, rows=rows, what=say(told.ARE_REJECTED))
    assert said == "2 of 1,204 rows are rejected"
    assert in_language(said, "fr") == "sur 1\u202f204 lignes, 2 sont rejetées"
