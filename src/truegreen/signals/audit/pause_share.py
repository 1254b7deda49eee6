"""Pause share: members whose work stands still for a larger share of its time than that of the others.

A share of time is a ratio of two sums over cases, so its error is that of a ratio estimate (Cochran, Sampling
Techniques, 1977, 6.3). What is expected of a member is made of its own kinds of work: who is given the work that waits
is not who lets it wait.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from truegreen.clocks.by_team import Pauses
from truegreen.clocks.worth_audit import CASES, POINTS, error
from truegreen.model.audit import Audit, Compared, Rate
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.drafts import Draft
from truegreen.signals.audit.peers import METHOD, Point, point_chances
from truegreen.signals.audit.words import Seen
from truegreen.stats.intervals import z_of
from truegreen.units.share import percent

_HOUR: Final = 3600


def says(seen: Seen) -> str:
    """Say how much of the time stood still."""
    share = percent(seen.rate.share or Fraction(0))
    return f"{seen.who}{share} of {seen.rate.of // _HOUR:,} hours of work stood still{seen.others}."


DETECTOR: Final = Detector(
    name="pause-share",
    audit=Audit.CLOCK,
    title="Time that stands still",
    innocent="Other work waits otherwise: who has the harder cases asks customers more often.",
    says=says,
)


def drafts(by: str, members: Sequence[Pauses], expected: Mapping[str, float] | None = None) -> list[Draft]:
    """Give all together, and each member against the others; it matters from five points on.

    Args:
        by: the slice.
        members: what became of each one's time; ``team`` is its name.
        expected: by member, the share that would stand still if its kinds of work waited as they do everywhere; the
            share of the others if left out.
    """
    usual = expected or {}
    judged = {
        each.team or "": Point(each.still / each.whole - usual.get(each.team or "", 0.0), error(each) ** 2)
        for each in members
        if _is_judged(each)
    }
    found = point_chances(judged)
    still, whole = sum(each.still for each in members), sum(each.whole for each in members)
    made = [Draft(DETECTOR, "", "", Rate(still, whole, noun="seconds"))] if whole else []
    for each in members:
        if not each.whole:
            continue
        others = Fraction(still - each.still, whole - each.whole) if whole > each.whole else None
        if (name := each.team or "") in usual:
            others = Fraction(usual[name]).limit_denominator(10**6)
        what = f"the {len(judged) - 1:,} other {by.replace('_', ' ')}s"
        compared = Compared(what, others, METHOD, found.get(each.team or ""))
        is_far = others is not None and each.still / each.whole - float(others) >= POINTS
        made.append(Draft(DETECTOR, by, each.team or "", _rate(each), compared, material=is_far))
    return made


def _is_judged(each: Pauses) -> bool:
    return each.cases >= CASES and each.whole > 0


def _rate(each: Pauses) -> Rate:
    share, half = each.still / each.whole, z_of(0.95) * error(each)
    return Rate(each.still, each.whole, max(0.0, share - half), min(1.0, share + half), "seconds")
