"""What records and prices tell of each alternative, by criterion: for the same mix of work, with its doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.files.plan_evaluations import UNITS
from truegreen.model.evaluated import Scored, Source
from truegreen.model.plan import Plan
from truegreen.model.plan_evaluation import By, Evaluation, Measured
from truegreen.model.profile import Told
from truegreen.project.sourcing.gathered import Barred
from truegreen.project.sourcing.learned import Learned
from truegreen.project.sourcing.priced import Priced
from truegreen.readings.work import Worked
from truegreen.sourcing.evaluation.alternatives import Mixed, mixed
from truegreen.sourcing.evaluation.scores import Known
from truegreen.stats.intervals import z_of

Floats = NDArray[np.float64]
CONFIDENCE: Final = 0.95
_NINETY: Final = 2 * z_of(0.90)


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """Where numbers are looked up: the cells looked at, and what is known of them at each site.

    Attributes:
        plan, worked, learned, priced, barred: of all cells.
        cells: places of those looked at.
    """

    plan: Plan
    worked: Worked
    learned: Learned
    priced: Priced
    barred: Barred
    cells: tuple[int, ...]

    @property
    def cases(self) -> Floats:
        """Cases of the cells looked at, by site of the plan."""
        return self.learned.cases[list(self.cells)]

    @property
    def issues(self) -> Floats:
        """Issues of every cell, those at sites that the plan does not have among them."""
        return np.asarray(self.learned.issues.sum(axis=1) + self.learned.elsewhere)

    @property
    def might(self) -> Floats:
        """Cases that each site could do: all of a cell that it may do, none of others."""
        whole = (self.learned.cases.sum(axis=1) + self.learned.elsewhere)[list(self.cells)]
        may = np.array([[(cell, at) not in self.barred for at in range(len(self.plan.sites))] for cell in self.cells])
        return np.asarray(may * whole[:, None])

    @property
    def kinds(self) -> NDArray[np.intp]:
        """Say which contact type each of the cells looked at is of."""
        types = [self.learned.types[cell] for cell in self.cells]
        known = list(dict.fromkeys(types))
        return np.array([known.index(each) for each in types], dtype=np.intp)

    def sites_of(self, of: Evaluation, name: str) -> NDArray[np.bool_]:
        """Say which sites are an alternative's."""
        return np.array([name == (site if of.by is By.SITE else each.supplier)
                         for site, each in self.plan.sites.items()])  # fmt: skip


Numbers = tuple[Floats, Floats]
"""Values and standard errors by cell and site; NaN where nothing tells."""


def known(room: Room, of: Evaluation, names: Sequence[str]) -> dict[str, tuple[str, Known]]:
    """Give unit and scores of each criterion that is measured, by alternative."""
    found = {}
    for name, criterion in of.criteria.items():
        if criterion.measured is not None:
            unit = UNITS.get(criterion.measured, room.plan.currency)
            found[name] = (unit, _scores(room, of, names, criterion.measured, unit))
    return found


def _scores(room: Room, of: Evaluation, names: Sequence[str], which: Measured, unit: str) -> Known:
    values, errors = _NUMBERS[which](room)
    found = {}
    for name in names:
        sites = room.sites_of(of, name)
        told = mixed(values, errors, room.cases, room.might, sites, room.kinds, is_ratio=which not in _SHARES)
        if np.isfinite(told.value):
            found[name] = _scored(room, told, sites, which, unit)
    return found


def _scored(room: Room, told: Mixed, sites: NDArray[np.bool_], which: Measured, unit: str) -> Scored:
    half = z_of(CONFIDENCE) * told.error
    low, high = told.value - half, told.value + half
    if unit == "%":
        low, high = max(low, 0.0), min(high, 100.0)
    done = float((room.cases * sites).sum())
    money = which in (Measured.COST, Measured.COST_SOLVED)
    source = Source.CONTRACT if which is Measured.COST else Source.MEASURED if done else _elsewhere(room, sites)
    if done:
        says = f"{done:,.0f} of its own cases, each held against all sites' for the same work"
    elif source is Source.ASSUMED:
        says = "the plan assumes it; no case was done there"
    else:
        says = "no case was done there: it is borrowed from the other sites, with their differences as its doubt"
    return Scored(told.value, low, high, told.error, source, (), f"{says}{', at its list price' if money else ''}.")


