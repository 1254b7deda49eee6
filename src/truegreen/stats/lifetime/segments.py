"""How long customers of several segments stay, where small segments lean on all the others.

Each segment has its own chance of leaving, whose log odds are spread as a bell curve over segments (empirical Bayes, by
Laplace's approximation inside EM); how unlike customers of a segment are among themselves is the same in all. A segment
of ten customers of whom nobody left is not given a chance of nought, but one somewhat below that of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from truegreen.stats.lifetime.fitting import Fitted, Floats
from truegreen.stats.lifetime.histories import Thin
from truegreen.stats.lifetime.renewals import Renewals
from truegreen.stats.lifetime.retention import Retention, shifted_beta_geometric
from truegreen.stats.panel.links import chance_of

METHOD = "shifted beta-geometric by segment, empirical Bayes"
ROUNDS = 200
STEP = 1e-4
LOWEST, HIGHEST = -6.0, 9.0
"""Between which the logarithm of the likeness within a segment, α + β, is looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """How long customers of each segment stay.

    Attributes:
        each: one per segment, in their order.
        all: of all customers together, as if they were one segment.
        spread: standard deviation of the segments' log odds of leaving; nought where there is one segment only.
    """

    each: tuple[Retention, ...]
    all: Retention
    spread: float


def by_segment(given: Sequence[Renewals]) -> Segments | Thin:
    """Say how long customers of each segment stay, or why nobody can tell.

    Args:
        given: the renewals of each segment; some may have none.

    Raises:
        ValueError: there is no segment.
    """
    if not given:
        raise ValueError("there is no segment")
    together = given[0]
    for other in given[1:]:
        together = together + other
    whole = shifted_beta_geometric(together)
    if isinstance(whole, Thin):
        return whole
    if len(given) == 1:
        return Segments((whole,), whole, 0.0)
    return _shrunk(_Table.of(given), whole)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Renewals of segments side by side: (G, K)."""

    at_risk: Floats
    lost: Floats

    @classmethod
    def of(cls, given: Sequence[Renewals]) -> _Table:
        empty = Renewals(*np.zeros((2, max(len(each.lost) for each in given))))
        wide = [each + empty for each in given]
        return cls(np.array([each.at_risk for each in wide]), np.array([each.lost for each in wide]))

    def height(self, odds: Floats, likeness: float) -> Floats:
        """Give the logarithm of each segment's likelihood, (G,)."""
        precision = np.exp(likeness)
        leave = chance_of(odds)
        alpha, beta = precision * leave, precision * (1 - leave)
        before = np.arange(self.lost.shape[1])
        stay = np.log(beta[:, None] + before)
        all_ = np.log(precision + before)
        stayed = self.at_risk - self.lost
        return np.asarray(self.lost.sum(axis=1) * np.log(alpha) + (stayed * stay - self.at_risk * all_).sum(axis=1))

    def bends(self, odds: Floats, likeness: float) -> tuple[Floats, Floats]:
        """Give each segment's slope (G, 2) and curvature (G, 2, 2) by log odds and log likeness, by differences."""
        points = {(i, j): self.height(odds + i * STEP, likeness + j * STEP) for i in (-1, 0, 1) for j in (-1, 0, 1)}
        by_odds, by_like = points[1, 0] - points[-1, 0], points[0, 1] - points[0, -1]
        across = (points[1, 1] - points[1, -1] - points[-1, 1] + points[-1, -1]) / (4 * STEP**2)
        odds_twice = (points[1, 0] - 2 * points[0, 0] + points[-1, 0]) / STEP**2
        like_twice = (points[0, 1] - 2 * points[0, 0] + points[0, -1]) / STEP**2
        curvature = np.stack([np.stack([odds_twice, across], -1), np.stack([across, like_twice], -1)], -2)
        return np.stack([by_odds, by_like], -1) / (2 * STEP), curvature


