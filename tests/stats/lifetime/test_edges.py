"""Lifetimes: what is thin, odd or wrong gets an answer in words or a clear refusal, and never a warning."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan
from typing import Any

import numpy as np
import pytest

from truegreen.stats.lifetime.bg_nbd import BgNbd, bg_nbd
from truegreen.stats.lifetime.gamma_gamma import GammaGamma, gamma_gamma
from truegreen.stats.lifetime.histories import Thin, histories
from truegreen.stats.lifetime.mbg_nbd import mbg_nbd
from truegreen.stats.lifetime.pareto_nbd import pareto_nbd
from truegreen.stats.lifetime.planted import come_back
from truegreen.stats.lifetime.renewals import Renewals, of_lifetimes, of_survivors
from truegreen.stats.lifetime.retention import Retention, beta_discrete_weibull, shifted_beta_geometric

FITS: list[Callable[..., Any]] = [mbg_nbd, bg_nbd, pareto_nbd]
WORLD = come_back(200, r=0.8, alpha=5.0, a=0.8, b=2.5, age=52.0, seed=3)[:3]
KEPT = Retention(alpha=0.668, beta=3.806)

REFUSED: list[tuple[str, Callable[[], Any]]] = [
    ("a history has", lambda: histories(inf, 1, 2)),
    ("one of each", lambda: histories([1, 2], [1, 2, 3], [4, 4])),
    ("weight", lambda: histories([1, 2], [1, 2], [4, 4], [1, inf])),
    ("weight", lambda: gamma_gamma([1, 2], [5, 6], [1, -1])),
    ("weight", lambda: gamma_gamma([1, 2], [5, 6], [1])),
    ("no purchases", lambda: gamma_gamma([1, inf], [5, 6])),
    ("no purchases", lambda: GammaGamma(p=6, q=4, v=15).expected([nan], [5])),
    ("whole ones", lambda: of_lifetimes([1, nan], [True, False])),
    ("whole ones", lambda: of_lifetimes([1, 2.5], [True, False])),
    ("whole ones", lambda: of_lifetimes([1, 1e12], [True, False])),
    ("none or more leave", lambda: Renewals([5, 3], [1, 4])),  # type: ignore[arg-type]
    ("none or more renewals", lambda: KEPT.survival([-1, 2])),
    ("from the first", lambda: KEPT.retention([0, 2])),
    ("from the first", lambda: KEPT.residual(nan, 0.1)),
    ("are none", lambda: KEPT.within(1, -0.5, 5)),
    ("are none", lambda: KEPT.within(1, 0.1, -1)),
    ("no value", lambda: KEPT.lifetime(0)),
]


@pytest.mark.parametrize(("says", "asked"), REFUSED, ids=[f"{at}-{says}" for at, (says, _) in enumerate(REFUSED)])
def test_what_is_none_is_refused_in_words(says: str, asked: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match=says):
        asked()


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize("scale", [1e-9, 1e9])
def test_times_may_be_large_or_small(fit: Callable[..., Any], scale: float) -> None:
    """Under Pareto/NBD these customers are all alike in being gone, which has no best value: so near and no nearer."""
    repeats, last, age = WORLD
    usual, far = fit(repeats, last, age), fit(repeats, last * scale, age * scale)
    assert far.alpha / scale == pytest.approx(usual.alpha, rel=1e-4)
    assert far.alive(repeats, last * scale, age * scale) == pytest.approx(usual.alive(repeats, last, age), abs=3e-4)


@pytest.mark.parametrize("fit", FITS)
def test_who_came_very_often_may_be_gone_beyond_any_number(fit: Callable[..., Any]) -> None:
    repeats, last, age = (np.append(each, more) for each, more in zip(WORLD, (5000.0, 5.0, 52.0), strict=True))
    found = fit(repeats, last, age)
    assert np.isfinite(found.fitted.likelihood)
    assert found.alive(5000, 5.0, 52.0) < 1e-6
    assert np.all(np.isfinite(found.expected(10.0, repeats, last, age)))


def test_a_likelihood_of_very_frequent_customers_is_that_of_its_logarithm() -> None:
    """Beside e^3,000 a chance of one to be there is nothing: the height is that of being gone."""
    from scipy.special import betaln, gammaln

    from truegreen.stats.lifetime.bg_nbd import log_likelihood

    x, last, age = 1000.0, 1.0, 30.0
    height, slope = log_likelihood(histories(x, last, age), np.array([0.5, 1.0, 0.8, 2.4]))
    gone = betaln(0.8 + 1, 2.4 + x - 1) - betaln(0.8, 2.4) + gammaln(0.5 + x) - gammaln(0.5)
    assert height == pytest.approx(gone - (0.5 + x) * np.log(1.0 + last), rel=1e-9)
    assert np.all(np.isfinite(slope))


@pytest.mark.parametrize("fit", FITS)
def test_whole_numbers_and_lists_are_histories(fit: Callable[..., Any]) -> None:
    repeats, last, age = (np.round(each).astype(int) for each in WORLD)
    last = np.where(repeats > 0, np.maximum(last, 1), 0)
    one, other = fit(repeats, last, age), fit(repeats.tolist(), last.tolist(), age.tolist())
    assert (one.r, one.alpha) == (other.r, other.alpha)


@pytest.mark.parametrize("fit", [shifted_beta_geometric, beta_discrete_weibull])
@pytest.mark.parametrize("survivors", [[1, 0], [5, 5], [9], [], [0, 0], [1000, 1, 0, 0], [3, 1, 1, 1], [10, 9]])
def test_cohorts_of_any_shape_have_an_answer(fit: Callable[..., Any], survivors: list[int]) -> None:
    found = fit(of_survivors(survivors))
    if isinstance(found, Thin):
        assert found.because
        return
    stay = found.survival(np.arange(50))
    assert np.all(np.diff(stay) <= 1e-12)
    assert stay[0] == 1
    assert np.all((found.retention(np.arange(1, 50)) >= 0) & (found.retention(np.arange(1, 50)) <= 1))


def test_nothing_that_is_given_is_changed() -> None:
    given = [each.copy() for each in WORLD]
    for each in given:
        each.flags.writeable = False
    for fit in FITS:
        fit(*given)
    BgNbd(r=0.2, alpha=4.0, a=0.8, b=2.4).expected(5, *given)
    gamma_gamma(given[0], given[2])
    of_lifetimes(given[0], given[0] > 0)
