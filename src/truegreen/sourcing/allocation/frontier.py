"""The frontier of cost and value: what more solved issues would cost at least, and where today stands below it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from truegreen.sourcing.allocation.answer import Answer, billed
from truegreen.sourcing.allocation.arrays import Floats, Truths
from truegreen.sourcing.allocation.draft import Program
from truegreen.sourcing.allocation.path import ImpossibleError, Solution, Told, UnfinishedError, solve
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.program import program_of
from truegreen.sourcing.allocation.solver import loaded, relaxed

PAYS = 0.35
"""Where a point took more than this share of the first one's steps, the next is solved from nothing: where much moves,
that takes half the steps of going on from where the one before ended."""
DEAR = 4e-4
"""A share that would have to become cheaper by this part of what today costs is left out at first."""
DEAR_VALUE = 1e4
"""How many times value counts where a plan is to be worth as much as can be: cost then only breaks ties."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the frontier.

    Attributes:
        weight: how many times value counted beside cost.
        cost, value: of the plan; of the relaxation, which no plan can be better than, where there is none.
        plan: the plan, where one was made.
    """

    weight: float
    cost: float
    value: float
    plan: Solution | None = None


def weights(points: int, ratio: float = 1.0) -> Floats:
    """Give the weights of a frontier: nothing, then evenly by ratio, from where value hardly counts to twentyfold.

    Args:
        points: how many.
        ratio: what today costs, over what it is worth: so little does value have to count to weigh as much as cost.

    >>> weights(4).round(2).tolist(), weights(4, ratio=0.01).round(4).tolist()
    ([0.0, 0.05, 1.0, 20.0], [0.0, 0.0005, 0.1, 20.0])
    """
    return np.concatenate([[0.0], np.geomspace(0.05 * min(ratio, 1.0), 20.0, points - 1)])


def frontier(problem: Problem, *, points: int = 20) -> tuple[Point, ...]:
    """Give the relaxation's cost and value for each weight of value, from where the one before ended if that pays.

    Both rise with the weight. No plan lies beyond this line; how near plans come, ``repaired`` shows.
    """
    flat = replace(problem, wishes=replace(problem.wishes, value_weight=0.0, scenarios=None))
    program = relaxed(program_of(flat))
    line = _Line(program, dear=DEAR * problem.spend_of_today())
    plain, sunk, first, found = program.cost[line.shares], float(problem.closing.sum()), 0, list[Point]()
    for weight in weights(points, _ratio(problem)):
        steps = line.solve(plain - weight * problem.value)
        cost, value = float(program.cost @ line.values), float(problem.value @ line.values[line.shares])
        found.append(Point(float(weight), cost + sunk, value))
        line.is_stiff = len(found) > 1 and steps > PAYS * first
        first = first or steps
    return tuple(found)


class _Line:
    """A program that is solved again and again while its shares cost something else.

    Attributes:
        is_stiff: whether it is solved from nothing next, and first without the shares that are far too dear.
        values: of all columns, as they were found last.
    """

    def __init__(self, program: Program, dear: float) -> None:
        at = program.columns["shares"]
        self.solver, self.dear, self.is_stiff = loaded(program), dear, False
        self.shares = np.arange(at.start, at.stop, dtype=np.int32)
        self.lower, self.upper = program.lower[at], program.upper[at]
        self.values, self.reduced = np.zeros(0), np.zeros(len(self.shares))

    def solve(self, cost: Floats) -> int:
        """Solve for what shares cost, and say in how many steps; no share that was left out would make it better."""
        self.solver.changeColsCost(len(cost), self.shares, cost)
        among = np.ones(len(cost), bool)
        if self.is_stiff:
            among = (self.reduced <= self.dear) | (self.values[self.shares] > 0)
            self.solver.clearSolver()
        steps = self._run(among)
        while (missed := ~among & (self.reduced < -1e-7)).any():
            among |= missed
            steps += self._run(among)
        return steps

    def _run(self, among: Truths) -> int:
        upper = np.where(among, self.upper, self.lower)
        self.solver.changeColsBounds(len(upper), self.shares, self.lower, upper)
        self.solver.run()
        solution, told = self.solver.getSolution(), self.solver.getInfo()
        self.values = np.array(solution.col_value)
        if not len(self.values) or told.primal_solution_status != 2:
            raise ImpossibleError
        self.reduced = np.array(solution.col_dual)[self.shares]
        return int(told.simplex_iteration_count)


def _ratio(problem: Problem) -> float:
    worth = float(np.abs(problem.value).sum() / max(len(problem.value) / max(len(problem.work.volume), 1), 1))
    return max(problem.spend_of_today() / worth, 1e-6) if worth else 1.0


def repaired(
    problem: Problem, line: tuple[Point, ...], *, plans: int = 5, seconds: float = 20.0, told: Told = lambda _: None
) -> tuple[Point, ...]:
    """Give some points of a frontier with a whole plan each, evenly along the line."""
    places = np.unique(np.linspace(0, len(line) - 1, plans).round().astype(int))
    made: list[Point] = []
    for place in places:
        weight = line[place].weight
        told(f"plan {len(made) + 1} of {len(places)}, value counted {weight:.2g} times")
        wished = replace(problem, wishes=replace(problem.wishes, value_weight=weight, scenarios=None))
        try:
            plan = solve(wished, seconds=seconds, near=0.002)
        except UnfinishedError:
            continue
        made.append(Point(weight, plan.bill.cost, plan.bill.value, plan))
    return tuple(made)


def of_today(problem: Problem) -> Point | None:
    """Give where today stands; none if some cell is nowhere today."""
    today = np.bincount(problem.pairs.cell, problem.pairs.today, len(problem.work.volume))
    if np.abs(today - 1).max() > 1e-6:
        return None
    bill = billed(problem, standing(problem))
    return Point(0.0, bill.cost, bill.value)


def standing(problem: Problem) -> Answer:
    """Give today's shares as an answer, with the teams that do the work."""
    teams = np.zeros(problem.opening.shape, bool)
    at_work = (problem.pairs.today > 0) & problem.needs_people
    teams[problem.contact_type[at_work], problem.pairs.site[at_work]] = True
    return Answer(problem.pairs.today, teams)


def cheaper(problem: Problem, now: Point, *, seconds: float = 30.0) -> Solution:
    """Give the cheapest plan that is worth as much as today: what is left on the table."""
    wishes = replace(problem.wishes, value_weight=0.0, scenarios=None, least_value=now.value)
    return solve(replace(problem, wishes=wishes), seconds=seconds)


def better(problem: Problem, now: Point, *, seconds: float = 30.0) -> Solution:
    """Give the plan that is worth most at what today costs, to a thousandth of that."""
    wishes = replace(problem.wishes, value_weight=DEAR_VALUE, scenarios=None, most_cost=now.cost)
    return solve(replace(problem, wishes=wishes), seconds=seconds, near=0.001 * DEAR_VALUE)
