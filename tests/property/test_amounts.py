"""Sums, ratios, balances, weights, rates of the missed, the longest and the shortest: plain loops give the same."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.tries import tried
from tests.small_runs import AT, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules

HOUR, LIMIT = dt.timedelta(hours=1), dt.timedelta(hours=4)
FIRST = dt.datetime(2008, 1, 1, 0, 0)
LAST_MONTH = "2008-02"
STRATA = {"nord": Fraction(2), "sud": Fraction(1, 2), "été": Fraction("0.333333"), "nul": Fraction(0)}
SCORES = {"4 : Satisfait": Fraction(4), "Déçu": Fraction(-3, 2), "0": Fraction(10), "1": Fraction(0)}
COLUMNS = {
    "r": AT,
    "e": AT,
    "n": "type: integer",
    "d": "type: integer",
    "x": "type: number",
    "m": "type: number, unit: minutes",
    "g": "type: text",
    "t": "type: number, scores: {" + ", ".join(f"'{text}': '{float(each)}'" for text, each in SCORES.items()) + "}",
}
BY = "{by: g, " + ", ".join(f"{name}: '{float(weight)}'" for name, weight in STRATA.items()) + "}"
CONDITION = "{n: '>= 2'}"
MEASURES = {
    "sum_n": "kind: sum, of: n",
    "sum_x": "kind: sum, of: x",
    "sum_m": "kind: sum, of: m",
    "sum_t": "kind: sum, of: t",
    "ratio": "kind: ratio, of: n, over: d",
    "ratio_time": "kind: ratio, of: m, over: d",
    "ratio_pace": "kind: ratio, of: n, over: m",
    "ratio_pause": "kind: ratio, of: m, over: d, unit: per 100 cases",
    "ratio_per": "kind: ratio, of: x, over: d, unit: per 100 cases",
    "balance": "kind: balance, for: {n: '>= 9'}, against: {d: '<= 0'}",
    "share_x": f"kind: share, of: {CONDITION}, weight: x",
    "share_by": f"kind: share, of: {CONDITION}, weight: {BY}",
    "mean_by": f"kind: mean, value: x, weight: {BY}",
    "share_missed": f"kind: share, of: {CONDITION}, rate: missed",
    "late": "kind: delay, from: r, to: e, limit: 4 heures, rate: missed",
    "late_elapsed": "kind: delay, elapsed: m, done: {m: present}, limit: 4 heures, rate: missed",
    "longest": "kind: duration, from: r, to: e, statistic: max",
    "shortest": "kind: duration, from: r, to: e, statistic: min",
    "longest_held": "kind: duration, elapsed: m, statistic: max",
    "shortest_held": "kind: duration, elapsed: m, statistic: min",
}
Figure = tuple[Fraction | None, Fraction | None, Fraction | None]
"""Numerator, denominator and value."""


@dataclass(frozen=True)
class Case:
    """One row of the export; None is an empty cell."""

    start: dt.datetime
    end: dt.datetime | None
    n: int | None
    d: int | None
    x: Decimal | None
    m: Decimal | None
    stratum: str | None
    text: str | None


wholes = st.one_of(st.none(), st.integers(-2, 12), st.sampled_from([999_999_999_999_999, -999_999_999_999_999]))
numbers = st.one_of(
    st.none(),
    st.decimals(-3, 12, places=6, allow_nan=False),
    st.sampled_from([Decimal("999999999.999999"), Decimal("0.000001"), Decimal(0)]),
)
minutes = st.one_of(st.none(), st.decimals(-10, 500, places=3, allow_nan=False))
starts = st.integers(0, 59 * 24 * 60).map(lambda minute: FIRST + dt.timedelta(minutes=minute))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw one row."""
    start = draw(starts)
    wait = draw(st.one_of(st.none(), st.integers(-60, 600), st.sampled_from([240, 241])))
    return Case(
        start=start,
        end=None if wait is None else start + dt.timedelta(minutes=wait),
        n=draw(wholes),
        d=draw(wholes),
        x=draw(numbers),
        m=draw(minutes),
        stratum=draw(st.sampled_from([None, *STRATA, "ouest"])),
        text=draw(st.sampled_from([None, *SCORES])),
    )


def _sum(found: Sequence[Any], each: int = 1) -> Figure:
    """Add up; where every cell is empty nothing is known."""
    known = [Fraction(cell) * each for cell in found if cell is not None]
    total = sum(known, Fraction(0))
    return total, None, None if found and not known else total


def _quotient(numerator: Fraction | int, denominator: Fraction | int, by: int = 1) -> Figure:
    value = None if denominator == 0 else by * Fraction(numerator) / Fraction(denominator)
    return Fraction(numerator), Fraction(denominator), value


