"""A quantity fits its metric's unit exactly, or says what to write."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.model.reading import UNITS
from truegreen.units.quantity import EXAMPLES, Quantity


@pytest.mark.parametrize(
    ("text", "unit", "exact"),
    [
        ("80 %", "share", Fraction(4, 5)),
        ("79.95%", "share", Fraction(1599, 2000)),
        ("100 %", "share", 1),
        ("90 s", "seconds", 90),
        ("1.5 min", "seconds", 90),
        ("4 h", "seconds", 14_400),
        ("2 d", "seconds", 172_800),
        ("1 w", "seconds", 604_800),
        ("36 h", "days", Fraction(3, 2)),
        ("1 w", "days", 7),
        ("12.50 EUR", "money", Fraction(25, 2)),
        ("1,250 EUR", "money", 1250),
        ("-30", "points", -30),
        ("30 points", "points", 30),
        ("4.2", "score", Fraction(21, 5)),
        ("1,000,000", "count", 1_000_000),
        ("100 count", "count", 100),
    ],
)
def test_a_quantity_is_exact_in_its_metrics_unit(text: str, unit: str, exact: Fraction) -> None:
    assert Quantity.parse(text).in_unit(unit) == exact


@pytest.mark.parametrize(
    ("text", "unit", "like"),
    [
        ("0.8", "share", "80 %"),
        ("80 EUR", "share", "80 %"),
        ("4", "seconds", "4 h"),
        ("4 hours", "seconds", "4 h"),
        ("3", "days", "3 d"),
        ("12.50", "money", "12.50 EUR"),
        ("12.50 eur", "money", "12.50 EUR"),
        ("30 %", "points", "30"),
        ("84 %", "score", "4.2"),
        ("100 s", "count", "100"),
    ],
)
def test_another_unit_says_what_to_write(text: str, unit: str, like: str) -> None:
    with pytest.raises(ValueError, match=f"“{text}” is not in {unit}; write it like {like}$"):
        Quantity.parse(text).in_unit(unit)


def test_every_unit_of_a_reading_has_an_example_that_fits_it() -> None:
    for unit in UNITS:
        assert Quantity.parse(EXAMPLES[unit]).in_unit(unit) > 0


@pytest.mark.parametrize("text", ["", "%", "eighty %", "80 % or so", "4,5 h", "12,50 EUR", "1,,5", "1e3", "5 €", ".5"])
def test_what_is_no_quantity_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no quantity; write a number and a unit, like 80 %, 4 h or 12\.50 EUR"):
        Quantity.parse(text)


@given(st.decimals(0, 10**9, places=3), st.sampled_from(["", "%", "h", "EUR"]))
def test_a_quantity_reads_back_as_it_is_written(number: Decimal, unit: str) -> None:
    quantity = Quantity(number, unit)
    assert Quantity.parse(str(quantity)) == quantity
