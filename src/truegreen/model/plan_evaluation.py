"""How suppliers or sites are held beside each other: criteria, who scored what, and who finds what how important.

Part of a plan's file, under ``evaluation``. A score may be measured, assumed by the plan, or given by people, who are
kept with what they gave; in-house work and self-service are alternatives like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from truegreen.model.agreement import Better
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


def named() -> Any:
    """Give the default of names: none."""
    return field(default_factory=dict)


class By(StrEnum):
    """What is held beside each other."""

    SITE = "site"
    SUPPLIER = "supplier"


class Measured(StrEnum):
    """What can be read off records and prices, for the same mix of work everywhere."""

    SOLVED = "solved"
    REPEATED = "repeated"
    MINUTES = "minutes"
    COST = "cost"
    COST_SOLVED = "cost-of-solved"
    ESCALATED = "escalated"
    MOVED = "moved-on"


class Counts(StrEnum):
    """How a difference counts in outranking (the six of PROMETHEE)."""

    USUAL = "usual"
    U = "u"
    V = "v"
    LEVEL = "level"
    LINEAR = "linear"
    GAUSSIAN = "gaussian"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A score that is not sure."""

    low: Annotated[Quantity, "Lowest that it may be"]
    high: Annotated[Quantity, "Highest that it may be"]
    score: Annotated[Quantity | None, "What is likeliest; the middle if left out"] = None
    at: Span = NOWHERE


Score: TypeAlias = Quantity | Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that alternatives are held beside each other by."""

    title: Annotated[str, "What people call it"] = ""
    better: Annotated[Better, "Whether higher or lower is better"] = Better.HIGHER
    weight: Annotated[Decimal | None, "How much it counts, beside the others; the panel's if left out"] = None
    measured: Annotated[Measured | None, "What records tell: solved, repeated, minutes, cost and others"] = None
    assumed: Annotated[Mapping[str, Score], "Scores that the plan assumes, by alternative"] = named()
    scores: Annotated[Mapping[str, Mapping[str, Score]], "Scores that people gave, by who gave them"] = named()
    least: Annotated[Quantity | None, "Lowest score that is possible, like 0"] = None
    most: Annotated[Quantity | None, "Highest score that is possible, like 10"] = None
    limit: Annotated[Quantity | None, "Knock-out: whoever is surely worse is out"] = None
    counts: Annotated[Counts, "How a difference counts in outranking"] = Counts.LINEAR
    nothing: Annotated[Quantity | None, "Difference that is nothing; the doubt of measuring if left out"] = None
    whole: Annotated[Quantity | None, "Difference that counts wholly; the whole range if left out"] = None
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one of the panel finds how important: comparisons in pairs, or with the best and the worst criterion."""

    side: Annotated[str, "Whose side, like client or provider"] = ""
    pairs: Annotated[Mapping[str, Mapping[str, Quantity]], "How many times more one counts than others, 1 to 9"] = (
        named()
    )
    best: Annotated[str, "What counts most"] = ""
    worst: Annotated[str, "What counts least"] = ""
    over: Annotated[Mapping[str, Quantity], "How many times more the best counts than each, 1 to 9"] = named()
    under: Annotated[Mapping[str, Quantity], "How many times more each counts than the worst, 1 to 9"] = named()
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How suppliers or sites are evaluated."""

    by: Annotated[By, "What is held beside each other: site or supplier"] = By.SITE
    alternatives: Annotated[tuple[str, ...], "Which of them; all with people or self-service if left out"] = ()
    criteria: Annotated[Mapping[str, Criterion], "What they are held beside each other by"]
    panel: Annotated[Mapping[str, Voice], "Who finds what how important; weights then follow from it"] = named()
    at: Span = NOWHERE
