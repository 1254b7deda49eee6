"""From a problem to a plan with its certificate: relax, settle what the relaxation is sure of, solve, then prove.

Where many sites, failures and futures are looked at, the plain program stands far from its bound for minutes. What the
relaxation leaves at nothing or whole is settled first, the small program that remains gives a good plan, and the full
program starts from it: it gives the bound, and often a better plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import process_time

import numpy as np

from truegreen.sourcing.allocation.answer import NOTHING, Answer, Bill, billed, objective
from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.allocation.draft import Program
from truegreen.sourcing.allocation.families.teams import team_of
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.program import broken, program_of
from truegreen.sourcing.allocation.solver import Found, relaxed, solved

SURE = 0.02
"""A team or tier that the relaxation has within this of nothing or whole is settled for the first plan."""
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Certificate:
    """How good a plan is known to be.

    Attributes:
        objective: cost less weighted value plus weighted tail, recomputed from the shares.
        bound: no plan that keeps to all wishes is below this.
        base: what today costs: what the gap is held against.
        breaches: rows that do not hold when looked at again in plain numbers; empty for a plan that is given.
        seconds: of the processor.
    """

    objective: float
    bound: float
    base: float
    breaches: tuple[str, ...]
    seconds: float

    @property
    def gap(self) -> float:
        """How much money a better plan could save at most."""
        return max(0.0, self.objective - self.bound)

    @property
    def share(self) -> float:
        """The gap as a share of what today costs."""
        return self.gap / self.base if self.base else 0.0


@dataclass(frozen=True, slots=True)
class Solution:
    """A plan, what it costs, and how good it is known to be."""

    answer: Answer
    bill: Bill
    certificate: Certificate


class ImpossibleError(Exception):
    """No plan keeps to all wishes."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("no plan keeps to all wishes")


class UnfinishedError(Exception):
    """No plan was found in the time, and none was shown to be impossible."""

    def __init__(self, seconds: float) -> None:
        """Say in which time."""
        super().__init__(f"no plan was found in {seconds:g} seconds, and none was shown to be impossible")


def solve(
    problem: Problem, *, seconds: float = 60.0, near: float = 0.001, told: Told = lambda _: None
) -> Solution:  # fmt: skip
    """Give a plan that is as near to the best as ``near`` of what today costs, or as near as the seconds allow.

    Raises:
        ImpossibleError: if no plan keeps to all wishes.
        UnfinishedError: if none was found in the time.
    """
    began, program, base = process_time(), program_of(problem), problem.spend_of_today()
    gap = near * base
    told("relaxing")
    first = solved(relaxed(program), seconds=seconds)
    if first.is_impossible:
        raise ImpossibleError
    if not len(first.values):
        raise UnfinishedError(seconds)

    def left() -> float:
        return max(1.0, seconds - (process_time() - began))

    best, bound = _guided(program, first, gap=gap, seconds=min(left(), seconds / 2), told=told), first.bound
    if best.objective - bound > gap and left() > 1.0:
        told(f"proving: {best.objective - bound:,.0f} left" if len(best.values) else "looking for a plan")
        full = solved(program, seconds=left(), gap=gap, start=best.values if len(best.values) else None)
        if full.is_impossible:
            raise ImpossibleError
        best, bound = min(best, full, key=lambda each: each.objective), max(bound, full.bound)
    if not len(best.values):
        raise UnfinishedError(seconds)
    answer = _answer(problem, program, best.values)
    bill = billed(problem, answer)
    breaches = tuple(broken(problem, answer))
    money, sunk = objective(problem, bill), float(problem.closing.sum())
    bound = min(bound + sunk, money)
    return Solution(answer, bill, Certificate(money, bound, base, breaches, process_time() - began))


def _guided(program: Program, first: Found, *, gap: float, seconds: float, told: Told) -> Found:
    """Solve what the relaxation leaves open; if nothing is possible then, settle only what it left out."""
    for is_on in (True, False):
        settled = _settled(program, first.values, is_on=is_on)
        told(f"choosing among {int((settled.whole & (settled.lower < settled.upper)).sum())} open questions")
        found = solved(settled, seconds=seconds / 2, gap=gap)
        if len(found.values):
            break
    return found


def _settled(program: Program, values: Floats, *, is_on: bool) -> Program:
    lower, upper = program.lower.copy(), program.upper.copy()
    upper[program.whole & (values <= SURE)] = 0.0
    if is_on:
        lower[program.whole & (values >= 1 - SURE)] = 1.0
    return replace(program, lower=lower, upper=upper)


def _answer(problem: Problem, program: Program, values: Floats) -> Answer:
    shares = np.clip(values[program.columns["shares"]], 0.0, None)
    shares[shares < NOTHING] = 0.0
    shares /= np.bincount(problem.pairs.cell, shares)[problem.pairs.cell]
    teams = np.zeros(problem.opening.shape, bool)
    kind, site, team = team_of(problem)
    people = np.flatnonzero(problem.needs_people)
    works = np.bincount(team, shares[people], len(kind)) > 0
    stands = values[program.columns["teams"]] > 0.5
    teams[kind, site] = works | (stands & program.whole[program.columns["teams"]])
    return Answer(shares, teams)
