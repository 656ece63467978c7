"""Which column, or which two, tell one case from another.

Law: a key is never personal; a heading that announces an id counts for more than cells that happen to differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from gpj_kpi.sniff.columns import Evidence
from gpj_kpi.sniff.guess import ColumnGuess
from gpj_kpi.sniff.words import names_a_case, words_of

DistinctShare = Callable[[tuple[str, ...]], float]
"""Says how many different keys some columns make, per row."""

_ALMOST = 0.9
_MOSTLY_FILLED = 0.95
_MOST_IN_PAIRS = 8
_MOST_COUNTED = 8
_SHORTEST_SUBJECT = 3
_LEVELS = (_ALMOST, _ALMOST, 1.0, 1.0)
"""The share of different keys that a column must make: ids by their heading, codes, other texts, the rest."""


@dataclass(frozen=True)
class Key:
    """The columns that tell cases apart, and how many different keys they make per row."""

    columns: tuple[str, ...]
    share: float


def choose_key(
    columns: Sequence[ColumnGuess], evidence: Mapping[str, Evidence], share_of: DistinctShare, *, subject: str
) -> Key:
    """The first column that is unique, by the rank of its heading and cells; else two; else what comes nearest.

    Args:
        columns: those of the file.
        evidence: their cells, by id.
        share_of: how many different keys some of them make.
        subject: id of the source: a heading that has its word is preferred to other ids.
    """
    usable = [each for each in columns if not each.personal and _is_filled(each, evidence[each.id])]
    usable = usable or [max(columns, key=lambda each: (not each.personal, len(evidence[each.id].counts)))]
    words = _singulars(subject.split("_"))
    of_subject = {each.id: bool(words & _singulars(words_of(each.header))) for each in usable}
    levels = {each.id: _level(each, evidence[each.id]) for each in usable}
    singles = sorted(usable, key=lambda each: (levels[each.id], not of_subject[each.id]))
    found: list[Key] = []
    for level, of_level in groupby(singles, key=lambda each: levels[each.id]):
        keys = _counted([(each.id,) for each in of_level], share_of)
        enough = [key for key in keys if key.share >= _LEVELS[level]]
        if enough:
            return max(enough, key=lambda key: (of_subject[key.columns[0]], key.share))
        found += keys
    pairs = [(first.id, second.id) for first, second in combinations(singles[:_MOST_IN_PAIRS], 2)]
    found += _counted(pairs, share_of)
    return max(found, key=lambda key: (key.share, -len(key.columns)))


def _counted(candidates: Sequence[tuple[str, ...]], share_of: DistinctShare) -> list[Key]:
    """The keys with their shares, as far as one that is unique, or as many as are worth counting."""
    found: list[Key] = []
    for columns in candidates:
        found.append(Key(columns, share_of(columns)))
        likely = sum(key.share >= _ALMOST for key in found)
        if found[-1].share >= 1 or likely == _MOST_COUNTED:
            break
    return found


def _singulars(words: Sequence[str]) -> set[str]:
    """The words that are long enough to name a subject, without the s of plurals."""
    return {word.rstrip("s") for word in words if len(word) >= _SHORTEST_SUBJECT}


def _is_filled(column: ColumnGuess, evidence: Evidence) -> bool:
    """Whether every row has the cell, or, of an id, nearly every one."""
    if not evidence.total:
        return False
    filled = evidence.total / (evidence.total + evidence.empty)
    return evidence.empty == 0 or (names_a_case(column.header) and filled >= _MOSTLY_FILLED)


def _level(column: ColumnGuess, evidence: Evidence) -> int:
    if column.type not in ("text", "integer") or column.values:
        return 3
    if names_a_case(column.header):
        return 0
    codes = sum(n for text, n in evidence.counts.items() if " " not in text and any(map(str.isdigit, text)))
    return 1 if column.type == "text" and codes >= _ALMOST * evidence.total else 2
