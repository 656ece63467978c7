"""Pauses: what stops the clock, on each of the clocks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import narwhals as nw
import pandas as pd
import pytest

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.errors import ExportError
from gpj_kpi.verdicts.time.pauses import clip_pauses, number_pauses, sum_pauses

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
calendar: {{opening_hours: {{mon-fri: ["09:00-12:00", "14:00-18:00"]}}}}
sources:
  s:
    label: Dossiers
    files: s.csv
    key: id
    columns:
      id: {{header: id, type: text, required: true}}
      a: {{header: a, type: datetime, format: "%Y-%m-%d %H:%M", required: true}}
      b: {{header: b, type: datetime, format: "%Y-%m-%d %H:%M"}}
  p:
    label: Pauses
    files: p.csv
    key: [case, from]
    max_rejected: {max_rejected}
    columns:
      case: {{header: case, type: text, required: true}}
      from: {{header: from, type: {pause}, required: true}}
      to: {{header: to, type: {pause}}}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: i
        label: Essai
        source: s
        measure: {{{measure}, pauses: {{source: p, case: case, from: from, to: to}}}}
"""
AT = 'datetime, format: "%Y-%m-%d %H:%M"'
ON = 'date, format: "%Y-%m-%d"'


def _judged(
    folder: Path,
    engine: str,
    measure: str,
    cases: str,
    pauses: str,
    *,
    pause: str = AT,
    max_rejected: str = "1%",
    as_of: dt.datetime | dt.date | None = None,
) -> Evaluation:
    rules = folder / "rules.yaml"
    rules.write_text(RULES.format(measure=measure, pause=pause, max_rejected=max_rejected), encoding="utf-8")
    texts = {"s": f"id;a;b\n{cases}", "p": f"case;from;to\n{pauses}"}
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    frames = {name: pd.read_csv(folder / f"{name}.csv", sep=";", dtype=str) for name in texts}
    return evaluate(load_rules(rules), folder if engine == "duckdb" else frames, period=2008, by="year", as_of=as_of)


both_engines = pytest.mark.parametrize("engine", ["duckdb", "pandas"])
_OTHER = "z;2008-03-03 09:00;2008-03-03 09:01\n"