def _ratio(rows: Sequence[Case], of: Callable[[Case], Any], each: int = 1, by: int = 1) -> Figure:
    both = [(of(case), case.d) for case in rows if of(case) is not None and case.d is not None and case.d >= 0]
    return _quotient(sum(Fraction(up) * each for up, _ in both), sum(down for _, down in both), by)


def _pace(rows: Sequence[Case]) -> Figure:
    """Divide by minutes as they are written."""
    both = [(case.n, Fraction(case.m)) for case in rows if case.n is not None and case.m is not None and case.m >= 0]
    return _quotient(sum(up for up, _ in both), sum((down for _, down in both), Fraction(0)))


def _weighted(rows: Sequence[Case], weight: Callable[[Case], Fraction | None], *, is_mean: bool = False) -> Figure:
    part = whole = Fraction(0)
    for case in rows:
        heavy = weight(case)
        cell = case.x if is_mean else case.n
        if cell is None or heavy is None or heavy < 0:
            continue
        whole += heavy
        part += heavy * (Fraction(cell) if is_mean else case.n is not None and case.n >= 2)
    return _quotient(part, whole)


def _missed(verdicts: Sequence[str]) -> Figure:
    return _quotient(verdicts.count("missed"), len(verdicts))


def _late(case: Case, as_of: dt.datetime) -> str:
    """Judge the delay of a case; an end after as-of has not happened."""
    if case.end is not None and case.end <= as_of:
        return "invalid" if case.end < case.start else "met" if case.end - case.start <= LIMIT else "missed"
    return "missed" if case.start + LIMIT <= as_of else "pending"


def _late_elapsed(case: Case, as_of: dt.datetime) -> str:
    """Judge the wait of a case, by what its column holds."""
    if case.m is not None and case.m < 0:
        return "invalid"
    wait = None if case.m is None else dt.timedelta(microseconds=int(case.m * 60_000_000))
    if wait is not None and case.start + wait <= as_of:
        return "met" if wait <= LIMIT else "missed"
    return "missed" if case.start + LIMIT <= as_of else "pending"


def _end(lengths: Sequence[Fraction], which: Callable[[Sequence[Fraction]], Fraction]) -> Figure:
    return None, Fraction(len(lengths)), which(lengths) if lengths else None


