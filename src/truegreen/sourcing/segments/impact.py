"""What a contact that is not solved does to staying, by contact type, with its doubt.

Each account in each month is held against accounts of its segment in the same month (Cox 1972, in strata): did those
leave sooner whose contacts of the last three months failed? What failed is told by type, as a part of all contacts.
Types of which little is known lean on the others; where types differ no more than chance makes them, all say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from truegreen.readings.failed_contacts import Contacts
from truegreen.sourcing.segments.lives import (
    USUAL,
    WINDOW,
    Flags,
    Floats,
    Lives,
    Whole,
    before,
    dose,
    looked_at,
    pooled,
)
from truegreen.stats.estimate import Estimate
from truegreen.stats.hazard.cox import Cox, cox
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.stating import stated
from truegreen.stats.shrinkage.normal import shrunk

METHOD: Final = "sourcing.impact.cox_in_strata"
LEAST_DECISIONS: Final = 10
"""Decisions to leave, without which nothing is told."""
LEAST_OF_TYPE: Final = 5
"""Decisions after a failed contact of a type, without which it is told by the other types."""
MOST_TYPES: Final = 30
_FAILED, _VOLUME, _REST = "failed", "volume", "rest"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Impact:
    """What failed contacts do to staying.

    Attributes:
        common: by how much the log hazard is higher for an account all of whose contacts failed, whatever their type.
        means, errors: (T,) the same by type, each leaning on the others as far as its own doubt asks.
        own: (T,) whether a type has its own figure in it; others are told by these alone.
        differ: chance of such differences between types where there are none.
        hazard: (1 + S,) monthly chance to leave of an account without contacts; first of unknown segments.
        doubt: (1 + S,) standard error of these as a part of them.
        scores: (A, M) log hazard in the month after, from its contacts up to and in the month.
        judged: (A, M) contacts of the last three months of which it can be known.
        decisions, months: to leave, and account-months, behind it.
    """

    common: Estimate
    means: Floats
    errors: Floats
    own: Flags
    differ: float | None
    hazard: Floats
    doubt: Floats
    scores: Floats
    judged: Floats
    decisions: int
    months: int

    @property
    def is_established(self) -> bool:
        """Say whether customers leave more often after failed contacts, beyond chance."""
        return self.common.low > 0

    def loss(self, account: Whole, month: Whole, effect: Floats, segment: Whole) -> tuple[Floats, Floats]:
        """Give by how much likelier an account leaves if one of its contacts in a month is not solved, and the slope.

        Args:
            account: (N,) whose.
            month: (N,) when.
            effect: (N,) of the contact's type, as in ``means``.
            segment: (N,) place of the account's segment; −1 where nobody knows.

        Returns:
            (N,) chance over the months in which it counts, and by how much that is more for one more of the effect.
        """
        a_month = np.minimum(self.hazard[segment + 1] * np.exp(self.scores[account, month]), 1.0)
        part = 1 / (self.judged[account, month] + USUAL)
        left = np.exp(-effect * part)
        return WINDOW * a_month * (1 - left), WINDOW * a_month * left * part


def impact(lives: Lives, held: Contacts) -> Impact | Unfit:
    """Say what a failed contact of each type does to staying, or why that cannot be said."""
    decisions = int((lives.leaves & lives.at_risk).sum())
    months = int(lives.at_risk.sum())
    if decisions < LEAST_DECISIONS:
        many = f"only {decisions}" if decisions else "no"
        because = f"{many} customers are known to have decided to leave, and {LEAST_DECISIONS} are the least"
        return Unfit(because, (), months, len(lives.at_risk))
    judged = pooled(held.grid(held.judged, None, lives.at_risk.shape))
    volume = judged / (judged + USUAL)
    every = dose(held, None, judged)
    fit = _hazard_of(lives, [every, volume], [_FAILED, _VOLUME])
    if isinstance(fit, Unfit):
        return fit
    common = _surer(*fit, _FAILED)
    told = [*_told(lives, held, judged)]
    own = np.zeros(len(held.types), dtype=np.bool_)
    means, errors = np.full(len(held.types), common.value), np.full(len(held.types), common.error)
    differ = None
    fitted = _by_type(lives, held, judged, volume, told) if len(told) > 1 else None
    if fitted is not None:
        leaning = shrunk(fitted[0], fitted[1] ** 2)
        between = leaning.common
        means[:], errors[:] = between.mean, np.sqrt(between.error**2 + between.variance)
        means[told], errors[told], own[told], differ = leaning.means, leaning.errors, True, between.p
    scores = fit[0].estimates[_VOLUME].value * volume
    for place in range(len(held.types)):
        scores += means[place] * dose(held, np.array([place]), judged)
    hazard, doubt = _hazards(lives, scores)
    return Impact(common=common, means=means, errors=errors, own=own, differ=differ, hazard=hazard, doubt=doubt,
                  scores=scores, judged=judged, decisions=decisions, months=months)  # fmt: skip


def _hazard_of(lives: Lives, columns: list[Floats], names: list[str]) -> tuple[Cox, Cox] | Unfit:
    """Fit twice: with errors that know accounts, and with those of independent rows."""
    kept = looked_at(lives)
    month = np.broadcast_to(np.arange(kept.shape[1]), kept.shape)
    stratum = (month * (lives.segments + 1) + lives.segment + 1)[kept].astype(np.float64)
    account = np.broadcast_to(np.arange(len(kept))[:, None], kept.shape)[kept]
    table = np.stack([before(each)[kept] for each in columns], axis=1)
    hits = lives.leaves[kept].astype(np.float64)
    one, other = (
        cox(table, stratum + 1, hits, names, starts=stratum, clusters=account, errors=each)
        for each in (Errors.CR1, Errors.CLASSICAL)
    )
    if isinstance(one, Unfit):
        return one
    return other if isinstance(other, Unfit) else (one, other)


def _surer(one: Cox, other: Cox, name: str) -> Estimate:
    """Give the estimate with the larger of both errors: rare events leave too little spread among accounts."""
    first, second = one.estimates[name], other.estimates[name]
    error = max(first.error, second.error)
    return stated(
        first.value, error, freedom=np.inf, count=first.count, effective=first.effective, method=METHOD,
        assumes=first.assumes,
    )  # fmt: skip


def _told(lives: Lives, held: Contacts, judged: Floats) -> Iterator[int]:
    """Give the types of which enough is known, the commonest first."""
    often = np.bincount(held.type, held.cases, len(held.types))
    leaves = lives.leaves & looked_at(lives)
    for place in np.argsort(-often, kind="stable")[:MOST_TYPES]:
        failed = before(dose(held, np.array([place]), judged))
        if (failed[leaves] > 0).sum() >= LEAST_OF_TYPE:
            yield int(place)


def _by_type(
    lives: Lives, held: Contacts, judged: Floats, volume: Floats, told: list[int]
) -> tuple[Floats, Floats] | None:
    """Give each told type's effect beside the others', and its error; None where they cannot be told apart."""
    others = np.setdiff1d(np.arange(len(held.types)), told)
    names = [str(each) for each in told]
    columns = [dose(held, np.array([each]), judged) for each in told]
    if held.failed[np.isin(held.type, others)].any():
        columns, names = [*columns, dose(held, others, judged)], [*names, _REST]
    found = _hazard_of(lives, [*columns, volume], [*names, _VOLUME])
    if isinstance(found, Unfit):
        return None
    each = [_surer(*found, str(place)) for place in told]
    return np.array([one.value for one in each]), np.array([one.error for one in each])


def _hazards(lives: Lives, scores: Floats) -> tuple[Floats, Floats]:
    """Give the monthly chance to leave of accounts without contacts by segment, small ones leaning on all."""
    kept = looked_at(lives)
    code = lives.segment[kept] + 1
    many = lives.segments + 1
    exposed = np.bincount(code, np.exp(before(scores)[kept]), many)
    left = np.bincount(code, lives.leaves[kept], many)
    rate = left.sum() / exposed.sum()
    hazard = (left + LEAST_DECISIONS) / (exposed + LEAST_DECISIONS / rate)
    return hazard, 1 / np.sqrt(left + LEAST_DECISIONS)
