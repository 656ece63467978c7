from __future__ import annotations

from gpj_kpi.rules.text.faults import shown
from gpj_kpi.sentences import expected
from gpj_kpi.sentences.sentence import in_language, say


def test_a_rhythm_that_is_none_is_said_in_both_languages() -> None:
    """Each language names its own words, all of which are read."""
    told = say(expected.NO_RHYTHM, read=shown("daily"))
    assert told == (
        '"daily" does not say how often a case is expected. Write every business day, every week or every month.'
    )
    assert in_language(told, "fr") == (
        "«\u00a0daily\u00a0» ne dit pas à quel rythme un cas est attendu. "
        "Écrivez chaque jour ouvré, chaque semaine ou chaque mois."
    )
