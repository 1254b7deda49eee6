"""Critical error accuracy: the share of evaluated work without an error that spoils it.

Errors critical to the customer, to the business and to compliance are kept apart (COPC): averaging them lets a polite
breach pass. The provider usually picks and marks the sample itself, so look at who evaluated and whether they were
calibrated. What an evaluation did not look for is left out, not counted as clean.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, variant

NAME, UNIT, BETTER = "critical_error_accuracy", "share", "higher"
PERSPECTIVE, TIMING = "quality", "leading"


def _free_of_all(quality: Rows) -> Tally:
    """Count evaluations that looked for any kind of critical error, and those that found none."""
    kinds = (quality.customer_critical, quality.business_critical, quality.compliance_critical)
    looked = kinds[0].notnull() | kinds[1].notnull() | kinds[2].notnull()
    found = kinds[0].fill_null(False) | kinds[1].fill_null(False) | kinds[2].fill_null(False)
    return Tally(among=looked, value=~found)


@variant(counted_on="evaluated_on", grain="evaluation", population="evaluations that looked for it")
def customer(quality: Rows) -> Tally:
    """Evaluations without an error critical to the customer."""
    return Tally(among=quality.customer_critical.notnull(), value=~quality.customer_critical)


@variant(counted_on="evaluated_on", grain="evaluation", population="evaluations that looked for it")
def business(quality: Rows) -> Tally:
    """Evaluations without an error critical to the business."""
    return Tally(among=quality.business_critical.notnull(), value=~quality.business_critical)


@variant(counted_on="evaluated_on", grain="evaluation", population="evaluations that looked for it")
def compliance(quality: Rows) -> Tally:
    """Evaluations without an error critical to compliance."""
    return Tally(among=quality.compliance_critical.notnull(), value=~quality.compliance_critical)


@variant(counted_on="evaluated_on", grain="evaluation", population="evaluations that looked for any critical error")
def any_kind(quality: Rows) -> Tally:
    """Evaluations without a critical error of any kind that was looked for."""
    return _free_of_all(quality)


@variant(counted_on="evaluated_on", grain="evaluation", population="calibrated evaluations that looked for any")
def any_kind_calibrated(quality: Rows) -> Tally:
    """Calibrated evaluations without a critical error of any kind that was looked for."""
    every = _free_of_all(quality)
    return Tally(among=every.among & quality.calibrated, value=every.value)
