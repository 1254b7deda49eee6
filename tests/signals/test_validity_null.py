"""Links in worlds without any: like held against like in small strata finds no more than chance promises."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from truegreen.signals.validity.links import measured
from truegreen.stats.panel.moments import Moments, of

Floats = NDArray[np.float64]


def less_means(values: Floats, strata: NDArray[np.intp]) -> tuple[Floats, NDArray[np.bool_], int]:
    """Take off each column its mean in the stratum; say which rows have a like, and how many strata those are in."""
    _, codes = np.unique(strata, return_inverse=True)
    counts = np.bincount(codes)
    means = np.column_stack([np.bincount(codes, each) / counts for each in values.T])
    some = counts[codes] > 1
    return values - means[codes], some, len(np.unique(codes[some]))


def drawn(seed: int, accounts: int, rows: int, alike: int) -> Moments:
    """Give moments of a figure and an outcome that have nothing to do with each other, a few rows to a stratum."""
    random = np.random.default_rng(seed)
    whose, strata = random.integers(0, accounts, rows), random.integers(0, rows // alike, rows)
    own = random.normal(0, 0.3, (accounts, 2))[whose]
    flat, some, many = less_means(random.normal(0, 1, (rows, 2)) + own, strata)
    made = of(flat[some], whose[some].astype(str), ["figure", "outcome"], np.zeros(2))
    return replace(made, absorbed=many - 1)


@pytest.mark.slow
@pytest.mark.parametrize(("accounts", "rows", "alike"), [(200, 2000, 2), (200, 2000, 4), (60, 600, 2), (30, 3000, 20)])
def test_small_strata_find_no_more_than_one_in_twenty(accounts: int, rows: int, alike: int) -> None:
    chances = [measured(drawn(seed, accounts, rows, alike), "outcome", "figure").per_sd for seed in range(300)]
    assert np.mean([each is not None and each.p is not None and each.p < 0.05 for each in chances]) < 0.075


def test_rows_that_err_together_are_known_to() -> None:
    """With two rows to a stratum errors are larger by the root of two than they seem."""
    held = drawn(1, 200, 2000, 2)
    told, seems = (measured(each, "outcome", "figure").per_sd for each in (held, replace(held, absorbed=0)))
    assert told is not None
    assert seems is not None
    assert 1.2 < told.error / seems.error < 1.5
    assert told.value == pytest.approx(seems.value)
