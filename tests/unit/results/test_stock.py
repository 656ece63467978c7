"""The stock of each period: taken at its end, or at as-of, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import AT, Read, both_engines, evaluate_frame, figures, frame_of, rule_text
from tests.unit.results.made import coverage_of

from gpj_kpi import evaluate, load_rules
from gpj_kpi.calendars.periods import parse_period
from gpj_kpi.engines.interface import Engine, Frame
from gpj_kpi.results import stock
from gpj_kpi.results.stock import moment_of
from gpj_kpi.results.tally import tally
from gpj_kpi.rules import Indicator

COLUMNS = {"a": AT, "b": AT, "g": "type: text"}
OPEN = "measure: {kind: open, from: a, to: b}"
EXPORT = (
    "id;a;b;g\n"
    "1;10/01/2008 09:00;;x\n"  # open ever since
    "2;10/02/2008 09:00;20/05/2008 09:00;y\n"  # open at the end of the first quarter
    "3;10/04/2008 09:00;01/07/2008 00:00;x\n"  # closed at the 24:00 of the second
    "4;10/08/2008 09:00;09/08/2008 09:00;\n"  # ends before it starts
    "5;;09/08/2008 09:00;x\n"  # never starts
    "6;10/12/2008 09:00;;\n"
)


@pytest.mark.parametrize(
    ("period", "as_of", "expected"),
    [
        ("2008-02", dt.date(2008, 3, 10), "2008-03-01 00:00"),
        ("2008-03", dt.date(2008, 3, 10), "2008-03-11 00:00"),
        ("2008-03", dt.date(2008, 3, 31), "2008-04-01 00:00"),
        ("2008-04", dt.date(2008, 3, 31), None),
    ],
)
def test_stock_is_taken_at_the_end_or_at_as_of(period: str, as_of: dt.date, expected: str | None) -> None:
    """A period that begins after as-of has none."""
    coverage = coverage_of("2008-01-03", "2008-03-03", as_of_day=as_of.isoformat(), is_given=True)
    moment = moment_of(parse_period(period), coverage)
    found = None if moment is None or moment.local_time is None else f"{moment.local_time:%Y-%m-%d %H:%M}"
    assert found == expected


def test_a_silence_as_usual_belongs_to_what_is_known() -> None:
    """Where nobody gave an as-of; a period that ends far beyond is counted at the end of such a silence.

    Between the first two days lie 6 without a case, between the last two 17. From 28 March on, 17 days go to 14 April.
    """
    coverage = coverage_of("2008-03-03", "2008-03-10", "2008-03-28")
    known, unknown = (moment_of(parse_period(each), coverage) for each in ("2008-03", "2008"))
    assert known is not None
    assert unknown is not None
    assert (known.last_day, unknown.last_day) == (dt.date(2008, 3, 31), dt.date(2008, 4, 14))


def test_nothing_is_known_of_nothing() -> None:
    """Without any case there is no moment."""
    assert moment_of(parse_period("2008"), coverage_of()) is None


@both_engines
def test_each_quarter_has_what_is_open_at_its_end(tmp_path: Path, read: Read) -> None:
    """Counted by hand; the whole year is that of its last day, no sum."""
    path = tmp_path / "by.yaml"
    path.write_text(rule_text(COLUMNS, {"i": OPEN}), encoding="utf-8")
    with evaluate(load_rules(path), {"s": frame_of(EXPORT)}, period="2008", as_of=dt.date(2008, 12, 31)) as found:
        assert figures(found, ["period", "value", "invalid"]) == [
            ("2008-Q1", 2, 0),
            ("2008-Q2", 1, 0),
            ("2008-Q3", 1, 1),
            ("2008-Q4", 2, 1),
            ("2008", 2, 1),
        ]
    whole = read(tmp_path, rule_text(COLUMNS, {"i": OPEN}), EXPORT)
    (parts,) = whole.conservation
    # Of six: 5 has no start, 2 and 3 are over, 4 is invalid, 1 and 6 are open.
    assert (parts.in_scope, parts.without_date, parts.outside_period) == (6, 1, 2)
    assert (parts.in_period, parts.invalid, parts.counted) == (3, 1, 2)
    assert list(whole.verdicts("i")["id"]) == ["1", "4", "5", "6"]
    assert [issue.code for issue in whole.issue_list if issue.code == "undated"] == ["undated"]


def test_groups_have_their_own(tmp_path: Path) -> None:
    """With those of no group; an age has no figure where nothing is open."""
    age = "measure: {kind: age, from: a, to: b, unit: jours calendaires, statistic: median}"
    rules = rule_text(COLUMNS, {"i": OPEN, "t": age})
    found = evaluate_frame(tmp_path, rules, frame_of(EXPORT), as_of=dt.date(2008, 12, 31), group_by="g")
    assert figures(found, ["indicator", "group", "value"]) == [
        ("i", None, 2),
        ("i", "(none)", 1),
        ("i", "x", 1),
        ("i", "y", 0),
        # From 10 January to 31 December of a leap year there are 356 days, from 10 December 21.
        ("t", None, (356 + 21) / 2),
        ("t", "(none)", 21),
        ("t", "x", 356),
        ("t", "y", None),
    ]


@pytest.mark.parametrize(
    ("more", "as_of", "expected"),
    [
        ('target: "< 3"', dt.date(2008, 12, 31), ("met", "< 3", False)),
        ('target: "< 2", tolerance: "2"', dt.date(2008, 12, 31), ("near", "< 2", False)),
        # Half a year before the end nobody knows what will be open then.
        ('target: "< 3"', dt.date(2008, 6, 30), ("pending", "< 3", True)),
        ('target: ">= 1"', dt.date(2008, 6, 30), ("pending", ">= 1", True)),
        # The target in force at the end of the year holds for it.
        (
            'target: "< 3", versions: [{from: 2008-07-01, target: "< 2", ref: x}]',
            dt.date(2008, 12, 31),
            ("missed", "< 2", False),
        ),
        ('target: "< 3", min_cases: 5', dt.date(2008, 12, 31), ("too_few", "< 3", False)),
        # The first quarter misses.
        ('target: "< 2", per: quarter', dt.date(2008, 12, 31), ("missed", "< 2", False)),
    ],
)
def test_a_target_is_held_against_the_end(
    tmp_path: Path, more: str, as_of: dt.date, expected: tuple[str, str, bool]
) -> None:
    """A period that is not over is pending: more may come, and what is open may end."""
    found = evaluate_frame(tmp_path, rule_text(COLUMNS, {"i": f"{OPEN}, {more}"}), frame_of(EXPORT), as_of=as_of)
    whole = found.result_list[-1]
    assert (whole.status, whole.target, whole.provisional) == expected


def test_what_was_printed_is_compared(tmp_path: Path) -> None:
    """With the end of the period that it names."""
    rules = rule_text(COLUMNS, {"i": f'{OPEN}, published: {{2008: 2, 2008-Q1: "3"}}'})
    found = evaluate_frame(tmp_path, rules, frame_of(EXPORT), as_of=dt.date(2008, 12, 31))
    assert found.result_list[-1].published_agrees is True


def test_an_end_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year by month asks twelve times, however many groups and longer periods end with these months."""
    path = tmp_path / "rules.yaml"
    path.write_text(rule_text(COLUMNS, {"i": f'{OPEN}, target: "< 3", per: quarter'}), encoding="utf-8")
    asked = []

    def count(
        judged: Frame, indicators: Sequence[Indicator], engine: Engine, **more: object
    ) -> dict[str, pd.DataFrame]:
        asked.append(judged)
        return tally(judged, indicators, engine, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(stock, "tally", count)
    evaluate(
        load_rules(path),
        {"s": frame_of(EXPORT)},
        period="2008",
        by="month",
        as_of=dt.date(2009, 1, 1),
        group_by="g",
    )
    # The end of the year was counted with all other indicators, and each other month once.
    assert len(asked) == 11
