"""Links: how a sum of what columns say becomes a chance, and what a hit or a miss says back of that sum."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from truegreen.stats.panel.moments import Floats

STEEP, FAINT, FULL = 300.0, -700.0, 700.0  # beyond, exponentials have no number


class Link(StrEnum):
    """How a sum becomes a chance.

    LOGIT: the sum is the log odds. CLOGLOG: it is the log of the hazard of a time that only looks like months; its
    coefficients are those of a Cox regression (Prentice and Gloeckler 1978).
    """

    LOGIT = "logit"
    CLOGLOG = "cloglog"


def chance_of(sums: Floats, link: Link = Link.LOGIT) -> Floats:
    """Give the chances that sums stand for.

    >>> chance_of(np.array([0.0, 2.0])).round(4).tolist(), chance_of(np.array([0.0]), Link.CLOGLOG).round(4).tolist()
    ([0.5, 0.8808], [0.6321])
    """
    if link is Link.CLOGLOG:
        return np.asarray(-np.expm1(-np.exp(np.clip(sums, FAINT, STEEP))))
    small = np.exp(-np.abs(sums))
    return np.asarray(np.where(sums >= 0, 1.0, small) / (1 + small))


def sum_of(chance: float, link: Link = Link.LOGIT) -> float:
    """Give the sum that a chance between 0 and 1 stands for.

    >>> round(sum_of(0.5), 4), round(sum_of(0.5, Link.CLOGLOG), 4)
    (0.0, -0.3665)
    """
    if link is Link.CLOGLOG:
        return float(np.log(-np.log1p(-chance)))
    return float(np.log(chance) - np.log1p(-chance))


def told(sums: Floats, hits: Floats, link: Link = Link.LOGIT) -> tuple[Floats, Floats, Floats]:
    """Give each row's log likelihood, by how much it grows with the sum, and how much is known of the sum (Fisher)."""
    if link is Link.CLOGLOG:
        hazard = np.exp(np.clip(sums, FAINT, STEEP))
        of_hit = hazard / np.expm1(np.minimum(hazard, FULL))
        height = np.where(hits > 0, np.log(-np.expm1(-hazard)), -hazard)
        return height, np.where(hits > 0, of_hit, -hazard), np.asarray(hazard * of_hit)
    small = np.exp(-np.abs(sums))
    chance = np.where(sums >= 0, 1.0, small) / (1 + small)
    return hits * sums - np.maximum(sums, 0.0) - np.log(1 + small), hits - chance, small / (1 + small) ** 2
