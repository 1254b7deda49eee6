"""Databases reached by their address, to read columns of a table and nothing else: one class per kind.

SQLite, and PostgreSQL in its own file, give texts; DuckDB, and what is reached through Ibis, give typed rows. Nothing
is computed there but how many rows there are and the highest value of a column.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from truegreen.engine import sql

_MOST_ROWS, _ENOUGH_BYTES = 10_000, 8_000_000


class Reached:
    """A table that can be read by SQL.

    Attributes:
        wrong: what its database raises.
    """

    wrong: tuple[type[Exception], ...] = ()
    listed: ClassVar[str] = "SELECT table_schema || '.' || table_name FROM information_schema.tables"

    def __init__(self, connection: Any, table: Sequence[str]) -> None:
        self._connection = connection
        self._table = ".".join(map(sql.name, table))

    def kinds(self) -> dict[str, str]:
        """Give its columns, and for those that come as texts the type that they are to be read as, if there is one."""
        return {each[0]: "" for each in self._ask(f"SELECT * FROM {self._table} LIMIT 0").description}

    def batches(self, columns: Sequence[str], most: int | None = None) -> Iterator[Any]:
        """Give its rows, or no more than some, as Arrow tables, the first of which may be empty."""
        limit = "" if most is None else f" LIMIT {most}"
        cursor = self._ask(f"SELECT {sql.names(columns)} FROM {self._table}{limit}")
        yield texts(columns, [])
        for rows in paced(cursor.fetchmany):
            yield texts(columns, rows)

    def extent(self, column: str) -> str:
        """Say how many rows there are, and the highest value of a column."""
        count, highest = self._ask(f"SELECT count(*), max({sql.name(column)}) FROM {self._table}").fetchone()
        return f"{count} {highest}"

    def tables(self) -> list[str]:
        """Name the tables and views that there are."""
        return [each for (each,) in self._ask(self.listed).fetchall()]

    def is_missing(self, wrong: Exception) -> bool:
        """Say whether what it raised means that there is no such table."""
        return "no such table" in str(wrong) or type(wrong).__name__ in ("CatalogException", "TableNotFound")

    def is_forbidden(self, wrong: Exception) -> bool:
        """Say whether what it raised means that the table may not be read."""
        return type(wrong).__name__ == "InsufficientPrivilege"

    def close(self) -> None:
        """Leave the database."""
        self._connection.close()

    def _ask(self, query: str) -> Any:
        return self._connection.execute(query)


class InSQLite(Reached):
    """A table of SQLite, whose values have no fixed type: they come as texts, as from CSV."""

    wrong = (sqlite3.Error, UnicodeError)
    listed = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"

    def __init__(self, url: str, table: Sequence[str], folder: Path) -> None:
        path = _file(url, folder)
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        connection.text_factory = lambda content: content.decode(errors="replace")
        super().__init__(connection, table)


class InDuckDB(Reached):
    """A table of a DuckDB file."""

    def __init__(self, url: str, table: Sequence[str], folder: Path) -> None:
        import duckdb  # noqa: PLC0415 (only where it is needed)

        self.wrong = (duckdb.Error, UnicodeError)
        path, inert = str(_file(url, folder)), {"enable_external_access": False, "autoload_known_extensions": False}
        super().__init__(duckdb.connect(path, read_only=True, config={**inert}), table)

    def batches(self, columns: Sequence[str], most: int | None = None) -> Iterator[Any]:
        """Give its rows, or no more than some, as Arrow tables, the first of which may be empty."""
        limit = "" if most is None else f" LIMIT {most}"
        query = f"SELECT {sql.names(columns)} FROM {self._table}{limit}"
        reader = self._connection.sql(query).to_arrow_reader(_MOST_ROWS)
        yield reader.schema.empty_table()
        yield from reader


class ThroughIbis(Reached):
    """A table of any other database that Ibis has a backend for, where that is installed."""

    wrong = (Exception,)

    def __init__(self, url: str, table: Sequence[str], _: Path) -> None:
        import ibis

        self._backend = ibis.connect(url)
        self._name = table[-1], tuple(table[:-1]) or None

    def kinds(self) -> dict[str, str]:
        """Give its columns; they come typed."""
        return dict.fromkeys(self._expression().columns, "")

    def batches(self, columns: Sequence[str], most: int | None = None) -> Iterator[Any]:
        """Give its rows, or no more than some, as Arrow tables, the first of which may be empty."""
        chosen = self._expression().select(*columns)
        reader = (chosen if most is None else chosen.limit(most)).to_pyarrow_batches()
        yield reader.schema.empty_table()
        yield from reader

    def extent(self, column: str) -> str:
        """Say how many rows there are, and the highest value of a column."""
        table = self._expression()
        return f"{table.count().to_pyarrow()} {table[column].max().to_pyarrow()}"

    def tables(self) -> list[str]:
        """Name the tables and views that there are."""
        return list(self._backend.list_tables())

    def close(self) -> None:
        """Leave the database."""
        self._backend.disconnect()

    def _expression(self) -> Any:
        name, database = self._name
        return self._backend.table(name, database=database)


def _file(url: str, folder: Path) -> Path:
    """Give the file that an address names: relative to the folder, with four slashes absolute."""
    rest = url.partition("://")[2].partition("?")[0]
    path = Path("/", rest.lstrip("/")) if rest.startswith("//") else folder / rest.removeprefix("/")
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {rest.removeprefix('/')}")
    return path


def paced(fetch: Callable[[int], list[tuple[Any, ...]]]) -> Iterator[list[list[str | None]]]:
    """Fetch rows as texts, some megabytes at a time however wide they are."""
    count = 100
    while fetched := fetch(count):
        rows = [[None if cell is None else _text(cell) for cell in row] for row in fetched]
        yield rows
        size = sum(len(cell) for row in rows for cell in row if cell)
        count = max(1, min(_MOST_ROWS, 2 * count, count * _ENOUGH_BYTES // max(size, 1)))


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell)


def texts(columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Any:
    """Give rows of texts as an Arrow table."""
    import pyarrow

    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pyarrow.table([pyarrow.array(each, pyarrow.string()) for each in cells], list(columns))
