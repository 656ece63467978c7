"""Texts of a column -> its declaration: type, formats, allowed values, whether it speaks of a person.

Law: a type is taken when nine cells in ten fit it. A doubt quotes no cell, but a damaged number
that is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gpj_kpi.engines.cells import has_offset
from gpj_kpi.rules import COLUMN_TYPES, ColumnType
from gpj_kpi.sentences.sentence import Sentence, say
from gpj_kpi.sentences.sniffing import columns as told
from gpj_kpi.sentences.sniffing import sniff as of_source
from gpj_kpi.sniff.cells.dated_digits import since_1970
from gpj_kpi.sniff.cells.dates import DatesFound
from gpj_kpi.sniff.cells.numbers import Marks, integer_share, number_share, percent_share
from gpj_kpi.sniff.cells.suspicions import suspicions
from gpj_kpi.sniff.guess import ColumnGuess
from gpj_kpi.sniff.time_units import unit_doubt, unit_of
from gpj_kpi.sniff.words import (
    TRUE_FALSE_WORDS,
    names_a_birth,
    names_a_case,
    names_a_category,
    names_a_key,
    names_a_person,
    names_codes,
    names_free_text,
    plain,
    words_of,
    zone_named,
)

MOST = 0.9
"""Share of the cells that must fit a type."""

_HALF = 0.5
_MOST_VALUES = 12
_FEWEST_CELLS = 8
_CELLS_PER_VALUE = 4
_ENOUGH_CELLS = 100
_LONGEST_VALUE = 40
_LONGEST_WORD = 5
_SOME_NAMES = 0.1

_PERSONAL_CELLS = (
    (re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}"), told.LIKE_EMAILS),
    (re.compile(r"(\+33|0033|0)[ .]?[1-9]([ .-]?[0-9]{2}){4}"), told.LIKE_TELEPHONES),
    (re.compile(r"[A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){3,7}( ?[A-Z0-9]{1,3})?"), told.LIKE_ACCOUNTS),
    (re.compile(r"[12] ?[0-9]{2} ?(0[1-9]|1[0-2]|[2-9][0-9]) ?[0-9AB]{2} ?[0-9]{3} ?[0-9]{3}( ?[0-9]{2})?"),
     told.LIKE_SOCIAL_SECURITY),
)  # fmt: skip
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ](?:[a-zà-öø-ÿ]+|[A-ZÀ-ÖØ-Þ]*\.?)(?:['’-][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þa-zà-öø-ÿ]+)*"
_FULL_NAME = re.compile(
    rf"(?=.*[^\W\d_]{{3}})((M|Mme|Mr|Mrs|Ms|Dr|Me)\.? )?{_CAPITALISED}(,? (de |du |van |von )?{_CAPITALISED}){{1,3}}"
)
_LIKE_NAMES = re.compile(rf"{_CAPITALISED}(,? {_CAPITALISED}){{0,3}}")
_ONLY_NAMES = re.compile(r"[A-Z]['’][A-Z].*|(Le|De|Du|Van|Von|Ben|El|Mac|Mc|Da|Di|Dos) ?[A-Z].*")
_DAMAGED = re.compile(r"[0-9]([.,][0-9]+)?[Ee]\+[0-9]{1,3}|[0-9][.,][0-9]+[Ee] ?[0-9]{1,3}")
_LEADING_ZERO = re.compile("0[0-9]+")


@dataclass(frozen=True)
class Evidence:
    """What is known of the cells of a column.

    Attributes:
        counts: how often each text occurs; estimates for a long file.
        empty: number of cells that hold nothing.
        is_hopeless: no type but text holds.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    empty: int = 0
    is_hopeless: bool = False

    def without(self, texts: frozenset[str]) -> Evidence:
        """Count some texts as empty."""
        counts = {text: count for text, count in self.counts.items() if text not in texts}
        return replace(self, counts=counts, empty=self.empty + self.total - sum(counts.values()))

    @property
    def total(self) -> int:
        """Number of filled cells."""
        return sum(self.counts.values())

    def share(self, form: re.Pattern[str]) -> float:
        """Give the share of the filled cells that have a form."""
        return sum(n for text, n in self.counts.items() if form.fullmatch(text)) / self.total if self.total else 0.0


