"""The whole numbers that determine the figures of a report, from the report and from its peers.

Law: they are compared exactly, each indicator in each quarter and in the year, and each source.

For each indicator and period: how many cases are met, missed (overdue ones included), overdue, pending, excluded,
invalid and counted, and the sum of what is counted (scores, seconds) in hundredths. What is 0 may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

Numbers = Mapping[tuple[str, str, str], int]
"""(indicator, period, what is counted) -> number; ("calls", "all", "cases") -> number of cases of a source."""


def of_report(report: Mapping[str, Any]) -> Numbers:
    """The numbers of `gpj-kpi report --format json`."""
    numbers: dict[tuple[str, str, str], int] = {}
    for result in report["results"]:
        place = result["indicator"], result["period"]
        counted = {name: result[name] for name in ("overdue", "pending", "excluded", "invalid")}
        if result["statistic"] == "share":
            counted |= {"met": result["numerator"], "missed": result["denominator"] - result["numerator"]}
        elif result["statistic"] == "count":
            counted["counted"] = result["numerator"]
        else:
            counted |= {"counted": result["denominator"], "hundredths": _hundredths(result["numerator"])}
        numbers |= {(*place, name): number for name, number in counted.items() if number}
    cases = {(source["name"], "all", "cases"): source["cases"] for source in report["sources"]}
    return numbers | cases


def _hundredths(total: float) -> int:
    """A sum of scores or seconds, as it was printed, in hundredths."""
    hundredths = Fraction(str(total)) * 100
    if hundredths.denominator != 1:
        raise SystemExit(f"the sum {total} has more than two decimals: the peers count in hundredths")
    return hundredths.numerator


def of_peer(printed: Mapping[str, Any]) -> Numbers:
    """The numbers that a peer printed."""
    numbers = {
        (indicator, period, name): number
        for indicator, by_period in printed["figures"].items()
        for period, counted in by_period.items()
        for name, number in counted.items()
        if number
    }
    return numbers | {(source, "all", "cases"): cases for source, cases in printed["cases"].items()}


def differences(report: Numbers, peer: Numbers) -> list[str]:
    """What a peer counted otherwise, a line each."""
    return [
        f"{indicator}, {period}, {name}: the report says {report.get(place, 0)}, the peer {peer.get(place, 0)}"
        for place in sorted({*report, *peer})
        for indicator, period, name in (place,)
        if report.get(place, 0) != peer.get(place, 0)
    ]


def rows_missed(report: Mapping[str, Any], rows: Mapping[str, int]) -> list[str]:
    """The sources of which the floor did not read all rows but those rejected, a line each."""
    found = []
    for source in report["sources"]:
        name, least, most = source["name"], source["rows"] - source["rejected"], source["rows"]
        if not least <= rows[name] <= most:
            found.append(f"{name}: {most} rows, {most - least} of them rejected; the floor read {rows[name]}")
    return found
