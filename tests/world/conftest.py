"""Worlds that the tests share; each takes seconds to make."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from truegreen.world.books import Books
from truegreen.world.make import make

TABLES = ("cases", "steps", "calls", "surveys", "evaluations", "billing", "signals", "costs", "accounts", "orders",
          "saves", "offers")  # fmt: skip


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return make(tmp_path_factory.mktemp("planted"), cases=20_000, seed=7)


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return make(tmp_path_factory.mktemp("nothing"), cases=20_000, seed=7, nothing_planted=True)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return make(tmp_path_factory.mktemp("small"), cases=3_000, seed=3)


@pytest.fixture(scope="session")
def records(planted: Books) -> duckdb.DuckDBPyConnection:
    """The planted world's files, one table per kind, read as they are."""
    return tables_of(planted.folder, "csv.gz")


def tables_of(folder: Path, ending: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for name in TABLES:
        files = f"'{folder}/data/{name}*.{ending}'"
        read = f"read_csv({files}, all_varchar = true)" if ending == "csv.gz" else f"read_parquet({files})"
        connection.execute(f"CREATE TABLE {name} AS FROM {read}")
    return connection
