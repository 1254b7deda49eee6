"""Estimates to money: floats inside, exact amounts of whole units outside, with interval, grade and method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import isnan

from truegreen.model.value import Amount, Grade
from truegreen.units.money import Money


def money(value: float, currency: str) -> Money:
    """Give an estimate as money, rounded to whole units: no cent of it is known.

    >>> str(money(1234.5678, "EUR"))
    '1,235.00 EUR'
    """
    return Money(Decimal(value), currency).rounded(0)


def summed(values: Iterable[float], currency: str) -> Money:
    """Give the exact sum of recorded amounts, unknown ones left out; four digits of each are recorded.

    >>> str(summed([0.1, 0.2, float("nan")], "EUR"))
    '0.30 EUR'
    """
    known = (Decimal(repr(round(float(each), 4))) for each in values if not isnan(each))
    return Money(sum(known, Decimal(0)), currency).rounded()


def told(
    what: str,
    found: tuple[float, float, float],
    currency: str,
    grade: Grade,
    method: str,
    *,
    because: str = "",
    counts: Mapping[str, int] | None = None,
    assumes: Sequence[str] = (),
) -> Amount:
    """Give an estimated amount with its interval."""
    value, low, high = (money(each, currency) for each in found)
    return Amount(
        what=what, value=value, low=low, high=high, grade=grade, method=method, because=because, counts=counts or {},
        assumes=assumes,
    )  # fmt: skip


def untold(what: str, because: str, method: str = "") -> Amount:
    """Give an amount that nobody can tell, with the reason."""
    return Amount(what=what, value=None, grade=Grade.DESCRIPTIVE, method=method, because=because)


def exact(
    what: str, amount: Money, method: str, because: str = "", counts: Mapping[str, int] | None = None
) -> Amount:  # fmt: skip
    """Give an amount that is counted from records."""
    return Amount(
        what=what, value=amount, grade=Grade.DESCRIPTIVE, method=method, because=because, counts=counts or {}
    )  # fmt: skip