# Monday 3 March 2008 is an ordinary Monday; Easter Monday is 24 March, and the clocks change on 30 March.
DUE = {
    # One pause of 3 h 30.
    "hours": ("10 heures", "2008-03-03 09:00", ["2008-03-03 10:00/2008-03-03 13:30"], "2008-03-03 22:30"),
    # 10-12 and 11-13 are three hours, not four; 13-14 touches them and makes four.
    "overlap": (
        "10 heures",
        "2008-03-03 09:00",
        ["2008-03-03 11:00/2008-03-03 13:00", "2008-03-03 10:00/2008-03-03 12:00", "2008-03-03 13:00/2008-03-03 14:00"],
        "2008-03-03 23:00",
    ),
    # One inside another, one before the start, one that begins when the limit is used up.
    "nested": (
        "2 heures",
        "2008-03-03 09:00",
        ["2008-03-03 08:00/2008-03-03 09:30", "2008-03-03 09:10/2008-03-03 09:20", "2008-03-03 11:30/2008-03-03 15:00"],
        "2008-03-03 11:30",
    ),
    # The second pause only counts because the first has moved the end behind it.
    "chain": (
        "2 heures",
        "2008-03-03 09:00",
        ["2008-03-03 10:00/2008-03-03 11:00", "2008-03-03 11:30/2008-03-03 12:30"],
        "2008-03-03 13:00",
    ),
    # In open time a night and a lunch take nothing off: 9-12 is three hours, of which one is paused.
    "open time": (
        "4 heures ouvrées",
        "2008-03-03 09:00",
        ["2008-03-03 11:00/2008-03-03 14:00", "2008-03-03 18:00/2008-03-04 09:00"],
        "2008-03-03 16:00",
    ),
    # The limit is used up at closing time; a pause that begins then changes nothing.
    "closing": ("7 heures ouvrées", "2008-03-03 09:00", ["2008-03-03 18:00/2008-03-05 12:00"], "2008-03-03 18:00"),
    # Over the night of 30 March 10 real hours pass between 20:00 and 07:00.
    "clock change": ("2 heures", "2008-03-29 19:00", ["2008-03-29 20:00/2008-03-30 07:00"], "2008-03-30 08:00"),
    # Tuesday ends paused and does not count; Wednesday, when the clock goes on, does.
    "days": ("2 jours ouvrés", "2008-03-03 09:00", ["2008-03-04 15:00/2008-03-05 10:00"], "2008-03-07 00:00"),
    # From 0:00 to 24:00: that day alone.
    "whole day": ("2 jours ouvrés", "2008-03-03 09:00", ["2008-03-05 00:00/2008-03-06 00:00"], "2008-03-07 00:00"),
    # Resumed the same day: nothing is lost.
    "same day": ("2 jours ouvrés", "2008-03-03 09:00", ["2008-03-04 08:00/2008-03-04 23:59"], "2008-03-06 00:00"),
    # Friday to Monday: Friday is lost; Saturday and Sunday never counted as jours ouvrés.
    "week-end": ("2 jours ouvrés", "2008-03-06 09:00", ["2008-03-07 15:00/2008-03-10 10:00"], "2008-03-12 00:00"),
    # The same in jours ouvrables: Friday and Saturday are lost.
    "ouvrables": ("2 jours ouvrables", "2008-03-06 09:00", ["2008-03-07 15:00/2008-03-10 10:00"], "2008-03-12 00:00"),
    "calendaires": (
        "2 jours calendaires",
        "2008-03-06 09:00",
        ["2008-03-07 15:00/2008-03-10 10:00"],
        "2008-03-12 00:00",
    ),
    # The last day has come: paused from the next one on, nothing changes.
    "after the last day": (
        "1 jour ouvré",
        "2008-03-03 09:00",
        ["2008-03-05 00:00/2008-03-10 10:00"],
        "2008-03-05 00:00",
    ),
    # 31 January + 1 month is 29 February; two days paused make it 2 March, and so 24:00 of it.
    "months": ("1 mois", "2008-01-31 09:00", ["2008-02-10 09:00/2008-02-12 09:00"], "2008-03-03 00:00"),
}


@both_engines
@pytest.mark.parametrize("name", DUE)
def test_due_instants(engine: str, name: str, tmp_path: Path) -> None:
    """A pause moves the due instant by what it lasts on the clock of the limit."""
    limit, start, pauses, expected = DUE[name]
    rows = "".join(f"x;{pause.replace('/', ';')}\n" for pause in pauses)
    # It ends long after, so that no pause is cut.
    evaluation = _judged(
        tmp_path, engine, f"kind: delay, from: a, to: b, limit: {limit}", f"x;{start};2008-12-01 00:00\n{_OTHER}", rows
    )
    due = evaluation.verdicts("i")["due_at"]
    assert f"{due[0]:%Y-%m-%d %H:%M}" == expected
    assert evaluation.issue_list == ()


@both_engines
def test_a_case_that_ends_while_paused_keeps_its_pause(engine: str, tmp_path: Path) -> None:
    """The pause counts up to the end: 2 hours from 9:00, paused from 10:00, is met at 20:00."""
    evaluation = _judged(
        tmp_path,
        engine,
        "kind: delay, from: a, to: b, limit: 2 heures",
        "x;2008-03-03 09:00;2008-03-03 20:00\ny;2008-03-03 07:00;2008-03-03 20:00\n",
        "x;2008-03-03 10:00;2008-03-04 10:00\ny;2008-03-03 10:00;\n",
    )
    found = evaluation.verdicts("i")
    assert found["verdict"].tolist() == ["met", "missed"]
    assert found["value"].tolist() == [3600, 3 * 3600]


@both_engines
def test_an_open_pause_runs_to_as_of(engine: str, tmp_path: Path) -> None:
    """Paused since 10:00, one hour is left at any as-of; before the pause is known, the clock runs."""
    cases, pauses = f"x;2008-03-03 09:00;\n{_OTHER}", "x;2008-03-03 10:00;2008-03-05 10:00\n"
    due = {}
    for as_of in ("2008-03-03 09:59", "2008-03-04 00:00", "2008-03-05 12:00"):
        evaluation = _judged(
            tmp_path,
            engine,
            "kind: delay, from: a, to: b, limit: 2 heures",
            cases,
            pauses,
            as_of=dt.datetime.fromisoformat(as_of),
        )
        verdict = evaluation.verdicts("i").iloc[0]
        due[as_of] = (verdict["verdict"], f"{verdict['due_at']:%d %H:%M}")
    assert due == {
        "2008-03-03 09:59": ("pending", "03 11:00"),
        "2008-03-04 00:00": ("pending", "04 01:00"),
        "2008-03-05 12:00": ("missed", "05 11:00"),
    }


