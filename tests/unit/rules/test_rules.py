"""The rule file: what it becomes, and the place and words of each refusal."""

from __future__ import annotations

import copy
import hashlib
import time
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from gpj_kpi import rules
from gpj_kpi.calendars.limits import Limit, Unit
from gpj_kpi.calendars.schedule import OpeningHours, OpeningWindow
from gpj_kpi.errors import RuleFileError, UsageError
from gpj_kpi.rules import load_rules
from gpj_kpi.rules.models.indicators import period_label
from gpj_kpi.rules.models.targets import parse_published, parse_target
from gpj_kpi.rules.text.faults import RefusedError

if TYPE_CHECKING:
    from gpj_kpi.errors import Issue

COMMITMENTS = Path(__file__).parents[3] / "commitments.yaml"

BASE = """\
version: 1
organisation: Protection juridique
language: fr
time_zone: Europe/Paris
calendar:
  country: FR
  subdivision: "57"
  week: mon-fri
  closed: {2008-05-02: Pont}
  worked: {2008-05-12: Solidarité}
  opening_hours: {mon-fri: ["09:00-12:30", "13:30-18:00"], sat: "09:00-12:00", 2008-12-24: "09:00-12:30"}
sources:
  claims:
    label: Dossiers
    files: [claims_*.csv, old/claims.csv.gz]
    delimiter: ";"
    encoding: windows-1252
    decimal: ","
    null_values: ["", "NULL"]
    key: claim_id
    on_duplicate: first
    max_rejected: 0,5%
    columns:
      claim_id: {header: N° dossier, type: text, required: true}
      received_at: {header: Reçu le, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      opened_at: {header: Ouvert le, type: datetime, format: "%d/%m/%Y %H:%M"}
      due_at: {header: Échéance, type: datetime, format: "%d/%m/%Y %H:%M"}
      closed_on: {header: Clos le, type: date, format: "%d/%m/%Y"}
      channel: {header: Canal, type: text, values: [courrier, internet]}
      topic: {header: Domaine, type: text}
      wait_seconds: {header: Attente, type: integer}
      score: {header: Note, type: number}
      urgent: {header: Urgent, type: boolean, true_values: ["oui", "O"], false_values: ["non"]}
      insured: {header: Assuré, type: text, personal: true}
commitments:
  - id: handling
    title: Gestion
    promise: Ouverture sous 48 h.
    ref: Nos engagements
    indicators:
      - id: opening
        label: Ouverts sous 48 h
        source: claims
        where: {channel: internet, score: ">= 4"}
        measure: {kind: delay, from: received_at, to: opened_at, limit: 48 heures}
        target: 100%
        tolerance: 95%
        min_cases: 30
        per: quarter
        reading: Heures écoulées.
        published: {2008: 97%}
      - id: quick
        label: Attente courte
        source: claims
        period_by: received_at
        measure: {kind: delay, elapsed: wait_seconds, done: {opened_at: present}, limit: "< 10 secondes"}
      - id: mean_time
        label: Durée moyenne
        source: claims
        measure: {kind: duration, from: received_at, to: {first: [opened_at, due_at]}, statistic: percentile 95}
        target: "< 2 minutes"
      - id: online
        label: Part en ligne
        source: claims
        period_by: closed_on
        measure: {kind: share, of: {channel: internet}}
      - id: note
        label: Note
        source: claims
        period_by: closed_on
        measure: {kind: mean, value: score, scale: [1, 5], weight: wait_seconds}
        target: ">= 4.0"
      - id: number
        label: Nombre
        source: claims
        period_by: closed_on
        measure: {kind: count}
"""

OTHER = "{label: x, files: x.csv, key: k, columns: {k: {header: k, type: text, required: true}}}"

