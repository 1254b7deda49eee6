"""Errors from what each row draws: influence functions, summed by cluster.

Here an influence is scaled so that its squares add up to the squared error of the estimate: each row's draw on it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.panel.moments import Floats


def by_cluster(influence: Floats, clusters: ArrayLike | None) -> Floats:
    """Add up what the rows of each cluster draw, (G, k); as they are where rows are their own clusters.

    Args:
        influence: (N, k) or (N,) of rows.
        clusters: (N,) each row's key, or None.
    """
    rows = influence.reshape(len(influence), -1)
    if clusters is None:
        return rows
    found, codes = codes_of(clusters)
    summed = np.zeros((len(found), rows.shape[1]))
    np.add.at(summed, codes, rows)
    return summed


def codes_of(clusters: ArrayLike) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Give the keys of clusters, sorted, and each row's place among them."""
    found, codes = np.unique(np.asarray(clusters), return_inverse=True)
    return found, codes.astype(np.intp)


def two_sided_worth(treated: float, others: float) -> float:
    """Say how many clusters a difference of two means rests on: (1/n + 1/m)² / (1/n³ + 1/m³).

    Leverages of a difference of means, as in Carter, Schnepel and Steigerwald (2017); five treated clusters among
    thousands are worth five.

    >>> round(two_sided_worth(5, 5000), 1), round(two_sided_worth(20, 20), 9)
    (5.0, 40.0)
    """
    return (1 / treated + 1 / others) ** 2 / (1 / treated**3 + 1 / others**3)
