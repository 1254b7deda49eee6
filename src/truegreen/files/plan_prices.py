"""What is odd about a plan's prices: said twice, of another size than anybody pays, in money nobody can change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, warning
from truegreen.model.plan import Counted, Holds, Kind, Plan, Site, Supplier
from truegreen.units.money import Money

LEAST, MOST = Decimal(1), Decimal(500)
"""An hour of work costs something between these, in the currency of the plan."""
DEAR: Final = Decimal(100)
"""A contact that costs more than this is probably an hour."""


def prices(plan: Plan) -> Iterator[Finding]:
    """Find what is odd about prices, tiers and currencies."""
    yield from _currencies(plan)
    for name, site in plan.sites.items():
        yield from _of_site(plan, name, site)
    for name, supplier in plan.suppliers.items():
        yield from _tiers(plan, name, supplier)


def rate_of(plan: Plan, currency: str) -> Decimal | None:
    """Give what one unit of a currency is worth in the plan's; None where nobody says it."""
    return Decimal(1) if currency == plan.currency else plan.rates.get(currency)


def _currencies(plan: Plan) -> Iterator[Finding]:
    """Find money in a currency that the plan cannot change, each currency once, and rates that cannot be meant."""
    told: set[str] = set()
    for money in _amounts(plan):
        if rate_of(plan, money.currency) is None and money.currency not in told:
            told.add(money.currency)
            says = f"{money} is not in {plan.currency}, and the plan does not say what a {money.currency} is worth."
            yield error(money.at, "currency-without-rate", says, f"Write rates: {{{money.currency}: …}}.")
    for currency, rate in plan.rates.items():
        if rate <= 0:
            says = f"A {currency} cannot be worth {rate} {plan.currency}."
            yield error(plan.at, "odd-rate", says, f"Write what one {currency} is worth, above nought.")


def _amounts(noun: Any) -> Iterator[Money]:
    """Give every amount of money in a noun, wherever it stands."""
    if isinstance(noun, Money):
        yield noun
    elif is_dataclass(noun) and not isinstance(noun, type):
        for each in fields(noun):
            yield from _amounts(getattr(noun, each.name))
    elif isinstance(noun, Mapping):
        for held in noun.values():
            yield from _amounts(held)
    elif isinstance(noun, tuple):
        for held in noun:
            yield from _amounts(held)


def _of_site(plan: Plan, name: str, site: Site) -> Iterator[Finding]:
    if site.per_hour and site.per_contact:
        says = f"{shown(name)} has a price of an hour and one of a contact."
        yield error(site.per_contact.at, "price-twice", says, "Leave out the one that is not in its contract.")
        return
    hourly = ([site.per_hour] if site.per_hour else []) + ([] if site.per_contact else [*site.prices.values()])
    singly = ([site.per_contact] if site.per_contact else []) + ([*site.prices.values()] if site.per_contact else [])
    for price in [*hourly, *singly, *([site.fixed] if site.fixed else [])]:
        if price.amount < 0:
            yield error(price.at, "odd-plan-figure", f"{price} is below nought.", "Write what is paid.")
    for price in hourly:
        if 0 <= _in(plan, price) < LEAST or _in(plan, price) > MOST:
            said = "a minute" if _in(plan, price) < LEAST else "a month"
            says = f"{price} for an hour at {shown(name)} looks like the price of {said}."
            yield warning(price.at, "odd-price", says, "Write the price of an hour of work, or per_contact.")
    for price in singly:
        if _in(plan, price) > DEAR and site.kind is Kind.TEAM:
            says = f"{price} for a contact at {shown(name)} is more than an hour costs anywhere."
            yield warning(price.at, "odd-price", says, "Write the price of one contact, or per_hour.")


def _in(plan: Plan, money: Money) -> Decimal:
    return money.amount * (rate_of(plan, money.currency) or Decimal(1))


def _tiers(plan: Plan, name: str, supplier: Supplier) -> Iterator[Finding]:
    units = {Counted.ISSUES: ("",), Counted.HOURS: ("h",), Counted.SPEND: (plan.currency, *plan.rates)}
    for tier in supplier.tiers:
        if tier.start.unit not in units[supplier.counted]:
            says = f"{tier.start} is no amount of {supplier.counted}, which the tiers of {shown(name)} count."
            yield error(tier.start.at, "odd-tiers", says, "Write it like 1,000,000 EUR, 50,000 or 20,000 h.")
        if tier.off.unit != "%" or not -100 < tier.off.number < 100:
            says = f"{tier.off} cannot be taken off a price."
            yield error(tier.off.at, "odd-tiers", says, "Write it like 4 %.")
    if any(one.start.number >= other.start.number for one, other in pairwise(supplier.tiers)):
        yield error(supplier.at, "odd-tiers", f"The tiers of {shown(name)} do not rise.", "Write the lowest first.")
    if any(each.start.number <= 0 for each in supplier.tiers):
        says = f"A tier of {shown(name)} begins with the first unit bought."
        yield error(supplier.at, "odd-tiers", says, "Write that price as the site's own.")
    if supplier.tiers and supplier.holds is Holds.PART and supplier.counted is not Counted.SPEND:
        says = f"Tiers of {shown(name)} hold for their part and count {supplier.counted}: which part is the dear one?"
        yield error(supplier.at, "odd-tiers", says, "Write counted: spend, or holds: all.")
