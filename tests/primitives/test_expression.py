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
