"""Worlds with a known truth, in the sizes of the user's own cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.shrinkage.signal import Floats, Kind, level, natural

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Proxy:
    """A further signal of the same month, such as the share of repeat contacts.

    Attributes:
        counts: per cell.
        usual: its usual share.
        goes_with: its correlation with this month's quality; below 0 where more of it is worse.
    """

    counts: Floats
    usual: float
    goes_with: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Layout:
    """What the user has: how many answers each cell has, in which signals.

    Attributes:
        now: this month's answers per cell.
        before: those of the months before, the latest first.
        proxies: further signals of this month.
        groups: the kind of work of each cell; None if all are of one.
        bound: the share below which a cell is bad; one for all, or one per cell.
    """

    now: Floats
    before: Sequence[Floats] = ()
    proxies: Sequence[Proxy] = ()
    groups: NDArray[np.generic] | None = None
    bound: float | Floats = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is planted.

    Attributes:
        share: of cells that are bad; 0 plants nothing, and None leaves it to the spread of all cells.
        bad: true share of a usual bad cell.
        good: true share of a usual good cell.
        spread: standard deviation of log-odds among good cells, and among bad ones.
        lasting: correlation of a cell's quality from one month to the next.
        mix: standard deviation of log-odds between groups.
    """

    share: float | None = 0.06
    bad: float = 0.60
    good: float = 0.87
    spread: float = 0.35
    lasting: float = 0.9
    mix: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What a method may see of a world: hits and counts, signals × cells; groups and bounds of the cells."""

    hits: Floats
    counts: Floats
    groups: NDArray[np.generic] | None
    bound: Floats


def drawn(layout: Layout, plan: Plan, random: np.random.Generator) -> tuple[Shown, Bools]:
    """Draw a world: what is seen of it, and which cells are truly bad this month.

    What a cell is above or below the usual lasts, and wears off from month to month.

    Raises:
        ValueError: the plan contradicts itself or the layout, or signals have not the same cells.
    """
    _checked(layout, plan)
    cells = layout.now.size
    bound = np.broadcast_to(np.asarray(layout.bound, dtype=np.float64), (cells,))
    usual = level(Kind.SHARE, plan.good) + _mixed(layout, plan, random)
    now, bad = _now(usual, level(Kind.SHARE, bound), plan, random)
    levels, kept = [now], 1.0
    for _ in layout.before:
        kept *= plan.lasting
        levels.append(usual + kept * (now - usual) + plan.spread * sqrt(1 - kept**2) * random.normal(size=cells))
    for each in layout.proxies:
        together = each.goes_with * (now - usual) / plan.spread
        own = sqrt(1 - each.goes_with**2) * random.normal(size=cells)
        levels.append(level(Kind.SHARE, each.usual) + plan.spread * (together + own))
    counts = np.stack([layout.now, *layout.before, *(each.counts for each in layout.proxies)])
    whole = np.round(counts).astype(np.int64)
    hits = random.binomial(whole, natural(Kind.SHARE, np.stack(levels)))
    return Shown(hits.astype(np.float64), whole.astype(np.float64), layout.groups, bound), bad


def _checked(layout: Layout, plan: Plan) -> None:
    cells = {each.size for each in (layout.now, *layout.before, *(proxy.counts for proxy in layout.proxies))}
    if len(cells) != 1 or not max(cells):
        raise ValueError("every signal needs the same cells, and at least one")
    bound = np.asarray(layout.bound, dtype=np.float64)
    if plan.share is not None and not (np.all(plan.bad < bound) and np.all(bound < plan.good)):
        raise ValueError("usual bad cells lie below the bound, and usual good ones above it")
    if plan.spread <= 0 or not 0 <= plan.lasting <= 1 or not (plan.share is None or 0 <= plan.share <= 1):
        raise ValueError("the spread is above 0, and the shares of bad cells and of what lasts lie between 0 and 1")


def _mixed(layout: Layout, plan: Plan, random: np.random.Generator) -> Floats:
    """Give how far each cell's kind of work lies from the others."""
    if layout.groups is None:
        return np.zeros(layout.now.size)
    labels, group = np.unique(layout.groups, return_inverse=True)
    return np.asarray(plan.mix * random.normal(size=labels.size)[group])


def _now(usual: Floats, bound: Floats, plan: Plan, random: np.random.Generator) -> tuple[Floats, Bools]:
    """Draw this month's quality: of good cells at or above the bound, of bad ones below it."""
    from scipy.special import ndtr, ndtri

    if plan.share is None:
        now = usual + plan.spread * random.normal(size=usual.size)
        return now, now < bound
    bad = random.random(usual.size) < plan.share
    centre = usual + np.where(bad, level(Kind.SHARE, plan.bad) - level(Kind.SHARE, plan.good), 0.0)
    below = ndtr((bound - centre) / plan.spread)
    chance = random.random(usual.size)
    chance = np.where(bad, chance * below, below + chance * (1 - below))
    now = centre + plan.spread * ndtri(np.clip(chance, 1e-12, 1 - 1e-12))
    return np.where(bad, np.minimum(now, np.nextafter(bound, -np.inf)), np.maximum(now, bound)), bad
