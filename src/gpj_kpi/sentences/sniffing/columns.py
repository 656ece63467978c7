"""What `sniff` doubts of a column: its type, its unit, whether it speaks of a person.

Law: no cell is quoted, but a number that a spreadsheet damaged.
"""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

NO_CELL = Wordings(
    en="no cell is filled: its type is unknown", fr="aucune cellule n'est remplie\u00a0: son type est inconnu"
)
COMPACT_DATES = Wordings(en="digits without marks, read as dates", fr="chiffres sans séparateur, lus comme des dates")
WORD_ADDED = Wordings(
    en='no cell says "{word}": it was added', fr="aucune cellule ne dit «\u00a0{word}\u00a0»\u00a0: ajouté"
)
LONELY_VALUE = Wordings(
    en="one of the values stands in a single cell: a slip?",
    fr="une des valeurs n'est que dans une cellule\u00a0: une faute de frappe\u00a0?",
)
LIKE_NAMES = Wordings(en="the cells look like names of people", fr="les cellules ressemblent à des noms de personnes")
LIKE_EMAILS = Wordings(en="the cells look like e-mail addresses", fr="les cellules ressemblent à des adresses mail")
LIKE_TELEPHONES = Wordings(
    en="the cells look like telephone numbers", fr="les cellules ressemblent à des numéros de téléphone"
)
LIKE_ACCOUNTS = Wordings(en="the cells look like bank accounts", fr="les cellules ressemblent à des comptes bancaires")
LIKE_SOCIAL_SECURITY = Wordings(
    en="the cells look like social security numbers",
    fr="les cellules ressemblent à des numéros de sécurité sociale",
)
MOSTLY_MOMENTS = Wordings(
    en="most cells are dates with a time, the others are not: read as text",
    fr="la plupart des cellules sont des dates avec une heure, les autres non\u00a0: lues comme du texte",
)
MOSTLY_DAYS = Wordings(
    en="most cells are dates without a time, the others are not: read as text",
    fr="la plupart des cellules sont des dates sans heure, les autres non\u00a0: lues comme du texte",
)

