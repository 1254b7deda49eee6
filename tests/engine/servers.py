"""Real Spark servers on loopback: a standalone master with workers, and Spark Connect; each is gone with its test.

Each program gets a free port from the system and says in its log which; what it writes lies in a folder of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest

DEPLOY: Final = "org.apache.spark.deploy"
HERE: Final = "127.0.0.1"
SECONDS: Final = 120.0
SOON: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java's own words for starting soon rather than running fast."""
QUIET: Final = ("spark.ui.enabled=false", "spark.sql.shuffle.partitions=2", "spark.default.parallelism=2")


def room_of(home: Path) -> dict[str, str]:
    """Give the environment of a Spark that stays on loopback and writes below a folder."""
    return os.environ | {
        "SPARK_LOCAL_IP": HERE, "SPARK_LOCAL_DIRS": str(home / "local"), "SPARK_WORKER_DIR": str(home / "work"),
        "SPARK_CONF_DIR": str(home / "conf"), "SPARK_DAEMON_MEMORY": "1g", "SPARK_DAEMON_JAVA_OPTS": SOON,
    }  # fmt: skip


class Program:
    """A program that runs until it is killed, it and all that it started.

    Args:
        home: folder for what it writes; its log lies there.
        words: its command.
        says: what it says in its log once it answers; the pattern's group is kept.

    Attributes:
        said: the group that was found.
    """

    def __init__(self, home: Path, words: list[str], says: str) -> None:
        self.log = Path(tempfile.mkstemp(".log", dir=home)[1])
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                words, env=room_of(home), cwd=home, stdout=log, stderr=log, start_new_session=True
            )
        try:
            self.said = self._awaited(says)
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """Kill it, as a machine dies that loses its power."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _awaited(self, says: str) -> str:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            if found := re.search(says, self.log.read_text("utf-8", "replace")):
                return found[1]
            time.sleep(0.05)
        pytest.fail(f"A server did not start; its log:\n{self.log.read_text('utf-8', 'replace')[-4000:]}")


class Cluster:
    """A standalone master, and the workers that were started for it.

    Attributes:
        home: folder that all of them read and write.
        url: where a classic session reaches it.
    """

    def __init__(self, home: Path) -> None:
        self.home, self._workers = home, list[Program]()
        command = [f"{DEPLOY}.master.Master", "--host", HERE, "--port", "0", "--webui-port", "0"]
        self._master = Program(home, [_spark("spark-class"), *command], r"Starting Spark master at (spark://\S+:\d+)")
        self.url = self._master.said

    def add_worker(self) -> None:
        """Start a worker of one core, and wait until the master knows it."""
        command = [f"{DEPLOY}.worker.Worker", self.url, "--host", HERE, "--port", "0", "--webui-port", "0"]
        size = ["--cores", "1", "--memory", "1g", "--work-dir", str(self.home / "work")]
        says = r"Successfully registered with master (\S+)"
        self._workers.append(Program(self.home, [_spark("spark-class"), *command, *size], says))

    def lose_worker(self) -> None:
        """Kill the oldest worker, and what it was working on."""
        self._workers.pop(0).kill()

    def stop(self) -> None:
        """Kill them all."""
        for each in (*self._workers, self._master):
            each.kill()


class Connect:
    """A Spark Connect server that works in its own process.

    Attributes:
        home: folder that it reads and writes.
        url: where a client reaches it.
    """

    def __init__(self, home: Path) -> None:
        self.home, self._port = home, "0"
        self.start()
        self.url = f"sc://{HERE}:{self._port}"

    def start(self) -> None:
        """Start it, at the same place if it was there before."""
        binding = (f"spark.connect.grpc.binding.{each}" for each in (f"address={HERE}", f"port={self._port}"))
        plain = "spark.sql.codegen.wholeStage=false"  # the other way in which Spark runs a query, and soon for few rows
        confs = (f"spark.driver.host={HERE}", f"spark.sql.warehouse.dir={self.home / 'warehouse'}", plain, *binding)
        command = [_spark("spark-submit"), "--master", "local[2]", "--driver-memory", "1g"]
        command += [word for each in confs for word in ("--conf", each)]
        command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
        self._server = Program(self.home, command, r"Spark Connect server started at: \S*:(\d+)")
        self._port = self._server.said

    def kill(self) -> None:
        """Kill it."""
        self._server.kill()


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a master with one worker."""
    with _home() as home:
        started = Cluster(home)
        try:
            started.add_worker()
            yield started
        finally:
            started.stop()


@contextmanager
def connect() -> Iterator[Connect]:
    """Start a Spark Connect server."""
    with _home() as home:
        started = Connect(home)
        try:
            yield started
        finally:
            started.kill()


@contextmanager
def _home() -> Iterator[Path]:
    """Give a folder for Spark's programs, which are told to stay quiet; skip where they cannot run."""
    if not find_spec("pyspark"):
        pytest.skip("no pyspark: Spark cannot run")
    if not shutil.which("java"):
        pytest.skip("no java: Spark cannot run")
    with tempfile.TemporaryDirectory(prefix="truegreen-spark-") as folder:
        home = Path(folder)
        (home / "conf").mkdir()
        small = ("spark.cores.max=1", "spark.executor.memory=512m")
        soon = (f"spark.{each}.extraJavaOptions={SOON}" for each in ("driver", "executor"))
        lines = (each.replace("=", " ", 1) for each in (*QUIET, *small, *soon))
        (home / "conf" / "spark-defaults.conf").write_text("\n".join(lines) + "\n", "utf-8")
        yield home


def _spark(name: str) -> str:
    found = find_spec("pyspark")
    assert found
    assert found.origin
    return str(Path(found.origin).parent / "bin" / name)
