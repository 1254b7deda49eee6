"""The gap of an account whose rate nobody knows for sure: how likely it is so long, and how much of it is expected.

With a rate spread as a gamma curve (R, A) and gaps of k steps of chance each, a gap longer than g / k has the chance
Σⱼ Γ(R + j) / (Γ(R) j!) · (A / (A + g))ᴿ · (g / (A + g))ʲ over j < k: fewer than k steps were made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BESIDE = 1e-6
"""The expected gap has a hole where R is 1, with one value on both sides; this far beside it, it is computed."""


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """A figure of each account's gap, with its slopes by R and A, each (A,)."""

    value: Floats
    by_shape: Floats
    by_rate: Floats


def longer(shape: Floats, rate: Floats, since: Floats, k: int) -> Gap:
    """Give the chance of a gap so long.

    Args:
        shape: R, of what is known of each account's rate: r + k · x.
        rate: A, of the same: α + k · tₓ.
        since: g = k · (T − tₓ).
        k: steps of chance in a gap.
    """
    return _summed(shape, rate, since, k, falling=False)


def expected(shape: Floats, rate: Floats, since: Floats, k: int) -> Gap:
    """Give how long a gap is expected to be, as far as it lies before now: ∫ P(gap > u) du from 0 to g / k."""
    lower = shape - 1
    lower = np.where(np.abs(lower) < BESIDE, BESIDE, lower)
    summed = _summed(lower, rate, since, k, falling=True)
    scale = rate / (k * lower)
    value = np.clip(scale * (k - summed.value), 0.0, since / k)
    return Gap(value, -value / lower - scale * summed.by_shape, value / rate - scale * summed.by_rate)


def mixed(parts: Sequence[tuple[Floats, Gap]]) -> Gap:
    """Give the mean of figures, each with its weights, (A,)."""
    value, by_shape, by_rate = (
        np.sum([weight * getattr(gap, name) for weight, gap in parts], axis=0)
        for name in ("value", "by_shape", "by_rate")
    )
    return Gap(value, by_shape, by_rate)


def _summed(shape: Floats, rate: Floats, since: Floats, k: int, *, falling: bool) -> Gap:
    """Add up the chances of just j steps, for j below k; falling: each times the steps that are left."""
    reached, never = since / (rate + since), -np.log1p(since / rate)
    chance = np.exp(shape * never)
    risen = np.zeros_like(chance)
    value, by_shape, by_rate = (np.zeros_like(chance) for _ in range(3))
    for j in range(k):
        part = (k - j if falling else 1) * chance
        value += part
        by_shape += part * (never + risen)
        by_rate += part * (shape / rate - (shape + j) / (rate + since))
        risen = risen + 1 / (shape + j)
        chance = chance * reached * (shape + j) / (j + 1)
    return Gap(value, by_shape, by_rate)
