"""What becomes of the rows of an export: cases, rejected rows, duplicates; what is known of them, and to when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import AT, ON, codes, evaluate_files, evaluate_frame, figures, frame_of, rule_text

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.errors import ExportError, UsageError
from gpj_kpi.evaluation.evaluation import ISSUE_COLUMNS, SOURCE_COLUMNS

Read = Callable[[Path, str, str], Evaluation]
ReadAsOf = Callable[[Path, str, str, dt.date | None], Evaluation]


def _from_file(folder: Path, rules: str, export: str, as_of: dt.date | None = None) -> Evaluation:
    return evaluate_files(folder, rules, {"a.csv": export}, as_of=as_of)


def _from_frame(folder: Path, rules: str, export: str, as_of: dt.date | None = None) -> Evaluation:
    return evaluate_frame(folder, rules, frame_of(export), as_of=as_of)


both_engines = pytest.mark.parametrize("read", [_from_file, _from_frame], ids=["duckdb", "pandas"])


def _counts(evaluation: Evaluation) -> tuple[int, int, int, int]:
    """Rows, cases, rejected and duplicates of the only source."""
    (cases,) = evaluation.cases.values()
    return cases.rows, cases.cases, cases.rejected, cases.duplicates


# ----------------------------------------------------------------------------------------------------------- duplicates

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
    ("on_duplicate", "counts", "kept", "met"),
    [
        ("first", (8, 4, 1, 3), "2008-02-01", ["1", "3", "4"]),
        ("last", (8, 4, 1, 3), "2008-02-03", ["3", "4"]),
    ],
)
def test_one_row_of_a_key_is_kept(
    read: Read, on_duplicate: str, counts: tuple[int, int, int, int], kept: str, met: list[str], tmp_path: Path
) -> None:
    """The first or the last row of a key is the case, the others are duplicates, and rejected rows are neither."""
    rules = rule_text(COLUMNS, SHARE, source=f"on_duplicate: {on_duplicate}, max_rejected: 50%")
    evaluation = read(tmp_path, rules, REPEATED)
    assert _counts(evaluation) == counts
    verdicts = evaluation.verdicts("s").set_index("id")
    assert verdicts.loc["1", "reference_day"] == pd.Timestamp(kept)
    assert sorted(verdicts.index[verdicts["verdict"] == "met"]) == met


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
    assert _counts(evaluation) == (8, 2, 6, 0)
    assert evaluation.verdicts("s")["id"].tolist() == ["2", "4"]
    first = 2 if read is _from_file else 1  # a frame has no header line
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
    assert _counts(evaluation) == (2, 1, 0, 1)


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
    assert _counts(evaluation) == (6, 3, 0, 3)
    (notice,) = evaluation.issue_list
    assert f"the {on_duplicate} row was counted (by n, then files by name, then lines)" in notice.message


@both_engines
def test_conflicting_duplicates_are_counted_apart(read: Read, tmp_path: Path) -> None:
    """Of three repeated keys one has rows that differ; where such rows are rejected none is a duplicate."""
    export = "id;r;t;who\n" + "1;01/02/2008;o;a\n" * 3 + "2;01/02/2008;o;a\n2;01/02/2008;n;a\n2;01/02/2008;n;b\n"
    evaluation = read(tmp_path, rule_text(COLUMNS, SHARE), export + "3;01/02/2008;o;a\n3;01/02/2008;o;b\n")
    assert evaluation.sources[["duplicates", "conflicting"]].to_numpy().tolist() == [[5, 1]]
    assert list(evaluation.sources.columns) == list(SOURCE_COLUMNS)


def test_a_file_that_holds_the_bytes_of_another_is_noticed(tmp_path: Path) -> None:
    """Each later copy is named beside the first file of that content; a file that differs by a byte is not."""
    text = "id;r;t\n1;01/02/2008;o\n"
    files = {"c.csv": text, "a.csv": text, "b.csv": text.replace(";o", ";n"), "d.csv": text}
    evaluation = evaluate_files(tmp_path, rule_text({"r": ON, "t": "type: text"}, SHARE), files)
    found = [issue for issue in evaluation.issue_list if issue.code == "same_content"]
    assert [(issue.file, issue.severity) for issue in found] == [("c.csv", "notice"), ("d.csv", "notice")]
    assert all("a.csv" in issue.message for issue in found)


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
    assert _counts(evaluation) == (3, 2, 0, 1)
    assert evaluation.verdicts("n")[["id", "t"]].to_numpy().tolist() == [["1", "a"], ["1", "b"]]


@both_engines
def test_every_faulty_cell_is_listed_and_its_row_rejected_once(read: Read, tmp_path: Path) -> None:
    """A row with three faulty cells is three issues and one rejected row, which is 50 % of two and no more."""
    columns = {"r": ON, "n": "type: integer", "who": "type: integer, required: true, personal: true"}
    rules = rule_text(columns, {"k": "period_by: r, measure: {kind: count}"}, source="max_rejected: 50%")
    evaluation = read(tmp_path, rules, "id;r;n;who\n1;32/01/2008;deux;Dupond\n2;01/02/2008;2;7\n")
    assert _counts(evaluation) == (2, 1, 1, 0)
    found = [(issue.column, issue.code, issue.read) for issue in evaluation.issue_list]
    assert found == [("r", "bad_date", "32/01/2008"), ("n", "bad_integer", "deux"), ("who", "bad_integer", None)]
    assert list(evaluation.issues.columns) == list(ISSUE_COLUMNS)


# ----------------------------------------------------------------------------------------------------- files and safety


def _plain(folder: Path) -> tuple[Path, Path]:
    """A rule file and an empty data folder."""
    rules = folder / "rules.yaml"
    rules.write_text(rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}), encoding="utf-8")
    data = folder / "data"
    data.mkdir()
    return rules, data


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A symbolic link that leads out of the data folder is not read, and the message says what to do."""
    rules, data = _plain(tmp_path)
    outside = tmp_path / "secret.csv"
    outside.write_text("id;r\n1;01/02/2008\n", encoding="utf-8")
    (data / "a.csv").symlink_to(outside)
    with pytest.raises(ExportError, match="leads outside the data folder") as refusal:
        evaluate(load_rules(rules), data, period="2008")
    assert [issue.code for issue in refusal.value.issues] == ["outside_folder"]


