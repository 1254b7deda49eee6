"""Whole contracts over years, each line of each invoice against a calculator that was written from their words alone.

Each folder of ``contracts`` has an agreement with its words in the first lines, amendments, figures of its whole term
and ``by_hand.py``: the same words in plain fractions, and a maker of months that might have been.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Final

import pytest

from tests.settlement.contracts.book import Line, Row
from tests.settlement.contracts.opened import NAMES, by_hand, contract, settled, signed
from truegreen.checks import check
from truegreen.model.finding import has_errors
from truegreen.model.statement import Statement

WORLDS: Final = 70
TOGETHER: Final = 14


def invoices(statements: Sequence[Statement]) -> dict[str, dict[Line, Fraction]]:
    """Give what stands on each invoice: which line, of which period, and its amount."""
    found = {}
    for each in statements:
        lines = {(line.id, str(line.arose)): Fraction(line.amount.amount) for line in each.lines if line.amount.amount}
        assert sum(lines.values(), Fraction(0)) == Fraction(each.total.amount)
        found[str(each.period)] = lines
    return found


def kept(statements: Sequence[Statement], term: str, name: str) -> dict[str, Fraction]:
    """Give what a clause keeps in each period."""
    return {
        str(each.period): record.because.value.number
        for each in statements for record in each.records
        if (record.term, record.name) == (term, name) and record.because.value
    }  # fmt: skip


def agrees(name: str, rows: list[Row], until: str = "") -> None:
    """Hold every line of every invoice, and what is remembered, against the calculator."""
    statements = settled(name, rows, until)
    ours, (theirs, remembered) = invoices(statements), by_hand(name).settle(rows)
    for period, lines in ours.items():
        assert lines == {line: amount for line, amount in theirs.on(period).items() if amount}, period
    assert until or not {period for period, lines in theirs.each.items() if lines} - {*ours}
    for period, number in kept(statements, *by_hand(name).KEPT).items():
        assert number == remembered.get(period, number), period


@pytest.mark.parametrize("name", NAMES)
def test_a_contract_can_be_settled_as_it_stands(name: str) -> None:
    assert not has_errors(check(contract(name).latest))


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_the_term_is_what_the_words_say(name: str) -> None:
    rows = signed(name)
    agrees(name, rows)
    posted = {line.term for each in settled(name, rows) for line in (*each.lines, *each.later) if line.amount.amount}
    assert {*by_hand(name).POSTS} <= posted


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("first", range(0, WORLDS, TOGETHER))
def test_worlds_that_might_have_been_are_settled_alike(name: str, first: int) -> None:
    for seed in range(first, first + TOGETHER):
        chance = Random(seed)  # noqa: S311
        rows = [*by_hand(name).world(chance)]
        agrees(name, rows, chance.choice(by_hand(name).HORIZONS))


def test_points_go_on_counting_where_the_money_is_capped() -> None:
    statements = settled("harbour", signed("harbour"))
    posted = {(line.term, str(line.arose)): Fraction(line.amount.amount) for each in statements for line in each.lines}
    points = kept(statements, "points", "points")
    owed = {
        month: number * Fraction(4, 1000) * (posted["desk", month] + posted["field", month])
        for month, number in points.items() if number
    }  # fmt: skip
    assert any(amount > 1 - posted.get(("points", month), Fraction(0)) for month, amount in owed.items())