@both_engines
def test_dates_alone(engine: str, tmp_path: Path) -> None:
    """Paused on Tuesday, resumed on Thursday: Tuesday and Wednesday do not count, Thursday does."""
    evaluation = _judged(
        tmp_path,
        engine,
        "kind: delay, from: a, to: b, limit: 2 jours ouvrés",
        f"x;2008-03-03 09:00;2008-12-01 00:00\n{_OTHER}",
        "x;2008-03-04;2008-03-06\n",
        pause=ON,
    )
    assert f"{evaluation.verdicts('i')['due_at'][0]:%Y-%m-%d}" == "2008-03-08"  # 24:00 of Friday 7 March


NIGHT = "x;2008-03-03 17:00;2008-03-04 08:00\n"
"""Monday's last hour and the night."""


@both_engines
@pytest.mark.parametrize(
    ("unit", "pauses", "expected"),
    [
        ("heures", NIGHT, 34.5 * 3600),  # 49.5 - 15
        # Monday 9-12 and 14-17, Tuesday 16:30-18, Wednesday 9-10:30.
        ("heures ouvrées", f"{NIGHT}x;2008-03-04 08:30;2008-03-04 16:30\n", 9 * 3600),
        # Of Tuesday and Wednesday, which count after Monday, both: it is Monday that ends paused.
        ("jours ouvrés", NIGHT, 2),
        ("jours calendaires", NIGHT, 2),
        # Tuesday ends paused.
        ("jours ouvrés", "x;2008-03-04 17:00;2008-03-05 08:00\n", 1),
        ("jours calendaires", "x;2008-03-04 17:00;2008-03-05 08:00\n", 1),
    ],
    ids=["real", "open", "ouvrés", "calendaires", "ouvrés, Tuesday", "calendaires, Tuesday"],
)
def test_durations(engine: str, unit: str, pauses: str, expected: float, tmp_path: Path) -> None:
    """From Monday 3 March 9:00 to Wednesday 10:30, pauses taken off by the clock of the unit."""
    evaluation = _judged(
        tmp_path,
        engine,
        f"kind: duration, from: a, to: b, statistic: mean, unit: {unit}",
        "x;2008-03-03 09:00;2008-03-05 10:30\n",
        pauses,
    )
    assert evaluation.verdicts("i")["value"].tolist() == [expected]


@both_engines
def test_faulty_pauses_are_rejected_rows(engine: str, tmp_path: Path) -> None:
    """A pause that ends before it begins, or of a case that is not there, is rejected, listed, and changes nothing."""
    rows = "x;2008-03-03 11:00;2008-03-03 10:00\nq;2008-03-03 10:00;2008-03-03 11:00\nx;2008-03-03 12:00;\n"
    measure = "kind: delay, from: a, to: b, limit: 2 heures"
    cases = f"x;2008-03-03 09:00;2008-12-01 00:00\n{_OTHER}"
    evaluation = _judged(tmp_path, engine, measure, cases, rows, max_rejected="67%")
    first = 2 if engine == "duckdb" else 1  # a frame has no header line
    assert [(issue.code, issue.line, issue.column, issue.severity) for issue in evaluation.issue_list] == [
        ("pause_backwards", first, "to", "rejected"),
        ("unknown_case", first + 1, "case", "rejected"),
    ]
    read = evaluation.cases["p"]
    assert (read.rows, read.cases, read.rejected, read.duplicates) == (3, 1, 2, 0)
    assert f"{evaluation.verdicts('i')['due_at'][0]:%H:%M}" == "11:00"
    with pytest.raises(ExportError, match="2 of 3 rows are rejected, more than max_rejected 66%"):
        _judged(tmp_path, engine, measure, cases, rows, max_rejected="66%")


