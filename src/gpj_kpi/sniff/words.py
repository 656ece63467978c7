"""Words that say something: a cell is empty, a heading names a case or a person, a line is a total.

Law: whole words are compared, without case and accents.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_SPELLED = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'", "º": "°"})


def _among(words: str) -> frozenset[str]:
    """Split a list written as text, to be read at a glance."""
    return frozenset(words.replace("\n", " ").split(" | "))


NULL_WORDS = _among(
    "null | (null) | <null> | \\n | none | (none) | nil | nan | n/a | #n/a | na | n.a. | n.c. | n.c | nc | n/c | "
    "n.d. | nd | n/d | neant | non communique | non renseigne | (vide) | (blank) | s.o. | s/o | - | -- | --- | – | "
    "— | ? | #ref! | #value! | #valeur! | #div/0! | #nom? | 00/00/0000 | 00/00/0000 00:00 | 00/00/0000 00:00:00 | "
    "0000-00-00 | 0000-00-00 00:00:00"
)
_SHORT_CODE = 3
_LONGEST_NULL = 20

TRUE_FALSE_WORDS = (
    ("oui", "non"),
    ("o", "n"),
    ("vrai", "faux"),
    ("yes", "no"),
    ("y", "n"),
    ("true", "false"),
)

_ID_WORDS = _among(
    "no | num | numero | number | id | ident | identifiant | identifier | ref | reference | uuid | guid | key | cle "
    "| code | matricule | ticket"
)
_CODE_WORDS = _ID_WORDS | _among("siret | siren | cp | postal | zip | insee | poste | agent")
_KEY_WORDS = _ID_WORDS | _among("dossier | case | siret | siren | sinistre | reclamation | facture | contrat")
_NO_KEY_WORDS = _among("postal | cp | zip | insee | naf | ape | pays | country | agence | service | produit | poste")
_PERSON_WORDS = _among(
    "prenom | prenoms | surname | firstname | lastname | forename | assure | assures | insured | telephone | tel | "
    "phone | mobile | portable | fax | email | mail | mel | courriel | adresse | address | appelant | caller | iban "
    "| bic | rib | nir | beneficiaire | beneficiary | conjoint | spouse | demandeur | requester | applicant | "
    "plaignant | reclamant | claimant | complainant | correspondant | temoin | victime | souscripteur | societaire "
    "| policyholder | client | customer | usager | patient"
)
_STAFF_WORDS = _among(
    "agent | gestionnaire | conseiller | conseillere | teleconseiller | teleconseillere | juriste | owner | auteur | "
    "autrice | author | operateur | operatrice | operator | collaborateur | collaboratrice | employe | employee | "
    "salarie | salariee | technicien | technicienne | technician | assignee | assigne | assigned | utilisateur | "
    "utilisatrice | user | username | login | expert | avocat | lawyer | attorney | redacteur | redactrice | "
    "responsable | manager | superviseur | supervisor | interlocuteur | interlocutrice | commercial | "
    "vendeur | courtier | createur | creator | valideur | signataire | destinataire | recipient | expediteur | "
    "sender | adherent | membre | member | intervenant | instructeur | mediateur | referent | inspecteur | handler | "
    "adjuster | advisor | adviser | representative | medecin | docteur | doctor | enqueteur | evaluateur | charge"
)
_DONE_BY = re.compile(
    r"\b(traite|saisi|cree|clos|cloture|ouvert|modifie|valide|gere|suivi|signe|repondu|instruit|redige|enregistre|"
    r"attribue|affecte|assigne|decide|realise)e? (par|a)\b|"
    r"\b(created|closed|opened|modified|updated|handled|resolved|owned|assigned|entered|answered|approved|signed) "
    r"(by|to)\b"
)
_BIRTH_WORDS = _among("naissance | birth | birthday | birthdate")
_NAME_WORDS = _among("nom | noms | name")
_NO_PERSON_WITH_NAME = _among(
    "produit | product | service | agence | agency | fichier | file | site | ville | city | queue | campagne | "
    "campaign | team | equipe | column | domaine | domain | societe | company | projet | project | pays | country | "
    "canal | channel | table | compagnie | garage | motif | reason | mode | direction | departement | department | "
    "groupe | group | pole | role | profil | file | organisme | unite | unit | secteur | region | cabinet"
)
_QUANTITY_WORDS = _among(
    "nb | nombre | count | taux | rate | montant | amount | date | heure | delai | duree | type | statut | status "
    "| note | notes | score | choix | satisfaction | avis | evaluation | honoraires | frais | cout | prix | cost "
    "| price"
)
_DATE_WORDS = _among("date | dates | dt | datetime | timestamp | horodateur | horodatage | jour | day")
_MONTH_WORDS = _among("mois | month | periode | period | yearmonth | yyyymm | aaaamm")
_MOMENT_WORDS = _among(
    "created | opened | closed | resolved | received | started | ended | updated | modified | start | end | time | "
    "epoch | ts | recu | cree | ouvert | clos | cloture | resolu | ouverture | reception | debut | fin"
)
_DURATION_WORDS = _among(
    "duration | durations | duree | durees | wait | waiting | attente | elapsed | spent | delai | delais | delay | "
    "talk | talking | hold | handling | ringing | temps | conversation | aht | asa | dmt | dma"
)
_BEFORE_TIME = _among("handle | ring | queue | wrap | response | resolution | processing | answer")
_BEFORE_A_MOMENT = ("le", "at")
_ZONE = re.compile(r"(?<![^\W\d_])(utc|gmt|zulu)(?![^\W\d_])", re.IGNORECASE)
_ZONE_BEHIND = re.compile(
    r"(?<=[a-z])(UTC|GMT)(?![^\W\d_])|(?<=[(\[])(?:[CEW]E?S?T|BST|[ECMP][SD]T|Z)(?=[)\]])|"
    r"\b(?:Europe|America|Africa|Asia|Australia|Pacific|Atlantic|Indian|Etc)/[A-Z][A-Za-z_]+"
)
_AMOUNT_WORDS = _among(
    "montant | montants | amount | cout | prix | price | cost | debit | credit | solde | balance | ht | ttc"
)
_NO_MOMENT = _among("nb | nombre | count | number | duree | delai | type | semaine | week | par | per")
_WAYS_TO_REACH = _NAME_WORDS | _among(
    "prenom | prenoms | surname | firstname | lastname | forename | telephone | tel | phone | mobile | portable | fax "
    "| email | mail | mel | courriel | adresse | address | appelant | caller | iban | bic | rib | nir | secu | securite"
)
_CATEGORY_WORDS = (
    _NO_PERSON_WITH_NAME
    | _QUANTITY_WORDS
    | _among(
        "state | stage | status | etat | priority | priorite | decision | issue | result | resultat | category "
        "| categorie | famille | nature | garantie | objet | subject | borough | commune | categories | activite"
    )
)
_FREE_TEXT_WORDS = _among(
    "commentaire | commentaires | comment | comments | observation | observations | remarque | remarques | remark | "
    "remarks | verbatim | texte | memo"
)
_TOTAL = re.compile(
    r"(sous[- ]?|sub[- ]?)?(totals?|totaux|sommes?|nombre|nb|moyennes?|sums?|averages?|counts?|fin|end|page)\b"
    r"( (general|generaux|totales?|de|du|d'|des|of))?|"
    r"(edite|imprime|genere|extrait|exporte|produit|generated|printed|exported|produced)(e?s?)\b( (le|par|on|by|du))?|"
    r"grand totals?|source ?:|[-=*_#]{3,}",
    re.IGNORECASE,
)
_TOTAL_ALONE = re.compile(
    r"((grand |sous[- ]?|sub[- ]?)?(totals?|totaux)( general| generaux)?|sommes? totales?)[ \u00a0]?:?"
)


@functools.lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """Text in small letters without accents.

    >>> plain("N° Réclamation")
    'n° reclamation'
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPELLED))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def words_of(heading: str) -> list[str]:
    """Split a heading into words; `N°` is `no`.

    A capital within a word begins one.

    >>> words_of("N° dossier"), words_of("complaintId")
    (['no', 'dossier'], ['complaint', 'id'])
    """
    text = re.sub(r"(?<=[a-zà-ÿ0-9])(?=[A-Z][a-zà-ÿ])|(?<=[a-z])(?=ID\b|Id\b)", " ", heading)
    text = re.sub(r"\bn° ?", " no ", plain(text))
    return re.findall("[a-z0-9]+", text)


