"""Puzzles of price lists from textbooks and from the makers of solvers; what sites and teams cost once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.sourcing.allocation.problems import plain
from truegreen.sourcing.allocation.path import solve
from truegreen.sourcing.allocation.problem import Problem
from truegreen.sourcing.allocation.tiers import Tiers, cliffs
from truegreen.sourcing.allocation.why import losing
from truegreen.sourcing.allocation.wishes import Wishes


def units(many: int, prices: tuple[float, ...], held: tuple[float, ...], fixed: tuple[float, ...] = ()) -> Problem:
    """Give one cell of so many units that can be bought from several at list prices."""
    spend = np.array([[many * each for each in prices]])
    return plain(np.full(spend.shape, float(many)), spend, np.array(held), np.array(fixed or [0.0] * len(prices)),
                 wishes=Wishes(), volume=np.array([float(many)]))  # fmt: skip


def of_list(price: float, *steps: tuple[float, float], on_all: bool) -> Tiers:
    """Give tiers from unit prices: from how many units on each holds."""
    return Tiers((0.0, *(start * price for start, _ in steps)), (0.0, *(1 - each / price for _, each in steps)), on_all)


def test_three_suppliers_with_a_fixed_cost_each() -> None:
    """A textbook's exercise: 2,000 units; the first charges 10 for 300 and then 7, the third 6 for 500 and then 4."""
    problem = replace(
        units(2000, (10.0, 2.0, 6.0), (600.0, 800.0, 1200.0), (100.0, 500.0, 300.0)),
        tiers=(of_list(10.0, (300, 7.0), on_all=False), Tiers(), of_list(6.0, (500, 4.0), on_all=False)),
    )
    plan = solve(problem, near=0)
    assert plan.bill.cost == pytest.approx(8200)
    assert plan.answer.shares * 2000 == pytest.approx([0, 800, 1200])


ALL_UNITS = of_list(9.0, (1000, 8.0), (2500, 7.0), (7500, 5.0), (15_000, 3.0), on_all=True)
BY_PART = of_list(8.0, (1200, 7.0), (3000, 6.0), (7500, 4.0), (14_000, 2.0), on_all=False)


def test_two_vendors_one_with_a_price_for_all_and_one_by_parts() -> None:
    """The model QdiscSup of LINDO, where exactly the 6,000 that are needed are bought."""
    problem = replace(units(6000, (9.0, 8.0), (99_999.0, 99_999.0)), tiers=(ALL_UNITS, BY_PART))
    plan = solve(problem, near=0)
    assert plan.bill.cost == pytest.approx(40_200)
    assert plan.answer.shares == pytest.approx([0, 1])


def test_buying_more_than_is_needed_costs_less() -> None:
    """The same where 1,500 more may be bought for nobody: the tier that holds for all makes that cheaper."""
    problem = plain(
        np.array([[6000.0] * 3, [1500.0] * 3]), np.array([[6000.0], [1500.0]]) * np.array([9.0, 8.0, 0.0]),
        np.full(3, 99_999.0), np.zeros(3), wishes=Wishes(), volume=np.array([6000.0, 1500.0]),
    )  # fmt: skip
    most = np.array([1.0, 1.0, 0.0, 1.0, 1.0, 1.0])
    problem = replace(problem, tiers=(ALL_UNITS, BY_PART, Tiers()), pairs=replace(problem.pairs, most=most))
    plan = solve(problem, near=0)
    assert plan.bill.cost == pytest.approx(37_500)
    assert plan.answer.shares == pytest.approx([1, 0, 0, 1, 0, 0])


def test_the_dead_zones_of_a_price_list() -> None:
    assert [(round(start / 9), round(end / 9)) for start, end in cliffs(ALL_UNITS)] == [
        (889, 1000), (2188, 2500), (5357, 7500), (9000, 15_000),
    ]  # fmt: skip


def closing() -> Problem:
    """Give ten hours that a team does today for 10 each, and another would do for 9; ending the team costs 6."""
    problem = units(10, (10.0, 9.0), (10.0, 10.0))
    today = replace(problem.pairs, today=np.array([1.0, 0.0]))
    return replace(problem, pairs=today, closing=np.array([[6.0, 0.0]]))


def test_ending_a_team_is_part_of_the_bill_and_of_its_bound() -> None:
    plan = solve(closing(), near=0)
    assert plan.answer.shares == pytest.approx([0.05, 0.95])  # so much is left that the team has something to do
    assert plan.bill.cost == pytest.approx(0.5 * 10 + 9.5 * 9)
    assert plan.certificate.gap == pytest.approx(0, abs=1e-4)
    whole = solve(replace(closing(), wishes=Wishes(is_single=True)), near=0)
    assert whole.bill.cost == pytest.approx(96)
    assert whole.bill.closing == 6.0
    assert whole.certificate.gap == pytest.approx(0, abs=1e-4)


def test_a_site_without_people_costs_what_it_costs_once_it_is_used() -> None:
    def helped(fixed: float) -> Problem:
        problem = units(10, (10.0, 1.0), (10.0, 10.0), (0.0, fixed))
        free = replace(problem.sites, is_free=np.array([False, True]))
        return replace(problem, sites=free, pairs=replace(problem.pairs, most=np.array([1.0, 0.5])))

    plan = solve(helped(40.0), near=0)
    assert plan.bill.cost == pytest.approx(5 * 10 + 5 * 1 + 40)
    assert plan.bill.fixed == 40.0
    dear = solve(helped(50.0), near=0)
    assert dear.bill.cost == pytest.approx(100)
    assert dear.bill.fixed == 0.0
    (loser,) = losing(helped(50.0), dear.answer)
    assert loser.is_least
