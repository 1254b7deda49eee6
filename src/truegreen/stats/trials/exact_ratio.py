"""Exact chances of counts by arm, for few of them: nothing is taken for a curve."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import lgamma, log

import numpy as np

from truegreen.stats.exact import NEARLY


def multinomial_p(found: Sequence[int], chances: Sequence[float]) -> float:
    """Give the chance of counts at most as likely as these, by going through all that add up to as many.

    Args:
        found: of each arm.
        chances: of each arm, that add up to one.

    Raises:
        ValueError: a count is below nought, a chance not above it, or there are not as many of both.

    >>> round(multinomial_p([3, 0, 0], [0.5, 0.25, 0.25]), 4)
    0.4375
    """
    from scipy.special import gammaln

    total, arms = sum(found), len(found)
    if not found or len(chances) != arms or min(found) < 0 or not all(0 < chance <= 1 for chance in chances):
        raise ValueError(f"counts {list(found)} do not come by chances {list(chances)}")
    bars = np.array(list(combinations(range(total + arms - 1), arms - 1)), dtype=np.float64)
    ends = np.column_stack([np.full(len(bars), -1.0), bars, np.full(len(bars), total + arms - 1.0)])
    ways = np.diff(ends, axis=1) - 1
    logs = lgamma(total + 1) + ways @ np.log(chances) - gammaln(ways + 1).sum(axis=1)
    this = lgamma(total + 1) + sum(n * log(p) - lgamma(n + 1) for n, p in zip(found, chances, strict=True))
    return min(1.0, float(np.exp(logs[logs <= this + NEARLY]).sum()))


def fisher_p(one: int, other: int, hits: int, here: int) -> float:
    """Give the chance of tables of two arms at most as likely as this one, all sums given (Fisher 1934).

    Args:
        one: rows of the first arm.
        other: of the second.
        hits: in both.
        here: in the first.

    Raises:
        ValueError: there is no such table.

    >>> round(fisher_p(4, 4, 4, 3), 4)
    0.4857
    """
    from scipy.special import gammaln

    if not (0 <= here <= one and 0 <= hits - here <= other):
        raise ValueError(f"of {one} and {other} rows {here} and {hits - here} are no hits")
    ways = np.arange(max(0, hits - other), min(one, hits) + 1, dtype=np.float64)
    logs = -gammaln(ways + 1) - gammaln(one - ways + 1) - gammaln(hits - ways + 1) - gammaln(other - hits + ways + 1)
    logs -= logs.max()
    likely = np.exp(logs)
    return min(1.0, float(likely[logs <= logs[here - int(ways[0])] + NEARLY].sum() / likely.sum()))
