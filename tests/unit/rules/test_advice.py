"""What the messages of the rule file advise, tried: each piece of advice is itself accepted."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.unit.rules.rule_files import BASE, BUSINESS, HOURS, load_text, refusals

HOURS_WRITTEN = HOURS.strip()
ADVICE: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    # What stands in BASE, what is refused in its place, words of the message, and what each of them makes of it.
    "id": ("id: opening", "id: 1st", "e.g. opened_at", ("id: opened_at",)),
    "date": ("{2008-05-02: Pont}", "{02/05/2008: Pont}", "e.g. 2008-05-02", ("{2008-05-02: Pont}",)),
    "dates": (
        "{2008-05-02: Pont}",
        "x",
        "e.g. {2008-05-02: Pont de l'Ascension}",
        ("{2008-05-02: Pont de l'Ascension}",),
    ),
    "zone": ("Europe/Paris", "localtime", "e.g. Europe/Paris", ("Europe/Paris",)),
    "zone nearest": ("Europe/Paris", "right/Europe/Rome", '"Europe/Rome"', ("Europe/Rome",)),
    "country": ('FR\n  subdivision: "57"', "France", "e.g. FR, or none", ("FR", "none")),
    "country UK": ('FR\n  subdivision: "57"', "UK", "Write GB", ("GB",)),
    "subdivision of none": ('FR\n  subdivision: "57"', 'none\n  subdivision: "57"', "Remove subdivision", ("none",)),
    "place": ('FR\n  subdivision: "57"', 'FR\n  subdivision: "58"', "such as FR", ("FR", 'FR\n  subdivision: "57"')),
    "week": ("week: mon-fri", "week: fri-mon", "e.g. mon-fri", ("week: mon-fri",)),
    "stretch": (
        'sat: "09:00-12:00"',
        'sat: "9h-12h"',
        'e.g. "09:00-12:30", "18:00-24:00" or, over midnight, "22:00-06:00"; a whole day is "00:00-24:00"',
        ('sat: "09:00-12:30"', 'sat: "18:00-24:00"', 'sat: "22:00-06:00"', 'sat: "00:00-24:00"'),
    ),
    "stretches in order": (
        '["09:00-12:30", "13:30-18:00"]',
        '["22:00-06:00", "13:30-18:00"]',
        "Put them in order, apart",
        ('["13:30-18:00", "22:00-06:00"]',),
    ),
    "night before the hours that it runs into": (
        '["09:00-12:30", "13:30-18:00"]',
        '["22:00-06:00", "05:00-08:00"]',
        'Let the night end by then, and put it last: ["05:00-08:00", "22:00-05:00"].',
        ('["05:00-08:00", "22:00-05:00"]',),
    ),
    "night too long": (
        'mon-fri: ["09:00-12:30", "13:30-18:00"]',
        'mon-fri: ["09:00-12:30", "22:00-09:30"]',
        "Put them apart",
        ('mon-fri: ["09:00-12:30", "22:00-09:00"]',),
    ),
    "hours": (
        HOURS_WRITTEN,
        "opening_hours: 9",
        'e.g. {mon-fri: ["09:00-12:30", "13:30-18:00"], 2008-12-24: "09:00-12:30"}',
        ('opening_hours: {mon-fri: ["09:00-12:30", "13:30-18:00"], 2008-12-24: "09:00-12:30"}',),
    ),
    "hours of a closed day": (
        f"closed: {{2008-05-02: Pont}}\n  worked: {{2008-05-12: Solidarité}}\n  {HOURS_WRITTEN}",
        'closed: {2008-05-02: Pont}\n  opening_hours: {2008-05-02: "09:00-12:30"}',
        "Remove them, or move the day from closed to worked",
        ("closed: {2008-05-02: Pont}", 'worked: {2008-05-02: Pont}\n  opening_hours: {2008-05-02: "09:00-12:30"}'),
    ),
    "hours of a holiday": (
        f"worked: {{2008-05-12: Solidarité}}\n  {HOURS_WRITTEN}",
        'opening_hours: {2008-05-01: "09:00-12:30"}',
        "Remove them, or write the day under worked",
        ("opening_hours: {}", 'worked: {2008-05-01: Fête}\n  opening_hours: {2008-05-01: "09:00-12:30"}'),
    ),
    "format": ('format: "%d/%m/%Y"}', 'format: "%m/%Y"}', 'e.g. "%d/%m/%Y"', ('format: "%d/%m/%Y"}',)),
    "format of a date": (', format: "%d/%m/%Y"}', "}", 'e.g. "%d/%m/%Y"', (', format: "%d/%m/%Y"}',)),
    "format of a time": (
        'due_at: {header: Échéance, type: datetime, format: "%d/%m/%Y %H:%M"}',
        "due_at: {header: Échéance, type: datetime}",
        'e.g. "%d/%m/%Y %H:%M:%S"',
        ('due_at: {header: Échéance, type: datetime, format: "%d/%m/%Y %H:%M:%S"}',),
    ),
    "format letters": (
        'due_at: {header: Échéance, type: datetime, format: "%d/%m/%Y %H:%M"}',
        'due_at: {header: Échéance, type: datetime, format: "%d/%m/%Y %H:%M UTC"}',
        '"%d/%m/%Y %H:%M %z"',
        ('due_at: {header: Échéance, type: datetime, format: "%d/%m/%Y %H:%M %z"}',),
    ),
    "file": ("[claims_*.csv, old/claims.csv.gz]", "[../claims.csv]", "e.g. claims_*.csv", ("claims_*.csv",)),
    "delimiter": (
        'delimiter: ";"',
        "delimiter: semicolon",
        'e.g. ";", or the word tab',
        ('delimiter: ";"', "delimiter: tab"),
    ),
    "limit without unit": (
        "limit: 48 heures",
        "limit: 48",
        "e.g. 48 heures, 10 jours ouvrés or < 24 heures",
        ("limit: 48 heures", "limit: 10 jours ouvrés", "limit: < 24 heures"),
    ),
    "limit with a sign": ("limit: 48 heures", "limit: +48 heures", "Write 48 heures", ("limit: 48 heures",)),
    "limit with a blank": ("limit: 48 heures", "limit: 1 000 heures", "Write 1000 heures", ("limit: 1000 heures",)),
    "limit with a half": ("limit: 48 heures", 'limit: "1,5 heures"', "use 90 minutes", ("limit: 90 minutes",)),
    "limit in weeks": (
        "limit: 48 heures",
        "limit: 2 semaines",
        "e.g. 14 jours calendaires",
        ("limit: 14 jours calendaires",),
    ),
    "limit in other words": (
        "limit: 48 heures",
        "limit: vite",
        "e.g. 10 jours ouvrés or < 24 heures",
        ("limit: 10 jours ouvrés",),
    ),
    "target": (
        "target: 100%",
        "target: presque",
        '"95%", "> 97%"',
        ('target: "95%"', 'target: "> 97%"'),
    ),
    "target of a unit that is none": ("target: 100%", "target: 95 points", "written 95%", ("target: 95%",)),
    "target of a share in time": ("target: 100%", "target: 95 heures", 'e.g. "95%"', ('target: "95%"',)),
    "target of a number": ('target: ">= 4.0"', "target: 95%", 'e.g. ">= 4.0"', ('target: ">= 4.0"',)),
    "target of a duration": (
        'target: "< 2 minutes"',
        "target: 95%",
        'e.g. "< 10 secondes"',
        ('target: "< 10 secondes"',),
    ),
    "target of a duration in days": (
        'percentile 95}\n        target: "< 2 minutes"',
        "percentile 95, unit: jours ouvrés}\n        target: 95%",
        'e.g. "< 10 jours ouvrés"',
        ('percentile 95, unit: jours ouvrés}\n        target: "< 10 jours ouvrés"',),
    ),
    "target in another unit": (
        'percentile 95}\n        target: "< 2 minutes"',
        "percentile 95}\n        target: 2 jours ouvrés",
        'Write "unit: jours ouvrés" in the measure, or the figure in secondes',
        (
            "percentile 95, unit: jours ouvrés}\n        target: 2 jours ouvrés",
            "percentile 95}\n        target: 2 secondes",
        ),
    ),
    "target in months": (
        'target: "< 2 minutes"',
        "target: 2 mois",
        "Write the figure in secondes",
        ("target: 2 secondes",),
    ),
    "printed figure": (
        "{2008: 97%}",
        "{2008: presque}",
        'e.g. 97%, "> 97%", about 90%, held',
        ("{2008: 97%}", '{2008: "> 97%"}', "{2008: about 90%}", "{2008: held}"),
    ),
    "printed figures": ("published: {2008: 97%}", "published: 97", "e.g. {2008: 97%}", ("published: {2008: 97%}",)),
    "printed range": (
        'target: ">= 4.0"',
        'target: ">= 4.0"\n        published: {2008: {per: quarter, between: 4}}',
        "e.g. [4.09, 4.20]",
        ('target: ">= 4.0"\n        published: {2008: {per: quarter, between: [4.09, 4.20]}}',),
    ),
    "printed period": (
        "{2008: 97%}",
        "{mars: 97%}",
        '"2008", "2008-Q1", "2008-03" or "2008-W05"',
        ('{"2008": 97%}', '{"2008-Q1": 97%}', '{"2008-03": 97%}', '{"2008-W05": 97%}'),
    ),
    "max_rejected": ("max_rejected: 0,5%", "max_rejected: 5", 'e.g. "1%"', ('max_rejected: "1%"',)),
    "scale": ("scale: [1, 5]", "scale: 5", "e.g. [1, 5]", ("scale: [1, 5]",)),
    "min_cases": ("min_cases: 30", "min_cases: beaucoup", "e.g. 30", ("min_cases: 30",)),
    "measure": ("measure: {kind: count}", "measure: count", "e.g. {kind: count}", ("measure: {kind: count}",)),
    "condition": ("of: {channel: internet}", "of: internet", "e.g. {channel: internet}", ("of: {channel: internet}",)),
    "quotes for a text": ("Protection juridique", "1e3", 'in quotes: "1e3"', ('"1e3"',)),
    "quotes for a word": (
        "[courrier, internet]",
        "[courrier, internet, yes]",
        '"yes" in quotes',
        ('[courrier, internet, "yes"]',),
    ),
    "quotes for a sign": ('">= 4"}', ">= 4}", '">= 4"', ('">= 4"}',)),
    "required": (
        "claim_id: {header: N° dossier, type: text, required: true}",
        "claim_id: {header: N° dossier, type: text}",
        '"required: true"',
        ("claim_id: {header: N° dossier, type: text, required: true}",),
    ),
    "file_per": (
        "key: claim_id",
        "expects: {file_per: week}\n    key: claim_id",
        "Write month, quarter or year",
        tuple(f"expects: {{file_per: {word}}}\n    key: claim_id" for word in ("month", "quarter", "year", "mois")),
    ),
    "case_on": (
        "key: claim_id",
        "expects: {case_on: daily}\n    key: claim_id",
        "Write every business day, every week or every month",
        tuple(
            f"expects: {{case_on: {words}}}\n    key: claim_id"
            for words in ("every business day", "every week", "every month", "chaque jour ouvré", "chaque semaine")
        ),
    ),
    "rows": (
        "key: claim_id",
        "expects: {rows: 1000}\n    key: claim_id",
        '">= 1000 per month" (per week, month, quarter or year)',
        tuple(
            f'expects: {{rows: ">= 1000 per {per}"}}\n    key: claim_id' for per in ("week", "month", "quarter", "year")
        ),
    ),
    "rows with separators": (
        "key: claim_id",
        "expects: {rows: 1 000 per month}\n    key: claim_id",
        "Write 1000",
        ("expects: {rows: 1000 per month}\n    key: claim_id",),
    ),
    "rows of nothing": (
        "key: claim_id",
        "expects: {rows: 0 per month}\n    key: claim_id",
        'e.g. ">= 1 per month"',
        ('expects: {rows: ">= 1 per month"}\n    key: claim_id',),
    ),
    "quiet": (
        "key: claim_id",
        "expects: {quiet: []}\n    key: claim_id",
        "e.g. [08] for August",
        ("expects: {quiet: [08]}\n    key: claim_id",),
    ),
    "quiet month": (
        "key: claim_id",
        "expects: {quiet: août}\n    key: claim_id",
        "e.g. 08 for August",
        ("expects: {quiet: 08}\n    key: claim_id", "expects: {quiet: [12]}\n    key: claim_id"),
    ),
    "fresh": (
        "key: claim_id",
        "fresh: 48\n    key: claim_id",
        "e.g. 2 jours ouvrés",
        ("fresh: 2 jours ouvrés\n    key: claim_id",),
    ),
    "fresh in hours of days": (
        "key: claim_id",
        "fresh: 48 heures\n    key: claim_id",
        "Expected jours ouvrés, jours ouvrables, jours calendaires or mois",
        tuple(
            f"fresh: 2 {unit}\n    key: claim_id"
            for unit in ("jours ouvrés", "jours ouvrables", "jours calendaires", "mois")
        ),
    ),
}


@pytest.mark.parametrize("name", ADVICE)
def test_what_a_message_advises_is_accepted(tmp_path: Path, name: str) -> None:
    """The faulty text is refused with the advice, and each text that follows the advice is read."""
    written, faulty, words, followed = ADVICE[name]
    assert BASE.count(written) >= 1
    said = " ".join(str(issue) for issue in refusals(tmp_path, BASE.replace(written, faulty)))
    assert words in said
    for text in followed:
        load_text(tmp_path, BASE.replace(written, text))


def test_the_hours_that_business_time_asks_for_are_accepted(tmp_path: Path) -> None:
    """The example of the message stands in the calendar as it is written there."""
    without = BUSINESS.replace("  " + HOURS_WRITTEN + "\n", "")
    (issue,) = refusals(tmp_path, without)
    _, _, advised = issue.message.partition("Write e.g. ")
    load_text(tmp_path, BUSINESS.replace(HOURS_WRITTEN, advised.rstrip(".")))


@pytest.mark.parametrize(
    "written", ["95 pour cent", "95 percent", "95 per cent", "95 %", "95\u202f%", "95 Pour Cent", "95pourcent"]
)
def test_a_percentage_may_be_written_in_words(tmp_path: Path, written: str) -> None:
    """In French or English, wherever a percentage stands."""
    rules = load_text(
        tmp_path,
        BASE.replace("target: 100%", f"target: {written}")
        .replace("tolerance: 95%", "tolerance: 90 pour cent")
        .replace("max_rejected: 0,5%", "max_rejected: 0,5 pour cent"),
    )
    target = rules.indicator("opening").target
    assert target is not None
    assert (target.value, target.unit) == (Fraction(95, 100), "%")
    assert rules.sources["claims"].max_rejected == Fraction(5, 1000)
