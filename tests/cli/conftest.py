"""A small rule file with small exports, and two ways to run the command line on them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from gpj_kpi.cli import main
from gpj_kpi.process.signals import SIGNALS

RULES = """\
version: 1
organisation: Assurance Témoin
language: fr
time_zone: Europe/Paris
sources:
  claims:
    label: Dossiers
    files: dossiers_*.csv
    encoding: utf-8
    key: claim_id
    max_rejected: 50%
    columns:
      claim_id: {header: N° dossier, type: text, required: true}
      received_at: {header: Reçu le, type: datetime, format: "%d/%m/%Y %H:%M", required: true}
      opened_at: {header: Ouvert le, type: datetime, format: "%d/%m/%Y %H:%M"}
      channel: {header: Canal, type: text}
  scores:
    label: Notes
    files: notes.csv
    encoding: utf-8
    key: sheet_id
    columns:
      sheet_id: {header: N° fiche, type: text, required: true}
      given_on: {header: Donnée le, type: date, format: "%d/%m/%Y", required: true}
      score: {header: Note, type: integer, required: true}
commitments:
  - id: opening
    title: Ouverture des dossiers
    promise: Un dossier est ouvert sous 48 heures.
    indicators:
      - id: opened_48h
        label: Ouverts sous 48 heures
        source: claims
        measure: {kind: delay, from: received_at, to: opened_at, limit: 48 heures}
        target: 100%
        tolerance: 50%
        published: {2024: 80%}
      - id: opened_24h
        label: Ouverts sous 24 heures
        source: claims
        measure: {kind: delay, from: received_at, to: opened_at, limit: 24 heures}
        target: 90%
  - id: satisfaction
    title: Satisfaction
    promise: Les assurés notent leur juriste.
    indicators:
      - id: score
        label: Note moyenne
        source: scores
        period_by: given_on
        measure: {kind: mean, value: score, scale: [1, 5]}
        published: {2024: 4.5}
      - id: sheets
        label: Fiches reçues
        source: scores
        period_by: given_on
        measure: {kind: count}
        target: ">= 2"
        per: year
"""

CLAIMS = """\
N° dossier;Reçu le;Ouvert le;Canal
A1;08/01/2024 09:00;08/01/2024 15:00;courrier
A2;09/01/2024 09:00;15/01/2024 09:00;=1+1
A3;02/04/2024 09:00;03/04/2024 20:00;courrier
A4;04/04/2024 09:00;04/04/2024 10:00;internet
A4;04/04/2024 09:00;04/04/2024 10:00;internet
A5;30/12/2024 12:00;;internet
A6;31/02/2024 10:00;;courrier
"""
"""Under 48 hours: A1 met, A2 late, A3 (35 hours) met, A4 met, A5 pending; under 24 hours A3 is late.
The second A4 is a duplicate, A6 is rejected."""

SCORES = """\
N° fiche;Donnée le;Note
F1;01/02/2024;4
F2;01/05/2024;5
"""


@dataclass(frozen=True)
class Ran:
    """What a run left: its exit status, and what it wrote."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with `commitments.yaml` and `sample_data/`, as the defaults of the command line expect."""
    (tmp_path / "commitments.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "sample_data").mkdir()
    (tmp_path / "sample_data" / "dossiers_2024.csv").write_text(CLAIMS, encoding="utf-8")
    (tmp_path / "sample_data" / "notes.csv").write_text(SCORES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the console entry in this process, in the folder, 80 columns wide and without a terminal."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # typer sets its own
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def run_here(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["gpj-kpi", *arguments])
        handlers = {number: signal.getsignal(number) for number in SIGNALS}
        with pytest.raises(SystemExit) as stopped:
            main()
        for number, handler in handlers.items():
            signal.signal(number, handler)
        sys.stdout.flush()
        out, err = capfd.readouterr()
        assert isinstance(stopped.value.code, int)
        return Ran(stopped.value.code, out, err)

    return run_here


@pytest.fixture
def start(folder: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Start the console entry as a process of its own, in the folder."""

    def start_there(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "from gpj_kpi.cli import main; main()", *arguments]
        environment = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1", **environment}
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        )

    return start_there
