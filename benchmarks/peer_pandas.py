"""The figures of `commitments.yaml` for 2008 with pandas, as an analyst would write them.

    python benchmarks/peer_pandas.py FOLDER

FOLDER holds the exports as they are. Prints the cases of each source and, for each indicator and period, whole numbers,
as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

PARIS = "Europe/Paris"
YEAR = 2008
CLOSED = [
    *("2007-12-25", "2008-01-01", "2008-03-24", "2008-05-01", "2008-05-02", "2008-05-08", "2008-05-09"),
    *("2008-07-14", "2008-08-15", "2008-11-01", "2008-11-11", "2008-12-25", "2009-01-01"),
]
"""Public holidays and the two bridges of May; the office worked on Whit Monday."""
SCORES = ["Note juriste", "Note expert", "Note avocat"]
DATE, DATETIME = "%d/%m/%Y", "%d/%m/%Y %H:%M:%S"

Integers = dict[str, Counter[str]]
Found = tuple[int, dict[str, Integers]]
"""How many cases a source has, and the whole numbers of its indicators."""

# --- reading ----------------------------------------------------------------------------------------------------------


def read(folder: Path, pattern: str, encoding: str, headers: Sequence[str]) -> pd.DataFrame:
    r"""The whole records of an export as text.

    Where lines end in "\n" alone for pandas, each whole record ends in a cell that holds at least "\\r".
    """
    frames = []
    for path in sorted(folder.glob(pattern)):
        with path.open(encoding=encoding) as stream:
            header = stream.readline().rstrip("\n").split(";")
        frame = pd.read_csv(
            path,
            sep=";",
            encoding=encoding,
            dtype=str,
            header=None,
            skiprows=1,
            names=header,
            usecols=[*{*headers, header[-1]}],
            lineterminator="\n",
            keep_default_na=False,
            na_values=["", "NULL"],
        )
        is_whole = frame[header[-1]].str.endswith("\r", na=False)
        frames.append(frame.loc[is_whole, list(headers)])
    return pd.concat(frames, ignore_index=True)


def typed(
    texts: pd.DataFrame, *, moments: Iterable[str] = (), days: Iterable[str] = (), numbers: Iterable[str] = ()
) -> pd.DataFrame:
    """The records whose cells can all be read, typed."""
    frame, sound = texts.copy(), pd.Series(data=True, index=texts.index)
    for headers, layout in ((moments, DATETIME), (days, DATE)):
        for header in headers:
            frame[header] = pd.to_datetime(texts[header], format=layout, errors="coerce")
            sound &= frame[header].notna() | texts[header].isna()
    for header in numbers:
        frame[header] = pd.to_numeric(texts[header].str.replace(",", "."), errors="coerce")
        sound &= frame[header].notna() | texts[header].isna()
    return frame[sound]


def cases(frame: pd.DataFrame, key: str, *required: str) -> pd.DataFrame:
    """The records that are cases: the last one of each key, of those that hold what they must."""
    frame = frame.dropna(subset=[key, *required])
    return frame.drop_duplicates(subset=key, keep="last")


def among(column: pd.Series, *values: str) -> pd.Series:
    return column.isna() | column.isin(values)


# --- judging ----------------------------------------------------------------------------------------------------------


def utc(wall: pd.Series) -> pd.Series:
    """A time on the walls of Paris: one that is skipped keeps the offset before, one that comes twice is the first."""
    first = np.ones(len(wall), dtype=bool)
    local = wall.dt.tz_localize(PARIS, ambiguous=first, nonexistent=pd.Timedelta(hours=1))
    instants: pd.Series = local.dt.tz_convert("UTC")
    return instants


def end_of_business_day(wall: pd.Series, days: int) -> pd.Series:
    """24:00 of so many business days after a day, in UTC."""
    last = np.busday_offset(wall.to_numpy().astype("datetime64[D]"), days, roll="backward", holidays=CLOSED)
    return utc(pd.Series(last + 1, index=wall.index).astype(wall.dtype))


def end_of_day(wall: pd.Series, days: int) -> pd.Series:
    return utc(wall.dt.normalize() + pd.Timedelta(days=days + 1))


def delay(started: pd.Series, ended: pd.Series, due: pd.Series, known: pd.Timestamp, *, strict: bool) -> pd.Series:
    """The verdict of each case; a case that is not done and due is overdue, and one of the missed."""
    in_time = ended < due if strict else ended <= due
    return pd.Series(
        np.select(
            [ended < started, in_time, ended.notna(), due <= known],
            ["invalid", "met", "missed", "overdue"],
            "pending",
        ),
        index=started.index,
    )


def scored(score: pd.Series) -> pd.Series:
    verdict = np.select([score.isna(), score.between(1, 5)], ["excluded", "counted"], "invalid")
    return pd.Series(verdict, index=score.index)


def share(value: pd.Series, condition: pd.Series) -> pd.Series:
    return pd.Series(np.select([value.isna(), condition], ["excluded", "met"], "missed"), index=value.index)


def by_period(wall: pd.Series, verdict: pd.Series, value: pd.Series | None = None) -> Integers:
    """How many cases of each verdict in each quarter of 2008 and in the year, and the sum of those that count."""
    wall, verdict = wall[wall.dt.year == YEAR], verdict[wall.dt.year == YEAR]
    quarter = wall.dt.quarter
    found: Integers = {}
    sizes = verdict.groupby([quarter, verdict]).size()
    for (number, name), count in zip(sizes.index.tolist(), sizes.tolist(), strict=True):
        for period in (f"2008-Q{number}", "2008"):
            found.setdefault(period, Counter())[name] += count
    for integers in found.values():
        integers["missed"] += integers["overdue"]
    if value is not None:
        counted = verdict[verdict == "counted"].index
        totals = (value[counted] * 100).round().astype("int64").groupby(quarter[counted]).sum()
        for number in totals.index:
            for period in (f"2008-Q{number}", "2008"):
                found[period]["hundredths"] += int(totals[number])
    return found


# --- the sources ------------------------------------------------------------------------------------------------------


def calls(folder: Path) -> Found:
    headers = ["N° appel", "File d'attente", "Présenté le", "Décroché le", "Raccroché le", "Issue", "Nb transferts"]
    texts = read(folder, "telephonie_*.csv", "utf-8", headers)
    queues = ("standard", "information juridique", "gestion des dossiers")
    texts = texts[among(texts["File d'attente"], *queues) & among(texts["Issue"], "RÉPONDU", "ABANDON")]
    frame = typed(texts, moments=["Présenté le", "Décroché le", "Raccroché le"], numbers=["Nb transferts"])
    frame = cases(frame, "N° appel", "Présenté le", "File d'attente", "Issue")
    offered, answered, ended = (utc(frame[header]) for header in ("Présenté le", "Décroché le", "Raccroché le"))
    known = max(offered.max(), answered.max(), ended.max())
    wall, transfers, is_answered = frame["Présenté le"], frame["Nb transferts"], frame["Décroché le"].notna()
    is_legal = frame["File d'attente"] == "information juridique"
    routed = (frame["File d'attente"] == "standard") & is_answered
    waited = (answered - offered).dt.total_seconds()[is_legal & is_answered]
    timed = pd.Series(np.where(waited < 0, "invalid", "counted"), index=waited.index)
    ten_seconds = offered + pd.Timedelta(seconds=10)
    in_ten = delay(offered[is_legal], answered[is_legal], ten_seconds[is_legal], known, strict=True)
    picked_up = pd.Series(np.where(is_answered, "met", "missed"), index=frame.index)
    return len(frame), {
        "switchboard_right_first_time": by_period(wall[routed], share(transfers[routed], transfers[routed] <= 1)),
        "phone_answer_speed": by_period(wall[waited.index], timed, waited),
        "phone_answered_10s": by_period(wall[is_legal], in_ten),
        "phone_answer_rate": by_period(wall[is_legal], picked_up[is_legal]),
    }


def online_questions(folder: Path) -> Found:
    headers = ["N° question", "Posée le", "Répondue le", "Domaine"]
    frame = typed(read(folder, "questions_en_ligne_*.csv", "utf-8-sig", headers), moments=["Posée le", "Répondue le"])
    frame = cases(frame, "N° question", "Posée le")
    asked, answered = utc(frame["Posée le"]), utc(frame["Répondue le"])
    known = max(asked.max(), answered.max())
    verdict = delay(asked, answered, asked + pd.Timedelta(hours=48), known, strict=False)
    return len(frame), {"online_answered_48h": by_period(frame["Posée le"], verdict)}


def claims(folder: Path) -> Found:
    moments = [
        *("Date de réception", "Date d'ouverture", "Accusé de réception envoyé le"),
        *("Premier courrier le", "Premier appel le"),
    ]
    texts = read(folder, "dossiers_*.csv", "utf-8", ["N° dossier", "Canal", "Date d'archivage", *moments])
    texts = texts[among(texts["Canal"], "courrier", "téléphone", "internet")]
    frame = typed(texts, moments=moments, days=["Date d'archivage"])
    frame = cases(frame, "N° dossier", "Date de réception")
    wall = frame["Date de réception"]
    received, opened, acknowledged, letter, phone = (utc(frame[header]) for header in moments)
    known = max(column.max() for column in (received, opened, acknowledged, letter, phone))
    both = pd.concat([opened, acknowledged], axis=1).max(axis=1, skipna=False)
    contact = pd.concat([letter, phone], axis=1).min(axis=1)
    open_in_time = delay(received, both, received + pd.Timedelta(hours=48), known, strict=False)
    in_days = {days: delay(received, contact, end_of_business_day(wall, days), known, strict=True) for days in (10, 5)}
    sheets = questionnaires(folder)
    archived = frame.dropna(subset="Date d'archivage")
    last_sent = archived["N° dossier"].map(sheets.groupby("N° dossier")["Envoyé le"].max())
    sent = share(archived["N° dossier"], last_sent >= archived["Date d'archivage"])
    return len(frame), {
        "questionnaire_sent": by_period(archived["Date d'archivage"], sent),
        "claim_opened_48h": by_period(wall, open_in_time),
        "first_contact_10d": by_period(wall, in_days[10]),
        "first_contact_5d": by_period(wall, in_days[5]),
    }


def callbacks(folder: Path) -> Found:
    headers = ["N° demande", "Demandé le", "Rappelé le", "Service"]
    frame = typed(read(folder, "rappels_*.csv", "utf-8", headers), moments=["Demandé le", "Rappelé le"])
    frame = cases(frame, "N° demande", "Demandé le")
    wall, requested, called_back = frame["Demandé le"], utc(frame["Demandé le"]), utc(frame["Rappelé le"])
    known = max(requested.max(), called_back.max())
    in_a_day = delay(requested, called_back, requested + pd.Timedelta(hours=24), known, strict=True)
    in_two_days = delay(requested, called_back, end_of_day(wall, 2), known, strict=True)
    return len(frame), {"callback_24h": by_period(wall, in_a_day), "callback_2d": by_period(wall, in_two_days)}


def phone_survey(folder: Path) -> Found:
    texts = read(folder, "enquete_telephonique_*.csv", "utf-8-sig", ["N° enquête", "Date de l'enquête", "Note moyenne"])
    frame = typed(texts, days=["Date de l'enquête"], numbers=["Note moyenne"])
    frame = cases(frame, "N° enquête", "Date de l'enquête", "Note moyenne")
    wall, score = frame["Date de l'enquête"], frame["Note moyenne"]
    return len(frame), {
        "phone_survey_score": by_period(wall, scored(score), score),
        "phone_survey_size": by_period(wall, pd.Series("counted", index=frame.index)),
    }


@cache
def questionnaires(folder: Path) -> pd.DataFrame:
    headers = ["N° questionnaire", "N° dossier", "Envoyé le", "Retourné le", "Choix de l'avocat", *SCORES]
    texts = read(folder, "questionnaires_cloture_*.csv", "utf-8-sig", headers)
    are_whole = [~texts[score].str.contains(",", regex=False, na=False) for score in SCORES]
    choice = among(texts["Choix de l'avocat"], "recommandé", "libre", "aucun")
    texts = texts[np.logical_and.reduce([choice, *are_whole])]
    frame = typed(texts, days=["Envoyé le", "Retourné le"], numbers=SCORES)
    return cases(frame, "N° questionnaire", "Envoyé le")


def closing_questionnaires(folder: Path) -> Found:
    frame = questionnaires(folder)
    wall = frame["Envoyé le"]
    lawyer, expert, attorney = (frame[score] for score in SCORES)
    attorney = attorney[frame["Choix de l'avocat"] == "recommandé"]
    return len(frame), {
        "lawyer_score": by_period(wall, scored(lawyer), lawyer),
        "expert_score": by_period(wall, scored(expert), expert),
        "attorney_score": by_period(wall[attorney.index], scored(attorney), attorney),
    }


def complaints(folder: Path) -> Found:
    moments = ["Reçue le", "Prise en charge le", "Répondue le"]
    texts = read(folder, "reclamations_*.csv", "utf-8", ["N° réclamation", "Canal", *moments])
    texts = texts[among(texts["Canal"], "courrier", "téléphone", "internet")]
    frame = cases(typed(texts, moments=moments), "N° réclamation", "Reçue le", "Canal")
    wall, online = frame["Reçue le"], frame["Canal"] == "internet"
    received, acknowledged, answered = (utc(frame[header]) for header in moments)
    known = max(received.max(), acknowledged.max(), answered.max())
    in_ten_days = delay(received, answered, end_of_day(wall, 10), known, strict=True)
    in_48h = delay(received, acknowledged, received + pd.Timedelta(hours=48), known, strict=False)
    return len(frame), {
        "complaint_answered_10d": by_period(wall, in_ten_days),
        "complaint_acknowledged_48h": by_period(wall[online], in_48h[online]),
    }


def switchboard_survey(folder: Path) -> Found:
    headers = ["N° réponse", "Date de réponse", "Satisfaction (1 à 5)"]
    texts = read(folder, "enquete_standard_*.csv", "utf-8", headers)
    frame = typed(texts, days=["Date de réponse"], numbers=["Satisfaction (1 à 5)"])
    frame = cases(frame, "N° réponse", "Date de réponse")
    satisfaction = frame["Satisfaction (1 à 5)"]
    verdict = share(satisfaction, satisfaction.isin([4, 5]))
    return len(frame), {"switchboard_satisfaction": by_period(frame["Date de réponse"], verdict)}


SOURCES = (
    *(calls, online_questions, claims, callbacks),
    *(phone_survey, closing_questionnaires, complaints, switchboard_survey),
)


def main() -> None:
    cases_of: dict[str, int] = {}
    figures: dict[str, Integers] = {}
    for source in SOURCES:
        cases_of[source.__name__], found = source(Path(sys.argv[1]))
        figures |= found
    print(json.dumps({"cases": cases_of, "figures": figures}))


if __name__ == "__main__":
    main()
