from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import CLAIMS, RULES, Run

from gpj_kpi.results.result import RESULT_COLUMNS

Start = Callable[..., subprocess.Popen[bytes]]


def _rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _row_of(text: str, indicator: str, period: str, group: str = "") -> dict[str, str]:
    (row,) = [
        row for row in _rows_of(text) if (row["indicator"], row["period"], row["group"]) == (indicator, period, group)
    ]
    return row


# --- exit statuses


def test_report_exits_0_even_when_targets_are_missed(run: Run) -> None:
    """A report is done when it is shown, whatever it says."""
    assert run("report", "--year", "2024").status == 0


def test_check_exits_4_when_a_target_is_missed(run: Run) -> None:
    """One target missed over the whole period is enough."""
    assert run("check", "--year", "2024").status == 4


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--indicator", "opened_48h"], 0),
        (["--indicator", "opened_48h", "--fail-on", "near"], 4),
        (["--indicator", "opened_48h", "--by", "month"], 5),
        (["--indicator", "opened_48h", "--by", "month", "--accept-partial"], 0),
        (["--indicator", "opened_48h", "--group-by", "channel"], 4),
        (["--indicator", "sheets"], 5),
        (["--indicator", "sheets", "--accept-partial"], 0),
        (["--indicator", "score"], 5),
        (["--indicator", "score", "--accept-partial", "--by", "quarter"], 5),
        (["--accept-partial"], 4),
    ],
)
def test_check_exits_with_what_was_found(run: Run, arguments: list[str], status: int) -> None:
    """Near is 4 on demand; a group or a part that is asked for decides as well; 5 is data that is missing or to come.

    In December one case is pending, and alone; its channel =1+1 missed. The last sheet is of 1 May, and the third
    quarter has none.
    """
    assert run("check", "--year", "2024", *arguments).status == status


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
@pytest.mark.parametrize(
    ("arguments", "status"), [([], 4), (["--indicator", "sheets"], 5), (["--indicator", "opened_48h"], 0)]
)
def test_check_exits_the_same_for_every_format(run: Run, format_: str, arguments: list[str], status: int) -> None:
    """The format changes what is shown, not what is found."""
    assert run("check", "--year", "2024", "--format", format_, *arguments).status == status


def test_the_help_of_check_names_all_that_is_a_5(run: Run) -> None:
    """Data that is missing, cases that may decide, and expectations."""
    said = " ".join(run("check", "--help").out.split())
    assert "with 5 if data is missing, pending cases can still decide, or an expectation is not met." in said


def test_check_shows_the_worst_first_and_counts_all(run: Run) -> None:
    """Each target not kept with the title of its commitment, what cannot be judged in full, then a summary."""
    assert run("check", "--year", "2024", "--lang", "en").out.splitlines() == [
        "Ouverture des dossiers – Ouverts sous 24\u00a0heures",
        "  ~50.0%   target 90%    not kept   parts missed: Q1, Q2",
        "Ouverture des dossiers – Ouverts sous 48\u00a0heures",
        "  ~75.0%   target 100%   not kept, near",
        "Cannot be judged in full:",
        "  Notes, 2024: nothing from 2024-05-02 to 2024-12-31",
        "2024, indicators: met 1; not kept, near 1; not kept 1; tracked 1.",
    ]


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_quiet_says_nothing_where_all_is_well(run: Run, folder: Path, format_: str) -> None:
    """Neither on stdout nor on stderr, whatever the format; files are written all the same."""
    ran = run(
        "check", "--year", "2024", "--indicator", "opened_48h", "--quiet", "--format", format_, "--output", "kpi.csv"
    )
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert _row_of((folder / "kpi.csv").read_text(encoding="utf-8"), "opened_48h", "2024")["value"] == "0.75"


@pytest.mark.parametrize("arguments", [[], ["--indicator", "sheets"], ["--format", "csv"], ["--fail-on", "near"]])
def test_quiet_says_all_where_it_is_not(run: Run, arguments: list[str]) -> None:
    """With any other status, all is said as without it."""
    quiet, loud = (run("check", "--year", "2024", *arguments, *more) for more in (["--quiet"], []))
    assert quiet == loud
    assert quiet.status in {4, 5}
    assert quiet.out


