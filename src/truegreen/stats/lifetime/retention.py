"""How long customers under contract stay: shifted beta-geometric, and beta-discrete-Weibull where that is too plain.

Each customer leaves at every renewal with a chance of its own, spread as a beta curve. Those who leave easily leave
first, so that retention rises with tenure although nobody changes; a constant rate undervalues those who stayed (Fader
and Hardie 2007, “How to project customer retention”). With a shape other than 1 a customer's own chance changes too
(Fader, Hardie, Liu, Davin and Steenburgh 2018, “How to project customer retention revisited”).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.lifetime.fitting import Fitted, Floats, Hill, Top, greatest
from truegreen.stats.lifetime.histories import Thin
from truegreen.stats.lifetime.renewals import Renewals

PLAIN, GENERAL = "shifted beta-geometric, greatest likelihood", "beta-discrete-Weibull, greatest likelihood"
NAMES = ("odds", "likeness", "shape")
FAR = 300.0
"""A logarithm beyond which nothing grows any more."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Retention:
    """How long customers under contract stay.

    Attributes:
        alpha, beta: chances of leaving at the first renewal are spread as a beta curve with mean α/(α+β).
        shape: 1 where a customer's own chance stays as it is; above 1 it grows with tenure, below it falls.
        fitted: on what, and how well these are known; None where they were given.
    """

    alpha: float
    beta: float
    shape: float = 1.0
    fitted: Fitted | None = None
    method: str = PLAIN
    version: int = 1

    def survival(self, renewals: ArrayLike) -> Floats:
        """Give the share of new customers that is still there after so many renewals, S(t).

        Raises:
            ValueError: fewer than no renewals.

        >>> Retention(alpha=0.668, beta=3.806).survival([0, 1, 7]).round(3)
        array([1.   , 0.851, 0.489])
        """
        from scipy.special import betaln

        since = np.asarray(renewals, dtype=np.float64)
        if not np.all((since >= 0) & np.isfinite(since)):
            raise ValueError("there are none or more renewals")
        worn = _worn(since, self.shape)
        return np.asarray(np.exp(betaln(self.alpha, self.beta + worn) - betaln(self.alpha, self.beta)))[()]

    def retention(self, renewal: ArrayLike) -> Floats:
        """Give the chance that a customer who came to a renewal, from 1, stays: S(t)/S(t−1).

        Raises:
            ValueError: a renewal before the first.
        """
        at = _from_the_first(renewal)
        if self.shape == 1.0:
            return np.asarray((self.beta + at - 1) / (self.alpha + self.beta + at - 1))[()]
        return np.asarray(np.exp(_log_kept(at, self.alpha, self.beta, self.shape)))[()]

    def lifetime(self, discount: float) -> float:
        """Give the payments of a new customer, the first today, each later one discounted (DEL).

        Args:
            discount: what one period's wait takes off, above nought: the next payment is worth 1/(1 + discount).

        Raises:
            ValueError: the discount is not above nought.

        >>> round(Retention(alpha=0.668, beta=3.806).lifetime(0.1), 2)
        5.92
        """
        from scipy.special import hyp2f1

        _discounted(discount)
        if self.shape == 1.0:
            closed = float(hyp2f1(1, self.beta, self.alpha + self.beta, 1 / (1 + discount)))
            if isfinite(closed):
                return closed
        return 1.0 + float(self.residual(1, discount)) / (1 + discount)

    def residual(self, renewal: ArrayLike, discount: float) -> Floats:
        """Give the payments of a customer from its next renewal on, that one not discounted (DERL).

        The chance that it leaves at that renewal is counted.

        Args:
            renewal: which one comes next, from 1.
            discount: what one period's wait takes off, above nought.

        Raises:
            ValueError: the discount is not above nought, or a renewal before the first.
        """
        from scipy.special import hyp2f1

        _discounted(discount)
        at = _from_the_first(renewal)
        if self.shape != 1.0:
            return self.within(at, discount, _enough(discount))
        after = hyp2f1(1, self.beta + at, self.alpha + self.beta + at, 1 / (1 + discount))
        if not np.all(np.isfinite(after)):  # the library's function is lost in large numbers, and the sum is not
            return self.within(at, discount, _enough(discount))
        return np.asarray(self.retention(at) * after)[()]

    def within(self, renewal: ArrayLike, discount: float, periods: int) -> Floats:
        """Give the same for so many periods only, the one that begins with the next renewal being the first.

        Args:
            renewal: which one comes next, from 1.
            discount: what one period's wait takes off; nought is allowed here.
            periods: how many are counted.

        Raises:
            ValueError: a renewal before the first, a discount below nought, or fewer than no periods.
        """
        at = _from_the_first(renewal)
        if periods < 0 or not discount >= 0:
            raise ValueError(f"{periods} periods discounted by {discount:g} are none")
        kept, total, worth = np.ones(at.shape), np.zeros(at.shape), 1.0
        for ahead in range(periods):
            kept = kept * self.retention(at + ahead)
            total += worth * kept
            worth /= 1 + discount
        return total[()]


def shifted_beta_geometric(given: Renewals) -> Retention | Thin:
    """Say how long customers under contract stay, each with a chance of leaving of its own that does not change.

    Raises:
        ValueError: the counts are none.
    """
    return _thin(given) or _best(given, lambda at: _plain(given, at), _start(given), PLAIN)


def beta_discrete_weibull(given: Renewals) -> Retention | Thin:
    """Say the same where a customer's own chance of leaving may rise or fall with tenure; it needs more to go by.

    Raises:
        ValueError: the counts are none.
    """
    return _thin(given) or _best(given, lambda at: _general(given, at), np.append(_start(given), 1.0), GENERAL)


