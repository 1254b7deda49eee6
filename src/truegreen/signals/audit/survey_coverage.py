"""Survey coverage: of the cases that could have been asked about, how many were, and how many answered; by member."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.audit import Audit
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.drafts import Draft, by_member, rate_of
from truegreen.signals.audit.peers import Size
from truegreen.signals.audit.surveyed import Surveyed
from truegreen.signals.audit.words import Seen
from truegreen.units.share import percent

FEW: Final = 30


def says(seen: Seen) -> str:
    """Say how many could have been asked, were, and answered."""
    resolved, eligible, invited = (int(seen.also[name]) for name in ("resolved", "eligible", "invited"))
    few = int(seen.also.get("few_members", 0))
    rest = f" {few:,} of {int(seen.also['members']):,} {_plural(seen.by)} have fewer than {FEW} answers." if few else ""
    heard = percent(seen.rate.share or Fraction(0))
    responded = f", {percent(Fraction(seen.rate.hits, invited))} of those asked" if invited else ""
    return (
        f"{seen.who}of {resolved:,} resolved cases, customers could have been asked about {eligible:,}; {invited:,} "
        f"were asked, and {seen.rate.hits:,} answered: {heard} of those who could be{responded}{seen.others}.{rest}"
    )


def _plural(by: str) -> str:
    return f"{by.replace('_', ' ')}s" if by else "members"


DETECTOR: Final = Detector(
    name="survey-coverage",
    audit=Audit.SURVEY,
    title="Who could have been asked, was, and answered",
    innocent="Customers without an address cannot be asked, and nobody has to answer.",
    says=says,
    low=True,
    always=True,
)


def drafts(by: str, found: Surveyed) -> list[Draft]:
    """Give everybody's coverage, and each member's against the others."""
    members = np.unique(found.member)
    whole = np.ones(len(found.member), dtype=bool)
    answers = {str(member): int(found.answered[found.member == member].sum()) for member in members}
    also = {"members": float(len(members)), "few_members": float(sum(each < FEW for each in answers.values()))}
    eligible = int(found.eligible.sum())
    rate = rate_of(int(found.answered.sum()), eligible, "cases")
    made = [Draft(DETECTOR, "", "", rate, also=_funnel(found, whole) | also, measure=found.measure, about=found.title)]
    usual, sizes = _usual(found), []
    for member in members:
        own = found.eligible & (found.member == member)
        sizes.append(Size(str(member), answers[str(member)], int(own.sum()), float(usual[own].sum())))
    funnels = {str(member): _funnel(found, found.member == member) for member in members}
    return made + [
        Draft(each.detector, by, each.member, each.rate, each.compared, each.also, found.measure, about=found.title)
        for each in by_member(DETECTOR, by, sizes, "cases", funnels, mixed=True)
    ]


def _usual(found: Surveyed) -> NDArray[Any]:
    """Give each case the share of its kind's cases that are answered, (N,): some kinds are hardly asked by rule."""
    hits = np.bincount(found.kinds, found.answered & found.eligible)
    rows = np.bincount(found.kinds, found.eligible)
    shares: NDArray[Any] = np.divide(hits, rows, out=np.zeros(len(rows)), where=rows > 0)
    each: NDArray[Any] = shares[found.kinds]
    return each


def _funnel(found: Surveyed, among: NDArray[Any]) -> dict[str, float]:
    return {
        "resolved": float(among.sum()),
        "eligible": float((found.eligible & among).sum()),
        "invited": float((found.invited & among).sum()),
    }
