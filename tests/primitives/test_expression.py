"""The escape hatch: what can be written, what cannot, and what every mistake says."""

from __future__ import annotations

import pytest

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
