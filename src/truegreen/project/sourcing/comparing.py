"""Two plans side by side: shares, cost, worth and wishes, and what each comes to in the other's futures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from truegreen.model.allocated import Allocated, CellPlan
from truegreen.model.finding import Finding, error, note, warning
from truegreen.model.plan import Future
from truegreen.model.plans_compared import (
    CellBeside,
    FoundPlan,
    LineBeside,
    OutcomeBeside,
    PlansCompared,
    SiteBeside,
    WishBeside,
)
from truegreen.project.sourcing.terms import changed
from truegreen.sourcing.profiles.eligible import share_of
from truegreen.units.span import NOWHERE, Span

SAVED_EARLIER: Final = "plan-saved-earlier"
"""What is found where a saved plan was made from something else than there is now."""


def compared(one: FoundPlan, other: FoundPlan) -> PlansCompared:
    """Put two plans side by side."""
    return PlansCompared(
        one=one, other=other, lines=tuple(_lines(one.found, other.found)), sites=_sites(one.found, other.found),
        cells=_cells(one.found, other.found), wishes=tuple(_wishes(one.found, other.found)),
        outcomes=tuple(_outcomes(one, other)), findings=tuple(_findings(one, other)),
    )  # fmt: skip


def outcome(found: Allocated, future: Future) -> float:
    """Say what a plan comes to in a future, cost less worth: work at its prices, less what is solved more there.

    Sites, teams and what is owed cost the same in every future; discounts are those of the plan.
    """
    countries = {each.site: each.country for each in found.sites}
    kind = found.slices.index("contact_type") if "contact_type" in found.slices else 0
    dearer, gained = 0.0, 0.0
    for cell in found.cells:
        more = changed(future.demand, cell.members[kind])
        for each in cell.placed:
            dearer += each.cost * (more * changed(future.prices, countries.get(each.site, "")) - 1)
            gained += (share_of(future.solved.get(each.site)) or 0.0) * each.issues * cell.worth
    return found.line("cost").plan - found.line("value").plan + dearer - gained


def _lines(one: Allocated, other: Allocated) -> Iterator[LineBeside]:
    held = ({each.name: each for each in one.bill}, {each.name: each for each in other.bill})
    for name in dict.fromkeys([*held[0], *held[1]]):
        first, second = (side.get(name) for side in held)
        words = first.words if first else second.words if second else ""
        yield LineBeside(words=words, one=first.plan if first else None, other=second.plan if second else None)


def _sites(one: Allocated, other: Allocated) -> tuple[SiteBeside, ...]:
    held = [{each.site: each.issues for each in plan.sites} for plan in (one, other)]
    whole = [sum(side.values()) or 1.0 for side in held]
    found = []
    for site in dict.fromkeys([*held[0], *held[1]]):
        first, second = (side.get(site, 0.0) for side in held)
        found.append(SiteBeside(site=site, one=first, other=second, one_share=first / whole[0],
                                other_share=second / whole[1]))  # fmt: skip
    return tuple(sorted(found, key=lambda each: -max(each.one, each.other)))


def _cells(one: Allocated, other: Allocated) -> tuple[CellBeside, ...]:
    """Give the cells that live elsewhere; only where both plans split work by the same things."""
    if one.slices != other.slices:
        return ()
    held = [{each.members: each for each in plan.cells} for plan in (one, other)]
    found = []
    for members in held[0].keys() & held[1].keys():
        first, second = (_shares(side[members]) for side in held)
        apart = sum(abs(first.get(site, 0.0) - second.get(site, 0.0)) for site in {*first, *second}) / 2
        if apart > 1e-6:
            found.append(CellBeside(members=members, issues=held[0][members].issues, one=first, other=second,
                                    apart=apart))  # fmt: skip
    return tuple(sorted(found, key=lambda each: (-each.apart * each.issues, each.members)))


def _shares(cell: CellPlan) -> dict[str, float]:
    return {each.site: each.share for each in cell.placed if each.share > 0}


def _wishes(one: Allocated, other: Allocated) -> Iterator[WishBeside]:
    held = [{each.wish: each for each in plan.wishes} for plan in (one, other)]
    for wish in dict.fromkeys([*held[0], *held[1]]):
        first, second = (side.get(wish) for side in held)
        words = " / ".join(dict.fromkeys(each.words for each in (first, second) if each))
        costs = [None if each is None else (each.least, each.most) for each in (first, second)]
        yield WishBeside(wish=wish, words=words, one=costs[0], other=costs[1])


def _outcomes(one: FoundPlan, other: FoundPlan) -> Iterator[OutcomeBeside]:
    """Give both plans in every future that either tells; those that both tell alike once."""
    for side in (one, other):
        for name, future in side.futures.items():
            if side is other and _same(one.futures.get(name), future):
                continue
            both = _same(other.futures.get(name), future) and side is one
            yield OutcomeBeside(
                future=name, told_by="" if both else side.name, chance=share_of(future.chance) or 0.0,
                one=outcome(one.found, future), other=outcome(other.found, future),
            )  # fmt: skip


def _same(one: Future | None, other: Future) -> bool:
    """Say whether two futures are the same, wherever they are written."""
    return one is not None and replace(one, at=NOWHERE) == replace(other, at=NOWHERE)


def _findings(one: FoundPlan, other: FoundPlan) -> Iterator[Finding]:
    at, first, second = Span(other.name), one.found, other.found
    for side in (first, second):
        yield from (each for each in side.findings if each.id == SAVED_EARLIER)
    if first.currency != second.currency:
        says = f"{one.name} is reckoned in {first.currency}, and {other.name} in {second.currency}."
        yield error(at, "plans-in-two-currencies", says, "Give both plans the same currency.")
    if first.months != second.months:
        says = f"{one.name} plans {first.months} months, and {other.name} {second.months}: sums differ by that too."
        yield warning(at, "plans-of-unlike-months", says, "Compare plans of the same months.")
    if first.slices != second.slices:
        says = "They split work by different things, so that it cannot be said what lives elsewhere."
        yield warning(at, "plans-of-unlike-cells", says, "Give both plans the same cells.")
    if one.inputs.get("records") != other.inputs.get("records"):
        says = f"{one.name} and {other.name} are made from different records: what differs may come from there."
        yield note(at, "plans-of-unlike-records", says, "Solve both again from the same run to tell plans apart.")
