"""Houses, cases and pauses made up; the rule file and exports they make; and how the walker judges them.

Law: cells are drawn as texts, and the walker reads them back from these texts, as any reader would.
"""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pandas as pd
from hypothesis import strategies as st
from tests.property.minute_walker import (
    HOLIDAYS,
    MINUTES,
    MONDAY_TO_FRIDAY,
    ONE_DAY,
    ONE_MINUTE,
    Abandoned,
    AsOf,
    Case,
    House,
    Judged,
    Limit,
    Stretch,
    due_at,
    judge,
    measure,
)

from gpj_kpi import Evaluation, RuleFile, evaluate, load_rules
from gpj_kpi.calendars.periods import Grain

WORDS = {
    "minutes": "minutes",
    "hours": "heures",
    "business minutes": "minutes ouvrées",
    "business hours": "heures ouvrées",
    "business days": "jours ouvrés",
    "working days": "jours ouvrables",
    "calendar days": "jours calendaires",
    "months": "mois",
}
Kept = TypeVar("Kept")
UNITS = tuple(WORDS)
HOLIDAY_YEAR = dt.date(2008, 1, 1)
BY_DAY = UNITS[4:]
ROLLOVERS = [
    f"{kind}_day{place}"
    for kind in ("next_business", "next_working", "previous_business", "previous_working")
    for place in ("", "_of_month")
]
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_FORMAT = "%d/%m/%Y"
WALL, STAMPED = f"{DAY_FORMAT} %H:%M", f"{DAY_FORMAT} %H:%M%z"
CASE_HEADER = ["id", "r", "e", "rd", "ed", "g", "o"]  # received, ended, both again as dates, gone, outcome
PAUSE_HEADER = ["n", "id", "x", "y"]
PERIOD = "2007-10-01/2009-06-30"


# ---------------------------------------------------------------------------------------------------------------- rules


@dataclass(frozen=True)
class Rule:
    """One indicator.

    Attributes:
        clock: limit of a delay, or unit of a duration.
        pauses: source of its pauses: `p` with times, `q` with dates.
        by_date: whether its cases have dates, not times.
        abandoned: how abandoned cases count.
        more: further keys of the indicator, e.g. its versions.
    """

    clock: Limit | str
    pauses: str | None = None
    by_date: bool = False
    abandoned: Abandoned | None = None
    more: str = ""

    @property
    def text(self) -> str:
        """What the rule file says of it."""
        columns = "from: rd, to: ed" if self.by_date else "from: r, to: e"
        stopped = f", pauses: {{source: {self.pauses}, case: id, from: x, to: y}}" if self.pauses else ""
        if isinstance(self.clock, str):
            words = f"kind: duration, {columns}, statistic: mean, unit: {WORDS[self.clock]}"
        else:
            words = f'kind: delay, {columns}, limit: "{limit_text(self.clock)}"{_days_text(self.clock)}'
        return f"measure: {{{words}{stopped}{_abandoned_text(self.abandoned)}}}{self.more}"

    def judge(self, house: House, case: Case, as_of: AsOf) -> Judged | None:
        """Give what the walker says of a case."""
        if isinstance(self.clock, str):
            return measure(house, case, self.clock, as_of)
        return judge(house, case, self.clock, as_of, self.abandoned)


def limit_text(limit: Limit) -> str:
    """Write a limit as in a rule file."""
    return f"{'< ' if limit.strict else ''}{limit.count} {WORDS[limit.unit]}"


def _week_text(week: frozenset[int]) -> str:
    return "mon-fri" if week == MONDAY_TO_FRIDAY else ", ".join(_WEEKDAYS[day] for day in sorted(week))


def _hours_text(hours: Mapping[int, tuple[Stretch, ...]]) -> str:
    return ", ".join(f"{_WEEKDAYS[day]}: [{', '.join(map(_stretch_text, each))}]" for day, each in hours.items())