# (what stands in BASE, what is written in its place, words that the message must hold).
# The mark ‸ says where the fault is expected to be found; it is taken out before the file is written. A key that is
# missing is found where its mapping begins: line and column are then given.
FAULTS: dict[str, tuple[Any, ...]] = {
    "version": ("version: 1", "version: ‸2", ("2 is not allowed", "Expected 1")),
    "version true": ("version: 1", "version: ‸true", ("true is not allowed", "Expected 1")),
    "version missing": ("version: 1\n", "", ('"version" is missing',), (1, 1)),
    "unknown top key": ("language: fr", "‸langage: fr", ('"langage" is not a key', 'Did you mean "language"')),
    "number as text": ("Protection juridique", "‸2008", ("2008 without quotes is a number", 'Write "2008" in quotes')),
    "blank text": ("Protection juridique", '‸" "', ("empty",)),
    "nothing as text": ("organisation: Protection juridique", "organisation:‸", ("nothing is written here",)),
    "list as text": ("Protection juridique", "‸[a]", ("a list is not text",)),
    "null as text": ("Protection juridique", "‸null", ("null without quotes", 'Write "null" in quotes')),
    "language": ("language: fr", "language: ‸de", ('"de" is not allowed', "fr, en")),
    "language no": ("language: fr", "language: ‸no", ("no without quotes is false", 'Write "no" in quotes')),
    "time zone": ("Europe/Paris", "‸Europe/Pariss", ("is not a time zone", 'Did you mean "Europe/Paris"?')),
    "time zone path": ("Europe/Paris", "‸../Paris", ("is not a time zone",)),
    "country": ("country: FR", "country: ‸France", ("is not a country", "FR")),
    "subdivision": ('subdivision: "57"', "subdivision: ‸57", ('Write "57" in quotes',)),
    "week": ("week: mon-fri", "week: ‸mon-fry", ('"fry" is not a day', 'Did you mean "fri"')),
    "week backwards": ("week: mon-fri", "week: ‸fri-mon", ("runs backwards",)),
    "week list": ("week: mon-fri", "week: [mon, ‸lundi]", ('"lundi" is not a day', "mon, tue")),
    "week empty": ("week: mon-fri", "week: ‸[]", ("no day",)),
    "closed no date": ("{2008-05-02: Pont}", "{‸2008-02-31: Pont}", ('"2008-02-31" is not a date', "yyyy-mm-dd")),
    "closed other form": ("{2008-05-02: Pont}", "{‸02/05/2008: Pont}", ('"02/05/2008" is not a date',)),
    "closed reason": ("{2008-05-02: Pont}", "{2008-05-02: ‸12}", ("12 without quotes is a number",)),
    "closed list": ("{2008-05-02: Pont}", "‸[2008-05-02]", ("a list is not a mapping", "Pont de l'Ascension")),
    "closed and worked": ("{2008-05-12: Sol", "{‸2008-05-02: Sol", ("both closed and worked",)),
    "18:00": ('sat: "09:00-12:00"', "sat: ‸18:00", ("18:00", "1080", "YAML 1.1", "quotes")),
    "hours form": ('"09:00-12:00"', '‸"9h-12h"', ("HH:MM-HH:MM",)),
    "hours backwards": ('"09:00-12:00"', '‸"12:00-09:00"', ("HH:MM-HH:MM",)),
    "hours past midnight": ('"09:00-12:00"', '‸"09:00-24:30"', ("HH:MM-HH:MM",)),
    "hours overlap": ('"13:30-18:00"', '‸"12:00-18:00"', ("begins before", "order")),
    "hours day": ("sat:", "‸samedi:", ('"samedi" is not a day', "sat")),
    "hours twice": ("sat:", "‸fri:", ("fri are given twice",)),
    "hours list": (
        '{mon-fri: ["09:00-12:30", "13:30-18:00"], sat: "09:00-12:00", 2008-12-24: "09:00-12:30"}',
        '‸"09:00"',
        ("not a mapping", "2008-12-24"),
    ),
    "hours no date": ("2008-12-24:", "‸2008-12-42:", ('"2008-12-42" is not a date', "yyyy-mm-dd")),
    "hours other date": ("2008-12-24:", "‸24/12/2008:", ('"24/12/2008" is not a date', "yyyy-mm-dd")),
    "hours of a date": ('2008-12-24: "09:00-12:30"', '2008-12-24: ‸"9-12"', ('"9-12" is not a stretch', "HH:MM-HH:MM")),
    "hours of a date twice": ("2008-12-24:", "2008-12-24: [], ‸2008-12-24:", ("comes twice",)),
    "hours of a holiday": (
        "2008-12-24:",
        "‸2008-12-25:",
        ("2008-12-25 has opening hours and is closed (Noël)", "write the day under worked"),
    ),
    "hours of a local holiday": ("2008-12-24:", "‸2008-12-26:", ("is closed (Saint-Étienne)",)),
    "hours of a closed day": ("2008-12-24:", "‸2008-05-02:", ("2008-05-02 has opening hours and is closed (Pont)",)),
    "source id": ("sources:\n", f"sources:\n  ‸Other: {OTHER}\n", ('"Other" is not an id', "a-z")),
    "source key missing": ("    key: claim_id\n", "", ('"key" is missing',), (14, 5)),
    "source unknown key": ("    delimiter:", "    ‸delimeter:", ('"delimeter"', 'Did you mean "delimiter"')),
    "absolute": ("old/claims.csv.gz", "‸/etc/passwd", ("absolute", "below --data")),
    "home": ("old/claims.csv.gz", "‸~/x.csv", ("absolute",)),
    "drive": ("old/claims.csv.gz", '‸"C:/x.csv"', ("absolute",)),
    "backslash": ("old/claims.csv.gz", "‸old\\x.csv", ("backslash", "/")),
    "parent folder": ("old/claims.csv.gz", "‸old/../../x.csv", ('".."',)),
    "url": ("old/claims.csv.gz", '‸"https://example.org/x.csv"', ("URL",)),
    "files empty": ("[claims_*.csv, old/claims.csv.gz]", "‸[]", ("empty",)),
    "file blank": ("old/claims.csv.gz", '‸""', ("is empty",)),
    "delimiter": ('delimiter: ";"', 'delimiter: ‸";;"', ("one character",)),
    "encoding": ("windows-1252", "‸windows-1253", ('Did you mean "windows-1252"',)),
    "decimal": ('decimal: ","', 'decimal: ‸";"', ('".", ","',)),
    "null as null": ('"NULL"]', "‸NULL]", ("NULL without quotes", 'Write "NULL" in quotes')),
    "on_duplicate": ("on_duplicate: first", "on_duplicate: ‸lasst", ('Did you mean "last"',)),
    "max_rejected": ("0,5%", "‸0.5", ("not a percentage", "1%")),
    "max_rejected above": ("0,5%", "‸101%", ("100%",)),
    "key unknown": ("key: claim_id", "key: ‸claimid", ('"claimid" is not a column', 'Did you mean "claim_id"')),
    "key not required": (
        "claim_id: {header: N° dossier, type: text, required: true}",
        "claim_id: ‸{header: N° dossier, type: text}",
        ("claim_id may be empty", "required: true"),
    ),
    "key personal": ("key: claim_id", "key: [claim_id, ‸insured]", ('"insured" is personal',)),
    "key twice": ("key: claim_id", "key: [claim_id, ‸claim_id]", ("comes twice",)),
    "column id": ("      topic: {", "      ‸Topic: {", ('"Topic" is not an id',)),
    "column any": ("      topic: {", "      ‸any: {", ('"any" is a word of conditions',)),
    "column text": ("{header: Domaine, type: text}", "‸text", ('"text" is not a mapping', "header, type")),
    "column header missing": ("{header: Domaine, type: text}", "‸{type: text}", ('"header" is missing',)),
    "column type": ("{header: Domaine, type: text}", "{header: Domaine, type: ‸string}", ("text, integer, number",)),
    "column unknown key": (
        "required: true}\n      rec",
        "‸requird: true, required: true}\n      rec",
        ('Did you mean "required"',),
    ),
    "header twice": ("header: Domaine", "header: ‸Canal", ('"Canal" is already the header of channel',)),
    "required": ("type: integer}", "type: integer, required: ‸1}", ("1 is not true or false",)),
    "format missing": (', format: "%d/%m/%Y"}', "}", ('needs "format"', "%d/%m/%Y"), (28, 18)),
    "format on text": (
        "{header: Domaine, type: text}",
        '{header: Domaine, type: text, ‸format: "%d/%m/%Y"}',
        ('"format" has no meaning', "type text"),
    ),
    "format directive": ('"%d/%m/%Y"}', '‸"%d/%b/%Y"}', ('"%b" is not a directive', "%m")),
    "format half": ('"%d/%m/%Y"}', '‸"%m/%Y"}', ("full date",)),
    "format two years": ('"%d/%m/%Y"}', '‸"%d/%m/%Y %y"}', ("one of %Y and %y",)),
    "format twice": ('"%d/%m/%Y"}', '‸"%d/%m/%Y %d"}', ('"%d" comes twice',)),
    "format ends in %": ('"%d/%m/%Y"}', '‸"%d/%m/%Y%"}', ("not a directive",)),
    "date with hours": ('"%d/%m/%Y"}', '‸"%d/%m/%Y %H:%M"}', ("time of day", "type: datetime")),
    "datetime without hours": ('"%d/%m/%Y %H:%M"}\n      due', '‸"%d/%m/%Y"}\n      due', ("%H", "type: date")),
    "values on integer": ("type: integer}", 'type: integer, ‸values: ["1"]}', ('"values" has no meaning',)),
    "values yes": (
        "values: [courrier, internet]",
        "values: [courrier, internet, ‸yes]",
        ("yes without quotes is true", 'Write "yes" in quotes'),
    ),
    "false_values missing": (', false_values: ["non"]', "", ('needs "false_values"',), (33, 15)),
    "true and false": ('false_values: ["non"]', 'false_values: ‸["non", "O"]', ('"O" is among the true_values',)),
    "true_values on text": (
        "{header: Domaine, type: text}",
        "{header: Domaine, type: text, ‸true_values: [a]}",
        ('"true_values" has no meaning',),
    ),
    "commitment key": ("    title: Gestion", "    title: Gestion\n    ‸titel: x", ('Did you mean "title"',)),
    "promise missing": ("    promise: Ouverture sous 48 h.\n", "", ('"promise" is missing',), (36, 5)),
    "commitment text": ("  - id: handling\n", "  - ‸text\n  - id: handling\n", ('"text" is not a mapping',)),
    "commitment id": ("- id: handling", "- id: ‸Handling", ('"Handling" is not an id',)),
    "indicator id twice": ("- id: quick", "- id: ‸opening", ('"opening" is already the id',)),
    "label missing": ("        label: Note\n", "", ('"label" is missing',), (67, 9)),
    "source unknown": (
        "quick\n        label: Attente courte\n        source: claims",
        "quick\n        label: Attente courte\n        source: ‸claim",
        ('"claim" is not a source', 'Did you mean "claims"'),
    ),
    "period_by unknown": ("period_by: received_at", "period_by: ‸recieved_at", ('Did you mean "received_at"',)),
    "period_by text": ("period_by: received_at", "period_by: ‸topic", ("type text", "received_at, opened_at")),
    "period_by missing": (
        "period_by: closed_on\n        measure: {kind: count}",
        "measure: {kind: count}",
        ('"period_by" is missing', "closed_on"),
        (73, 9),
    ),
    "period_by missing, elapsed": (
        "        period_by: received_at\n",
        "",
        ('"period_by" is missing', "elapsed"),
        (52, 9),
    ),
    "where column": ("{channel: internet, score", "{‸chanel: internet, score", ('Did you mean "channel"',)),
    "where value": (
        "{channel: internet, score",
        "{channel: ‸internett, score",
        ('"internett" is not among the values of channel', 'Did you mean "internet"'),
    ),
    "where personal": ("{channel: internet, score", "{‸insured: x, score", ('"insured" is personal',)),
    "where yes": ("{channel: internet, score", "{topic: ‸yes, score", ("yes without quotes is true",)),
    "where number as text": ("{channel: internet, score", "{topic: ‸57, score", ('Write "57" in quotes',)),
    "where null": ("{channel: internet, score", "{topic: ‸null, score", ("missing",)),
    "where null value": ("{channel: internet, score", '{topic: ‸"NULL", score', ("null_values", "missing")),
    "where empty": ('{channel: internet, score: ">= 4"}', "‸{}", ("an empty mapping is not a condition",)),
    "where text": ('{channel: internet, score: ">= 4"}', "‸internet", ('"internet" is not a condition',)),
    "where list": ("{channel: internet, score", "{channel: ‸[], score", ("list of channel is empty",)),
    "where list value": ("{channel: internet, score", "{channel: [internet, ‸x], score", ("not among the values",)),
    "where list missing": ("{channel: internet, score", "{channel: [internet, ‸missing], score", ("any: [...]",)),
    "where list comparison": ('score: ">= 4"', 'score: [‸">= 4"]', ("any: [...]",)),
    "where text compared": ('score: ">= 4"', 'topic: ‸">= 4"', ('">=" compares numbers', "topic is text")),
    "where not equal": ('score: ">= 4"', 'score: ‸"!= 4"', ("{not: 4}",)),
    "where no number": ('score: ">= 4"', 'score: ‸">= x"', ("not a figure", "number")),
    "where percentage": ('score: ">= 4"', 'score: ‸">= 4%"', ("not a plain number",)),
    "where no integer": ('score: ">= 4"', "wait_seconds: ‸4.5", ("4.5 is not a whole number",)),
    "where no date": ('score: ">= 4"', 'closed_on: ‸">= 1/2/2008"', ("yyyy-mm-dd",)),
    "where datetime list": ('score: ">= 4"', "opened_at: ‸[2008-05-01]", ("never one of a list",)),
    "where no boolean": ('score: ">= 4"', "urgent: ‸oui", ('"oui" is not true or false',)),
    "where not key": ('score: ">= 4"', "score: {‸nott: 4}", ('Did you mean "not"',)),
    "where any": ('score: ">= 4"', "any: ‸{score: 4}", ("not a list of conditions",)),
    "where any entry": ('score: ">= 4"', "any: [{score: 4}, {‸scor: 4}]", ('Did you mean "score"',)),
    "where not": ('score: ">= 4"', "not: {not: {all: [{topic: {not: [a, ‸3]}}]}}", ('Write "3" in quotes',)),
    "measure text": ("measure: {kind: count}", "measure: ‸count", ('"count" is not a measure', "{kind: count}")),
    "measure kind": ("measure: {kind: count}", "measure: ‸{kind: counts}", ('Did you mean "count"',)),
    "measure no kind": ("measure: {kind: count}", "measure: ‸{of: x}", ('"kind" is missing', "delay, duration")),
    "measure key": ("measure: {kind: count}", "measure: {kind: count, ‸of: x}", ('"of" is not a key',)),
    "from missing": ("delay, from: received_at, to", "delay, to", ('"from" is missing', "elapsed"), (45, 18)),
    "to missing": ("to: opened_at, limit", "limit", ('"to" is missing',), (45, 18)),
    "from unknown": ("delay, from: received_at", "delay, from: ‸recieved_at", ('Did you mean "received_at"',)),
    "from text": ("delay, from: received_at", "delay, from: ‸topic", ("type text", "date or datetime")),
    "from personal": ("delay, from: received_at", "delay, from: ‸insured", ("personal",)),
    "to unknown": ("to: opened_at", "to: ‸openedat", ('Did you mean "opened_at"',)),
    "to in list": ("to: opened_at", "to: {all: [opened_at, ‸dueat]}", ('Did you mean "due_at"',)),
    "to key": ("to: opened_at", "to: {‸last: [opened_at]}", ('"last" is not a key', "all, first")),
    "to both": ("to: opened_at", "to: ‸{all: [opened_at], first: [due_at]}", ("exactly one",)),
    "to start": ("to: opened_at", "to: ‸received_at", ("always 0",)),
    "no limit": (", limit: 48 heures", "", ('"limit" is missing',), (45, 18)),
    "limit without unit": ("limit: 48 heures", "limit: ‸48", ("48 is not a limit", "no unit", "heures")),
    "limit short unit": ("limit: 48 heures", "limit: ‸48 h", ('"48 h"', "heures")),
    "limit bare days": ("limit: 48 heures", "limit: ‸2 jours", ("jours ouvrés", "jours calendaires")),
    "limit misspelt": ("limit: 48 heures", "limit: ‸2 jours ouvrrés", ('did you mean "jours ouvrés"',)),
    "limit in hours on dates": (
        "to: opened_at, limit: 48 heures",
        "to: closed_on, limit: ‸48 heures",
        ('"48 heures" is elapsed time', "closed_on is a date column", "jours ouvrés"),
    ),
    "limit column": ("limit: 48 heures", "limit: {column: ‸dueat}", ('Did you mean "due_at"',)),
    "limit column text": ("limit: 48 heures", "limit: {column: ‸topic}", ("date or datetime",)),
    "limit column key": ("limit: 48 heures", "limit: {‸colum: due_at}", ('Did you mean "column"',)),
    "limit column on dates": (
        "to: opened_at, limit: 48 heures",
        "to: closed_on, limit: ‸{column: due_at}",
        ("due column is a datetime", "closed_on is a date"),
    ),
    "rollover": ("limit: 48 heures", "limit: 2 jours ouvrés, rollover: ‸next_busines_day", ('"next_business_day"',)),
    "limit in business hours on dates": (
        "to: opened_at, limit: 48 heures",
        "to: closed_on, limit: ‸4 heures ouvrées",
        ('"4 heures ouvrées" is time inside the opening hours', "closed_on is a date column", "jours ouvrés"),
    ),
    "rollover on business hours": (
        "limit: 48 heures",
        "limit: 4 heures ouvrées, rollover: ‸next_business_day",
        ("moves a last day", "Remove"),
    ),
    "rollover on hours": (
        "limit: 48 heures",
        "limit: 48 heures, rollover: ‸next_business_day",
        ("moves a last day", "Remove"),
    ),
    "done with to": ("limit: 48 heures", "limit: 48 heures, ‸done: {topic: x}", ('"done" goes with "elapsed"',)),
    "elapsed with from": (
        "elapsed: wait_seconds",
        "‸from: received_at, elapsed: wait_seconds",
        ("exclude each other",),
    ),
    "elapsed without done": (
        "measure: {kind: delay, elapsed: wait_seconds, done: {opened_at: present},",
        "measure: ‸{kind: delay, elapsed: wait_seconds,",
        ('the key "done"',),
    ),
    "elapsed text": ("elapsed: wait_seconds", "elapsed: ‸topic", ("number of seconds", "wait_seconds, score")),
    "elapsed in days": ('limit: "< 10 secondes"', "limit: ‸2 jours ouvrés", ("no calendar", "secondes")),
    "elapsed in business hours": ('limit: "< 10 secondes"', "limit: ‸1 heure ouvrée", ("no calendar", "secondes")),
    "elapsed to a column": ('limit: "< 10 secondes"', "limit: ‸{column: due_at}", ("no calendar",)),
    "statistic": ("percentile 95", "‸p95", ('"p95" is not a statistic', "percentile N")),
    "statistic 100": ("percentile 95", "‸percentile 100", ("1 to 99",)),
    "statistic number": ("percentile 95", "‸95", ("95 without quotes is a number",)),
    "statistic missing": (", statistic: percentile 95", "", ('"statistic" is missing',), (60, 18)),
    "unit": ("percentile 95", "percentile 95, unit: ‸jours", ("jours ouvrés",)),
    "unit months": ("percentile 95", "percentile 95, unit: ‸mois", ("not counted in months", "heures ouvrées")),
    "unit on dates": (
        "to: {first: [opened_at, due_at]}, statistic: percentile 95",
        "to: closed_on, statistic: percentile 95, unit: ‸heures",
        ("a duration in heures is elapsed time", "closed_on is a date column"),
    ),
    "unit of business time on dates": (
        'to: {first: [opened_at, due_at]}, statistic: percentile 95}\n        target: "< 2 minutes"',
        "to: closed_on, statistic: percentile 95, unit: ‸minutes ouvrées}",
        ("a duration in minutes ouvrées is time inside the opening hours", "closed_on is a date column"),
    ),
    "share of nothing": ("of: {channel: internet}", "of: ‸null", ("nothing is not a condition",)),
    "share of column": ("of: {channel: internet}", "of: {‸chanel: internet}", ('Did you mean "channel"',)),
    "mean of text": ("value: score", "value: ‸topic", ("integer or number", "wait_seconds, score")),
    "mean weight": ("weight: wait_seconds", "weight: ‸topic", ("integer or number",)),
    "scale backwards": ("scale: [1, 5]", "scale: ‸[5, 1]", ("[5, 1]", "lower end first")),
    "scale short": ("scale: [1, 5]", "scale: ‸[5]", ("[lowest, highest]",)),
    "scale text": ("scale: [1, 5]", 'scale: [1, ‸"5"]', ("not a number",)),
    "target of share": ("target: 100%", "target: ‸100", ("percentage", '"95%"')),
    "target of duration": ('target: "< 2 minutes"', "target: ‸95%", ("length of time",)),
    "target in days": ('target: "< 2 minutes"', "target: ‸2 jours ouvrés", ("unit: jours ouvrés",)),
    "target elapsed, unit open": (
        "percentile 95}\n        target: ",
        "percentile 95, unit: heures ouvrées}\n        target: ‸",
        ("the measure counts heures ouvrées", 'Write "unit: secondes"'),
    ),
    "target open, unit elapsed": (
        'target: "< 2 minutes"',
        "target: ‸2 heures ouvrées",
        ("the measure counts secondes", 'Write "unit: heures ouvrées"'),
    ),
    "target of mean": ('target: ">= 4.0"', "target: ‸95%", ("plain number",)),
    "target off scale": ('target: ">= 4.0"', "target: ‸6", ("outside the scale",)),
    "target above 100": ("target: 100%", "target: ‸101%", ("100%",)),
    "target words": ("target: 100%", "target: ‸tous", ('"tous"', "Expected")),
    "target about": ("target: 100%", "target: ‸about 90%", ("exact",)),
    "target negative": ("target: 100%", 'target: ‸"> -5%"', ("negative",)),
    "target unit": ('target: "< 2 minutes"', 'target: ‸"< 2 mn"', ("minutes",)),
    "target boolean": ("target: 100%", "target: ‸yes", ("not a figure",)),
    "tolerance stricter": (
        "target: 100%\n        tolerance: 95%",
        "target: 90%\n        tolerance: ‸95%",
        ("stricter", "lenient"),
    ),
    "tolerance unit": ("tolerance: 95%", "tolerance: ‸3", ("same unit",)),
    "tolerance sign": ("tolerance: 95%", 'tolerance: ‸"< 95%"', ("other way",)),
    "tolerance alone": (
        "        target: 100%\n        tolerance: 95%",
        "        ‸tolerance: 95%",
        ("without a target",),
    ),
    "min_cases": ("min_cases: 30", "min_cases: ‸0", ("0 is too low", "1")),
    "min_cases text": ("min_cases: 30", 'min_cases: ‸"30"', ('"30" is not a whole number',)),
    "min_cases octal": ("min_cases: 30", "min_cases: ‸030", ('"030"', "octal")),
    "per": ("per: quarter", "per: ‸trimester", ("year, quarter, month, week",)),
    "published list": ("{2008: 97%}", "‸[97%]", ("a list is not a mapping", "{2008: 97%}")),
    "published period": ("{2008: 97%}", "{‸2008-Q5: 97%}", ('"2008-Q5" is not a period', "2008-Q1")),
    "published week": ("{2008: 97%}", "{‸2008-W53: 97%}", ("no such ISO week",)),
    "published twice": ("{2008: 97%}", "{2008-Q1: 97%, ‸2008-q1: 98%}", ("given twice",)),
    "published words": ("{2008: 97%}", "{2008: ‸presque}", ('"presque"', "held", "about 90%")),
    "published unit": ("{2008: 97%}", "{2008: ‸4.36}", ("percentage",)),
    "published infinite": ("{2008: 97%}", "{2008: ‸.inf}", (".inf", "infinity")),
    "published digits": ("{2008: 97%}", '{2008: ‸"12345678901234567890"}', ("18 digits",)),
    "between": ("{2008: 97%}", "{2008: {between: ‸[4%, 3%]}}", ("lower figure first",)),
    "between one": ("{2008: 97%}", "{2008: {between: ‸[4%]}}", ("[lowest, highest]",)),
    "between part": ("{2008: 97%}", "{2008: {between: [4%, ‸x]}}", ('"x"',)),
    "between missing": ("{2008: 97%}", "{2008: ‸{per: quarter}}", ('"between" is missing',)),
    "between key": ("{2008: 97%}", "{2008: {‸by: quarter, between: [1%, 2%]}}", ('"by" is not a key', "per, between")),
    "between per": ("{2008: 97%}", "{2008: {per: ‸quarters, between: [1%, 2%]}}", ('Did you mean "quarter"',)),
    "per too long": ("{2008: 97%}", "{2008-Q1: {per: ‸year, between: [1%, 2%]}}", ("shorter",)),
    "second version": ("language: fr", "language: fr\n‸version: 1", ('"version" comes twice', "line 1")),
    "second column": ("      score: {", "      ‸topic: {header: x, type: text}\n      score: {", ("comes twice",)),
    "tag": ("organisation: Protection", "organisation: ‸!!python/name:os.system Protection", ("tag", "plain data")),
    "alias": ("language: fr", "language: ‸*fr", ("alias", "no anchor")),
    "sign without quotes": ("period_by: received_at", "period_by: received_at\n        target: >‸= 95%", ("quotes",)),
    "sign in a list": ('score: ">= 4"', "score: ‸>= 4", ("quotes", '">= 4"')),
    "colon in text": ("Protection juridique", "Protection ‸: juridique", ("not YAML", "quotes")),
    "tab": ("language: fr", "language: fr\n‸\tx: 1", ("not YAML",)),
    "control character": ("Protection juridique", "Protection ‸\x07", ("does not allow",)),
    "second document": ("language: fr", "language: fr\n‸---\na: 1", ("second document",)),
    "list as key": ("language: fr", "language: fr\n? ‸[a]\n: b", ("a key is text",)),
}


