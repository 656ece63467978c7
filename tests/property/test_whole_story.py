"""Whether it is the whole story, on sources whose `expects` say what must be there, held against plain loops."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter
from pandas.testing import assert_frame_equal
from tests.property.clock_runs import loaded
from tests.property.test_properties import CALENDAR, CLOSED, HOLIDAYS, WORKED
from tests.property.tries import tried
from tests.small_runs import AT, rule_text

from gpj_kpi import Evaluation, evaluate
from gpj_kpi.calendars.periods import Grain, Period, parse_period, parts
from gpj_kpi.results.result import Result

ONE_DAY = dt.timedelta(days=1)
BY_START = {
    "delay": "measure: {kind: delay, from: r, to: e, limit: 3 jours ouvrés}, target: 60%, tolerance: 40%",
    "count": "period_by: r, measure: {kind: count}, target: '>= 60'",
    "share": "period_by: r, measure: {kind: share, of: {e: present}}, target: 50%",
    "median": "measure: {kind: duration, from: r, to: e, unit: jours ouvrés, statistic: median}",
}
INDICATORS = {**BY_START, "ended": "period_by: e, measure: {kind: count}"}
FIGURES = ("numerator", "denominator", "value", "status", "kept")
COVERED = ("coverage", "covered_from", "covered_to")
MISSING = ("expected_cases", "expected_file", "expected_rows", "stale")

# ------------------------------------------------------------------------------------------------------------ exports


@dataclass(frozen=True)
class Row:
    """One case: when it started, when it ended, if it has, and the month of its file."""

    id: str
    month: str
    group: str
    start: dt.datetime
    end: dt.datetime | None

    def _repr_pretty_(self, printer: RepresentationPrinter, _: object) -> None:
        """Show a case of a failing example on one line."""
        printer.text(";".join(self.cells))

    @property
    def day(self) -> dt.date:
        """The day on which it started."""
        return self.start.date()

    @property
    def cells(self) -> list[str]:
        """What stands in the export."""
        return [self.id, self.group, *(f"{at:%d/%m/%Y %H:%M}" if at else "" for at in (self.start, self.end))]


@dataclass(frozen=True)
class Story:
    """An export, and what must be there.

    Attributes:
        first: from which day on cases are expected on each business day.
        last: the day of the extraction.
        quiet: months without cases.
        fewest: rows that each month of the export reaches, but its first and its last.
        rows: sorted by their start.
        until: to which day something is expected; None: there is no end.
    """

    first: dt.date
    last: dt.date
    quiet: tuple[int, ...]
    fewest: int
    rows: tuple[Row, ...]
    until: dt.date | None = None

    @property
    def rule_text(self) -> str:
        """The rule file that declares it."""
        quiet = f"quiet: [{', '.join(map(str, self.quiet))}], " if self.quiet else ""
        expects = f'file_per: month, case_on: every business day, rows: ">= {self.fewest} per month", {quiet}'
        columns = {"g": "type: text", "r": f"{AT}, required: true", "e": AT}
        until = f", until: {self.until}" if self.until else ""
        source = f"expects: {{{expects}from: {self.first}{until}}}, fresh: 2 jours ouvrés"
        return rule_text(columns, INDICATORS, source=source, calendar=CALENDAR)

    def months(self) -> dict[str, list[Row]]:
        """Give the rows of each file, by its name."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(f"s_{row.month}.csv", []).append(row)
        return found

    def frame(self) -> pd.DataFrame:
        """Give the cells of all files."""
        return pd.DataFrame([row.cells for row in self.rows], columns=["id", "g", "r", "e"], dtype="str")

    def write(self, folder: Path) -> None:
        """Write the files, one for each month."""
        for name, rows in self.months().items():
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, delimiter=";").writerows([["id", "g", "r", "e"], *(row.cells for row in rows)])


loaded_once = cache(loaded)


