"""The Spark session that an engine works in.

Law: a session that runs already is used as it is; one that is started here says nothing, opens no port to the network
where its master is local, keeps its files in a folder of its own, and ends with the run.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

from py4j.java_gateway import JavaGateway
from py4j.protocol import Py4JError, Py4JJavaError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import DataFrame, SparkSession

from gpj_kpi.errors import ExportError, UsageError
from gpj_kpi.process import signals, temporary

LOCAL = "local[*]"


class StartedSession:
    """A session started for one run, and how it is ended."""

    def __init__(self, master: str) -> None:
        """Start it.

        Args:
            master: as Spark names it, e.g. local[2] or spark://host:7077.

        Raises:
            ExportError: there is no folder for temporary files.
            UsageError: there is no Java, or no such master.
        """
        _require_java()
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        try:
            self._scratch = temporary.make_folder(Path(tempfile.gettempdir()), "gpj-kpi")
        except OSError as error:
            message = f"there is no folder for temporary files: {error.strerror or error}. Set TMPDIR."
            raise ExportError(message) from error
        try:
            self._gateway = _start_java(master, self._scratch)
            self.session = _start_session(master, self._gateway)
        except UsageError:
            temporary.remove(self._scratch)
            raise

    def end(self) -> None:
        """End it, and the Java process with it."""
        self.session.stop()
        _end_java(self._gateway)
        temporary.remove(self._scratch)


def _start_java(master: str, scratch: Path) -> JavaGateway:
    conf = SparkConf(loadDefaults=False)
    for name, value in _settings(master, scratch).items():
        conf.set(name, value)
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        gateway: JavaGateway = launch_gateway(conf, silent)  # type: ignore[no-untyped-call]
    except PySparkException as error:
        message = f"Spark does not start with the master {master}: {_reason(error)}"
        raise UsageError(f"{message} It needs Java 17 or newer, and a master such as {LOCAL}.") from error
    signals.do_before_stop(gateway.proc.kill)
    return gateway


def _start_session(master: str, gateway: JavaGateway) -> SparkSession:
    try:
        with _without_warning(), _own_handler_of_ctrl_c():
            return SparkSession(SparkContext(gateway=gateway))
    except (PySparkException, Py4JError) as error:
        message = f"Spark does not start with the master {master}: {_reason(error)}"
        _end_java(gateway)
        raise UsageError(message) from error


@contextlib.contextmanager
def _own_handler_of_ctrl_c() -> Iterator[None]:
    """Keep what Ctrl-C does: PySpark would change it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def _end_java(gateway: JavaGateway) -> None:
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 - or no other session can be started


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home, "bin")) if home else None) is None:
        where = f"in JAVA_HOME, {home}" if home else "here"
        message = f"the Spark engine needs Java 17 or newer, and there is none {where}. "
        raise UsageError(f"{message}Install it (on Debian and Ubuntu: openjdk-17-jre-headless), or set JAVA_HOME.")


def _settings(master: str, scratch: Path) -> dict[str, str]:
    found = {
        "spark.master": master,
        "spark.app.name": "gpj-kpi",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch),
        "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={scratch} -XX:-UsePerfData",
        "spark.python.sql.dataFrameDebugging.enabled": "false",  # notes for each expression where it was written
    }
    if master.startswith("local"):
        found |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.executorEnv.TMPDIR": str(scratch),  # so that it goes with the rest, however the run ends
            "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
        }
    return found


def forget(frames: Iterable[DataFrame]) -> None:
    """Give back the memory and disk that frames take.

    A session that has ended holds none.
    """
    with contextlib.suppress(Py4JError, ConnectionError):
        for frame in frames:
            frame.unpersist()


@contextlib.contextmanager
def at_work() -> Iterator[None]:
    """Say what Spark could not do, e.g. without its cluster.

    Raises:
        ExportError: with the first line of what Spark says.
    """
    try:
        with _without_warning():
            yield
    except (PySparkException, Py4JError) as error:
        raise ExportError(f"Spark has given up: {_reason(error)}") from error


@contextlib.contextmanager
def _without_warning() -> Iterator[None]:
    """Keep PySpark from warning of pandas 3.

    Frames go to Spark and back as Arrow, never by its own way into pandas.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        yield


def _reason(error: PySparkException | Py4JError) -> str:
    """Give the first line of what Spark says."""
    text = error.java_exception.toString() if isinstance(error, Py4JJavaError) else str(error)
    return text.strip().partition("\n")[0]
