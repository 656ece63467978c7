"""What a sum and a ratio give, by what their columns hold."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gpj_kpi.rules import Amount, Column, Ratio, Sum
from gpj_kpi.rules.models.columns import MadeColumn
from gpj_kpi.rules.models.derived import Aggregate, AggregateKind
from gpj_kpi.rules.models.measures.amounts import CASES, amount_of, read_per_many
from gpj_kpi.rules.models.time_units import TimeUnit
from gpj_kpi.rules.text.faults import RefusedError

MILLIONTH = Fraction(1, 1_000_000)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({"type": "integer"}, Amount(Fraction(1), unit=None, is_whole=True, may_be_negative=True)),
        ({"type": "integer", "scale": (0, 9)}, CASES),
        ({"type": "number"}, Amount(MILLIONTH, unit=None, is_whole=False, may_be_negative=True)),
        ({"type": "integer", "scores": {"a": 0, "b": 3}}, CASES),
        ({"type": "number", "scale": (-1, 9)}, Amount(MILLIONTH, unit=None, is_whole=False, may_be_negative=True)),
        (
            {"type": "number", "unit": "minutes", "scale": (0, 9)},
            Amount(60 * MILLIONTH, unit=TimeUnit.MINUTES, is_whole=False, may_be_negative=False),
        ),
        (
            {"type": "integer", "unit": "milliseconds"},
            Amount(Fraction(1, 1000), unit=TimeUnit.MILLISECONDS, is_whole=False, may_be_negative=True),
        ),
    ],
)
def test_an_amount_is_what_its_column_declares(declared: dict[str, object], expected: Amount) -> None:
    """Type, unit and scale say what is added up; a length of time counts nothing, even if it is whole."""
    assert amount_of(Column(header="x", **declared)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "may_be_negative"), [("count", False), ("different", False), ("sum", True)])
def test_rows_that_are_counted_are_never_fewer_than_none(kind: AggregateKind, *, may_be_negative: bool) -> None:
    """A sum of their cells may be, for nothing says that it is not."""
    made = Aggregate(source="s", match=(("k", "k"),), is_own=False, kind=kind)
    assert amount_of(MadeColumn(header="n", type="integer", aggregate=made)).may_be_negative is may_be_negative


@pytest.mark.parametrize("kind", ["sum", "first", "last", "min", "max", "only"])
def test_what_is_made_of_cells_is_as_they_are(kind: AggregateKind) -> None:
    """Cells that are never negative come to no negative sum."""
    made = Aggregate(source="s", match=(("k", "k"),), is_own=False, kind=kind, column="n")
    column = MadeColumn(header="m", type="integer", aggregate=made, may_be_negative=False)
    assert amount_of(column).may_be_negative is False


TIME = Amount(Fraction(60), unit=TimeUnit.MINUTES, is_whole=False, may_be_negative=False)
HOURS = Amount(Fraction(36, 10_000), unit=TimeUnit.HOURS, is_whole=False, may_be_negative=False)
NUMBER = Amount(MILLIONTH, unit=None, is_whole=False, may_be_negative=False)


@pytest.mark.parametrize(
    ("of", "over", "unit", "expected"),
    [
        (CASES, CASES, None, ("ratio", 1, 1)),
        (TIME, CASES, None, ("seconds", 60, 1)),
        (TIME, NUMBER, None, ("seconds", 60, MILLIONTH)),
        (TIME, HOURS, None, ("points", 60, Fraction(36, 10_000))),
        (CASES, TIME, None, ("points", 1, 1)),
        (CASES, HOURS, None, ("points", 1, MILLIONTH)),
        (NUMBER, CASES, None, ("points", MILLIONTH, 1)),
        (CASES, NUMBER, None, ("points", 1, MILLIONTH)),
        (CASES, CASES, "pour 1\u202f000 appels", ("per_1000", 1, 1)),
        (TIME, CASES, "per 100 cases", ("per_100", 1, 1)),
    ],
)
def test_the_unit_of_a_ratio_follows_from_its_amounts(
    of: Amount, over: Amount, unit: str | None, expected: tuple[str, Fraction, Fraction]
) -> None:
    """Counts give a share, time over anything else gives time; a unit in the rule file goes before.

    Time in a plain number is in the numbers of its cells, unless both are time.
    """
    written = {"kind": "ratio", "of": "a", "over": "b", **({} if unit is None else {"unit": unit})}
    ratio = Ratio(**written, of_amount=of, over_amount=over)  # type: ignore[arg-type]
    assert (ratio.statistic_name, ratio.summed) == ("ratio", ("value", "weight"))
    assert (ratio.unit_name, *ratio.each) == expected


@pytest.mark.parametrize(("amount", "unit"), [(TIME, "seconds"), (NUMBER, "total"), (CASES, "total")])
def test_the_unit_of_a_sum(amount: Amount, unit: str) -> None:
    """A sum of lengths of time is one, and cases to come change any sum."""
    total = Sum(kind="sum", of="a", amount=amount)
    assert (total.statistic_name, total.unit_name, total.summed, total.is_total) == ("sum", unit, ("value",), True)


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("per 100 cases", 100, "per 100 cases"),
        ("Pour  1000   appels reçus", 1000, "Pour 1000 appels reçus"),
        ("pour 100\u00a0000 appels", 100_000, "pour 100 000 appels"),
        ("per 1 agent", 1, "per 1 agent"),
    ],
)
def test_a_unit_per_many(text: str, number: int, shown: str) -> None:
    """It names a number and what is counted, in either language."""
    unit = read_per_many(text)
    assert (unit.number, unit.text) == (number, shown)


@pytest.mark.parametrize(
    "value", ["100 cases", "per cases", "per 0 cases", "per 1,5 cases", "per 100", "per 100 %", 100, None]
)
def test_what_is_no_unit_per_many(value: object) -> None:
    """Without its number or without what is counted, it says nothing."""
    with pytest.raises(RefusedError):
        read_per_many(value)
