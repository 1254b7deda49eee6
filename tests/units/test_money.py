"""Money is exact, in one currency, and says what is wrong with what it is given."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from operator import add, le, lt, sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.units.money import DIGITS, Money

DECIMALS = st.builds(
    lambda whole, places: Decimal(f"{whole}e-{places}"), st.integers(-(10**40), 10**40), st.integers(0, 20)
)


def eur(text: str) -> Money:
    return Money(Decimal(text), "EUR")


@pytest.mark.parametrize("amount", [0.1, 1, "1.00", Fraction(1, 3)])
def test_only_a_decimal_is_money(amount: object) -> None:
    with pytest.raises(TypeError, match="takes a Decimal, not"):
        Money(amount, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("factor", [0.5, True, Fraction(1, 2)])
def test_money_is_multiplied_by_exact_numbers_only(factor: object) -> None:
    with pytest.raises(TypeError, match="by a Decimal or an int, not"):
        eur("1") * factor  # type: ignore[operator]


@pytest.mark.parametrize("combine", [add, sub, lt, le])
def test_currencies_do_not_mix(combine: object) -> None:
    with pytest.raises(ValueError, match=r"1\.00 EUR and 1\.00 USD are different currencies; convert"):
        combine(eur("1"), Money(Decimal(1), "USD"))  # type: ignore[operator]


def test_equal_amounts_of_two_currencies_are_not_equal() -> None:
    assert eur("1.0") == eur("1.00") != Money(Decimal(1), "USD")


@pytest.mark.parametrize(
    ("currency", "written", "rounded"),
    [
        ("EUR", "1,234.5675", "1,234.57 EUR"),
        ("JPY", "1,234.5675", "1,235 JPY"),
        ("KWD", "1,234.5675", "1,234.568 KWD"),
        ("CLF", "1,234.56755", "1,234.5676 CLF"),
    ],
)
def test_each_currency_has_its_digits(currency: str, written: str, rounded: str) -> None:
    assert str(Money.parse(f"{written} {currency}").rounded()) == rounded


def test_the_currencies_of_a_thousand_parts_are_those_of_iso_4217() -> None:
    assert [code for code, digits in DIGITS.items() if digits == 3] == ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]


@pytest.mark.parametrize(
    ("amount", "mode", "rounded"),
    [
        ("0.125", "half-up", "0.13 EUR"),
        ("0.125", "half-even", "0.12 EUR"),
        ("-0.125", "half-up", "-0.13 EUR"),
        ("-0.001", "half-up", "0.00 EUR"),
    ],
)
def test_ties_are_rounded_as_named(amount: str, mode: str, rounded: str) -> None:
    assert str(eur(amount).rounded(mode=mode)) == rounded


def test_rounding_takes_other_digits_if_named() -> None:
    assert eur("1249.50").rounded(-2).amount == 1200


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1250.50 EUR", "1250.50"), ("1,250 EUR", "1250"), ("-1 250 000.5 EUR", "-1250000.5"), (" +7 EUR ", "7")],
)
def test_amounts_are_read_as_a_person_reads_them(text: str, amount: str) -> None:
    assert Money.parse(text) == eur(amount)


@pytest.mark.parametrize("text", ["12.50", "12.50EUR", "12.50 eur", "12.50 EURO", "12.50 €", "5 ÄÖÜ", ""])
def test_an_amount_without_a_currency_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"has no currency; write it like 1250\.50 EUR"):
        Money.parse(text)


@pytest.mark.parametrize(
    "text", ["12,50", "1.250,50", "1,25,000", "1_000", "1e9", "NaN", "Infinity", "- 5", "twelve", "", "5.", "٣"]
)
def test_an_amount_that_two_people_may_read_differently_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an amount; write it like 1250\.50 EUR"):
        Money.parse(f"{text} EUR")


@given(DECIMALS, st.sampled_from(["EUR", "JPY", "KWD"]))
def test_text_never_rounds(amount: Decimal, currency: str) -> None:
    money = Money(amount, currency)
    assert Money.parse(str(money)) == money


@given(DECIMALS, DECIMALS, DECIMALS)
def test_arithmetic_is_exact_however_long(one: Decimal, other: Decimal, factor: Decimal) -> None:
    a, b, f = Fraction(one), Fraction(other), Fraction(factor)
    first, second = Money(one, "EUR"), Money(other, "EUR")
    assert Fraction(((first + second) * factor).amount) == (a + b) * f
    assert Fraction((first - -second).amount) == a + b
    assert (first < second, first >= second) == (a < b, a >= b)
