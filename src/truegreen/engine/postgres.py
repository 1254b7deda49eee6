"""PostgreSQL as an engine: facts lie in tables of a schema of ours, and results come back as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.engine.interrupting import closes, opens

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from truegreen.engine.engine import Part

SCHEMA: Final = "truegreen"
KINDS: Final = {
    "string": "TEXT", "int64": "BIGINT", "decimal(18,4)": "NUMERIC(18,4)", "timestamp": "TIMESTAMP", "date": "DATE",
    "boolean": "BOOLEAN", "float64": "DOUBLE PRECISION",
}  # fmt: skip
_ARROW: Final = {"string": "string", "int64": "int64", "timestamp[us]": "timestamp", "date32[day]": "date",
                 "bool": "boolean", "double": "float64", "decimal128(18, 4)": "decimal(18,4)"}  # fmt: skip
_OF_OID: Final = {16: "BOOLEAN", 20: "BIGINT", 21: "BIGINT", 23: "BIGINT", 25: "VARCHAR", 701: "DOUBLE",
                  1043: "VARCHAR", 1082: "DATE", 1114: "TIMESTAMP", 1184: "TIMESTAMPTZ"}  # fmt: skip
_NUMERIC: Final = 1700
_CSV: Final = "FORMAT csv, FORCE_QUOTE *"
_CHUNK: Final = 1 << 20


class Postgres:
    """A connection to PostgreSQL.

    Args:
        url: like ``postgresql://name@host/database``; ``?facts=NAME`` says in which schema facts are held.
    """

    dialect = "postgres"

    def __init__(self, url: str) -> None:
        import psycopg

        parts = urlsplit(url)
        asked = parse_qs(parts.query)
        self._schema = asked.pop("facts", [SCHEMA])[0]
        rest = urlunsplit(parts._replace(query=urlencode(asked, doseq=True)))
        self._connection = psycopg.connect(rest, autocommit=True)
        opens(self)
        self._run("SET timezone TO 'UTC'; SET datestyle TO 'ISO'; SET client_encoding TO 'UTF8'; SET jit TO off")
        self.broken: tuple[type[Exception], ...] = (psycopg.Error,)
        at = self._connection.info
        self.place = f"postgresql://{at.host}:{at.port}/{at.dbname} {self._schema}"
        self.mark = f"postgresql {self._connection.info.server_version // 10000}"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Give a query's rows."""
        return list(self._connection.execute(_plain(query)).fetchall())

    def view(self, name: str, query: str) -> None:
        """Make a name stand for a query."""
        self._run(f"DROP VIEW IF EXISTS {sql.name(name)}; CREATE TEMP VIEW {sql.name(name)} AS {query}")

    def keep(self, name: str, query: str) -> None:
        """Keep a query's rows under a name until the connection ends."""
        quoted = sql.name(name)
        self._run(f"DROP TABLE IF EXISTS {quoted} CASCADE; CREATE TEMP TABLE {quoted} AS {query}; ANALYZE {quoted}")

    def put(self, name: str, table: pa.Table) -> None:
        """Keep a small table under a name until the connection ends."""
        quoted, kinds = sql.name(name), {each.name: KINDS[_ARROW[str(each.type)]] for each in table.schema}
        self._run(f"DROP TABLE IF EXISTS {quoted} CASCADE; CREATE TEMP TABLE {quoted} ({_columns(kinds)})")
        with self._connection.cursor().copy(f"COPY {quoted} FROM STDIN".encode()) as copy:
            for row in zip(*(each.to_pylist() for each in table.columns), strict=True):
                copy.write_row(row)
        self._run(f"ANALYZE {quoted}")

    def hold(self, table: str, kinds: Mapping[str, str], parts: Sequence[Part]) -> str:
        """Bring parts of a table, each to a table of its own in one transaction."""
        held = {each: self._table(table, each.name) for each in parts}
        for part, name in held.items():
            if self.rows(f"SELECT to_regclass({sql.text(name)}) IS NULL") == [(True,)]:
                self._bring(part, name, kinds)
        each = (f"SELECT {sql.names(kinds)}, {sql.text(part.month)} AS in_month FROM {name}"
                for part, name in held.items())  # fmt: skip
        return f"({' UNION ALL '.join(each)})"

    def let_go(self, table: str, name: str) -> bool:
        """Remove the table of a part, unless a query or a view of somebody else reads it."""
        from psycopg.errors import DependentObjectsStillExist, InsufficientPrivilege, LockNotAvailable

        try:
            with self._connection.transaction():
                self._run("SET LOCAL lock_timeout TO '2s'")
                self._run(f"DROP TABLE IF EXISTS {self._table(table, name)}")
        except (DependentObjectsStillExist, InsufficientPrivilege, LockNotAvailable):
            return False
        return True

    def into(self, duck: Duck, name: str, query: str) -> None:
        """Put a query's rows into a table of the embedded engine."""
        described = self._connection.execute(_plain(f"SELECT * FROM ({query}) AS told LIMIT 0")).description or ()
        listed = ", ".join(f"{sql.text(each.name)}: {sql.text(_duck(each))}" for each in described)
        with TemporaryDirectory() as folder:
            file = Path(folder, "rows.csv")
            cursor = self._connection.cursor()
            with file.open("wb") as lines, cursor.copy(_plain(f"COPY ({query}) TO STDOUT ({_CSV})")) as copy:
                lines.writelines(copy)
            options = "header = false, allow_quoted_nulls = false, auto_detect = false, strict_mode = true"
            reads = f"read_csv({sql.text(str(file))}, columns = {{{listed}}}, {options}, nullstr = '')"
            duck.keep(name, f"SELECT * FROM {reads}")

    def interrupt(self) -> None:
        """Cancel, on the server, the query that runs."""
        self._connection.cancel_safe(timeout=5.0)

    def close(self) -> None:
        """End the connection."""
        closes(self)
        self._connection.close()

    def _table(self, table: str, name: str) -> str:
        return f"{sql.name(self._schema)}.{sql.name(f'{table}_{name}')}"

    def _bring(self, part: Part, name: str, kinds: Mapping[str, str]) -> None:
        """Bring the rows of a file to a table of their own, all or none."""
        query = f"SELECT {sql.names(kinds)} FROM read_parquet([{sql.text(sql.as_path(part.file))}])"
        with _as_csv(query) as lines, self._connection.transaction():
            self._run(f"CREATE SCHEMA IF NOT EXISTS {sql.name(self._schema)}")
            self._run(f"CREATE TABLE {name} ({_columns({column: KINDS[kind] for column, kind in kinds.items()})})")
            with self._connection.cursor().copy(f"COPY {name} FROM STDIN (FORMAT csv)".encode()) as copy:
                for chunk in lines:
                    copy.write(chunk)
        self._run(f"ANALYZE {name}")

    def _run(self, statement: str) -> None:
        self._connection.execute(_plain(statement))


def _plain(query: str) -> bytes:
    """Give a query of ours as the driver takes it: as it stands, without placeholders."""
    return query.encode()


def _columns(kinds: Mapping[str, str]) -> str:
    return ", ".join(f"{sql.name(name)} {kind}" for name, kind in kinds.items())


def _duck(column: Any) -> str:
    if column.type_code == _NUMERIC:
        return f"DECIMAL({column.precision or 38},{column.scale or 0})"
    return _OF_OID.get(column.type_code, "VARCHAR")


@contextmanager
def _as_csv(query: str) -> Iterator[Iterable[bytes]]:
    """Give a query's rows as CSV, some of it at a time; NULL is nothing, and an empty text is quoted."""
    with TemporaryDirectory() as folder:
        file, duck = Path(folder, "rows.csv"), Duck()
        try:
            duck.run(f"COPY ({query}) TO {sql.text(str(file))} ({_CSV}, HEADER false)")
        finally:
            duck.close()
        with file.open("rb") as lines:
            yield iter(lambda: lines.read(_CHUNK), b"")
