"""Several figures of one trial: which differences may be named, when one was registered first and others came along.

The first one is tested alone, at its full chance of a false alarm. The others are a list, adjusted together: among
those named at most so many are false (Benjamini and Hochberg 1995), or in so few trials is any (Holm 1979).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

from truegreen.stats.discoveries import benjamini_hochberg, holm
from truegreen.stats.estimate import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """The figures of a trial, and which of their differences may be named.

    Attributes:
        first: the figure that was registered as the one to judge by.
        p: of each figure, the chance of so much where there is nothing: the first's own, the others' adjusted.
        rate: below which a difference may be named.
    """

    first: str
    p: Mapping[str, float]
    rate: float

    @property
    def named(self) -> tuple[str, ...]:
        """Give the figures whose difference may be named, the first one before the others, the surest before less."""
        found = [name for name, p in self.p.items() if p < self.rate]
        return tuple(sorted(found, key=lambda name: (name != self.first, self.p[name])))


def several(estimates: Mapping[str, Estimate], first: str, rate: float = 0.05, *, strictly: bool = False) -> Several:
    """Say which differences of a trial's figures may be named.

    Args:
        estimates: of each figure, treated less control.
        first: the one that was registered as the one to judge by.
        rate: of false alarms for it, and of false ones among the others named.
        strictly: whether no other may be false, in all but so few trials (Holm), instead of few of those named.

    Raises:
        ValueError: the first is not among them, or a figure has no chance.
    """
    missing = [name for name, each in estimates.items() if each.p is None or isnan(each.p)]
    if first not in estimates or missing:
        raise ValueError(f"no chance is known of {', '.join(missing) or first}")
    others = [name for name in estimates if name != first]
    chances = [estimates[name].p or 0.0 for name in (first, *others)]
    adjusted = (holm if strictly else benjamini_hochberg)(chances[1:])
    return Several(
        first=first,
        p={first: chances[0]} | dict(zip(others, map(float, adjusted), strict=True)),
        rate=rate,
    )
