"""How much likelier a customer leaves if one more contact of a segment and type fails, and whose worth hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.failed_contacts import Contacts
from truegreen.sourcing.segments.impact import Impact
from truegreen.sourcing.segments.lives import Lives
from truegreen.stats.intervals import z_of

EVERY = -1
"""The place that stands for all segments together."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AtStake:
    """What hangs on contacts of a segment and type.

    Attributes:
        segment, type: places; ``EVERY`` for all segments together.
        cases: contacts of the months looked at.
        loss: by how much likelier the customer leaves for one that fails, with its interval.
        weights: (A,) how much of that is each account's: what such a customer is worth is their mean by these.
    """

    segment: int
    type: int
    cases: float
    loss: tuple[float, float, float]
    weights: Floats


def at_stake(found: Impact, held: Contacts, lives: Lives, months: int, confidence: float = 0.95) -> Iterator[AtStake]:
    """Give what hangs on the contacts of the last months, by segment and type, and by type for all segments.

    Args:
        found: what failed contacts do to staying.
        held: the contacts.
        lives: the accounts; contacts of those that had decided to leave say nothing.
        months: how many of the last months count.
        confidence: of the intervals.
    """
    there = (held.month >= lives.at_risk.shape[1] - months) & lives.at_risk[held.account, held.month]
    account, month, code, cases = (each[there] for each in (held.account, held.month, held.type, held.cases))
    segment = lives.segment[account, month]
    order = np.lexsort((segment, code))
    account, month, code, segment, cases = (each[order] for each in (account, month, code, segment, cases))
    lost, slope = found.loss(account, month, found.means[code], segment)
    rows = _Rows(account, cases, lost, slope, found.doubt[segment + 1])
    ends = np.searchsorted(code, np.arange(len(held.types) + 1))
    for kind, (start, end) in enumerate(pairwise(ends.tolist())):
        error = float(found.errors[kind])
        parts = start + np.searchsorted(segment[start:end], np.arange(lives.segments + 1))
        for group, (first, last) in enumerate([(start, end), *pairwise(parts.tolist())], start=EVERY):
            if first < last:
                cases_, loss, weights = rows.told(slice(first, last), error, z_of(confidence), len(lives.at_risk))
                yield AtStake(segment=group, type=kind, cases=cases_, loss=loss, weights=weights)


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Contacts: whose, how many, what is lost if one fails, how far that hangs on the effect, and doubt of the rest."""

    account: NDArray[np.intp]
    cases: Floats
    lost: Floats
    slope: Floats
    doubt: Floats

    def told(
        self, own: slice, error: float, reach: float, accounts: int
    ) -> tuple[float, tuple[float, float, float], Floats]:
        """Give how many some rows are, what is lost with its interval, and whose that is, (A,)."""
        each, lost = self.cases[own], self.lost[own]
        many = float(each.sum())
        value = float(each @ lost) / many
        by_effect = float(each @ self.slope[own]) / many * error
        by_hazard = float(each @ (lost * self.doubt[own])) / many
        half = reach * float(np.hypot(by_effect, by_hazard))
        weights = np.abs(np.bincount(self.account[own], each * lost, accounts))
        return many, (value, value - half, value + half), weights
