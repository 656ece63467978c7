"""What `sniff` doubts of a source, as comments of the block that it prints.

Law: a sentence gives counts, lines and headings. No cell is quoted.
"""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

ROW = Wordings(en="{count} row", fr="{count} ligne")
ROWS = Wordings(en="{count} rows", fr="{count} lignes")
OF_ROWS = Wordings(en="{count} of {rows} {what}", fr="sur {rows}, {count} {what}")
OF_CELLS = Wordings(en="{count} of {rows} cells {what}", fr="sur {rows} cellules, {count} {what}")
AND = Wordings(en="{first} and {second}", fr="{first} et {second}")
PLACED = Wordings(en="{what}: {where}", fr="{what}\u00a0: {where}")
FROM_LINE = Wordings(en="from line {line} on", fr="à partir de la ligne {line}")

READ = Wordings(en="{file}: {rows}, {how}.", fr="{file}\u00a0: {rows}, {how}.")
ALL_READ = Wordings(en="all read", fr="sans rejet ni doublon")
OF_WHICH = Wordings(en="of which {parts}", fr="dont {parts}")
REJECTED = Wordings(en="{count} rejected", fr="{count} en rejet")
REPEATING = Wordings(en="{count} that repeat a key", fr="{count} en doublon d'une clé")
LINE_ABOVE = Wordings(en="Above the headings: 1 line.", fr="Au-dessus de l'en-tête\u00a0: 1 ligne.")
LINES_ABOVE = Wordings(en="Above the headings: {count} lines.", fr="Au-dessus de l'en-tête\u00a0: {count} lignes.")
MISFIT = Wordings(
    en="1 record cannot be read ({kinds}): {where}.", fr="1 enregistrement illisible ({kinds})\u00a0: {where}."
)
MISFITS = Wordings(
    en="{count} records cannot be read ({kinds}): {where}.",
    fr="{count} enregistrements illisibles ({kinds})\u00a0: {where}.",
)

IS_REJECTED = Wordings(en="is rejected", fr="est rejetée")
ARE_REJECTED = Wordings(en="are rejected", fr="sont rejetées")
REPEATS_ONE = Wordings(en="repeats one", fr="répète une clé")
REPEAT_ONE = Wordings(en="repeat one", fr="répètent une clé")
LAST_COUNTS = Wordings(en="{rows}: the last counts", fr="{rows}\u00a0: la dernière compte")
NO_KEY = Wordings(
    en="no key found: {count} of {rows} rows would be dropped as repeats of this one",
    fr="aucune clé trouvée\u00a0: {count} lignes sur {rows} seraient écartées comme doublons de celle-ci",
)
ID_REPEATS = Wordings(
    en="{column} repeats: {values} values in {rows} rows: is a row a case, or an event of one?",
    fr="{column} se répète\u00a0: {values} valeurs sur {rows} lignes\u00a0: une ligne est-elle un cas, ou un "
    "événement d'un cas\u00a0?",
)
AS_EVENTS = Wordings(
    en="Taken for events, the last row counts; name its date in `order_by`. For cases: `key: {key}`",
    fr="Prises pour des événements, la dernière ligne compte\u00a0; nommer sa date dans `order_by`. Pour des "
    "cas\u00a0: `key: {key}`",
)
AS_CASES = Wordings(
    en="Taken for cases. For events: `key: {key}`, and `order_by` to say which is the last",
    fr="Prises pour des cas. Pour des événements\u00a0: `key: {key}`, et `order_by` pour dire laquelle est la dernière",
)
PERSON_AS_KEY = Wordings(
    en="it may speak of a person, and a key cannot be personal",
    fr="elle parle peut-être d'une personne, et une clé ne peut pas être personnelle",
)
NOTHING_BETTER = Wordings(
    en="no column looks like an id: taken only as its cells differ in this file",
    fr="aucune colonne ne ressemble à un identifiant\u00a0: prise seulement parce que ses cellules diffèrent ici",
)
PAIR = Wordings(
    en="no column alone tells the rows apart: these two together do, in this file",
    fr="aucune colonne ne distingue les lignes à elle seule\u00a0: ces deux-là le font, dans ce fichier",
)

