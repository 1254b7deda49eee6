"""One comparison of two moments: how much more treated units changed than others, doubly robust where columns tell.

Sant'Anna and Zhao (2020), the panel estimator of R's ``DRDID::drdid_panel``: outcomes regressed on columns among the
others, the others weighted by the odds of being treated, each allowing for the other's error.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from truegreen.stats.causal.overlap import Marks
from truegreen.stats.panel.equations import Unfit, collinear
from truegreen.stats.panel.errors import Errors, inverse
from truegreen.stats.panel.links import chance_of
from truegreen.stats.panel.logit import logit
from truegreen.stats.panel.moments import Floats

SURE = 0.999
"""Others with a higher chance of being treated are left out, as DRDID does."""


def plain(change: Floats, treated: Marks, weights: Floats) -> tuple[float, Floats]:
    """Give the difference of the mean changes, and what each unit draws on it, (N,).

    Args:
        change: (N,) of each unit.
        treated: (N,).
        weights: (N,) how much each unit counts.
    """
    sides = [weights * side for side in (treated, ~treated)]
    means = [float(each @ change) / float(each.sum()) for each in sides]
    drawn = [each * (change - mean) / each.sum() for each, mean in zip(sides, means, strict=True)]
    return means[0] - means[1], drawn[0] - drawn[1]


def doubly_robust(
    change: Floats, treated: Marks, columns: Floats, names: Sequence[str]
) -> tuple[float, Floats] | Unfit:
    """Give how much more treated units changed than others who are alike, and what each unit draws on it, (N,).

    Args:
        change: (N,) of each unit.
        treated: (N,).
        columns: (N, k) what they are compared by.
        names: of the columns.
    """
    rows = len(change)
    chances = logit(columns, treated.astype(float), np.arange(rows), names, "treated", Errors.CLASSICAL)
    if isinstance(chances, Unfit):
        return chances
    expected = _expected(change, treated, columns, names)
    if isinstance(expected, Unfit):
        return expected
    design, left, pulls = expected
    chance = chance_of(design @ np.array([each.value for each in chances.estimates.values()]))
    own, others = treated / rows, np.where(treated | (chance > SURE), 0.0, chance / (1 - chance)) / rows
    odds = ((treated - chance)[:, None] * design) @ chances.covariance
    up, up_drawn = _side(own, left, pulls, design)
    down, down_drawn = _side(others, left, pulls, design)
    down_drawn = down_drawn + odds @ ((others * (left - down)) @ design) / others.sum()
    return up - down, up_drawn - down_drawn


def by_outcome(change: Floats, treated: Marks, columns: Floats, names: Sequence[str]) -> tuple[float, Floats] | Unfit:
    """Give how much more treated units changed than a regression among the others expects (``DRDID::reg_did_panel``).

    Args:
        change: (N,) of each unit.
        treated: (N,).
        columns: (N, k) what changes are expected by.
        names: of the columns.
    """
    expected = _expected(change, treated, columns, names)
    if isinstance(expected, Unfit):
        return expected
    design, left, pulls = expected
    return _side(treated.astype(np.float64), left, pulls, design)


def _expected(
    change: Floats, treated: Marks, columns: Floats, names: Sequence[str]
) -> tuple[Floats, Floats, Floats] | Unfit:
    """Give a constant beside the columns, what a regression among the others leaves, and what each draws on it."""
    design = np.column_stack([np.ones(len(change)), columns])
    line = _line(change[~treated], design[~treated], names)
    if isinstance(line, Unfit):
        return line
    bread, coefficients = line
    left = change - design @ coefficients
    return design, left, (np.where(treated, 0.0, left)[:, None] * design) @ bread


def _line(change: Floats, design: Floats, names: Sequence[str]) -> tuple[Floats, Floats] | Unfit:
    """Give the inverse products and the coefficients of changes on columns, or why there are none."""
    products = design.T @ design
    if len(change) <= design.shape[1]:
        return Unfit(
            f"{len(change)} others are too few for {len(names)} columns", tuple(names), len(change), len(change)
        )
    same = collinear(products, ("(constant)", *names)) if (np.diagonal(products) > 0).all() else list(names)
    if same:
        return Unfit(f"{', '.join(same)}: one follows from the others", tuple(same), len(change), len(change))
    bread = inverse(products)
    return bread, bread @ (design.T @ change)


def _side(weights: Floats, left: Floats, pulls: Floats, design: Floats) -> tuple[float, Floats]:
    """Give a side's weighted mean of what is left, and what each unit draws on it, through the regression as well."""
    total = float(weights.sum())
    mean = float(weights @ left) / total
    return mean, weights * (left - mean) / total - pulls @ (weights @ design) / total
