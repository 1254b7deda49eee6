"""The same project built by real servers: every cell and every run of a clock is the same, value by value."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import warnings
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.clocks.engines import OnPostgres, postgres
from truegreen.engine.duck import Duck
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.world.make import make

ACME = Path(__file__).parents[2] / "examples" / "acme"
NOW = datetime(2026, 1, 2)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world() -> Iterator[Path]:
    """Make a small world, and build it with the embedded engine."""
    with TemporaryDirectory() as room:
        folder = Path(shutil.copytree(ACME, Path(room) / "acme"))
        make(folder, cases=1_000)
        assert run(open_project(folder), NOW)[0]
        yield folder


def built(folder: Path, what: str) -> dict[str, list[tuple[object, ...]]]:
    """Give the rows of all files of a kind, by month, whatever the files are called."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with closing(Duck()) as duck:
        for path in sorted((folder / ".truegreen" / what).rglob("*.parquet")):
            kind = path.name.partition("-")[0]
            loaded = "EXCLUDE (ingested_at)" if what == "clocks" else ""
            query = f"SELECT * {loaded} FROM read_parquet('{path}', hive_partitioning = false) ORDER BY ALL"
            columns = [column[:2] for column in duck.rows(f"DESCRIBE {query}")]
            found[f"{path.parent.relative_to(folder)}/{kind}"] = [*columns, *duck.rows(query)]
    return found


def elsewhere(world: Path, room: Path, url: str) -> Path:
    """Build the same records by another engine, in a folder of their own."""
    folder = Path(shutil.copytree(world, room / "acme", ignore=shutil.ignore_patterns(".truegreen")))
    made, findings = run(open_project(folder), NOW, engine=url)
    assert made, findings
    return folder


def same(one: Path, other: Path) -> None:
    for what in ("cells", "clocks"):
        expected = built(one, what)
        assert expected
        assert built(other, what) == expected


def address(server: OnPostgres) -> str:
    return f"postgresql://truegreen@/postgres?host={server.connection.info.host}&facts=kept"


def test_postgresql_builds_the_same(world: Path, tmp_path: Path) -> None:
    with postgres() as server:
        assert isinstance(server, OnPostgres)
        folder = elsewhere(world, tmp_path, address(server))
        same(world, folder)
        held = "SELECT count(*) FROM pg_tables WHERE schemaname = 'kept'"
        before = server.rows(held)
        shutil.rmtree(folder / ".truegreen")
        assert run(open_project(folder), NOW, engine=address(server))[0]
        assert server.rows(held) == before != [(0,)]  # facts are brought once
        same(world, folder)


def test_a_server_that_dies_leaves_what_was_and_the_next_run_ends_it(world: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(world, tmp_path / "acme", ignore=shutil.ignore_patterns(".truegreen")))
    with postgres() as server:
        assert isinstance(server, OnPostgres)
        url, told = address(server), list[str]()

        def dies(what: str, done: int, of: int) -> None:
            told.append(what)
            if what.startswith("measuring months of interaction"):
                for (process,) in server.rows("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                                              "AND backend_type = 'client backend'"):  # fmt: skip
                    os.kill(process, signal.SIGTERM)

        made, findings = run(open_project(folder), NOW, dies, engine=url)
        assert made is None
        assert [each.id for each in findings] == ["engine-not-reached"]
        assert "could not go on" in findings[0].says
        assert not (folder / ".truegreen" / "runs").exists()
        assert run(open_project(folder), NOW, engine=url)[0]
    same(world, folder)


def test_spark_builds_the_same(world: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    if not shutil.which("java"):
        pytest.skip("no java: Spark cannot run")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # Spark leaves its sockets to the collector
        folder = elsewhere(world, tmp_path, f"local[2]?facts={tmp_path / 'facts'}")
        gc.collect()
    same(world, folder)
