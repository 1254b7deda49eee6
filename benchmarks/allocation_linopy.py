"""The side of linopy, which has labelled arrays: an allocation's program from arrays to its solver interface."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
EXACT = {"mip_rel_gap": 0.0, "mip_abs_gap": 1e-6}


class Laid:
    """The arrays with their labels: shares by segment, type and site, teams by type and site."""

    def __init__(self, of: Arrays) -> None:
        self.of, self.array = of, import_module("xarray").DataArray
        types = int(of["type_of"].max()) + 1
        self.full = {"segment": range(len(of["type_of"]) // types), "type": range(types),
                     "site": range(len(of["capacity"]))}  # fmt: skip
        self.by_team = {name: self.full[name] for name in ("type", "site")}
        self.site, self.tiers = {"site": self.full["site"]}, {"tier": range(len(of["tier_start"]))}
        self.supplier = {"supplier": range(len(of["committed"]))}
        self._pair = (of["cell"] // types, of["type_of"][of["cell"]], of["site"])
        self._place = (of["team_type"], of["team_site"])
        self.supplier_of = self.array(of["supplier_of"], coords=self.site, name="supplier")
        self.tier_of = self.array(of["tier_supplier"], coords=self.tiers, name="supplier")

    def pairs(self, numbers: NDArray[Any]) -> Any:
        """Lay numbers of pairs out."""
        return self._laid(numbers, self._pair, self.full)

    def teams(self, numbers: NDArray[Any]) -> Any:
        """Lay numbers of teams out."""
        return self._laid(numbers, self._place, self.by_team)

    def along(self, name: str, over: Mapping[str, range]) -> Any:
        """Give numbers of sites, tiers or suppliers."""
        return self.array(self.of[name], coords=over)

    def _laid(self, numbers: NDArray[Any], at: tuple[NDArray[Any], ...], over: Mapping[str, range]) -> Any:
        held = np.zeros([len(each) for each in over.values()], numbers.dtype)
        held[at] = numbers
        return self.array(held, coords=over)


def written(of: Arrays) -> tuple[Any, tuple[int, int], Callable[[], float]]:
    """Write it with labelled arrays, masked where a pair or a team may not be."""
    model, laid = import_module("linopy").Model(), Laid(of)
    columns = _columns(model, laid)
    _work(model, laid, columns)
    _prices(model, laid, columns)
    cost = (laid.teams(of["team_cost"]) * columns["team"]).sum()
    cost += (laid.along("fixed", laid.site) * columns["open"]).sum() + columns["short"].sum()
    cost += (laid.along("tier_price", laid.tiers) * columns["paid"]).sum()
    model.add_objective(cost - (laid.pairs(of["gain"]) * columns["share"]).sum())
    handed = model.to_highspy()

    def optimum() -> float:
        model.solve("highs", output_flag=False, **EXACT)
        return float(model.objective.value)

    return handed, (handed.numConstrs, handed.numVariables), optimum


def _columns(model: Any, laid: Laid) -> dict[str, Any]:
    of = laid.of
    there, stands = laid.pairs(np.ones(len(of["cell"]), bool)), laid.teams(np.ones(len(of["team_type"]), bool))
    owes = laid.along("committed", laid.supplier) > 0
    can = laid.array(1.0 - of["free"], coords=laid.site)
    return {
        "share": model.add_variables(lower=0, upper=laid.pairs(of["most"]), coords=laid.full, mask=there, name="share"),
        "team": model.add_variables(binary=True, coords=laid.by_team, mask=stands, name="team"),
        "open": model.add_variables(lower=0, upper=can, integer=True, name="open"),
        "load": model.add_variables(lower=0, coords=laid.site, name="load"),
        "used": model.add_variables(binary=True, coords=laid.supplier, name="used"),
        "paid": model.add_variables(lower=0, coords=laid.tiers, name="paid"),
        "held": model.add_variables(binary=True, coords=laid.tiers, name="held"),
        "short": model.add_variables(lower=0, coords=laid.supplier, mask=owes, name="short"),
    }


def _work(model: Any, laid: Laid, columns: Mapping[str, Any]) -> None:
    of, share, team, is_open, load = laid.of, *(columns[each] for each in ("share", "team", "open", "load"))
    people, stands = laid.pairs(of["team"] >= 0), laid.teams(np.ones(len(of["team_type"]), bool))
    work = laid.pairs(of["hours"]) * share
    model.add_constraints(share.sum("site") == 1)
    model.add_constraints(share - laid.pairs(of["most"]) * team <= 0, mask=people)
    model.add_constraints(team - is_open <= 0, mask=stands)
    model.add_constraints(work.sum("segment") - laid.teams(of["least"]) * team >= 0, mask=stands)
    model.add_constraints(work.sum("segment") - laid.teams(of["busy"]) * team <= 0, mask=stands)
    model.add_constraints(team.sel(type=of["two_sites"]).sum("site") >= 2)
    model.add_constraints(load - work.sum(["segment", "type"]) == 0)
    model.add_constraints(load - laid.along("capacity", laid.site) * is_open <= 0)
    for group, limits in (("supplier_of", np.full(len(of["committed"]), float(of["supplier_share"]))),
                          ("country_of", of["country_share"])):  # fmt: skip
        weight = (of[group] == np.arange(len(limits))[:, None]) - limits[:, None]
        held = laid.array(weight, coords={"limit": range(len(limits)), **laid.site})
        model.add_constraints((held * load).sum("site") <= 0)


def _prices(model: Any, laid: Laid, columns: Mapping[str, Any]) -> None:
    of, used, paid, held = laid.of, *(columns[each] for each in ("used", "paid", "held"))
    staffed = laid.array(~of["free"], coords=laid.site)
    model.add_constraints(columns["open"] - used.sel(supplier=laid.supplier_of) <= 0, mask=staffed)
    spent = (laid.pairs(of["spend"]) * columns["share"]).sum(["segment", "type"]).groupby(laid.supplier_of).sum()
    model.add_constraints((1 * paid).groupby(laid.tier_of).sum() - spent == 0)
    model.add_constraints(paid - laid.along("tier_start", laid.tiers) * held >= 0)
    model.add_constraints(paid - laid.along("tier_end", laid.tiers) * held <= 0)
    model.add_constraints((1 * held).groupby(laid.tier_of).sum() - used == 0)
    bought = (laid.along("tier_price", laid.tiers) * paid).groupby(laid.tier_of).sum()
    committed = laid.along("committed", laid.supplier)
    model.add_constraints(columns["short"] + bought - committed * used >= 0, mask=committed > 0)
