"""A made-up log of a telephone queue, five events to a call, and the rule file that makes calls of them.

    python -m benchmarks.events --out FOLDER [--events 5000000]

Law: the same number of events gives the same bytes. Of a hundred calls, four are given up, and the others are connected
one to four times (`CONNECTS`), so that a hundred calls have 500 events. Calls overlap: a file has its events in order
of time.

Some rows are at fault, in each month: a time that does not exist, an unknown event, a record too short and one too
long. One event of each month has no call. The last `TWICE` events of a month come again in the file of the next month.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np

CALLS_PER_ROUND, EVENTS_PER_CALL = 100, 5
NAMES = ("ENTERQUEUE", "CONNECT", "TRANSFER", "COMPLETE", "ABANDON")
CONNECTS = (0,) * 4 + (1,) * 33 + (2,) * 34 + (3,) * 19 + (4,) * 10
TWICE = 100
AGENTS = 250
FIRST_DAY, DAYS = dt.date(2008, 1, 1), 366
OPENS, CLOSES = 9 * 3600, 18 * 3600
HEADER = "Id;Appel;Heure;Événement;Agent"
PLANTED = (
    "X{month:02}1;C0;2008-{month:02}-31 25:00:00;ENTERQUEUE;",
    "X{month:02}2;C0;2008-{month:02}-15 10:00:00;HANGUP;",
    "X{month:02}3;C0;2008-{month:02}-15 10:00:00",
    "X{month:02}4;C0;2008-{month:02}-15 10:00:00;CONNECT;A001;A002",
    "X{month:02}5;;2008-{month:02}-15 10:00:00;CONNECT;A001",
)
RULES = """\
version: 1
organisation: Maison
language: fr
time_zone: Europe/Paris
sources:
  queue_events:
    label: Événements de la file
    files: queue_log_*.csv
    key: event_id
    columns:
      event_id: {header: Id, type: text, required: true}
      call_id: {header: Appel, type: text}
      time: {header: Heure, type: datetime, format: "%Y-%m-%d %H:%M:%S", required: true}
      event: {header: Événement, type: text, required: true, values: [ENTERQUEUE, CONNECT, TRANSFER, COMPLETE, ABANDON]}
      agent: {header: Agent, type: text}
"""
CALLS = """\
  calls:
    label: Appels
    cases_of: queue_events
    by: call_id
    columns:
      entered_at: {first: time, where: {event: ENTERQUEUE}}
      answered_at: {first: time, where: {event: CONNECT}}
      left_at: {last: time, where: {event: [COMPLETE, ABANDON]}}
      connects: {count: rows, where: {event: CONNECT}, at: time}
      agents: {count: {different: agent}, at: time}
      transferred: {any: {event: TRANSFER}, at: time}
      given_up: {any: {event: ABANDON}, at: time}
commitments:
  - id: calls
    title: Appels
    promise: Un interlocuteur en moins de 20 secondes.
    indicators:
      - id: answered_20s
        label: Décrochés sous 20 s
        source: calls
        measure: {kind: delay, from: entered_at, to: answered_at, limit: "< 20 secondes"}
      - id: length
        label: Durée moyenne
        source: calls
        period_by: entered_at
        measure: {kind: duration, from: entered_at, to: left_at, statistic: mean}
      - id: given_up
        label: Abandons
        source: calls
        period_by: entered_at
        measure: {kind: share, of: {given_up: true}}
      - id: one_agent
        label: Un seul agent
        source: calls
        period_by: entered_at
        where: {answered_at: present}
        measure: {kind: share, of: {agents: 1, connects: "<= 2", transferred: false}}
"""
READING = """\
commitments:
  - id: events
    title: Événements
    promise: Événements
    indicators:
      - id: events
        label: Événements
        source: queue_events
        period_by: time
        measure: {kind: count}
"""


def write_rules(path: Path, *, made: bool = True) -> Path:
    """Write the rule file: of calls made of events, or of events that are only counted."""
    path.write_text(RULES + (CALLS if made else READING), encoding="utf-8")
    return path


def draw_events(rng: np.random.Generator, calls: int) -> tuple[np.ndarray, ...]:
    """Draw all events in order of time.

    Returns:
        Four arrays: seconds since the first day, number of the call, place in `NAMES`, number of the agent.
    """
    connects = rng.permutation(np.resize(np.array(CONNECTS), calls))
    entered = np.sort(rng.integers(0, DAYS, calls) * 86400 + rng.integers(OPENS, CLOSES, calls))
    # The time of each event, by how many connections its call has: the queue, then connect and transfer in turn.
    sizes = np.where(connects == 0, 2, 2 * connects + 1)
    call = np.repeat(np.arange(calls), sizes)
    place = np.arange(len(call)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    is_last = place == np.repeat(sizes, sizes) - 1
    is_given_up = np.repeat(connects == 0, sizes) & is_last
    step = np.where(place == 0, 0, np.where(place == 1, 2, 1) + rng.exponential(np.where(place == 1, 9, 90)))
    total = np.cumsum(step.astype(np.int64))
    start = np.repeat(total[np.cumsum(sizes) - sizes], sizes)
    second = np.repeat(entered, sizes) + total - start
    name = np.where(place == 0, 0, np.where(place % 2 == 1, 1, 2))
    name[is_last] = NAMES.index("COMPLETE")
    name[is_given_up] = NAMES.index("ABANDON")
    # An agent stays until a transfer; the next one may be the same.
    agent = rng.integers(1, AGENTS + 1, len(call))
    agent = np.where((place % 2 == 0) & (place > 0), np.roll(agent, 1), agent)
    agent[(place == 0) | is_given_up] = 0
    order = np.argsort(second, kind="stable")
    return second[order], call[order], name[order], agent[order]


def list_lines(calls: int) -> Iterator[tuple[int, str]]:
    """Yield the month and the line of each event, in order of time; what ends after the year belongs to December."""
    seconds, call_numbers, names, agents = draw_events(np.random.default_rng(2008), calls)
    days = [FIRST_DAY + dt.timedelta(days=number) for number in range(DAYS + 1)]
    for number, (second, call, name, agent) in enumerate(
        zip(seconds.tolist(), call_numbers.tolist(), names.tolist(), agents.tolist(), strict=True)
    ):
        day, second_of_day = divmod(second, 86400)
        minute, rest = divmod(second_of_day, 60)
        at = f"{days[day]} {minute // 60:02d}:{minute % 60:02d}:{rest:02d}"
        who = f"A{agent:03d}" if agent else ""
        yield min(days[day], days[DAYS - 1]).month, f"E{number:08d};C{call:07d};{at};{NAMES[name]};{who}\n"


def write_events(out: Path, events: int) -> Path:
    """Write the log of a year, a file a month, of about so many events."""
    out.mkdir(parents=True, exist_ok=True)
    calls = -(-events // EVENTS_PER_CALL // CALLS_PER_ROUND) * CALLS_PER_ROUND
    months: dict[int, list[str]] = {month: [] for month in range(1, 13)}
    for month, line in list_lines(calls):
        months[month].append(line)
    again: list[str] = []
    for month, lines in months.items():
        planted = [line.format(month=month) + "\n" for line in PLANTED]
        path = out / f"queue_log_2008-{month:02}.csv"
        path.write_text("".join([f"{HEADER}\n", *again, *planted, *lines]), encoding="utf-8")
        again = lines[-TWICE:]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder of the files")
    parser.add_argument("--events", type=int, default=5_000_000, help="about so many events")
    options = parser.parse_args()
    write_events(options.out, options.events)


if __name__ == "__main__":
    main()
