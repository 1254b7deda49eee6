"""Whole contracts over years, each line of each invoice against a calculator that was written from their words alone.

Each folder of ``contracts`` has an agreement with its words in the first lines, amendments, figures of its whole term
and ``by_hand.py``: the same words in plain fractions, and a maker of months that might have been.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from tests.settlement.contracts.book import Line, Row, read, table
from truegreen.checks import check
from truegreen.files.agreements import read_agreement
from truegreen.files.figures import parse_figures, units_of
from truegreen.model.agreement import Versions
from truegreen.model.finding import has_errors
from truegreen.model.statement import Statement
from truegreen.settlement.settle import settle
from truegreen.units.period import parse_period

HERE = Path(__file__).parent / "contracts"
NAMES = ("harbour", "towers", "care_line")
WORLDS, TOGETHER = 70, 14


def by_hand(name: str) -> ModuleType:
    return import_module(f"tests.settlement.contracts.{name}.by_hand")


@cache
def contract(name: str) -> Versions:
    amendments = [(each.read_text("utf-8"), each.name) for each in sorted((HERE / name).glob("amendment-*.yml"))]
    versions, mistakes = read_agreement((HERE / name / "agreement.yml").read_text("utf-8"), "agreement.yml", amendments)
    assert versions, "\n".join(map(str, mistakes))
    assert not mistakes
    return versions


def signed(name: str) -> list[Row]:
    """Give the figures of a contract's whole term."""
    return read((HERE / name / "figures.csv").read_text("utf-8"))


def settled(name: str, rows: Sequence[Row], until: str = "") -> tuple[Statement, ...]:
    versions = contract(name)
    given, mistakes = parse_figures(table(rows), "figures.csv", units_of(versions, {}))
    assert not mistakes, "\n".join(map(str, mistakes))
    return settle(versions, given[""], parse_period(until or by_hand(name).UNTIL), {})


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
