"""Why work goes where it goes: what a losing site would have to give, and what each wish costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from truegreen.sourcing.allocation.answer import Answer
from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.allocation.draft import Program
from truegreen.sourcing.allocation.families.teams import bounds, team_of
from truegreen.sourcing.allocation.path import Solution, Told, solve
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.program import program_of
from truegreen.sourcing.allocation.solver import relaxed, solved
from truegreen.sourcing.allocation.wishes import Wishes


@dataclass(frozen=True, slots=True)
class Losing:
    """A site that does not have a cell, and what would give it one.

    Attributes:
        pair: which pair.
        cut: money by which all of the cell would have to be cheaper there, or its solved issues worth more.
        is_least: whether the cut is a lower bound only, because a team would have to be opened there too.
    """

    pair: int
    cut: float
    is_least: bool


def losing(problem: Problem, answer: Answer, *, seconds: float = 30.0) -> tuple[Losing, ...]:
    """Give for each pair without work the cut at which it begins to win, all else as in the plan.

    Teams, sites and tiers stay as they are in the plan; where a team would have to be opened, its cost is added. What a
    cut would change elsewhere (a tier reached, another site closed) is not in it.
    """
    program = _held(problem, program_of(problem), answer)
    found = solved(program, seconds=seconds)
    if not len(found.reduced):
        return ()
    pairs, people = problem.pairs, problem.needs_people
    stands = np.where(people, answer.teams[problem.contact_type, pairs.site],
                      (answer.stands(problem) | (problem.sites.fixed == 0))[pairs.site])  # fmt: skip
    cuts = np.maximum(found.reduced[program.columns["shares"]] / np.maximum(pairs.most, 1e-9), 0.0)
    opening = np.where(stands, 0.0, problem.opening[problem.contact_type, pairs.site])
    without = np.flatnonzero((answer.shares == 0) & (pairs.most > 0))
    return tuple(Losing(int(pair), float(cuts[pair] + opening[pair]), not stands[pair]) for pair in without)


def _held(problem: Problem, program: Program, answer: Answer) -> Program:
    """Give the program with the integers of a plan, and without what only binds teams and suppliers that do not stand.

    Whatever else holds a losing share at nothing (a bound that follows from others, the link to a team or tier that is
    not there) would take the price that belongs to the row of its cell, so that the loser would seem to cost nothing.
    """
    kind, site, _ = team_of(problem)
    lower, upper = program.lower.copy(), program.upper.copy()
    teams, sites, shares = (program.columns[each] for each in ("teams", "sites", "shares"))
    lower[teams] = upper[teams] = answer.teams[kind, site]
    lower[sites] = upper[sites] = np.minimum(answer.stands(problem), upper[sites])
    full = solved(replace(program, lower=lower, upper=upper), seconds=30.0)
    if not len(full.values):
        return relaxed(program)
    settled = np.where(program.whole, np.round(full.values), full.values)
    lower[program.whole] = upper[program.whole] = settled[program.whole]
    upper[shares] = np.where(problem.pairs.most >= 1, np.inf, upper[shares])
    row_lower, row_upper = program.row_lower.copy(), program.row_upper.copy()
    for links in ("linked", "busy", "offered"):
        row_upper[_rows(program, links)] = np.inf
    some = np.flatnonzero(bounds(problem)[0] > 0)
    row_lower[_rows(program, "least")][~answer.teams[kind[some], site[some]]] = -np.inf
    held = replace(program, lower=lower, upper=upper, row_lower=row_lower, row_upper=row_upper)
    for supplier, tiers in enumerate(problem.tiers):
        if f"supplier {supplier} used" in program.columns:
            _hold_price(held, f"supplier {supplier}", settled, on_all=tiers.on_all)
    return relaxed(held)


def _rows(program: Program, name: str) -> slice:
    return program.rows.get(name, slice(0, 0))


def _hold_price(held: Program, name: str, settled: Floats, *, on_all: bool) -> None:
    """Leave only the price of the tier that was reached, or of the first where nothing is bought; written in place."""
    is_used = settled[held.columns[f"{name} used"]][0] > 0.5
    if is_used and not on_all:
        return
    spend, tier = held.columns[f"{name} spend"], held.columns.get(f"{name} tier", slice(0, 0))
    reached = int(settled[tier].argmax()) if is_used else 0
    held.lower[spend] = held.upper[spend] = 0.0
    held.lower[spend.start + reached], held.upper[spend.start + reached] = -np.inf, np.inf
    for links in ("from", "to", "full", "priced"):
        held.row_lower[_rows(held, f"{name} {links}")] = -np.inf
        held.row_upper[_rows(held, f"{name} {links}")] = np.inf
    if not is_used:
        held.row_lower[_rows(held, f"{name} owes")] = -np.inf


@dataclass(frozen=True, slots=True)
class WishPrice:
    """What a wish costs in the plan's time: between these two, as far as both plans are proven.

    Attributes:
        wish: its name in ``Wishes``.
        least, most: money.
    """

    wish: str
    least: float
    most: float


def without(problem: Problem) -> Iterator[tuple[str, Problem]]:
    """Give the problem without each of its wishes in turn."""
    none = Wishes()
    names = ("supplier_share", "country_share", "most_suppliers", "two_sites", "least_share", "is_single", "cover",
             "most_moved", "least_value", "most_cost")  # fmt: skip
    for name in names:
        if not _same(getattr(problem.wishes, name), getattr(none, name)):
            dropped: dict[str, Any] = {name: getattr(none, name)}
            yield name, replace(problem, wishes=replace(problem.wishes, **dropped))


def _same(one: Any, other: Any) -> bool:
    return one is other or (not isinstance(one, np.ndarray) and one == other)


def wish_prices(
    problem: Problem, plan: Solution, *, seconds: float = 20.0, told: Told = lambda _: None
) -> tuple[WishPrice, ...]:
    """Give what each wish costs: the problem solved again without it."""
    found = []
    for name, freed in without(problem):
        told(f"without {name.replace('_', ' ')}")
        other = solve(freed, seconds=seconds)
        least = max(0.0, plan.certificate.bound - other.certificate.objective)
        found.append(WishPrice(name, least, max(least, plan.certificate.objective - other.certificate.bound)))
    return tuple(found)


def scarce(problem: Problem, answer: Answer) -> Floats:
    """Give what one more hour at each site would save, all else as in the plan; 0 where hours are left."""
    program = _held(problem, program_of(problem), answer)
    prices = solved(program, seconds=30.0).prices
    if not len(prices):
        return np.zeros(len(problem.sites.hours))
    return np.maximum(-prices[program.rows["capacity"]], 0.0)
