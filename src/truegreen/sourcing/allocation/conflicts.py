"""Why no plan is possible: the smallest set of wishes that cannot hold together, and what would be enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import numpy as np

from truegreen.sourcing.allocation.draft import Program
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.program import program_of
from truegreen.sourcing.allocation.solver import loaded, relaxed, solved
from truegreen.sourcing.allocation.why import without

STEPS = 10
"""How often the way from a wish to none at all is halved, to see how far it would have to give way."""


@dataclass(frozen=True, slots=True)
class Enough:
    """How far one of the conflicting wishes would have to give way, if the others hold.

    Attributes:
        wish: its name in ``Wishes``, ``hours`` for what sites can do, or ``least_hours`` for the least size of teams.
        is_enough: whether giving this one up altogether makes a plan possible.
        nearest: the problem in which it gives way just so far that a plan is possible, to a thousandth of the way to
            none; None where that is not enough, or where there is nothing between the wish and none.
    """

    wish: str
    is_enough: bool
    nearest: Problem | None = None


def conflicting(problem: Problem, *, seconds: float = 20.0) -> tuple[Enough, ...]:
    """Give wishes that cannot hold together, none of which can be left out of the list; empty if a plan is possible.

    One wish after the other is given up: where nothing is possible still, it has no part in the conflict.
    """
    if not _is_impossible(problem, seconds):
        return ()
    kept: list[str] = []
    names = [name for name, _ in _given_up(problem)]
    freed = problem
    for name in names:
        less = dict(_given_up(freed))[name]
        if _is_impossible(less, seconds):
            freed = less
        else:
            kept.append(name)
    whole = dict(_given_up(problem))
    return tuple(_enough(problem, name, whole[name], seconds) for name in kept)


def _enough(problem: Problem, name: str, without_it: Problem, seconds: float) -> Enough:
    if _is_impossible(without_it, seconds):
        return Enough(name, is_enough=False)
    if eased(problem, name, 1.0) is None:
        return Enough(name, is_enough=True)
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        found = eased(problem, name, middle)
        low, high = (middle, high) if found and _is_impossible(found, seconds) else (low, middle)
    return Enough(name, is_enough=True, nearest=eased(problem, name, high))


def eased(problem: Problem, name: str, part: float) -> Problem | None:
    """Give the problem with a wish part of the way, 0 to 1, to where it forbids nothing; None if there is no way."""
    wishes, sites, work = problem.wishes, problem.sites, problem.work
    ends = {
        "supplier_share": 1.0, "country_share": 1.0, "least_share": 0.0, "cover": 0.0, "least_value": 0.0,
        "most_moved": float(work.volume.sum()), "most_suppliers": sites.suppliers,
        "most_cost": float(np.abs(problem.pairs.spend).sum() + sites.fixed.sum() + problem.opening.sum()
                           + problem.closing.sum() + problem.committed.sum()),
    }  # fmt: skip
    if name == "hours":
        endless = float(problem.pairs.hours.sum()) + 1.0
        grown = np.maximum(sites.hours, 1.0) * (endless / np.maximum(sites.hours, 1.0)) ** part
        return replace(problem, sites=replace(sites, hours=np.where(sites.hours > endless, sites.hours, grown)))
    if name == "least_hours":
        return replace(problem, work=replace(work, least_hours=work.least_hours * (1 - part)))
    if name not in ends:
        return None
    wished = getattr(wishes, name)
    gone: Any = wished + part * (ends[name] - wished)
    if name == "most_suppliers":
        gone = ceil(gone)
    given: dict[str, Any] = {name: gone}
    return replace(problem, wishes=replace(wishes, **given))


def _given_up(problem: Problem) -> Iterator[tuple[str, Problem]]:
    yield from without(problem)
    if problem.work.least_hours.any():
        nothing = np.zeros(len(problem.work.least_hours))
        yield "least_hours", replace(problem, work=replace(problem.work, least_hours=nothing))
    if not np.isinf(problem.sites.hours).all():
        endless = np.full(len(problem.sites.hours), float(problem.pairs.hours.sum()) + 1.0)
        yield "hours", replace(problem, sites=replace(problem.sites, hours=endless))


def _is_impossible(problem: Problem, seconds: float) -> bool:
    program = program_of(problem)
    free = replace(program, cost=np.zeros(len(program.cost)))
    if solved(relaxed(free), seconds=seconds).is_impossible:
        return True
    return solved(free, seconds=seconds, gap=1.0).is_impossible


def conflicting_rows(program: Program) -> tuple[str, ...]:
    """Name rows of a program, without its integers, that cannot hold together, none of which can be left out."""
    solver = loaded(relaxed(program), iis_strategy=2)
    _, found = solver.getIis()
    starts = {block.start + place: f"{name}[{place}]" if block.stop - block.start > 1 else name
              for name, block in program.rows.items() for place in range(block.stop - block.start)}  # fmt: skip
    return tuple(starts[row] for row in sorted(found.row_index_))
