"""Which words a language has."""

from __future__ import annotations

from collections.abc import Mapping

from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH
from gpj_kpi.outputs.words.wording import Language, Wording

WORDINGS: Mapping[Language, Wording] = {"fr": FRENCH, "en": ENGLISH}
"""The wording of each language."""
