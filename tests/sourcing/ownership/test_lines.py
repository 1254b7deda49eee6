"""Lines of total cost: published worked figures, and laws of money over years."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from truegreen.model.costed import Line, Origin
from truegreen.model.plan_costs import Ground, Kind, SaidCost, SupplierCosts, When
from truegreen.sourcing.ownership.lines import Terms, said, unknown
from truegreen.sourcing.ownership.present import a_year, factor, present
from truegreen.sourcing.ownership.resolution import each_solved, solved_of
from truegreen.sourcing.ownership.told import Measured, Paid, owned
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.units.range import Range, summed

DOLLARS = Terms("USD", {}, Fraction(0), 3)
EUROS = Terms("EUR", {"USD": Decimal("0.9")}, Fraction(8, 100), 3)
SMALL = some.decimals(min_value=0, max_value=10**7, places=2)


def euros(amount: str | Decimal | int) -> Money:
    return Money(Decimal(amount), "EUR")


def exactly(amount: str | Decimal | int) -> Range:
    return Range.exactly(euros(amount).rounded())


def amount(line: Line) -> Range:
    assert line.amount is not None
    return line.amount


@pytest.mark.parametrize(("each", "solved", "costs"), [("5", 60, "8.33"), ("6", 75, "8.00")])
def test_a_dearer_contact_may_be_the_cheaper_solution(each: str, solved: int, costs: str) -> None:
    assert each_solved(Money(Decimal(each), "USD"), Fraction(solved, 100)) == Money(Decimal(costs), "USD")


@pytest.mark.parametrize(("share", "costs"), [("33 %", "465729.00"), ("100 %", "1411300.00")])
def test_replacing_agents_who_leave(share: str, costs: str) -> None:
    of = SaidCost(number=Quantity.parse("100 agents"), share=Quantity.parse(share), reference=("attr.replace",))
    line = said(Kind.ATTRITION, of, None, DOLLARS)
    assert line.amount == Range.exactly(Money(Decimal(costs), "USD"))
    assert line.origin is Origin.BENCHMARK
    assert "Gartner, as retold by ApexCX, 2022, grade B" in line.source


def test_published_hidden_costs_of_a_contract_are_a_range() -> None:
    fees = Range.exactly(Money(Decimal(16_200_000), "USD"))
    line = said(Kind.GOVERNANCE, SaidCost(reference=("tco.total",)), fees, DOLLARS)
    total = amount(line) + fees
    assert total == Range(Money(Decimal(18_662_400), "USD"), Money(Decimal(25_434_000), "USD"))


def test_a_published_rate_times_agents_times_a_price_of_ones_own() -> None:
    of = SaidCost(amount=euros(9_000), number=Quantity.parse("40"), reference=("attr.hist",))
    assert amount(said(Kind.ATTRITION, of, None, EUROS)) == Range(euros("108000.00"), euros("162000.00"))


def test_published_dollars_are_changed_at_the_plan_s_rate_and_unknown_without_one() -> None:
    of = SaidCost(number=Quantity.parse("10"), reference=("attr.replace.swpp",))
    assert amount(said(Kind.ATTRITION, of, None, EUROS)) == Range(euros("90000.00"), euros("135000.00"))
    without = said(Kind.ATTRITION, of, None, Terms("EUR", {}, Fraction(0), 3))
    assert (without.amount, without.origin) == (None, Origin.UNKNOWN)
    assert without.steps == ("nobody says what a USD is worth in EUR",)


def test_what_nobody_knows_stays_unknown_with_what_is_published_beside() -> None:
    line = unknown(Kind.GOVERNANCE, exactly(100_000), EUROS)
    assert (line.amount, line.present, line.origin) == (None, None, Origin.UNKNOWN)
    assert line.beside_amount == Range(euros("6000.00"), euros("15000.00"))
    assert [each.key for each in line.beside] == ["tco.manage", "tco.governance"]


def test_a_share_of_fees_that_nobody_knows_is_unknown() -> None:
    line = said(Kind.GOVERNANCE, SaidCost(share=Quantity.parse("8 %")), None, EUROS)
    assert (line.amount, line.origin) == (None, Origin.UNKNOWN)


def test_what_the_client_no_longer_spends_takes_off() -> None:
    line = said(Kind.AVOIDED, SaidCost(low=euros(100), high=euros(300)), None, EUROS)
    assert line.amount == Range(euros("-300.00"), euros("-100.00"))


def test_a_contract_says_so() -> None:
    assert said(Kind.FEES, SaidCost(amount=euros(5), ground=Ground.CONTRACT), None, EUROS).origin is Origin.CONTRACT


@given(SMALL, some.sampled_from(list(When)), some.integers(1, 10))
def test_without_interest_present_value_is_the_sum_of_payments(sum_: Decimal, when: When, years: int) -> None:
    times = years if when is When.YEARLY else 1
    assert present(exactly(sum_), when, Fraction(0), years) == exactly(sum_ * times)


@given(some.sampled_from(list(When)), some.integers(1, 10), some.integers(0, 40), some.integers(1, 40))
def test_a_higher_rate_never_makes_later_money_worth_more(when: When, years: int, rate: int, more: int) -> None:
    low, high = factor(when, Fraction(rate + more, 100), years), factor(when, Fraction(rate, 100), years)
    assert low <= high
    assert (low == high) is (when is When.START)


def test_a_thousand_a_year_for_three_years_at_eight_percent() -> None:
    assert present(exactly(1_000), When.YEARLY, Fraction(8, 100), 3) == exactly(
        "2577.10"
    )  # 925.926 + 857.339 + 793.832
    assert present(exactly(1_000), When.END, Fraction(8, 100), 3) == exactly("793.83")
    assert a_year(exactly(1_000), When.START, 3) == exactly("333.33")


def lived(paid: Decimal, judged: int, solved: int, months: int = 12) -> Measured:
    return Measured(months, [Paid("labour", euros(paid), Origin.MEASURED, "cost")], 2 * judged, judged, solved)


@given(SMALL, some.integers(1, 9_999), some.data())
def test_doing_again_is_a_part_of_what_was_paid_and_never_added(
    paid: Decimal, judged: int, data: some.DataObject
) -> None:
    solved = data.draw(some.integers(0, judged))
    of = owned("House", SupplierCosts(), lived(paid, judged, solved), EUROS, is_client=True)
    assert of.run.yearly == exactly(paid)
    assert summed((line.amount for line in of.run.lines if line.amount), "EUR") == exactly(paid)


@given(SMALL, some.integers(1, 24))
def test_fewer_months_are_reckoned_as_a_year(paid: Decimal, months: int) -> None:
    of = owned("House", SupplierCosts(), lived(paid, 10, 10, months), EUROS, is_client=True)
    assert abs(Fraction(of.run.yearly.low.amount) - Fraction(paid) * 12 / months) <= Fraction(1, 200)


SAID = {
    "fees": SaidCost(amount=euros(90_000), ground=Ground.CONTRACT),
    "transition": SaidCost(low=euros(4_000), high=euros(7_000)),
    "governance": SaidCost(reference=("tco.governance",)), "exit": SaidCost(amount=euros(3_000)),
    "avoided": SaidCost(amount=euros(1_200)),
}  # fmt: skip


def test_columns_add_up_and_changes_lead_from_one_to_the_other() -> None:
    run = {name: SAID[name] for name in ("transition", "governance")}
    costs = SupplierCosts(sold=SAID, run=run)
    of = owned("North", costs, lived(Decimal(100_000), 200, 150), EUROS, is_client=False)
    assert of.sold is not None
    for column in (of.sold, of.run):
        known = [each for each in column.lines if each.amount is not None]
        assert column.yearly == summed((a_year(amount(each), each.kind.when, 3) for each in known), "EUR")
        assert column.present == summed((each.present for each in known if each.present), "EUR")
    moved = of.moved
    assert moved is not None
    assert moved.low <= of.run.yearly.low - of.sold.yearly.low
    assert of.run.yearly.high - of.sold.yearly.high <= moved.high
    because = {each.kind: each.because for each in of.changes}
    assert because[Kind.FEES] == (
        "sold at 90,000.00 EUR a year, runs at 100,000.00 EUR, of which 25,000.00 EUR went into doing again what was "
        "not solved"
    )
    assert Kind.REWORK not in because
    assert because[Kind.EXIT] == "sold at 1,000.00 EUR a year, and nobody says what it is as it runs"
    governance = next(each for each in of.changes if each.kind is Kind.GOVERNANCE)
    assert governance.moves == Range(euros("800.00"), euros("1500.00"))  # the same share of 10,000 EUR more


def test_a_case_that_says_how_much_is_done_again_is_held_to_it() -> None:
    sold = {"fees": SAID["fees"], "rework": SaidCost(share=Quantity.parse("12 %"))}
    of = owned("North", SupplierCosts(sold=sold), lived(Decimal(100_000), 200, 150), EUROS, is_client=False)
    assert of.sold is not None
    assert of.sold.yearly == exactly(90_000)
    assert {each.kind: each.moves for each in of.changes} == {Kind.REWORK: exactly(14_200), Kind.FEES: exactly(-4_200)}


@given(some.integers(1, 50))
def test_a_currency_of_another_size_changes_nothing_but_the_numbers(times: int) -> None:
    def told(by: int) -> Range:
        sold = {
            name: SaidCost(amount=each.amount and each.amount * by, low=each.low and each.low * by,
                       high=each.high and each.high * by, reference=each.reference)
            for name, each in SAID.items()
        }  # fmt: skip
        flat = Terms("EUR", {}, Fraction(8, 100), 1)
        of = owned("North", SupplierCosts(sold=sold), Measured(), flat, is_client=False)
        assert of.sold is not None
        return of.sold.yearly

    assert told(times) == told(1).times(Decimal(times))


def test_without_a_case_nothing_is_compared_and_unknown_lines_are_named() -> None:
    of = owned("North", SupplierCosts(), lived(Decimal(100), 4, 3), EUROS, is_client=False)
    assert (of.sold, of.moved, of.changes) == (None, None, ())
    assert Kind.GOVERNANCE in of.run.unknown
    assert Kind.FEES not in of.run.unknown


def test_where_nothing_runs_yet_an_offer_is_held_against_nothing() -> None:
    of = owned("North", SupplierCosts(sold=SAID), Measured(), EUROS, is_client=False)
    assert (of.moved, of.changes, of.solved) == (None, (), None)
    assert Kind.FEES in of.run.unknown


def test_what_a_solved_issue_costs_has_the_interval_of_what_was_solved() -> None:
    of = solved_of(1_000, 500, 300, exactly(5_000), 12)
    assert of.each_case == exactly(5)
    assert of.each_solved == exactly("8.33")
    assert of.each_between is not None
    assert of.each_between.low < euros("8.33") < of.each_between.high


def test_where_nothing_was_solved_no_solution_has_a_price() -> None:
    of = solved_of(10, 10, 0, exactly(50), 12)
    assert (of.each_solved, of.each_between) == (None, None)
