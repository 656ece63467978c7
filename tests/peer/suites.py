"""The assertions of other projects' test suites, as tables, and how each is asked of our rules.

A table has one row per assertion: the calendar that its suite sets up, what is asked, and what the suite expects.
Numbers and dates are those of the suites, the tables are ours. Where `agree_expected` is "no", the suite counts
otherwise than docs/time.md: `convention` says how, and `here` is what our convention gives.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from gpj_kpi import evaluate, load_rules
from gpj_kpi.errors import RuleFileError
from gpj_kpi.rules import RuleFile

FOLDER = Path(__file__).parents[1] / "data" / "peers"
SUITES = sorted(path.stem for path in FOLDER.glob("*.csv"))
_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f")
_DAY, _SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)

Reading = Literal["due_at", "last_day", "number", "some", "that_day", "other_day"]
"""How an answer is read: the due instant, its day, the time taken, if any was taken, if the day is that one."""


@dataclass(frozen=True)
class Measure:
    """What is measured: a limit with its rollover, or the time taken in a unit."""

    kind: Literal["delay", "duration"]
    amount: str
    rollover: str
    has_pauses: bool
    keys: str = "{}"
    """Further keys of the measure, as JSON."""


_OTHERWISE: Mapping[tuple[str, str], Mapping[str, Any]] = {
    # From a closed hour on, days are counted from the next opening, and keep the hour.
    ("biz", "due_at"): {"start": {"closed": "next_opening"}, "ends": "same_hour"},
    ("business_time", "due_at"): {"start": {"closed": "next_opening"}, "ends": "same_hour"},
    ("business_time", "last_day"): {"start": {"closed": "next_business_day"}},
    ("glpi", "hour"): {"ends": "same_hour"},
    ("glpi", "closing"): {"ends": "at_closing"},
    # A day with hours left is day one.
    ("odoo_resource", "due_at"): {
        "start": {"closed": "next_opening", "first_day": "counted"},
        "ends": "at_closing",
    },
}
"""What our rules have to say to count days as a suite does, by the suite and how it is read."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One assertion, as it is asked of us.

    Attributes:
        id: of the row.
        calendar: what the suite sets up.
        measure: what is measured.
        start: local time.
        end: local time, or None where a limit is asked for.
        pauses: first and last local time of each.
        reading: how the answer is read.
        answer: what must come out.
        row: the row as it stands.
    """

    id: str
    calendar: Mapping[str, Any]
    measure: Measure
    start: dt.datetime
    end: dt.datetime | None
    pauses: Sequence[Sequence[str]]
    reading: Reading
    answer: str
    row: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """What our rules say of one question."""

    verdict: str
    due_at: dt.datetime | None = None
    value: float | None = None


def questions_of(suite: str) -> list[Question]:
    """Read the table of a suite."""
    with (FOLDER / f"{suite}.csv").open(newline="", encoding="utf-8") as file:
        return [_question(row) for row in csv.DictReader(file)]


def asked_otherwise(suite: str) -> list[Question]:
    """Ask the rows that are counted by another convention once more, with the keys that say this convention.

    No rule of ours says what two rows with pauses do: the open hours of the pauses are added to a due instant in days.
    """
    found = []
    for each in questions_of(suite):
        if "b" not in each.row["class"] or each.pauses:
            continue
        reading: str = each.reading
        if suite == "glpi":
            reading = "closing" if "end of working day" in each.row["note"] else "hour"
        keys = json.dumps(_OTHERWISE[suite, reading])
        found.append(replace(each, measure=replace(each.measure, keys=keys), answer=each.row["expected"]))
    return found


def ask(questions: Sequence[Question], folder: Path) -> dict[str, str]:
    """Answer every question, by id; those of one calendar in one evaluation."""
    found: dict[str, str] = {}
    by_calendar: dict[str, list[Question]] = {}
    for question in questions:
        by_calendar.setdefault(json.dumps(question.calendar, sort_keys=True), []).append(question)
    for alike in by_calendar.values():
        answers = _evaluate(alike, folder)
        found |= {each.id: _read(answers[each.id], each.reading, each.start) for each in alike}
    return found


def is_same(answer: str, expected: str) -> bool:
    """Whether two answers are equal: numbers to a millionth, times to the microsecond, words to the letter."""
    for read in (float, lambda text: moment(text).timestamp()):
        try:
            return abs(read(answer) - read(expected)) < 2e-6
        except ValueError:
            continue
    return answer == expected


def moment(text: str) -> dt.datetime:
    """Read a local time, or the midnight of a day."""
    return dt.datetime.fromisoformat(text)


def rules_of(calendar: Mapping[str, Any], measures: Mapping[str, Measure], folder: Path) -> RuleFile:
    """Write and load the rule file of a calendar, with an indicator for each measure."""
    path = folder / "rules.yaml"
    path.write_text(json.dumps(_document(calendar, measures)), encoding="utf-8")  # JSON is YAML
    return load_rules(path)


def _question(row: Mapping[str, str]) -> Question:
    start, amount, operation = moment(row["start"]), row["amount_or_end"], row["operation"]
    calendar, pauses = json.loads(row["calendar"]), json.loads(row["pauses"] or "[]")
    reading: Reading = "number"
    end = None
    if operation == "due":
        kind, text, rollover = "delay", amount, "none"
        reading = "last_day" if len(row["expected"]) == len("2008-01-01") else "due_at"
    elif operation in {"business_day", "rollover", "holiday"}:
        # Whether a day counts: a limit of one day from its eve ends on it, or moves on.
        kind, text = "delay", "1 calendar day" if operation == "rollover" else "1 business day"
        rollover = "next_business_day" if operation == "rollover" else "none"
        readings: dict[str, Reading] = {"business_day": "that_day", "rollover": "last_day", "holiday": "other_day"}
        reading, start = readings[operation], start - _DAY
        if operation == "holiday":  # on a week of seven days, every other day is a business day
            calendar = {key: calendar[key] for key in calendar if key not in {"hours", "dates", "worked"}}
            calendar["week"] = "mon-sun"
    else:
        units = {
            "elapsed": "business hours",
            "open": "business hours",
            "elapsed_real": "seconds",
            "days": "business days",
        }
        kind, text, rollover = "duration", units[operation], "none"
        end = start + _SECOND if operation == "open" else moment(amount)
        reading = "some" if operation == "open" else "number"
    return Question(
        id=row["id"],
        calendar=calendar,
        measure=Measure("delay" if kind == "delay" else "duration", text, rollover, bool(pauses)),
        start=start,
        end=end,
        pauses=pauses,
        reading=reading,
        answer=row["here"] if row["agree_expected"] == "no" else row["expected"],
        row=row,
    )


def _document(calendar: Mapping[str, Any], measures: Mapping[str, Measure]) -> dict[str, Any]:
    hours = {**calendar.get("hours", {}), **calendar.get("dates", {})}
    days = {
        "country": calendar.get("country", "none"),
        "week": calendar["week"],
        **({"opening_hours": hours} if hours else {}),
        **({"closed": dict.fromkeys(calendar["closed"], "closed")} if calendar.get("closed") else {}),
        **({"worked": dict.fromkeys(calendar["worked"], "worked")} if calendar.get("worked") else {}),
    }
    text = {"type": "text", "required": True}
    time = {"type": "datetime", "format": list(_FORMATS)}
    sources: dict[str, Any] = {"cases": _source({"id": text, "g": text, "s": time, "e": time})}
    if any(measure.has_pauses for measure in measures.values()):
        needed = time | {"required": True}
        sources["stops"] = _source({"id": text, "c": text, "f": needed, "t": needed})
    indicators = [
        {"id": id_, "label": id_, "source": "cases", "where": {"g": id_}, "measure": _measure(measure)}
        for id_, measure in measures.items()
    ]
    commitment = {"id": "all", "title": "All", "promise": "Peers", "indicators": indicators}
    return {
        "version": 1,
        "organisation": "Peers",
        "language": "en",
        "time_zone": calendar["tz"],
        "calendar": days,
        "sources": sources,
        "commitments": [commitment],
    }


def _source(columns: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    declared = {id_: {"header": id_, **column} for id_, column in columns.items()}
    return {"label": "Cases", "files": "*.csv", "key": "id", "columns": declared}


def _measure(measure: Measure) -> dict[str, Any]:
    written: dict[str, Any] = {"kind": measure.kind, "from": "s", "to": "e"}
    if measure.kind == "delay":
        written["limit"] = measure.amount
        written["rollover"] = measure.rollover
        written |= json.loads(measure.keys)
    else:
        written |= {"statistic": "mean", "unit": measure.amount}
    if measure.has_pauses:
        written["pauses"] = {"source": "stops", "case": "c", "from": "f", "to": "t"}
    return written


def _evaluate(questions: Sequence[Question], folder: Path) -> dict[str, Answer]:
    """Answer the questions of one calendar, by id."""
    calendar = questions[0].calendar
    names = {measure: f"m{n}" for n, measure in enumerate(dict.fromkeys(each.measure for each in questions))}
    said = (
        set(names)
        if _can_say(calendar, names, folder)
        else {measure for measure in names if _can_say(calendar, [measure], folder)}
    )
    found = {each.id: Answer("refused") for each in questions if each.measure not in said}
    live = [each for each in questions if each.measure in said]
    if not live:
        return found
    rules = rules_of(calendar, {names[measure]: measure for measure in names if measure in said}, folder)
    frames = dict(_frames(live, names))
    times = [time for each in live for time in (each.start, each.end) if time] + [
        moment(end) for each in live for _, end in each.pauses
    ]
    as_of = (max(times) + 400 * _DAY).date()
    with evaluate(rules, frames, period=live[0].start.year, as_of=as_of) as evaluation:
        for name in {names[each.measure] for each in live}:
            for row in evaluation.verdicts(name).to_dict("records"):
                found[row["id"]] = Answer(row["verdict"], row["due_at"], row["value"])
    return found


def _can_say(calendar: Mapping[str, Any], measures: Iterable[Measure], folder: Path) -> bool:
    try:
        rules_of(calendar, {f"m{n}": measure for n, measure in enumerate(measures)}, folder)
    except RuleFileError:
        return False
    return True


def _frames(questions: Sequence[Question], names: Mapping[Measure, str]) -> Iterator[tuple[str, pd.DataFrame]]:
    shown = [
        [each.id, names[each.measure], _show(each.start), _show(each.end) if each.end else ""] for each in questions
    ]
    yield "cases", pd.DataFrame(shown, columns=["id", "g", "s", "e"], dtype="str")
    stops = [
        [f"{each.id}-{n}", each.id, _show(moment(begin)), _show(moment(end))]
        for each in questions
        for n, (begin, end) in enumerate(each.pauses)
    ]
    if stops:
        yield "stops", pd.DataFrame(stops, columns=["id", "c", "f", "t"], dtype="str")


def _show(time: dt.datetime) -> str:
    return time.strftime(_FORMATS[1] if time.microsecond else _FORMATS[0])


def _read(answer: Answer, reading: Reading, start: dt.datetime) -> str:
    """Write an answer as the tables do."""
    if answer.verdict not in {"met", "missed", "pending", "counted"}:
        return answer.verdict
    if reading in {"number", "some"}:
        assert answer.value is not None
        return str(answer.value) if reading == "number" else str(answer.value > 0).lower()
    assert answer.due_at is not None
    due = answer.due_at.replace(tzinfo=None)
    if reading == "due_at":
        return _show(due)
    last_day = (due - dt.timedelta(microseconds=1)).date()
    if reading == "last_day":
        return str(last_day)
    return str((last_day == start.date() + _DAY) == (reading == "that_day")).lower()
