"""Accounts at risk, one by one: what its leaving would be expected to cost, and whether its owner is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.backtest import Order
from truegreen.model.warning import Alert, Chance, Risk
from truegreen.project.warning.gathered import Gathered
from truegreen.project.warning.worth import Still
from truegreen.signals.warning.alerts import above, alerted
from truegreen.signals.warning.amounts import amount
from truegreen.signals.warning.befores import member
from truegreen.signals.warning.now import Now, monthly
from truegreen.stats.estimate import Verdict
from truegreen.stats.panel.links import chance_of
from truegreen.value.pilots.hold_out import held_out

Floats = NDArray[np.float64]
CANNOT: Final = "nobody can tell yet who leaves: the ranking of earlier months was no better than chance"


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What is known of the accounts at risk, (N,) each.

    Attributes:
        of: what early warning is made from.
        now: what is told of them.
        verdict: whether leavers are told from others at all.
        currency: of all money.
        chance, low, high: of deciding within the horizon, with the ends of its interval.
        usual: the mean of these chances.
        paid, worth: what each pays a month, and would still bring; NaN where not known.
        lived, renews: months as a customer, and until the next renewal; NaN where not known.
        told, above: whether an alert is within its owner's budget, and whether the chance is above the usual.
    """

    of: Gathered
    now: Now
    verdict: Verdict
    currency: str
    chance: Floats
    low: Floats
    high: Floats
    usual: float
    paid: Floats
    worth: Floats
    lived: Floats
    renews: Floats
    told: NDArray[np.bool_]
    above: NDArray[np.bool_]


def risks_of(of: Gathered, now: Now, still: Still, verdict: Verdict, currency: str) -> list[Risk]:
    """Give every account at risk, the greatest expected loss first, and say whether its owner is told.

    Args:
        of: what early warning is made from.
        now: what is told of the accounts.
        still: what each pays, and would still bring.
        verdict: whether leavers are told from others at all.
        currency: of all money.
    """
    history, account, place = of.history, now.rows.account, len(of.history.months) - 1
    owner = history.owners.codes[account, place]
    held = Held(
        of=of,
        now=now,
        verdict=verdict,
        currency=currency,
        chance=now.chance,
        low=chance_of(now.low),
        high=chance_of(now.high),
        usual=float(now.chance.mean()) if len(account) else 0.0,
        paid=still.paid,
        worth=still.worth,
        lived=history.lived()[account, place],
        renews=history.renews_in()[account, place],
        told=alerted(now.score, still.worth, owner, of.setting.order, of.setting.budget),
        above=above(now.score, np.zeros(len(account), dtype=np.intp)),
    )
    order = np.lexsort((-now.score, -np.nan_to_num(now.chance * still.worth, nan=-1.0)))
    return [_risk(held, int(at), rank) for rank, at in enumerate(order, start=1)]


def _risk(held: Held, at: int, rank: int) -> Risk:
    """Give one account."""
    history, now, place = held.of.history, held.now, len(held.of.history.months) - 1
    account, chance, low = int(now.rows.account[at]), float(held.chance[at]), float(held.low[at])
    alert, why = _alert(held, at)
    renews, lived = held.renews[at], held.lived[at]
    return Risk(
        rank=rank,
        account=str(history.accounts[account]),
        owner=member(history.owners, account, place),
        segment=member(history.segments, account, place),
        chance=Chance(value=chance, low=low, high=float(held.high[at])),
        hazard=monthly(chance, held.of.setting.horizon),
        score=float(now.score[at]),
        is_high=held.verdict is Verdict.ESTABLISHED and low > held.usual,
        revenue=amount(float(held.paid[at]), held.currency),
        residual=amount(float(held.worth[at]), held.currency),
        loss=amount(chance * float(held.worth[at]), held.currency),
        renewal=history.next_renewal(account),
        months_to_renewal=None if np.isnan(renews) else int(renews),
        tenure_months=None if np.isnan(lived) else int(lived),
        causes=now.causes(at),
        alert=alert,
        why=why,
    )


def _alert(held: Held, at: int) -> tuple[Alert, str]:
    """Say whether an owner is told of an account, and why or why not."""
    setting = held.of.setting
    by = "chance" if setting.order is Order.CHANCE else "expected loss"
    if held.verdict is not Verdict.ESTABLISHED:
        return Alert.UNTOLD, CANNOT
    if not held.above[at]:
        return Alert.USUAL, "its chance is not above that of the usual account"
    if not held.told[at]:
        return Alert.BEYOND, f"its owner has {setting.budget} accounts of greater {by} to look after this month"
    if held_out(str(held.of.history.accounts[held.now.rows.account[at]]), held.of.salt, held.of.held_out):
        return Alert.HELD_OUT, "drawn by lot, so that it can be seen what alerts are worth"
    return Alert.RAISED, f"among the {setting.budget} accounts of its owner with the greatest {by}"
