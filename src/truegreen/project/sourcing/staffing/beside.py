"""What stands beside queues: what it costs that each is a line of its own, and what agreements say of volume."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from truegreen.model.agreement import Versions
from truegreen.model.plan import Plan
from truegreen.model.staffed import Clause, Expected, Split
from truegreen.project.sourcing.staffing.asked import staffing_of
from truegreen.project.sourcing.staffing.planned import Planned, Setting
from truegreen.project.sourcing.staffing.restricted import WEEKS, price_of
from truegreen.sourcing.staffing.intervals import WEEKDAYS
from truegreen.sourcing.staffing.needed import agents_of, hours_of
from truegreen.sourcing.staffing.pooled import pooled
from truegreen.terms.forecast_band import ForecastBand, Grain
from truegreen.terms.volume_band import VolumeBand


def pools(plan: Plan | None, queues: Sequence[Planned], setting: Setting) -> Iterator[Split]:
    """Say what it costs that queues are lines of their own; all of them where the plan names no pool."""
    by_name = {each.asked.name: each for each in queues}
    said = staffing_of(plan).pools or {"all queues": tuple(by_name)}
    for name, members in said.items():
        held = [by_name[each] for each in members if each in by_name]
        if len(held) >= 2 and any(each.agents.any() for each in held):
            yield _pool(name, held, setting)


def _pool(name: str, queues: Sequence[Planned], setting: Setting) -> Split:
    one, coming = pooled([each.line for each in queues], [each.coming for each in queues])
    work = [hours_of(each.agents, each.coming) for each in queues]
    away = sum(each.shrinkage.value * hours for each, hours in zip(queues, work, strict=True)) / sum(work)
    fte = hours_of(agents_of(one, coming), coming) / (1 - away) / (setting.week * coming.days / WEEKDAYS)
    contacts = max(float(one.calls.sum()), 1e-12)
    parts = [(each.asked.title, float(each.line.calls.sum()) / contacts, each.fte(each.agents)) for each in queues]
    split = sum(each for _, _, each in parts)
    per_hour = next((each.asked.per_hour for each in queues if each.asked.per_hour), None)
    price = price_of(per_hour, (split - fte) * setting.week * WEEKS)
    return Split(by=name, parts=parts, fte=fte, split=split, price=price)


def clauses(agreements: Mapping[str, Versions]) -> Iterator[Clause]:
    """Give the clauses of agreements that speak of more or less than was forecast or expected."""
    for name, versions in agreements.items():
        for term, each in versions.latest.terms.items():
            if isinstance(each.says, ForecastBand):
                relief = each.says.relief
                whole = relief is not None and relief.grain is Grain.PERIOD
                yield Clause(name, each.title or term, relief is not None, whole, each.says.shortfall is not None)
            elif isinstance(each.says, VolumeBand):
                yield Clause(name, each.title or term, False, False, False)


def volumes(agreements: Mapping[str, Versions]) -> Iterator[Expected]:
    """Give the volumes that agreements expect, with their bands."""
    for name, versions in agreements.items():
        for service, each in versions.latest.services.items():
            if each.volume is not None and each.volume.bands:
                bands = [(band.name, band.up_to) for band in each.volume.bands]
                yield Expected(name, each.title or service, each.volume.baseline, each.volume.unit, bands)
