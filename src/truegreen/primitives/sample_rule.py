"""P4, sample rule: what becomes of a measure with too little evidence, and what a period without any counts as."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from truegreen.model.agreement import Few, Sample


class Unmeasured(StrEnum):
    """What a period counts as in which nothing, or too little, was measured."""

    NEITHER = "neither met nor missed"
    MET = "met"
    MISSED = "missed"


def chance_of_so_few(successes: int, count: int, level: Fraction) -> Fraction:
    """Give the chance of at most so many successes where each comes with the level's chance: the exact binomial tail.

    >>> chance_of_so_few(33, 35, Fraction(95, 100)) > Fraction(1, 20)
    True
    """
    good, bad = level.numerator, level.denominator - level.numerator
    if bad == 0 or successes >= count:
        return Fraction(successes >= count)
    ways = total = bad**count if successes >= 0 else 0
    for each in range(successes):
        ways = ways * (count - each) * good // ((each + 1) * bad)
        total += ways
    return Fraction(total, level.denominator**count)


def let_pass(sample: Sample, value: Fraction, count: Fraction | None, level: Fraction) -> str:
    """Say why a share of good rows that misses its level is let pass; nothing where it is not.

    Args:
        sample: the rule.
        value: the share of good rows.
        count: the rows; the good ones among them are counted in whole rows.
        level: the share of good rows that is wanted.

    >>> let_pass(Sample(minimum=100, otherwise=Few.ALLOWED, misses=2), Fraction(33, 35), Fraction(35), Fraction("0.95"))
    '2 of 35 rows failed, and 2 may'
    """
    if count is None or count >= sample.minimum:
        return ""
    rows = int(count)
    good = int(rows * value + Fraction(1, 2))
    if sample.otherwise is Few.ALLOWED and rows - good <= (sample.misses or 0):
        return f"{rows - good} of {rows} rows failed, and {sample.misses or 0} may"
    doubt = sample.doubt.in_unit("share") if sample.otherwise is Few.SIGNIFICANT and sample.doubt else None
    if doubt is not None and chance_of_so_few(good, rows, level) > doubt:
        return f"so few as {good} good rows of {rows} come by chance more often than in {sample.doubt} of such periods"
    return ""
