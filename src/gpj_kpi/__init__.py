"""Service commitments judged from CSV exports: `load_rules` a rule file, `evaluate` it on a folder or on frames.

Law: to import the package costs nothing; what is asked of it is loaded when it is asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gpj_kpi.evaluation.evaluation import Evaluation
    from gpj_kpi.evaluation.run import evaluate
    from gpj_kpi.rules import RuleFile, load_rules

__all__ = ["Evaluation", "RuleFile", "evaluate", "load_rules"]

_HOMES = {
    "Evaluation": "gpj_kpi.evaluation.evaluation",
    "RuleFile": "gpj_kpi.rules",
    "evaluate": "gpj_kpi.evaluation.run",
    "load_rules": "gpj_kpi.rules",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
