"""What a save programme of a project protected, in money: measured, modelled, in groups, and against what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from truegreen.model.value import Amount, Grade
from truegreen.model.valued import ValueTest
from truegreen.project.value.money import exact, money, summed, told, untold
from truegreen.project.value.saves import Programme
from truegreen.readings.value_tried import Tried
from truegreen.stats.estimate import Verdict
from truegreen.units.money import Money
from truegreen.value.arms import Flags
from truegreen.value.lifetime import product
from truegreen.value.modelled import ASSUMES as MODEL
from truegreen.value.modelled import METHOD as MODELLED
from truegreen.value.modelled import expected
from truegreen.value.protected import ALIKE, ASSUMES, METHOD, protected

PROTECTED: Final = "Lifetime value protected"
ATTEMPTS: Final = "Cost of the attempts"
_NO_SAVES: Final = "the records hold no attempts to keep an account"
_NO_WORTH: Final = "nobody can tell what accounts are still worth"
_WHAT: Final = {
    "protected": PROTECTED,
    "protected within": "of it, what is paid within the {days} days",
    "protected alike": f"{PROTECTED}, if large and small are helped alike",
    "protected modelled": f"{PROTECTED}, as early warning tells it",
    "attempts": ATTEMPTS,
    "net": "What is left of it after its cost",
    "risk": "Risk reduced",
}


@dataclass(frozen=True, slots=True, eq=False)
class Offered:
    """Offers that were taken by treated accounts within their days, and what one of them costs."""

    taken: int
    cost: Money | None


def taken_by(of: Programme, offers: Tried | None, cost: Money | None) -> Offered:
    """Count the offers that treated accounts took within their days.

    Args:
        of: the programme.
        offers: all offers; None where the records hold none.
        cost: what one costs that is taken; None where nobody says.
    """
    if offers is None or not len(of.entered.place):
        return Offered(0, cost)
    made, here = of.entered, _treated(of)
    since = np.full(int(max(made.place.max(), offers.place.max())) + 1, np.datetime64("NaT"), dtype="datetime64[D]")
    since[made.place[here]] = made.day[here]
    entry = np.where(offers.place >= 0, since[offers.place], np.datetime64("NaT"))
    since_then = (offers.day - entry).astype(np.float64)
    within = ~np.isnat(entry) & (since_then >= 0) & (since_then <= of.lift.days)
    return Offered(int((within & (offers.accepted == 1)).sum()), cost)


def _treated(of: Programme) -> Flags:
    return np.asarray(of.entered.treated & of.entered.followed(of.lift.days))


def amounts(of: Programme | None, offered: Offered, currency: str) -> dict[str, Amount]:
    """Give what a save programme protected, what it cost, what is left, and what is still to be expected of it."""
    if of is None:
        return {
            name: untold(what.replace("{days} days", "first days"), _NO_SAVES, METHOD) for name, what in _WHAT.items()
        }
    found, cost = of.protected, _cost(of, currency)
    in_all, within, alike, waiting = (
        (found.value, found.within, found.alike, found.waiting) if found else (None, None, None, None)
    )
    counts = {"treated": of.lift.treated, "held out": of.lift.held_out}
    value, later = _measured(of, "protected", in_all, counts, currency), {**counts, "time not over": of.lift.waiting}
    made = {
        "protected": value,
        "protected within": _measured(of, "protected within", within, counts, currency),
        "protected alike": _measured(of, "protected alike", alike, counts, currency, ALIKE),
        "protected modelled": _modelled(of, currency),
        "attempts": cost,
        "net": _net(value, cost, offered, currency),
    }
    if found is not None and found.waiting is None:
        over = f"the {of.lift.days} days of every treated account are over"
        return {**made, "risk": untold(_WHAT["risk"], over, METHOD)}
    again = "those treated lately are helped as those before them were"
    risk = _measured(of, "risk", waiting, later, currency, again, grade=Grade.ADJUSTED)
    return {**made, "risk": risk}


def _measured(
    of: Programme, name: str, found: tuple[float, float, float] | None, counts: dict[str, int], currency: str,
    *also: str, grade: Grade = Grade.RANDOMISED,
) -> Amount:  # fmt: skip
    what = _WHAT[name].format(days=of.lift.days)
    if found is None:
        return untold(what, of.lift.because or _NO_WORTH, METHOD)
    return told(what, found, currency, grade, METHOD, counts=counts, assumes=(*ASSUMES, *also))


def of_some(of: Programme, here: Flags, currency: str) -> Amount:
    """Give what was protected of some of the accounts that entered, or that too few of them were held out.

    Args:
        of: the programme.
        here: (N,) which of those who entered.
        currency: of the amount.
    """
    found = None if of.stake is None or of.lift.estimate is None else protected(of.entered, of.stake.only(here))
    over = here & of.entered.followed(of.lift.days)
    treated, held_out = (int((over & (of.entered.treated == arm)).sum()) for arm in (True, False))
    if found is None:
        because = of.lift.because or f"only {held_out} held out and {treated} treated accounts"
        return untold(PROTECTED, because, METHOD)
    counts = {"treated": treated, "held out": held_out}
    return told(PROTECTED, found.value, currency, Grade.RANDOMISED, METHOD, counts=counts, assumes=ASSUMES)


def _modelled(of: Programme, currency: str) -> Amount:
    """Give what was protected by the chances that had been said of the treated: whoever leaves, leaves half-way."""
    what = _WHAT["protected modelled"]
    if of.said is None:
        return untold(what, "early warning was not asked", MODELLED)
    if of.said.modelled.because or of.said.foretold is None:
        return untold(what, of.said.modelled.because, MODELLED)
    here = _treated(of) & np.isfinite(of.said.score)
    if of.stake is None:
        return untold(what, _NO_WORTH, MODELLED)
    left = of.entered.left_within(of.lift.days)
    lost = of.stake.within / 2 + of.stake.after.values
    found = expected(of.said.foretold, of.said.score[here], left[here], lost[here]).of_worth
    if found is None:
        return untold(what, _NO_WORTH, MODELLED)
    known = here & np.isfinite(lost)
    early = float(of.stake.within[known].sum()) / 2
    value, low, high = of.stake.after.interval(known.astype(np.float64))
    worth = (early + value, early + low, early + high)
    counts = {"treated": int(here.sum()), "alike and left alone": of.said.modelled.alike}
    return told(what, product((found.value, found.low, found.high), worth), currency, Grade.ADJUSTED, MODELLED,
                counts=counts, assumes=(*MODEL, *ASSUMES[2:]))  # fmt: skip


def _cost(of: Programme, currency: str) -> Amount:
    """Count what the attempts cost on treated accounts whose time is over: those that the lift is of."""
    mine = of.rows[np.isin(of.tried.place[of.rows], of.entered.place[_treated(of)])]
    spent = of.tried.amount[mine]
    if not np.isfinite(spent).any():
        return untold(ATTEMPTS, "no record says what an attempt cost")
    count = {"attempts": len(mine), "with a cost": int(np.isfinite(spent).sum())}
    return exact(ATTEMPTS, summed(spent, currency), "value.costs.attempts", counts=count)


def _net(value: Amount, cost: Amount, offered: Offered, currency: str) -> Amount:
    what = _WHAT["net"]
    if value.value is None or value.low is None or value.high is None:
        return untold(what, value.because, METHOD)
    if cost.value is None:
        return untold(what, cost.because, METHOD)
    spent = cost.value
    if offered.cost is not None:
        spent += Money(offered.cost.amount * offered.taken, currency)
    return Amount(
        what=what, value=value.value - spent, low=value.low - spent, high=value.high - spent, grade=value.grade,
        method=METHOD, counts=value.counts, assumes=value.assumes,
    )  # fmt: skip


def value_test(of: Programme, made: Mapping[str, Amount], offered: Offered, currency: str) -> ValueTest | None:
    """Say whether an attempt pays: (share with − share without) × value > offer rate × offer cost + attempt cost.

    Args:
        of: the programme.
        made: its amounts.
        offered: offers that the treated took.
        currency: of amounts.
    """
    value, net, cost, many = made["protected"], made["net"], made["attempts"], of.lift.treated
    if value.value is None or value.low is None or value.high is None or not many:
        return None
    each = [float(end.amount) / many for end in (value.value, value.low, value.high)]
    brings = told("What an attempt brings", (each[0], each[1], each[2]), currency, value.grade, METHOD)
    verdict = Verdict.NOT_ENOUGH
    if net.is_certain and net.low is not None:
        verdict = Verdict.ESTABLISHED if net.low.amount > 0 else Verdict.PERVERSE
    attempt = None if cost.value is None else money(float(cost.value.amount) / many, currency)
    return ValueTest(brings=brings, offers=(offered.taken / many, offered.cost), attempt=attempt, verdict=verdict)
