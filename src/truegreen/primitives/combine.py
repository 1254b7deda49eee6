"""P8, combine: one number out of several: a product, a sum, a weighted mean, the greatest or the least.

What a part that is not known does to the whole is always said: hospital value-based purchasing lets the other weights
grow (42 CFR 412.165), a points scheme counts it as zero, and a cautious clause pays nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from math import prod
from typing import Final, TypeAlias

from truegreen.model.step import Step
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand
from truegreen.units.value import Value

Parts: TypeAlias = tuple[str, ...] | Mapping[str, Operand]


class How(StrEnum):
    """How several numbers become one."""

    SUM = "sum"
    MEAN = "weighted mean"
    GREATEST = "greatest"
    LEAST = "least"
    PRODUCT = "product"


class Missing(StrEnum):
    """What becomes of the whole where a part is not known."""

    LEFT_OUT = "left out"
    ZERO = "zero"
    NOTHING = "nothing is known"


def combined(
    now: Now, how: How, parts: Sequence[Step], weights: Sequence[Step], missing: Missing, least_known: int = 1
) -> Step:
    """Make one number of several.

    Args:
        now: the clause being settled.
        how: sum, weighted mean, greatest, least or product.
        parts: the numbers.
        weights: one for each part; none where they weigh alike.
        missing: what becomes of the whole where a part is not known.
        least_known: how many parts must be known, or nothing is.
    """
    alike = now.step("1", value=Value(Fraction(1)))
    pairs = [(part, weight) for part, weight in zip(parts, weights or [alike] * len(parts), strict=True)]
    known = [(part, weight) for part, weight in pairs if part.value is not None]
    is_open = len(known) < (len(pairs) if missing is Missing.NOTHING else least_known)
    says = f"{len(known)} of {len(parts)} parts of the {how} are known"
    if missing is Missing.ZERO:  # Whatever zero weighs, it adds nothing; but a mean rests on all weights.
        known = [(part, weight) if part.value is not None else (_zero(now, part), weight if how is How.MEAN else alike)
                 for part, weight in pairs]  # fmt: skip
    if is_open or any(weight.value is None for _, weight in known):
        return now.step(says, *parts, *weights, value=None)
    numbers = [part.value.number for part, _ in known if part.value]
    shares = [weight.value.number for _, weight in known if weight.value]
    unit = next((part.value.unit for part, _ in known if part.value and part.value.unit), "")
    number = _ONE[how](_weighed(numbers, shares), sum(shares, Fraction(0)))
    given = [step for pair in known for step in (pair if weights else pair[:1])]
    words = "{{{}}} weighing {{{}}}" if weights else "{{{}}}"
    places = range(0, len(given), 2 if weights else 1)
    listed = " and ".join(words.format(place, place + 1) for place in places)
    return now.step(f"the {how} of {listed}", *given, value=None if number is None else Value(number, unit))


def _zero(now: Now, part: Step) -> Step:
    return now.step("not known, which counts as zero", part, value=Value(Fraction(0)))


def _weighed(numbers: Sequence[Fraction], weights: Sequence[Fraction]) -> list[Fraction]:
    return [number * weight for number, weight in zip(numbers, weights, strict=True)]


_ONE: Final[dict[How, Callable[[list[Fraction], Fraction], Fraction | None]]] = {
    How.SUM: lambda each, _: sum(each, Fraction(0)),
    How.MEAN: lambda each, weights: sum(each, Fraction(0)) / weights if weights else None,
    How.GREATEST: lambda each, _: max(each, default=None),
    How.LEAST: lambda each, _: min(each, default=None),
    How.PRODUCT: lambda each, _: prod(each, start=Fraction(1)),
}
