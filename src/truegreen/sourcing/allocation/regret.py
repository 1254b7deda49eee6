"""What each plan would cost in each future, and how much more than the best of them there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from truegreen.sourcing.allocation.answer import Answer, billed, futures
from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.wishes import Scenarios


def outcomes(problem: Problem, plans: Sequence[Answer], scenarios: Scenarios) -> Floats:
    """Give cost less value of each plan in each future; plans × scenarios.

    Sites, teams and what is owed cost the same in every future; discounts are those of the plan.
    """
    found = []
    for plan in plans:
        bill = billed(problem, plan)
        steady = bill.cost - bill.listed - problem.wishes.value_weight * bill.value
        found.append(futures(problem, plan, scenarios) + steady)
    return np.array(found)


def regrets(costs: Floats) -> Floats:
    """Give how much more each plan costs than the best one in each future.

    >>> regrets(np.array([[1.0, 5.0], [3.0, 2.0]])).tolist()
    [[0.0, 3.0], [2.0, 0.0]]
    """
    return np.asarray(costs - costs.min(axis=0))
