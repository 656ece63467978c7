"""What must hold of any export, tried on generated ones."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.property.tries import tried
from tests.small_runs import AT, ON, rule_text

from gpj_kpi import Evaluation, RuleFile, evaluate, load_rules
from gpj_kpi.calendars.periods import Grain, parse_period, parts

PARIS = ZoneInfo("Europe/Paris")
ONE_DAY = dt.timedelta(days=1)
# Easter Monday 2008 is 24 March, Whit Monday 12 May; Ascension and Labour Day share 1 May.
HOLIDAYS = {
    dt.date(2007, 12, 25),
    dt.date(2008, 1, 1),
    dt.date(2008, 3, 24),
    dt.date(2008, 5, 1),
    dt.date(2008, 5, 8),
    dt.date(2008, 5, 12),
    dt.date(2008, 7, 14),
    dt.date(2008, 8, 15),
    dt.date(2008, 11, 1),
    dt.date(2008, 11, 11),
    dt.date(2008, 12, 25),
    dt.date(2009, 1, 1),
}
CLOSED, WORKED = dt.date(2008, 5, 2), dt.date(2008, 5, 12)
CALENDAR = f"closed: {{{CLOSED}: Pont}}, worked: {{{WORKED}: Solidarité}}"

COLUMNS = {
    "r": AT,
    "e": AT,
    "f": AT,
    "w": ON,
    "n": "type: integer",
    "x": "type: number",
    "b": "type: boolean, true_values: [oui, O], false_values: [non]",
    "v": "type: text",
}
HEADER = ["id", *COLUMNS]
INDICATORS = {
    "hours": "measure: {kind: delay, from: r, to: e, limit: 24 heures}",
    "days": "period_by: w, measure: {kind: delay, from: r, to: {first: [e, f]}, limit: 3 jours ouvrés}",
    "share": "period_by: w, where: {v: {not: x}}, measure: {kind: share, of: {any: [{b: true}, {n: '>= 4'}]}}",
    "mean": "period_by: r, measure: {kind: mean, value: x, scale: [1, 5], weight: n}",
    "median": "measure: {kind: duration, from: r, to: {all: [e, f]}, statistic: median}",
    "count": "period_by: w, measure: {kind: count}",
}
SOURCE = 'max_rejected: 100%, decimal: ",", null_values: ["", "NULL"]'
COUNTED = ("numerator", "denominator", "pending", "overdue", "excluded", "invalid")


# -------------------------------------------------------------------------------------------------------------- exports


def _shown(moment: dt.datetime) -> str:
    return f"{moment:%d/%m/%Y %H:%M}"


WALL_TIMES = st.one_of(
    st.sampled_from(
        [
            dt.datetime(2008, 3, 29, 2, 30),
            dt.datetime(2008, 3, 30, 2, 30),  # never: 03:00 follows 02:00
            dt.datetime(2008, 10, 25, 2, 30),
            dt.datetime(2008, 10, 26, 2, 30),  # twice: 03:00 becomes 02:00
            dt.datetime(2008, 5, 7),
            dt.datetime(2008, 12, 31, 23, 59),
        ]
    ),
    st.datetimes(dt.datetime(2007, 12, 27), dt.datetime(2008, 12, 31, 23, 59)).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
)
MINUTES_TO_END = st.one_of(
    st.sampled_from([0, 1, 24 * 60 - 1, 24 * 60, 24 * 60 + 1, 23 * 60, 25 * 60, -1, -24 * 60]),
    st.integers(-60, 9 * 24 * 60),
)
DAYS = st.dates(dt.date(2007, 12, 27), dt.date(2009, 1, 5))
TEXTS = st.one_of(
    st.sampled_from(["", "x", "NULL", " x\u00a0", "a\nb", "a\r\nb", 'a"b', '"a', "a;b", "é", "=1", "''"]),
    st.text(alphabet="ab \";'\n,é0", max_size=4),
)
JUNK = {
    "id": ["", " ", "NULL"],
    "r": ["?", "31/02/2008 10:00", "01/01/1900 00:00", "01/02/2008", "01/02/2008 24:00"],
    "e": ["-", "01/01/2200 00:00", "01/02/2008 10:00:00"],
    "w": ["30/02/2008", "2008-02-01", "01/01/1949"],
    "n": ["1,0", "x", "1234567890123456"],
    "x": ["1.5", "1,1234567", "NaN"],
    "b": ["Oui", "true"],
}


@st.composite
def _clean_records(draw: st.DrawFn, keys: st.SearchStrategy[str]) -> list[str]:
    """Draw one record without a fault."""
    started = draw(WALL_TIMES)
    ends = [started + dt.timedelta(minutes=draw(MINUTES_TO_END)) for _ in range(2)]
    numbers = st.integers(-1, 7).map(str) | st.just("")
    decimals = st.sampled_from(["", "0,5", "1", "2,25", "4,999999", "5", "5,000001", "+3,1"])
    maybe = [draw(st.sampled_from([True, True, True, False])) for _ in range(3)]
    return [
        draw(keys),
        _shown(started) if draw(st.integers(0, 9)) else "",
        *(_shown(end) if kept else "" for end, kept in zip(ends, maybe, strict=False)),
        f"{draw(DAYS):%d/%m/%Y}" if maybe[2] else "NULL",
        draw(numbers),
        draw(decimals),
        draw(st.sampled_from(["oui", "O", "non", ""])),
        draw(TEXTS),
    ]


@st.composite
def _records(draw: st.DrawFn, keys: st.SearchStrategy[str]) -> list[str]:
    """Draw one record; every fifth has a junk cell."""
    record = draw(_clean_records(keys))
    if not draw(st.integers(0, 4)):
        column = draw(st.sampled_from(sorted(JUNK)))
        record[HEADER.index(column)] = draw(st.sampled_from(JUNK[column]))
    return record


FEW_KEYS = st.integers(1, 12).map(str)
MANY_KEYS = st.integers(1, 10**6).map(str)
EXPORTS = st.lists(_records(FEW_KEYS), min_size=1, max_size=25)


def _with_distinct_keys(records: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(records, min_size=1, max_size=25, unique_by=lambda record: record[0])


# ----------------------------------------------------------------------------------------------------------- evaluation


@cache
def _rules(
    *, on_duplicate: str = "last", only: str | None = None, further: tuple[tuple[str, str], ...] = ()
) -> RuleFile:
    indicators = dict(further) or {id_: rest for id_, rest in INDICATORS.items() if only in {None, id_}}
    source = f"{SOURCE}, on_duplicate: {on_duplicate}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.yaml"
        path.write_text(rule_text(COLUMNS, indicators, source=source, calendar=CALENDAR), encoding="utf-8")
        return load_rules(path)


def _frame(records: Sequence[Sequence[str]]) -> pd.DataFrame:
    return pd.DataFrame([list(record) for record in records], columns=HEADER, dtype="str")


def _by_pandas(
    rules: RuleFile,
    records: Sequence[Sequence[str]],
    *,
    period: str = "2008",
    by: Grain = "quarter",
    as_of: dt.datetime | dt.date | None = None,
) -> Evaluation:
    return evaluate(rules, {"s": _frame(records)}, period=period, by=by, as_of=as_of)


@dataclass(frozen=True)
class Writing:
    """How an export is written: its line ends, which cells are quoted, and the records of its first file."""

    line_end: str
    quoting: Literal[0, 1]
    in_first_file: int


WRITINGS = st.builds(
    Writing,
    line_end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    in_first_file=st.integers(1, 25),
)


def _write(folder: Path, records: Sequence[Sequence[str]], writing: Writing) -> None:
    first, second = records[: writing.in_first_file], records[writing.in_first_file :]
    for name, held in (("a.csv", first), ("b.csv", second)):
        if held:
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter=";", lineterminator=writing.line_end, quoting=writing.quoting)
                writer.writerows([HEADER, *held])


def _statuses(evaluation: Evaluation) -> list[tuple[str, str | int | None, str]]:
    """Give the code, column and severity of each issue; lines differ between a file and a frame."""
    return [(issue.code, issue.column, issue.severity) for issue in evaluation.issue_list]


def _assert_equal(evaluation: Evaluation, other: Evaluation) -> None:
    """Check that two evaluations say the same of the same cases."""
    assert evaluation.result_list == other.result_list
    assert_frame_equal(evaluation.results, other.results)
    for _, indicator in evaluation.rules.indicators:
        found, expected = evaluation.verdicts(indicator.id), other.verdicts(indicator.id)
        assert_frame_equal(found, expected)
    counts = ["source", "rows", "cases", "rejected", "duplicates", "as_of"]
    assert_frame_equal(evaluation.sources[counts], other.sources[counts])
    assert _statuses(evaluation) == _statuses(other)


# --------------------------------------------------------------------------------------------------------- conservation


@tried(8)
@given(records=EXPORTS, on_duplicate=st.sampled_from(["first", "last", "reject"]))
def test_no_row_and_no_case_is_lost(records: list[list[str]], on_duplicate: str) -> None:
    """Rows are cases, rejected or duplicates, each rejected row has its line, and verdicts add up to the cases."""
    evaluation = _by_pandas(_rules(on_duplicate=on_duplicate), records, period="2007-12-01/2009-01-31")
    (source,) = evaluation.cases.values()
    assert source.rows == len(records)
    assert source.rows == source.cases + source.rejected + source.duplicates
    assert source.rejected == sum(issue.severity == "rejected" for issue in evaluation.issue_list)
    for result in evaluation.result_list:
        if result.period != evaluation.period.label:
            continue
        verdicts = evaluation.verdicts(result.indicator)
        dated = verdicts[verdicts["reference_day"].notna()]
        found = dated["verdict"].value_counts().to_dict()
        assert sum(found.values()) == len(dated)
        assert result.pending == found.pop("pending", 0)
        assert result.excluded == found.pop("excluded", 0)
        assert result.invalid == found.pop("invalid", 0)
        assert result.overdue == (dated["lateness"] == "overdue").sum()
        if result.statistic == "share":
            assert result.numerator == found.get("met", 0)
            assert result.denominator == sum(found.values())
        elif result.indicator == "count":
            assert result.numerator == found.get("counted", 0) == len(dated)
        if result.indicator != "share":  # the others look at all cases but those that begin at a lone date
            lone = {issue.line for issue in evaluation.issue_list if issue.code == "lone_date"}
            assert source.cases - len(lone) <= len(verdicts) <= source.cases


@tried(8)
@given(records=EXPORTS, grain=st.sampled_from(["quarter", "month", "week"]))
def test_a_year_is_the_sum_of_its_parts(records: list[list[str]], grain: Grain) -> None:
    """Every count and every sum of a year is that of its quarters, months or weeks together."""
    evaluation = _by_pandas(_rules(), records, by=grain)
    for indicator in INDICATORS:
        rows = [result for result in evaluation.result_list if result.indicator == indicator]
        *of_parts, whole = rows
        assert whole.period == "2008"
        assert [row.period for row in of_parts] == [part.label for part in parts(parse_period("2008"), grain)]
        for name in COUNTED:
            if getattr(whole, name) is not None:
                assert getattr(whole, name) == sum(getattr(row, name) for row in of_parts)


# ------------------------------------------------------------------------------------------------- order and strictness


@tried(6)
@given(
    records=_with_distinct_keys(_records(MANY_KEYS)),
    repeated=st.lists(st.integers(0, 24), max_size=8),
    on_duplicate=st.sampled_from(["first", "last"]),
    data=st.data(),
)
def test_row_order_moves_no_figure(
    records: list[list[str]], repeated: list[int], on_duplicate: str, data: st.DataObject
) -> None:
    """When rows of one key are identical, figures and verdicts are the same in whichever order the rows stand."""
    rows = [*records, *(records[number % len(records)] for number in repeated)]
    shuffled = data.draw(st.permutations(rows))
    rules = _rules(on_duplicate=on_duplicate)
    evaluation, other = _by_pandas(rules, rows), _by_pandas(rules, shuffled)
    assert evaluation.result_list == other.result_list
    assert sorted(map(str, _statuses(evaluation))) == sorted(map(str, _statuses(other)))
    for indicator in INDICATORS:
        before, after = (each.verdicts(indicator).sort_values("id", ignore_index=True) for each in (evaluation, other))
        assert_frame_equal(before, after)


STRICTER_FIRST = {
    "hours": ["< 1 heure", "1 heure", "< 24 heures", "24 heures", "25 heures", "72 heures"],
    "days": ["< 1 jour ouvré", "1 jour ouvré", "2 jours ouvrés", "< 4 jours ouvrés", "4 jours ouvrés"],
}


@tried(10)
@given(
    records=_with_distinct_keys(_clean_records(MANY_KEYS)),
    kind=st.sampled_from(sorted(STRICTER_FIRST)),
    as_of=st.none() | DAYS,
)
def test_a_stricter_limit_never_raises_the_rate(records: list[list[str]], kind: str, as_of: dt.date | None) -> None:
    """Of two limits on the same cases the stricter one meets no more cases, and has no higher rate."""
    further = tuple(
        (f"i{number}", f'measure: {{kind: delay, from: r, to: e, limit: "{limit}"}}')
        for number, limit in enumerate(STRICTER_FIRST[kind])
    )
    evaluation = _by_pandas(_rules(further=further), records, by="year", as_of=as_of)
    met = [result.numerator for result in evaluation.result_list]
    assert met == sorted(met, key=lambda number: number or 0)
    rates = [result.value for result in evaluation.result_list]
    for number, looser in enumerate(rates):
        for stricter in rates[:number]:
            assert looser is None or (stricter is not None and stricter <= looser)


# --------------------------------------------------------------------------------------------------- engines and frames


@tried(8)
@given(
    records=EXPORTS,
    writing=WRITINGS,
    on_duplicate=st.sampled_from(["first", "last", "reject"]),
    as_of=st.none() | DAYS,
    group_by=st.sampled_from([None, "b", "n", "v"]),
)
def test_files_and_frames_give_the_same(
    records: list[list[str]],
    writing: Writing,
    on_duplicate: str,
    as_of: dt.date | None,
    group_by: str | None,
) -> None:
    """DuckDB on files and pandas on the same cells agree on every figure, verdict, count and issue."""
    rules = _rules(on_duplicate=on_duplicate)
    by_pandas = evaluate(rules, {"s": _frame(records)}, period="2008", by="year", as_of=as_of, group_by=group_by)
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), records, writing)
        by_duckdb = evaluate(rules, folder, period="2008", by="year", as_of=as_of, group_by=group_by)
        _assert_equal(by_duckdb, by_pandas)
        by_duckdb.close()


@tried(6)
@given(records=st.lists(_clean_records(FEW_KEYS), min_size=1, max_size=25))
def test_typed_frames_give_the_same_as_text(records: list[list[str]]) -> None:
    """A frame of timestamps, whole numbers, floats and booleans gives what the same cells give as text."""
    texts = _frame(records)
    typed = texts.mask(texts.isin(["", "NULL"]))
    for name in ("r", "e", "f"):
        typed[name] = pd.to_datetime(typed[name], format="%d/%m/%Y %H:%M")
    typed["w"] = pd.to_datetime(typed["w"], format="%d/%m/%Y")
    typed["n"] = pd.to_numeric(typed["n"]).astype("Int64")
    typed["x"] = pd.to_numeric(typed["x"].str.replace(",", ".", regex=False)).astype("float64")
    typed["b"] = typed["b"].map({"oui": True, "O": True, "non": False}).astype("boolean")
    typed["id"] = typed["id"].astype("Int64")
    before = typed.copy(deep=True)
    evaluation = evaluate(_rules(), {"s": typed}, period="2008", by="year")
    _assert_equal(evaluation, _by_pandas(_rules(), records, by="year"))
    assert_frame_equal(typed, before)


# --------------------------------------------------------------------------------------------------------------- oracle


@dataclass(frozen=True)
class Judged:
    """What the plain loop says of one case."""

    id: str
    reference_on: dt.date | None
    verdict: str
    lateness: str | None
    due_at: dt.datetime | None


def _instant(text: str) -> dt.datetime | None:
    """Read a wall time of Paris: `fold=0` is its first occurrence, or the offset before the change."""
    if not text:
        return None
    return dt.datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=PARIS, fold=0).astimezone(dt.UTC)


def _is_business_day(day: dt.date) -> bool:
    return day == WORKED or (day.weekday() <= 4 and day not in HOLIDAYS and day != CLOSED)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), PARIS).astimezone(dt.UTC)


def _due_in_hours(start: dt.datetime) -> dt.datetime:
    return start + dt.timedelta(hours=24)


def _due_in_business_days(start: dt.datetime) -> dt.datetime:
    day, left = start.astimezone(PARIS).date(), 3
    while left:
        day += ONE_DAY
        left -= _is_business_day(day)
    return _midnight(day + ONE_DAY)


def _oracle(
    records: Sequence[Sequence[str]],
    due_of: Callable[[dt.datetime], dt.datetime],
    *,
    end_included: bool,
    as_of: dt.date | None,
) -> list[Judged]:
    """Judge records of distinct keys one by one, from their texts."""
    moments = {record[0]: (_instant(record[1]), _instant(record[2])) for record in records}
    # The other dates of a record are taken for events by neither delay.
    events = [moment for both in moments.values() for moment in both if moment is not None]
    known_until = max(events, default=None) if as_of is None else _midnight(as_of + ONE_DAY)
    found = []
    for id_, (start, end) in moments.items():
        if start is None:
            found.append(Judged(id_, None, "invalid", None, None))
            continue
        assert known_until is not None
        # What happens at 24:00 of an as-of day belongs to the next day; the latest event itself has happened.
        known_before = known_until if as_of else known_until + dt.timedelta(microseconds=1)
        if start >= known_before:
            continue
        if end is not None and end >= known_before:
            end = None  # noqa: PLW2901 - it has not happened yet
        due = due_of(start)
        verdict, lateness = "pending", None
        if end is not None and end < start:
            verdict = "invalid"
        elif end is not None and (end < due or (end_included and end == due)):
            verdict = "met"
        elif end is not None:
            verdict, lateness = "missed", "late"
        elif due <= known_until:
            verdict, lateness = "missed", "overdue"
        found.append(Judged(id_, start.astimezone(PARIS).date(), verdict, lateness, due))
    return found


@tried(20)
@given(records=_with_distinct_keys(_clean_records(MANY_KEYS)), as_of=st.none() | DAYS)
def test_delays_are_those_of_a_plain_loop(records: list[list[str]], as_of: dt.date | None) -> None:
    """Row by row, verdicts and due instants are those of a loop over datetime and zoneinfo, and so is the rate."""
    rules = _rules(
        further=(
            ("hours", "measure: {kind: delay, from: r, to: e, limit: 24 heures}"),
            ("days", "measure: {kind: delay, from: r, to: e, limit: 3 jours ouvrés}"),
        )
    )
    evaluation = _by_pandas(rules, records, by="year", as_of=as_of)
    # Which dates stand alone is held by `test_whole_story`.
    assume(not any(issue.code == "lone_date" for issue in evaluation.issue_list))
    wanted = {
        "hours": _oracle(records, _due_in_hours, end_included=True, as_of=as_of),
        "days": _oracle(records, _due_in_business_days, end_included=False, as_of=as_of),
    }
    for indicator, expected in wanted.items():
        frame = evaluation.verdicts(indicator)
        found = [
            Judged(
                str(row["id"]),
                None if pd.isna(row["reference_day"]) else row["reference_day"].date(),
                str(row["verdict"]),
                None if pd.isna(row["lateness"]) else str(row["lateness"]),
                None if pd.isna(row["due_at"]) else row["due_at"].to_pydatetime().astimezone(dt.UTC),
            )
            for row in frame.to_dict("records")
        ]
        assert found == expected
        in_2008 = [each.verdict for each in expected if each.reference_on and each.reference_on.year == 2008]
        met, decided = in_2008.count("met"), in_2008.count("met") + in_2008.count("missed")
        rate = Fraction(met, decided) if decided else None
        of_indicator = [result for result in evaluation.result_list if result.indicator == indicator]
        assert [result.numerator for result in of_indicator] == [met]
        assert [result.value for result in of_indicator] == [rate]
