"""The side of PuLP, which writes variable by variable: an allocation's program from arrays to its solver interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
Columns = Mapping[str, Any]
EXACT = {"mip_rel_gap": 0.0, "mip_abs_gap": 1e-6}


def written(of: Arrays) -> tuple[Any, tuple[int, int], Callable[[], float]]:
    """Write it variable by variable and row by row."""
    lp = import_module("pulp")
    problem = lp.LpProblem("allocation", lp.LpMinimize)
    columns = _columns(lp, of)
    problem += _cost(lp, of, columns)
    for kind in (_served, _teams, _sites, _prices, _shares):
        for row in kind(lp, of, columns):
            problem += row
    problem.addVariables(columns["open"])
    solver = lp.HiGHS(msg=False, **EXACT)
    solver.createAndConfigureSolver(problem)
    solver.buildSolverModel(problem)

    def optimum() -> float:
        problem.solve(solver)
        return float(lp.value(problem.objective))

    return problem, (len(problem.constraints), len(problem.variables())), optimum


def _columns(lp: Any, of: Arrays) -> Columns:
    committed = of["committed"].tolist()

    def binary(name: str, many: int) -> list[Any]:
        return [lp.LpVariable(f"{name}{each}", cat="Binary") for each in range(many)]

    return {
        "share": [lp.LpVariable(f"x{each}", 0, most) for each, most in enumerate(of["most"].tolist())],
        "team": binary("t", len(of["team_type"])),
        "open": [lp.LpVariable(f"y{each}", 0, 1 - int(free), "Integer") for each, free in enumerate(of["free"])],
        "load": [lp.LpVariable(f"h{each}", 0) for each in range(len(of["capacity"]))],
        "used": binary("u", len(committed)),
        "paid": [lp.LpVariable(f"e{each}", 0) for each in range(len(of["tier_start"]))],
        "held": binary("k", len(of["tier_start"])),
        "short": {each: lp.LpVariable(f"z{each}", 0) for each, owed in enumerate(committed) if owed > 0},
    }


def _cost(lp: Any, of: Arrays, columns: Columns) -> Any:
    priced = (("team_cost", "team"), ("fixed", "open"), ("tier_price", "paid"))
    cost = [lp.lpSum(each * column for each, column in zip(of[name].tolist(), columns[of_], strict=True))
            for name, of_ in priced]  # fmt: skip
    gain = lp.lpSum(each * share for each, share in zip(of["gain"].tolist(), columns["share"], strict=True))
    return lp.lpSum([*cost, *columns["short"].values()]) - gain


def _grouped(groups: NDArray[Any], many: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(many)]
    for place, group in enumerate(groups.tolist()):
        if group >= 0:
            found[group].append(place)
    return found


def _served(lp: Any, of: Arrays, columns: Columns) -> Iterator[Any]:
    for each in _grouped(of["cell"], len(of["type_of"])):
        yield lp.lpSum(columns["share"][pair] for pair in each) == 1


def _teams(lp: Any, of: Arrays, columns: Columns) -> Iterator[Any]:
    share, team, most, hours = columns["share"], columns["team"], of["most"].tolist(), of["hours"].tolist()
    for pair, needs in enumerate(of["team"].tolist()):
        if needs >= 0:
            yield share[pair] - most[pair] * team[needs] <= 0
    for place, own in enumerate(_grouped(of["team"], len(team))):
        work = lp.lpSum(hours[pair] * share[pair] for pair in own)
        yield team[place] - columns["open"][of["team_site"][place]] <= 0
        yield work - of["least"][place] * team[place] >= 0
        yield work - of["busy"][place] * team[place] <= 0
    for kind in of["two_sites"].tolist():
        yield lp.lpSum(team[each] for each in np.flatnonzero(of["team_type"] == kind)) >= 2


def _sites(lp: Any, of: Arrays, columns: Columns) -> Iterator[Any]:
    load, is_open, hours = columns["load"], columns["open"], of["hours"].tolist()
    for place, own in enumerate(_grouped(of["site"], len(load))):
        yield load[place] - lp.lpSum(hours[pair] * columns["share"][pair] for pair in own) == 0
        yield load[place] - of["capacity"][place] * is_open[place] <= 0
        if not of["free"][place]:
            yield is_open[place] - columns["used"][of["supplier_of"][place]] <= 0


def _prices(lp: Any, of: Arrays, columns: Columns) -> Iterator[Any]:
    paid, held, used, spend = columns["paid"], columns["held"], columns["used"], of["spend"].tolist()
    by_tier = _grouped(of["tier_supplier"], len(used))
    for place, own in enumerate(_grouped(of["supplier_of"][of["site"]], len(used))):
        spent = lp.lpSum(spend[pair] * columns["share"][pair] for pair in own)
        yield lp.lpSum(paid[each] for each in by_tier[place]) - spent == 0
        yield lp.lpSum(held[each] for each in by_tier[place]) - used[place] == 0
        if place in columns["short"]:
            bought = lp.lpSum(of["tier_price"][each] * paid[each] for each in by_tier[place])
            yield columns["short"][place] + bought - of["committed"][place] * used[place] >= 0
    for each in range(len(paid)):
        yield paid[each] - of["tier_start"][each] * held[each] >= 0
        yield paid[each] - of["tier_end"][each] * held[each] <= 0


def _shares(lp: Any, of: Arrays, columns: Columns) -> Iterator[Any]:
    for group, limits in (("supplier_of", [float(of["supplier_share"])] * len(columns["used"])),
                          ("country_of", of["country_share"].tolist())):  # fmt: skip
        for which, limit in enumerate(limits):
            weights = ((of[group] == which) - limit).tolist()
            yield lp.lpSum(each * load for each, load in zip(weights, columns["load"], strict=True)) <= 0
