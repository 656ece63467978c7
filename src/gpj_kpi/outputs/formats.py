"""The formats in which results are written to files, each with its suffix and its writer.

Law: a new format takes a module of its own and an entry here. Its module is loaded only when the format is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from gpj_kpi.errors import UsageError

if TYPE_CHECKING:
    from gpj_kpi.evaluation.evaluation import Evaluation
    from gpj_kpi.outputs.words.wording import Wording

FormatName = Literal["csv", "json"]


@dataclass(frozen=True)
class Edition:
    """What a writer needs beside the evaluation.

    Attributes:
        tool: name and version of the program, e.g. `gpj-kpi 0.1.0`.
        wording: the language, for formats that people read.
    """

    tool: str
    wording: Wording


Writer: TypeAlias = "Callable[[Evaluation, Edition], bytes]"
"""Returns a whole file, or all that stdout gets."""


@dataclass(frozen=True)
class Format:
    """One format of files.

    Attributes:
        suffix: how the names of its files end, in small letters.
        write: returns a whole file.
    """

    suffix: str
    write: Writer


def _write_csv(evaluation: Evaluation, _: Edition) -> bytes:
    from gpj_kpi.outputs import csv  # noqa: PLC0415 - loads the data libraries

    return csv.render(evaluation)


def _write_json(evaluation: Evaluation, edition: Edition) -> bytes:
    from gpj_kpi.outputs import json  # noqa: PLC0415 - loads the data libraries

    return json.render(evaluation, tool=edition.tool)


FORMATS: Mapping[FormatName, Format] = {
    "csv": Format(".csv", _write_csv),
    "json": Format(".json", _write_json),
}
"""By the name that `--format` takes, in the order in which messages list them."""


def format_of(path: Path, known: Iterable[FormatName], option: str = "--output") -> FormatName:
    """Find the format of a file by its suffix.

    Args:
        path: of the file.
        known: the formats that may be written.
        option: that named the file, for the message.

    Raises:
        UsageError: the suffix belongs to none of them.
    """
    suffixes = {FORMATS[name].suffix: name for name in known}
    found = suffixes.get(path.suffix.lower())
    if found is None:
        message = f'{option} {path}: no format is written to "{path.suffix}". Expected a name that ends in '
        raise UsageError(f"{message}{' or '.join(suffixes)}.")
    return found
