"""Too perfect: members whose figure is better than honest work can be, held against everybody's.

The same as ``too_perfect``, as a line of an audit: by the exact binomial test against everybody's share.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from truegreen.model.audit import Audit, Compared
from truegreen.model.reading import Reading
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.drafts import Draft, rate_of
from truegreen.signals.audit.words import Seen
from truegreen.signals.too_perfect import LEAST_ROWS
from truegreen.stats.exact import share_tail


def says(seen: Seen) -> str:
    """Say how many rows are as they should be to the letter."""
    return f"{seen.who}{seen.counted}{seen.others}: nearly always to the letter, where work otherwise scatters."


DETECTOR: Final = Detector(
    name="too-perfect",
    audit=Audit.CLOCK,
    title="Figures that are too good",
    innocent="The promise may have been moved with the customer's consent, or the day written down from the plan.",
    says=says,
)


def drafts(
    measure: str, by: str, members: Sequence[Reading], everybody: Reading | None, from_on: Decimal
) -> list[Draft]:
    """Give each member with rows enough against everybody; nobody stands out where all are that good.

    Args:
        measure: the measure's name.
        by: the slice.
        members: their readings.
        everybody: that of all.
        from_on: the share from which it is not believed.
    """
    if everybody is None or everybody.value is None or everybody.value >= Fraction(from_on):
        return []
    found = []
    for each in members:
        if each.value is None or each.count < LEAST_ROWS:
            continue
        chance = float(share_tail(each.total, each.count, float(everybody.value), above=True))
        compared = Compared(f"all {by}s together", everybody.value, "exact binomial test, one-sided", chance)
        noun = f"rows by {each.spec}"
        is_far = each.value >= Fraction(from_on)
        member = next(iter(each.slice.values()), "")
        found.append(
            Draft(
                DETECTOR, by, member, rate_of(each.total, each.count, noun), compared, measure=measure, material=is_far
            )
        )
    return found
