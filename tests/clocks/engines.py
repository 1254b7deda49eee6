"""Real servers for a test: a PostgreSQL cluster that lives as long as it does, and a Spark of this machine."""

from __future__ import annotations

import gc
import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest

from truegreen.engine.duck import Duck

POSTGRES = {"int64": "BIGINT", "string": "TEXT", "timestamp": "TIMESTAMP", "date": "DATE"}
Columns = Mapping[str, Sequence[Any]]


class Engine(Protocol):
    """What the test asks of an engine."""

    dialect: str

    def load(self, name: str, kinds: Mapping[str, str], columns: Columns) -> None:
        """Make a table of columns."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Give a query's rows."""


def arrow(kinds: Mapping[str, str], columns: Columns) -> Any:
    import pyarrow as pa

    types = {"int64": pa.int64(), "string": pa.string(), "timestamp": pa.timestamp("us"), "date": pa.date32()}
    return pa.table({name: pa.array(each, types[kinds[name]]) for name, each in columns.items()})


class OnDuckDB:
    dialect = "duckdb"

    def __init__(self) -> None:
        self.duck = Duck()
        self.rows = self.duck.rows

    def load(self, name: str, kinds: Mapping[str, str], columns: Columns) -> None:
        self.duck.connection.register("arriving", arrow(kinds, columns))
        self.duck.run(f"CREATE TABLE {name} AS SELECT * FROM arriving")


class OnPostgres:
    dialect = "postgres"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reach()

    def reach(self) -> None:
        psycopg = pytest.importorskip("psycopg")
        self.connection = psycopg.connect(f"host={self.folder} user=truegreen dbname=postgres", autocommit=True)

    def crash(self) -> None:
        """Let the server end as in a crash, and start it again."""
        self.connection.close()
        programs, user = _programs(), self.folder.owner() if not os.geteuid() else None
        assert programs
        again = ("-D", self.folder / "data", "-w", "-m", "immediate", "-l", self.folder / "log", "restart")
        _run(user, self.folder, programs / "pg_ctl", *again)
        self.reach()

    def load(self, name: str, kinds: Mapping[str, str], columns: Columns) -> None:
        listed = ", ".join(f"{column} {POSTGRES[kinds[column]]}" for column in columns)
        self.connection.execute(f"CREATE TABLE {name} ({listed})")
        with self.connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:
            for row in zip(*columns.values(), strict=True):
                copy.write_row(row)
        self.connection.execute(f"ANALYZE {name}")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.connection.execute(query).fetchall()
        return found


class OnSpark:
    dialect = "spark"

    def __init__(self) -> None:
        pyspark = pytest.importorskip("pyspark.sql")
        settings = {
            "spark.sql.session.timeZone": "UTC", "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1", "spark.sql.shuffle.partitions": "4", "spark.log.level": "ERROR",
        }  # fmt: skip
        builder = pyspark.SparkSession.builder.master("local[2]")
        for name, value in settings.items():
            builder = builder.config(name, value)
        self.session = builder.getOrCreate()

    def load(self, name: str, kinds: Mapping[str, str], columns: Columns) -> None:
        import pyarrow.parquet as pq

        with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
            pq.write_table(arrow(kinds, columns), file.name)
            self.session.read.parquet(file.name).localCheckpoint().createOrReplaceTempView(name)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.session.sql(query).collect()]


@contextmanager
def duckdb() -> Iterator[Engine]:
    engine = OnDuckDB()
    yield engine
    engine.duck.close()


@contextmanager
def spark() -> Iterator[Engine]:
    if not shutil.which("java"):
        pytest.skip("no java: Spark cannot run")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its sockets to the collector
        engine = OnSpark()
        yield engine
        engine.session.stop()
        del engine
        gc.collect()


@contextmanager
def postgres() -> Iterator[Engine]:
    programs = _programs()
    if not programs:
        pytest.skip("no PostgreSQL server is installed")
    folder = Path(tempfile.mkdtemp(prefix="truegreen-pg-"))
    user = _owner(folder)
    data = str(folder / "data")
    try:
        _run(user, folder, programs / "initdb", "-D", data, "-U", "truegreen", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c timezone=UTC"
        _run(user, folder, programs / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        engine = OnPostgres(folder)
        yield engine
        engine.connection.close()
    finally:
        _run(user, folder, programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _programs() -> Path | None:
    """Find where PostgreSQL's server programs are; Debian keeps them off the path."""
    found = shutil.which("initdb")
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found).parent if found else versions[-1].parent if versions else None


def _owner(folder: Path) -> str | None:
    """Give the folder to one who is not root, since PostgreSQL refuses to run as root."""
    if os.geteuid():
        return None
    names = {each.pw_name for each in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return user


def _run(user: str | None, folder: Path, *command: object) -> None:
    words = [str(each) for each in command]
    subprocess.run(words, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
