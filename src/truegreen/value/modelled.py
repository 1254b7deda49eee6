"""Saves without a hold-out: how many of the treated would have given notice, as the early warning said beforehand.

What was said of each treated account at the end of the month before it entered, held against what came of accounts of
which as much was said and that nobody tried to keep. Accounts are tried when they look worst, and many of them would
have looked better soon anyway (regression to the mean); those that looked as bad and were left alone say how many.

It is no better than the model: what the people knew who chose the accounts, and the model does not, is not in it, were
it in the records or not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log, sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.foretold.calibration import calibration
from truegreen.stats.hazard.discrete import Hazard, hazard
from truegreen.stats.intervals import wilson, z_of
from truegreen.stats.lifetime.fitting import Floats
from truegreen.stats.panel.equations import CONSTANT
from truegreen.stats.panel.links import chance_of
from truegreen.stats.panel.stating import SEEN
from truegreen.stats.validity.student import quantile
from truegreen.value.weighed import lost_share

METHOD: Final = "value.modelled.early_warning"
LIKE: Final = 0.05
"""Share of the treated, those of whom the least was said, that need nobody alike."""
LEAST: Final = 10
"""Treated accounts, and decisions of accounts alike, without which nothing is told."""
ASSUMES: Final = (
    "whoever chose the accounts knew nothing of them that the model does not know",
    "the chance of giving notice is spread evenly over the days for which it was foretold",
    "accounts leave independently of each other",
)


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Months of accounts that nobody tried to keep, with what was said of them and what came.

    Attributes:
        score: (M,) log odds of giving notice, as was said.
        hit: (M,) whether it did.
        account: (M,) whose month it is.
    """

    score: Floats
    hit: Floats
    account: NDArray[np.intp]

    def from_score(self, least: float, most: float) -> Alike:
        """Give those of which so much was said."""
        here = (self.score >= least) & (self.score <= most)
        return Alike(self.score[here], self.hit[here], self.account[here])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Foretold:
    """What chances were worth among accounts like the treated.

    Attributes:
        months, accounts, decided: months of accounts alike, the accounts, and those of them that gave notice.
        slope: of what came on what was said; right at 1.
        in_the_large: how much more came than was said, in log odds; right at 0.
        because: why no chance is told by it; empty where it is.
        fit: what came by what was said, around ``centre``; None where nothing is told.
    """

    months: int
    accounts: int
    decided: int
    slope: Estimate | None = None
    in_the_large: Estimate | None = None
    because: str = ""
    fit: Hazard | None = None
    centre: float = 0.0

    def share(
        self, score: Floats, weights: ArrayLike | None = None, confidence: float = 0.95
    ) -> tuple[float, float, float]:  # fmt: skip
        """Give which share of accounts would have given notice, with the interval that the model's own error leaves.

        Args:
            score: (N,) what was said of them, in log odds.
            weights: (N,) how much each counts; alike if left out.
            confidence: two-sided.

        Raises:
            ValueError: nothing is told.
        """
        if self.fit is None:
            raise ValueError(self.because)
        part = np.ones(len(score)) if weights is None else np.asarray(weights, dtype=np.float64)
        part = part / part.sum()
        away = score - self.centre
        chance = chance_of(self.fit.constant + self.fit.coefficients[0] * away)
        slope = np.array([part @ (chance * (1 - chance)), part @ (chance * (1 - chance) * away)])
        value = float(part @ chance)
        error = sqrt(max(float(slope @ self.fit.covariance @ slope), 0.0)) / (value * (1 - value))
        freedom = max(self.fit.estimates[CONSTANT].effective - 1, 1.0)
        middle, half = log(value / (1 - value)), quantile(confidence, freedom) * error
        low, high = (1 / (1 + exp(-min(max(each, -500.0), 500.0))) for each in (middle - half, middle + half))
        return value, low, high


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """How many of the treated would have given notice, by the model, and how many did.

    Attributes:
        treated, left: accounts of which something had been said, and those of them that gave notice.
        foretold: how many would have, with the interval.
        lift: share that stayed, less the share that would have.
        of_worth: the same of what they are worth; None where nobody knows that.
    """

    treated: int
    left: int
    foretold: tuple[float, float, float]
    lift: Estimate
    of_worth: Estimate | None


