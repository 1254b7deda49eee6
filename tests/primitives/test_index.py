"""A published series through averages, new bases, successors, revisions and other currencies."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.settlement.settling import agreement
from truegreen.model.given import Given, Givens
from truegreen.model.step import Step
from truegreen.primitives.basket import Component, weighed, whole
from truegreen.primitives.index import Series, Successor, change_in, published
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Written
from truegreen.units.period import parse_period
from truegreen.units.span import NOWHERE

TEXT = """
figures:
  cpi: {unit: points}
  cpih: {unit: points}
  link: {unit: score}
  final: {unit: points}
  rate: {unit: score}
"""


def now(**values: dict[str, int | str]) -> Now:
    """Give how things stand where each figure has values by period."""
    found = agreement(TEXT)
    givens = Givens.of(
        Given(name=name, period=parse_period(period), value=Fraction(value))
        for name, each in values.items()
        for period, value in each.items()
    )
    return Now(found, found.latest, parse_period("2025-01"), givens, {}, "index", "", NOWHERE, {}, (), {}, {})


def changed(series: Series, then: Now, old: str, new: str, *, averaged: int = 1, revised: bool = False) -> str:
    days = (date.fromisoformat(f"{each}-01") for each in (old, new))
    return str(change_in(then, series, *days, averaged=averaged, revised=revised).value)


def test_a_change_is_a_share_of_the_old_value() -> None:
    then = now(cpi={"2023-10": 100, "2024-10": "103.2"})
    assert changed(Series(figure="cpi"), then, "2023-10", "2024-10") == "3.2 %"


@pytest.mark.parametrize("given", [{"2023-10": 100}, {"2024-10": 100}, {}, {"2023-10": 0, "2024-10": 100}])
def test_without_both_values_no_change_is_known(given: dict[str, int | str]) -> None:
    assert changed(Series(figure="cpi"), now(cpi=given), "2023-10", "2024-10") == "None"


def test_a_series_on_a_new_base_is_chained() -> None:
    then = now(cpi={"2023-10": 250, "2024-10": 104}, link={"2024-02": "0.4"})
    assert changed(Series(figure="cpi", chained="link"), then, "2023-10", "2024-10") == "4 %"
    assert changed(Series(figure="cpi"), then, "2023-10", "2024-10") == "-58.4 %"


def test_every_new_base_between_two_months_counts_and_one_before_or_after_them_does_not() -> None:
    links: dict[str, int | str] = {"2023-10": 7, "2024-02": "0.4", "2024-10": "0.5", "2024-11": 9}
    then = now(cpi={"2023-10": 250, "2024-10": 52}, link=links)
    assert changed(Series(figure="cpi", chained="link"), then, "2023-10", "2024-10") == "4 %"


def test_a_mean_over_a_new_base_is_taken_on_one_base() -> None:
    then = now(cpi={"2023-09": 200, "2023-10": 200, "2024-09": 208, "2024-10": 104}, link={"2024-10": "0.5"})
    assert changed(Series(figure="cpi", chained="link"), then, "2023-10", "2024-10", averaged=2) == "4 %"


def test_a_mean_of_which_a_month_is_missing_is_not_known() -> None:
    then = now(cpi={"2023-09": 100, "2023-10": 100, "2024-10": 104})
    assert changed(Series(figure="cpi"), then, "2023-10", "2024-10", averaged=2) == "None"


AFTER = Successor(figure="cpih", from_=date(2024, 3, 1), linked_in=date(2024, 2, 1))


def test_a_discontinued_series_goes_on_as_its_successor_joined_in_a_month_known_in_both() -> None:
    then = now(cpi={"2023-10": 100, "2024-02": 102}, cpih={"2024-02": 51, "2024-10": 52})
    assert changed(Series(figure="cpi", successor=AFTER), then, "2023-10", "2024-10") == "4 %"


def test_a_successor_that_cannot_be_joined_gives_no_value() -> None:
    then = now(cpi={"2023-10": 100}, cpih={"2024-02": 51, "2024-10": 52})
    assert changed(Series(figure="cpi", successor=AFTER), then, "2023-10", "2024-10") == "None"


def test_revisions_count_only_where_the_clause_takes_them() -> None:
    then = now(cpi={"2023-10": 100, "2024-10": 103}, final={"2024-10": 104})
    series = Series(figure="cpi", revisions="final")
    assert changed(series, then, "2023-10", "2024-10") == "3 %"
    assert changed(series, then, "2023-10", "2024-10", revised=True) == "4 %"


def test_an_index_of_another_currency_is_converted_at_each_months_rate() -> None:
    then = now(cpi={"2023-10": 100, "2024-10": 110}, rate={"2023-10": 2, "2024-10": 1})
    assert changed(Series(figure="cpi", rate="rate"), then, "2023-10", "2024-10") == "-45 %"
    assert (
        changed(Series(figure="cpi", rate="rate"), now(cpi={"2023-10": 100, "2024-10": 110}), "2023-10", "2024-10")
        == "None"
    )


@pytest.mark.parametrize("period", ["2024-08", "2024-Q3", "2024"])
def test_a_value_of_a_month_a_quarter_or_a_year_holds_for_the_month(period: str) -> None:
    assert published(now(cpi={period: 100}), "cpi", date(2024, 8, 17)).value is not None


def test_a_value_of_a_contract_month_holds_for_the_calendar_month_in_which_it_begins() -> None:
    found = agreement(TEXT + "starts: 2024-01-22\nmonth_starts_on: 22\n")
    period = parse_period("2024-07-22..2024-08-21")
    givens = Givens.of([Given(name="cpi", period=period, value=Fraction(100))])
    then = Now(found, found.latest, period, givens, {}, "index", "", NOWHERE, {}, (), {}, {})
    assert published(then, "cpi", date(2024, 8, 1)).value is not None
    assert published(then, "cpi", date(2024, 9, 1)).value is None


@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 400))
def test_changes_chain(first: int, second: int, third: int) -> None:
    then = now(cpi={"2024-01": first, "2024-02": second, "2024-03": third})
    days = [date(2024, each, 1) for each in (1, 2, 3)]
    one, two, both = (
        change_in(then, Series(figure="cpi"), *pair).value
        for pair in ((days[0], days[1]), (days[1], days[2]), (days[0], days[2]))
    )
    assert one is not None
    assert two is not None
    assert both is not None
    assert (1 + one.number) * (1 + two.number) == 1 + both.number


def test_parts_of_a_price_weigh_their_changes_and_the_fixed_part_does_not_change() -> None:
    then = now(cpi={"2023-10": 100, "2024-10": 110}, cpih={"2023-10": 100, "2024-10": 90})
    parts = [
        Component(index="cpi", weight=Written.parse("50 %")),
        Component(index="cpih", weight=Written.parse("30 %")),
    ]

    def change_of(index: str | Series) -> Step:
        return change_in(then, Series(figure=str(index)), date(2023, 10, 1), date(2024, 10, 1))

    assert str(weighed(then, parts, change_of).value) == "2 %"
    assert str(whole(then, parts, Written.parse("20 %"))) == "100 %"
    assert str(whole(then, parts, None)) == "80 %"
