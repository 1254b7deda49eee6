"""How strong something unseen would have to be to make up an effect: E-values (VanderWeele and Ding 2017).

An E-value of 3 says: only something that goes with the treatment and with the outcome three times as often each, beyond
all that was held alike, could be all there is to it. Odds, hazards and differences of means are turned into risk ratios
first (VanderWeele 2017; Chinn 2000), differences of shares are solved for themselves (Ding and VanderWeele 2016).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, isfinite, sqrt

from truegreen.stats.validity.student import quantile

CHINN = 0.91  # of a standardised difference, its log odds ratio by π/√3, and of that its log risk ratio: half
HALVINGS = 200
FAR = 300.0  # logarithms of ratios this far off are as far as any


@dataclass(frozen=True, slots=True)
class Hidden:
    """How strong something unseen would have to be.

    Attributes:
        ratio: the effect as a risk ratio.
        point: how often, both ways, to make up the effect itself; 1 where there is none.
        bound: the same to bring the interval to no effect; 1 where it holds that already, None without an interval.
    """

    ratio: float
    point: float
    bound: float | None


def e_value(ratio: float, low: float | None = None, high: float | None = None, *, true: float = 1.0) -> Hidden:
    """Say how strong something unseen would have to be to turn a risk ratio into another.

    Args:
        ratio: the risk ratio, above 0.
        low: lower end of its interval, if there is one; of both ends the one nearer to ``true`` is what counts.
        high: upper end.
        true: the ratio that something unseen would have turned into this one.

    Raises:
        ValueError: a ratio is not above 0, or the interval does not hold the ratio.

    >>> found = e_value(3.9, 1.8, 8.7)
    >>> round(found.point, 2), found.bound
    (7.26, 3.0)
    """
    for each in (ratio, low, high, true):
        if each is not None and not (each > 0 and isfinite(each)):
            raise ValueError(f"a ratio of {each:g} is not above nought")
    if (low is not None and low > ratio) or (high is not None and high < ratio):
        raise ValueError(f"the interval does not hold the ratio {ratio:g}")
    near = low if ratio > true else high
    if near is None:
        return Hidden(ratio, _strength(ratio, true), None)
    crosses = near <= true if ratio > true else near >= true
    return Hidden(ratio, _strength(ratio, true), 1.0 if crosses else _strength(near, true))


def e_value_of_odds(
    odds: float, low: float | None = None, high: float | None = None, *, true: float = 1.0, rare: bool = False
) -> Hidden:
    """Say the same of an odds ratio: as it is where hits are rare (below 15 %), else by its square root."""
    return _turned(lambda each: each if rare else sqrt(each), odds, low, high, true)


def e_value_of_hazards(
    hazards: float, low: float | None = None, high: float | None = None, *, true: float = 1.0, rare: bool = False
) -> Hidden:
    """Say the same of a hazard ratio: (1 − ½^√h) / (1 − ½^√(1/h)) where hits are not rare (below 15 %)."""
    return _turned(
        lambda each: each if rare else (1 - 0.5 ** sqrt(each)) / (1 - 0.5 ** sqrt(1 / each)), hazards, low, high, true
    )


def e_value_of_means(difference: float, error: float, spread: float = 1.0, *, true: float = 0.0) -> Hidden:
    """Say the same of a difference of means, by exp(0.91 d) with d in standard deviations (Chinn 2000).

    Args:
        difference: of the means.
        error: its standard error.
        spread: the outcome's standard deviation; 1 if the difference is in these already.
        true: the difference that something unseen would have turned into this one, in standard deviations.

    Raises:
        ValueError: the spread is not above 0, or the error below it, or a figure is none.
    """
    if not (0 < spread < inf and 0 <= error < inf and isfinite(difference) and isfinite(true)):
        raise ValueError("a difference of means needs a spread above nought and an error not below it")
    middle, reach = CHINN * difference / spread, 1.78 * error / spread
    logs = middle, middle - reach, middle + reach, CHINN * true
    ratio, low, high, other = (exp(min(max(each, -FAR), FAR)) for each in logs)
    return e_value(ratio, low, high, true=other)


def e_value_of_shares(hits: int, of: int, other_hits: int, other_of: int, confidence: float = 0.95) -> Hidden:
    """Say the same of a difference of two shares (Ding and VanderWeele 2016, equation for risk differences).

    Args:
        hits: of those who were treated.
        of: how many these were.
        other_hits: of the others.
        other_of: how many those were.
        confidence: of the difference's interval.

    Raises:
        ValueError: counts are impossible, or a side has no hit.

    >>> found = e_value_of_shares(397, 397 + 78557, 51, 51 + 108778)
    >>> round(found.point, 3), round(found.bound, 2)
    (20.947, 15.96)
    """
    if not (0 < hits <= of and 0 < other_hits <= other_of):
        raise ValueError(f"{hits} of {of} and {other_hits} of {other_of} are no two shares above nought")
    if hits * other_of < other_hits * of:
        hits, of, other_hits, other_of = other_hits, other_of, hits, of
    ratio = hits * other_of / (other_hits * of)
    held = _Shares(hits / of, other_hits / other_of, of, other_of, quantile(confidence))
    if held.least(1.0) <= 0:
        return Hidden(ratio, _strength(ratio, 1.0), 1.0)
    return Hidden(ratio, _strength(ratio, 1.0), _strength(_root(held.least, 1.0, ratio), 1.0))


@dataclass(frozen=True, slots=True)
class _Shares:
    treated: float
    others: float
    of: int
    other_of: int
    reach: float

    def least(self, bias: float) -> float:
        """Give the lower end of the difference that is left where something unseen biased it so much."""
        part = self.of / (self.of + self.other_of)
        spread = self.treated * (1 - self.treated) / self.of + bias**2 * self.others * (1 - self.others) / self.other_of
        left, weight = self.treated - self.others * bias, part + (1 - part) / bias
        mixed = part * (1 - part) / (self.of + self.other_of)
        return left * weight - self.reach * sqrt(spread * weight**2 + left**2 * (1 - 1 / bias) ** 2 * mixed)


def _root(falling: Callable[[float], float], low: float, high: float) -> float:
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


def _turned(turn: Callable[[float], float], ratio: float, low: float | None, high: float | None, true: float) -> Hidden:
    for each in (ratio, low, high, true):
        if each is not None and not 0 < each < inf:
            raise ValueError(f"a ratio of {each:g} is not above nought")
    return e_value(
        turn(ratio), None if low is None else turn(low), None if high is None else turn(high), true=turn(true)
    )


def _strength(ratio: float, true: float) -> float:
    """Give RR + √(RR (RR − 1)) of how far a ratio is from the true one, whichever is larger on top."""
    away = max(ratio / true, true / ratio)
    return away + away * sqrt(max(1 - 1 / away, 0.0))
