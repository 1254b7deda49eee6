"""Money over years: what comes once spread evenly, and what all of it is worth at the start.

What comes every year is paid at each year's end; what comes once is paid at the start, or at the end of the last year.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

from truegreen.model.plan_costs import When
from truegreen.units.money import Money
from truegreen.units.range import Range


def factor(when: When, rate: Fraction, years: int) -> Fraction:
    """Give what one unit of money that falls due then, over some years, is worth at the start.

    >>> factor(When.YEARLY, Fraction(0), 3), factor(When.YEARLY, Fraction(1, 10), 2)
    (Fraction(3, 1), Fraction(210, 121))
    """
    less = 1 / (1 + rate)
    if when is When.START:
        return Fraction(1)
    if when is When.END:
        return less**years
    return sum((less**year for year in range(1, years + 1)), Fraction(0))


def present(amount: Range, when: When, rate: Fraction, years: int) -> Range:
    """Give what an amount is worth at the start, rounded to the currency's digits."""
    return scaled(amount, factor(when, rate, years))


def a_year(amount: Range, when: When, years: int) -> Range:
    """Give an amount's part of one year, rounded to the currency's digits."""
    return amount.rounded() if when is When.YEARLY else scaled(amount, Fraction(1, years))


def scaled(amount: Range, by: Fraction) -> Range:
    """Give a range times a fraction of nought or more, rounded to the currency's digits."""
    return Range(part(amount.low, by), part(amount.high, by))


def part(of: Money, by: Fraction) -> Money:
    """Give money times a fraction, rounded to the currency's digits.

    >>> str(part(Money(Decimal(100), "EUR"), Fraction(1, 3)))
    '33.33 EUR'
    """
    whole = Fraction(of.amount) * by
    with localcontext(prec=60):
        return Money(Decimal(whole.numerator) / Decimal(whole.denominator), of.currency).rounded()
