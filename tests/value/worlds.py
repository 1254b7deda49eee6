"""Worlds in which it is known what an attempt to keep accounts does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.value.saves import Entered, entered

LAST = np.datetime64("2025-12-31")
FIRST = np.datetime64("2024-01-01")
HORIZON = 180


@dataclass(frozen=True, slots=True)
class World:
    """Flagged accounts; what the team would report; the true chances of staying of both arms; what each pays a month.

    ``helped`` is by how much each one's chance of staying is raised where somebody tries.
    """

    programme: Entered
    reported: float
    stays_treated: float
    stays_held_out: float
    revenue: NDArray[np.float64]
    helped: NDArray[np.float64]


def world(
    accounts: int, stays: float, lift: float, seed: int, held_out: float = 0.15, *, large: float = 1.0
) -> World:  # fmt: skip
    """Draw accounts flagged through two years, each with its own hazard; treatment adds to the share that stays.

    Args:
        accounts: how many are flagged.
        stays: share that stays 180 days if nobody does anything.
        lift: by how much treatment raises it.
        seed: of the draws.
        held_out: share held out by chance.
        large: how much of the lift the larger half of accounts gets; the smaller half gets so much more.
    """
    random = np.random.default_rng(seed)
    day = FIRST + random.integers(0, 545, accounts)
    treated = random.random(accounts) >= held_out
    own = random.beta(8 * stays, 8 * (1 - stays), accounts)  # accounts differ, and stay so often on average
    revenue = np.random.default_rng([seed, 1]).lognormal(6.0, 1.2, accounts)  # and few of them pay most
    mine = lift * np.where(revenue > np.median(revenue), large, 2 - large)
    helped = np.minimum(own * (stays + mine) / stays, 1) - own
    stay = np.where(treated, own + helped, own)
    leaves = random.random(accounts) >= np.minimum(stay, 1)
    after = np.where(leaves, random.integers(1, HORIZON + 1, accounts), random.integers(HORIZON + 1, 900, accounts))
    decided = np.where(random.random(accounts) < 0.9, day + after, np.datetime64("NaT"))
    decided = np.where(leaves, day + after, decided)
    programme = entered(np.arange(accounts), day, treated, decided, LAST)
    reported = float(np.mean(~leaves[treated]))
    return World(programme, reported, float((own + helped).mean()), float(own.mean()), revenue[programme.place],
                 helped[programme.place])  # fmt: skip
