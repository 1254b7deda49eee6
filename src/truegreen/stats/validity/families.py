"""Families of tests: what is left of each answer when so many questions were asked at once."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Rule(StrEnum):
    """How a family keeps its promised share of false claims: whatever hangs together in the usual way, or whatever."""

    BH = "Benjamini–Hochberg"
    BY = "Benjamini–Yekutieli"


def adjusted(chances: Sequence[float], rule: Rule = Rule.BH) -> tuple[float, ...]:
    """Give each chance adjusted for its family: claim what is at most q, and at most a share q of claims is false.

    Args:
        chances: p-values, each between 0 and 1.
        rule: BH (1995) holds for independent questions and such as agree with one another; BY (2001) for any.

    Raises:
        ValueError: a chance is none.

    >>> [round(each, 4) for each in adjusted([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    if not all(0 <= each <= 1 for each in chances):
        raise ValueError("a chance lies between 0 and 1")
    size = len(chances)
    times = sum(1 / each for each in range(1, size + 1)) if rule is Rule.BY else 1.0
    given, least = [1.0] * size, 1.0
    for rank, place in zip(range(size, 0, -1), sorted(range(size), key=chances.__getitem__, reverse=True), strict=True):
        least = min(least, chances[place] * size * times / rank)
        given[place] = least
    return tuple(given)
