"""Whether an account is still there: its gap held against its own rhythm, and against how often others stop.

An account stops after a time it came, with a chance of its own that is spread as a beta curve (a, b), the first time
included (MBG/NBD: Batislam, Denizel and Filiztekin 2007; regular gaps: MBG/CNBD-k, Reutterer, Platzer and Schröder
2020), or at any time with the hazard h. With h = 0 and k = 1 this is ``stats.lifetime.mbg_nbd``. A hazard is needed
where accounts do not stop just after they came: without it, of those said to be there with 80 %, 65 % are. BG/NBD is
never used: it holds everybody who came once to be there for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.lifetime.fitting import greatest
from truegreen.stats.lifetime.histories import Thin, history
from truegreen.stats.silence.gaps import Floats, Gap, expected, longer, mixed
from truegreen.stats.silence.regularity import STEPS, just
from truegreen.stats.silence.rhythm import rhythm

FITTED = 10_000
"""Accounts that the fit looks at; of more, every so-manieth."""
METHOD, VERSION = "MBG/CNBD-k with a hazard, greatest likelihood", 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """How accounts come and stop.

    Attributes:
        r: shape of how rates are spread; rates are per unit of time.
        alpha: rate of it.
        a, b: chances of stopping after a time are spread as a beta curve with the mean a / (a + b).
        hazard: chance of stopping per unit of time besides.
        likelihood: logarithm of the likelihood, without what depends on no parameter.
        accounts: how many it was fitted on.
        reached: whether no step leads higher.
    """

    r: float
    alpha: float
    a: float
    b: float
    hazard: float
    likelihood: float = float("nan")
    accounts: int = 0
    reached: bool = True
    method: str = METHOD
    version: int = VERSION

    def alive(self, counts: ArrayLike, last: ArrayLike, now: ArrayLike, regular: ArrayLike | None = None) -> Floats:
        """Give the chance that each account is still there.

        Args:
            counts: how often each came after its first time, (A,).
            last: time from its first coming to its last, (A,); 0 where it never came again.
            now: time from its first coming to now, (A,).
            regular: the chance that each is of each sort of ``regularity.STEPS``, (A, 7); gaps are of chance if left
                out.

        Raises:
            ValueError: these are no histories.

        >>> Staying(r=0.5248, alpha=6.183, a=0.8914, b=1.614, hazard=0.0).alive([2], [30.43], [38.86]).round(3)
        array([0.706])
        """
        seen = _seen(counts, last, now, regular)
        still, after, between, *_ = _ways(seen, np.array([self.r, self.alpha, self.a, self.b, self.hazard]))
        return np.asarray(still / (still + after + between))


def staying(
    counts: ArrayLike, last: ArrayLike, now: ArrayLike, regular: ArrayLike | None = None
) -> Staying | Thin:  # fmt: skip
    """Say how accounts come and stop, or why nobody can tell.

    Args:
        counts: how often each account came after its first time, (A,).
        last: time from its first coming to its last, (A,); 0 where it never came again.
        now: time from its first coming to now, (A,), in the same unit.
        regular: the chance that each is of each sort of ``regularity.STEPS``, (A, 7); gaps are of chance if left out.

    Raises:
        ValueError: these are no histories.
    """
    every = _seen(counts, last, now, regular)
    accounts = every.counts.size
    if accounts < 2 or not every.counts.sum() or not every.now.sum():
        because = "there are fewer than two accounts" if accounts < 2 else "nobody came twice"
        return Thin(because, accounts, round(float(every.counts.sum())))
    usual, step = float(every.now.mean()), -(-accounts // FITTED)
    seen = _Seen(
        every.counts[::step], every.last[::step] / usual, every.now[::step] / usual, every.regular[::step]
    )  # fmt: skip
    k = seen.regular @ np.array(STEPS)
    first = rhythm(k * seen.counts, k * np.maximum(seen.last, 1e-9))
    start = np.array([first.r, first.alpha, 0.3, 1 + float(every.counts.mean()), 0.1])
    top = greatest(lambda at: _likelihood(seen, at), start, seen.counts.size)
    r, alpha, a, b, hazard = (float(each) for each in top.at)
    return Staying(
        r=r, alpha=alpha * usual, a=a, b=b, hazard=hazard / usual,
        likelihood=top.height, accounts=accounts, reached=top.reached,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """Histories as they are fitted, each (A,), and the chance that each is of each sort, (A, 7)."""

    counts: Floats
    last: Floats
    now: Floats
    regular: Floats

    def sorts(self) -> Iterator[tuple[int, Floats]]:
        """Give each number of steps that occurs, with the chance that each account has it."""
        for k, chance in zip(STEPS, self.regular.T, strict=True):
            if np.any(chance > 0):
                yield k, chance


def _seen(counts: ArrayLike, last: ArrayLike, now: ArrayLike, regular: ArrayLike | None) -> _Seen:
    x, tx, until = (np.atleast_1d(each) for each in history(counts, last, now))
    chances = just(1, x.size) if regular is None else np.asarray(regular, dtype=np.float64)
    if chances.shape != (x.size, len(STEPS)) or not np.allclose(chances.sum(axis=1), 1):
        raise ValueError(f"each history needs its chances of {len(STEPS)} sorts")
    return _Seen(x, tx, until, chances)


def _ways(seen: _Seen, at: Floats) -> tuple[Floats, Floats, Floats, Gap, Gap]:
    """Give the three ways to a gap, up to a common factor: still there, stopped after it came, stopped since."""
    r, alpha, a, b, hazard = at
    waited = seen.now - seen.last
    long, mean = (
        mixed(
            [(chance, figure(r + k * seen.counts, alpha + k * seen.last, k * waited, k)) for k, chance in seen.sorts()]
        )
        for figure in (longer, expected)
    )
    still = np.exp(-hazard * waited) * long.value
    return still, a / (b + seen.counts), -np.expm1(-hazard * mean.value), long, mean


def _likelihood(seen: _Seen, at: Floats) -> tuple[float, Floats]:
    """Give the logarithm of the likelihood and its slope, by r, α, a, b and the hazard."""
    from scipy.special import digamma, gammaln

    _, _, a, b, hazard = at
    x = seen.counts
    still, after, between, long, mean = _ways(seen, at)
    any_way, waited = still + after + between, seen.now - seen.last
    came, by_r, by_alpha = _came(seen, at)
    height = came - hazard * seen.last + np.log(any_way)
    height += gammaln(b + x + 1) - gammaln(a + b + x + 1) + gammaln(a + b) - gammaln(b)
    left, meant = np.exp(-hazard * waited) / any_way, hazard * (1 - between) / any_way
    by_a = digamma(a + b) - digamma(a + b + x + 1)
    slope = [
        by_r + left * long.by_shape + meant * mean.by_shape,
        by_alpha + left * long.by_rate + meant * mean.by_rate,
        by_a + 1 / ((b + x) * any_way),
        by_a + digamma(b + x + 1) - digamma(b) - after / ((b + x) * any_way),
        -seen.last + (mean.value * (1 - between) - waited * still) / any_way,
    ]
    return float(height.sum()), np.array([each.sum() for each in slope])


def _came(seen: _Seen, at: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the logarithm of the chance of when each came, and its slopes by r and α; the mean over sorts."""
    from scipy.special import digamma, gammaln

    r, alpha = at[:2]
    height, by_r, by_alpha = (np.zeros(seen.counts.size) for _ in range(3))
    for k, chance in seen.sorts():
        shape, rate = r + k * seen.counts, alpha + k * seen.last
        height += chance * (gammaln(shape) - gammaln(r) + r * np.log(alpha) - shape * np.log(rate))
        by_r += chance * (digamma(shape) - digamma(r) + np.log(alpha / rate))
        by_alpha += chance * (r / alpha - shape / rate)
    return height, by_r, by_alpha
