"""Formula: the escape hatch for a rule that no other kind of clause expresses; ``check`` counts how often it is used.

It is an expression over figures, measures and charges with units, and nothing else: no conditions, no memory, no code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from truegreen.model.finding import error
from truegreen.model.statement import Category
from truegreen.primitives.entry import Entry
from truegreen.primitives.expression import Expression
from truegreen.primitives.gate import Condition, failed, unshown
from truegreen.primitives.now import Now
from truegreen.primitives.posting import posted
from truegreen.primitives.reckoning import reckoned
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.timing import Paid
from truegreen.units.span import NOWHERE, Span


class What(StrEnum):
    """What the amount is on an invoice."""

    CHARGE = "charge"
    CREDIT = "credit"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """An amount by a small expression, where no other kind of clause fits."""

    amount: Annotated[Expression, "What the client pays; below zero it is a credit"]
    is_: Annotated[What, "charge, credit or adjustment"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    only_if: Annotated[tuple[str | Condition, ...], "Measures that must be met, and conditions"] = ()
    because: Annotated[str, "Why no other kind of clause fits"] = ""
    at: Span = NOWHERE


def settle(says: Formula, now: Now) -> Iterator[Entry]:
    """Post what the expression comes to, if its conditions hold."""
    if failed(now, says.only_if):
        yield from unshown(now, says.only_if)
        return
    try:
        amount = reckoned(now, says.amount)
    except ValueError as broken:
        what, _, remedy = str(broken).partition("; ")
        words = f"The formula of “{now.term}” cannot be worked out: {what}."
        yield error(says.at, "formula-does-not-fit", words, f"{remedy[:1].upper()}{remedy[1:]}.")
        return
    if amount.value is not None and amount.value.number and not amount.value.is_money:
        words = f"The formula of “{now.term}” comes to {amount.value}, which is no money."
        yield error(says.at, "formula-does-not-fit", words, "Multiply it by an amount.")
        return
    yield from posted(now, amount, Category(says.is_.value), says.paid, says.rounding)
