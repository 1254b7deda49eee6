"""What accounts are still worth, put together: by their contract where recurring revenue is known, else by orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.facts.store import Store
from truegreen.metrics.catalogue import Spec
from truegreen.project.looking import View
from truegreen.readings.behind import Rows, revenues
from truegreen.readings.panel import Panel
from truegreen.readings.panels import panel
from truegreen.readings.questions import Question
from truegreen.readings.specs import formula
from truegreen.readings.value_accounts import Since, since
from truegreen.readings.value_orders import Ordered, ordered
from truegreen.stats.lifetime.histories import Thin
from truegreen.value.buying import Bought, bought
from truegreen.value.lifetime import Kept, Residual, Terms, kept, residual_values, terms

BESIDE: Final = {
    "gross_revenue_retention": ("standard", "Gross revenue retention"),
    "net_revenue_retention": ("standard", "Net revenue retention"),
    "logo_churn": ("of_customers_at_start", "Customers who left"),
}
"""What stands beside lifetime value: the metric, its variant, and what people call it."""
Whole = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """All that is known of accounts.

    Attributes:
        panel: by month.
        since: when they started and decided.
        last_day: last day that the records cover.
        began: (A,) place of the month in which each became a customer, below 0 before the panel; ``NOBODY`` if unknown.
        segments: names of the segments.
        paid: (A,) what each pays a month, the latest known; NaN where nobody knows.
        here: (A,) customers who have not decided to leave.
        inside: (A,) accounts that are looked at.
        where: by what these were chosen, like ``segment``: ``Core``; empty for all.
        counted: how money to come is counted.
        kept: how long accounts stay, or why nobody can tell.
    """

    panel: Panel
    since: Since
    last_day: np.datetime64
    began: Whole
    segments: tuple[str, ...]
    paid: Floats
    here: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    where: Mapping[str, str]
    counted: Terms
    kept: Kept | Thin

    def holds(self, place: Whole) -> NDArray[np.bool_]:
        """Say which accounts are looked at, by their places; of those that nobody knows, only where all are."""
        if not len(self.inside):
            return np.full(len(place), not self.where)
        return np.where(place >= 0, self.inside[place], not self.where)

    @property
    def all_gave_notice(self) -> bool:
        """Say whether there are accounts, of which none is a customer that has not given notice or left."""
        return not self.here.any() and bool((self.since.decided <= self.last_day).any())

    def month_of(self, days: NDArray[np.datetime64]) -> Whole:
        """Give the places of the months in which days lie, those outside the panel at its ends."""
        if not len(self.panel.months):
            return np.zeros(len(days), dtype=np.intp)
        places = (days.astype("datetime64[M]") - self.panel.months[0]).astype(np.intp)
        return np.asarray(np.clip(places, 0, len(self.panel.months) - 1))

    def renewal_after(self, place: Whole, month: Whole) -> Whole:
        """Give which month as a customer comes after a month, from 1; 0 where nobody knows since when."""
        began = self.began[place]
        return np.where(began == NOBODY, 0, np.maximum(month - began + 2, 1))

    def segment_in(self, place: Whole, month: Whole) -> Whole:
        """Give the places of accounts' segments in a month; −1 where nobody knows."""
        codes = self.panel.standing["segment"].codes
        return codes[place, month] if codes.size else np.full(len(place), -1, dtype=np.intp)


NOBODY: Final = np.iinfo(np.intp).max


@dataclass(frozen=True, slots=True, eq=False)
class Worths:
    """What accounts are still worth.

    Attributes:
        known: all that is known of them.
        contract: (C,) places of those valued by their contract.
        residual: of these; None where there are none, or nobody can tell.
        orders: what was ordered by those who pay nothing recurring; None where there is nothing.
        bought: what they are worth; or why nobody can tell; None where there is nobody.
        why: why accounts are valued as they are.
    """

    known: Known
    contract: Whole
    residual: Residual | None
    orders: Ordered | None
    bought: Bought | Thin | None
    why: str


def known(view: View, where: Mapping[str, str] = MappingProxyType({})) -> Known:
    """Gather what is known of accounts.

    Args:
        view: the run, whose rows must still be there (``view.has_rows``).
        where: segment or tier that accounts must have been last, to be looked at; how long they stay is told by all.

    Raises:
        ValueError: no account is what is asked for.
    """
    duck, store, state = view.source.duck, Store(view.project.store), view.state
    metrics = view.source.metrics
    asked = [
        Question(name, formula(Spec(name, variant, ()), metrics)) for name, (variant, _) in BESIDE.items()
    ]  # fmt: skip
    held = panel(duck, store, state, asked)
    days = since(duck, store, state, len(held.accounts))
    last_day = _last_day(view, days)
    standing = held.standing["segment"]
    began = _began(held, days)
    pays = revenues(Rows.of(duck, store, state, view.project.settings.slices))
    over = int(held.over.sum())
    at_risk = held.at_risk[:, over - 1] if over else np.zeros(len(held.accounts), dtype=np.bool_)
    worth = view.project.settings.value
    return Known(
        panel=held, since=days, last_day=last_day, began=began, segments=tuple(str(each) for each in standing.members),
        paid=np.array([float(pays.get(str(each), "nan")) for each in held.accounts], dtype=np.float64),
        here=at_risk & ~(days.decided <= last_day),
        inside=_inside(held, where),
        where=where,
        counted=terms(float(worth.margin), float(worth.discount), worth.years),
        kept=_kept(held, began),
    )  # fmt: skip


