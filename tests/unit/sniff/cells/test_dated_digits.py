from __future__ import annotations

import datetime as dt
import re

import pytest

from gpj_kpi.sniff.cells.dated_digits import dated_digits, share, since_1970

DAYS = [dt.datetime(2024, 1 + n % 12, 1 + 2 * n, 9, n, 30, tzinfo=dt.UTC) for n in range(14)]


def counts(texts: list[str]) -> dict[str, int]:
    """Each text once."""
    return dict.fromkeys(texts, 1)


@pytest.mark.parametrize(
    ("heading", "texts", "words"),
    [
        ("Saisi", [f"{day.timestamp():.0f}" for day in DAYS], "seconds since 1970"),
        ("created_at", ["1704642626.1"], "seconds since 1970"),
        ("Saisi", [f"{day.timestamp() * 1000:.0f}" for day in DAYS], "milliseconds since 1970"),
        ("created_at", ["1705413153000"], "milliseconds since 1970"),
        ("ts", [f"{day.timestamp() * 1000000:.0f}" for day in DAYS], "microseconds since 1970"),
        ("Saisi", [day.strftime("1%y%m%d") for day in DAYS], "(CYYMMDD)"),
        ("Date", [day.strftime("%y%m%d") for day in DAYS], "(yymmdd)"),
        ("Saisi", [day.strftime("%Y%m%d") for day in DAYS] + [str(n) for n in range(5)], "(yyyymmdd)"),
        ("Saisi", [day.strftime("%Y%m%d%H%M%S") for day in DAYS] + ["0"], "(yyyymmdd)"),
        ("Saisi", [f"{45297 + n},5534{n + 10}" for n in range(14)], "day numbers of a spreadsheet"),
        ("Date de clôture", ["39491"], "day numbers of a spreadsheet"),
    ],
)
def test_dates_in_digits_are_doubted(heading: str, texts: list[str], words: str) -> None:
    """The doubt says as what they look like, and quotes none."""
    doubt = dated_digits(heading, counts(texts))
    assert doubt is not None
    assert words in doubt
    assert texts[0] not in doubt


@pytest.mark.parametrize(
    ("heading", "texts"),
    [
        ("N° dossier", [f"{day.timestamp():.0f}" for day in DAYS]),
        ("N° dossier", [day.strftime("1%y%m%d") for day in DAYS]),
        ("Salaire", ["39491", "41200", "45000"]),
        ("Montant", ["39491,250", "41200,125", "45000,375"]),
        ("Lots", [day.strftime("%y%m%d") for day in DAYS]),
        ("Suite", ["1", "20", "300"]),
        ("Suite", []),
    ],
)
def test_other_digits_are_not(heading: str, texts: list[str]) -> None:
    """Ids, amounts and counts are digits too."""
    assert dated_digits(heading, counts(texts)) is None


def test_numbers_of_social_security_are_no_times() -> None:
    """They have thirteen digits as milliseconds have, and a month of birth in them."""
    people = [f"1{50 + n}{1 + n % 12:02}75{100 + n}{200 + n}" for n in range(14)]
    assert since_1970("Saisi", counts(people)) is None
    assert since_1970("Saisi", counts([f"{day.timestamp() * 1000:.0f}" for day in DAYS])) is not None


def test_a_share_is_of_cells_not_of_texts() -> None:
    """A text that stands thrice counts thrice; nothing has no share."""
    assert share({"1": 3, "a": 1}, re.compile("[0-9]")) == 0.75
    assert share({}, re.compile("[0-9]")) == 0.0
