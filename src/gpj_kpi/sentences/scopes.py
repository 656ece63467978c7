"""What is said of excused times, of opening hours in conditions, and of the rows that are pauses."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

EXCUSED_BACKWARDS = Wordings(
    en="the excused time ends on {to} and begins on {first}. Put its days in their order; both are included.",
    fr="la période excusée finit le {to} et commence le {first}. Mettez ses jours dans l’ordre\u00a0; les deux sont "
    "compris.",
)
EXCUSED_WHERE = Wordings(
    en='"where" names columns, and no "source" says of which export. Write e.g. source: calls.',
    fr="«\u00a0where\u00a0» nomme des colonnes, et aucune «\u00a0source\u00a0» ne dit de quel export. Écrivez "
    "p.\u00a0ex. `source: calls`.",
)
HOURS_OF_NO_TIME = Wordings(
    en="{column} is a column of type {type}, and only a datetime has a time of day, which may lie in opening hours. "
    "{fit}",
    fr="{column} est une colonne de type {type}, et seul un datetime a une heure, qui peut tomber dans les heures "
    "d’ouverture. {fit}",
)
NOT_OPENING_HOURS = Wordings(
    en="{read} is not opening_hours. Write {key}: opening_hours, those of the calendar.",
    fr="{read} n’est pas opening_hours. Écrivez `{key}: opening_hours`, les heures d’ouverture du calendrier.",
)
NO_OPENING_HOURS = Wordings(
    en="a condition asks for the opening hours, and the calendar has none. Write e.g. {example}.",
    fr="une condition porte sur les heures d’ouverture, et le calendrier n’en a pas. Écrivez p.\u00a0ex. `{example}`.",
)
WORKED_WITHOUT_HOURS = Wordings(
    en="{day} is worked, and has no opening hours, which {place} asks for. Write them under opening_hours, "
    'e.g. {day}: "09:00-12:30".',
    fr="le {day} est travaillé, et n’a pas d’heures d’ouverture, sur lesquelles porte {place}. Écrivez-les sous "
    'opening_hours, p.\u00a0ex. `{day}: "09:00-12:30"`.',
)
MAY_BE_EMPTY = Wordings(
    en='the column {column} may be empty, and {reason}. Write "required: true" in its declaration, or say by "where" '
    "which rows are pauses.",
    fr="la colonne {column} peut être vide, et {reason}. Écrivez `required: true` dans sa déclaration, ou "
    "dites par «\u00a0where\u00a0» quelles lignes sont des pauses.",
)
PAUSE_BEGINS = Wordings(en="a pause has a beginning", fr="une pause a un début")
PAUSE_OF_A_CASE = Wordings(en="a pause belongs to a case", fr="une pause est celle d’un cas")
