"""What a file is that is no CSV, and what to do; for `engines/text_files/kinds.py`."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

IS_GZIP = Wordings(
    en="is compressed by gzip. Give it a name that ends in .gz.",
    fr="est compressé par gzip. Donnez-lui un nom qui finit par .gz.",
)
IS_NO_GZIP = Wordings(
    en="is not compressed by gzip. Take .gz off its name.", fr="n'est pas compressé par gzip. Ôtez .gz de son nom."
)
NOT_CSV = Wordings(en="is {what}, not CSV. {advice}", fr="est {what}, pas du CSV. {advice}")

SAVE_AS_CSV = Wordings(
    en="Open it where it comes from and save it as CSV UTF-8.",
    fr="Ouvrez-le là d'où il vient et enregistrez-le en CSV UTF-8.",
)
ASK_FOR_CSV = Wordings(en="Ask for the export itself, as CSV.", fr="Demandez l'extraction elle-même, en CSV.")
EXPORT_AS_CSV = Wordings(en="Export it as CSV.", fr="Exportez-le en CSV.")
EXPORT_TABLE = Wordings(en="Export the table as CSV.", fr="Exportez la table en CSV.")
UNPACK = Wordings(
    en="Unpack it; of compressed files, only .gz is read.",
    fr="Décompressez-le\u00a0; des fichiers compressés, seul .gz est lu.",
)

SPREADSHEET = Wordings(
    en="a spreadsheet (.xlsx, .ods) or an archive (.zip)",
    fr="une feuille de calcul (.xlsx, .ods) ou une archive (.zip)",
)
OLD_OFFICE = Wordings(
    en="a spreadsheet or document of older Office (.xls, .doc)",
    fr="une feuille de calcul ou un document d'un ancien Office (.xls, .doc)",
)
PDF = Wordings(en="a PDF", fr="un PDF")
TEXT_DOCUMENT = Wordings(en="a text document (.rtf)", fr="un document de texte (.rtf)")
PARQUET = Wordings(en="a Parquet file", fr="un fichier Parquet")
SQLITE = Wordings(en="a database (SQLite)", fr="une base de données (SQLite)")
IMAGE = Wordings(en="an image", fr="une image")
BZIP2 = Wordings(en="compressed by bzip2", fr="compressé par bzip2")
XZ = Wordings(en="compressed by xz", fr="compressé par xz")
ZSTD = Wordings(en="compressed by zstd", fr="compressé par zstd")
SEVEN_ZIP = Wordings(en="an archive (.7z)", fr="une archive (.7z)")
RAR = Wordings(en="an archive (.rar)", fr="une archive (.rar)")
MARKUP = Wordings(en="HTML or XML, whatever its name says", fr="du HTML ou du XML, quoi que dise son nom")
JSON = Wordings(en="JSON", fr="du JSON")
