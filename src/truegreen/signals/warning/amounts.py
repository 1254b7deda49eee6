"""Figures of a model as money: rounded to the currency's digits, at the very end."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

from truegreen.units.money import Money


def amount(value: float, currency: str) -> Money | None:
    """Give a figure as money; None where it is not known, or no currency is.

    >>> print(amount(1234.567, "EUR"))
    1,234.57 EUR
    """
    return Money(Decimal(float(value)), currency).rounded() if currency and isfinite(value) else None
