"""commitments.yaml -> frozen models: the door through which the rest of the code sees the rules.

Law: rules exist only when the whole file is sound; otherwise every fault is listed at once, each with its
line and column. Nothing here knows a data frame, and nothing in a rule file is executed.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from gpj_kpi.errors import Issue, RuleFileError
from gpj_kpi.rules.checks.relations import check_relations
from gpj_kpi.rules.models.clock import Abandoned, Ends, Pauses, Starts
from gpj_kpi.rules.models.column_types import COLUMN_TYPES, ColumnType
from gpj_kpi.rules.models.columns import CodedColumn, Column
from gpj_kpi.rules.models.conditions import (
    All,
    Any,
    Compare,
    Condition,
    ConditionValue,
    InHours,
    Missing,
    Not,
    OneOf,
    Operator,
    Present,
)
from gpj_kpi.rules.models.derived import Aggregate
from gpj_kpi.rules.models.document import Commitment, RuleDocument, RuleFile, SourceDates
from gpj_kpi.rules.models.excused import Excused
from gpj_kpi.rules.models.exports.dialects import Encoding
from gpj_kpi.rules.models.exports.expectations import CaseOn, Expectations, ExpectedRows, FilePer
from gpj_kpi.rules.models.indicators import Indicator, InForce, Version
from gpj_kpi.rules.models.measures.amounts import Amount, IndicatorRatio, Ratio, Sum
from gpj_kpi.rules.models.measures.cells import Balance, Count, Mean, Share
from gpj_kpi.rules.models.measures.combined import Combined
from gpj_kpi.rules.models.measures.delays import Delay, ElapsedDelay
from gpj_kpi.rules.models.measures.durations import Duration, ElapsedDuration, Statistic
from gpj_kpi.rules.models.measures.limits import (
    CaseLimit,
    ClassLimit,
    ColumnLimit,
    LaterLimit,
    LeadLimit,
    SeveralLimits,
)
from gpj_kpi.rules.models.measures.measure import Measure
from gpj_kpi.rules.models.measures.stock import Age, Open
from gpj_kpi.rules.models.measures.weights import Strata
from gpj_kpi.rules.models.sources import MadeSource, Source
from gpj_kpi.rules.models.targets import Published, Target
from gpj_kpi.rules.structure import read_structure
from gpj_kpi.rules.text.file import read_rule_text

__all__ = [
    "COLUMN_TYPES",
    "Abandoned",
    "Age",
    "Aggregate",
    "All",
    "Amount",
    "Any",
    "Balance",
    "CaseLimit",
    "CaseOn",
    "ClassLimit",
    "CodedColumn",
    "Column",
    "ColumnLimit",
    "ColumnType",
    "Combined",
    "Commitment",
    "Compare",
    "Condition",
    "ConditionValue",
    "Count",
    "Delay",
    "Duration",
    "ElapsedDelay",
    "ElapsedDuration",
    "Encoding",
    "Ends",
    "Excused",
    "Expectations",
    "ExpectedRows",
    "FilePer",
    "InForce",
    "InHours",
    "Indicator",
    "IndicatorRatio",
    "LaterLimit",
    "LeadLimit",
    "MadeSource",
    "Mean",
    "Measure",
    "Missing",
    "Not",
    "OneOf",
    "Open",
    "Operator",
    "Pauses",
    "Present",
    "Published",
    "Ratio",
    "RuleDocument",
    "RuleFile",
    "SeveralLimits",
    "Share",
    "Source",
    "SourceDates",
    "Starts",
    "Statistic",
    "Strata",
    "Sum",
    "Target",
    "Version",
    "load_rules",
    "read_rules",
]


_LARGEST = 10_000_000


def load_rules(path: str | os.PathLike[str]) -> RuleFile:
    """Read a rule file.

    Args:
        path: a YAML file in UTF-8.

    Returns:
        The rules, with the path and the SHA-256 of the bytes that were read.

    Raises:
        RuleFileError: the file cannot be read, or anything in it is refused; one issue per fault, in the order of
            the file, each with file name, line and column (from 1), path and code.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        message = f"the rule file cannot be read: {error.strerror or error}. Give its path with --rules."
        raise RuleFileError(Issue(code="unreadable", message=message, file=path.name)) from error
    return read_rules(content, path)


def read_rules(content: bytes, path: Path) -> RuleFile:
    """Read what a rule file holds, or would hold.

    Args:
        content: YAML in UTF-8.
        path: the file that it is told to come from.

    Raises:
        RuleFileError: anything in it is refused; as for `load_rules`.
    """
    if len(content) > _LARGEST:
        message = f"the rule file is larger than {_LARGEST:,} bytes. Give the path of a rule file with --rules."
        raise RuleFileError(Issue(code="too_large", message=message, file=path.name))
    text = read_rule_text(content)
    if text.faults and text.data is None:
        raise RuleFileError([text.issue(fault, path.name) for fault in text.faults])
    document, data, faults = read_structure(text.data)
    misread = {fault.path for fault in text.faults if fault.code == "ambiguous_number"}
    faults = [fault for fault in faults if fault.path not in misread]
    if document is not None:
        document, relational = check_relations(document, data, faulty={*misread, *(fault.path for fault in faults)})
        faults += relational
    issues = [text.issue(fault, path.name) for fault in dict.fromkeys([*text.faults, *faults])]
    if issues or document is None:
        refusal = RuleFileError(sorted(issues, key=lambda issue: (issue.line or 0, _column(issue))))
        refusal.language = document.language if document is not None else None
        raise refusal
    return RuleFile(
        **{name: getattr(document, name) for name in RuleDocument.model_fields},
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _column(issue: Issue) -> int:
    return issue.column if isinstance(issue.column, int) else 0
