"""Sentences of total cost: no more is said than is held, whichever way ranges and unknown lines lie."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from truegreen.model.costed import Change, Column, Line, Origin, Owned
from truegreen.model.plan_costs import Kind
from truegreen.reports.sourcing.cost_words import sentence
from truegreen.units.money import Money
from truegreen.units.range import Range


def money(low: int, high: int | None = None) -> Range:
    return Range(*(Money(Decimal(each), "EUR") for each in (low, low if high is None else high)))


def column(total: Range, *unknown: Kind) -> Column:
    known = Line(kind=Kind.FEES, amount=total, present=total, origin=Origin.MEASURED)
    missing = [Line(kind=each, amount=None, present=None, origin=Origin.UNKNOWN) for each in unknown]
    return Column(lines=[known, *missing], yearly=total, present=total)


def said(sold: Range, run: Range, *unknown: Kind) -> str:
    change = Change(kind=Kind.FEES, moves=run - sold, because="")
    return sentence(Owned(name="North", is_client=False, sold=column(sold), run=column(run, *unknown),
                          changes=[change], solved=None))  # fmt: skip


def test_dearer_is_said_exactly_where_all_is_known() -> None:
    assert said(money(100), money(120)) == (
        "North costs 120 EUR a year; it was sold at 100 EUR, so that it runs 20 EUR (20.0 %) dearer, most of all for "
        "the work itself."
    )


def test_dearer_is_at_least_where_a_range_or_an_unknown_line_may_add() -> None:
    assert "at least 20 EUR (20.0 %) dearer" in said(money(100), money(120, 150))
    assert "at least 20 EUR (20.0 %) dearer" in said(money(100), money(120), Kind.EXIT)


def test_cheaper_is_not_said_where_something_is_unknown() -> None:
    assert "runs 20 EUR cheaper" in said(money(100), money(80))
    assert "may take that back" in said(money(100), money(80), Kind.TRANSITION)


def test_what_may_take_off_and_is_unknown_leaves_all_open() -> None:
    assert said(money(100), money(120), Kind.AVOIDED).endswith("whether it runs dearer cannot be told.")


@given(*[some.integers(0, 1_000)] * 4, some.booleans())
def test_a_claim_holds_wherever_in_its_range_the_truth_lies(a: int, b: int, c: int, d: int, more: bool) -> None:
    sold, run = money(min(a, b), max(a, b)), money(min(c, d), max(c, d))
    words = said(sold, run, *([Kind.EXIT] if more else []))
    if "dearer" in words and "whether" not in words:
        assert min(c, d) > max(a, b)
    if "cheaper" in words:
        assert max(c, d) < min(a, b)
        assert not more or "may take that back" in words


def test_what_nobody_knows_is_said_to_be_unknown() -> None:
    nothing = Column(lines=[], yearly=money(0), present=money(0))
    of = Owned(name="North", is_client=False, sold=column(money(9)), run=nothing, changes=(), solved=None)
    assert sentence(of) == "What North costs as it runs, nobody knows. It was offered at 9 EUR a year."
