"""The solver: a program goes in with numpy's arrays, values and bounds come out. HiGHS, by its own Python package."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.allocation.draft import Program


@dataclass(frozen=True, slots=True)
class Found:
    """What the solver found.

    Attributes:
        values: of all columns; empty where nothing was found.
        objective: of these values; infinite where nothing was found.
        bound: nothing better exists than this.
        reduced: what each column would have to become cheaper by to be used; of relaxations only.
        prices: what one more unit on the right of each row would change; of relaxations only.
        is_impossible: whether no values at all keep to all rows.
    """

    values: Floats
    objective: float
    bound: float
    reduced: Floats
    prices: Floats
    is_impossible: bool = False


def relaxed(program: Program) -> Program:
    """Give a program without its integers."""
    return replace(program, whole=np.zeros(len(program.whole), bool))


def loaded(program: Program, **options: Any) -> Any:
    """Give the solver with a program in it."""
    from highspy import Highs, MatrixFormat, ObjSense

    solver: Any = Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    for name, value in options.items():
        solver.setOptionValue(name, value)
    rows, columns = program.shape
    solver.passModel(
        columns, rows, len(program.numbers), int(MatrixFormat.kRowwise), int(ObjSense.kMinimize), 0.0, program.cost,
        program.lower, program.upper, program.row_lower, program.row_upper, program.starts.astype(np.int32),
        program.columns_at.astype(np.int32), program.numbers, program.whole.astype(np.int32),
    )  # fmt: skip
    return solver


def solved(program: Program, *, seconds: float, gap: float = 0.0, start: Floats | None = None) -> Found:
    """Solve a program, for some seconds at most, or until values and bound are as near as ``gap`` of money."""
    is_mixed = bool(program.whole.any())
    solver = loaded(program, time_limit=float(seconds))
    if is_mixed:
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", max(gap, 1e-6))
    if start is not None:
        _start_at(solver, start)
    solver.run()
    return _found(solver, program, is_mixed=is_mixed)


def _start_at(solver: Any, start: Floats) -> None:
    from highspy import HighsSolution

    known = HighsSolution()
    known.col_value = start
    solver.setSolution(known)


def _found(solver: Any, program: Program, *, is_mixed: bool) -> Found:
    from highspy import HighsModelStatus

    status, told = solver.getModelStatus(), solver.getInfo()
    nothing, impossible = np.zeros(0), status in {HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible}
    if told.primal_solution_status != 2 or impossible:
        bound = float(told.mip_dual_bound) if is_mixed else float("-inf")
        return Found(nothing, float("inf"), bound, nothing, nothing, impossible)
    solution = solver.getSolution()
    values = np.array(solution.col_value)
    objective = float(program.cost @ values)
    if is_mixed:
        return Found(values, objective, float(told.mip_dual_bound), nothing, nothing)
    bound = objective if status == HighsModelStatus.kOptimal else float("-inf")
    return Found(values, objective, bound, np.array(solution.col_dual), np.array(solution.row_dual))
