"""The language in which a command refuses: that of `--lang`, else that of the rule file, else English.

Law: nothing is caught here for good.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from gpj_kpi.errors import GpjKpiError
from gpj_kpi.sentences.sentence import Spoken


@contextlib.contextmanager
def refusing_in(language: Spoken | None) -> Iterator[None]:
    """Have what is refused inside said in a language.

    None leaves it as it is.
    """
    try:
        yield
    except GpjKpiError as error:
        error.language = language or error.language
        raise