def load_text(folder: Path, text: str | bytes) -> rules.RuleFile:
    """Write a rule file and load it."""
    path = folder / "rules.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_rules(path)


def refusals(folder: Path, text: str | bytes) -> tuple[Issue, ...]:
    """Write a rule file that must be refused, and return why."""
    with pytest.raises(RuleFileError) as caught:
        load_text(folder, text)
    return caught.value.issues


def loaded(folder: Path, written: str, instead: str) -> rules.RuleFile:
    """Load BASE with something else in one place."""
    assert written in BASE
    return load_text(folder, BASE.replace(written, instead, 1))


def test_the_base_file_becomes_models(tmp_path: Path) -> None:
    """Every key of the grammar is read into the attribute of its name, with exact figures and typed values."""
    read = load_text(tmp_path, BASE)
    assert (read.version, read.organisation, read.language) == (1, "Protection juridique", "fr")
    assert (read.path, read.sha256) == (tmp_path / "rules.yaml", hashlib.sha256(BASE.encode()).hexdigest())
    calendar = read.calendar
    assert (calendar.country, calendar.subdivision, calendar.week) == ("FR", "57", ("mon", "tue", "wed", "thu", "fri"))
    assert calendar.closed == {date(2008, 5, 2): "Pont"}
    assert calendar.worked == {date(2008, 5, 12): "Solidarité"}
    hours = calendar.opening_hours
    assert hours.weekdays["fri"] == (OpeningWindow(540, 750), OpeningWindow(810, 1080))
    assert list(hours.weekdays) == ["mon", "tue", "wed", "thu", "fri", "sat"]
    assert hours.dates == {date(2008, 12, 24): (OpeningWindow(540, 750),)}
    schedule = read.schedule
    assert (schedule.time_zone, schedule.country, schedule.subdivision) == ("Europe/Paris", "FR", "57")
    assert (schedule.week, schedule.file) == ((0, 1, 2, 3, 4), "rules.yaml")
    assert (schedule.closed, schedule.worked, schedule.opening_hours) == (calendar.closed, calendar.worked, hours)

    source = read.sources["claims"]
    assert (source.files, source.key) == (("claims_*.csv", "old/claims.csv.gz"), ("claim_id",))
    assert (source.encoding, source.decimal, source.null_values) == ("cp1252", ",", ("", "NULL"))
    assert (source.on_duplicate, source.max_rejected) == ("first", Fraction(5, 1000))
    assert source.columns["urgent"].true_values == ("oui", "O")
    assert (source.columns["insured"].personal, source.columns["topic"].required) == (True, False)

    opening = read.indicator("opening")
    assert opening.where == rules.All(
        (rules.Compare("channel", "=", "internet"), rules.Compare("score", ">=", Fraction(4)))
    )
    assert isinstance(opening.measure, rules.Delay)
    assert (opening.measure.from_, opening.measure.to) == ("received_at", rules.Ends("first", ("opened_at",)))
    assert (opening.measure.limit, opening.measure.rollover) == (Limit(48, Unit.HOURS), "none")
    assert opening.target == rules.Target(">=", Fraction(1), "%", "100%")
    assert opening.tolerance == rules.Target(">=", Fraction(95, 100), "%", "95%")
    assert (opening.min_cases, opening.per, opening.reference_column) == (30, "quarter", "received_at")
    assert opening.published["2008"].value == Fraction(97, 100)

    quick = read.indicator("quick")
    assert isinstance(quick.measure, rules.ElapsedDelay)
    assert (quick.measure.elapsed, quick.measure.done) == ("wait_seconds", rules.Present("opened_at"))
    duration = read.indicator("mean_time").measure
    assert isinstance(duration, rules.Duration)
    assert (duration.statistic, duration.statistic.label) == (rules.Statistic("percentile", 95), "p95")
    assert read.indicator("mean_time").target == rules.Target("<", Fraction(120), Unit.SECONDS, "< 2 minutes")
    mean = read.indicator("note").measure
    assert isinstance(mean, rules.Mean)
    assert (mean.value, mean.scale, mean.weight) == ("score", (1, 5), "wait_seconds")
    assert [indicator.id for _, indicator in read.indicators] == [
        "opening",
        "quick",
        "mean_time",
        "online",
        "note",
        "number",
    ]


