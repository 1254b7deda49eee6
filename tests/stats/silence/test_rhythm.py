"""How rates are spread: worlds that are found again, no curve is likelier, other programs, and the edges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.silence.rhythm import rhythm

some = st.lists(st.tuples(st.integers(0, 60), st.floats(0.5, 400)), min_size=2, max_size=30)


def drawn(r: float, alpha: float, accounts: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    exposures = rng.uniform(100, 365, accounts)
    return rng.poisson(rng.gamma(r, 1 / alpha, accounts) * exposures), exposures


@pytest.mark.parametrize(("r", "alpha"), [(0.6, 10.0), (1.5, 15.0), (8.0, 40.0)])
def test_the_spread_of_a_world_is_found_again(r: float, alpha: float) -> None:
    found = rhythm(*drawn(r, alpha, 8_000, 3))
    assert found.converged
    assert not found.edge
    assert (found.r / r, found.alpha / alpha) == pytest.approx((1, 1), abs=0.07)


def test_no_other_gamma_curve_is_likelier() -> None:
    """The chance of counts as it is written in the books, by scipy's own function."""
    from scipy.stats import nbinom

    x, exposed = drawn(1.5, 15.0, 500, 4)

    def likelihood(r: float, alpha: float) -> float:
        return float(nbinom.logpmf(x, r, alpha / (alpha + exposed)).sum())

    found = rhythm(x, exposed)
    best = likelihood(found.r, found.alpha)
    for a, b in ((1.01, 1.0), (0.99, 1.0), (1.0, 1.01), (1.0, 0.99), (1.01, 1.01), (0.99, 0.99)):
        assert likelihood(found.r * a, found.alpha * b) < best


@pytest.mark.slow
def test_statsmodels_finds_the_same() -> None:
    api = pytest.importorskip("statsmodels.api")
    x, exposed = drawn(1.5, 15.0, 2_000, 5)
    model = api.NegativeBinomial(x, np.ones((x.size, 1)), exposure=exposed)
    mean, spread = model.fit(disp=0, method="newton", start_params=[np.log(0.1), 0.7]).params
    found = rhythm(x, exposed)
    assert (np.log(found.mean), 1 / found.r) == pytest.approx((mean, spread), abs=1e-5)


@given(some, st.floats(0.01, 100))
def test_the_unit_of_time_changes_the_rate_and_nothing_else(pairs: list[tuple[int, float]], unit: float) -> None:
    x, exposed = np.array(pairs).T
    one, other = rhythm(x, exposed), rhythm(x, exposed * unit)
    assert other.r == pytest.approx(one.r, rel=1e-3)
    assert other.mean * unit == pytest.approx(one.mean, rel=1e-3)


@given(some)
def test_an_account_told_thrice_is_one_of_weight_three(pairs: list[tuple[int, float]]) -> None:
    x, exposed = np.array(pairs).T
    weighted, repeated = rhythm(x, exposed, np.full(x.size, 3.0)), rhythm(np.tile(x, 3), np.tile(exposed, 3))
    assert weighted.likelihood == pytest.approx(repeated.likelihood, rel=1e-9, abs=1e-6)


@given(some)
def test_an_account_lies_between_its_own_rate_and_the_common_one(pairs: list[tuple[int, float]]) -> None:
    x, exposed = np.array(pairs).T
    found = rhythm(x, exposed)
    rates, own = found.rates(x, exposed), x / exposed
    assert np.all(rates >= np.minimum(own, found.mean) * (1 - 1e-9))
    assert np.all(rates <= np.maximum(own, found.mean) * (1 + 1e-9))


@pytest.mark.parametrize(
    ("counts", "exposures"),
    [([7], [100.0]), ([0, 0, 0], [10.0, 20.0, 30.0]), ([5] * 50, [100.0] * 50), ([10**6, 10**6], [1.0, 1.0])],
    ids=["one account", "nobody ever came", "all alike", "huge"],
)
def test_where_accounts_do_not_differ_they_are_held_to_what_others_are_worth(
    counts: list[int], exposures: list[float]
) -> None:
    found = rhythm(counts, exposures)
    assert found.edge
    assert np.isfinite([found.r, found.alpha, found.likelihood]).all()
    assert found.mean == pytest.approx((sum(counts) or 0.5) / sum(exposures), rel=1e-6)


def test_accounts_without_exposure_say_nothing() -> None:
    found = rhythm([3, 4, 9, 0], [10, 10, 10, 0])
    same = rhythm([3, 4, 9], [10, 10, 10])
    assert (found.r, found.alpha, found.accounts) == (same.r, same.alpha, 3)


@pytest.mark.parametrize(
    ("counts", "exposures", "weights"),
    [([], [], None), ([1], [0], None), ([-1], [2], None), ([1, 2], [3], None), ([1], [np.nan], None), ([1], [2], [-1])],
)
def test_what_is_no_rhythm_is_refused(counts: list[float], exposures: list[float], weights: list[float] | None) -> None:
    with pytest.raises(ValueError, match=r"looked at|belong together|not negative"):
        rhythm(counts, exposures, weights)
