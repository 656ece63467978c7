"""The period that the name of a file says, and the name of one that is missing."""

from __future__ import annotations

import pytest

from gpj_kpi.calendars.periods import parse_period
from gpj_kpi.cases.file_periods import FilePeriod


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("telephonie_2008-05.csv", "2008-05"),
        ("telephonie_200805.csv.gz", "2008-05"),
        ("telephonie_05-2008.csv", "2008-05"),
        ("telephonie 052008.csv", "2008-05"),
        ("2008_05 appels.csv", "2008-05"),
        ("appels-2008-05-31.csv", None),  # a day
        ("appels_2008-05_le_01-06.csv", "2008-05"),
        ("dossiers_2008-Q2.csv", "2008-Q2"),
        ("dossiers_2008-T2.csv", "2008-Q2"),
        ("dossiers_2008t2.csv", "2008-Q2"),
        ("dossiers_T2-2008.csv", "2008-Q2"),
        ("dossiers_q3 2008.csv", "2008-Q3"),
        ("dossiers_2TR2008.csv", None),
        ("dossiers_2008-S1.csv", None),  # half a year
        ("dossiers_2008-W05.csv", None),
        ("dossiers_2008-Q5.csv", None),
        ("dossiers_2007-2008.csv", None),
        ("dossiers_2008-5.csv", None),
        ("reclamations_2008.csv", "2008"),
        ("2007/reclamations_2008.csv", "2008"),  # the folder says nothing
        ("reclamations_2008_v2.csv", "2008"),
        ("appels_20080531.csv", None),  # digits that go on
        ("appels_2008-13.csv", None),  # there is no such month
        ("appels_2300.csv", None),  # nor a year that is read
        ("appels_1200_2008.csv", None),  # what the 1200 is cannot be told
        ("appels.csv", None),
    ],
)
def test_a_name_says_a_month_a_quarter_or_a_year(path: str, label: str | None) -> None:
    """The forms of the rule file's page are read, and no others."""
    found = FilePeriod.read(path)
    assert (None if found is None else found.period.label) == label


@pytest.mark.parametrize(
    ("path", "period", "name"),
    [
        ("telephonie_2008-04.csv", "2008-05", "telephonie_2008-05.csv"),
        ("telephonie_200804.csv.gz", "2008-05", "telephonie_200805.csv.gz"),
        ("telephonie_04-2008.csv", "2009-11", "telephonie_11-2009.csv"),
        ("dossiers_2008-T1.csv", "2008-Q2", "dossiers_2008-T2.csv"),
        ("dossiers_2008Q4.csv", "2009-Q1", "dossiers_2009Q1.csv"),
        ("dossiers_T4-2008.csv", "2009-Q1", "dossiers_T1-2009.csv"),
        ("2008/reclamations_2008.csv", "2009", "2008/reclamations_2009.csv"),
        ("appels_2008.csv", "2009-01", "appels_2009-01.csv"),  # of another kind of period
        ("appels_2008-04.csv", "2009", "appels_2009.csv"),
    ],
)
def test_a_missing_file_is_named_like_its_neighbour(path: str, period: str, name: str) -> None:
    """Only the period changes, written as it was."""
    found = FilePeriod.read(path)
    assert found is not None
    assert found.renamed(parse_period(period)) == name


def test_a_file_of_a_year_that_begins_in_february() -> None:
    """Its quarter is that of the house, its month is a month."""
    found = [FilePeriod.read(path, 2) for path in ("a_2008-Q1.csv", "a_2008.csv", "a_2008-01.csv")]
    days = [(each.period.first_day.isoformat(), each.period.last_day.isoformat()) for each in found if each]
    assert days == [("2008-02-01", "2008-04-30"), ("2008-02-01", "2009-01-31"), ("2008-01-01", "2008-01-31")]
