from __future__ import annotations

from dataclasses import replace

from tests.cli.conftest import CLAIMS, RULES, SCORES
from tests.unit.outputs.conftest import Evaluate

from gpj_kpi import Evaluation
from gpj_kpi.errors import Issue
from gpj_kpi.outputs.report.issues import RejectedRows, count_rejected, list_notices
from gpj_kpi.outputs.words.english import ENGLISH
from gpj_kpi.outputs.words.french import FRENCH

LENIENT = RULES.replace("    key: sheet_id\n", "    key: sheet_id\n    max_rejected: 90%\n")


def test_rejected_rows_are_counted_by_reason(evaluation: Evaluation) -> None:
    """A6 was received on 31 February, in line 8 of the export."""
    assert count_rejected(evaluation, FRENCH) == RejectedRows(
        heading="Lignes rejetées\u00a0: 1",
        reasons=(("1", "date et heure illisibles"),),
        first=(
            'dossiers_2024.csv, ligne 8, «\u00a0Reçu le\u00a0»\u00a0: date et heure illisibles, "31/02/2024 10:00"',
        ),
        more="",
    )


def test_no_rejected_row_is_none(evaluate_small: Evaluate) -> None:
    """An export without faults has nothing to say."""
    assert count_rejected(evaluate_small(claims=CLAIMS.replace("31/02/2024", "28/02/2024")), ENGLISH) is None


def test_the_first_five_are_listed_and_the_others_counted(evaluate_small: Evaluate) -> None:
    """Eight sheets and a claim: the more frequent reason comes first, and four are not listed."""
    scores = SCORES + "".join(f"F{n};32/01/2024;4\n" for n in range(10, 17)) + ";01/02/2024;4\n"
    found = count_rejected(evaluate_small(LENIENT, scores=scores), ENGLISH)
    assert found is not None
    assert found.heading == "Rejected rows: 9"
    assert found.reasons == (("7", "not a date"), ("1", "not a date and time"), ("1", "required cell empty"))
    assert len(found.first) == 5
    assert found.more == "and 4 more: --issues FILE.csv writes them all"


def test_six_are_listed_whole(evaluate_small: Evaluate) -> None:
    """A line that says one more would take as much room as the one that it stands for."""
    scores = SCORES + "".join(f"F{n};32/01/2024;4\n" for n in range(10, 15))
    found = count_rejected(evaluate_small(LENIENT, scores=scores), ENGLISH)
    assert found is not None
    assert (len(found.first), found.more) == (6, "")


def test_faults_are_counted_beside_rows_where_they_differ(evaluate_small: Evaluate) -> None:
    """One row with two cells at fault, beside the claim with one."""
    found = count_rejected(evaluate_small(LENIENT, scores=SCORES + "F9;32/01/2024;quatre\n"), ENGLISH)
    assert found is not None
    assert found.heading == "Rejected rows: 2 (3 faults)"


def test_a_cell_moves_no_cursor(evaluate_small: Evaluate) -> None:
    """An escape sequence in what was read is spelled out."""
    found = count_rejected(evaluate_small(LENIENT, scores=SCORES + "F9;\x1b[2J;4\n"), ENGLISH)
    assert found is not None
    assert any('"\\x1b[2J"' in entry for entry in found.first)


def test_notices_are_counted_by_source(evaluate_small: Evaluate) -> None:
    """02:30 of 27 October 2024 occurs twice: two claims were received at that time."""
    claims = CLAIMS + "".join(f"B{n};27/10/2024 02:30;28/10/2024 09:00;courrier\n" for n in range(2))
    assert list_notices(evaluate_small(claims=claims), ENGLISH) == (
        "times that occur twice (autumn change of clock), read as the first: Dossiers\u00a02",
    )


def test_no_notice_is_no_line(evaluation: Evaluation) -> None:
    """Nothing is to be noted of the small exports."""
    assert list_notices(evaluation, ENGLISH) == ()


def notice(code: str, **more: object) -> Issue:
    """A notice on claims."""
    return Issue(code=code, message="x", source="claims", severity="notice", **more)  # type: ignore[arg-type]


def test_a_single_cell_is_shown_with_its_place(evaluation: Evaluation) -> None:
    """One date stands alone: file, line, column and what was read are on the face of the report."""
    lone = notice("lone_date", file="dossiers_2024.csv", line=118, column="Ouvert le", read="05/01/2028")
    (line,) = list_notices(replace(evaluation, issue_list=(lone,)), FRENCH)
    assert line.endswith("\u00a0: Dossiers (dossiers_2024.csv, ligne 118, «\u00a0Ouvert le\u00a0»)\u00a0: 05/01/2028")


def test_ten_subjects_are_shown_and_the_others_counted(evaluation: Evaluation) -> None:
    """Twenty-two missing files are ten and twelve more; eleven are shown whole, as the line of one more is as long."""
    missing = [notice("expected_file", read=f"dossiers_{number}.csv") for number in range(1, 23)]
    (line,) = list_notices(replace(evaluation, issue_list=tuple(missing)), FRENCH)
    assert "\u00a0: Dossiers (dossiers_1.csv, dossiers_2.csv, " in line
    assert ", dossiers_10.csv), et 12 autres\u00a0: --issues FICHIER.csv les écrit" in line
    assert "dossiers_11.csv" not in line
    (line,) = list_notices(replace(evaluation, issue_list=tuple(missing[:11])), FRENCH)
    assert line.endswith(", dossiers_10.csv, dossiers_11.csv)")


def test_a_gap_is_shown_with_its_days(evaluation: Evaluation) -> None:
    """Beside the figures stands that there is one; here stands where."""
    gap = notice("coverage_gap", read="2024-05-01/2024-06-30")
    found = replace(evaluation, issue_list=(gap,))
    assert list_notices(found, ENGLISH)[0].endswith(": Dossiers (2024-05-01 – 2024-06-30)")
    assert list_notices(found, FRENCH)[0].endswith("\u00a0: Dossiers (01/05/2024 – 30/06/2024)")


def test_days_and_periods_are_read_in_words(evaluation: Evaluation) -> None:
    """As the language writes them, each source once; what is no day, such as a file name, stays as it is."""
    read = {
        "expected_rows": ("2024-05: 1805", "2024-Q2: 0"),
        "expected_cases": ("2024-W20", "2024-05-30"),
        "expected_file": ("2024-05", "dossiers_2024-06.csv"),
    }
    notices = [notice(code, read=each) for code, reads in read.items() for each in reads]
    lines = list_notices(replace(evaluation, issue_list=tuple(notices)), FRENCH)
    assert [line.rpartition("Dossiers ")[2] for line in lines] == [
        "(mai 2024\u00a0: 1\u202f805, T2 2024\u00a0: 0)",
        "(S20 2024, 30/05/2024)",
        "(2024-05, dossiers_2024-06.csv)",
    ]


def test_what_was_read_several_times_has_a_count(evaluation: Evaluation) -> None:
    """Two files of one name lie in two folders, one of another; a notice that read nothing is counted."""
    notices = [notice("unread_file", read=each) for each in ("a.CSV", "b.CSV", "a.CSV")]
    (line,) = list_notices(replace(evaluation, issue_list=(*notices, notice("unread_file"))), ENGLISH)
    assert line.endswith(": Dossiers (a.CSV)\u00a02, Dossiers (b.CSV), Dossiers\u00a01")
