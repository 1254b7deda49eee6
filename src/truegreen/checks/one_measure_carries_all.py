"""Money on one measure is effort on one measure; money on delivery alone is green service over red customers.

Virginia allows one service level at most a quarter of the amount at risk. Of six federal contact centres only four had
any measure of whether the answers were right (GAO-06-270).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from truegreen.checks.stake import imagined
from truegreen.model.agreement import Agreement, Perspective, Role, Unit
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S22"
LEVEL: Final = Level.WARNING
MOST: Final = Fraction(25, 100)
_ENOUGH: Final = 4  # Measures among which a quarter each is possible.
_OUTCOMES: Final = ("csat", "ces", "nps", "first_contact_resolution", "repeat_contact", "reopen_rate",
                    "critical_error_accuracy", "logo_churn", "net_revenue_retention", "gross_revenue_retention",
                    "escalation_rate", "save_rate")  # fmt: skip


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find a measure with more than a quarter of what may be lost, and money without a single outcome."""
    month = imagined(agreement)
    losses = month.losses
    whole = sum(losses.values(), Fraction(0))
    for name, loss in losses.items():
        if len(losses) > _ENOUGH and loss > MOST * whole:
            says = (f"“{name}” carries {float(loss / whole):.0%} of all that may be lost, {month.money(loss)} of "
                    f"{month.stake(whole)}.")  # fmt: skip
            remedy = "Spread the money, so that no measure has more than a quarter of it."
            yield warning(agreement.measures[name].at, "one-measure-carries-all", says, remedy)
    if losses and not any(_is_outcome(agreement, name) for name in month.paying):
        says = f"None of the measures that move money says whether customers were helped: {', '.join(month.paying)}."
        remedy = f"Put part of the {month.stake(whole)} on an outcome, like matters solved at once or satisfaction."
        yield warning(month.place(next(iter(losses))), "one-measure-carries-all", says, remedy)


def _is_outcome(agreement: Agreement, name: str) -> bool:
    """Say whether a measure is one of outcome; one that is reported without a perspective may be."""
    measure = agreement.measures[name]
    may_be = measure.is_reported and measure.perspective is None and measure.unit is not Unit.SECONDS
    is_known = may_be or measure.metric.partition(".")[0] in _OUTCOMES
    return (
        is_known
        or measure.role is Role.EXPERIENCE
        or measure.perspective in (Perspective.CUSTOMER, Perspective.QUALITY)
    )