IS_NO_WHOLE_NUMBER = Wordings(en="is no whole number", fr="n'est pas un nombre entier")
ARE_NO_WHOLE_NUMBERS = Wordings(en="are no whole numbers", fr="ne sont pas des nombres entiers")
IS_NO_NUMBER = Wordings(en="is no number", fr="n'est pas un nombre")
ARE_NO_NUMBERS = Wordings(en="are no numbers", fr="ne sont pas des nombres")
IS_NEITHER = Wordings(en="is neither of the two", fr="n'est ni l'un ni l'autre")
ARE_NEITHER = Wordings(en="are neither of the two", fr="ne sont ni l'un ni l'autre")
IS_NO_DATE = Wordings(en="is no date", fr="n'est pas une date")
ARE_NO_DATES = Wordings(en="are no dates", fr="ne sont pas des dates")
IS_NO_MOMENT = Wordings(en="is no date with a time", fr="n'est pas une date avec une heure")
ARE_NO_MOMENTS = Wordings(en="are no dates with a time", fr="ne sont pas des dates avec une heure")
LIES_OUTSIDE = Wordings(en="lies outside 1950-2199", fr="est hors de 1950-2199")
LIE_OUTSIDE = Wordings(en="lie outside 1950-2199", fr="sont hors de 1950-2199")
IS_EMPTY = Wordings(en="is empty", fr="est vide")
ARE_EMPTY = Wordings(en="are empty", fr="sont vides")
HOLDS_NUL = Wordings(en="holds a NUL", fr="contient un NUL")
HOLD_NUL = Wordings(en="hold a NUL", fr="contiennent un NUL")
IS_AT_FAULT = Wordings(en="is at fault ({code})", fr="est en faute ({code})")
ARE_AT_FAULT = Wordings(en="are at fault ({code})", fr="sont en faute ({code})")

TOO_FEW_CELLS = Wordings(en="too few cells", fr="trop peu de cellules")
TOO_MANY_CELLS = Wordings(en="too many cells", fr="trop de cellules")
STRAY_QUOTE = Wordings(en="stray quote", fr="guillemet mal placé")
UNCLOSED_QUOTE = Wordings(en="unclosed quote", fr="guillemet non refermé")
TOO_LONG = Wordings(en="too long", fr="trop long")
UNDECODABLE_BYTES = Wordings(en="undecodable bytes", fr="octets étrangers à l'encodage")
REPEATED_HEADER = Wordings(en="repeated header", fr="en-tête répété")

BACKSLASHES = Wordings(
    en='Quotes inside cells stand behind a backslash (\\"), which is not read: export them doubled ("").',
    fr="Les guillemets dans les cellules suivent une barre oblique inverse (\\\"), qui n'est pas lue\u00a0: les "
    'exporter doublés ("").',
)
NOT_UTF8 = Wordings(
    en="some bytes are not utf-8: their rows are rejected",
    fr="des octets ne sont pas de l'utf-8\u00a0: leurs lignes sont rejetées",
)
ASCII = Wordings(
    en="no accent in this file: it might as well be cp1252",
    fr="aucun accent dans ce fichier\u00a0: ce pourrait être cp1252",
)
NOT_CP1252 = Wordings(en="it holds bytes that cp1252 does not have", fr="il contient des octets que cp1252 n'a pas")
DOS = Wordings(
    en="the accents look like those of DOS (cp850), which is not read: save the file as utf-8",
    fr="les accents semblent ceux de DOS (cp850), qui n'est pas lu\u00a0: enregistrer le fichier en utf-8",
)
OTHER_PERIODS = Wordings(en="for other periods too: {pattern}", fr="pour d'autres périodes aussi\u00a0: {pattern}")
NUMBERED_FOOTER = Wordings(
    en="begins with a number, another one next time: edit the export, or this",
    fr="commence par un nombre, un autre la prochaine fois\u00a0: corriger l'extraction, ou ceci",
)
LIKE_FOOTER = Wordings(
    en="records among the others begin like it: line {lines}",
    fr="un enregistrement parmi les autres commence comme lui\u00a0: ligne {lines}",
)
LIKE_FOOTERS = Wordings(
    en="records among the others begin like it: lines {lines}",
    fr="des enregistrements parmi les autres commencent comme lui\u00a0: lignes {lines}",
)
TOTAL = Wordings(
    en="A record among the others is named a total, and is read as a row: line {lines}.",
    fr="Un enregistrement parmi les autres est nommé total, et il est lu comme une ligne\u00a0: ligne {lines}.",
)
TOTALS = Wordings(
    en="Records among the others are named totals, and are read as rows: lines {lines}.",
    fr="Des enregistrements parmi les autres sont nommés totaux, et sont lus comme des lignes\u00a0: lignes {lines}.",
)
OPEN_MARKS = Wordings(
    en="every mark stands before three digits: thousands, or decimals?",
    fr="chaque séparateur est suivi de trois chiffres\u00a0: milliers, ou décimales\u00a0?",
)
PLACEHOLDERS = Wordings(
    en="dates that stand for none are among them: check",
    fr="il y a parmi eux des dates qui tiennent lieu d'absence\u00a0: vérifier",
)

