"""What `report` and `check` take: each text is read before the rule file is opened."""

from __future__ import annotations

import datetime as dt

import pytest

from gpj_kpi.cli.shared import read_shared, read_strictness
from gpj_kpi.errors import UsageError


def test_a_period_keeps_its_text() -> None:
    """Its days are not known yet: the rule file may say that years begin in another month."""
    options = read_shared(year="2024", window="12  mois", compare="year-before", by="month", as_of="2024-06-30")
    asked = (options.period, options.window, options.compare, options.by, options.as_of)
    assert asked == ("2024", "12 mois", "year-before", "month", dt.date(2024, 6, 30))
    assert read_shared(month="2024-03", until_business_day="5").until_business_day == 5


def test_a_refusal_speaks_the_language_that_was_asked_for() -> None:
    """The rule file, which may say another one, is not read yet."""
    with pytest.raises(UsageError) as refused:
        read_shared(year="2024", compare="avant", lang="fr")
    (issue,) = refused.value.issues
    assert issue.in_language("fr").startswith("--compare\u00a0: «\u00a0avant\u00a0» ne dit pas à quoi comparer")


def test_what_check_has_beside() -> None:
    """One word of --fail-on."""
    assert read_strictness(fail_on="near").fail_on_near
    assert not read_strictness().fail_on_near
