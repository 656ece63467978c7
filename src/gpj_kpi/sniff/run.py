"""Guess an export, read all of it by that guess, and guess again with the cells that did not fit.

Law: a block is returned only if the whole file was read by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gpj_kpi.rules import Source
from gpj_kpi.sentences.sentence import Spoken, say
from gpj_kpi.sentences.sniffing import refusals as refused
from gpj_kpi.sniff.block import render
from gpj_kpi.sniff.columns import Evidence
from gpj_kpi.sniff.contents import Contents, read_contents, refusal
from gpj_kpi.sniff.findings import Findings, add_findings, misfit_kinds
from gpj_kpi.sniff.guess import SourceGuess
from gpj_kpi.sniff.keys import DistinctShare, choose_key
from gpj_kpi.sniff.layouts import Layout, begins_like, find_layout
from gpj_kpi.sniff.proof import WholeReading, proven_rules, read_whole
from gpj_kpi.sniff.sources import ColumnRead, columns_of, evidence_of, guess_source

_MOST_READINGS = 5
_MOST_MISFITS = 0.25
_LIKELY_KEY = 0.9


@dataclass(frozen=True)
class _Known:
    """What is known of a file, more after each reading."""

    path: Path
    contents: Contents
    layout: Layout
    columns: Sequence[ColumnRead]
    evidence: Mapping[str, Evidence]

    def guess(self, share_of: DistinctShare) -> SourceGuess:
        """Declare the source, with its key."""
        guess = guess_source(self.path.name, self.contents, self.layout, self.columns, self.evidence)
        key = choose_key(guess.columns, self.evidence, share_of, subject=guess.id)
        columns = [
            replace(column, required=True, personal=False) if column.id in key.columns else column
            for column in guess.columns
        ]
        return replace(
            guess,
            key=key.columns,
            repeated=key.repeated,
            rival=key.rival,
            columns=tuple(columns),
            doubts={**guess.doubts, "key": key.doubts},
        )


def sniff(path: Path, language: Spoken = "en") -> str:
    """Guess the declaration of an export, and read the export by it.

    Args:
        path: a CSV file.
        language: of the comments.

    Returns:
        The `sources` part of a rule file, as YAML: it loads, and reads the file.

    Raises:
        ExportError: the file cannot be read, or nothing tells how.
    """
    _require_file(path)
    path = path.absolute()  # the engine would take a name that begins with ~ for a folder of somebody
    contents = read_contents(path)
    layout = find_layout(path, contents)
    columns = columns_of(layout)
    if not columns:
        raise refusal(path, "no_header", say(refused.NO_OWN_HEADING))
    sample = evidence_of(layout, columns)
    known = _Known(path, contents, layout, columns, sample)
    guess = known.guess(_sample_shares(layout, columns))
    counted: dict[tuple[str, ...], float] = {}
    for number in range(1, _MOST_READINGS + 1):
        block = render(guess)
        with read_whole(path, block, guess.id) as reading:
            _require_fit(path, reading, contents)
            known = _with_faults(known, sample, reading, is_late=number >= _MOST_READINGS - 2)
            better = known.guess(_whole_shares(guess, reading, known, counted))
            if number == _MOST_READINGS or _is_read_alike(render(better), block, guess.id):
                _require_sound(path, reading)
                findings = Findings(reading, reading.distinct_share(better.key), contents.has_backslashes)
                final = render(add_findings(better, findings), language)
                break
        guess = better
    proven_rules(final, guess.id)
    return final


def _require_file(path: Path) -> None:
    if not path.exists():
        is_named = str(path) == path.name
        raise refusal(path, "no_file", say(refused.NO_FILE) if is_named else say(refused.NO_FILE_AT, path=path))
    if not path.is_file():
        raise refusal(path, "not_a_file", say(refused.FOLDER if path.is_dir() else refused.NOT_REGULAR))
    if "\\" in path.name or not path.name.isprintable():
        raise refusal(path, "unsafe_path", say(refused.UNSAFE_NAME))


def _sample_shares(layout: Layout, columns: Sequence[ColumnRead]) -> DistinctShare:
    places = {column.id: column.place for column in columns}

    def share(ids: tuple[str, ...]) -> float:
        keys = [tuple(record[places[id_]] for id_ in ids) for record in layout.records]
        return len(set(keys)) / len(keys) if keys else 0.0

    return share


def _whole_shares(
    guess: SourceGuess, reading: WholeReading, known: _Known, counted: dict[tuple[str, ...], float]
) -> DistinctShare:
    """Give how many different keys the whole file has, per row.

    What the sample rules out is not counted again.

    What was `counted` once holds for a column that the next guess takes for personal, and does not read.
    """
    of_sample = _sample_shares(known.layout, known.columns)
    shown = {column.id for column in guess.columns if not column.personal}

    def share(ids: tuple[str, ...]) -> float:
        sampled = of_sample(ids)
        if sampled < _LIKELY_KEY or not shown.issuperset(ids):
            return counted.get(ids, sampled)
        counted[ids] = reading.distinct_share(ids)
        return counted[ids]

    return share


def _require_fit(path: Path, reading: WholeReading, contents: Contents) -> None:
    """Refuse a file that was not understood: too many bad records."""
    misfits = sum(reading.misfits.values())
    if misfits + reading.further_lines > _MOST_MISFITS * (reading.rows + reading.further_lines):
        kind = misfit_kinds([code for code, _ in reading.misfits.most_common(1)])
        message = say(
            refused.BACKSLASHES if contents.has_backslashes else refused.MALFORMED,
            count=misfits,
            rows=reading.rows,
            kinds=kind,
        )
        raise refusal(path, "malformed_records", message, reading.first_lines().get(""))


def _require_sound(path: Path, reading: WholeReading) -> None:
    """Refuse a file without a row that can be read."""
    if not reading.sound:
        raise refusal(path, "no_record", say(refused.NO_SOUND_ROW, rows=reading.rows))


def _with_faults(known: _Known, sample: Mapping[str, Evidence], reading: WholeReading, *, is_late: bool) -> _Known:
    """Add the cells at fault to what is known.

    The sample stands for the sound rows, they for themselves.
    """
    evidence = dict(known.evidence)
    for id_, faults in reading.faults.items():
        before, of_sample = known.evidence[id_], sample[id_]
        factor = max(1, reading.rows // max(1, of_sample.total + of_sample.empty))
        counts = {text: count * factor for text, count in of_sample.counts.items()}
        counts |= {text: count for text, count in before.counts.items() if text not in of_sample.counts}
        counts |= {text: count for text, count in faults.texts.items() if text and not _is_footer(text, known.layout)}
        evidence[id_] = Evidence(
            counts=counts,
            empty=max(before.empty, of_sample.empty * factor, faults.codes["missing_value"]),
            is_hopeless=before.is_hopeless or faults.is_cut or is_late,
        )
    layout = known.layout
    if reading.misfits["repeated_header"]:
        layout = replace(layout, repeated_headers=True)
    return replace(known, evidence=evidence, layout=layout)


def _is_footer(text: str, layout: Layout) -> bool:
    """Whether a cell begins a record that is a footer line."""
    return bool(layout.like_footer) and begins_like(text, layout.footer)


def _is_read_alike(block: str, other: str, name: str) -> bool:
    """Whether two blocks read a file alike.

    Their keys and comments do not matter.
    """
    if block == other:
        return True
    sources: list[Source] = [proven_rules(each, name).sources[name] for each in (block, other)]
    return sources[0].model_copy(update={"key": ()}) == sources[1].model_copy(update={"key": ()})
