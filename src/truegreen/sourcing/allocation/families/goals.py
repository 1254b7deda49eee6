"""A plan is worth at least so much, or costs at most so much: one side of the frontier held, the other looked for."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from truegreen.sourcing.allocation.answer import Answer, billed
from truegreen.sourcing.allocation.draft import Draft
from truegreen.sourcing.allocation.problem import Problem


def lay(draft: Draft, problem: Problem) -> None:
    """Write a row for the value and one for the cost, where either is wished."""
    wishes, shares = problem.wishes, draft.at("shares")
    if wishes.least_value is not None:
        draft.add_rows("worth", 1, (0, shares, problem.value), lower=wishes.least_value)
    if wishes.most_cost is not None:
        cost = draft.costs()
        cost[shares] += wishes.value_weight * problem.value
        cost[np.concatenate([draft.at("beyond"), draft.at("threshold")])] = 0.0
        paid = np.flatnonzero(cost)
        sunk = float(problem.closing.sum())
        draft.add_rows("budget", 1, (0, paid, cost[paid]), upper=wishes.most_cost - sunk)


def broken(problem: Problem, answer: Answer) -> Iterator[str]:
    """Say whether the plan is worth less or costs more than was wished."""
    wishes, bill = problem.wishes, billed(problem, answer)
    if wishes.least_value is not None and bill.value < wishes.least_value - 1e-6 * abs(wishes.least_value) - 1e-6:
        yield f"it is worth {bill.value:.2f}, of {wishes.least_value:.2f} at least"
    if wishes.most_cost is not None and bill.cost > wishes.most_cost + 1e-6 * abs(wishes.most_cost) + 1e-6:
        yield f"it costs {bill.cost:.2f}, of {wishes.most_cost:.2f} at most"
