"""Names and texts written safely into SQL."""

from __future__ import annotations

import re
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


def as_path(file: Path) -> str:
    """Write a path so that DuckDB takes it for itself and not for a pattern.

    >>> as_path(Path("what?"))
    'what[?]'
    """
    return re.sub(r"[*?\[]", r"[\g<0>]", str(file))


def parquet(files: Iterable[Path]) -> str:
    """Read Parquet files as one relation with its months; columns missing in some are empty there.

    Only the file's own folder says something, its month: a project may well lie in ``site=Porto`` or ``what?``.
    """
    listed = ", ".join(text(as_path(file)) for file in files)
    month = r"regexp_extract(filename, 'in_month=([^/\\]*)[/\\][^/\\]*$', 1) AS in_month"
    options = "filename = true, hive_partitioning = false, union_by_name = true"
    return f"(SELECT * EXCLUDE (filename), {month} FROM read_parquet([{listed}], {options}))"


def cells(files: Iterable[Path]) -> str:
    """Read Parquet files of one make as one relation; nothing is made of their names."""
    return f"read_parquet([{', '.join(text(as_path(file)) for file in files)}], hive_partitioning = false)"
