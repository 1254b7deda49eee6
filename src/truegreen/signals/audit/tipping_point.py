"""Tipping point: how different silent customers would have to be from those who answered to flip the verdict.

The score of everybody lies between all silent ones being discontent and all being content (Manski, 1989); between these
ends, one number says how different they are: the gap of their log odds, δ. Where a small δ flips the verdict, the
verdict rests on who happened to answer.
"""

from __future__ import annotations

from math import ceil, exp
from typing import Final

import numpy as np

from truegreen.model.audit import Audit, Standing
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.drafts import Draft, rate_of
from truegreen.signals.audit.surveyed import Surveyed, answer_weights, heard
from truegreen.signals.audit.words import Seen
from truegreen.stats.intervals import wilson, z_of
from truegreen.stats.validity.response import share_of_silent
from truegreen.stats.validity.silent import tipping

SMALL: Final = 0.5
"""A gap of log odds that is met in practice: 80 % against 71 %."""


def says(seen: Seen) -> str:
    """Say where everybody's score may lie, and how different silent customers would have to be."""
    also = seen.also
    of = f"of the {also['cases']:,.0f} resolved cases"
    heard = f"{seen.counted} are content; {100 * also['heard']:.0f} % {of} were heard"
    ends = f"of all, between {100 * also['least']:.0f} % and {100 * also['most']:.0f} % are"
    level = f"the level of {100 * also['target']:.0f} %"
    if also.get("unsure"):
        more = int(also["more"])
        return f"{heard}, and {ends}. Against {level} nobody can tell yet; about {more:,} more answers would."
    if "gap" not in also:
        return f"{heard}, and {ends}: whatever the silent ones think, the score stays on its side of {level}."
    presumed = f"{100 * also['presumed']:.0f} %"
    silent, odds = f"{100 * also['silent']:.0f} %", f"{exp(-also['gap']):.2f}"
    return (
        f"{heard}, and {ends}. If {silent} of the silent ones were content, against {presumed} as weights presume "
        f"(these odds times {odds}), {level} would be on the other side."
    )


DETECTOR: Final = Detector(
    name="tipping-point",
    audit=Audit.SURVEY,
    title="How different the silent would have to be",
    innocent="That most customers are silent is usual; it only limits what can be said.",
    says=says,
    always=True,
)


def drafts(found: Surveyed) -> list[Draft]:
    """Give the verdict's tipping point; none where the level is no share, or nobody answered."""
    answered = heard(found)
    count, cases = int(answered.sum()), len(found.answered)
    if found.target is None or not count or not np.isin(found.content[answered], (0.0, 1.0)).all():
        return []
    content, target = int(found.content[answered].sum()), float(found.target)
    share, part = content / count, count / cases
    told = share_of_silent(answer_weights(found), found.content)
    tip = tipping(share, part, target, told[2] if told else None)
    also = {
        "heard": part, "cases": float(cases), "target": target, "least": tip.low, "most": tip.high,
        "presumed": tip.silent, "everybody": tip.share,
    }  # fmt: skip
    low, high = wilson(content, count)
    if low < target <= high:
        return [_draft(found, content, count, also | {"unsure": 1.0, "more": float(_more(share, target, count))})]
    if tip.turns_at is not None and tip.gap is not None:
        also |= {"silent": tip.turns_at, "gap": tip.gap}
    return [_draft(found, content, count, also)]


def _more(share: float, target: float, count: int) -> int:
    """Give about how many more answers would tell this score from the target."""
    gap = max(abs(share - target), 0.005)
    return max(1, ceil(z_of(0.95) ** 2 * target * (1 - target) / gap**2) - count)


def _draft(found: Surveyed, content: int, count: int, also: dict[str, float]) -> Draft:
    unsure = bool(also.get("unsure")) or abs(also.get("gap", 9.0)) <= SMALL
    rate = rate_of(content, count, f"answers to “{found.title}”")
    standing = Standing.TOO_FEW if unsure else Standing.ORDINARY
    return Draft(DETECTOR, "", "", rate, also=also, measure=found.measure, standing=standing, counts=False)
