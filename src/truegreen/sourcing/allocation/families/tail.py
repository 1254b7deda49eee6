"""What the dearest futures cost on the mean (conditional value at risk), by spend and value of each type at each site.

Spend and value are first summed by contact type and site, so that a scenario's row is as long as there are such pairs,
not as there are cells.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from truegreen.sourcing.allocation.answer import Answer
from truegreen.sourcing.allocation.draft import INFINITE, Draft
from truegreen.sourcing.allocation.problem import Problem


def lay(draft: Draft, problem: Problem) -> None:
    """Write the sums, what each scenario costs beyond a threshold, and the threshold itself."""
    scenarios = problem.wishes.scenarios
    if scenarios is None or scenarios.weight == 0:
        return
    pairs, shares = problem.pairs, draft.at("shares")
    keys, which = np.unique(problem.contact_type * len(problem.sites.hours) + pairs.site, return_inverse=True)
    kind, site = keys // len(problem.sites.hours), keys % len(problem.sites.hours)
    each = np.arange(len(keys))
    spend = draft.add_columns("spend of type", len(keys), lower=-INFINITE)  # sums are bound by what they sum
    value = draft.add_columns("value of type", len(keys), lower=-INFINITE)
    gained = problem.work.volume[pairs.cell] * problem.work.worth[pairs.cell]
    draft.add_rows("spend of type", len(keys), (each, spend, 1.0), (which, shares, -pairs.spend), lower=0.0, upper=0.0)
    draft.add_rows("value of type", len(keys), (each, value, 1.0), (which, shares, -gained), lower=0.0, upper=0.0)
    chance = scenarios.chance
    beyond = draft.add_columns("beyond", len(chance), cost=scenarios.weight * chance / (1 - scenarios.beyond))
    (threshold,) = draft.add_columns("threshold", 1, cost=scenarios.weight, lower=-INFINITE)
    rows = np.repeat(np.arange(len(chance)), len(keys))
    dearer = (scenarios.demand[:, kind] * scenarios.price[:, problem.sites.country_of[site]]).ravel()
    better = scenarios.solving[:, site].ravel()
    one = np.arange(len(chance))
    draft.add_rows(
        "futures", len(chance), (one, beyond, 1.0), (one, np.full(len(chance), threshold), 1.0),
        (rows, np.tile(spend, len(chance)), -dearer), (rows, np.tile(value, len(chance)), better), lower=0.0,
    )  # fmt: skip


def broken(problem: Problem, answer: Answer) -> Iterator[str]:
    """Name nothing: the tail is recomputed by the bill."""
    del problem, answer
    yield from ()
