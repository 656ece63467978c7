"""What is wrong with a rule file."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

NOTHING = Wordings(en="nothing", fr="rien")
A_MAPPING = Wordings(en="a mapping", fr="un groupe de clés")
A_LIST = Wordings(en="a list", fr="une liste")
QUOTED = Wordings(en='"{text}"', fr="«\u00a0{text}\u00a0»")
DID_YOU_MEAN = Wordings(en='Did you mean "{name}"?', fr="Vouliez-vous écrire «\u00a0{name}\u00a0»\u00a0?")
NONE_YET = Wordings(en="There is none yet.", fr="Il n’y en a pas encore.")
EXPECTED_ONE_OF = Wordings(en="Expected one of: {names}.", fr="Attendu\u00a0: {names}.")
EXPECTED_ONE_OF_MANY = Wordings(
    en="Expected one of: {names}, … ({count} in all).", fr="Attendu\u00a0: {names}, … ({count} en tout)."
)
UNKNOWN_ZONE = Wordings(
    en="{zone} is not a time zone of the IANA list ({edition}). {advice}",
    fr="{zone} n’est pas un fuseau horaire de la liste de l’IANA ({edition}). {advice}",
)
ZONE_OF_NO_PLACE = Wordings(
    en="{zone} is not the time zone of a place: each machine takes it for another one. "
    "Expected a name of the IANA list, e.g. Europe/Paris.",
    fr="{zone} n’est pas le fuseau horaire d’un lieu\u00a0: chaque machine le prend pour un autre. "
    "Attendu un nom de la liste de l’IANA, par exemple Europe/Paris.",
)
LETTERS_OF_AN_OFFSET = Wordings(
    en="{format}: the letters {letters} would be passed over, and the time read as a local one. "
    "Write %z, which reads Z, UTC, GMT and +02:00: {mended}.",
    fr="{format}\u00a0: les lettres {letters} seraient ignorées, et l’heure lue comme une heure locale. "
    "Écrivez %z, qui lit Z, UTC, GMT et +02:00\u00a0: {mended}.",
)
HALVES_OF_A_DAY = Wordings(
    en="{format}: the letters {letters} would be passed over, and 02:00 PM read as 02:00. "
    "AM and PM are not read: have the times exported over 24 hours (14:00).",
    fr="{format}\u00a0: les lettres {letters} seraient ignorées, et 02:00 PM lu comme 02:00. "
    "AM et PM ne sont pas lus\u00a0: faites exporter les heures sur 24 heures (14:00).",
)
OTHER_LETTERS = Wordings(
    en="{format}: the letters {letters} would be passed over, whatever they say. "
    "Expected no other letters than T, h, à and at; %z reads an offset: Z, UTC, GMT, +02:00.",
    fr="{format}\u00a0: les lettres {letters} seraient ignorées, quoi qu’elles disent. "
    "Attendu pas d’autres lettres que T, h, à et at\u00a0; %z lit un décalage\u00a0: Z, UTC, GMT, +02:00.",
)
FIGURES_OF_AN_OFFSET = Wordings(
    en="{format}: {part} would be passed over, and the time read as a local one. "
    "Write %z, which reads +02:00, +0200, Z, UTC and GMT: {mended}.",
    fr="{format}\u00a0: {part} serait ignoré, et l’heure lue comme une heure locale. "
    "Écrivez %z, qui lit +02:00, +0200, Z, UTC et GMT\u00a0: {mended}.",
)
OFFSET_OF_A_DATE = Wordings(
    en="{format}: {part} would be passed over, and a date has no offset. Have the dates exported without it, or, if "
    "a time of day stands before it, write type: datetime and %H:%M%z.",
    fr="{format}\u00a0: {part} serait ignoré, et une date n’a pas de décalage. Faites exporter les dates sans lui ou, "
    "si une heure le précède, écrivez datetime à la clé type, et %H:%M%z.",
)
OTHER_FIGURES = Wordings(
    en="{format}: {part} would be passed over, whatever it says. Expected no digits but the zeros of a time "
    "(:00, .000), and no plus; %z reads an offset: +02:00, +0200.",
    fr="{format}\u00a0: {part} serait ignoré, quoi qu’il dise. Attendu pas d’autres chiffres que les zéros d’une heure "
    "(:00, .000), et pas de signe plus\u00a0; %z lit un décalage\u00a0: +02:00, +0200.",
)
ONLY_LETTERS_DIFFER = Wordings(
    en="{first} and {second} differ in letters alone, which say nothing of the time. Keep one of them.",
    fr="{first} et {second} ne diffèrent que par des lettres, qui ne disent rien de l’heure. Gardez l’un des deux.",
)
BASE_SIXTY = Wordings(
    en='{written} without quotes is {read} in YAML 1.1 (base 60). Write "{written}" in quotes.',
    fr='{written} sans guillemets est {read} en YAML 1.1 (base 60). Écrivez "{written}" entre guillemets.',
)
THE_NUMBER = Wordings(en="the number {number}", fr="le nombre {number}")
A_NUMBER = Wordings(en="a number", fr="un nombre")
_DIGITS_OR_QUOTES = ' Write a number with digits alone{digits}; write a text in quotes: "{written}".'
_CHIFFRES_OU_GUILLEMETS = (
    ' Écrivez un nombre avec des chiffres seuls{digits}, un texte entre guillemets\u00a0: "{written}".'
)
THESE_DIGITS = Wordings(en=" ({number})", fr=" ({number})")
OCTAL_OR_DECIMAL = Wordings(
    en="{written} without quotes is {octal} in YAML 1.1 (octal) and {decimal} in YAML 1.2." + _DIGITS_OR_QUOTES,
    fr="{written} sans guillemets est {octal} en YAML 1.1 (octal) et {decimal} en YAML 1.2." + _CHIFFRES_OU_GUILLEMETS,
)
LEADING_ZERO = Wordings(
    en="{written} without quotes begins with a zero, which some take for the mark of an octal number."
    + _DIGITS_OR_QUOTES,
    fr="{written} sans guillemets commence par un zéro, que certains prennent pour la marque d’un nombre octal."
    + _CHIFFRES_OU_GUILLEMETS,
)
TEXT_OR_NUMBER = Wordings(
    en="{written} without quotes is a text in YAML 1.1 and a number in YAML 1.2." + _DIGITS_OR_QUOTES,
    fr="{written} sans guillemets est un texte en YAML 1.1 et un nombre en YAML 1.2." + _CHIFFRES_OU_GUILLEMETS,
)
NUMBER_OR_TEXT = Wordings(
    en="{written} without quotes is a number in YAML 1.1 and a text in YAML 1.2." + _DIGITS_OR_QUOTES,
    fr="{written} sans guillemets est un nombre en YAML 1.1 et un texte en YAML 1.2." + _CHIFFRES_OU_GUILLEMETS,
)
NO_PLAIN_NUMBER = Wordings(
    en="{written} without quotes is a number in YAML, but {why}." + _DIGITS_OR_QUOTES,
    fr="{written} sans guillemets est un nombre en YAML, mais {why}." + _CHIFFRES_OU_GUILLEMETS,
)
HEXADECIMAL = Wordings(en="a hexadecimal one", fr="hexadécimal")
NOT_FINITE = Wordings(en="no finite one (infinite or not a number)", fr="pas un nombre fini (infini ou indéfini)")
TOO_LONG = Wordings(en="one of more than 30 digits", fr="de plus de 30 chiffres")
NO_PLAIN_DIGITS = Wordings(
    en="not in plain decimal digits, e.g. 0.5 or 1000", fr="pas en simples chiffres décimaux, comme 0.5 ou 1000"
)
OTHER_CODE = Wordings(
    en="{read} is not the code of ISO 3166 for this country. Write {code}.",
    fr="{read} n’est pas le code ISO 3166 de ce pays. Écrivez {code}.",
)
NO_COUNTRY_CODE = Wordings(
    en="{read} is not a country. Expected two capital letters, e.g. FR, or none for a house without public holidays.",
    fr="{read} n’est pas un pays. Attendu deux lettres capitales, par exemple FR, ou none pour une maison sans jours "
    "fériés.",
)
NO_COUNTRY_TO_DIVIDE = Wordings(
    en="country is none: without a country there are no public holidays of a part of it. Remove subdivision, or write "
    "the country.",
    fr="country vaut none\u00a0: sans pays, il n’y a pas de jours fériés d’une de ses parties. Supprimez subdivision, "
    "ou écrivez le pays.",
)
NO_STRETCH = Wordings(
    en='{read} is not a stretch of opening hours. Expected "HH:MM-HH:MM", e.g. "09:00-12:30", "18:00-24:00" or, '
    'over midnight, "22:00-06:00"; a whole day is "00:00-24:00".',
    fr='{read} n’est pas une plage d’ouverture. Attendu "HH:MM-HH:MM", par exemple "09:00-12:30", "18:00-24:00" '
    'ou, au-delà de minuit, "22:00-06:00"\u00a0; un jour entier s’écrit "00:00-24:00".',
)
NIGHT_TOO_LONG = Wordings(
    en="on {day}, {begun} begins while {running} of the day before still runs. Put them apart: the hours of a day "
    "begin when those of the day before have ended.",
    fr="{day}\u00a0: {begun} commence alors que {running} de la veille court encore. Séparez-les\u00a0: les horaires "
    "d’un jour commencent quand ceux de la veille sont finis.",
)
STRETCHES_IN_ORDER = Wordings(
    en="{read} begins before the stretch above it ends. Put them in order, apart.",
    fr="{read} commence avant la fin de la plage qui précède. Mettez-les dans l’ordre, sans qu’elles se recouvrent.",
)
NIGHT_OVER_A_STRETCH = Wordings(
    en="{begun} begins before {night} ends on the next morning. Let the night end by then, and put it last: "
    '["{begun}", "{shorter}"].',
    fr="{begun} commence avant que {night} finisse le lendemain matin. Faites finir la nuit à cette heure au plus "
    'tard, et mettez-la en dernier\u00a0: ["{begun}", "{shorter}"].',
)
HOURS_OF_A_CLOSED_DAY = Wordings(
    en="{day} has opening hours and is closed ({reason}). Remove them, or move the day from closed to worked.",
    fr="{day} a des horaires d’ouverture et est fermé ({reason}). Supprimez-les, ou passez le jour de closed à worked.",
)
HOURS_OF_A_HOLIDAY = Wordings(
    en="{day} has opening hours and is closed ({reason}). Remove them, or write the day under worked.",
    fr="{day} a des horaires d’ouverture et est fermé ({reason}). Supprimez-les, ou écrivez le jour sous worked.",
)
NO_UNIT_OF_A_FIGURE = Wordings(
    en="{why} A percentage is written {number}%. A plain number stands alone: {number}.",
    fr="{why} Un pourcentage s’écrit {number}%. Un simple nombre s’écrit seul\u00a0: {number}.",
)
NO_CLEAR_UNIT = Wordings(
    en='"{unit}" is not a unit, or can be read in two ways. Write one of: {units}.',
    fr="«\u00a0{unit}\u00a0» n’est pas une unité, ou se lit de deux façons. Écrivez l’une de\u00a0: {units}.",
)
FIGURE_TOO_LONG = Wordings(
    en="{read}: a duration is at most 100 years long.", fr="{read}\u00a0: une durée est d’au plus 100 ans."
)
DIGITS_FOR_AN_EXPONENT = Wordings(
    en="{read}: a number is written with digits alone. Write {digits}.",
    fr="{read}\u00a0: un nombre s’écrit avec des chiffres seuls. Écrivez {digits}.",
)
NO_EXPONENT = Wordings(
    en="{read}: a number is written with digits alone. Write it without e.",
    fr="{read}\u00a0: un nombre s’écrit avec des chiffres seuls. Écrivez-le sans e.",
)
FIGURE_AND_WHY = Wordings(en="{figure}: {why}", fr="{figure}\u00a0: {why}")
OFF_THE_SCALE = Wordings(
    en="it is outside the scale of the measure. Correct the target or the scale.",
    fr="il est hors de l’échelle de la mesure. Corrigez l’objectif ou l’échelle.",
)
A_PERCENTAGE = Wordings(
    en='a {kind} gives a percentage of the cases. Expected e.g. "95%".',
    fr='une mesure {kind} donne un pourcentage des cas. Attendu par exemple "95%".',
)
A_PLAIN_NUMBER = Wordings(
    en='a {kind} gives a plain number. Expected e.g. ">= 4.0".',
    fr='une mesure {kind} donne un simple nombre. Attendu par exemple ">= 4.0".',
)
A_DURATION = Wordings(
    en='a duration gives a length of time. Expected e.g. "< 10 {unit}".',
    fr='une durée donne une longueur de temps. Attendu par exemple "< 10 {unit}".',
)
FIGURE_IN_ANOTHER_UNIT = Wordings(
    en='the measure counts {counted}. Write "unit: {unit}" in the measure, or the figure in {counted}.',
    fr="la mesure compte des {counted}. Écrivez {unit} à la clé unit de la mesure, ou le chiffre en {counted}.",
)
FIGURE_IN_MONTHS = Wordings(
    en="a duration is not counted in months. Write the figure in {counted}, which the measure counts.",
    fr="une durée ne se compte pas en mois. Écrivez le chiffre en {counted}, que la mesure compte.",
)
PERSONAL = Wordings(
    en="{column} is personal: its different cells may be counted, rows may be matched by it, and nothing else. "
    "Use another column, or correct its declaration.",
    fr="{column} est une donnée personnelle\u00a0: on peut compter ses cellules différentes ou rapprocher des lignes "
    "par elle, et rien d’autre. Prenez une autre colonne, ou corrigez sa déclaration.",
)
WRONG_TYPE = Wordings(
    en="{column} is a column of type {type}, and {need}. {fit}",
    fr="{column} est une colonne de type {type}, et {need}. {fit}",
)
COLUMNS_THAT_FIT = Wordings(en="Columns that fit: {names}.", fr="Colonnes qui conviennent\u00a0: {names}.")
NO_COLUMN_FITS = Wordings(
    en="This source has no column that fits; declare one.",
    fr="Cette source n’a aucune colonne qui convienne\u00a0; déclarez-en une.",
)
NO_PERIOD = Wordings(
    en='the key "period_by" is missing: a {what} does not say which date puts a case in a period. {fit}',
    fr="la clé «\u00a0period_by\u00a0» manque\u00a0: une mesure {what} ne dit pas quelle date range un cas dans une "
    "période. {fit}",
)
NAME_A_DATE = Wordings(en="Name a date column.", fr="Nommez une colonne de dates.")
THIS_SOURCE = Wordings(
    en="this source",
    fr="cette source",
)
UNKNOWN_COLUMN = Wordings(
    en="{column} is not a column of {source}. {advice}",
    fr="{column} n’est pas une colonne de {source}. {advice}",
)
NO_FIRST_MONTH = Wordings(
    en="{read} is not the month in which a year begins. Write its number from 1 to 12, e.g. 02 for February.",
    fr="{read} n’est pas le mois où commence une année. Écrivez son numéro de 1 à 12, par exemple 02 pour février.",
)
