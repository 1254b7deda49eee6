"""Small worlds in which it is known what failed contacts do: accounts by month, their contacts, and who left."""

from __future__ import annotations

import numpy as np

from truegreen.readings.failed_contacts import Contacts
from truegreen.sourcing.segments.lives import USUAL, Lives, pooled

TYPES = ("claims", "invoices", "tracking")


def world(
    pulls: tuple[float, float, float], seed: int, accounts: int = 600, months: int = 24, fails: float = 0.15
) -> tuple[Lives, Contacts]:
    """Give accounts of two segments whose chance of leaving rises with what failed in the last three months.

    Args:
        pulls: by contact type, how much the log hazard is higher where all contacts failed.
        seed: of what is drawn.
        accounts: how many.
        months: how many.
        fails: share of contacts that fail.
    """
    random = np.random.default_rng(seed)
    segment = random.integers(0, 2, accounts)
    often = np.array([2.0, 6.0])[segment] * random.lognormal(0, 0.4, accounts)
    cases = random.poisson(often[:, None, None] * np.array([0.3, 0.3, 0.4]), (accounts, months, 3)).astype(np.float64)
    failed = random.binomial(cases.astype(int), fails).astype(np.float64)
    every = pooled(cases.sum(axis=2))
    dose = sum(pull * pooled(failed[:, :, at]) / (every + USUAL) for at, pull in enumerate(pulls))
    chance = np.minimum(np.array([0.006, 0.012])[segment][:, None] * np.exp(dose), 0.9)
    leaves = np.zeros((accounts, months), dtype=np.bool_)
    at_risk = np.ones((accounts, months), dtype=np.bool_)
    for month in range(1, months):
        at_risk[:, month] = at_risk[:, month - 1] & ~leaves[:, month - 1]
        leaves[:, month] = at_risk[:, month] & (random.random(accounts) < chance[:, month - 1])
    lives = Lives(at_risk=at_risk, leaves=leaves, segment=np.repeat(segment[:, None], months, axis=1), segments=2)
    return lives, told(cases * at_risk[:, :, None], failed * at_risk[:, :, None])


def told(cases: np.ndarray, failed: np.ndarray) -> Contacts:
    """Give contacts of accounts by month and type, (A, M, T), as a query gives them."""
    account, month, kind = (each.astype(np.intp) for each in np.nonzero(cases))
    many = cases[account, month, kind]
    return Contacts(TYPES, account, month, kind, many, many, failed[account, month, kind], "")
