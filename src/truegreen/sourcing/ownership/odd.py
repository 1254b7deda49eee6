"""What is odd about published figures that a plan stands on: none of that name, none that makes an amount, old ones."""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.files.nearest import did_you_mean
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, note
from truegreen.model.plan_costs import Costs, SaidCost
from truegreen.sourcing.ownership.lines import PUBLISHED, Terms
from truegreen.sourcing.ownership.usual import can_be_reckoned, is_money, is_of_fees
from truegreen.sourcing.reference.table import references


def published(costs: Costs, terms: Terms, year: int) -> Iterator[Finding]:
    """Find published figures that cannot be reckoned with, and those that are old in a year."""
    for each in costs.suppliers.values():
        for name, said in [*each.sold.items(), *each.run.items()]:
            for key in said.reference:
                yield from _named(key, name, said, terms, year)
            yield from _mixed(name, said)


def _named(key: str, name: str, said: SaidCost, terms: Terms, year: int) -> Iterator[Finding]:
    of = references().get(key)
    if of is None:
        says = f"There is no published figure {shown(key)}."
        yield error(said.at, "unknown-reference", says, did_you_mean(key, references()))
    elif not can_be_reckoned(of):
        says = f"{key} is {of.what}, in {of.unit}: no amount, and no share of a year's fees."
        yield error(said.at, "reference-not-a-cost", says, "Take another; truegreen tco --reference lists them.")
    elif is_money(of) and terms.rates.get(PUBLISHED) is None and terms.currency != PUBLISHED and said.amount is None:
        says = f"{key} is in {PUBLISHED}, and the plan does not say what one is worth in {terms.currency}."
        yield error(said.at, "currency-without-rate", says, f"Write rates: {{{PUBLISHED}: …}}.")
    elif of.is_stale(year):
        says = f"{name} stands on {key}, a figure of {of.year}: {of.age(year)} years old."
        yield note(said.at, "reference-is-old", says, "Look for a newer one, or measure it.")


def _mixed(name: str, said: SaidCost) -> Iterator[Finding]:
    """Find a published share of the fees where an amount is to be multiplied, of which it is no share."""
    known = [references()[key] for key in said.reference if key in references()]
    of_fees = [each.key for each in known if is_of_fees(each)]
    has_amount = said.amount is not None or said.low is not None
    if of_fees and (has_amount or len(of_fees) < len(known)):
        says = f"{of_fees[0]} is a share of a year's fees, and {shown(name)} is an amount of something else."
        yield error(said.at, "odd-cost", says, "Name it alone, or take a figure that fits the amount.")
