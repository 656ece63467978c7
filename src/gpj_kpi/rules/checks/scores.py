"""What the scores of a column must fit: its type, its scale, and what stands for nothing.

Law: a score that no row could ever have is refused.
"""

from __future__ import annotations

from fractions import Fraction

from gpj_kpi.rules.models.columns import Column
from gpj_kpi.rules.models.sources import Source
from gpj_kpi.rules.text.faults import FaultList, RulePath, shown
from gpj_kpi.sentences import amounts as sentences
from gpj_kpi.sentences.sentence import say

_BEYOND, _SMALLEST = 10**9, Fraction(1, 10**6)


def check_scores(column: Column, source: Source, path: RulePath, found: FaultList) -> None:
    """Check the scores of one column."""
    if column.scores is None or not found.is_sound(*path, "scores"):
        return
    if column.percent and found.is_sound(*path, "percent"):
        found.refuse("contradiction", say(sentences.SCORES_ARE_NO_PERCENTAGES), *path, "scores", at_key=True)
        return
    for text, score in column.scores:
        place = (*path, "scores", text)
        if text == "" or text in source.null_values:
            found.refuse("contradiction", say(sentences.SCORE_NEVER_FOUND, read=shown(text)), *place, at_key=True)
        elif column.type == "integer" and score.denominator > 1:
            found.refuse("bad_value", say(sentences.SCORE_NOT_WHOLE, read=_write(score)), *place)
        elif abs(score) >= _BEYOND or score % _SMALLEST:
            found.refuse("bad_value", say(sentences.SCORE_TOO_LONG, read=_write(score)), *place)
        elif column.scale is not None and not column.scale[0] <= score <= column.scale[1]:
            lowest, highest = column.scale
            message = say(sentences.SCORE_OFF_SCALE, read=_write(score), lowest=lowest, highest=highest)
            found.refuse("off_scale", message, *place)


def _write(score: Fraction) -> str:
    return f"{score}" if score.denominator == 1 else f"{float(score):g}"
