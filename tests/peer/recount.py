"""The figures of `commitments.yaml` over `sample_data`, counted a second time with plain loops.

Nothing here comes from gpj_kpi, and nothing but the standard library is used: the rules are typed in by hand, one short
function per indicator, and the holidays as dates. Where the two disagree, the conventions decide which one is wrong.
Run it to see the figures: `python tests/peer/recount.py`.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[2]
PARIS = ZoneInfo("Europe/Paris")
ONE_DAY = dt.timedelta(days=1)
LONG_AGO = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
PERIODS = ("2008-Q1", "2008-Q2", "2008-Q3", "2008-Q4", "2008")

HOLIDAYS = {
    # 2007: Easter Sunday is 8 April.
    dt.date(2007, 1, 1),
    dt.date(2007, 4, 9),
    dt.date(2007, 5, 1),
    dt.date(2007, 5, 8),
    dt.date(2007, 5, 17),
    dt.date(2007, 5, 28),
    dt.date(2007, 7, 14),
    dt.date(2007, 8, 15),
    dt.date(2007, 11, 1),
    dt.date(2007, 11, 11),
    dt.date(2007, 12, 25),
    # 2008: Easter Sunday is 23 March; 1 May is Labour Day and Ascension at once.
    dt.date(2008, 1, 1),
    dt.date(2008, 3, 24),
    dt.date(2008, 5, 1),
    dt.date(2008, 5, 8),
    dt.date(2008, 5, 12),
    dt.date(2008, 7, 14),
    dt.date(2008, 8, 15),
    dt.date(2008, 11, 1),
    dt.date(2008, 11, 11),
    dt.date(2008, 12, 25),
    # 2009: Easter Sunday is 12 April.
    dt.date(2009, 1, 1),
    dt.date(2009, 4, 13),
    dt.date(2009, 5, 1),
    dt.date(2009, 5, 8),
    dt.date(2009, 5, 21),
    dt.date(2009, 6, 1),
    dt.date(2009, 7, 14),
    dt.date(2009, 8, 15),
    dt.date(2009, 11, 1),
    dt.date(2009, 11, 11),
    dt.date(2009, 12, 25),
}
CLOSED = {dt.date(2008, 5, 2), dt.date(2008, 5, 9)}
WORKED = {dt.date(2008, 5, 12)}

# ------------------------------------------------------------------------------------------------------------- sources


@dataclass(frozen=True)
class Column:
    """One declared column: its header in the exports, its type, whether it may be empty, the texts it may hold."""

    header: str
    type: str
    required: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One declared source: its files, how they are written, its key and its columns."""

    files: str
    encoding: str
    key: str
    columns: dict[str, Column]
    null_values: tuple[str, ...] = ("",)
    unused: tuple[str, ...] = ()  # dates that no indicator uses, and which do not say to when the data is known


