"""Customer effort score: whether customers found it easy to get their matter solved.

Two questions share the name. The newer (agreement with “they made it easy”, 1–7) is better high; the older (“how much
effort did you put in”, 1–5) is better low and must be turned round in the mapping before it is counted here. Answers
outside their own scale, or without one, are left out.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, parts, variant

NAME, UNIT, BETTER = "ces", "share", "higher"
PERSPECTIVE, TIMING = "customer", "lagging"


def _answers(feedback: Rows, value: Rows) -> Tally:
    """Count the answers to effort surveys that lie on their scale, and who could have given one."""
    asked = feedback.kind == "ces"
    return Tally(
        among=asked & feedback.value.between(feedback.scale_min, feedback.scale_max),
        value=value,
        eligible=asked & feedback.eligible_at.notnull(),
        invited=asked & feedback.invited_at.notnull(),
    )


def _side(feedback: Rows) -> Rows:
    """Say how far an answer is above the middle of its scale, in half steps; below is negative."""
    return feedback.value + feedback.value - feedback.scale_min - feedback.scale_max


@variant(counted_on="asked_on", grain="answer", population="answers on their scale", denominator="answers")
def easy_share(feedback: Rows) -> Tally:
    """Answers above the middle of their scale (5–7 of 7, 4–5 of 5), of all answers."""
    return _answers(feedback, _side(feedback) > 0)


@variant(
    counted_on="asked_on", grain="answer", population="answers on their scale", denominator="answers", unit="points"
)
def net_easy(feedback: Rows) -> Tally:
    """Share of answers above the middle of their scale less the share below it, in points."""
    side = _side(feedback)
    return _answers(feedback, (side > 0).ifelse(1, (side < 0).ifelse(-1, 0)))


@variant(
    counted_on="asked_on", grain="answer", population="answers on their scale", denominator="answers", unit="score"
)
def mean(feedback: Rows) -> Tally:
    """Mean answer, in grades of the scale; it means something only where all scales are the same."""
    return _answers(feedback, parts(feedback.value))
