"""A queue as it is shown: agents by place in the week, people, how contacts fare, and all that stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

import numpy as np

from truegreen.model import staffed
from truegreen.model.staffed import Fared, How, Known, Step
from truegreen.project.sourcing.staffing.foretold import TRIED, days_of, recorded, tried
from truegreen.project.sourcing.staffing.learned import staying_of
from truegreen.project.sourcing.staffing.manned import today
from truegreen.project.sourcing.staffing.planned import Planned
from truegreen.project.sourcing.staffing.restricted import splits
from truegreen.sourcing.staffing.needed import agents_of, agents_over, fared, hours_of
from truegreen.stats.queueing.staffing import waiting

BUSY: Final = 0.9
"""The usual busy interval: of all contacts, so many come in intervals that are less busy."""


def lined(of: Planned) -> staffed.Line:
    """Show a queue."""
    asked, setting, best = of.asked, of.setting, fared(of.line, of.coming, of.agents)
    work, peak = hours_of(of.agents, of.coming), int(of.agents.max(initial=0))
    shown, held, own = tried(of.history, setting.known[1], setting.confidence)
    return staffed.Line(
        name=asked.name, title=asked.title, where=asked.where, goal=asked.goal, takes=of.takes, spread=of.spread,
        patience=of.patience, staying=staying_of(of.records, asked) if of.records.waited else [],
        shrinkage=of.shrinkage, hours=of.hours, length=setting.length, method=of.said.method, contacts=_contacts(of),
        outside=of.outside, agents=of.coming.by_place(of.agents), work=work, paid=of.paid(of.agents),
        fte=of.fte(of.agents), by_month=of.fte(agents_over(of.line, of.coming)) if asked.goal.answered else None,
        peak=peak, peak_fte=peak / (1 - of.shrinkage.value), spare=work * (1 - best.occupancy),
        occupancy=best.occupancy, fared=[_fared(of, change) for change in (-setting.band, 0.0, setting.band)],
        curve=_curve(of), tried=shown, held=held,
        coming=days_of(setting.known[1] + timedelta(days=1), of.said)[:TRIED],
        offs=[*([own] if own else []), *recorded(of.records, asked)], splits=list(splits(of)),
        per_hour=asked.per_hour, today=today(of),
    )  # fmt: skip


def _contacts(of: Planned) -> Known:
    growth = of.asked.growth - 1
    says = f"with {growth * 100:+.0f} % of growth".replace("-", "−") if growth else ""
    return Known(value=float(of.line.calls.sum()), how=How.FORECAST, says=says)


def _fared(of: Planned, change: float) -> Fared:
    """Say how contacts fare if more or fewer come to the same agents."""
    other = replace(of.line, calls=of.line.calls * (1 + change))
    found, needs = fared(other, of.coming, of.agents), of.fte(agents_of(other, of.coming))
    return Fared(change=change, in_time=found.in_time, seconds=found.seconds, given_up=found.given_up, fte=needs)


def _curve(of: Planned) -> Sequence[Step]:
    """Say how a usual busy interval fares, from too few agents to more than enough."""
    calls, load = of.line.calls, of.line.load(of.coming)
    if not calls.any():
        return []
    order = np.argsort(load)
    at = int(order[min(np.searchsorted(np.cumsum(calls[order]), BUSY * calls.sum()), len(order) - 1)])
    numbers = np.arange(max(1, int(of.agents[at]) - 4), int(of.agents[at]) + 5)
    changes = np.array([1 - of.setting.band, 1.0, 1 + of.setting.band])
    found = waiting(load[at] * changes[None, :], numbers[:, None], takes=of.line.takes, within=of.line.aim.within,
                    patience=of.line.patience)  # fmt: skip
    return [Step(int(each), [float(one) for one in row]) for each, row in zip(numbers, found.in_time, strict=True)]
