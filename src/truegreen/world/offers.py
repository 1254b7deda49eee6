"""Offers after solved problems: from July 2024 on, seven days after a case that held, but for some chosen by a coin.

An account gets an offer when a case of its own was solved for good, and no other for four months. The agents report
what was taken and how much it is worth: most of it is revenue that would have grown anyway, for it grows only
``Nature.offered`` times as often in the three months after an offer. The ledger is the world's own;
``truegreen.world.trial`` says why the arms are nevertheless those of a randomised trial.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.world.accounts import Accounts, Chances, Days, Standing, Whole
from truegreen.world.draws import coded
from truegreen.world.history import Month, first_day
from truegreen.world.nature import Nature
from truegreen.world.setting import MONTHS
from truegreen.world.trial import Step, drawn_afterwards

HELD_OUT, WINDOW_MONTHS = 0.20, 3
FIRST: Final = 6
_TAKEN: Final = 0.7
_PRODUCTS: Final = ("Customs Plus", "Priority Desk", "Invoice Portal", "Cargo Cover")


@dataclass(frozen=True, slots=True)
class Offers:
    """All offers, and those held out, by month.

    Attributes:
        account, ticket: place of the account, and number of the solved case.
        on: day of the offer.
        month: the same as a month of the world; the three after it are when it may work.
        made: whether the account was offered anything; the others were held out.
        amount: recurring revenue a month that the offer is worth, in euro.
        taken: whether the agents report it as taken.
        grown: by how much the recurring revenue grew in the three months after.
        with_it, without: chances that it grows at all in those months, in either arm.
    """

    account: Whole
    ticket: Whole
    on: Days
    month: Whole
    made: NDArray[np.bool_]
    amount: Whole
    taken: NDArray[np.bool_]
    grown: Whole
    with_it: Chances
    without: Chances


def offered(
    solved: tuple[Whole, Whole, Days], months: list[Month], accounts: Accounts, now: Standing, nature: Nature,
    random: np.random.Generator,
) -> Offers:  # fmt: skip
    """Give the offers of a world whose months are over, from those to whom one could be made."""
    parts = []
    free_from = np.full(len(accounts), FIRST)
    in_order = np.lexsort((solved[1], solved[2]))
    account, ticket, on = solved[0][in_order], solved[1][in_order], solved[2][in_order]
    month_of = (on.astype("datetime64[M]") - np.datetime64(MONTHS[0], "M")).astype(np.int64)
    going = (now.notice[account] <= on) | (now.leaves[account] < month_of)
    for month in range(FIRST, len(MONTHS)):
        here = np.flatnonzero((month_of == month) & ~going & (free_from[account] <= month))
        chosen = here[np.unique(account[here], return_index=True)[1]]
        who = account[chosen]
        free_from[who] = month + WINDOW_MONTHS + 1
        parts.append((who, ticket[chosen], on[chosen], month_of[chosen], *_made(months, month, who, nature, random)))
    return Offers(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _made(
    months: list[Month], month: int, who: Whole, nature: Nature, random: np.random.Generator
) -> tuple[NDArray[Any], ...]:
    """Give whether offers were made, what they are worth, which were taken, what grew, and the true chances."""
    after = months[month + 1 : month + 1 + WINDOW_MONTHS]
    steps = [Step(each.growth[who], each.grown[who] > 0) for each in after]
    nothing = Step(np.zeros(len(who)), np.zeros(len(who), dtype=np.bool_))
    arms = drawn_afterwards(HELD_OUT, nature.offered, [nothing, *steps], once=False)
    made = random.random(len(who)) >= arms.smaller
    first = np.zeros(len(who), dtype=np.int64)
    for each in after:
        first = np.where(first > 0, first, each.grown[who])
    takes = (first > 0) & (random.random(len(who)) < _TAKEN)
    usual = np.round(months[month].revenue[who] * (0.03 + 0.12 * random.random(len(who))) / 10) * 10
    amount = np.where(takes, first, np.maximum(usual, 10)).astype(np.int64)
    grown = sum((each.grown[who] for each in after), np.zeros(len(who), dtype=np.int64))
    without, with_it = arms.ever()
    return made, amount, takes & made, grown, with_it, without


def columns(offers: Offers) -> dict[str, Any]:
    """Give the offers as columns of a table."""
    return {
        "place": np.arange(len(offers.account)),
        "account": offers.account,
        "ticket": offers.ticket,
        "on_day": offers.on,
        "made": offers.made,
        "amount": offers.amount,
        "taken": offers.taken,
        "decided": offers.taken | (offers.month + WINDOW_MONTHS < len(MONTHS)),
    }


def rows(month: int) -> str:
    """Give the offers of a month as the agents' tool keeps them."""
    return f"""
        SELECT 'OF' || lpad((place + 1)::VARCHAR, 6, '0') AS offer, account + 1 AS account_no, ticket,
               strftime(on_day, '%d %b %Y') AS offered_on, {coded(f"place % {len(_PRODUCTS)}", _PRODUCTS)} AS product,
               amount AS worth_eur, {coded("made::INT", ("not shown", "shown"))} AS display,
               CASE WHEN made AND decided THEN {coded("taken::INT", ("No", "Yes"))} END AS taken
        FROM offers WHERE date_trunc('month', on_day) = DATE '{MONTHS[month]}' ORDER BY place"""


def told(offers: Offers, nature: Nature) -> dict[str, Any]:
    """Give the truth of the offers: what they brought, whatever they are said to have influenced."""
    whole = offers.month + WINDOW_MONTHS < len(MONTHS)
    lift = (offers.with_it - offers.without)[whole]
    return {
        "held_out_share": HELD_OUT,
        "growth_ratio": nature.offered,
        "window_months": WINDOW_MONTHS,
        "from": str(first_day(FIRST)),
        "offers": len(offers.account),
        "made": int(offers.made.sum()),
        "held_out": int((~offers.made).sum()),
        "taken": int(offers.taken.sum()),
        "influenced_revenue": int(offers.amount[offers.taken].sum()),
        "chance_of_growth_offered": round(float(offers.with_it[whole].mean()), 6) if len(lift) else None,
        "chance_of_growth_held_out": round(float(offers.without[whole].mean()), 6) if len(lift) else None,
        "lift": round(float(lift.mean()), 6) if len(lift) else None,
    }
