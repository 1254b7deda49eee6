"""The members of a slice that any row of a run has."""

from __future__ import annotations

from pathlib import Path

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.readings.cells import Cells
from truegreen.readings.questions import UNKNOWN


def members_of(duck: Duck, folder: Path, cells: Cells, name: str) -> list[str]:
    """Name the members of a slice; none where no row says anything about it."""
    found: set[str] = set()
    for table in (table for table, slices in cells.slices.items() if name in slices and cells.of(table)):
        files = sql.cells(folder / each.file for each in cells.of(table))
        query = f"SELECT DISTINCT coalesce({sql.name(name)}, {sql.text(UNKNOWN)}) FROM {files}"
        found |= {member for (member,) in duck.rows(query)}
    return sorted(found) if found != {UNKNOWN} else []
