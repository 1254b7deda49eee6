"""Whether one thing is shared out like another: who has ten times as much of one has ten times as much of the other.

If what is spent on each is what it is worth times something of its own, the curve of what is spent, ordered by worth,
lies about on that of worth. How far it may lie off by chance is found by dealing out anew what each gets for its worth
(a permutation test, exact however unequal worth is; intervals from drawing holders anew miss one in ten there).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.stating import SEEN
from truegreen.stats.unequal.lorenz import concentrations, middles

METHOD: Final = "unequal.alike"
DRAWS: Final = 999
AGAIN: Final = 499
"""How often holders are drawn anew, at most."""
SEED: Final = 12_345
LEAST: Final = 20
"""Holders without whom nothing is said."""
CHANCE: Final = 0.05
ASSUMES: Final = ("holders are independent of each other",)
_AT_ONCE: Final = 1_000_000
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """How far one curve lies off another.

    Attributes:
        value: measure of concentration less that of worth: below 0 where it is shared more evenly than worth.
        low, high: between which it lies nineteen times in twenty where what each gets for its worth is chance.
        p: chance of lying so far off where it is; two-sided.
    """

    value: float
    low: float
    high: float
    p: float

    @property
    def is_shown(self) -> bool:
        """Say whether it lies further off than by chance."""
        return self.p <= CHANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Whether something is shared out like something else.

    Attributes:
        holders: how many are worth anything.
        spent: Gini's measure of what they get.
        worth: Gini's measure of what they are worth.
        ordered: how far what is spent goes to those worth most.
        between: how far that is from worth.
        ranks: Spearman's correlation of both, the interval from drawing holders anew (Efron 1979).
    """

    holders: int
    spent: float
    worth: float
    ordered: float
    between: Between
    ranks: Estimate


def alike(spent: ArrayLike, worth: ArrayLike, draws: int = DRAWS, seed: int = SEED) -> Alike | None:
    """Say whether something is shared out like something else, among those who are worth anything.

    Args:
        spent: (N,) what each gets, none below nought.
        worth: (N,) what each is worth.
        draws: how often shares are dealt out, and holders drawn, anew.
        seed: of both.

    Returns:
        None of too few holders, or where there is nothing of one of both.

    Raises:
        ValueError: shapes differ.
    """
    one, other = (np.asarray(each, dtype=np.float64) for each in (spent, worth))
    if one.shape != other.shape or one.ndim != 1:
        raise ValueError(f"what is spent and what it is spent on do not fit: {one.shape}, {other.shape}")
    some = other > 0
    one, other = one[some], other[some]
    if len(one) < LEAST or not one.sum() > 0:
        return None
    once = np.ones((1, len(one)))
    ordered, worth_of = (float(concentrations(each, other, once)[0]) for each in (one, other))
    random = np.random.default_rng(seed)
    return Alike(
        holders=len(one),
        spent=float(concentrations(one, one, once)[0]),
        worth=worth_of,
        ordered=ordered,
        between=_between(one, other, ordered - worth_of, worth_of, draws, random),
        ranks=_ranked(one, other, min(draws, AGAIN), random, seed),
    )


def _between(
    one: Floats, other: Floats, value: float, worth: float, draws: int, random: np.random.Generator
) -> Between:  # fmt: skip
    """Hold what lies between against what would, had each got its share for its worth by lot."""
    (middle,), (many,) = middles(other, np.ones((1, len(other))))
    placed, share = middle * other, one / other
    dealt = np.concatenate([_dealt(placed, other, share, some, random) for some in _parts(len(one), draws)])
    off = 2 * dealt / many - 1 - worth
    low, high = np.quantile(off, [CHANCE / 2, 1 - CHANCE / 2])
    tail = min((off <= value).sum(), (off >= value).sum())
    return Between(value=value, low=float(low), high=float(high), p=min(2 * (float(tail) + 1) / (draws + 1), 1.0))


def _dealt(placed: Floats, other: Floats, share: Floats, draws: int, random: np.random.Generator) -> Floats:
    """Give the middle place of what is spent, shares for worth dealt out anew, (B,)."""
    shares = random.permuted(np.broadcast_to(share, (draws, len(share))), axis=1)
    return np.asarray((shares @ placed) / (shares @ other))


def _ranked(one: Floats, other: Floats, draws: int, random: np.random.Generator, seed: int) -> Estimate:
    """Give Spearman's correlation with its interval."""
    value = float(_ranks(one, other, np.ones((1, len(one))))[0])
    drawn = np.concatenate([_ranks(one, other, times) for times in _drawn(len(one), draws, random)])
    known = drawn[np.isfinite(drawn)]
    low, high = np.quantile(known, [CHANCE / 2, 1 - CHANCE / 2]) if len(known) else (np.nan, np.nan)
    error = float(known.std(ddof=1)) if len(known) > 1 else float("nan")
    return Estimate(
        value=value, error=error, low=float(low), high=float(high), count=len(one), effective=float(len(one)),
        smallest=SEEN * error, method=f"{METHOD}.bootstrap", confidence=1 - CHANCE, assumes=ASSUMES, seed=seed,
    )  # fmt: skip


def _ranks(one: Floats, other: Floats, times: Floats) -> Floats:
    """Give Spearman's correlation, holders counted so many times, (B,); NaN where one of both is the same for all."""
    (first, many), (second, _) = middles(one, times), middles(other, times)
    first, second = (each - many[:, None] / 2 for each in (first, second))
    squares = np.einsum("bn,bn->b", times, first**2) * np.einsum("bn,bn->b", times, second**2)
    together = np.einsum("bn,bn,bn->b", times, first, second)
    return np.asarray(together / np.sqrt(np.where(squares > 0, squares, np.nan)))


def _drawn(holders: int, draws: int, random: np.random.Generator) -> Iterator[Floats]:
    """Draw holders anew, some draws at once, (B, N)."""
    for many in _parts(holders, draws):
        places = random.integers(0, holders, (many, holders)) + np.arange(many)[:, None] * holders
        yield np.bincount(places.ravel(), minlength=many * holders).reshape(many, holders).astype(np.float64)


def _parts(holders: int, draws: int) -> Iterator[int]:
    """Cut draws into parts that fit into memory."""
    at_once = max(_AT_ONCE // holders, 1)
    for start in range(0, draws, at_once):
        yield min(at_once, draws - start)
