"""Sample size: how many rows a question needs before asking it makes sense."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite, isnan, sqrt
from statistics import NormalDist

from truegreen.stats.two_shares import restricted

FAR = 1000.0
"""Beside an effect of so many standard errors the difference itself scatters by nothing; only the error does."""


def power_of_means(effect: float, rows: float, *, alpha: float = 0.05, both_sides: bool = True) -> float:
    """Give the chance to find a difference of two means with so many rows on each side (noncentral t, exact).

    Args:
        effect: the difference in standard deviations of one row.
        rows: on each side, at least 2; a fraction is allowed.
        alpha: chance of finding one where there is none.
        both_sides: whether a difference either way would count.

    Raises:
        ValueError: there are fewer than two rows on a side, or an effect, rows or alpha that are none.

    >>> round(power_of_means(0.5, 64), 4)
    0.8015
    """
    if not rows >= 2:
        raise ValueError(f"{rows:g} rows on a side are too few")
    return _power(abs(effect) * sqrt(rows / 2), 2 * rows - 2, alpha, both_sides=both_sides)


def rows_for_means(effect: float, power: float = 0.8, *, alpha: float = 0.05, both_sides: bool = True) -> float:
    """Give how many rows each side needs to find a difference of two means; round it up. Two are the fewest.

    Args:
        effect: the difference in standard deviations of one row, not nought.
        power: chance to find it.
        alpha: chance of finding one where there is none.
        both_sides: whether a difference either way would count.

    Raises:
        ValueError: there is no effect to find, or the power is not between alpha and 1.

    >>> round(rows_for_means(0.5), 4)
    63.7656
    """
    if effect == 0 or not alpha < power < 1:
        raise ValueError(f"no number of rows finds {effect:g} with a power of {power:g}")
    return _rows(lambda rows: power_of_means(effect, rows, alpha=alpha, both_sides=both_sides), power)


def power_of_pairs(effect: float, pairs: float, *, alpha: float = 0.05, both_sides: bool = True) -> float:
    """Give the chance to find a mean of differences, of pairs or against a fixed value (noncentral t, exact).

    Args:
        effect: the mean difference in standard deviations of one difference.
        pairs: at least 2; a fraction is allowed.
        alpha: chance of finding one where there is none.
        both_sides: whether a difference either way would count.

    Raises:
        ValueError: there are fewer than two pairs, or an effect, pairs or alpha that are none.

    >>> round(power_of_pairs(0.2, 20), 4)
    0.136
    """
    if not pairs >= 2:
        raise ValueError(f"{pairs:g} pairs are too few")
    return _power(abs(effect) * sqrt(pairs), pairs - 1, alpha, both_sides=both_sides)


def pairs_for_mean(effect: float, power: float = 0.8, *, alpha: float = 0.05, both_sides: bool = True) -> float:
    """Give how many pairs are needed to find a mean of differences, such as before and after; round it up.

    Args:
        effect: the mean difference in standard deviations of one difference, not nought.
        power: chance to find it.
        alpha: chance of finding one where there is none.
        both_sides: whether a difference either way would count.

    Raises:
        ValueError: there is no effect to find, or the power is not between alpha and 1.

    >>> round(pairs_for_mean(0.5), 2)
    33.37
    """
    if effect == 0 or not alpha < power < 1:
        raise ValueError(f"no number of pairs finds {effect:g} with a power of {power:g}")
    return _rows(lambda pairs: power_of_pairs(effect, pairs, alpha=alpha, both_sides=both_sides), power)


def design_effect(rows: float, correlation: float, spread: float = 0.0) -> float:
    """Give by how much more rows are needed where rows of the same account or agent go together (Kish 1965).

    1 + ((v² + 1)·m − 1)·ρ: rows divided by it are worth so many independent ones.

    Args:
        rows: of a cluster on average, m, above nought.
        correlation: of two rows of the same cluster, ρ, 0 to 1.
        spread: standard deviation of the clusters' sizes over their mean, v (Eldridge, Ashby and Kerry 2006).

    Raises:
        ValueError: no rows, a correlation that is none, or a spread below nought.

    >>> round(design_effect(20, 0.05), 2)
    1.95
    """
    if not (rows > 0 and 0 <= correlation <= 1 and spread >= 0):
        raise ValueError(f"clusters of {rows:g} rows that correlate by {correlation:g} have no design effect")
    return 1 + ((spread**2 + 1) * rows - 1) * correlation


def rows_for_shares(
    share: float, other: float, power: float = 0.8, *, alpha: float = 0.05, both_sides: bool = True
) -> float:
    """Give how many rows each side needs to find that two shares differ (pooled normal test, as in R); round it up.

    Args:
        share: of the first.
        other: of the second, not the same.
        power: chance to find it.
        alpha: chance of finding a difference where there is none.
        both_sides: whether a difference either way would count.

    Raises:
        ValueError: the shares are the same, or none, or the power is not between alpha and 1.

    >>> round(rows_for_shares(0.5, 0.75, 0.9), 1)
    76.7
    """
    if share == other or not (0 <= share <= 1 and 0 <= other <= 1 and 0 < alpha < power < 1):
        raise ValueError(f"no number of rows tells {share:g} from {other:g} with a power of {power:g}")
    normal = NormalDist()
    middle = (share + other) / 2
    alike = normal.inv_cdf(1 - alpha / (2 if both_sides else 1)) * sqrt(2 * middle * (1 - middle))
    apart = normal.inv_cdf(power) * sqrt(share * (1 - share) + other * (1 - other))
    return ((alike + apart) / (share - other)) ** 2


def rows_for_not_worse(share: float, margin: float, power: float = 0.9, *, alpha: float = 0.05) -> float:
    """Give how many rows each side needs to show that a new share is not worse, where both are truly the same.

    The score test of Farrington and Manning (1990), one-sided.

    Args:
        share: true share of both, between 0 and 1.
        margin: by how much the new one may be worse.
        power: chance to show it.
        alpha: chance of passing one that is worse by just the margin.

    Raises:
        ValueError: the share or the margin is none, or the power is not between alpha and 1.

    >>> round(rows_for_not_worse(0.97, 0.02))
    1309
    """
    if not (0 < share < 1 and 0 < margin < 1 and 0 < alpha < power < 1):
        raise ValueError(f"a margin of {margin:g} under {share:g} cannot be shown with a power of {power:g}")
    normal, many = NormalDist(), 10**9
    low, high = restricted(round(share * many), many, round(share * many), many, -margin)
    supposed = sqrt(low * (1 - low) + high * (1 - high))
    true = sqrt(2 * share * (1 - share))
    return ((normal.inv_cdf(1 - alpha) * supposed + normal.inv_cdf(power) * true) / margin) ** 2


def _power(shift: float, freedom: float, alpha: float, *, both_sides: bool) -> float:
    """Give the chance that a t whose mean is so many errors off lies beyond its limit."""
    from scipy.special import gammainc, nctdtr, stdtrit

    if not (0 < alpha < 1 and isfinite(shift) and isfinite(freedom)):
        raise ValueError(f"an effect of {shift:g} standard errors is not looked for at {alpha:g}")
    limit = float(stdtrit(freedom, 1 - alpha / (2 if both_sides else 1)))
    if shift > FAR:
        return float(gammainc(freedom / 2, freedom / 2 * min(shift / limit, 1e3) ** 2)) if limit > 0 else 1.0
    below = [float(nctdtr(freedom, shift, each)) for each in (limit, -limit)]
    low, other = (0.0 if isnan(each) else each for each in below)  # what is below 2e-16 underflows to no number
    return 1 - low + (other if both_sides else 0.0)


def _rows(power_of: Callable[[float], float], power: float) -> float:
    from scipy.optimize import brentq

    low, high = 2.0, 4.0
    while power_of(high) < power:
        low, high = high, high * 2
    return low if power_of(low) >= power else float(brentq(lambda rows: power_of(rows) - power, low, high, xtol=1e-9))
