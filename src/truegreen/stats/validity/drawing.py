"""Drawing accounts anew: a cluster bootstrap that never touches a row, as each account is a few sums."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from truegreen.stats.panel.moments import Floats

AT_ONCE = 2_000_000


def drawn(sums: Floats, draws: int, seed: int) -> Iterator[Floats]:
    """Give the totals of accounts drawn with replacement, as many as there are, some draws at a time: (some, columns).

    Args:
        sums: (G, columns) of each account.
        draws: how many times, in all.
        seed: of the draws; the same seed draws the same accounts.
    """
    random, clusters = np.random.default_rng(seed), len(sums)
    some = max(1, AT_ONCE // max(1, clusters))
    for start in range(0, draws, some):
        times = [_times(random, clusters) for _ in range(min(some, draws - start))]
        yield np.stack(times) @ sums


def _times(random: np.random.Generator, clusters: int) -> Floats:
    return np.bincount(random.integers(clusters, size=clusters), minlength=clusters).astype(np.float64)
