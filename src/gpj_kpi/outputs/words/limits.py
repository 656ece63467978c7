"""Limits in words, in both languages.

Law: a limit is said with all that is in it, by the headings that stand in the export.
"""

from __future__ import annotations

from collections.abc import Mapping

from gpj_kpi.calendars.limits import Limit
from gpj_kpi.outputs.words.wording import Wording
from gpj_kpi.rules import CaseLimit, ClassLimit, Column, ColumnLimit, LaterLimit, LeadLimit
from gpj_kpi.safe_text import one_line
from gpj_kpi.sentences.clocks import limits as sentences
from gpj_kpi.sentences.sentence import in_language, say


def word_limit(limit: CaseLimit, columns: Mapping[str, Column], wording: Wording) -> str:
    """Write a limit: `10 jours ouvrés`, a due date, or several limits."""

    def in_words(below: CaseLimit) -> str:
        return word_limit(below, columns, wording)

    def heading(column: str) -> str:
        return one_line(columns[column].header)

    match limit:
        case Limit():
            return wording.limit(limit)
        case ColumnLimit():
            due = wording.report.before_due if limit.strict else wording.report.by_due
            return due.format(heading(limit.column))
        case LeadLimit():
            said = say(sentences.LEAD, length=in_words(limit.lead), heading=heading(limit.column))
        case LaterLimit():
            said = say(sentences.LATER, length=in_words(limit.within), heading=heading(limit.column))
        case ClassLimit():
            none = in_language(say(sentences.NOTHING_PROMISED), wording.language)
            classes = [f"{one_line(value)} {none if each is None else in_words(each)}" for value, each in limit.of]
            said = say(sentences.BY, heading=heading(limit.column), classes=", ".join(classes))
        case _:
            wordings = sentences.EARLIEST if limit.mode == "first" else sentences.LATEST
            said = say(wordings, limits=wording.semicolon.join(in_words(each) for each in limit.of))
    return in_language(said, wording.language)