SOURCES = {
    "calls": Source(
        files="telephonie_*.csv",
        encoding="cp1252",
        key="call_id",
        columns={
            "call_id": Column("N° appel", "text", required=True),
            "queue": Column(
                "File d'attente",
                "text",
                required=True,
                values=("standard", "information juridique", "gestion des dossiers"),
            ),
            "offered_at": Column("Présenté le", "datetime", required=True),
            "answered_at": Column("Décroché le", "datetime"),
            "ended_at": Column("Raccroché le", "datetime"),
            "outcome": Column("Issue", "text", required=True, values=("RÉPONDU", "ABANDON")),
            "transfers": Column("Nb transferts", "integer"),
            "caller": Column("Code appelant", "text"),
        },
        unused=("ended_at",),
    ),
    "online_questions": Source(
        files="questions_en_ligne_*.csv",
        encoding="utf-8-sig",
        key="question_id",
        columns={
            "question_id": Column("N° question", "text", required=True),
            "asked_at": Column("Posée le", "datetime", required=True),
            "answered_at": Column("Répondue le", "datetime"),
            "topic": Column("Domaine", "text"),
        },
    ),
    "claims": Source(
        files="dossiers_*.csv",
        encoding="cp1252",
        key="claim_id",
        null_values=("", "NULL"),
        columns={
            "claim_id": Column("N° dossier", "text", required=True),
            "received_at": Column("Date de réception", "datetime", required=True),
            "opened_at": Column("Date d'ouverture", "datetime"),
            "acknowledged_at": Column("Accusé de réception envoyé le", "datetime"),
            "letter_at": Column("Premier courrier le", "datetime"),
            "phone_at": Column("Premier appel le", "datetime"),
            "archived_on": Column("Date d'archivage", "date"),
            "channel": Column("Canal", "text", values=("courrier", "téléphone", "internet")),
            "insured": Column("Code assuré", "text"),
        },
    ),
    "callbacks": Source(
        files="rappels_*.csv",
        encoding="cp1252",
        key="request_id",
        columns={
            "request_id": Column("N° demande", "text", required=True),
            "requested_at": Column("Demandé le", "datetime", required=True),
            "called_back_at": Column("Rappelé le", "datetime"),
            "department": Column("Service", "text"),
        },
    ),
    "phone_survey": Source(
        files="enquete_telephonique_*.csv",
        encoding="utf-8-sig",
        key="survey_id",
        columns={
            "survey_id": Column("N° enquête", "text", required=True),
            "interviewed_on": Column("Date de l'enquête", "date", required=True),
            "score": Column("Note moyenne", "number", required=True),
        },
    ),
    "closing_questionnaires": Source(
        files="questionnaires_cloture_*.csv",
        encoding="utf-8-sig",
        key="questionnaire_id",
        columns={
            "questionnaire_id": Column("N° questionnaire", "text", required=True),
            "claim_id": Column("N° dossier", "text"),
            "sent_on": Column("Envoyé le", "date", required=True),
            "returned_on": Column("Retourné le", "date"),
            "lawyer_score": Column("Note juriste", "integer"),
            "expert_score": Column("Note expert", "integer"),
            "attorney_score": Column("Note avocat", "integer"),
            "attorney_choice": Column("Choix de l'avocat", "text", values=("recommandé", "libre", "aucun")),
        },
    ),
    "complaints": Source(
        files="reclamations_*.csv",
        encoding="cp1252",
        key="complaint_id",
        columns={
            "complaint_id": Column("N° réclamation", "text", required=True),
            "received_at": Column("Reçue le", "datetime", required=True),
            "acknowledged_at": Column("Prise en charge le", "datetime"),
            "answered_at": Column("Répondue le", "datetime"),
            "channel": Column("Canal", "text", required=True, values=("courrier", "téléphone", "internet")),
        },
    ),
    "switchboard_survey": Source(
        files="enquete_standard_*.csv",
        encoding="cp1252",
        key="answer_id",
        columns={
            "answer_id": Column("N° réponse", "text", required=True),
            "answered_on": Column("Date de réponse", "date", required=True),
            "satisfaction": Column("Satisfaction (1 à 5)", "integer"),
        },
    ),
}


# ------------------------------------------------------------------------------------------------------------- reading


@dataclass
class Case:
    """One kept row: each declared column in the dictionary of its type, None where it is missing; instants in UTC."""

    texts: dict[str, str | None] = field(default_factory=dict)
    numbers: dict[str, Fraction | None] = field(default_factory=dict)
    instants: dict[str, dt.datetime | None] = field(default_factory=dict)
    days: dict[str, dt.date | None] = field(default_factory=dict)
    as_of: dt.datetime = LONG_AGO


@dataclass
class Reading:
    """What came out of one source: rows = cases + rejected + duplicates."""

    cases: list[Case]
    files: int
    rows: int
    rejected: int
    duplicates: int
    as_of: dt.datetime
    refusals: list[str]  # where each rejected row stands and why, for the reader of a disagreement


