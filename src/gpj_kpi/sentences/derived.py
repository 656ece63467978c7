"""What is said of columns made of other rows, and of sources made of another."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

EMPTY_MATCH = Wordings(
    en="an empty mapping matches nothing. Expected e.g. ticket_id, or {number: caller}.",
    fr="une table vide n’apparie rien. Attendu par exemple\u00a0: ticket_id, ou {number: caller}.",
)
BAD_COUNT = Wordings(
    en="{read} cannot be counted. Expected rows, or {{different: column}}.",
    fr="{read} ne se compte pas. Attendu\u00a0: rows, ou {{different: colonne}}.",
)
NO_CONDITION = Wordings(
    en="{read} is not a condition. Expected columns with their values, e.g. {{author: agent}}.",
    fr="{read} n’est pas une condition. Attendu\u00a0: des colonnes et leurs valeurs, par exemple {{author: agent}}.",
)
LENGTH_EXPECTED = Wordings(
    en="{read} is not a length of time. Expected e.g. 7 jours calendaires or 24 heures.",
    fr="{read} n’est pas une durée. Attendu par exemple\u00a0: 7 jours calendaires ou 24 heures.",
)
NO_SOURCE = Wordings(
    en='the key "from" is missing: it names the source whose rows are looked at. Write it.',
    fr="la clé «\u00a0from\u00a0» manque\u00a0: elle nomme la source dont les lignes sont regardées. Écrivez-la.",
)
NO_MATCH = Wordings(
    en='the key "match" is missing: it says which rows of {source} belong to a case. Write it.',
    fr="la clé «\u00a0match\u00a0» manque\u00a0: elle dit quelles lignes de {source} appartiennent à un cas. Écrivez-la.",
)
NO_AGGREGATE = Wordings(
    en="nothing says what is made of the rows. Write one of: {keys}.",
    fr="rien ne dit ce qui est fait des lignes. Écrivez l’une des clés\u00a0: {keys}.",
)
TWO_AGGREGATES = Wordings(
    en="a column is made in one way, and {first} stands there too. Keep one of the two.",
    fr="une colonne est faite d’une seule manière, et {first} s’y trouve aussi. Gardez l’une des deux clés.",
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
    en="{ours} holds a {our_type}, and {theirs} of {source} a {their_type}: no cell is equal to another. Match columns of "
    "one type.",
    fr="{ours} est de type {our_type}, et {theirs} de {source} de type {their_type}\u00a0: aucune cellule n’est égale à une autre. "
    "Appariez des colonnes d’un même type.",
)
MATCH_OF_PERSONAL = Wordings(
    en="{personal} is personal and {other} is not: they cannot be compared. Declare both personal.",
    fr="{personal} est personnelle et {other} ne l’est pas\u00a0: elles ne se comparent pas. Déclarez les deux personnelles.",
)
MATCH_IS_NO_KEY = Wordings(
    en="{match} is not the key of {source} ({key}), so that several rows may match a case. Match the key, or write first or "
    "last in the place of only.",
    fr="{match} n’est pas la clé de {source} ({key})\u00a0: plusieurs lignes peuvent correspondre à un cas. Appariez la clé, ou "
    "écrivez first ou last à la place de only.",
)
NO_WINDOW_OF = Wordings(
    en='"{key}" does not go with {kind}. Remove it.',
    fr="«\u00a0{key}\u00a0» ne va pas avec {kind}. Retirez-la.",
)
WITHIN_OF_NOTHING = Wordings(
    en='"within" says how long after "after", or before "before". Write one of the two.',
    fr="«\u00a0within\u00a0» dit combien de temps après «\u00a0after\u00a0», ou avant «\u00a0before\u00a0». Écrivez l’une des deux clés.",
)
WITHIN_OF_BOTH = Wordings(
    en='"after" and "before" bound the time already. Remove "within", or one of the two.',
    fr="«\u00a0after\u00a0» et «\u00a0before\u00a0» bornent déjà le temps. Retirez «\u00a0within\u00a0», ou l’une des deux.",
)
WITHIN_IN_OPEN_TIME = Wordings(
    en='{limit} is counted in opening hours, and "within" is not. Expected hours, or days of any kind.',
    fr="{limit} se compte en heures d’ouverture, et «\u00a0within\u00a0» non. Attendu\u00a0: des heures, ou des jours de toute sorte.",
)
WITHIN_NEEDS_TIME = Wordings(
    en="{limit} is counted in hours, and {column} holds a date without a time. Count in days, or use a datetime column.",
    fr="{limit} se compte en heures, et {column} contient une date sans heure. Comptez en jours, ou prenez une colonne datetime.",
)
NO_MOMENT = Wordings(
    en='the key "at" is missing: it names the column of {source} that says when a row happened, so that as-of holds. {advice}',
    fr="la clé «\u00a0at\u00a0» manque\u00a0: elle nomme la colonne de {source} qui dit quand une ligne a eu lieu, pour que la date "
    "d’arrêté vaille. {advice}",
)
NO_MOMENT_THERE = Wordings(
    en="{source} has no column of dates, so that none of its rows comes after or before. Declare one.",
    fr="{source} n’a pas de colonne de dates\u00a0: aucune de ses lignes ne vient après ou avant. Déclarez-en une.",
)
WRONG_TYPE = Wordings(
    en="{column} of {source} holds a {type}, and {kind} needs {needed}. {advice}",
    fr="{column} de {source} est de type {type}, et {kind} demande {needed}. {advice}",
)
COLUMNS_THAT_FIT = Wordings(en="Columns that fit: {names}.", fr="Colonnes qui conviennent\u00a0: {names}.")
NONE_FITS = Wordings(en="No column of it fits.", fr="Aucune de ses colonnes ne convient.")
CIRCLE = Wordings(
    en="sources go round in a circle: {circle}. Take one of these columns out.",
    fr="les sources tournent en rond\u00a0: {circle}. Retirez l’une de ces colonnes.",
)
MADE_OF_ITSELF = Wordings(
    en="{source} cannot be made of itself. Name the source of its events.",
    fr="{source} ne peut être faite d’elle-même. Nommez la source de ses événements.",
)
COLUMN_OF_BY = Wordings(
    en="{column} is a column of by and comes from {source}. Use another id.",
    fr="{column} est une colonne de by et vient de {source}. Prenez un autre identifiant.",
)
PERSONAL_CASE = Wordings(
    en="{column} is personal, and the key of a case is shown. Use another column.",
    fr="{column} est personnelle, et la clé d’un cas est montrée. Prenez une autre colonne.",
)
NO_HEADER_HERE = Wordings(
    en='{source} has no file, so {column} has no "header". Write what is made of the rows: {keys}.',
    fr="{source} n’a pas de fichier\u00a0: {column} n’a pas de «\u00a0header\u00a0». Écrivez ce qui est fait des lignes\u00a0: {keys}.",
)
UNMATCHED_ROW = Wordings(
    en="this row of {source} matches no case of {cases} by {columns}. Correct the cell, or nothing if that is so.",
    fr="cette ligne de {source} ne correspond à aucun cas de {cases} par {columns}. Corrigez la cellule, ou rien si c’est normal.",
)
UNMATCHED_MORE = Wordings(
    en="{n} further rows of {source} match no case of {cases} by {columns}.",
    fr="{n} autres lignes de {source} ne correspondent à aucun cas de {cases} par {columns}.",
)
NOT_FOUND = Wordings(
    en="no row of {source} has the {columns} of this case. Its {made} is empty. Complete {source}, or correct the cell.",
    fr="aucune ligne de {source} n’a le {columns} de ce cas. Son {made} est vide. Complétez {source}, ou corrigez la cellule.",
)
NOT_FOUND_MORE = Wordings(
    en="{n} further cases find no row of {source} by {columns}.",
    fr="{n} autres cas ne trouvent aucune ligne de {source} par {columns}.",
)
IN_NO_CASE = Wordings(
    en="this row of {source} is in no case of {cases}: its {columns} is empty.",
    fr="cette ligne de {source} n’est dans aucun cas de {cases}\u00a0: son {columns} est vide.",
)
IN_NO_CASE_MORE = Wordings(
    en="{n} further rows of {source} are in no case of {cases}: their {columns} is empty.",
    fr="{n} autres lignes de {source} ne sont dans aucun cas de {cases}\u00a0: leur {columns} est vide.",
)
A_NUMBER = Wordings(en="a number", fr="un nombre")
A_NUMBER_OR_DATE = Wordings(en="a number or a date", fr="un nombre ou une date")
A_DATE = Wordings(en="a date", fr="une date")
PLANNED_MOMENT = Wordings(en="when a row happened", fr="quand une ligne a eu lieu")
