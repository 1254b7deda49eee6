"""Calibration: whether of those told one in ten, one in ten did.

The log odds of what happened are a + b times those that were foretold (Cox 1958). ``b`` is the slope, below 1 where
chances were too bold; with b held at 1, ``a`` is calibration in the large, above 0 where more happened than foretold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.hazard.discrete import Hazard, hazard
from truegreen.stats.panel.equations import CONSTANT
from truegreen.stats.panel.links import chance_of
from truegreen.stats.panel.stating import stated

Floats = NDArray[np.float64]
ASSUMES = ("accounts are independent of each other",)
FARTHEST = 20.0
"""Log odds beyond which a chance is not told from 0 or 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How chances stood to what happened.

    Attributes:
        constant, slope: a and b; None where they cannot be told. The p of the slope is that of one.
        in_the_large: a where b is 1; None where nobody, or everybody, was a hit.
        brier: mean squared error of the chances.
    """

    constant: Estimate | None
    slope: Estimate | None
    in_the_large: Estimate | None
    brier: Estimate


def calibration(scores: ArrayLike, hits: ArrayLike, clusters: ArrayLike) -> Calibration | None:
    """Say how well chances fared.

    Args:
        scores: (N,) log odds that were foretold; NaN leaves a row out.
        hits: (N,) 0 or 1.
        clusters: (N,) whose row it is: the account.

    Returns:
        None with rows of fewer than two clusters.

    Raises:
        ValueError: shapes differ, or a hit is neither 0 nor 1.
    """
    score, hit, who = np.asarray(scores, dtype=np.float64), np.asarray(hits, dtype=np.float64), np.asarray(clusters)
    if score.ndim != 1 or not score.shape == hit.shape == who.shape or not np.isin(hit, (0, 1)).all():
        raise ValueError(f"scores, hits and clusters do not fit: {score.shape}, {hit.shape}, {who.shape}")
    known = ~np.isnan(score)
    score, hit, who = np.clip(score[known], -FARTHEST, FARTHEST), hit[known], who[known]
    if len(np.unique(who)) < 2:
        return None
    moved = hazard(score[:, None], hit, who, ("foretold",)) if np.ptp(score) > 0 else None
    large = hazard(np.empty((len(hit), 0)), hit, who, (), offset=score)
    return Calibration(
        constant=moved.estimates[CONSTANT] if isinstance(moved, Hazard) else None,
        slope=_against_one(moved.estimates["foretold"]) if isinstance(moved, Hazard) else None,
        in_the_large=large.estimates[CONSTANT] if isinstance(large, Hazard) else None,
        brier=mean((chance_of(score) - hit) ** 2, who, "foretold.brier"),
    )


def _against_one(slope: Estimate) -> Estimate:
    """Give the slope with the chance of so much where it is one."""
    freedom = max(slope.effective - 1, 1.0)
    shifted = stated(slope.value - 1, slope.error, freedom=freedom, count=0, effective=0, method="", assumes=())
    return replace(slope, p=shifted.p)


def mean(values: ArrayLike, clusters: ArrayLike, method: str = "foretold.mean") -> Estimate:
    """Give the mean of rows that come in clusters, with an error that knows them.

    Raises:
        ValueError: there are fewer than two clusters, or shapes differ.
    """
    held, who = np.asarray(values, dtype=np.float64), np.asarray(clusters)
    names, codes = np.unique(who, return_inverse=True)
    if held.shape != who.shape or len(names) < 2:
        raise ValueError(f"{held.shape} values of {len(names)} clusters have no mean with an error")
    middle = float(held.mean())
    rest = np.bincount(codes, held - middle)
    error = float(np.sqrt(rest @ rest * len(names) / (len(names) - 1)) / len(held))
    worth = float(np.var(held) / error**2) if error > 0 else float(len(names))
    return stated(middle, error, freedom=len(names) - 1, count=len(held), effective=worth, method=method,
                  assumes=ASSUMES)  # fmt: skip


def mean_over_time(values: ArrayLike, overlap: int, method: str = "foretold.over_time") -> Estimate | None:
    """Give the mean of a series of moments, each of which shares what it looks at with so many before it.

    The error adds up what neighbours share, with Bartlett's weights (Newey and West 1987), and is never below the one
    that takes moments for independent.

    Args:
        values: (M,) in order of time; NaN is none.
        overlap: moments on either side that share something; 0 for none.
        method: what the estimate is called.

    Returns:
        None with fewer than three values.
    """
    held = np.asarray(values, dtype=np.float64)
    held = held[~np.isnan(held)]
    many = len(held)
    if many < 3:
        return None
    rest = held - held.mean()
    plain = float(rest @ rest) / many
    shared = sum(2 * (1 - lag / (overlap + 1)) * float(rest[lag:] @ rest[:-lag]) / many
                 for lag in range(1, min(overlap, many - 1) + 1))  # fmt: skip
    variance = max(plain, plain + shared) * many / (many - 1)
    worth = max(many * plain / max(plain, plain + shared), 2.0) if plain > 0 else float(many)
    return stated(float(held.mean()), float(np.sqrt(variance / many)), freedom=worth - 1, count=many, effective=worth,
                  method=method, assumes=("moments further apart are independent of each other",))  # fmt: skip
