"""A plan drawn: its place at the frontier, what moves by segment and contact type, flows, wishes and futures."""

from __future__ import annotations

from typing import Final

from truegreen.model.allocated import Allocated, CellPlan, FrontierPoint
from truegreen.reports.sourcing import allocation_words as words
from truegreen.reports.sourcing import further_words as further
from truegreen.reports.sourcing.flow_picture import flow_picture
from truegreen.reports.sourcing.frontier_picture import Standing, frontier_picture
from truegreen.reports.sourcing.futures_picture import Future, futures_picture
from truegreen.reports.sourcing.heat_picture import Cell, heat_picture
from truegreen.reports.sourcing.moves import contact_type, flows, ways
from truegreen.reports.sourcing.tail import at_risk, in_tail
from truegreen.reports.value_pictures import Bar, bars_of

MOST_WISHES: Final = 12


def frontier_of(of: Allocated) -> str:
    """Draw where the plan and today stand against the frontier; empty where it was not asked for."""
    if of.frontier is None:
        return ""
    held = of.frontier
    plans = [*(_standing(each) for each in held.plans), _standing(held.chosen, "this plan", "good")]
    today, left, more = (None if each is None else _standing(each) for each in (held.today, held.left, held.more))
    here = None if held.today is None else _standing(held.today, "today", "bad")
    return frontier_picture(
        f"What solved issues cost at least. No plan lies beyond the line. {further.frontier(of)}",
        [_standing(each) for each in held.line], plans, of.currency, today=here, cheaper=left if today else None,
        better=more if today else None,
    )  # fmt: skip


def _standing(of: FrontierPoint, name: str = "", tone: str = "plain") -> Standing:
    return Standing(name, of.cost, of.value, tone)


def heat_of(of: Allocated) -> str:
    """Draw segments and contact types: which site has most, how much moves, what changes in money."""
    title = f"Which site has most of each, how much moves, and what that changes. {words.answer(of)}"
    return heat_picture(title, [_cell(of, each) for each in of.cells], of.currency)


def _cell(of: Allocated, cell: CellPlan) -> Cell:
    kind = contact_type(of, cell)
    others = [member for name, member in zip(of.slices, cell.members, strict=True) if name != "contact_type"]
    known = words.is_known_today(cell)
    return Cell(
        kind, ", ".join(others) or "all", cell.issues,
        sum(each.amount for each in ways(cell) if each.moves),
        {each.site: cell.issues * each.share for each in cell.placed},
        words.cost_change(cell), words.value_change(cell), is_new=not known,
    )  # fmt: skip


def flow_of(of: Allocated) -> str:
    """Draw where issues are today and in the plan."""
    moves = f"{words.count(of.moved)} of {words.count(of.issues)} issues"
    title = f"Where issues are solved today, and in the plan; blue is what moves: {moves}"
    return flow_picture(title, flows(of), "issues")


def wishes_of(of: Allocated) -> str:
    """Draw what each wish costs; empty where none is wished."""
    bars = [Bar(each.words, each.least, each.least, each.most, "bad" if each.least > 0 else "unsure",
                further.wish_cost(each, of.currency)) for each in of.wishes[:MOST_WISHES]]  # fmt: skip
    more = len(of.wishes) - len(bars)
    title = "What each wish costs" + (f", the dearest; {more} more cost less" if more else "")
    return bars_of(title, bars) if bars else ""


def futures_of(of: Allocated) -> str:
    """Draw what the plan comes to in each future; empty where none is told."""
    held = of.futures
    if held is None or not held.names:
        return ""
    costs = held.costs[0]
    parts = in_tail(costs, held.chances, held.beyond)
    drawn = [Future(*each) for each in zip(held.names, held.chances, costs, parts, strict=True)]
    title = f"What the plan comes to in each future, cost less worth, the dearest first. {further.tail(of)}"
    return futures_picture(
        title, drawn, of.currency, expected=further.expected(costs, held.chances), beyond=held.beyond,
        at_risk=at_risk(costs, held.chances, held.beyond), tail=held.tails[0],
    )  # fmt: skip
