"""Parts of a price that follow several indices: Pn = a + b·Ln/Lo + c·Mn/Mo, where a, b and c add up to one.

The form of price adjustment in international works and supply contracts (ADB, IsDB, FIDIC).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import plus, times
from truegreen.primitives.index import Series
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part of the price that follows an index of its own."""

    index: Annotated[str | Series, "Figure that gives its value for each month, or the series"]
    weight: Annotated[Operand, "Share of the price that follows it, like 55 %"]
    at: Span = NOWHERE


def whole(now: Now, components: Sequence[Component], fixed: Operand | None) -> Value:
    """Give what the shares of a price add up to, with the one that follows nothing."""
    shares = [each.weight for each in components] + ([fixed] if fixed is not None else [])
    return Value(plus(now, [step_of(now, each) for each in shares]).number, "share")


def weighed(now: Now, components: Sequence[Component], change_of: Callable[[str | Series], Step]) -> Step:
    """Give the change of a price by the changes of its parts; without a value if one of them is not known."""
    changes = [times(now, step_of(now, each.weight), change_of(each.index)) for each in components]
    if any(each.value is None for each in changes):
        return now.step("no change is known", *changes, value=None)
    return plus(now, changes)