def test_the_commitments_of_this_repository_load() -> None:
    """The rule file that ships with the tool is sound and names its 18 indicators, each once."""
    read = load_rules(COMMITMENTS)
    ids = [indicator.id for _, indicator in read.indicators]
    assert len(ids) == len(set(ids)) == 18
    assert read.sha256 == hashlib.sha256(COMMITMENTS.read_bytes()).hexdigest()
    assert {commitment.id for commitment in read.commitments} >= {"switchboard", "claim_opening", "complaints"}
    published = read.indicator("phone_survey_score").published["2008"]
    assert (published.op, published.low, published.high) == ("between", Fraction("4.09"), Fraction("4.20"))
    assert (published.decimals, published.per) == (2, "quarter")


def test_loading_is_quick() -> None:
    """A whole rule file is read in well under 0.2 seconds."""
    spent = []
    for _ in range(3):
        start = time.perf_counter()
        load_rules(COMMITMENTS)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.2


def test_what_may_be_left_out(tmp_path: Path) -> None:
    """A file of the required keys alone loads, with the documented defaults."""
    read = load_text(
        tmp_path,
        f"""
version: 1
organisation: x
time_zone: Europe/Paris
sources:
  a: {OTHER}
commitments:
  - {{id: c, title: t, promise: p, indicators: [
      {{id: i, label: l, source: a, period_by: day, measure: {{kind: count}}}}
    ]}}
""".replace("columns: {", 'columns: {day: {header: d, type: date, format: "%d/%m/%y"}, '),
    )
    source = read.sources["a"]
    assert (read.language, read.calendar.country, read.calendar.opening_hours) == ("fr", "FR", OpeningHours())
    assert (source.delimiter, source.encoding, source.decimal, source.null_values) == (";", "utf-8", ".", ("",))
    assert (source.on_duplicate, source.max_rejected) == ("last", Fraction(1, 100))
    indicator = read.indicator("i")
    assert (indicator.target, indicator.where, indicator.published, indicator.per) == (None, None, {}, None)


