"""Outputs that are refused, and options of the command line."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

NAMES_AN_EXPORT = Wordings(
    en='{path} would be one of the exports: source {source} reads "{pattern}" in the folder "{folder}". '
    "Choose another name or folder for the output.",
    fr="{path} serait un des exports\u00a0: la source {source} lit «\u00a0{pattern}\u00a0» dans le dossier "
    "«\u00a0{folder}\u00a0». Choisissez un autre nom ou un autre dossier pour le fichier à écrire.",
)
MAY_NAME_AN_EXPORT = Wordings(
    en='{path} may be one of the exports: source {source} reads "{pattern}". '
    "Choose another name for the output, or name the folder of the exports with --data.",
    fr="{path} peut être un des exports\u00a0: la source {source} lit «\u00a0{pattern}\u00a0». "
    "Choisissez un autre nom pour le fichier à écrire, ou indiquez le dossier des exports par --data.",
)
NAMES_THE_RULES = Wordings(
    en="{path} is the rule file that is read. Choose another name for the output.",
    fr="{path} est le fichier de règles qui est lu. Choisissez un autre nom pour le fichier à écrire.",
)
LINK_LOOP = Wordings(
    en="{path} cannot be written: it is a link that leads back to itself. Choose another name.",
    fr="{path} ne peut pas être écrit\u00a0: c’est un lien qui ramène à lui-même. Choisissez un autre nom.",
)
WRITE_PROTECTED = Wordings(
    en="{path} cannot be written: it is there and write-protected. Choose another name, or allow writing to it.",
    fr="{path} ne peut pas être écrit\u00a0: il existe et est protégé en écriture. "
    "Choisissez un autre nom, ou autorisez l’écriture.",
)
NOT_REPLACEABLE = Wordings(
    en="{path} cannot be written: it belongs to another user, in a folder where only its owner may replace it. "
    "Choose another name or folder.",
    fr="{path} ne peut pas être écrit\u00a0: il appartient à un autre utilisateur, dans un dossier où lui seul peut le "
    "remplacer. Choisissez un autre nom ou un autre dossier.",
)
GIVEN_TWICE = Wordings(
    en="{option} is given {times} times, and takes one value. Give it once.",
    fr="{option} est donnée {times} fois, et ne prend qu’une valeur. Donnez-la une seule fois.",
)
NO_INSTANT = Wordings(
    en='{option}: "{text}" is no date and no time. Expected e.g. 2008-12-31 or 2008-12-31T18:00.',
    fr="{option}\u00a0: «\u00a0{text}\u00a0» n’est ni une date ni une heure. "
    "Écrivez par exemple 2008-12-31 ou 2008-12-31T18:00.",
)
OUTSIDE_YEARS = Wordings(
    en='{option}: "{text}" lies outside the years {first} to {last}. Give a date of these years.',
    fr="{option}\u00a0: «\u00a0{text}\u00a0» est hors des années {first} à {last}. Donnez une date de ces années.",
)
NO_WINDOW = Wordings(
    en='"{text}" is not the length of a window. Expected days, weeks, months, quarters or years, e.g. 12 months.',
    fr="«\u00a0{text}\u00a0» n’est pas la longueur d’une fenêtre. "
    "Écrivez des jours, semaines, mois, trimestres ou ans, par exemple 12 mois.",
)
WINDOW_TOO_LONG = Wordings(
    en="a window of {text} up to {day} begins before {first}, the first year that is read. Name a shorter one.",
    fr="une fenêtre de {text} jusqu’au {day} commence avant {first}, la première année lue. Donnez-en une plus courte.",
)
NO_PARTS_UNTIL_A_DAY = Wordings(
    en="--until-business-day and {option} do not go together: the period ends with that day, and has no parts. "
    "Leave one of them out.",
    fr="--until-business-day et {option} ne vont pas ensemble\u00a0: la période finit avec ce jour, et n’a pas de "
    "parties. Retirez l’une des deux.",
)
NO_SUCH_BUSINESS_DAY = Wordings(
    en="--until-business-day: {period} has {days} jours ouvrés, and none of number {number}. "
    "Give a number from 1 to {days}.",
    fr="--until-business-day\u00a0: {period} a {days} jours ouvrés, et aucun de numéro {number}. "
    "Donnez un numéro de 1 à {days}.",
)
NO_BUSINESS_DAY = Wordings(
    en='--until-business-day: "{text}" is not the number of a jour ouvré. Expected e.g. 20.',
    fr="--until-business-day\u00a0: «\u00a0{text}\u00a0» n’est pas le numéro d’un jour ouvré. Écrivez par exemple 20.",
)
NO_WEEK_A_YEAR_BEFORE = Wordings(
    en="{period} cannot be compared with the week a year before: that year has no week 53. "
    "Name a period to compare with.",
    fr="{period} ne peut pas être comparée à la semaine de l’année d’avant, qui n’a pas de semaine 53. "
    "Nommez la période à laquelle comparer.",
)
COMPARED_WITH_ITSELF = Wordings(
    en="the period would be compared with itself, {period}. Name another one.",
    fr="la période serait comparée à elle-même, {period}. Nommez-en une autre.",
)
NO_COMPARISON = Wordings(
    en='--compare: "{text}" is not what a period can be compared with. Expected previous, year-before, or a period, '
    "e.g. 2007, 2007-Q1, 2007-03 or 2007-01-15/2007-02-10.",
    fr="--compare\u00a0: «\u00a0{text}\u00a0» ne dit pas à quoi comparer. Écrivez previous, year-before, ou une "
    "période, par exemple 2007, 2007-Q1, 2007-03 ou 2007-01-15/2007-02-10.",
)