@contextmanager
def _evaluated(
    story: Story,
    period: Period,
    by: Grain = "month",
    *,
    as_of: dt.datetime | dt.date | None = None,
    now: dt.date | None = None,
    on_files: bool = False,
    group_by: str | None = None,
    indicators: Sequence[str] = tuple(INDICATORS),
) -> Iterator[Evaluation]:
    """Evaluate a story, on files by DuckDB or on frames by pandas."""
    with tempfile.TemporaryDirectory() as folder:
        if on_files:
            story.write(Path(folder))
        data = folder if on_files else {"s": story.frame()}
        rules = loaded_once(story.rule_text)
        with evaluate(
            rules, data, period=period, by=by, as_of=as_of, now=now, group_by=group_by, indicators=indicators
        ) as evaluation:
            yield evaluation


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    """List the days from one to another, both included."""
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


def _is_business(day: dt.date) -> bool:
    return day == WORKED or (day.weekday() < 5 and day not in HOLIDAYS and day != CLOSED)


def _make(first: dt.date, last: dt.date, quiet: tuple[int, ...], cells: bytes) -> Story:
    """Put one to three cases on each business day; each byte says how many, or when one ends.

    Nothing that comes after the extraction is known.
    """
    bytes_left = iter(cells * 500)
    rows: list[Row] = []
    for day in _days(first, last):
        if not _is_business(day) or day.month in quiet:
            continue
        for number in range(1 + next(bytes_left) % 3):
            byte = next(bytes_left)
            start = dt.datetime.combine(day, dt.time(9 + number, byte % 60))
            end = start + dt.timedelta(days=byte % 13, minutes=30)
            is_ended = byte < 230 and end.date() <= last
            rows.append(Row(f"{len(rows) + 1}", f"{day:%Y-%m}", "ab"[byte % 2], start, end if is_ended else None))
    of_months = [len(found) for found in Story(first, last, quiet, 1, tuple(rows)).months().values()]
    return Story(first, last, quiet, min(of_months[1:-1], default=10), tuple(rows))


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw a source of one to four months of 2008 that brings all that it should, up to the day of the extraction."""
    first = draw(st.dates(dt.date(2008, 1, 1), dt.date(2008, 9, 10)))
    last = first + draw(st.integers(25, 110)) * ONE_DAY
    inside = sorted({day.month for day in _days(first, last)} - {first.month, last.month})
    quiet = (draw(st.sampled_from(inside)),) if inside and not draw(st.integers(0, 2)) else ()
    return _make(first, last, quiet, draw(st.binary(min_size=97, max_size=97)))


@st.composite
def periods(draw: st.DrawFn, story: Story) -> Period:
    """Draw the year, a quarter or a month of a story, or many or few days around it."""
    day = draw(st.dates(story.first - 10 * ONE_DAY, story.last + 10 * ONE_DAY))
    others = st.dates(story.first - 40 * ONE_DAY, story.last + 40 * ONE_DAY)
    other = draw(others | st.integers(0, 5).map(lambda n: day + n * ONE_DAY))
    days = f"{min(day, other)}/{max(day, other)}"
    return parse_period(draw(st.sampled_from(["2008", f"{day.year}-Q{(day.month + 2) // 3}", f"{day:%Y-%m}", days])))


def as_ofs(story: Story) -> st.SearchStrategy[dt.datetime | dt.date | None]:
    """Draw the latest event, or a date or a time around a story."""
    dates = st.dates(story.first, story.last + 20 * ONE_DAY)
    ends = dates.map(lambda day: parse_period(f"{day:%Y-%m}").last_day)
    times = dates.map(lambda day: dt.datetime.combine(day, dt.time(12)))
    return st.one_of(st.none(), dates, ends, times)


@dataclass(frozen=True)
class Cut:
    """Days taken away from a story."""

    first: dt.date
    last: dt.date

    def of(self, story: Story) -> Story:
        """Take away the cases of these days."""
        rows = tuple(row for row in story.rows if not self.first <= row.day <= self.last)
        return replace(story, rows=rows)


@st.composite
def cuts(draw: st.DrawFn, story: Story) -> Cut:
    """Draw a file, a day, some days or the tail of a story."""
    day = draw(st.sampled_from(story.rows)).day
    kind = draw(st.sampled_from(["file", "day", "days", "tail"]))
    if kind == "file":
        month = parse_period(f"{day:%Y-%m}")
        return Cut(month.first_day, month.last_day)
    lasts = {"day": st.just(day), "days": st.integers(3, 16).map(lambda n: day + n * ONE_DAY)}
    return Cut(day, draw(lasts.get(kind, st.just(dt.date.max))))


# -------------------------------------------------------------------------------------------------------- plain loops


@dataclass(frozen=True)
class Known:
    """What plain loops tell of one column of a story.

    Attributes:
        waiting: whether a case may come on a day.
        days: those with a case up to as-of, in order.
        end: the last day that is known.
        is_given: as-of was given.
    """

    quiet: tuple[int, ...]
    days: list[dt.date]
    end: dt.date
    is_given: bool

    def silent(self, first: dt.date, last: dt.date) -> int:
        """Count the days between two, both included, on which a case may come."""
        return sum(day.month not in self.quiet and day != CLOSED for day in _days(first, last))

    @cached_property
    def usual(self) -> tuple[int, int | None]:
        """The longest usual silence, and the spacing beyond which one is far too long."""
        return self.usual_up_to(len(self.days))

    def usual_up_to(self, number: int) -> tuple[int, int | None]:
        """Tell what is usual from the first days alone."""
        days = self.days[:number]
        spacings = [1 + self.silent(before + ONE_DAY, after - ONE_DAY) for before, after in pairwise(days)]
        if len(days) < 10:
            return max(spacings, default=1) - 1, None
        n_odd = max(2, len(spacings) // 50)
        far = 3 * sorted(spacings, reverse=True)[n_odd]
        return max(spacing for spacing in spacings if spacing <= far) - 1, far

    @cached_property
    def gaps(self) -> list[set[dt.date]]:
        """The stretches without a case that are far longer than usual, up to as-of."""
        far = self.usual[1]
        after = [*self.days[1:], max(self.end, *self.days) + ONE_DAY] if self.days else []
        stretches = [_days(before + ONE_DAY, next_ - ONE_DAY) for before, next_ in zip(self.days, after, strict=True)]
        return [
            set(each) for each in stretches if far is not None and each and 1 + self.silent(each[0], each[-1]) > far
        ]

    def covered(self, period: Period) -> tuple[str, dt.date | None, dt.date | None]:
        """Say how much of a period is covered: each of its days is known or not."""
        if not self.days:
            return "none", None, None
        longest = self.usual[0]
        gaps, days = self.gaps, _days(period.first_day, period.last_day)
        in_gap = {day for gap in gaps for day in gap}
        reached = [day for day in days if self.days[0] <= day <= self.end]
        holes = [sorted(gap.intersection(days)) for gap in gaps if gap.intersection(days)]
        is_holed = any(self.silent(hole[0], hole[-1]) > longest for hole in holes)
        # From as-of on nothing is known, or from the gap on that reaches it.
        tail = min([self.end + ONE_DAY, *(min(gap) for gap in gaps if self.end in gap)])
        is_late = self.silent(period.first_day, self.days[0] - ONE_DAY) > longest
        is_cut = is_late or self.silent(tail, period.last_day) > longest
        if not set(reached) - in_gap:
            return "none", None, None
        if not (is_holed or is_cut):
            return "whole", reached[0], reached[-1]
        return "gap" if is_holed else "partial", reached[0], reached[-1]

    def is_over(self, period: Period) -> bool:
        """Say whether all days of a period are over."""
        if self.is_given:
            return period.last_day <= self.end
        return self.silent(self.end + ONE_DAY, period.last_day) <= self.usual[0]


def _tell_as_of(story: Story, as_of: dt.datetime | dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """Give the last day that is known, and the day of the latest event."""
    events = {at.date() for row in story.rows for at in (row.start, row.end) if at}
    if as_of is not None:
        last_day = as_of.date() if isinstance(as_of, dt.datetime) else as_of
        return last_day, max((day for day in events if day <= last_day), default=None)
    known = Known(story.quiet, sorted(events), dt.date.max, is_given=False)
    end, n_lone = known.days[-1], 0
    for number in range(len(known.days) - 1, 0, -1):
        day, next_ = known.days[number - 1 : number + 1]
        silent = known.silent(day + ONE_DAY, next_ - ONE_DAY)
        before = [known.silent(a + ONE_DAY, b - ONE_DAY) + 1 for a, b in pairwise(known.days[:number])]
        is_odd = silent + 1 > 3 * max(before) if number >= 10 else silent > 3 * 366
        if silent <= 31 or not is_odd:
            continue
        after = sum(any(at is not None and at.date() > day for at in (row.start, row.end)) for row in story.rows)
        if after - n_lone > 3:
            break
        end, n_lone = day, after
    return end, end


def _know(story: Story, as_of: dt.datetime | dt.date | None, column: str = "r") -> Known:
    """Tell the days of a column of a story by plain loops."""
    end, _ = _tell_as_of(story, as_of)
    assert end is not None
    starts_or_ends = (row.start if column == "r" else row.end for row in story.rows)
    days = sorted({at.date() for at in starts_or_ends if at is not None and at.date() <= end})
    return Known(story.quiet, days, end, is_given=as_of is not None)


def _missing(
    story: Story, period: Period, as_of: dt.datetime | dt.date | None, now: dt.date | None, *, on_files: bool
) -> set[tuple[str, str]]:
    """List by plain loops the code of each notice of what is missing, and what it names."""
    known = _know(story, as_of)
    _, latest = _tell_as_of(story, as_of)
    is_date = as_of is not None and not isinstance(as_of, dt.datetime)
    over_by = dt.date.max
    if as_of is not None:
        now, over_by = known.end, known.end if is_date else known.end - ONE_DAY
    elif now is not None:
        over_by = now - ONE_DAY
    over_by = min(over_by, period.last_day)
    until = min(day for day in (period.last_day, now, story.until) if day is not None)
    found = set()

    months = [
        parse_period(f"{year}-{month:02}")
        for year in (2007, 2008, 2009)
        for month in range(1, 13)
        if month not in story.quiet
    ]
    months = [month for month in months if month.last_day >= story.first and month.first_day <= until]
    names = story.months()
    for month in months:
        if on_files and month.last_day <= over_by and f"s_{month.label}.csv" not in names:
            found.add(("expected_file", f"s_{month.label}.csv"))
        is_asked = month.first_day >= story.first and month.last_day >= period.first_day
        is_known = not any(_is_business(day) for day in _days(known.end + ONE_DAY, month.last_day))
        if is_asked and month.last_day <= min(over_by, until) and is_known:
            n = sum(month.first_day <= row.day <= min(month.last_day, known.end) for row in story.rows)
            found |= {("expected_rows", f"{month.label}: {n}")} if n < story.fewest else set()

    stretch: list[dt.date] = []
    end = min(known.end if is_date else known.end - ONE_DAY, until, over_by)
    for day in _days(max(story.first, period.first_day), end):
        if _is_business(day) and day.month not in story.quiet and day not in known.days:
            stretch.append(day)
        elif day in known.days and _is_business(day):
            found.add(("expected_cases", _written(stretch)))
            stretch = []
    found = (found | {("expected_cases", _written(stretch))}) - {("expected_cases", "")}

    if latest is not None and latest < until:
        business = [day for day in _days(latest + ONE_DAY, latest + 20 * ONE_DAY) if _is_business(day)]
        found |= {("stale", f"{latest}")} if business[1] < until else set()
    return found


def _written(stretch: Sequence[dt.date]) -> str:
    """Write a stretch as a notice does."""
    return "" if not stretch else f"{stretch[0]}" if len(stretch) == 1 else f"{stretch[0]}/{stretch[-1]}"


def _told(evaluation: Evaluation) -> set[tuple[str, str | None]]:
    """Give code and words of each notice of what is missing."""
    return {(issue.code, issue.read) for issue in evaluation.issue_list if issue.code in MISSING}


# --------------------------------------------------------------------------------------------------------- properties

ON_FILES = st.sampled_from([False] * 7 + [True])


@tried(24)
@given(story=stories(), on_files=ON_FILES, data=st.data())
def test_coverage_and_what_is_missing_are_those_of_plain_loops(
    story: Story, *, on_files: bool, data: st.DataObject
) -> None:
    """Coverage of any period, and each notice of what is missing, are found by loops over days and rows as well."""
    for _ in range(data.draw(st.integers(0, 4))):
        cut = data.draw(cuts(story)).of(story)
        story = cut if cut.rows else story
    period, as_of = data.draw(periods(story)), data.draw(as_ofs(story))
    now = data.draw(st.none() | st.dates(story.last, story.last + 30 * ONE_DAY))
    story = replace(story, until=data.draw(st.none() | st.dates(story.first, story.last)))
    if _tell_as_of(story, as_of)[0] is None:
        return
    some = [*parts(period, "month"), period, *(data.draw(periods(story)) for _ in range(12))]
    known = {column: _know(story, as_of, column) for column in "re"}
    with _evaluated(story, period, as_of=as_of, now=now, on_files=on_files, indicators=["count"]) as found:
        assert _told(found) == _missing(story, period, as_of, now, on_files=on_files)
        for column, each in known.items():
            covered = {part: found.coverage["s", column].of(part) for part in some}
            assert {part: (of.kind, of.first_day, of.last_day) for part, of in covered.items()} == {
                part: each.covered(part) for part in some
            }


@tried(16)
@given(story=stories(), on_files=ON_FILES, data=st.data())
def test_what_is_taken_away_changes_no_figure_or_is_told(story: Story, *, on_files: bool, data: st.DataObject) -> None:
    """Without a file, a day or the tail, a figure stays as it is, or coverage, covered_to or a notice says so.

    Cases may still come on the day of the latest event, so that its own are not missed. Where the tail lies after
    the period, as-of goes back: cases are pending that were overdue.
    """
    period, as_of, cut = data.draw(periods(story)), data.draw(as_ofs(story)), data.draw(cuts(story))
    left = cut.of(story)
    end, _ = _tell_as_of(story, as_of)
    is_told = as_of is not None and not isinstance(as_of, dt.datetime)
    taken = {row.day for row in story.rows} - {row.day for row in left.rows} - (set() if is_told else {end})
    if not taken or not left.rows:
        return
    by_start = list(BY_START)
    with (
        _evaluated(story, period, as_of=as_of, on_files=on_files, indicators=by_start) as whole,
        _evaluated(left, period, as_of=as_of, on_files=on_files, indicators=by_start) as rest,
    ):
        is_noticed = bool(_told(rest) - _told(whole))
        results = list(zip(whole.result_list, rest.result_list, strict=True))
    silent = [
        f"{after.indicator} {after.period}: {after.value} of {after.denominator}, before {before.value}"
        for before, after in results
        if _fields(before, FIGURES) != _fields(after, FIGURES)
        and _fields(before, COVERED) == _fields(after, COVERED)
        and not is_noticed
        and not after.pending > before.pending
    ]
    assert silent == []


@tried(12)
@given(story=stories(), on_files=ON_FILES, data=st.data())
def test_a_cell_moved_to_2100_changes_no_other_case(story: Story, *, on_files: bool, data: st.DataObject) -> None:
    """As-of stays, and the case counts as not ended, or as not begun: all else is as if the cell were not there."""
    period, as_of = data.draw(periods(story)), data.draw(as_ofs(story))
    row = data.draw(st.sampled_from(story.rows))
    is_start = data.draw(st.booleans()) or row.end is None
    far = (row.start if is_start or row.end is None else row.end).replace(year=2100, month=3, day=1)
    changed = replace(row, start=far) if is_start else replace(row, end=far)
    without = [] if is_start else [replace(row, end=None)]
    moved, absent = (
        replace(story, rows=tuple(new for each in story.rows for new in (by if each is row else [each])))
        for by in ([changed], without)
    )
    with (
        _evaluated(story, period, as_of=as_of, indicators=list(BY_START)) as first,
        _evaluated(moved, period, as_of=as_of, indicators=list(BY_START), on_files=on_files) as then,
        _evaluated(absent, period, as_of=as_of, indicators=list(BY_START)) as never,
    ):
        assert then.as_of["s"].instant == never.as_of["s"].instant
        lone = [issue.read for issue in then.issue_list if issue.code == "lone_date"]
        assert lone == ([f"{far:%d/%m/%Y %H:%M}"] if as_of is None else [])
        assert then.result_list == never.result_list
        # A frame has no file names.
        assert {each for each in _told(then) if each[0] != "expected_file"} == _told(never)
        for id_ in ("delay", "median"):
            shown, without_it, before = (each.verdicts(id_).set_index("id") for each in (then, never, first))
            assert_frame_equal(shown, without_it)
            if then.as_of["s"].instant == first.as_of["s"].instant:
                others = before.index.difference([row.id], sort=False)
                assert_frame_equal(shown.loc[others], before.loc[others])


@tried(8)
@given(story=stories(), on_files=ON_FILES, data=st.data())
def test_coverage_does_not_depend_on_how_results_are_split(
    story: Story, *, on_files: bool, data: st.DataObject
) -> None:
    """Parts, groups and the choice of indicators change neither coverage, nor as-of, nor what is told."""
    cut = data.draw(cuts(story)).of(story)
    story = cut if cut.rows else story
    period, as_of = data.draw(periods(story)), data.draw(as_ofs(story))
    seen: dict[tuple[str, str, dt.date, dt.date], set[object]] = {}
    told = set()
    for by in ("year", "month", "week"):
        chosen = data.draw(st.sets(st.sampled_from(sorted(INDICATORS)), min_size=1, max_size=2))
        group_by = data.draw(st.sampled_from([None, "g"]))
        with _evaluated(story, period, by, as_of=as_of, group_by=group_by, indicators=sorted(chosen)) as found:
            told.add((found.as_of["s"].instant, frozenset(_told(found)), frozenset(_gaps(found))))
            for each in found.result_list:
                key = ("e" if each.indicator == "ended" else "r", each.period, each.first_day, each.last_day)
                seen.setdefault(key, set()).add(_fields(each, COVERED))
    alone = data.draw(st.sampled_from(sorted(seen)))
    with _evaluated(story, Period(*alone[2:], alone[1]), as_of=as_of, on_files=on_files) as found:
        whole = [each for each in found.result_list if (each.first_day, each.last_day) == alone[2:]]
    for each in whole:
        column = "e" if each.indicator == "ended" else "r"
        seen.setdefault((column, *alone[1:]), set()).add(_fields(each, COVERED))
    assert {key: kinds for key, kinds in seen.items() if len(kinds) > 1} == {}
    assert len(told) == 1


def _gaps(evaluation: Evaluation) -> set[str | None]:
    """Give the gaps that are told."""
    return {issue.read for issue in evaluation.issue_list if issue.code == "coverage_gap"}


def _fields(result: Result, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(result, name) for name in names)
