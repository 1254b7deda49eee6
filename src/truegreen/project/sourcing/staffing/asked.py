"""Which queues there are and how they should be answered: by the plan, else by agreements, else assumed and said so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from truegreen.clocks.hours import Hours, agreed
from truegreen.facts.tables import SLICES
from truegreen.files.nearest import did_you_mean
from truegreen.files.text import shown
from truegreen.model.agreement import Agreement, Calendar
from truegreen.model.finding import Finding, error
from truegreen.model.plan import Plan
from truegreen.model.plan_staffing import Queue, Staffing
from truegreen.model.staffed import Goal, How, Known, Opening
from truegreen.project.opened import Project
from truegreen.project.sourcing.staffing.goals import goal_of
from truegreen.stats.queueing.staffing import Aim
from truegreen.units.money import Money

SHRINKAGE: Final = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A queue as it is asked for.

    Attributes:
        name, title, where: which contacts.
        goal: how they should be answered.
        hours: when it is open; None where nobody says it.
        opening: who says it.
        given: numbers that the plan says itself: patience, takes and shrinkage, where it does.
        growth: how many times as many come as is forecast.
        per_hour: price of a paid hour.
    """

    name: str
    title: str
    where: Mapping[str, str]
    goal: Goal
    hours: Hours | None
    opening: Opening | None
    given: Mapping[str, Known] = field(default_factory=dict)
    growth: float = 1.0
    per_hour: Money | None = None

    @property
    def aim(self) -> Aim:
        """Give the goal as what formulas take."""
        goal = self.goal
        share = goal.answered.value if goal.answered else 0.0
        speed = goal.speed.value if goal.speed else float("inf")
        given_up = goal.given_up.value if goal.given_up else 1.0
        return Aim(share, goal.within, speed, given_up, goal.busiest.value)


def staffing_of(plan: Plan | None) -> Staffing:
    """Give what a plan says of its queues; all as usual where it says nothing."""
    return plan.staffing if plan and plan.staffing else Staffing()


def asked(
    project: Project, plan: Plan | None, services: Sequence[str], zone: str, findings: list[Finding]
) -> list[Asked]:
    """Give the queues of a plan; without any, one for each service in the records.

    Args:
        project: whose agreements say what the plan leaves out.
        plan: the plan, if there is one.
        services: that records speak of.
        zone: of hours that the plan says.
        findings: where findings are added.
    """
    staffing = staffing_of(plan)
    queues = dict(staffing.queues)
    if not queues:
        queues = {each: Queue(where={"service": each}) for each in services} or {"all contacts": Queue()}
    findings += _unknown(queues, staffing)
    findings += [each for name, queue in queues.items() for each in _calendars(project, name, queue)]
    return [_asked(project, plan, name, queue, zone) for name, queue in queues.items()]


def _unknown(queues: Mapping[str, Queue], staffing: Staffing) -> Iterator[Finding]:
    """Find slices that no record has."""
    said = [(name, queue.at) for queue in queues.values() for name in queue.where]
    for name, at in [*said, *((each, staffing.at) for each in staffing.restrictions)]:
        if name not in SLICES:
            yield error(at, "odd-staffing", f"{shown(name)} is no slice.", did_you_mean(name, list(SLICES)))


def _calendars(project: Project, name: str, queue: Queue) -> Iterator[Finding]:
    known = {each for versions in project.agreements.values() for each in versions.latest.calendars}
    if queue.hours and queue.hours not in known:
        says = f"No agreement has the calendar {shown(queue.hours)}, by which {shown(name)} is open."
        yield error(queue.at, "odd-staffing", says, did_you_mean(queue.hours, sorted(known)))


def _asked(project: Project, plan: Plan | None, name: str, queue: Queue, zone: str) -> Asked:
    hours, opening = _hours(project, name, queue, zone)
    staffing = staffing_of(plan)
    growth = queue.growth or (plan.growth.get("all") if plan else None)
    return Asked(
        name=name, title=queue.title or _title(project, queue) or name, where=queue.where,
        goal=goal_of(_agreements(project), queue), hours=hours, opening=opening, given=dict(_given(queue)),
        growth=1.0 if growth is None else 1.0 + float(growth.number) / 100,
        per_hour=queue.per_hour or staffing.per_hour,
    )  # fmt: skip


def _agreements(project: Project) -> list[Agreement]:
    return [versions.latest for versions in project.agreements.values()]


def _title(project: Project, queue: Queue) -> str:
    if set(queue.where) != {"service"}:
        return ""
    services = (each.services.get(queue.where["service"]) for each in _agreements(project))
    return next((each.title for each in services if each is not None), "")


def _given(queue: Queue) -> Iterator[tuple[str, Known]]:
    for name, said, unit in (("patience", queue.patience, "seconds"), ("takes", queue.takes, "seconds"),
                             ("shrinkage", queue.shrinkage, "share")):  # fmt: skip
        if said is not None:
            yield name, Known(value=float(said.in_unit(unit)), how=How.PLANNED)


def _hours(project: Project, name: str, queue: Queue, zone: str) -> tuple[Hours | None, Opening | None]:
    if queue.open:
        calendar = Calendar(zone=zone, open=queue.open)
        return agreed(name, {None: calendar}), Opening(How.PLANNED, "hours of the plan")
    for versions in project.agreements.values():
        agreement = versions.latest
        service = agreement.services.get(queue.where.get("service", ""))
        wanted = queue.hours or (service.hours if service else "")
        if wanted in agreement.calendars:
            how = How.PLANNED if queue.hours else How.AGREED
            says = f"calendar {wanted} of {agreement.agreement}"
            return agreed(wanted, {None: agreement.calendars[wanted]}), Opening(how, says)
    return None, None
