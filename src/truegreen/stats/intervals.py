"""Intervals: how sure a share or a mean can be."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


def z_of(confidence: float) -> float:
    """Give the normal quantile of a two-sided interval.

    >>> round(z_of(0.95), 6)
    1.959964
    """
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(count: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the score interval of a share (Wilson 1927).

    Args:
        count: hits, 0 to ``total``.
        total: rows, at least 1.
        confidence: two-sided, between 0 and 1.

    Raises:
        ValueError: there are no rows, or more hits than rows.

    >>> tuple(round(end, 4) for end in wilson(81, 263))
    (0.2553, 0.3662)
    """
    if total <= 0 or not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no share")
    z = z_of(confidence)
    share = count / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return (0.0 if count == 0 else middle - half, 1.0 if count == total else middle + half)


def mean_interval(count: int, total: int, squares: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """Give the normal interval of a mean from its sums; None below two rows.

    Args:
        count: rows.
        total: sum of the values.
        squares: sum of the squared values.
        confidence: two-sided.
    """
    if count < 2:
        return None
    variance = (squares * count - total * total) / (count * (count - 1))
    half = z_of(confidence) * sqrt(max(variance, 0) / count)
    return (total / count - half, total / count + half)
