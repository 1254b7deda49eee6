"""How contacts should be answered: by the plan, else by an agreement's measures, else as is usual, and said so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from truegreen.model.agreement import Agreement, Measure
from truegreen.model.plan_staffing import Queue
from truegreen.model.staffed import Goal, How, Known
from truegreen.units.quantity import Quantity

USUAL: Final = (0.8, 20.0)
"""Share answered in so many seconds, where neither plan nor agreement says it: the commonest pair there is."""
BUSIEST: Final = 0.9
"""Share of their time that agents are at work at most, where nobody says it."""
NEAREST: Final = 0.001
"""How near to all or to nobody a goal may come."""


def goal_of(agreements: Sequence[Agreement], queue: Queue) -> Goal:
    """Give how contacts should be answered: as the plan says; else an agreement's service level and share given up."""
    busiest = _share(queue.busiest) or Known(value=BUSIEST, how=How.ASSUMED, says="nobody says it")
    if queue.answered or queue.speed or queue.given_up:
        within = float(queue.within.in_unit("seconds")) if queue.within else USUAL[1]
        speed = Known(value=float(queue.speed.in_unit("seconds")), how=How.PLANNED) if queue.speed else None
        return Goal(answered=_share(queue.answered), within=within, speed=speed, given_up=_share(queue.given_up),
                    busiest=busiest)  # fmt: skip
    level = _measure(agreements, queue, "service_level.")
    if level is None or level.target is None:
        said = Known(value=USUAL[0], how=How.ASSUMED, says="neither plan nor agreement says it")
        return Goal(answered=said, within=USUAL[1], speed=None, given_up=None, busiest=busiest)
    left = _measure(agreements, queue, "abandonment.")
    within = float(level.parameters.get("within_seconds", USUAL[1]))
    given_up = _agreed(left, left.target) if left and left.target else None
    return Goal(answered=_agreed(level, level.target), within=within, speed=None, given_up=given_up, busiest=busiest)


def _measure(agreements: Sequence[Agreement], queue: Queue, metric: str) -> Measure | None:
    """Give the agreement's measure of a metric for the queue's service."""
    service = queue.where.get("service", "")
    found = [
        each for agreement in agreements for each in agreement.measures.values()
        if each.metric.startswith(metric) and each.target is not None and each.service in ("", service)
    ]  # fmt: skip
    return next((each for each in found if each.service == service), found[0] if found and service else None)


def _share(said: Quantity | None) -> Known | None:
    return None if said is None else Known(value=float(said.in_unit("share")), how=How.PLANNED)


def _agreed(measure: Measure, target: Quantity) -> Known:
    """Give a level that is agreed; one that takes endless people comes as near to it as any can be planned for."""
    value = float(target.in_unit("share"))
    near = min(max(value, NEAREST), 1 - NEAREST)
    beyond = f"reckoned with {near * 100:g} %, for {target} takes endless people" if near != value else ""
    says = "; ".join(filter(None, (", ".join(filter(None, (measure.title or measure.metric, measure.clause))), beyond)))
    return Known(value=near, how=How.AGREED, says=says)
