"""The chance that hits keep their targets so much better than the rest, if nothing is different about them."""

from __future__ import annotations

from math import exp, lgamma


def so_many_kept(kept_hits: int, hits: int, kept_rest: int, rest: int) -> float:
    """Give Fisher's one-sided chance that so many of the hits are kept, given how many are kept together.

    >>> round(so_many_kept(3, 4, 1, 4), 4)
    0.2429
    """
    kept, rows = kept_hits + kept_rest, hits + rest
    whole = _choose(rows, kept)
    terms = (
        exp(_choose(hits, each) + _choose(rest, kept - each) - whole)
        for each in range(kept_hits, min(hits, kept) + 1)
        if kept - each <= rest
    )
    return min(1.0, sum(terms))


def _choose(of: int, some: int) -> float:
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)
