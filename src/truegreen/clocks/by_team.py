"""What pauses made of the work of each team: what was kept gross and net of waits, and where the time went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Pauses:
    """What a clock made of the work of one team, or of all.

    Attributes:
        team: the team; None where nobody knows.
        stopped: runs that stopped.
        going: runs that go on.
        judged: those that stopped and have a target.
        gross: of these, kept with every wait counted.
        net_of_customer: kept with waits for the customer taken off.
        net: kept with all waits taken off.
        ran, customer, other: seconds in the team's hands by the clock's calendar: run, waited for the customer and
            for others.
        cancelled: runs that were void; they are not judged.
        cases: cases that were in the team's hands for a while.
        whole_squares, still_squares, products: over these, the sums of the squares of each one's seconds and of those
            of them that stood still, and of their products; from these comes the doubt of the share.
    """

    team: str | None
    stopped: int = 0
    going: int = 0
    judged: int = 0
    gross: int = 0
    net_of_customer: int = 0
    net: int = 0
    ran: int = 0
    customer: int = 0
    other: int = 0
    cancelled: int = 0
    cases: int = 0
    whole_squares: float = 0.0
    still_squares: float = 0.0
    products: float = 0.0

    @property
    def whole(self) -> int:
        """Give all seconds in the team's hands."""
        return self.ran + self.customer + self.other

    @property
    def still(self) -> int:
        """Give the seconds that stood still."""
        return self.customer + self.other


@dataclass(frozen=True, slots=True)
class Wait:
    """A state of a log that was read as a wait: its word, the step that it means, and how many events say it."""

    state: str
    step: str
    events: int


def pauses(came_to: Iterable[Mapping[str, Any]], went: Iterable[Mapping[str, Any]]) -> list[Pauses]:
    """Give each team's pauses from the rows of ``queries``, those with most time standing still first."""
    rows: dict[str | None, dict[str, Any]] = {}
    for each in (*came_to, *went):
        rows.setdefault(each["team"], {"team": None}).update(each)
    found = [Pauses(**each) for each in rows.values()]
    return sorted(found, key=lambda each: (each.ran - each.whole, -each.stopped, each.team or ""))


def together(teams: Iterable[Pauses]) -> Pauses:
    """Give the pauses of all teams as one."""
    listed = list(teams)
    counted = [each.name for each in fields(Pauses) if each.name != "team"]
    return Pauses(None, **{name: sum(getattr(each, name) for each in listed) for name in counted})