def is_null_word(text: str) -> bool:
    """Whether a cell says that it holds nothing."""
    return len(text) <= _LONGEST_NULL and plain(text) in NULL_WORDS


def is_short_code(text: str) -> bool:
    """Whether a text could be a code of two or three letters.

    Among such codes NA and ND would be codes too.
    """
    return text.isalpha() and len(text) <= _SHORT_CODE and text.isupper()


def names_a_case(heading: str) -> bool:
    """Whether a heading says that its cells tell one case from another."""
    return bool(_ID_WORDS & set(words_of(heading)))


def names_a_key(heading: str) -> bool:
    """Whether a heading says that its cells are ids of cases.

    Codes of places and quantities are none.
    """
    words = set(words_of(heading))
    return bool(words & _KEY_WORDS) and not words & (_NO_KEY_WORDS | _QUANTITY_WORDS)


def names_an_id_alone(heading: str) -> bool:
    """Whether a heading announces ids, and does not say of what.

    >>> names_an_id_alone("number"), names_an_id_alone("N° dossier")
    (True, False)
    """
    words = set(words_of(heading))
    return bool(words) and words <= _ID_WORDS


def names_a_place_or_quantity(heading: str) -> bool:
    """Whether cells may be equal by right: postcodes, amounts, counts."""
    return bool(set(words_of(heading)) & (_NO_KEY_WORDS | _QUANTITY_WORDS))


