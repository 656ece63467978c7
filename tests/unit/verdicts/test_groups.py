"""Names of groups: no two values have one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gpj_kpi.verdicts.groups import NO_GROUP, in_quotes

TEXTS = st.text('"', max_size=3).flatmap(
    lambda before: st.sampled_from([NO_GROUP, "(None)", "none", "", "a"]).flatmap(
        lambda text: st.text('"', max_size=3).map(lambda after: before + text + after)
    )
)


@given(TEXTS, TEXTS)
def test_no_two_texts_have_one_name(one: str, other: str) -> None:
    """However many quotes they bring, texts that differ differ by name, and none has the name of no value."""
    names = {in_quotes(text, NO_GROUP) for text in (one, other)}
    assert len(names) == len({one, other})
    assert NO_GROUP not in names


def test_other_texts_stay_as_they_are() -> None:
    """Only the name itself, with quotes around it or not, gets a pair of quotes."""
    found = [in_quotes(text, NO_GROUP) for text in (NO_GROUP, '"(none)"', "(none) ", "tel", "", '"')]
    assert found == ['"(none)"', '""(none)""', "(none) ", "tel", "", '"']