@pytest.mark.parametrize("format_", ["csv", "json"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Cannot be judged in full:", "  Notes, 2024: nothing from 2024-05-02 to 2024-12-31"]),
        ("fr", ["Ne peut pas être jugé en entier\u00a0:", "  Notes, 2024\u00a0: rien du 02/05/2024 au 31/12/2024"]),
    ],
)
def test_a_machine_format_has_its_reasons_on_stderr(run: Run, format_: str, language: str, said: list[str]) -> None:
    """What cannot be judged in full is said in the lines of the table, in the language of the run, uncut.

    With `--quiet` nothing is said where all is well, as partial data is where it is accepted.
    """
    arguments = ["check", "--year", "2024", "--indicator", "sheets", "--format", format_, "--lang", language]
    for more in ([], ["--quiet"]):
        ran = run(*arguments, *more)
        assert (ran.status, ran.err.splitlines()) == (5, said)
        assert said[0] not in ran.out
    assert run(*arguments, "--accept-partial").err.splitlines() == said
    assert run(*arguments, "--accept-partial", "--quiet").err == ""
    assert run(*arguments[:-4], "--lang", language).err == ""


@pytest.mark.parametrize("option", ["--quiet", "--accept-partial", "--fail-on=near"])
def test_report_has_no_options_of_check(run: Run, option: str) -> None:
    """It always exits with 0, and always says what it found."""
    ran = run("report", "--year", "2024", option)
    assert (ran.status, ran.out) == (2, "")
    assert option.partition("=")[0] in ran.err


@pytest.mark.parametrize("command", ["report", "check"])
def test_now_is_said_or_the_clock(run: Run, command: str) -> None:
    """A text that is no day is refused in the language asked for, and given twice it is refused as well."""
    assert run(command, "--year", "2024", "--now", "2025-01-05T08:00").status in {0, 4}
    ran = run(command, "--year", "2024", "--now", "1949-12-31", "--lang", "fr")
    assert (ran.status, ran.out) == (2, "")
    assert (
        ran.err
        == "--now\u00a0: «\u00a01949-12-31\u00a0» est hors des années 1950 à 2199. Donnez une date de ces années.\n"
    )
    assert "--now is given 2 times" in run(command, "--year", "2024", "--now=2025-01-05", "--now=2025-01-06").err


def test_validate_says_every_indicator(run: Run) -> None:
    """A sound rule file exits 0: what it holds, then a line for each indicator."""
    ran = run("validate")
    first, *lines = ran.out.splitlines()
    assert (ran.status, ran.err) == (0, "")
    assert first == "commitments.yaml\u00a0: 2 sources, 2 engagements, 4 indicateurs\u00a0: aucune faute."
    assert [line.partition("\u00a0:")[0] for line in lines] == re.findall(r"- id: (\w+)\n +label:", RULES)


def test_validate_says_what_is_made(run: Run) -> None:
    """Each made source and made column has its line below the counts, in the language of the rule file."""
    path = Path("made.yaml")
    for language, *words in (
        (
            "fr",
            "made.yaml\u00a0: 2 sources, 1 engagement, 1 indicateur\u00a0: aucune faute.",
            "replies\u00a0: un cas par id des lignes de",
            "n\u00a0: le nombre de cas de replies",
        ),
        (
            "en",
            "made.yaml: 2 sources, 1 commitment, 1 indicator: no fault.",
            "replies: one case per id of the",
            "n: the number of cases of replies",
        ),
    ):
        path.write_text(_MADE.format(language=language), encoding="utf-8")
        ran = run("validate", "--rules", str(path))
        first, *lines = ran.out.splitlines()
        assert (ran.status, ran.err, first) == (0, "", words[0])
        assert len(lines) == 3
        assert lines[0].startswith(words[1])
        assert "replies.first_at" in lines[1]
        assert lines[2].startswith(words[2])


