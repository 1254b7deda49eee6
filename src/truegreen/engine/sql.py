"""Names and texts written safely into SQL."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def name(text: str) -> str:
    """Quote an identifier.

    >>> name('opened "at"')
    '"opened ""at\"""'
    """
    return '"' + text.replace('"', '""') + '"'


def text(value: str) -> str:
    """Quote a text.

    >>> text("Côte d'Ivoire")
    "'Côte d''Ivoire'"
    """
    return "'" + value.replace("'", "''") + "'"


def names(columns: Iterable[str], of: str = "") -> str:
    """Quote identifiers and join them by commas, each of the relation ``of`` if given."""
    return ", ".join((f"{of}." if of else "") + name(column) for column in columns)


def parquet(files: Iterable[Path]) -> str:
    """Read Parquet files as one relation; columns missing in some are empty there."""
    listed = ", ".join(text(str(file)) for file in files)
    options = "hive_partitioning = true, hive_types = {'in_month': VARCHAR}, union_by_name = true"
    return f"read_parquet([{listed}], {options})"
