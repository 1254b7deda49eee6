"""Everything that is asked of a plan's problem: the plan itself, why, what wishes cost, the frontier, and futures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from truegreen.project.sourcing.gathered import Gathered
from truegreen.sourcing.allocation.answer import mean_of_tail
from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.allocation.frontier import Point, better, cheaper, frontier, of_today, repaired, standing
from truegreen.sourcing.allocation.path import ImpossibleError, Solution, Told, UnfinishedError, solve
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.regret import outcomes, regrets
from truegreen.sourcing.allocation.why import Losing, WishPrice, losing, scarce, wish_prices

CHOSEN, TODAY, LEFT, MORE, CHEAPEST = (
    "this plan", "as today", "as much worth as today, and cheapest", "as dear as today, and worth most", "the cheapest",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What was found.

    Attributes:
        plan: the plan.
        now: today's position; None where some work is nowhere today.
        losing: sites without a cell, and the cut at which they would win.
        scarce: what one more hour at each site would save.
        wishes: what each wish costs.
        line, plans: the frontier of the relaxation, and whole plans near it.
        left, more: the cheapest plan worth as much as today, and the one worth most at today's cost.
        names, costs, regrets, tails: of plans in futures; empty where none is told.
    """

    plan: Solution
    now: Point | None
    losing: tuple[Losing, ...]
    scarce: Floats
    wishes: tuple[WishPrice, ...]
    line: tuple[Point, ...]
    plans: tuple[Point, ...]
    left: Solution | None
    more: Solution | None
    names: tuple[str, ...]
    costs: Floats
    regrets: Floats
    tails: Floats


@dataclass(frozen=True, slots=True)
class Effort:
    """How long is looked, in seconds of the processor, for the plan itself; the rest gets a third of that for each.

    Attributes:
        seconds: for the plan.
        near: how near to the best it has to be, as a share of what today costs.
        points: of the frontier; none if 0.
        told: told what is done.
    """

    seconds: float = 60.0
    near: float = 0.001
    points: int = 20
    told: Told = lambda _: None

    @property
    def short(self) -> float:
        """Seconds for each further question."""
        return max(2.0, self.seconds / 3)


def asked(of: Gathered, effort: Effort) -> Answers:
    """Ask everything of a problem.

    Raises:
        ImpossibleError: if no plan keeps to all wishes.
        UnfinishedError: if none was found in the time.
    """
    problem, told = of.problem, effort.told
    plan = solve(problem, seconds=effort.seconds, near=effort.near, told=told)
    told("asking why")
    cuts, hours = losing(problem, plan.answer), scarce(problem, plan.answer)
    wishes = wish_prices(problem, plan, seconds=effort.short, told=told)
    now = of_today(problem)
    left = _tried(lambda: cheaper(problem, now, seconds=effort.short)) if now else None
    more = _tried(lambda: better(problem, now, seconds=effort.short)) if now else None
    told("drawing the frontier")
    line = _line(problem, effort.points)
    plans = repaired(problem, line, seconds=effort.short / 2, told=told) if line else ()
    names, costs, tails = _futures(problem, plan, left, more, effort)
    return Answers(plan, now, cuts, hours, wishes, line, plans, left, more, names, costs,
                   regrets(costs) if len(names) else costs, tails)  # fmt: skip


def _tried(way: Callable[[], Solution]) -> Solution | None:
    """Give a plan; None where none was found."""
    try:
        return way()
    except (ImpossibleError, UnfinishedError):
        return None


def _line(problem: Problem, points: int) -> tuple[Point, ...]:
    try:
        return frontier(problem, points=points) if points > 1 else ()
    except ImpossibleError:
        return ()


def _futures(
    problem: Problem, plan: Solution, left: Solution | None, more: Solution | None, effort: Effort
) -> tuple[tuple[str, ...], Floats, Floats]:
    """Give what the plan, today and others near it come to in each future, and the mean of their dearest ones."""
    scenarios = problem.wishes.scenarios
    if scenarios is None:
        return (), np.zeros((0, 0)), np.zeros(0)
    effort.told("looking into futures")
    cheap = replace(problem, wishes=replace(problem.wishes, value_weight=0.0))
    found = {CHOSEN: plan, LEFT: left, MORE: more, CHEAPEST: _tried(lambda: solve(cheap, seconds=effort.short))}
    kept = {name: each.answer for name, each in found.items() if each is not None}
    if of_today(problem) is not None:
        kept[TODAY] = standing(problem)
    costs = outcomes(problem, list(kept.values()), scenarios)
    return tuple(kept), costs, np.array([mean_of_tail(each, scenarios) for each in costs])
