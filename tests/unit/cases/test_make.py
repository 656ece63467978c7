"""What becomes of the rows of an export: cases, rejected rows, duplicates; what is known of them, and to when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from tests.small_runs import AT, ON, codes, evaluate_files, evaluate_frame, figures, frame_of, rule_text
from tests.unit.cases.small_cases import COUNT, Open, Read, both_engines, both_opened, cells_of, from_file, rules_of

from gpj_kpi import Evaluation, evaluate, load_rules
from gpj_kpi.calendars.business_calendar import build_calendar
from gpj_kpi.calendars.schedule import Schedule
from gpj_kpi.cases.make import make_cases, sift
from gpj_kpi.errors import ExportError

ReadAsOf = Callable[[Path, str, str, dt.date | None], Evaluation]
CALENDAR = build_calendar(
    Schedule(time_zone="Europe/Paris"), first_day=dt.date(2008, 1, 1), last_day=dt.date(2008, 12, 31)
)
PARIS = ZoneInfo("Europe/Paris")
DAY = 86_400_000_000
HOUR = DAY // 24


def _noon(day: str) -> int:
    """Microseconds of UTC of noon in Paris on an ISO day of winter: 11:00."""
    return (dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days * DAY + 11 * HOUR


# ------------------------------------------------------------------------------------------------------- step by step

MIXED = (
    "id;r;t\n"
    "1;01/02/2008 12:00;o\n"
    "2;?;o\n"  # rejected
    "3;03/02/2008 12:00;o\n"
    "1;02/02/2008 12:00;n\n"  # the case of key 1
    "4;04/02/2008 12:00;?\n"  # rejected
)


@both_opened
def test_every_row_is_a_case_rejected_or_a_duplicate(open_on: Open, tmp_path: Path) -> None:
    """Of five rows two are rejected, one repeats a key, and two are cases."""
    columns = {"r": AT, "t": "type: text, values: [o, n]"}
    rules = rules_of(tmp_path, columns, source="max_rejected: 40%")
    engine = open_on(tmp_path, rules, MIXED)
    sifted = sift("s", rules.sources["s"], engine.read("s"), engine)
    assert cells_of(sifted.rows, "_row", "id", "t") == [(3, "3", "o"), (4, "1", "n")]
    assert (sifted.rejected, sifted.repeats.duplicates, sifted.repeats.conflicts) == (2, 1, 1)
    assert [issue.code for issue in sifted.issues] == ["bad_datetime", "not_in_values", "conflicting_duplicates"]
    cases = make_cases("s", rules.sources["s"], sifted, CALENDAR, engine, dates=rules.dates_of("s"))
    assert (cases.rows, cases.cases, cases.rejected, cases.duplicates, cases.conflicts) == (5, 2, 2, 1, 1)
    third = _noon("2008-02-03")
    assert cells_of(cases.frame, "id", "r") == [("3", third), ("1", third - DAY)]
    assert cases.known.latest_event == third
    engine.close()


@both_opened
def test_rows_that_do_not_add_up_are_a_bug(open_on: Open, tmp_path: Path) -> None:
    """A rejected row too many, and the run stops: 2 rows are not 2 cases and 1 rejected row."""
    rules = rules_of(tmp_path, {"r": AT})
    engine = open_on(tmp_path, rules, "id;r\n1;01/02/2008 10:00\n2;01/02/2008 10:00\n")
    sifted = sift("s", rules.sources["s"], engine.read("s"), engine)
    with pytest.raises(RuntimeError, match="s: 2 rows, but 2 cases \\+ 1 rejected \\+ 0 duplicates"):
        make_cases("s", rules.sources["s"], replace(sifted, rejected=1), CALENDAR, engine, dates=rules.dates_of("s"))
    engine.close()


@both_opened
def test_doubtful_wall_times_are_counted_in_a_notice_each(open_on: Open, tmp_path: Path) -> None:
    """26 October 2008 has 2:30 twice and 30 March never: three cells of two rows, and one cell."""
    rules = rules_of(tmp_path, {"r": AT, "e": AT})
    export = (
        "id;r;e\n"
        "1;26/10/2008 02:00;26/10/2008 02:59\n"
        "2;26/10/2008 02:30;26/10/2008 03:00\n"
        "3;30/03/2008 02:30;30/03/2008 03:00\n"
    )
    engine = open_on(tmp_path, rules, export)
    sifted = sift("s", rules.sources["s"], engine.read("s"), engine)
    cases = make_cases("s", rules.sources["s"], sifted, CALENDAR, engine, dates=rules.dates_of("s"))
    assert [(issue.code, issue.count) for issue in cases.issues] == [("clock_twice", 3), ("clock_never", 1)]
    assert "twice (autumn change of clock): 3." in cases.issues[0].message
    engine.close()


@both_engines
@pytest.mark.parametrize("name", ["cases", "twice", "never"])
def test_a_date_may_have_the_name_of_a_count(read: Read, name: str, tmp_path: Path) -> None:
    """A column called `cases` is a column like another: as-of is its latest date."""
    rules = rule_text({name: AT}, {"n": f"period_by: {name}, measure: {{kind: count}}"})
    evaluation = read(tmp_path, rules, f"id;{name}\n1;01/02/2008 10:00\n2;02/02/2008 10:00\n")
    assert evaluation.as_of["s"].local_time == pd.Timestamp("2008-02-02 10:00", tz="Europe/Paris")
    assert figures(evaluation, ["value"]) == [(2,)]


def test_a_file_that_holds_the_bytes_of_another_is_noticed(tmp_path: Path) -> None:
    """Each later copy is named beside the first file of that content; a file that differs by a byte is not."""
    text = "id;r;t\n1;01/02/2008;o\n"
    files = {"c.csv": text, "a.csv": text, "b.csv": text.replace(";o", ";n"), "d.csv": text}
    evaluation = evaluate_files(tmp_path, rule_text({"r": ON, "t": "type: text"}, COUNT), files)
    found = [issue for issue in evaluation.issue_list if issue.code == "same_content"]
    assert [(issue.file, issue.severity) for issue in found] == [("c.csv", "notice"), ("d.csv", "notice")]
    assert all("a.csv" in issue.message for issue in found)


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
        if read is from_file:
            evaluation = evaluate_files(folder, rules, {"a.csv": export}, as_of=as_of)
        else:
            evaluation = evaluate_frame(folder, rules, frame_of(export), as_of=as_of)
        assert (seconds, evaluation.verdicts("d")["verdict"].tolist()) == (seconds, [verdict])


def test_max_rejected_is_shown_as_it_was_written(tmp_path: Path) -> None:
    """The refusal quotes the share of the rule file: 1%, not 1.0000%."""
    rules = rule_text({"r": ON}, {"n": "period_by: r, measure: {kind: count}"}, source="max_rejected: 1%")
    with pytest.raises(ExportError) as refusal:
        evaluate_files(tmp_path, rules, {"a.csv": "id;r\n1;01/02/2008\n2;?\n"})
    assert "1 of 2 rows are rejected, more than max_rejected 1%: nothing is reported." in str(refusal.value)
