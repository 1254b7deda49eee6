"""The share of worth that stayed: how much more of what accounts are worth is still there because somebody tried.

Few accounts are worth most. Who counts accounts says how many stayed; what it is worth depends on which. Each account
counts by its own worth, treated and held out, among accounts of like worth, so that chance cannot put all large ones
into one arm. What is held out is worth as many accounts as alike ones would have to be (Kish 1965; Korn and Graubard
1998, where large and small ones leave unlike): six accounts of which one is worth more than the others together are
worth two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.intervals import z_of
from truegreen.stats.lifetime.fitting import Floats
from truegreen.stats.panel.stating import SEEN
from truegreen.stats.two_shares import newcombe
from truegreen.stats.validity.response import effective_of

METHOD: Final = "value.weighed.by_worth"
GROUPS: Final = 5
"""Groups of like worth, at most."""
LEAST: Final = 5
"""Held-out accounts that each group needs."""
ASSUMES: Final = ("chance alone decided who was held out", "accounts leave independently of each other")
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How much more of what accounts are worth stayed.

    Attributes:
        share: of worth, the treated less the held out; ``effective`` is how many alike accounts the held out are worth.
        groups: of like worth, in which they were compared.
        held_out: accounts held out.
        largest: share of the held-out worth that is one account's.
    """

    share: Estimate
    groups: int
    held_out: int
    largest: float


@dataclass(frozen=True, slots=True)
class Part:
    """The share of an arm's worth that was lost, and as how many alike accounts it counts."""

    share: float
    worth: float


def by_worth(treated: ArrayLike, lost: ArrayLike, worth: ArrayLike, confidence: float = 0.95) -> Weighed | None:
    """Give how much more of the treated accounts' worth stayed than of those held out, each counting by its own.

    Args:
        treated: (N,) whether somebody tried to keep it; otherwise it was held out by chance.
        lost: (N,) how much of it was lost: 1 who left, 0 who stayed, or a part.
        worth: (N,) what each is worth, above nought; others say nothing.
        confidence: two-sided.

    Returns:
        None where an arm has nobody of known worth.

    Raises:
        ValueError: shapes differ, or more than all of an account was lost.

    >>> found = by_worth([1, 1, 1, 0, 0, 0], [0, 0, 1, 0, 1, 1], [1, 1, 2, 1, 1, 2])
    >>> found.share.value, round(found.share.effective, 2), found.largest
    (0.25, 2.67, 0.5)
    """
    arm, gone, value = (np.asarray(each, dtype=np.float64) for each in (treated, lost, worth))
    if arm.ndim != 1 or not arm.shape == gone.shape == value.shape or not ((gone >= 0) & (gone <= 1)).all():
        raise ValueError(f"arms, losses and worth do not fit: {arm.shape}, {gone.shape}, {value.shape}")
    known = np.isfinite(value) & (value > 0)
    arm, gone, value = arm[known] == 1, gone[known], value[known]
    if not arm.any() or arm.all():
        return None
    places = _groups(arm, value)
    held_out = value[~arm]
    return Weighed(
        share=_added([*_compared(arm, gone, value, places, confidence)], held_out, len(value), confidence),
        groups=int(places.max()) + 1,
        held_out=len(held_out),
        largest=float(held_out.max() / held_out.sum()),
    )


def lost_share(lost: ArrayLike, worth: ArrayLike) -> Part:
    """Give the share of accounts' worth that was lost; they count as the fewest alike accounts that would err so much.

    Args:
        lost: (N,) how much of each was lost.
        worth: (N,) what each is worth.
    """
    gone, value = np.asarray(lost, dtype=np.float64), np.asarray(worth, dtype=np.float64)
    share = float(value @ gone / value.sum())
    alike = effective_of(value)
    around = value * (gone - share)
    variance = float(around @ around) * len(value) / max(len(value) - 1, 1) / value.sum() ** 2
    if variance > 0 and 0 < share < 1:
        alike = min(alike, share * (1 - share) / variance)
    return Part(min(share, 1.0), max(alike, 1.0))


def _groups(arm: Flags, worth: Floats) -> NDArray[np.intp]:
    """Put accounts into as many groups of like worth as leave each with enough of both arms, (N,)."""
    for many in range(GROUPS, 1, -1):
        ends = np.quantile(worth, np.arange(1, many) / many)
        places = np.digitize(worth, ends).astype(np.intp)
        counts = np.stack([np.bincount(places[side], minlength=many) for side in (arm, ~arm)])
        if counts.min() >= LEAST:
            return places
    return np.zeros(len(worth), dtype=np.intp)


def _compared(
    arm: Flags, lost: Floats, worth: Floats, places: NDArray[np.intp], confidence: float
) -> Iterator[tuple[float, float, float, float]]:
    """Give each group's part of the treated worth, how much more of it stayed, from and to."""
    whole = float(worth[arm].sum())
    for place in range(int(places.max()) + 1):
        here = places == place
        held, tried = (lost_share(lost[here & side], worth[here & side]) for side in (~arm, arm))
        low, high = newcombe(held.share * held.worth, held.worth, tried.share * tried.worth, tried.worth, confidence)
        yield float(worth[arm & here].sum()) / whole, held.share - tried.share, low, high


def _added(parts: list[tuple[float, float, float, float]], held_out: Floats, count: int, confidence: float) -> Estimate:
    """Add up groups; what each errs by to either side is independent of the others (Zou and Donner 2008)."""
    value = sum(part * gap for part, gap, _, _ in parts)
    below = sqrt(sum((part * (gap - low)) ** 2 for part, gap, low, _ in parts))
    above = sqrt(sum((part * (high - gap)) ** 2 for part, gap, _, high in parts))
    error = (below + above) / 2 / z_of(confidence)
    return Estimate(
        value=value, error=error, low=max(value - below, -1.0), high=min(value + above, 1.0), count=count,
        effective=effective_of(held_out), smallest=SEEN * error, method=METHOD,
        confidence=confidence, assumes=ASSUMES,
    )  # fmt: skip
