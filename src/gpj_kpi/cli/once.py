"""Options that are given once: none of two values wins in silence.

Law: a command refuses an option that is given twice, unless it takes several values.
"""

from __future__ import annotations

from collections import Counter

import typer
from typer.core import TyperCommand, TyperOption

from gpj_kpi.errors import UsageError
from gpj_kpi.sentences import outputs
from gpj_kpi.sentences.sentence import Spoken, say

_LANGUAGES: dict[object, Spoken] = {"fr": "fr", "en": "en"}


class OnceEach(TyperCommand):
    """A command that refuses an option given twice.

    Some options may be repeated.
    """

    # typer has the type of the context in a private module, and its own is one kind of it.
    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Read the command line.

        Raises:
            UsageError: an option is given more than once.
        """
        values, _, order = self.make_parser(ctx).parse_args(args=list(args))
        for option, times in Counter(order).items():
            if times > 1 and isinstance(option, TyperOption) and not option.multiple:
                error = UsageError(say(outputs.GIVEN_TWICE, option=option.opts[0], times=times))
                error.language = _LANGUAGES.get(values.get("lang"))
                raise error
        return super().parse_args(ctx, args)
