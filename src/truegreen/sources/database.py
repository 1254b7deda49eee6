"""A table or view of a database, reached by what a mapping says: what is wrong with it, and whether it changed.

Secrets stay where they are: no password, and nothing else that comes from the environment, is in any finding.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from truegreen.engine import sql
from truegreen.files.addresses import filled, unset, without_secrets
from truegreen.files.nearest import did_you_mean
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.sources.connecting import InDuckDB, InSQLite, Reached, ThroughIbis
from truegreen.sources.limits import BrokenError
from truegreen.sources.mapping import Database, Mapping
from truegreen.sources.postgres import InPostgres

# What reaches a table, by the beginning of an address; all others go through Ibis.
_KINDS: Final[dict[str, Callable[[str, Sequence[str], Path], Reached]]] = {
    "sqlite": InSQLite, "duckdb": InDuckDB, "postgres": InPostgres, "postgresql": InPostgres,
}  # fmt: skip


@contextmanager
def reached(database: Database, folder: Path) -> Iterator[Reached]:
    """Reach a table, and leave it again.

    Raises:
        BrokenError: it cannot be reached, is not there, or may not be read; also where its rows are read.
    """
    url = _address(database)
    kind = _KINDS.get(url.partition("://")[0].lower(), ThroughIbis)
    try:
        table = kind(url, database.table.text.split("."), folder)
    except Exception as wrong:  # noqa: BLE001 (each driver raises what it likes, and some what theirs do)
        says = f"The database cannot be reached{_said(wrong, database)}."
        remedy = "Correct url, see whether the server runs, and whether its driver is installed here."
        raise BrokenError("cannot-connect", says, remedy) from None
    try:
        yield table
    except BrokenError:
        raise
    except table.wrong as wrong:
        raise _refused(table, wrong, database) from None
    finally:
        table.close()


def table_findings(mapping: Mapping, folder: Path) -> list[Finding]:
    """Find what is wrong with the table that a mapping names, if it names one."""
    database = mapping.database
    if not database:
        return []
    try:
        with reached(database, folder) as table:
            columns = table.kinds()
            if database.changed and database.changed not in columns:
                says = f"The table has no column {shown(database.changed)}, which is to say when it changed."
                return [error(database.at, "missing-column", says, did_you_mean(database.changed, columns))]
            list(table.batches([name for name in columns if name in mapping.reads] or list(columns)[:1], 0))
    except BrokenError as wrong:
        return [error(database.at, wrong.name, wrong.says, wrong.remedy)]
    return []


def fingerprint(database: Database, reads: Collection[str], folder: Path) -> str | None:
    """Give a text that differs once the rows of a table do; blank if they cannot be read, None if it is out of reach.

    That is their number and the highest value of ``changed``; without it, all the rows that are mapped, in any order.
    """
    try:
        with reached(database, folder) as table:
            if database.changed:
                return table.extent(database.changed)
            columns = list(table.kinds())
            return _digest(table.batches([name for name in columns if name in reads] or columns[:1]))
    except BrokenError as wrong:
        return None if wrong.name in ("cannot-connect", "unset-variable") else ""


def _digest(batches: Iterable[Any]) -> str:
    """Sum up rows, so that their order does not matter."""
    import duckdb  # noqa: PLC0415 (only where a table says nothing of when it changed)

    rows = total = 0
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for batch in batches:
            connection.register("arriving", batch)
            texts = [f"CAST({sql.name(name)} AS VARCHAR)" for name in batch.schema.names]
            cells = ", ".join(f"coalesce(concat(length({text}), ':', {text}), '-')" for text in texts)
            query = f"SELECT count(*), coalesce(sum(md5_number_lower(concat({cells}))), 0) FROM arriving"
            ((count, added),) = connection.execute(query).fetchall()
            rows, total = rows + count, total + int(added)
    return f"{rows} {total:x}"


def _address(database: Database) -> str:
    """Put what the environment holds into an address."""
    if missing := unset(database.url.text, os.environ):
        says = f"The environment has no {missing[0]}, which the address of the database needs."
        raise BrokenError("unset-variable", says, f"Set {missing[0]} before you run this.")
    return filled(database.url.text, os.environ)


def _refused(table: Reached, wrong: Exception, database: Database) -> BrokenError:
    name, said = shown(database.table.text), _said(wrong, database)
    if table.is_missing(wrong):
        try:
            there = table.tables()
        except table.wrong:
            there = []
        return BrokenError(
            "missing-table", f"There is no table or view {name}.", did_you_mean(database.table.text, there)
        )
    if table.is_forbidden(wrong):
        remedy = "Ask whoever runs the database for the right to read it."
        return BrokenError("no-permission", f"The table {name} may not be read{said}.", remedy)
    remedy = "Try again; if it stays so, ask whoever runs the database."
    return BrokenError("unreadable-table", f"The table {name} cannot be read{said}.", remedy)


def _said(wrong: Exception, database: Database) -> str:
    """Give the first line of what was raised, without secrets and without the paths of this machine."""
    text = without_secrets(str(wrong), database.url.text, os.environ)
    first = " ".join(text.strip().partition("\n")[0].split())
    text = re.sub(r"(?<![\w.])['\"(]*/\S+", "", first).removesuffix(".")[:120]
    return f" ({text})" if text else ""
