"""Silent customers: how far could those who were not heard change what is said of all?

Nothing that was recorded tells what a customer who did not answer would have said. So nobody is asked to believe a
model: the bounds hold whatever they would have said, and the tipping point says how much worse they must be to turn the
verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

from truegreen.stats.intervals import wilson


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many customers could have been heard, were asked, and answered."""

    eligible: int
    invited: int
    answered: int

    def __post_init__(self) -> None:
        """Refuse a funnel that widens.

        Raises:
            ValueError: more were invited than could be, or more answered than were invited.
        """
        if not 0 <= self.answered <= self.invited <= self.eligible:
            raise ValueError(f"{self.eligible} eligible, {self.invited} invited, {self.answered} answered is no funnel")

    @property
    def share_invited(self) -> float | None:
        """Give the share of the eligible who were invited; None where nobody was eligible."""
        return self.invited / self.eligible if self.eligible else None

    @property
    def share_answered(self) -> float | None:
        """Give the share of the invited who answered: the response rate; None where nobody was invited."""
        return self.answered / self.invited if self.invited else None

    @property
    def share_heard(self) -> float | None:
        """Give the share of the eligible who were heard, the one that counts; None where nobody was eligible."""
        return self.answered / self.eligible if self.eligible else None

    def intervals(self, confidence: float = 0.95) -> tuple[tuple[float, float], ...]:
        """Give the intervals of the shares invited, answered and heard; fewer where nobody was there to ask."""
        steps = ((self.invited, self.eligible), (self.answered, self.invited), (self.answered, self.eligible))
        return tuple(wilson(hits, total, confidence) for hits, total in steps if total)


@dataclass(frozen=True, slots=True)
class Tipping:
    """How different the silent must be to turn a verdict.

    Attributes:
        share: of all, as if the silent were as presumed.
        silent: share of the silent who are presumed satisfied.
        turns_at: share of the silent at which the verdict turns; None if it turns whatever they say, or never.
        gap: the same as log-odds below (above 0) or above (below 0) what is presumed.
        low: share of all, were all the silent dissatisfied (Manski 1989).
        high: share of all, were they all satisfied.
    """

    share: float
    silent: float
    turns_at: float | None
    gap: float | None
    low: float
    high: float

    @property
    def can_turn(self) -> bool:
        """Say whether anything the silent might say turns the verdict."""
        return self.turns_at is not None


def bounds(share: float, heard: float) -> tuple[float, float]:
    """Give the least and the greatest share of all, whatever the silent would have said (Manski 1989).

    Args:
        share: of those heard, who are satisfied.
        heard: share of all who were heard.

    Raises:
        ValueError: one of them is no share.

    >>> [round(end, 2) for end in bounds(0.9, 0.2)]
    [0.18, 0.98]
    """
    if not (0 <= share <= 1 and 0 <= heard <= 1):
        raise ValueError(f"{share:g} and {heard:g} must both be shares")
    return heard * share, heard * share + 1 - heard


def tipping(share: float, heard: float, target: float, silent: float | None = None) -> Tipping:
    """Say how different the silent must be from what is presumed to move the share of all across the target.

    Args:
        share: of those heard, who are satisfied.
        heard: share of all who were heard.
        target: the verdict is good from here on.
        silent: share of the silent presumed satisfied, say from weights; as those heard if left out.

    Raises:
        ValueError: one of them is no share.

    >>> found = tipping(0.9, 0.5, 0.8)
    >>> round(found.turns_at, 3), round(found.gap, 3)
    (0.7, 1.35)
    """
    low, high = bounds(share, heard)
    presumed = share if silent is None else silent
    if not (0 <= presumed <= 1 and 0 <= target <= 1):
        raise ValueError(f"{presumed:g} and {target:g} must both be shares")
    everybody = heard * share + (1 - heard) * presumed
    at = (target - heard * share) / (1 - heard) if heard < 1 else -1.0
    if not 0 <= at <= 1:
        return Tipping(everybody, presumed, None, None, low, high)
    return Tipping(everybody, presumed, at, _log_odds(presumed) - _log_odds(at), low, high)


def with_gap(share: float, heard: float, gap: float) -> float:
    """Give the share of all, if the silent lie so many log-odds below those heard.

    >>> round(with_gap(0.9, 0.5, 0.0), 3), round(with_gap(0.9, 0.5, 1.35), 2)
    (0.9, 0.8)
    """
    return heard * share + (1 - heard) / (1 + exp(gap - _log_odds(share)))


def _log_odds(share: float) -> float:
    inside = min(max(share, 1e-6), 1 - 1e-6)
    return log(inside / (1 - inside))
