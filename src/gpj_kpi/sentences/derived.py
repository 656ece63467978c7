"""What is said of columns made of other rows, and of sources made of another."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

EMPTY_MATCH = Wordings(
    en="an empty mapping matches nothing. Expected e.g. ticket_id, or {{number: caller}}.",
    fr="une table vide n’apparie rien. Attendu par exemple\u00a0: ticket_id, ou `{{number: caller}}`.",
)
BAD_COUNT = Wordings(
    en="{read} cannot be counted. Expected rows, or {{different: column}}.",
    fr="{read} ne se compte pas. Attendu\u00a0: rows, ou `{{different: colonne}}`.",
)
NO_CONDITION = Wordings(
    en="{read} is not a condition. Expected columns with their values, e.g. {{author: agent}}.",
    fr="{read} n’est pas une condition. Attendu\u00a0: des colonnes et leurs valeurs, par exemple `{{author: agent}}`.",
)
LENGTH_EXPECTED = Wordings(
    en="{read} is not a length of time. Expected e.g. 7 jours calendaires or 24 heures.",
    fr="{read} n’est pas une durée. Attendu par exemple\u00a0: 7 jours calendaires ou 24 heures.",
)
NO_SOURCE = Wordings(
    en='the key "from" is missing: it names the source whose rows are looked at. Write it.',
    fr=("la clé «\u00a0from\u00a0» manque\u00a0: elle nomme la source dont on regarde les lignes. Écrivez-la."),
)
NO_MATCH = Wordings(
    en='the key "match" is missing: it says which rows of {source} belong to a case. Write it.',
    fr=(
        "la clé «\u00a0match\u00a0» manque\u00a0: elle dit quelles lignes de {source} appartiennent à un cas. "
        "Écrivez-la."
    ),
)
NO_AGGREGATE = Wordings(
    en="nothing says what is made of the rows. Write one of: {keys}.",
    fr="rien ne dit ce qui est tiré des lignes. Écrivez l’une des clés\u00a0: {keys}.",
)
TWO_AGGREGATES = Wordings(
    en='a column is made in one way, and "{first}" stands there too. Keep one of the two.',
    fr=(
        "une colonne se calcule d’une seule manière, et «\u00a0{first}\u00a0» s’y trouve aussi. "
        "Gardez l’une des deux clés."
    ),
)
UNKNOWN_COLUMN_OF = Wordings(
    en="{column} is not a column of {source}. {advice}",
    fr="{column} n’est pas une colonne de {source}. {advice}",
)
COLUMN_BELOW = Wordings(
    en="{column} stands below. A column uses those that stand above it. Move it up.",
    fr="{column} se trouve plus bas. Une colonne se sert de celles qui sont au-dessus. Remontez-la.",
)
MATCH_OF_TYPES = Wordings(
    en=(
        "{ours} is of type {our_type}, and {theirs} of {source} of type {their_type}: no cell equals "
        "another. Match columns of one type."
    ),
    fr=(
        "{ours} est de type {our_type}, et {theirs} de {source} de type {their_type}\u00a0: aucune "
        "cellule n’est égale à une autre. Appariez des colonnes d’un même type."
    ),
)
MATCH_OF_PERSONAL = Wordings(
    en="{personal} is personal and {other} is not: they cannot be compared. Declare both personal.",
    fr=(
        "{personal} est personnelle et {other} ne l’est pas\u00a0: elles ne se comparent pas. Déclarez "
        "les deux personnelles."
    ),
)
MATCH_IS_NO_KEY = Wordings(
    en=(
        "the key of {source} is {key}. By {match}, several of its rows may match one case. Match the "
        "key, or write first or last instead of only."
    ),
    fr=(
        "la clé de {source} est {key}. Par {match}, plusieurs de ses lignes peuvent correspondre à un "
        "cas. Appariez la clé, ou écrivez first ou last au lieu de only."
    ),
)
NO_WINDOW_OF = Wordings(
    en='"{key}" does not go with {kind}. Remove it.',
    fr="«\u00a0{key}\u00a0» ne va pas avec {kind}. Retirez cette clé.",
)
WITHIN_OF_NOTHING = Wordings(
    en='"within" says how long after "after", or before "before". Write one of the two.',
    fr=(
        "«\u00a0within\u00a0» dit combien de temps après «\u00a0after\u00a0», ou avant «\u00a0before\u00a0». "
        "Écrivez l’une des deux clés."
    ),
)
WITHIN_OF_BOTH = Wordings(
    en='"after" and "before" bound the time already. Remove "within", or one of the two.',
    fr=(
        "«\u00a0after\u00a0» et «\u00a0before\u00a0» bornent déjà le temps. Retirez «\u00a0within\u00a0», "
        "ou l’une des deux."
    ),
)
WITHIN_IN_OPEN_TIME = Wordings(
    en='{limit} runs in opening hours, and "within" does not. Expected hours, or days of any kind.',
    fr=(
        "{limit} se compte en heures d’ouverture, et «\u00a0within\u00a0» non. Attendu\u00a0: des "
        "heures, ou des jours de toute sorte."
    ),
)
WITHIN_NEEDS_TIME = Wordings(
    en=(
        "{limit} is counted in hours, and {column} holds dates without a time. Count in days, or name a "
        "column of times."
    ),
    fr=(
        "{limit} se compte en heures, et {column} contient des dates sans heure. Comptez en jours, ou "
        "nommez une colonne qui dit l’heure."
    ),
)
NO_MOMENT = Wordings(
    en=(
        'the key "at" is missing: as-of needs the column of {source} that says when a row happened. Write it. {advice}'
    ),
    fr=(
        "la clé «\u00a0at\u00a0» manque\u00a0: la date d’arrêté demande quelle colonne de {source} "
        "dit quand une ligne a eu lieu. Écrivez-la. {advice}"
    ),
)
NO_MOMENT_THERE = Wordings(
    en=("{source} has no column of dates, so none of its rows is known to come after or before. Declare one."),
    fr=(
        "{source} n’a pas de colonne de dates\u00a0: on ne sait d’aucune ligne si elle vient après ou "
        "avant. Déclarez-en une."
    ),
)
WRONG_TYPE = Wordings(
    en='{column} of {source} is of type {type}, and "{kind}" needs {needed}. {advice}',
    fr="{column} de {source} est de type {type}, et «\u00a0{kind}\u00a0» demande {needed}. {advice}",
)
COLUMNS_THAT_FIT = Wordings(en="Columns that fit: {names}.", fr="Colonnes qui conviennent\u00a0: {names}.")
NONE_FITS = Wordings(
    en="No column of {source} fits.",
    fr="Aucune colonne de {source} ne convient.",
)
CIRCLE = Wordings(
    en="sources go round in a circle: {circle}. Take this column out, or another one of the circle.",
    fr="les sources tournent en rond\u00a0: {circle}. Retirez cette colonne, ou une autre du cercle.",
)
MADE_OF_ITSELF = Wordings(
    en="{source} cannot be made of itself. Name the source of its events.",
    fr="{source} ne peut être tirée d’elle-même. Nommez la source de ses événements.",
)
COLUMN_OF_BY = Wordings(
    en='{column} stands in "by" and comes from {source} as it is. Use another id.',
    fr=("{column} figure dans «\u00a0by\u00a0» et vient telle quelle de {source}. Prenez un autre identifiant."),
)
PERSONAL_CASE = Wordings(
    en="{column} is personal, and the key of a case is shown. Use another column.",
    fr="{column} est personnelle, et la clé d’un cas est affichée. Prenez une autre colonne.",
)
NO_HEADER_HERE = Wordings(
    en=('{source} is made of other rows and has no file, so {column} cannot have a "header". Write one of: {keys}.'),
    fr=(
        "{source} est tirée d’autres lignes et n’a pas de fichier\u00a0: {column} ne peut avoir de "
        "«\u00a0header\u00a0». Écrivez l’une des clés\u00a0: {keys}."
    ),
)
UNMATCHED_ROW = Wordings(
    en=(
        "this row of {source} matches no case of {cases} by {columns}. Correct the cell, unless such "
        "rows are to be expected."
    ),
    fr=(
        "cette ligne de {source} ne correspond à aucun cas de {cases} par {columns}. Corrigez la "
        "cellule, sauf si de telles lignes sont normales."
    ),
)
UNMATCHED_MORE = Wordings(
    en="{n} further rows of {source} match no case of {cases} by {columns}.",
    fr="{n} autres lignes de {source} ne correspondent à aucun cas de {cases} par {columns}.",
)
NOT_FOUND = Wordings(
    en=(
        "no row of {source} has the {columns} of this case, so its {made} is empty. Complete {source}, "
        "or correct the cell."
    ),
    fr=(
        "aucune ligne de {source} n’a le {columns} de ce cas\u00a0: son {made} est vide. Complétez "
        "{source}, ou corrigez la cellule."
    ),
)
NOT_FOUND_MORE = Wordings(
    en="{n} further cases find no row of {source} by {columns}.",
    fr="{n} autres cas ne trouvent aucune ligne de {source} par {columns}.",
)
IN_NO_CASE = Wordings(
    en=("this row of {source} is in no case of {cases}: its {columns} is empty. Fill in the cell in the export."),
    fr=(
        "cette ligne de {source} n’est dans aucun cas de {cases}\u00a0: son {columns} est vide. "
        "Remplissez la cellule dans l’export."
    ),
)
IN_NO_CASE_MORE = Wordings(
    en="{n} further rows of {source} are in no case of {cases}: their {columns} is empty.",
    fr=("{n} autres lignes de {source} ne sont dans aucun cas de {cases}\u00a0: leur {columns} est vide."),
)
WITHOUT_DATE = Wordings(
    en=(
        "this row of {source} is in no made column of {cases} that goes by {at}: its {at} is empty. "
        "Fill in the cell in the export."
    ),
    fr=(
        "cette ligne de {source} n’est dans aucune colonne calculée de {cases} qui se règle sur {at}\u00a0: son {at} "
        "est vide. Remplissez la cellule dans l’export."
    ),
)
WITHOUT_DATE_MORE = Wordings(
    en="{n} further rows of {source} are in no made column of {cases} that goes by {at}: their {at} is empty.",
    fr=(
        "{n} autres lignes de {source} ne sont dans aucune colonne calculée de {cases} qui se règle sur {at}\u00a0: "
        "leur {at} est vide."
    ),
)
A_NUMBER = Wordings(en="a number", fr="un nombre")
A_NUMBER_OR_DATE = Wordings(en="a number or a date", fr="un nombre ou une date")
A_DATE = Wordings(en="a date", fr="une date")
PLANNED_MOMENT = Wordings(en="when a row happened", fr="quand une ligne a eu lieu")
NOT_A_SOURCE = Wordings(
    en="{source} is not a source. {advice}",
    fr="{source} n’est pas une source. {advice}",
)
PERSONAL_CELL = Wordings(
    en="{column} is personal: it may be matched by and counted, nothing else. Use another column.",
    fr=("{column} est personnelle\u00a0: elle s’apparie et se compte, rien d’autre. Prenez une autre colonne."),
)
TOO_DEEP = Wordings(
    en="sources rest on each other, more than {n} one below the other. Take some of them out.",
    fr=("des sources reposent les unes sur les autres, sur plus de {n} niveaux. Retirez-en quelques-unes."),
)
MADE_TOO_LATE = Wordings(
    en=(
        "{column} is made of other rows, after the rows of {source} are read and their duplicates "
        "dropped. Name a column of the export."
    ),
    fr=(
        "{column} se calcule sur d’autres lignes, une fois les lignes de {source} lues et leurs "
        "doublons écartés. Nommez une colonne de l’export."
    ),
)
SUM_TOO_LARGE = Wordings(
    en="{cases}.{made}: the sum of one case is beyond 9,000,000,000,000 (whole numbers: a million times that). "
    "Expected less. Correct the export, or make smaller cases.",
    fr="{cases}.{made}\u00a0: la somme d’un cas dépasse 9\u202f000\u202f000\u202f000\u202f000 "
    "(nombres entiers\u00a0: un million de fois cela). Il faut moins. "
    "Corrigez l’export, ou faites des cas plus petits.",
)
MADE_MAY_BE_EMPTY = Wordings(
    en="the column {column} is made of other rows and may be empty, which a pause may not. Name one of the "
    "export, or say by where which rows are pauses, e.g. where: {{{column}: present}}.",
    fr="la colonne {column} est faite d’autres lignes et peut être vide, ce qu’une pause ne permet pas. "
    "Nommez une colonne de l’export, ou dites par where quelles lignes sont des pauses, p.\u00a0ex. "
    "`where: {{{column}: present}}`.",
)
