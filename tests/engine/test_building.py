"""The same project built by real servers: every cell and every run of a clock is the same, value by value.

Also where a worker, a server or a connection is lost on the way: then either the build ends in the same cells all the
same, or it says what is so, what was there before stands, and the next build ends it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.clocks.engines import OnPostgres, postgres
from tests.engine.built import NOW, building, copied, ended, left_behind, same, standing, stopped
from tests.engine.servers import cluster, connect, room_of
from truegreen.project.opened import open_project
from truegreen.project.run import run

pytestmark = pytest.mark.slow


def address(server: OnPostgres) -> str:
    return f"postgresql://truegreen@/postgres?host={server.connection.info.host}&facts=kept"


def test_postgresql_builds_the_same(world: Path, tmp_path: Path) -> None:
    with postgres() as server:
        assert isinstance(server, OnPostgres)
        folder = copied(world, tmp_path)
        made, findings = run(open_project(folder), NOW, engine=address(server))
        assert made, findings
        same(world, folder)
        held = "SELECT count(*) FROM pg_tables WHERE schemaname = 'kept'"
        before = server.rows(held)
        shutil.rmtree(folder / ".truegreen")
        assert run(open_project(folder), NOW, engine=address(server))[0]
        assert server.rows(held) == before != [(0,)]  # facts are brought once
        same(world, folder)


def test_postgresql_that_breaks_off_leaves_what_was_and_the_next_build_ends_it(world: Path, tmp_path: Path) -> None:
    folder = left_behind(world, tmp_path)
    before = standing(folder)
    busy = "FROM pg_stat_activity WHERE state <> 'idle' AND pid <> pg_backend_pid() AND query LIKE"
    with postgres() as server:
        assert isinstance(server, OnPostgres)
        with building(folder, address(server), tmp_path) as build:
            build.until(lambda: server.rows(f"SELECT pg_terminate_backend(pid) {busy} 'COPY%'"))  # brings facts
            stopped(build, before, world)
        with building(folder, address(server), tmp_path) as build:
            build.until(lambda: server.rows(f"SELECT pid {busy} 'COPY (%'"))  # counts
            server.crash()
            stopped(build, before, world)
        with building(folder, address(server), tmp_path) as build:
            ended(build)
    same(world, folder)


def test_spark_goes_on_with_another_worker_where_one_is_lost(world: Path, tmp_path: Path) -> None:
    folder = left_behind(world, tmp_path)
    with cluster() as spark:
        with building(folder, f"{spark.url}?facts={spark.home}/facts", tmp_path, room_of(spark.home)) as build:
            build.until(build.measures)
            spark.lose_worker()
            spark.add_worker()
            ended(build)
        same(world, folder)


def test_spark_connect_that_dies_leaves_what_was_and_the_next_build_ends_it(world: Path, tmp_path: Path) -> None:
    folder = left_behind(world, tmp_path)
    before = standing(folder)
    with connect() as spark:
        with building(folder, f"{spark.url}/?facts={spark.home}/facts", tmp_path) as build:
            build.until((spark.home / "facts" / "case").exists)  # brings facts
            spark.kill()
            stopped(build, before, world)
        spark.start()
        with building(folder, f"{spark.url}/?facts={spark.home}/facts", tmp_path) as build:
            ended(build)
        same(world, folder)