def test_an_unknown_indicator_is_named_with_the_nearest(tmp_path: Path) -> None:
    """Asking for an indicator that does not exist is a usage error that points to the right id."""
    with pytest.raises(UsageError, match=r'"openin" is not an indicator of rules\.yaml\. Did you mean "opening"'):
        load_text(tmp_path, BASE).indicator("openin")


def test_models_cannot_be_changed(tmp_path: Path) -> None:
    """Rules are what the file says: no attribute of a model can be set."""
    read = load_text(tmp_path, BASE)
    indicator = read.indicator("opening")
    for model, name in (
        (read, "version"),
        (read.sources["claims"], "delimiter"),
        (indicator, "target"),
        (indicator.measure, "limit"),
    ):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(model, name, None)
    for value in (indicator.target, indicator.where, indicator.published["2008"]):
        with pytest.raises(AttributeError):
            setattr(value, "value", 1)  # noqa: B010 - mypy would refuse the plain assignment, which is the point


def test_the_grammar_has_a_json_schema() -> None:
    """The schema of the file is made from the models: the keys in the file's spelling, none of the computed ones."""
    schema = rules.RuleDocument.model_json_schema()
    assert schema["required"] == ["version", "organisation", "time_zone", "sources", "commitments"]
    assert schema["additionalProperties"] is False
    assert "path" not in schema["properties"]
    assert "from" in schema["$defs"]["WrittenDelay"]["properties"]


CONDITIONS = {
    "{channel: internet}": rules.Compare("channel", "=", "internet"),
    '{channel: "= internet"}': rules.Compare("channel", "=", "internet"),
    '{topic: "= present"}': rules.Compare("topic", "=", "present"),
    "{channel: [internet, courrier]}": rules.OneOf("channel", ("internet", "courrier")),
    "{channel: present}": rules.Present("channel"),
    "{opened_at: missing}": rules.Missing("opened_at"),
    "{channel: {not: internet}}": rules.Not(rules.Compare("channel", "=", "internet")),
    "{channel: {not: [internet]}}": rules.Not(rules.OneOf("channel", ("internet",))),
    "{wait_seconds: 3}": rules.Compare("wait_seconds", "=", 3),
    '{wait_seconds: "<= -3"}': rules.Compare("wait_seconds", "<=", -3),
    '{wait_seconds: "≤ 3"}': rules.Compare("wait_seconds", "<=", 3),
    "{score: 4.20}": rules.Compare("score", "=", Fraction("4.2")),
    "{score: -1}": rules.Compare("score", "=", Fraction(-1)),
    '{score: "> 4,25"}': rules.Compare("score", ">", Fraction("4.25")),
    "{score: [1, 2.5]}": rules.OneOf("score", (Fraction(1), Fraction("2.5"))),
    "{closed_on: 2008-05-01}": rules.Compare("closed_on", "=", date(2008, 5, 1)),
    "{closed_on: [2008-05-01]}": rules.OneOf("closed_on", (date(2008, 5, 1),)),
    '{opened_at: ">= 2008-05-01"}': rules.Compare("opened_at", ">=", date(2008, 5, 1)),
    "{urgent: true}": rules.Compare("urgent", "=", value=True),
    "{urgent: no}": rules.Compare("urgent", "=", value=False),
    "{any: [{urgent: true}, {score: missing}]}": rules.Any(
        (rules.Compare("urgent", "=", value=True), rules.Missing("score"))
    ),
    "{all: [{topic: a}], not: {topic: b}}": rules.All(
        (rules.All((rules.Compare("topic", "=", "a"),)), rules.Not(rules.Compare("topic", "=", "b")))
    ),
}


