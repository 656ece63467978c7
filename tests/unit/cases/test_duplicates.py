"""Rows that repeat a key: which of them is the case, and what becomes of the others."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from tests.small_runs import AT, ON, codes, evaluate_files, rule_text
from tests.unit.cases.small_cases import Open, Read, both_engines, both_opened, cells_of, counts, from_file, rules_of

from gpj_kpi import Evaluation
from gpj_kpi.calendars.as_of import AsOf
from gpj_kpi.cases.duplicates import (
    Repeats,
    conflict_notices,
    drop_repeats,
    find_repeats,
    repeat_issues,
    require_few_duplicates,
    was_written,
)
from gpj_kpi.errors import ExportError
from gpj_kpi.evaluation.evaluation import SOURCE_COLUMNS

COLUMNS = {"r": ON, "t": "type: text", "who": "type: text, personal: true"}
SHARE = {"s": "period_by: r, measure: {kind: share, of: {t: o}}"}
REPEATED = (
    "id;r;t;who\n"
    "1;01/02/2008;o;Dupond\n"  # line 2
    "2;01/02/2008;n;Durand\n"
    "1;02/02/2008;n;Dupond\n"  # differs from line 2
    "3;03/02/2008;o;Martin\n"
    "3;03/02/2008;o;Martin\n"  # identical
    "4;?;o;Petit\n"  # rejected: no duplicate of the next one
    "4;04/02/2008;o;Petit\n"
    "1;03/02/2008;n;Dupond\n"  # line 9
)


@both_engines
@pytest.mark.parametrize(
    ("on_duplicate", "numbers", "kept", "met"),
    [
        ("first", (8, 4, 1, 3), "2008-02-01", ["1", "3", "4"]),
        ("last", (8, 4, 1, 3), "2008-02-03", ["3", "4"]),
    ],
)
def test_one_row_of_a_key_is_kept(
    read: Read, on_duplicate: str, numbers: tuple[int, int, int, int], kept: str, met: list[str], tmp_path: Path
) -> None:
    """The first or the last row of a key is the case, the others are duplicates, and rejected rows are neither."""
    rules = rule_text(COLUMNS, SHARE, source=f"on_duplicate: {on_duplicate}, max_rejected: 50%")
    evaluation = read(tmp_path, rules, REPEATED)
    assert counts(evaluation) == numbers
    verdicts = evaluation.verdicts("s").set_index("id")
    assert verdicts.loc["1", "reference_day"] == pd.Timestamp(kept)
    assert sorted(verdicts.index[verdicts["verdict"] == "met"]) == met


@both_engines
def test_a_key_is_the_same_however_its_accents_are_written(read: Read, tmp_path: Path) -> None:
    """Rows that differ only in that are duplicates without a conflict; the case shows its key as it was read."""
    export = "id;r;t;who\né;01/02/2008;réglé;\ne\u0301;01/02/2008;re\u0301gle\u0301;\nu;02/02/2008;n;\n"
    rules = rule_text(COLUMNS, {"s": "period_by: r, measure: {kind: share, of: {t: réglé}}"})
    evaluation = read(tmp_path, rules, export)
    assert evaluation.sources[["rows", "cases", "duplicates", "conflicting"]].to_numpy().tolist() == [[3, 2, 1, 0]]
    assert evaluation.verdicts("s")[["id", "verdict"]].to_numpy().tolist() == [["e\u0301", "met"], ["u", "missed"]]


@both_engines
def test_by_default_the_last_row_of_a_key_counts(read: Read, tmp_path: Path) -> None:
    """Without `on_duplicate` the last row of a key is the case."""
    evaluation = read(tmp_path, rule_text(COLUMNS, SHARE, source="max_rejected: 50%"), REPEATED)
    assert evaluation.verdicts("s").set_index("id").loc["1", "reference_day"] == pd.Timestamp("2008-02-03")


@both_engines
def test_reject_refuses_every_row_of_a_repeated_key(read: Read, tmp_path: Path) -> None:
    """With `reject` no row of a repeated key is a case: each is rejected with its line, and none is a duplicate."""
    rules = rule_text(COLUMNS, SHARE, source="on_duplicate: reject, max_rejected: 100%")
    evaluation = read(tmp_path, rules, REPEATED)
    assert counts(evaluation) == (8, 2, 6, 0)
    assert evaluation.verdicts("s")["id"].tolist() == ["2", "4"]
    first = 2 if read is from_file else 1  # a frame has no header line
    lines = [line - 2 + first for line in (2, 4, 5, 6, 9)]
    assert codes(evaluation) == [
        *(("duplicate_key", line) for line in lines[:-1]),
        ("bad_date", 5 + first),
        ("duplicate_key", lines[-1]),
    ]


def test_files_by_name_and_then_lines_say_which_row_is_last(tmp_path: Path) -> None:
    """A key in two files is taken from the file whose name comes last, whatever the order of delivery."""
    rules = rule_text({"r": ON, "t": "type: text"}, SHARE)
    files = {"b.csv": "id;r;t\n1;02/02/2008;n\n", "a.csv": "id;r;t\n1;03/02/2008;o\n"}
    evaluation = evaluate_files(tmp_path, rules, files)
    assert evaluation.verdicts("s")[["id", "verdict"]].to_numpy().tolist() == [["1", "missed"]]
    assert counts(evaluation) == (2, 1, 0, 1)


@both_engines
@pytest.mark.parametrize(
    ("on_duplicate", "records", "keys"),
    [
        ("last", "1;01/02/2008;o;a\n1;01/02/2008;o;a\n", 0),
        ("last", "1;01/02/2008;o;a\n1; 01/02/2008;o ;a\n", 0),  # alike once blanks are dropped
        ("last", "1;01/02/2008;o;a\n1;01/02/2008;;a\n", 1),
        ("first", "1;01/02/2008;o;a\n1;01/02/2008;n;a\n", 1),
        # Only the personal cell differs, and nobody looks at it.
        ("last", "1;01/02/2008;o;a\n1;01/02/2008;o;b\n", 0),
        ("last", "1;01/02/2008;o;a\n1;01/02/2008;n;a\n2;01/02/2008;o;a\n2;02/02/2008;o;a\n", 2),
    ],
)
def test_rows_of_one_key_that_differ_are_noticed(
    read: Read, on_duplicate: str, records: str, keys: int, tmp_path: Path
) -> None:
    """When rows of one key differ in a declared cell a notice says how many keys, and which row was counted."""
    rules = rule_text(COLUMNS, SHARE, source=f"on_duplicate: {on_duplicate}")
    evaluation = read(tmp_path, rules, "id;r;t;who\n" + records)
    found = [issue for issue in evaluation.issue_list if issue.code == "conflicting_duplicates"]
    assert [issue.severity for issue in found] == ["notice"] * bool(keys)
    assert [re.findall("[0-9]+", issue.message) for issue in found] == [[str(keys)]] * bool(keys)
    assert [issue.count for issue in found] == [keys] * bool(keys)
    assert all(f"the {on_duplicate} row" in issue.message for issue in found)


ORDERED = (
    "id;r;t;n\n"
    "1;01/02/2008;a;2\n"
    "1;02/02/2008;b;10\n"  # the greatest, and not the last
    "1;03/02/2008;c;\n"  # missing: the earliest
    "2;01/02/2008;a;5\n"
    "2;02/02/2008;b;5\n"  # equal: the line decides
    "3;01/02/2008;a;\n"
)


@both_engines
@pytest.mark.parametrize(("on_duplicate", "kept"), [("first", ["c", "a", "a"]), ("last", ["b", "b", "a"])])
def test_order_by_says_which_row_is_first_or_last(
    read: Read, on_duplicate: str, kept: list[str], tmp_path: Path
) -> None:
    """Rows of a key go by the column, as numbers, a missing one first; those that share a value go by line."""
    rules = rule_text(
        {"r": ON, "t": "type: text", "n": "type: integer"},
        {"k": "period_by: r, measure: {kind: count}"},
        source=f"on_duplicate: {on_duplicate}, order_by: n",
    )
    evaluation = read(tmp_path, rules, ORDERED)
    cases = evaluation.cases["s"].frame.collect("pandas").to_pandas().sort_values("id")
    assert cases["t"].tolist() == kept
    assert counts(evaluation) == (6, 3, 0, 3)
    many, notice = evaluation.issue_list
    assert many.code == "many_duplicates"
    assert f"the {on_duplicate} row was counted (by n, then files by name, then lines)" in notice.message


@both_engines
def test_conflicting_duplicates_are_counted_apart(read: Read, tmp_path: Path) -> None:
    """Of three repeated keys one has rows that differ; where such rows are rejected none is a duplicate."""
    export = "id;r;t;who\n" + "1;01/02/2008;o;a\n" * 3 + "2;01/02/2008;o;a\n2;01/02/2008;n;a\n2;01/02/2008;n;b\n"
    evaluation = read(tmp_path, rule_text(COLUMNS, SHARE), export + "3;01/02/2008;o;a\n3;01/02/2008;o;b\n")
    assert evaluation.sources[["duplicates", "conflicting"]].to_numpy().tolist() == [[5, 1]]
    assert list(evaluation.sources.columns) == list(SOURCE_COLUMNS)


def test_the_order_of_patterns_does_not_order_the_files(tmp_path: Path) -> None:
    """A key in two files is taken from the one whose name comes last, though its pattern is listed first."""
    rules = rule_text({"r": ON, "t": "type: text"}, SHARE).replace('files: "*.csv*"', "files: [b.csv, a.csv]")
    evaluation = evaluate_files(
        tmp_path, rules, {"a.csv": "id;r;t\n1;02/02/2008;o\n", "b.csv": "id;r;t\n1;03/02/2008;n\n"}
    )
    assert evaluation.verdicts("s")["verdict"].tolist() == ["missed"]


@both_engines
def test_a_key_of_two_columns(read: Read, tmp_path: Path) -> None:
    """Rows are repeated only when every column of the key is the same."""
    rules = rule_text({"r": ON, "t": "type: text, required: true"}, {"n": "period_by: r, measure: {kind: count}"})
    rules = rules.replace("key: id", "key: [id, t]")
    evaluation = read(tmp_path, rules, "id;r;t\n1;01/02/2008;a\n1;01/02/2008;b\n1;02/02/2008;b\n")
    assert counts(evaluation) == (3, 2, 0, 1)
    assert evaluation.verdicts("n")[["id", "t"]].to_numpy().tolist() == [["1", "a"], ["1", "b"]]


# ------------------------------------------------------------------------------------------------------- step by step

# Rows 1 to 6: a three times, b once, c twice; the rows of a differ, those of c are alike.
LETTERS = "id;r;n\na;01/02/2008;2\nb;01/02/2008;\na;01/02/2008;9\nc;01/02/2008;5\na;01/02/2008;\nc;01/02/2008;5\n"


def _find(open_on: Open, folder: Path, source: str, export: str = LETTERS) -> tuple[Repeats, list[object], list[str]]:
    """Find the repeats of an export: with the rows that are left, and the codes of what is said of the others."""
    rules = rules_of(folder, {"r": ON, "n": "type: integer"}, source=source)
    engine = open_on(folder, rules, export)
    sound = engine.read("s").rows.drop("_fault", "_fault_text")
    repeats = find_repeats("s", sound, rules.sources["s"], engine)
    left = [row for (row,) in cells_of(drop_repeats("s", sound, repeats, engine), "_row")]
    said = repeat_issues("s", rules.sources["s"], repeats, engine)
    said += conflict_notices("s", rules.sources["s"], repeats)
    engine.close()
    return repeats, left, [f"{issue.code} {issue.line or issue.count}" for issue in said]


@both_opened
@pytest.mark.parametrize(
    ("source", "left", "numbers"),
    [
        ("on_duplicate: last", [2, 5, 6], (3, 0, 1)),
        ("on_duplicate: first", [1, 2, 4], (3, 0, 1)),
        ("on_duplicate: last, order_by: n", [2, 3, 6], (3, 0, 1)),  # of a: 9; of c, twice 5, the later row
        ("on_duplicate: first, order_by: n", [2, 4, 5], (3, 0, 1)),  # of a: the missing value
        ("on_duplicate: reject", [2], (0, 5, 0)),
    ],
)
def test_the_rows_that_are_left(
    open_on: Open, source: str, left: list[int], numbers: tuple[int, int, int], tmp_path: Path
) -> None:
    """Three keys in six rows leave three cases, or one where repeated keys are rejected."""
    repeats, found, _ = _find(open_on, tmp_path, source)
    assert found == left
    assert (repeats.duplicates, repeats.rejected, repeats.conflicts) == numbers


@both_opened
def test_what_is_said_of_repeats(open_on: Open, tmp_path: Path) -> None:
    """Rejected rows have an issue each, with their line; duplicates have one notice, where they differ."""
    (tmp_path / "last").mkdir()
    (tmp_path / "reject").mkdir()
    assert _find(open_on, tmp_path / "last", "on_duplicate: last")[2] == ["conflicting_duplicates 1"]
    header = 1 if open_on.__name__ == "_open_file" else 0
    expected = [f"duplicate_key {row + header}" for row in (1, 3, 4, 5, 6)]
    assert _find(open_on, tmp_path / "reject", "on_duplicate: reject")[2] == expected


@both_opened
def test_without_a_repeated_key_nothing_is_dropped(open_on: Open, tmp_path: Path) -> None:
    """Rows of different keys are all cases, and nothing is said of them."""
    export = "id;r;n\na;01/02/2008;1\nb;01/02/2008;1\n"
    found = _find(open_on, tmp_path, "on_duplicate: reject", export)
    assert found == (Repeats(dropped=None, duplicates=0, rejected=0, conflicts=0), [1, 2], [])


# ------------------------------------------------------------------------------------------------------------- as of

WRITTEN = (
    "id;r;w;t\n"
    "a;01/02/2008;01/02/2008 09:00;first\n"
    "a;01/02/2008;05/02/2008 00:00;second\n"  # 24:00 of the 4th
    "a;01/02/2008;05/02/2008 00:01;third\n"
    "b;01/02/2008;;undated\n"
    "b;01/02/2008;06/02/2008 09:00;later\n"
    "c;01/02/2008;06/02/2008 09:00;later\n"
    "c;01/02/2008;07/02/2008 09:00;latest\n"
    "d;01/02/2008;07/02/2008 09:00;alone\n"
)


@both_engines
@pytest.mark.parametrize(
    ("on_duplicate", "as_of", "in_figures"),
    [
        ("last", dt.date(2008, 2, 4), {"a": "second", "b": "undated"}),
        ("last", dt.datetime(2008, 2, 4, 23, 59), {"a": "first", "b": "undated"}),
        ("last", dt.date(2008, 2, 6), {"a": "third", "b": "later", "c": "later"}),
        ("last", dt.date(2008, 2, 7), {"a": "third", "b": "later", "c": "latest", "d": "alone"}),
        ("last", None, {"a": "third", "b": "later", "c": "latest", "d": "alone"}),
        ("first", dt.date(2008, 2, 4), {"a": "first", "b": "undated"}),
        ("first", dt.date(2008, 2, 6), {"a": "first", "b": "undated", "c": "later"}),
    ],
)
def test_a_row_written_after_as_of_is_no_candidate_of_its_key(
    read: Callable[..., Evaluation],
    on_duplicate: str,
    as_of: dt.date | None,
    in_figures: dict[str, str],
    tmp_path: Path,
) -> None:
    """The first or last of the others is the case; a key without any is in no figure, and every row is counted."""
    rules = rule_text(
        {"r": ON, "w": AT, "t": "type: text"},
        {"n": "period_by: r, measure: {kind: count}"},
        source=f"on_duplicate: {on_duplicate}, order_by: w",
    )
    evaluation = read(tmp_path, rules, WRITTEN, as_of)
    assert counts(evaluation) == (8, 4, 0, 4)
    rows = evaluation.cases["s"].frame.collect("pandas").to_pandas()
    chosen = dict(zip(rows["id"], rows["t"], strict=True))
    looked_at = evaluation.verdicts("n")["id"].tolist()
    assert {id_: chosen[id_] for id_ in looked_at} == in_figures
    later = [issue.count for issue in evaluation.issue_list if issue.code == "written_later"]
    assert later == [4 - len(in_figures)] * (len(in_figures) < 4)
    (conflicts,) = (issue for issue in evaluation.issue_list if issue.code == "conflicting_duplicates")
    told = f"the row that counts is the {on_duplicate} one written by as-of, if any was (by w, then"
    assert (told in conflicts.message) == (as_of is not None)


@both_engines
@pytest.mark.parametrize(
    ("as_of", "kept"),
    [
        (dt.date(2008, 2, 4), "first"),
        (dt.datetime(2008, 2, 5, 0, 0), "second"),  # a date is known from its 0:00 on, as events are
        (dt.date(2008, 2, 5), "second"),
    ],
)
def test_rows_may_be_dated_by_the_day(
    read: Callable[..., Evaluation], as_of: dt.date, kept: str, tmp_path: Path
) -> None:
    """At 24:00 of the 4th a row of the 5th is not written yet."""
    columns = {"r": ON, "w": ON, "t": "type: text"}
    rules = rule_text(columns, {"n": "period_by: r, measure: {kind: count}"}, source="order_by: w")
    export = "id;r;w;t\na;01/02/2008;04/02/2008;first\na;01/02/2008;05/02/2008;second\n"
    evaluation = read(tmp_path, rules, export, as_of)
    rows = evaluation.cases["s"].frame.collect("pandas").to_pandas()
    assert rows["t"].tolist() == [kept]


def test_a_row_is_written_at_an_instant_where_its_cell_is_one(tmp_path: Path) -> None:
    """0:30 at UTC is 1:30 in Paris, and so not written at one o'clock there."""
    columns = {"r": ON, "w": 'type: datetime, format: "%d/%m/%Y %H:%M %z"', "t": "type: text"}
    rules = rule_text(columns, {"n": "period_by: r, measure: {kind: count}"}, source="order_by: w")
    export = "id;r;w;t\na;01/02/2008;04/02/2008 00:00 +0000;first\na;01/02/2008;04/02/2008 00:30 +0000;second\n"
    evaluation = from_file(tmp_path, rules, export, dt.datetime(2008, 2, 4, 1, 0))
    rows = evaluation.cases["s"].frame.collect("pandas").to_pandas()
    assert rows["t"].tolist() == ["first"]


