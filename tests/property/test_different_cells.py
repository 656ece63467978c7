"""Numbers of different cells are those that plain loops over the records find, in whole runs."""

from __future__ import annotations

import datetime as dt
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried
from tests.small_runs import ON, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules

COLUMNS = {
    "r": f"{ON}, required: true",
    "g": "type: text",
    "who": "type: text, personal: true",
    "phone": "type: integer, personal: true, known_at: k",
    "k": ON,
    "agent": "type: text",
}
RULES = rule_text(
    COLUMNS,
    {
        "who": "period_by: r, measure: {kind: count, different: who}, per: month",
        "phone": "period_by: r, measure: {kind: count, different: phone}",
        "web": "period_by: r, where: {g: web}, measure: {kind: count, different: who}",
        "agent": "period_by: r, measure: {kind: count, different: agent}",
    },
    source='null_values: ["-"]',
)
DAYS = [f"{day:02}/{month:02}/2008" for month in (1, 2, 3) for day in (1, 9, 28)]
PEOPLE = ["", "-", "Ana", " Ana", "ana", "Zo\u00e9", "Zoe\u0301", "Zoe\u0301\u00a0", "\u00c9", "Bea;"]
PHONES = ["", "-", "7", "007", "+7", "12", "0", "-3"]
Record = tuple[str, str, str, str, str, str]
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(DAYS),
        st.sampled_from(["web", "tel", ""]),
        st.sampled_from(PEOPLE),
        st.sampled_from(PHONES),
        st.sampled_from(["", *DAYS]),
        st.sampled_from(PEOPLE),
    ),
    min_size=1,
    max_size=25,
)
AS_OF = dt.date(2008, 3, 10)


def day_of(text: str) -> dt.date:
    """A day as it is written here."""
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


def cell(text: str) -> str | None:
    """A text as it is compared."""
    stripped = unicodedata.normalize("NFC", text.strip(" \u00a0"))
    return None if stripped in {"", "-"} else stripped


def by_loops(records: list[Record], as_of: dt.date | None) -> dict[tuple[str, str, str | None], tuple[int, int]]:
    """The number of different cells and of cases without one, by indicator, period and group."""
    found: dict[tuple[str, str, str | None], tuple[set[object], int]] = {}
    for day, group, who, phone, known, agent in records:
        if as_of is not None and day_of(day) > as_of:
            continue
        number = cell(phone)
        is_known = as_of is None or not known or day_of(known) <= as_of
        cells: Mapping[str, object] = {
            "who": cell(who),
            "phone": None if number is None or not is_known else int(number),
            "agent": cell(agent),
            **({"web": cell(who)} if group == "web" else {}),
        }
        for indicator, value in cells.items():
            for period in ("2008", f"2008-{day[3:5]}"):
                for of in (None, group or "(none)"):
                    different, empty = found.get((indicator, period, of), (set(), 0))
                    found[indicator, period, of] = (different | {value} - {None}, empty + (value is None))
    return {place: (len(different), empty) for place, (different, empty) in found.items()}


def evaluated(folder: Path, records: list[Record], kind: str, as_of: dt.date | None) -> Evaluation:
    """The year by months and groups, from two files or from a frame."""
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    frame = pd.DataFrame(records, columns=list(COLUMNS), dtype="str")
    frame.insert(0, "id", [str(number) for number in range(len(records))])
    half = len(frame) // 2
    frame.iloc[:half].to_csv(folder / "a.csv", sep=";", index=False)
    frame.iloc[half:].to_csv(folder / "b.csv", sep=";", index=False)
    data = folder if kind == "files" else {"s": frame}
    return evaluate(load_rules(folder / "rules.yaml"), data, period="2008", by="month", as_of=as_of, group_by="g")


@pytest.mark.parametrize("kind", ["files", "frames"])
@tried(25)
@given(records=RECORDS, as_of=st.sampled_from([None, AS_OF]))
def test_different_cells_are_those_of_sets(kind: str, records: list[Record], as_of: dt.date | None) -> None:
    """In each month and group and in the year; accents, blanks and zeros in front make no difference, capitals do."""
    with tempfile.TemporaryDirectory() as folder, evaluated(Path(folder), records, kind, as_of) as evaluation:
        found = {
            (result.indicator, result.period, result.group): (int(result.numerator or 0), result.excluded)
            for result in evaluation.result_list
            if result.n or result.excluded
        }
    assert found == by_loops(records, as_of)
