"""The funnel: each member's figure by how much evidence it has, between the limits that chance alone would draw.

Two pairs of limits: narrow dashes are chance alone, wide lines allow for what members differ by anyway
(over-dispersion). Between the two, whether a member stands out is a matter of opinion, and the picture says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.reports.axis import axis
from truegreen.reports.rendering import rendered

WIDTH: Final = 720
HEIGHT: Final = 420
LEFT, RIGHT, TOP, BOTTOM = 64, 700, 24, 370
FEW: Final = 12


@dataclass(frozen=True, slots=True)
class Member:
    """One member: how much evidence it has, its figure, how it is judged, and its name."""

    evidence: float
    value: float
    tone: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits by evidence, each as (evidence, low, high), from little to much; and what they are."""

    words: str
    wide: bool
    line: Sequence[tuple[float, float, float]]


def funnel_picture(
    title: str, members: Sequence[Member], centre: float, limits: Sequence[Limits], evidence: str, value: str
) -> str:
    """Draw members within their limits, as an SVG element.

    Args:
        title: what is shown, for those who cannot see it.
        members: the points; those that are not ``unsure`` are named, and all where they are few.
        centre: the figure of all together, as a share.
        limits: what chance draws.
        evidence: what the level axis shows.
        value: what the upright axis shows.
    """
    over = axis([0.0, *(each.evidence for each in members)], LEFT, RIGHT)
    reach = [centre, *(each.value for each in members)]
    reach += [end for each in limits for at, *ends in each.line if at >= over.high / 8 for end in ends]
    upwards = axis([min(max(each, 0.0), 1.0) for each in reach], BOTTOM, TOP)
    lines = [
        (each, side, " ".join(f"{over.at(at)},{upwards.at(ends[side])}" for at, *ends in each.line))
        for each in limits
        for side in (0, 1)
    ]
    return rendered(
        "funnel.svg", title=title, members=members, all_named=len(members) <= FEW, centre=centre, lines=lines,
        over=over, upwards=upwards, evidence=evidence, value=value,
        box=(LEFT, RIGHT, TOP, BOTTOM), size=(WIDTH, HEIGHT),
    )  # fmt: skip
