"""A refusal is said in the language that was asked for, else in that of the rule file."""

from __future__ import annotations

import pytest

from gpj_kpi.cli.language import refusing_in
from gpj_kpi.errors import GpjKpiError, UsageError
from gpj_kpi.sentences.sentence import Spoken


@pytest.mark.parametrize(
    ("asked", "of_file", "said"),
    [(None, None, None), (None, "fr", "fr"), ("en", "fr", "en"), ("fr", None, "fr")],
)
def test_what_is_asked_for_comes_first(asked: Spoken | None, of_file: Spoken | None, said: Spoken | None) -> None:
    """The rule file's language holds where none is asked for; a refusal is passed on."""
    with pytest.raises(GpjKpiError) as refused, refusing_in(asked), refusing_in(of_file):
        raise UsageError("No.")
    assert refused.value.language == said
