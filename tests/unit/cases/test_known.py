"""To when a source is known, and which of its dates stand alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import narwhals as nw
import pandas as pd
import pytest
from tests.small_runs import AT, ON, evaluate_frame, frame_of, rule_text
from tests.unit.cases.small_cases import COUNT, Read, both_engines, from_file, from_frame, rules_of

from gpj_kpi import Evaluation
from gpj_kpi.cases.known import Known, find_known
from gpj_kpi.engines.pandas.engine import PandasEngine
from gpj_kpi.rules import SourceDates

DAY = 86_400_000_000

ReadAsOf = Callable[[Path, str, str, dt.date | None], Evaluation]


def _noon(day: str) -> int:
    """Microseconds of UTC of noon in Paris on an ISO day of winter: 11:00."""
    return (dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days * DAY + 11 * DAY // 24


def _known(folder: Path, columns: dict[str, list[int | None]], due: Mapping[str, dt.date | None]) -> Known:
    """Look at some columns of instants, all of which are events."""
    rules = rules_of(folder, dict.fromkeys(columns, AT))
    rows = pd.DataFrame(columns, dtype="Int64")
    frame = rows.assign(**{f"{id_}__day": rows[id_] // DAY for id_ in columns}, _row=range(1, len(rows) + 1))
    dates = SourceDates(tuple(columns), ("r",), due)
    engine, cases = PandasEngine({}, rules), nw.from_native(frame).lazy()
    return find_known("s", rules.sources["s"], cases, dates, rules.schedule, engine)


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ({}, "2008-12-01"),  # no column holds due dates
        ({"d": None}, "2008-03-01"),  # one always does
        ({"d": dt.date(2008, 3, 1)}, "2008-03-01"),  # it does since the last event
        ({"d": dt.date(2008, 3, 2)}, "2008-12-01"),  # it will do so from the next day on
        ({"d": None, "e": None}, "2008-02-01"),
        ({"d": None, "e": None, "r": None}, None),  # nothing is left to say to when the data is known
    ],
)
def test_due_dates_do_not_say_to_when_the_data_is_known(
    due: Mapping[str, dt.date | None], day: str | None, tmp_path: Path
) -> None:
    """The latest instant counts of the columns that are events; a due date that is planned is none."""
    columns: dict[str, list[int | None]] = {
        "r": [_noon("2008-01-01"), _noon("2008-02-01")],
        "e": [None, _noon("2008-03-01")],
        "d": [_noon("2008-12-01"), None],
    }
    assert _known(tmp_path, columns, due).latest_event == (None if day is None else _noon(day))


@pytest.mark.parametrize(("utc", "is_known_to_due"), [("2008-06-30 21:59", True), ("2008-06-30 22:30", False)])
def test_the_day_from_which_a_column_holds_due_dates_is_a_local_one(
    utc: str,
    is_known_to_due: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    """At 22:30 UTC of 30 June it is 1 July in Paris, from which on a due date is no event."""
    event = (dt.datetime.fromisoformat(utc) - dt.datetime(1970, 1, 1)) // dt.timedelta(microseconds=1)
    found = _known(tmp_path, {"r": [event], "d": [_noon("2008-12-01")]}, {"d": dt.date(2008, 7, 1)})
    assert found.latest_event == (_noon("2008-12-01") if is_known_to_due else event)


def test_cases_without_any_date_are_known_to_no_instant(tmp_path: Path) -> None:
    """Where every date is missing there is no latest event."""
    found = _known(tmp_path, {"r": [None, None]}, {})
    assert (found.latest_event, found.lone) == (None, ())


COLUMNS = {"r": AT, "e": AT, "p": f"{ON}, planned: true", "x": AT}
DELAY = {
    "d": "measure: {kind: delay, from: r, to: e, limit: 10 jours calendaires}",
    "n": "period_by: r, measure: {kind: count}",
    "v": "period_by: r, where: {p: present}, measure: {kind: count}",
}
RULES = rule_text(COLUMNS, DELAY)


def _export(cells: Mapping[tuple[int, str], str]) -> str:
    """Give thirty cases, one a day in January 2008, each ended on the next day but the 25th; some cells differ."""
    lines = ["id;r;e;p;x"]
    for n in range(1, 31):
        row = {"r": f"{n:02}/01/2008 09:00", "e": "" if n == 25 else f"{n + 1:02}/01/2008 09:00", "p": "", "x": ""}
        row |= {id_: text for (case, id_), text in cells.items() if case == n}
        lines.append(";".join([str(n), *row.values()]))
    return "\n".join(lines) + "\n"


@both_engines
@pytest.mark.parametrize(
    ("cells", "as_of", "lone"),
    [
        ({}, "2008-01-31", []),
        ({(5, "e"): "05/01/2028 09:00"}, "2008-01-31", [(6, "e", "05/01/2028 09:00")]),
        ({(30, "e"): "30/01/2100 09:00"}, "2008-01-30", [(31, "e", "30/01/2100 09:00")]),
        ({(5, "r"): "05/01/2028 09:00"}, "2008-01-31", [(6, "r", "05/01/2028 09:00")]),
        ({(5, "e"): "03/03/2008 09:00"}, "2008-03-03", []),  # silent for 31 days: a month
        ({(5, "e"): "04/03/2008 09:00"}, "2008-01-31", [(6, "e", "04/03/2008 09:00")]),
        # Three rows, one of them with two cells; a fourth is one too many.
        (
            {(5, "e"): "05/01/2028 09:00", (6, "e"): "06/01/2038 09:00", (7, "r"): "07/01/2028 09:00"},
            "2008-01-31",
            [(6, "e", "05/01/2028 09:00"), (7, "e", "06/01/2038 09:00"), (8, "r", "07/01/2028 09:00")],
        ),
        (
            {
                (5, "e"): "05/01/2028 09:00",
                (6, "e"): "06/01/2028 09:00",
                (7, "r"): "07/01/2028 09:00",
                (8, "r"): "08/01/2028 09:00",
            },
            "2028-01-08",
            [],
        ),
        # Three that stand alone, and one more further on: each stretch has its own rows.
        (
            {
                (5, "e"): "05/04/2008 09:00",
                (6, "e"): "06/04/2008 09:00",
                (7, "r"): "07/04/2008 09:00",
                (8, "e"): "08/01/2100 09:00",
            },
            "2008-01-31",
            [
                (6, "e", "05/04/2008 09:00"),
                (7, "e", "06/04/2008 09:00"),
                (8, "r", "07/04/2008 09:00"),
                (9, "e", "08/01/2100 09:00"),
            ],
        ),
        ({(5, "p"): "05/01/2028"}, "2008-01-31", []),  # planned
        ({(5, "x"): "05/01/2028 09:00"}, "2008-01-31", []),  # no indicator uses it
    ],
)
def test_a_lone_date_does_not_move_as_of(
    read: Read, cells: Mapping[tuple[int, str], str], as_of: str, lone: list[tuple[int, str, str]], tmp_path: Path
) -> None:
    """It is a notice with line, column and what was read; as-of is the latest event that stands not alone."""
    evaluation = read(tmp_path, RULES, _export(cells))
    found = [(issue.line, issue.column, issue.read) for issue in evaluation.issue_list if issue.code == "lone_date"]
    above = read.__name__ == "from_frame"  # a frame has no line of headings
    assert found == [(line - above, column, text) for line, column, text in lone]
    assert evaluation.as_of["s"].local_day == dt.date.fromisoformat(as_of)


@both_engines
def test_a_lone_end_has_not_happened_and_a_lone_start_has_not_begun(read: Read, tmp_path: Path) -> None:
    """The case that ends in 2028 has not ended, the one that starts then is in no scope; all others are as before."""
    cells = {(5, "e"): "05/01/2028 09:00", (6, "r"): "06/01/2028 09:00", (7, "p"): "07/01/2028"}
    for name in ("lone", "sound"):
        (tmp_path / name).mkdir()
    evaluation, sound = read(tmp_path / "lone", RULES, _export(cells)), read(tmp_path / "sound", RULES, _export({}))
    verdicts, before = evaluation.verdicts("d").set_index("id"), sound.verdicts("d").set_index("id")
    assert (verdicts.loc["5", "verdict"], verdicts.loc["5", "lateness"]) == ("missed", "overdue")
    assert verdicts["ended_at"].isna().sum() == 2
    assert sorted(set(before.index) - set(verdicts.index)) == ["6"]
    others = verdicts.index.difference(["5"])
    pd.testing.assert_frame_equal(verdicts.loc[others], before.loc[others])
    # A planned date is known before it comes.
    assert [
        result.value for result in evaluation.result_list if result.period == "2008" and result.indicator != "d"
    ] == [29, 1]


@pytest.mark.parametrize("read", [from_file, from_frame])
def test_an_as_of_that_is_given_leaves_nothing_to_stand_alone(read: ReadAsOf, tmp_path: Path) -> None:
    """What comes after it is unknown all the same, and no date is told to be lone."""
    evaluation = read(tmp_path, RULES, _export({(5, "e"): "05/01/2028 09:00"}), dt.date(2008, 1, 31))
    assert not [issue for issue in evaluation.issue_list if issue.code == "lone_date"]
    assert evaluation.verdicts("d").set_index("id").loc["5", "lateness"] == "overdue"


def test_a_count_is_known_to_the_latest_event_of_any_indicator(tmp_path: Path) -> None:
    """Asked alone, a count has the as-of of the delay that the rule file holds beside it."""
    evaluation = evaluate_frame(
        tmp_path, rule_text({"r": AT, "e": AT}, {**COUNT, "d": DELAY["d"]}), frame_of(_export({}))
    )
    assert evaluation.as_of["s"].local_day == dt.date(2008, 1, 31)


@both_engines
def test_a_lone_date_leaves_due_dates_as_they_are(read: Read, tmp_path: Path) -> None:
    """Cases are counted by a due date of another indicator: those due after as-of are there, beside a lone end."""
    indicators = {
        "d": "measure: {kind: delay, from: r, to: e, limit: {column: due}}",
        "n": "period_by: due, measure: {kind: count}",
    }
    rules = rule_text({"r": AT, "e": AT, "due": AT}, indicators)
    lines = [f"{n};{n:02}/01/2008 09:00;{n:02}/01/2008 10:00;{n:02}/07/2008 09:00" for n in range(1, 31)]
    lines[4] = lines[4].replace("05/01/2008 10:00", "05/01/2028 10:00")
    evaluation = read(tmp_path, rules, "\n".join(["id;r;e;due", *lines]) + "\n")
    assert [issue.read for issue in evaluation.issue_list if issue.code == "lone_date"] == ["05/01/2028 10:00"]
    found = {result.indicator: result.numerator for result in evaluation.result_list if result.period == "2008"}
    assert found == {"d": 29, "n": 30}


@both_engines
@pytest.mark.parametrize(
    "rows",
    [
        # One start typed ten years early, in a case of three.
        [("05/01/1998 09:00", "05/01/2008 10:00"), ("06/01/2008 09:00", "06/01/2008 10:00"), ("07/01/2008 09:00", "")],
        # One old case, and two of this year.
        [("05/01/2004 09:00", "05/01/2004 10:00"), ("06/01/2008 09:00", "06/01/2008 10:00"), ("07/01/2008 09:00", "")],
    ],
)
def test_few_cases_do_not_outvote_more(read: Read, rows: list[tuple[str, str]], tmp_path: Path) -> None:
    """Lone are fewer rows than the others: what is old alone does not make the rest lone."""
    export = "id;r;e\n" + "".join(f"{n};{start};{end}\n" for n, (start, end) in enumerate(rows))
    evaluation = read(tmp_path, rule_text({"r": AT, "e": AT}, {"d": DELAY["d"]}), export)
    assert not [issue for issue in evaluation.issue_list if issue.code == "lone_date"]
    assert evaluation.as_of["s"].local_day == dt.date(2008, 1, 7)


@both_engines
def test_rows_without_a_start_are_rows_too(read: Read, tmp_path: Path) -> None:
    """Of 4,000 rows four may be lone, though half of them have no date at all."""
    lines = [f"{n};{n % 28 + 1:02}/01/2008 09:00;" if n < 2000 else f"{n};;" for n in range(3996)]
    lines += [f"x{n};01/01/2008 09:00;01/0{n + 1}/2028 09:00" for n in range(4)]
    evaluation = read(tmp_path, rule_text({"r": AT, "e": AT}, {"d": DELAY["d"]}), "\n".join(["id;r;e", *lines]) + "\n")
    assert len([issue for issue in evaluation.issue_list if issue.code == "lone_date"]) == 4
