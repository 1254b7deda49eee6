"""The side of cvxpy, which has vectors and matrices: an allocation's program from arrays to its solver interface."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
EXACT = {"mip_rel_gap": 0.0, "mip_abs_gap": 1e-6}


def written(of: Arrays) -> tuple[Any, tuple[int, int], Callable[[], float]]:
    """Write it with vectors and sparse matrices."""
    cp, sparse = import_module("cvxpy"), import_module("scipy.sparse")
    pairs, teams, sites = len(of["cell"]), len(of["team_type"]), len(of["capacity"])
    suppliers, tiers = len(of["committed"]), len(of["tier_start"])

    def sums(groups: NDArray[Any], many: int, numbers: NDArray[Any] | float = 1.0) -> Any:
        each = np.flatnonzero(groups >= 0)
        held = np.broadcast_to(np.asarray(numbers, float), groups.shape)[each]
        return sparse.csr_array((held, (groups[each], each)), shape=(many, len(groups)))

    share = cp.Variable(pairs, bounds=[np.zeros(pairs), of["most"]])
    team, is_open = cp.Variable(teams, boolean=True), cp.Variable(sites, boolean=True)
    load, used = cp.Variable(sites, nonneg=True), cp.Variable(suppliers, boolean=True)
    paid, held = cp.Variable(tiers, nonneg=True), cp.Variable(tiers, boolean=True)
    owes = np.flatnonzero(of["committed"] > 0)
    short = cp.Variable(len(owes), nonneg=True)
    people, staffed = np.flatnonzero(of["team"] >= 0), np.flatnonzero(~of["free"])
    busy = sums(of["team"], teams, of["hours"])
    by_supplier = sums(of["tier_supplier"], suppliers)
    asked = sums(np.searchsorted(of["two_sites"], of["team_type"]), len(of["two_sites"]) + 1)[: len(of["two_sites"])]
    asked = sparse.csr_array(asked.multiply(np.isin(of["team_type"], of["two_sites"])[None, :]))
    rows = [
        sums(of["cell"], len(of["type_of"])) @ share == 1,
        share[people] - cp.multiply(of["most"][people], team[of["team"][people]]) <= 0,
        team - is_open[of["team_site"]] <= 0,
        busy @ share - cp.multiply(of["least"], team) >= 0,
        busy @ share - cp.multiply(of["busy"], team) <= 0,
        asked @ team >= 2,
        load - sums(of["site"], sites, of["hours"]) @ share == 0,
        load - cp.multiply(of["capacity"], is_open) <= 0,
        is_open[staffed] - used[of["supplier_of"][staffed]] <= 0,
        by_supplier @ paid - sums(of["supplier_of"][of["site"]], suppliers, of["spend"]) @ share == 0,
        paid - cp.multiply(of["tier_start"], held) >= 0,
        paid - cp.multiply(of["tier_end"], held) <= 0,
        by_supplier @ held - used == 0,
        short + (by_supplier @ cp.multiply(of["tier_price"], paid))[owes]
        - cp.multiply(of["committed"][owes], used[owes]) >= 0,
    ]  # fmt: skip
    for group, limits in (("supplier_of", np.full(suppliers, float(of["supplier_share"]))),
                          ("country_of", of["country_share"])):  # fmt: skip
        rows.append(((of[group] == np.arange(len(limits))[:, None]) - limits[:, None]) @ load <= 0)
    cost = of["team_cost"] @ team + of["fixed"] @ is_open + of["tier_price"] @ paid + cp.sum(short) - of["gain"] @ share
    problem = cp.Problem(cp.Minimize(cost), [*rows, is_open[np.flatnonzero(of["free"])] == 0])
    handed = problem.get_problem_data(cp.HIGHS)
    shape = (sum(each.size for each in rows), sum(each.size for each in problem.variables()))

    def optimum() -> float:
        return float(problem.solve(solver=cp.HIGHS, **EXACT))

    return handed, shape, optimum
