"""Why a cell's work goes where it goes, in sentences that say no more than what was computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from truegreen.model.allocated import Allocated, CellPlan, Losing, Placed, SitePlan
from truegreen.reports.sourcing.allocation_words import cost_change, is_known_today, value_change
from truegreen.reports.sourcing.amounts import listed, money, percent

_HOUR: Final = 0.005
"""An hour that would save less than this saves nothing."""


def named(of: Allocated, cell: CellPlan) -> str:
    """Name a cell by its members, the contact type first."""
    members = dict(zip(of.slices, cell.members, strict=True))
    kind = members.pop("contact_type", "")
    return ", ".join(filter(None, [kind, *members.values()]))


def why(of: Allocated, cell: CellPlan) -> str:
    """Say where a cell goes, what that changes, who would win it next, and whose hours are used up."""
    return " ".join([f"{where(cell)}.", *_changes(of, cell), *_next(of, cell), *_full(of, cell), *_limited(of, cell)])


def where(cell: CellPlan) -> str:
    """Say where a cell's work is to be, and where it is today."""
    planned = {each.site: each.share for each in cell.placed if each.share > 0}
    today = {each.site: each.today for each in cell.placed if each.today > 0}
    there = _shares(planned)
    if not is_known_today(cell):
        return f"{there}; of today no record tells all" if today else f"{there}; no record tells where it is today"
    if all(abs(each.share - each.today) < 1e-6 for each in cell.placed):
        return f"{there}, as today"
    return f"{there}; today {_shares(today)}"


def _shares(held: Mapping[str, float]) -> str:
    order = sorted(held, key=lambda site: (-held[site], site))
    if len(order) == 1 and held[order[0]] > 1 - 1e-6:
        return f"all at {order[0]}"
    return listed([f"{percent(held[site])} at {site}" for site in order], 5)


def _changes(of: Allocated, cell: CellPlan) -> Iterator[str]:
    """Say what that changes in money, at list prices."""
    dearer, richer = cost_change(cell), value_change(cell)
    if dearer is None or richer is None or max(abs(dearer), abs(richer)) < 0.5:
        return
    cost = "as much" if abs(dearer) < 0.5 else f"{money(abs(dearer), of.currency)} {'more' if dearer > 0 else 'less'}"
    worth = "as much" if abs(richer) < 0.5 else f"{money(abs(richer), of.currency)} {'more' if richer > 0 else 'less'}"
    yield f"At list prices that costs {cost}, and what is solved is worth {worth}."


def _next(of: Allocated, cell: CellPlan) -> Iterator[str]:
    if cell.losing:
        yield would_win(cell.losing[0], of.currency)
        yield from (would_win(each, of.currency) for each in cell.losing[1:] if each.site == _left(cell))
    elif cell.barred and {each.site for each in of.sites} <= _known(cell):
        yield "No other site may do it."


def _left(cell: CellPlan) -> str:
    """Name the site that has most of a cell today, if it is to have none of it."""
    most = max(cell.placed, key=lambda each: each.today, default=None)
    return most.site if most and most.today > 0 and most.share == 0 else ""


def _known(cell: CellPlan) -> set[str]:
    """Give the sites of which it is said whether they may do a cell's work."""
    return {each.site for each in cell.placed} | {each.site for each in cell.barred}


def would_win(of: Losing, currency: str) -> str:
    """Say what would give a site its first part of a cell, all else as in the plan.

    >>> would_win(Losing(site="Manila", cut=12300.0, part=0.41, is_least=False), "EUR")
    'Manila would begin to win it for 12,300 EUR less, 41 % of the list price of all of it, all else as planned.'
    """
    if of.cut < 0.5:
        if of.is_least:
            return f"{of.site} may be as good; a team would have to begin there, and more cannot be said."
        return f"{of.site} could do some of it without the plan getting worse."
    least = "at least " if of.is_least else ""
    cut = f"{least}{money(of.cut, currency)}"
    if of.part > 1:
        return (f"{of.site} would not win it at any price: what it solves would have to be worth {cut} more, "
                "all else as planned.")  # fmt: skip
    part = f"{percent(of.part)} of the list price of all of it"
    return f"{of.site} would begin to win it for {cut} less, {part}, all else as planned."


def _full(of: Allocated, cell: CellPlan) -> Iterator[str]:
    """Name the planned sites that have all that may go there, and those without hours left where more would save."""
    for at in cell.placed:
        if at.most < 1 and at.share > at.most - 1e-6 and at.share > 0:
            yield f"{at.site} has as much of it as may go there, {percent(at.most)}."
    there = {each.site for each in cell.placed if each.share > 0}
    for each in of.sites:
        if each.site in there and each.one_more > _HOUR:
            yield f"{_full_words(each, of.currency)}."


def _limited(of: Allocated, cell: CellPlan) -> Iterator[str]:
    """Say what keeps work where it comes to more than at another site of the same cell, which has room for it.

    It would have been moved if it could: the difference is more than the plan could be from the best.
    """
    full = {each.site for each in of.sites if each.one_more > _HOUR}
    there = [each for each in cell.placed if each.share > 0 and each.issues > 0]
    with_room = [each for each in there if each.share < each.most - 1e-6 and each.site not in full]
    best = min(with_room, key=lambda each: _net(of, each), default=None)
    if best is None:
        return
    dearer = {each.site: _net(of, each) - _net(of, best) for each in there}
    issues = {each.site: each.issues for each in there}
    kept = [f"{more:,.2f} {of.currency} more at {site}" for site, more in dearer.items()
            if more * issues[site] > max(of.proof.gap, 1.0)]  # fmt: skip
    if kept:
        yield (f"An issue comes to {listed(kept, 9)} than at {best.site}, at list prices: a wish, a supplier's terms, "
               "a team's least size or what moving costs keeps it there.")  # fmt: skip


def _net(of: Allocated, at: Placed) -> float:
    return (at.cost - of.value_weight * at.value) / at.issues


def _full_words(each: SitePlan, currency: str) -> str:
    return f"{each.site} has no hours left; one more would save {each.one_more:,.2f} {currency}"
