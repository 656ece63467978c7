"""Refused outputs, in both languages."""

from __future__ import annotations

from gpj_kpi.sentences import outputs
from gpj_kpi.sentences.sentence import Wordings, in_language, say


def test_a_refused_output_is_named_in_both_languages() -> None:
    """The path, the source and its pattern stand in both."""
    said = say(outputs.NAMES_AN_EXPORT, path="data/a.csv", source="calls", pattern="*.csv", folder="data")
    assert said == (
        'data/a.csv would be one of the exports: source calls reads "*.csv" in the folder "data". '
        "Choose another name or folder for the output."
    )
    assert in_language(said, "fr") == (
        "data/a.csv serait un des exports\u00a0: la source calls lit «\u00a0*.csv\u00a0» dans le dossier "
        "«\u00a0data\u00a0». Choisissez un autre nom ou un autre dossier pour le fichier à écrire."
    )


def test_every_sentence_says_what_to_do() -> None:
    """Each has an advice, in both languages, behind its first sentence."""
    sentences = [each for each in vars(outputs).values() if isinstance(each, Wordings)]
    assert len(sentences) >= 5
    for each in sentences:
        assert ". " in each.en
        assert ". " in each.fr


def test_what_cannot_be_compared_is_said_in_both_languages() -> None:
    """The option, what was read and what is expected."""
    said = say(outputs.NO_SUCH_BUSINESS_DAY, period="2008-05", days=19, number=21)
    assert said.endswith("2008-05 has 19 jours ouvrés, and none of number 21. Give a number from 1 to 19.")
    assert in_language(said, "fr").endswith("aucun de numéro 21. Donnez un numéro de 1 à 19.")
