"""The program as a file that every solver reads (MPS), so that a plan can be proven elsewhere."""

from __future__ import annotations

from pathlib import Path

from truegreen.sourcing.allocation.draft import Program
from truegreen.sourcing.allocation.solver import loaded


def write_mps(program: Program, path: Path) -> None:
    """Write a program with its columns and rows by their names.

    Raises:
        OSError: if the file cannot be written.
    """
    from highspy import HighsStatus

    solver = loaded(program)
    for blocks, named in ((program.columns, solver.passColName), (program.rows, solver.passRowName)):
        for name, block in blocks.items():
            for place in range(block.start, block.stop):
                named(place, f"{name.replace(' ', '_')}.{place - block.start}")
    path.touch()
    if solver.writeModel(str(path)) == HighsStatus.kError:
        raise OSError(f"{path} could not be written")
