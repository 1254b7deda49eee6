"""Liability cap: the most that all credits and damages of a period may come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from truegreen.terms.words import Base, Excess, Per
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class LiabilityCap:
    """The most that all credits and damages of a period may come to: an amount, a share of charges, or the higher."""

    per: Annotated[Per, "How long it gathers"]
    covers: Annotated[tuple[str, ...], "Ids of the clauses that use it up"]
    excess: Annotated[Excess, "What becomes of the rest"]
    amount: Annotated[Money | None, "The most, as an amount"] = None
    share: Annotated[Quantity | None, "The most, as a share of the base"] = None
    base: Annotated[Base | None, "Money that the share is taken of"] = None
    never_capped: Annotated[tuple[str, ...], "What is owed without a limit"] = ()
    at: Span = NOWHERE
