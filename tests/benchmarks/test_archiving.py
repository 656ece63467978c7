"""The sample data: claims that are archived, and the questionnaires that belong to them."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from tools.sample_data.exports import EXPORTS
from tools.sample_data.files import write_export

DAY = dt.timedelta(days=1)


def read(folder: Path, pattern: str, encoding: str) -> list[dict[str, str]]:
    """Read the whole records of some exports, each once."""
    records = []
    for path in sorted(folder.glob(pattern)):
        with path.open(encoding=encoding, newline="") as stream:
            rows = csv.reader(stream, delimiter=";")
            headers = next(rows)
            records += [dict(zip(headers, row, strict=True)) for row in rows if len(row) == len(headers)]
    return records


def day_of(cell: str) -> dt.date:
    """Read the day that a cell begins with."""
    day, month, year = cell[:10].split("/")
    return dt.date(int(year), int(month), int(day))


@pytest.mark.parametrize("scale", [1, 3])
def test_each_questionnaire_belongs_to_one_claim_that_was_archived_shortly_before(tmp_path: Path, scale: int) -> None:
    """It is sent 0 to 5 days after; 34 archived claims of 2008 have none at scale 1, and three times as many at 3."""
    for name in ("claims", "closing_questionnaires"):
        write_export(EXPORTS[name], tmp_path, scale)
    claims = {row["N° dossier"]: row for row in read(tmp_path, "dossiers_*.csv", "cp1252")}
    questionnaires = read(tmp_path, "questionnaires_cloture_*.csv", "utf-8-sig")
    for row in questionnaires:
        claim, sent = claims[row["N° dossier"]], day_of(row["Envoyé le"])
        archived = day_of(claim["Date d'archivage"])
        assert archived - day_of(claim["Date de réception"]) >= 21 * DAY
        assert 0 * DAY <= sent - archived <= 5 * DAY
        assert archived.isoweekday() <= 5
    # One record of a questionnaire has a cell too many; its claim is archived all the same.
    sent_for = Counter(row["N° dossier"] for row in questionnaires)
    archived_claims = {number: row for number, row in claims.items() if row["Date d'archivage"]}
    assert max(sent_for.values()) == 1
    assert len(archived_claims) == len(questionnaires) + 1 + 34 * scale
    without = Counter(
        (day.year, (day.month + 2) // 3)
        for number, row in archived_claims.items()
        if number not in sent_for
        for day in (day_of(row["Date d'archivage"]),)
    )
    assert without == {(2008, 1): 8 * scale, (2008, 2): 9 * scale, (2008, 3): 7 * scale + 1, (2008, 4): 10 * scale}