_MADE = """\
version: 1
organisation: x
language: {language}
time_zone: Europe/Paris
sources:
  rows:
    label: x
    files: x.csv
    key: [id, at]
    columns:
      id: {{header: id, type: text, required: true}}
      at: {{header: at, type: date, format: "%Y-%m-%d", required: true}}
  replies: {{label: x, cases_of: rows, by: id, columns: {{first_at: {{first: at}}}}}}
commitments:
  - id: x
    title: x
    promise: x
    indicators:
      - {{id: n, label: x, source: replies, period_by: first_at, measure: {{kind: count}}}}
"""


def test_version(run: Run) -> None:
    """The version is the name of the program and what is installed."""
    ran = run("--version")
    assert ran.status == 0
    assert ran.out.startswith("gpj-kpi ")


@pytest.mark.parametrize("command", [[], ["report"], ["check"], ["validate"]])
def test_help_is_plain_text_on_stdout(run: Run, command: list[str]) -> None:
    """Help needs no box, and every option has its line."""
    ran = run(*command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: gpj-kpi{' ' if command else ''}{''.join(command)} [OPTIONS]")
    assert "╭" not in ran.out


# --- calls that are refused


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Missing command"),
        (["repot"], "Did you mean 'report'"),
        (["report", "--yeer", "2024"], "--yeer"),
        (["report", "extra", "--year", "2024"], "extra"),
        (["report", "--year"], "--year"),
        (["report"], "name one period"),
        (["report", "--year", "2024", "--month", "2024-01"], "not --year and --month"),
        (["report", "--year", "2024", "--from", "2024-01-01"], "not --year and --from --to"),
        (["report", "--year", "24"], '"24" is not a year'),
        (["report", "--year", "2024-Q1"], '--year: "2024-Q1" is not a year'),
        (["report", "--quarter", "2024-Q5"], "2024-Q5"),
        (["report", "--month", "2024-13"], "2024-13"),
        (["report", "--month", "2024"], '--month: "2024" is not a month'),
        (["report", "--from", "2024-01-01"], "--to is missing"),
        (["report", "--to", "2024-01-01"], "--from is missing"),
        (["report", "--from", "01/01/2024", "--to", "2024-01-31"], '--from: "01/01/2024" is not a date'),
        (["report", "--from", "2024-02-01", "--to", "2024-01-01"], "before it starts"),
        (["report", "--year", "2024", "--by", "day"], "'quarter'"),
        (["report", "--year", "2024", "--lang", "de"], "'fr', 'en'"),
        (["report", "--year", "2024", "--format", "xml"], "'table', 'csv', 'json'"),
        (["report", "--year", "2024", "--as-of", "hier"], '--as-of: "hier"'),
        (["report", "--year", "2024", "--as-of", "9999-12-31"], "1950 to 2199"),
        (["check", "--year", "2024", "--now", "demain"], '--now: "demain" is no date and no time'),
        (["check", "--year", "2024", "--fail-on", "pending"], "'near'"),
        (["report", "--year", "2024", "--indicator", "opened_48"], 'Did you mean "opened_48h"'),
        (["report", "--year", "2024", "--group-by", "colour"], 'no column "colour"'),
        (["report", "--year", "2024", "--output", "out.txt"], ".csv or .json"),
        (["report", "--year", "2024", "--output", "out"], ".csv or .json"),
        (["report", "--year", "2024", "--output", "nowhere/out.csv"], "there is no folder nowhere"),
        (["report", "--year", "2024", "--output", "out.csv", "--output", "./out.csv"], "named twice"),
        (["report", "--year", "2024", "--output", "sample_data/notes.csv"], "un des exports"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(run: Run, arguments: list[str], words: str) -> None:
    """What is wrong with a call is said in one line on stderr, and stdout stays empty."""
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert words in ran.err


def _break_nothing(folder: Path) -> None:
    """Leave the folder as it is."""


def _remove_exports(folder: Path) -> None:
    (folder / "sample_data" / "dossiers_2024.csv").unlink()


def _misspell_header(folder: Path) -> None:
    (folder / "sample_data" / "dossiers_2024.csv").write_text(CLAIMS.replace("Reçu le", "Recu le"), encoding="utf-8")


def _encode_otherwise(folder: Path) -> None:
    (folder / "sample_data" / "dossiers_2024.csv").write_text(CLAIMS, encoding="cp1252")


def _spoil_rules(folder: Path) -> None:
    (folder / "commitments.yaml").write_text(RULES.replace("48 heures}", "48 heure s}"), encoding="utf-8")


@pytest.mark.parametrize(
    ("break_it", "arguments", "words"),
    [
        (_break_nothing, ["--data", "nowhere"], ["nowhere"]),
        (_break_nothing, ["--rules", "nowhere.yaml"], ["nowhere.yaml", "--rules"]),
        (_remove_exports, [], ["dossiers_*.csv"]),
        (_misspell_header, [], ["dossiers_2024.csv", "Reçu le", "Recu le"]),
        (_encode_otherwise, [], ["dossiers_2024.csv", "utf-8"]),
        (_spoil_rules, [], ["commitments.yaml, line ", "heure s"]),
    ],
)
def test_refused_rules_and_exports_are_one_line_and_exit_3(
    run: Run, folder: Path, break_it: Callable[[Path], None], arguments: list[str], words: list[str]
) -> None:
    """What is wrong with a file is said in one line on stderr, with the name of the file."""
    break_it(folder)
    ran = run("report", "--year", "2024", *arguments)
    assert (ran.status, ran.out) == (3, "")
    assert len(ran.err.splitlines()) == 1
    assert all(word in ran.err for word in words)


def test_a_period_without_cases_has_no_data(run: Run) -> None:
    """Nothing to judge is neither 0 nor 100 %, and check does not pass over it."""
    ran = run("check", "--year", "2023", "--by", "year", "--format", "csv")
    assert ran.status == 5
    assert {(row["status"], row["value"]) for row in _rows_of(ran.out)} == {("no_data", "")}


@pytest.mark.parametrize("content", ["", CLAIMS.splitlines()[0] + "\n"])
def test_an_export_without_rows_has_no_data(run: Run, folder: Path, content: str) -> None:
    """Nothing is judged, the file is named on the face of the report, and every output is written."""
    (folder / "sample_data" / "dossiers_2024.csv").write_text(content, encoding="utf-8")
    ran = run("report", "--year", "2024", "--by", "year", "--lang", "en", "--output", "a.csv", "--output", "b.json")
    assert (ran.status, "(dossiers_2024.csv)" in " ".join(ran.out.split())) == (0, True)
    rows = _rows_of((folder / "a.csv").read_text(encoding="utf-8"))
    assert [row["status"] == "no_data" for row in rows] == [row["commitment"] == "opening" for row in rows]
    source = json.loads((folder / "b.json").read_text(encoding="utf-8"))["sources"][0]
    assert (source["rows"], [file["rows"] for file in source["files"]]) == (0, [0])


def test_too_many_bad_rows_are_refused_with_the_first_ten_of_them(run: Run, folder: Path) -> None:
    """Ten faults are listed, one a line, then how many follow."""
    bad = "".join(f"B{number};31/02/2024 10:00;;courrier\n" for number in range(40))
    (folder / "sample_data" / "dossiers_2024.csv").write_text(CLAIMS + bad, encoding="utf-8")
    ran = run("report", "--year", "2024")
    assert (ran.status, ran.out) == (3, "")
    lines = ran.err.splitlines()
    assert len(lines) == 11
    assert "max_rejected" in lines[0]
    assert '"31/02/2024 10:00" is not a date and time' in lines[1]
    assert lines[10] == "and 32 more"


def test_validate_lists_every_fault(run: Run, folder: Path) -> None:
    """Faults of the rule file come all at once, one a line, with their place."""
    spoilt = RULES.replace("48 heures}", "48 heure s}").replace("kind: count", "kind: cuont")
    (folder / "commitments.yaml").write_text(spoilt, encoding="utf-8")
    ran = run("validate")
    assert (ran.status, ran.out) == (3, "")
    assert len(ran.err.splitlines()) == 2


def test_no_escape_sequence_of_a_file_reaches_the_terminal(run: Run, folder: Path) -> None:
    """A control character in a cell is spelled out in messages."""
    text = CLAIMS.replace("31/02/2024 10:00", "\x1b[31mrouge")
    (folder / "sample_data" / "dossiers_2024.csv").write_text(text, encoding="utf-8")
    ran = run("report", "--year", "2024")
    assert "\x1b" not in ran.out + ran.err
    assert "rouge" in ran.out


# --- CSV


def test_csv_has_the_columns_of_the_contract(run: Run) -> None:
    """Header and order are a contract; lines end in LF, and nothing else is on stdout."""
    ran = run("report", "--year", "2024", "--format", "csv")
    assert ran.status == 0
    assert ran.out.split("\n")[0] == ",".join(RESULT_COLUMNS)
    assert "\r" not in ran.out
    assert len(_rows_of(ran.out)) == 4 * 5
    assert ran.err == "rows rejected: 1, notices: 0; --issues FILE.csv writes them all.\n"


def test_issues_are_written_whole(run: Run, folder: Path) -> None:
    """Every rejected row is a line of the file, with its place; stderr then has nothing to add."""
    ran = run("report", "--year", "2024", "--format", "csv", "--issues", "issues.csv")
    assert (ran.status, ran.err) == (0, "")
    issues = _rows_of((folder / "issues.csv").read_text(encoding="utf-8"))
    assert [(issue["severity"], issue["code"], issue["file"]) for issue in issues] == [
        ("rejected", "bad_datetime", "dossiers_2024.csv")
    ]
    assert run("report", "--year", "2024", "--issues", "issues.json").status == 2


def test_a_month_has_no_quarter_beside_it(run: Run) -> None:
    """Where the part of a period is the whole period, it is shown once, under the period's own name."""
    rows = _rows_of(run("report", "--month", "2024-03", "--format", "csv", "--indicator", "opened_48h").out)
    assert [row["period"] for row in rows] == ["2024-03"]


def test_csv_figures_are_exact_and_plain(run: Run) -> None:
    """Whole numbers have no decimals, shares are 0..1, what is nothing is empty, booleans are words."""
    out = run("report", "--year", "2024", "--format", "csv").out
    year = _row_of(out, "opened_48h", "2024")
    assert [year[name] for name in ("numerator", "denominator", "value", "pending")] == ["3", "4", "0.75", "1"]
    assert [year[name] for name in ("bound_low", "bound_high", "provisional")] == ["0.6", "0.8", "true"]
    assert [year[name] for name in ("published", "published_agrees", "group")] == ["80%", "false", ""]
    quarter = _row_of(out, "opened_48h", "2024-Q3")
    assert [quarter[name] for name in ("value", "status", "published", "provisional")] == ["", "no_data", "", "false"]
    mean = _row_of(out, "score", "2024")
    assert [mean[name] for name in ("numerator", "denominator", "value", "target")] == ["9", "2", "4.5", ""]


def test_csv_cells_cannot_be_formulas(run: Run) -> None:
    """A group named =1+1 is written with an apostrophe; numbers are left alone."""
    out = run("report", "--year", "2024", "--format", "csv", "--indicator", "opened_48h", "--group-by", "channel").out
    assert {row["group"] for row in _rows_of(out)} == {"", "'=1+1", "courrier", "internet"}


# --- JSON


def test_json_has_the_shape_of_the_contract(run: Run) -> None:
    """Results are wrapped with the tool, the rules, the files and their digests."""
    ran = run("report", "--year", "2024", "--format", "json")
    document = json.loads(ran.out)
    assert list(document) == [
        "schema",
        "tool",
        "rules",
        "as_of",
        "period",
        "sources",
        "commitments",
        "results",
        "conservation",
        "calendar",
    ]
    assert document["tool"].startswith("gpj-kpi ")
    assert document["rules"]["path"] == "commitments.yaml"
    assert len(document["rules"]["sha256"]) == 64
    assert document["as_of"] == {"claims": "2024-12-30T12:00:00+01:00", "scores": "2024-05-01T00:00:00+02:00"}
    assert document["period"] == "2024"
    claims = document["sources"][0]
    assert [file["path"] for file in claims.pop("files")] == ["dossiers_2024.csv"]
    assert [part["period"] for part in claims.pop("coverage")] == [
        *(f"2024-Q{number}" for number in range(1, 5)),
        "2024",
    ]
    assert claims == {
        "name": "claims",
        "rows": 7,
        "cases": 5,
        "rejected": 1,
        "duplicates": 1,
        "conflicting": 0,
        "set_aside": 0,
    }
    assert document["commitments"] == [
        {"id": "opening", "status": "missed", "kept": False},
        {"id": "satisfaction", "status": "met", "kept": True},
    ]
    assert list(document["results"][0]) == list(RESULT_COLUMNS)
    assert document["results"][4]["value"] == 0.75
    assert document["results"][4]["numerator"] == 3
    assert document["results"][2]["value"] is None
    parts = dict.fromkeys(("excluded", "invalid", "counted"), 0)
    assert document["conservation"][0] == {
        "indicator": "opened_48h",
        "in_scope": 5,
        "without_date": 0,
        "outside_period": 0,
        "in_period": 5,
        "met": 3,
        "missed": 1,
        "pending": 1,
        **parts,
    }
    assert [each["indicator"] for each in document["conservation"]] == ["opened_48h", "opened_24h", "score", "sheets"]


def test_json_is_the_same_twice(run: Run) -> None:
    """The same rules and exports give the same bytes."""
    first, second = (run("report", "--year", "2024", "--format", "json").out for _ in range(2))
    assert first == second


def test_check_gives_the_rows_of_report(run: Run) -> None:
    """In a machine format, check writes what report writes."""
    arguments = ("--year", "2024", "--format", "json")
    assert run("check", *arguments).out == run("report", *arguments).out


# --- options


def test_the_period_may_be_a_range(run: Run) -> None:
    """Both days are included."""
    out = run(
        "report", "--from", "2024-01-08", "--to", "2024-01-09", "--format", "csv", "--indicator", "opened_48h"
    ).out
    assert _row_of(out, "opened_48h", "2024-01-08/2024-01-09")["denominator"] == "2"


def test_as_of_a_date_is_its_end(run: Run) -> None:
    """At the end of 1 January 2025 A5, due on the same day at noon, is overdue; an hour before noon it is pending."""
    arguments = ("report", "--year", "2024", "--format", "csv", "--indicator", "opened_48h", "--as-of")
    assert _row_of(run(*arguments, "2025-01-01").out, "opened_48h", "2024")["overdue"] == "1"
    assert _row_of(run(*arguments, "2025-01-01T11:00").out, "opened_48h", "2024")["pending"] == "1"


def test_indicators_may_be_chosen(run: Run) -> None:
    """The option repeats, and the order is that of the rule file."""
    out = run(
        "report",
        "--year",
        "2024",
        "--by",
        "year",
        "--format",
        "csv",
        "--indicator",
        "score",
        "--indicator",
        "opened_24h",
    ).out
    assert [row["indicator"] for row in _rows_of(out)] == ["opened_24h", "score"]


# --- files


def test_files_are_what_stdout_would_be(run: Run, folder: Path) -> None:
    """The suffix tells the format, and stdout has its own."""
    ran = run("report", "--year", "2024", "--output", "a.csv", "--output", "b.JSON")
    assert ran.out.startswith("Assurance Témoin")
    as_csv = (folder / "a.csv").read_bytes().decode()
    as_json = (folder / "b.JSON").read_bytes().decode()
    assert as_csv == run("report", "--year", "2024", "--format", "csv").out
    assert as_json == run("report", "--year", "2024", "--format", "json").out


def test_a_file_keeps_its_mode_and_a_link_its_aim(run: Run, folder: Path) -> None:
    """What is written takes the place of what was there, and only that."""
    (folder / "real.csv").write_text("old")
    (folder / "real.csv").chmod(0o640)
    (folder / "link.csv").symlink_to("real.csv")
    run("report", "--year", "2024", "--output", "link.csv")
    assert (folder / "link.csv").is_symlink()
    assert (folder / "real.csv").stat().st_mode & 0o777 == 0o640
    assert (folder / "real.csv").read_text().startswith("commitment,")


def test_a_folder_is_no_output(run: Run, folder: Path) -> None:
    """A path that is a folder is refused before any work."""
    (folder / "a.csv").mkdir()
    ran = run("report", "--year", "2024", "--output", "a.csv")
    assert ran.status == 2
    assert "is not a file" in ran.err


def test_a_refused_run_leaves_the_old_files(run: Run, folder: Path) -> None:
    """When the exports are refused, the output of the last run stays, and nothing is beside it."""
    (folder / "a.csv").write_text("old")
    _misspell_header(folder)
    assert run("report", "--year", "2024", "--output", "a.csv", "--output", "b.json").status == 3
    assert (folder / "a.csv").read_text() == "old"
    assert {path.name for path in folder.iterdir()} == {"a.csv", "commitments.yaml", "sample_data"}


def test_a_failed_write_leaves_every_old_file(start: Start, folder: Path) -> None:
    """When the second file does not fit on the disk, the first one is not renamed either, and nothing is left over."""
    resource = pytest.importorskip("resource", reason="limits on the size of files are a Unix thing")
    (folder / "a.csv").write_text("old")
    (folder / "b.json").write_text("old")
    with_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, with_limit[1]))
    try:
        process = start("report", "--year", "2024", "--output", "a.csv", "--output", "b.json")
        out, err = process.communicate(timeout=60)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, with_limit)
    assert (process.returncode, out) == (6, b"")
    assert err.decode() == "b.json cannot be written: File too large.\n"
    assert {path.name: path.read_text() for path in folder.glob("*.*") if path.suffix != ".yaml"} == {
        "a.csv": "old",
        "b.json": "old",
    }
    assert not list(folder.glob(".*"))


