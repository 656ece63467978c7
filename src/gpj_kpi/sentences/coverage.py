"""What is said of data that is missing: files, days, rows, and what came after."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

GAP = Wordings(
    en=(
        "no case from {first} to {last}, a silence far longer than this source usually has. Is a file missing? If "
        "nothing was to come, declare it: `quiet:` or `closed:`."
    ),
    fr=(
        "aucun cas du {first} au {last}, un silence bien plus long que d’habitude pour cette source. Manque-t-il un "
        "fichier\u00a0? Si rien ne devait venir, déclarez-le\u00a0: `quiet:` ou `closed:`."
    ),
)
MISSING_FILE = Wordings(
    en="{file} is missing: a file is expected for {period}. Export it, or correct `expects:`.",
    fr="{file} manque\u00a0: un fichier est attendu pour {period}. Extrayez-le, ou corrigez `expects:`.",
)
NO_PERIOD_IN_NAMES = Wordings(
    en=(
        "no file name says its period, so that a missing one cannot be told. Name the files e.g. {example}, or remove "
        "`file_per:`."
    ),
    fr=(
        "aucun nom de fichier ne dit sa période, si bien qu’un fichier manquant ne peut être vu. Nommez les fichiers "
        "p. ex. {example}, ou retirez `file_per:`."
    ),
)
NO_CASE_ON = Wordings(
    en="no case on {days}, where `case_on:` expects one. Is an export cut? If nothing was to come, declare it closed.",
    fr=(
        "aucun cas le {days}, alors que `case_on:` en attend un. L’extraction est-elle coupée\u00a0? Si rien ne devait "
        "venir, déclarez la fermeture."
    ),
)
NO_CASE_IN = Wordings(
    en="no case in {period}, where `case_on:` expects one. Is an export cut, or missing?",
    fr="aucun cas dans {period}, alors que `case_on:` en attend un. L’extraction est-elle coupée, ou absente\u00a0?",
)
OTHER_ROWS = Wordings(
    en="{n} case(s) in {period}, where `rows:` expects {expected}. Is an export cut, or delivered twice?",
    fr=(
        "{n} cas dans {period}, alors que `rows:` attend {expected}. L’extraction est-elle coupée, ou livrée deux "
        "fois\u00a0?"
    ),
)
STALE = Wordings(
    en="the latest event is of {latest}, more than {fresh} before {day}. Did the exports stop coming?",
    fr="le dernier événement est du {latest}, plus de {fresh} avant le {day}. Les extractions ont-elles cessé\u00a0?",
)
SOURCE_NOT_READ = Wordings(
    en='source "{source}" was not read: read are {read}. Name one of these, or evaluate an indicator of it.',
    fr="la source «\u00a0{source}\u00a0» n’a pas été lue\u00a0; ont été lues\u00a0: {read}. Nommez l’une d’elles, ou "
    "évaluez un de ses indicateurs.",
)
