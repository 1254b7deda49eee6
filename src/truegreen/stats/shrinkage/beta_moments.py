"""A beta curve from the mean and spread of shares: what books do by hand, for a first look or another's prior."""

from __future__ import annotations

from math import nan

from truegreen.stats.shrinkage.beta_binomial import Beta


def beta_moments(mean: float, deviation: float) -> Beta:
    """Give the beta curve with this mean and standard deviation (Gelman et al., Bayesian Data Analysis, section 5.1).

    a + b = m(1 − m)/s² − 1. The spread of shares as they were counted holds the chance of counting few besides, so the
    curve comes out too wide; `beta_binomial.beta_binomial` takes that into account. Its likelihood is not known (NaN).

    Args:
        mean: of shares, between 0 and 1.
        deviation: of shares, above 0 and small enough for a beta curve, s² < m(1 − m).

    Raises:
        ValueError: there is no such curve.

    >>> prior = beta_moments(0.136, 0.1035)
    >>> round(prior.a, 1), round(prior.b, 1)
    (1.4, 8.6)
    """
    if not (0 < mean < 1 and 0 < deviation**2 < mean * (1 - mean)):
        raise ValueError(f"no beta curve has a mean of {mean:g} and a standard deviation of {deviation:g}")
    precision = mean * (1 - mean) / deviation**2 - 1
    return Beta(
        a=mean * precision,
        b=(1 - mean) * precision,
        likelihood=nan,
        cells=0,
        edge=False,
        iterations=0,
        converged=True,
        method="beta curve by its mean and standard deviation",
    )
