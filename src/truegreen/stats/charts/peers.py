"""Peers between limits: the nouns of a funnel, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from truegreen.stats.charts.dispersion import Dispersion
from truegreen.stats.intervals import z_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One point of the funnel.

    Attributes:
        value: its share, or its ratio of observed to expected; None where it has no rows.
        size: its rows, or what was expected of it.
        z: how many standard deviations it lies from the target by its size alone; None as above.
        adjusted: the same, allowing for how much peers differ anyway; None too where they are too few to tell.
    """

    value: float | None
    size: float
    z: float | None
    adjusted: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Two limits as functions of size, ready to be drawn.

    Attributes:
        confidence: share of peers that lie between them where all are alike, two-sided.
        adjusted: whether they allow for how much peers differ anyway.
        sizes, lows, highs: from the smallest to the largest peer.
    """

    confidence: float
    adjusted: bool
    sizes: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Peers between limits.

    Attributes:
        target: the share or ratio peers are held against.
        peers: in the order in which they were given.
        dispersion: how much peers differ beyond their size; None where fewer than five can be compared.
        curves: limits at 95 % and 99.8 %, plain ones and, where they can be had, adjusted ones.
        method, version: which method, and which version of it.
    """

    target: float
    peers: tuple[Peer, ...]
    dispersion: Dispersion | None
    curves: tuple[Curve, ...]
    method: str
    version: int = 1

    def beyond(self, confidence: float = 0.998, *, adjusted: bool = True) -> tuple[int, ...]:
        """Give the places, from nought, of the peers beyond the limits; none where these cannot be had."""
        scores = [peer.adjusted if adjusted else peer.z for peer in self.peers]
        return tuple(place for place, z in enumerate(scores) if z is not None and abs(z) > z_of(confidence))
