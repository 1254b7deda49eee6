from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings

from tests.reports import statements
from truegreen.model.statement import Statement
from truegreen.reports import statement_words as words
from truegreen.reports.waterfall import THINNEST, WIDTH, Moves, waterfall


@given(statements.any_statement())
@settings(max_examples=50, deadline=None)
def test_each_bar_starts_where_the_one_before_ends_and_the_last_is_the_total(statement: Statement) -> None:
    bars = waterfall(statement).bars
    lines = [each for each in bars if each.line]
    assert sorted(id(each.line) for each in lines) == sorted(map(id, statement.lines))
    assert all(later.before == earlier.after for earlier, later in pairwise(lines))
    assert bars[-1].amount == bars[-1].after == statement.total
    assert (lines[-1].after if lines else words.added([], "EUR")) == statement.total


@given(statements.any_statement())
@settings(max_examples=50, deadline=None)
def test_bars_are_inside_the_picture_and_as_long_as_their_amounts(statement: Statement) -> None:
    drawn = waterfall(statement)
    spans = [span for each in drawn.bars for span in (each.drawn, each.uncapped) if span]
    assert all(span.left >= 0 and span.left + span.width <= WIDTH + 0.01 and span.width >= THINNEST for span in spans)
    assert all(each.drawn.left <= drawn.zero <= each.drawn.left + each.drawn.width + THINNEST
               for each in drawn.bars if each.moves is Moves.COMES_TO)  # fmt: skip
    scale = {
        round(each.drawn.width / abs(float(each.amount.amount)), 4) for each in drawn.bars if each.drawn.width > 50
    }
    assert not scale or max(scale) - min(scale) < 0.01 * max(scale) + 0.001, "one scale for all bars"


def test_a_cap_is_drawn_as_what_the_line_would_have_been() -> None:
    bar = next(each for each in waterfall(statements.february()).bars if each.name == "Late credit")
    assert bar.uncapped is not None
    assert bar.line is not None
    before = bar.line.changes[0].before.value
    assert before is not None
    ratio = Fraction(bar.line.amount.amount) / before.number
    assert abs(bar.drawn.width / bar.uncapped.width - float(ratio)) < 0.01
    assert abs(bar.drawn.left + bar.drawn.width - bar.uncapped.left - bar.uncapped.width) < 0.01, "both end at one side"
    assert bar.words == "takes off 4,713.43 EUR: from 41,800.00 EUR to 37,086.57 EUR"


def test_charges_are_summed_where_there_are_several() -> None:
    sums = [each.name for each in waterfall(statements.full()).bars if each.line is None]
    assert sums == ["Charges", "Due from Acme"]
    alone = replace(statements.full(), lines=statements.full().lines[1:2])
    assert [each.name for each in waterfall(alone).bars] == ["Run", "Due from Acme"]