def guess_column(id_: str, header: str, evidence: Evidence, dates: DatesFound | None, marks: Marks) -> ColumnGuess:
    """Declare one column.

    Args:
        id_: its id.
        header: its heading.
        evidence: its cells, without those that mean nothing.
        dates: the dates among them.
        marks: how numbers are written in the file.
    """
    guess = ColumnGuess(id=id_, header=header, type="text", required=evidence.empty == 0)
    if not evidence.total:
        personal = names_a_person(header) or names_free_text(header)
        return replace(guess, personal=personal, doubts=(say(told.NO_CELL),))
    return _with_damage(_by_cells(guess, evidence, dates, marks), evidence)


def _by_cells(guess: ColumnGuess, evidence: Evidence, dates: DatesFound | None, marks: Marks) -> ColumnGuess:
    """Declare a column that has cells."""
    header = guess.header
    if evidence.is_hopeless:
        hopeless = _as_person(guess, evidence) or guess
        return hopeless if hopeless.personal else _with_suspicion(hopeless, evidence)
    is_birth = names_a_birth(header)
    found = None if is_birth else _as_dates(guess, evidence, dates) or _as_boolean(guess, evidence)
    found = found or _as_person(guess, evidence) or _as_number(guess, evidence, marks)
    found = found or _as_text(guess, evidence, dates)
    found = found if found.personal or found.doubts else _with_suspicion(found, evidence)
    return _with_unit(found) if COLUMN_TYPES[found.type].holds_numbers and not found.percent else found


def _with_damage(guess: ColumnGuess, evidence: Evidence) -> ColumnGuess:
    """Say where a spreadsheet wrote long numbers with an exponent.

    An example is given unless the column is personal.
    """
    damaged = [text for text in evidence.counts if _DAMAGED.fullmatch(text)]
    holds_ids = guess.personal or names_codes(guess.header) or names_a_key(guess.header)
    if not damaged or not (holds_ids or evidence.share(_DAMAGED) >= _HALF):
        return guess
    doubt = say(told.DAMAGED_PERSONAL) if guess.personal else say(told.DAMAGED, example=min(damaged))
    return replace(guess, doubts=(*guess.doubts, doubt), values=())


def _with_unit(guess: ColumnGuess) -> ColumnGuess:
    """Add the unit of a column of times, or a doubt.

    There is a doubt where the heading has no unit.
    """
    if guess.doubts:  # numbers that are dates have no unit
        return guess
    unit = unit_of(guess.header)
    doubt = None if unit else unit_doubt(guess.header)
    return replace(guess, unit=unit, doubts=(doubt,) if doubt else ())


def _with_suspicion(guess: ColumnGuess, evidence: Evidence) -> ColumnGuess:
    """Add a doubt where heading and cells differ.

    The list of values goes: one of such cells would help nobody.
    """
    doubts = suspicions(guess.header, guess.type, evidence.counts)
    return replace(guess, doubts=doubts, values=()) if doubts else guess


def _as_dates(guess: ColumnGuess, evidence: Evidence, dates: DatesFound | None) -> ColumnGuess | None:
    if dates is None or dates.fitting < MOST * evidence.total:
        return None
    doubts = [say(told.COMPACT_DATES)] if dates.formats[0].startswith(("%Y%m", "%d%m")) else []
    zone = None if has_offset(dates.formats) else zone_named(guess.header)
    if zone:
        doubts.append(say(told.ZONE_HEADING, zone=zone))
    type_: ColumnType = "datetime" if dates.has_times else "date"
    return replace(guess, type=type_, formats=dates.formats, doubts=tuple(doubts))


