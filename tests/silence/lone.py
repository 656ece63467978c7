"""A date that stands alone, far after all others: it is told, and moves neither as-of nor the other cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.silence import whole
from tests.silence.line import EVERY_ENGINE, FILES_ONLY, FRAMES_ONLY, EngineName, Line

RULES = """
version: 1
organisation: Essai
time_zone: Europe/Paris
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    EXPECTS
    columns:
      id: {header: id, type: text, required: true}
      at: {header: at, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      closed: {header: closed, type: datetime, format: "%Y-%m-%d %H:%M"}
      visit: {header: visit, type: datetime, format: "%Y-%m-%d %H:%M", planned: true}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - {id: share, label: Part, source: calls, measure: {kind: delay, from: at, to: closed, limit: 48 heures}}
      - {id: visits, label: Visites, source: calls, period_by: at, where: {visit: present}, measure: {kind: count}}
"""
TWO: tuple[EngineName, ...] = ("duckdb", "pandas")
FIRST = dt.datetime(2008, 1, 1, 9)
Cells = Mapping[int, str]


def _at(at: dt.datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _calls(*, at: Cells | None = None, closed: Cells | None = None, visit: Cells | None = None, n: int = 30) -> str:
    """Give one case a day from 1 January at 9:00, closed a day later; the last is open. Some cells differ.

    The latest event is that of the last two cases, at 9:00 of the last day. By then the open case is pending.
    """
    lines = ["id;at;closed;visit\n"]
    for number in range(1, n + 1):
        start = FIRST + dt.timedelta(number - 1)
        end = "" if number == n else _at(start + dt.timedelta(1))
        cells = [
            (at or {}).get(number, _at(start)),
            (closed or {}).get(number, end),
            (visit or {}).get(number, ""),
        ]
        lines.append(";".join([f"{number}", *cells]) + "\n")
    return "".join(lines)


def _line(calls: str, share: str, *, expects: str = "", **more: Any) -> Line:  # noqa: ANN401
    """Report some calls; the second case stands on line 3 of its file."""
    options = {"engines": TWO, **more}
    return Line(
        rules=RULES.replace("EXPECTS", expects), files={"calls.csv": calls}, figures={"share": share}, **options
    )


def _told(read: str, before: str = "2008-01-30") -> dict[str, Any]:
    """Give the words of one lone cell."""
    english = f"{read} lies far after all other dates of this source, the latest being {before}: it is not taken for an"
    french = f"{read} est loin après toutes les autres dates de cette source, la dernière étant {before}\u00a0: elle"
    return {
        "says": [f"{english} event, and does not move as-of."],
        "says_fr": [f"{french} n’est pas prise pour un événement, et ne déplace pas la date d’arrêté."],
    }


def _mistype(path: Path) -> None:
    """Copy complaints of 2008, in which one answer of 5 January 2008 is typed 2028."""
    cells = (whole.SAMPLE / path.name).read_bytes()
    assert cells.count(b";05/01/2008 09:45:49;") == 1
    path.write_bytes(cells.replace(b";05/01/2008 09:45:49;", b";05/01/2028 09:45:49;"))


NOTHING_LONE = ("lies far after all other dates", "est loin après")
FAR = {number: f"2028-01-{number:02} 10:00" for number in range(1, 8)}
# Where no rhythm is known, a silence of three years says nothing: 1098 days after the latest other event.
LATEST_OF_FIVE = FIRST + dt.timedelta(4)
THREE_YEARS = {2: _at(LATEST_OF_FIVE + dt.timedelta(3 * 366 + 1))}
OVER_THREE_YEARS = {2: _at(LATEST_OF_FIVE + dt.timedelta(3 * 366 + 2))}


def _some(cells: Cells, *numbers: int) -> Cells:
    return {number: cells[number] for number in numbers}


LINES = {
    "13.3 no date is lone": _line(_calls(), "29/29", engines=TWO, silent=NOTHING_LONE),
    # The case counts as not closed, and the last one stays pending.
    "13.3 a lone end": _line(
        _calls(closed=_some(FAR, 2)),
        "28/29",
        engines=EVERY_ENGINE,
        **_told("2028-01-02 10:00"),
    ),
    "13.3 the place of a lone end": _line(
        _calls(closed=_some(FAR, 2)),
        "28/29",
        engines=("duckdb",),
        says=['taken for typing errors: Appels (calls.csv, line 3, "closed"): 2028-01-02 10:00'],
        says_fr=["de frappe\u00a0: Appels (calls.csv, ligne 3, «\u00a0closed\u00a0»)\u00a0: 2028-01-02 10:00"],
    ),
    # The case counts as not begun.
    "13.3 a lone start": _line(_calls(at=_some(FAR, 2)), "28/28", engines=EVERY_ENGINE, **_told("2028-01-02 10:00")),
    "13.3 a lone end of the last case": _line(
        _calls(closed={30: "2100-01-31 09:00"}), "29/29", **_told("2100-01-31 09:00")
    ),
    "13.3 three lone rows": _line(
        _calls(closed=_some(FAR, 2, 3), at=_some(FAR, 4)), "26/28", **_told("2028-01-04 10:00")
    ),
    # Their rhythm is that of the source now: 2028 is reached, and the last case is overdue.
    "13.3 four rows are not lone": _line(_calls(closed=_some(FAR, 2, 3, 4, 5)), "25/30", silent=NOTHING_LONE),
    # 5000 days: five rows are one in a thousand.
    "13.3 one lone row in a thousand": _line(
        _calls(closed={number: f"2100-01-{number:02} 10:00" for number in range(2, 7)}, n=5_000),
        "361/366",
        **_told("2100-01-02 10:00", before="2021-09-08"),
    ),
    "13.3 more than one row in a thousand": _line(
        _calls(closed={number: f"2100-01-{number:02} 10:00" for number in range(2, 8)}, n=5_000),
        "360/366",
        silent=NOTHING_LONE,
    ),
    # From 31 January to 1 March nothing happens, for 31 days: that may be a slow month.
    "13.3 an end after a month of silence": _line(
        _calls(closed={2: "2008-03-02 10:00"}), "28/30", engines=TWO, silent=NOTHING_LONE
    ),
    "13.3 an end after a month and a day of silence": _line(
        _calls(closed={2: "2008-03-03 10:00"}),
        "28/29",
        engines=TWO,
        **_told("2008-03-03 10:00"),
    ),
    "13.3 silent in quiet months": _line(
        _calls(closed={2: "2008-12-31 10:00"}),
        "28/30",
        expects="expects: {file_per: year, quiet: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}",
        silent=NOTHING_LONE,
    ),
    "13.3 a few cases and three years of silence": _line(_calls(closed=THREE_YEARS, n=5), "3/5", silent=NOTHING_LONE),
    "13.3 a few cases and more than three years of silence": _line(
        _calls(closed=OVER_THREE_YEARS, n=5), "3/4", **_told(OVER_THREE_YEARS[2], before="2008-01-05")
    ),
    "13.3 a visit planned for 2028": Line(
        rules=RULES.replace("EXPECTS", ""),
        files={"calls.csv": _calls(visit=_some(FAR, 2, 3, 4, 5, 6))},
        engines=TWO,
        figures={"share": "29/29", "visits": "=5"},
        silent=NOTHING_LONE,
    ),
    "13.3 a column that no indicator uses": Line(
        rules=RULES.replace("EXPECTS", "")
        .replace(", planned: true", "")
        .replace("{visit: present}", "{closed: present}"),
        files={"calls.csv": _calls(visit=_some(FAR, 2, 3, 4, 5, 6))},
        engines=TWO,
        figures={"share": "29/29", "visits": "=29"},
        silent=NOTHING_LONE,
    ),
    "13.3 what comes after as-of is not lone": _line(
        _calls(closed=_some(FAR, 2)),
        "28/29",
        command="report --year 2008 --by year --as-of 2008-01-31",
        engines=TWO,
        silent=NOTHING_LONE,
    ),
    # No case with a visit starts or ends on the 31st.
    "13.3 as-of is that of all indicators": Line(
        rules=RULES.replace("EXPECTS", ""),
        files={"calls.csv": _calls(closed={30: "2008-01-31 09:00"}, visit=_some(FAR, 2))},
        command="report --year 2008 --by year --indicator visits",
        engines=("duckdb",),
        figures={"visits": "=1"},
        says=["Data as of 2008-01-31 09:00"],
        silent=NOTHING_LONE,
    ),
    # 104 of 116 in the fourth quarter, as with the sound cell, and five pending. The answer was one of 33 of 37.
    "13.3 one answer typed 2028": Line(
        rules=whole.RULES,
        files={**whole.COMPLAINTS, "reclamations_2008.csv": _mistype},
        command="report --from 2007-10-01 --to 2008-12-31 --by quarter --indicator answered_10d",
        engines=FILES_ONLY,
        figures={"answered_10d 2007-Q4": "32/37", "answered_10d 2008-Q4": "104/116"},
        says=["05/01/2028 09:45:49 lies far after all other dates"],
        says_fr=["05/01/2028 09:45:49 est loin après toutes les autres dates"],
    ),
    # pandas fills a record that is cut: one case more, of 2 October, without an answer.
    "13.3 one answer typed 2028 in a frame": Line(
        rules=whole.RULES,
        files={**whole.COMPLAINTS, "reclamations_2008.csv": _mistype},
        command="report --from 2007-10-01 --to 2008-12-31 --by quarter --indicator answered_10d",
        engines=FRAMES_ONLY,
        figures={"answered_10d 2007-Q4": "32/37", "answered_10d 2008-Q4": "104/117"},
        says=["05/01/2028 09:45:49 lies far after all other dates"],
    ),
    "13.3 figures beside one answer typed 2028": Line(
        rules=whole.RULES,
        files={**whole.COMPLAINTS, "reclamations_2008.csv": _mistype},
        command="report --year 2008 --by quarter --indicator answered_10d",
        says=["~89.7%", "Data as of 2009-01-08 07:52", 'Réclamations (reclamations_2008.csv, line 2, "Répondue le")'],
        says_fr=["~89,7", "Réclamations (reclamations_2008.csv, ligne 2"],
    ),
    "13.3 the answer typed 2008": Line(
        rules=whole.RULES,
        files=whole.COMPLAINTS,
        command="report --from 2007-10-01 --to 2008-12-31 --by quarter --indicator answered_10d",
        engines=("duckdb",),
        figures={"answered_10d 2007-Q4": "33/37", "answered_10d 2008-Q4": "104/116"},
        says=["~89.7%", "Data as of 2009-01-08 07:52"],
        silent=NOTHING_LONE,
    ),
}
