"""What a trial comes to: one of four verdicts, on what was asked when it was registered.

It goes by intervals, so that it serves whatever made them: a single look, several looks, few clusters, a permutation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, isnan
from typing import Literal, TypeAlias

from truegreen.stats.estimate import Estimate, Verdict

Ends: TypeAlias = tuple[float, float]


class Claim(StrEnum):
    """What a trial is to show."""

    BETTER = "better"
    NOT_WORSE = "not worse"
    ALIKE = "as good as the same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A difference with its verdict.

    Attributes:
        estimate: treated less control.
        claim: what was to be shown.
        margin: the largest difference that does not matter, in the estimate's unit.
        better: whether more or less of the figure is better.
        verdict: established: the claim is shown. Refuted: better was claimed, and no more than the margin is in it; or
            the same was claimed, and it is better by more. Perverse: it is worse (by more than the margin, where that
            was allowed). Else not enough data.
        because: the comparison that decided, in words.
        factor: where there is not enough data, about how many times as many rows would show either that it is better
            or that it does not matter, four times in five; None otherwise.
    """

    estimate: Estimate
    claim: Claim
    margin: float
    better: Literal["higher", "lower"]
    verdict: Verdict
    because: str
    factor: float | None


def judged(
    estimate: Estimate,
    claim: Claim,
    margin: float,
    better: Literal["higher", "lower"] = "higher",
    narrow: tuple[float, float] | None = None,
) -> Judged:
    """Say what a difference of two arms comes to.

    Args:
        estimate: treated less control.
        claim: what the trial was to show.
        margin: the largest difference that does not matter, above nought, in the estimate's unit.
        better: whether more or less of the figure is better.
        narrow: the same difference's 90 % interval, by which claims against a margin are held at one-sided 5 %; if left
            out the estimate's own, which is stricter.

    Raises:
        ValueError: the margin is not above nought.
    """
    if not margin > 0:
        raise ValueError(f"a margin of {margin:g} is none: say how large a difference may be and not matter")
    ends = (estimate.low, estimate.high), narrow or (estimate.low, estimate.high)
    wide, tight = ((low, high) if better == "higher" else (-high, -low) for low, high in ends)
    verdict, because = _verdict(claim, margin, wide, tight)
    return Judged(
        estimate=estimate,
        claim=claim,
        margin=margin,
        better=better,
        verdict=verdict,
        because=because,
        factor=_factor(estimate.error, margin) if verdict is Verdict.NOT_ENOUGH else None,
    )


def _verdict(claim: Claim, margin: float, wide: Ends, tight: Ends) -> tuple[Verdict, str]:
    if any(isnan(end) for end in (*wide, *tight)):
        return Verdict.NOT_ENOUGH, "there is no interval"
    if claim is Claim.BETTER:
        return _better(margin, wide, tight)
    if tight[1] < -margin:
        return Verdict.PERVERSE, "worse by more than the margin"
    return _not_worse(margin, tight) if claim is Claim.NOT_WORSE else _alike(margin, tight)


def _better(margin: float, wide: Ends, tight: Ends) -> tuple[Verdict, str]:
    if _is_nothing(margin, tight):
        return Verdict.REFUTED, "any difference is smaller than the margin"
    if wide[0] > 0:
        return Verdict.ESTABLISHED, "better, beyond chance"
    if wide[1] < 0:
        return Verdict.PERVERSE, "worse, beyond chance"
    return Verdict.NOT_ENOUGH, "better and worse are both possible, and neither can be called nothing"


def _not_worse(margin: float, tight: Ends) -> tuple[Verdict, str]:
    if tight[0] > -margin:
        return Verdict.ESTABLISHED, "not worse by more than the margin"
    return Verdict.NOT_ENOUGH, "it may be worse by more than the margin"


def _alike(margin: float, tight: Ends) -> tuple[Verdict, str]:
    if _is_nothing(margin, tight):
        return Verdict.ESTABLISHED, "any difference is smaller than the margin"
    if tight[0] > margin:
        return Verdict.REFUTED, "better by more than the margin"
    return Verdict.NOT_ENOUGH, "a difference larger than the margin cannot be ruled out"


def _is_nothing(margin: float, tight: Ends) -> bool:
    return -margin < tight[0] and tight[1] < margin


def _factor(error: float, margin: float) -> float | None:
    """Give how many times as many rows would tell: an error of the margin over 2.93 shows nothing, or the margin."""
    if not (isfinite(error) and error > 0):
        return None
    return max(1.0, (2.93 * error / margin) ** 2)
