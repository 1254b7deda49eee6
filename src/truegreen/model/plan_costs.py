"""What a plan says of its total cost: each supplier's business case as it was sold, and what its records do not tell.

A part of ``plans/NAME.yml``. A line is an amount, a range, or a key of the published figures; a share alone is taken of
the fees, and a number multiplies: 33 % of 40 agents at 9,000 EUR each. What is written here is contract where it stands
in a text, or assumed; what records tell is measured and is not written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span

NO_RATE: Final = Quantity(Decimal(0), "%")


class When(StrEnum):
    """When a line of cost falls due: once at the start, every year, or once at the end."""

    START = "once, at the start"
    YEARLY = "every year"
    END = "once, at the end"


class Kind(StrEnum):
    """A line of total cost; the same for suppliers and for the client's own house."""

    SELECTION = "selection"
    TRANSITION = "transition"
    PARALLEL = "parallel-run"
    LEARNING = "learning"
    SEVERANCE = "severance"
    FEES = "fees"
    REWORK = "rework"
    GOVERNANCE = "governance"
    ATTRITION = "attrition"
    TECHNOLOGY = "technology"
    FACILITIES = "facilities"
    PEOPLE = "people"
    TRAVEL = "travel"
    CHANGES = "changes"
    HEDGE = "hedge"
    AVOIDED = "avoided"
    EXIT = "exit"

    @property
    def words(self) -> str:
        """Say the line in words."""
        return _WORDS[self]

    @property
    def when(self) -> When:
        """Say when it falls due."""
        if self is Kind.EXIT:
            return When.END
        return When.START if self in _AT_START else When.YEARLY

    @property
    def sign(self) -> int:
        """Say whether it adds to the cost, or takes off it."""
        return -1 if self is Kind.AVOIDED else 1


_AT_START: Final = frozenset({Kind.SELECTION, Kind.TRANSITION, Kind.PARALLEL, Kind.LEARNING, Kind.SEVERANCE})
_WORDS: Final[Mapping[Kind, str]] = {
    Kind.SELECTION: "choosing the supplier",
    Kind.TRANSITION: "moving the work",
    Kind.PARALLEL: "running both side by side",
    Kind.LEARNING: "lost while people learn",
    Kind.SEVERANCE: "severance, and keeping people",
    Kind.FEES: "the work itself",
    Kind.REWORK: "doing again what was not solved",
    Kind.GOVERNANCE: "people who govern it",
    Kind.ATTRITION: "replacing agents who leave",
    Kind.TECHNOLOGY: "technology and lines",
    Kind.FACILITIES: "rooms",
    Kind.PEOPLE: "human resources",
    Kind.TRAVEL: "travel",
    Kind.CHANGES: "change orders",
    Kind.HEDGE: "holding the currency",
    Kind.AVOIDED: "what the client no longer spends",
    Kind.EXIT: "set aside for leaving",
}


class Ground(StrEnum):
    """What an amount that somebody wrote rests on."""

    CONTRACT = "contract"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidCost:
    """A line of cost as somebody says it: of a year where it comes every year, else once."""

    amount: Annotated[Money | None, "What it comes to, or what each costs where there is a number"] = None
    low: Annotated[Money | None, "Where only a range is known: at least"] = None
    high: Annotated[Money | None, "and at most"] = None
    number: Annotated[Quantity | None, "How many, like 40 agents who are to be replaced or 0.5 people who stay"] = None
    share: Annotated[Quantity | None, "Share of them, like 33 %; alone: of the fees"] = None
    reference: Annotated[tuple[str, ...], "Keys of published figures whose ranges hold, like tco.governance"] = ()
    ground: Annotated[Ground, "contract, where it stands in a text; else assumed"] = Ground.ASSUMED
    source: Annotated[str, "Where it stands, or why it is assumed"] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierCosts:
    """What a supplier costs, line by line; lines are those of a business case, like fees, transition, governance."""

    sold: Annotated[Mapping[str, SaidCost], "The business case as it was sold"] = field(default_factory=dict)
    run: Annotated[Mapping[str, SaidCost], "What it is as it runs, where no record tells"] = field(default_factory=dict)
    records: Annotated[Mapping[str, Kind], "Lines that recorded categories belong to, like platform: technology"] = (
        field(default_factory=dict)
    )
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What the plan says of total cost."""

    rate: Annotated[Quantity, "What money a year later is worth less, like 8 %"] = NO_RATE
    years: Annotated[int, "Over how many years what comes once is spread, and present value is taken"] = 3
    suppliers: Annotated[Mapping[str, SupplierCosts], "By the names of suppliers"] = field(default_factory=dict)
    at: Span = NOWHERE
