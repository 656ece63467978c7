"""What is expected of an export, as the rule file declares it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.unit.rules.rule_files import BASE, Fault, load_text, loaded, require_one_fault

from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.rules.models.exports.expectations import Expectations, ExpectedRows
from gpj_kpi.rules.models.sources import Source

KEY = "    key: claim_id\n"


def expecting(folder: Path, written: str) -> Expectations:
    """Load BASE with expectations of its source."""
    return loaded(folder, KEY, f"    expects: {written}\n{KEY}").sources["claims"].expects


def test_everything_that_may_be_expected(tmp_path: Path) -> None:
    """Files, rhythm, rows, quiet months and both ends are read as they are written."""
    written = (
        '{file_per: month, case_on: every business day, rows: ">= 1000 per month", quiet: [08], '
        "from: 2007-12-01, until: 2008-12-31}"
    )
    assert expecting(tmp_path, written) == Expectations.model_construct(
        file_per="month",
        case_on="business_day",
        rows=ExpectedRows(">=", 1000, "month", ">= 1000 per month"),
        quiet=(8,),
        from_=date(2007, 12, 1),
        until=date(2008, 12, 31),
    )


def test_nothing_is_expected_where_nothing_is_declared(tmp_path: Path) -> None:
    """A source always has expectations, which are empty by default; and no freshness."""
    source = load_text(tmp_path, BASE).sources["claims"]
    assert source.expects == Expectations()
    assert source.fresh is None
    assert not source.expects.asks_for_cases


@pytest.mark.parametrize(
    ("key", "written", "read"),
    [
        ("file_per", "month", "month"),
        ("file_per", "Mois", "month"),
        ("file_per", "trimestre", "quarter"),
        ("file_per", "an", "year"),
        ("file_per", "ANNÉE", "year"),
        ("case_on", "business day", "business_day"),
        ("case_on", "every business day", "business_day"),
        ("case_on", "chaque jour ouvré", "business_day"),
        ("case_on", "Chaque  jour ouvre", "business_day"),
        ("case_on", "every week", "week"),
        ("case_on", "semaine", "week"),
        ("case_on", "chaque mois", "month"),
        ("rows", "1000 par mois", ExpectedRows(">=", 1000, "month", "1000 par mois")),
        ("rows", "≥ 5 par trimestre", ExpectedRows(">=", 5, "quarter", "≥ 5 par trimestre")),
        ("rows", "> 0 per week", None),
        ("rows", ">1 per week", ExpectedRows(">", 1, "week", ">1 per week")),
        ("rows", "<=  20 par an", ExpectedRows("<=", 20, "year", "<= 20 par an")),
        ("rows", "< 2 per year", ExpectedRows("<", 2, "year", "< 2 per year")),
        ("quiet", [8], (8,)),
        ("quiet", ["08"], (8,)),
        ("quiet", [12, "8", 7], (7, 8, 12)),
        ("quiet", "08", (8,)),
    ],
)
def test_the_words_of_both_languages(key: str, written: object, read: object) -> None:
    """Capitals, accents and blanks do not matter; a bare number of rows is the least one."""
    if read is None:
        with pytest.raises(ValidationError):
            Expectations.model_validate({key: written})
        return
    assert getattr(Expectations.model_validate({key: written}), key) == read


@pytest.mark.parametrize(
    ("written", "months"),
    [("[08]", (8,)), ("[07]", (7,)), ("[09, 01]", (1, 9)), ('["08"]', (8,)), ("08", (8,)), ("[7, 8]", (7, 8))],
)
def test_a_month_of_two_digits_is_the_month_that_it_looks_like(
    tmp_path: Path, written: str, months: tuple[int, ...]
) -> None:
    """YAML 1.1 takes 07 for an octal number and 08 for a text; both are plain months here."""
    assert expecting(tmp_path, f"{{quiet: {written}}}").quiet == months


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("2 jours ouvrés", Limit(2, Unit.BUSINESS_DAYS)),
        ("48 hours", Limit(48, Unit.HOURS)),
        ("< 1 mois", Limit(1, Unit.MONTHS, strict=True)),
        ("4 heures ouvrées", Limit(4, Unit.BUSINESS_HOURS)),
    ],
)
def test_freshness_is_a_length_as_in_limits(written: str, limit: Limit) -> None:
    """It has the grammar of limits, the strict sign included."""
    column = {"header": "id", "type": "text", "required": True}
    source = {"label": "x", "files": "x.csv", "key": "id", "columns": {"id": column}, "fresh": written}
    assert Source.model_validate(source).fresh == limit


def _expects(written: str, *words: str) -> Fault:
    return KEY, f"    expects: {written}\n{KEY}", words


FAULTS: dict[str, Fault] = {
    "empty": (KEY, f"    expects:‸\n{KEY}", ("nothing is written here",)),
    "no mapping": _expects("‸monthly", "is not a mapping", "file_per, case_on, rows, quiet, from, until"),
    "unknown key": _expects("{‸files_per: month}", 'Did you mean "file_per"?'),
    "file_per": _expects("{file_per: ‸week}", '"week" is not a kind of period', "month, quarter or year"),
    "case_on": _expects("{case_on: ‸every day}", '"every day"', "every business day, every week or every month"),
    "rows without a period": _expects("{rows: ‸1000}", "1000 does not say", ">= 1000 per month"),
    "rows of days": _expects('{rows: ‸">= 10 per day"}', '">= 10 per day"', "per week, month, quarter or year"),
    "rows with another sign": _expects('{rows: ‸"= 10 per week"}', '"= 10 per week"', "Write a sign"),
    "rows in groups": _expects('{rows: ‸">= 1 000 per month"}', "without separators", "Write 1000"),
    "rows with decimals": _expects('{rows: ‸">= 10.5 per month"}', "a whole number"),
    "no row at all": _expects('{rows: ‸">= 0 per month"}', "from 1 on", '">= 1 per month"'),
    "less than a row": _expects('{rows: ‸"< 1 per month"}', "from 1 on"),
    "too many rows": _expects(f'{{rows: ‸">= {"9" * 13} per month"}}', "a whole number"),
    "quiet octal": _expects("{quiet: [‸010]}", "8 in YAML 1.1 (octal) and 10 in YAML 1.2"),
    "quiet beyond December": _expects("{quiet: [8, ‸13]}", "13 is not a month of the year"),
    "quiet nought": _expects("{quiet: [‸0]}", "0 is not a month", "from 1 to 12"),
    "quiet name": _expects("{quiet: [‸août]}", '"août" is not a month', "08 for August"),
    "quiet twice": _expects("{quiet: [08, ‸8]}", "the month 8 comes twice"),
    "quiet all year": _expects(f"{{quiet: ‸{list(range(1, 13))}}}", "all twelve months are quiet"),
    "quiet never": _expects("{quiet: ‸[]}", "the list is empty", "[08]"),
    "quiet true": _expects("{quiet: [‸true]}", "true is not a month"),
    "from": _expects("{case_on: week, from: ‸2008}", "is not a date"),
    "until far away": _expects("{case_on: week, until: ‸2300-01-01}", "outside the years"),
    "fresh of a column": (
        KEY,
        f"    fresh: ‸{{column: due_at}}\n{KEY}",
        ("a mapping is not a length of time", "48 heures"),
    ),
    "fresh number": (KEY, f"    fresh: ‸48\n{KEY}", ("48 is not a length of time", "2 jours ouvrés")),
    "fresh in bare days": (KEY, f"    fresh: ‸2 jours\n{KEY}", ("does not say which days",)),
    "fresh empty": (KEY, f"    fresh:‸\n{KEY}", ("nothing is written here",)),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: Fault) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    require_one_fault(tmp_path, case)


def test_every_fault_of_expectations_is_told_at_once(tmp_path: Path) -> None:
    """One fault does not hide another in the same place."""
    written = "{file_per: ‸week, case_on: daily, rows: many, quiet: [13, 0], from: x}"
    with pytest.raises(Exception, match="every week") as caught:
        expecting(tmp_path, written.replace("‸", ""))
    issues: Any = caught.value
    assert [issue.path.removeprefix("sources.claims.expects.") for issue in issues.issues] == [
        "file_per",
        "case_on",
        "rows",
        "quiet[0]",
        "quiet[1]",
        "from",
    ]


def test_the_json_schema_holds_the_keys() -> None:
    """An editor that reads the schema knows what may be expected."""
    schema = Source.model_json_schema()
    assert {"expects", "fresh"} <= schema["properties"].keys()
    assert list(schema["$defs"]["Expectations"]["properties"]) == [
        "file_per",
        "case_on",
        "rows",
        "quiet",
        "from",
        "until",
    ]
    assert "planned" in schema["$defs"]["Column"]["properties"]
