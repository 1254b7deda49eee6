"""The escape hatch: what can be written, what cannot, and what every mistake says."""

from __future__ import annotations

import pytest

from tests.settlement.settling import agreement, amounts, statements
from truegreen.primitives.expression import Expression


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the end"), ("1 +", "the end"), ("(1", "a “)” is missing"), ("1)", "should end"), ("min 1", "should end"),
        ("__import__('os')", "cannot stand"), ("a.b", "cannot stand"), ("a = 1", "cannot stand"), ("1 2", "should end"),
        ("(" * 60 + "1" + ")" * 60, "too deeply"),
    ],
)  # fmt: skip
def test_what_is_no_formula_says_why(text: str, says: str) -> None:
    with pytest.raises(ValueError, match="; ") as found:
        Expression.parse(text)
    assert says in str(found.value)


def test_names_are_found_once() -> None:
    assert Expression.parse("a * (b - a) / max(c, 2 %)").names == ("a", "b", "c")


def test_a_comma_after_a_number_ends_it() -> None:
    assert Expression.parse("min(0, a)").root == Expression.parse("min(0 ,a)").root
    assert Expression.parse("max(0,100 EUR)").root == Expression.parse("max(0, 100 EUR)").root
    assert Expression.parse("1,000,000.50 EUR").root == Expression.parse("1000000.50 EUR").root


def test_the_least_of_one_is_a_comma_too_many() -> None:
    with pytest.raises(ValueError, match="a second after a comma"):
        Expression.parse("min(1,000)")


FORMULA = """
currency: EUR
ends: 2025-02-28
figures: {saved: {unit: money}, days: {unit: days}}
charges: {desk: 1000.00}
terms:
  late:
    kind: delay-damages
    owed_by: provider
    late: days
    each: day
    fractions: pro rata
    amount: 10.00
    grace: {width: 0 d, beyond: only the excess}
    gathered: month
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
  part:
    kind: formula
    amount: saved - 10 % * desk + 50 % * late
    is: adjustment
    because: An example
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
"""


def test_a_charge_or_a_clause_that_posts_nothing_is_nothing() -> None:
    rows = "period,saved,days\n2025-01,500.00,2\n2025-02,500.00,0\n2025-03,500.00,\n"
    months = statements(agreement(FORMULA), rows, "2025-03")
    assert [amounts(each).get("part") for each in months] == ["390.00 EUR", "400.00 EUR", "500.00 EUR"]
    assert not [finding for each in months for finding in each.findings]


def test_a_number_that_a_formula_lacks_is_said() -> None:
    (month,) = statements(agreement(FORMULA), "period,saved,days\n2025-01,,2\n", "2025-01")
    assert "part" not in amounts(month)
    assert [each.id for each in month.findings] == ["number-not-given"]
