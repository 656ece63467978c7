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
UNREAD_FILE = Wordings(
    en=(
        'no source takes this file, though its name is like "{pattern}" of {source}: capitals, accents, blanks, signs, '
        ".gz or the number of a copy differ. Rename it, add it to `files:`, or take it out of the folder."
    ),
    fr=(
        "aucune source ne prend ce fichier, bien que son nom ressemble à «\u00a0{pattern}\u00a0» de {source}\u00a0: "
        "majuscules, accents, blancs, signes, .gz ou numéro de copie diffèrent. Renommez-le, ajoutez-le à `files:`, ou "
        "retirez-le du dossier."
    ),
)