# `< 2 jours ouvrés` from Wednesday 14 May 2008 ends when Friday 16 begins, unless Thursday or Friday begins paused.
STRICT = {
    "begun after it was due": (["2008-05-16 12:00/2008-05-19 12:00"], "2008-05-16 00:00"),
    "begun as it was due": (["2008-05-16 00:00/2008-05-16 09:00"], "2008-05-19 00:00"),
    "over the beginning of Friday": (["2008-05-15 12:00/2008-05-16 09:00"], "2008-05-19 00:00"),
    "over the beginning of Monday too": (["2008-05-15 12:00/2008-05-19 09:00"], "2008-05-20 00:00"),
    "all of Thursday": (["2008-05-15 00:00/2008-05-16 00:00"], "2008-05-19 00:00"),
    "resumed as Friday begins": (["2008-05-15 12:00/2008-05-16 00:00"], "2008-05-16 00:00"),
}


@both_engines
@pytest.mark.parametrize("name", STRICT)
def test_a_strict_limit_in_days_does_not_end_while_paused(engine: str, name: str, tmp_path: Path) -> None:
    """The last day of `< 2 jours ouvrés` is the second that does not begin paused."""
    pauses, expected = STRICT[name]
    evaluation = _judged(
        tmp_path,
        engine,
        'kind: delay, from: a, to: b, limit: "< 2 jours ouvrés"',
        f"x;2008-05-14 10:00;2008-12-01 00:00\n{_OTHER}",
        "".join(f"x;{pause.replace('/', ';')}\n" for pause in pauses),
    )
    assert f"{evaluation.verdicts('i')['due_at'][0]:%Y-%m-%d %H:%M}" == expected


@both_engines
def test_a_strict_limit_in_days_is_never_unsaid(engine: str, tmp_path: Path) -> None:
    """Due on Friday 0:00 and paused from noon on: late on Saturday, as it was overdue on Friday morning."""
    verdicts = [
        _judged(
            tmp_path,
            engine,
            'kind: delay, from: a, to: b, limit: "< 2 jours ouvrés"',
            f"x;2008-05-14 10:00;2008-05-17 10:00\n{_OTHER}",
            "x;2008-05-16 12:00;2008-05-19 12:00\n",
            as_of=dt.datetime(2008, *moment),
        ).verdicts("i")["lateness"][0]
        for moment in ((5, 16, 6), (6, 1, 0))
    ]
    assert verdicts == ["overdue", "late"]


@both_engines
def test_a_rejected_pause_moves_no_as_of(engine: str, tmp_path: Path) -> None:
    """A pause of an unknown case, dated years later, says nothing of what the pauses are known to."""
    evaluation = _judged(
        tmp_path,
        engine,
        "kind: delay, from: a, to: b, limit: 2 heures",
        f"x;2008-03-03 09:00;\n{_OTHER}",
        "x;2008-03-03 10:00;2008-03-03 11:00\nq;2030-01-01 00:00;\n",
        max_rejected="50%",
    )
    assert f"{evaluation.as_of['p'].local_time:%Y-%m-%d %H:%M}" == "2008-03-03 11:00"


@both_engines
def test_pauses_are_sifted_whoever_asks(engine: str, tmp_path: Path) -> None:
    """The count of pauses is the same with the indicator that they pause and without it."""
    rules = tmp_path / "rules.yaml"
    counted = "      - {id: k, label: Pauses, source: p, period_by: from, measure: {kind: count}}\n"
    text = RULES.format(measure="kind: delay, from: a, to: b, limit: 2 heures", pause=AT, max_rejected="50%")
    rules.write_text(text.rstrip("\n") + "\n" + counted, encoding="utf-8")
    texts = {
        "s": f"id;a;b\nx;2008-03-03 09:00;\n{_OTHER}",
        "p": "case;from;to\nx;2008-03-03 10:00;2008-03-03 11:00\nq;2008-03-03 10:00;\n",
    }
    for name, cells in texts.items():
        (tmp_path / f"{name}.csv").write_text(cells, encoding="utf-8")
    frames = {name: pd.read_csv(tmp_path / f"{name}.csv", sep=";", dtype=str) for name in texts}
    data = tmp_path if engine == "duckdb" else frames
    for chosen in (["k"], []):
        evaluation = evaluate(load_rules(rules), data, period=2008, by="year", indicators=chosen)
        assert [result.value for result in evaluation.result_list if result.indicator == "k"] == [1]


