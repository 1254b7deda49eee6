"""P5, curve over a difference: how what lies between a cost and its target is shared, range by range of cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import plus
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Costs among which a difference from the target is shared alike."""

    up_to: Annotated[Operand | None, "Its end: a share of the target like 110 %, or an amount; none for the last"] = (
        None
    )
    provider: Annotated[Operand, "The provider's share of the difference in it"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Ranges:
    """Ranges of cost around a target, lowest first: (end, the provider's share), the last without an end.

    >>> half = Ranges(Fraction(100), ((Fraction(100), Fraction(0)), (None, Fraction(1, 2))))
    >>> half.share(Fraction(110)), half.lowest_cost(lambda cost: cost + half.share(cost), Fraction(120))
    (Fraction(-5, 1), Fraction(140, 1))
    """

    target: Fraction
    each: tuple[tuple[Fraction | None, Fraction], ...]

    def share(self, cost: Fraction) -> Fraction:
        """Give the provider's share of the difference: above zero for a saving, below it for an overrun."""
        return sum(((start - end) * rate if cost > self.target else (end - start) * rate
                    for start, end, rate in self.increments(cost)), Fraction(0))  # fmt: skip

    def increments(self, cost: Fraction) -> Iterator[tuple[Fraction, Fraction, Fraction]]:
        """Cut the costs between one and the target into (from, to, the provider's share), lowest first."""
        start, stop = sorted((cost, self.target))
        for end, rate in self.each:
            inside = stop if end is None else min(stop, end)
            if inside > start:
                yield start, inside, rate
                start = inside

    def covers(self, cost: Fraction) -> bool:
        """Say whether a share is agreed for all costs between one and the target."""
        last = self.each[-1][0] if self.each else Fraction(0)
        return last is None or max(cost, self.target) <= last

    def lowest_cost(
        self, height: Callable[[Fraction], Fraction], level: Fraction, bends: Sequence[Fraction] = ()
    ) -> Fraction | None:
        """Give the lowest cost at which something that follows the ranges rises to a level; None if it never does.

        Args:
            height: what rises, in straight lines between the ranges' ends.
            level: what it must reach.
            bends: costs besides the ranges' ends at which it changes direction.
        """
        places = sorted({Fraction(0), self.target, *bends, *(end for end, _ in self.each if end is not None)})
        beyond = [places[-1] + 1] if self.covers(places[-1] + 1) else []
        for left, right in pairwise([*places, *beyond]):
            low, high = height(left), height(right)
            if low <= level and high > low and (level <= high or right in beyond):
                return left + (level - low) / (high - low) * (right - left)
        return None


def ranges_of(now: Now, said: Sequence[Range], target: Step) -> Ranges | None:
    """Give the agreed ranges around a target in money; None where one of the numbers is not known."""
    ends = [None if each.up_to is None else step_of(now, each.up_to, "money") for each in said]
    rates = [step_of(now, each.provider) for each in said]
    if target.value is None or any(each is not None and each.value is None for each in (*ends, *rates)):
        return None
    money = [end.value if end is not None else None for end in ends]
    starts = [None if end is None else end.number * target.value.number if end.unit == "share" else end.number
              for end in money]  # fmt: skip
    shares = [rate.value.number for rate in rates if rate.value]
    return Ranges(target.value.number, tuple(zip(starts, shares, strict=True)))


def shared(now: Now, ranges: Ranges, cost: Step, target: Step) -> Step:
    """Give the provider's share of the difference between a cost and the target, increment by increment."""
    unit = target.value.unit if target.value else ""
    number = cost.value.number if cost.value else ranges.target
    parts = []
    for start, end, rate in ranges.increments(number):
        length = end - start if number < ranges.target else start - end
        words = f"{Value(rate, 'share')} of the difference from {Value(start, unit)} to {Value(end, unit)}"
        parts.append(now.step(words, cost, target, value=Value(length * rate, unit)))
    return plus(now, parts) if parts else now.step("no difference", cost, target, value=Value(Fraction(0), unit))