class CellError(ValueError):
    """A cell that cannot be read as its column says."""


def split_records(text: str) -> list[str]:
    """Cut the text of an export into its records, each with the line break that ends it.

    A quote opens a quoted cell only at the start of a cell; inside a quoted cell a line break belongs to the cell, and
    a doubled quote closes it and opens it again at once.
    """
    records, record = [], ""
    at_cell_start, in_quoted_cell, in_quotes = True, False, False
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text):  # each line keeps its \r\n, \n or \r
        for character in line:
            if in_quotes:
                in_quotes = character != '"'
            elif character == '"' and (at_cell_start or (in_quoted_cell and record.endswith('"'))):
                in_quoted_cell = in_quotes = True
            elif character == ";":
                in_quoted_cell = False
            at_cell_start = not in_quotes and character in ";\ufeff"
            record += character
        if record and not in_quotes:
            records.append(record)
            record, at_cell_start, in_quoted_cell = "", True, False
    return [*records, record] if record else records


def read_cells(record: str) -> list[str] | None:
    """Read the cells of one record, or None when its quotes do not pair."""
    if record.count('"') % 2:
        return None
    try:
        return next(csv.reader([record], delimiter=";", strict=True))
    except csv.Error:
        return None


def read_day(text: str) -> dt.date:
    """Read dd/mm/yyyy; the date must exist, between 1950 and 2199. As in strptime, a leading zero may be left out."""
    if not re.fullmatch("[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", text):
        raise CellError(f"{text!r} is no date")
    day_number, month, year = text.split("/")
    try:
        day = dt.date(int(year), int(month), int(day_number))
    except ValueError:
        raise CellError(f"{text!r} does not exist") from None
    if not 1950 <= day.year <= 2199:
        raise CellError(f"{text!r} is out of range")
    return day


def to_instant(wall_time: dt.datetime) -> dt.datetime:
    """Turn a wall time of Paris into its instant, in UTC.

    `fold=0` is both conventions at once: the first of two occurrences, and the offset before the change for a time that
    never occurs.
    """
    return wall_time.replace(tzinfo=PARIS, fold=0).astimezone(dt.UTC)


def read_instant(text: str) -> dt.datetime:
    """Read dd/mm/yyyy hh:mm:ss, a wall time of Paris."""
    if not re.fullmatch("[0-9/]+ [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}", text):
        raise CellError(f"{text!r} is no time of day")
    date, time_of_day = text.split(" ")
    day = read_day(date)
    hour, minute, second = time_of_day.split(":")
    try:
        time = dt.time(int(hour), int(minute), int(second))
    except ValueError:
        raise CellError(f"{text!r} does not exist") from None
    return to_instant(dt.datetime.combine(day, time))


def read_case(source: Source, headers: list[str], cells: list[str]) -> Case:
    """Type the declared columns of one record; raises CellError at the first cell that cannot be read."""
    case = Case()
    for name, column in source.columns.items():
        text = cells[headers.index(column.header)].strip()
        missing = text in source.null_values
        if missing and column.required:
            raise CellError(f"{name} is empty")
        if column.type == "text":
            if not missing and column.values and text not in column.values:
                raise CellError(f"{name}: {text!r} is not among the declared values")
            case.texts[name] = None if missing else text
        elif column.type == "integer":
            if not missing and not re.fullmatch("[0-9]+", text):
                raise CellError(f"{name}: {text!r} is no integer")
            case.numbers[name] = None if missing else Fraction(int(text))
        elif column.type == "number":
            if not missing and not re.fullmatch("-?[0-9]+(,[0-9]+)?", text):
                raise CellError(f"{name}: {text!r} is no number")
            case.numbers[name] = None if missing else Fraction(text.replace(",", "."))
        elif column.type == "date":
            case.days[name] = None if missing else read_day(text)
        else:
            case.instants[name] = None if missing else read_instant(text)
    return case


