"""Contact types put together: what failing them does to staying, how hard they are, and to whom they are of use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.allocated import Origin
from truegreen.model.plan import ContactType, Plan
from truegreen.model.segmented import Impact as Told
from truegreen.model.segmented import Kind, Quadrant
from truegreen.model.worth import Between
from truegreen.project.sourcing.lived import MONTHS, Gathered
from truegreen.readings.account_work import Work
from truegreen.readings.contact_use import Uses
from truegreen.sourcing.segments.against_usual import score, times_of
from truegreen.sourcing.segments.at_stake import EVERY
from truegreen.sourcing.segments.complexity import complexity
from truegreen.sourcing.segments.impact import METHOD, Impact
from truegreen.sourcing.segments.quadrants import Placed, named, placed
from truegreen.sourcing.segments.usefulness import content, use
from truegreen.stats.intervals import z_of
from truegreen.stats.panel.equations import Unfit

CONFIDENCE: Final = 0.95
A_THOUSAND: Final = 1_000
ONE_IN_TEN: Final = 0.1
NOT_ESTABLISHED: Final = "it is not established that customers leave more often after failed contacts"
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Types:
    """Contact types as arrays, each (T,), NaN where nobody knows.

    Attributes:
        known: place of each among those whose impact was asked for; −1 for others.
        effects, errors: what failing it does to staying.
        times, doubts: how many times as hard as the average contact.
        assumed: whether the plan says how hard.
        placed: where each lies; None where the impact is not established.
    """

    known: NDArray[np.intp]
    effects: Floats
    errors: Floats
    times: Floats
    doubts: Floats
    assumed: NDArray[np.bool_]
    placed: Placed | None


def impact_of(of: Gathered) -> Told | None:
    """Give what failed contacts do to staying, whatever their type; None where nobody can tell."""
    if isinstance(of.impact, Unfit):
        return None
    found, common = of.impact, of.impact.common
    cases = sum(each.cases for each in of.stakes if each.segment == EVERY)
    lost = sum(each.cases * each.loss[0] for each in of.stakes if each.segment == EVERY)
    each = A_THOUSAND * lost / cases if cases else 0.0
    ends = [(end / common.value if common.value else 0.0) for end in (common.low, common.high)]
    return Told(
        times=(_times(common.value), _times(common.low), _times(common.high)),
        lost=(each, min(each * end for end in ends), max(each * end for end in ends)),
        is_established=found.is_established, differ=found.differ, decisions=found.decisions, months=found.months,
        method=METHOD, assumes=common.assumes, query=of.contacts.query,
    )  # fmt: skip


def _times(effect: float) -> float:
    return float(np.exp(np.clip(ONE_IN_TEN * effect, -50, 50)))


def kinds(of: Gathered, done: Work, column: str, used: Uses, plan: Plan | None, *, is_money: bool) -> list[Kind]:
    """Give the contact types, the commonest first.

    Args:
        of: what worth is told from.
        done: what their work took.
        column: of the work, that holds what was spent.
        used: of what use they were.
        plan: whose own figures count instead of what was measured.
        is_money: whether what was spent is money.
    """
    hard = complexity(done)
    types = _types(of, done, hard.times, hard.errors, plan)
    cases, spend = done.by_type("cases"), done.by_type(column)
    failed, lost = _failed(of), _lost(of)
    told = content(used, len(done.types))
    average = _average(of, types, cases)
    found = []
    for at in np.argsort(-cases, kind="stable"):
        name, costs = done.types[at], float(spend[at] / cases[at]) if is_money else float("nan")
        chances, quadrant, because = _place(of, types, int(at))
        found.append(
            Kind(
                name=name, cases=int(cases[at]), failed=failed.get(name), spend=float(spend[at]), lost=lost.get(name),
                effect=_effect(types, int(at), average), origin=_origin(of, int(types.known[at])),
                complexity=_hard(types, int(at)), is_assumed=bool(types.assumed[at]), chances=chances,
                signs={sign: float(hard.each[row, at]) for row, sign in enumerate(hard.signs)}, quadrant=quadrant,
                because=because, use=use(told[at], _each(used, int(at), float(cases[at])), costs),
                eliminated=_eliminated(plan, name),
            )
        )  # fmt: skip
    return found


def _each(used: Uses, at: int, cases: float) -> tuple[float, float]:
    """Give what offers taken after a contact of a type brought, for each contact, and its standard error."""
    return float(used.brought[at]) / cases, float(np.sqrt(used.squares[at])) / cases


def _types(of: Gathered, done: Work, times: Floats, doubts: Floats, plan: Plan | None) -> _Types:
    places = {name: at for at, name in enumerate(of.contacts.types)}
    known = np.array([places.get(each, -1) for each in done.types], dtype=np.intp)
    said = np.array([_said(plan, each) for each in done.types], dtype=np.float64)
    times, doubts = np.where(np.isfinite(said), said, times), np.where(np.isfinite(said), 0.0, doubts)
    effects, errors, found = np.full(len(known), np.nan), np.full(len(known), np.nan), None
    if isinstance(of.impact, Impact):
        there = known >= 0
        effects[there], errors[there] = of.impact.means[known[there]], of.impact.errors[known[there]]
        if of.impact.is_established and there.all():
            found = placed(effects, errors, done.by_type("cases"), times, doubts)
    return _Types(known=known, effects=effects, errors=errors, times=times, doubts=doubts,
                  assumed=np.isfinite(said), placed=found)  # fmt: skip


def _kind(plan: Plan | None, name: str) -> ContactType | None:
    return plan.types.get(name) if plan else None


def _said(plan: Plan | None, name: str) -> float:
    """Give how many times as hard as the average contact the plan says a type is; NaN where it does not."""
    kind = _kind(plan, name)
    return float("nan") if kind is None or kind.complexity is None else times_of(float(kind.complexity.number))


def _eliminated(plan: Plan | None, name: str) -> float | None:
    kind = _kind(plan, name)
    return None if kind is None or kind.eliminated is None else float(kind.eliminated.in_unit("share"))


def _failed(of: Gathered) -> Mapping[str, float]:
    """Give the share of the last months' cases that failed, by contact type, of those that can be judged."""
    held = of.contacts
    there = held.month >= of.lives.at_risk.shape[1] - MONTHS
    judged, failed = (
        np.bincount(held.type[there], each[there], len(held.types)) for each in (held.judged, held.failed)
    )
    return {name: float(failed[at] / judged[at]) for at, name in enumerate(held.types) if judged[at]}


