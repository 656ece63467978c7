"""What `start` and `ends` demand of the limit and the columns: `gpj_kpi.rules.checks.clocks.days`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.rules.rule_files import load_text, refusals

RULES = """\
version: 1
organisation: Made-up house
language: en
time_zone: Europe/Paris
calendar: {{{calendar}}}
sources:
  orders:
    label: orders
    files: orders.csv
    key: id
    columns:
      id: {{header: id, type: text, required: true}}
      at: {{header: at, type: datetime, format: "%Y-%m-%d %H:%M"}}
      sent_at: {{header: sent_at, type: datetime, format: "%Y-%m-%d %H:%M"}}
      came_on: {{header: came_on, type: date, format: "%Y-%m-%d"}}
      sent_on: {{header: sent_on, type: date, format: "%Y-%m-%d"}}
commitments:
  - id: m
    title: M
    promise: p
    indicators: [{{id: s, label: S, source: orders, measure: {{kind: delay, {measure}}}}}]
"""
OPEN = 'opening_hours: {mon-fri: "09:00-17:00"}'
TIMES, DATES = "from: at, to: sent_at", "from: came_on, to: sent_on"


@pytest.mark.parametrize(
    ("calendar", "measure", "words"),
    [
        (
            OPEN,
            f"{TIMES}, limit: 4 hours, ends: same_hour",
            'ends is for limits in days or months, and "4 hours" is none',
        ),
        (
            OPEN,
            f'{TIMES}, limit: 4 business hours, start: {{cut_off: "16:00"}}',
            "start is for limits in days or months",
        ),
        (
            OPEN,
            f'{TIMES}, limit: {{column: came_on}}, start: {{cut_off: "16:00"}}',
            "start is for limits in days or months",
        ),
        (OPEN, f"{TIMES}, limit: 1 month, start: {{}}", "start without a key says nothing"),
        (OPEN, f'{TIMES}, limit: 1 month, start: {{cut_off: "4 pm"}}', '"4 pm" is not a time of day'),
        (OPEN, f'{TIMES}, limit: 1 month, start: {{cut_off: "24:00"}}', '"24:00" is not a time of day'),
        (OPEN, f'{TIMES}, limit: 1 month, start: {{cut_off: "00:00"}}', "takes every event for one of the next"),
        (OPEN, f"{TIMES}, limit: 1 month, start: {{closed: next}}", "next_business_day"),
        (
            OPEN,
            f'{DATES}, limit: 1 month, start: {{cut_off: "16:00"}}',
            "cut_off asks for an hour, and came_on is a date",
        ),
        (OPEN, f"{DATES}, limit: 1 month, start: {{closed: next_opening}}", "next_opening asks for an hour"),
        (OPEN, f"{DATES}, limit: 1 month, ends: same_hour", "same_hour asks for an hour, and came_on is a date"),
        (
            OPEN,
            "from: at, to: sent_on, limit: 2 business days, ends: at_closing",
            "at_closing asks for an hour, and sent_on",
        ),
    ],
)
def test_what_does_not_fit_is_refused_once(tmp_path: Path, calendar: str, measure: str, words: str) -> None:
    """With what is expected instead."""
    (issue,) = refusals(tmp_path, RULES.format(calendar=calendar, measure=measure))
    assert words in issue.message


@pytest.mark.parametrize(
    "measure",
    [
        f"{DATES}, limit: 1 month, start: {{closed: next_business_day, first_day: counted}}",
        "from: came_on, to: sent_at, limit: 2 business days, ends: at_closing",
        f"{TIMES}, limit: 1 month, ends: at_closing, rollover: previous_business_day_of_month",
        f'{TIMES}, limit: 1 month, start: {{cut_off: "16:00", closed: next_opening}}, ends: same_hour',
    ],
)
def test_what_fits_is_read(tmp_path: Path, measure: str) -> None:
    """Dates where no hour is asked for, and closing where the last day is always a business day."""
    load_text(tmp_path, RULES.format(calendar=OPEN, measure=measure))
