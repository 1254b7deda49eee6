"""A pilot: a change that some get and others do not, by chance, and how it is to be judged, written down before.

The noun is also the file format, as agreements are: ``pilots/NAME.yml`` is read by these fields. Once it is registered
its text is frozen, and everything that is computed goes by what was registered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from truegreen.model.agreement import Better, Unit
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span

RETENTION: Final = "retention"
REVENUE: Final = "revenue"
USUAL_BEFORE: Final = 12
"""Weeks before the start that a unit's own figure is taken from, where nothing is said."""
USUAL_LOOKS: Final = 4
FIVE: Final = Quantity(Decimal(5), "%")
EIGHTY: Final = Quantity(Decimal(80), "%")


class Randomised(StrEnum):
    """What chance puts into an arm."""

    ACCOUNT = "account"
    AGENT = "agent"
    TEAM = "team"
    CASE = "case"


class Goal(StrEnum):
    """What the pilot is to show: better, not worse by more than the margin, or the same within the margin."""

    SUPERIORITY = "superiority"
    NON_INFERIORITY = "non-inferiority"
    EQUIVALENCE = "equivalence"


class Rule(StrEnum):
    """When it may be stopped: only at the end, at planned looks, or at any time."""

    FIXED = "fixed"
    OBRIEN_FLEMING = "obrien-fleming"
    POCOCK = "pocock"
    SPENDING = "spending"
    ALWAYS_VALID = "always-valid"

    @property
    def is_sequential(self) -> bool:
        """Say whether it plans looks before the end."""
        return self in (Rule.OBRIEN_FLEMING, Rule.POCOCK, Rule.SPENDING)


class Design(StrEnum):
    """How units come into arms: put there at the start, or held out one by one as alerts are raised."""

    ASSIGNED = "assigned"
    ALERTS = "alerts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """A change tried on some and not on others, and how it will be judged."""

    pilot: Annotated[str, "Its name, that of its file"]
    title: Annotated[str, "What people call it"] = ""
    hypothesis: Annotated[str, "What is believed to happen, in a sentence"]
    owner: Annotated[str, "Who answers for it"]
    agreement: Annotated[str, "Which agreement, if the project has several"] = ""
    design: Annotated[Design, "assigned: by truegreen pilot assign; alerts: held out as alerts are raised"] = (
        Design.ASSIGNED
    )
    unit: Annotated[Randomised, "What chance puts into an arm: account, agent, team or case"]
    clusters: Annotated[str, "What goes into an arm as a whole, like team or site: its units hear of each other"] = ""
    arms: Annotated[Mapping[str, Quantity], "Two arms with their shares; the first is the one left as it is"]
    metric: Annotated[str, "A measure of the agreement, a metric like csat.top2, retention or revenue"] = ""
    column: Annotated[str, "Instead of a metric: a column of pilots/data/NAME.csv"] = ""
    parameters: Annotated[Mapping[str, str], "Settings of the metric's variant"] = field(default_factory=dict)
    better: Annotated[Better | None, "For a column: whether higher or lower is better"] = None
    measured_in: Annotated[Unit, "For a column: share, score, money, count and the like"] = Unit.COUNT
    before_weeks: Annotated[int | None, "Weeks before the start whose own figure is taken out (CUPED)"] = None
    strata: Annotated[tuple[str, ...], "Slices in which both arms are alike in number, like segment or tier"] = ()
    starts: Annotated[date, "First day"]
    weeks: Annotated[int | None, "How many weeks it runs; leave it out only with the rule always-valid"] = None
    goal: Annotated[Goal, "superiority, non-inferiority or equivalence"] = Goal.SUPERIORITY
    margin: Annotated[Quantity | None, "Smallest difference that is worth having, or how much is still the same"] = None
    rule: Annotated[Rule | None, "fixed, obrien-fleming, pocock, spending or always-valid"] = None
    looks: Annotated[int | None, "How many times it is looked at, the end included"] = None
    significance: Annotated[Quantity, "How often nothing may be taken for something"] = FIVE
    power: Annotated[Quantity, "How often the margin is to be found where it is there"] = EIGHTY
    at: Span = NOWHERE

    @property
    def control(self) -> str:
        """Name the arm that is left as it is."""
        return next(iter(self.arms))

    @property
    def treated(self) -> str:
        """Name the arm that gets the change."""
        return list(self.arms)[-1]

    @property
    def stops_by(self) -> Rule:
        """Give the stopping rule: where none is said, O'Brien and Fleming's with a known end, else always valid."""
        return self.rule or (Rule.OBRIEN_FLEMING if self.weeks else Rule.ALWAYS_VALID)

    @property
    def planned_looks(self) -> int:
        """Give how many looks are planned; 0 where it may be looked at on any day."""
        if self.stops_by is Rule.ALWAYS_VALID:
            return 0
        return (self.looks or USUAL_LOOKS) if self.stops_by.is_sequential else 1

    @property
    def weeks_before(self) -> int:
        """Give the weeks before the start that a unit's own figure is taken from; cases have none."""
        usual = 0 if self.unit is Randomised.CASE or self.column else USUAL_BEFORE
        return usual if self.before_weeks is None else self.before_weeks

    @property
    def ends(self) -> date | None:
        """Give the last day; None where it has no end."""
        return self.starts + timedelta(days=7 * self.weeks - 1) if self.weeks else None

    @property
    def look_days(self) -> tuple[date, ...]:
        """Give the last day that each planned look sees; the looks are evenly apart, on whole days."""
        days, looks = 7 * (self.weeks or 0), self.planned_looks
        return tuple(self.starts + timedelta(days=-(-days * each // looks) - 1) for each in range(1, looks + 1))

    @property
    def alpha(self) -> float:
        """Give how often nothing may be taken for something, as a share."""
        return float(self.significance.in_unit("share"))

    @property
    def beta(self) -> float:
        """Give the power wanted, as a share."""
        return float(self.power.in_unit("share"))

    @property
    def two_sided(self) -> float:
        """Give the two-sided chance that intervals go by: of one side only, twice as much."""
        return self.alpha if self.goal is Goal.SUPERIORITY else 2 * self.alpha


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A pilot as it was registered.

    Attributes:
        pilot: what was registered.
        on: the day.
        digest: SHA-256 of its canonical text; assignment is drawn with it.
    """

    pilot: Pilot
    on: date
    digest: str
