"""What each signal of a unit says of its level, as a normal curve that stands for its counts.

Counts are not normal, least of all small ones. Expectation propagation (Minka 2001) replaces what each signal says by
the normal curve that gives, among everything else known of the unit, the right mean and spread. It costs about as much
as a Newton step and, unlike one, does not make units with few counts look more alike than they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truegreen.stats.shrinkage.signal import Floats, Kind, Signal

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(11)
BASE = (np.log(WEIGHTS) + NODES**2 / 2)[:, None]


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """What signals say: normal curves, signals × units.

    Attributes:
        precisions: how much each says; 0 where nothing was measured.
        shifts: the level each speaks for, times its precision.
    """

    precisions: Floats
    shifts: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What is known of units.

    Attributes:
        means, variances: of each level, signals × units.
        covariances: of the levels of a unit, signals × signals × units.
        telling: how much a unit tells of the mean of its like, as a precision, signals × signals × units.
    """

    means: Floats
    variances: Floats
    covariances: Floats
    telling: Floats


def first_sites(signals: Sequence[Signal]) -> Sites:
    """Give what each signal says at first sight, half a hit and half a miss added."""
    pairs = [_first(each) for each in signals]
    return Sites(np.array([each[0] for each in pairs]), np.array([each[1] for each in pairs]))


def _first(signal: Signal) -> tuple[Floats, Floats]:
    total, weight = signal.totals, signal.weights
    if signal.kind is Kind.MEAN:
        return weight, total
    if signal.kind is Kind.SHARE:
        share = (total + 0.5) / (weight + 1)
        precision, at = weight * share * (1 - share), np.log(share) - np.log1p(-share)
    else:
        usual = (total.sum() + 0.5) / weight.sum()
        rate = (total + 0.5) / (weight + 0.5 / usual)
        precision, at = weight * rate, np.log(rate)
    return precision, precision * at


def seen(sites: Sites, centres: Floats, covariance: Floats) -> Seen:
    """Give what is known of each unit, from its signals and from how its like are spread.

    Nothing is divided by the covariance, which may be singular: only I + √W Σ √W is inverted, whose eigenvalues are 1
    and more (Rasmussen and Williams 2006, 3.27).

    Args:
        sites: what the signals say.
        centres: the mean of each unit's like, signals × units.
        covariance: of levels within a group, signals × signals.
    """
    size, units = centres.shape
    root = np.sqrt(sites.precisions)
    inner = root[:, None] * covariance[:, :, None] * root
    inner[np.arange(size), np.arange(size)] += 1
    inverse = _inverse(inner)
    telling = root[:, None] * inverse * root
    away = np.divide(sites.shifts, root, out=np.zeros_like(root), where=root > 0) - root * centres
    means = centres + covariance @ (root * np.einsum("iku,ku->iu", inverse, away))
    gain = (covariance @ telling.reshape(size, -1)).reshape(size, size, units)
    covariances = covariance[:, :, None] - np.einsum("iku,kj->iju", gain, covariance, optimize=True)
    variances = _variances(sites.precisions, np.diagonal(covariances).T, np.diagonal(inverse).T)
    covariances[np.arange(size), np.arange(size)] = variances
    return Seen(means, variances, covariances, telling)


def _variances(precisions: Floats, plain: Floats, left: Floats) -> Floats:
    """Give variances; where a signal leaves little of the spread, as (1 − left) / precision, which loses no digits."""
    strong = left < 0.5
    told = (1 - left) / np.where(strong, precisions, 1.0)
    return np.maximum(np.where(strong, told, plain), 1e-300)


def _inverse(matrices: Floats) -> Floats:
    """Invert many positive definite matrices at once, size × size × units (Gauss–Jordan; no pivots are needed)."""
    for k in range(len(matrices)):
        pivot = 1 / matrices[k, k]
        row, column = matrices[k] * pivot, matrices[:, k].copy()
        matrices -= column[:, None] * row
        matrices[k], matrices[:, k] = row, -column * pivot
        matrices[k, k] = pivot
    return matrices


def refined(sites: Sites, signals: Sequence[Signal], known: Seen) -> Sites:
    """Give what each signal says, taken anew so that each unit's mean and spread come out right."""
    parts = zip(signals, sites.precisions, sites.shifts, known.means, known.variances, strict=True)
    pairs = [(w, t) if s.kind is Kind.MEAN else _refined(s, w, t, m, v) for s, w, t, m, v in parts]
    return Sites(np.array([each[0] for each in pairs]), np.array([each[1] for each in pairs]))


def _refined(signal: Signal, precision: Floats, shift: Floats, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Take one signal out of what is known, and put its true chance in, at Gauss–Hermite nodes around the mean."""
    others = 1 / variance - precision
    pull = mean * precision - shift  # of the others, at the mean
    away = np.sqrt(variance) * NODES[:, None]
    chance = BASE + (signal.totals + pull) * away - 0.5 * others * away**2
    chance -= signal.weights * (_potential(signal.kind, mean + away) - _potential(signal.kind, mean))
    chance = np.exp(chance - chance.max(axis=0))
    chance /= chance.sum(axis=0)
    middle = (chance * away).sum(axis=0)
    far = middle**2 > 4 * variance  # the nodes see one side only: go there first, and do not narrow yet
    spread = np.maximum((chance * (away - middle) ** 2).sum(axis=0), np.where(far, variance, variance / 16))
    says = np.maximum(1 / spread - others, 0.0)
    measured = signal.weights > 0
    return np.where(measured, says, 0.0), np.where(measured, mean * says + middle * (others + says) - pull, 0.0)


def _potential(kind: Kind, x: Floats) -> Floats:
    high = np.exp(np.minimum(x, 700.0))
    return np.log1p(high) if kind is Kind.SHARE else high
