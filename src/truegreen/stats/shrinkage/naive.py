"""The rules people use, to be held against: each says which cells it would call bad."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.discoveries import benjamini_hochberg, listed
from truegreen.stats.shrinkage.signal import Floats

MANY: Final = 30
Rule = Callable[[Floats, Floats, Floats, float], NDArray[np.bool_]]


def mean_below(hits: Floats, counts: Floats, bound: Floats, q: float) -> NDArray[np.bool_]:
    """Call a cell bad whose mean is below the bound."""
    del q
    return np.asarray((hits < bound * counts) & (counts > 0))


def mean_below_of_thirty(hits: Floats, counts: Floats, bound: Floats, q: float) -> NDArray[np.bool_]:
    """Call a cell bad whose mean is below the bound, if it has thirty answers."""
    return np.asarray(mean_below(hits, counts, bound, q) & (counts >= MANY))


def flat_prior(hits: Floats, counts: Floats, bound: Floats, q: float) -> NDArray[np.bool_]:
    """List cells by their chance to be bad if every share were as likely as any other before the first answer."""
    from scipy.special import betainc

    chance = betainc(1 + hits, 1 + counts - hits, bound)
    named = np.zeros(hits.size, dtype=np.bool_)
    named[listed(chance, q).indices] = True
    return named & (counts > 0)


def exact_tests(hits: Floats, counts: Floats, bound: Floats, q: float) -> NDArray[np.bool_]:
    """Test each cell exactly against the bound, and correct for their number by Benjamini and Hochberg."""
    from scipy.special import betainc

    misses = np.maximum(counts - hits, 1e-300)
    p = np.where(counts > hits, betainc(misses, hits + 1, 1 - bound), 1.0)
    return np.asarray(benjamini_hochberg(p) <= q)


RULES: Final[Mapping[str, Rule]] = {
    "answers below the line": mean_below,
    "the same, 30 answers or more": mean_below_of_thirty,
    "each by itself, nothing known before": flat_prior,
    "exact test, false discoveries controlled": exact_tests,
}
