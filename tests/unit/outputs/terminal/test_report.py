from __future__ import annotations

from rich.console import Console
from tests.unit.outputs.terminal.conftest import Draw, report, row

from gpj_kpi.outputs.report.compose import Report
from gpj_kpi.outputs.report.rows import Section
from gpj_kpi.outputs.terminal.report import render
from gpj_kpi.outputs.words.english import ENGLISH

AT_60 = """\
Essai   2024   rules.yaml (sha256 0123456789)

                     Q1     Q2     Q3     Q4   2024
Opening ───────────────────────────── not kept, near
  Opened in time  75.0%▽ 75.0%▽ 75.0%▽ 75.0%▽~75.0%▽
    not kept, near   limit 48 hours   target 100%
                     n 4, 1 pending   published 80% ✗

▽ target not kept, but near   tracked: not judged

Data read  read = cases + rejected + duplicates
  Claims      7 =     5 +        1 +          1
    as of 2024-12-30 12:00
Verified.
"""


def _draw(draw: Draw, said: Report, width: int) -> str:
    def render_it(console: Console) -> None:
        render(said, ENGLISH, console)

    return draw(render_it, width)


def test_a_report_is_title_table_and_what_stands_under_it(draw: Draw) -> None:
    """The status of a commitment stands at the right end of the table, whatever the width of the console."""
    assert _draw(draw, report(), 60) == AT_60


def test_a_console_may_be_narrower_than_a_report(draw: Draw) -> None:
    """Nothing is cut at 20 columns: lines are as long as at 60."""
    assert _draw(draw, report(), 20) == _draw(draw, report(), 60)


def test_a_long_title_is_wrapped_before_its_rule(draw: Draw) -> None:
    """The rule and the status stand behind the last words of the title."""
    title = "A commitment whose title is longer than the table of its figures is wide"
    said = report(sections=(Section(title, "missed", (row(),)),))
    first, second = _draw(draw, said, 60).splitlines()[3:5]
    assert f"{first} {second}".startswith(f"{title} ──")
    assert second.endswith("── not kept")
