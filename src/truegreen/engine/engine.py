"""What a build asks of an engine, whichever it is: to see rows, to keep what is in between, and to give results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

    from truegreen.engine.duck import Duck


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a table that come together.

    Attributes:
        name: tells these rows from all others of the table, letters, digits and _ only.
        month: their month.
        file: Parquet file with them.
        rows: how many.
    """

    name: str
    month: str
    file: Path
    rows: int


class Engine(Protocol):
    """A connection to an engine; times are UTC, and names are quoted by double quotes in every dialect.

    Attributes:
        dialect: ``duckdb``, ``postgres`` or ``spark``, as ``compile.to_sql`` writes it.
        mark: its name and version, which is part of what decides cells.
        broken: what its driver raises.
        place: where it keeps what was brought, without what is secret; empty if nothing is.
    """

    dialect: str
    mark: str
    broken: tuple[type[Exception], ...]
    place: str

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Give a query's rows."""

    def view(self, name: str, query: str) -> None:
        """Make a name stand for a query."""

    def keep(self, name: str, query: str) -> None:
        """Keep a query's rows under a name until the connection ends."""

    def put(self, name: str, table: pa.Table) -> None:
        """Keep a small table under a name until the connection ends."""

    def hold(self, table: str, kinds: Mapping[str, str], parts: Sequence[Part]) -> str:
        """Bring parts of a table to the engine, unless they are there, and give what reads them.

        All of a part comes or nothing of it: what was interrupted is begun again. What it gives is SQL that can be
        read from; its columns are those of the table, and ``in_month``.

        Args:
            table: the table's name.
            kinds: for each column, its type in Ibis' words.
            parts: which, some at least.
        """

    def let_go(self, table: str, name: str) -> bool:
        """Remove a part that was brought; say whether it is gone, which it is not where somebody else still reads it.

        Args:
            table: the table's name.
            name: the part's name.
        """

    def into(self, duck: Duck, name: str, query: str) -> None:
        """Put a query's rows into a table of the embedded engine."""

    def interrupt(self) -> None:
        """Stop what is being asked, from another thread; who asked is told so by what the driver raises."""

    def close(self) -> None:
        """End the connection."""
