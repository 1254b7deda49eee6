"""How a pilot's figures and differences are written: differences of shares in points, with their sign."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite

from truegreen.model.pilot_standing import Figure
from truegreen.reports import figures
from truegreen.stats.estimate import Estimate


def level(value: float, figure: Figure) -> str:
    """Write a figure of an arm."""
    return figures.value(Fraction(value).limit_denominator(10**9), figure.unit, figure.currency)


def apart(value: float, figure: Figure, *, signed: bool = True) -> str:
    """Write a difference: of shares in points.

    >>> apart(0.0341, Figure(name="x", words="", unit="share", better="higher"))
    '+3.4 points'
    """
    if not isfinite(value):
        return "any amount"
    sign = "−" if value < 0 else "+" if signed else ""
    size = abs(value)
    if figure.unit == "share":
        return f"{sign}{100 * size:.1f} points"
    if figure.unit in ("score", "points", "count"):
        return f"{sign}{size:,.3g}"
    return sign + figures.value(Fraction(size).limit_denominator(10**6), figure.unit, figure.currency).lstrip("+")


def ends(of: Estimate, figure: Figure) -> str:
    """Write an interval of a difference.

    >>> figure = Figure(name="x", words="", unit="share", better="higher")
    >>> of = Estimate(value=0, error=1, low=-0.01, high=0.05, count=1, effective=1, smallest=1, method="")
    >>> ends(of, figure)
    '−1.0 to +5.0 points'
    """
    if not (isfinite(of.low) and isfinite(of.high)):
        return "anything"
    low, high = apart(of.low, figure), apart(of.high, figure)
    unit = low.partition(" ")[2]
    return f"{low.removesuffix(f' {unit}') if unit and high.endswith(unit) else low} to {high}"
