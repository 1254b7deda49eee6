"""Numbers of a plan that cannot be meant: a share above all, minutes for hours, a percent sign left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, warning
from truegreen.model.plan import Plan
from truegreen.units.quantity import SECONDS, Quantity
from truegreen.units.span import Span

MONTHS: Final = 120
SHORT, LONG = 20, 8 * 3600
"""Seconds of work that a contact takes, between these; less or more is probably another unit."""
HALF: Final = Decimal(50)


def figures(plan: Plan) -> Iterator[Finding]:
    """Find numbers that cannot be meant."""
    for name, quantity in _shares(plan):
        yield from _share(name, quantity)
    for name, quantity in _times(plan):
        if quantity.unit not in SECONDS or quantity.number < 0:
            says = f"{quantity} is no time, which {name} is."
            yield error(quantity.at, "odd-plan-figure", says, "Write it like 20,000 h or 14 min.")
    yield from _capacity(plan)
    yield from _handle(plan)
    yield from _changes(plan)
    yield from _whole(plan)


def _shares(plan: Plan) -> Iterator[tuple[str, Quantity]]:
    """Give every number that is a share of something, from 0 to 100 %, with what it is."""
    wish = plan.wishes
    said = [("supplier_share", wish.supplier_share), ("least_share", wish.least_share), ("cover", wish.cover),
            ("most_moved", wish.most_moved), ("beyond", plan.tail.beyond)]  # fmt: skip
    said += [(f"the share of {name}", each) for name, each in wish.country_share.items()]
    said += [("chance", each.chance) for each in plan.futures.values()]
    for kind in plan.types.values():
        said += [("self_service", kind.self_service), ("eliminated", kind.eliminated), ("harder", kind.harder),
                 ("solved", kind.needs.solved), ("chance", kind.needs.chance)]  # fmt: skip
    for segment in plan.segments.values():
        said += [("solved", segment.needs.solved), ("chance", segment.needs.chance)]
    said += [("solved", each) for site in plan.sites.values() for each in site.solved.values()]
    yield from ((name, each) for name, each in said if each is not None)


def _share(name: str, quantity: Quantity) -> Iterator[Finding]:
    if quantity.unit != "%":
        meant = quantity.number * 100 if quantity.number <= 1 else quantity.number
        says = f"{quantity} has no percent sign, and {name} is a share."
        yield error(quantity.at, "odd-plan-figure", says, f"Write it like {meant.normalize():f} %.")
    elif not 0 <= quantity.number <= 100:
        yield error(quantity.at, "odd-plan-figure", f"{name} cannot be {quantity}.", "Write 0 % to 100 %.")


def _times(plan: Plan) -> Iterator[tuple[str, Quantity]]:
    for name, kind in plan.types.items():
        if kind.least_hours is not None:
            yield f"least_hours of {shown(name)}", kind.least_hours
    for name, site in plan.sites.items():
        if site.capacity is not None:
            yield f"the capacity of {shown(name)}", site.capacity
        yield from (("the work for a contact", each) for each in site.handle.values())


def _capacity(plan: Plan) -> Iterator[Finding]:
    """Find what a site can do said in minutes, or in people."""
    for name, site in plan.sites.items():
        held = site.capacity
        if held is not None and held.unit in SECONDS and held.unit != "h":
            says = f"The capacity of {shown(name)} is said in {held.unit}: {held} a year."
            yield warning(held.at, "odd-capacity", says, "Write the hours of work that it can do in a year.")


def _handle(plan: Plan) -> Iterator[Finding]:
    for name, site in plan.sites.items():
        for kind, each in site.handle.items():
            seconds = each.number * SECONDS.get(each.unit, 0)
            if each.unit in SECONDS and not SHORT <= seconds <= LONG:
                says = f"{each} of work for {shown(kind)} at {shown(name)} is not what a contact takes."
                yield warning(each.at, "odd-handle-time", says, "Look whether s, min or h was meant.")


def _changes(plan: Plan) -> Iterator[Finding]:
    """Find changes that are no percentage, and growth so large that it needs a second look."""
    growth = [(name, each) for name, each in plan.growth.items()]
    later = [(name, each) for future in plan.futures.values()
             for name, each in (*future.demand.items(), *future.prices.items(), *future.solved.items())]  # fmt: skip
    for name, each in [*growth, *later]:
        if each.unit != "%" or each.number <= -100:
            yield error(each.at, "odd-plan-figure", f"{name} cannot change by {each}.", "Write it like -5 %.")
    for name, each in growth:
        if each.unit == "%" and abs(each.number) > HALF:
            says = f"Issues of {shown(name)} are to change by {each} against the records."
            yield warning(each.at, "odd-growth", says, "Look whether this is meant; 5 % is written 5 %.")


def _whole(plan: Plan) -> Iterator[Finding]:
    """Find numbers without a unit that are out of bounds, and a stretch below what a site can do anyway."""
    wish = plan.wishes
    said: Iterable[tuple[str, bool, Span, str]] = (
        ("months", 1 <= plan.months <= MONTHS, plan.at, f"1 to {MONTHS}"),
        ("records", 1 <= plan.records <= MONTHS, plan.at, f"1 to {MONTHS}"),
        ("value", wish.value >= 0, wish.at, "0 for the cheapest plan, 1 for what solved issues are worth"),
        ("most_suppliers", wish.most_suppliers is None or wish.most_suppliers > 0, wish.at, "1 or more"),
        ("stretch", wish.stretch.unit == "%" and wish.stretch.number >= 100, wish.stretch.at, "100 % or more"),
        ("weight", plan.tail.weight >= 0, plan.tail.at, "0 or more"),
        ("beyond", plan.tail.beyond.number < 100, plan.tail.beyond.at, "less than 100 %, like 80 %"),
    )
    for name, holds, at, wanted in said:
        if not holds:
            yield error(at, "odd-plan-figure", f"This number cannot be {name}.", f"Write {wanted}.")
