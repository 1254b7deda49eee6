"""What is odd about a plan's costs: lines that there are not, said twice or not at all, ranges the wrong way around."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.files.nearest import did_you_mean
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.model.plan import Plan
from truegreen.model.plan_costs import Costs, Kind, SaidCost

YEARS: Final = 20
MOST: Final = 100
"""Percent a year that money may be worth less, at most."""
AMOUNT: Final = "Write amount: 12,000 EUR, low: and high:, share: 8 % of the fees, or reference: [tco.governance]."


def costs(plan: Plan) -> Iterator[Finding]:
    """Find what is odd about what a plan says of its total cost."""
    if plan.costs is None:
        return
    yield from _terms(plan.costs)
    running = {each.supplier for each in plan.sites.values()}
    for name, each in plan.costs.suppliers.items():
        if name not in running:
            says = f"No site is run by {shown(name)}, whose costs are said."
            yield error(each.at, "costs-of-nobody", says, did_you_mean(name, running))
        for line, said in [*each.sold.items(), *each.run.items()]:
            yield from _line(line, said)


def _terms(of: Costs) -> Iterator[Finding]:
    if not 1 <= of.years <= YEARS:
        says = f"Costs cannot be spread over {of.years} years."
        yield error(of.at, "odd-cost-terms", says, f"Write a whole number from 1 to {YEARS}.")
    if of.rate.unit != "%" or not 0 <= of.rate.number <= MOST:
        says = f"{of.rate} is no rate by which money is worth less a year later."
        yield error(of.rate.at, "odd-cost-terms", says, "Write a share from 0 % on, like 8 %.")


def _line(name: str, of: SaidCost) -> Iterator[Finding]:
    kinds = [str(each) for each in Kind]
    if name not in kinds:
        yield error(of.at, "unknown-cost-line", f"There is no line of cost {shown(name)}.", did_you_mean(name, kinds))
    ranged = of.low is not None or of.high is not None
    if of.amount is None and not ranged and of.share is None and not of.reference:
        yield error(of.at, "cost-not-said", f"Nothing says what {shown(name)} comes to.", AMOUNT)
    if of.amount is not None and ranged:
        says = f"{shown(name)} is one amount and a range as well."
        yield error(of.at, "cost-said-twice", says, "Leave out amount, or low and high.")
    elif ranged and (of.low is None or of.high is None):
        yield error(of.at, "cost-not-said", f"The range of {shown(name)} has one end.", "Write both low and high.")
    elif of.low is not None and of.high is not None:
        if of.low.currency != of.high.currency:
            says = f"The range of {shown(name)} is in two currencies."
            yield error(of.at, "odd-cost", says, f"Write both in {of.low.currency}.")
        elif of.high < of.low:
            says = f"{of.low} is more than {of.high}."
            yield error(of.at, "odd-cost", says, "Write the smaller as low and the larger as high.")
    yield from _figures(name, of)


def _figures(name: str, of: SaidCost) -> Iterator[Finding]:
    """Find amounts below nought, and shares that are none."""
    if any(each is not None and each.amount < 0 for each in (of.amount, of.low, of.high)):
        says = f"{shown(name)} is below nought."
        yield error(of.at, "odd-cost", says, "Write it without its sign; avoided takes off by itself.")
    if of.number is not None and of.number.number < 0:
        yield error(of.number.at, "odd-cost", f"There cannot be {of.number}.", "Write how many there are.")
    if of.share is not None and (of.share.unit != "%" or of.share.number < 0):
        yield error(of.share.at, "odd-cost", f"{of.share} is no share.", "Write it like 8 %.")
