"""P4, sample rule: what becomes of a measure with too little evidence, and what a period without any counts as."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import comb


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
    return sum(
        (comb(count, each) * level**each * (1 - level) ** (count - each) for each in range(successes + 1)), Fraction(0)
    )
