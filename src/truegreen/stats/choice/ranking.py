"""Rankings by many criteria: a weighted sum, distance from the best (TOPSIS), and outranking (PROMETHEE)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Scored = Callable[[Floats, Floats], Floats]
"""Takes scores (alternatives × criteria) and weights, and gives what each alternative comes to: more is better.

It takes many tables at once as well: whatever stands before alternatives × criteria stands before the answer too.
"""


def weighted(scores: npt.ArrayLike, weights: npt.ArrayLike) -> Floats:
    """Give the weighted sum of scores that are on one scale; weights need not sum to 1."""
    counted = np.asarray(weights, float)
    shares = counted / counted.sum(axis=-1, keepdims=True)
    return np.asarray(np.einsum("...ac,...c->...a", np.asarray(scores, float), shares))


def nearness(scores: npt.ArrayLike, weights: npt.ArrayLike, *, more_is_better: Sequence[bool] | None = None) -> Floats:
    """Give how near each alternative is to the best of all and far from the worst, from 0 to 1 (TOPSIS).

    Each criterion is divided by the length of its column (Hwang and Yoon 1981), not stretched from 0 to 1: that alone
    can change who comes third.

    Args:
        scores: alternatives × criteria.
        weights: of the criteria.
        more_is_better: for each criterion; all, if nothing is said.

    >>> fighters = [[2.0, 1500, 20000, 5.5, 5, 9], [2.5, 2700, 18000, 6.5, 3, 5],
    ...             [1.8, 2000, 21000, 4.5, 7, 7], [2.2, 1800, 20000, 5.0, 5, 5]]
    >>> nearness(fighters, [0.2, 0.1, 0.1, 0.1, 0.2, 0.3],
    ...          more_is_better=[True, True, True, False, True, True]).round(4).tolist()
    [0.6433, 0.2684, 0.6135, 0.3123]
    """
    table, counted = np.asarray(scores, float), np.asarray(weights, float)
    length = np.sqrt((table**2).sum(axis=-2, keepdims=True))
    scaled = np.divide(table, length, out=np.zeros_like(table), where=length > 0)
    scaled = scaled * (counted / counted.sum(axis=-1, keepdims=True))[..., None, :]
    better = np.ones(table.shape[-1], bool) if more_is_better is None else np.asarray(more_is_better, bool)
    most, least = scaled.max(axis=-2, keepdims=True), scaled.min(axis=-2, keepdims=True)
    from_best, from_worst = (
        np.sqrt(((scaled - np.where(better, *ends)) ** 2).sum(axis=-1)) for ends in ((most, least), (least, most))
    )
    whole = from_best + from_worst
    return np.asarray(np.divide(from_worst, whole, out=np.full(whole.shape, 0.5), where=whole > 0))


@dataclass(frozen=True, slots=True)
class Preference:
    """When a difference counts: how strongly one is preferred that is so much better (Brans and others, 1986).

    Attributes:
        kind: ``usual`` (any difference counts), ``u`` (above ``q``), ``v`` (more and more, up to ``p``), ``level``
            (half above ``q``, wholly above ``p``), ``linear`` (more and more from ``q`` to ``p``), ``gaussian``.
        q: a difference that is nothing: at least what measuring twice differs by.
        p: a difference that counts wholly.
        s: where the gaussian bends.
    """

    kind: str = "usual"
    q: float = 0.0
    p: float = 1.0
    s: float = 1.0

    def of(self, difference: Floats) -> Floats:
        """Give how strongly differences count, from 0 to 1."""
        return np.where(difference > 0, _KINDS[self.kind](difference, self), 0.0)


_KINDS: Final[dict[str, Callable[[Floats, Preference], Floats]]] = {
    "usual": lambda d, _: np.ones_like(d),
    "u": lambda d, at: (d > at.q).astype(float),
    "v": lambda d, at: np.minimum(d / at.p, 1.0),
    "level": lambda d, at: np.where(d > at.p, 1.0, np.where(d > at.q, 0.5, 0.0)),
    "linear": lambda d, at: np.clip((d - at.q) / (at.p - at.q), 0.0, 1.0),
    "gaussian": lambda d, at: 1 - np.exp(-(d**2) / (2 * at.s**2)),
}


@dataclass(frozen=True, slots=True)
class Flows:
    """How strongly each alternative outranks the others, and is outranked by them; each from 0 to 1.

    Attributes:
        leaving: how strongly it outranks them.
        entering: how strongly they outrank it.
    """

    leaving: Floats
    entering: Floats

    @property
    def net(self) -> Floats:
        """One minus the other: the whole ranking (PROMETHEE II)."""
        return self.leaving - self.entering

    def is_better(self, one: int, other: int) -> bool | None:
        """Say whether one outranks the other; ``None`` where they cannot be compared (PROMETHEE I)."""
        up, down = self.leaving[one] - self.leaving[other], self.entering[other] - self.entering[one]
        if up * down < 0:
            return None
        return bool(up + down > 0)


def outranking(
    scores: npt.ArrayLike, weights: npt.ArrayLike, preferences: Sequence[Preference],
    *, more_is_better: Sequence[bool] | None = None,
) -> Flows:  # fmt: skip
    """Give how alternatives outrank each other, differences below what counts left out (PROMETHEE).

    Args:
        scores: alternatives × criteria.
        weights: of the criteria.
        preferences: when a difference counts, for each criterion.
        more_is_better: for each criterion; all, if nothing is said.
    """
    table, counted = np.asarray(scores, float), np.asarray(weights, float)
    better = np.ones(table.shape[1], bool) if more_is_better is None else np.asarray(more_is_better, bool)
    signed = np.where(better, table, -table)
    strength = np.zeros((len(table), len(table)))
    for place, (weight, preference) in enumerate(zip(counted / counted.sum(), preferences, strict=True)):
        strength += weight * preference.of(signed[:, None, place] - signed[None, :, place])
    others = max(len(table) - 1, 1)
    return Flows(strength.sum(axis=1) / others, strength.sum(axis=0) / others)
