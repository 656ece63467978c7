from __future__ import annotations

from tests.unit.outputs.terminal.conftest import report

from gpj_kpi.outputs.report.counts import LeftOut, SourceCounts, Sources
from gpj_kpi.outputs.report.issues import RejectedRows
from gpj_kpi.outputs.report.legend import Entry
from gpj_kpi.outputs.report.rows import Cell
from gpj_kpi.outputs.report.versions import Version, VersionedIndicator
from gpj_kpi.outputs.terminal.underneath import draw_legend, draw_underneath
from gpj_kpi.outputs.words.english import ENGLISH

TWO = (
    SourceCounts("Claims", "1,207", "1,205", "1", "1", "2024-12-30 12:00"),
    SourceCounts("Sheets of satisfaction", "2", "2", "0", "0", "–"),
)


def under(width: int = 80, **more: object) -> list[str]:
    """The lines under the table."""
    return [line.plain for line in draw_underneath(report(**more), width, ENGLISH)]


def test_marks_of_one_letter_need_no_colon() -> None:
    """A word or a unit is set apart from its meaning by one."""
    entries = [Entry("~", "provisional"), Entry("tracked", "not judged"), Entry("b.d.", "business days")]
    (line,) = draw_legend(entries, 80, ENGLISH)
    assert line.plain == "~ provisional   tracked: not judged   b.d.: business days"


def test_sources_stand_in_columns_that_add_up() -> None:
    """Rows read = cases + rejected + duplicates, and the as-of of each source in its column."""
    assert under(90, sources=Sources(TWO, ""))[:5] == [
        "",
        "Data read                  read = cases + rejected + duplicates  as of",
        "  Claims                  1,207 = 1,205 +        1 +          1  2024-12-30 12:00",
        "  Sheets of satisfaction      2 =     2 +        0 +          0  –",
        "Verified.",
    ]


def test_the_as_of_stands_below_where_there_is_no_room() -> None:
    """At 60 columns 21 cells are left to the labels; with the as-of beside them there would be 3."""
    assert under(60, sources=Sources(TWO, ""))[1:7] == [
        "Data read               read = cases + rejected + duplicates",
        "  Claims               1,207 = 1,205 +        1 +          1",
        "    as of 2024-12-30 12:00",
        "  Sheets of                2 =     2 +        0 +          0",
        "  satisfaction",
        "    as of –",
    ]


def test_one_as_of_for_all_is_one_line() -> None:
    """The column gives way to a sentence under the sources."""
    found = under(sources=Sources((SourceCounts("Claims", "2", "2", "0", "0", ""),), "Data as of 2024-12-31 24:00"))
    assert found[1:4] == [
        "Data read  read = cases + rejected + duplicates",
        "  Claims      2 =     2 +        0 +          0",
        "Data as of 2024-12-31 24:00",
    ]


def test_cases_left_out_are_listed_by_indicator() -> None:
    """Under a heading of their own."""
    assert under(left_out=(LeftOut("Opened in time", "excluded 3"),))[-3:] == [
        "",
        "Cases left out of the figure (excluded by the rule, or impossible to judge)",
        "  Opened in time: excluded 3",
    ]


def test_versions_are_listed_under_their_indicator() -> None:
    """Days, what is asked, the figure with its marks, the cases, the status, and where it was published."""
    cell = Cell("50.0%", "missed", is_provisional=True)
    versions = (
        Version("2024-01-01 – 2024-03-31", ("48 hours", "target 60%"), cell, ("n 2", "1 pending"), True, "Charter"),  # noqa: FBT003
        Version("2024-04-01 – 2024-12-31", (), Cell("–", "no_data", is_provisional=False), (), False, ""),  # noqa: FBT003
    )
    found = under(200, versions=(VersionedIndicator("Opened in time", versions),))
    assert [line.replace("\u00a0", " ") for line in found[-4:]] == [
        "Rules that change inside the period",
        "  Opened in time",
        "    2024-01-01 – 2024-03-31: 48 hours, target 60%: ~50.0%▼ (n 2, 1 pending) not kept; Charter",
        "    2024-04-01 – 2024-12-31: : –",
    ]


def test_rejected_rows_are_counted_then_listed() -> None:
    """Counts end below each other; what follows the first entries is said in one line."""
    rejected = RejectedRows(
        heading="Rejected rows: 12",
        reasons=(("11", "not a date"), ("1", "required cell empty")),
        first=('claims.csv, line 2, "Received": not a date, "x"',),
        more="and 11 more",
    )
    assert under(rejected=rejected)[-6:] == [
        "",
        "Rejected rows: 12",
        "  11  not a date",
        "   1  required cell empty",
        '  claims.csv, line 2, "Received": not a date, "x"',
        "  and 11 more",
    ]


def test_notices_are_paragraphs() -> None:
    """A long one is wrapped, and indented."""
    text = "lines at the foot of files set aside: Claims 2, Sheets of satisfaction 24"
    assert under(60, notices=(text,))[-3:] == [
        "Notices",
        "  lines at the foot of files set aside: Claims 2, Sheets of",
        "    satisfaction 24",
    ]


def test_nothing_to_say_has_no_heading() -> None:
    """A report without faults ends with what was verified."""
    assert under()[-1] == "Verified."
