"""A line of cost from what somebody says of it: an amount times how many, a share of the fees, or published ranges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from truegreen.model.costed import Line, Origin
from truegreen.model.plan_costs import Kind, SaidCost
from truegreen.model.reference import Reference
from truegreen.sourcing.ownership.present import present, scaled
from truegreen.sourcing.ownership.usual import BESIDE, is_money, is_of_fees
from truegreen.sourcing.reference.table import references
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.units.range import Range

PUBLISHED = "USD"
"""Published amounts are in this currency."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a plan reckons.

    Attributes:
        currency: in which.
        rates: what one unit of another is worth.
        rate: what money a year later is worth less, as a share.
        years: over how many.
    """

    currency: str
    rates: Mapping[str, Decimal]
    rate: Fraction
    years: int

    def changed(self, money: Money) -> Money | None:
        """Give money in the plan's currency, unrounded; None where nobody says what the other is worth."""
        if money.currency == self.currency:
            return Money(money.amount, self.currency)
        rate = self.rates.get(money.currency)
        return None if rate is None else Money((money * rate).amount, self.currency)

    def line(self, kind: Kind, amount: Range | None, origin: Origin, source: str = "",
             steps: Iterable[str] = (), beside: Iterable[Reference] = ()) -> Line:  # fmt: skip
        """Give a line with its amount rounded, and what that is worth at the start."""
        exact = None if amount is None else amount.rounded()
        signed = -exact if exact is not None and kind.sign < 0 else exact
        worth = None if signed is None else present(signed, kind.when, self.rate, self.years)
        return Line(kind=kind, amount=signed, present=worth, origin=origin, source=source, steps=tuple(steps),
                    beside=tuple(beside))  # fmt: skip


def said(kind: Kind, of: SaidCost, fees: Range | None, terms: Terms) -> Line:
    """Give the line that somebody wrote; unknown where what it is a share of is not known.

    Args:
        kind: which.
        of: what is written.
        fees: a year's fees, of which shares are taken; None where nobody knows them.
        terms: how the plan reckons.
    """
    published = [references()[key] for key in of.reference if key in references()]
    origin = Origin.BENCHMARK if published else Origin(of.ground)
    source = "; ".join([*([of.source] if of.source else []), *map(cited, published)])
    money, words = _money(of, published, fees, terms)
    if money is None:
        return terms.line(kind, None, Origin.UNKNOWN, source, [words], published)
    steps = [words]
    for low, high, each in _factors(of, published):
        money = Range(scaled(money, low).low, scaled(money, high).high)
        steps.append(each)
    return terms.line(kind, money, origin, source, [*steps, f"= {money.rounded()}"], published)


def unknown(kind: Kind, fees: Range | None, terms: Terms) -> Line:
    """Give a line that nobody knows, with what is published beside it."""
    beside = [references()[key] for key in BESIDE.get(kind, ())]
    line = terms.line(kind, None, Origin.UNKNOWN, beside=beside)
    shares = [each.shares for each in beside if is_of_fees(each)]
    if fees is None or not shares:
        return line
    low, high = min(each for each, _ in shares), max(each for _, each in shares)
    would = Range(scaled(fees, Fraction(low)).low, scaled(fees, Fraction(high)).high)
    return Line(kind=kind, amount=None, present=None, origin=Origin.UNKNOWN, beside=line.beside, beside_amount=would)


def cited(of: Reference) -> str:
    """Name a published figure with its source.

    >>> cited(references()["attr.replace"])
    'attr.replace: Gartner, as retold by ApexCX, 2022, grade B'
    """
    return f"{of.key}: {of.source}, {of.year}, grade {of.grade}"


def _money(of: SaidCost, published: list[Reference], fees: Range | None, terms: Terms) -> tuple[Range | None, str]:
    """Give what is multiplied: the amount, the range, published amounts, or else the fees; and say it."""
    if of.amount is not None:
        return _changed(of.amount, of.amount, terms)
    if of.low is not None and of.high is not None:
        return _changed(of.low, of.high, terms)
    amounts = [each for each in published if is_money(each)]
    if amounts:
        low, high = min(each.low for each in amounts), max(each.high for each in amounts)
        return _changed(Money(low, PUBLISHED), Money(high, PUBLISHED), terms)
    if fees is None:
        return None, "the fees that it is a share of are not known"
    return fees, f"{fees}, the fees of a year"


def _changed(low: Money, high: Money, terms: Terms) -> tuple[Range | None, str]:
    least, most = terms.changed(low), terms.changed(high)
    if least is None or most is None:
        return None, f"nobody says what a {low.currency} is worth in {terms.currency}"
    words = str(Range(low, high))
    if low.currency != terms.currency:
        words += f", at {terms.rates[low.currency]} {terms.currency} for a {low.currency}"
    return Range(least, most), words


def _factors(of: SaidCost, published: list[Reference]) -> Iterable[tuple[Fraction, Fraction, str]]:
    """Give what the money is multiplied by, in order, with words."""
    if of.number is not None:
        number = Fraction(of.number.number)
        yield number, number, f"× {of.number}"
    if of.share is not None:
        share = as_share(of.share)
        yield share, share, f"× {of.share}"
    shares = [each for each in published if not is_money(each)]
    if shares:
        low, high = min(each.low for each in shares), max(each.high for each in shares)
        words = f"× {low} %" if low == high else f"× {low} to {high} %"
        yield Fraction(low) / 100, Fraction(high) / 100, words


def as_share(of: Quantity) -> Fraction:
    """Give a share as a part of one; a plain number is one already."""
    return of.in_unit("share") if of.unit == "%" else Fraction(of.number)
