"""The figures of `commitments.yaml` for 2008 with polars: lazy frames, its streaming engine, its business days.

    python benchmarks/peer_polars.py FOLDER

FOLDER holds the exports in UTF-8: of cp1252 polars keeps only what is ASCII. Prints the cases of each source and, for
each indicator and period, whole numbers, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import polars as pl

DAYS_CLOSED = (
    "2007-12-25 2008-01-01 2008-03-24 2008-05-01 2008-05-02 2008-05-08 2008-05-09 2008-07-14 2008-08-15 2008-11-01 "
    "2008-11-11 2008-12-25 2009-01-01"
)
CLOSED = [date.fromisoformat(day) for day in DAYS_CLOSED.split()]
"""Public holidays and the two bridges of May; the office worked on Whit Monday."""
YEAR = 2008
SUMMER_TIME = datetime(2008, 3, 30, 3), datetime(2008, 10, 26, 3)

Cases = pl.DataFrame
EVERY = pl.lit(value=True)

Reading = tuple[str, Callable[[str], pl.Expr]]
Integers = dict[str, Counter[str]]
Found = tuple[int, dict[str, Integers]]
"""How many cases a source has, and the whole numbers of its indicators."""


def header_of(file: Path) -> list[str]:
    with file.open(encoding="utf-8") as stream:
        return stream.readline().rstrip("\n").split(";")


def files_of(folder: Path, *patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in folder.glob(pattern))


def scan(files: list[Path]) -> pl.LazyFrame:
    """The rows of files of one layout as text, but for records that end in a filled cell too many."""
    schema = dict.fromkeys([*header_of(files[0]), "more"], pl.String())
    rows = pl.scan_csv(files, separator=";", schema=schema, missing_columns="insert", null_values=["", "NULL"])
    return rows.filter(pl.col("more").is_null())


def damaged_keys(files: list[Path]) -> list[str]:
    """The second cells of records that are too short or too long: polars pads them, or drops their empty last cell."""
    lines = pl.scan_csv(files, separator="\x01", quote_char=None, has_header=False, schema={"line": pl.String()})
    line, separators = pl.col("line"), pl.col("line").str.count_matches(";", literal=True)
    is_damaged = ~line.str.contains('"', literal=True) & (separators != len(header_of(files[0])) - 1)
    keys = line.str.split(";").list.get(1, null_on_oob=True)
    return lines.filter(is_damaged).select(keys).collect(engine="streaming")["line"].drop_nulls().to_list()


def moment(header: str) -> pl.Expr:
    return pl.col(header).str.to_datetime("%d/%m/%Y %H:%M:%S", time_unit="us", strict=False)


def day(header: str) -> pl.Expr:
    return pl.col(header).str.to_date("%d/%m/%Y", strict=False)


def whole(header: str) -> pl.Expr:
    return pl.col(header).cast(pl.Int64, strict=False)


def hundredths(header: str) -> pl.Expr:
    """A number with a decimal comma and two decimals at most."""
    number = pl.col(header).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return (number * 100).round().cast(pl.Int64)


def cases(rows: pl.LazyFrame, key: str, readings: dict[str, Reading], filled: Iterable[str], *others: pl.Expr) -> Cases:
    """The rows that are cases: the last of each key, of those with all required cells, whose cells can all be read.

    `readings` are name -> header, and how its cells are read; the first of them must be filled, as key and `filled`.
    """
    required = [pl.col(header).is_not_null() for header in (key, next(iter(readings.values()))[0], *filled)]
    readable = [pl.col(name).is_not_null() | pl.col(header).is_null() for name, (header, _) in readings.items()]
    return (
        rows.filter(*required, *others)
        .with_columns(read(header).alias(name) for name, (header, read) in readings.items())
        .filter(readable)
        .select(pl.col(key).alias("key"), *readings)
        .collect(engine="streaming")
        .filter(pl.col("key").is_last_distinct())
    )


def among(header: str, *values: str) -> pl.Expr:
    return pl.col(header).is_null() | pl.col(header).is_in(values)


def utc(wall: pl.Expr) -> pl.Expr:
    """A time on the walls of Paris: one that is skipped keeps the offset before, one that comes twice is the first."""
    hours = pl.when(wall.is_between(*SUMMER_TIME, closed="left")).then(timedelta(hours=2)).otherwise(timedelta(hours=1))
    return wall - hours


def utc_midnight_after(day: pl.Expr) -> pl.Expr:
    return utc(day.dt.offset_by("1d").cast(pl.Datetime("us")))


def business_day_after(wall: str, days: int) -> pl.Expr:
    return pl.col(wall).dt.date().dt.add_business_days(days, holidays=CLOSED, roll="backward")


def delay(
    name: str, start: str, end: pl.Expr, due: pl.Expr, known: datetime, *, strict: bool, scope: pl.Expr = EVERY
) -> list[pl.Expr]:
    """How many cases ended within their limit, and how many not."""
    started, ended = utc(pl.col(start)), utc(end)
    in_time = ended < due if strict else ended <= due
    backwards, overdue = (ended < started).fill_null(value=False), ended.is_null() & (due <= known)
    verdicts = {
        "invalid": backwards,
        "met": ~backwards & in_time,
        "missed": (~backwards & ~in_time) | overdue,
        "overdue": overdue,
        "pending": ended.is_null() & (due > known),
    }
    return counts(name, verdicts, scope)


def counts(name: str, verdicts: dict[str, pl.Expr], scope: pl.Expr = EVERY) -> list[pl.Expr]:
    return [(scope & holds).sum().alias(f"{name} {verdict}") for verdict, holds in verdicts.items()]


def share(name: str, value: pl.Expr, condition: pl.Expr, scope: pl.Expr = EVERY) -> list[pl.Expr]:
    verdicts = {
        "met": value.is_not_null() & condition,
        "missed": value.is_not_null() & ~condition,
        "excluded": value.is_null(),
    }
    return counts(name, verdicts, scope)


def mean(name: str, score: pl.Expr, scale: tuple[int, int], scope: pl.Expr = EVERY) -> list[pl.Expr]:
    """How many scores there are on the scale, and their sum; in hundredths, all three."""
    on_scale = score.is_between(*scale)
    verdicts = {"counted": on_scale, "invalid": ~on_scale, "excluded": score.is_null()}
    total = score.filter(scope & on_scale).sum().alias(f"{name} hundredths")
    return [*counts(name, verdicts, scope), total]


def by_period(frame: pl.DataFrame, start: str, figures: list[pl.Expr]) -> dict[str, Integers]:
    """The whole numbers of each indicator, in each quarter of 2008 and in the year."""
    found: dict[str, Integers] = {}
    in_year = frame.lazy().filter(pl.col(start).dt.year() == YEAR)
    per_quarter = in_year.group_by(pl.col(start).dt.quarter().alias("quarter")).agg(figures)
    for row in per_quarter.collect(engine="streaming").iter_rows(named=True):
        quarter = row.pop("quarter")
        for figure, number in row.items():
            name, verdict = figure.split()
            for period in (f"2008-Q{quarter}", "2008"):
                found.setdefault(name, {}).setdefault(period, Counter())[verdict] += number
    return found


def as_of(frame: pl.DataFrame, *columns: str) -> datetime:
    """The latest event."""
    latest = frame.select(pl.max_horizontal(utc(pl.col(column)).max() for column in columns)).item()
    assert isinstance(latest, datetime)
    return latest


def calls(folder: Path) -> Found:
    queues = ("standard", "information juridique", "gestion des dossiers")
    frame = cases(
        scan(files_of(folder, "telephonie_*.csv")),
        "N° appel",
        {
            "offered_at": ("Présenté le", moment),
            "answered_at": ("Décroché le", moment),
            "ended_at": ("Raccroché le", moment),
            "transfers": ("Nb transferts", whole),
            "queue": ("File d'attente", lambda header: pl.col(header).cast(pl.Categorical())),
        },
        ("File d'attente", "Issue"),
        among("File d'attente", *queues),
        among("Issue", "RÉPONDU", "ABANDON"),
    )
    known = as_of(frame, "offered_at", "answered_at", "ended_at")
    queue, answered, transfers = pl.col("queue"), pl.col("answered_at"), pl.col("transfers")
    is_legal, is_answered = queue == "information juridique", answered.is_not_null()
    waited = (utc(answered) - utc(pl.col("offered_at"))).dt.total_seconds() * 100
    due = utc(pl.col("offered_at")) + timedelta(seconds=10)
    figures = [
        *share("switchboard_right_first_time", transfers, transfers <= 1, (queue == "standard") & is_answered),
        *mean("phone_answer_speed", waited, (0, 10**9), is_legal & is_answered),
        *delay("phone_answered_10s", "offered_at", answered, due, known, strict=True, scope=is_legal),
        *counts("phone_answer_rate", {"met": is_answered, "missed": ~is_answered}, is_legal),
    ]
    return frame.height, by_period(frame, "offered_at", figures)


def online_questions(folder: Path) -> Found:
    rows = scan(files_of(folder, "questions_en_ligne_*.csv"))
    frame = cases(rows, "N° question", {"asked_at": ("Posée le", moment), "answered_at": ("Répondue le", moment)}, ())
    known, due = as_of(frame, "asked_at", "answered_at"), utc(pl.col("asked_at")) + timedelta(hours=48)
    figures = delay("online_answered_48h", "asked_at", pl.col("answered_at"), due, known, strict=False)
    return frame.height, by_period(frame, "asked_at", figures)


def claims(folder: Path) -> Found:
    readings: dict[str, Reading] = {
        "received_at": ("Date de réception", moment),
        "opened_at": ("Date d'ouverture", moment),
        "acknowledged_at": ("Accusé de réception envoyé le", moment),
        "letter_at": ("Premier courrier le", moment),
        "phone_at": ("Premier appel le", moment),
        "archived_on": ("Date d'archivage", day),
    }
    files = files_of(folder, "dossiers_*.csv")
    sound = ~pl.col("N° dossier").is_in(damaged_keys(files))
    channel = among("Canal", "courrier", "téléphone", "internet")
    frame = cases(scan(files), "N° dossier", readings, (), channel, sound)
    known = as_of(frame, "received_at", "opened_at", "acknowledged_at", "letter_at", "phone_at")
    opened, acknowledged = pl.col("opened_at"), pl.col("acknowledged_at")
    both = pl.when(opened.is_not_null() & acknowledged.is_not_null()).then(pl.max_horizontal(opened, acknowledged))
    contact = pl.min_horizontal("letter_at", "phone_at")
    due = utc(pl.col("received_at")) + timedelta(hours=48)
    figures = delay("claim_opened_48h", "received_at", both, due, known, strict=False)
    for days in (10, 5):
        due = utc_midnight_after(business_day_after("received_at", days))
        figures += delay(f"first_contact_{days}d", "received_at", contact, due, known, strict=True)
    sent = questionnaires(folder).group_by("claim_id").agg(pl.col("sent_on").max().alias("last_sent"))
    archived = frame.filter(pl.col("archived_on").is_not_null()).join(
        sent, left_on="key", right_on="claim_id", how="left"
    )
    is_sent = (pl.col("last_sent") >= pl.col("archived_on")).fill_null(value=False)
    found = by_period(archived, "archived_on", share("questionnaire_sent", pl.col("key"), is_sent))
    return frame.height, found | by_period(frame, "received_at", figures)


def callbacks(folder: Path) -> Found:
    old = files_of(folder, "rappels_2007-*.csv", "rappels_2008-T[12].csv")
    new = files_of(folder, "rappels_2008-T[34].csv", "rappels_2009-*.csv")
    readings: dict[str, Reading] = {"requested_at": ("Demandé le", moment), "called_back_at": ("Rappelé le", moment)}
    rows = pl.concat([scan(old), scan(new)], how="diagonal")
    frame = cases(rows, "N° demande", readings, ("Tentatives",))  # always filled, but in a record that breaks off
    known, called_back = as_of(frame, *readings), pl.col("called_back_at")
    day_due = utc(pl.col("requested_at")) + timedelta(hours=24)
    late_due = utc_midnight_after(pl.col("requested_at").dt.date().dt.offset_by("2d"))
    figures = [
        *delay("callback_24h", "requested_at", called_back, day_due, known, strict=True),
        *delay("callback_2d", "requested_at", called_back, late_due, known, strict=True),
    ]
    return frame.height, by_period(frame, "requested_at", figures)


def phone_survey(folder: Path) -> Found:
    files = files_of(folder, "enquete_telephonique_*.csv")
    readings: dict[str, Reading] = {"interviewed_on": ("Date de l'enquête", day), "score": ("Note moyenne", hundredths)}
    sound = ~pl.col("N° enquête").is_in(damaged_keys(files))
    frame = cases(scan(files), "N° enquête", readings, ("Note moyenne",), sound)
    figures = [*mean("phone_survey_score", pl.col("score"), (100, 500)), pl.len().alias("phone_survey_size counted")]
    return frame.height, by_period(frame, "interviewed_on", figures)


@cache
def questionnaires(folder: Path) -> Cases:
    files = files_of(folder, "questionnaires_cloture_*.csv")
    readings: dict[str, Reading] = {
        "sent_on": ("Envoyé le", day),
        "returned_on": ("Retourné le", day),
        "lawyer_score": ("Note juriste", whole),
        "expert_score": ("Note expert", whole),
        "attorney_score": ("Note avocat", whole),
        "attorney_choice": ("Choix de l'avocat", pl.col),
        "claim_id": ("N° dossier", pl.col),
    }
    sound = ~pl.col("N° questionnaire").is_in(damaged_keys(files))
    choice = among("Choix de l'avocat", "recommandé", "libre", "aucun")
    return cases(scan(files), "N° questionnaire", readings, (), sound, choice)


def closing_questionnaires(folder: Path) -> Found:
    frame = questionnaires(folder)
    is_recommended = pl.col("attorney_choice") == "recommandé"
    figures = [
        *mean("lawyer_score", pl.col("lawyer_score") * 100, (100, 500)),
        *mean("expert_score", pl.col("expert_score") * 100, (100, 500)),
        *mean("attorney_score", pl.col("attorney_score") * 100, (100, 500), is_recommended),
    ]
    return frame.height, by_period(frame, "sent_on", figures)


def complaints(folder: Path) -> Found:
    readings: dict[str, Reading] = {
        "received_at": ("Reçue le", moment),
        "acknowledged_at": ("Prise en charge le", moment),
        "answered_at": ("Répondue le", moment),
        "channel": ("Canal", pl.col),
    }
    rows = scan(files_of(folder, "reclamations_*.csv"))
    filled = ("Canal", "Responsable")  # the second always is, but in a record that breaks off
    frame = cases(rows, "N° réclamation", readings, filled, among("Canal", "courrier", "téléphone", "internet"))
    known = as_of(frame, "received_at", "acknowledged_at", "answered_at")
    received, is_online = pl.col("received_at"), pl.col("channel") == "internet"
    answer_due = utc_midnight_after(received.dt.date().dt.offset_by("10d"))
    due = utc(received) + timedelta(hours=48)
    acknowledged = pl.col("acknowledged_at")
    figures = [
        *delay("complaint_answered_10d", "received_at", pl.col("answered_at"), answer_due, known, strict=True),
        *delay("complaint_acknowledged_48h", "received_at", acknowledged, due, known, strict=False, scope=is_online),
    ]
    return frame.height, by_period(frame, "received_at", figures)


def switchboard_survey(folder: Path) -> Found:
    readings: dict[str, Reading] = {
        "answered_on": ("Date de réponse", day),
        "satisfaction": ("Satisfaction (1 à 5)", whole),
    }
    frame = cases(scan(files_of(folder, "enquete_standard_*.csv")), "N° réponse", readings, ())
    satisfaction = pl.col("satisfaction")
    figures = share("switchboard_satisfaction", satisfaction, satisfaction.is_in([4, 5]))
    return frame.height, by_period(frame, "answered_on", figures)


def main() -> None:
    cases_of: dict[str, int] = {}
    figures: dict[str, Integers] = {}
    surveys = phone_survey, closing_questionnaires, switchboard_survey
    for source in (calls, online_questions, claims, callbacks, complaints, *surveys):
        cases_of[source.__name__], found = source(Path(sys.argv[1]))
        figures |= found
    print(json.dumps({"cases": cases_of, "figures": figures}))


if __name__ == "__main__":
    main()