def test_a_linked_folder_is_refused_too(tmp_path: Path) -> None:
    """A file below a linked folder lies outside the data folder and is not read."""
    rules, data = _plain(tmp_path)
    rules.write_text(rules.read_text(encoding="utf-8").replace('"*.csv*"', '"in/*.csv"'), encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.csv").write_text("id;r\n1;01/02/2008\n", encoding="utf-8")
    (data / "in").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(ExportError) as refusal:
        evaluate(load_rules(rules), data, period="2008")
    assert [issue.code for issue in refusal.value.issues] == ["outside_folder"]


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    """A symbolic link that stays in the data folder is a file like another."""
    rules, data = _plain(tmp_path)
    (data / "kept").mkdir()
    (data / "kept" / "x.txt").write_text("id;r\n1;01/02/2008\n", encoding="utf-8")
    (data / "a.csv").symlink_to(data / "kept" / "x.txt")
    assert figures(evaluate(load_rules(rules), data, period="2008", by="year"), ["value"]) == [(1,)]


def test_no_file_can_be_opened_once_the_declared_ones_are_read(tmp_path: Path) -> None:
    """The engine refuses every further file and the key to unlock it; the verdicts read before are still there."""
    rules, data = _plain(tmp_path)
    (data / "a.csv").write_text("id;r\n1;01/02/2008\n", encoding="utf-8")
    evaluation = evaluate(load_rules(rules), data, period="2008")
    relation = evaluation.cases["s"].frame.to_native()
    for query in (
        f"SELECT * FROM read_csv('{data / 'a.csv'}')",  # noqa: S608 - must be refused
        f"SELECT * FROM read_text('{rules}')",  # noqa: S608 - must be refused
        f"SELECT * FROM glob('{data}/*')",  # noqa: S608 - must be refused
    ):
        with pytest.raises(Exception, match=r"(?i)disabled|permission"):
            relation.query("cases", query).fetchall()
    assert relation.query("cases", "SELECT count(*) FROM cases").fetchall() == [(1,)]
    assert evaluation.verdicts("n")["id"].tolist() == ["1"]


PERSONAL = rule_text(
    {
        "r": ON,
        "who": "type: text, required: true, personal: true, values: [Dupond Jeanne, Durand Paul]",
        "born": f"{ON}, personal: true",
        "pay": "type: integer, personal: true",
    },
    {"n": "period_by: r, measure: {kind: count}"},
    source="max_rejected: 100%",
)
PERSONS = (
    "id;r;who;born;pay\n"
    "1;01/02/2008;Dupond Jeanne;02/03/1971;7654321\n"
    "2;01/02/2008;Intruse Zoé;02/03/1972;7654322\n"
    "3;01/02/2008;Durand Paul;31/02/1973;7654323\n"
    "4;01/02/2008;Durand Paul;02/03/1874;7654324\n"
    "5;01/02/2008;Durand Paul;02/03/1975;76543,25\n"
    "6;01/02/2008;;02/03/1976;7654326\n"
    "1;02/02/2008;Dupond Jeanne;02/03/1971;7654327\n"
)
SECRETS = ["Dupond", "Intruse", "Durand", "1971", "1973", "1874", "76543"]


@both_engines
def test_a_personal_cell_is_checked_and_goes_nowhere(read: Read, tmp_path: Path) -> None:
    """Personal cells reject their row, and are in no issue, result, verdict, source or case."""
    evaluation = read(tmp_path, PERSONAL, PERSONS)
    expected = ["not_in_values", "bad_date", "out_of_range", "bad_integer", "missing_value", "conflicting_duplicates"]
    assert [issue.code for issue in evaluation.issue_list] == expected
    shown = [
        evaluation.results.to_csv(),
        evaluation.verdicts("n").to_csv(),
        evaluation.sources.to_csv(),
        evaluation.cases["s"].frame.collect("pandas").to_pandas().to_csv(),
        *(str(issue).replace("Expected: Dupond Jeanne, Durand Paul", "") for issue in evaluation.issue_list),
        *(repr(issue.column) for issue in evaluation.issue_list),
    ]
    assert [secret for secret in SECRETS for text in shown if secret in text] == []


@both_engines
def test_a_refused_export_tells_no_personal_cell(read: Read, tmp_path: Path) -> None:
    """When too many rows are rejected the refusal lists them without their personal cells."""
    with pytest.raises(ExportError) as refusal:
        read(tmp_path, PERSONAL.replace("100%", "1%"), PERSONS)
    told = str(refusal.value).replace("Expected: Dupond Jeanne, Durand Paul", "")
    assert "5 of 7 rows are rejected" in told
    assert [secret for secret in SECRETS if secret in told] == []


@pytest.mark.parametrize("column", ["who", "nobody"])
def test_results_are_never_grouped_by_a_personal_column(column: str, tmp_path: Path) -> None:
    """A personal column cannot split the results, nor can one that does not exist."""
    with pytest.raises(UsageError, match=f'column "{column}"'):
        evaluate_files(tmp_path, PERSONAL, {"a.csv": PERSONS}, group_by=column)


# --------------------------------------------------------------------------------------------------------- max_rejected


@both_engines
@pytest.mark.parametrize(
    ("max_rejected", "bad", "accepted"),
    [("0%", 0, True), ("0%", 1, False), ("10%", 2, True), ("10%", 3, False), ("9,99%", 2, False), ("100%", 20, True)],
)
def test_more_rejected_rows_than_allowed_are_refused(
    read: Read,
    max_rejected: str,
    bad: int,
    accepted: bool,  # noqa: FBT001 - a column of the table
    tmp_path: Path,
) -> None:
    """Of 20 rows 10 % may be 2 and not 3: exactly the share is accepted, and any more is refused."""
    rules = rule_text(
        {"r": ON}, {"n": "period_by: r, measure: {kind: count}"}, source=f'max_rejected: "{max_rejected}"'
    )
    export = "id;r\n" + "".join(f"{n};{'?' if n < bad else '01/02/2008'}\n" for n in range(20))
    if accepted:
        assert _counts(read(tmp_path, rules, export)) == (20, 20 - bad, bad, 0)
    else:
        with pytest.raises(ExportError, match=f"{bad} of 20 rows are rejected, more than max_rejected") as refusal:
            read(tmp_path, rules, export)
        # The total opens the list; a single fault and the total are one message.
        assert len(refusal.value.issues) == (1 + bad if bad > 1 else 1)


@both_engines
def test_rows_refused_for_their_key_count_as_rejected(read: Read, tmp_path: Path) -> None:
    """With `reject` 2 rows of one key among 10 are 20 %, which 19 % does not allow."""
    export = "id;r\n" + "".join(f"{max(n, 1)};01/02/2008\n" for n in range(10))
    rules = rule_text(
        {"r": ON}, {"n": "period_by: r, measure: {kind: count}"}, source="on_duplicate: reject, max_rejected: 19%"
    )
    with pytest.raises(ExportError, match="2 of 10 rows are rejected"):
        read(tmp_path, rules, export)


# ------------------------------------------------------------------------------------------------------ dates and as-of

DELAY = rule_text({"r": AT, "e": AT}, {"d": "measure: {kind: delay, from: r, to: e, limit: 24 heures}"})


@both_engines
def test_cases_without_a_reference_date_are_noticed(read: Read, tmp_path: Path) -> None:
    """A case without reference date is in no period, is invalid for a delay, and a notice counts it."""
    evaluation = read(tmp_path, DELAY, "id;r;e\n1;01/02/2008 10:00;01/02/2008 11:00\n2;;01/02/2008 11:00\n3;;\n")
    assert [(issue.code, issue.severity) for issue in evaluation.issue_list] == [("undated", "notice")]
    assert re.findall("[0-9]+", evaluation.issue_list[0].message) == ["2"]
    assert [(issue.count, issue.indicator) for issue in evaluation.issue_list] == [(2, "d")]
    assert evaluation.verdicts("d")["verdict"].tolist() == ["met", "invalid", "invalid"]
    assert figures(evaluation, ["numerator", "denominator", "invalid"]) == [(1, 1, 0)]


@both_engines
def test_changes_of_clock_are_noticed(read: Read, tmp_path: Path) -> None:
    """Wall times that occur twice or never are read, counted and noticed."""
    export = "id;r;e\n1;26/10/2008 02:30;26/10/2008 03:00\n2;30/03/2008 02:30;30/03/2008 03:30\n"
    evaluation = read(tmp_path, DELAY, export)
    assert codes(evaluation) == [("clock_twice", None), ("clock_never", None)]
    assert [re.findall("[0-9]+", issue.message) for issue in evaluation.issue_list] == [["1"], ["1"]]
    # 02:30 in autumn is the first one, 90 minutes before 03:00; 02:30 in spring is 03:30.
    assert evaluation.verdicts("d")["value"].tolist() == [5400, 0]


@both_engines
def test_as_of_is_by_default_the_latest_event(read: Read, tmp_path: Path) -> None:
    """Without a word the data is known to its latest event: what is due by then is overdue, the rest is pending."""
    export = "id;r;e\n1;01/02/2008 10:00;\n2;02/02/2008 08:00;02/02/2008 10:00\n3;01/02/2008 10:01;\n"
    evaluation = read(tmp_path, DELAY, export)
    assert evaluation.as_of["s"].local_time == pd.Timestamp("2008-02-02 10:00", tz="Europe/Paris")
    verdicts = evaluation.verdicts("d")[["id", "verdict", "lateness"]].astype("object").fillna("").to_numpy().tolist()
    assert verdicts == [["1", "missed", "overdue"], ["2", "met", ""], ["3", "pending", ""]]


@both_engines
def test_a_due_date_is_no_event(read: Read, tmp_path: Path) -> None:
    """A due date in the future, and the cells of rejected rows, say nothing of how far the data is known."""
    rules = rule_text(
        {"r": AT, "e": AT, "due": AT},
        {"d": "measure: {kind: delay, from: r, to: e, limit: {column: due}}"},
        source="max_rejected: 50%",
    )
    export = (
        "id;r;e;due\n1;01/02/2008 10:00;;31/12/2150 00:00\n2;02/02/2008 10:00;03/02/2008 10:00;02/02/2008 12:00\n"
        "3;05/02/2008 10:00;?;\n"
    )
    evaluation = read(tmp_path, rules, export)
    assert evaluation.as_of["s"].local_time == pd.Timestamp("2008-02-03 10:00", tz="Europe/Paris")
    assert evaluation.verdicts("d")["verdict"].tolist() == ["pending", "missed"]


@both_engines
def test_each_case_without_a_due_date_is_invalid(read: Read, tmp_path: Path) -> None:
    """Where the limit comes with the case, one without it cannot be judged, ended or not."""
    rules = rule_text(
        {"r": AT, "e": AT, "due": AT}, {"d": "measure: {kind: delay, from: r, to: e, limit: {column: due}}"}
    )
    evaluation = read(tmp_path, rules, "id;r;e;due\n1;01/02/2008 10:00;01/02/2008 11:00;\n2;01/02/2008 10:00;;\n")
    assert evaluation.verdicts("d")["verdict"].tolist() == ["invalid", "invalid"]


@both_engines
@pytest.mark.parametrize("name", ["cases", "twice", "never"])
def test_a_date_may_have_the_name_of_a_count(read: Read, name: str, tmp_path: Path) -> None:
    """A column called `cases` is a column like another: as-of is its latest date."""
    rules = rule_text({name: AT}, {"n": f"period_by: {name}, measure: {{kind: count}}"})
    evaluation = read(tmp_path, rules, f"id;{name}\n1;01/02/2008 10:00\n2;02/02/2008 10:00\n")
    assert evaluation.as_of["s"] == pd.Timestamp("2008-02-02 10:00", tz="Europe/Paris")
    assert figures(evaluation, ["value"]) == [(2,)]


SEEN_ON = (
    "id;r;e\n"
    "1;28/06/2008 10:00;29/06/2008 09:00\n"
    "2;29/06/2008 10:00;01/07/2008 09:00\n"  # late, once it has ended
    "3;30/06/2008 10:00;01/07/2008 09:00\n"
    "4;30/06/2008 23:59;\n"
    "5;01/07/2008 00:01;01/07/2008 09:00\n"
)


@both_engines
@pytest.mark.parametrize(
    ("as_of", "verdicts"),
    [
        (None, {"1": "met", "2": "missed late", "3": "met", "4": "pending", "5": "met"}),
        # 24:00 of 30 June: the second one is overdue since 10:00, the fifth one does not exist.
        (dt.date(2008, 6, 30), {"1": "met", "2": "missed overdue", "3": "pending", "4": "pending"}),
        (dt.datetime(2008, 6, 30, 9, 59), {"1": "met", "2": "pending"}),
        (dt.datetime(2008, 6, 30, 10), {"1": "met", "2": "missed overdue", "3": "pending"}),
        (dt.datetime(2008, 6, 30, 8, 0, tzinfo=dt.UTC), {"1": "met", "2": "missed overdue", "3": "pending"}),
        (
            dt.date(2008, 7, 31),
            {"1": "met", "2": "missed late", "3": "met", "4": "missed overdue", "5": "met"},
        ),
        (dt.date(2008, 6, 27), {}),
    ],
)
def test_what_comes_after_as_of_has_not_happened(
    read: ReadAsOf, as_of: dt.date | None, verdicts: dict[str, str], tmp_path: Path
) -> None:
    """Events after as-of are unknown and cases begun after it do not exist; a date means the end of that day."""
    frame = read(tmp_path, DELAY, SEEN_ON, as_of).verdicts("d")
    shown = (frame["verdict"] + " " + frame["lateness"].fillna("")).str.strip()
    assert dict(zip(frame["id"], shown, strict=True)) == verdicts


@both_engines
def test_a_scope_sees_the_case_as_it_was_at_as_of(read: ReadAsOf, tmp_path: Path) -> None:
    """A condition on an end that lies after as-of finds it missing, and a share does not count it."""
    rules = rule_text(
        {"r": AT, "e": AT},
        {
            "open": "period_by: r, where: {e: missing}, measure: {kind: count}",
            "ended": "period_by: r, measure: {kind: share, of: {e: present}}",
        },
    )
    evaluation = read(tmp_path, rules, SEEN_ON, dt.date(2008, 6, 30))
    assert evaluation.verdicts("open")["id"].tolist() == ["2", "3", "4"]
    assert figures(evaluation, ["indicator", "numerator"]) == [("open", 3), ("ended", 1)]


@both_engines
def test_a_day_after_as_of_has_not_come(read: ReadAsOf, tmp_path: Path) -> None:
    """As of 30 June, events of 1 July have not happened and cases of 1 July do not exist, dates without time too."""
    rules = rule_text({"r": ON, "e": ON}, {"d": "measure: {kind: delay, from: r, to: e, limit: 30 jours calendaires}"})
    export = "id;r;e\n1;20/06/2008;30/06/2008\n2;20/06/2008;01/07/2008\n3;01/07/2008;02/07/2008\n"
    verdicts = read(tmp_path, rules, export, dt.date(2008, 6, 30)).verdicts("d")
    assert verdicts[["id", "verdict"]].to_numpy().tolist() == [["1", "met"], ["2", "pending"]]


@both_engines
def test_midnight_belongs_to_the_day_that_it_opens(read: ReadAsOf, tmp_path: Path) -> None:
    """As of 30 June a case begun on 1 July at 00:00 does not exist; as of that very instant it does."""
    rules = rule_text({"r": AT}, {"n": "period_by: r, measure: {kind: count}"})
    export = "id;r\n1;30/06/2008 23:59\n2;01/07/2008 00:00\n"
    for name, as_of, ids in (("day", dt.date(2008, 6, 30), ["1"]), ("instant", dt.datetime(2008, 7, 1), ["1", "2"])):
        (tmp_path / name).mkdir()
        assert read(tmp_path / name, rules, export, as_of).verdicts("n")["id"].tolist() == ids


@both_engines
def test_a_case_due_after_as_of_exists(read: ReadAsOf, tmp_path: Path) -> None:
    """A case begun before as-of exists though the due date that places it in a period comes after it."""
    rules = rule_text(
        {"r": AT, "e": AT, "due": AT},
        {"d": "period_by: due, measure: {kind: delay, from: r, to: e, limit: {column: due}}"},
    )
    evaluation = read(tmp_path, rules, "id;r;e;due\n1;20/06/2008 10:00;;05/07/2008 10:00\n", dt.date(2008, 6, 30))
    assert evaluation.verdicts("d")["verdict"].tolist() == ["pending"]


@both_engines
def test_a_wait_that_had_not_ended_at_as_of_is_pending_until_it_is_due(read: Read, tmp_path: Path) -> None:
    """Seen 10 seconds after its start, a wait of 90 seconds with a limit of 30 is neither late nor overdue."""
    rules = rule_text(
        {"r": AT, "w": "type: integer", "o": "type: text"},
        {"d": "period_by: r, measure: {kind: delay, elapsed: w, done: {o: R}, limit: 30 secondes}"},
    )
    export = "id;r;w;o\n1;01/02/2008 10:00;90;R\n"
    for seconds, verdict in ((10, "pending"), (30, "missed"), (90, "missed")):
        folder = tmp_path / str(seconds)
        folder.mkdir()
        as_of = dt.datetime(2008, 2, 1, 10) + dt.timedelta(seconds=seconds)
        if read is _from_file:
            evaluation = evaluate_files(folder, rules, {"a.csv": export}, as_of=as_of)
        else:
            evaluation = evaluate_frame(folder, rules, frame_of(export), as_of=as_of)
        assert (seconds, evaluation.verdicts("d")["verdict"].tolist()) == (seconds, [verdict])
