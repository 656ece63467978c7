"""What is said of exports: of their folder, their files and their rows. For engines and cases."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

UNREADABLE_FOLDER = Wordings(
    en=(
        "cannot be looked at: {reason}. What it holds would be left unread. Give the right to read it, or correct "
        "`files:`."
    ),
    fr=(
        "ne peut pas être consulté\u00a0: {reason}. Ce qu’il contient ne serait pas lu. Donnez le droit de le lire, ou "
        "corrigez `files:`."
    ),
)
LINK_OUTSIDE = Wordings(
    en="is a link to a folder outside the data folder, and not read. Put the folder itself there, or remove the link.",
    fr=(
        "est un lien vers un dossier hors du dossier des données, et n’est pas lu. Mettez-y le dossier même, ou "
        "supprimez le lien."
    ),
)
UNREAD_FILE = Wordings(
    en=(
        'no source takes this file, though its name is like "{pattern}" of {source}: capitals, accents, blanks, signs, '
        ".gz or the number of a copy differ. Rename it, add it to `files:`, or take it out of the folder."
    ),
    fr=(
        "aucune source ne prend ce fichier, bien que son nom ressemble à «\u00a0{pattern}\u00a0» de la source "
        "{source}\u00a0: majuscules, accents, blancs, signes, .gz ou numéro de copie diffèrent. Renommez-le, "
        "ajoutez-le à `files:`, ou retirez-le du dossier."
    ),
)
BAD_SIZE = Wordings(
    en="{text} is not a size. Expected a whole number with its unit, kB, MB, GB or TB, e.g. 50GB.",
    fr="{text} n’est pas une taille. Attendu\u00a0: un nombre entier et son unité, ko, Mo, Go ou To, p. ex. 50Go.",
)
UNPACKS_TOO_LARGE = Wordings(
    en="unpacks to more than {limit}, the most that it may. {advice}",
    fr="dépasse {limit} une fois décompressé\u00a0: c’est plus que la limite. {advice}",
)
RAISE_MAX_UNPACKED = Wordings(
    en="If the export is sound, write e.g. `max_unpacked: {more}` in its source; else export it again.",
    fr=(
        "Si l’extraction est saine, écrivez p. ex. `max_unpacked: {more}` dans sa source\u00a0; sinon, extrayez-la de "
        "nouveau."
    ),
)
UNPACK_FIRST = Wordings(
    en="If the export is sound, unpack it, and give the file that comes out.",
    fr="Si l’extraction est saine, décompressez-la et donnez le fichier obtenu.",
)
BLANK_EXPORT = Wordings(
    en=(
        "holds neither headings nor rows: nothing of it is counted. Export it again. If there was nothing to export, "
        "take it out of the folder and, where `file_per:` expects it, declare its month in `quiet:`."
    ),
    fr=(
        "est vide, sans en-têtes ni lignes\u00a0: rien n’en est compté. Exportez-le de nouveau. S’il n’y avait rien à "
        "exporter, retirez-le du dossier et, si `file_per:` l’attend, déclarez son mois dans `quiet:`."
    ),
)
EXPORT_WITHOUT_ROWS = Wordings(
    en=(
        "holds headings and no row: nothing of it is counted. Export it again. If there was nothing to export, take it "
        "out of the folder and, where `file_per:` expects it, declare its month in `quiet:`."
    ),
    fr=(
        "a des en-têtes et aucune ligne\u00a0: rien n’en est compté. Exportez-le de nouveau. S’il n’y avait rien à "
        "exporter, retirez-le du dossier et, si `file_per:` l’attend, déclarez son mois dans `quiet:`."
    ),
)
LINES_ABOVE = Wordings(
    en="lines above the header, passed over by `skip_rows`: {lines}. They are no rows.",
    fr="lignes au-dessus de l’en-tête, sautées par `skip_rows`\u00a0: {lines}. Elles ne comptent pas comme lignes.",
)
LINES_IN_QUOTES = Wordings(
    en="lines inside quotes that look like records: {lines}. Where a quote is missing, they are lost.",
    fr=(
        "lignes entre guillemets qui ressemblent à des enregistrements\u00a0: {lines}. S’il manque un guillemet, elles "
        "sont perdues."
    ),
)
FOOTER = Wordings(
    en="lines below the last record, declared as `footer`: {lines}. They are no rows.",
    fr=(
        "lignes sous le dernier enregistrement, déclarées par `footer`\u00a0: {lines}. Elles ne comptent pas comme "
        "lignes."
    ),
)
REPEATED_HEADERS = Wordings(
    en="header lines among the records, declared by `repeated_headers`: {lines}. They are no rows.",
    fr=(
        "en-têtes parmi les enregistrements, déclarés par `repeated_headers`\u00a0: {lines}. Ils ne comptent pas comme "
        "lignes."
    ),
)
NO_DUPLICATES = Wordings(
    en=(
        "`max_duplicates` has no meaning with `on_duplicate: reject`, which leaves no duplicates. Remove it: "
        "`max_rejected` bounds the rejected rows."
    ),
    fr=(
        "`max_duplicates` n’a pas de sens avec `on_duplicate: reject`, qui ne laisse aucun doublon. Retirez-le\u00a0: "
        "`max_rejected` borne les lignes rejetées."
    ),
)
TOO_MANY_DUPLICATES = Wordings(
    en=(
        "{duplicates} of {rows} rows are duplicates, more than max_duplicates {share}: nothing is reported. Is a row a "
        "case, or an event of one? Correct `key:` or the export, or raise max_duplicates."
    ),
    fr=(
        "doublons\u00a0: {duplicates} ligne(s) sur {rows}, plus que max_duplicates {share}\u00a0: rien n’est publié. "
        "Une ligne est-elle un cas, ou un événement d’un cas\u00a0? Corrigez `key:` ou l’extraction, ou relevez "
        "max_duplicates."
    ),
)
MANY_DUPLICATES = Wordings(
    en=(
        "{duplicates} of {rows} rows are duplicates, more than {share}. Is a row a case, or an event of one? Correct "
        "`key:` or the export, or write e.g. `max_duplicates: {more}` in the source."
    ),
    fr=(
        "doublons\u00a0: {duplicates} ligne(s) sur {rows}, plus de {share}. Une ligne est-elle un cas, ou un événement "
        "d’un cas\u00a0? Corrigez `key:` ou l’extraction, ou écrivez p. ex. `max_duplicates: {more}` dans la source."
    ),
)
FIRST_ROW = Wordings(en="first", fr="première")
LAST_ROW = Wordings(en="last", fr="dernière")
IN_ORDER = Wordings(en="files by name, then lines", fr="fichiers par nom, puis lignes")
ORDERED_BY = Wordings(
    en="by {column}, then files by name, then lines", fr="d’après {column}, puis fichiers par nom, puis lignes"
)
ROWS_DIFFER = Wordings(
    en="keys that stand in rows that differ: {keys}. Of each, the {which} row was counted ({order}).",
    fr="clés dont les lignes diffèrent\u00a0: {keys}. Pour chacune, la {which} ligne a été comptée ({order}).",
)
ROWS_DIFFER_AT_AS_OF = Wordings(
    en=(
        "keys that stand in rows that differ: {keys}. Of each, the row that counts is the {which} one written by "
        "as-of, if any was ({order})."
    ),
    fr=(
        "clés dont les lignes diffèrent\u00a0: {keys}. Pour chacune, la ligne qui compte est la {which} de celles qui "
        "étaient écrites à la date d’arrêté, s’il y en avait ({order})."
    ),
)
LONE_DATE = Wordings(
    en=(
        "{read} lies far after all other dates of this source, the latest being {before}: it is not taken for an "
        "event, and does not move as-of. Correct the cell; if it is right, give --as-of."
    ),
    fr=(
        "{read} est loin après toutes les autres dates de cette source, la dernière étant {before}\u00a0: elle n’est "
        "pas prise pour un événement, et ne déplace pas la date d’arrêté. Corrigez la cellule\u00a0; si elle est "
        "juste, donnez --as-of."
    ),
)