def _as_boolean(guess: ColumnGuess, evidence: Evidence) -> ColumnGuess | None:
    """Declare yes and no in words.

    Where one of the two never comes, it is added in the same letters.
    """
    short = [text for text in evidence.counts if len(text) <= _LONGEST_WORD]
    for yes, no in TRUE_FALSE_WORDS:
        trues = sorted(text for text in short if plain(text) == yes)
        falses = sorted(text for text in short if plain(text) == no)
        words = sum(evidence.counts[text] for text in (*trues, *falses))
        if words < MOST * evidence.total or (len(yes) == 1 and not (trues and falses)):
            continue
        doubts: tuple[str, ...] = ()
        if not (trues and falses):
            like = (trues or falses)[0]
            other = no if trues else yes
            added = other.upper() if like.isupper() else other.capitalize() if like[0].isupper() else other
            doubts = (say(told.WORD_ADDED, word=added),)
            trues, falses = trues or [added], falses or [added]
        return replace(guess, type="boolean", true_values=tuple(trues), false_values=tuple(falses), doubts=doubts)
    return None


def _as_person(guess: ColumnGuess, evidence: Evidence) -> ColumnGuess | None:
    """Declare a column that tells who somebody is: personal text."""
    if names_a_person(guess.header):
        return replace(guess, personal=True)
    if names_free_text(guess.header) and not all(text.isdigit() for text in evidence.counts):
        return replace(guess, personal=True)
    doubt = None if names_a_case(guess.header) else personal_looks(evidence)
    if doubt and since_1970(guess.header, evidence.counts):
        return None
    if (
        not doubt
        and not names_a_case(guess.header)
        and not names_a_category(guess.header)
        and _are_like_names(evidence)
    ):
        doubt = say(told.LIKE_NAMES)
    return replace(guess, personal=True, doubts=(doubt,)) if doubt else None


def personal_looks(evidence: Evidence) -> Sentence | None:
    """Say by what the cells look like a way to reach somebody."""
    for form, doubt in _PERSONAL_CELLS:
        if evidence.share(form) >= _HALF:
            return say(doubt)
    return None


def _are_like_names(evidence: Evidence) -> bool:
    """Whether the cells are capitalised words, often two together."""
    if evidence.share(_LIKE_NAMES) < MOST:
        return False
    return evidence.share(_FULL_NAME) >= _HALF or evidence.share(_ONLY_NAMES) >= _SOME_NAMES


def _as_number(guess: ColumnGuess, evidence: Evidence, marks: Marks) -> ColumnGuess | None:
    counts = evidence.counts
    if percent_share(counts, marks) >= MOST:
        return replace(guess, type="number", percent=True)
    if names_codes(guess.header) or any(map(_LEADING_ZERO.fullmatch, counts)):
        return None
    number, integer = number_share(counts, marks), integer_share(counts, marks)
    if integer >= MOST and integer >= number:
        return replace(guess, type="integer")
    return replace(guess, type="number") if number >= MOST else None


def _as_text(guess: ColumnGuess, evidence: Evidence, dates: DatesFound | None) -> ColumnGuess:
    if dates is not None and dates.fitting >= _HALF * evidence.total:
        return replace(guess, doubts=(say(told.MOSTLY_MOMENTS if dates.has_times else told.MOSTLY_DAYS),))
    values = sorted(evidence.counts, key=lambda text: (plain(text), text))
    if (
        1 < len(values) <= _MOST_VALUES
        and evidence.total >= max(_FEWEST_CELLS, _CELLS_PER_VALUE * len(values))
        and all(len(value) <= _LONGEST_VALUE and "\n" not in value for value in values)
        and not names_a_case(guess.header)
    ):
        is_lonely = evidence.total >= _ENOUGH_CELLS and min(evidence.counts.values()) == 1
        doubts = (say(told.LONELY_VALUE),) if is_lonely else ()
        return replace(guess, values=tuple(values), doubts=doubts)
    return guess


def looks_french(headers: Sequence[str], delimiter: str, decimal: str) -> Sentence | None:
    """Say by what a file looks French; None when it does not."""
    if delimiter == ";":
        return say(of_source.FRENCH_DELIMITER)
    if any(not header.isascii() and any(char in "àâçéèêëîïôùûœ°" for char in header.lower()) for header in headers):
        return say(of_source.FRENCH_ACCENTS)
    if {"le", "de", "du", "nom", "numero", "dossier", "montant", "jour", "mois", "annee"} & {
        word for header in headers for word in words_of(header)
    }:
        return say(of_source.FRENCH_HEADINGS)
    return say(of_source.FRENCH_DECIMAL) if decimal == "," else None
