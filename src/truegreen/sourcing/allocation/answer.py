"""An answer: shares of each cell at its sites and the teams that stand there, with what that costs and is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truegreen.sourcing.allocation.arrays import Floats, Truths
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.wishes import Scenarios

NOTHING = 1e-7
"""A share below this is none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan in numbers.

    Attributes:
        shares: share of its cell that each of P pairs has.
        teams: whether there is a team for a contact type at a site, C × S; none where no people are needed.
    """

    shares: Floats
    teams: Truths

    @property
    def used(self) -> Truths:
        """Whether each site has any team."""
        return np.asarray(self.teams.any(axis=0))

    def stands(self, problem: Problem) -> Truths:
        """Say whether each site stands: it has a team, or needs no people and has a share."""
        helped = np.bincount(problem.pairs.site, self.shares > 0, len(problem.sites.hours)) > 0
        return np.asarray(self.used | (problem.sites.is_free & helped))


@dataclass(frozen=True, slots=True)
class Bill:
    """What an answer costs in the plan's time and what it is worth, recomputed from the shares alone.

    Attributes:
        listed: all work at list prices.
        discounts: what tiers take off; below 0 where they add.
        shortfall: what is owed to suppliers beyond what is bought there.
        fixed, opening, closing: sites in use, teams that stand there, teams of today that are given up.
        value: what the issues solved are worth.
        tail: mean of the dearest futures, on top of what is planned; 0 without scenarios.
    """

    listed: float
    discounts: float
    shortfall: float
    fixed: float
    opening: float
    closing: float
    value: float
    tail: float

    @property
    def cost(self) -> float:
        """All that is paid."""
        return self.listed - self.discounts + self.shortfall + self.fixed + self.opening + self.closing


def objective(problem: Problem, bill: Bill) -> float:
    """Give what the plan makes small: cost, less what solved issues are worth, plus the tail, each by its weight."""
    tail = problem.wishes.scenarios.weight * bill.tail if problem.wishes.scenarios else 0.0
    return bill.cost - problem.wishes.value_weight * bill.value + tail


def billed(problem: Problem, answer: Answer) -> Bill:
    """Say what an answer costs and is worth; nothing of the program is looked at."""
    spent = problem.pairs.spend * answer.shares
    by_supplier = np.bincount(problem.supplier, spent, problem.sites.suppliers)
    paid = np.array([tiers.paid(float(by_supplier[each]), float(problem.counted(each) @ answer.shares))
                     for each, tiers in enumerate(problem.tiers)])  # fmt: skip
    in_use = np.bincount(problem.sites.supplier_of, answer.used, problem.sites.suppliers) > 0
    owed = np.where(in_use, np.maximum(problem.committed - paid, 0.0), 0.0)
    scenarios = problem.wishes.scenarios
    return Bill(
        listed=float(spent.sum()),
        discounts=float(by_supplier.sum() - paid.sum()),
        shortfall=float(owed.sum()),
        fixed=float(problem.sites.fixed @ answer.stands(problem)),
        opening=float(problem.opening[answer.teams].sum()),
        closing=float(problem.closing[~answer.teams].sum()),
        value=float(problem.value @ answer.shares),
        tail=mean_of_tail(futures(problem, answer, scenarios), scenarios) if scenarios else 0.0,
    )


def futures(problem: Problem, answer: Answer, scenarios: Scenarios) -> Floats:
    """Give what each scenario costs: work at its prices, less what is solved more there than planned."""
    pairs = problem.pairs
    country = problem.sites.country_of[pairs.site]
    spent = pairs.spend * answer.shares
    gained = problem.work.volume[pairs.cell] * problem.work.worth[pairs.cell] * answer.shares
    dearer = scenarios.demand[:, problem.contact_type] * scenarios.price[:, country]
    return np.asarray(dearer @ spent - scenarios.solving[:, pairs.site] @ gained)


def mean_of_tail(losses: Floats, scenarios: Scenarios) -> float:
    """Give the mean of the dearest futures (conditional value at risk; Rockafellar and Uryasev, 2000).

    >>> ten = np.full(10, 0.1)
    >>> flat = np.ones((10, 1))
    >>> round(mean_of_tail(np.arange(1.0, 11.0), Scenarios(ten, flat, flat, flat, beyond=0.8)), 9)
    9.5
    """
    order = np.argsort(losses)[::-1]
    left = 1 - scenarios.beyond
    before = np.concatenate([[0.0], np.cumsum(scenarios.chance[order])[:-1]])
    weights = np.clip(left - before, 0.0, scenarios.chance[order])
    return float(losses[order] @ weights / left)
