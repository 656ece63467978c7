from __future__ import annotations

import datetime as dt
import io
import os
import pickle
import re
import subprocess
import sys
import zoneinfo
from importlib import metadata, resources
from pathlib import Path

import pandas as pd
import pytest

import gpj_kpi
from gpj_kpi.calendars.time_zones.named import edition, zone_named, zone_names

PARIS = zone_named("Europe/Paris")
MACHINE_PARIS = zoneinfo.ZoneInfo("Europe/Paris")


def test_the_files_of_the_machine_are_not_read(tmp_path: Path) -> None:
    """Where the machine takes Paris for Tokyo, it is still two hours ahead of UTC in summer."""
    wrong = tmp_path / "Europe" / "Paris"
    wrong.parent.mkdir()
    wrong.write_bytes(resources.files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo").read_bytes())
    code = (
        "import datetime as dt, zoneinfo\n"
        "from gpj_kpi.calendars.time_zones.named import zone_named\n"
        "for zone in (zoneinfo.ZoneInfo('Europe/Paris'), zone_named('Europe/Paris')):\n"
        "    print(dt.datetime(2008, 7, 1, tzinfo=zone).utcoffset())\n"
    )
    environment = os.environ | {"PYTHONTZPATH": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["9:00:00", "2:00:00"]


def test_pandas_shows_the_times_of_the_package(tmp_path: Path) -> None:
    """Where the machine takes Paris for Tokyo, and pandas has used that zone, a case begun at 10:00 is shown at 10:00.

    The as-of of its source is a time of Paris too, and 22:30 UTC, 0:30 in Paris, is a day too late for a date column.
    """
    wrong = tmp_path / "Europe" / "Paris"
    wrong.parent.mkdir()
    wrong.write_bytes(resources.files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo").read_bytes())
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        """
version: 1
organisation: Essai
time_zone: Europe/Paris
calendar: {country: FR}
sources:
  calls:
    label: Appels
    files: calls*.csv
    key: id
    columns:
      id: {header: id, type: text, required: true}
      begun: {header: begun, type: datetime, format: "%Y-%m-%d %H:%M", required: true}
      day: {header: day, type: date, format: "%Y-%m-%d"}
commitments:
  - id: c
    title: Essai
    promise: Essai
    indicators:
      - id: share
        label: Part
        source: calls
        measure: {kind: delay, from: begun, to: day, limit: 1 jour ouvré}
        target: 95%
""",
        encoding="utf-8",
    )
    code = (
        "import sys, zoneinfo, pandas as pd\n"
        "from gpj_kpi import evaluate, load_rules\n"
        "ends = pd.to_datetime(pd.Series(['2008-07-02 16:00', '2008-07-02 22:30']), utc=True)\n"
        "assert ends.dt.tz_convert(zoneinfo.ZoneInfo('Europe/Paris')).dt.hour.tolist() == [1, 7]\n"
        "frame = pd.DataFrame({'id': ['1', '2'], 'begun': '2008-07-01 10:00', 'day': ends})\n"
        "found = evaluate(load_rules(sys.argv[1]), {'calls': frame}, period='2008')\n"
        "verdicts = found.verdicts('share')\n"
        "print(*verdicts['verdict'], sep='|')\n"
        "print(*verdicts['started_at'], *verdicts['started_at'].dt.hour, *verdicts['due_at'], sep='|')\n"
        "print(*found.sources['as_of'], sep='|')\n"
    )
    environment = os.environ | {"PYTHONTZPATH": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", code, rules], env=environment, capture_output=True, text=True, check=True
    )
    begun, due = "2008-07-01 10:00:00+02:00", "2008-07-03 00:00:00+02:00"
    assert run.stdout.splitlines() == [
        "met|missed",
        f"{begun}|{begun}|10|10|{due}|{due}",
        "2008-07-03 00:00:00+02:00",
    ]


def test_no_other_module_loads_a_zone() -> None:
    """No code loads a zone by its name, from whatever files; pandas, DuckDB and Spark are given no name either."""
    by_name = re.compile(
        r"\bZoneInfo\(|reset_tzpath|tz_(?:convert|localize)\([\"']|SET TimeZone|AT TIME ZONE", re.IGNORECASE
    )
    modules = sorted(Path(gpj_kpi.__file__).parent.rglob("*.py"))
    found = [
        f"{path.name}: {line.strip()}"
        for path in modules
        for line in path.read_text(encoding="utf-8").splitlines()
        if by_name.search(line) and '("UTC")' not in line
    ]
    assert found == []


@pytest.mark.parametrize(
    "name", ["localtime", "posixrules", "Factory", "right/Europe/Paris", "europe/paris", "../zones"]
)
def test_what_is_no_zone_is_not_loaded(name: str) -> None:
    """Only names of the IANA list are zones, in its capitals."""
    assert name not in zone_names()
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError, match=re.escape(f"no zone {name}")):
        zone_named(name)


def test_every_zone_of_the_list_can_be_loaded() -> None:
    """Each name of the list is a zone that knows its offset, and carries its name."""
    moment = dt.datetime(2008, 7, 1, tzinfo=dt.UTC)
    assert len(zone_names()) > 590
    for name in zone_names():
        assert moment.astimezone(zone_named(name)).utcoffset() is not None
        assert str(zone_named(name)) == name


def test_columns_join_by_the_name_of_their_zone() -> None:
    """A column in one of our zones has the type of a column in Python's zone of that name, and joins with it."""
    moments = pd.Series(pd.to_datetime([0, 10**15], unit="us", utc=True))
    ours, theirs = moments.dt.tz_convert(PARIS), moments.dt.tz_convert(MACHINE_PARIS)
    assert moments.dt.tz_convert(zone_named("Europe/London")).dtype != ours.dtype
    assert ours.dtype == theirs.dtype == pd.concat([theirs, ours]).dtype == "datetime64[us, Europe/Paris]"
    assert len(ours.to_frame("at").merge(theirs.to_frame("at"), on="at")) == 2
    assert zone_named("Europe/Paris") is PARIS


def test_a_pickle_holds_the_name_of_the_zone() -> None:
    """Moments come back from a pickle, in Python's own zone of that name."""
    moment = dt.datetime(2008, 7, 1, 12, tzinfo=PARIS)
    back = pickle.loads(pickle.dumps(moment))  # noqa: S301 - what was written just before
    assert back == moment
    assert type(back.tzinfo) is zoneinfo.ZoneInfo
    frame = pd.DataFrame({"at": pd.Series([moment])})
    kept = io.BytesIO()
    frame.to_pickle(kept)
    kept.seek(0)
    pd.testing.assert_frame_equal(pd.read_pickle(kept), frame)  # noqa: S301 - the same


def test_the_edition_is_that_of_the_package() -> None:
    """Version 2026.6 of tzdata holds the edition 2026f of the IANA database."""
    year, number = metadata.version("tzdata").split(".")[:2]
    assert edition() == f"{year}{chr(ord('a') + int(number) - 1)}"
