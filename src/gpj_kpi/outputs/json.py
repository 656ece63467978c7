"""Results as JSON, with what is needed to make them again: the tool, the rules, the files read and their digests.

Law: the same evaluation gives the same bytes, and no number is NaN. Texts are kept to the character. Characters that a
terminal would obey, or not show, are escaped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from gpj_kpi.calendars.deadline import Deadline
from gpj_kpi.calendars.holidays.editions import editions_of
from gpj_kpi.evaluation.evaluation import Evaluation
from gpj_kpi.outputs.records import coverage_record, deadline_record, editions_record, record
from gpj_kpi.results.result import KEPT
from gpj_kpi.rules import RuleFile
from gpj_kpi.safe_text import is_shown, one_line

SCHEMA = 2
"""Number of the form of results in JSON. It goes up when a program that reads the form before it must be changed."""


def render(evaluation: Evaluation, *, tool: str) -> bytes:
    """Return the whole file.

    Args:
        evaluation: what is written.
        tool: name and version of the program, e.g. `gpj-kpi 0.1.0`.
    """
    document = {
        "schema": SCHEMA,
        **_made_by(evaluation.rules, tool),
        "as_of": {name: as_of.local_time and as_of.local_time.isoformat() for name, as_of in evaluation.as_of.items()},
        "period": evaluation.period.label,
        "sources": [
            {
                "name": name,
                "files": [{"path": file.path, "sha256": file.sha256, "rows": file.rows} for file in cases.files],
                "rows": cases.rows,
                "cases": cases.cases,
                "rejected": cases.rejected,
                "duplicates": cases.duplicates,
                "conflicting": cases.conflicts,
                "set_aside": cases.set_aside,
                "coverage": [
                    coverage_record(period, covered)
                    for period in evaluation.reported
                    if (covered := evaluation.covered(name, period)) is not None
                ],
                **({"made_of": asdict(cases.made_of)} if cases.made_of else {}),
            }
            for name, cases in evaluation.cases.items()
        ],
        "commitments": [
            {"id": commitment.id, "status": status, "kept": KEPT.get(status)}
            for commitment, status in evaluation.commitments
        ],
        "results": [record(result) for result in evaluation.result_list],
        "conservation": [asdict(of_indicator) for of_indicator in evaluation.conservation],
        "calendar": editions_record(evaluation.calendar.editions),
    }
    return _dump(document)


def render_deadline(deadline: Deadline, rules: RuleFile, *, tool: str) -> bytes:
    """Return one deadline with every day of its account.

    Args:
        deadline: what is written.
        rules: the rule file by which it was counted.
        tool: name and version of the program.
    """
    calendar = editions_record(editions_of(rules.schedule))
    return _dump({**_made_by(rules, tool), **deadline_record(deadline, rules), "calendar": calendar})


def _made_by(rules: RuleFile, tool: str) -> dict[str, Any]:
    return {"tool": tool, "rules": {"path": rules.path.as_posix(), "sha256": rules.sha256}}


def _dump(document: Mapping[str, Any]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    return "".join(f"{_escape(line)}\n" for line in text.split("\n")).encode()


def _escape(line: str) -> str:
    if one_line(line) == line:
        return line
    return "".join(char if is_shown(char) else json.dumps(char)[1:-1] for char in line)
