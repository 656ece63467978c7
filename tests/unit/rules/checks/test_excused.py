"""What an excused time demands: one fault for each way in which it says nothing, or something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, Fault, loaded, paths_refused, read_models, require_one_fault

from gpj_kpi.rules import Compare
from gpj_kpi.rules.checks.excused import check_excused
from gpj_kpi.rules.checks.subjects import SourceScope

_WAS = "sources:\n"
_DAYS = "from: 2008-06-12, to: 2008-06-13"


def _excused(entry: str) -> str:
    return f"excused:\n  - {{{entry}}}\nsources:\n"


_WHY = "reason: Grève, ref: Note"
FAULTS: dict[str, Fault] = {
    "backwards": (_WAS, _excused(f"from: 2008-06-13, to: ‸2008-06-12, {_WHY}"), ("ends on 2008-06-12",)),
    "no day": (_WAS, _excused(f"from: ‸juin, to: 2008-06-12, {_WHY}"), ("is not a date",)),
    "where without source": (_WAS, _excused(f"{_DAYS}, {_WHY}, ‸where: {{topic: a}}"), ("of which export",)),
    "no source": (_WAS, _excused(f"{_DAYS}, {_WHY}, source: ‸claim"), ('Did you mean "claims"',)),
    "no column": (
        _WAS,
        _excused(f"{_DAYS}, {_WHY}, source: claims, where: {{‸topics: a}}"),
        ('Did you mean "topic"', "claims"),
    ),
    "personal": (_WAS, _excused(f"{_DAYS}, {_WHY}, source: claims, where: {{‸insured: a}}"), ("personal",)),
    "unknown value": (
        _WAS,
        _excused(f"{_DAYS}, {_WHY}, source: claims, where: {{channel: ‸courier}}"),
        ('Did you mean "courrier"',),
    ),
    "unknown key": (_WAS, _excused(f"{_DAYS}, {_WHY}, ‸until: 3"), ("is not a key here",)),
    "empty": (_WAS, "excused: ‸[]\nsources:\n", ("at least one",)),
    "no reason": (_WAS, _excused(f"{_DAYS}, ref: Note"), ("nothing is excused without its reason",), (13, 5)),
    "no ref": (_WAS, _excused(f"{_DAYS}, reason: Grève"), ("where that is on record",), (13, 5)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_told_at_its_place(tmp_path: Path, case: Fault) -> None:
    """In one line, with what is expected."""
    require_one_fault(tmp_path, case)


def test_a_condition_is_read_by_the_columns_of_its_source(tmp_path: Path) -> None:
    """And a time without a source holds for all of them."""
    rules = loaded(
        tmp_path,
        _WAS,
        f"excused:\n  - {{{_DAYS}, {_WHY}}}\n"
        f"  - {{{_DAYS}, {_WHY}, source: claims, where: {{channel: courrier}}}}\nsources:\n",
    )
    times = rules.excused_of("claims")
    assert times is not None
    assert [each.where for each in times] == [None, Compare("channel", "=", "courrier")]
    assert rules.excused_of("others") == times[:1]


def test_a_file_without_excused_times_has_none_for_any_source(tmp_path: Path) -> None:
    """That is not the same as none that concerns a source."""
    assert loaded(tmp_path, _WAS, _WAS).excused_of("claims") is None


def test_a_fault_is_told_at_its_entry() -> None:
    """Counted from 0."""
    text = BASE.replace(
        _WAS, f"excused:\n  - {{{_DAYS}, {_WHY}}}\n  - {{from: 2009-01-01, to: 2008-01-01, {_WHY}}}\n{_WAS}"
    )
    document = read_models(text)[0]
    unknown = SourceScope(None, ())
    refused = paths_refused(lambda found: check_excused(document.excused, lambda _name, _place: unknown, found))
    assert refused == ["excused[1].to"]
