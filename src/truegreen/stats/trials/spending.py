"""Spending: how much of the chance of a false alarm may be used up by the time so much has been seen.

Lan and DeMets (1983), "Discrete sequential boundaries for clinical trials": what was spent depends on what was seen
and on nothing else, so that looks may come when they come. One-sided; two-sided trials spend half on each side.
"""

from __future__ import annotations

from enum import StrEnum
from math import exp, expm1, log, sqrt
from statistics import NormalDist


class Spending(StrEnum):
    """Ways to spend."""

    OBRIEN_FLEMING = "as O'Brien and Fleming"
    POCOCK = "as Pocock"
    POWER = "by a power of what was seen"
    HWANG = "as Hwang, Shih and DeCani"


def spent(way: Spending, time: float, alpha: float, parameter: float | None = None) -> float:
    """Give the chance that may be spent by the time so much has been seen, of all that may be spent.

    Args:
        way: late and little at first, as O'Brien and Fleming (Lan and DeMets 1983); nearly evenly, as Pocock; αtᵖ (Kim
            and DeMets 1987, p above nought, 3 is usual); or Hwang, Shih and DeCani's (1990) with γ (−4 is late, 1
            early).
        time: information so far of all that was planned; all is spent from 1 on.
        alpha: what may be spent in all, one-sided.
        parameter: p or γ.

    Raises:
        ValueError: nothing may be spent, or the parameter is missing or none.

    >>> [round(spent(Spending.OBRIEN_FLEMING, time, 0.025), 6) for time in (0.25, 0.5, 0.75, 1.0)]
    [7e-06, 0.001525, 0.009649, 0.025]
    """
    if not (0 < alpha < 1 and time > 0):
        raise ValueError(f"{alpha:g} cannot be spent over {time:g}")
    if time >= 1:
        return alpha
    if way is Spending.OBRIEN_FLEMING:
        return 2 * NormalDist().cdf(NormalDist().inv_cdf(alpha / 2) / sqrt(time))
    if way is Spending.POCOCK:
        return alpha * log(1 + (exp(1) - 1) * time)
    if parameter is None or (way is Spending.POWER and not parameter > 0):
        raise ValueError(f"to spend {way} takes a parameter" + (" above nought" if way is Spending.POWER else ""))
    if way is Spending.POWER:
        return alpha * float(time**parameter)
    return alpha * (time if parameter == 0 else expm1(-parameter * time) / expm1(-parameter))
