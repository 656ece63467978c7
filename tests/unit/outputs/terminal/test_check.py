from __future__ import annotations

from rich.console import Console
from tests.unit.outputs.terminal.conftest import Draw

from gpj_kpi.outputs.report.check import Check, CheckRow
from gpj_kpi.outputs.terminal.check import render
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH
from gpj_kpi.outputs.words.wording import Wording

MISSED = CheckRow("Opening – In 24 h", "9.0%", "target 95%", "missed", "parts missed: Q2, Q4")
NEAR = CheckRow("Opening – In 48 h", "~75.0%", "target 100%", "near", "")


def _draw(draw: Draw, check: Check, width: int = 80, wording: Wording = ENGLISH) -> list[str]:
    def render_it(console: Console) -> None:
        render(check, wording, console)

    return draw(render_it, width).splitlines()


def test_a_target_that_is_not_kept_is_two_lines(draw: Draw) -> None:
    """Its name, then figure, target, status and parts in columns; the summary comes last."""
    assert _draw(draw, Check((MISSED, NEAR), (), "2024: near 1, missed 1.")) == [
        "Opening – In 24 h",
        "    9.0%   target 95%    not kept   parts missed: Q2, Q4",
        "Opening – In 48 h",
        "  ~75.0%   target 100%   not kept, near",
        "2024: near 1, missed 1.",
    ]


def test_parts_without_room_go_below(draw: Draw) -> None:
    """Nothing is cut, and no line is wider than the page."""
    assert _draw(draw, Check((MISSED,), (), "2024: missed 1."), 40) == [
        "Opening – In 24 h",
        "  9.0%   target 95%   not kept",
        "    parts missed: Q2, Q4",
        "2024: missed 1.",
    ]


def test_what_cannot_be_judged_in_full_is_a_line_each(draw: Draw) -> None:
    """It stands between the targets and the summary, under a heading of its own; what is long goes on below."""
    said = ("Claims, 2024: no data", "Claims: files that are expected and missing (claims_2024-05.csv)")
    assert _draw(draw, Check((), said, "2024: met 4."), 60) == [
        "Cannot be judged in full:",
        "  Claims, 2024: no data",
        "  Claims: files that are expected and missing",
        "    (claims_2024-05.csv)",
        "2024: met 4.",
    ]
    assert _draw(draw, Check((), said[:1], "2024."), wording=FRENCH)[0] == "Ne peut pas être jugé en entier :"


def test_nothing_missed_is_the_summary_alone(draw: Draw) -> None:
    """A cron job that says one line says that all is well."""
    assert _draw(draw, Check((), (), "2024: met 4.")) == ["2024: met 4."]
