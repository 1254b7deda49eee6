"""Opening value: the accounts, attempts, offers and costs behind its amounts, each with a query."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from truegreen.engine import sql
from truegreen.facts.store import Store
from truegreen.model.valued import Behind, Opened, Valued
from truegreen.project.looking import View
from truegreen.project.value.saves import Programme
from truegreen.project.value.valued import Gathered
from truegreen.readings.rows import shown
from truegreen.stats.panel.links import chance_of
from truegreen.units.money import Money

_ACCOUNTS = """SELECT account_id, "month", recurring_revenue, expansion, contraction, churned
FROM {files}
ORDER BY "month", account_id"""
_NOTHING = "–"


def opened(view: View, of: Gathered, found: Valued, behind: Behind) -> Opened:
    """Open what stands behind amounts.

    Args:
        view: the run.
        of: what value was told from.
        found: what was told.
        behind: which rows.
    """
    headings, rows, query = {
        Behind.ACCOUNTS: lambda: _accounts(view, of, found),
        Behind.SAVES: lambda: _entered(of.saves),
        Behind.ALERTS: lambda: _entered(of.alerts.programme),
        Behind.OFFERS: lambda: _offers(of),
        Behind.COSTS: lambda: _costs(of, found),
    }[behind]()
    store = Store(view.project.store)
    return Opened(
        behind=behind, headings=headings, rows=rows, query=shown(query, store, view.state, view.project.folder)
    )  # fmt: skip


Told = tuple[Sequence[str], Sequence[Sequence[str]], str]


def _accounts(view: View, of: Gathered, found: Valued) -> Told:
    """Give accounts, those worth most first, and the query for what each paid."""
    headings = ("account", "segment", "valued by", "months", "a month", "still worth", "from", "to")
    rows = [
        (each.id, each.segment or _NOTHING, str(each.basis), _text(each.months), _text(each.revenue), str(each.value),
         str(each.low), str(each.high))
        for each in found.accounts
    ]  # fmt: skip
    held = view.state.of("account_month").values()
    if held:
        return headings, rows, _ACCOUNTS.format(files=sql.parquet(Store(view.project.store).files(held)))
    return headings, rows, of.worths.orders.query if of.worths.orders else ""


def _entered(of: Programme | None) -> Told:
    """Give who entered a programme, in which arm, what came of it, and what each is worth if it stays."""
    headings = ("account", "entered", "arm", "time over", "decided to leave", "reported", "worth if it stays",
                "foretold")  # fmt: skip
    if of is None:
        return headings, (), ""
    made, tried, found = of.entered, of.tried, of.lift
    over = made.followed(found.days)
    worth = np.full(len(made.place), np.nan) if of.stake is None else of.stake.worth
    said = np.full(len(made.place), np.nan) if of.said is None else chance_of(of.said.score)
    rows = []
    for at, row in enumerate(of.rows[made.row]):
        left = made.left[at]
        rows.append(
            (str(tried.account[row]), str(made.day[at]), "treated" if made.treated[at] else "held out",
             _yes(1.0 if over[at] else 0.0), _NOTHING if np.isnat(left) else str(left), _yes(tried.accepted[row]),
             _NOTHING if np.isnan(worth[at]) else f"{worth[at]:,.0f}",
             _NOTHING if np.isnan(said[at]) else f"{said[at]:.1%}")
        )  # fmt: skip
    return headings, rows, tried.query


def _offers(of: Gathered) -> Told:
    """Give offers: in which arm, whether taken, what they are worth, whether credited, and how revenue grew after."""
    headings = ("account", "offered", "arm", "taken", "worth", "credited", "grew by")
    if of.offers is None:
        return headings, (), ""
    tried, made = of.offers.tried, of.offers.offered
    rows = [
        (str(tried.account[row]), str(tried.day[row]), "treated" if made.treated[at] else "held out",
         _yes(tried.accepted[row]), _figure(tried.amount[row]), _yes(float(made.credited[at])), _figure(made.grown[at]))
        for at, row in enumerate(of.offers.rows)
    ]  # fmt: skip
    return headings, rows, tried.query


def _costs(of: Gathered, found: Valued) -> Told:
    headings = ("category", "provider", "spent", "from", "counted")
    rows = [
        (each.category, each.provider or _NOTHING, str(each.amount), each.source, "yes" if each.is_counted else "no")
        for each in found.costs
    ]
    return headings, rows, of.costs_query


def _yes(accepted: float) -> str:
    return _NOTHING if np.isnan(accepted) else "yes" if accepted else "no"


def _figure(amount: float) -> str:
    return _NOTHING if np.isnan(amount) else f"{Decimal(repr(round(float(amount), 4))):,.2f}"


def _text(value: int | Money | None) -> str:
    return _NOTHING if value is None else str(value)
