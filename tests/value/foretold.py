"""Worlds in which accounts are foretold, flagged and tried to be kept, and it is known what that does.

What is seen of an account moves up and down and comes back to its usual (regression to the mean); the chance of notice
follows it. A model learns from one year of other accounts and speaks of all of them at the end of each month. In the
first half of the second year nobody is tried to be kept; then each month those are of whom most is said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.hazard.discrete import Hazard, hazard
from truegreen.stats.panel.links import chance_of
from truegreen.value.modelled import Alike

HORIZON, MONTHS, STARTS, FLAGGED = 6, 18, 6, 0.15
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """The treated with what was said of each, whether it left and what it is worth; others; and the truth.

    ``lift`` and ``of_worth`` are the planted ones; ``better`` is by how much the treated were thought to leave when
    they were flagged more than when they are looked at again three months later.
    """

    score: Floats
    left: Floats
    worth: Floats
    alike: Alike
    lift: float
    of_worth: float


def _paths(many: int, months: int, random: np.random.Generator, hidden: float) -> tuple[Floats, Floats]:
    """Draw what is seen of accounts by month, and their monthly chance of notice."""
    seen = np.empty((many, months))
    seen[:, 0] = random.normal(size=many)
    for month in range(1, months):
        seen[:, month] = 0.75 * seen[:, month - 1] + random.normal(0, np.sqrt(1 - 0.75**2), many)
    own = hidden * random.normal(size=many)
    return seen, chance_of(-4.2 + 0.9 * seen + own[:, None])


def _learnt(many: int, random: np.random.Generator, hidden: float) -> Hazard:
    seen, chance = _paths(many, HORIZON + 1, random, hidden)
    leaves = (random.random((many, HORIZON)) < chance[:, 1:]).any(axis=1)
    made = hazard(seen[:, :1], leaves.astype(np.float64), np.arange(many), ("seen",))
    assert isinstance(made, Hazard)
    return made


def foretold_world(accounts: int, risk: float, seed: int, *, hidden: float = 0.0, chosen: bool = False) -> Told:
    """Draw a world.

    Args:
        accounts: customers at its start.
        risk: how many times as likely notice is where somebody tries.
        seed: of the draws.
        hidden: how much accounts differ in what nobody sees but the people who look after them.
        chosen: whether these people choose, of all who are flagged, the worse half.
    """
    random = np.random.default_rng(seed)
    model = _learnt(700, random, hidden)
    seen, chance = _paths(accounts, MONTHS + HORIZON, random, hidden)
    score = model.log_odds(seen.reshape(-1, 1)).reshape(seen.shape)
    own = chance[:, 0] / (1 - chance[:, 0]) / np.exp(0.9 * seen[:, 0])
    entry = np.full(accounts, MONTHS + HORIZON + 1)
    there = np.ones(accounts, dtype=bool)
    gone = np.full(accounts, MONTHS + HORIZON + 1)
    for month in range(MONTHS + HORIZON):
        now = np.where((month > entry) & (month <= entry + HORIZON), chance[:, month] * risk, chance[:, month])
        leaves = there & (random.random(accounts) < now)
        gone[leaves] = month
        there &= ~leaves
        if STARTS <= month < MONTHS:
            flagged = there & (score[:, month] >= np.quantile(score[there, month], 1 - FLAGGED))
            if chosen:
                flagged &= own > np.median(own)
            entry = np.where(flagged & (entry > month), month, entry)
    who = np.flatnonzero(entry < MONTHS)
    worth = np.exp(random.normal(0, 1.0, accounts))
    after = entry[who][:, None] + 1 + np.arange(HORIZON)
    monthly = chance[who[:, None], after]
    without, with_it = (1 - np.prod(1 - times * monthly, axis=1) for times in (1.0, risk))
    account, when = np.nonzero(np.arange(MONTHS) < np.minimum(gone, entry)[:, None])
    return Told(
        score=score[who, entry[who]], left=(gone[who] <= entry[who] + HORIZON).astype(np.float64), worth=worth[who],
        alike=Alike(score[account, when], (gone[account] <= when + HORIZON).astype(np.float64), account),
        lift=float((without - with_it).mean()),
        of_worth=float(np.average(without - with_it, weights=worth[who])),
    )  # fmt: skip
