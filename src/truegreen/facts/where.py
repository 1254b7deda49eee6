"""Where the facts of a build lie, as the engine reads them that builds: in the store's own files, or beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from truegreen.engine import sql
from truegreen.engine.engine import Engine, Part
from truegreen.facts.store import Partition, State, Store
from truegreen.facts.tables import IBIS, Table
from truegreen.files.writing import replace

BROUGHT: Final = "brought.json"
"""Which parts an engine was brought for this project: others may keep theirs in the same place."""


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
        parts = [Part(_name(each), each.month, self.store.folder / each.file, each.rows) for each in partitions]
        self._note(table.name, {each.name for each in parts})
        return self.engine.hold(table.name, kinds, parts)

    def let_go(self, state: State) -> None:
        """Remove from the engine what was brought of months that are others by now, or are no more.

        What somebody else reads at this moment stays noted, and is let go of after a later run.
        """
        noted = _noted(self.store)
        kept = {(each.table, _name(each)) for each in state.partitions.values()}
        held = noted.get(self.engine.place, {})
        left = {table: [each for each in names if (table, each) in kept or not self.engine.let_go(table, each)]
                for table, names in held.items()}  # fmt: skip
        if left != held:
            _write(self.store, {**noted, self.engine.place: left})

    def _note(self, table: str, names: set[str]) -> None:
        """Note what is brought before it is, so that it can be let go of whatever happens in between."""
        if not self.engine.place:
            return
        noted = _noted(self.store)
        held = noted.get(self.engine.place, {})
        if not names <= {*held.get(table, ())}:
            held = {**held, table: sorted(names | {*held.get(table, ())})}
            _write(self.store, {**noted, self.engine.place: held})


def _name(of: Partition) -> str:
    return f"{of.month}_{of.digest}".replace("-", "_")


def _noted(store: Store) -> dict[str, dict[str, list[str]]]:
    """Give the names of the parts that were brought: by place, by table."""
    path = store.folder / BROUGHT
    noted: dict[str, dict[str, list[str]]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return noted


def _write(store: Store, noted: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
    replace(store.folder / BROUGHT, json.dumps(noted, indent=1))
