"""Sentences on days: dates of every year, weeks in turn, and where limits in days begin and end."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

NO_CUT_OFF = Wordings(
    en='{read} is not a time of day. Expected hh:mm in quotes, from 00:01 to 23:59, e.g. cut_off: "16:00".',
    fr="{read} n\u2019est pas une heure. Attendu\u00a0: hh:mm entre guillemets, de 00:01 à 23:59, "
    'p. ex. `cut_off: "16:00"`.',
)
CUT_OFF_AT_MIDNIGHT = Wordings(
    en="a cut-off at 00:00 takes every event for one of the next business day. Write a later time, or no cut_off.",
    fr="une heure limite à 00:00 reporte tout événement au jour ouvré suivant. Écrivez une heure plus tardive, ou "
    "retirez cut_off.",
)
EMPTY_START = Wordings(
    en="start without a key says nothing. Expected cut_off, closed or first_day.",
    fr="start sans clé ne dit rien. Attendu\u00a0: cut_off, closed ou first_day.",
)
NO_DAY_TO_BEGIN = Wordings(
    en="{key} is for limits in days or months, and {limit} is none. Remove {key}.",
    fr="{key} vaut pour des délais en jours ou en mois, et {limit} n\u2019en est pas un. Retirez {key}.",
)
HOUR_OF_A_DATE = Wordings(
    en="{what} asks for an hour, and {column} is a date column without a time of day. "
    "Declare it as datetime, or remove {what}.",
    fr="{what} demande une heure, et {column} est une colonne de dates sans heure. "
    "Déclarez-la en datetime, ou retirez {what}.",
)
NO_OPENING_HOURS = Wordings(
    en="{what} asks for opening hours, and the calendar gives no weekday any. Write e.g. "
    'opening_hours: {{mon-fri: ["09:00-12:30", "13:30-18:00"]}}.',
    fr="{what} demande des horaires d\u2019ouverture, et le calendrier n\u2019en donne à aucun jour. Écrivez p. ex. "
    '`opening_hours: {{mon-fri: ["09:00-12:30", "13:30-18:00"]}}`.',
)
NO_CLOSING = Wordings(
    en="at_closing: the limit may end on this day: {day}. It has no opening hours, and so no closing. "
    "Write its hours, or a rollover to business days.",
    fr="at_closing\u00a0: le délai peut finir ce jour-là\u00a0: {day}. Il n\u2019a pas d\u2019horaires "
    "d\u2019ouverture, donc pas de fermeture. Écrivez ses horaires, ou un report sur un jour ouvré.",
)
START_WITHOUT_HOUR = Wordings(
    en='{what} asks for an hour, and "{start}" has none. Expected e.g. "{start} 17:40".',
    fr="{what} demande une heure, et «\u00a0{start}\u00a0» n\u2019en a pas. "
    "Attendu, p. ex.\u00a0: «\u00a0{start} 17:40\u00a0».",
)
NO_CUT_OFF_GIVEN = Wordings(
    en='{option}: "{text}" is not a time of day from 00:01 to 23:59. Expected e.g. 16:00.',
    fr="{option}\u00a0: «\u00a0{text}\u00a0» n\u2019est pas une heure de 00:01 à 23:59. Attendu, p. ex.\u00a0: 16:00.",
)
NO_YEARLY_DAY = Wordings(
    en='{read} is not a day of every year. Expected star, month and day, e.g. "*-12-24".',
    fr='{read} n\u2019est pas un jour de chaque année. Attendu\u00a0: étoile, mois et jour, p. ex. "*-12-24".',
)
NO_RANGE = Wordings(
    en="{read} has more than two ends. Expected a first and a last day, e.g. 2008-12-24/2009-01-02.",
    fr="{read} a plus de deux bornes. Attendu\u00a0: un premier et un dernier jour, p. ex. 2008-12-24/2009-01-02.",
)
MIXED_RANGE = Wordings(
    en="{read} has one end of every year and one of a single year. Write both with a star, or both with a year.",
    fr="{read} a une borne de chaque année et une d\u2019une seule année. Écrivez les deux avec une étoile, ou "
    "les deux avec une année.",
)
RANGE_BACKWARDS = Wordings(
    en="{read} runs backwards: its last day lies before its first. Write the earlier day first.",
    fr="{read} va à rebours\u00a0: son dernier jour précède le premier. Écrivez d\u2019abord le jour le plus ancien.",
)
RANGES_OVERLAP = Wordings(
    en="{first} and {second} both hold {day}. Write each day in one range.",
    fr="{first} et {second} contiennent tous deux le {day}. Écrivez chaque jour dans une seule plage.",
)
TURN_WITHOUT = Wordings(
    en='the key "{key}" is missing: weeks that alternate are e.g. {{from: 2008-01-07, weeks: [{example}, {example}]}}.',
    fr="la clé «\u00a0{key}\u00a0» manque\u00a0: des semaines qui alternent s\u2019écrivent p. ex. "
    "`{{from: 2008-01-07, weeks: [{example}, {example}]}}`.",
)
NO_MONDAY = Wordings(
    en="{read} is not a Monday, and the first week of a turn begins on one. Write the Monday of that week.",
    fr="{read} n\u2019est pas un lundi, or la première semaine d\u2019un cycle commence un lundi. Écrivez le lundi de "
    "cette semaine.",
)
NO_WEEKS = Wordings(
    en="{read} is not a turn: expected a list of two to ten weeks, e.g. [{example}, {example}].",
    fr="{read} n\u2019est pas un cycle. Attendu\u00a0: une liste de deux à dix semaines, "
    "p. ex. [{example}, {example}].",
)
WEEKDAYS_BESIDE_A_TURN = Wordings(
    en="{read}: where weeks alternate, the hours of weekdays stand in weeks. Beside them stand dates alone.",
    fr="{read}\u00a0: quand les semaines alternent, les horaires des jours sont dans weeks. "
    "À côté ne vont que des dates.",
)
KEY_BESIDE_A_TURN = Wordings(
    en="{read} is not a key of weeks that alternate. Expected from and weeks.",
    fr="{read} n\u2019est pas une clé de semaines qui alternent. Attendu\u00a0: from et weeks.",
)
CLOSED_AND_WORKED = Wordings(
    en="{key} makes {day} worked, and it is closed by {closed}. Keep it in one of the two.",
    fr="{key} rend le {day} travaillé, alors que {closed} le ferme. Gardez l\u2019un des deux.",
)
DATE_IN_A_TURN = Wordings(
    en="{read} is a date inside a week of the turn. Write the hours of dates beside from and weeks.",
    fr="{read} est une date dans une semaine du cycle. Écrivez les horaires des dates à côté de from et weeks.",
)
