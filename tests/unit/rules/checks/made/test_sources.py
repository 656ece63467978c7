"""What columns made of other rows, and sources made of another, demand of what they name."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.made_files import MADE, MadeFault, require_one_line
from tests.unit.rules.rule_files import load_text, read_models, refusals

from gpj_kpi.rules import Compare
from gpj_kpi.rules.checks.made.sources import settle_sources
from gpj_kpi.rules.models.derived import Aggregate
from gpj_kpi.rules.text.faults import FaultList

_FIRST = "replied_at: {from: replies, match: ticket_id, first: sent_at, "
_SUM = "length: {from: replies, match: ticket_id, sum: words"
_SEGMENT = "segment: {from: customers, match: {customer: customer_id}, only: segment"
_AT = "first_at: {first: sent_at}"


def _match(written: str) -> str:
    return _FIRST.replace("match: ticket_id", f"match: {written}")


FAULTS: dict[str, MadeFault] = {
    "an unknown source": MadeFault(
        _FIRST,
        _FIRST.replace("replies", "‸reply"),
        "unknown_source",
        '"reply" is not a source. Did you mean "replies"?',
        "«\u00a0reply\u00a0» n’est pas une source",
    ),
    "no source": MadeFault(
        _FIRST,
        "replied_at: ‸{match: ticket_id, first: sent_at, ",
        "missing_key",
        'the key "from" is missing',
        "«\u00a0from\u00a0» manque",
    ),
    "no match": MadeFault(
        _FIRST,
        "replied_at: ‸{from: replies, first: sent_at, ",
        "missing_key",
        'the key "match" is missing: it says which rows of "replies" belong to a case',
        "elle dit quelles lignes de «\u00a0replies\u00a0»",
    ),
    "an unknown match": MadeFault(
        _FIRST,
        _match("‸ticket"),
        "unknown_column",
        '"ticket" is not a column of tickets. Did you mean "ticket_id"?',
        "n’est pas une colonne de tickets",
    ),
    "an unknown match here": MadeFault(
        _FIRST,
        _match("{‸ticket: ticket_id}"),
        "unknown_column",
        '"ticket" is not a column of tickets',
        "n’est pas une colonne de tickets",
    ),
    "an unknown match there": MadeFault(
        _FIRST,
        _match("{ticket_id: ‸ticket}"),
        "unknown_column",
        '"ticket" is not a column of replies',
        "n’est pas une colonne de replies",
    ),
    "one of two matches": MadeFault(
        _FIRST,
        _match("[ticket_id, ‸customer]"),
        "unknown_column",
        '"customer" is not a column of replies',
        "n’est pas une colonne de replies",
    ),
    "a match that stands below": MadeFault(
        _FIRST, _match("‸segment"), "bad_order", '"segment" stands below', "se trouve plus bas"
    ),
    "a match of two types": MadeFault(
        _FIRST,
        _match("{ticket_id: ‸words}"),
        "wrong_column_type",
        '"ticket_id" is of type text, and "words" of replies of type integer',
        "de replies de type integer\u00a0: aucune cellule",
    ),
    "a personal match": MadeFault(
        _FIRST,
        _match("{caller: ‸author}"),
        "personal_column",
        '"caller" is personal and "author" is not',
        "est personnelle et",
    ),
    "a match of which the other is personal": MadeFault(
        _FIRST,
        _match("{customer: ‸number}"),
        "personal_column",
        '"number" is personal and "customer" is not',
        "Déclarez les deux personnelles",
    ),
    "a look-up by what is no key": MadeFault(
        _SEGMENT,
        "segment: {from: customers, match: ‸{customer: segment}, only: segment",
        "match_is_no_key",
        "the key of customers is customer_id. By segment, several of its rows may match one case",
        "plusieurs de ses lignes peuvent correspondre à un cas",
    ),
    "a look-up by a part of the key": MadeFault(
        _SEGMENT,
        "segment: {from: replies, match: ‸ticket_id, only: author",
        "match_is_no_key",
        "the key of replies is ticket_id, sent_at",
        "la clé de replies est ticket_id, sent_at",
    ),
    "no aggregate": MadeFault(
        _FIRST,
        "replied_at: ‸{from: replies, match: ticket_id, ",
        "missing_key",
        "Write one of: first, last, min, max, sum, count, any, all, only.",
        "rien ne dit ce qui est tiré des lignes",
    ),
    "two aggregates": MadeFault(
        _FIRST,
        f"{_FIRST}‸last: sent_at, ",
        "contradiction",
        'a column is made in one way, and "first" stands there too',
        "se calcule d’une seule manière",
    ),
    "a condition and rows": MadeFault(
        _SUM, f"{_SUM}, ‸any: rows", "contradiction", '"sum" stands there too', "«\u00a0sum\u00a0» s’y trouve aussi"
    ),
    "an unknown cell": MadeFault(
        _FIRST, _FIRST.replace("sent_at", "‸sent"), "unknown_column", '"sent" is not a column of replies', "de replies"
    ),
    "a personal cell": MadeFault(
        _FIRST,
        _FIRST.replace("sent_at", "‸number"),
        "personal_column",
        "it may be matched by and counted, nothing else",
        "elle s’apparie et se compte, rien d’autre",
    ),
    "a sum of texts": MadeFault(
        _SUM,
        _SUM.replace("words", "‸author"),
        "wrong_column_type",
        '"author" of replies is of type text, and "sum" needs a number. Columns that fit: words.',
        "demande un nombre. Colonnes qui conviennent\u00a0: words.",
    ),
    "a sum of dates": MadeFault(
        _SUM,
        _SUM.replace("words", "‸sent_at"),
        "wrong_column_type",
        'of type datetime, and "sum" needs a number',
        "de type datetime",
    ),
    "the greatest text": MadeFault(
        _SUM,
        _SUM.replace("sum: words", "max: ‸author"),
        "wrong_column_type",
        '"max" needs a number or a date',
        "demande un nombre ou une date",
    ),
    "an unknown cell that is counted": MadeFault(
        _SUM,
        _SUM.replace("sum: words", "count: {different: ‸wrods}"),
        "unknown_column",
        'Did you mean "words"?',
        "Vouliez-vous écrire «\u00a0words\u00a0»",
    ),
    "an unknown column of a condition": MadeFault(
        "where: {author",
        "where: {‸autor",
        "unknown_column",
        '"autor" is not a column of replies. Did you mean "author"?',
        "«\u00a0autor\u00a0» n’est pas une colonne de replies",
    ),
    "a personal column of a condition": MadeFault(
        "where: {author: agent}",
        "where: {‸number: present}",
        "personal_column",
        '"number" is personal: its different cells may be counted',
        "est une donnée personnelle\u00a0: on peut compter ses cellules différentes",
    ),
    "a circle of two": MadeFault(
        "words: {header: Mots, type: integer}",
        "words: {header: Mots, type: integer}\n"
        "      size: {from: ‸tickets, match: ticket_id, first: size, at: opened_at}",
        "circle",
        "sources go round in a circle: tickets → replies → tickets",
        "les sources tournent en rond\u00a0: tickets → replies → tickets",
    ),
    "a circle of three": MadeFault(
        "      segment: {header: Segment, type: text}",
        "      segment: {header: Segment, type: text}\n"
        "      threads: {from: threads, match: {customer_id: ticket_id}, only: authors}\n"
        "      opened_at: {from: ‸tickets, match: {customer_id: customer}, first: opened_at}",
        "circle",
        "tickets → customers → tickets",
        "tickets → customers → tickets",
    ),
    "a circle through a source that is made": MadeFault(
        "  threads:\n    label: Échanges\n    cases_of: replies",
        "  rounds: {label: Tours, cases_of: threads, by: ticket_id, columns: {first_at: {first: first_at}}}\n"
        "  threads:\n    label: Échanges\n    cases_of: ‸rounds",
        "circle",
        "rounds → threads → rounds",
        "rounds → threads → rounds",
    ),
    "a source made of itself": MadeFault(
        "cases_of: replies", "cases_of: ‸threads", "circle", '"threads" cannot be made of itself', "d’elle-même"
    ),
    "a source made of nothing known": MadeFault(
        "cases_of: replies", "cases_of: ‸reply", "unknown_source", '"reply" is not a source', "n’est pas une source"
    ),
    "an unknown column of by": MadeFault(
        "by: ticket_id",
        "by: ‸ticket",
        "unknown_column",
        '"ticket" is not a column of replies',
        "n’est pas une colonne de replies",
    ),
    "one unknown column of by": MadeFault(
        "by: ticket_id",
        "by: [ticket_id, ‸ticket]",
        "unknown_column",
        '"ticket" is not a column of replies',
        "n’est pas une colonne de replies",
    ),
    "a personal column of by": MadeFault(
        "by: ticket_id",
        "by: ‸number",
        "personal_column",
        '"number" is personal, and the key of a case is shown',
        "la clé d’un cas est affichée",
    ),
    "a column of by made again": MadeFault(
        _AT,
        f"{_AT}\n      ‸ticket_id: {{first: author}}",
        "duplicate",
        '"ticket_id" stands in "by" and comes from replies as it is',
        "figure dans «\u00a0by\u00a0»",
    ),
    "a heading where there is no file": MadeFault(
        _AT,
        'first_at: ‸{header: Envoi, type: datetime, format: "%d/%m/%Y %H:%M"}',
        "key_not_allowed",
        'threads is made of other rows and has no file, so first_at cannot have a "header"',
        "ne peut avoir de «\u00a0header\u00a0»",
    ),
    "a key that is made": MadeFault(
        "key: ticket_id",
        "key: [ticket_id, ‸segment]",
        "contradiction",
        '"segment" is made of other rows, after the rows of tickets are read',
        "Nommez une colonne de l’export",
    ),
    "an order that is made": MadeFault(
        "key: ticket_id",
        "key: ticket_id\n    order_by: ‸replied_at",
        "contradiction",
        '"replied_at" is made of other rows',
        "«\u00a0replied_at\u00a0» se calcule sur d’autres lignes",
    ),
    "known when something made says so": MadeFault(
        "{header: Taille, type: integer}",
        "{header: Taille, type: integer, known_at: ‸replied_at}",
        "contradiction",
        '"replied_at" is made of other rows',
        "«\u00a0replied_at\u00a0» se calcule sur d’autres lignes",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_in_both_languages(tmp_path: Path, fault: MadeFault) -> None:
    """Whatever is named and is not there, or does not fit, is told once, where it stands."""
    require_one_line(tmp_path, fault)


OF_FORM = {
    "match of nothing": ("match: ticket_id, first", "match: {}, first", "matches nothing"),
    "match of a list without entries": ("match: ticket_id, first", "match: [], first", "the list is empty"),
    "match that is missing": ("match: ticket_id, first", "match: , first", "nothing is written here"),
    "match of mappings": ("match: ticket_id, first", "match: {ticket_id: {a: b}}, first", "a mapping is not text"),
    "match that comes twice": ("match: ticket_id, first", "match: [ticket_id, ticket_id], first", "comes twice"),
    "a list of cells": ("first: sent_at, where", "first: [sent_at], where", "a list is not text"),
    "a number for a cell": ("first: sent_at, where", "first: 3, where", "3 without quotes is a number"),
    "a key misspelled": ("first: sent_at, where", "frist: sent_at, where", 'Did you mean "first"?'),
    "a condition that is none": ("where: {author: agent}", "where: agent", '"agent" is not a condition'),
    "a condition of nothing": ("where: {author: agent}", "where: {}", "is not a condition"),
    "a value that is no cell": ("{author: agent}", "{author: agnet}", 'Did you mean "agent"?'),
    "a count of a number": ("sum: words", "count: 3", "Expected rows, or {different: column}."),
    "a count of cells, not different": ("sum: words", "count: words", '"words" cannot be counted'),
    "a count misspelled": ("sum: words", "count: {diferent: words}", 'Did you mean "different"?'),
    "a count of two": ("sum: words", "count: {different: words, rows: 1}", "a mapping cannot be counted"),
    "any of a yes": ("sum: words", "any: true", "true is not a condition"),
    "all rows": ("sum: words", "all: rows", '"rows" is not a condition'),
    "a heading beside": ("where: {author: agent}", "header: Réponse", '"header" is not a key here'),
    "a type": ("where: {author: agent}", "type: datetime", '"type" is not a key here'),
    "obligatory": ("where: {author: agent}", "required: true", '"required" is not a key here'),
    "a length that is a number": ("after: opened_at}", "after: opened_at, within: 2}", "2 is not a length of time"),
    "a length of which days": ("7 jours calendaires", "7 jours", "does not say which days"),
    "events of a list": ("cases_of: replies", "cases_of: [replies]", "a list is not text"),
    "events of nothing": ("cases_of: replies", "cases_of:", "nothing is written here"),
    "no events": ("    cases_of: replies\n", "", 'the key "cases_of" is missing'),
    "no by": ("    by: ticket_id\n", "", 'the key "by" is missing'),
    "by of nothing": ("by: ticket_id", "by: []", "the list is empty"),
    "by a mapping": ("by: ticket_id", "by: {ticket_id: ticket_id}", "a mapping is not text"),
    "files": ("by: ticket_id", "by: ticket_id\n    files: a.csv", '"files" is not a key here'),
    "a key": ("by: ticket_id", "by: ticket_id\n    key: ticket_id", '"key" is not a key here'),
    "a delimiter": ("by: ticket_id", 'by: ticket_id\n    delimiter: ","', '"delimiter" is not a key here'),
    "an order": ("by: ticket_id", "by: ticket_id\n    order_by: first_at", '"order_by" is not a key here'),
    "what is expected": ("by: ticket_id", "by: ticket_id\n    fresh: 2 jours ouvrés", '"fresh" is not a key here'),
    "columns of nothing": (
        "columns:\n      first_at: {first: sent_at}\n      authors: {count: {different: author}, at: sent_at}",
        "columns: {}",
        "a mapping without entries",
    ),
    "a type misspelled there": (
        'type: datetime, format: "%d/%m/%Y %H:%M", required',
        "type: dattime, required",
        "dattime",
    ),
    "a key there that is missing": ("    key: customer_id\n", "", 'the key "key" is missing'),
    "a key there that is unknown": ("    key: customer_id\n", "    key: customer\n", '"customer" is not a column'),
    "a made column that is no end": ("to: replied_at", "to: length", '"length" is a column of type integer'),
    "a made date that is no number": ("{kind: count}\n", "{kind: mean, value: first_at}\n", "a mean needs an integer"),
    "a made number that is no text": ("{kind: count}\n", "{kind: share, of: {authors: deux}}\n", "not a whole number"),
    "a made number that is no date": ("period_by: first_at", "period_by: authors", "a period needs a date"),
}


@pytest.mark.parametrize("case", OF_FORM.values(), ids=OF_FORM.keys())
def test_a_fault_of_form_is_one_line_and_draws_no_other(tmp_path: Path, case: tuple[str, str, str]) -> None:
    """What rests on a column at fault is not told as well."""
    written, wrong, words = case
    assert written in MADE
    issues = refusals(tmp_path, MADE.replace(written, wrong, 1))
    assert len(issues) == 1, [str(issue) for issue in issues]
    assert words in issues[0].message, issues[0].message
    assert issues[0].line is not None


def test_what_is_made_has_the_type_of_its_cells(tmp_path: Path) -> None:
    """Numbers for counts, true or false for any, and else the type, the texts and the plan of the column."""
    more = "      planned: {from: replies, match: ticket_id, first: planned_on, at: sent_at}\n  replies:\n"
    rules = load_text(tmp_path, MADE.replace("  replies:\n", more, 1))
    columns = {**rules.sources["tickets"].columns, **rules.sources["threads"].columns}
    types = {id_: column.type for id_, column in columns.items()}
    made = ("replied_at", "segment", "again", "length", "planned", "ticket_id", "first_at", "authors")
    expected = ("datetime", "text", "boolean", "integer", "date", "text", "datetime", "integer")
    assert tuple(types[id_] for id_ in made) == expected
    assert columns["planned"].planned
    assert not columns["replied_at"].planned
    assert list(rules.sources["threads"].columns) == ["ticket_id", "first_at", "authors"]
    assert rules.sources["threads"].key == ("ticket_id",)
    assert rules.sources["threads"].columns["ticket_id"].required


def test_a_column_is_settled_into_what_is_made_of_which_rows() -> None:
    """The source, the pairs of columns, the kind, the condition and the moments stand in one aggregate."""
    document, _ = read_models(MADE)
    found = FaultList(())
    settled = settle_sources(document, found)
    assert found.faults == []
    made = settled.sources["tickets"].made_columns
    assert made["replied_at"] == Aggregate(
        source="replies",
        match=(("ticket_id", "ticket_id"),),
        is_own=False,
        kind="first",
        column="sent_at",
        where=Compare("author", "=", "agent"),
        at="sent_at",
        after="opened_at",
    )
    assert made["again"].is_own
    assert settled.sources["threads"].made_columns["authors"].kind == "different"


def test_personal_columns_that_are_matched_by_are_marked(tmp_path: Path) -> None:
    """Only these leave the reading as numbers; no other personal column leaves it at all."""
    rules = load_text(tmp_path, MADE)
    assert rules.sources["tickets"].columns["caller"].coded
    assert not rules.sources["replies"].columns["number"].coded
    assert not rules.sources["tickets"].columns["customer"].coded


def _chain(n: int) -> str:
    """A rule file with sources that are made of each other, the last one of replies."""
    lines = []
    for number in range(n):
        of, first = (f"s{number + 1}", "first_at") if number < n - 1 else ("replies", "sent_at")
        lines.append(
            f"  s{number}: {{label: x, cases_of: {of}, by: ticket_id, columns: {{first_at: {{first: {first}}}}}}}\n"
        )
    return MADE.replace("  threads:\n", "".join(lines) + "  threads:\n", 1)


def test_sources_rest_on_each_other_only_so_deep(tmp_path: Path) -> None:
    """Thirty-two of them are read; more are one fault, in whichever order they stand."""
    assert len(load_text(tmp_path, _chain(32)).sources) == 36
    for n in (40, 300):
        written = _chain(n)
        lines = [line for line in written.splitlines(keepends=True) if line.startswith("  s") and "cases_of" in line]
        turned = written.replace("".join(lines), "".join(reversed(lines)))
        for text in (written, turned):
            issues = refusals(tmp_path, text)
            assert [issue.code for issue in issues] == ["too_deep"]


def test_a_long_circle_is_told_in_a_short_line(tmp_path: Path) -> None:
    """Its beginning and its end are named."""
    lines = "".join(
        f"  s{n}: {{label: x, cases_of: s{(n + 1) % 20}, by: k, columns: {{a: {{first: a}}}}}}\n" for n in range(20)
    )
    issues = refusals(tmp_path, MADE.replace("  threads:\n", lines + "  threads:\n", 1))
    assert [issue.code for issue in issues] == ["circle"]
    assert "s0 → s1 → s2 → s3 → … → s18 → s19 → s0" in issues[0].message


def test_a_made_column_says_no_beginning_of_pauses(tmp_path: Path) -> None:
    """It may be empty, and cannot be declared otherwise: the advice is another column."""
    pauses = "pauses: {source: threads, case: ticket_id, from: first_at, to: first_at}"
    found = refusals(tmp_path, MADE.replace("limit: 4 heures}", f"limit: 4 heures, {pauses}}}", 1))
    assert found[0].code == "column_not_required"
    assert "Name one of the export, or say by where" in str(found[0])
