"""What a made column and a made source are, and what a condition asks for."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

NAMED = Wordings(en="{name}: {what}", fr="{name}\u00a0: {what}")
CASES = Wordings(en="one case per {by} of the rows of {source}", fr="un cas par {by} des lignes de {source}")

FIRST = Wordings(en="the first {column} {of_rows}", fr="le premier {column} {of_rows}")
LAST = Wordings(en="the last {column} {of_rows}", fr="le dernier {column} {of_rows}")
LEAST = Wordings(en="the least {column} {of_rows}", fr="le plus petit {column} {of_rows}")
GREATEST = Wordings(en="the greatest {column} {of_rows}", fr="le plus grand {column} {of_rows}")
SUM = Wordings(en="the sum of {column} {of_rows}", fr="la somme de {column} {of_rows}")
COUNT = Wordings(en="the number {of_rows}", fr="le nombre {of_rows}")
DIFFERENT = Wordings(en="the number of different {column} {of_rows}", fr="le nombre de {column} différents {of_rows}")
ANY = Wordings(en="true if there is at least one {of_rows}", fr="vrai s’il y a au moins une {of_rows}")
ANY_THAT = Wordings(
    en="true if {condition} in at least one {of_rows}", fr="vrai si {condition} dans au moins une {of_rows}"
)
ALL = Wordings(en="true if {condition} in each {of_rows}", fr="vrai si {condition} dans chacune {of_rows}")
ONLY = Wordings(en="the {column} {of_rows}", fr="le {column} {of_rows}")

OF_ROWS = Wordings(en="of the rows of {source} {match}", fr="des lignes de {source} {match}")
OF_OTHER_ROWS = Wordings(en="of the other rows of {source} {match}", fr="des autres lignes de {source} {match}")
OF_ITS_ROWS = Wordings(en="of its rows of {source}", fr="de ses lignes de {source}")
OF_ONE_ROW = Wordings(en="of the row of {source} {match}", fr="de la ligne de {source} {match}")
OF_THE_SAME = Wordings(en="with the same {columns}", fr="de même {columns}")
OF_EQUAL = Wordings(en="whose {pairs}", fr="dont {pairs}")
EQUALS = Wordings(en="{theirs} is the {ours} of the case", fr="{theirs} est le {ours} du cas")

WHERE = Wordings(en=", where {condition}", fr=", où {condition}")
AFTER = Wordings(en=", from {after} on", fr=", à partir de {after}")
AFTER_WITHIN = Wordings(en=", from {after} on, {length} later", fr=", à partir de {after}, {length} après")
BEFORE = Wordings(en=", up to {before}", fr=", jusqu’à {before}")
BEFORE_WITHIN = Wordings(en=", up to {before}, {length} before it", fr=", jusqu’à {before}, {length} avant")
BETWEEN = Wordings(en=", from {after} on, up to {before}", fr=", à partir de {after}, jusqu’à {before}")
AT_MOST_LONG = Wordings(en="at most {length}", fr="au plus {length}")
LESS = Wordings(en="less than {length}", fr="moins de {length}")
DATED = Wordings(en=", dated by {at}", fr=", datées par {at}")

IS = Wordings(en="{column} is {value}", fr="{column} est {value}")
IS_NOT = Wordings(en="{column} is not {value}", fr="{column} n’est pas {value}")
BELOW = Wordings(en="{column} is less than {value}", fr="{column} est inférieur à {value}")
AT_MOST = Wordings(en="{column} is at most {value}", fr="{column} est au plus {value}")
ABOVE = Wordings(en="{column} is more than {value}", fr="{column} est supérieur à {value}")
AT_LEAST = Wordings(en="{column} is at least {value}", fr="{column} est au moins {value}")
EARLIER = Wordings(en="{column} is before {value}", fr="{column} est avant le {value}")
UNTIL = Wordings(en="{column} is no later than {value}", fr="{column} est au plus tard le {value}")
LATER = Wordings(en="{column} is after {value}", fr="{column} est après le {value}")
SINCE = Wordings(en="{column} is no earlier than {value}", fr="{column} est au plus tôt le {value}")
FILLED = Wordings(en="{column} is filled", fr="{column} est rempli")
EMPTY = Wordings(en="{column} is empty", fr="{column} est vide")
NOT = Wordings(en="not ({condition})", fr="non ({condition})")
GROUPED = Wordings(en="({condition})", fr="({condition})")
AND = Wordings(en="{left} and {right}", fr="{left} et {right}")
OR = Wordings(en="{left} or {right}", fr="{left} ou {right}")
TRUE = Wordings(en="true", fr="vrai")
FALSE = Wordings(en="false", fr="faux")
DURING_HOURS = Wordings(en="{column} lies in the opening hours", fr="{column} tombe pendant les heures d’ouverture")
OUTSIDE_HOURS = Wordings(en="{column} lies outside the opening hours", fr="{column} tombe hors des heures d’ouverture")
