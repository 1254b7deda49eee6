"""Laws of what is held: nothing is lost between what is kept back, what is paid out and what is still held."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.settlement.settling import agreement
from truegreen.model.given import Given, Givens
from truegreen.model.statement import Category, Statement
from truegreen.model.step import Step
from truegreen.primitives.ledger import at_most_held, held_after, held_before
from truegreen.primitives.now import Now
from truegreen.settlement.settle import settle
from truegreen.units.period import add_months, parse_period, period_of
from truegreen.units.span import NOWHERE
from truegreen.units.value import Value

TEXT = """
currency: EUR
figures: {kept: {unit: share}, out: {unit: money}, disputed: {unit: money}, owed: {unit: money}, gone: {unit: share}}
charges: {fee: 33.33}
terms:
  retention:
    kind: retention
    lines: [fee]
    share: kept
    releases: {some: {gives: out, of: what is held}, third: {gives: gone, of: all that was kept back}}
    rounding: {digits: 2, mode: half-up}
  dispute:
    kind: dispute-hold
    lines: [fee]
    by: client
    disputed: disputed
    released: owed
    dropped: gone
    rounding: {digits: 2, mode: half-up}
"""
FIGURES = ("kept", "out", "disputed", "owed", "gone")


def now() -> Now:
    found = agreement(TEXT)
    return Now(found, found.latest, parse_period("2025-01"), Givens(), {}, "retention", "", NOWHERE, {}, (), {}, {})


def euro(number: int) -> Step:
    return Step("given", Value(Fraction(number), "EUR"))


def settled(rows: list[tuple[int, ...]]) -> tuple[Statement, ...]:
    """Settle months: shares in thousandths, amounts in cents."""
    found = agreement(TEXT)
    first = found.latest.starts
    givens = [
        Given(name=name, period=period_of(add_months(first, month)),
              value=Fraction(each, 1000 if name in ("kept", "gone") else 100))
        for month, row in enumerate(rows) for name, each in zip(FIGURES, row, strict=True)
    ]  # fmt: skip
    return settle(found, Givens.of(givens), period_of(add_months(first, len(rows) - 1)), {})


@pytest.mark.parametrize("term", ["retention", "dispute"])
@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 400), *[st.integers(-500, 5000)] * 3, st.integers(0, 1500)), min_size=1, max_size=6
    )
)
def test_what_is_held_is_what_was_kept_back_less_what_left(term: str, rows: list[tuple[int, ...]]) -> None:
    balance = Fraction(0)
    for month, each in enumerate(settled(rows)):
        moved = -sum(
            (
                Fraction(line.amount.amount)
                for line in each.lines
                if line.term == term and line.category is Category.HOLD
            ),
            Fraction(0),
        )
        held = Fraction(each.held()[term].amount) if term in each.held() else Fraction(0)
        assert held >= 0
        if term == "retention":
            assert held == balance + moved
        else:  # What is found not owed leaves without being paid.
            dropped = balance + moved - held
            assert 0 <= dropped <= balance * Fraction(rows[month][4], 1000) + Fraction(1, 100)
        balance = held


def test_nothing_leaves_that_is_not_held() -> None:
    assert at_most_held(now(), euro(5), euro(3)).value == Value(Fraction(3), "EUR")
    assert at_most_held(now(), euro(-5), euro(3)).value == Value(Fraction(0), "EUR")
    assert held_before(now()).value == Value(Fraction(0), "EUR")
    with pytest.raises(ValueError, match="would hold -2"):
        held_after(now(), euro(3), gone=euro(5))
