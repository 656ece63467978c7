"""What is said in French."""

from __future__ import annotations

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.outputs.words.dates import DateWords
from gpj_kpi.outputs.words.day_reasons import DayReasonWords
from gpj_kpi.outputs.words.numbers import NumberWords
from gpj_kpi.outputs.words.wording import DeadlineWords, ReportWords, Wording, YearWords

_ELAPSED = (Unit.SECONDS, Unit.MINUTES, Unit.HOURS)
_OPEN = (Unit.BUSINESS_MINUTES, Unit.BUSINESS_HOURS)

_NUMBERS = NumberWords(
    decimal_mark=",",
    thousands="\u202f",
    percent="\u202f%",
    unit_symbols={
        Unit.BUSINESS_MINUTES: "min.o.",
        Unit.BUSINESS_HOURS: "h.o.",
        Unit.BUSINESS_DAYS: "j.o.",
        Unit.WORKING_DAYS: "j.ouvr.",
        Unit.CALENDAR_DAYS: "j.c.",
    },
    unit_names={
        Unit.BUSINESS_MINUTES: "minutes ouvrées",
        Unit.BUSINESS_HOURS: "heures ouvrées",
        Unit.BUSINESS_DAYS: "jours ouvrés",
        Unit.WORKING_DAYS: "jours ouvrables",
        Unit.CALENDAR_DAYS: "jours calendaires",
    },
    held="tenu",
    about="env.",
)