def _inside(held: Panel, where: Mapping[str, str]) -> NDArray[np.bool_]:
    """Say which accounts were last what is asked for, (A,).

    Raises:
        ValueError: accounts have no such trait, or none of them has this one.
    """
    inside = np.ones(len(held.accounts), dtype=np.bool_)
    for name, member in where.items():
        if name not in held.standing:
            raise ValueError(f"accounts are told apart by {' and '.join(held.standing)}, not by {name}")
        standing = held.standing[name]
        if member not in standing.members:
            known_ones = ", ".join(str(each) for each in standing.members) or "none"
            raise ValueError(f"no account has the {name} “{member}”; there is {known_ones}")
        last = np.full(len(held.accounts), -1, dtype=np.intp)
        for codes in standing.codes.T:
            last = np.where(codes >= 0, codes, last)
        inside &= np.isin(last, np.flatnonzero(standing.members == member))
    return inside


def _last_day(view: View, days: Since) -> np.datetime64:
    """Give the last day that the records cover: of what came, what happened, and decisions that were recorded."""
    known_days = [each.date() for each in (view.came, view.state.latest("happened")) if each]
    recorded = days.decided[~days.is_late & ~np.isnat(days.decided)]
    latest = [np.datetime64(each) for each in known_days] + ([recorded.max()] if len(recorded) else [])
    return max(latest, default=np.datetime64("1970-01-01"))


def _began(held: Panel, days: Since) -> Whole:
    """Give the place of each account's first month: as recorded, else the one it first appears in, but not the first.

    Whoever is there in the first month of the records may have been there for years.
    """
    if not len(held.months):
        return np.full(len(held.accounts), NOBODY)
    recorded = (days.started.astype("datetime64[M]") - held.months[0]).astype(np.int64)
    appears = held.at_risk.argmax(axis=1)
    unknown = ~held.at_risk.any(axis=1) | (appears == 0)
    return np.where(np.isnat(days.started), np.where(unknown, NOBODY, appears), recorded).astype(np.intp)


def _kept(held: Panel, began: Whole) -> Kept | Thin:
    months = np.arange(len(held.months))
    renewal = np.where(began[:, None] == NOBODY, 0, months - np.where(began == NOBODY, 0, began)[:, None] + 1)
    standing = held.standing["segment"]
    return kept(renewal, held.at_risk, held.leaves, standing.codes, tuple(str(each) for each in standing.members))


def worths(view: View, of: Known) -> Worths:
    """Say what accounts are still worth, and by what they are valued."""
    paying = of.here & of.inside & (of.paid > 0)
    duck, store = view.source.duck, Store(view.project.store)
    orders = ordered(duck, store, view.state, of.last_day)
    contract = np.flatnonzero(paying)
    residual = None
    if len(contract) and isinstance(of.kept, Kept):
        month = np.full(len(contract), int(of.panel.over.sum()) - 1)
        residual = residual_values(
            of.kept, of.segment_in(contract, month), of.renewal_after(contract, month), of.paid[contract], of.counted
        )
    if orders is not None:
        orders = _without_contract(orders, of)
    told = None if orders is None else _bought(orders, of)
    return Worths(of, contract, residual, orders, told, _why(of, len(contract), orders))


def _without_contract(orders: Ordered, of: Known) -> Ordered | None:
    """Give the orders of accounts that pay nothing recurring and are not known to have left."""
    paying = of.panel.accounts[(of.paid > 0) | (of.since.decided <= of.last_day)]
    free = ~np.isin(orders.account, paying)
    if of.where:
        free &= np.isin(orders.account, of.panel.accounts[of.inside])
    if not free.any():
        return None
    return Ordered(
        orders.account[free], orders.first[free], orders.last[free], orders.days[free], orders.amount[free],
        orders.query,
    )  # fmt: skip


def _bought(orders: Ordered, of: Known) -> Bought | Thin:
    last = (orders.last - orders.first).astype(np.float64)
    age = (of.last_day - orders.first).astype(np.float64)
    return bought(orders.days - 1, last, age, orders.amount, of.counted)


def _why(of: Known, contract: int, orders: Ordered | None) -> str:
    if contract and orders is None:
        return (
            "Accounts are valued by their contract: the records say what each pays a month, so that it stays until it "
            "decides to leave."
        )
    if contract and orders is not None:
        return (
            f"{contract:,} accounts are valued by their contract, since the records say what each pays a month; "
            f"{len(orders.account):,} that pay nothing recurring are valued by their orders."
        )
    if orders is not None:
        return (
            "Accounts are valued by their orders: no record says that any of them pays something every month, so that "
            "nobody tells when one is gone."
        )
    if of.all_gave_notice:
        return "No account can be valued: nobody is a customer who has not given notice."
    return "No account can be valued: no record says what any pays a month, and there are no orders."