def names_a_date(heading: str) -> bool:
    """Whether a heading announces dates.

    >>> names_a_date("Date de réception"), names_a_date("Reçu le"), names_a_date("Nombre de jours")
    (True, True, False)
    """
    words = words_of(heading)
    is_date = bool(_DATE_WORDS & set(words)) or (len(words) > 1 and words[-1] in _BEFORE_A_MOMENT)
    return is_date and not _NO_MOMENT & set(words)


def names_a_moment(heading: str) -> bool:
    """Whether a heading announces moments, by a wider list.

    >>> names_a_moment("created_at"), names_a_moment("Clos"), names_a_moment("Wait time")
    (True, True, False)
    """
    words = set(words_of(heading))
    return names_a_date(heading) or (
        bool(words & _MOMENT_WORDS) and not words & _NO_MOMENT and not _tell_a_length(words)
    )


def names_a_month(heading: str) -> bool:
    """Whether a heading announces months or periods, and no count of them.

    >>> names_a_month("Période"), names_a_month("Nombre de mois")
    (True, False)
    """
    words = set(words_of(heading))
    return bool(words & _MONTH_WORDS) and not words & _NO_MOMENT


def names_a_duration(heading: str) -> bool:
    """Whether a heading announces lengths of time.

    >>> names_a_duration("Durée d'attente"), names_a_duration("talk_time"), names_a_duration("Nombre d'attentes")
    (True, True, False)
    """
    words = set(words_of(heading))
    counts = _QUANTITY_WORDS - {"duree", "delai", "heure", "date"}
    return _tell_a_length(words) and not words & (counts | _ID_WORDS)


def _tell_a_length(words: set[str]) -> bool:
    return bool(words & _DURATION_WORDS) or ("time" in words and bool(words & _BEFORE_TIME))


def zone_named(heading: str) -> str | None:
    """Find the time zone that a heading names.

    >>> zone_named("Created (UTC)"), zone_named("openedUTC"), zone_named("Reçu le")
    ('UTC', 'UTC', None)
    """
    found = _ZONE.search(heading) or _ZONE_BEHIND.search(heading)
    return found.group() if found else None


def names_an_amount(heading: str) -> bool:
    """Whether a heading announces amounts of money."""
    words = set(words_of(heading))
    return bool(_AMOUNT_WORDS & words) and not words & (_NO_MOMENT | _ID_WORDS)


def names_codes(heading: str) -> bool:
    """Whether a heading says that digits in its cells are no quantity."""
    return bool(_CODE_WORDS & set(words_of(heading)))


def names_a_person(heading: str) -> bool:
    """Whether a heading says who somebody is, or their address."""
    words = set(words_of(heading))
    if words & _BIRTH_WORDS:
        return True
    names = bool(words & (_NAME_WORDS | _STAFF_WORDS) or {word.rstrip("s") for word in words} & _STAFF_WORDS)
    is_named = (names or bool(_DONE_BY.search(" ".join(words_of(heading))))) and not words & _NO_PERSON_WITH_NAME
    return (bool(words & _PERSON_WORDS) or is_named) and not words & _QUANTITY_WORDS


def numbers_a_person(heading: str) -> bool:
    """Whether a heading announces the number of a person.

    Nobody is reached by such a number.
    """
    words = set(words_of(heading))
    return names_a_key(heading) and names_a_person(heading) and not words & (_WAYS_TO_REACH | _BIRTH_WORDS)


def names_a_category(heading: str) -> bool:
    """Whether a heading announces a thing, a place or a state.

    Such cells are nobody, however they are written.
    """
    return bool(set(words_of(heading)) & _CATEGORY_WORDS)


def names_a_birth(heading: str) -> bool:
    """Whether a heading announces the day on which somebody was born."""
    return bool(_BIRTH_WORDS & set(words_of(heading)))


def names_free_text(heading: str) -> bool:
    """Whether a heading announces free text, in which people may be named."""
    return bool(set(words_of(heading)) & _FREE_TEXT_WORDS)


def is_total(text: str) -> bool:
    """Whether a cell says total, and nothing else.

    >>> is_total("Totals"), is_total("Sous-total :"), is_total("Total Énergies")
    (True, True, False)
    """
    return _TOTAL_ALONE.fullmatch(plain(text)) is not None


def footer_beginning(text: str) -> str | None:
    """Find the words by which a footer line gives itself away.

    They are given as they are written; None for another line.

    >>> footer_beginning("Édité le 31/03/2008"), footer_beginning("D0104632")
    ('Édité le', None)
    """
    composed = unicodedata.normalize("NFC", text)
    found = _TOTAL.match(plain(composed)) if len(plain(composed)) == len(composed) else None
    return composed[: found.end()].rstrip() if found else None