def foretold(treated: Floats, alike: Alike) -> Foretold:
    """Say what chances were worth among accounts of which as much was said as of the treated.

    Chances are used only where what came agrees with what was said: the slope's interval holds 1 and that in the large
    holds 0. Then they are set right by what came (Cox 1958), so that the error of this is the model's.

    Args:
        treated: (N,) what was said of the treated, in log odds.
        alike: others, with what came of them.
    """
    if len(treated) < LEAST:
        return Foretold(months=0, accounts=0, decided=0, because=_few(len(treated)))
    near = alike.from_score(float(np.quantile(treated, LIKE)), float(treated.max()))
    accounts, decided = len(np.unique(near.account)), len(np.unique(near.account[near.hit == 1]))
    told = Foretold(months=len(near.hit), accounts=accounts, decided=decided)
    if decided < LEAST:
        because = (
            f"only {decided} of {accounts} accounts of which as much was said, and that nobody tried to keep, gave "
            f"notice; {LEAST} are the least"
        )
        return replace(told, because=because)
    found = calibration(near.score, near.hit, near.account)
    if found is None or found.slope is None or found.in_the_large is None:
        return replace(told, because="nobody can tell whether what was said of accounts like the treated came true")
    told = replace(told, slope=found.slope, in_the_large=found.in_the_large)
    because = _untrue(found.slope, found.in_the_large)
    return replace(told, because=because) if because else _set_right(told, near, float(treated.mean()))


def _few(many: int) -> str:
    return f"early warning had said something of only {many} treated accounts whose time is over; {LEAST} are the least"


def _untrue(slope: Estimate, large: Estimate) -> str:
    """Say in what chances did not come true; empty where nothing speaks against them."""
    figures = f" (slope {slope.value:.2f}, in the large {large.value:+.2f})".replace("-", "−")
    if not slope.low <= 1 <= slope.high:
        how = "bold" if slope.value < 1 else "timid"
        return f"among accounts like the treated, the model's chances were too {how}{figures}"
    if not large.low <= 0 <= large.high:
        how = "more" if large.value > 0 else "fewer"
        return f"among accounts like the treated, {how} gave notice than the model said, beyond chance{figures}"
    return ""


def _set_right(of: Foretold, near: Alike, centre: float) -> Foretold:
    fit = hazard((near.score - centre)[:, None], near.hit, near.account, ("said",))
    if not isinstance(fit, Hazard):
        return replace(of, because=fit.because)
    return replace(of, fit=fit, centre=centre)


def expected(
    of: Foretold, score: Floats, left: ArrayLike, worth: ArrayLike | None = None, confidence: float = 0.95
) -> Expected:  # fmt: skip
    """Say how many of the treated would have given notice, and how many fewer did.

    Args:
        of: what chances were worth; ``because`` must be empty.
        score: (N,) what was said of the treated, in log odds.
        left: (N,) whether each gave notice.
        worth: (N,) what each is worth; NaN or nought says nothing.
        confidence: two-sided.

    Raises:
        ValueError: nothing is told.
    """
    gone = np.asarray(left, dtype=np.float64)
    many, lost = len(gone), float(gone.sum())
    would = of.share(score, None, confidence)
    known = np.zeros(many, dtype=np.bool_) if worth is None else _known(worth)
    of_worth = None
    if known.any():
        value = np.asarray(worth, dtype=np.float64)[known]
        part = lost_share(gone[known], value)
        low, high = wilson(part.share * part.worth, part.worth, confidence)
        of_worth = _apart(
            of.share(score[known], value, confidence), (part.share, low, high), of, len(value), confidence
        )
    return Expected(
        treated=many, left=round(lost), foretold=(many * would[0], many * would[1], many * would[2]),
        lift=_apart(would, (lost / many, *wilson(lost, many, confidence)), of, many, confidence), of_worth=of_worth,
    )  # fmt: skip


def _known(worth: ArrayLike) -> NDArray[np.bool_]:
    value = np.asarray(worth, dtype=np.float64)
    return np.asarray(np.isfinite(value) & (value > 0))


def _apart(
    would: tuple[float, float, float], did: tuple[float, float, float], of: Foretold, many: int, confidence: float
) -> Estimate:
    """Give the share that would have left less that which did, each with its interval (Zou and Donner 2008)."""
    gap = would[0] - did[0]
    below = sqrt((would[0] - would[1]) ** 2 + (did[2] - did[0]) ** 2)
    above = sqrt((would[2] - would[0]) ** 2 + (did[0] - did[1]) ** 2)
    error = (below + above) / 2 / z_of(confidence)
    return Estimate(
        value=gap, error=error, low=gap - below, high=gap + above, count=many, effective=float(min(many, of.decided)),
        smallest=SEEN * error, method=METHOD, confidence=confidence, assumes=ASSUMES,
    )  # fmt: skip
