"""Why `sniff` refuses a file, and what to do; the name of the file stands before."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

CUT_SHORT = Wordings(
    en="the compressed data ends too early. Export it again, or copy it again whole.",
    fr="les données compressées s'arrêtent trop tôt. Refaites l'extraction, ou recopiez-la en entier.",
)
UNREADABLE = Wordings(
    en="cannot be read: {reason}. Check the path, or export it again.",
    fr="lecture impossible\u00a0: {reason}. Vérifiez le chemin, ou refaites l'extraction.",
)
EMPTY = Wordings(
    en="is empty: not even a header line. Export it again.",
    fr="fichier vide, sans même une ligne d'en-tête. Refaites l'extraction.",
)
UNMARKED_UTF16 = Wordings(
    en="looks like utf-16 without a byte-order mark. Save it as utf-8, or as utf-16 with the mark.",
    fr="semble être de l'utf-16 sans marque d'ordre des octets. Enregistrez-le en utf-8, ou en utf-16 avec la marque.",
)
NO_TEXT = Wordings(
    en="holds no text: its bytes are of another kind of file. Export it as CSV.",
    fr="ne contient pas de texte\u00a0: ses octets sont d'une autre sorte de fichier. Exportez-le en CSV.",
)
NO_RECORD = Wordings(
    en="has a header and no record. Give an export that holds some.",
    fr="a un en-tête et aucun enregistrement. Donnez une extraction qui en contient.",
)
LONG_RECORD = Wordings(
    en="its first record is longer than a megabyte. Is a quote left open, or is it no CSV?",
    fr="son premier enregistrement dépasse un mégaoctet. Un guillemet resté ouvert, ou autre chose que du CSV\u00a0?",
)
EMPTY_LINES = Wordings(
    en="holds empty lines only. Export it again.", fr="ne contient que des lignes vides. Refaites l'extraction."
)
NO_HEADER = Wordings(
    en="has no header line: the first line looks like a case. Export it with headings, or write them above.",
    fr="n'a pas de ligne d'en-tête\u00a0: la première ligne ressemble à un cas. Exportez-le avec ses en-têtes, ou "
    "écrivez-les au-dessus.",
)
NO_TABLE = Wordings(
    en="no ; , tab or | splits its lines alike below a line of headings. Is it a CSV export of several columns?",
    fr="ni `;` ni `,` ni tabulation ni `|` ne coupe ses lignes de même sous une ligne d'en-tête. Est-ce une extraction "
    "en CSV de plusieurs colonnes\u00a0?",
)
BACKSLASHES_IN_TABLE = Wordings(
    en='its lines are not split alike: quotes inside cells stand behind a backslash (\\"), which is not read. Export '
    'them doubled ("").',
    fr="ses lignes ne se coupent pas de même\u00a0: les guillemets dans les cellules suivent une barre oblique inverse "
    '(\\"), qui n\'est pas lue. Exportez-les doublés ("").',
)
NO_OWN_HEADING = Wordings(
    en="no column has a heading of its own. Export it with headings, each of them once.",
    fr="aucune colonne n'a d'en-tête à elle. Exportez-le avec des en-têtes, chacun une seule fois.",
)
NO_FILE = Wordings(en="there is no such file. Check the path.", fr="ce fichier n'existe pas. Vérifiez le chemin.")
NO_FILE_AT = Wordings(
    en="there is no such file: {path}. Check the path.",
    fr="ce fichier n'existe pas\u00a0: {path}. Vérifiez le chemin.",
)
FOLDER = Wordings(
    en="is a folder. Give one file, an export in CSV.", fr="est un dossier. Donnez un fichier, une extraction en CSV."
)
NOT_REGULAR = Wordings(
    en="is no regular file. Give one file, an export in CSV.",
    fr="n'est pas un fichier ordinaire. Donnez un fichier, une extraction en CSV.",
)
UNSAFE_NAME = Wordings(
    en="its name has a backslash or a character that does not show. Rename it.",
    fr="son nom contient une barre oblique inverse ou un caractère invisible. Renommez-le.",
)
MALFORMED = Wordings(
    en="{count} of {rows} records cannot be read ({kinds}). Correct the export, or export it again.",
    fr="{count} enregistrements sur {rows} sont illisibles ({kinds}). Corrigez l'extraction, ou refaites-la.",
)
BACKSLASHES = Wordings(
    en='{count} of {rows} records cannot be read ({kinds}): quotes inside cells stand behind a backslash (\\"), which '
    'is not read. Export them doubled ("").',
    fr="{count} enregistrements sur {rows} sont illisibles ({kinds})\u00a0: les guillemets dans les cellules suivent "
    'une barre oblique inverse (\\"), qui n\'est pas lue. Exportez-les doublés ("").',
)
NO_SOUND_ROW = Wordings(
    en="none of its {rows} rows has the cells by which cases are told apart. Export it again.",
    fr="aucune de ses {rows} lignes n'a les cellules qui distinguent les cas. Refaites l'extraction.",
)