def _expected(rows: Sequence[Case], as_of: dt.datetime) -> dict[str, Figure]:
    """Compute every figure by loops over the cases of a period."""
    took = [
        Fraction((case.end - case.start) // dt.timedelta(microseconds=1), 1_000_000)
        for case in rows
        if case.end is not None and case.start <= case.end <= as_of
    ]
    waits = [
        Fraction(case.m) * 60
        for case in rows
        if case.m is not None
        and case.m >= 0
        and case.start + dt.timedelta(microseconds=int(case.m * 60_000_000)) <= as_of
    ]
    answers = [
        (1 if case.n >= 9 else 0) - (1 if case.d <= 0 else 0)
        for case in rows
        if case.n is not None and case.d is not None and not (case.n >= 9 and case.d <= 0)
    ]
    return {
        "sum_n": _sum([case.n for case in rows]),
        "sum_x": _sum([case.x for case in rows]),
        "sum_m": _sum([case.m for case in rows], each=60),
        "sum_t": _sum([None if case.text is None else SCORES[case.text] for case in rows]),
        "ratio": _ratio(rows, lambda case: case.n),
        "ratio_time": _ratio(rows, lambda case: case.m, each=60),
        "ratio_pace": _pace(rows),
        "ratio_pause": _ratio(rows, lambda case: case.m, by=100),
        "ratio_per": _ratio(rows, lambda case: case.x, by=100),
        "balance": _quotient(sum(answers), len(answers), by=100),
        "share_x": _weighted(rows, lambda case: None if case.x is None else Fraction(case.x)),
        "share_by": _weighted(rows, lambda case: STRATA.get(case.stratum or "")),
        "mean_by": _weighted(rows, lambda case: STRATA.get(case.stratum or ""), is_mean=True),
        "share_missed": _missed(
            ["excluded" if case.n is None else "met" if case.n >= 2 else "missed" for case in rows]
        ),
        "late": _missed([_late(case, as_of) for case in rows]),
        "late_elapsed": _missed([_late_elapsed(case, as_of) for case in rows]),
        "longest": _end(took, max),
        "shortest": _end(took, min),
        "longest_held": _end(waits, max),
        "shortest_held": _end(waits, min),
    }


def _write(moment: dt.datetime | None) -> str:
    return "" if moment is None else f"{moment:%d/%m/%Y %H:%M}"


def _export(rows: Sequence[Case]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\n").writerows(
        [
            ["id", *COLUMNS],
            *(
                [
                    f"{row}",
                    _write(case.start),
                    _write(case.end),
                    case.n,
                    case.d,
                    case.x,
                    case.m,
                    case.stratum,
                    case.text,
                ]
                for row, case in enumerate(rows)
            ),
        ]
    )
    return written.getvalue()


def _evaluated(
    rows: Sequence[Case], engine: Literal["duckdb", "pandas", "spark"], as_of: dt.datetime, folder: Path
) -> Evaluation:
    indicators = {name: f"period_by: r, measure: {{{measure}}}" for name, measure in MEASURES.items()}
    (folder / "rules.yaml").write_text(rule_text(COLUMNS, indicators), encoding="utf-8")
    rules, text = load_rules(folder / "rules.yaml"), _export(rows)
    if engine == "pandas":
        frame = pd.read_csv(io.StringIO(text), sep=";", dtype="str", keep_default_na=False)
        return evaluate(rules, {"s": frame}, period="2008-01-01/2008-02-29", by="month", as_of=as_of)
    data = folder / "data"
    data.mkdir(exist_ok=True)
    (data / "a.csv").write_text(text, encoding="utf-8")
    return evaluate(rules, data, period="2008-01-01/2008-02-29", by="month", as_of=as_of, engine=engine)


def _require_same(rows: Sequence[Case], engine: Literal["duckdb", "pandas", "spark"], as_of: dt.datetime) -> None:
    with tempfile.TemporaryDirectory() as name, _evaluated(rows, engine, as_of, Path(name)) as evaluation:
        results = evaluation.result_list
    known = [case for case in rows if case.start <= as_of]
    for result in results:
        of_period = [case for case in known if result.first_day <= case.start.date() <= result.last_day]
        numerator, denominator, value = _expected(of_period, as_of)[result.indicator]
        if result.value is None and result.coverage == "none" and not of_period:
            value = None  # nothing is known of these days
        if result.indicator == "late" and of_period:
            verdicts = [_late(case, as_of) for case in of_period]
            missed, pending = verdicts.count("missed"), verdicts.count("pending")
            bounds = (Fraction(missed, len(verdicts)), Fraction(missed + pending, len(verdicts)))
            assert (result.bound_low, result.bound_high, result.pending) == (*bounds, pending), result
        if result.indicator == "share_by":
            unlisted = sum(case.stratum == "ouest" and case.n is not None for case in of_period)
            unknown = sum(case.stratum is None or case.n is None for case in of_period)
            assert (result.invalid, result.excluded) == (unlisted, unknown), result
        found = (result.numerator, result.denominator, result.value)
        assert found == (numerator, denominator, value), (result.indicator, result.period, found)


as_ofs = st.integers(0, 70 * 24).map(lambda hour: FIRST + hour * HOUR)


@tried(12)
@given(rows=st.lists(cases(), min_size=1, max_size=25), as_of=as_ofs, engine=st.sampled_from(["duckdb", "pandas"]))
def test_figures_are_those_of_plain_loops(
    rows: list[Case], as_of: dt.datetime, engine: Literal["duckdb", "pandas"]
) -> None:
    """To the last digit, for each month and both together, at any as-of."""
    _require_same(rows, engine, as_of)


@tried(3)
@given(rows=st.lists(cases(), min_size=2, max_size=12), data=st.data())
def test_the_order_of_rows_is_irrelevant(rows: list[Case], data: st.DataObject) -> None:
    """Sums do not depend on it, nor what is made of them."""
    turned = data.draw(st.permutations(rows))
    as_of = FIRST + dt.timedelta(days=70)
    found = []
    for each in (rows, turned):
        with tempfile.TemporaryDirectory() as name, _evaluated(each, "pandas", as_of, Path(name)) as evaluation:
            found.append(evaluation.result_list)
    assert found[0] == found[1]


@pytest.mark.usefixtures("spark_session")
def test_spark_gives_the_figures_of_plain_loops() -> None:
    """One export with every kind of cell."""
    texts, strata = [None, *SCORES], [None, *STRATA, "ouest"]
    rows = [
        Case(
            start=FIRST + dt.timedelta(hours=31 * row),
            end=None if row % 5 == 0 else FIRST + dt.timedelta(hours=31 * row, minutes=60 * (row % 7) - 30),
            n=None if row % 6 == 0 else row % 13 - 1,
            d=None if row % 7 == 0 else row % 4 - 1,
            x=None if row % 8 == 0 else Decimal(row * 1_000_001 - 3_000_000) / 1_000_000,
            m=None if row % 9 == 0 else Decimal(row * 11 - 5),
            stratum=strata[row % len(strata)],
            text=texts[row % len(texts)],
        )
        for row in range(40)
    ]
    _require_same(rows, "spark", FIRST + dt.timedelta(hours=31 * 35 + 2))
