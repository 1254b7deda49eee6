"""What a plan's numbers are made of, cell by cell and site by site: records, what is drawn from them, and terms."""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.facts.store import Store
from truegreen.model.allocated import Behind, PairBehind
from truegreen.project.looking import View
from truegreen.project.sourcing.gathered import Gathered
from truegreen.project.sourcing.tabled import table
from truegreen.readings.rows import shown


def behind(view: View, of: Gathered) -> Behind:
    """Give what each cell's numbers at each site are made of, with the query for the records behind them."""
    query = shown(of.worked.query, Store(view.project.store), view.state, view.project.folder)
    return Behind(currency=of.plan.currency, slices=of.plan.cells, pairs=tuple(_pairs(of)), query=query)


def _pairs(of: Gathered) -> Iterator[PairBehind]:
    pairs, known = of.problem.pairs, of.learned
    cases, judged, solved = (table(of.worked, of.sites, each)
                             for each in (of.worked.cases, of.worked.judged, of.worked.solved))  # fmt: skip
    for pair in range(len(pairs.cell)):
        cell, site = int(pairs.cell[pair]), int(pairs.site[pair])
        volume, told = float(of.problem.work.volume[cell]), known.solving[cell][site]
        contacts, hours = float(of.contacts[pair]) / volume, float(pairs.hours[pair]) / volume
        yield PairBehind(
            members=of.cells[cell], site=of.sites[site], issues=volume, cases=int(cases[cell, site]),
            judged=int(judged[cell, site]), held=int(solved[cell, site]), solved=float(pairs.solved[pair]),
            low=told.low or 0.0, high=told.high or 0.0, contacts=contacts,
            minutes=60 * hours / contacts if contacts else 0.0, cost=float(pairs.spend[pair]) / volume,
            worth=float(of.problem.work.worth[cell]), most=float(pairs.most[pair]),
            origins={"solved": known.solved_from(cell, site), "hours": known.handle_from[cell][site],
                     "price": of.price_from[cell][site]},
        )  # fmt: skip
