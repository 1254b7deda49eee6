"""Net promoter score: the share who would recommend (9–10 of 0–10) less the share who would not (0–6), in points.

It runs from −100 to +100 and moves by whole steps with few answers: 20 answers cannot tell 10 from 40, so never report
it without its count. Customs differ: “European” counting calls 8 a promoter and 6 a passive and lifts the same
answers. Only answers on a scale of 0 to 10 count; on any other scale it is another question.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, parts, variant

NAME, UNIT, BETTER = "nps", "points", "higher"
PERSPECTIVE, TIMING = "customer", "lagging"


def _answers(feedback: Rows, value: Rows) -> Tally:
    """Count the answers to recommendation surveys on 0 to 10, and who could have given one."""
    asked = feedback.kind == "nps"
    zero_to_ten = (feedback.scale_min.fill_null(0) == 0) & (feedback.scale_max.fill_null(10) == 10)
    return Tally(
        among=asked & zero_to_ten & feedback.value.between(0, 10),
        value=value,
        eligible=asked & feedback.eligible_at.notnull(),
        invited=asked & feedback.invited_at.notnull(),
    )


def _net(feedback: Rows, promoter_from: int, detractor_to: int) -> Tally:
    value = feedback.value
    return _answers(feedback, (value >= promoter_from).ifelse(1, (value <= detractor_to).ifelse(-1, 0)))


@variant(counted_on="asked_on", grain="answer", population="answers on 0 to 10", denominator="answers")
def standard(feedback: Rows) -> Tally:
    """Share of answers of 9 or 10 less the share of 0 to 6, in points."""
    return _net(feedback, 9, 6)


@variant(counted_on="asked_on", grain="answer", population="answers on 0 to 10", denominator="answers")
def european(feedback: Rows) -> Tally:
    """Share of answers of 8 to 10 less the share of 0 to 5, in points."""
    return _net(feedback, 8, 5)


@variant(counted_on="asked_on", grain="answer", population="answers on 0 to 10", denominator="answers", unit="share")
def promoters(feedback: Rows) -> Tally:
    """Answers of 9 or 10, of all answers; whoever is unhappy is not subtracted."""
    return _answers(feedback, feedback.value >= 9)


@variant(counted_on="asked_on", grain="answer", population="answers on 0 to 10", denominator="answers", unit="score")
def mean(feedback: Rows) -> Tally:
    """Mean answer from 0 to 10."""
    return _answers(feedback, parts(feedback.value))
