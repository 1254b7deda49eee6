"""Spend where it matters: what a solved issue is worth decides where work lives, not the rate card.

The sums are those of a toy checked by hand: 73 thousand net, against 183 for the cheapest plan and 333 for everything
in-house. Its own numbers are not told; these were derived, so that counting every plan gives the same sums.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from truegreen.sourcing.allocation.answer import Answer, Bill, billed
from truegreen.sourcing.allocation.path import Solution, solve
from truegreen.sourcing.allocation.problem import Pairs, Problem, Sites, Work
from truegreen.sourcing.allocation.tiers import Tiers
from truegreen.sourcing.allocation.wishes import Wishes

IN_HOUSE, OFFSHORE, SELF_SERVICE = range(3)
CUSTOMS, TRACKING = range(2)
AT_STAKE = 1_000 * 300.0 + 20_000 * 3.0
"""What all issues are worth if every one is solved."""


def toy(**wishes: object) -> Problem:
    """Give a thousand customs cases of customers worth keeping, and twenty thousand questions where a parcel is.

    Customs: in-house 15.00 and 95 % solved, offshore 5.00 and 55 %; one solved is worth 300.
    Tracking: in-house 15.00 and 95 %, offshore 2.50 and 80 %, self-service 0.30 and 70 %, half of it at most; worth 3.
    """
    cell = np.array([CUSTOMS, CUSTOMS, TRACKING, TRACKING, TRACKING])
    site = np.array([IN_HOUSE, OFFSHORE, IN_HOUSE, OFFSHORE, SELF_SERVICE])
    price, volume = np.array([15.0, 5.0, 15.0, 2.5, 0.3]), np.array([1_000.0, 20_000.0])
    return Problem(
        Work(volume, np.array([300.0, 3.0]), np.arange(2), np.arange(2), np.zeros(2)),
        Sites(np.arange(3), np.zeros(3, int), np.array([False, False, True]), np.full(3, 1e6), np.zeros(3)),
        Pairs(cell, site, volume[cell] * 0.1 * (site != SELF_SERVICE), volume[cell] * price,
              np.array([0.95, 0.55, 0.95, 0.80, 0.70]), np.array([1.0, 1.0, 1.0, 1.0, 0.5]),
              np.array([1.0, 0.0, 1.0, 0.0, 0.0])),
        np.zeros((2, 3)), np.zeros((2, 3)), (Tiers(),) * 3, np.zeros(3), Wishes(**wishes),  # type: ignore[arg-type]
    )  # fmt: skip


def net(bill: Bill) -> float:
    """Give what a plan costs with what it leaves unsolved."""
    return bill.cost + AT_STAKE - bill.value


def counted(problem: Problem) -> list[tuple[float, Bill]]:
    """Give every plan that shares cells out in tenths, by what it costs with what it leaves unsolved."""
    tenths = [each / 10 for each in range(11)]
    found = []
    for customs, home, helped in product(tenths, tenths, tenths):
        shares = np.array([customs, 1 - customs, home, 1 - home - helped, helped])
        if shares.min() > -1e-9 and helped <= 0.5:
            bill = billed(problem, Answer(np.clip(shares, 0, 1), np.ones((2, 3), bool)))
            found.append((net(bill), bill))
    return found


def shares(plan: Solution) -> list[float]:
    return [round(float(each), 6) for each in plan.answer.shares]


def test_value_decides_and_not_the_rate_card() -> None:
    problem = toy()
    best, cheapest = solve(problem, near=0), solve(toy(value_weight=0.0), near=0)
    in_house = billed(problem, Answer(problem.pairs.today, np.ones((2, 3), bool)))
    assert net(best.bill) == pytest.approx(73_000)
    assert net(cheapest.bill) == pytest.approx(183_000)
    assert net(in_house) == pytest.approx(333_000)
    assert cheapest.bill.cost < best.bill.cost < in_house.cost


def test_valuable_work_stays_in_house_and_simple_work_helps_itself() -> None:
    assert shares(solve(toy(), near=0)) == [1.0, 0.0, 0.0, 0.5, 0.5]
    assert shares(solve(toy(value_weight=0.0), near=0)) == [0.0, 1.0, 0.0, 0.5, 0.5]


def test_counting_every_plan_finds_none_better() -> None:
    problem = toy()
    plans = counted(problem)
    assert len(plans) == 11 * 51
    assert min(each for each, _ in plans) == pytest.approx(73_000)
    assert min(bill.cost for _, bill in plans) == pytest.approx(solve(toy(value_weight=0.0), near=0).bill.cost)
    least = min(plans, key=lambda each: each[1].cost)
    assert least[0] == pytest.approx(183_000)


def test_where_solved_issues_are_worth_nothing_the_rate_card_decides() -> None:
    problem = toy()
    worthless = replace(problem, work=replace(problem.work, worth=np.zeros(2)))
    assert shares(solve(worthless, near=0)) == shares(solve(toy(value_weight=0.0), near=0))