@pytest.mark.parametrize("written", CONDITIONS)
def test_a_condition_is_a_tree_with_typed_values(tmp_path: Path, written: str) -> None:
    """Each form of the `where` grammar gives its node, the value being of the type of its column."""
    where = loaded(tmp_path, '{channel: internet, score: ">= 4"}', written).indicator("opening").where
    assert where == CONDITIONS[written]
    assert repr(where) == repr(CONDITIONS[written])  # True == 1 == Fraction(1): the types count too


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("to: due_at, limit: {column: opened_at}", rules.ColumnLimit("opened_at")),
        ("to: opened_at, limit: {column: closed_on}", rules.ColumnLimit("closed_on")),
        ("to: closed_on, limit: 10 jours ouvrés, rollover: next_business_day", Limit(10, Unit.BUSINESS_DAYS)),
        ('to: opened_at, limit: "< 24 heures"', Limit(24, Unit.HOURS, strict=True)),
    ],
)
def test_limits_that_fit_their_columns(tmp_path: Path, written: str, expected: object) -> None:
    """A limit is a length or a due column; day limits may end on a date column and roll over."""
    measure = loaded(tmp_path, "to: opened_at, limit: 48 heures", written).indicator("opening").measure
    assert isinstance(measure, rules.Delay)
    assert measure.limit == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("to: opened_at", rules.Ends("first", ("opened_at",))),
        ("to: {all: [opened_at, due_at]}", rules.Ends("all", ("opened_at", "due_at"))),
        ("to: {first: [opened_at, due_at]}", rules.Ends("first", ("opened_at", "due_at"))),
        ("to: {all: opened_at}", rules.Ends("all", ("opened_at",))),
    ],
)
def test_ends(tmp_path: Path, written: str, expected: rules.Ends) -> None:
    """The ends of a delay are one column, all of several or the first of several."""
    measure = loaded(tmp_path, "to: opened_at", written).indicator("opening").measure
    assert isinstance(measure, rules.Delay)
    assert measure.to == expected


@pytest.mark.parametrize(
    ("value", "op", "expected", "unit"),
    [
        ("95%", ">=", Fraction(95, 100), "%"),
        ("95 %", ">=", Fraction(95, 100), "%"),
        ("95\u00a0%", ">=", Fraction(95, 100), "%"),
        ("99,5%", ">=", Fraction(995, 1000), "%"),
        ("94.996%", ">=", Fraction(94996, 100000), "%"),
        ("> 97%", ">", Fraction(97, 100), "%"),
        (">=97%", ">=", Fraction(97, 100), "%"),
        ("≥ 97%", ">=", Fraction(97, 100), "%"),
        ("<= 3%", "<=", Fraction(3, 100), "%"),
        ("< 10 secondes", "<", Fraction(10), Unit.SECONDS),
        ("< 7,5 secondes", "<", Fraction(15, 2), Unit.SECONDS),
        ("< 2 minutes", "<", Fraction(120), Unit.SECONDS),
        ("2 hours", "<=", Fraction(7200), Unit.SECONDS),
        ("< 90 minutes ouvrées", "<", Fraction(5400), Unit.BUSINESS_HOURS),
        ("1,5 heures ouvrées", "<=", Fraction(5400), Unit.BUSINESS_HOURS),
        ("< 3 jours ouvrés", "<", Fraction(3), Unit.BUSINESS_DAYS),
        (">= 4.0", ">=", Fraction(4), ""),
        (">= -5", ">=", Fraction(-5), ""),
        (380, ">=", Fraction(380), ""),
        (Decimal("4.20"), ">=", Fraction("4.2"), ""),
    ],
)
def test_targets(value: object, op: str, expected: Fraction, unit: str) -> None:
    """A target is an exact fraction with its relation; shares are 0..1 and elapsed durations are in seconds."""
    target = parse_target(value)
    assert (target.op, target.value, target.unit) == (op, expected, unit)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("97%", ("=", Fraction(97, 100), 0, True, Fraction(1, 100))),
        ("97.50%", ("=", Fraction(975, 1000), 2, True, Fraction(1, 10000))),
        ("> 97%", (">", Fraction(97, 100), 0, True, Fraction(1, 100))),
        ("about 90%", ("about", Fraction(90, 100), 0, True, Fraction(1, 100))),
        ("held", ("held", None, 0, False, Fraction(1))),
        (Decimal("4.36"), ("=", Fraction("4.36"), 2, False, Fraction(1, 100))),
        (Decimal("4.20"), ("=", Fraction("4.2"), 2, False, Fraction(1, 100))),
        ("4,20", ("=", Fraction("4.2"), 2, False, Fraction(1, 100))),
        (4, ("=", Fraction(4), 0, False, Fraction(1))),
        ("2 minutes", ("=", Fraction(120), 0, False, Fraction(60))),
        ("8,5 secondes", ("=", Fraction(17, 2), 1, False, Fraction(1, 10))),
        ("2,5 heures ouvrées", ("=", Fraction(9000), 1, False, Fraction(360))),
    ],
)
def test_published_figures(value: object, expected: tuple[object, ...]) -> None:
    """A printed figure keeps its relation, its digits and whether it was a percentage."""
    figure = parse_published(value)
    assert (figure.op, figure.value, figure.decimals, figure.percent, figure.step) == expected


BUSINESS = BASE.replace("limit: 48 heures", "limit: 4 heures ouvrées").replace(
    "percentile 95}", "percentile 95, unit: minutes ouvrées}"
)
BUSINESS = BUSINESS.replace("< 2 minutes", "< 2 heures ouvrées")
HOURS = '  opening_hours: {mon-fri: ["09:00-12:30", "13:30-18:00"], sat: "09:00-12:00", 2008-12-24: "09:00-12:30"}\n'


def test_limits_and_durations_in_business_time(tmp_path: Path) -> None:
    """Hours and minutes are compared with each other, in seconds of open time; and the file knows what it counts in."""
    read = load_text(tmp_path, BUSINESS)
    opening, duration = read.indicator("opening").measure, read.indicator("mean_time").measure
    assert isinstance(opening, rules.Delay)
    assert isinstance(duration, rules.Duration)
    assert (opening.limit, duration.unit) == (Limit(4, Unit.BUSINESS_HOURS), Unit.BUSINESS_MINUTES)
    assert read.indicator("mean_time").target == rules.Target(
        "<", Fraction(7200), Unit.BUSINESS_HOURS, "< 2 heures ouvrées"
    )
    assert read.units == {
        ("commitments", 0, "indicators", 0, "measure", "limit"): Unit.BUSINESS_HOURS,
        ("commitments", 0, "indicators", 1, "measure", "limit"): Unit.SECONDS,
        ("commitments", 0, "indicators", 2, "measure", "unit"): Unit.BUSINESS_MINUTES,
    }


def test_the_hours_of_a_day_are_those_of_its_date_else_of_its_weekday(tmp_path: Path) -> None:
    """Whatever the business week is; an empty list is a day without hours."""
    text = BASE.replace('2008-12-24: "09:00-12:30"}', "2008-12-24: [], 2008-06-08: 00:00-24:00, sun: []}")
    hours = load_text(tmp_path, text).calendar.opening_hours
    morning, afternoon = OpeningWindow(540, 750), OpeningWindow(810, 1080)
    assert hours.on(date(2008, 12, 23)) == (morning, afternoon)
    assert hours.on(date(2008, 12, 24)) == ()
    assert hours.on(date(2008, 6, 7)) == (OpeningWindow(540, 720),)
    assert hours.on(date(2008, 6, 8)) == (OpeningWindow(0, 1440),)
    assert hours.on(date(2008, 6, 15)) == ()
    assert list(hours.dates) == [date(2008, 6, 8), date(2008, 12, 24)]
    assert hours.minutes_a_week == 5 * 480 + 180


