"""Offers of a project, from its records: what is credited to them, what they brought, and whether they pay."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.finding import Finding, warning
from truegreen.model.value import Amount, Grade
from truegreen.model.valued import Offers, ValueTest
from truegreen.project.value.accounts import Known, Worths
from truegreen.project.value.money import exact, summed, told, untold
from truegreen.readings.value_tried import Tried
from truegreen.stats.estimate import Verdict
from truegreen.units.money import Money
from truegreen.units.span import Span
from truegreen.value import arms
from truegreen.value.influenced import METHOD, Brought, Offered, brought, grown_after
from truegreen.value.saves import DAYS_A_MONTH

_NO_OFFERS: Final = "the records hold no offers"
_ASSUMES: Final = (
    "chance alone decided to whom nothing was offered",
    "an offer to one account does nothing to another",
)


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """Offers as they were read, those of them that are compared, and what they brought.

    Attributes:
        tried: the offers.
        shown: (R,) which of them are of accounts that are looked at.
        rows: those of these that are compared.
        offered: these, with how revenue grew after.
        brought: what they brought.
        months: for how many months revenue is followed.
        window: days after a solved case within which the rule credits; 0 where no cases are known.
        by_orders: whether orders stand for how revenue grew.
    """

    tried: Tried
    shown: NDArray[np.bool_]
    rows: NDArray[np.intp]
    offered: Offered
    brought: Brought
    months: int
    window: int
    by_orders: bool

    @property
    def span(self) -> str:
        """Say what amounts are of: a month's recurring revenue, or orders in some months."""
        many = "a month" if self.months == 1 else f"{self.months} months"
        return f"orders within {many}" if self.by_orders else "a month"


def made(of: Known, tried: Tried, months: int, window: int, held_out: float | None) -> Made | None:
    """Read offers, and follow revenue for some months after the one in which each was made; None if nobody had any.

    Args:
        of: what is known of accounts.
        tried: the offers, with what was ordered after them.
        months: how many.
        window: days after a solved case within which the rule credits.
        held_out: share of offers that was to be held out; None where nobody says.
    """
    shown = of.holds(tried.place)
    if not shown.any():
        return None
    by_ledger = bool(np.isfinite(of.panel.expansion).any())
    by_orders = tried.has_orders and not by_ledger
    rows = np.flatnonzero(arms.compared(tried.arm) & shown & ((tried.place >= 0) | by_orders))
    grown = np.full(len(rows), np.nan)
    if by_ledger:
        grown = grown_after(of.month_of(tried.day[rows]), tried.place[rows], of.panel.expansion, of.panel.over, months)
    elif by_orders:
        over = tried.day[rows] + np.timedelta64(round(months * DAYS_A_MONTH), "D") <= of.last_day
        grown = np.where(over, tried.ordered[rows], np.nan)
    held = arms.held_out(tried.arm[rows])
    inside = tried.solved[rows] | (not tried.has_cases)
    worth = np.where(np.isfinite(grown), grown, 0.0) if by_orders else tried.amount[rows]
    account = np.unique(tried.account, return_inverse=True)[1][rows]
    offered = Offered(account, ~held, tried.accepted[rows] == 1, worth, inside, grown)
    found = brought(offered, held_out)
    found = replace(found, because=arms.because(found.because, held, tried.arm[shown]))
    return Made(tried, shown, rows, offered, found, months, window if tried.has_cases else 0, by_orders)


def offers(of: Made, test: ValueTest | None) -> Offers:
    """Tell of offers."""
    day, ratio = of.tried.day[of.shown], of.brought.ratio
    return Offers(
        first=_date(day.min()), last=_date(day.max()),
        made=int(of.offered.treated.sum()), held_out=int((~of.offered.treated).sum()),
        taken=int((of.offered.accepted & of.offered.treated).sum()), credited=int(of.offered.credited.sum()),
        window=of.window, by_orders=of.by_orders, months=of.months, over=of.brought.treated,
        held_out_over=of.brought.held_out, because=of.brought.because, ratio=ratio.said if ratio else "", test=test,
    )  # fmt: skip


def _date(day: np.datetime64) -> date:
    return date.fromisoformat(str(day))


def amounts(of: Made | None, currency: str) -> dict[str, Amount]:
    """Give the revenue influenced by the rule, and what offers brought by the arms or that it is not measured."""
    if of is None:
        missing = {"influenced": "Revenue influenced", "brought": "Revenue that offers brought"}
        return {name: untold(what, _NO_OFFERS, METHOD) for name, what in missing.items()}
    influenced, what = f"Revenue influenced, {of.span}", f"Revenue that offers brought, {of.span}"
    credited = of.offered.credited
    rule = exact(influenced, summed(of.offered.amount[credited], currency), "value.influenced.rule", because=_rule(of),
                 counts={"offers made": int(of.offered.treated.sum()), "credited": int(credited.sum())})  # fmt: skip
    found = of.brought.all
    if found is None:
        return {"influenced": rule, "brought": untold(what, of.brought.because, METHOD)}
    counts = {"offers made": of.brought.treated, "held out": of.brought.held_out}
    return {
        "influenced": rule,
        "brought": told(what, found, currency, Grade.RANDOMISED, METHOD, counts=counts, assumes=_ASSUMES),
    }


def _rule(of: Made) -> str:
    worth = "what the account ordered after it" if of.by_orders else "what it is worth"
    when = f", if it was made within {of.window} days after a solved case" if of.window else ""
    return f"every offer that was taken is credited with {worth}{when}"


def value_test(of: Made, worths: Worths, cost: Money | None, currency: str) -> ValueTest | None:
    """Say whether an offer pays: (revenue with − without) × value > share taken × offer cost.

    A euro a month more is worth as many as accounts still pay of each; orders are worth what they are, times margin.

    Args:
        of: the offers.
        worths: what accounts are still worth.
        cost: what an offer costs that is taken; None where nobody says.
        currency: of amounts.
    """
    each, times = of.brought.each, _payments(worths) if not of.by_orders else worths.known.counted.margin
    if each is None or times is None:
        return None
    value, low, high = (times * end for end in (each.value, each.low, each.high))
    brings = told("What an offer brings", (value, low, high), currency, Grade.RANDOMISED, METHOD)
    taken = int((of.offered.accepted & of.offered.treated).sum()) / max(int(of.offered.treated.sum()), 1)
    spent = taken * float(cost.amount) if cost else 0.0
    verdict = Verdict.ESTABLISHED if low > spent else Verdict.PERVERSE if high < spent else Verdict.NOT_ENOUGH
    return ValueTest(brings=brings, offers=(taken, cost), attempt=None, verdict=verdict)


def _payments(worths: Worths) -> float | None:
    """Give how many of its payments an account still makes, on average by what they pay, times the margin."""
    if worths.residual is None:
        return None
    paid = worths.known.paid[worths.contract]
    known = np.isfinite(worths.residual.values) & (paid > 0)
    return float(worths.residual.values[known].sum() / paid[known].sum()) if known.any() else None


def findings(of: Made) -> list[Finding]:
    """Say what stands in the way of telling what offers brought."""
    made = arms.findings(of.tried.arm, "offer")
    ratio = of.brought.ratio
    if ratio is not None and not ratio.holds:
        remedy = "Find out which got lost or were moved; if another share was held out, say it with --offers-held-out."
        made.append(warning(Span("offer"), "arms-out-of-proportion", ratio.said, remedy))
    return made
