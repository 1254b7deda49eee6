"""What is known of each unit in the end, with the doubt of its group's mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.shrinkage.rounds import Fit, Groups, inverted, parts
from truegreen.stats.shrinkage.signal import Floats, Signal
from truegreen.stats.shrinkage.sites import Sites, seen


def settled(fit: Fit, signals: Sequence[Signal], group: Groups) -> tuple[Floats, Floats]:
    """Give mean and variance of each unit's levels under a fit, signals × units each.

    The variance holds the doubt of the group's own mean, which is told by its units only (Morris 1983); it is infinite
    where no unit of a group has the signal.
    """
    size = len(signals)
    told = np.zeros((fit.centres.shape[1], size, size))
    said = []
    for part, sites, known in parts(fit, signals, group, sweeps=2):
        np.add.at(told, group[part], np.moveaxis(known.telling, -1, 0))
        said.append((part, sites))
    doubts = inverted(told)
    asked = np.stack([np.bincount(group, each.weights > 0, fit.centres.shape[1]) for each in signals])
    whole = [_with_doubt(fit, sites, group[part], doubts, asked == 0) for part, sites in said]
    means, variances = zip(*whole, strict=True)
    return np.concatenate(means, axis=1), np.concatenate(variances, axis=1)


def _with_doubt(
    fit: Fit, sites: Sites, group: Groups, doubts: Floats, silent: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Add what a unit takes over of its group's doubt: all of it if it tells nothing itself."""
    known = seen(sites, fit.centres[:, group], fit.covariance)
    taken = -np.einsum("ik,kju->uij", fit.covariance, known.telling)
    taken += np.eye(len(fit.covariance))
    doubt = np.einsum("uij,ujk,uik->iu", taken, doubts[group], taken, optimize=True)
    return known.means, np.where(silent[:, group], np.inf, known.variances + np.maximum(doubt, 0.0))
