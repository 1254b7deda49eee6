"""Every cell is served whole: its shares sum to one, self-service and what is left out among them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from truegreen.sourcing.allocation.answer import Answer
from truegreen.sourcing.allocation.arrays import Truths
from truegreen.sourcing.allocation.draft import Draft
from truegreen.sourcing.allocation.problem import Problem


def lay(draft: Draft, problem: Problem) -> None:
    """Write the shares themselves, each at most what may go there, and a row a cell."""
    cost = np.where(is_priced_by_spend(problem)[problem.supplier], 0.0, problem.pairs.spend)
    shares = draft.add_columns(
        "shares", len(problem.pairs.cell), upper=problem.pairs.most,
        cost=cost - problem.wishes.value_weight * problem.value, whole=problem.wishes.is_single,
    )  # fmt: skip
    draft.add_rows("served", len(problem.work.volume), (problem.pairs.cell, shares, 1.0), lower=1.0, upper=1.0)


def is_priced_by_spend(problem: Problem) -> Truths:
    """Say of which suppliers the spend has columns of its own: those with tiers, with something owed, or counted."""
    people = np.bincount(problem.sites.supplier_of, ~problem.sites.is_free, problem.sites.suppliers) > 0
    counted = people & (problem.wishes.most_suppliers is not None)
    priced = np.array([len(tiers.starts) > 1 or tiers.discounts[0] != 0 or owed > 0
                     for tiers, owed in zip(problem.tiers, problem.committed, strict=True)])  # fmt: skip
    return np.asarray(counted | priced)


def broken(problem: Problem, answer: Answer) -> Iterator[str]:
    """Name the cells that are not served whole, and shares that may not be."""
    served = np.bincount(problem.pairs.cell, answer.shares, len(problem.work.volume))
    for cell in np.flatnonzero(np.abs(served - 1) > 1e-6):
        yield f"cell {cell} is served {served[cell]:.6f} times"
    if problem.wishes.is_single:
        for pair in np.flatnonzero(np.abs(answer.shares - np.round(answer.shares)) > 1e-6):
            yield f"pair {pair} has {answer.shares[pair]:.6f} of a cell that goes to one site"
    for pair in np.flatnonzero((answer.shares < -1e-9) | (answer.shares > problem.pairs.most + 1e-6)):
        yield f"pair {pair} has a share of {answer.shares[pair]:.6f}, of at most {problem.pairs.most[pair]:.6f}"
