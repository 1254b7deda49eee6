"""DuckDB, embedded: an in-memory connection per process that reads and writes Parquet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from truegreen.engine import sql
from truegreen.engine.interrupting import closes, opens

if TYPE_CHECKING:
    import pyarrow as pa

    from truegreen.engine.engine import Part

VERSION = duckdb.__version__

PARQUET = "FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE 122880"


class Duck:
    """A connection with the product's settings; times are UTC and no extension is loaded.

    It is the embedded ``engine.Engine``: what it is asked to hold, it reads where it lies.

    Attributes:
        connection: the DuckDB connection, for what is staged on it.
    """

    dialect = "duckdb"
    mark = f"duckdb {VERSION}"
    broken: tuple[type[Exception], ...] = (duckdb.Error,)
    place = ""

    def __init__(self, spill: Path | None = None, memory: str = "", threads: int = 0) -> None:
        """Connect.

        Args:
            spill: folder for what does not fit into memory.
            memory: limit like ``2GB``; DuckDB's own default if empty.
            threads: threads to use; all cores if 0.
        """
        self.connection = duckdb.connect(":memory:")
        opens(self)
        self.run(
            "SET enable_progress_bar = false; SET parquet_metadata_cache = true; SET TimeZone = 'UTC'; "
            "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false"
        )
        if spill:
            spill.mkdir(parents=True, exist_ok=True)
            self.run(f"SET temp_directory = {sql.text(str(spill))}")
        if memory:
            self.run(f"SET memory_limit = {sql.text(memory)}")
        if threads:
            self.run(f"SET threads = {threads}")

    def run(self, statement: str) -> None:
        """Run a statement for its effect."""
        self.connection.execute(statement).fetchall()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Give a query's rows."""
        return self.connection.execute(query).fetchall()

    def row(self, query: str) -> tuple[Any, ...]:
        """Give the single row of a query that has exactly one."""
        (only,) = self.rows(query)
        return only

    def records(self, query: str) -> list[dict[str, Any]]:
        """Give a query's rows by column name."""
        result = self.connection.execute(query)
        columns = [column[0] for column in result.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]

    def write(self, query: str, path: Path) -> None:
        """Write a query's rows to one Parquet file, in the query's order; it is there whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"draft-{path.name}")
        try:
            self.run(f"COPY ({query}) TO {sql.text(str(draft))} ({PARQUET}, USE_TMP_FILE false)")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def view(self, name: str, query: str) -> None:
        """Make a name stand for a query."""
        self.run(f"CREATE OR REPLACE TEMP VIEW {sql.name(name)} AS {query}")

    def keep(self, name: str, query: str) -> None:
        """Keep a query's rows under a name until the connection ends."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {sql.name(name)} AS {query}")

    def put(self, name: str, table: pa.Table) -> None:
        """Keep a table of Arrow under a name until the connection ends."""
        self.connection.register("arriving", table)
        self.keep(name, "SELECT * FROM arriving")
        self.connection.unregister("arriving")

    def hold(self, table: str, kinds: Mapping[str, str], parts: Sequence[Part]) -> str:
        """Give what reads the files of parts where they lie."""
        del table, kinds
        return sql.parquet([each.file for each in parts])

    def let_go(self, table: str, name: str) -> bool:
        """Say that it is gone: nothing was brought."""
        del table, name
        return True

    def into(self, duck: Duck, name: str, query: str) -> None:
        """Put a query's rows into a table of a connection: this one."""
        duck.keep(name, query)

    def empty(self, name: str, columns: Sequence[tuple[str, str]]) -> None:
        """Make an empty table of (column, type)."""
        listed = ", ".join(f"{sql.name(column)} {kind}" for column, kind in columns)
        self.run(f"CREATE OR REPLACE TEMP TABLE {sql.name(name)} ({listed})")

    def interrupt(self) -> None:
        """Stop the query that runs; DuckDB itself does not look at Ctrl-C before a query's end."""
        self.connection.interrupt()

    def close(self) -> None:
        """Close the connection."""
        closes(self)
        self.connection.close()
