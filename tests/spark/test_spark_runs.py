"""What a run on Spark needs, says and leaves: the command line as users run it, and a file that changes meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from tests.small_runs import AT, rule_text

from gpj_kpi import RuleFile, evaluate, load_rules
from gpj_kpi.engines.spark.engine import SparkEngine
from gpj_kpi.errors import ExportError, UsageError

INDICATORS = {"late": "measure: {kind: delay, from: r, to: e, limit: 2 jours ouvrés}"}
EXPORT = """\
id;r;e
1;03/03/2008 09:00;04/03/2008 09:00
2;04/03/2008 09:00;14/03/2008 09:00
2;04/03/2008 09:00;15/03/2008 09:00
3;05/03/2008 09:00;?
"""
COMMAND = [sys.executable, "-c", "from gpj_kpi.cli import main; main()", "report", "--year", "2008"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with rules and an export of two cases, and one for temporary files."""
    rules = rule_text({"r": AT + ", required: true", "e": AT}, INDICATORS, source="max_rejected: 100%")
    (tmp_path / "commitments.yaml").write_text(rules, encoding="utf-8")
    (tmp_path / "sample_data").mkdir()
    (tmp_path / "sample_data" / "a.csv").write_text(EXPORT, encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    return tmp_path


def _environment(folder: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(folder / "tmp"), "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1", **more}


def _run(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = _environment(folder, **environment)
    return subprocess.run(
        [*COMMAND, *options], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def _rules(folder: Path) -> RuleFile:
    return load_rules(folder / "commitments.yaml")


def test_the_report_is_the_same_and_nothing_is_left(folder: Path) -> None:
    """Stdout is that of DuckDB to the letter, stderr is empty, and no file is left anywhere."""
    by_spark = _run(folder, "--engine", "spark", "--spark-master", "local[1]")
    by_duckdb = _run(folder)
    assert (by_spark.returncode, by_spark.stderr) == (0, "")
    assert by_spark.stdout == by_duckdb.stdout
    assert "Essai" in by_spark.stdout
    assert sorted(path.name for path in folder.iterdir()) == ["commitments.yaml", "sample_data", "tmp"]
    assert list((folder / "tmp").iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_run_leaves_nothing(folder: Path, number: signal.Signals) -> None:
    """When a time-out or Ctrl-C ends a run on Spark, its Java ends too, and its files go."""
    process = subprocess.Popen([*COMMAND, "--engine", "spark"], cwd=folder, env=_environment(folder))
    while process.poll() is None and not list((folder / "tmp").glob("*/blockmgr-*")):
        time.sleep(0.05)
    assert process.poll() is None
    process.send_signal(number)
    assert process.wait() == 128 + number
    assert list((folder / "tmp").iterdir()) == []


def test_without_java_the_run_says_what_to_install(folder: Path) -> None:
    """A machine without Java gets one line that names it, and exit status 2."""
    done = _run(folder, "--engine", "spark", JAVA_HOME=str(folder))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Java 17" in done.stderr
    assert "openjdk-17-jre-headless" in done.stderr


def test_a_master_that_is_none_is_refused(folder: Path) -> None:
    """A master in which Spark sees none is refused by its name, with exit status 2."""
    done = _run(folder, "--engine", "spark", "--spark-master", "nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nonsense" in done.stderr


def test_without_pyspark_the_run_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed without its extra, the library names what to install."""
    for name in [name for name in sys.modules if name.startswith("gpj_kpi.engines.spark.engine")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(UsageError, match=r"pip install 'gpj-kpi\[spark\]'"):
        evaluate(_rules(folder), folder / "sample_data", period="2008", engine="spark")


def test_a_master_is_for_spark_and_spark_for_files(folder: Path) -> None:
    """What the other engines could not heed is refused, not ignored."""
    with pytest.raises(UsageError, match="--engine spark"):
        evaluate(_rules(folder), folder / "sample_data", period="2008", spark_master="local[1]")
    with pytest.raises(UsageError, match="a folder of files"):
        evaluate(_rules(folder), {"s": pd.DataFrame({"id": ["1"]})}, period="2008", engine="spark")


@pytest.mark.usefixtures("spark_session")
def test_a_session_that_runs_is_used(folder: Path) -> None:
    """It is used and left running; another master than its own is refused."""
    by_spark = evaluate(_rules(folder), folder / "sample_data", period="2008", by="year", engine="spark")
    assert list(by_spark.results["value"]) == [0.5]
    by_spark.close()
    with pytest.raises(UsageError, match=r"active on local\[2\]"):
        evaluate(_rules(folder), folder / "sample_data", period="2008", engine="spark", spark_master="local[1]")


@pytest.mark.usefixtures("spark_session")
def test_a_file_that_is_read_again_must_be_the_same(folder: Path) -> None:
    """When rows are lost and their file has changed meanwhile, the run is refused: it would mix two exports."""
    engine = SparkEngine(folder / "sample_data", _rules(folder))
    rows = engine.read("s").rows
    assert list(engine.fetch(rows.select("id"))["id"]) == ["1", "2", "2", "3"]
    engine.close()  # as when the machines that hold them are lost
    assert len(engine.fetch(rows.select("id"))) == 4
    (folder / "sample_data" / "a.csv").write_text(EXPORT + "4;06/03/2008 09:00;\n", encoding="utf-8")
    with pytest.raises(ExportError, match="changed while it was read"):
        engine.fetch(rows.select("id"))
