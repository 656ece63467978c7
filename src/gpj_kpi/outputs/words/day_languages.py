"""The words of each language for days and deadlines."""

from __future__ import annotations

from collections.abc import Mapping

from gpj_kpi.calendars.limits import Unit
from gpj_kpi.outputs.words.day_wording import DayWording, DeadlineWords, YearWords
from gpj_kpi.outputs.words.languages import ENGLISH, FRENCH
from gpj_kpi.outputs.words.wording import Language

_ELAPSED = (Unit.SECONDS, Unit.MINUTES, Unit.HOURS)
_OPEN = (Unit.BUSINESS_MINUTES, Unit.BUSINESS_HOURS)

_FRENCH = DayWording(
    base=FRENCH,
    english=False,
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
    deadline=DeadlineWords(
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
    ),
    year=YearWords(
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
        closed="Fermetures",
        worked="Jours travaillés",
        hours="Horaires d’ouverture",
        changes="Changements d’heure",
    ),
)

_ENGLISH = DayWording(
    base=ENGLISH,
    english=True,
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    weekday_names=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    weekday_letters=("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
    first="1",
    clock="{h:02}:{m:02}",
    clock_to_second="{h:02}:{m:02}:{s:0>2}",
    whole_hours="{h} h",
    hours_minutes="{h} h {m:02} min",
    second_time="for the second time",
    change="at {before} it is {after}",
    odd_day="day of {}",
    kinds={
        "holiday": "holiday",
        "closed": "closed",
        "worked": "worked",
        "no_hours": "no opening hours",
        "after_hours": "after closing time",
    },
    counts={
        "holiday": ("holiday", "holidays"),
        "closed": ("closed", "closed"),
        "no_hours": ("without hours", "without hours"),
        "after_hours": ("after closing time", "after closing time"),
    },
    although="though {}",
    counted_although="counted, though {}",
    outside_week="{}, outside the business week",
    short_month="last day of {}, which is shorter",
    deadline=DeadlineWords(
        due="Due: {day}, {time} (an end then is {judged})",
        late="late",
        in_time="in time",
        counted_from="{limit} from {start} ({zone})",
        start_day="day of the start, not counted",
        twice="{} occurs twice on that day: the first one is taken.",
        never="{} does not exist on that day: read as {}.",
        rules={
            Unit.BUSINESS_DAYS: "Business days: {week}, no holidays, no closed days, but worked days.",
            Unit.WORKING_DAYS: "Jours ouvrables: {week}, no holidays, whatever the house decides.",
            Unit.CALENDAR_DAYS: "Calendar days: every day.",
            Unit.MONTHS: "Months: the day of the same number, else the last of the month.",
            **dict.fromkeys(_ELAPSED, "Real time: nights, weekends and clock changes included."),
            **dict.fromkeys(_OPEN, "Open time: not on holidays and closed days, unless they are worked."),
        },
        day="day",
        number="no.",
        counted="counted",
        remarks="remarks",
        times="from – to",
        taken="taken",
        left="left",
        last_day="last day",
        ends_before="the limit ends when this day begins",
        moved_to={
            "next_business_day": "Moved to the next business day",
            "next_working_day": "Moved to the next jour ouvrable",
        },
        sum_of_days="{days} days: {counted} counted, {skipped} skipped{kinds}.",
        nothing_skipped="Days: {days}, all counted.",
        every_day="--format json gives every day.",
    ),
    year=YearWords(
        symbols=("b.d.", "j.ouvr.", "total"),
        totals="{business} business days (b.d.), {working} jours ouvrables (j.ouvr.), {days} days",
        marks={
            "weekend": ("·", "outside the business week"),
            "holiday": ("H", "holiday"),
            "closed": ("x", "closed"),
            "worked": ("+", "worked"),
        },
        numbered="numbers count the business days of the month, total those of the year",
        holidays="Public holidays",
        closed="Closed",
        worked="Worked",
        hours="Opening hours",
        changes="Clock changes",
    ),
)

DAY_WORDINGS: Mapping[Language, DayWording] = {"fr": _FRENCH, "en": _ENGLISH}
"""The wording of each language."""
