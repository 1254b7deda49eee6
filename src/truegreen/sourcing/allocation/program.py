"""The whole program: every kind of row, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Final

from truegreen.sourcing.allocation.answer import Answer
from truegreen.sourcing.allocation.draft import Draft, Program
from truegreen.sourcing.allocation.families import (
    capacity,
    continuity,
    goals,
    moves,
    prices,
    served,
    spread,
    tail,
    teams,
)
from truegreen.sourcing.allocation.problem import Problem

KINDS: Final[tuple[ModuleType, ...]] = (
    served, teams, capacity, prices, spread, continuity, tail, moves, goals,
)  # fmt: skip
"""In this order: later kinds stand on the columns of earlier ones."""


def program_of(problem: Problem) -> Program:
    """Give the program of a problem."""
    draft = Draft()
    for kind in KINDS:
        kind.lay(draft, problem)
    return draft.written()


def broken(problem: Problem, answer: Answer) -> Iterator[str]:
    """Name every row that an answer does not keep to, looked at again in plain numbers."""
    for kind in KINDS:
        yield from kind.broken(problem, answer)