@pytest.mark.parametrize(
    ("hours", "place"),
    [
        ("", (44, 73)),
        ("  opening_hours: {}\n", (45, 73)),
        ("  opening_hours: {mon: []}\n", (45, 73)),
        ('  opening_hours: {2008-12-24: "09:00-12:30"}\n', (45, 73)),
    ],
)
def test_business_time_needs_opening_hours(tmp_path: Path, hours: str, place: tuple[int, int]) -> None:
    """Told once, where the first unit stands that asks for them; hours of single days are no week."""
    issues = refusals(tmp_path, BUSINESS.replace(HOURS, hours))
    assert [(issue.line, issue.column) for issue in issues] == [place]
    assert issues[0].message == (
        "heures ouvrées are counted in opening hours, and the calendar gives no weekday any. "
        'Write e.g. opening_hours: {mon-fri: ["09:00-12:30", "13:30-18:00"]}.'
    )
    load_text(tmp_path, BASE.replace(HOURS, hours))


def test_a_worked_day_needs_opening_hours_where_business_time_is_counted(tmp_path: Path) -> None:
    """Its own or those of its weekday. Where only days are counted, nobody asks for them."""
    worked = "{2008-05-12: Solidarité, 2008-06-08: Inventaire, 2008-06-14: Déménagement}"
    for text in (BASE, BUSINESS):
        assert load_text(tmp_path, text).calendar.worked == {date(2008, 5, 12): "Solidarité"}
    load_text(tmp_path, BASE.replace("{2008-05-12: Solidarité}", worked))
    issues = refusals(tmp_path, BUSINESS.replace("{2008-05-12: Solidarité}", worked))
    assert len(issues) == 1
    assert str(issues[0]) == (
        "rules.yaml, line 10, column 36, calendar.worked.2008-06-08: 2008-06-08 is worked, and has no opening hours, "
        "in which commitments[0].indicators[0].measure.limit is counted. Write them under opening_hours, e.g. "
        '2008-06-08: "09:00-12:30".'
    )
    with_hours = BUSINESS.replace("2008-12-24:", '2008-06-08: "10:00-11:00", 2008-12-24:')
    load_text(tmp_path, with_hours.replace("{2008-05-12: Solidarité}", worked))
    emptied = BUSINESS.replace("2008-12-24:", "2008-05-12: [], 2008-12-24:")
    assert [issue.path for issue in refusals(tmp_path, emptied)] == ["calendar.worked.2008-05-12"]


def test_a_dated_entry_may_stand_on_a_holiday_that_is_worked(tmp_path: Path) -> None:
    """Whit Monday 2008 is worked, by hours of its own."""
    hours = load_text(tmp_path, BASE.replace("2008-12-24:", "2008-05-12:")).calendar.opening_hours
    assert hours.on(date(2008, 5, 12)) == (OpeningWindow(540, 750),)
    far = load_text(tmp_path, BASE.replace("2008-12-24:", "2199-12-23:")).calendar.opening_hours
    assert list(far.dates) == [date(2199, 12, 23)]


@pytest.mark.parametrize(
    ("written", "instead", "path"),
    [
        ('"13:30-18:00"', '"12:00-18:00"', "calendar.opening_hours.mon-fri[1]"),
        ("{2008-05-12: Solidarité}", "{2008-05-32: Solidarité}", "calendar.worked.2008-05-32"),
        ("limit: 4 heures ouvrées", "limit: 4 heures ouvrés", "commitments[0].indicators[0].measure.limit"),
        ("country: FR", "country: France", "calendar.country"),
        ("country: FR", "country: XX", "calendar.subdivision"),
    ],
)
def test_one_fault_of_the_calendar_brings_no_others(tmp_path: Path, written: str, instead: str, path: str) -> None:
    """Hours, worked days and units at fault are told once, and ask nothing of each other."""
    worked = BUSINESS.replace("2008-12-24:", "2008-05-12:")
    assert [issue.path for issue in refusals(tmp_path, worked.replace(written, instead, 1))] == [path]


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("2008", "2008"),
        ("2008-Q1", "2008-Q1"),
        ("2008-q4", "2008-Q4"),
        ("2008-T2", "2008-Q2"),
        ("2008 Q3", "2008-Q3"),
        ("2008-03", "2008-03"),
        ("2008-W05", "2008-W05"),
        ("2009-W53", "2009-W53"),
    ],
)
def test_period_labels(written: str, label: str) -> None:
    """A period is named as the results name it."""
    assert period_label(written) == label


@pytest.mark.parametrize("written", ["08", "2008-13", "2008-3", "2008-Q5", "2008-W60", "1er trimestre", ""])
def test_period_labels_refused(written: str) -> None:
    """What names no period is refused."""
    with pytest.raises(RefusedError):
        period_label(written)


@pytest.mark.parametrize("literal", ["4.20", "4.0", "4", "0.10", "4.36"])
def test_printed_digits_survive_yaml(tmp_path: Path, literal: str) -> None:
    """A number without quotes keeps the digits it was printed with."""
    read = loaded(
        tmp_path, "scale: [1, 5], weight: wait_seconds}", f"scale: [0, 5]}}\n        published: {{2008: {literal}}}"
    )
    figure = read.indicator("note").published["2008"]
    assert (figure.text, figure.decimals) == (literal, len(literal.partition(".")[2]))


def test_a_tolerance_takes_the_sense_of_its_target(tmp_path: Path) -> None:
    """Under a target to stay below, the tolerance lies above, its bound included."""
    read = loaded(tmp_path, 'target: "< 2 minutes"', 'target: "< 2 minutes"\n        tolerance: 150 secondes')
    assert read.indicator("mean_time").tolerance == rules.Target("<=", Fraction(150), Unit.SECONDS, "150 secondes")
    below = loaded(tmp_path, "target: 100%\n        tolerance: 95%", 'target: "< 3%"\n        tolerance: 5%')
    assert below.indicator("opening").tolerance == rules.Target("<=", Fraction(5, 100), "%", "5%")


def test_anchors_and_merges_are_read(tmp_path: Path) -> None:
    """YAML's own way to write a thing once works: anchors, aliases, and << with its exceptions."""
    text = BASE.replace(
        '{header: Ouvert le, type: datetime, format: "%d/%m/%Y %H:%M"}',
        '&moment {header: Ouvert le, type: datetime, format: "%d/%m/%Y %H:%M"}',
    ).replace('{header: Échéance, type: datetime, format: "%d/%m/%Y %H:%M"}', "{<<: *moment, header: Échéance}")
    columns = load_text(tmp_path, text).sources["claims"].columns
    assert columns["due_at"].model_copy(update={"header": "Ouvert le"}) == columns["opened_at"]
    issues = refusals(tmp_path, text.replace("<<: *moment, header", "<<: [*moment, x], header"))
    assert (issues[0].line, issues[0].message) == (27, '"x" cannot be merged. Expected << with the alias of a mapping.')