def _keyed(house: House, days: Mapping[dt.date, Kept]) -> dict[str, Kept]:
    """Write each day as the house does: a date, or a date of every year where its cases lie in one year."""
    return {f'"*-{day:%m-%d}"' if house.by_star else f"{day}": kept for day, kept in days.items()}


def _days_text(limit: Limit) -> str:
    """Write where a limit in days begins and ends."""
    first_day = {"first_day": "counted"} if limit.counts_first else {}
    cut_off = {} if limit.cut_off is None else {"cut_off": f'"{limit.cut_off // 60:02}:{limit.cut_off % 60:02}"'}
    start = {**cut_off, **({"closed": limit.closed} if limit.closed else {}), **first_day}
    shown = ", ".join(f"{key}: {value}" for key, value in start.items())
    parts = [f"start: {{{shown}}}"] if start else []
    parts += [f"ends: {limit.ends}"] if limit.ends != "end_of_day" else []
    parts += [f"rollover: {limit.rollover}"] if limit.rollover else []
    return "".join(f", {part}" for part in parts)


def _abandoned_text(abandoned: Abandoned | None) -> str:
    if abandoned is None:
        return ""
    at = ", at: g" if abandoned.has_instant else ""
    within = f', within: "{limit_text(abandoned.within)}"' if abandoned.within else ""
    return f", abandoned: {{when: {{o: gone}}{at}, counts: {abandoned.counts}{within}}}"


def rule_text(
    house: House, indicators: Mapping[str, str], *, stamp: str = WALL, further: Mapping[str, str] | None = None
) -> str:
    """Write the rule file of a house: the sources `s` of cases, `p` and `q` of pauses, and its indicators.

    Args:
        house: its zone and calendar.
        indicators: what follows `source:` in each indicator, by id.
        stamp: how instants are written.
        further: declarations of further columns of the cases, by id.
    """
    shown = _hours_text(house.hours)
    if house.hours_in_turn:
        weeks = ", ".join(f"{{{_hours_text(week)}}}" for week in house.hours_in_turn)
        shown = f"from: 2008-01-07, weeks: [{weeks}]"
    dated = [f"{key}: [{', '.join(map(_stretch_text, each))}]" for key, each in _keyed(house, house.dated).items()]
    shown = ", ".join([*([shown] if shown else []), *dated])
    week = f'"{_week_text(house.week)}"'
    if house.turn:
        quoted = ", ".join(f'"{_week_text(each)}"' for each in house.turn)
        week = f"{{from: 2008-01-07, weeks: [{quoted}]}}"
    dated_days = {name: dict.fromkeys(sorted(getattr(house, name))) for name in _DATED}
    at, on = (f'type: {kind}, format: "{form}"' for kind, form in (("datetime", stamp), ("date", DAY_FORMAT)))
    cases = {"id": _FILLED, "r": at, "e": at, "rd": on, "ed": on, "g": at, "o": "type: text"}
    cases |= further or {}
    lines = [
        "version: 1",
        "organisation: Essai",
        f"time_zone: {house.zone.key}",
        "calendar:",
        f"  week: {week}",
        f"  opening_hours: {{{shown}}}",
        *(
            f"  {name}: {{{', '.join(f'{key}: x' for key in _keyed(house, days))}}}"
            for name, days in dated_days.items()
        ),
        "sources:",
        f"  s: {{{_source_text('s.csv', 'id', cases)}}}",
        *(
            f"  {name}: {{{_source_text(f'{name}.csv', 'n', {'n': _FILLED, 'id': _FILLED, **ends})}}}"
            for name, ends in (
                ("p", {"x": f"{at}, required: true", "y": at}),
                ("q", {"x": f"{on}, required: true", "y": on}),
            )
        ),
        "commitments:",
        "  - id: c",
        "    title: c",
        "    promise: c",
        "    indicators:",
        *(f"      - {{id: {id_}, label: {id_}, source: s, {text}}}" for id_, text in indicators.items()),
    ]
    return "\n".join(lines) + "\n"


