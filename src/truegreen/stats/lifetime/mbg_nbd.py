"""MBG/NBD: customers come back at their own rates, and may be gone after any time they came, the first included.

Rates are spread as a gamma curve (r, α), the chance of being gone after each time as a beta curve (a, b). From
Batislam, Denizel and Filiztekin (2007), “Empirical validation and comparison of models for customer base analysis”;
also Hoppe and Wagner (2007). The one to use for silence: who never came back may be gone, unlike under `bg_nbd`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from numpy.typing import ArrayLike

from truegreen.stats.lifetime import gone_by_chance
from truegreen.stats.lifetime.coming_back import fit
from truegreen.stats.lifetime.fitting import Floats
from truegreen.stats.lifetime.gone_by_chance import BEGINS, GoneByChance
from truegreen.stats.lifetime.histories import Histories, Thin, histories


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MbgNbd(GoneByChance):
    """How customers come back and are gone, if they may be gone after any time they came.

    >>> MbgNbd(r=0.5248, alpha=6.183, a=0.8914, b=1.614).alive(2, 30.43, 38.86).round(3)
    np.float64(0.706)
    """

    method: ClassVar[str] = "MBG/NBD, greatest likelihood"
    spared: ClassVar[int] = 0


def mbg_nbd(
    repeats: ArrayLike, last: ArrayLike, age: ArrayLike, weights: ArrayLike | None = None
) -> MbgNbd | Thin:  # fmt: skip
    """Say how customers come back and are gone, or why nobody can tell.

    Args:
        repeats: how often each customer came back after its first time.
        last: when it last did, counted from its first time; 0 if it never did.
        age: for how long it is known, counted from its first time, in the same unit.
        weights: how many customers each stands for; one if left out.

    Raises:
        ValueError: these are no histories.
    """
    return fit(MbgNbd, log_likelihood, histories(repeats, last, age, weights), BEGINS)


def log_likelihood(given: Histories, at: Floats) -> tuple[float, Floats]:
    """Give the logarithm of the likelihood and its slope, by r, α, a and b."""
    return gone_by_chance.log_likelihood(given, at, MbgNbd.spared)
