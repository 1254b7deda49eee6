"""The funnel: peers of different size against what they have in common, and who lies beyond what size explains.

With contact-centre numbers size alone explains almost nothing, and plain limits flag everybody; the wider ones add how
much peers differ anyway (Spiegelhalter, Quality and Safety in Health Care 14 (2005) 347–351). Both are shown: whether
that difference is noise or quality is for people to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, sqrt

from truegreen.stats.charts.dispersion import AS_PUBLISHED, Dispersion, Trimming, dispersion
from truegreen.stats.charts.peers import Curve, Funnel, Peer
from truegreen.stats.charts.scales import ARCSINE, LOG, ROOT, Scale
from truegreen.stats.intervals import z_of

CONFIDENCES = (0.95, 0.998)
FEWEST = 5
"""Of fewer peers nobody can say how much peers differ anyway."""
GRID = 100


def share_funnel(
    hits: Sequence[float],
    totals: Sequence[float],
    target: float | None = None,
    trimming: Trimming = AS_PUBLISHED,
) -> Funnel:
    """Hold the shares of peers against each other, on the scale of the arcsine of the root.

    Args:
        hits: per peer.
        totals: rows per peer; a peer without rows stands in the list and is not judged.
        target: the share to hold them against; that of all together if None.
        trimming: how the most extreme peers are kept from widening the limits for themselves.

    Raises:
        ValueError: a peer has more hits than rows, or nobody has rows.

    >>> made = share_funnel([90, 80, 85, 88, 50], [100, 100, 100, 100, 100], target=0.85)
    >>> made.beyond(adjusted=False)
    (4,)
    """
    if any(not 0 <= hit <= total for hit, total in zip(hits, totals, strict=True)):
        raise ValueError("a peer has more hits than rows")
    middle = _pooled(hits, totals) if target is None else target
    if not 0 <= middle <= 1:
        raise ValueError(f"{middle:g} is no share")
    return _funnel(hits, totals, middle, ARCSINE, trimming)


def ratio_funnel(
    observed: Sequence[float],
    expected: Sequence[float],
    target: float = 1.0,
    trimming: Trimming = AS_PUBLISHED,
    *,
    log_scale: bool = False,
) -> Funnel:
    """Hold ratios of observed to expected events against each other, on the scale of the root or the logarithm.

    Args:
        observed: events per peer.
        expected: events per peer by its mix and size; a peer of whom none is expected is not judged.
        target: the ratio to hold them against.
        log_scale: use logarithms; a peer with nothing observed then counts as half an event.
        trimming: as for shares.

    Raises:
        ValueError: a count is below nought, or nothing is expected of anybody.
    """
    if any(not (o >= 0 and e >= 0) for o, e in zip(observed, expected, strict=True)) or not target > 0:
        raise ValueError("observed and expected events and their ratio are not below nought")
    _pooled(observed, expected)
    return _funnel(observed, expected, target, LOG if log_scale else ROOT, trimming)


def _pooled(hits: Sequence[float], totals: Sequence[float]) -> float:
    if not sum(totals) > 0 or not isfinite(sum(totals)):
        raise ValueError("nobody has rows to compare")
    return sum(hits) / sum(totals)


def _funnel(hits: Sequence[float], sizes: Sequence[float], target: float, scale: Scale, trimming: Trimming) -> Funnel:
    middle = scale.there(target)
    judged = [place for place, size in enumerate(sizes) if size > 0]
    errors = {place: scale.error(sizes[place]) for place in judged}
    off = {place: scale.point(hits[place], sizes[place]) - middle for place in judged}
    scores = [off[place] / errors[place] for place in judged]
    spread = dispersion(scores, [*errors.values()], trimming) if len(judged) >= FEWEST else None

    def peer(place: int) -> Peer:
        if place not in off:
            return Peer(value=None, size=sizes[place], z=None, adjusted=None)
        wide = None if spread is None else sqrt(errors[place] ** 2 + spread.variance)
        return Peer(
            value=hits[place] / sizes[place],
            size=sizes[place],
            z=off[place] / errors[place],
            adjusted=None if wide is None else off[place] / wide,
        )

    return Funnel(
        target=target,
        peers=tuple(peer(place) for place in range(len(sizes))),
        dispersion=spread,
        curves=_curves(sizes, target, scale, spread),
        method=scale.method,
    )


def _curves(sizes: Sequence[float], target: float, scale: Scale, spread: Dispersion | None) -> tuple[Curve, ...]:
    grid = _grid([size for size in sizes if size > 0])
    variances = [(False, 0.0)] if spread is None else [(False, 0.0), (True, spread.variance)]
    return tuple(
        _curve(grid, target, scale, confidence, adjusted=adjusted, variance=variance)
        for adjusted, variance in variances
        for confidence in CONFIDENCES
    )


def _curve(
    grid: tuple[float, ...], target: float, scale: Scale, confidence: float, *, adjusted: bool, variance: float
) -> Curve:
    middle, z = scale.there(target), z_of(confidence)
    halves = [z * sqrt(scale.error(size) ** 2 + variance) for size in grid]
    return Curve(
        confidence=confidence,
        adjusted=adjusted,
        sizes=grid,
        lows=tuple(scale.back(middle - half) for half in halves),
        highs=tuple(scale.back(middle + half) for half in halves),
    )


def _grid(sizes: Sequence[float]) -> tuple[float, ...]:
    """Give sizes from the smallest to the largest, evenly spaced by their roots: limits bend where peers are small."""
    low, high = sqrt(min(sizes)), sqrt(max(sizes))
    return tuple((low + (high - low) * step / (GRID - 1)) ** 2 for step in range(GRID)) if high > low else (low**2,)
