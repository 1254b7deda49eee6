"""What pauses do to attainment: kept gross, kept less what the customer made it wait, kept less every wait; by team.

A run counts for the team that had it in the end; time counts for the team whose turn it was. Only runs that stopped are
judged. A team whose share of time standing still is far above that of teams with the same work is worth an audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from truegreen.clocks.lives import Rows
from truegreen.clocks.measured import Grids, measured, stretches
from truegreen.clocks.usual import WAITS
from truegreen.model.clock import Clock


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

    @property
    def whole(self) -> int:
        """Give all seconds in the team's hands."""
        return self.ran + self.customer + self.other


def queries(clock: Clock, moments: Rows, grids: Grids) -> tuple[Rows, Rows]:
    """Give what runs came to, and where their time went, each by team; ``pauses`` puts their rows together.

    Args:
        clock: the clock; it stands still in every wait, whatever it says.
        moments: every step of every case.
        grids: the tables of working time.
    """
    every = replace(clock, pauses=WAITS, resumes=())
    runs = measured("pauses", every, moments, grids)
    stopped = runs.state == "stopped"
    judged = stopped & runs.target_seconds.notnull()
    net = runs.elapsed_seconds
    came_to = runs.group_by("team").aggregate(
        stopped=_count(stopped),
        going=_count(runs.state.isin(["running", "paused"])),
        judged=_count(judged),
        gross=_count(judged & (net + runs.customer_seconds + runs.other_seconds <= runs.target_seconds)),
        net_of_customer=_count(judged & (net + runs.other_seconds <= runs.target_seconds)),
        net=_count(judged & (net <= runs.target_seconds)),
    )
    parts = stretches(every, moments, grids)
    went = parts.group_by("team").aggregate(
        **{
            name: (parts.waits_for == what).ifelse(parts.seconds.fill_null(0), 0).sum().cast("int64")
            for name, what in (("ran", ""), ("customer", "customer"), ("other", "other"))
        }
    )
    return came_to, went


def _count(condition: Rows) -> Rows:
    return condition.fill_null(False).ifelse(1, 0).sum().cast("int64")


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