def _lost(of: Gathered) -> Mapping[str, Between]:
    """Give the customers lost for each 1,000 failed contacts, by contact type."""
    every = [each for each in of.stakes if each.segment == EVERY]
    return {of.contacts.types[each.type]: _thousand(each.loss) for each in every}


def _thousand(loss: Between) -> Between:
    return A_THOUSAND * loss[0], A_THOUSAND * loss[1], A_THOUSAND * loss[2]


def _average(of: Gathered, types: _Types, cases: Floats) -> float:
    """Give what failing the average contact does to staying; NaN where that is not established."""
    if not isinstance(of.impact, Impact) or not of.impact.is_established or types.placed is None:
        return float("nan")
    return float(types.effects @ cases / cases.sum())


def _effect(types: _Types, at: int, average: float) -> Between | None:
    if not average > 0:
        return None
    value, half = types.effects[at] / average, z_of(CONFIDENCE) * types.errors[at] / average
    return float(value), float(value - half), float(value + half)


def _hard(types: _Types, at: int) -> Between | None:
    times, half = types.times[at], z_of(CONFIDENCE) * types.doubts[at]
    if not np.isfinite(times):
        return None
    value, low, high = (float(each) for each in score([times, times - half, times + half]))
    return value, low, high


def _origin(of: Gathered, place: int) -> Origin | None:
    if not isinstance(of.impact, Impact) or place < 0:
        return None
    return Origin.MEASURED if of.impact.own[place] else Origin.BORROWED


def _place(of: Gathered, types: _Types, at: int) -> tuple[Mapping[Quadrant, float], Quadrant | None, str]:
    """Give the chance of each quadrant, the one in which a type surely lies, and why there are no chances."""
    if isinstance(of.impact, Unfit):
        return {}, None, f"nobody can tell what a failed contact does to staying: {of.impact.because}"
    if types.placed is None:
        return {}, None, NOT_ESTABLISHED
    chances = types.placed.chances(at)
    if not chances:
        return {}, None, "no record tells how hard it is"
    return chances, named(chances), ""
