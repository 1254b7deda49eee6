"""The last step of telling an effect: what may be said, how well it is evidenced, and what little would be nothing."""

from __future__ import annotations

from dataclasses import replace

from truegreen.model.effect import Effect
from truegreen.value.effects.judged import graded, margin, verdict


def finished(effect: Effect) -> Effect:
    """Give an effect with its verdict and its grade."""
    nothing = margin(effect.question.margin, effect.unit, effect.naive.before)
    grade, reasons = graded(effect.design, effect.checks, effect.estimate)
    return replace(
        effect,
        margin=nothing,
        verdict=verdict(effect.estimate, nothing, effect.better, effect.question.expected),
        grade=grade,
        reasons=reasons,
    )