def _best(given: Renewals, hill: Hill, start: Floats, method: str) -> Retention:
    """Give the parameters of greatest likelihood."""
    top = greatest(_turned(hill), start, float(given.at_risk.sum()))
    alpha, beta, shape = _told(top.at)
    return Retention(alpha=alpha, beta=beta, shape=shape, fitted=_fitted(top, given), method=method)


def _told(at: Floats) -> tuple[float, float, float]:
    """Give α, β and the shape, from the odds of leaving, α/β, and the likeness of customers, α + β.

    In these the fit is steady where customers are all alike: then only their likeness has no best value.
    """
    odds, likeness = float(at[0]), float(at[1])
    return likeness * odds / (1 + odds), likeness / (1 + odds), float(at[2]) if len(at) > 2 else 1.0


def _turned(hill: Hill) -> Hill:
    """Give the likelihood by odds and likeness, from the one by α and β."""

    def by_odds(at: Floats) -> tuple[float, Floats]:
        alpha, beta, shape = _told(at)
        height, slope = hill(np.array([alpha, beta, shape][: len(at)]))
        odds, likeness = at[:2]
        turn = likeness / (1 + odds) ** 2
        back = [turn * (slope[0] - slope[1]), (odds * slope[0] + slope[1]) / (1 + odds), *slope[2:]]
        return height, np.array(back)

    return by_odds


def _start(given: Renewals) -> Floats:
    return np.array([given.left / given.renewed, 2.0])


def _thin(given: Renewals) -> Thin | None:
    came = int(given.at_risk[0]) if len(given.at_risk) else 0
    because = ""
    if float(given.at_risk.sum()) < 2:
        because = "fewer than two renewals are known"
    elif given.left == 0:
        because = "nobody left, so that nothing says how long anybody stays"
    elif given.renewed == 0:
        because = "everybody left at the first renewal that is known"
    return Thin(because, came, round(given.renewed)) if because else None


def _fitted(top: Top, given: Renewals) -> Fitted:
    odds = float(top.at[0])
    turn = np.eye(len(top.at))
    turn[:2, :2] = [[1 / (1 + odds), 1.0], [-odds / (1 + odds), 1.0]]
    covariance = turn @ np.nan_to_num(top.covariance) @ turn.T  # what ran to the edge does not vary
    edge = tuple(name for name, ran in zip(NAMES, top.edge, strict=False) if ran)
    return Fitted(
        likelihood=top.height, covariance=covariance, edge=edge, customers=round(float(given.at_risk.max())),
        repeats=round(given.renewed), reached=top.reached,
    )  # fmt: skip


def _plain(given: Renewals, at: Floats) -> tuple[float, Floats]:
    """Give the logarithm of the likelihood and its slope, by α and β: (β+t−1)/(α+β+t−1) stay at renewal t."""
    alpha, beta = at
    before = np.arange(len(given.lost), dtype=np.float64)
    stayed = given.at_risk - given.lost
    all_, some = alpha + beta + before, beta + before
    height = given.left * np.log(alpha) + stayed @ np.log(some) - given.at_risk @ np.log(all_)
    together = given.at_risk @ (1 / all_)
    return float(height), np.array([given.left / alpha - together, stayed @ (1 / some) - together])


def _general(given: Renewals, at: Floats) -> tuple[float, Floats]:
    """Give the same with a shape, by α, β and the shape."""
    alpha, beta, shape = (float(each) for each in at)
    renewal = np.arange(1, len(given.lost) + 1, dtype=np.float64)
    log_kept = np.minimum(_log_kept(renewal, alpha, beta, shape), -1e-300)
    stayed = given.at_risk - given.lost
    log_left = np.log(-np.expm1(log_kept))
    pull = stayed - given.lost * np.exp(np.minimum(log_kept - log_left, 700.0))
    slopes = _slopes(renewal, alpha, beta, shape) - _slopes(renewal - 1, alpha, beta, shape)
    return float(stayed @ log_kept + given.lost @ log_left), slopes @ pull


def _log_kept(renewal: Floats, alpha: float, beta: float, shape: float) -> Floats:
    """Give log S(t) − log S(t−1)."""
    from scipy.special import betaln

    after, before = _worn(renewal, shape), _worn(renewal - 1, shape)
    return np.asarray(betaln(alpha, beta + after) - betaln(alpha, beta + before))


def _worn(renewals: Floats, shape: float) -> Floats:
    """Give t^c, as far as there are numbers."""
    return np.asarray(np.exp(np.minimum(shape * np.log(np.maximum(renewals, 1.0)), FAR)) * (renewals > 0))


def _from_the_first(renewal: ArrayLike) -> Floats:
    at = np.asarray(renewal, dtype=np.float64)
    if not np.all((at >= 1) & np.isfinite(at)):
        raise ValueError("renewals are counted from the first")
    return at


def _slopes(renewals: Floats, alpha: float, beta: float, shape: float) -> Floats:
    """Give the slopes of log B(α, β + t^c) by α, β and c, (3, K)."""
    from scipy.special import digamma

    worn = _worn(renewals, shape)
    by_alpha = digamma(alpha) - digamma(alpha + beta + worn)
    by_beta = digamma(beta + worn) - digamma(alpha + beta + worn)
    return np.array([by_alpha, by_beta, by_beta * worn * np.log(np.maximum(renewals, 1.0))])


def _discounted(discount: float) -> None:
    if not discount > 0:
        raise ValueError(f"with a discount of {discount:g} a period, payments for ever have no value")


def _enough(discount: float) -> int:
    """Give how many periods matter to fifteen digits."""
    return min(int(40 / np.log1p(discount)) + 1, 100_000)
