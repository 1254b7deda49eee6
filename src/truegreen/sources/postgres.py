"""A table of PostgreSQL: its values come as texts, with the types that they are to be read as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from truegreen.engine import sql
from truegreen.sources.connecting import Reached, paced, texts

# What PostgreSQL's types are in DuckDB; values of all others stay texts.
_KINDS: Final = {
    "boolean": "BOOLEAN", "smallint": "BIGINT", "integer": "BIGINT", "bigint": "BIGINT", "real": "DOUBLE",
    "double precision": "DOUBLE", "date": "DATE", "timestamp without time zone": "TIMESTAMP",
    "timestamp with time zone": "TIMESTAMPTZ",
}  # fmt: skip


class InPostgres(Reached):
    """A table of PostgreSQL, or of what speaks like it."""

    def __init__(self, url: str, table: Sequence[str], _: Path) -> None:
        import psycopg
        from psycopg.types.string import TextLoader

        self.wrong = (psycopg.Error, UnicodeError)
        address = psycopg.conninfo.conninfo_to_dict(url)
        super().__init__(psycopg.connect(url, connect_timeout=address.get("connect_timeout", 10)), table)
        try:
            self._connection.read_only = True
            self._ask("SET datestyle TO 'ISO'; SET timezone TO 'UTC'; SET client_encoding TO 'UTF8'")
            self._connection.commit()
        except psycopg.Error:
            self.close()
            raise
        for each in self._connection.adapters.types:
            for oid in {each.oid, each.array_oid} - {0}:
                self._connection.adapters.register_loader(oid, TextLoader)

    def kinds(self) -> dict[str, str]:
        """Give its columns, also those that may not be read, and the types that their texts are to be read as."""
        known = f"attrelid = {sql.text(self._table)}::regclass AND attnum > 0 AND NOT attisdropped"
        query = f"SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE {known} ORDER BY attnum"
        return {name: _KINDS.get(kind, "") for name, kind in self._ask(query).fetchall()}

    def batches(self, columns: Sequence[str], most: int | None = None) -> Iterator[Any]:
        """Give its rows, or no more than some, as Arrow tables, the first of which may be empty."""
        limit = "" if most is None else f" LIMIT {most}"
        yield texts(columns, [])
        with self._connection.cursor(name="truegreen") as cursor:
            cursor.execute(f"SELECT {sql.names(columns)} FROM {self._table}{limit}")
            for rows in paced(cursor.fetchmany):
                yield texts(columns, rows)

    def tables(self) -> list[str]:
        """Name the tables and views that there are."""
        self._connection.rollback()
        return super().tables()

    def is_missing(self, wrong: Exception) -> bool:
        """Say whether what it raised means that there is no such table."""
        return type(wrong).__name__ in ("UndefinedTable", "InvalidSchemaName")
