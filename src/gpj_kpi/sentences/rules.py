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
