"""Answers to a plan's problem as the noun that people see: by cell, by site, as a bill, with proof and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from truegreen.model.allocated import (
    Allocated,
    Barred,
    BillLine,
    CellPlan,
    Frontier,
    FrontierPoint,
    Futures,
    Losing,
    Placed,
    Proof,
    SitePlan,
    Spread,
    WishCost,
)
from truegreen.model.finding import Finding
from truegreen.project.sourcing.asked import Answers
from truegreen.project.sourcing.gathered import Gathered
from truegreen.project.sourcing.wished import words_of
from truegreen.sourcing.allocation.answer import Answer, Bill, billed
from truegreen.sourcing.allocation.concentration import concentrated, shares_of_hours
from truegreen.sourcing.allocation.families.capacity import load
from truegreen.sourcing.allocation.frontier import Point, standing
from truegreen.sourcing.allocation.path import Solution
from truegreen.sourcing.allocation.program import program_of

LINES: Final = {
    "listed": "All work at list prices",
    "discounts": "What tiers take off",
    "shortfall": "Owed beyond what is bought",
    "fixed": "Sites in use",
    "opening": "Beginning contact types at other sites, once",
    "closing": "Ending teams of today, once",
    "cost": "Cost",
    "value": "What solved issues are worth",
    "tail": "Mean of the dearest futures, beyond what is planned",
    "net": "Cost less what solved issues are worth",
}


def allocated(of: Gathered, found: Answers, run: str, findings: Sequence[Finding]) -> Allocated:
    """Give the noun of what was found.

    Args:
        of: the problem with its names.
        found: what was found.
        run: which run's records it is made from.
        findings: what is odd about the plan and the records.
    """
    answer, now, plan = found.plan.answer, standing(of.problem), of.plan
    return Allocated(
        plan=plan.plan, title=plan.title, run=run, currency=plan.currency, starts=plan.starts, months=plan.months,
        first=of.worked.first, last=of.worked.last, value_weight=of.problem.wishes.value_weight, slices=plan.cells,
        cells=tuple(sorted(_cells(of, found), key=lambda each: -each.moved)),
        sites=tuple(_sites(of, found)),
        bill=tuple(_bill(found.plan.bill, billed(of.problem, now) if found.now else None)),
        proof=_proof(of, found.plan),
        wishes=tuple(sorted((WishCost(wish=each.wish, words=words_of(of, each.wish), least=each.least, most=each.most)
                             for each in found.wishes), key=lambda each: -each.most)),
        spread=_spread(of, answer), spread_today=_spread(of, now), frontier=_frontier(of, found),
        futures=_futures(of, found), findings=tuple(findings),
    )  # fmt: skip


def _cells(of: Gathered, found: Answers) -> Iterator[CellPlan]:
    problem = of.problem
    cuts = {each.pair: each for each in found.losing}
    for cell, members in enumerate(of.cells):
        pairs = np.flatnonzero(problem.pairs.cell == cell)
        placed = [_placed(of, found.plan.answer, int(pair)) for pair in pairs]
        losers = [_losing(of, int(pair), cuts[int(pair)].cut, is_least=cuts[int(pair)].is_least)
                  for pair in pairs if int(pair) in cuts]  # fmt: skip
        yield CellPlan(
            members=members, issues=float(problem.work.volume[cell]), worth=float(problem.work.worth[cell]),
            worth_from=of.worths[cell],
            placed=tuple(sorted((each for each in placed if each.share > 0 or each.today > 0),
                                key=lambda each: (-each.share, -each.today))),
            losing=tuple(sorted(losers, key=lambda each: each.cut)),
            barred=tuple(Barred(site=name, reasons=tuple(each.says for each in of.barred[cell, at]))
                         for at, name in enumerate(of.sites) if (cell, at) in of.barred),
        )  # fmt: skip


def _placed(of: Gathered, answer: Answer, pair: int) -> Placed:
    pairs = of.problem.pairs
    cell, site = int(pairs.cell[pair]), int(pairs.site[pair])
    share, today = float(answer.shares[pair]), float(pairs.today[pair])
    spend, value = float(pairs.spend[pair]), float(of.problem.value[pair])
    told = of.learned.solving[cell][site]
    return Placed(
        site=of.sites[site], share=share, today=today, most=float(pairs.most[pair]),
        issues=share * float(of.problem.work.volume[cell]), contacts=share * float(of.contacts[pair]),
        hours=share * float(pairs.hours[pair]), cost=share * spend, value=share * value,
        cost_today=today * spend, value_today=today * value,
        solved=float(pairs.solved[pair]), low=told.low or 0.0, high=told.high or 0.0,
        origins={"solved": of.learned.solved_from(cell, site), "hours": of.learned.handle_from[cell][site],
                 "price": of.price_from[cell][site]},
    )  # fmt: skip


def _losing(of: Gathered, pair: int, cut: float, *, is_least: bool) -> Losing:
    spend = float(of.problem.pairs.spend[pair])
    part = cut / spend if spend > 0 else float("inf")
    return Losing(site=of.sites[int(of.problem.pairs.site[pair])], cut=cut, part=part, is_least=is_least)


def _sites(of: Gathered, found: Answers) -> Iterator[SitePlan]:
    problem, answer, now = of.problem, found.plan.answer, standing(of.problem)
    hours, today = load(problem, answer), load(problem, now)
    count = len(of.sites)
    issues = np.bincount(problem.pairs.site, problem.work.volume[problem.pairs.cell] * answer.shares, count)
    cost = np.bincount(problem.pairs.site, problem.pairs.spend * answer.shares, count)
    for at, (name, site) in enumerate(of.plan.sites.items()):
        stands, stood = answer.teams[:, at], now.teams[:, at]
        yield SitePlan(
            site=name, supplier=site.supplier, country=site.country, kind=str(site.kind), hours=float(hours[at]),
            today=float(today[at]), most=float(problem.sites.hours[at]) if site.capacity else float("inf"),
            one_more=float(found.scarce[at]), issues=float(issues[at]), cost=float(cost[at]),
            teams=_named(of, stands), opened=_named(of, stands & ~stood), closed=_named(of, stood & ~stands),
        )  # fmt: skip


def _named(of: Gathered, teams: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[str, ...]:
    return tuple(of.types[each] for each in np.flatnonzero(teams))


def _bill(plan: Bill, today: Bill | None) -> Iterator[BillLine]:
    """Give the lines of a bill; today has no tail of its own, for the plan's futures are not today's."""
    for name, words in LINES.items():
        yield BillLine(name=name, words=words, plan=_line(plan, name), today=_line(today, name) if today else None)


def _line(bill: Bill, name: str) -> float:
    if name == "net":
        return bill.cost - bill.value
    return float(getattr(bill, name)) * (-1.0 if name == "discounts" else 1.0)


def _proof(of: Gathered, plan: Solution) -> Proof:
    rows, columns = program_of(of.problem).shape
    held = plan.certificate
    return Proof(
        objective=held.objective, bound=held.bound, gap=held.gap, share=held.share, is_kept=not held.breaches,
        rows=rows, columns=columns, seconds=held.seconds,
    )  # fmt: skip


def _spread(of: Gathered, answer: Answer) -> Spread:
    suppliers, countries = shares_of_hours(of.problem, answer)
    return Spread(
        suppliers={name: float(each) for name, each in zip(of.suppliers, suppliers, strict=True) if each > 0},
        countries={name: float(each) for name, each in zip(of.countries, countries, strict=True) if each > 0},
        by_supplier=concentrated(suppliers.tolist()), by_country=concentrated(countries.tolist()),
    )  # fmt: skip


def _frontier(of: Gathered, found: Answers) -> Frontier | None:
    if not found.line:
        return None
    weight = of.problem.wishes.value_weight
    return Frontier(
        line=tuple(_point(each, is_plan=False) for each in found.line),
        plans=tuple(_point(each, is_plan=True) for each in found.plans),
        chosen=_of_plan(found.plan, weight), today=_point(found.now, is_plan=True) if found.now else None,
        left=_of_plan(found.left, 0.0) if found.left else None,
        more=_of_plan(found.more, weight) if found.more else None,
    )  # fmt: skip


def _point(point: Point, *, is_plan: bool) -> FrontierPoint:
    return FrontierPoint(weight=point.weight, cost=point.cost, value=point.value, is_plan=is_plan)


def _of_plan(plan: Solution, weight: float) -> FrontierPoint:
    return FrontierPoint(weight=weight, cost=plan.bill.cost, value=plan.bill.value, is_plan=True)


def _futures(of: Gathered, found: Answers) -> Futures | None:
    scenarios = of.problem.wishes.scenarios
    if scenarios is None:
        return None
    return Futures(
        names=tuple(of.plan.futures), chances=tuple(scenarios.chance.tolist()), plans=found.names,
        costs=tuple(tuple(each) for each in found.costs.tolist()),
        regrets=tuple(tuple(each) for each in found.regrets.tolist()), tails=tuple(found.tails.tolist()),
        beyond=scenarios.beyond,
    )  # fmt: skip
