"""Bunching: more cases that end just inside their target than honest work would have end there.

The test is that of ``stats.validity.bunching``; cases that end in the very minute of their target do not count, since a
system that closes at the due time makes a heap there, and nobody's work: the minutes beside it stand for it. A jump
alone is not enough, for the times of work that is late may well have another shape than those of work that is not: more
cases than chance must have moved. Nor is one that comes every day: where work is due when the desk closes, nobody ends
a case in the hour after, due or not. The same hour of the days before and after tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.audit import Audit, Compared
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.drafts import Draft, rate_of
from truegreen.signals.audit.peers import Point, mean_of
from truegreen.signals.audit.words import Seen
from truegreen.stats.validity.bunching import Bunching, Jump, binned, bunching
from truegreen.stats.validity.student import tail

INSIDE: Final = 1 / 24
LEAST: Final = 300
MINUTE: Final = 60
DAY: Final = 86_400
DAYS: Final = (-3, -2, -1, 1, 2, 3)
"""The days before and after the target that show what the same hour of another day looks like."""
SHOWS: Final = 0.05
"""Chance below which these days show a jump of their own."""


@dataclass(frozen=True, slots=True, eq=False)
class Took:
    """What resolved cases took, and what they might take: seconds, (N,), and whose each is."""

    took: NDArray[Any]
    target: NDArray[Any]
    member: NDArray[Any]


def says(seen: Seen) -> str:
    """Say how many cases more than expected ended just inside, and what is kept without them."""
    also = seen.also
    hours = f" of {also['target_hours']:,.0f} h" if also.get("target_hours") else ""
    return (
        f"{seen.who}{seen.counted} that ended within a twenty-fourth of their target{hours}, before or after it, ended "
        f"before it: about {also['moved']:,.0f} more ({also['low']:,.0f} to {also['high']:,.0f}) than the times around "
        f"let expect. {100 * also['kept']:.1f} % of the cases kept the target; if those had not, "
        f"{100 * also['kept_without']:.1f} % would have."
    )


DETECTOR: Final = Detector(
    name="bunching",
    audit=Audit.CLOCK,
    title="Cases that end just inside their target",
    innocent="People who see the time run out finish first what is due next: that is what a target is for.",
    says=says,
)


def drafts(by: str, found: Took) -> list[Draft]:
    """Give one draft of each usual target, and one of each member over all of its targets together."""
    usual = [target for target, count in _counted(found.target) if count >= LEAST][:5]
    made = [_draft(found, found.target == target, "", "", target) for target in sorted(usual)]
    made += [_draft(found, found.member == member, by, str(member), 0) for member in np.unique(found.member)]
    return [each for each in made if each is not None]


def _counted(values: NDArray[Any]) -> list[tuple[float, int]]:
    each, counts = np.unique(values, return_counts=True)
    return sorted(zip(each.tolist(), counts.tolist(), strict=True), key=lambda pair: -pair[1])


def _draft(found: Took, among: NDArray[Any], by: str, member: str, target: float) -> Draft | None:
    took, targets = _without_the_minute(found.took[among], found.target[among])
    share = took / targets
    if len(share) < LEAST:
        return None
    jump = bunching(binned(share, 1.0), 1.0)
    if jump is None:
        return None
    inside, outside = _near(found.took[among] / found.target[among])
    kept = found.took[among] <= found.target[among]
    also = _also(jump, float(kept.mean()), len(kept), target)
    chance = max(jump.p, _chance_on_any_day(took - targets))
    compared = Compared("the times around it", None, "jump of a smooth density", chance)
    rate = rate_of(inside, inside + outside, "cases")
    return Draft(DETECTOR, by, member, rate, compared, also, material=jump.low > 0)


def _without_the_minute(took: NDArray[Any], target: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Leave out cases of the target's own minute, to either side, and let those of the minutes beside stand for them.

    A hole would look like work that is missing, most of all around a short target.
    """
    off = took - target
    inside, outside = (off > -2 * MINUTE) & (off <= -MINUTE), (off > MINUTE) & (off <= 2 * MINUTE)
    own = (off > -MINUTE) & (off <= MINUTE)
    parts = ((~own, 0), (inside, MINUTE), (outside, -MINUTE))
    moved = np.concatenate([took[which] + by for which, by in parts])
    targets = np.concatenate([target[which] for which, _ in parts])
    some = moved > 0
    return moved[some], targets[some]


def _chance_on_any_day(off: NDArray[Any]) -> float:
    """Give the chance that the jump is like those at the same hour of other days; 0 where these show none.

    Args:
        off: (N,) seconds from the target to the end of each case.
    """
    own = _jump_at(off, 0)
    others = [each for day in DAYS if (each := _jump_at(off, day)) is not None]
    if own is None or not others:
        return 0.0
    if tail(sum(each.z / each.error for each in others) / sqrt(sum(each.error**-2 for each in others))) > SHOWS:
        return 0.0
    middle, error, between = mean_of([Point(each.value, each.error**2) for each in others])
    return tail((own.value - middle) / sqrt(own.error**2 + error + between), len(others))


def _jump_at(off: NDArray[Any], day: int) -> Jump | None:
    told = bunching(binned(off - day * DAY + DAY, DAY), DAY)
    return told.jump if told else None


def _near(share: NDArray[Any]) -> tuple[int, int]:
    return int(((share > 1 - INSIDE) & (share <= 1)).sum()), int(((share > 1) & (share <= 1 + INSIDE)).sum())


def _also(jump: Bunching, kept: float, cases: int, target: float) -> Mapping[str, float]:
    without = max(0.0, kept - max(jump.moved, 0.0) / cases)
    return {
        "moved": jump.moved, "low": jump.low, "high": jump.high, "kept": kept, "kept_without": without,
        "cases": float(cases), "target_hours": target / 3600, "z": jump.z,
    }  # fmt: skip
