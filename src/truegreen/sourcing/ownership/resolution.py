"""What a solved issue costs: a case's cost over the share that is solved, for who is not helped comes again."""

from __future__ import annotations

from fractions import Fraction

from truegreen.model.costed import Solved
from truegreen.sourcing.ownership.present import part, scaled
from truegreen.stats.intervals import wilson
from truegreen.units.money import Money
from truegreen.units.range import Range

A_YEAR = 12


def each_solved(each: Money, solved: Fraction) -> Money:
    """Give what a solved issue costs, in cents, where each case costs so much and so many are solved.

    Where customers come again until they are helped, one that is solved takes 1 / share cases on average.
    """
    return part(each, 1 / solved)


def solved_of(cases: int, judged: int, solved: int, yearly: Range | None, months: int) -> Solved:
    """Give what was solved and what one costs.

    Args:
        cases: of some months.
        judged: those whose outcome can be known.
        solved: those that stayed solved.
        yearly: what it all costs a year; None where nobody knows.
        months: of how many months the cases are.
    """
    each = scaled(yearly, Fraction(months, A_YEAR * cases)) if yearly is not None and cases else None
    share = Fraction(solved, judged) if judged else None
    low, high = wilson(solved, judged) if judged else (None, None)
    one = between = None
    if each is not None and yearly is not None and share:
        over = Fraction(months, A_YEAR * cases)
        one = scaled(yearly, over / share)
        if low and high:
            between = Range(part(yearly.low, over / Fraction(high)), part(yearly.high, over / Fraction(low)))
    return Solved(
        cases=cases, judged=judged, solved=solved, share=None if share is None else float(share), share_low=low,
        share_high=high, each_case=each, each_solved=one, each_between=between,
    )  # fmt: skip
