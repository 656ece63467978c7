"""Service commitments judged from CSV exports: `load_rules` a rule file, `evaluate` it on a folder or on frames."""

from __future__ import annotations

from gpj_kpi.evaluate import evaluate
from gpj_kpi.evaluation import Evaluation
from gpj_kpi.rules import RuleFile, load_rules

__all__ = ["Evaluation", "RuleFile", "evaluate", "load_rules"]
