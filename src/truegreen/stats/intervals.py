"""Intervals: how sure a share or a mean can be."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


def z_of(confidence: float) -> float:
    """Give the normal quantile of a two-sided interval.

    Raises:
        ValueError: a confidence that is none.

    >>> round(z_of(0.95), 6)
    1.959964
    """
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence:g} is none")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(count: float, total: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give the score interval of a share (Wilson 1927).

    Args:
        count: hits, 0 to ``total``.
        total: rows, above nought; fractions too, for rows that are worth fewer than they are.
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


def t_of(confidence: float, freedom: int) -> float:
    """Give Student's quantile of a two-sided interval (Abramowitz and Stegun 26.7.5).

    It is within 0.2 % from three degrees of freedom on, and 11 % too small at one.

    >>> round(t_of(0.95, 10), 4)
    2.2281
    """
    z = z_of(confidence)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, start=1))


def mean_interval(count: int, total: int, squares: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """Give Student's interval of a mean from its sums; None where no row differs from another.

    Three customers who all say nine do not show that every customer would: nothing is known of the spread then.

    Args:
        count: rows.
        total: sum of the values.
        squares: sum of the squared values.
        confidence: two-sided.
    """
    spread = squares * count - total * total
    if count < 2 or spread <= 0:
        return None
    half = t_of(confidence, count - 1) * sqrt(spread / (count - 1)) / count
    return (total / count - half, total / count + half)
