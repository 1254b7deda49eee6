"""Whether two things go together within strata, such as within the cases of one agent (Mantel and Haenszel, 1959)."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

LEAST: Final = 5.0
"""Of fewer that could have gone either way, nothing is said."""


@dataclass(frozen=True, slots=True)
class Together:
    """How often something happened to rows with a trait, and without it, and the chance of such a difference.

    Attributes:
        hits, of: rows with the trait to which it happened, of so many.
        expected: of these, how many would be expected if it happened within each stratum to both alike.
        p: two-sided chance of such a distance; None where too few could have gone either way.
    """

    hits: int
    of: int
    expected: float
    p: float | None


def together(happened: NDArray[Any], trait: NDArray[Any], strata: NDArray[Any]) -> Together:
    """Say whether something happens more or less often to rows with a trait, within strata.

    Args:
        happened: (N,) whether it did.
        trait: (N,) whether the row has it.
        strata: (N,) each row's stratum, from 0; rows below 0 are left out.
    """
    known = strata >= 0
    happened, trait, strata = happened[known], trait[known], strata[known]
    size = int(strata.max()) + 1 if len(strata) else 1
    rows, with_trait, hits, both = (
        np.bincount(strata, weights, size).astype(np.float64) for weights in (None, trait, happened, happened & trait)
    )
    some = rows > 1
    expected = np.divide(with_trait * hits, rows, out=np.zeros(size), where=rows > 0)
    left = (rows - with_trait) * (rows - hits)
    variance = np.divide(expected * left, rows * (rows - 1), out=np.zeros(size), where=some)
    total = float(variance.sum())
    away = float(both.sum() - expected.sum())
    p = erfc(abs(away) / sqrt(2 * total)) if total >= LEAST else None
    return Together(int(both.sum()), int(trait.sum()), float(expected.sum()), p)
