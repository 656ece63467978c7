"""The span of the calendar, worked out by hand from the days of the data and the longest limit."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from tests.small_runs import AT, ON, frame_of, rule_text

from gpj_kpi import load_rules
from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.cases.make import sift
from gpj_kpi.engines import engine_for
from gpj_kpi.evaluation.calendar_span import calendar_of

EXPORT = "id;r;e;d\n1;03/03/2008 10:00;04/03/2008 10:00;\n2;29/02/2008 10:00;;10/03/2008\n3;31/13/2008 10:00;;\n"
PARIS = ZoneInfo("Europe/Paris")


def _span(
    folder: Path, rules: str, frames: dict[str, pd.DataFrame], as_of: AsOf | None = None
) -> tuple[dt.date, dt.date]:
    """First and last day of the calendar of some exports."""
    path = folder / "rules.yaml"
    path.write_text(rules, encoding="utf-8")
    read = load_rules(path)
    engine = engine_for(frames, read)
    sifted = {name: sift(name, read.sources[name], engine.read(name), engine) for name in read.sources}
    calendar = calendar_of(read, sifted, engine, as_of=as_of)
    return calendar.first_day, calendar.last_day


@pytest.mark.parametrize(
    ("limit", "margin"),
    [
        ("48 heures", 0),  # elapsed time needs no day of the calendar
        ("10 jours ouvrés", 10 * 9 + 90),
        ("2 mois", 2 * 31 + 90),
    ],
)
def test_the_calendar_reaches_past_the_longest_limit(limit: str, margin: int, tmp_path: Path) -> None:
    """From 29 February to 10 March, a week before and after, and what the limit needs; a rejected row adds no day."""
    rules = rule_text(
        {"r": AT, "e": AT, "d": ON},
        {"i": f"measure: {{kind: delay, from: r, to: e, limit: {limit}}}"},
        source="max_rejected: 100%",
    )
    week = dt.timedelta(days=7)
    expected = (dt.date(2008, 2, 29) - week, dt.date(2008, 3, 10) + dt.timedelta(days=margin) + week)
    assert _span(tmp_path, rules, {"s": frame_of(EXPORT)}) == expected


def test_each_closed_day_may_cost_a_week(tmp_path: Path) -> None:
    """A house that opens on one day a week loses it: a week more for this year, and for the next."""
    columns, indicators = {"r": AT, "e": AT}, {"i": "measure: {kind: delay, from: r, to: e, limit: 1 jour ouvré}"}
    rules = rule_text(columns, indicators, calendar="closed: {2008-05-02: Pont}")
    frame = frame_of("id;r;e\n1;03/03/2008 10:00;\n")
    last_day = dt.date(2008, 3, 3) + dt.timedelta(days=9 + 90 + 2 * 7 + 7)
    assert _span(tmp_path, rules, {"s": frame}) == (dt.date(2008, 2, 25), last_day)


def test_the_calendar_reaches_plans_at_which_clocks_may_start(tmp_path: Path) -> None:
    """A planned date is no event, and yet a clock may start there: the days around it are known."""
    columns = {"r": f"{AT}, planned: true", "e": AT}
    rules = rule_text(columns, {"i": "measure: {kind: delay, from: r, to: e, limit: 48 heures}"})
    frame = frame_of("id;r;e\n1;03/03/2008 10:00;04/03/2008 10:00\n2;02/06/2008 10:00;\n")
    assert _span(tmp_path, rules, {"s": frame}) == (dt.date(2008, 2, 25), dt.date(2008, 6, 9))


def test_exports_without_a_date_have_a_calendar(tmp_path: Path) -> None:
    """Nothing is dated: a week around 1 January 1970."""
    rules = rule_text({"r": AT}, {"i": "period_by: r, measure: {kind: count}"})
    found = _span(tmp_path, rules, {"s": frame_of("id;r\n1;\n")})
    assert found == (dt.date(1969, 12, 25), dt.date(1970, 1, 8))


PAUSED = f"""
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  s: {{label: S, files: s.csv, key: id, columns: {{id: {{header: id, type: text, required: true}},
    r: {{header: r, {AT}}}, e: {{header: e, {AT}}}}}}}
  p: {{label: P, files: p.csv, key: id, columns: {{id: {{header: id, type: text, required: true}},
    x: {{header: x, {AT}, required: true}}, y: {{header: y, {AT}}}}}}}
commitments: [{{id: c, title: C, promise: C, indicators: [{{id: i, label: I, source: s, measure: {{kind: delay, from: r,
  to: e, limit: 48 heures, pauses: {{source: p, case: id, from: x, to: y}}}}}}]}}]
"""


@pytest.mark.parametrize(
    ("as_of", "last_day"), [(None, dt.date(2008, 3, 12)), (dt.date(2008, 6, 1), dt.date(2008, 6, 8))]
)
def test_an_open_pause_runs_to_as_of(as_of: dt.date | None, last_day: dt.date, tmp_path: Path) -> None:
    """The calendar reaches the as-of that was given where a clock may stand still: 22:00 UTC of 1 June, and a week."""
    frames = {
        "s": frame_of("id;r;e\n1;03/03/2008 10:00;\n"),
        "p": frame_of("id;x;y\n1;05/03/2008 10:00;\n"),
    }
    given = None if as_of is None else AsOf.given(as_of, PARIS)
    assert _span(tmp_path, PAUSED, frames, given)[1] == last_day
