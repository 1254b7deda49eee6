"""Always valid: an interval that holds the truth at all times at once, however often and whenever somebody looks.

For trials without a known end. A mixture over what the difference might be (Robbins 1970; Howard, Ramdas, McAuliffe and
Sekhon 2021), with the error that the data show (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024, "Time-uniform
central limit theory and asymptotic confidence sequences"): half as wide again as a single look's where it is narrowest.
It promises for many rows: do not look before there are some hundreds, or some dozens of clusters.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf, isfinite, log, log1p, sqrt
from typing import Final

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.stating import SEEN

MANY: Final = "there are enough rows for a mean to be normal"
SINGLE: Final = 1.96


def tuned(rows: float, alpha: float = 0.05) -> float:
    """Give ρ, with which the interval is narrowest once there are so many rows (Waudby-Smith et al. 2024).

    Args:
        rows: in both arms together; clusters, where clusters were drawn.
        alpha: chance that the interval ever leaves out the truth.

    Raises:
        ValueError: no rows, or a chance that is none.

    >>> round(tuned(5000), 6)
    0.03984
    """
    if not (0 < rows < inf and 0 < alpha < 1):
        raise ValueError(f"an interval cannot be tuned to {rows:g} rows at {alpha:g}")
    return sqrt((-2 * log(alpha) + log(-2 * log(alpha) + 1)) / rows)


def multiplier(rows: float, rho: float, alpha: float = 0.05) -> float:
    """Give how many errors the interval reaches to each side after so many rows; 1.96 would be a single look's.

    √(2(nρ² + 1) / (nρ²) · ln(√(nρ² + 1) / α)).

    Args:
        rows: in both arms together.
        rho: as `tuned` gives.
        alpha: chance that the interval ever leaves out the truth.

    Raises:
        ValueError: no rows, no ρ, or a chance that is none.

    >>> round(multiplier(10_000, tuned(10_000)), 2)
    3.04
    """
    if not (0 < rows < inf and 0 < rho < inf and 0 < alpha < 1):
        raise ValueError(f"{rows:g} rows with ρ = {rho:g} at {alpha:g} have no interval")
    much = rows * rho**2
    return sqrt(2 * (much + 1) / much * (log1p(much) / 2 - log(alpha)))


def always_valid(plain: Estimate, *, expected: float, rows: float | None = None, confidence: float = 0.95) -> Estimate:
    """Give a difference with an interval, and a chance, that hold however often somebody looks.

    Args:
        plain: the difference as it stands.
        expected: rows of both arms at which the interval is to be narrowest: those of the planned end, set down before
            the trial; clusters, where clusters were drawn.
        rows: in both arms together so far, if not the estimate's effective ones; clusters, where clusters were drawn.
        confidence: that it never leaves out the truth.

    Raises:
        ValueError: no rows, no error, or a confidence that is none.
    """
    if not 0 < plain.error < inf:
        raise ValueError("what does not scatter has no standard error")
    seen, alpha = plain.effective if rows is None else rows, 1 - confidence
    rho = tuned(expected, alpha)
    reach = multiplier(seen, rho, alpha)
    return replace(
        plain,
        low=plain.value - reach * plain.error,
        high=plain.value + reach * plain.error,
        smallest=(reach + SEEN - SINGLE) * plain.error,
        method=f"{plain.method}, always valid",
        confidence=confidence,
        p=min(1.0, 1 / e_value(plain.value / plain.error, seen, rho)),
        assumes=(*plain.assumes, MANY),
    )


def e_value(z: float, rows: float, rho: float) -> float:
    """Give how much a bet against “there is nothing” would have won by now; above 20 is as rare as 1 in 20, ever.

    exp(z²/2 · nρ²/(nρ² + 1)) / √(nρ² + 1) (Robbins 1970); e-values of separate trials may be multiplied.

    Args:
        z: the difference over its error.
        rows: in both arms together.
        rho: as `tuned` gives.

    Raises:
        ValueError: no rows, no ρ, or no z.

    >>> reach = multiplier(500, 0.1)
    >>> round(e_value(reach, 500, 0.1), 9)
    20.0
    """
    if not (0 < rows < inf and 0 < rho < inf and isfinite(z)):
        raise ValueError(f"z = {z:g} of {rows:g} rows with ρ = {rho:g} makes no bet")
    much = rows * rho**2
    return exp(min(z**2 / 2 * much / (much + 1) - log1p(much) / 2, 700.0))