AM_PM = Wordings(
    en="times with AM or PM are not read: export them on a clock of 24 hours",
    fr="les heures avec AM ou PM ne sont pas lues\u00a0: les exporter sur 24 heures",
)
TIMES = Wordings(
    en="times of day and durations have no type: export a time with its date, a duration as a number",
    fr="les heures seules et les durées n'ont pas de type\u00a0: exporter une heure avec sa date, une durée en nombre",
)
CURRENCY = Wordings(
    en="amounts with their currency are not read as numbers",
    fr="les montants avec leur monnaie ne sont pas lus comme des nombres",
)
BRACKETS = Wordings(
    en="amounts in brackets are not read as numbers",
    fr="les montants entre parenthèses ne sont pas lus comme des nombres",
)
LONG_NUMBERS = Wordings(
    en="numbers of more than 9 digits or 6 decimals are not read",
    fr="les nombres de plus de 9 chiffres ou 6 décimales ne sont pas lus",
)
DAY_NAMES = Wordings(
    en="dates with the name of a day are not read: export them without it",
    fr="les dates avec le nom d'un jour ne sont pas lues\u00a0: les exporter sans lui",
)
MONTH_NAMES = Wordings(
    en="dates with the name of a month are not read: export them with its number",
    fr="les dates avec le nom d'un mois ne sont pas lues\u00a0: les exporter avec son numéro",
)
UNIT_UNKNOWN = Wordings(
    en="the heading says a length of time and no unit: seconds are read, write `unit:` if they are none",
    fr="l'en-tête annonce une durée sans unité\u00a0: des secondes sont lues, écrire `unit:` si ce n'en sont pas",
)
MINUTES_OR_LEAST = Wordings(
    en="min: minutes, or the least? Seconds are read, write `unit: minutes` if they are",
    fr="`min`\u00a0: minutes, ou minimum\u00a0? Des secondes sont lues, écrire `unit: minutes` si ce sont des minutes",
)
DAYS_ARE_NO_UNIT = Wordings(
    en="the heading says days, which are no `unit`: export hours, or the two dates",
    fr="l'en-tête annonce des jours, qui ne sont pas une `unit`\u00a0: exporter des heures, ou les deux dates",
)
DAMAGED = Wordings(
    en="a spreadsheet cut numbers to their first digits, as {example}: two may have become one. Export them as text",
    fr="un tableur a réduit des nombres à leurs premiers chiffres, comme {example}\u00a0: deux peuvent être devenus un "
    "seul. Les exporter en texte",
)
DAMAGED_PERSONAL = Wordings(
    en="a spreadsheet cut numbers to their first digits (with an E): two may have become one. Export them as text",
    fr="un tableur a réduit des nombres à leurs premiers chiffres (avec un E)\u00a0: deux peuvent être devenus un "
    "seul. Les exporter en texte",
)
SERIALS = Wordings(
    en="day numbers of a spreadsheet are not read as dates: export them as dates",
    fr="les numéros de jour d'un tableur ne sont pas lus comme des dates\u00a0: les exporter en dates",
)
ZONE_LETTERS = Wordings(
    en="times with the letters of a zone (CET, EST) are not read: export them with an offset, as Z or +01:00",
    fr="les heures avec les lettres d'un fuseau (CET, EST) ne sont pas lues\u00a0: les exporter avec un décalage, "
    "comme Z ou +01:00",
)
SHORT_OFFSETS = Wordings(
    en="offsets of hours alone (+01) are not read: export them as +01:00",
    fr="les décalages en heures seules (+01) ne sont pas lus\u00a0: les exporter comme +01:00",
)
LONG_FRACTIONS = Wordings(
    en="fractions of a second of more than 6 digits are not read: export fewer, or none",
    fr="les fractions de seconde de plus de 6 chiffres ne sont pas lues\u00a0: en exporter moins, ou aucune",
)
UNREAD_DATES = Wordings(
    en="the cells look like dates in a form that is not read: export them as 31/12/2024 or 2024-12-31",
    fr="les cellules ressemblent à des dates d'une forme qui n'est pas lue\u00a0: les exporter comme 31/12/2024 ou "
    "2024-12-31",
)
WEEKS = Wordings(
    en="weeks (2024-W02) are not read as dates: export a day, as 2024-01-08",
    fr="les semaines (2024-W02) ne sont pas lues comme des dates\u00a0: exporter un jour, comme 2024-01-08",
)
MONTHS = Wordings(
    en="the cells look like months (202401, 2024-01), which are not read as dates: export a day, as 2024-01-01",
    fr="les cellules ressemblent à des mois (202401, 2024-01), qui ne sont pas lus comme des dates\u00a0: exporter un "
    "jour, comme 2024-01-01",
)
SINCE_1970 = Wordings(
    en="the cells look like {unit} since 1970, which are not read as dates: export them as dates",
    fr="les cellules ressemblent à des {unit} depuis 1970, qui ne sont pas lues comme des dates\u00a0: les exporter en "
    "dates",
)
SECONDS = Wordings(en="seconds", fr="secondes")
MILLISECONDS = Wordings(en="milliseconds", fr="millisecondes")
MICROSECONDS = Wordings(en="microseconds", fr="microsecondes")
MOSTLY_COMPACT = Wordings(
    en="most cells look like dates without marks (yyyymmdd), the others do not: export those empty",
    fr="la plupart des cellules ressemblent à des dates sans séparateur (aaaammjj), les autres non\u00a0: exporter "
    "celles-ci vides",
)
WITH_CENTURY = Wordings(
    en="the cells look like dates with a digit for the century (CYYMMDD), which are not read: export them as yyyymmdd",
    fr="les cellules ressemblent à des dates avec un chiffre pour le siècle (SAAMMJJ), qui ne sont pas lues\u00a0: les "
    "exporter en aaaammjj",
)
SHORT_COMPACT = Wordings(
    en="the cells look like dates of six digits (yymmdd), which are not read: export them as yyyymmdd",
    fr="les cellules ressemblent à des dates de six chiffres (aammjj), qui ne sont pas lues\u00a0: les exporter en "
    "aaaammjj",
)
ZONE_HEADING = Wordings(
    en="the heading says {zone}, the cells have no offset: they are read in the `time_zone` of the rule file. Export "
    "them with Z or +01:00 behind, for a `format` with %z",
    fr="l'en-tête dit {zone}, les cellules n'ont pas de décalage\u00a0: elles sont lues dans le `time_zone` du fichier "
    "de règles. Les exporter suivies de Z ou +01:00, pour un `format` avec %z",
)
NO_DATES = Wordings(
    en="the heading says a date, the cells read as {type}",
    fr="l'en-tête annonce une date, les cellules se lisent comme `{type}`",
)
MINUS_BEHIND = Wordings(
    en="amounts with the minus behind them are not read as numbers",
    fr="les montants dont le moins est derrière ne sont pas lus comme des nombres",
)
NO_AMOUNTS = Wordings(
    en="the heading says an amount, the cells read as {type}",
    fr="l'en-tête annonce un montant, les cellules se lisent comme `{type}`",
)
