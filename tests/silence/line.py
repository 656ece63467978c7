"""What a line of the table is: what goes in, and the figures and words that must come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pandas as pd

Content = str | bytes | Callable[[Path], None]
"""Text is written in UTF-8, its line ends as they are; a function makes what stands at the path that it is given."""
Frames = Callable[[], Mapping[str, pd.DataFrame]]

EngineName = Literal["duckdb", "pandas", "spark"]
EVERY_ENGINE: tuple[EngineName, ...] = ("duckdb", "pandas", "spark")
FILES_ONLY: tuple[EngineName, ...] = ("duckdb", "spark")
ONE_ENGINE: tuple[EngineName, ...] = ("duckdb",)
FRAMES_ONLY: tuple[EngineName, ...] = ("pandas",)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table.

    Attributes:
        files: what lies in the data folder, by name.
        rules: the rule file, `rules.yaml`; where there is none, none is written.
        command: words of the command line behind `gpj-kpi`; `report`, `check` and `cases` get their rules and data.
        engines: on which the line must hold. On pandas the same files are read as frames of texts.
        frames: frames by source, for pandas, in place of the files.
        status: exit status; on pandas 0 is a result, and every other one a refusal, but that of `check`.
        figures: what results must be, by `INDICATOR [PERIOD [GROUP]]`; a period left out is the whole. Words of a
            figure are `8/30` (numerator and denominator), `=12.5` (value), `<4` or `>=10` (what the digits of the value
            must hold), a status and a coverage, each if it matters.
        compared: what results are compared with, by `INDICATOR PERIOD`: its label, its value, the difference (`-` for
            none) and its coverage.
        says: words on stdout, on stderr or in an issue, in English.
        says_fr: the same in French: the line is run once more with `--lang fr`.
        silent: words that must not be said.
        environment: further variables of the environment.
        left: files that must stand beside `data` at the end, by name, each as it must be; None: it may not exist.
    """

    files: Mapping[str, Content] = field(default_factory=dict)
    rules: str | None = None
    command: str = "report --year 2008 --by year"
    engines: Sequence[EngineName] = ONE_ENGINE
    frames: Frames | None = None
    status: int = 0
    figures: Mapping[str, str] = field(default_factory=dict)
    compared: Mapping[str, str] = field(default_factory=dict)
    says: Sequence[str] = ()
    says_fr: Sequence[str] = ()
    silent: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, bytes | None] = field(default_factory=dict)


Table = Mapping[str, Line]
"""Lines by their name, which opens with the number of the kind in README.md: `03 letters of a format`."""
