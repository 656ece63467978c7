"""Where a fault stands: file, line, column, and place in the rule file."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

LINE = Wordings(en="line {line}", fr="ligne {line}")
NUMBERED_COLUMN = Wordings(en="column {column}", fr="colonne {column}")
NAMED_COLUMN = Wordings(en='column "{column}"', fr="colonne «\u00a0{column}\u00a0»")
