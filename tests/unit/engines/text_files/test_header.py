from __future__ import annotations

from pathlib import Path

import pytest
from tests.small_runs import ON, codes, evaluate_files, rule_text

from gpj_kpi.engines.text_files.header import Header, read_header
from gpj_kpi.engines.text_files.staging import stage
from gpj_kpi.errors import ExportError
from gpj_kpi.rules import Column, Source

COUNT = {"n": "period_by: r, measure: {kind: count}"}
SOURCE = Source(
    label="x",
    files=("x.csv",),
    key=("id",),
    columns={"id": Column(header="N°", type="text", required=True), "r": Column(header="Reçu le", type="text")},
)


def header_of(content: str, folder: Path, **declared: object) -> Header:
    """Read the header of a file, with further keys of its source."""
    (folder / "x.csv").write_text(content, encoding="utf-8", newline="")
    source = SOURCE.model_copy(update=declared)
    return read_header(stage(folder / "x.csv", folder, source, folder / "copy.csv", unify=False), source)


@pytest.mark.parametrize(
    ("content", "declared", "places", "width", "line", "start"),
    [
        ("N°;x;Reçu le\n1;2;3\n", {}, (0, 2), 3, 1, 0),
        ('"Reçu le"; N° \r\n', {}, (1, 0), 2, 1, 0),
        ("\ufeffN°;Reçu le\n", {}, (0, 1), 2, 1, 3),  # the mark takes three bytes
        ("\n\nN°;Reçu le\n", {}, (0, 1), 2, 3, 2),
        ("Dossiers;\nle 3\n\nN°;Reçu le\n", {"skip_rows": 2}, (0, 1), 2, 4, 16),
        ("N°;Reçu le;\n", {"trailing_delimiter": True}, (0, 1), 2, 1, 0),
        ("N°;Reçu le;\n", {}, (0, 1), 3, 1, 0),
        ("N°\tRec\u0327u le\n", {"delimiter": "\t"}, (0, 1), 2, 1, 0),  # c and its cedilla are two characters
        ("N°;Reçu\u00a0le\n", {}, (0, 1), 2, 1, 0),
        ("N°\u202f;Reçu \u202f le\n", {}, (0, 1), 2, 1, 0),
        ('N°;"Reçu\nle"\n', {}, (0, 1), 2, 1, 0),
    ],
)
def test_a_header_is_found_with_its_place(
    content: str,
    declared: dict[str, object],
    places: tuple[int, int],
    width: int,
    line: int,
    start: int,
    tmp_path: Path,
) -> None:
    """It is the first line that holds something, below the lines to be skipped; columns may stand in any order."""
    found = header_of(content, tmp_path, **declared)
    assert (found.places["id"], found.places["r"]) == places
    assert (found.width, found.line, found.start) == (width, line, start)


@pytest.mark.parametrize(
    ("content", "declared", "above"),
    [
        ("", {}, None),
        ("\ufeff", {}, None),
        ("\n\r\n", {}, None),
        (" \t\n\u00a0\u202f", {}, None),
        (";;\n;\n", {}, None),
        ('"";""\n', {}, None),
        ("", {"skip_rows": 2}, None),
        ("Dossiers\n\n", {"skip_rows": 2}, (1, 1)),
        ("\nDossiers;;\n", {"skip_rows": 2}, (2, 1)),
        ("Dossiers\nle 3\n\n;\n", {"skip_rows": 2}, (1, 2)),
    ],
)
def test_a_file_without_text_is_read_as_declared(
    content: str, declared: dict[str, object], above: tuple[int, int] | None, tmp_path: Path
) -> None:
    """Blanks, quotes and delimiters are none, nor are lines passed over that are shorter than the two headings."""
    found = header_of(content, tmp_path, **declared)
    places, texts = {"id": 0, "r": 1}, {"id": "N°", "r": "Reçu le"}
    assert found == Header(places, texts, width=2, line=1, start=0, above=above, is_there=False)


@pytest.mark.parametrize(
    ("content", "skip_rows", "words"),
    [
        ("N°;Reçu le\n", 1, "holds no header line"),
        ("1;01/02/2008\n\n", 3, "correct `skip_rows:`"),
        ("Dossiers\n1;01/02/2008\n;\n", 2, "none of the declared headers"),
        ("\n;;\nDossiers\n", 0, "none of the declared headers"),
        ("N°;Objet\n", 0, 'no column "Reçu le"'),
    ],
)
def test_a_file_with_some_text_is_not_taken_for_an_empty_one(
    content: str, skip_rows: int, words: str, tmp_path: Path
) -> None:
    """Headings or cases may be passed over by mistake, or stand below: nothing of that is lost in silence."""
    with pytest.raises(ExportError) as refusal:
        header_of(content, tmp_path, skip_rows=skip_rows)
    assert words in str(refusal.value)