def latest_instant(cases: list[Case], unused: tuple[str, ...]) -> dt.datetime:
    """Find as-of: the latest instant of all dates and times that are used, a date being its local midnight."""
    latest = LONG_AGO
    for case in cases:
        for column, instant in case.instants.items():
            if column not in unused and instant is not None and instant > latest:
                latest = instant
        for column, day in case.days.items():
            if column not in unused and day is not None and to_instant(dt.datetime.combine(day, dt.time())) > latest:
                latest = to_instant(dt.datetime.combine(day, dt.time()))
    return latest


def read_source(name: str, data: Path) -> Reading:
    """Read every file of one source in the order of its name; of the rows of one key the last one is kept."""
    source = SOURCES[name]
    kept: dict[str, Case] = {}
    paths = sorted(data.glob(source.files), key=lambda path: path.name)
    rows = duplicates = 0
    refusals = []
    for path in paths:
        with path.open(encoding=source.encoding, newline="") as file:
            first, *records = split_records(file.read())
        headers = [header.strip() for header in read_cells(first) or []]
        for number, record in enumerate(records, start=2):
            if not record.strip("\r\n"):
                continue  # an empty line is no record
            rows += 1
            where = f"{path.name}, record {number}"
            cells = read_cells(record)
            if cells is None:
                refusals.append(f"{where}: quotes that do not pair")
                continue
            if len(cells) != len(headers):
                refusals.append(f"{where}: {len(cells)} cells under {len(headers)} headers")
                continue
            try:
                case = read_case(source, headers, cells)
            except CellError as error:
                refusals.append(f"{where}: {error}")
                continue
            key = needed(case.texts[source.key])
            if key in kept:
                duplicates += 1
            kept[key] = case
    cases = list(kept.values())
    as_of = latest_instant(cases, source.unused)
    for case in cases:
        case.as_of = as_of
    return Reading(cases, len(paths), rows, len(refusals), duplicates, as_of, refusals)


# ------------------------------------------------------------------------------------------------------------- judging

T = TypeVar("T")


def needed(value: T | None) -> T:
    """Return a value that the reading has made sure of."""
    if value is None:
        raise TypeError("a required cell is empty")
    return value


def local_day(instant: dt.datetime) -> dt.date:
    """Tell on which day of Paris an instant falls."""
    return instant.astimezone(PARIS).date()


def is_business_day(day: dt.date) -> bool:
    """Tell a jour ouvré: Monday to Friday, no holiday, not closed; a worked day always is one."""
    if day in WORKED:
        return True
    saturday = 5
    return day.weekday() < saturday and day not in HOLIDAYS and day not in CLOSED


def last_business_day(start: dt.date, count: int) -> dt.date:
    """Walk to the count-th jour ouvré after a day, that day not counted."""
    day = start
    while count > 0:
        day += ONE_DAY
        if is_business_day(day):
            count -= 1
    return day


def judge_without_end(case: Case, due: dt.datetime) -> str:
    """Judge a delay that has not ended: overdue once the due instant is reached."""
    return "overdue" if due <= case.as_of else "pending"


def judge_within_hours(case: Case, start: dt.datetime, end: dt.datetime | None, hours: int) -> str:
    """Judge "48 heures": hours of the clock between two instants, the last instant included."""
    due = start + dt.timedelta(hours=hours)
    if end is None:
        return judge_without_end(case, due)
    if end < start:
        return "invalid"
    return "met" if end <= due else "late"


def judge_under(case: Case, start: dt.datetime, end: dt.datetime | None, limit: dt.timedelta) -> str:
    """Judge "< 24 heures": elapsed time, the last instant excluded."""
    due = start + limit
    if end is None:
        return judge_without_end(case, due)
    if end < start:
        return "invalid"
    return "met" if end < due else "late"