def _shrunk(table: _Table, whole: Retention) -> Segments:
    """Climb in turns: the segments' odds, their centre and spread, and the likeness within segments."""
    many = len(table.lost)
    odds = np.full(many, np.log(whole.alpha / whole.beta))
    likeness = float(np.clip(np.log(whole.alpha + whole.beta), LOWEST, HIGHEST))
    centre, variance = float(odds[0]), 0.25
    for _ in range(ROUNDS):
        odds = _modes(table, odds, likeness, centre, variance)
        doubt = 1 / (_information(table, odds, likeness)[:, 0, 0] + 1 / variance)
        likeness_now = _likeness(table, odds)
        centre_now = float(odds.mean())
        # one less than there are, since the centre is told from them too
        variance_now = float(np.sum((odds - centre_now) ** 2 + doubt) / (many - 1))
        moved = abs(likeness_now - likeness) + abs(centre_now - centre) + abs(np.log(variance_now / variance))
        likeness, centre, variance = likeness_now, centre_now, max(variance_now, 1e-8)
        if moved < 1e-7:
            break
    return _told(table, whole, odds, likeness, variance)


def _modes(table: _Table, odds: Floats, likeness: float, centre: float, variance: float) -> Floats:
    """Climb to each segment's likeliest odds, leaning on the centre, (G,)."""
    for _ in range(50):
        slope, curvature = table.bends(odds, likeness)
        information = np.maximum(-curvature[:, 0, 0], 0.0) + 1 / variance
        step = np.clip((slope[:, 0] - (odds - centre) / variance) / information, -1.0, 1.0)
        odds = odds + step
        if np.max(np.abs(step)) < 1e-8:
            break
    return odds


def _likeness(table: _Table, odds: Floats) -> float:
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda at: -float(table.height(odds, at).sum()), bounds=(LOWEST, HIGHEST), method="bounded",
        options={"xatol": 1e-8},
    )  # fmt: skip
    return float(found.x)


def _information(table: _Table, odds: Floats, likeness: float) -> Floats:
    """Give what each segment tells of its odds and of the likeness, (G, 2, 2), never less than nothing."""
    held = -table.bends(odds, likeness)[1]
    roots, ways = np.linalg.eigh(held)
    return np.asarray((ways * np.maximum(roots, 0.0)[:, None, :]) @ np.swapaxes(ways, 1, 2))


def _told(table: _Table, whole: Retention, odds: Floats, likeness: float, variance: float) -> Segments:
    information = _information(table, odds, likeness)
    own = information[:, 0, 0] + 1 / variance
    of_likeness = information[:, 1, 1] - information[:, 0, 1] ** 2 / own
    of_centre = 1 / np.sum(1 / (1 / np.maximum(information[:, 0, 0], 1e-9) + variance))
    precision, each = float(np.exp(likeness)), []
    for at, told in enumerate(information):
        together = told + np.diag([1 / variance, max(of_likeness.sum() - of_likeness[at], 1e-9)])
        covariance = np.linalg.inv(together)
        covariance[0, 0] += (1 / variance / own[at]) ** 2 * of_centre
        leave = float(chance_of(odds[at]))
        turn = np.array([[1 - leave, 1.0], [-leave, 1.0]])
        fitted = _fitted(whole, table, at, turn @ covariance @ turn.T)
        each.append(
            Retention(alpha=precision * leave, beta=precision * (1 - leave), fitted=fitted, method=METHOD)
        )  # fmt: skip
    return Segments(tuple(each), whole, float(np.sqrt(variance)))


def _fitted(whole: Retention, table: _Table, at: int, covariance: Floats) -> Fitted | None:
    if whole.fitted is None:
        return None
    renewed = float((table.at_risk[at] - table.lost[at]).sum())
    return replace(
        whole.fitted, covariance=covariance, edge=(), customers=round(float(table.at_risk[at].max(initial=0))),
        repeats=round(renewed),
    )  # fmt: skip