def test_all_faults_of_a_file_are_listed_at_once(tmp_path: Path) -> None:
    """Seven faults of seven kinds, some of form and some between parts, are seven issues in the order of the file."""
    text = """\
version: 1
organisation: Protection juridique
time_zone: Europe/Paris
sources:
  calls:
    label: Appels
    files: calls_*.csv
    delimeter: ";"
    key: call_id
    columns:
      call_id:    {header: N° appel, type: text, required: true}
      offered_at: {header: Présenté le, type: datetime, format: "%d/%m/%Y %H:%M:%S"}
      ended_at:   {header: Raccroché le, type: datetime, format: "%d/%m/%Y %H:%M:%S"}
      outcome:    {header: Issue, type: text, values: [RÉPONDU, no]}
      queue:      {header: File, type: text}
      queue:      {header: File, type: text}
calendar:
  opening_hours: {sat: 18:00}
commitments:
  - id: phone
    title: Téléphone
    promise: Une réponse en moins de 10 secondes.
    indicators:
      - id: answered
        label: Décrochés
        source: calls
        measure: {kind: delay, from: offered_at, to: answered_at, limit: 10}
        tolerance: 95%
"""
    issues = refusals(tmp_path, text)
    assert [(issue.line, issue.column, issue.code, issue.path) for issue in issues] == [
        (8, 5, "unknown_key", "sources.calls.delimeter"),
        (14, 65, "text_expected", "sources.calls.columns.outcome.values[1]"),
        (16, 7, "duplicate_key", "sources.calls.columns.queue"),
        (18, 24, "ambiguous_number", "calendar.opening_hours.sat"),
        (27, 54, "unknown_column", "commitments[0].indicators[0].measure.to"),
        (27, 74, "bad_limit", "commitments[0].indicators[0].measure.limit"),
        (28, 9, "missing_key", "commitments[0].indicators[0].tolerance"),
    ]
    assert str(issues[0]) == (
        'rules.yaml, line 8, column 5, sources.calls.delimeter: "delimeter" is not a key here. '
        'Did you mean "delimiter"?'
    )
    assert str(issues[3]) == (
        "rules.yaml, line 18, column 24, calendar.opening_hours.sat: 18:00 without quotes is the number 1080 "
        'in YAML 1.1 (base 60). Write "18:00" in quotes.'
    )


@pytest.mark.parametrize(
    ("written", "instead", "paths"),
    [
        ("source: claims", "source: clams", ["commitments[0].indicators[0].source"]),
        ("type: datetime, format", "type: datetme, format", ["sources.claims.columns.received_at.type"]),
        ("{header: Ouvert le, type: datetime,", "{type: datetime,", ["sources.claims.columns.opened_at.header"]),
        ("label: Dossiers", "label: 1", ["sources.claims.label"]),
        ("sources:\n  claims:", "source:\n  claims:", ["sources", "source"]),
        ("commitments:\n", "commitment:\n", ["commitments", "commitment"]),
        ("kind: delay, from: received_at", "kind: dely, from: received", ["commitments[0].indicators[0].measure"]),
        ("    columns:\n", "    column:\n", ["sources.claims.columns", "sources.claims.column"]),
        ("target: 100%", "target: 100", ["commitments[0].indicators[0].target"]),
    ],
)
def test_one_fault_brings_no_others(tmp_path: Path, written: str, instead: str, paths: list[str]) -> None:
    """What depends on a part that is at fault is not reported as well."""
    issues = refusals(tmp_path, BASE.replace(written, instead, 1))
    assert {issue.path for issue in issues} == set(paths), [str(issue) for issue in issues]


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"", (1, 1), "the file is empty"),
        (b"# only a remark\n", (1, 1), "the file is empty"),
        (b"---\n", (2, 1), "the file is empty"),
        (b"- a\n- b\n", (1, 1), "the file is a list. Expected a mapping with the keys version"),
        (b"text", (1, 1), 'the file is "text". Expected a mapping'),
        (b"version: 1\nlabel: caf\xe9\n", (2, 11), "not UTF-8"),
        (b"version: [1, 2\n", (1, 15), "not YAML"),
        (b"[" * 5000, (1, 42), "more than 40 levels"),
        (b"a: &a {x: [" + b"1," * 999 + b"]}\nb: [" + b"*a," * 999 + b"]\n", (2, 299), "more than 100000 values"),
        (b"a: &a [*a]", (1, 8), "no anchor above it"),
    ],
)
def test_files_that_hold_no_rules(tmp_path: Path, content: bytes, place: tuple[int, int], words: str) -> None:
    """What is no rule file at all is one issue, with its place."""
    issues = refusals(tmp_path, content)
    assert len(issues) == 1
    assert words in issues[0].message
    assert (issues[0].line, issues[0].column) == place


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing rule file, or a folder, is refused with what to do."""
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(RuleFileError, match=r"cannot be read.*--rules"):
            load_rules(path)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    """A file saved by a Windows editor gives the same rules, its faults at the same places."""
    plain = load_text(tmp_path, BASE)
    windows = load_text(tmp_path, b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    assert windows.model_copy(update={"sha256": plain.sha256}) == plain
    wrong = BASE.replace("per: quarter", "per: x")
    places = [
        [(issue.line, issue.column) for issue in refusals(tmp_path, text)]
        for text in (wrong, b"\xef\xbb\xbf" + wrong.replace("\n", "\r\n").encode())
    ]
    assert places[0] == places[1]


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, case: tuple[Any, ...]) -> None:
    """A file with one fault is refused with one issue, at the place of the fault, in words that help."""
    written, wrong, words, *place = case
    assert written in BASE
    marked = BASE.replace(written, wrong, 1)
    if not place:
        before = marked[: marked.index("‸")]
        place = [(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)]
    issues = refusals(tmp_path, marked.replace("‸", ""))
    assert len(issues) == 1, [str(issue) for issue in issues]
    assert (issues[0].file, (issues[0].line, issues[0].column)) == ("rules.yaml", place[0]), str(issues[0])
    assert [word for word in words if word not in issues[0].message] == [], issues[0].message
    assert len(str(issues[0]).splitlines()) == 1


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.text(max_size=8),
    st.sampled_from(["present", ">= 4", "95%", "48 heures", "claims", "received_at", "delay", "18:00", "<<", "held"]),
)
KEYS = st.one_of(
    st.sampled_from(
        [
            "version",
            "organisation",
            "time_zone",
            "calendar",
            "sources",
            "commitments",
            "columns",
            "indicators",
            "measure",
            "kind",
            "any",
            "not",
            "where",
            "published",
            "between",
            "to",
            "all",
            "limit",
            "id",
        ]
    ),
    st.text(max_size=4),
    st.integers(),
)
TREES = st.recursive(
    SCALARS, lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4), max_leaves=12
)
# Nothing of one example is left for the next: each writes its own file over the last.
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check_answer(folder: Path, content: bytes) -> None:
    """Load a file that may be refused; a refusal must be of one-line issues within the file."""
    issues: tuple[Issue, ...] = ()
    try:
        load_text(folder, content)
    except RuleFileError as error:
        issues = error.issues
    for issue in issues:
        assert issue.line is not None
        assert 1 <= issue.line <= max(1, len(content.decode(errors="replace").splitlines()))
        assert len(str(issue).splitlines()) == 1


@FUZZ
@given(data=TREES)
def test_any_data_is_refused_in_good_order(tmp_path: Path, data: object) -> None:
    """Whatever the file holds, the answer is a list of one-line issues within the file, never a crash."""
    check_answer(tmp_path, yaml.safe_dump(data, allow_unicode=True).encode())


@FUZZ
@given(content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_any_bytes_are_refused_in_good_order(tmp_path: Path, content: bytes) -> None:
    """Bytes that are no YAML are refused as well."""
    check_answer(tmp_path, content)


def places_of(data: object) -> list[tuple[Any, Any]]:
    """Return each node below the root, as what holds it and its key or position there."""
    found: list[tuple[Any, Any]] = []
    nodes = [data]
    while nodes:
        node = nodes.pop()
        entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, below in entries:
            found.append((node, key))
            nodes.append(below)
    return found


VALID = yaml.safe_load(COMMITMENTS.read_bytes())
VALID_PLACES = len(places_of(VALID))


@FUZZ
@given(place=st.integers(0, VALID_PLACES - 1), value=st.none() | TREES, deleted=st.booleans())
def test_the_valid_file_with_one_wound_is_refused_in_good_order(
    tmp_path: Path, place: int, value: object, *, deleted: bool
) -> None:
    """One node deleted or replaced, anywhere in a sound file, never gives more than a refusal."""
    data = copy.deepcopy(VALID)
    holder, key = places_of(data)[place]
    if deleted:
        del holder[key]
    else:
        holder[key] = value
    check_answer(tmp_path, yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode())