def judge_until_day(case: Case, start: dt.datetime, end: dt.datetime | None, last_day: dt.date) -> str:
    """Judge "10 jours": up to 24:00 of the last day."""
    due = to_instant(dt.datetime.combine(last_day + ONE_DAY, dt.time()))
    if end is None:
        return judge_without_end(case, due)
    if end < start:
        return "invalid"
    return "met" if local_day(end) <= last_day else "late"


def judge_mark(mark: Fraction | None) -> str | Fraction:
    """Judge a mark from 1 to 5: none given is excluded, one off the scale is invalid."""
    if mark is None:
        return "excluded"
    return mark if 1 <= mark <= 5 else "invalid"


# One function per indicator: a case goes in; out comes its verdict, or its value for a mean, or None when `where`
# leaves it out. "late" and "overdue" are the two ways to miss.


def switchboard_satisfaction(case: Case) -> str | Fraction | None:
    """Answers of 4 and 5 among those with a mark."""
    mark = case.numbers["satisfaction"]
    if mark is None:
        return "excluded"
    return "met" if mark >= 4 else "late"


def switchboard_right_first_time(case: Case) -> str | Fraction | None:
    """Answered calls of the switchboard, transferred once at most."""
    if case.texts["queue"] != "standard" or case.instants["answered_at"] is None:
        return None
    transfers = case.numbers["transfers"]
    if transfers is None:
        return "excluded"
    return "met" if transfers <= 1 else "late"


