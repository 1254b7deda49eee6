"""Bunching: do more cases end just inside a threshold than honest work would have end there?

The density of durations is smooth; a jump at the contract's threshold is work done to it, or written down to it. On
each side the logarithm of binned counts is fitted by a parabola, and the two are compared where they meet (as McCrary
2008, with counts as Poisson's). People also round: to full hours, half days, minutes. Bins hold whole units of
rounding, so each has its heap; where a coarser unit heaps as well, the threshold must stand out among values as round.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.panel.moments import Floats
from truegreen.stats.validity.heaps import heaped
from truegreen.stats.validity.poisson import level, powers, smoothed
from truegreen.stats.validity.student import quantile, tail

AROUND = 3
BINS = 24
FEWEST_BINS = 6
LEAST = 50
ENOUGH = 5000
WIDER = 2.5


@dataclass(frozen=True, slots=True)
class Jump:
    """How much denser it is below a value than above it: difference of logarithms, and its error."""

    value: float
    error: float

    @property
    def z(self) -> float:
        """Give the jump in errors."""
        return self.value / self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class Bunching:
    """Whether cases bunch just inside a threshold.

    Attributes:
        jump: at the threshold.
        z: errors by which it stands out, against smoothness and against every roundness the threshold has.
        p: chance of standing out so far, or farther, where nobody moves cases: one-sided, as only the inside is
            suspect, and by Student's t with as many degrees of freedom as there are peers.
        heaped: the units, finest first, at whose multiples values pile up.
        peers: per such unit too coarse for a bin, how many other round values the threshold was held against.
        moved: how many cases were moved across, if they came from and went to within ``reach``; nothing to be read
            where ``p`` is not small.
        low: the lower end of its 95 % interval.
        high: the upper end.
        reach: how far from the threshold, to either side, cases are thought to be moved.
        count: cases around the threshold.
        width: of a bin.
    """

    jump: Jump
    z: float
    p: float
    heaped: tuple[float, ...]
    peers: tuple[int, ...]
    moved: float
    low: float
    high: float
    reach: float
    count: int
    width: float


def binned(values: ArrayLike, threshold: float, parts: int = 1440, most: float = 8.0) -> Floats:
    """Count values in fine bins that end at parts of the threshold: just at it is inside.

    Args:
        values: (N,) durations, above 0; others and NaN are left out.
        threshold: the contract's.
        parts: bins up to the threshold.
        most: how many thresholds far the bins go.

    >>> binned([0.5, 1, 1.01, 9], 1.0, parts=2, most=2).tolist()
    [1.0, 1.0, 1.0, 0.0]
    """
    figures = np.asarray(values, dtype=np.float64)
    figures = figures[(figures > 0) & (figures <= threshold * most)]
    at = np.ceil(figures / threshold * parts - 1e-9).astype(np.intp) - 1
    return np.bincount(np.maximum(at, 0), minlength=int(parts * most)).astype(np.float64)


def bunching(counts: ArrayLike, threshold: float, parts: int = 1440, reach: float | None = None) -> Bunching | None:
    """Say whether cases bunch just inside a threshold, and how many were moved.

    Args:
        counts: (M,) cases in fine bins of threshold / ``parts`` each, from 0 on, each with its upper end.
        threshold: the contract's; the end of bin number ``parts``.
        parts: bins up to the threshold, best a multiple of how people round: 1,440 for a day in minutes.
        reach: how far cases are thought to be moved; a sixth of the threshold if left out.

    Returns:
        None where there are too few cases around the threshold.

    Raises:
        ValueError: the bins do not reach the threshold, or a count is below 0.
    """
    fine = np.asarray(counts, dtype=np.float64)
    if fine.ndim != 1 or len(fine) <= parts or not (fine >= 0).all():
        raise ValueError(f"{len(fine)} counts in bins of 1/{parts} of the threshold do not reach beyond it")
    units = heaped(fine, parts)
    unit, look = _look(fine, parts, units)
    jump = _jump(fine, parts, look)
    near = fine[max(0, parts - look.reach) : parts + look.reach].sum()
    if jump is None or near < LEAST:
        return None
    coarse = [each for each in units if each > unit]
    peers = {each: _peers(fine, parts, each, look) for each in coarse}
    against = {each: _standing_out(jump, list(found.values())) for each, found in peers.items() if found}
    hardest = min(against, key=against.__getitem__, default=0)
    chances = [tail(z, len(peers[each])) for each, z in against.items()]
    far = max(1, parts // 6 if reach is None else round(reach / threshold * parts))
    moved, error = _moved_beyond(fine, parts, far, look.width, list(peers.get(hardest, {})))
    size, half = threshold / parts, quantile(0.95) * error
    return Bunching(
        jump=jump,
        z=min([jump.z, *against.values()]),
        p=max([tail(jump.z), *chances]),
        heaped=tuple(each * size for each in units),
        peers=tuple(len(each) for each in peers.values()),
        moved=moved,
        low=moved - half,
        high=moved + half,
        reach=far * size,
        count=int(near),
        width=look.width * size,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """How a place is looked at: bins to either side, and their width in fine bins."""

    width: int
    bins: int

    @property
    def reach(self) -> int:
        """Say how far it looks, in fine bins."""
        return self.width * self.bins


def _look(fine: Floats, parts: int, units: list[int]) -> tuple[int, _Look]:
    """Say which unit of rounding bins hold whole, 0 for none, and how to look.

    As far as a third of the threshold, and less with more cases, as errors no longer hide a bend.
    """
    third = max(1, parts // AROUND)
    near = fine[parts - third : parts + third].sum()
    around = max(1, round(third * min(1.0, (ENOUGH / max(near, 1.0)) ** 0.2)))
    unit = max([each for each in units if each * FEWEST_BINS <= third], default=0)
    around = max(around, unit * FEWEST_BINS)
    width = unit * max(1, round(around / BINS / unit)) if unit else max(1, round(around / BINS))
    return unit, _Look(width, max(FEWEST_BINS, around // width))


def _jump(fine: Floats, at: int, look: _Look) -> Jump | None:
    if at - look.reach < 0 or at + look.reach > len(fine):
        return None
    sides = [fine[at - look.reach : at], fine[at : at + look.reach]]
    places = (np.arange(look.bins) + 0.5) / look.bins
    inside, outside = (side.reshape(look.bins, look.width).sum(axis=1) for side in sides)
    below, above = smoothed(inside, places - 1), smoothed(outside, places)
    if below is None:
        return None
    if above is None:
        above = level(outside)
    scatter = max(1.0, (below.excess + above.excess) / (below.freedom + above.freedom))
    error = sqrt(scatter * float(below.covariance[0, 0] + above.covariance[0, 0]))
    return Jump(float(below.coefficients[0] - above.coefficients[0]), error)


def _peers(fine: Floats, parts: int, unit: int, look: _Look) -> dict[int, Jump]:
    """Give the jumps at the other multiples of a unit, as far off as not to see the threshold itself, by place."""
    found = {}
    for at in range(unit, len(fine), unit):
        if abs(at - parts) >= look.reach and fine[max(0, at - look.reach) : at + look.reach].sum() >= LEAST:
            jump = _jump(fine, at, look)
            if jump is not None:
                found[at] = jump
    return found


def _standing_out(jump: Jump, peers: list[Jump]) -> float:
    """Say by how many errors a jump stands out among others, which differ among each other (DerSimonian and Laird)."""
    values, weights = np.array([each.value for each in peers]), np.array([each.error**-2 for each in peers])
    middle = float(weights @ values / weights.sum())
    beyond = float(weights @ (values - middle) ** 2) - (len(peers) - 1)
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    between = max(0.0, beyond / room) if len(peers) > 1 else 0.0
    weights = 1 / (1 / weights + between)
    middle = float(weights @ values / weights.sum())
    return (jump.value - middle) / sqrt(jump.error**2 + between + 1 / float(weights.sum()))


def _moved_beyond(fine: Floats, parts: int, reach: int, width: int, peers: list[int]) -> tuple[float, float]:
    """Give how many cases were moved, beyond the share that piles up at other values as round, and its error."""
    moved, error, usual = _moved(fine, parts, reach, width)
    shares = np.array([found[:2] for found in (_moved(fine, at, reach, width) for at in peers) if found[2] > 0])
    inside = np.array([found[2] for found in (_moved(fine, at, reach, width) for at in peers) if found[2] > 0])
    if not len(inside):
        return moved, error
    heap, doubt = shares[:, 0].sum() / inside.sum(), sqrt(float((shares[:, 1] ** 2).sum())) / inside.sum()
    return moved - float(heap) * usual, sqrt(error**2 + (float(doubt) * usual) ** 2)


def _moved(fine: Floats, parts: int, reach: int, width: int) -> tuple[float, float, float]:
    """Give how many cases were moved, its error, and how many are usual inside.

    It is half of what is too much inside and what is lacking outside. What is usual is a curve through the bins beyond
    reach. Its level falls out of the difference; its slope does not.
    """
    step = min(width, reach)
    inner = max(1, round(reach / step))
    outer = min(max(inner + 4, round(WIDER * inner)), parts // step, (len(fine) - parts) // step)
    if outer < inner + 2:
        return 0.0, inf, 0.0
    counts = fine[parts - outer * step : parts + outer * step].reshape(-1, step).sum(axis=1)
    places = (np.arange(2 * outer) + 0.5) / outer - 1
    usual = np.abs(places) * outer > inner
    curve = smoothed(counts[usual], places[usual])
    if curve is None:
        return 0.0, inf, 0.0
    sides = np.where(usual, 0.0, -np.sign(places)) / 2
    expected = curve.expected(places)
    pull = (sides * expected) @ powers(places, 2)
    scatter = max(1.0, curve.excess / max(1, curve.freedom))
    variance = float(sides**2 @ counts + pull @ curve.covariance @ pull)
    return float(sides @ (counts - expected)), sqrt(scatter * variance), float(expected[sides > 0].sum())
