"""Plans that were found, kept to be cited and shared, and two of them side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from truegreen.model.allocated import Allocated
from truegreen.model.finding import Finding
from truegreen.model.plan import Future


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlan:
    """A plan as it was found, with what it was made from.

    Attributes:
        name: what it is called beside others: under which it was saved, else the plan's own.
        inputs: what it was made from, each with its digest: ``plan``, ``records`` and ``program``.
        found: the plan.
        futures: ways that the future may go, as its file tells them.
        on: the day on which it was saved; None where it was not.
        digest: of the saved file, by which it can be cited; empty where it was not saved.
    """

    name: str
    inputs: Mapping[str, str]
    found: Allocated
    futures: Mapping[str, Future]
    on: date | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBeside:
    """A line of what two plans cost and are worth; None where a plan has no such line."""

    words: str
    one: float | None
    other: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteBeside:
    """A site in two plans: issues there, and their share of all."""

    site: str
    one: float
    other: float
    one_share: float
    other_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBeside:
    """A cell in two plans: shares by site, and the part of it that lives elsewhere in the one than in the other."""

    members: tuple[str, ...]
    issues: float
    one: Mapping[str, float]
    other: Mapping[str, float]
    apart: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WishBeside:
    """A wish in two plans: what it costs in each, from and to; None where a plan does not wish it."""

    wish: str
    words: str
    one: tuple[float, float] | None
    other: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeBeside:
    """What two plans come to in a future that one of them tells: cost less worth."""

    future: str
    told_by: str
    chance: float
    one: float
    other: float

    @property
    def regrets(self) -> tuple[float, float]:
        """How much more each comes to than the better of the two."""
        least = min(self.one, self.other)
        return self.one - least, self.other - least


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansCompared:
    """Two plans side by side.

    Attributes:
        one, other: the plans.
        lines: what they cost and are worth.
        sites: by issues, the most first.
        cells: those that live elsewhere, the most issues first; empty where work is split by different things.
        wishes: what each costs.
        outcomes: what they come to in each other's futures.
        findings: what makes them hard to compare.
    """

    one: FoundPlan
    other: FoundPlan
    lines: tuple[LineBeside, ...]
    sites: tuple[SiteBeside, ...]
    cells: tuple[CellBeside, ...]
    wishes: tuple[WishBeside, ...]
    outcomes: tuple[OutcomeBeside, ...]
    findings: Sequence[Finding] = field(default_factory=tuple)

    @property
    def apart(self) -> float:
        """Issues that live elsewhere in the one than in the other."""
        return sum(each.apart * each.issues for each in self.cells)
