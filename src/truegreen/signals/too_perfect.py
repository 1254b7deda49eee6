"""Too perfect: members whose figure is better than honest work can be.

Some figures have a natural spread. Deliveries scatter around the promised day; who hits the very day 98 times in 100
where everybody together hits it 61 times probably moves the promise, or writes the date down from the plan. A metric
says from which value on it should not be believed (``too_good_from``); a handful of rows proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from truegreen.model.finding import Finding, warning
from truegreen.model.reading import Reading
from truegreen.units.share import percent
from truegreen.units.span import Span

LEAST_ROWS: Final = 20


def too_perfect(
    members: Iterable[Reading], everybody: Reading | None, too_good_from: Decimal, at: Span
) -> list[Finding]:
    """Name the members whose share is too good to be true.

    Args:
        members: one reading per member, over the same rows as ``everybody``.
        everybody: the same for all together; if they are all that good, nobody stands out.
        too_good_from: the share from which it is not believed.
        at: where the measure is written.
    """
    if everybody is None or everybody.value is None or everybody.value >= Fraction(too_good_from):
        return []
    return [
        warning(
            at,
            "too-perfect",
            f"{', '.join(each.slice.values())}: {each.total:,} of {each.count:,} ({percent(each.value)}) by "
            f"{each.spec}, where all together have {percent(everybody.value)}.",
            "Ask for the evidence behind the dates: was the promise moved, or the day written down from the plan?",
            each.count,
        )
        for each in members
        if each.value is not None and each.count >= LEAST_ROWS and each.value >= Fraction(too_good_from)
    ]
