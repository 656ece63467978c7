"""Which column, or which two, tell one case from another.

Law: a heading that announces an id counts for more than cells that happen to differ. A date, an amount or a postcode is
a key only where nothing else is, and then there is a doubt. Where an id repeats, a doubt asks what a row is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby

from gpj_kpi.sentences.sentence import say
from gpj_kpi.sentences.sniffing import columns as of_columns
from gpj_kpi.sentences.sniffing import sniff as told
from gpj_kpi.sniff.columns import Evidence, personal_looks
from gpj_kpi.sniff.guess import ColumnGuess
from gpj_kpi.sniff.words import (
    names_a_key,
    names_a_place_or_quantity,
    names_an_id_alone,
    numbers_a_person,
    words_of,
)

DistinctShare = Callable[[tuple[str, ...]], float]
"""Says how many different keys some columns make, per row."""

_ALMOST = 0.9
_MOSTLY_FILLED = 0.9
_MOST_IN_PAIRS = 8
_MOST_COUNTED = 8
_SHORTEST_SUBJECT = 3
_LEVELS = (_ALMOST, _ALMOST, 1.0, _ALMOST)
"""The share of different keys that a column must make: ids by their heading, codes, other texts, numbers of people."""
_BY_CHANCE = len(_LEVELS)
"""The level of all other columns."""


@dataclass(frozen=True)
class Key:
    """Columns that tell cases apart.

    Attributes:
        columns: their ids.
        share: how many different keys they make per row.
        doubts: what speaks against them.
        repeated: id of the column of ids that repeats, where rows may be events of a case.
        rival: the key if rows are not what this one takes them for.
    """

    columns: tuple[str, ...]
    share: float
    doubts: tuple[str, ...] = ()
    repeated: str | None = None
    rival: tuple[str, ...] = ()


def choose_key(
    columns: Sequence[ColumnGuess], evidence: Mapping[str, Evidence], share_of: DistinctShare, *, subject: str
) -> Key:
    """Choose the first column that is unique, by rank; else two.

    The rank is that of heading and cells. Else the key is what comes nearest.

    Args:
        columns: those of the file.
        evidence: their cells, by id.
        share_of: how many different keys some of them make.
        subject: id of the source: a heading that has its word is preferred to other ids.
    """
    usable = [each for each in columns if _is_usable(each, evidence[each.id])]
    # Two calls may last as long: a length of time tells nothing apart.
    usable = [each for each in usable if say(of_columns.TIMES) not in each.doubts] or usable
    usable = usable or [max(columns, key=lambda each: (not each.personal, len(evidence[each.id].counts)))]
    words = _singulars(subject.split("_"))
    of_subject = {each.id: bool(words & _singulars(words_of(each.header))) for each in usable}
    levels = {each.id: _level(each, evidence[each.id]) for each in usable}
    singles = sorted(usable, key=lambda each: (levels[each.id], not of_subject[each.id], not each.formats))
    found: list[Key] = []
    for level, of_level in groupby(singles, key=lambda each: levels[each.id]):
        if level == _BY_CHANCE:
            break
        keys = _count([(each.id,) for each in of_level], share_of)
        enough = [key for key in keys if key.share >= _LEVELS[level]]
        if enough:
            return max(enough, key=lambda key: (of_subject[key.columns[0]], key.share))
        found += keys
    likely, others = _part(singles, levels)
    for some in (_pairs(likely), [(each.id,) for each in others], _pairs(singles)):
        keys = _count(some, share_of)
        found += keys
        if keys and keys[-1].share >= 1:
            break
    best = max(found, key=lambda key: (key.share, -len(key.columns)))
    if best.share >= _ALMOST:
        best = replace(best, doubts=_doubts(best, {each.id for each in others}))
    ids = [each for each in singles if levels[each.id] == 0]
    repeating = [each for each in ids if not each.values and len(evidence[each.id].counts) > 1]
    if not repeating:
        return best
    repeated = max(repeating, key=lambda each: (of_subject[each.id], share_of((each.id,))))
    is_own = of_subject[repeated.id] or names_an_id_alone(repeated.header)
    return _with_repeats(best, Key((repeated.id,), share_of((repeated.id,))), {each.id for each in ids}, is_own=is_own)


def _with_repeats(best: Key, repeated: Key, ids: Collection[str], *, is_own: bool) -> Key:
    """Choose between a key that tells rows apart and its id.

    The id in it repeats.

    Under the id of their own file rows are taken for events of a case: what is dropped then is told in every report.
    Under the id of another thing, or two ids together, they are taken for cases.
    """
    (id_,) = repeated.columns
    if len(best.columns) == 1 and best.columns[0] not in ids:
        best = Key((id_, *best.columns), best.share)  # what differs by chance differs all the more with the id
    if best.columns == repeated.columns or not is_own or sum(each in ids for each in best.columns) > 1:
        return replace(best, repeated=id_, rival=() if best.columns == repeated.columns else repeated.columns)
    return replace(repeated, repeated=id_, rival=best.columns)


def _part(
    singles: Sequence[ColumnGuess], levels: Mapping[str, int]
) -> tuple[Sequence[ColumnGuess], Sequence[ColumnGuess]]:
    """Part the columns that may be of a key from the others.

    The cells of the others differ by chance.
    """
    is_id = any(levels[each.id] == 0 for each in singles)
    likely = [each for each in singles if levels[each.id] < _BY_CHANCE or (is_id and each.values)]
    return likely, [each for each in singles if levels[each.id] == _BY_CHANCE]


def _pairs(columns: Sequence[ColumnGuess]) -> list[tuple[str, ...]]:
    return [(first.id, second.id) for first, second in combinations(columns[:_MOST_IN_PAIRS], 2)]


def _doubts(key: Key, by_chance: set[str]) -> tuple[str, ...]:
    if len(key.columns) > 1:
        return (say(told.PAIR),)
    return (say(told.NOTHING_BETTER),) if by_chance.issuperset(key.columns) else ()


def _count(candidates: Sequence[tuple[str, ...]], share_of: DistinctShare) -> list[Key]:
    """Count the shares of keys.

    Counting ends at one that is unique, or when enough were counted.
    """
    found: list[Key] = []
    for columns in candidates:
        found.append(Key(columns, share_of(columns)))
        likely = sum(key.share >= _ALMOST for key in found)
        if found[-1].share >= 1 or likely == _MOST_COUNTED:
            break
    return found


def _singulars(words: Sequence[str]) -> set[str]:
    """Keep words that may name a subject, without their plural s."""
    return {word.rstrip("s") for word in words if len(word) >= _SHORTEST_SUBJECT}


def _is_usable(column: ColumnGuess, evidence: Evidence) -> bool:
    """Whether a column could be a key.

    Every row has its cell, or nearly every one if it is an id; and it says at most the number of a person.
    """
    if not evidence.total or (column.personal and not (numbers_a_person(column.header) and _shows_nobody(evidence))):
        return False
    filled = evidence.total / (evidence.total + evidence.empty)
    return evidence.empty == 0 or (names_a_key(column.header) and filled >= _MOSTLY_FILLED)


def _shows_nobody(evidence: Evidence) -> bool:
    """Whether cells are short codes, and no way to reach somebody."""
    codes = sum(n for text, n in evidence.counts.items() if _is_code(text))
    return codes >= _ALMOST * evidence.total and not personal_looks(evidence)


def _is_code(text: str) -> bool:
    return " " not in text and any(map(str.isdigit, text))


def _level(column: ColumnGuess, evidence: Evidence) -> int:
    """Rank a column as a key: its place in `_LEVELS`."""
    if column.personal:
        return 3
    if column.type in ("text", "integer") and names_a_key(column.header):
        return 0
    if column.type != "text" or column.values or column.doubts or names_a_place_or_quantity(column.header):
        return _BY_CHANCE
    codes = sum(n for text, n in evidence.counts.items() if _is_code(text))
    return 1 if codes >= _ALMOST * evidence.total else 2
