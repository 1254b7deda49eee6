"""Service credit: what the provider gives back for a missed measure.

Forms found in public contracts: a share for each point of shortfall (Crown Commercial Service call-off), steps by
level (cloud agreements), steps that double when the miss is repeated (UK Model Services Contract).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from truegreen.terms.words import Base, Cap, Deadband, Paid, PerPoint, Rounded, Unmeasured
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


class Level(StrEnum):
    """Which level of the measure must be missed."""

    TARGET = "target"
    MINIMUM = "minimum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A credit from one level of service on; steps have no gaps, since each holds until the next."""

    worse_than: Annotated[Quantity, "Level that must be missed; reaching it exactly is no miss"]
    share: Annotated[Quantity, "Share of the base that is credited, like 5 %"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """What a miss costs that follows a miss."""

    times: Annotated[Decimal, "What the credit is multiplied by, once"]
    excused_breaks: Annotated[bool, "Whether an excused miss ends the row of misses"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCredit:
    """What the provider gives back for a missed measure."""

    measure: Annotated[str, "Measure that must be missed"]
    level: Annotated[Level, "Level that must be missed: target or minimum"]
    base: Annotated[Base, "Money that the share is taken of"]
    deadband: Annotated[Deadband, "Shortfall without a credit"]
    unmeasured: Annotated[Unmeasured, "What a period without enough evidence counts as"]
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    per_point: Annotated[PerPoint | None, "Credit for each point of shortfall; or else steps"] = None
    steps: Annotated[tuple[Step, ...], "Credits by level; or else per_point"] = ()
    repeat: Annotated[Repeat | None, "What a repeated miss costs"] = None
    cap: Annotated[Cap | None, "The most it may come to"] = None
    at: Span = NOWHERE
