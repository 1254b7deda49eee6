"""Customers who order: planted rates and spending give the planted value, silent ones are worth little."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.lifetime.histories import Thin
from truegreen.stats.lifetime.mbg_nbd import MbgNbd
from truegreen.stats.lifetime.planted import come_back
from truegreen.value.buying import Bought, bought
from truegreen.value.lifetime import terms

TERMS = terms(0.4, 0.10, 3)


def customers(many: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Draw two years of customers who order every 25 days or so and spend 100 each time, some more and some less."""
    world = come_back(many, r=1.5, alpha=40.0, a=0.6, b=9.0, age=730.0, seed=seed)
    random = np.random.default_rng([seed, 1])
    scale = random.gamma(4.0, 1.0, many) / 50.0
    mean = random.gamma(6.0 * (world.repeats + 1), 1.0) / scale / (world.repeats + 1)
    return world.repeats, world.last, world.age, mean, world.there


def found(many: int = 1500, seed: int = 1) -> Bought:
    made = bought(*customers(many, seed)[:4], TERMS)
    assert isinstance(made, Bought)
    return made


def test_planted_orders_and_spending_give_the_planted_value() -> None:
    repeats, last, age, _, there = customers(1500, 1)
    made = found()
    true = MbgNbd(r=1.5, alpha=40.0, a=0.6, b=9.0)
    later = np.asarray(true.expected(3 * 365.25, repeats, last, age)).sum()
    assert 0.82 * later < made.orders.sum() < 0.95 * later  # what a year takes off
    assert made.spending.mean() == pytest.approx(100, rel=0.08)
    value, low, high = made.interval()
    assert low < 0.4 * 100 * made.orders.sum() < high
    assert value == pytest.approx(made.values.sum())
    assert np.mean(made.alive[there]) > 0.8
    assert np.mean(made.alive[~there]) < 0.4


def test_who_fell_silent_is_worth_little() -> None:
    made = bought([20, 20, *customers(300, 2)[0]], [200.0, 725.0, *customers(300, 2)[1]],
                  [730.0, 730.0, *customers(300, 2)[2]], [100.0, 100.0, *customers(300, 2)[3]], TERMS)  # fmt: skip
    assert isinstance(made, Bought)
    assert made.values[0] < 0.05 * made.values[1]
    assert np.all((made.lows <= made.values) & (made.values <= made.highs))


def test_unknown_amounts_are_told_by_others() -> None:
    repeats, last, age, mean, _ = customers(300, 3)
    made = bought(repeats, last, age, np.where(np.arange(300) == 0, np.nan, mean), TERMS)
    assert isinstance(made, Bought)
    assert 60 < made.spending[0] < 150


def test_a_part_of_customers_adds_up() -> None:
    made = found(400, 4)
    half = np.arange(400) < 200
    assert made.interval(half)[0] + made.interval(~half)[0] == pytest.approx(made.interval()[0])


def test_thin_data_are_said() -> None:
    never = bought(np.zeros(20), np.zeros(20), np.full(20, 99.0), np.full(20, 5.0), TERMS)
    assert isinstance(never, Thin)
    repeats, last, age, _, _ = customers(100, 5)
    free = bought(repeats, last, age, np.full(100, np.nan), TERMS)
    assert isinstance(free, Thin)
