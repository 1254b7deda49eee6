"""Bootstraps over accounts from products are those one would do on the rows."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from tests.stats.panel.worlds import COLUMNS, drawn
from truegreen.stats.panel.bootstrap import Draws, Wild, poisson, spreads_drawn, wild
from truegreen.stats.panel.equations import Unfit, Way, equations
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import Moments, of
from truegreen.stats.panel.regression import Regression, regression


def poisson_of(moments: Moments, way: Way = Way.WITHIN, draws: int = 200, seed: int = 0) -> Draws:
    made = poisson(equations(moments, "csat", COLUMNS, way), draws, seed)
    assert isinstance(made, Draws)
    return made


@pytest.mark.parametrize("way", [Way.POOLED, Way.WITHIN])
def test_a_poisson_draw_is_the_regression_with_accounts_counted_so_often(way: Way) -> None:
    moments = drawn(1).moments()
    weights = np.random.default_rng(7).poisson(1.0, (3, 30))
    for weight, ours in zip(weights, poisson_of(moments, way, 3, 7).coefficients, strict=True):
        again = regression(moments.weighted(weight), "csat", COLUMNS, way)
        assert isinstance(again, Regression)
        assert ours == pytest.approx([again.estimates[each].value for each in COLUMNS], rel=1e-8)


def test_the_spread_of_draws_is_the_error_that_accounts_give() -> None:
    moments = drawn(2, accounts=150, rows=3000).moments()
    by_formula = regression(moments, "csat", COLUMNS, errors=Errors.CR1)
    assert isinstance(by_formula, Regression)
    made = poisson_of(moments, draws=2000)
    assert made.errors() == pytest.approx([each.error for each in by_formula.estimates.values()], rel=0.15)
    for (low, high), each in zip(made.interval().T, by_formula.estimates.values(), strict=True):
        assert low < each.value < high
    assert made.failed == 0


def test_draws_are_the_same_for_the_same_seed() -> None:
    moments = drawn(3).moments()
    assert (poisson_of(moments).coefficients == poisson_of(moments).coefficients).all()
    assert (poisson_of(moments).coefficients != poisson_of(moments, seed=1).coefficients).any()
    made = equations(moments, "csat", COLUMNS, Way.WITHIN)
    assert wild(made, "speed", 99, 5) == wild(made, "speed", 99, 5)


def test_draws_without_an_answer_are_left_out_and_counted() -> None:
    """With three accounts one draw in twenty has none of them."""
    rows = drawn(4, accounts=3, rows=40)
    made = poisson_of(of(rows.table, rows.accounts, rows.names), draws=400)
    assert 5 < made.failed < 60
    assert len(made.coefficients) + made.failed == 400
    assert np.isfinite(made.coefficients).all()


def test_products_of_draws_are_around_their_mean() -> None:
    made = equations(drawn(5).moments(), "csat", COLUMNS, Way.POOLED)
    drawn_spreads = spreads_drawn(made, 4, 0)
    assert drawn_spreads.shape == (4, 4, 4)
    assert (np.linalg.eigvalsh(drawn_spreads) > 0).all()


@pytest.mark.parametrize("way", [Way.POOLED, Way.WITHIN])
def test_the_wild_bootstrap_is_the_one_on_rows(way: Way) -> None:
    """Seven accounts: all 128 ways to turn their signs, each fitted anew to the rows it makes."""
    rows = drawn(6, slopes=(0.4, 0.01), accounts=7, rows=70)
    columns, outcome = rows.table[:, :-1], rows.table[:, -1]
    beside = np.eye(7)[rows.accounts] if way is Way.WITHIN else np.ones((70, 1))

    def t_of(outcome: np.ndarray) -> float:
        full = np.column_stack([columns, beside])
        bread = np.linalg.pinv(full.T @ full)
        slopes = bread @ full.T @ outcome
        left = outcome - full @ slopes
        scores = np.array([(full.T * left)[:, rows.accounts == each].sum(axis=1) for each in range(7)])
        return float(slopes[0] / np.sqrt(((scores @ bread[0]) ** 2).sum()))

    null = np.column_stack([columns[:, 1:], beside])
    fitted = null @ np.linalg.lstsq(null, outcome, rcond=None)[0]
    left = outcome - fitted
    t = t_of(outcome)
    far = [abs(t_of(fitted + left * np.array(signs)[rows.accounts])) for signs in product((1.0, -1.0), repeat=7)]
    made = wild(equations(rows.moments(), "csat", rows.names[:-1], way), "speed", 128)
    assert isinstance(made, Wild)
    assert made.t == pytest.approx(t)
    assert (made.draws, made.seed) == (128, None)
    assert made.p == pytest.approx(np.mean(np.array(far) >= abs(t) * (1 - 1e-9)))


def test_drawn_signs_come_close_to_all_signs() -> None:
    made = equations(drawn(7, slopes=(0.05, 0, 0), accounts=9, rows=90).moments(), "csat", COLUMNS, Way.WITHIN)
    every, some = wild(made, "speed", 512), wild(made, "speed", 511, 3)
    assert isinstance(every, Wild)
    assert isinstance(some, Wild)
    assert some.seed == 3
    assert some.p == pytest.approx(every.p, abs=0.08)


def test_what_cannot_be_told_and_what_makes_no_sense() -> None:
    rows = drawn(8)
    none = equations(of(rows.table[:2], rows.accounts[:2], rows.names), "csat", COLUMNS, Way.WITHIN)
    assert isinstance(poisson(none), Unfit)
    assert isinstance(wild(none, "speed"), Unfit)
    with pytest.raises(ValueError, match="nps cannot be tested; there are speed"):
        wild(none, "nps")


@pytest.mark.slow
def test_with_ten_accounts_the_wild_bootstrap_keeps_its_promise() -> None:
    found = []
    for seed in range(400):
        random = np.random.default_rng(seed)
        accounts = random.choice(10, 200, p=random.dirichlet(np.ones(10) * 3))
        slopes = random.normal(size=10)
        speed = random.normal(size=200)
        table = np.column_stack([speed, speed * slopes[accounts] + random.normal(size=200)])
        made = wild(equations(of(table, accounts, ["speed", "csat"]), "csat", ["speed"], Way.WITHIN), "speed", 399)
        assert isinstance(made, Wild)
        found.append(made.p <= 0.05)
    assert 0.02 <= np.mean(found) <= 0.085
