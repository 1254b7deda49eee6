"""What a difference comes to: the registered goal, held against the interval that the rule allows."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Final, Literal

from truegreen.model.pilot import Goal, Pilot
from truegreen.model.pilot_standing import Figure
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.stats.trials.judged import Claim, judged

CLAIMS: Final = {
    Goal.SUPERIORITY: Claim.BETTER, Goal.NON_INFERIORITY: Claim.NOT_WORSE, Goal.EQUIVALENCE: Claim.ALIKE,
}  # fmt: skip
_NEXT_TO_NOTHING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, what decided it, and how many times as many rows would tell where there is not enough data."""

    verdict: Verdict
    because: str
    factor: float | None


def margin_of(pilot: Pilot, figure: Figure) -> float | None:
    """Give the margin in the figure's unit; None where the pilot has none.

    Raises:
        ValueError: it is written in another unit; the message says how it would be.
    """
    return None if pilot.margin is None else float(pilot.margin.in_unit(figure.unit))


def judgement(pilot: Pilot, figure: Figure, estimate: Estimate, narrow: tuple[float, float]) -> Judgement:
    """Say what a difference comes to.

    Args:
        pilot: as registered.
        figure: by what it is judged.
        estimate: treated less control, with the interval that the rule allows.
        narrow: the interval by which claims against the margin are held, of one side each.
    """
    margin = margin_of(pilot, figure)
    if not (isfinite(estimate.error) and estimate.error > 0):
        return Judgement(Verdict.NOT_ENOUGH, "nothing scatters, so that nobody can tell what chance alone does", None)
    better: Literal["higher", "lower"] = "lower" if figure.better == "lower" else "higher"
    found = judged(estimate, CLAIMS[pilot.goal], margin or estimate.error * _NEXT_TO_NOTHING, better, narrow)
    return Judgement(found.verdict, found.because, found.factor if margin else None)
