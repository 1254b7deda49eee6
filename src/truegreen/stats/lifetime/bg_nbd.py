"""BG/NBD: as MBG/NBD, but nobody can be gone before coming back once (Fader, Hardie and Lee 2005, “Counting your
customers the easy way”).

It is here so that published answers can be held against ours, and because people ask for it. It is never used for
silence: to a customer who came once and never again, be it ten years ago, it gives a chance of one to be still there.
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
class BgNbd(GoneByChance):
    """How customers come back and are gone, if nobody is gone before coming back once.

    >>> BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426).alive(2, 30.43, 38.86).round(4)
    np.float64(0.7266)
    """

    method: ClassVar[str] = "BG/NBD, greatest likelihood"
    spared: ClassVar[int] = 1


def bg_nbd(
    repeats: ArrayLike, last: ArrayLike, age: ArrayLike, weights: ArrayLike | None = None
) -> BgNbd | Thin:  # fmt: skip
    """Say how customers come back and are gone, or why nobody can tell; told as to `mbg_nbd`, which is the one
    to take for silence.

    Raises:
        ValueError: these are no histories.
    """
    return fit(BgNbd, log_likelihood, histories(repeats, last, age, weights), BEGINS)


def log_likelihood(given: Histories, at: Floats) -> tuple[float, Floats]:
    """Give the logarithm of the likelihood and its slope, by r, α, a and b."""
    return gone_by_chance.log_likelihood(given, at, BgNbd.spared)