def test_a_heading_may_go_over_two_lines(tmp_path: Path) -> None:
    """In quotes a line break belongs to the heading, with which line end ever it is written."""
    columns = {**SOURCE.columns, "r": Column(header="Reçu\nle", type="text")}
    for line_end in ("\n", "\r\n"):
        found = header_of(f'N°;"Reçu{line_end}le"{line_end}1;2{line_end}', tmp_path, columns=columns)
        assert (found.places, found.texts["r"], found.line) == ({"id": 0, "r": 1}, "Reçu\nle", 1)


@pytest.mark.parametrize(
    ("content", "declared", "messages"),
    [
        (
            "n°;Reçu\n",
            {},
            ['no column "N°". Nearest: "n°".', 'no column "Reçu le". Nearest: "Reçu".'],
        ),
        ("N°;N°;Reçu le\n", {}, ['the header "N°" stands 2 times. Rename the columns nobody needs.']),
        ("N°;Reçu le;Rec\u0327u\u00a0le\n", {}, ['the header "Reçu le" stands 2 times. Rename the columns nobody']),
        ("N°,Reçu le\n", {}, ['the line has no ";". Check `delimiter:`']),
        ("1;01/02/2008\n", {}, ["none of the declared headers is in it."]),
        ("N°;Reçu le\n", {"encoding": "cp1252"}, ["the file is not cp1252. It looks like utf-8"]),
        ("Dossiers;\n\nN°;Reçu le\n", {}, ["the headers stand on line 3, not here. Set `skip_rows: 2`."]),
        ("N°;Reçu le\n", {"skip_rows": 9}, ["holds no header line."]),
        ('N°;"Reçu le\n', {}, ["the header cannot be split into cells: a quote is not closed"]),
        ('N°;"Reçu le"x\n', {}, ["the header cannot be split into cells"]),
    ],
)
def test_a_header_that_is_not_as_declared_is_refused_in_words(
    content: str, declared: dict[str, object], messages: list[str], tmp_path: Path
) -> None:
    """Each heading that is missing is named with the nearest one; a known cause is named in its place."""
    with pytest.raises(ExportError) as refusal:
        header_of(content, tmp_path, **declared)
    assert len(refusal.value.issues) == len(messages)
    for issue, message in zip(refusal.value.issues, messages, strict=True):
        assert message in issue.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_first_line_that_holds_something_is_the_header(encoding: str, tmp_path: Path) -> None:
    """It never becomes a row, and lines are counted from the top."""
    rules = rule_text({"r": ON}, COUNT, source=f"max_rejected: 100%, encoding: {encoding}")
    export = "\nid;r\n1;01/02/2008\n2;?\n"
    evaluation = evaluate_files(tmp_path, rules, {"a.csv": export.encode(encoding)})
    assert codes(evaluation) == [("bad_date", 4)]
    assert evaluation.sources[["rows", "cases"]].to_numpy().tolist() == [[2, 1]]


def test_a_file_without_header_shows_no_cell_of_a_person(tmp_path: Path) -> None:
    """When the first line is a record its cells, a name among them, stay out of the message."""
    rules = rule_text({"r": ON, "who": "type: text, personal: true"}, COUNT)
    with pytest.raises(ExportError) as refusal:
        evaluate_files(tmp_path, rules, {"a.csv": "1;01/02/2008;Dupond Jeanne\n"})
    assert "Dupond" not in str(refusal.value)


def test_a_heading_of_another_encoding_is_told_with_its_blanks(tmp_path: Path) -> None:
    """The second byte of à in UTF-8 is a no-break space in cp1252: the heading is still seen to be UTF-8."""
    columns = {**SOURCE.columns, "r": Column(header="Réponse à", type="text")}
    with pytest.raises(ExportError, match="the file looks like utf-8"):
        header_of("N°;Réponse à;x\n".encode().decode("cp1252"), tmp_path, columns=columns)


def test_a_header_that_is_repeated_with_blanks_is_no_case(tmp_path: Path) -> None:
    """A heading of a personal column is told for one whatever blanks stand beside it."""
    columns = {"who": "type: text, personal: true", "r": f"{ON}"}
    rules = rule_text(
        columns, {"n": "measure: {kind: count}, period_by: r"}, source="max_rejected: 50%, null_values: [r]"
    )
    found = evaluate_files(tmp_path, rules, {"x.csv": "who ;id;r\nx;1;01/02/2008\nwho ;id;r\n"})
    assert [(issue.code, issue.line) for issue in found.issue_list] == [("repeated_header", 3)]
    assert found.cases["s"].cases == 1