_DATES = DateWords(
    numbers=_NUMBERS,
    date="%d/%m/%Y",
    quarter="T",
    week="S",
    whole="ensemble",
    months=("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    month_names=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    weekdays=("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    weekday_names=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    weekday_letters=("lu", "ma", "me", "je", "ve", "sa", "di"),
    first="1er",
    clock="{h} h {m:02}",
    clock_to_second="{h} h {m:02} min {s:0>2} s",
    whole_hours="{h} h",
    hours_minutes="{h} h {m:02}",
    second_time="pour la seconde fois",
    change="à {before} il est {after}",
    odd_day="jour de {}",
)

_DAY_REASONS = DayReasonWords(
    dates=_DATES,
    kinds={
        "holiday": "férié",
        "closed": "fermé",
        "worked": "travaillé",
        "no_hours": "sans horaires d’ouverture",
        "after_hours": "après la fermeture",
    },
    counts={
        "holiday": ("férié", "fériés"),
        "closed": ("fermé", "fermés"),
        "no_hours": ("sans horaires", "sans horaires"),
        "after_hours": ("après la fermeture", "après la fermeture"),
    },
    although="bien que {}",
    counted_although="compté, bien que {}",
    outside_week="{}, hors de la semaine ouvrée",
    short_month="dernier jour de {}, qui est plus court",
)

_REPORT = ReportWords(
    target="objectif",
    status="situation",
    statuses={
        "met": "tenu",
        "near": "proche",
        "missed": "non tenu",
        "no_target": "suivi",
        "too_few": "trop peu",
        "no_data": "sans données",
    },
    pending="en cours",
    published="publié",
    per={"year": "/an", "quarter": "/trim.", "month": "/mois", "week": "/sem."},
    agrees="concorde avec le chiffre publié",
    differs="diffère du chiffre publié",
    is_missed="objectif non tenu",
    is_near="proche de l’objectif",
    is_too_few="trop peu de cas pour juger",
    is_provisional="provisoire, des cas sont en cours",
    is_empty="sans données",
    is_tracked="sans objectif, non jugé",
    is_cut="période incomplète",
    target_changes="l’objectif change dans la période, chaque cas suit le sien (plus bas)",
    sources="Données lues",
    rows="lues",
    cases="cas",
    rejected="rejets",
    duplicates="doublons",
    as_of="arrêté au",
    as_of_all="Données arrêtées au",
    verified=(
        "Vérifié, résultat par résultat ({n})\u00a0: cas du champ = tenus + non tenus (ou comptés) + en cours + "
        "exclus + invalides."
    ),
    left_out="Cas hors du chiffre (exclus par la règle, ou impossibles à juger)",
    excluded="exclus",
    invalid="invalides",
    versions="Règles qui changent dans la période",
    tolerance="tolérance",
    by_due="échéance «\u00a0{}\u00a0» incluse",
    before_due="avant l’échéance «\u00a0{}\u00a0»",
    rejected_rows="Lignes rejetées",
    faults="{n} fautes",
    line="ligne {}",
    quoted="«\u00a0{}\u00a0»",
    reasons={
        "bad_boolean": "ni vrai ni faux",
        "bad_date": "date illisible",
        "bad_datetime": "date et heure illisibles",
        "bad_integer": "nombre entier illisible",
        "bad_number": "nombre illisible",
        "duplicate_key": "clé présente sur plusieurs lignes",
        "missing_value": "cellule obligatoire vide",
        "not_in_values": "valeur non prévue",
        "nul_character": "caractère nul",
        "off_scale": "hors de l’échelle",
        "out_of_range": "date hors de 1950-2199",
        "pause_backwards": "pause finie avant d’avoir commencé",
        "repeated_header": "en-tête répété",
        "stray_quote": "guillemet mal placé",
        "too_few_cells": "trop peu de cellules",
        "too_long": "ligne trop longue",
        "too_many_cells": "trop de cellules",
        "unclosed_quote": "guillemet non refermé",
        "undecodable_bytes": "octets étrangers à l’encodage déclaré",
        "unknown_case": "pause d’un cas qui n’a pas été lu",
    },
    more="et {n} autres\u00a0: --issues FICHIER.csv les écrit toutes",
    notices="Avis",
    notice_texts={
        "clock_never": "heures qui n’existent pas (passage à l’heure d’été), lues avec le décalage d’avant",
        "clock_twice": "heures qui existent deux fois (passage à l’heure d’hiver), lues comme la première",
        "conflicting_duplicates": "clés dont les lignes diffèrent, une seule comptant selon la règle",
        "lines_in_quotes": "lignes entre guillemets qui ressemblent à des enregistrements",
        "footer": "lignes de pied de fichier mises de côté",
        "repeated_headers": "en-têtes répétés mis de côté",
        "same_content": "fichiers identiques à un autre de la même source",
        "undated": "cas sans date de référence, comptés dans aucune période",
        "unread_file": "fichiers que rien ne lit, au nom proche de ceux d’une source",
        "unit_assumed": "durées sans unité déclarée, lues en secondes",
    },
)

_DEADLINE = DeadlineWords(
    due="Échéance\u00a0: {day}, {time} (fin à cet instant\u00a0: {judged})",
    late="en retard",
    in_time="dans le délai",
    counted_from="{limit} à compter du {start} ({zone})",
    start_day="jour de départ, non compté",
    twice="{} a lieu deux fois ce jour-là\u00a0: la première est prise.",
    never="{} n’existe pas ce jour-là\u00a0: lu {}.",
    rules={
        Unit.BUSINESS_DAYS: "Jours ouvrés\u00a0: {week}, sauf fériés et fermés, travaillés compris.",
        Unit.WORKING_DAYS: "Jours ouvrables\u00a0: {week}, sauf fériés\u00a0; la maison n’y change rien.",
        Unit.CALENDAR_DAYS: "Jours calendaires\u00a0: tous les jours.",
        Unit.MONTHS: "Mois\u00a0: jour de même numéro, sinon le dernier jour du mois.",
        **dict.fromkeys(_ELAPSED, "Temps réel\u00a0: nuits, week-ends et changements d’heure compris."),
        **dict.fromkeys(_OPEN, "Temps d’ouverture, sauf jours fériés et fermés, jours travaillés compris."),
    },
    no_holidays="Aucun jour n’est férié (country: none).",
    day="jour",
    number="n°",
    counted="comptés",
    remarks="particularités",
    times="de – à",
    taken="pris",
    left="reste",
    last_day="dernier jour",
    ends_before="le délai finit quand ce jour commence",
    moved_to={
        "next_business_day": "Report au jour ouvré suivant",
        "next_working_day": "Report au jour ouvrable suivant",
    },
    sum_of_days="{days} jours\u00a0: {counted} comptés, {skipped} passés{kinds}.",
    nothing_skipped="Jours\u00a0: {days}, tous comptés.",
    every_day="--format json donne chaque jour.",
)

_YEAR = YearWords(
    symbols=("j.o.", "j.ouvr.", "cumul"),
    totals="{business} jours ouvrés (j.o.), {working} jours ouvrables (j.ouvr.), {days} jours",
    marks={
        "weekend": ("·", "hors de la semaine ouvrée"),
        "holiday": ("F", "férié"),
        "closed": ("x", "fermé"),
        "worked": ("+", "travaillé"),
    },
    numbered="les nombres comptent les jours ouvrés du mois, cumul ceux de l’année",
    holidays="Jours fériés",
    no_holidays="aucun (country: none)",
    closed="Fermetures",
    worked="Jours travaillés",
    hours="Horaires d’ouverture",
    changes="Changements d’heure",
)

FRENCH = Wording(
    language="fr",
    colon="\u00a0: ",
    numbers=_NUMBERS,
    dates=_DATES,
    day_reasons=_DAY_REASONS,
    report=_REPORT,
    deadline=_DEADLINE,
    year=_YEAR,
)