def phone_answer_speed(case: Case) -> str | Fraction | None:
    """Seconds from offered to answered, over the answered calls."""
    end = case.instants["answered_at"]
    if case.texts["queue"] != "information juridique" or end is None:
        return None
    start = needed(case.instants["offered_at"])
    if end < start:
        return "invalid"
    return Fraction((end - start) // dt.timedelta(microseconds=1), 1_000_000)


def phone_answered_10s(case: Case) -> str | Fraction | None:
    """Calls answered in less than 10 seconds, among all calls offered."""
    if case.texts["queue"] != "information juridique":
        return None
    start = needed(case.instants["offered_at"])
    return judge_under(case, start, case.instants["answered_at"], dt.timedelta(seconds=10))


def phone_answer_rate(case: Case) -> str | Fraction | None:
    """Calls answered, however long the wait."""
    if case.texts["queue"] != "information juridique":
        return None
    return "met" if case.instants["answered_at"] is not None else "late"


def online_answered_48h(case: Case) -> str | Fraction | None:
    """Questions answered within 48 hours of the clock."""
    return judge_within_hours(case, needed(case.instants["asked_at"]), case.instants["answered_at"], 48)


def claim_opened_48h(case: Case) -> str | Fraction | None:
    """Claims both opened and acknowledged within 48 hours: the later one counts."""
    opened, acknowledged = case.instants["opened_at"], case.instants["acknowledged_at"]
    end = None if opened is None or acknowledged is None else max(opened, acknowledged)
    return judge_within_hours(case, needed(case.instants["received_at"]), end, 48)


def first_contact_of(case: Case) -> dt.datetime | None:
    """Find the first contact: the earlier of letter and call."""
    contacts = [instant for name in ("letter_at", "phone_at") if (instant := case.instants[name]) is not None]
    return min(contacts, default=None)


def first_contact_10d(case: Case) -> str | Fraction | None:
    """Claims with a first contact within 10 jours ouvrés."""
    start = needed(case.instants["received_at"])
    return judge_until_day(case, start, first_contact_of(case), last_business_day(local_day(start), 10))


def first_contact_5d(case: Case) -> str | Fraction | None:
    """Claims with a first contact within 5 jours ouvrés."""
    start = needed(case.instants["received_at"])
    return judge_until_day(case, start, first_contact_of(case), last_business_day(local_day(start), 5))


def callback_24h(case: Case) -> str | Fraction | None:
    """Requests called back in less than 24 hours of the clock."""
    start = needed(case.instants["requested_at"])
    return judge_under(case, start, case.instants["called_back_at"], dt.timedelta(hours=24))


def callback_2d(case: Case) -> str | Fraction | None:
    """Requests called back before the end of the second day after."""
    start = needed(case.instants["requested_at"])
    return judge_until_day(case, start, case.instants["called_back_at"], local_day(start) + 2 * ONE_DAY)


def phone_survey_score(case: Case) -> str | Fraction | None:
    """Marks of the quarterly survey."""
    return judge_mark(case.numbers["score"])


def phone_survey_size(case: Case) -> str | Fraction | None:  # noqa: ARG001  every sheet counts, whatever it holds
    """Sheets of the quarterly survey."""
    return "met"


def questionnaire_sent(case: Case) -> str | Fraction | None:
    """Archived claims to which a questionnaire was sent, on that day or later."""
    if case.days["archived_on"] is None:
        return None
    return "met" if case.days["questionnaire_on"] is not None else "late"


def lawyer_score(case: Case) -> str | Fraction | None:
    """Marks of the lawyers."""
    return judge_mark(case.numbers["lawyer_score"])


def expert_score(case: Case) -> str | Fraction | None:
    """Marks of the experts."""
    return judge_mark(case.numbers["expert_score"])


def attorney_score(case: Case) -> str | Fraction | None:
    """Marks of the attorneys that the house recommended."""
    if case.texts["attorney_choice"] != "recommandé":
        return None
    return judge_mark(case.numbers["attorney_score"])


def complaint_answered_10d(case: Case) -> str | Fraction | None:
    """Complaints answered within 10 calendar days."""
    start = needed(case.instants["received_at"])
    return judge_until_day(case, start, case.instants["answered_at"], local_day(start) + 10 * ONE_DAY)


def complaint_acknowledged_48h(case: Case) -> str | Fraction | None:
    """Complaints lodged on the web site, acknowledged within 48 hours of the clock."""
    if case.texts["channel"] != "internet":
        return None
    return judge_within_hours(case, needed(case.instants["received_at"]), case.instants["acknowledged_at"], 48)


# Indicator -> its source, the column that dates a case, its function.
INDICATORS: dict[str, tuple[str, str, Callable[[Case], str | Fraction | None]]] = {
    "switchboard_satisfaction": ("switchboard_survey", "answered_on", switchboard_satisfaction),
    "switchboard_right_first_time": ("calls", "offered_at", switchboard_right_first_time),
    "phone_answer_speed": ("calls", "offered_at", phone_answer_speed),
    "phone_answered_10s": ("calls", "offered_at", phone_answered_10s),
    "phone_answer_rate": ("calls", "offered_at", phone_answer_rate),
    "online_answered_48h": ("online_questions", "asked_at", online_answered_48h),
    "claim_opened_48h": ("claims", "received_at", claim_opened_48h),
    "first_contact_10d": ("claims", "received_at", first_contact_10d),
    "first_contact_5d": ("claims", "received_at", first_contact_5d),
    "callback_24h": ("callbacks", "requested_at", callback_24h),
    "callback_2d": ("callbacks", "requested_at", callback_2d),
    "phone_survey_score": ("phone_survey", "interviewed_on", phone_survey_score),
    "phone_survey_size": ("phone_survey", "interviewed_on", phone_survey_size),
    "questionnaire_sent": ("claims", "archived_on", questionnaire_sent),
    "lawyer_score": ("closing_questionnaires", "sent_on", lawyer_score),
    "expert_score": ("closing_questionnaires", "sent_on", expert_score),
    "attorney_score": ("closing_questionnaires", "sent_on", attorney_score),
    "complaint_answered_10d": ("complaints", "received_at", complaint_answered_10d),
    "complaint_acknowledged_48h": ("complaints", "received_at", complaint_acknowledged_48h),
}


# ------------------------------------------------------------------------------------------------------------ counting


@dataclass
class Figures:
    """The figures of one indicator in one period; a count has no denominator."""

    numerator: Fraction = Fraction(0)
    denominator: Fraction | None = Fraction(0)
    pending: int = 0
    overdue: int = 0
    excluded: int = 0
    invalid: int = 0


def add(tally: Figures, verdict: str | Fraction) -> None:
    """Add one case to a tally: what is pending, excluded or invalid stays out of the denominator."""
    if verdict == "pending":
        tally.pending += 1
    elif verdict == "excluded":
        tally.excluded += 1
    elif verdict == "invalid":
        tally.invalid += 1
    else:
        tally.denominator = needed(tally.denominator) + 1
        if isinstance(verdict, Fraction):
            tally.numerator += verdict
        elif verdict == "met":
            tally.numerator += 1
        elif verdict == "overdue":
            tally.overdue += 1


def periods_of(day: dt.date) -> list[str]:
    """Tell the quarter and the year of a day."""
    return [f"{day.year}-Q{(day.month + 2) // 3}", str(day.year)]


def count(indicator: str, cases: list[Case]) -> dict[str, Figures]:
    """Count one indicator in each of the periods."""
    _, column, judge = INDICATORS[indicator]
    tallies = {period: Figures() for period in PERIODS}
    for case in cases:
        verdict = judge(case)
        if verdict is None:
            continue
        day = case.days.get(column) or local_day(needed(case.instants.get(column)))
        for period in periods_of(day):
            if period in tallies:
                add(tallies[period], verdict)
    if indicator == "phone_survey_size":
        for tally in tallies.values():
            tally.denominator = None
    return tallies


def add_questionnaires(claims: list[Case], questionnaires: list[Case]) -> None:
    """Give each claim `questionnaire_on`: the first day, from its archiving on, on which one of its own was sent."""
    sent: dict[str | None, list[dt.date]] = {}
    for questionnaire in questionnaires:
        sent.setdefault(questionnaire.texts["claim_id"], []).append(needed(questionnaire.days["sent_on"]))
    for claim in claims:
        archived_on = claim.days["archived_on"]
        later = [day for day in sent.get(claim.texts["claim_id"], []) if archived_on is not None and day >= archived_on]
        claim.days["questionnaire_on"] = min(later, default=None)


def read_sources(data: Path) -> dict[str, Reading]:
    """Read all sources of a folder of exports, and give each claim the day of its questionnaire."""
    readings = {name: read_source(name, data) for name in SOURCES}
    add_questionnaires(readings["claims"].cases, readings["closing_questionnaires"].cases)
    return readings


def recount(readings: dict[str, Reading]) -> dict[tuple[str, str], Figures]:
    """Count every indicator in every period, by (indicator, period)."""
    figures = {}
    for indicator, (source, _, _) in INDICATORS.items():
        for period, tally in count(indicator, readings[source].cases).items():
            figures[indicator, period] = tally
    return figures


def main() -> None:
    """Print the sources, what was rejected, and the figures."""
    readings = read_sources(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "sample_data")
    for name, reading in readings.items():
        sys.stdout.write(
            f"{name:23} {reading.files:3} files {reading.rows:6} rows = {len(reading.cases):6} cases"
            f" + {reading.rejected:3} rejected + {reading.duplicates:3} duplicates, as of {reading.as_of}\n"
        )
        for refusal in reading.refusals:
            sys.stdout.write(f"    {refusal}\n")
    for (indicator, period), tally in recount(readings).items():
        value = float(tally.numerator / tally.denominator) if tally.denominator else float("nan")
        sys.stdout.write(
            f"{indicator:29} {period:8} {tally.numerator!s:>10} / {tally.denominator!s:>6} = {value:9.5f}"
            f"  pending {tally.pending:3}  overdue {tally.overdue:4}  excluded {tally.excluded:4}"
            f"  invalid {tally.invalid:3}\n"
        )


if __name__ == "__main__":
    main()