@both_engines
def test_nobody_was_paused(engine: str, tmp_path: Path) -> None:
    """An export of pauses that has no row is one of a quiet month."""
    cases = f"x;2008-03-03 09:00;2008-03-03 10:00\n{_OTHER}"
    evaluation = _judged(tmp_path, engine, "kind: delay, from: a, to: b, limit: 2 heures", cases, "")
    assert evaluation.verdicts("i")["verdict"].tolist() == ["met", "met"]
    read = evaluation.cases["p"]
    assert (read.rows, read.cases, read.rejected) == (0, 0, 0)
    assert evaluation.as_of["p"].instant is None


@both_engines
def test_a_pause_dated_the_day_of_a_strict_limit_is_known_with_that_day(engine: str, tmp_path: Path) -> None:
    """`< 2 jours ouvrés` from Monday 2 June 2008 ends as Wednesday begins: at 24:00 of Tuesday that is still open."""
    verdicts = [
        _judged(
            tmp_path,
            engine,
            'kind: delay, from: a, to: b, limit: "< 2 jours ouvrés"',
            f"x;2008-06-02 10:00;2008-06-04 16:00\n{_OTHER}",
            "x;2008-06-04;2008-06-05\n",
            pause=ON,
            as_of=as_of,
        ).verdicts("i")["verdict"][0]
        for as_of in (dt.date(2008, 6, 3), dt.date(2008, 6, 4))
    ]
    assert verdicts == ["pending", "met"]


# On a clock of hours: start, limit and end of a case; its pauses; what they last, and by how much they move the limit.
ON_CLOCK: dict[str, tuple[tuple[int, int | None, int], list[tuple[int, int | None]], tuple[int, int]]] = {
    "one": ((9, 4, 20), [(10, 12)], (2, 2)),
    "two that overlap": ((9, 4, 20), [(10, 12), (11, 13)], (3, 3)),
    "one inside another": ((9, 4, 20), [(10, 14), (11, 12)], (4, 4)),
    "two that touch": ((9, 4, 20), [(12, 13), (10, 12)], (3, 3)),
    "the same twice": ((9, 4, 20), [(10, 12), (10, 12)], (2, 2)),
    "one from before the start": ((9, 4, 20), [(5, 10)], (1, 1)),
    "one before the start": ((9, 4, 20), [(5, 9)], (0, 0)),
    "one beyond the end": ((9, 4, 11), [(10, 14)], (1, 1)),
    "one after the end": ((9, 4, 11), [(12, 14)], (0, 0)),
    "one that has not ended": ((9, 4, 20), [(12, None)], (8, 8)),
    "one that begins when the limit is used up": ((9, 4, 20), [(13, 15)], (2, 0)),
    "one that counts because another moved the limit": ((9, 4, 20), [(10, 12), (13, 15)], (4, 4)),
    "two that overlap, after the limit": ((9, 4, 20), [(13, 15), (14, 18)], (5, 0)),
    "without a limit": ((9, None, 20), [(10, 12)], (2, 0)),
}


@pytest.mark.parametrize("name", ON_CLOCK)
def test_pauses_are_clipped_numbered_and_summed(name: str) -> None:
    """What two pauses share counts once, and one that begins after the limit is used up moves it no more."""
    (start, limit, end), pauses, expected = ON_CLOCK[name]
    other = {"_row": 1, "_pause": 99, "_start": 0, "_length": 5, "_ends": 10, "_stops": 1, "_goes_on": 2}
    rows = [
        {"_row": 0, "_pause": number, "_start": start, "_length": limit, "_ends": end, "_stops": stops, "_goes_on": on}
        for number, (stops, on) in enumerate(pauses)
    ]
    frame = nw.from_native(pd.DataFrame([other, *rows]).astype("Int64")).lazy()
    totals = sum_pauses(number_pauses(clip_pauses(frame))).collect().to_pandas()
    found = {row: (paused, moved) for row, paused, moved in totals[["_row", "_paused", "_moved"]].to_numpy().tolist()}
    assert found == {0: expected, 1: (1, 1)}