def test_a_number_orders_rows_and_dates_none(tmp_path: Path) -> None:
    """Nobody can say whether revision 2 was written by as-of."""
    rules = rules_of(tmp_path, {"r": ON, "n": "type: integer"}, source="order_by: n").sources["s"]
    assert was_written(rules, (), AsOf.given(dt.date(2008, 2, 4), ZoneInfo("Europe/Paris"))) is None


@pytest.mark.parametrize(
    ("declared", "rows", "duplicates", "told"),
    [
        ("", 0, 0, []),
        ("", 100, 20, []),
        ("", 100, 21, ["write e.g. `max_duplicates: 21%`"]),
        ("", 94, 70, ["70 of 94 rows are duplicates, more than 20%.", "write e.g. `max_duplicates: 75%`"]),
        ("max_duplicates: 75%", 94, 70, []),
        ("max_duplicates: 100%", 94, 93, []),
        ("max_duplicates: 0%", 94, 0, []),
    ],
)
def test_more_than_a_fifth_of_duplicates_is_told(
    declared: str, rows: int, duplicates: int, told: list[str], tmp_path: Path
) -> None:
    """94 events of 24 incidents are 70 duplicates; a rule file that says how many there may be has been read."""
    source = rules_of(tmp_path, {"r": ON}, source=declared).sources["s"]
    notices = require_few_duplicates("s", source, rows, duplicates)
    assert [(notice.code, notice.severity, notice.count) for notice in notices] == (
        [("many_duplicates", "notice", duplicates)] if told else []
    )
    assert [words for words in told if words not in notices[0].message] == []


@pytest.mark.parametrize(("share", "duplicates"), [("0%", 1), ("74.4%", 70), ("74,46 %", 70), ("20%", 19)])
def test_more_duplicates_than_declared_are_refused(share: str, duplicates: int, tmp_path: Path) -> None:
    """70 of 94 are 74.468 %; shares are compared exactly, and the message has the numbers."""
    source = rules_of(tmp_path, {"r": ON}, source=f'max_duplicates: "{share}"').sources["s"]
    shown = share.replace(" ", "").replace(",", ".")
    words = f"s: {duplicates} of 94 rows are duplicates, more than max_duplicates {shown}: nothing is reported."
    with pytest.raises(ExportError, match=re.escape(words)) as refused:
        require_few_duplicates("s", source, 94, duplicates)
    assert [issue.code for issue in refused.value.issues] == ["too_many_duplicates"]
