"""Over-dispersion: how much peers differ beyond what their size explains.

The additive variance τ² of DerSimonian and Laird, from scores whose ends are drawn in or left out so that the worst
do not widen the limits for themselves (Spiegelhalter 2005; Spiegelhalter and others, JRSS A 175 (2012) 1–47).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, floor, pi, sqrt
from statistics import NormalDist


class Trim(StrEnum):
    """What happens to the scores at the ends before their spread is measured."""

    WINSOR = "drawn in to the quantiles"
    TRUNCATE = "left out"
    NONE = "taken as they are"


@dataclass(frozen=True, slots=True)
class Trimming:
    """How the most extreme peers are kept from widening the limits for themselves.

    As published, φ is measured on scores whose ends are drawn in, and so comes out too small: normal scores of spread
    1 give 0.68, with the ends left out 0.44. Limits are then too narrow: of peers that differ at random 1.6 % lie
    beyond the limits meant for 0.2 % (with the ends left out 4 %). ``consistent`` divides by that factor: 0.4 %.

    Attributes:
        trim: what happens to the scores at the ends.
        share: of the peers at each end, below a half.
        consistent: whether to undo what that does to normal scores.
    """

    trim: Trim = Trim.WINSOR
    share: float = 0.1
    consistent: bool = False


AS_PUBLISHED = Trimming()
HONEST = Trimming(consistent=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispersion:
    """How much peers differ.

    Attributes:
        ratio: mean square of the scores, φ: 1 where size explains all.
        variance: of peers on the funnel's scale beyond their chance errors, τ²; nought where size explains all.
        peers: how many the two are made of.
        trimming: what was done to the ends.
    """

    ratio: float
    variance: float
    peers: int
    trimming: Trimming


def dispersion(scores: Sequence[float], errors: Sequence[float], trimming: Trimming = AS_PUBLISHED) -> Dispersion:
    """Give φ and τ² of peers: τ² = (Iφ − (I − 1))/(Σw − Σw²/Σw), w = 1/error², and not below nought.

    Args:
        scores: distance of each peer from the target in its own standard errors.
        errors: these standard errors.
        trimming: what happens to the scores at the ends.

    Raises:
        ValueError: there is no score, or half of them are to be trimmed at each end.
    """
    if len(scores) == 0 or not 0 <= trimming.share < 0.5:
        raise ValueError(f"{len(scores)} peers with {trimming.share:g} trimmed at each end tell nothing")
    kept = _trimmed(list(zip(scores, errors, strict=True)), trimming)
    count = len(kept)
    ratio = sum(score**2 for score, _ in kept) / count / (_normal_ratio(trimming) if trimming.consistent else 1)
    weights = [1 / error**2 for _, error in kept]
    room = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    variance = max(0.0, (count * ratio - (count - 1)) / room) if count > 1 else 0.0
    return Dispersion(ratio=ratio, variance=variance, peers=count, trimming=trimming)


def _trimmed(pairs: list[tuple[float, float]], trimming: Trimming) -> list[tuple[float, float]]:
    if trimming.trim is Trim.WINSOR:
        scores = sorted(score for score, _ in pairs)
        low, high = _quantile(scores, trimming.share), _quantile(scores, 1 - trimming.share)
        return [(min(max(score, low), high), error) for score, error in pairs]
    if trimming.trim is Trim.TRUNCATE and trimming.share > 0:
        groups = 1 / trimming.share
        places = (floor(_rank(pairs, score) * groups / (len(pairs) + 1)) for score, _ in pairs)
        return [pair for pair, place in zip(pairs, places, strict=True) if 0 < place < groups - 1]
    return pairs


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Give the quantile between the two values around it (type 7 of Hyndman and Fan)."""
    place = (len(ordered) - 1) * share
    low = min(floor(place), len(ordered) - 2) if len(ordered) > 1 else 0
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def _rank(pairs: Sequence[tuple[float, float]], score: float) -> float:
    """Give the rank of a score, equal ones sharing theirs."""
    return sum(other < score for other, _ in pairs) + (sum(other == score for other, _ in pairs) + 1) / 2


def _normal_ratio(trimming: Trimming) -> float:
    """Give the mean square of normal scores once their ends are trimmed."""
    if trimming.trim is Trim.NONE or trimming.share == 0:
        return 1.0
    end = NormalDist().inv_cdf(1 - trimming.share)
    inner = 1 - 2 * trimming.share - 2 * end * exp(-(end**2) / 2) / sqrt(2 * pi)
    return inner + 2 * trimming.share * end**2 if trimming.trim is Trim.WINSOR else inner / (1 - 2 * trimming.share)