_REQUIRED = ", required: true"
_FILLED = f"type: text{_REQUIRED}"
_DATED = ("closed", "worked")


def _source_text(file: str, key: str, columns: Mapping[str, str]) -> str:
    shown = ", ".join(f"{id_}: {{header: {id_}, {rest}}}" for id_, rest in columns.items())
    return f"label: {key}, files: {file}, key: {key}, max_rejected: 100%, columns: {{{shown}}}"


def _stretch_text(stretch: Stretch) -> str:
    ends = (stretch[0], stretch[1] if stretch[1] <= _MIDNIGHT else stretch[1] - _MIDNIGHT)
    opens, closes = (f"{minute // 60:02}:{minute % 60:02}" for minute in ends)
    return f'"{opens}-{closes}"'


def loaded(text: str) -> RuleFile:
    """Load a rule file from its text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.yaml"
        path.write_text(text, encoding="utf-8")
        return load_rules(path)


# -------------------------------------------------------------------------------------------------------------- exports


@dataclass(frozen=True)
class Export:
    """Cells of the cases `s` and of the pauses `p` and `q`, how their instants are written, and further columns."""

    tables: Mapping[str, list[list[str]]]
    stamp: str
    further: tuple[str, ...] = ()

    def cases(self, house: House, rule: Rule) -> list[Case]:
        """Read the cases that a rule looks at, with the pauses that are sound."""
        found = []
        for id_, received, ended, received_on, ended_on, gone, outcome in (row[:7] for row in self.tables["s"]):
            begun, done = (received_on, ended_on) if rule.by_date else (received, ended)
            found.append(
                Case(
                    id_,
                    self.instant(house, begun),
                    self.instant(house, done),
                    self._pauses(house, rule, id_),
                    is_abandoned=outcome == "gone",
                    abandoned_at=self.instant(house, gone),
                    by_date=rule.by_date,
                    paused_by_date=rule.pauses == "q",
                )
            )
        return found

    def _pauses(self, house: House, rule: Rule, case: str) -> tuple[tuple[dt.datetime, dt.datetime | None], ...]:
        rows = self.tables[rule.pauses] if rule.pauses else []
        ends = [(self.instant(house, row[2]), self.instant(house, row[3])) for row in rows if row[1] == case]
        return tuple((begun, to) for begun, to in ends if begun is not None and (to is None or begun <= to))

    def instant(self, house: House, cell: str) -> dt.datetime | None:
        """Read a cell: a date is its 00:00, a wall time that occurs twice its first occurrence."""
        if not cell:
            return None
        form = self.stamp if ":" in cell else DAY_FORMAT
        read = dt.datetime.strptime(cell, form)
        return (read if read.tzinfo else read.replace(tzinfo=house.zone)).astimezone(dt.UTC)

    def n_faulty_pauses(self, house: House, source: str) -> int:
        """Count the pauses that end before they begin, or whose case is not there."""
        ids = {row[0] for row in self.tables["s"]}
        ends = [(row[1], self.instant(house, row[2]), self.instant(house, row[3])) for row in self.tables[source]]
        return sum(id_ not in ids or (x is not None and y is not None and y < x) for id_, x, y in ends)

    def frames(self) -> dict[str, pd.DataFrame]:
        """One frame of texts for each source."""
        return {name: pd.DataFrame(rows, columns=self._header(name), dtype="str") for name, rows in self.tables.items()}

    def write(self, folder: str) -> None:
        """Write one file for each source."""
        for name, rows in self.tables.items():
            with (Path(folder) / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, delimiter=";").writerows([self._header(name), *rows])

    def _header(self, name: str) -> list[str]:
        return [*CASE_HEADER, *self.further] if name == "s" else PAUSE_HEADER


def argument(house: House, as_of: AsOf) -> dt.datetime | dt.date:
    """As-of as `evaluate` takes it."""
    return house.day_of(as_of.instant) - ONE_DAY if as_of.is_end_of_day else as_of.instant


# ----------------------------------------------------------------------------------------------------------- strategies

# Days on which clocks change, and days around holidays.
_ANCHORS = {
    "Europe/Paris": ["2008-03-30", "2008-10-26", "2008-05-01", "2007-12-25"],
    "America/Sao_Paulo": ["2008-02-17", "2008-10-19"],  # at midnight: a day of 25 hours, a day that begins at 01:00
    "Australia/Lord_Howe": ["2008-04-06", "2008-10-05"],  # by half an hour
}
_PLACES = [(zone, dt.date.fromisoformat(day)) for zone, days in _ANCHORS.items() for day in days]
_TIMES = st.sampled_from([0, 30, 60, 90, 120, 150, 180, 240, 540, 750, 810, 1080, 1380, 1410, 1440])
_FEW_HOURS = 240
_ELEVEN, _MIDNIGHT = 23 * 60, 24 * 60


def _cut(times: list[int]) -> tuple[Stretch, ...]:
    ordered = sorted(times)
    return tuple(zip(ordered[::2], ordered[1::2], strict=False))


_STRETCHES = (
    st.lists(_TIMES | st.integers(0, 1440), min_size=2, max_size=6, unique=True).map(_cut).filter(lambda found: found)
)


def _with_night(stretches: tuple[Stretch, ...], minutes: int) -> tuple[Stretch, ...]:
    """Work on from 23:00 for so many minutes after midnight; the day begins when the night is over."""
    if not minutes:
        return stretches
    day = [(opens, closes) for opens, closes in stretches if opens >= minutes and closes <= _ELEVEN]
    return (*day, (_ELEVEN, _MIDNIGHT + minutes))


@dataclass(frozen=True)
class Place:
    """A house and the day around which its cases lie."""

    house: House
    around: dt.date


@st.composite
def places(draw: st.DrawFn) -> Place:
    """Draw a house: its zone, its week, its hours, days off and days worked."""
    zone, around = draw(st.sampled_from(_PLACES))
    hours = draw(st.dictionaries(st.integers(0, 6), _STRETCHES, max_size=7))
    if sum(closes - opens for stretches in hours.values() for opens, closes in stretches) < _FEW_HOURS:
        hours = {**hours, 1: ((540, 750), (810, 1080))}  # else the walk to a limit is too long
    near = [around + number * ONE_DAY for number in range(-4, 8)]
    closed = draw(st.sets(st.sampled_from(near), max_size=2))
    dated = draw(st.dictionaries(st.sampled_from(near), _STRETCHES, max_size=2))
    worked = draw(st.sets(st.sampled_from(near), max_size=2)) - closed
    night = draw(st.sampled_from([0, 0, 60, 150, 360]))
    hours = {day: _with_night(each, night) for day, each in hours.items()}
    others = draw(st.sampled_from([(), (), ({3: ((540, 1080),)},), ({}, {1: ((0, 750),), 5: ((600, 1440),)})]))
    turn = draw(st.sampled_from([(), (), (range(5), range(4)), (range(6), [0, 2], range(5))]))
    dated = {day: _with_night(each, night) for day, each in dated.items()}
    house = House(
        ZoneInfo(zone),
        hours=hours,
        # Hours of a day that is not worked, and a day worked without hours, are contradictions.
        dated={day: each for day, each in dated.items() if day in worked or day not in HOLIDAYS | closed},
        closed=frozenset(closed),
        worked=frozenset(day for day in worked if day in dated or day.weekday() in hours),
        week=frozenset(draw(st.sampled_from([range(5), range(5), range(6), [1, 2, 3, 6]]))),
        turn=tuple(frozenset(week) for week in turn),
        # A worked day needs hours, in whichever week or year it lies.
        hours_in_turn=(hours, *others) if others and not night and not worked else (),
        by_star=around.month in range(2, 12) and not worked and draw(st.booleans()),
    )
    return Place(house, around)


def limits(*units: str) -> st.SearchStrategy[Limit]:
    """Limits in some units, short enough to be walked; days and months with all rollovers."""
    most = {"minutes": 3000, "hours": 60, "business minutes": 500, "business hours": 9, "months": 2}

    def of_unit(unit: str) -> st.SearchStrategy[Limit]:
        rollovers = [None] if unit in MINUTES else [None, None, None, *ROLLOVERS]
        return st.builds(
            Limit,
            st.integers(1, most.get(unit, 6)),
            st.just(unit),
            strict=st.booleans(),
            rollover=st.sampled_from(rollovers),
        )

    return st.sampled_from(units).flatmap(of_unit)


@st.composite
def day_limits(draw: st.DrawFn, house: House, *, by_date: bool = False) -> Limit:
    """Draw a limit in days or months that looks at the hour, or counts its first day; by date, no hour is known."""
    limit = draw(limits(*BY_DAY))
    unit = limit.unit if limit.rollover is None else "business days" if "business" in limit.rollover else "working days"
    days = [HOLIDAY_YEAR + number * ONE_DAY for number in range(-200, 500)]
    has_hours = all(house.hours_of(day) for day in days if house.counts(unit, day))
    return replace(
        limit,
        cut_off=None if by_date else draw(st.sampled_from([None, 30, 90, 150, 750, 960, 1439])),
        closed=draw(st.sampled_from([None, "next_business_day", *([] if by_date else ["next_opening"])])),
        counts_first=draw(st.booleans()),
        ends="end_of_day"
        if by_date
        else draw(st.sampled_from(["end_of_day", "same_hour", *(["at_closing"] if has_hours else [])])),
    )


@st.composite
def delays(draw: st.DrawFn, *units: str) -> Rule:
    """Draw a delay without abandoned cases."""
    limit = draw(limits(*units))
    return draw(_paused(limit, by_day=limit.unit not in MINUTES))


@st.composite
def durations(draw: st.DrawFn, *units: str) -> Rule:
    """Draw a duration."""
    unit = draw(st.sampled_from(units))
    return draw(_paused(unit, by_day=unit not in MINUTES))


def _paused(clock: Limit | str, *, by_day: bool) -> st.SearchStrategy[Rule]:
    """Rules with pauses or without; by dates only where days are counted."""
    sources = [None, "p", "p", "p", *(["q", "q", "q"] if by_day else [])]
    return st.builds(
        Rule, st.just(clock), st.sampled_from(sources), by_date=st.booleans() if by_day else st.just(value=False)
    )


@st.composite
def exports(draw: st.DrawFn, place: Place, of_rules: Sequence[Rule]) -> Export:
    """Draw cases that begin around a day, and their pauses; many end at their due instant, or a minute off.

    A first case, with a pause in each source, is older than any as-of: each source has a row at any of them.
    """
    house = place.house
    stamp = draw(st.sampled_from([WALL, STAMPED]))
    n_cases = draw(st.integers(12, 30))

    def written(instant: dt.datetime | None, form: str) -> str:
        return "" if instant is None else f"{instant.astimezone(house.zone):{form}}"

    first = house.start_of(place.around - 9 * ONE_DAY)
    at, on = written(first, stamp), written(first, DAY_FORMAT)
    tables = {"s": [["first", at, "", on, "", "", ""]], "p": [["0", "first", at, at]], "q": [["0", "first", on, on]]}
    for number in range(n_cases):
        id_ = f"c{number}"
        start = house.start_of(place.around + draw(st.integers(-4, 3)) * ONE_DAY) + draw(_MINUTE_OF_DAY) * ONE_MINUTE
        stops = draw(_stops(start))
        for begun, to in stops:
            tables["p"].append([str(len(tables["p"])), id_, written(begun, stamp), written(to, stamp)])
        for begun, to in draw(_stops(start)):
            tables["q"].append([str(len(tables["q"])), id_, written(begun, DAY_FORMAT), written(to, DAY_FORMAT)])
        end = draw(_ends(house, start, of_rules, stops))
        gone = None if draw(st.integers(0, 2)) else draw(_ends(house, start, of_rules, stops))
        if gone is not None and end is not None and not draw(st.integers(0, 4)):
            gone = end
        begun_at = start if draw(st.integers(0, 19)) < 19 else None
        days = [written(begun_at, DAY_FORMAT), written(end, DAY_FORMAT)]
        outcome = "gone" if gone is not None and draw(st.integers(0, 4)) else draw(st.sampled_from(["", "done"]))
        tables["s"].append([id_, written(begun_at, stamp), written(end, stamp), *days, written(gone, stamp), outcome])
    return Export(tables, stamp)


_MINUTE_OF_DAY = st.sampled_from([0, 90, 150, 180, 539, 540, 750, 1079, 1080, 1439]) | st.integers(0, 1439)
_MINUTES_LATER = st.sampled_from([-1, 0, 1, 60, 1440]) | st.integers(0, 8000)


@st.composite
def _ends(
    draw: st.DrawFn,
    house: House,
    start: dt.datetime,
    of_rules: Sequence[Rule],
    stops: Sequence[tuple[dt.datetime, dt.datetime | None]],
) -> dt.datetime | None:
    """Draw an end: none, any, or near the due instant that some rule gives with these pauses."""
    clocks = [rule.clock for rule in of_rules if isinstance(rule.clock, Limit)]
    kind = draw(st.integers(0, 5 if clocks else 2))
    if kind == 0:
        return None
    if kind <= 2:
        return start + draw(_MINUTES_LATER) * ONE_MINUTE
    sound = [(max(begun, start), to) for begun, to in stops if to is not None and to > start]
    return due_at(house, draw(st.sampled_from(clocks)), start, sound) + draw(st.integers(-1, 1)) * ONE_MINUTE


@st.composite
def _stops(draw: st.DrawFn, start: dt.datetime) -> list[tuple[dt.datetime, dt.datetime | None]]:
    """Draw pauses that may overlap, touch, be empty or open; now and then one ends before it begins."""
    found: list[tuple[dt.datetime, dt.datetime | None]] = []
    for _ in range(draw(st.sampled_from([0, 0, 1, 1, 2, 3]))):
        begun = start + draw(st.sampled_from([-600, 0, 1]) | st.integers(-300, 5000)) * ONE_MINUTE
        last = found[-1][1] if found else None
        if last is not None and draw(st.booleans()):
            begun = last
        length = draw(st.sampled_from([None, -30, 0, 1, 60, 1440, 2880]) | st.integers(1, 4000))
        found.append((begun, None if length is None else begun + length * ONE_MINUTE))
    return found


def as_ofs(place: Place) -> st.SearchStrategy[AsOf]:
    """Instants, and ends of days, from before the cases to after most of them."""
    house = place.house
    days = st.integers(-4, 14).map(lambda number: house.start_of(place.around + number * ONE_DAY))
    instants = st.builds(lambda day, minute: day + minute * ONE_MINUTE, days, _MINUTE_OF_DAY)
    return st.builds(AsOf, instants) | st.builds(AsOf, days, st.just(value=True))


# ----------------------------------------------------------------------------------------------------------- comparison


def evaluated(
    rule_file: RuleFile,
    export: Export,
    as_of: dt.datetime | dt.date | None,
    *,
    by: Grain = "year",
    on_files: bool = False,
) -> Evaluation:
    """Evaluate an export: frames on pandas, or files on DuckDB. Verdicts are there until `close`."""
    if not on_files:
        return evaluate(rule_file, export.frames(), period=PERIOD, by=by, as_of=as_of)
    with tempfile.TemporaryDirectory() as folder:
        export.write(folder)
        return evaluate(rule_file, folder, period=PERIOD, by=by, as_of=as_of)


def found_verdicts(evaluation: Evaluation, indicator: str) -> dict[str, Judged]:
    """Give the verdicts of an evaluation by case; time is in minutes, as in the walker."""
    unit = str(next(each.unit for each in evaluation.result_list if each.indicator == indicator))
    per_value = 1 if unit.endswith("_days") else 60
    found = {}
    for row in evaluation.verdicts(indicator).to_dict("records"):
        lateness, due, value = (None if pd.isna(row[name]) else row[name] for name in ("lateness", "due_at", "value"))
        found[row["id"]] = Judged(
            row["id"],
            str(row["verdict"]),
            lateness,
            None if due is None else due.to_pydatetime().astimezone(dt.UTC),
            None if value is None else value / per_value,
        )
    return found


def differences(
    house: House,
    export: Export,
    rule: Rule,
    as_of: AsOf,
    found: Mapping[str, Judged],
    *,
    in_force: Callable[[Case], Rule] | None = None,
) -> list[str]:
    """Compare what was found with what the walker says.

    Args:
        house: where the cases are.
        export: their cells.
        rule: what is judged.
        as_of: to when things are known.
        found: verdicts by case.
        in_force: gives the rule that judges a case, when that depends on the case.

    Returns:
        For each case that differs what was expected, what was found, and its cells.
    """
    different = []
    for case, row in zip(export.cases(house, rule), export.tables["s"], strict=True):
        judging = rule if in_force is None else in_force(case)
        expected, judged = judging.judge(house, case, as_of), found.get(case.id)
        if _comparable(expected, judging, case) != _comparable(judged, judging, case):
            pauses = [" ".join(each[2:]) for each in export.tables.get(rule.pauses or "", []) if each[1] == case.id]
            cells = "; ".join([*row, *pauses])
            different.append(f"expected {expected}\n   found {judged}\n    from {cells}")
    return different


def _comparable(judged: Judged | None, rule: Rule, case: Case) -> Judged | None:
    """Leave out what no law says: the due instant of an invalid case, the value of an abandoned one or in days."""
    if judged is None or judged.verdict == "invalid":
        return judged and Judged(judged.id, judged.verdict)
    in_days = isinstance(rule.clock, Limit) and rule.clock.unit not in MINUTES
    if in_days or (rule.abandoned and case.is_abandoned):
        return Judged(judged.id, judged.verdict, judged.lateness, judged.due_at)
    return judged


# What a case may become that is abandoned when it is overdue already, by the way in which abandoned cases count.
AFTER_OVERDUE = {"missed": "missed", "excluded": "excluded", "excluded_if_within": "missed", "met_if_within": "missed"}


def is_forward(before: Judged, after: Judged, abandoned: Abandoned | None) -> bool:
    """Say whether a case may go from one verdict to another as time passes.

    The one step aside is made by a rule that excludes abandoned cases: one may be abandoned when it is overdue already.
    """
    if before.verdict == "pending":
        return after.verdict in {"pending", "met", "missed", "excluded", "counted"}
    if before.lateness == "overdue":
        return after.verdict in {"missed", "missed" if abandoned is None else AFTER_OVERDUE[abandoned.counts]}
    return (before.verdict, before.lateness) == (after.verdict, after.lateness)


def check(place: Place, of_rules: Sequence[Rule], export: Export, as_of: AsOf, *, on_files: bool = False) -> None:
    """Check that an evaluation says of each case what the walker says."""
    house = place.house
    named = {f"i{number}": rule for number, rule in enumerate(of_rules)}
    text = rule_text(house, {id_: rule.text for id_, rule in named.items()}, stamp=export.stamp)
    evaluation = evaluated(loaded(text), export, argument(house, as_of), on_files=on_files)
    for id_, rule in named.items():
        found = found_verdicts(evaluation, id_)
        lines = differences(house, export, rule, as_of, found)
        assert not lines, "\n".join([rule.text, f"as of {as_of}", *lines, text])
    evaluation.close()
    for source in {rule.pauses for rule in of_rules if rule.pauses}:
        rejected = evaluation.issues.query("severity == 'rejected' and source == @source")
        assert len(rejected) == export.n_faulty_pauses(house, source)
