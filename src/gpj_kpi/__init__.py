"""Service commitments judged from CSV exports: `load_rules` a rule file, `evaluate` it on a folder or on frames.

Law: to import the package costs nothing; what is asked of it is loaded when it is asked for.
"""

from __future__ import annotations

import importlib
import sys
import types
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gpj_kpi.evaluate import evaluate  # noqa: TC004 - these three are loaded when they are asked for
    from gpj_kpi.evaluation import Evaluation  # noqa: TC004
    from gpj_kpi.rules import RuleFile, load_rules  # noqa: TC004

__all__ = ["Evaluation", "RuleFile", "evaluate", "load_rules"]

_HOMES = {
    "Evaluation": "gpj_kpi.evaluation",
    "RuleFile": "gpj_kpi.rules",
    "evaluate": "gpj_kpi.evaluate",
    "load_rules": "gpj_kpi.rules",
}


class _Package(types.ModuleType):
    """The package, whose `evaluate` is the function also once the module of that name is loaded.

    The import system hands a loaded submodule to its package as an attribute; this one is not taken.
    """

    def __getattr__(self, name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(importlib.import_module(_HOMES[name]), name)

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "evaluate" and isinstance(value, types.ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
