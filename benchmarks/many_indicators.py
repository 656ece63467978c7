"""Rule files with many indicators on one source: that of the calls, as `commitments.yaml` declares it.

Law: of as many kinds of measure, whatever the number, so that only the number differs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from benchmarks.exports import ROOT

_QUEUES = ("standard", "information juridique", "gestion des dossiers")


def indicator(number: int) -> dict[str, Any]:
    """One indicator; of ten in a row each has another measure or scope."""
    queue, seconds = _QUEUES[number % 3], number // 10 + 5
    waiting = {"from": "offered_at", "to": "answered_at"}
    measures: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({}, {"kind": "delay", **waiting, "limit": f"< {seconds} secondes"}),
        ({"queue": queue}, {"kind": "delay", **waiting, "limit": f"{seconds} secondes"}),
        (
            {"answered_at": "present"},
            {"kind": "delay", "from": "answered_at", "to": "ended_at", "limit": f"{seconds} minutes"},
        ),
        ({"answered_at": "present"}, {"kind": "duration", **waiting, "statistic": "mean"}),
        ({"queue": queue, "answered_at": "present"}, {"kind": "duration", **waiting, "statistic": "mean"}),
        ({"answered_at": "present"}, {"kind": "share", "of": {"transfers": f"<= {number // 10}"}}),
        ({"queue": queue}, {"kind": "share", "of": {"answered_at": "present"}}),
        ({"outcome": "RÉPONDU"}, {"kind": "share", "of": {"queue": queue}}),
        ({}, {"kind": "delay", **waiting, "limit": f"{number // 10 + 1} jours ouvrés"}),
        ({"transfers": f">= {number // 10}"}, {"kind": "count"}),
    ]
    where, measure = measures[number % 10]
    name = f"calls_{number}"
    return {"id": name, "label": name, "source": "calls", "period_by": "offered_at", "where": where, "measure": measure}


def write_rules(path: Path, count: int) -> Path:
    """Write a rule file with so many indicators on the calls."""
    rules = yaml.safe_load((ROOT / "commitments.yaml").read_text(encoding="utf-8"))
    indicators = [{key: part for key, part in indicator(number).items() if part} for number in range(count)]
    rules["sources"] = {"calls": rules["sources"]["calls"]}
    rules["commitments"] = [{"id": "calls", "title": "Appels", "promise": "Appels", "indicators": indicators}]
    path.write_text(yaml.safe_dump(rules, allow_unicode=True), encoding="utf-8")
    return path
