"""Quality score: what evaluators gave the work they looked at, from 0 to 100.

A mean lets many small merits hide one fatal error, which is why some agreements set the whole score to nothing for a
critical one. A sheet full of items that hardly ever fail scores everybody high and tells nobody apart.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, parts, variant

NAME, UNIT, BETTER = "quality_score", "score", "higher"
PERSPECTIVE, TIMING = "quality", "leading"


@variant(counted_on="evaluated_on", grain="evaluation", population="all scored evaluations")
def mean(quality: Rows) -> Tally:
    """Mean score of the evaluations."""
    return Tally(among=quality.score.notnull(), value=parts(quality.score))


@variant(counted_on="evaluated_on", grain="evaluation", population="calibrated evaluations")
def mean_calibrated(quality: Rows) -> Tally:
    """Mean score of the calibrated evaluations."""
    return Tally(among=quality.score.notnull() & quality.calibrated, value=parts(quality.score))


@variant(counted_on="evaluated_on", grain="evaluation", population="all scored evaluations")
def mean_with_fatal_errors(quality: Rows) -> Tally:
    """Mean score of the evaluations, where any critical error makes the score 0."""
    fatal = (
        quality.customer_critical.fill_null(False)
        | quality.business_critical.fill_null(False)
        | quality.compliance_critical.fill_null(False)
    )
    return Tally(among=quality.score.notnull(), value=fatal.ifelse(0, parts(quality.score)))


@variant(counted_on="evaluated_on", grain="evaluation", population="all scored evaluations", unit="share")
def passed(quality: Rows, *, at_least: int = 80) -> Tally:
    """Evaluations that scored {at_least} or more."""
    return Tally(among=quality.score.notnull(), value=quality.score >= at_least)
