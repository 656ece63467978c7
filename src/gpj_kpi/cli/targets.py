"""What the commands do before any work: the rule file is read, and outputs that cannot or must not be written refused.

Law: no output is found wanting after the work that could have been refused before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gpj_kpi.cli.language import refusing_in
from gpj_kpi.sentences.sentence import Spoken

if TYPE_CHECKING:
    from gpj_kpi.rules import RuleFile


def load_rules_beside(outputs: Sequence[Path], rules: Path, *, data: Path | None, language: Spoken | None) -> RuleFile:
    """Load the rule file, and refuse outputs that would do harm.

    Outputs that cannot be written are refused too. The rule file is loaded first, for it may say in which language.

    Args:
        outputs: the files that will be written.
        rules: the rule file.
        data: the folder of the exports; None where it is not known.
        language: in which to refuse; None takes that of the rule file.

    Raises:
        UsageError: an output cannot be written, or would be written over the rule file or an export.
        RuleFileError: the rule file is refused.
    """
    from gpj_kpi.outputs import files, overwriting  # noqa: PLC0415 - loads the models of the rule file
    from gpj_kpi.rules import load_rules  # noqa: PLC0415

    with refusing_in(language):
        found = load_rules(rules)
    with refusing_in(language or found.language):
        files.require_writable(outputs)
        overwriting.require_not_rules(outputs, rules)
        overwriting.require_no_export(outputs, found, data)
    return found
