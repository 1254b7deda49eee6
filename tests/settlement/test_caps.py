"""Laws of a liability cap: never exceeded over its month, year or term, and every cent accounted for."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import cache
from itertools import accumulate, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.settlement.settling import agreement
from truegreen.model.agreement import Versions
from truegreen.model.given import Given, Givens
from truegreen.model.statement import Statement
from truegreen.settlement.settle import settle
from truegreen.units.period import add_months, period_of

CREDITS = ("one", "two", "three", "free")
MONTHS = 15
PERS = ("month", "contract year", "whole term")
EXCESSES = ("forfeited", "carried forward", "accrues unpaid")
AMOUNT, SHARE = (
    "amount: 10.00",
    "share: 8 %\n    base: {charges: [fee], credits: before credits, month: month measured}",
)


@cache
def capped(per: str, excess: str, most: str) -> Versions:
    credits_ = "".join(
        f"""
  {name}:
    kind: delay-damages
    owed_by: provider
    late: {name}-days
    each: day
    fractions: pro rata
    amount: 1.00
    grace: {{width: 0 d, beyond: only the excess}}
    gathered: month
    rounding: {{digits: 2, mode: half-up}}
    paid: same invoice"""
        for name in CREDITS
    )
    figures = ", ".join(f"{name}-days: {{unit: days}}" for name in CREDITS)
    return agreement(f"""
currency: EUR
starts: 2024-11-01
figures: {{{figures}}}
charges: {{fee: 100.00}}
terms:{credits_}
  cap:
    kind: liability-cap
    per: {per}
    covers: [{", ".join(CREDITS)}]
    never_capped: [free]
    excess: {excess}
    {most}
""")


def settled(versions: Versions, cents: list[tuple[int, ...]]) -> tuple[Statement, ...]:
    """Settle months of credits, of so many cents each."""
    first = versions.latest.starts
    givens = [
        Given(name=f"{name}-days", period=period_of(add_months(first, month)), value=Fraction(each, 100))
        for month, row in enumerate(cents)
        for name, each in zip(CREDITS, row, strict=True)
    ]
    return settle(versions, Givens.of(givens), period_of(add_months(first, len(cents) - 1)), {})


def paid(each: Statement) -> Fraction:
    """Give what a month's covered credits come to."""
    return -sum(
        (Fraction(line.amount.amount) for line in each.lines if line.term in (*CREDITS[:3], "cap")), Fraction(0)
    )


def kept(each: Statement, name: str) -> Fraction:
    found = [record.because.value.number for record in each.records if record.name == name and record.because.value]
    return found[0] if found else Fraction(0)


MONTHLY = st.lists(st.tuples(*[st.integers(0, 900)] * 4), min_size=1, max_size=MONTHS)


@pytest.mark.parametrize(("per", "excess"), list(product(PERS, EXCESSES)))
@settings(max_examples=12, deadline=None)
@given(cents=MONTHLY)
def test_a_cap_is_never_exceeded_and_what_it_takes_is_where_the_clause_says(
    per: str, excess: str, cents: list[tuple[int, ...]]
) -> None:
    every = settled(capped(per, excess, AMOUNT), cents)
    gathered: defaultdict[object, Fraction] = defaultdict(Fraction)
    for each in every:
        year = period_of(each.period.start, "year", 1, every[0].period.start)
        gathered[{"month": each.period, "contract year": year, "whole term": "term"}[per]] += paid(each)
    assert all(each <= 10 for each in gathered.values())
    wanted, came = Fraction(sum(sum(row[:3]) for row in cents), 100), sum(map(paid, every), Fraction(0))
    if excess == "carried forward":
        assert came + kept(every[-1], "carried") == wanted
    elif excess == "accrues unpaid":
        assert came + sum((kept(each, "accrued") for each in every), Fraction(0)) == wanted
    else:
        assert came <= wanted


@pytest.mark.parametrize("per", PERS)
@settings(max_examples=12, deadline=None)
@given(cents=MONTHLY)
def test_a_share_of_charges_to_date_is_never_exceeded_at_any_time(per: str, cents: list[tuple[int, ...]]) -> None:
    every = settled(capped(per, "forfeited", SHARE), cents)
    months: list[list[Statement]] = [[each] for each in every]
    if per != "month":
        cut = 12 if per == "contract year" else MONTHS
        months = [list(every[start : start + cut]) for start in range(0, len(every), cut)]
    for some in months:
        to_date = list(accumulate(map(paid, some)))
        assert all(each <= 8 * count for count, each in enumerate(to_date, 1))


@settings(max_examples=40, deadline=None)
@given(row=st.tuples(*[st.integers(0, 2000)] * 4))
def test_a_capped_total_is_split_in_proportion_to_the_cent_and_adds_up(row: tuple[int, ...]) -> None:
    (only,) = settled(capped("month", "forfeited", AMOUNT), [row])
    total = min(Fraction(1000), Fraction(sum(row[:3])))
    assert paid(only) * 100 == total
    for line in only.lines:
        if line.term in CREDITS[:3] and line.changes:
            before = line.changes[0].before.value
            assert before is not None
            share = -before.number * 100 * total / sum(row[:3])
            assert abs(-Fraction(line.amount.amount) * 100 - share) < 1


@settings(max_examples=20, deadline=None)
@given(row=st.tuples(*[st.integers(0, 5000)] * 4))
def test_what_is_never_capped_is_owed_whole_and_uses_nothing_up(row: tuple[int, ...]) -> None:
    (only,) = settled(capped("whole term", "forfeited", AMOUNT), [row])
    free = [line for line in only.lines if line.term == "free"]
    assert -sum(Fraction(line.amount.amount) for line in free) * 100 == row[3]
    assert kept(only, "used") * 100 == min(1000, sum(row[:3]))


def test_what_is_invoiced_uses_up_a_cap_not_what_was_exact() -> None:
    """A cap that ends within a cent is left by the rounding once, and not again each month."""
    versions = agreement("""
currency: EUR
figures: {days: {unit: days}}
terms:
  late:
    kind: delay-damages
    owed_by: provider
    late: days
    each: day
    fractions: pro rata
    amount: 1.00
    grace: {width: 0 d, beyond: only the excess}
    gathered: month
    cap: {amount: 10.005, per: contract year, excess: forfeited}
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
""")
    first = versions.latest.starts
    givens = [
        Given(name="days", period=period_of(add_months(first, month)), value=Fraction(number))
        for month, number in enumerate((4, 7, 3))
    ]
    each = settle(versions, Givens.of(givens), period_of(add_months(first, 2)), {})
    used = [record.because.value for one in each for record in one.records if record.name == "used"]
    assert [str(value) for value in used] == ["4.00 EUR", "6.01 EUR", "0.00 EUR"]
    assert [str(one.total) for one in each] == ["-4.00 EUR", "-6.01 EUR", "0.00 EUR"]
