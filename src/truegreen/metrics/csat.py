"""Customer satisfaction: what customers answered when asked how satisfied they were.

The same answers give six figures, often tens of points apart, so a score without its formula says nothing. “Top two”
are 4–5 of 5 but 6–7 of 7, and some count 5–7 of 7 (Zencity): that is ``top3``. Share of the maximum (ServiceRocket)
gives 20 % to the worst answer on 1–5. Good share (Zendesk) leaves the middle out. Never read it without its response
rate: who is asked, and who answers, moves it more than the service does. Answers outside their own scale, or without
one, are left out.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, parts, variant

NAME, UNIT, BETTER = "csat", "share", "higher"
PERSPECTIVE, TIMING = "customer", "lagging"


def _answers(feedback: Rows, value: Rows, among: Rows = True) -> Tally:
    """Count the answers to satisfaction surveys that lie on their scale, and who could have given one."""
    asked = feedback.kind == "csat"
    on_scale = feedback.value.between(feedback.scale_min, feedback.scale_max)
    return Tally(
        among=asked & on_scale & among,
        value=value,
        eligible=asked & feedback.eligible_at.notnull(),
        invited=asked & feedback.invited_at.notnull(),
    )


def _side(feedback: Rows) -> Rows:
    """Say how far an answer is above the middle of its scale, in half steps; below is negative."""
    return feedback.value + feedback.value - feedback.scale_min - feedback.scale_max


@variant(counted_on="asked_on", grain="answer", population="answers on their scale", denominator="answers")
def top2(feedback: Rows) -> Tally:
    """Answers of the two best grades of their scale (4–5 of 5, 6–7 of 7), of all answers."""
    return _answers(feedback, feedback.value >= feedback.scale_max - 1)


@variant(counted_on="asked_on", grain="answer", population="answers on their scale", denominator="answers")
def top3(feedback: Rows) -> Tally:
    """Answers of the three best grades of their scale (3–5 of 5, 5–7 of 7), of all answers."""
    return _answers(feedback, feedback.value >= feedback.scale_max - 2)


@variant(
    counted_on="asked_on", grain="answer", population="answers on their scale", denominator="answers", unit="score"
)
def mean(feedback: Rows) -> Tally:
    """Mean answer, in grades of the scale; it means something only where all scales are the same."""
    return _answers(feedback, parts(feedback.value))


@variant(
    counted_on="asked_on", grain="answer", population="answers on their scale", denominator="best answers possible"
)
def share_of_maximum(feedback: Rows) -> Quotient:
    """Grades given, of the grades that would have been given had everybody chosen the best."""
    return Quotient(
        total=_answers(feedback, parts(feedback.value)), count=_answers(feedback, parts(feedback.scale_max))
    )


@variant(
    counted_on="asked_on", grain="answer", population="answers on their scale", denominator="answers", unit="points"
)
def net(feedback: Rows) -> Tally:
    """Share of answers above the middle of their scale less the share below it, in points."""
    side = _side(feedback)
    return _answers(feedback, (side > 0).ifelse(1, (side < 0).ifelse(-1, 0)))


@variant(
    counted_on="asked_on", grain="answer", population="answers on their scale, not in the middle",
    denominator="answers above or below the middle",
)  # fmt: skip
def good_share(feedback: Rows) -> Tally:
    """Answers above the middle of their scale, of those above or below it; the undecided are left out."""
    side = _side(feedback)
    return _answers(feedback, side > 0, among=side != 0)
