"""Where the facts of a build lie, as the engine reads them that builds: in the store's own files, or beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from truegreen.engine import sql
from truegreen.engine.engine import Engine, Part
from truegreen.facts.store import Partition, Store
from truegreen.facts.tables import IBIS, Table


class Facts(Protocol):
    """Something that says how a query of its dialect reads some months of a table."""

    @property
    def dialect(self) -> str:
        """Name the dialect: ``duckdb``, ``postgres`` or ``spark``."""

    def read(self, table: Table, partitions: Iterable[Partition]) -> str:
        """Give partitions, some at least, as SQL that can be read from, with their months as ``in_month``."""


@dataclass(frozen=True, slots=True)
class Files:
    """Facts in the store's own files, read by the embedded engine."""

    store: Store

    @property
    def dialect(self) -> str:
        """Name the embedded engine's dialect."""
        return "duckdb"

    def read(self, table: Table, partitions: Iterable[Partition]) -> str:
        """Give partitions as SQL that can be read from."""
        del table
        return sql.parquet(self.store.files(partitions))


@dataclass(frozen=True, slots=True)
class Held:
    """Facts that another engine holds: each month of a table is brought there once, under the digest of its rows."""

    store: Store
    engine: Engine

    @property
    def dialect(self) -> str:
        """Name the engine's dialect."""
        return self.engine.dialect

    def read(self, table: Table, partitions: Iterable[Partition]) -> str:
        """Give partitions as SQL that can be read from, once they are there."""
        kinds = {column.name: IBIS[column.kind] for column in table.stored}
        return self.engine.hold(table.name, kinds, [self._part(each) for each in partitions])

    def _part(self, of: Partition) -> Part:
        name = f"{of.month}_{of.digest}".replace("-", "_")
        return Part(name, of.month, self.store.folder / of.file, of.rows)
