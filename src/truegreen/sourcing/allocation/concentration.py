"""How much of people's work hangs on whom: shares of hours, and how concentrated they are."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from truegreen.sourcing.allocation.answer import Answer
from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.allocation.families.capacity import load
from truegreen.sourcing.allocation.problem import Problem


def concentrated(shares: Iterable[float]) -> float:
    """Give the sum of squared shares (Herfindahl and Hirschman): 1 if all hangs on one, 1/n if evenly on n.

    >>> round(concentrated([0.5, 0.3, 0.2]), 9)
    0.38
    """
    return float(sum(each * each for each in shares))


def shares_of_hours(problem: Problem, answer: Answer) -> tuple[Floats, Floats]:
    """Give the shares of people's hours of each supplier and in each country; nothing where nobody works."""
    hours, sites = load(problem, answer), problem.sites
    whole = max(float(hours.sum()), 1e-9)
    by_supplier = np.bincount(sites.supplier_of, hours, sites.suppliers)
    return by_supplier / whole, np.bincount(sites.country_of, hours, sites.countries) / whole