ORDER_ASSUMED = Wordings(
    en="No day is over 12: {order} first is assumed, as {reason}. Check.",
    fr="Aucun jour ne dépasse 12\u00a0: {order} est supposé en premier, car {reason}. À vérifier.",
)
ORDER_ELSEWHERE = Wordings(
    en="no day over 12 here: {order} first, as in {column}",
    fr="aucun jour ne dépasse 12 ici\u00a0: {order} en premier, comme dans {column}",
)
DAY = Wordings(en="day", fr="le jour")
MONTH = Wordings(en="month", fr="le mois")
NOT_FRENCH = Wordings(en="nothing here looks French", fr="rien ici ne semble français")
NO_SLASH = Wordings(en="the parts are not set apart by /", fr="les parties ne sont pas séparées par /")
FRENCH_DELIMITER = Wordings(en='the delimiter is ";"', fr="le séparateur est `;`")
FRENCH_ACCENTS = Wordings(en="the headings have accents", fr="les en-têtes ont des accents")
FRENCH_HEADINGS = Wordings(en="the headings are French", fr="les en-têtes sont en français")
FRENCH_DECIMAL = Wordings(en='the decimal mark is ","', fr="la marque décimale est `,`")

FURTHER_COLUMNS = Wordings(
    en="Columns after the first {kept} are left out: {count}. Add those that are needed.",
    fr="Colonnes laissées de côté après les {kept} premières\u00a0: {count}. Ajouter celles qu'il faut.",
)
UNNAMED_COLUMNS = Wordings(
    en="Columns without a heading are left out: {count}.", fr="Colonnes sans en-tête, laissées de côté\u00a0: {count}."
)
TWICE = Wordings(
    en="Headings that stand twice are left out: {count}. Rename them to read them.",
    fr="En-têtes présents deux fois, laissés de côté\u00a0: {count}. Les renommer pour les lire.",
)
NUMBER_HEADINGS = Wordings(
    en="Headings that are numbers: {count}. Is the line above the records one of headings?",
    fr="En-têtes qui sont des nombres\u00a0: {count}. La ligne au-dessus des cas est-elle un en-tête\u00a0?",
)
VALUES = Wordings(
    en="values: those of this file. Take a list out where others may come.",
    fr="`values`\u00a0: celles de ce fichier. Retirer la liste là où d'autres peuvent venir.",
)
PERSONAL = Wordings(
    en="personal: where the heading says a person, or free text. Check each.",
    fr="`personal`\u00a0: là où l'en-tête annonce une personne, ou un texte libre. Vérifier chacun.",
)
NO_DATE_AT_ALL = Wordings(
    en="No column is read as dates: no indicator can be dated by this source.",
    fr="Aucune colonne n'est lue comme des dates\u00a0: aucun indicateur ne peut être daté par cette source.",
)
