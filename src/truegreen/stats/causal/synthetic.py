"""One site alone was changed: what it would have been, made of others that moved as it did before.

Synthetic control (Abadie, Diamond and Hainmueller 2010) mixes others so that they lie on the treated one before the
change. Synthetic difference-in-differences (Arkhangelsky, Athey, Hirshberg, Imbens and Wager 2021) lets a constant gap
be, and weighs months as well. The plain difference of differences weighs all alike. Solver and defaults are those of
R's ``synthdid``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.causal.simplex import nearest, resembling, sparse
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.moments import Floats

FIRST_STEPS = 100
SMALL, END = 1e-6, 1e-5


class Twin(StrEnum):
    """How the others are mixed."""

    SYNTHETIC_DIFFERENCE = "synthetic difference-in-differences"
    SYNTHETIC_CONTROL = "synthetic control"
    DIFFERENCE = "difference-in-differences"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Synthetic:
    """The treated beside their twin.

    Attributes:
        twin: how the others are mixed.
        value: the effect, on average over the months after the change.
        weights: (C,) of the others; they add up to 1.
        months: (T,) weights of the months before the change that the others' level is taken from.
        treated: (M,) the mean of the treated.
        mixed: (M,) of the others, mixed; moved onto the treated where a constant gap does not matter.
        gaps: (M,) treated less twin.
        fit: the root of the mean squared gap before the change.
        noise: standard deviation of the others' changes from month to month before the change.
    """

    twin: Twin
    value: float
    weights: Floats
    months: Floats
    treated: Floats
    mixed: Floats
    gaps: Floats
    fit: float
    noise: float


def synthetic(
    others: ArrayLike, treated: ArrayLike, since: int, twin: Twin = Twin.SYNTHETIC_DIFFERENCE
) -> Synthetic | Unfit:
    """Say what the change did to the treated, beside a twin made of others.

    Args:
        others: (C, M) units that were never treated, by months, without gaps.
        treated: (M,) or (N, M) units that were treated in the same month.
        since: the place of the first month with the treatment.
        twin: how the others are mixed.

    Raises:
        ValueError: shapes differ, nobody was treated, or a figure is missing.
    """
    pool, own = np.asarray(others, dtype=np.float64), np.atleast_2d(np.asarray(treated, dtype=np.float64))
    fits = pool.ndim == own.ndim == 2 and len(own) > 0 and own.shape[1] == pool.shape[1]
    if not fits or not (np.isfinite(pool).all() and np.isfinite(own).all()):
        raise ValueError(f"others {pool.shape} and treated {own.shape} need the same months, and no gaps")
    months = pool.shape[1]
    if len(pool) < 2 or since < 2 or since >= months:
        what = f"{len(pool)} others, {since} months before and {max(months - since, 0)} after are too few"
        return Unfit(what, (), len(pool), len(pool))
    return mixed(pool, own, since, twin)


def mixed(pool: Floats, own: Floats, since: int, twin: Twin, noise: float | None = None) -> Synthetic:
    """Mix the others; see ``synthetic``.

    Args:
        pool: (C, M).
        own: (N, M).
        since: the place of the first month with the treatment.
        twin: how they are mixed.
        noise: of an effect whose placebo this is; weights are then found exactly and at once, instead of in R's steps.
    """
    mean, own_noise = own.mean(axis=0), float(np.diff(pool[:, :since], axis=1).std(ddof=1))
    weights, months = _weights(pool, own, since, twin, own_noise if noise is None else noise, exact=noise is not None)
    line = weights @ pool
    gap = 0.0 if twin is Twin.SYNTHETIC_CONTROL else float(months @ (mean - line)[:since])
    gaps = mean - line - gap
    return Synthetic(
        twin=twin, value=float(gaps[since:].mean()), weights=weights, months=months, treated=mean, mixed=line + gap,
        gaps=gaps, fit=float(np.sqrt((_around(gaps[:since], twin) ** 2).mean())), noise=own_noise,
    )  # fmt: skip


def _around(gaps: Floats, twin: Twin) -> Floats:
    return gaps if twin is Twin.SYNTHETIC_CONTROL else gaps - gaps.mean()


def _weights(pool: Floats, own: Floats, since: int, twin: Twin, noise: float, *, exact: bool) -> tuple[Floats, Floats]:
    """Give the weights of the others and of the months before."""
    if twin is Twin.DIFFERENCE or noise == 0:
        return np.full(len(pool), 1 / len(pool)), np.full(since, 1 / since)
    way, mean, small = nearest if exact else _in_steps, own.mean(axis=0), SMALL * noise
    if twin is Twin.SYNTHETIC_CONTROL:
        return way(pool[:, :since].T, mean[:since], small, noise, level=False), np.zeros(since)
    penalty = (len(own) * (pool.shape[1] - since)) ** 0.25 * noise
    months = way(pool[:, :since], pool[:, since:].mean(axis=1), small, noise, level=True)
    return way(pool[:, :since].T, mean[:since], penalty, noise, level=True), months


def _in_steps(columns: Floats, wanted: Floats, penalty: float, noise: float, *, level: bool) -> Floats:
    """Give weights in two goes, as R's ``synthdid`` does: the second starts from those of the first that matter."""
    least = END * noise
    found = resembling(columns, wanted, penalty, level=level, least=least, steps=FIRST_STEPS)
    return resembling(columns, wanted, penalty, level=level, least=least, start=sparse(found))
