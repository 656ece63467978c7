"""What is said of sums and ratios, filled in."""

from __future__ import annotations

from gpj_kpi.sentences import amounts
from gpj_kpi.sentences.sentence import in_language, say


def test_a_unit_that_is_none() -> None:
    """Both languages quote what was read, and show what to write."""
    told = say(amounts.NO_UNIT_OF_A_RATIO, read='"per cent"')
    assert told == '"per cent" is not a unit of a ratio. Expected e.g. "per 100 cases", or no unit.'
    assert "«\u00a0pour 100 dossiers\u00a0»" in in_language(told, "fr")


def test_a_ratio_that_is_no_plain_number() -> None:
    """Both languages say how to get one."""
    told = say(amounts.A_RATIO_OF_COUNTS, kind="ratio")
    assert told.endswith('or "unit: per 1 case" for a plain number.')
    assert in_language(told, "fr").endswith("`unit: pour 1 dossier` pour un simple nombre.")


def test_a_stock_says_what_its_start_is() -> None:
    """In the words of each language."""
    said = say(amounts.STOCK_HAS_ITS_START, column='"opened_at"')
    assert said.endswith('and "opened_at" is its start. Remove period_by.')
    french = in_language(said, "fr")
    assert french.endswith('et "opened_at" en est le début. Supprimez period_by.')
