"""What the rule file may say of pauses and of abandoned cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError
from tests.small_runs import AT, ON, evaluate_files, rule_text

from gpj_kpi import RuleFile, load_rules
from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.errors import RuleFileError
from gpj_kpi.rules import Compare, Delay, ElapsedDelay, Ends
from gpj_kpi.rules.models.measures.delays import WrittenDelay, tell_apart

RULES = """version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  s:
    label: Dossiers
    files: s.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      a: {header: a, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      b: {header: b, type: datetime, format: "%Y-%m-%d %H:%M"}
      d: {header: d, type: date, format: "%Y-%m-%d"}
      h: {header: h, type: datetime, format: "%Y-%m-%d %H:%M"}
      due: {header: due, type: datetime, format: "%Y-%m-%d %H:%M"}
      w: {header: w, type: integer}
      o: {header: o, type: text, values: [HANG, DONE]}
  p:
    label: Pauses
    files: p.csv
    key: [case, from]
    columns:
      case: {header: case, type: text, required: true}
      from: {header: from, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      to: {header: to, type: datetime, format: "%Y-%m-%d %H:%M"}
      day: {header: day, type: date, format: "%Y-%m-%d", required: true}
      note: {header: note, type: text}
      number: {header: number, type: integer, required: true}
      who: {header: who, type: text, personal: true, required: true}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
"""
INDICATOR = "      - {{id: {id_}, label: I, source: s, period_by: a, measure: {{{measure}}}}}\n"
DELAY = "kind: delay, from: a, to: b, limit: 48 heures"
SECONDS = "kind: delay, elapsed: w, done: {o: DONE}, limit: 10 secondes"
PAUSES = "pauses: {source: p, case: case, from: from, to: to}"


def _loaded(folder: Path, *measures: str) -> RuleFile:
    path = folder / "rules.yaml"
    indicators = (INDICATOR.format(id_=f"i{number}", measure=measure) for number, measure in enumerate(measures))
    path.write_text(RULES + "".join(indicators), encoding="utf-8")
    return load_rules(path)


FAULTS = {
    # measure: (path below the measure, words of the message)
    f"{DELAY}, pauses: {{source: q, case: case, from: from, to: to}}": ("pauses.source", '"q" is not a source'),
    f"{DELAY}, pauses: {{source: s, case: id, from: a, to: b}}": ("pauses.source", "is the source of the paused cases"),
    f"{DELAY}, pauses: {{source: p, case: case, from: form, to: to}}": ("pauses.from", 'Did you mean "from"?'),
    f"{DELAY}, pauses: {{source: p, case: case, from: from}}": ("pauses.to", 'the key "to" is missing'),
    f"{DELAY}, pauses: {{source: p, case: case, from: from, to: to, till: to}}": ("pauses.till", "is not a key here"),
    f"{DELAY}, pauses: {{source: p, case: case, from: to, to: from}}": ("pauses.from", "a pause has a beginning"),
    f"{DELAY}, pauses: {{source: p, case: case, from: from, to: from}}": ("pauses.to", "always 0"),
    f"{DELAY}, pauses: {{source: p, case: note, from: from, to: to}}": ("pauses.case", "a pause belongs to a case"),
    f"{DELAY}, pauses: {{source: p, case: number, from: from, to: to}}": ("pauses.case", "is one of type text"),
    f"{DELAY}, pauses: {{source: p, case: who, from: from, to: to}}": ("pauses.case", "is personal"),
    f"{DELAY}, pauses: {{source: p, case: [case, number], from: from, to: to}}": ("pauses.case", "as many columns"),
    f"{DELAY}, pauses: {{source: p, case: case, from: day, to: to}}": ("pauses", "without a time of day"),
    f"{DELAY}, pauses: yes": ("pauses", "Expected a mapping with the keys source, case, from, to"),
    f"{SECONDS}, {PAUSES}": ("pauses", "exclude each other"),
    f"kind: delay, from: a, to: b, limit: {{column: due}}, {PAUSES}": ("pauses", "is not moved by pauses"),
    f"kind: share, of: {{o: DONE}}, {PAUSES}": ("pauses", "is not a key here"),
    f"{DELAY}, abandoned: {{when: {{o: HANG}}, at: h}}": (
        "abandoned.counts",
        "Expected one of: missed, excluded, excluded_if_within, met_if_within",
    ),
    f"{DELAY}, abandoned: {{when: {{o: HANG}}, at: h, counts: met}}": ("abandoned.counts", '"met" is not allowed'),
    f"{DELAY}, abandoned: {{at: h, counts: missed}}": ("abandoned.when", 'the key "when" is missing'),
    f"{DELAY}, abandoned: {{when: {{o: HUNG}}, at: h, counts: missed}}": (
        "abandoned.when.o",
        "is not among the values",
    ),
    f"{DELAY}, abandoned: {{when: {{o: HANG}}, counts: met_if_within}}": ("abandoned.at", 'the key "at" is missing'),
    f"{DELAY}, abandoned: {{when: {{o: HANG}}, at: w, counts: missed}}": (
        "abandoned.at",
        "is a column of type integer",
    ),
    f"{DELAY}, abandoned: {{when: {{o: HANG}}, at: d, counts: met_if_within}}": (
        "abandoned.at",
        "nobody can tell which came first",
    ),
    f"{DELAY}, abandoned: {{when: {{o: HANG}}, at: h, counts: missed, within: 5 secondes}}": (
        "abandoned.within",
        "has no meaning where every abandoned case is missed",
    ),
    f"{DELAY}, abandoned: {{when: {{o: HANG}}, at: h, counts: met_if_within, within: 5}}": (
        "abandoned.within",
        "it has no unit",
    ),
    f"{DELAY}, abandoned: {{when: {{o: HANG}}, at: h, counts: met_if_within, within: {{column: due}}}}": (
        "abandoned.within",
        "has a length",
    ),
    f"{SECONDS}, abandoned: {{when: {{o: HANG}}, at: h, counts: missed}}": ("abandoned.at", 'Remove "at"'),
    f"{SECONDS}, abandoned: {{when: {{o: HANG}}, counts: met_if_within, within: 1 jour ouvré}}": (
        "abandoned.within",
        "has no calendar",
    ),
    "kind: delay, from: a, to: b, limit: {column: due, before: due}": ("limit", "exactly one of these keys"),
    "kind: delay, from: a, to: b, limit: {before: c}": ("limit.before", '"c" is not a column'),
    "kind: delay, from: a, to: b, limit: {column: b}": ("limit.column", "starts or ends the delay"),
    f"{DELAY}, abandoned: {{when: {{o: HANG}}, at: b, counts: missed}}": ("abandoned.at", "starts or ends the delay"),
    f"{SECONDS}, abandoned: {{when: {{o: DONE}}, counts: missed}}": ("abandoned.when", "the same condition"),
    f"{DELAY}, pauses: ~": ("pauses", "nothing is written here"),
    f"{DELAY}, abandoned: ~": ("abandoned", "nothing is written here"),
}

VERSION_FAULTS = {
    # measure, version: (path below the indicator, words of the message)
    (f"kind: delay, from: a, to: b, limit: 2 jours ouvrés, {PAUSES.replace('from: from', 'from: day')}", "8 heures"): (
        "versions[0].limit",
        "day is a date column",
    ),
    (f"{DELAY}, {PAUSES}", "{column: due}"): ("versions[0].limit", "is not moved by pauses"),
    (DELAY, "~"): ("versions[0].limit", "nothing is written here"),
}


@pytest.mark.parametrize(("measure", "limit"), VERSION_FAULTS, ids=range(len(VERSION_FAULTS)))
def test_faults_of_a_new_limit(measure: str, limit: str, tmp_path: Path) -> None:
    """What the first limit could not be counted on, no later one can; the fault is told at the version."""
    path = tmp_path / "rules.yaml"
    indicator = INDICATOR.format(id_="i", measure=measure)[:-2]
    path.write_text(
        f"{RULES}{indicator}, versions: [{{from: 2009-01-01, limit: {limit}, ref: p}}]}}\n", encoding="utf-8"
    )
    with pytest.raises(RuleFileError) as refused:
        load_rules(path)
    place, message = VERSION_FAULTS[measure, limit]
    assert message in str(refused.value)
    assert f"commitments[0].indicators[0].{place}" in [issue.path for issue in refused.value.issues]


@pytest.mark.parametrize("day", ["0001-01-01", "1949-12-31", "2200-01-01", "9999-12-31"])
def test_versions_of_other_centuries(day: str, tmp_path: Path) -> None:
    """A version from a day on which no case can fall has no effect, or one that nobody meant."""
    path = tmp_path / "rules.yaml"
    indicator = INDICATOR.format(id_="i", measure=DELAY)[:-2]
    path.write_text(f"{RULES}{indicator}, versions: [{{from: {day}, target: 9%, ref: p}}]}}\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match="lies outside the years 1950 to 2199"):
        load_rules(path)


def test_pauses_are_not_paused(tmp_path: Path) -> None:
    """An export of pauses that has pauses itself is refused, whichever way round."""
    path = tmp_path / "rules.yaml"
    other = "pauses: {source: s, case: id, from: a, to: b}"
    of_pauses = "      - {id: j, label: J, source: p, measure: {kind: delay, from: from, to: to, limit: 1 heure, %s}}\n"
    path.write_text(
        RULES + INDICATOR.format(id_="i", measure=f"{DELAY}, {PAUSES}") + of_pauses % other, encoding="utf-8"
    )
    with pytest.raises(RuleFileError, match="an export of pauses cannot be paused"):
        load_rules(path)


@pytest.mark.parametrize("measure", FAULTS, ids=range(len(FAULTS)))
def test_faults(measure: str, tmp_path: Path) -> None:
    """Each fault is one message at its own place."""
    with pytest.raises(RuleFileError) as refused:
        _loaded(tmp_path, measure)
    place, message = FAULTS[measure]
    assert [issue.path for issue in refused.value.issues] == [f"commitments[0].indicators[0].measure.{place}"]
    assert message in str(refused.value)


def test_pauses_are_read_in_one_way(tmp_path: Path) -> None:
    """Each row of an export of pauses has one fate: two indicators read it alike, or the file is refused."""
    _loaded(tmp_path, f"{DELAY}, {PAUSES}", f"kind: delay, from: a, to: b, limit: 2 jours ouvrés, {PAUSES}")
    other = "pauses: {source: p, case: case, from: day, to: to}"
    with pytest.raises(RuleFileError, match=r"indicators\[1\].measure.pauses: the pauses of p are read in another way"):
        _loaded(tmp_path, f"{DELAY}, {PAUSES}", f"kind: delay, from: a, to: b, limit: 2 jours ouvrés, {other}")


def test_what_is_read(tmp_path: Path) -> None:
    """The parts of a delay are read as they are written."""
    abandoned = 'abandoned: {when: {o: HANG}, at: h, counts: excluded_if_within, within: "< 20 secondes"}'
    measure = _loaded(tmp_path, f"{DELAY}, {PAUSES}, {abandoned}").indicator("i0").measure
    assert isinstance(measure, Delay)
    assert measure.pauses is not None
    assert (measure.pauses.source, measure.pauses.case, measure.pauses.from_, measure.pauses.to) == (
        "p",
        ("case",),
        "from",
        "to",
    )
    assert measure.abandoned is not None
    assert measure.abandoned.within == Limit(20, Unit.SECONDS, strict=True)


def test_a_delay_is_told_by_the_key_elapsed(tmp_path: Path) -> None:
    """With `elapsed` it has a column of seconds and its `done`, without it a start and an end."""
    read = _loaded(tmp_path, DELAY, SECONDS, f"{DELAY}, elapsed: ~, done: ~", f"{SECONDS}, from: ~, to: ~")
    by_columns, in_seconds, *with_nothing_written = (indicator.measure for _, indicator in read.indicators)
    assert isinstance(by_columns, Delay)
    assert (by_columns.from_, by_columns.to) == ("a", Ends("first", ("b",)))
    assert (by_columns.elapsed, by_columns.done) == (None, None)
    assert isinstance(in_seconds, ElapsedDelay)
    assert (in_seconds.elapsed, in_seconds.done) == ("w", Compare("o", "=", "DONE"))
    assert in_seconds.limit == Limit(10, Unit.SECONDS)
    assert (in_seconds.from_, in_seconds.to, in_seconds.pauses) == (None, None, None)
    assert with_nothing_written == [by_columns, in_seconds]


def test_a_new_limit_leaves_a_delay_what_it_is(tmp_path: Path) -> None:
    """Each version of a delay is a delay of the same form, with the limit of its time."""
    path = tmp_path / "rules.yaml"
    versions = "versions: [{from: 2009-01-01, limit: 5 secondes, ref: p}, {from: 2010-01-01, target: 9%, ref: p}]"
    indicator = INDICATOR.format(id_="i", measure=SECONDS)[:-2]
    path.write_text(f"{RULES}{indicator}, {versions}}}\n", encoding="utf-8")
    in_force = load_rules(path).indicator("i").in_force
    measures = [version.indicator.measure for version in in_force]
    assert [measure.limit for measure in measures if isinstance(measure, ElapsedDelay)] == [
        Limit(10, Unit.SECONDS),
        Limit(5, Unit.SECONDS),
        Limit(5, Unit.SECONDS),
    ]


MISFITS = [
    {"limit": "48 heures"},
    {"from": "a", "limit": "48 heures"},
    {"from": "a", "to": "b", "limit": "48 heures", "done": {"o": "DONE"}},
    {"elapsed": "w", "limit": "10 secondes"},
    {"elapsed": "w", "limit": "10 secondes", "done": {"o": "DONE"}, "from": "a"},
    {"elapsed": "w", "limit": "10 secondes", "done": {"o": "DONE"}, "rollover": "next_business_day"},
    {"elapsed": "w", "limit": {"column": "due"}, "done": {"o": "DONE"}},
]


@pytest.mark.parametrize("written", MISFITS, ids=range(len(MISFITS)))
def test_a_delay_at_fault_is_neither(written: dict[str, object]) -> None:
    """What lacks a key of its form, or has one of the other, can be made into no delay, should a check forget it."""
    read = WrittenDelay.model_validate({"kind": "delay", **written})
    with pytest.raises(ValidationError):
        tell_apart(read)


@pytest.mark.parametrize(("kind", "met"), [("column", 1), ("before", 0)])
@pytest.mark.parametrize(("type_", "due"), [(AT, "03/03/2008 10:00"), (ON, "03/03/2008")])
def test_due_dates_included_or_not(kind: str, met: int, type_: str, due: str, tmp_path: Path) -> None:
    """An end on the due day, or at the due instant, keeps `column` and misses `before`."""
    rules = rule_text(
        {"a": type_, "b": type_, "due": type_},
        {"i": f"measure: {{kind: delay, from: a, to: b, limit: {{{kind}: due}}}}"},
    )
    start = due.replace("03/03", "01/03")
    evaluation = evaluate_files(tmp_path, rules, {"a.csv": f"id;a;b;due\n1;{start};{due};{due}\n"})
    assert [result.numerator for result in evaluation.result_list] == [met]
