"""Several signals at once: what is true of each unit, told from all its signals and from how units are spread.

One month's survey says too little of a cell. Its earlier months, its repeat contacts and its escalations say more, if
it is learned, not assumed, how far they go together. The levels of a unit's signals (log-odds of shares, logarithms of
rates) are normal about the mean of its group, with one covariance for all. Months before enter as further signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.shrinkage.doubt import settled
from truegreen.stats.shrinkage.rounds import after, moved, start
from truegreen.stats.shrinkage.signal import Floats, Kind, Signal, level

METHOD, VERSION = "logit-normal empirical Bayes, PX-EM with expectation propagation", 1


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """What is true of each unit, as far as all its signals tell.

    Attributes:
        names, kinds: the signals, in the order of every array.
        means, errors: level of each unit and signal and its standard deviation, units × signals.
        centres: mean level of each group, groups × signals.
        groups: which row of ``centres`` a unit belongs to.
        covariance: of levels within a group, signals × signals.
        iterations: how many rounds were needed.
        converged: whether the last round moved nothing by more than was asked.
        dropped: signals left out because no unit has them.
        pooled: how many groups were too small for a mean of their own and share one.
    """

    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    means: Floats
    errors: Floats
    centres: Floats
    groups: NDArray[np.intp]
    covariance: Floats
    iterations: int
    converged: bool
    dropped: tuple[str, ...]
    pooled: int
    method: str = METHOD
    version: int = VERSION

    @property
    def correlations(self) -> Floats:
        """Give how far signals go together within a group; 0 where a signal does not differ between units."""
        spread = np.sqrt(np.diagonal(self.covariance))
        both = np.outer(spread, spread)
        return np.asarray(np.divide(self.covariance, both, out=np.zeros_like(both), where=both > 0))

    def below(self, bound: ArrayLike, signal: str | None = None) -> Floats:
        """Give the chance that each unit's true share, rate or mean lies below a bound.

        Args:
            bound: in the signal's own unit (0.75 for 75 %); one for all, or one per unit.
            signal: which; the first one if left out.

        Raises:
            ValueError: there is no such signal, or the bound is no share or rate.
        """
        from scipy.special import ndtr

        which = 0 if signal is None else self.names.index(signal) if signal in self.names else -1
        if which < 0:
            raise ValueError(f"{signal} is none of {', '.join(self.names)}")
        return np.asarray(ndtr((level(self.kinds[which], bound) - self.means[:, which]) / self.errors[:, which]))


def joint(
    signals: Sequence[Signal],
    groups: ArrayLike | None = None,
    *,
    fewest: int = 30,
    most: int = 40,
    close: float = 1e-3,
) -> Joint:
    """Give what is true of each unit from all its signals.

    The covariance is that of greatest likelihood, found by PX-EM (Liu, Rubin and Wu 1998), whose rounds are few even
    where units hardly differ; within a round each unit's levels come by expectation propagation (Minka 2001).

    Args:
        signals: one or more, all of the same units in the same order; the first is the one that is asked about.
        groups: the kind of work of each unit (contact type × segment), any labels; units are compared within it.
        fewest: groups with fewer units share one mean.
        most: rounds at most.
        close: it has converged when no standard deviation and no centre moves by more log-odds than this (or more of
            their own spread, for means).

    Raises:
        ValueError: there are no units, units do not match, two signals share a name, or nothing was measured at all.
    """
    heard, dropped = _heard(signals)
    group, pooled = _grouped(groups, heard[0].totals.size, fewest)
    fit = after(start(heard, group), heard, group, sweeps=3)
    rounds, far = 1, np.inf
    while rounds < most and far > close:
        before, fit = fit, after(fit, heard, group)
        rounds, far = rounds + 1, moved(before, fit, heard)
    means, variances = settled(fit, heard, group)
    return Joint(
        names=tuple(each.name for each in heard),
        kinds=tuple(each.kind for each in heard),
        means=means.T,
        errors=np.sqrt(variances).T,
        centres=fit.centres.T,
        groups=group,
        covariance=fit.covariance,
        iterations=rounds,
        converged=far <= close,
        dropped=dropped,
        pooled=pooled,
    )


def _heard(signals: Sequence[Signal]) -> tuple[list[Signal], tuple[str, ...]]:
    """Give the signals that were measured on any unit, and the names of the others."""
    names = [each.name for each in signals]
    sizes = {each.totals.size for each in signals}
    if len(set(names)) < len(names):
        raise ValueError(f"two signals share a name: {', '.join(names)}")
    if len(sizes) != 1 or not max(sizes):
        raise ValueError("every signal needs the same units, and at least one")
    heard = [each for each in signals if each.weights.any()]
    if not signals[0].weights.any():
        raise ValueError(f"{names[0]} was measured on no unit")
    return heard, tuple(each.name for each in signals if not each.weights.any())


def _grouped(groups: ArrayLike | None, units: int, fewest: int) -> tuple[NDArray[np.intp], int]:
    """Number the groups; small ones share a number, and join the largest if they are few even together."""
    if groups is None:
        return np.zeros(units, dtype=np.intp), 0
    labels, group, sizes = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    if group.shape != (units,):
        raise ValueError(f"{group.size} groups were given for {units} units")
    small = sizes < fewest
    large = np.flatnonzero(~small)
    number = np.zeros(labels.size, dtype=np.intp)
    number[large] = np.arange(large.size)
    alone = sizes[small].sum() >= fewest or not large.size
    number[small] = large.size if alone else number[np.argmax(sizes)]
    return number[group], int(small.sum())