# --- the process itself


def test_a_reader_that_stops_early_gets_no_complaint(start: Start) -> None:
    """`gpj-kpi report | head -1` ends quietly."""
    process = start("report", "--year", "2024", "--format", "csv", "--by", "week")
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    err = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


def test_stdout_without_a_terminal_has_no_colour_and_stderr_no_progress(start: Start) -> None:
    """Piped output is plain text, and a pipe gets no progress bar."""
    out, err = start("report", "--year", "2024").communicate(timeout=60)
    assert b"\x1b" not in out
    assert err == b""


def test_stdout_may_lack_characters(start: Start) -> None:
    """On an old terminal marks and accents become their nearest ASCII."""
    out, _ = start("report", "--year", "2024", PYTHONUTF8="0", PYTHONIOENCODING="ascii").communicate(timeout=60)
    assert b"Assurance Temoin" in out
    assert b"50,0 %V" in out


def test_a_bug_is_a_traceback_and_exit_1(folder: Path) -> None:
    """What is no fault of the user is not hidden: standard traceback, exit 1."""
    script = "import gpj_kpi.cli as m, gpj_kpi.cli.shared as c; c.period_named = lambda **_: 1 / 0; m.main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "report", "--year", "2024"], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Traceback (most recent call last)")


@pytest.mark.parametrize("end", ["pass", "raise RuntimeError('Query interrupted')"], ids=["anywhere", "in a query"])
def test_a_time_out_ends_the_run_quietly(end: str, folder: Path) -> None:
    """TERM exits with 143 and says nothing, also where a query turns it into an error of its own."""
    script = f"""
import os, signal
import gpj_kpi.cli.shared as c
from gpj_kpi.cli import main
def interrupted(**_):
    try:
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        {end}
c.period_named = interrupted
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", script, "report", "--year", "2024"], cwd=folder, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (143, b"", b"")