def _elsewhere(room: Room, sites: NDArray[np.bool_]) -> Source:
    """Say where a share comes from that no own case tells."""
    told = {room.learned.solving[cell][at].told for cell in room.cells for at in np.flatnonzero(sites)}
    return Source.ASSUMED if told == {Told.ASSUMED} else Source.OTHERS


def _solved(room: Room) -> Numbers:
    rows = [room.learned.solving[cell] for cell in room.cells]
    value = np.array([[np.nan if each.share is None else each.share for each in row] for row in rows])
    wide = np.array([[(each.high or 0.0) - (each.low or 0.0) for each in row] for row in rows])
    return value * 100, wide * 100 / _NINETY


def _minutes(room: Room) -> Numbers:
    value = room.learned.handle[list(room.cells)] * 60
    usual = float(np.nanmedian(room.worked.spread)) if np.isfinite(room.worked.spread).any() else 0.0
    cases = room.cases
    return value, np.divide(usual * 60, np.sqrt(cases), out=np.zeros(cases.shape), where=cases > 0)


def _cost(room: Room) -> Numbers:
    """Give the price of a contact."""
    contacts, spend = (each[list(room.cells)] for each in (room.priced.contacts, room.priced.spend))
    value = np.divide(spend, contacts, out=np.full(spend.shape, np.nan), where=contacts > 0)
    return value, np.zeros(value.shape)


def _cost_solved(room: Room) -> Numbers:
    """Give the price of a contact over the share that is solved at once."""
    (cost, _), (solved, doubt) = _cost(room), _solved(room)
    value = np.divide(cost * 100, solved, out=np.full(cost.shape, np.nan), where=solved > 0)
    return value, np.divide(value * doubt, solved, out=np.zeros(cost.shape), where=solved > 0)


def _counted(numbers: Callable[[Worked], Floats], of: Callable[[Worked], Floats]) -> Callable[[Room], Numbers]:
    """Give shares that are counted in the work as it was done, drawn nowhere; NaN where there is none."""

    def told(room: Room) -> Numbers:
        hits, counts = (_table(room, each(room.worked)) for each in (numbers, of))
        share = np.divide(hits + 0.5, counts + 1, out=np.full(hits.shape, np.nan), where=counts > 0)
        error = np.sqrt(np.divide(share * (1 - share), counts + 1, out=np.full(hits.shape, np.nan), where=counts > 0))
        return share * 100, error * 100

    return told


def _table(room: Room, numbers: Floats) -> Floats:
    """Give numbers of rows as a table of the cells looked at by sites of the plan."""
    sites = list(room.plan.sites)
    made = np.zeros((len(room.worked.cells), len(sites)))
    at = np.array([sites.index(each) if each in sites else -1 for each in room.worked.sites])[room.worked.site]
    np.add.at(made, (room.worked.cell[at >= 0], at[at >= 0]), np.nan_to_num(numbers[at >= 0]))
    return np.asarray(made[list(room.cells)])


_NUMBERS: Final[dict[Measured, Callable[[Room], Numbers]]] = {
    Measured.SOLVED: _solved,
    Measured.REPEATED: _counted(lambda of: of.back, lambda of: of.judged),
    Measured.MINUTES: _minutes,
    Measured.COST: _cost,
    Measured.COST_SOLVED: _cost_solved,
    Measured.ESCALATED: _counted(lambda of: of.raised, lambda of: of.cases),
    Measured.MOVED: _counted(lambda of: of.passed, lambda of: of.cases),
}
_SHARES: Final = (Measured.SOLVED, Measured.REPEATED, Measured.ESCALATED, Measured.MOVED)
